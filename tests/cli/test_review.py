"""The whole round of a review from a terminal, with what scripts read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from zi_assess import cli
from zi_assess.core.assessment import Mark, ObservationState, Stage
from zi_assess.core.observed import taken_over
from zi_assess.workspace import Workspace


class Terminal:
    """`zi-assess --workspace …` with what it said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: str, code: int = 0, who: str = "Nama Auditor") -> str:
        made = cli.run([*words, "--workspace", str(self.folder), "--as", who])
        self.out, self.err = self._capsys.readouterr()
        assert made == code, self.err
        return self.out.strip()

    def json(self, *words: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(self(*words, "--json"))
        return found


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path / "ruang", capsys)


@pytest.fixture
def made(run: Terminal) -> str:
    one = run("new", "--pack", "lke-zi", "--unit", "Kantor Contoh", "--year", "2026", "--target", "WBK")
    for code, answer in (("A.I.1.i.a", "Ya"), ("A.I.1.i.b", "A"), ("A.I.1.ii.a", "Ya")):
        run("record", one, code, answer)
    return one


def reviewing(run: Terminal, made: str) -> str:
    run("submit", made, "--note", "Mohon direviu")
    return made


def phase(run: Terminal) -> tuple[object, object]:
    (one,) = run.json("list")
    return one["phase"], one["round"]


def test_a_whole_round_goes_from_hand_to_hand_three_times(run: Terminal, made: str) -> None:
    assert phase(run) == ("filling", 0)
    for round_ in (1, 2, 3):
        assert f"putaran {round_}" in run("submit", made)
        assert phase(run) == ("reviewing", round_)
        run("review", made, "A.I.1", "=")
        run("review", made, "A.I.1.i.b", "B", "--note", f"Putaran {round_}: triwulan IV belum ada.")
        if round_ < 3:
            assert f"putaran {round_}" in run("return", made, "--note", "Lengkapi")
            assert phase(run) == ("filling", round_)
            run("record", made, "A.I.1.i.a", "Tidak" if round_ == 1 else "Ya")
            assert [one["code"] for one in run.json("worklist", made, "--changed")] == ["A.I.1.i.a"]
    assert "3 dari 113 butir dinilai" in run("close", made, "--note", "Selesai")
    assert phase(run) == ("closed", 3)


def test_what_is_handed_over_is_locked_and_the_sentence_says_who_can_open_it(
    run: Terminal, made: str
) -> None:
    reviewing(run, made)
    run("record", made, "A.I.1.i.a", "Tidak", code=1)
    assert "terkunci" in run.err and "TPI" in run.err
    run("submit", made, code=1)
    assert "sudah diserahkan" in run.err


def test_a_return_needs_a_note(run: Terminal, made: str) -> None:
    reviewing(run, made)
    run("return", made, code=2)
    run("return", made, "--note", " ", code=1)
    assert "perlu catatan" in run.err


def test_agreeing_takes_over_one_criterion_or_a_whole_group(run: Terminal, made: str) -> None:
    reviewing(run, made)
    said = run("review", made, "A.I.1.i.b", "setuju", "--note", "Sesuai notulen.")
    assert "1 dari 113 butir dinilai" in said
    assert "3 dari 113 butir dinilai" in run("review", made, "A.I", "=")
    with Workspace.open(run.folder) as space:
        mine = space.assessment(made)
        assert mine.answer("A.I.1.i.b", Stage.TPI_MEMBER).note == "Sesuai notulen."
        assert mine.answer("A.I.1.i.b", Stage.TPI_MEMBER).value == "A"
    run("review", made, "A.I.9", "=", code=1)
    assert "Kode A.I.9 tidak ada" in run.err


def test_agreeing_with_a_group_leaves_what_the_desk_judged_otherwise(run: Terminal, made: str) -> None:
    reviewing(run, made)
    run("review", made, "A.I.1.i.b", "C", "--note", "Tidak ada notulen.")
    assert "3 dari 113 butir dinilai" in run("review", made, "A.I", "=")
    (one,) = run.json("worklist", made, "--only", "berbeda")
    assert (one["code"], one["answer"]) == ("A.I.1.i.b", "C")


