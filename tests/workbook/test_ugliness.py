"""What real copies look like: each ugliness is read rightly or named, and none moves a score in silence."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import workbook_files as files
from zi_assess import workbook
from zi_assess.core import scoring
from zi_assess.core.assessment import Answer, Stage, Value
from zi_assess.core.checks import Finding
from zi_assess.core.pack import Pack
from zi_assess.errors import fill
from zi_assess.workbook import answers as reading
from zi_assess.workbook.cells import Cell


class Spoiled:
    """A worksheet to spoil, and what is read from it afterwards."""

    def __init__(
        self, pack: Pack, answers: Mapping[str, Value | None], folder: Path, layout: str = "A"
    ) -> None:
        self.pack, self.answers, self.folder = pack, dict(answers), folder
        self.book = files.book(pack, layout, answers)

    def read(self) -> workbook.Incoming:
        return workbook.read(self.book.save(self.folder / "lke.xlsx"), self.pack)


@pytest.fixture
def spoiled(lke: Pack, answers: Mapping[str, Value], tmp_path: Path) -> Spoiled:
    return Spoiled(lke, answers, tmp_path)


def values(incoming: workbook.Incoming) -> dict[str, Value | None]:
    return {code: one.value for code, one in incoming.answers[Stage.SELF].items()}


def remarks(incoming: workbook.Incoming, code: str) -> list[Finding]:
    return [one for one in incoming.remarks if one.code == code]


def places(incoming: workbook.Incoming) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in incoming.remarks]


def said(finding: Finding) -> str:
    return fill(finding.text, finding.values)


# Told without a loss


def test_empty_rows_inside_a_group_do_no_harm(spoiled: Spoiled) -> None:
    spoiled.book.insert_after(spoiled.book.row("A.I.5.iv.b"), files.Row("blank"), files.Row("blank"))
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers and incoming.remarks == ()


def test_the_annexs_c_before_b_is_understood(spoiled: Spoiled) -> None:
    labels = [spoiled.book.row(code).label for code in ("A.I.6.v.b", "A.I.6.v.c")]
    assert labels == ["c.", "b."]
    assert values(spoiled.read()) == spoiled.answers


def test_a_copy_that_put_the_letters_right_is_understood_too(spoiled: Spoiled) -> None:
    spoiled.book.row("A.I.6.v.b").label, spoiled.book.row("A.I.6.v.c").label = "b.", "c."
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers and incoming.remarks == ()


def test_two_rows_that_truly_changed_places_are_told_by_letter_and_type(spoiled: Spoiled) -> None:
    first, second = spoiled.book.row("A.I.2.i.a"), spoiled.book.row("A.I.2.i.c")
    rows = spoiled.book.rows
    at, to = rows.index(first), rows.index(second)
    rows[at], rows[to] = second, first
    assert values(spoiled.read()) == spoiled.answers


@pytest.mark.parametrize("label", ["a", "A.", " a. ", "a)", "-", ""])
def test_letters_come_in_every_shape(spoiled: Spoiled, label: str) -> None:
    spoiled.book.row("A.II.3.i.a").label = label
    spoiled.book.row("A.I.1.i.a").label = label
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers and incoming.remarks == ()


def test_a_weight_typed_as_text_with_spaces_is_a_weight(spoiled: Spoiled) -> None:
    spoiled.book.put("A.I.1.i", "weight", " 0,5 ", role="group")
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers and incoming.remarks == ()


def test_an_asset_report_without_its_letter_is_found(spoiled: Spoiled) -> None:
    heading = next(one for one in spoiled.book.rows if one.role == "heading" and one.code == "A.II.5.iii.b")
    assert (heading.label, heading.depth) == ("", 4)
    assert values(spoiled.read())["A.II.5.iii.b"] == spoiled.answers["A.II.5.iii.b"]


def test_a_note_on_the_row_that_names_a_ratio_is_the_ratios(spoiled: Spoiled) -> None:
    for code in ("A.II.5.iii.a", "A.II.5.iii.b"):
        heading = next(one for one in spoiled.book.rows if one.role == "heading" and one.code == code)
        heading.cells["note"] = f"Catatan {code}"
    incoming = spoiled.read()
    assert incoming.answers[Stage.SELF]["A.II.5.iii.a"].note == "Catatan A.II.5.iii.a"
    assert incoming.answers[Stage.SELF]["A.II.5.iii.b"].note == "Catatan A.II.5.iii.b"
    assert incoming.remarks == ()


def test_a_sheet_that_states_a_wrong_size_is_read_whole(spoiled: Spoiled) -> None:
    source = spoiled.book.save(spoiled.folder / "lke.xlsx")
    path = spoiled.folder / "ukuran.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb'<dimension ref="[^"]+"', b'<dimension ref="A1"', old.read(name)))
    assert values(workbook.read(path, spoiled.pack)) == spoiled.answers


def test_a_group_whose_letter_is_lost_is_found_by_its_title(spoiled: Spoiled) -> None:
    row = spoiled.book.row("A.I.2.ii", role="group")
    row.label = ""
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers and incoming.remarks == ()


def test_a_group_type_in_a_groups_own_row_is_no_question(spoiled: Spoiled) -> None:
    for code in ("A.II.5.ii", "A.II.5.iii"):
        spoiled.book.put(code, "type", "%", role="group")
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers and incoming.remarks == ()


def test_the_row_that_adds_up_the_wajib_lapor_is_no_input(spoiled: Spoiled) -> None:
    assert spoiled.book.row("A.II.5.iii.a", role="sum").title == "Jumlah yang harus melaporkan"
    assert values(spoiled.read())["A.II.5.iii.a"] == spoiled.answers["A.II.5.iii.a"]


def test_inputs_that_clearly_changed_places_are_read_by_their_words_and_named(spoiled: Spoiled) -> None:
    rows = spoiled.book.rows
    first, last = (spoiled.book.row("A.II.5.ii.a", key) for key in ("harus", "selesai"))
    first.title, last.title = (
        "- Pengaduan yang harus ditindaklanjuti",
        "- Pengaduan yang selesai ditindaklanjuti",
    )
    spoiled.book.row("A.II.5.ii.a", "proses").title = "- Pengaduan yang masih diproses"
    at, to = rows.index(first), rows.index(last)
    rows[at], rows[to] = last, first
    incoming = spoiled.read()
    assert values(incoming)["A.II.5.ii.a"] == spoiled.answers["A.II.5.ii.a"]
    assert ("workbook-inputs-reordered", "A.II.5.ii.a") in places(incoming)


# Answers


@pytest.mark.parametrize(
    ("typed", "read", "remarked"),
    [
        ("a", "A", False),
        ("A ", "A", True),
        (" a.", "A", True),
        ("A)", "A", True),
        ("b", "B", False),
    ],
)
def test_a_letter_is_understood_and_said_where_excel_would_not(
    spoiled: Spoiled, typed: str, read: str, remarked: bool
) -> None:
    spoiled.book.put("A.I.1.i.a", "answer", "Tidak")
    spoiled.book.put("A.I.1.i.b", "answer", typed)
    incoming = spoiled.read()
    assert values(incoming)["A.I.1.i.b"] == read
    # Excel skips what it does not understand, so the totals part and that is said as well.
    expected = ["workbook-total-differs", "workbook-total-differs", "workbook-answer-understood"]
    assert sorted(one.code for one in incoming.remarks) == (sorted(expected) if remarked else [])


@pytest.mark.parametrize("typed", ["ya", "YA", "Ya", " ya "])
def test_yes_is_yes_in_any_case(spoiled: Spoiled, typed: str) -> None:
    spoiled.book.put("A.I.1.i.a", "answer", typed)
    assert values(spoiled.read())["A.I.1.i.a"] == "Ya"


@pytest.mark.parametrize("typed", ["", "  ", "-", "Blm Diisi", None])
def test_not_yet_filled_is_blank_without_a_word(spoiled: Spoiled, typed: str | None) -> None:
    spoiled.book.put("A.I.6.iv.a", "answer", typed)
    incoming = spoiled.read()
    assert "A.I.6.iv.a" not in values(incoming) and incoming.remarks == ()


@pytest.mark.parametrize("typed", ["F", "Ya", "A/B", 1.0, "sudah"])
def test_an_answer_outside_its_scale_stays_blank_and_is_named(spoiled: Spoiled, typed: Any) -> None:
    spoiled.book.put("A.I.6.iv.a", "answer", typed)
    incoming = spoiled.read()
    assert "A.I.6.iv.a" not in values(incoming)
    (finding,) = incoming.remarks
    assert (finding.code, finding.where) == ("workbook-answer-outside-scale", "A.I.6.iv.a")
    assert "A / B / C / D / E" in said(finding)


@pytest.mark.parametrize(
    ("typed", "index"), [("3,6", "3.6"), ("3.6", "3.6"), (3.6, "3.6"), (3.5999999999999996, "3.6")]
)
def test_an_index_is_a_number_however_it_was_typed(spoiled: Spoiled, typed: Any, index: str) -> None:
    spoiled.book.put("B.I.a", "answer", typed)
    assert values(spoiled.read())["B.I.a"] == Fraction(index)


@pytest.mark.parametrize("typed", [4.01, -0.5, "3,6,1", "bagus", 87.65, "1e1"])
def test_an_index_outside_its_scale_stays_blank_and_is_named(spoiled: Spoiled, typed: Any) -> None:
    spoiled.book.put("B.II.a", "answer", typed)
    incoming = spoiled.read()
    assert "B.II.a" not in values(incoming)
    assert ("workbook-answer-outside-scale", "B.II.a") in places(incoming)


@pytest.mark.parametrize(("typed", "count"), [(7.0, 7), ("7", 7), ("7,0", 7), (0, 0)])
def test_a_count_is_a_whole_number_however_it_was_typed(spoiled: Spoiled, typed: Any, count: int) -> None:
    spoiled.book.put("A.II.4.i.a", "answer", typed, key="tercapai")
    spoiled.book.put("A.II.4.i.a", "answer", 0)
    assert dict(values(spoiled.read())["A.II.4.i.a"] or ())["tercapai"] == count  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", [7.5, -1, "tujuh", "1.200", 10_000_000_000])
def test_what_is_no_count_stays_blank_and_is_named(spoiled: Spoiled, typed: Any) -> None:
    spoiled.book.put("A.II.4.i.a", "answer", typed, key="tercapai")
    spoiled.book.put("A.II.4.i.a", "answer", None)
    incoming = spoiled.read()
    assert "tercapai" not in dict(values(incoming)["A.II.4.i.a"] or ())  # type: ignore[arg-type]
    assert ("workbook-answer-outside-scale", "A.II.4.i.a") in places(incoming)


def test_a_date_that_excel_made_of_an_index_is_named(spoiled: Spoiled, lke: Pack) -> None:
    question = lke.question("B.I.a")
    assert question is not None
    read = reading.index(question, Cell(199, 11, "date", "2026-06-03T00:00:00"))
    assert read.value is None and read.remarks[0].code == "workbook-answer-outside-scale"


# Accidents of the sheet's own arithmetic


def test_an_overtyped_answer_type_keeps_the_right_answer_and_names_the_difference(spoiled: Spoiled) -> None:
    spoiled.book.put("A.I.1.i.a", "answer", "Tidak")
    spoiled.book.put("A.I.1.i.b", "answer", "A")
    spoiled.book.put("A.I.1.i.a", "type", "Tidak")
    incoming = spoiled.read()
    assert values(incoming)["A.I.1.i.a"] == "Tidak"
    (overtyped,) = remarks(incoming, "workbook-type-overtyped")
    row = spoiled.book.row("A.I.1.i.a").number
    assert overtyped.where == "A.I.1.i.a" and overtyped.values["found"] == "Tidak"
    assert said(overtyped).startswith(f"Jenis jawaban di sel J{row} berisi “Tidak”, semestinya Ya/Tidak")
    group, total = remarks(incoming, "workbook-total-differs")
    assert (group.where, total.where) == ("A.I.1.i", "workbook")
    assert said(group) == "Nilai di berkas 0,5, menurut hitungan di sini 0,25; bedanya dari A.I.1.i.a"
    scores = scoring.score(spoiled.pack, incoming.answers[Stage.SELF])
    assert abs(incoming.totals["total"] - Fraction(spoiled.book.total)) < Fraction(1, 10**9)
    assert abs(incoming.totals["total"] - scores.official - Fraction(1, 4)) < Fraction(1, 10**9)
    assert len(incoming.remarks) == 3


def test_a_formula_typed_over_by_a_number_is_named(spoiled: Spoiled) -> None:
    spoiled.book.put("A.I.2.i.a", "answer", "D")
    spoiled.book.put("A.I.2.i.a", "value", 1)
    incoming = spoiled.read()
    assert values(incoming)["A.I.2.i.a"] == "D"
    assert places(incoming) == [
        ("workbook-formula-overtyped", "A.I.2.i.a"),
        ("workbook-total-differs", "A.I.2.i"),
        ("workbook-total-differs", "workbook"),
    ]


def test_a_group_total_typed_over_is_named_where_it_was_done(spoiled: Spoiled) -> None:
    spoiled.book.put("A.I.4", "value", 5, role="group")
    incoming = spoiled.read()
    assert ("workbook-formula-overtyped", "A.I.4") in places(incoming)
    assert ("workbook-total-differs", "A.I.4") in places(incoming)
    assert ("workbook-total-differs", "A.I") not in places(incoming)


@pytest.mark.parametrize("error", ["#REF!", "#VALUE!", "#N/A"])
def test_an_error_in_a_value_cell_is_named_where_it_begins(spoiled: Spoiled, error: str) -> None:
    spoiled.book.put("A.I.2.i.a", "value", error)
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers
    assert places(incoming) == [("workbook-error-cell", "A.I.2.i.a"), ("workbook-error-cell", "workbook")]
    assert error in said(incoming.remarks[0])


def test_an_error_in_an_answer_cell_leaves_it_blank(spoiled: Spoiled) -> None:
    spoiled.book.put("A.I.2.i.a", "answer", "#REF!")
    incoming = spoiled.read()
    assert "A.I.2.i.a" not in values(incoming)
    assert ("workbook-error-cell", "A.I.2.i.a") in places(incoming)


def test_a_division_by_zero_is_named_and_counts_nothing(spoiled: Spoiled) -> None:
    spoiled.book.put("A.II.4.i.a", "answer", 0, key="sasaran")
    incoming = spoiled.read()
    assert ("workbook-error-cell", "A.II.4.i.a") in places(incoming)
    assert scoring.score(spoiled.pack, incoming.answers[Stage.SELF])["A.II.4.i.a"].official is None


def test_an_asset_report_left_out_of_its_average_is_named(spoiled: Spoiled) -> None:
    spoiled.book.put("A.II.5.iii.b", "answer", 0, key="sudah")
    spoiled.book.left_out = True
    incoming = spoiled.read()
    left_out = remarks(incoming, "workbook-left-out-of-average")
    assert [one.where for one in left_out] == ["A.II.5.iii.b"]
    differing = remarks(incoming, "workbook-total-differs")
    assert [one.where for one in differing] == ["A.II.5.iii", "workbook"]


def test_a_percentage_that_its_inputs_contradict_is_named(spoiled: Spoiled) -> None:
    spoiled.book.put("A.II.4.i.a", "answer", 4, key="sasaran")
    spoiled.book.put("A.II.4.i.a", "answer", 3, key="tercapai")
    spoiled.book.put("A.II.4.i.a", "answer", 1)
    incoming = spoiled.read()
    (finding,) = remarks(incoming, "workbook-percent-contradicts")
    assert said(finding).endswith("berisi 100%, menurut isian jumlahnya 75%")
    assert ("workbook-formula-overtyped", "A.II.4.i.a") in places(incoming)
    score = scoring.score(spoiled.pack, incoming.answers[Stage.SELF])["A.II.4.i.a"]
    assert score.strict == score.weight * Fraction(3, 4)


def test_a_sum_of_wajib_lapor_that_is_not_their_sum_is_named(spoiled: Spoiled) -> None:
    for key, count in (("administrator", 0), ("pengawas", 1), ("fungsional", 12), ("sudah", 12)):
        spoiled.book.put("A.II.5.iii.b", "answer", count, key=key)
    spoiled.book.put("A.II.5.iii.b", "answer", 12, role="sum")
    incoming = spoiled.read()
    contradicting = [said(one) for one in remarks(incoming, "workbook-percent-contradicts")]
    assert [text.partition(" berisi ")[2] for text in contradicting] == [
        "100%, menurut isian jumlahnya 92,3077%",
        "12, menurut isian jumlahnya 13",
    ]


def test_a_percentage_without_inputs_cannot_be_used_and_is_named(spoiled: Spoiled) -> None:
    for key in ("sasaran", "tercapai"):
        spoiled.book.put("A.II.4.i.a", "answer", None, key=key)
    spoiled.book.put("A.II.4.i.a", "answer", 0.8)
    incoming = spoiled.read()
    assert "A.II.4.i.a" not in values(incoming)
    assert ("workbook-percent-alone", "A.II.4.i.a") in places(incoming)


def test_an_unused_input_left_blank_blocks_the_file_but_not_us(spoiled: Spoiled) -> None:
    spoiled.book.put("A.II.3.iii.a", "answer", 2, key="lalu")
    spoiled.book.put("A.II.3.iii.a", "answer", 1, key="kini")
    spoiled.book.put("A.II.3.iii.a", "answer", None, key="sanksi")
    incoming = spoiled.read()
    assert dict(values(incoming)["A.II.3.iii.a"] or ()) == {"lalu": 2, "kini": 1}  # type: ignore[arg-type]
    assert ("workbook-error-cell", "A.II.3.iii") in places(incoming)


def test_a_weight_that_is_not_the_regulations_is_named(spoiled: Spoiled) -> None:
    spoiled.book.put("A.I.6.i", "weight", 1.5, role="group")
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers
    assert sorted(places(incoming)) == [
        ("workbook-total-differs", "A.I.6.i"),
        ("workbook-total-differs", "workbook"),
        ("workbook-weight-differs", "A.I.6.i"),
    ]
    assert said(remarks(incoming, "workbook-weight-differs")[0]).endswith("1,5, semestinya 1")


# Rows and columns


def test_a_foreign_row_is_named_and_not_taken(spoiled: Spoiled) -> None:
    foreign = files.Row("blank", depth=4, label="h.", title="Butir tambahan inspektorat")
    foreign.cells |= {"type": "A/B/C", "answer": "A"}
    spoiled.book.insert_after(spoiled.book.row("A.I.4.i.c"), foreign)
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers
    (finding,) = incoming.remarks
    assert (finding.code, finding.where) == ("workbook-row-unknown", "workbook")
    assert finding.values["found"] == "A" and "Butir tambahan" in finding.values["title"]


def test_a_missing_row_is_named_and_stays_blank(spoiled: Spoiled) -> None:
    spoiled.book.rows.remove(spoiled.book.row("A.I.4.i.b"))
    incoming = spoiled.read()
    del spoiled.answers["A.I.4.i.b"]
    assert values(incoming) == spoiled.answers
    assert ("workbook-row-missing", "A.I.4.i.b") in places(incoming)


def test_a_missing_input_row_is_named(spoiled: Spoiled) -> None:
    spoiled.book.rows.remove(spoiled.book.row("A.II.5.ii.a", "proses"))
    for key, title in (
        ("harus", "- Pengaduan yang harus ditindaklanjuti"),
        ("selesai", "- Yang selesai ditindaklanjuti"),
    ):
        spoiled.book.row("A.II.5.ii.a", key).title = title
    incoming = spoiled.read()
    kept = dict(spoiled.answers["A.II.5.ii.a"] or ())  # type: ignore[arg-type]
    del kept["proses"]
    assert dict(values(incoming)["A.II.5.ii.a"] or ()) == kept  # type: ignore[arg-type]
    assert ("workbook-row-missing", "A.II.5.ii.a") in places(incoming)


def test_a_row_that_is_there_twice_counts_once_and_is_named(spoiled: Spoiled) -> None:
    twin = files.Row("blank", depth=4, label="b.", title=spoiled.book.row("A.I.4.i.b").title)
    twin.cells |= {"type": "A/B/C", "answer": "C"}
    spoiled.book.insert_after(spoiled.book.row("A.I.4.i.c"), twin)
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers
    (finding,) = incoming.remarks
    assert (finding.code, finding.where, finding.values["found"]) == ("workbook-row-twice", "A.I.4.i.b", "C")


def test_a_row_far_from_its_group_is_known_by_its_words_and_named(spoiled: Spoiled) -> None:
    moved = spoiled.book.row("A.I.5.iv.a")
    moved.title = "Whistle blowing system WBS telah diterapkan"
    spoiled.book.rows.remove(moved)
    spoiled.book.insert_after(spoiled.book.row("A.I.1.ii.c"), moved)
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers
    assert ("workbook-row-moved", "A.I.5.iv.a") in places(incoming)


def test_an_inserted_column_shifts_nothing(spoiled: Spoiled) -> None:
    spoiled.book.insert_column("answer", "pic", "PIC")
    spoiled.book.put("A.I.1.i.a", "pic", "Pokja 1")
    incoming = spoiled.read()
    assert values(incoming) == spoiled.answers
    (finding,) = incoming.remarks
    assert finding.code == "workbook-column-unknown" and "PIC" in said(finding)


def test_a_note_beside_a_groups_row_is_named(spoiled: Spoiled) -> None:
    spoiled.book.put("A.I.1.i", "note", "Lengkapi sebelum Mei", role="group")
    (finding,) = spoiled.read().remarks
    assert finding.code == "workbook-note-without-place" and "Lengkapi sebelum Mei" in said(finding)


def test_what_stands_below_the_grand_total_is_no_row(spoiled: Spoiled) -> None:
    footer = files.Row("blank", depth=0, title="Mengetahui, Kepala Unit")
    footer.cells |= {"answer": "Ketua Tim"}
    spoiled.book.rows.append(footer)
    assert spoiled.read().remarks == ()


def test_a_file_without_saved_results_says_that_it_cannot_be_compared(spoiled: Spoiled) -> None:
    path = spoiled.book.save(spoiled.folder / "lke.xlsx")
    book = openpyxl.load_workbook(path)
    book.save(path)  # openpyxl keeps the formulas and drops what they came to
    incoming = workbook.read(path, spoiled.pack)
    assert values(incoming) == spoiled.answers
    assert places(incoming) == [("workbook-without-results", "workbook")]
    assert incoming.totals == {}


def test_every_finding_fills_its_sentence(spoiled: Spoiled) -> None:
    book = spoiled.book
    book.put("A.I.1.i.a", "type", "Ya")
    book.put("A.I.2.i.a", "value", 1)
    book.put("A.I.2.i.b", "answer", "Z")
    book.put("A.I.2.i.c", "answer", "A ")
    book.put("A.I.6.i", "weight", 3, role="group")
    book.put("A.II.4.i.a", "answer", 0.123)
    book.put("A.I.1", "note", "Catatan", role="group")
    book.rows.remove(book.row("A.I.4.i.b"))
    for finding in spoiled.read().remarks:
        assert "{" not in said(finding), finding
        assert all(isinstance(value, str) for value in finding.values.values())


def test_answers_of_a_blank_cell_with_a_note_keep_the_note(lke: Pack, tmp_path: Path) -> None:
    made = files.book(lke, "A", {}, notes={"B.I.b": "Menunggu LKjIP"})
    read = workbook.read(made.save(tmp_path / "lke.xlsx"), lke)
    assert read.answers[Stage.SELF] == {"B.I.b": Answer(None, "Menunggu LKjIP")}
