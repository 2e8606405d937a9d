"""Layout A, the ministry's worksheet, as units fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

import workbook_files as files
from zi_assess import criteria, workbook
from zi_assess.core import scoring
from zi_assess.core.assessment import Answer, Stage, Value
from zi_assess.core.pack import Pack
from zi_assess.errors import ZiError
from zi_assess.workbook import texts

NEAR = Fraction(1, 10**9)


def scored(lke: Pack, incoming: workbook.Incoming) -> scoring.Scores:
    return scoring.score(lke, incoming.answers[Stage.SELF])


def test_a_filled_worksheet_comes_to_the_total_that_its_own_formulas_came_to(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    made = files.book(lke, "A", answers)
    incoming = workbook.read(made.save(tmp_path / "lke.xlsx"), lke)
    assert len(incoming.answers[Stage.SELF]) == 113
    assert {code: one.value for code, one in incoming.answers[Stage.SELF].items()} == answers
    assert abs(scored(lke, incoming).official - Fraction(made.total)) < NEAR
    assert abs(incoming.totals["total"] - Fraction(made.total)) < NEAR
    assert scored(lke, incoming).official == scored(lke, incoming).strict
    assert incoming.remarks == ()


def test_every_group_of_a_filled_worksheet_agrees_too(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    made = files.book(lke, "A", answers)
    incoming = workbook.read(made.save(tmp_path / "lke.xlsx"), lke)
    scores = scored(lke, incoming)
    for code in (row.code for row in made.rows if row.role == "group"):
        official = scores[code].official
        assert official is not None and abs(incoming.totals[code] - official) < NEAR, code


def test_a_half_filled_worksheet_gives_the_official_and_the_strict_total(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    # The first question of each group is answered, so no average of the workbook is empty.
    kept = {code: value for code, value in answers.items() if code.endswith((".a", "B.I.b"))}
    kept["A.II.5.iii.b"] = answers["A.II.5.iii.b"]
    made = files.book(lke, "A", kept)
    incoming = workbook.read(made.save(tmp_path / "lke.xlsx"), lke)
    scores = scored(lke, incoming)
    strict = sum((scores[code].strict for code in kept), Fraction(0))
    assert isinstance(made.total, float)
    assert abs(scores.official - Fraction(made.total)) < NEAR
    assert scores.strict == strict < scores.official
    assert incoming.remarks == ()


def test_empty_groups_are_named_as_the_errors_they_are_in_the_file(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    kept = {code: value for code, value in answers.items() if not code.startswith("A.I.3.ii.")}
    made = files.book(lke, "A", kept)
    assert made.total == "#DIV/0!"
    incoming = workbook.read(made.save(tmp_path / "lke.xlsx"), lke)
    errors = [one for one in incoming.remarks if one.code == "workbook-error-cell"]
    assert [one.where for one in errors] == ["A.I.3.ii", "workbook"]
    assert len(incoming.remarks) == 2
    assert "total" not in incoming.totals
    assert scored(lke, incoming)["A.I.3.ii"].official is None


def test_a_worksheet_of_values_without_formulas_is_read_alike(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    made = files.book(lke, "A", answers)
    made.formulas = False
    incoming = workbook.read(made.save(tmp_path / "lke.xlsx"), lke)
    assert {code: one.value for code, one in incoming.answers[Stage.SELF].items()} == answers
    assert incoming.remarks == ()


def test_an_empty_worksheet_gives_no_answers(lke: Pack, tmp_path: Path) -> None:
    incoming = workbook.read(files.book(lke, "A", {}).save(tmp_path / "lke.xlsx"), lke)
    assert incoming.answers[Stage.SELF] == {}
    assert scored(lke, incoming).answered == 0


def test_notes_keep_their_lines_and_evidence_becomes_their_last_paragraph(lke: Pack, tmp_path: Path) -> None:
    made = files.book(lke, "A", {"A.I.1.i.a": "Ya"}, notes={"A.I.1.i.a": "Tim dibentuk\nlalu dikukuhkan "})
    made.put("A.I.1.i.a", "evidence", "SK Tim\nNotulen")
    made.put("A.I.1.i.b", "evidence", "Kertas kerja")
    read = workbook.read(made.save(tmp_path / "lke.xlsx"), lke).answers[Stage.SELF]
    assert read["A.I.1.i.a"] == Answer("Ya", "Tim dibentuk\nlalu dikukuhkan\n\nBukti: SK Tim\nNotulen")
    assert read["A.I.1.i.b"] == Answer(None, "Bukti: Kertas kerja")


def test_addresses_become_links_and_the_words_around_them_stay(lke: Pack, tmp_path: Path) -> None:
    made = files.book(lke, "A", {})
    made.put(
        "A.I.1.i.a",
        "evidence",
        "SK Tim: https://contoh.example/a, dan (www.contoh.example/b).\nLaporan\nhttps://contoh.example/a",
    )
    row = made.put("A.I.1.i.a", "link", "Folder bukti")
    row.links["link"] = "https://contoh.example/folder?x=1"
    incoming = workbook.read(made.save(tmp_path / "lke.xlsx"), lke)
    assert incoming.links["A.I.1.i.a"] == (
        workbook.Link("https://contoh.example/a", ""),
        workbook.Link("https://www.contoh.example/b", ""),
        workbook.Link("https://contoh.example/folder?x=1", "Folder bukti"),
    )
    note = incoming.answers[Stage.SELF]["A.I.1.i.a"].note
    assert note.startswith("Bukti: SK Tim") and note.endswith("Laporan\nFolder bukti")


def test_a_hyperlink_formula_is_a_link_too() -> None:
    assert texts.hyperlink('HYPERLINK("https://contoh.example/x","SK")') == "https://contoh.example/x"
    assert texts.hyperlink('HYPERLINK("#Lembar!A1","SK")') == ""


def test_notes_on_the_rows_of_inputs_are_gathered_and_name_their_input(lke: Pack, tmp_path: Path) -> None:
    made = files.book(lke, "A", {})
    made.put("A.II.1.i.a", "note", "Tujuh agen", key="agen")
    made.put("A.II.1.i.a", "note", "Tujuh perubahan", key="perubahan")
    read = workbook.read(made.save(tmp_path / "lke.xlsx"), lke).answers[Stage.SELF]["A.II.1.i.a"]
    question = lke.question("A.II.1.i.a")
    assert question is not None
    assert read.note == f"Tujuh agen\n{question.inputs[1].title}: Tujuh perubahan"


def test_the_sheet_is_found_by_its_columns_when_it_was_renamed(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    made = files.book(lke, "A", answers)
    made.name = "Isian Puskesmas"
    incoming = workbook.read(made.save(tmp_path / "lke.xlsx"), lke)
    assert incoming.layout == "A" and len(incoming.answers[Stage.SELF]) == 113


def test_a_workbook_of_another_instrument_is_refused(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    path = files.book(lke, "A", answers).save(tmp_path / "lke.xlsx")
    with pytest.raises(ZiError, match="tidak cocok"):
        workbook.read(path, criteria.find("pelayanan-publik"))
