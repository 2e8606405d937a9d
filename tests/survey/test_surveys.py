"""Surveys in a workspace: durable, journalled, and the source of the criteria they feed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from tests.survey.examples import NATIONAL, ROWS49, counted, form, propose, read, shown, table, unsur_header
from zi_assess import criteria
from zi_assess.core.assessment import Stage
from zi_assess.core.survey import Frame, Response, Typed
from zi_assess.errors import ZiError
from zi_assess.responses import Counts, Read
from zi_assess.workspace import Workspace


def _clock() -> Callable[[], datetime]:
    start = datetime(2026, 3, 1, 8, tzinfo=UTC)
    ticks = iter(range(10**9))
    return lambda: start + timedelta(seconds=next(ticks))


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "ruang", who="Nama Contoh", clock=_clock()) as made:
        yield made


def _spak(values: list[int], variant: str = "6") -> Read:
    """Responses that each gave one value throughout."""
    of = form("spak", variant)
    keys = [item.code for one in of.unsur if not one.control for item in one.asked]
    from zi_assess.core.survey import gathered

    made = gathered(of, [Response(dict.fromkeys(keys, value)) for value in values])
    return Read(of, made, (), Counts(1, 0, 0, made.n, 0), {}, (), "spak.csv", f"{values}", None, None)


def _again(space: Workspace) -> Workspace:
    space.close()
    return Workspace.open(space.path, clock=_clock())


def test_a_survey_that_was_taken_in_is_there_after_a_restart(space: Workspace) -> None:
    made = space.surveys.new("Kantor  Contoh", "skm", "2019-S1", way="third", frame=Frame(population=60))
    held = space.surveys.take(made, read(ROWS49))
    assert (held.n, shown(held.result.ikm)) == (49, "78,74")
    with _again(space) as later:
        again = later.surveys.survey(made[:8])
        assert again.result == held.result
        assert again.responses == held.responses
        assert (again.way, again.frame.population, again.unit.name) == ("third", 60, "Kantor Contoh")
        assert [one.name for one in again.sources] == ["rows49.csv"]
        assert [one.n for one in later.surveys.listed("kantor contoh")] == [49]
        assert later.verify() == ()


def test_one_import_is_one_row_in_the_journal_however_many_responses_there_are(space: Workspace) -> None:
    from zi_assess.store import journal

    made = space.surveys.new("Kantor Contoh", "skm", "2026", read=read(ROWS49))
    assert space.surveys.take(made, read(ROWS49), again=True).n == 98
    with space._opened.database.reading() as connection:
        entries = list(journal.entries(connection))
    assert [(one.verb, len(one.changes)) for one in entries] == [("take-survey", 2), ("take-survey", 1)]
    assert max(len(one.payload or "") for one in entries) < 3000


def test_the_same_file_is_not_counted_twice_and_several_files_are_joined(
    space: Workspace, tmp_path: Path
) -> None:
    made = space.surveys.new("Kantor Contoh", "skm", "2026")
    space.surveys.take(made, read(ROWS49))
    with pytest.raises(ZiError, match="sudah pernah"):
        space.surveys.take(made, read(ROWS49))
    more = tmp_path / "b.csv"
    more.write_text(table(unsur_header("Jenis layanan"), [1, *[4] * 9, "KTP"]), encoding="utf-8")
    held = space.surveys.take(made, read(more))
    assert (held.n, len(held.sources)) == (50, 2)
    assert space.surveys.take(made, read(ROWS49), again=True).n == 99
    assert space.surveys.take(made, read(more), add=False).n == 1


def test_another_form_is_not_mixed_in(space: Workspace) -> None:
    made = space.surveys.new("Kantor Contoh", form("spak", "6"), "2026")
    space.surveys.take(made, _spak([6] * 30))
    for other in (_spak([4] * 30, "4"), read(ROWS49)):
        with pytest.raises(ZiError, match="formulir lain"):
            space.surveys.take(made, other)
    assert space.surveys.take(made, _spak([4] * 30, "4"), add=False).result.index == 4


def test_a_file_without_one_good_row_changes_nothing(space: Workspace, tmp_path: Path) -> None:
    made = space.surveys.new("Kantor Contoh", "skm", "2026")
    bad = tmp_path / "b.csv"
    bad.write_text(table(["U1", "U2", "U3"], [0, 0, 0], [9, 9, 9]), encoding="utf-8")
    proposal = propose(ROWS49)
    from zi_assess import responses

    with pytest.raises(ZiError, match="Tidak ada satu pun"):
        space.surveys.take(made, responses.read(bad, form(), proposal.mapping))
    assert space.surveys.survey(made).n == 0


def test_paper_forms_are_entered_changed_and_taken_out_one_by_one(space: Workspace) -> None:
    made = space.surveys.new("Kantor Contoh", "skm", "2026-TW1")
    best = Response({one.code: 4 for one in form().unsur}, {"jenis_kelamin": "L", "layanan": "KTP"}, "Cepat")
    space.surveys.record_response(made, best)
    held = space.surveys.record_response(made, Response({"waktu": 2}))
    assert (held.n, held.responses.row(held.form, 0)) == (2, best)
    held = space.surveys.change_response(made, 1, Response({"waktu": 4}))
    assert shown(held.result.ikm) == "100,00"
    assert space.surveys.remove_response(made, 0).n == 1
    with pytest.raises(ZiError, match="nomor 2"):
        space.surveys.remove_response(made, 1)
    with pytest.raises(ZiError, match="tidak ada pada formulir"):
        space.surveys.record_response(made, Response({"waktu": 5}))
    with pytest.raises(ZiError, match="tidak ada pada formulir"):
        space.surveys.record_response(made, Response({"kecepatan": 3}))
    with _again(space) as later:
        assert later.surveys.survey(made).responses.row(form(), 0) == Response({"waktu": 4})


def test_old_responses_go_when_no_backup_could_need_them(space: Workspace) -> None:
    made = space.surveys.new("Kantor Contoh", "skm", "2026")
    stored = space.path / "surveys"
    for value in (1, 2, 3):
        space.surveys.record_response(made, Response({"waktu": value}))
    assert len(list(stored.iterdir())) == 1
    space.keep_backup()
    kept = {one.name for one in stored.iterdir()}
    for value in (4, 1, 2):
        space.surveys.record_response(made, Response({"waktu": value}))
    assert len(list(stored.iterdir())) == 2 and kept < {one.name for one in stored.iterdir()}
    assert space.verify() == ()
    space.surveys.remove(made)
    assert {one.name for one in stored.iterdir()} == kept
    assert (space.surveys.listed(), space.surveys.tidy()) == ((), 0)
    for copy in (space.path / "backups").iterdir():
        copy.unlink()
    assert (space.surveys.tidy(), list(stored.iterdir())) == (1, [])


def test_a_backup_brings_the_responses_along(space: Workspace, tmp_path: Path) -> None:
    made = space.surveys.new("Kantor Contoh", "skm", "2026")
    space.surveys.take(made, read(ROWS49))
    space.backup(tmp_path / "cadangan.zip")
    with Workspace.open(Workspace.restore(tmp_path / "cadangan.zip", tmp_path / "pulih")) as back:
        assert shown(back.surveys.result(made).ikm) == "78,74"


def test_damaged_responses_are_noticed_and_never_computed_with(space: Workspace) -> None:
    made = space.surveys.new("Kantor Contoh", "skm", "2026")
    space.surveys.take(made, read(ROWS49))
    (file,) = (space.path / "surveys").iterdir()
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.chmod(0o600)
    file.write_bytes(data)
    assert [one.code for one in space.verify()] == ["file-changed"]
    with _again(space) as later, pytest.raises(ZiError, match="rusak"):
        later.surveys.survey(made)


def test_the_index_becomes_the_answer_with_its_source_and_undo_takes_both_back(space: Workspace) -> None:
    mine = space.new(criteria.find("lke-zi"), "Kantor Contoh", 2026, target="WBK")
    made = space.surveys.new("Kantor Contoh", "spak", "2026-S1")
    space.surveys.take(made, _spak([6] * 20 + [5] * 20))
    sheet = space.surveys.carry(mine, "", made)
    assert sheet.answer("B.I.a").value == Fraction("3.666666666667")
    source = sheet.assessment.carried["B.I.a"]
    assert (source.survey, source.kind, source.value, source.n, source.period) == (
        made,
        "spak",
        "3.666666666667",
        40,
        "2026-S1",
    )
    held = {one.threshold.id: one.met for one in sheet.readiness.of("WBK")}
    assert held["ipak"]
    assert not any(one.code == "index-contradicts-survey" for one in sheet.findings)
    back = space.undo(mine)
    assert back.answer("B.I.a").value is None and not back.assessment.carried
    assert space.redo(mine).assessment.carried["B.I.a"].n == 40


def test_a_typed_index_that_contradicts_the_survey_is_a_finding(space: Workspace) -> None:
    mine = space.new(criteria.find("lke-zi"), "Kantor Contoh", 2026, target="WBK")
    made = space.surveys.new("Kantor Contoh", "spak", "2026-S1")
    space.surveys.take(made, _spak([6] * 20 + [5] * 20))
    space.surveys.carry(mine, "B.I.a", made)
    assert _contradicts(space.record(mine, "B.I.a", Fraction("3.67"))) == [], (
        "rounded as printed is no other index"
    )
    (finding,) = _contradicts(space.record(mine, "B.I.a", Fraction("3.9")))
    assert (finding.where, finding.values["answer"], finding.values["value"]) == ("B.I.a", "3,9", "3,6667")
    space.surveys.unlink(mine, "B.I.a")
    assert _contradicts(space.sheet(mine)) == []


def _contradicts(sheet: object) -> list[object]:
    return [one for one in sheet.findings if one.code == "index-contradicts-survey"]  # type: ignore[attr-defined]


def test_a_survey_that_changed_afterwards_is_told_as_stale(space: Workspace) -> None:
    mine = space.new(criteria.find("lke-zi"), "Kantor Contoh", 2026, target="WBK")
    made = space.surveys.new("Kantor Contoh", form("spak", "4"), "2026")
    space.surveys.take(made, _spak([4] * 30, "4"))
    space.surveys.carry(mine, "B.I.a", made)
    assert space.surveys.stale(mine) == ()
    space.surveys.record_response(made, Response({"pungli": 1}))
    (stale,) = space.surveys.stale(mine)
    assert (stale.code, stale.carried.value) == ("B.I.a", "4") and stale.now is not None and stale.now < 4
    with pytest.raises(ZiError, match=r"B\.I\.a"):
        space.surveys.remove(made)


def test_skm_is_linked_to_the_criteria_it_supports_and_answers_none_of_them(space: Workspace) -> None:
    mine = space.new(criteria.find("lke-zi"), "Kantor Contoh", 2026)
    made = space.surveys.new("Kantor Contoh", "skm", "2026-TW1")
    space.surveys.take(made, read(ROWS49))
    assert space.surveys.targets(mine, made) == ("A.I.6.iv.a", "A.I.6.iv.b", "A.I.6.iv.c")
    sheet = space.surveys.carry(mine, "A.I.6.iv.b", made)
    link = sheet.assessment.carried["A.I.6.iv.b"]
    assert (sheet.answer("A.I.6.iv.b").value, link.value) == (None, "3.149659863946")
    assert space.surveys.stale(mine) == ()


def test_what_does_not_belong_is_not_carried(space: Workspace) -> None:
    mine = space.new(criteria.find("lke-zi"), "Kantor Contoh", 2026)
    own = space.surveys.new("Kantor Contoh", "spak", "2026")
    with pytest.raises(ZiError, match="belum menghasilkan"):
        space.surveys.carry(mine, "", own)
    space.surveys.take(own, _spak([6] * 30))
    with pytest.raises(ZiError, match=r"tidak mengisi B\.II\.a"):
        space.surveys.carry(mine, "B.II.a", own)
    other = space.surveys.new("Kantor Lain", "spak", "2026")
    space.surveys.take(other, _spak([6] * 30))
    with pytest.raises(ZiError, match="milik Kantor Lain"):
        space.surveys.carry(mine, "", other)
    assert space.assessment(mine).of(Stage.SELF) == {}


def test_surveys_of_a_unit_make_a_trend_with_a_legacy_one_by_its_own_table(space: Workspace) -> None:
    old = space.surveys.new("Kantor Contoh", "skm", "2016", frame=Frame(grades="kep-25-2004"))
    space.surveys.type_in(old, Typed(150, ikm=Fraction("76.475")))
    now = space.surveys.new("Kantor Contoh", "skm", "Mei-Juni 2023")
    space.surveys.take(
        now, Read(form(), counted(NATIONAL), (), Counts(1, 0, 0, 187, 0), {}, (), "a.csv", "a")
    )
    space.surveys.new("Kantor Lain", "skm", "2020")
    points = space.surveys.trend("Kantor Contoh", "skm")
    assert [(one.period, shown(one.ikm), one.grade and one.grade.letter, one.table) for one in points] == [
        ("2016", "76,48", "B", "kep-25-2004"),
        ("Mei-Juni 2023", "87,64", "B", "permenpanrb-14-2017"),
    ]
    with _again(space) as later:
        again = later.surveys.survey(old)
        assert again.typed == Typed(150, (), Fraction("76.475")) and again.n == 150


def test_a_summary_is_typed_only_where_no_responses_are(space: Workspace) -> None:
    made = space.surveys.new("Kantor Contoh", "skm", "2026")
    for bad in (
        Typed(0, ikm=Fraction(80)),
        Typed(30),
        Typed(30, (("waktu", "", Fraction(5)),)),
        Typed(9, ikm=Fraction(3)),
    ):
        with pytest.raises(ZiError):
            space.surveys.type_in(made, bad)
    unsur = tuple((one.code, one.title, Fraction("3.5")) for one in form().unsur)
    assert shown(space.surveys.type_in(made, Typed(40, unsur)).result.ikm) == "87,50"
    full = space.surveys.new("Kantor Contoh", "skm", "2027")
    space.surveys.take(full, read(ROWS49))
    with pytest.raises(ZiError, match="sudah berisi"):
        space.surveys.type_in(full, Typed(40, unsur))


def test_more_is_said_of_a_survey_later(space: Workspace) -> None:
    made = space.surveys.new("Kantor Contoh", "skm", "2026")
    space.surveys.take(made, read(ROWS49))
    held = space.surveys.describe(
        made, title="SKM semester satu", last=date(2026, 6, 30), frame=Frame(population=1000)
    )
    assert (held.title, held.last, held.n) == ("SKM semester satu", date(2026, 6, 30), 49)
    assert [one.code for one in held.result.warnings] == ["sample-small"]
    with pytest.raises(ZiError, match="tidak dikenal"):
        space.surveys.describe(made, way="entah")


def test_a_mapping_is_remembered_by_name_and_recognised_by_its_headings(space: Workspace) -> None:
    proposal = propose(ROWS49)
    headings = [one.heading for one in proposal.columns]
    assert space.surveys.recognised("skm", headings) is None
    space.surveys.remember("skm", "Formulir loket", proposal.mapping)
    with _again(space) as later:
        assert later.surveys.mappings("skm") == ("Formulir loket",)
        assert later.surveys.mapping("skm", "Formulir loket") == proposal.mapping
        assert later.surveys.recognised("skm", headings) == ("Formulir loket", proposal.mapping)
        assert later.surveys.recognised("skm", headings[:-1]) is None
        later.surveys.forget("skm", "Formulir loket")
        assert later.surveys.mappings("skm") == () and later.verify() == ()


def test_a_survey_that_is_not_there_says_so(space: Workspace) -> None:
    for name in ("", "abc"):
        with pytest.raises(ZiError, match="tidak ada"):
            space.surveys.survey(name)
    for unit, period in (("", "2026"), ("Kantor", " ")):
        with pytest.raises(ZiError, match="kosong"):
            space.surveys.new(unit, "skm", period)
