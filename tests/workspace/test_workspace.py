"""The door: every verb is durable when it returns, can be undone, and loses nothing."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.workspace.conftest import Begun, clock
from zi_assess import criteria, files
from zi_assess.core.assessment import Held, PrerequisiteAnswer, Profile, Stage
from zi_assess.core.pack import Pack
from zi_assess.errors import Cancelled, ZiError
from zi_assess.workspace import Workspace


def reopen(begun: Begun) -> Workspace:
    begun.space.close()
    return Workspace.open(begun.space.path, clock=clock())


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_was_recorded_is_there_after_reopening(begun: Begun) -> None:
    begun.space.record(begun.id, "A.I.1.i.a", "Ya")
    begun.space.record(begun.id, "B.I.a", Fraction("3.6"))
    begun.space.record(begun.id, "A.II.1.i.a", (("agen", 5), ("perubahan", 4)))
    begun.space.note(begun.id, "A.I.1.i.a", "SK Nomor 1\ntanggal 5 Januari 2026")
    with reopen(begun) as again:
        sheet = again.sheet(begun.id)
        assert sheet.answer("A.I.1.i.a").value == "Ya"
        assert sheet.answer("A.I.1.i.a").note == "SK Nomor 1\ntanggal 5 Januari 2026"
        assert sheet.answer("B.I.a").value == Fraction("3.6")
        assert sheet.answer("A.II.1.i.a").value == (("agen", 5), ("perubahan", 4))
        assert sheet.scores["B.I.a"].strict == Fraction("15.75")


def test_the_sheet_kept_in_memory_is_the_sheet_on_disk(begun: Begun) -> None:
    for code, value in (("A.I.1.i.a", "Ya"), ("A.I.1.i.b", "B"), ("A.I.1.i.a", "Tidak")):
        begun.space.record(begun.id, code, value)
    kept = begun.space.sheet(begun.id)
    with reopen(begun) as again:
        assert again.sheet(begun.id).assessment == kept.assessment
        assert again.sheet(begun.id).digest == kept.digest


def test_each_stage_keeps_its_own_answer(begun: Begun) -> None:
    begun.space.record(begun.id, "A.I.1.i.b", "A")
    begun.space.record(begun.id, "A.I.1.i.b", "C", stage=Stage.TPI_CONTROL)
    assert begun.space.sheet(begun.id).answer("A.I.1.i.b").value == "A"
    assert begun.space.sheet(begun.id, Stage.TPI_CONTROL).answer("A.I.1.i.b").value == "C"


def test_undo_and_redo_walk_back_and_forth_over_every_verb(begun: Begun) -> None:
    space = begun.space
    states = [space.sheet(begun.id).assessment]

    def did(sheet: object) -> None:
        states.append(space.sheet(begun.id).assessment)

    did(space.record(begun.id, "A.I.1.i.a", "Ya"))
    did(space.note(begun.id, "A.I.1.i.a", "catatan"))
    did(space.attach(begun.id, "A.I.1.i.a", [begun.file("a.txt")], dated=date(2026, 1, 5)))
    use = space.sheet(begun.id).evidence_for("A.I.1.i.a")[0]
    did(space.describe(begun.id, use.id, name="SK Tim", pages="1–2", dated=date(2026, 2, 1)))
    did(space.reuse(begun.id, "A.I.1.i.b", use.document.id))
    did(space.detach(begun.id, use.id))
    did(space.aim(begun.id, "WBBM"))
    did(space.frame(begun.id, date(2025, 6, 1), date(2026, 5, 31)))
    did(
        space.hold(
            begun.id, criteria.find("lke-zi").prerequisites[0].id, PrerequisiteAnswer(Held.MET, "LHP 2025")
        )
    )
    did(space.record(begun.id, "A.I.1.i.a", None))

    def content(index: int) -> object:
        return replace(states[index], changed=states[0].changed)

    for index in range(len(states) - 2, -1, -1):
        assert replace(space.undo(begun.id).assessment, changed=states[0].changed) == content(index)
    with pytest.raises(ZiError, match="Tidak ada langkah"):
        space.undo(begun.id)
    for index in range(1, len(states)):
        assert replace(space.redo(begun.id).assessment, changed=states[0].changed) == content(index)
    assert space.verify() == ()


def test_undo_stops_at_the_start_of_the_assessment(begun: Begun) -> None:
    assert begun.space.steps(begun.id).undo == ""
    begun.space.record(begun.id, "A.I.1.i.a", "Ya")
    assert begun.space.steps(begun.id).undo == "record"


@pytest.mark.parametrize("code", ["A.I.1.i", "Z.9", "", "A.I.1.i.a; DROP TABLE answers"])
def test_an_unknown_code_is_refused_and_changes_nothing(begun: Begun, code: str) -> None:
    before = begun.space.sheet(begun.id).assessment
    with pytest.raises(ZiError, match="tidak ada di"):
        begun.space.record(begun.id, code, "Ya")
    assert begun.space.sheet(begun.id).assessment == before


def test_a_second_assessment_of_the_same_unit_year_and_pack_is_refused_by_name(
    begun: Begun, pack: Pack
) -> None:
    with pytest.raises(ZiError, match=begun.id[:8]):
        begun.space.new(pack, "  kantor   CONTOH ", 2026)
    assert begun.space.new(pack, "Kantor Contoh", 2026, occasion="simulasi")
    assert len(begun.space.units()) == 1


def test_assessments_are_found_by_the_start_of_their_id(begun: Begun) -> None:
    assert begun.space.sheet(begun.id[:8]).assessment.id == begun.id
    for start in ("", "tidak-ada"):
        with pytest.raises(ZiError):
            begun.space.sheet(start)


def test_a_file_attached_twice_is_stored_once_and_says_so(begun: Begun) -> None:
    space = begun.space
    first = space.attach(begun.id, "A.I.1.i.a", [begun.file("SK.pdf", "%PDF-1.7")])
    second = space.attach(begun.id, "A.I.1.i.b", [begun.file("salinan.pdf", "%PDF-1.7")])
    third = space.attach(begun.id, "A.I.1.i.b", [begun.file("lagi.pdf", "%PDF-1.7")])
    assert first.notices == ()
    assert "disimpan sekali" in second.notices[0].text and second.notices[0].values["known"] == "SK.pdf"
    assert "sudah terlampir" in third.notices[0].text and third.evidence == ()
    assert len(space.documents()) == 1 and len(list(space.store.stored())) == 1
    assert len(space.sheet(begun.id).uses_of(space.documents()[0].id)) == 2


def test_files_that_cannot_be_taken_do_not_hinder_the_rest(begun: Begun) -> None:
    attached = begun.space.attach(
        begun.id,
        "A.I.1.i.a",
        [begun.folder / "hilang.pdf", begun.file("ada.txt"), "https://contoh.example/sk", "bukan alamat"],
    )
    assert [use.document.name for use in attached.evidence] == ["ada.txt", "https://contoh.example/sk"]
    assert [notice.refused for notice in attached.notices] == [True, True]
    assert attached.sheet.evidence_for("A.I.1.i.a")[1].document.kind == "link"


def test_a_slot_that_the_question_does_not_have_is_refused(begun: Begun) -> None:
    with pytest.raises(ZiError, match="Tempat bukti"):
        begun.space.attach(begun.id, "A.I.1.i.a", [begun.file("a.txt")], slot="tidak_ada")
    assert begun.space.documents() == ()


def test_a_cancelled_attach_leaves_no_row_and_no_file(begun: Begun) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        begun.space.attach(begun.id, "A.I.1.i.a", [begun.file("a.bin", os.urandom(600_000))], tick=stop)
    assert begun.space.documents() == () and list(begun.space.store.stored()) == []
    assert list((begun.space.path / "staging").iterdir()) == []


def test_the_date_given_with_a_file_is_its_documents_date_everywhere(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("a.txt")])
    space.attach(begun.id, "A.I.1.i.b", [begun.file("a.txt")], dated=date(2024, 1, 1))
    assert {use.document.dated for use in space.sheet(begun.id).assessment.evidence} == {date(2024, 1, 1)}
    codes = [finding.code for finding in space.sheet(begun.id).findings_at("A.I.1.i.a")]
    assert "evidence-outside-window" in codes


def test_the_profile_of_a_unit_serves_all_its_assessments(begun: Begun) -> None:
    unit = begun.space.units()[0]
    begun.space.profile(unit.id, Profile(city="Kota Contoh", head_name="Nama Kepala"))
    assert begun.space.sheet(begun.id).assessment.unit.profile.city == "Kota Contoh"


def test_a_mistyped_name_is_mended_everywhere(begun: Begun) -> None:
    unit = begun.space.units()[0]
    begun.space.rename(unit.id, "  Kantor   Yang Benar ")
    assert begun.space.sheet(begun.id).assessment.unit.name == "Kantor Yang Benar"
    assert begun.space.verify() == ()


def test_a_name_is_refused_that_is_empty_taken_or_known_to_a_partner(
    begun: Begun, pack: Pack, tmp_path: Path
) -> None:
    space, unit = begun.space, begun.space.units()[0]
    space.new(pack, "Kantor Lain", 2026)
    for name, words in (("  ", "kosong"), ("kantor  LAIN", "sudah ada"), ("x" * 301, "terlalu panjang")):
        with pytest.raises(ZiError, match=words):
            space.rename(unit.id, name)
    space.exchange.export(begun.id, tmp_path / "kiriman.zipkg")
    with pytest.raises(ZiError, match="Nama unit tetap"):
        space.rename(unit.id, "Kantor Yang Benar")
    assert space.rename(unit.id, unit.name.upper()).name == unit.name.upper()


# Last year


def test_last_year_is_proposed_and_counts_for_nothing_until_confirmed(begun: Begun, pack: Pack) -> None:
    space = begun.space
    space.record(begun.id, "A.I.1.i.a", "Ya")
    space.record(begun.id, "A.I.1.i.b", "A")
    space.note(begun.id, "A.I.1.i.b", "tahun lalu")
    space.attach(begun.id, "A.I.1.i.a", [begun.file("SK 2026.pdf", "%PDF-1.7")], slot="")
    later = space.new(pack, "Kantor Contoh", 2027, target="WBK", source=begun.id)
    sheet = space.sheet(later)
    assert sheet.scores.strict == 0 and sheet.scores.answered == 0
    assert sheet.last_year is not None and sheet.last_year.strict == Fraction(1, 2)
    assert [finding.where for finding in sheet.findings if finding.code == "proposal-unconfirmed"] == [
        "A.I.1.i.a",
        "A.I.1.i.b",
    ]
    assert [finding.where for finding in sheet.findings if finding.code == "evidence-to-renew"] == [
        "A.I.1.i.a"
    ]
    sheet = space.confirm(later, ["A.I.1.i.b"])
    assert (sheet.answer("A.I.1.i.b").value, sheet.answer("A.I.1.i.b").note) == ("A", "tahun lalu")
    assert sheet.proposal("A.I.1.i.b") is None and sheet.proposal("A.I.1.i.a") is not None
    sheet = space.record(later, "A.I.1.i.a", "Tidak")
    assert sheet.assessment.proposals == {}
    assert set(space.undo(later).assessment.proposals) == {"A.I.1.i.a"}


def test_between_instruments_only_equal_choices_notes_and_evidence_are_carried(begun: Begun) -> None:
    space, small = begun.space, criteria.find("pelayanan-publik")
    equal = next(
        (question, mapped) for question in small.questions for mapped in question.maps_to if mapped.choices
    )
    other = next(
        (question, mapped)
        for question in small.questions
        for mapped in question.maps_to
        if question.options[0].key not in mapped.choices and mapped.code != equal[1].code
    )
    earlier = space.new(small, "Kantor Contoh", 2026)
    choice = next(iter(equal[1].choices))
    space.record(earlier, equal[0].code, choice)
    if other[0].code != equal[0].code:
        space.record(earlier, other[0].code, other[0].options[0].key)
    space.note(earlier, other[0].code, "dari pelayanan publik")
    space.attach(earlier, other[0].code, [begun.file("maklumat.pdf", "%PDF-1.7")])
    lke = space.new(criteria.find("lke-zi"), "Kantor Contoh", 2027, source=earlier)
    proposals = space.sheet(lke).assessment.proposals
    assert proposals[equal[1].code].value == equal[1].choices[choice]
    assert proposals[other[1].code].value is None and "dari pelayanan" in proposals[other[1].code].note
    assert [use.document.name for use in space.sheet(lke).evidence_for(other[1].code)] == ["maklumat.pdf"]


# Keeping


def test_a_clean_workspace_verifies_and_verifying_changes_nothing(begun: Begun) -> None:
    begun.space.attach(begun.id, "A.I.1.i.a", [begun.file("a.txt")])
    begun.space.record(begun.id, "A.I.1.i.a", "Ya")
    before = tree(begun.space.path)
    assert begun.space.verify() == ()
    assert tree(begun.space.path) == before


def test_verify_names_each_damage(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("berubah.txt", "satu"), begun.file("hilang.txt", "dua")])
    changed, gone = (space.store.path(one.sha256) for one in space.documents())
    changed.chmod(0o600)
    changed.write_bytes(b"lain")
    files.remove(gone)
    orphan = space.path / "evidence" / "ab" / ("c" * 62)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"x")
    pack_file = next((space.path / "packs").iterdir())
    pack_file.write_bytes(pack_file.read_bytes() + b" ")
    found = {finding.code for finding in space.verify()}
    assert found == {"file-changed", "file-missing", "file-orphaned", "pack-changed"}


def test_verify_sees_a_row_that_was_changed_behind_the_programs_back(begun: Begun) -> None:
    import sqlite3

    begun.space.record(begun.id, "A.I.1.i.b", "C")
    begun.space.close()
    raw = sqlite3.connect(begun.space.path / "workspace.sqlite3")
    raw.execute("UPDATE answers SET value = 'A'")
    raw.commit()
    raw.close()
    with Workspace.open(begun.space.path) as again:
        assert {finding.code for finding in again.verify()} == {"row-changed", "rows-differ"}


def test_a_backup_restores_to_the_very_same_assessment(begun: Begun, tmp_path: Path) -> None:
    begun.space.attach(begun.id, "A.I.1.i.a", [begun.file("a.txt"), "https://contoh.example/a"])
    begun.space.record(begun.id, "A.I.1.i.a", "Ya")
    begun.space.backup(tmp_path / "cadangan.zip")
    Workspace.restore(tmp_path / "cadangan.zip", tmp_path / "pulih")
    with Workspace.open(tmp_path / "pulih") as again:
        assert again.sheet(begun.id).assessment == begun.space.sheet(begun.id).assessment
        assert again.verify() == ()


def test_every_single_damaged_byte_of_a_backup_is_noticed_before_it_counts(
    begun: Begun, tmp_path: Path
) -> None:
    begun.space.attach(begun.id, "A.I.1.i.a", [begun.file("a.txt", "bukti" * 100)])
    good = tmp_path / "cadangan.zip"
    begun.space.backup(good)
    data = good.read_bytes()
    for at in range(40, len(data), max(1, len(data) // 60)):
        bad = tmp_path / f"rusak-{at}.zip"
        bad.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        into = tmp_path / f"pulih-{at}"
        try:
            Workspace.restore(bad, into)
        except ZiError:
            assert not (into / "format.json").exists()
        else:
            with Workspace.open(into) as again:
                assert (
                    again.verify() == ()
                    and again.sheet(begun.id).digest == begun.space.sheet(begun.id).digest
                )


def test_restore_goes_only_into_an_empty_folder(begun: Begun, tmp_path: Path) -> None:
    begun.space.backup(tmp_path / "cadangan.zip")
    before = tree(begun.space.path)
    with pytest.raises(ZiError, match="tidak kosong"):
        Workspace.restore(tmp_path / "cadangan.zip", begun.space.path)
    assert tree(begun.space.path) == before


def test_a_daily_backup_is_made_only_when_something_changed(begun: Begun) -> None:
    first = begun.space.keep_backup()
    assert first is not None and begun.space.keep_backup() is None
    begun.space.record(begun.id, "A.I.1.i.a", "Ya")
    assert begun.space.keep_backup() not in (None, first)


def test_an_erased_document_is_gone_everywhere_but_in_the_named_backups(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("RAHASIA-7731.txt", "isi-rahasia-9944")])
    space.attach(begun.id, "A.I.1.i.b", [begun.file("lain.txt", "lain")])
    kept = space.keep_backup()
    document = next(one for one in space.documents() if "RAHASIA" in one.name)
    erased = space.erase(document.id)
    assert erased.backups == (kept,)
    space.close()
    for path in space.path.rglob("*"):
        if path.is_file() and path != kept:
            content = path.read_bytes()
            assert b"RAHASIA-7731" not in content and b"isi-rahasia-9944" not in content, path
    with Workspace.open(space.path) as again:
        assert again.verify() == ()
        assert [one.name for one in again.documents()] == ["lain.txt"]


def test_a_person_can_be_erased_from_profiles_and_journal(begun: Begun) -> None:
    space = begun.space
    space.profile(
        space.units()[0].id, Profile(head_name="Nama Kepala Lama", head_nip="1988", city="Kota Contoh")
    )
    space.erase_person("nama kepala lama")
    with pytest.raises(ZiError, match="tidak ada"):
        space.erase_person("Orang Lain")
    assert space.units()[0].profile == Profile(city="Kota Contoh")
    space.close()
    assert b"Nama Kepala Lama" not in (space.path / "workspace.sqlite3").read_bytes()


# Opening


def test_a_second_opening_reads_only_and_names_the_holder(begun: Begun) -> None:
    begun.space.record(begun.id, "A.I.1.i.a", "Ya")
    with Workspace.open(begun.space.path) as second:
        assert second.read_only and "Nama Contoh" in second.held_by
        assert second.sheet(begun.id).answer("A.I.1.i.a").value == "Ya"
        with pytest.raises(ZiError, match="sedang dibuka oleh Nama Contoh"):
            second.record(begun.id, "A.I.1.i.a", "Tidak")


def test_a_newer_workspace_is_refused_and_not_touched(begun: Begun) -> None:
    begun.space.close()
    said = json.loads((begun.space.path / "format.json").read_bytes())
    (begun.space.path / "format.json").write_text(json.dumps(said | {"format": 99}))
    before = tree(begun.space.path)
    with pytest.raises(ZiError, match="lebih baru"):
        Workspace.open(begun.space.path)
    assert tree(begun.space.path) == before


def test_a_newer_database_is_refused_whatever_format_json_says(begun: Begun) -> None:
    import sqlite3

    begun.space.close()
    raw = sqlite3.connect(begun.space.path / "workspace.sqlite3")
    raw.execute("PRAGMA user_version = 7")
    raw.close()
    with pytest.raises(ZiError, match="lebih baru"):
        Workspace.open(begun.space.path)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "x"}', b"\xff"])
def test_a_broken_format_file_is_said_in_one_sentence(begun: Begun, content: bytes) -> None:
    begun.space.close()
    (begun.space.path / "format.json").write_bytes(content)
    with pytest.raises(ZiError, match=r"format\.json"):
        Workspace.open(begun.space.path)


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ZiError, match="bukan ruang kerja"):
        Workspace.open(tmp_path)


def test_a_workspace_is_made_only_in_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "isi.txt").write_text("isi")
    with pytest.raises(ZiError, match="tidak kosong"):
        Workspace.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["isi.txt"]


def test_leftovers_in_staging_are_cleared_at_the_next_start(begun: Begun) -> None:
    begun.space.close()
    (begun.space.path / "staging" / "sisa").write_bytes(b"x")
    with Workspace.open(begun.space.path):
        assert list((begun.space.path / "staging").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_nobody_else_may_look_whatever_the_umask(begun: Begun) -> None:
    old = os.umask(0)
    try:
        begun.space.attach(begun.id, "A.I.1.i.a", [begun.file("a.txt")])
        begun.space.keep_backup()
        begun.space.close()
    finally:
        os.umask(old)
    for path in begun.space.path.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_pack_in_use_stays_as_it_was_frozen(begun: Begun, pack: Pack) -> None:
    frozen = begun.space.path / "packs" / f"{pack.digest}.json"
    assert criteria.thaw(frozen.read_bytes()) == pack
    begun.space.close()
    frozen.unlink()
    with Workspace.open(begun.space.path) as again, pytest.raises(ZiError, match="Paket kriteria"):
        again.sheet(begun.id)
