"""Exports: what was done here goes out to Excel and PortalRB, computes on there, and comes back the same."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import builders
from zi_assess import criteria, workbook
from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import Answer, Evidence, Stage, Unit, Value
from zi_assess.core.pack import Kind, Pack, Question
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.workbook import plan
from zi_assess.workbook.cells import letters

from .conftest import given as given_by

NAUGHTY = [
    "=1+1",
    '=HYPERLINK("https://jahat.example","klik")',
    "+62 812",
    "-Rapat tiap bulan",
    "@SUM(A1:A9)",
    "'kutip",
    "''",
    "＝１＋１",
    "DROP TABLE jawaban; --",
    "<script>alert(1)</script>",
    "& < > \" '",
    "Ω≈ç√∫ ٠١٢ 社會科學院",
    "😀👩‍👩‍👧 emoji",
    "a\n\nb\n- c",
    "_x0041_ dan _xD83D_",
    "Bukti: SK Tim",
    "Catatan\n\nBukti: [tautan] palsu — https://contoh.example",
    "#REF!",
    "TRUE",
    "1.200,50",
    "undefined NULL nil",
    "Nilai 0-4",
    "TOTAL PENGUNGKIT",
    "\u202eterbalik\u202c \u200btak terlihat",
]


def sheet_of(
    pack: Pack,
    answers: Mapping[str, Answer],
    evidence: Sequence[Evidence] = (),
    tpi: Mapping[str, Answer] | None = None,
    **fields: Any,
) -> Sheet:
    given_answers = {Stage.SELF: dict(answers)} | ({Stage.TPI_CONTROL: dict(tpi)} if tpi else {})
    return sheets.make(
        pack, builders.assessment(pack, answers=given_answers, evidence=tuple(evidence), **fields)
    )


def reread(sheet: Sheet, layout: str, folder: Path) -> workbook.Incoming:
    path = folder / f"{layout}.xlsx"
    path.write_bytes(workbook.write(sheet, layout))
    return workbook.read(path, sheet.pack)


def answered(pack: Pack, values: Mapping[str, Value]) -> dict[str, Answer]:
    return {code: Answer(value) for code, value in values.items()}


def opened(sheet: Sheet, layout: str, *, results: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook.write(sheet, layout)), data_only=results)


# There and back


def values_of(question: Question) -> st.SearchStrategy[Value | None]:
    if question.kind is Kind.CHOICE:
        return st.sampled_from([None, *(option.key for option in question.options)])
    if question.kind is Kind.INDEX:
        return st.none() | st.integers(0, 400).map(lambda n: Fraction(n, 100))
    keys = [one.key for one in question.inputs]
    some = st.lists(st.none() | st.integers(0, 9999), min_size=len(keys), max_size=len(keys))
    return some.map(
        lambda counts: tuple((k, n) for k, n in zip(keys, counts, strict=True) if n is not None) or None
    )


NOTES = (
    st.just("")
    | st.sampled_from(NAUGHTY)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))
)
LINKS = st.lists(
    st.tuples(
        st.sampled_from(
            ["https://contoh.example/a", "https://contoh.example/b?x=1&y=2", "http://contoh.example/(c)"]
        ),
        st.sampled_from(["", "SK Tim", "=jahat", "Judul — panjang"]),
    ),
    max_size=3,
    unique_by=lambda one: one[0],
)


@st.composite
def filled(draw: st.DrawFn) -> tuple[dict[str, Answer], dict[str, Answer], list[Evidence]]:
    pack = criteria.find("lke-zi")
    chosen = draw(st.lists(st.sampled_from(pack.questions), max_size=25, unique_by=lambda one: one.code))
    mine = {one.code: Answer(draw(values_of(one)), draw(NOTES).strip()) for one in chosen}
    theirs = {one.code: Answer(draw(values_of(one)), draw(NOTES).strip()) for one in chosen[:5]}
    evidence = [
        builders.evidence(
            one.code, id=f"{one.code}-{place}", name=title or url, kind="link", url=url, sha256=""
        )
        for one in chosen[:8]
        for place, (url, title) in enumerate(draw(LINKS))
    ]
    return mine, theirs, evidence


def said(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {code: answer for code, answer in answers.items() if answer != Answer()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filled())
def test_import_of_an_export_gives_the_same_assessment(
    tmp_path: Path, content: tuple[dict[str, Answer], dict[str, Answer], list[Evidence]]
) -> None:
    mine, theirs, evidence = content
    pack = criteria.find("lke-zi")
    sheet = sheet_of(pack, mine, evidence, theirs)
    links: dict[str, tuple[workbook.Link, ...]] = {}
    for use in evidence:
        title = "" if use.document.name == use.document.url else use.document.name
        links[use.code] = (*links.get(use.code, ()), workbook.Link(use.document.url, title))
    for layout in workbook.LAYOUTS:
        incoming = reread(sheet, layout, tmp_path)
        assert incoming.layout == layout
        assert incoming.answers[Stage.SELF] == said(mine)
        assert incoming.links == links
    assert incoming.answers.get(Stage.TPI_CONTROL, {}) == said(theirs)
    assert (incoming.unit, incoming.target) == ("Kantor Uji", "WBK")


@pytest.mark.parametrize("layout", workbook.LAYOUTS)
def test_a_full_export_comes_back_without_a_remark_and_with_our_total(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path, layout: str
) -> None:
    sheet = sheet_of(lke, answered(lke, answers))
    incoming = reread(sheet, layout, tmp_path)
    assert incoming.remarks == ()
    assert {code: one.value for code, one in incoming.answers[Stage.SELF].items()} == answers
    assert abs(incoming.totals["total"] - sheet.scores.official) < Fraction(1, 10**9)
    assert sheet.scores.official == sheet.scores.strict


@pytest.mark.parametrize("layout", workbook.LAYOUTS)
def test_every_naughty_note_comes_back_as_it_was(lke: Pack, tmp_path: Path, layout: str) -> None:
    codes = [question.code for question in lke.questions]
    notes = {code: Answer(None, text) for code, text in zip(codes, NAUGHTY, strict=False)}
    notes["A.II.1.i.a"] = Answer(None, NAUGHTY[0])
    assert reread(sheet_of(lke, notes), layout, tmp_path).answers[Stage.SELF] == notes


@pytest.mark.parametrize("layout", workbook.LAYOUTS)
def test_files_are_named_in_the_export_and_asked_for_again_on_import(
    lke: Pack, tmp_path: Path, layout: str
) -> None:
    answers = {"A.I.1.i.a": Answer("Ya", "Sudah\n\nBukti: lemari arsip")}
    sheet = sheet_of(lke, answers, [builders.evidence("A.I.1.i.a", name="SK Tim ZI.pdf")])
    incoming = reread(sheet, layout, tmp_path)
    assert incoming.answers[Stage.SELF] == answers
    (finding,) = [one for one in incoming.remarks if one.code == "workbook-file-not-included"]
    assert (finding.where, finding.values["names"]) == ("A.I.1.i.a", "SK Tim ZI.pdf")


def test_an_export_of_an_import_of_an_export_changes_nothing(lke: Pack, tmp_path: Path) -> None:
    notes = {"A.I.1.i.a": Answer("Ya", "Sudah\n\nBukti: lemari arsip\nrak 2")}
    link = builders.evidence("A.I.1.i.a", name="SK", kind="link", url="https://contoh.example/sk", sha256="")
    first = sheet_of(lke, notes, [link])
    for layout in workbook.LAYOUTS:
        incoming = reread(first, layout, tmp_path)
        second = sheet_of(lke, incoming.answers[Stage.SELF], [link])
        assert workbook.write(second, layout) == workbook.write(first, layout)


# Formulas and their results


@pytest.mark.parametrize("layout", workbook.LAYOUTS)
@pytest.mark.parametrize("filled_part", [1.0, 0.6, 0.0])
def test_saved_results_are_our_official_scores_or_honest_errors(
    lke: Pack, answers: Mapping[str, Value], layout: str, filled_part: float
) -> None:
    chance = random.Random(3)
    kept = {code: value for code, value in answers.items() if chance.random() < filled_part}
    sheet = sheet_of(lke, answered(lke, kept))
    page = opened(sheet, layout, results=True).worksheets[0]
    where = plan.make(lke, layout)
    column = "L" if layout == "A" else "O"
    broken = [code for code in lke.nodes if sheet.scores[code].official is None and code in where.value]
    for code, row in where.value.items():
        found, official = page[f"{column}{row}"].value, sheet.scores[code].official
        if lke.question(code) is not None and not plan.weighed(lke, lke.nodes[code]):  # type: ignore[arg-type]
            continue
        inside = [one for one in broken if one == code or one.startswith(f"{code}.")]
        if any(lke.question(one) is None for one in inside):
            assert found == "#DIV/0!", code
        elif official is None:
            assert found == "Blm Diisi", code
        else:
            assert found == pytest.approx(float(official), abs=1e-12), code
    total = page[f"{column}{where.grand}"].value
    empty_groups = [code for code in broken if lke.question(code) is None]
    if empty_groups:
        assert total == "#DIV/0!"
    else:
        assert total == pytest.approx(float(sheet.scores.official), abs=1e-12)


def test_a_division_by_zero_is_saved_as_one(lke: Pack) -> None:
    page = opened(sheet_of(lke, {"A.II.4.i.a": Answer((("sasaran", 0), ("tercapai", 0)))}), "A", results=True)
    assert [page["LKE ZI"][cell].value for cell in ("K160", "L160", "L159", "L208")] == ["#DIV/0!"] * 4


def test_the_formulas_are_the_worksheets_own(lke: Pack, answers: Mapping[str, Value]) -> None:
    page = opened(sheet_of(lke, answered(lke, answers)), "A").worksheets[0]
    where = plan.make(lke, "A")
    assert page.title == "LKE ZI"
    assert page["L7"].value == "=AVERAGE(L8:L9)*H7"
    assert page["L6"].value == "=SUM(L7,L10,L14,L18)"
    assert page["L5"].value == "=SUM(L6,L23,L36,L61,L75,L100)"
    assert page["L4"].value == "=L198" and page["L198"].value == "=SUM(L5,L125)"
    assert where.grand == 208 and page["L208"].value == "=SUM(L198,L206)"
    assert page["L8"].value.startswith('=IF(J8="Ya/Tidak",IF(K8="Ya",1,IF(K8="Tidak",0,"Blm Diisi"))')
    assert page["K128"].value == '=IF(OR(K129="",K130=""),"Blm Diisi",MIN(1,K130/K129))'
    assert page["K154"].value == (
        '=IF(OR(K155="",K156=""),"Blm Diisi",IF(AND(K155=0,K156=0),1,MAX(0,(K155-K156)/K155)))'
    )
    assert page["L175"].value == "=SUM(L176,L183)"
    assert page["M7"].value == "=L7/H7"
    assert (where.value["A.I.5.iv"], where.value["A.I.5.v"]) == (89, 94)


def test_layout_b_puts_every_question_where_portalrb_looks_for_it(
    lke: Pack, answers: Mapping[str, Value]
) -> None:
    page = opened(sheet_of(lke, answered(lke, answers)), "B").worksheets[0]
    assert page.title == "Jawaban"
    found = 0
    for question in lke.questions:
        places = [(one.refs, dict(answers[question.code]).get(one.key)) for one in question.inputs] or [  # type: ignore[arg-type]
            (question.refs, answers[question.code])
        ]
        for refs, value in places:
            row = int(refs["portalrb_row"])
            assert page[f"A{row}"].value == int(refs["portalrb_soal"])
            shown = page[f"K{row}"].value
            assert shown == (float(value) if isinstance(value, Fraction) else value)
            found += 1
    assert found == 127
    assert [page.cell(1, one).value for one in (1, 11, 12, 13, 14, 17)] == [
        "ID",
        "Jawaban Unit",
        "Catatan/Keterangan/Penjelasan",
        "Daftar Bukti Dukung",
        "Jawaban TPI",
        "Catatan TPI",
    ]


def test_a_ratios_note_stands_where_portalrb_has_a_question(lke: Pack) -> None:
    page = opened(sheet_of(lke, {"A.II.1.i.a": Answer(None, "Agen")}), "B").worksheets[0]
    assert page["L126"].value == "Agen" and page["A126"].value == 88 and page["A125"].value is None


def test_the_summary_sheet_tells_the_thresholds_by_formula(lke: Pack) -> None:
    sheet = sheet_of(lke, builders.all_answered(lke), unit=Unit("u", "=Unit"), target="WBBM")
    page = opened(sheet, "B")["Unit"]
    results = opened(sheet, "B", results=True)["Unit"]
    assert (results["B1"].value, results["B2"].value) == ("'=Unit", "WBBM")
    rows = range(6, 18)
    assert [results[f"M{row}"].value for row in (*rows, 22)] == ["Memenuhi"] * 13
    assert all(str(page[f"M{row}"].value).startswith("=IF($B$2=") for row in (*rows, 22))
    assert results["C6"].value == pytest.approx(100)
    missed = opened(sheet_of(lke, builders.all_answered(lke, builders.worst)), "B", results=True)["Unit"]
    assert [missed[f"M{row}"].value for row in (*rows, 22)] == ["Belum memenuhi"] * 13


def test_a_tpi_gets_values_and_a_summary_of_its_own(lke: Pack, answers: Mapping[str, Value]) -> None:
    theirs = {question.code: Answer(given_by(question, random.Random(1))) for question in lke.questions}
    sheet = sheet_of(lke, answered(lke, answers), tpi=theirs)
    book = opened(sheet, "B", results=True)
    assert book.sheetnames == ["Jawaban", "Unit", "TPI Unit"]
    official = sheets.make(lke, sheet.assessment, Stage.TPI_CONTROL).scores.official
    row = plan.make(lke, "B").grand
    assert book["Jawaban"][f"R{row}"].value == pytest.approx(float(official), abs=1e-12)
    assert book["Jawaban"][f"O{row}"].value == pytest.approx(float(sheet.scores.official), abs=1e-12)


def test_the_highest_tpi_stage_with_an_answer_is_exported(lke: Pack) -> None:
    stages = {Stage.TPI_MEMBER: {"A.I.1.i.a": Answer("Ya")}, Stage.TPI_LEAD: {"A.I.1.i.a": Answer("Tidak")}}
    sheet = sheets.make(lke, builders.assessment(lke, answers=stages))
    assert opened(sheet, "B").worksheets[0]["N6"].value == "Tidak"


def test_layout_a_shows_the_stage_of_its_sheet(lke: Pack) -> None:
    stages = {Stage.SELF: {"A.I.1.i.a": Answer("Ya")}, Stage.TPI_LEAD: {"A.I.1.i.a": Answer("Tidak")}}
    made = builders.assessment(lke, answers=stages)
    assert opened(sheets.make(lke, made), "A").worksheets[0]["K8"].value == "Ya"
    assert opened(sheets.make(lke, made, Stage.TPI_LEAD), "A").worksheets[0]["K8"].value == "Tidak"


# Cells


@pytest.mark.parametrize("layout", workbook.LAYOUTS)
def test_no_text_of_the_user_is_a_formula_and_numbers_stay_numbers(lke: Pack, layout: str) -> None:
    codes = [question.code for question in lke.questions]
    notes = {code: Answer(None, text) for code, text in zip(codes, NAUGHTY, strict=False)}
    uses = [builders.evidence(code, name=text) for code, text in zip(codes, NAUGHTY, strict=False)]
    sheet = sheet_of(lke, notes, uses, unit=Unit("u", "=cmd|' /C calc'!A0"), tpi=notes)
    formulas = texts = 0
    for page in opened(sheet, layout):
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas += 1
                    assert cell.value.startswith(("=IF(", "=SUM(", "=AVERAGE(", "=L", "=O", "=R")), cell
                elif isinstance(cell.value, str):
                    texts += 1
                    assert cell.value[0] not in "=+-@\t\r＝＋－＠", cell
    assert formulas > 200 and texts > 500


@pytest.mark.parametrize("layout", workbook.LAYOUTS)
def test_answer_cells_offer_what_may_be_chosen(lke: Pack, layout: str) -> None:
    page = opened(sheet_of(lke, {}), layout).worksheets[0]
    rules = {str(place): rule for rule in page.data_validations.dataValidation for place in rule.sqref.ranges}
    where = plan.make(lke, layout)
    for question in lke.questions:
        if question.kind is Kind.CHOICE:
            listed = rules[f"K{where.question[question.code]}"].formula1
            assert listed == f'"{",".join(option.key for option in question.options)}"'
        for one in question.inputs:
            assert rules[f"K{where.inputs[question.code, one.key]}"].type == "whole"


@pytest.mark.parametrize("layout", workbook.LAYOUTS)
def test_the_same_sheet_gives_the_same_bytes(lke: Pack, answers: Mapping[str, Value], layout: str) -> None:
    sheet = sheet_of(lke, answered(lke, answers))
    assert workbook.write(sheet, layout) == workbook.write(sheet, layout)


def test_a_pack_with_another_tree_is_written_too_and_read_again(tmp_path: Path) -> None:
    pack = criteria.find("pelayanan-publik")
    chance = random.Random(5)
    answers = {question.code: Answer(given_by(question, chance), "catatan") for question in pack.questions}
    sheet = sheet_of(pack, answers, target="")
    for layout in workbook.LAYOUTS:
        incoming = reread(sheet, layout, tmp_path)
        assert incoming.answers[Stage.SELF] == answers
        assert abs(incoming.totals["total"] - sheet.scores.official) < Fraction(1, 10**9)


def test_a_pack_deeper_than_the_worksheet_is_refused() -> None:
    tree = builders.choice("A.a.a.a.a.a")
    for depth in range(5, 0, -1):
        tree = builders.group(
            ".".join(["A"] + ["a"] * (depth - 1)), 100, tree, rollup="average" if depth == 5 else "sum"
        )
    with pytest.raises(ZiError, match="tingkat"):
        workbook.write(builders.sheet(builders.pack(tree), target=""), "A")


def test_letters_and_plan_agree_on_the_columns_of_layout_a() -> None:
    assert [letters(one) for one in (11, 12, 15, 16, 17)] == ["K", "L", "O", "P", "Q"]