def test_what_is_judged_again_is_no_longer_called_changed(run: Terminal, made: str) -> None:
    reviewing(run, made)
    run("review", made, "A.I.1.i.b", "C", "--note", "Tidak ada notulen.")
    run("return", made, "--note", "Lengkapi")
    run("record", made, "A.I.1.i.b", "B")
    reviewing(run, made)
    assert [one["code"] for one in run.json("worklist", made, "--changed")] == ["A.I.1.i.b"]
    run("review", made, "A.I.1.i.b", "C")
    assert run.json("worklist", made, "--changed") == []
    assert [one["code"] for one in run.json("worklist", made, "--changed", "--stage", "TPI_LEAD")] == [
        "A.I.1.i.b"
    ]


def test_a_followed_observation_names_the_year_it_came_from(run: Terminal, made: str) -> None:
    reviewing(run, made)
    key = run("observe", made, "Maklumat belum terpasang.", "--code", "A.I.1.i.b")
    later = run("new", "--pack", "lke-zi", "--unit", "Kantor Contoh", "--year", "2027", "--from", made)
    with Workspace.open(run.folder) as space:
        (before,) = space.assessment(made).observations
        space.review.observe(later, taken_over(before, "lanjutan", ["A.I.1.i.b"]))
    (one,) = run.json("observations", later)
    assert (one["origin"], one["first_year"]) == (key, 2026)
    assert "(2026) Maklumat belum terpasang." in run("observations", later)


def test_another_answer_needs_a_note_and_tells_the_distance(run: Terminal, made: str) -> None:
    reviewing(run, made)
    run("review", made, "A.I.1.i.b", "B", code=1)
    assert "tanpa catatan" in run.err
    said = run("review", made, "A.I.1.i.b", "B", "--note", "Kurang satu", "--stage", "TPI_LEAD")
    assert "TPI_LEAD 0,13 (−" in said
    run("review", made, "A.I.1.i.b", "B", "--stage", "SELF", code=1)
    assert "milik unit" in run.err


def test_the_score_of_each_stage_is_its_own(run: Terminal, made: str) -> None:
    reviewing(run, made)
    run("review", made, "A.I.1.i.b", "B", "--note", "Kurang satu")
    totals = {
        stage: json.loads(run("score", made, "--stage", stage, "--json"))["strict_total"]
        for stage in ("SELF", "TPI_MEMBER", "TPI")
    }
    assert totals["TPI"] == totals["TPI_MEMBER"] != totals["SELF"]


def test_evidence_is_ticked_by_a_beginning_of_its_id(run: Terminal, made: str, tmp_path: Path) -> None:
    file = tmp_path / "SK.pdf"
    file.write_bytes(b"isi")
    use = run("attach", made, "A.I.1.i.a", str(file))
    reviewing(run, made)
    run("mark", made, use[:8], "tidak-sah", code=1)
    assert "perlu catatan" in run.err
    assert run("mark", made, use[:8], "kurang", "--note", "Tanpa halaman tanda tangan") == (
        "A.I.1.i.a  SK.pdf: kurang"
    )
    (listed,) = run.json("worklist", made, "--only", "diragukan")
    assert listed["code"] == "A.I.1.i.a"
    run("mark", made, use, "sah")
    with Workspace.open(run.folder) as space:
        assert space.assessment(made).verdict(use, Stage.TPI_MEMBER).mark is Mark.VALID
    run("mark", made, use, "bagus", code=1)
    run("mark", made, "tidakada", "sah", code=1)
    assert "Bukti tidakada tidak ada" in run.err


