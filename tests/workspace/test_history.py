"""The journal in words: every verb is a line that says what it changed, and pages are cheap."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.workspace.conftest import Begun, clock
from zi_assess.core.assessment import (
    Answer,
    FollowUp,
    Held,
    Mark,
    Observation,
    ObservationState,
    PrerequisiteAnswer,
    Stage,
)
from zi_assess.store import journal, load
from zi_assess.store.rows import Change, Rows
from zi_assess.workspace import Workspace

NOTE = "Bukti hanya memuat dua dari empat triwulan."


def lines(begun: Begun, limit: int = 0) -> list[str]:
    return [one.text for one in begun.space.journal(begun.id, limit)]


def test_each_verb_is_a_line_in_words_the_newest_first(begun: Begun) -> None:
    space, made = begun.space, begun.id
    space.record(made, "A.I.1.i.a", "Ya")
    space.record(made, "A.I.1.i.a", "Tidak")
    space.note(made, "A.I.1.i.a", "Baru dibentuk.")
    space.attach(made, "A.II.2.i.a", [begun.file("SK tim.pdf"), begun.file("Lain.pdf", "lain")])
    space.attach(made, "A.I.1.i.b", [begun.file("Notulen.pdf", "notulen")])
    space.aim(made, "WBBM")
    asked = space.pack(made).prerequisites[0]
    space.hold(made, asked.id, PrerequisiteAnswer(Held.MET))
    space.follow_up(made, FollowUp(str(uuid.uuid4()), "A.I.1.i.a", "Bentuk tim"))
    space.review.assign(made, ["A.I.1", "A.II.1"], "Nama Operator")
    told = lines(begun)
    assert told[-1] == "Penilaian dimulai"
    assert "Jawaban A.I.1.i.a: – → Ya" in told
    assert "Jawaban A.I.1.i.a: Ya → Tidak" in told
    assert "Catatan A.I.1.i.a ditulis: “Baru dibentuk.”" in told
    assert "2 bukti dilampirkan pada A.II.2.i.a" in told
    assert "Bukti “Notulen.pdf” dilampirkan pada A.I.1.i.b" in told
    assert "Predikat tujuan: WBK → WBBM" in told
    assert f"Syarat {asked.title}: terpenuhi" in told
    assert "Tindak lanjut dicatat: “Bentuk tim”" in told
    assert told[0] == "A.I.1, A.II.1 ditugaskan kepada Nama Operator"


def test_handing_over_reviewing_and_observing_are_told_with_their_stage_and_note(begun: Begun) -> None:
    space, made = begun.space, begun.id
    use = space.attach(made, "A.I.1.i.a", [begun.file("SK.pdf")]).evidence[0]
    space.record(made, "A.I.1.i.a", "Ya")
    space.record(made, "A.I.1.i.b", "A")
    space.review.submit(made, "Mohon direviu")
    space.review.agree(made, ["A.I.1.i.a", "A.I.1.i.b"], Stage.TPI_MEMBER)
    space.review.answer(made, "A.I.1.i.b", "B", Stage.TPI_MEMBER, NOTE)
    space.review.mark(made, use.id, Mark.INVALID, Stage.TPI_LEAD, "Tanpa tanda tangan")
    one = Observation(str(uuid.uuid4()), "A.I.1.i.b", "Notulen\nbelum lengkap")
    space.review.observe(made, one)
    space.review.observe(made, replace(one, status=ObservationState.VERIFIED, verified_on=date(2026, 5, 1)))
    space.review.return_(made, "Lengkapi", Stage.TPI_MEMBER)
    assert lines(begun)[:7] == [
        "Dikembalikan kepada unit, putaran 1: “Lengkapi”",
        "Temuan pada A.I.1.i.b terbuka → selesai: “Notulen belum lengkap”",
        "Temuan pada A.I.1.i.b dicatat: “Notulen belum lengkap”",
        "Tanda bukti SK.pdf (A.I.1.i.a): tidak sah, “Tanpa tanda tangan” (TPI ketua tim)",
        f"Jawaban A.I.1.i.b: A → B, dengan catatan “{NOTE}” (TPI anggota)",
        "2 jawaban diisi: A.I.1.i.a, A.I.1.i.b (TPI anggota)",
        "Diserahkan kepada TPI, putaran 1: “Mohon direviu”",
    ]


def test_what_was_undone_says_so_and_a_redo_takes_that_back(begun: Begun) -> None:
    space, made = begun.space, begun.id
    space.record(made, "A.I.1.i.a", "Ya")
    space.undo(made)
    undo, record = space.journal(made, 2)
    assert (undo.undoes, record.undone) == (record.seq, True)
    assert undo.text == f"Diurungkan (nomor {record.seq}): Jawaban A.I.1.i.a: Ya → –"
    space.redo(made)
    redo, _undo, record = space.journal(made, 3)
    assert redo.text == f"Diulang (nomor {record.seq}): Jawaban A.I.1.i.a: – → Ya"
    assert not record.undone


def test_the_sheet_carries_the_head_after_its_own_last_entry(begun: Begun) -> None:
    space, made = begun.space, begun.id
    before = space.record(made, "A.I.1.i.a", "Ya")
    assert before.head == space.journal(made, 1)[0].head
    other = space.new(space.pack(made), "Kantor Lain", 2026)
    space.record(other, "A.I.1.i.a", "Ya")
    assert space.sheet(made).head == before.head != space.sheet(other).head
    assert replace(before, head="").digest == before.digest
    path = space.path
    space.close()
    with Workspace.open(path) as again:
        assert again.sheet(made).head == before.head


def test_what_is_judged_again_with_the_same_answer_is_told(begun: Begun) -> None:
    space, made = begun.space, begun.id
    space.record(made, "A.I.1.i.a", "Ya")
    space.review.submit(made)
    space.review.agree(made, ["A.I.1.i.a"])
    space.review.return_(made, "Lengkapi.")
    space.note(made, "A.I.1.i.a", "Sudah.")
    space.review.submit(made)
    space.review.agree(made, ["A.I.1.i.a"])
    assert lines(begun)[0] == "Dinilai lagi sesudah diubah unit, jawaban tetap: A.I.1.i.a"
    space.keep_choice(made, "plan.wishes", "{}")
    assert lines(begun)[0] == "Perubahan lain"


def test_an_erased_entry_stays_as_a_line_without_its_words(begun: Begun) -> None:
    space, made = begun.space, begun.id
    space.review.assign(made, ["A.I.1"], "Nama Operator")
    heads = [one.head for one in space.journal(made, 0)]
    space.erase_person("Nama Operator")
    told = space.journal(made, 0)
    assert [one.head for one in told] == heads
    assert told[0].text == "Isi entri ini sudah dihapus untuk selamanya"
    assert told[0].who == ""


def test_a_page_of_three_thousand_entries_is_read_without_the_others(begun: Begun) -> None:
    space, made = begun.space, begun.id
    with space._ledger.database.writing() as connection:
        end = journal.end(connection)
        before = None
        for n in range(3_000):
            after = load.answer_row(made, Stage.SELF, "A.I.1.i.b", Answer("AB"[n % 2], "x" * 400))
            changes = [Change("answers", before, after)]
            at = space._ledger.now().isoformat()
            end = journal.write(
                connection, Rows(connection), end, changes, at=at, who="Nama", verb="record", assessment=made
            )
            before = after
    started = time.perf_counter()
    first = space.journal(made, 100)
    second = space.journal(made, 100, before=first[-1].seq)
    took = time.perf_counter() - started
    assert [one.seq for one in (*first, *second)] == list(range(first[0].seq, first[0].seq - 200, -1))
    assert first[0].text == "Jawaban A.I.1.i.b: A → B"
    assert took < 0.5


def test_what_the_other_side_countersigned_is_marked(begun: Begun, tmp_path: Path) -> None:
    unit, made = begun.space, begun.id
    unit.record(made, "A.I.1.i.b", "A")
    unit.review.submit(made)
    sent = tmp_path / "ke-tpi.zipkg"
    unit.exchange.export(made, sent)
    last = unit.journal(made, 1)[0].seq
    with Workspace.create(tmp_path / "tpi", who="Nama Auditor", clock=clock()) as tpi:
        came = tpi.exchange.inspect(sent)
        tpi.exchange.take(came, trust=came.fingerprint.hex)
        tpi.review.answer(made, "A.I.1.i.b", "B", Stage.TPI_MEMBER, NOTE)
        tpi.review.return_(made, "Lengkapi", Stage.TPI_MEMBER)
        back = tmp_path / "ke-unit.zipkg"
        tpi.exchange.export(made, back)
    assert not any(one.countersigned for one in unit.journal(made, 0))
    came = unit.exchange.inspect(back)
    unit.exchange.take(came, trust=came.fingerprint.hex)
    signed = [one for one in unit.journal(made, 0) if one.countersigned]
    assert [one.seq for one in signed] == [last]
    assert signed[0].countersigned == "Nama Auditor"


def test_a_person_is_erased_wherever_somebody_is_named(begun: Begun) -> None:
    space, made = begun.space, begun.id
    space.who = "Orang Itu"
    space.record(made, "A.I.1.i.a", "Ya")
    space.follow_up(made, FollowUp(str(uuid.uuid4()), "A.I.1.i.a", "Bentuk tim", who="orang itu"))
    space.review.assign(made, ["A.I.1"], "Orang Itu")
    one = Observation(
        str(uuid.uuid4()), "", "Kondisi", owner="Orang Itu", verified_by="ORANG ITU", due=date(2026, 5, 1)
    )
    space.review.observe(made, one)
    space.review.submit(made)
    space.who = "Nama Lain"
    partner = {"uid": "ab" * 32, "name": "Orang Itu", "side": "tpi", "key": "cd" * 32, "since": "2026-01-01"}
    space._write("trust", [Change("partners", None, partner)])
    space.erase_person("Orang Itu")
    mine = space.assessment(made)
    assert mine.follow_ups[0].who == mine.observations[0].owner == mine.observations[0].verified_by == ""
    assert mine.observations[0].what == "Kondisi"
    assert mine.observations[0].due == date(2026, 5, 1)
    assert mine.handovers[0].who == ""
    assert mine.assigned == {}
    assert space._ledger.select("partners")[0]["name"] == ""
    assert space.verify() == ()
    space.close()
    assert b"orang itu" not in (space.path / "workspace.sqlite3").read_bytes().lower()
