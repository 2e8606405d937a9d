"""Layout B, the template that PortalRB takes, with and without the columns agencies insert."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import workbook_files as files
from zi_assess import workbook
from zi_assess.core import scoring
from zi_assess.core.assessment import Answer, Stage, Value
from zi_assess.core.pack import Pack
from zi_assess.workbook import columns
from zi_assess.workbook.cells import Cell, Grid, letters

from .conftest import given


def values(incoming: workbook.Incoming, stage: Stage = Stage.SELF) -> dict[str, Value | None]:
    return {code: one.value for code, one in incoming.answers.get(stage, {}).items()}


def others(lke: Pack) -> dict[str, Value]:
    chance = random.Random(7)
    return {question.code: given(question, chance) for question in lke.questions}


def test_unit_and_tpi_answers_notes_and_the_units_name_are_read(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    theirs = others(lke)
    made = files.book(lke, "B", answers, tpi=theirs, notes={"A.I.1.i.a": "Sudah"})
    made.put("A.I.1.i.a", "tpi_note", "Belum meyakinkan")
    made.unit = ("Puskesmas Contoh", "WBK-AFIRMASI")
    incoming = workbook.read(made.save(tmp_path / "b.xlsx"), lke)
    assert incoming.layout == "B"
    assert (incoming.unit, incoming.target) == ("Puskesmas Contoh", "WBK")
    assert values(incoming) == answers
    assert values(incoming, Stage.TPI_CONTROL) == theirs
    assert incoming.answers[Stage.SELF]["A.I.1.i.a"].note == "Sudah"
    assert incoming.answers[Stage.TPI_CONTROL]["A.I.1.i.a"].note == "Belum meyakinkan"
    assert abs(incoming.totals["total"] - Fraction(made.total)) < Fraction(1, 10**9)
    assert incoming.remarks == ()


def test_columns_are_found_by_their_words_when_an_agency_inserted_its_own(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    """A link column at N, so the TPI's answers are in O, and a second evaluator's block behind."""
    theirs = others(lke)
    made = files.book(lke, "B", answers, tpi=theirs)
    made.headers["tpi"] = "Jawaban TPI Unit"
    made.insert_column("tpi", "link", "Tautan Bukti Dukung")
    made.headers |= {
        "second": "Jawaban TPI Itjen",
        "second_value": "Nilai",
        "second_note": "Catatan TPI Itjen",
    }
    made.put("A.I.1.i.b", "link", "https://contoh.example/sk")
    made.put("A.I.1.i.b", "second", "C")
    assert made.letter("tpi") == "O"
    incoming = workbook.read(made.save(tmp_path / "b.xlsx"), lke)
    assert values(incoming) == answers
    assert values(incoming, Stage.TPI_CONTROL) == theirs
    assert incoming.links == {"A.I.1.i.b": (workbook.Link("https://contoh.example/sk", ""),)}
    assert [one.code for one in incoming.remarks] == ["workbook-second-evaluator"]
    assert incoming.remarks[0].values["column"] == made.letter("second")


def test_values_that_were_computed_from_the_tpis_answers_are_held_against_those(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    theirs = others(lke)
    made = files.book(lke, "B", answers, tpi=theirs)
    made.value_of = "tpi"
    incoming = workbook.read(made.save(tmp_path / "b.xlsx"), lke)
    official = scoring.score(lke, incoming.answers[Stage.TPI_CONTROL]).official
    assert abs(incoming.totals["total"] - official) < Fraction(1, 10**9)
    assert incoming.remarks == ()


def test_pasted_values_beside_an_empty_tpi_block_are_the_units(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    made = files.book(lke, "B", answers)
    made.formulas = False
    made.put("A.I.1.i", "value", 0.123, role="group")
    incoming = workbook.read(made.save(tmp_path / "b.xlsx"), lke)
    assert incoming.totals["A.I.1.i"] == Fraction("0.123")
    assert ("workbook-total-differs", "A.I.1.i") in [(one.code, one.where) for one in incoming.remarks]


def test_portalrbs_numbers_name_the_questions_whatever_was_moved(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    """Rows sorted by someone who thought it helped, letters lost: the numbers still tell."""
    made = files.book(lke, "B", answers)
    moved = made.row("A.I.6.i.b")
    made.rows.remove(moved)
    moved.label, moved.title = "", "Butir tanpa huruf"
    made.insert_after(made.row("A.I.2.ii.a"), moved)
    other = made.row("A.I.2.ii.b")
    other.label = "a."
    incoming = workbook.read(made.save(tmp_path / "b.xlsx"), lke)
    assert values(incoming) == answers


def test_row_numbers_in_the_id_column_are_told_from_question_numbers(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    """Question 100 is A.II.3.i.a, row 100 is A.I.6.i.b: some copies number the rows."""
    made = files.book(lke, "B", answers)
    for number, row in enumerate(made.rows, start=2):
        row.ident = number
    moved = made.row("A.I.6.i.b")
    assert moved.ident == 100
    moved.label = ""
    incoming = workbook.read(made.save(tmp_path / "b.xlsx"), lke)
    assert values(incoming) == answers
    assert incoming.remarks == ()


def test_numbers_that_fit_nothing_are_said_and_left_aside(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    made = files.book(lke, "B", answers)
    for number, row in enumerate(reversed(made.rows)):
        row.ident = number
    incoming = workbook.read(made.save(tmp_path / "b.xlsx"), lke)
    assert values(incoming) == answers
    assert [one.code for one in incoming.remarks] == ["workbook-ids-unusable"]


def grid(*rows: tuple[str, ...]) -> Grid:
    cells = {
        (number, column): Cell(number, column, "text", text)
        for number, row in enumerate(rows, start=1)
        for column, text in enumerate(row, start=1)
        if text
    }
    return Grid("Jawaban", cells)


TREE = ("ID", "Penilaian", "", "", "", "", "", "Bobot", "Penjelasan", "Pilihan Jawaban")


def test_a_header_of_two_rows_names_the_tpis_block_above() -> None:
    above = ("",) * 10 + ("Unit", "", "TPI", "", "")
    found = columns.find(grid(above, (*TREE, "Jawaban", "Catatan", "Jawaban", "Nilai", "Catatan")))
    assert found is not None
    assert (found.answer, found.note, found.tpi_answer, found.tpi_value, found.tpi_note) == (
        11,
        12,
        13,
        14,
        15,
    )


def test_a_title_that_names_an_inspectorate_is_no_tpi_block() -> None:
    found = columns.find(grid(("", "INSPEKTORAT KOTA CONTOH"), (*TREE, "Jawaban", "Nilai", "Catatan")))
    assert found is not None
    assert (found.answer, found.value, found.note, found.tpi_answer) == (11, 12, 13, None)


def test_an_empty_tpi_block_makes_no_stage(lke: Pack, answers: Mapping[str, Value], tmp_path: Path) -> None:
    incoming = workbook.read(files.book(lke, "B", answers).save(tmp_path / "b.xlsx"), lke)
    assert set(incoming.answers) == {Stage.SELF}


def test_several_addresses_and_words_share_an_evidence_cell(lke: Pack, tmp_path: Path) -> None:
    made = files.book(lke, "B", {"A.I.1.i.a": "Ya"})
    made.put("A.I.1.i.a", "evidence", "https://contoh.example/1 https://contoh.example/2\nSK ada di lemari 3")
    incoming = workbook.read(made.save(tmp_path / "b.xlsx"), lke)
    assert [link.url for link in incoming.links["A.I.1.i.a"]] == [
        "https://contoh.example/1",
        "https://contoh.example/2",
    ]
    assert incoming.answers[Stage.SELF]["A.I.1.i.a"] == Answer("Ya", "Bukti: SK ada di lemari 3")


def test_columns_have_excels_letters() -> None:
    assert [letters(one) for one in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