def test_an_observation_is_written_answered_verified_and_listed(run: Terminal, made: str) -> None:
    reviewing(run, made)
    what = ("Monitoring belum rutin.", "--code", "A.I.1.i.b", "--owner", "Pokja I", "--due", "2026-10-15")
    key = run("observe", made, *what, "--cause", "Belum ada jadwal", "--advice", "Tetapkan jadwal")
    run("observe", made, "--id", key[:8], "--answer", "Jadwal ada", "--status", "dijawab", who="Nama Unit")
    run("observe", made, "--id", key, "--status", "selesai")
    (one,) = run.json("observations", made)
    assert (one["id"], one["owner"], one["due"]) == (key, "Pokja I", "2026-10-15")
    assert (one["status"], one["verified_by"]) == ("verified", "Nama Auditor")
    with Workspace.open(run.folder) as space:
        (kept,) = space.assessment(made).observations
        assert kept.status is ObservationState.VERIFIED
        assert kept.verified_on == date.today()
    assert "selesai" in run("observations", made) and key[:8] in run.out
    for words in (("--id", "zzz"), ("Apa", "--status", "beres"), ("Apa", "--due", "besok")):
        run("observe", made, *words, code=1)


def test_the_worklist_names_what_is_mine_and_why_it_matters(run: Terminal, made: str) -> None:
    run("assign", made, "Nama Auditor", "A.I.1.i")
    assert run("assign", made, "-", "A.I.1.ii").split() == ["A.I.1.ii", "–"]
    reviewing(run, made)
    mine = run.json("worklist", made, "--only", "milik-saya")
    assert {str(one["code"])[:7] for one in mine} == {"A.I.1.i"}
    assert all(one["who"] == "Nama Auditor" for one in mine)
    assert "poin" in run("worklist", made)
    run("worklist", made, "--only", "apa", code=1)
    assert "Saringan “apa” tidak dikenal." in run.err


def test_the_history_tells_who_did_what_page_by_page(run: Terminal, made: str) -> None:
    reviewing(run, made)
    every = run.json("history", made, "--limit", "0")
    assert [one["verb"] for one in every] == ["submit", "record", "record", "record", "new"]
    assert every[0]["who"] == "Nama Auditor"
    assert every[1]["text"] == "Jawaban A.I.1.ii.a: – → Ya"
    page = run.json("history", made, "--limit", "2", "--before", str(every[1]["seq"]))
    assert page == every[2:4]
    shown = run("history", made, "--limit", "2")
    assert str(every[0]["head"])[:4] in shown
    assert f"--before {every[1]['seq']}" in run.err


@pytest.mark.parametrize("kind", ["kertas-kerja", "lhe", "berita-acara", "usulan", "riwayat"])
def test_every_paper_of_the_review_can_be_written(
    run: Terminal, made: str, tmp_path: Path, kind: str
) -> None:
    import pypdf

    reviewing(run, made)
    target = tmp_path / "kertas.pdf"
    run("report", made, kind, "-o", str(target), "--date", "2026-11-21")
    first = target.read_bytes()
    run("report", made, kind, "-o", str(target), "--date", "2026-11-21")
    assert target.read_bytes() == first
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert "Kantor Contoh" in printed
    assert ("Diserahkan kepada TPI" in printed) == (kind == "riwayat")


def test_one_letter_proposes_several_units(run: Terminal, made: str, tmp_path: Path) -> None:
    other = run(
        "new", "--pack", "lke-zi", "--unit", "Kantor Kedua", "--year", "2026", "--target", "WBK"
    ).strip()
    target = tmp_path / "surat.pdf"
    run("report", made, "usulan", "-o", str(target), "--also", other[:8])
    printed = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert "mengusulkan 2 unit kerja" in " ".join(printed.split())
    assert "Kantor Kedua" in printed
    run("report", made, "lhe", "-o", str(target), "--also", other[:8], code=1)
    assert "hanya untuk satu unit" in run.err


def test_a_review_in_english_speaks_english_but_json_does_not(run: Terminal, made: str) -> None:
    from zi_assess import settings

    before = run.json("history", made)
    settings.save(settings.Settings(language="en"))
    assert run.json("history", made) == before
