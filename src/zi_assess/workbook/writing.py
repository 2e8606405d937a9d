"""An assessment as an .xlsx that Excel computes on: layout A or B, formulas live, texts never formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from zi_assess.core.assessment import Answer, Evidence, Stage
from zi_assess.core.pack import Group, Kind, Question
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.workbook import plan, summary, texts
from zi_assess.workbook.arithmetic import Arithmetic, Worth
from zi_assess.workbook.cells import letters
from zi_assess.workbook.columns import LEVELS
from zi_assess.workbook.look import Format, Look, Workbook, Worksheet
from zi_assess.workbook.oddities import type_words
from zi_assess.workbook.plan import Plan, Row
from zi_assess.workbook.texts import Link

EVALUATORS = (Stage.TPI_CONTROL, Stage.TPI_LEAD, Stage.TPI_MEMBER)
_TREE, _WEIGHT, _OPTIONS, _TYPE, _ANSWER = 2, 8, 9, 10, 11
_PLACES: Mapping[str, Mapping[str, int]] = {
    "A": {"value": 12, "percent": 13, "note": 15, "evidence": 16, "links": 17},
    "B": {"note": 12, "evidence": 13, "links": 13, "tpi": 14, "value": 15, "percent": 16, "tpi_note": 17},
}
_TPI_VALUE, _TPI_PERCENT = 18, 19
_HEADERS: Mapping[str, Mapping[int, str]] = {
    "A": {
        2: "Penilaian",
        8: "Bobot",
        9: "Penjelasan",
        10: "Pilihan Jawaban",
        11: "Jawaban",
        12: "Nilai",
        13: "%",
        15: "Catatan/Keterangan/Penjelasan",
        16: "Daftar Bukti Dukung",
        17: "Tautan Bukti Dukung",
    },
    "B": {
        1: "ID",
        2: "Penilaian",
        8: "Bobot",
        9: "Penjelasan",
        10: "Pilihan Jawaban",
        11: "Jawaban Unit",
        12: "Catatan/Keterangan/Penjelasan",
        13: "Daftar Bukti Dukung",
        14: "Jawaban TPI",
        15: "Nilai",
        16: "%",
        17: "Catatan TPI",
    },
}
_NAMES = {"A": "LKE ZI", "B": "Jawaban"}
_SAFE_URL = re.compile(r"https?://(?:[A-Za-z0-9/?=&._~:+@,;!$*-]|%[0-9A-Fa-f]{2})+")
_LONGEST_URL = 2000


def write(sheet: Sheet, layout: str) -> bytes:
    """*sheet* in *layout* `A` (its own stage) or `B` (the unit's answers, and the TPI's beside them).

    Raises ZiError for a pack whose questions can be left out: the worksheet's arithmetic has no word for that.
    """
    if sheet.pack.leaves_out:
        raise ZiError(
            "{pack} tidak dapat ditulis sebagai lembar kerja Excel, karena ada butir yang tidak dinilai.",
            "Cetak laporannya; isinya lengkap dengan jawaban, catatan, dan bukti.",
            pack=sheet.pack.short,
        )
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "use_zip64": False})
    book.set_properties(
        {
            "title": f"{sheet.pack.short} {sheet.assessment.year}",
            "author": "ZI Assess",
            "created": datetime(sheet.assessment.year, 1, 1),
        }
    )
    _Writer(sheet, layout, book).fill()
    book.close()
    return file.getvalue()


class _Writer:
    def __init__(self, sheet: Sheet, layout: str, book: Workbook) -> None:
        self.sheet, self.layout, self.book = sheet, layout, book
        self.plan: Plan = plan.make(sheet.pack, layout)
        self.places = _PLACES[layout]
        self.look = Look(book)
        self.said: dict[int, dict[int, str]] = {}  # texts by row and column, for the heights
        self.page: Worksheet = book.add_worksheet(_NAMES[layout])
        own = sheet.stage if layout == "A" else Stage.SELF
        self.unit = self._arithmetic(own, _ANSWER, self.places["value"])
        evaluator = self._evaluator()
        self.tpi = self._arithmetic(evaluator, self.places["tpi"], _TPI_VALUE) if evaluator else None

    def _arithmetic(self, stage: Stage, answer: int, value: int) -> Arithmetic:
        answers = self.sheet.assessment.of(stage)
        return Arithmetic(self.sheet.pack, self.plan, answers, _WEIGHT, _TYPE, answer, value)

    def _evaluator(self) -> Stage | None:
        if self.layout == "A":
            return None
        if self.sheet.stage in EVALUATORS:
            return self.sheet.stage
        given = self.sheet.assessment.of
        return next((one for one in EVALUATORS if any(a != Answer() for a in given(one).values())), None)

    def fill(self) -> None:
        self._head()
        for row in self.plan.rows:
            self._mark(row)
            _ROLES[row.role](self, row)
        for question in self.sheet.pack.questions:
            self._said(question)  # last: a ratio's note may stand on a row further down
        for number, said in self.said.items():
            self.page.set_row(number - 1, self.look.height(self.layout, said))
        if self.layout == "B":
            summary.add(self.book, self.look, self.sheet, self.plan, self.unit, "Unit", self.page.get_name())
            if self.tpi:
                summary.add(
                    self.book, self.look, self.sheet, self.plan, self.tpi, "TPI Unit", self.page.get_name()
                )

    # The frame

    def _head(self) -> None:
        headers = dict(_HEADERS[self.layout])
        if self.tpi:
            headers |= {_TPI_VALUE: "Nilai TPI", _TPI_PERCENT: "% TPI"}
        header = 2 if self.layout == "A" else 1
        if self.layout == "A":
            mine = self.sheet.assessment
            title = f"{self.sheet.pack.title}, {mine.unit.name}, {mine.year}"
            self.page.write_string(0, _TREE - 1, texts.cell_text(title), self.look.title)
        for column in range(1, max(headers) + 1):
            self.page.write_blank(header - 1, column - 1, None, self.look.header)
        for column, words in headers.items():
            self.page.write_string(header - 1, column - 1, words, self.look.header)
        left, right = _TREE - 1, _TREE + LEVELS - 2
        self.page.merge_range(header - 1, left, header - 1, right, headers[_TREE], self.look.header)
        self.page.set_row(header - 1, 30)
        self.page.freeze_panes(header, _WEIGHT - 1)
        self.look.page(self.page, header, self.layout, bool(self.tpi))

    def _mark(self, row: Row) -> None:
        """The running number or PortalRB's, the letter, the title."""
        look = self.look.of(row)
        ident = _ident(row) if self.layout == "B" else str(row.number - 1)
        self.page.write_blank(row.number - 1, 0, None, look.plain)
        if ident.isdecimal():
            self.page.write_number(row.number - 1, 0, int(ident), look.plain)
        for place in range(_TREE, max(self.places.values()) + 1):
            self.page.write_blank(row.number - 1, place - 1, None, look.tree)
        column = _TREE + row.depth
        if row.label:
            self.page.write_string(row.number - 1, column - 1, texts.cell_text(row.label), look.tree)
            column += 1
        last = _TREE + LEVELS - 1
        if column >= last - 1:
            self.said.setdefault(row.number, {})[last] = row.title
        if column < last:
            self.page.merge_range(row.number - 1, column - 1, row.number - 1, last - 1, "", look.tree)
        self.page.write_string(row.number - 1, column - 1, texts.cell_text(row.title), look.tree)

    # Rows by role

    def _group(self, row: Row) -> None:
        group = row.node
        assert isinstance(group, Group)
        self._weight(row, group.weight)
        for one, percent in self._stages():
            total = self.plan.totals.get(group.code)
            formula = f"={letters(one.value)}{total}" if total else one.group_formula(group)
            self._formula(row, one.value, formula, one.points(group), self.look.of(row).number)
            share = f"={letters(one.value)}{row.number}/{letters(_WEIGHT)}{row.number}"
            self._formula(row, percent, share, one.percent(group), self.look.of(row).percent)

    def _heading(self, row: Row) -> None:
        question = row.node
        assert isinstance(question, Question)
        self._weight(row, question.weight)
        for one, _ in self._stages():
            self._formula(
                row, one.value, one.heading_formula(question), one.points(question), self.look.of(row).number
            )

    def _question(self, row: Row) -> None:
        question = row.node
        assert isinstance(question, Question)
        look = self.look.of(row)
        self._text(
            row, _OPTIONS, "\n".join(f"{one.key}. {one.meaning}" for one in question.options), look.wrapped
        )
        self._text(row, _TYPE, type_words(question), look.plain)
        if row.number == self.plan.value[question.code] and plan.weighed(self.sheet.pack, question):
            self._weight(row, question.weight)
        for one, _ in self._stages():
            if question.kind is Kind.RATIO:
                self._formula(row, one.answer, one.ratio_formula(question), one.share(question), look.percent)
            else:
                self._answer(row, one, question)
            worth = (
                one.share(question) if row.number != self.plan.value[question.code] else one.points(question)
            )
            self._formula(row, one.value, one.value_formula(question), worth, look.number)

    def _sum(self, row: Row) -> None:
        question = row.node
        assert isinstance(question, Question)
        self._text(row, _TYPE, "Jumlah", self.look.of(row).plain)
        for one, _ in self._stages():
            self._formula(
                row, one.answer, one.sum_formula(question), one.summed(question), self.look.of(row).count
            )

    def _input(self, row: Row) -> None:
        question = row.node
        assert isinstance(question, Question) and row.input is not None
        self._text(row, _TYPE, "Jumlah", self.look.of(row).plain)
        columns = [(_ANSWER, self.unit)] + ([(self.places["tpi"], self.tpi)] if self.tpi else [])
        for column, one in columns:
            value = one.answers.get(question.code, Answer()).value
            count = dict(value).get(row.input.key) if isinstance(value, tuple) else None
            self._entry(row, column, count, self.look.entry_count)
            self.page.data_validation(
                row.number - 1,
                column - 1,
                row.number - 1,
                column - 1,
                {
                    "validate": "integer",
                    "criteria": ">=",
                    "value": 0,
                    "error_message": "Isi bilangan bulat mulai 0",
                },
            )

    def _total(self, row: Row) -> None:
        top = row.node
        assert isinstance(top, Group)
        for one, _ in self._stages():
            self._formula(row, one.value, one.group_formula(top), one.points(top), self.look.of(row).number)

    def _grand(self, row: Row) -> None:
        for one, _ in self._stages():
            cells = ",".join(f"{letters(one.value)}{number}" for number in self.plan.totals.values())
            self._formula(row, one.value, f"=SUM({cells})", one.total(), self.look.of(row).number)

    def _stages(self) -> list[tuple[Arithmetic, int]]:
        own = [(self.unit, self.places["percent"])]
        return [*own, (self.tpi, _TPI_PERCENT)] if self.tpi else own

    # Cells

    def _answer(self, row: Row, one: Arithmetic, question: Question) -> None:
        value = one.answers.get(question.code, Answer()).value
        if question.kind is Kind.CHOICE:
            rule: dict[str, Any] = {"validate": "list", "source": [option.key for option in question.options]}
        else:
            rule = {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": float(question.index_max),
            }
        self._entry(row, one.answer, value if isinstance(value, str | Fraction) else None, self.look.entry)
        place = (row.number - 1, one.answer - 1)
        self.page.data_validation(*place, *place, rule)

    def _entry(self, row: Row, column: int, value: str | Fraction | int | None, look: Format) -> None:
        if value is None:
            self.page.write_blank(row.number - 1, column - 1, None, look)
        elif isinstance(value, str):
            self.page.write_string(row.number - 1, column - 1, texts.cell_text(value), look)
        else:
            self.page.write_number(row.number - 1, column - 1, float(value), look)

    def _weight(self, row: Row, weight: Fraction) -> None:
        self.page.write_number(row.number - 1, _WEIGHT - 1, float(weight), self.look.of(row).number)

    def _text(self, row: Row, column: int, text: str, look: Format) -> None:
        if text:
            self.said.setdefault(row.number, {})[column] = text
            self.page.write_string(row.number - 1, column - 1, texts.cell_text(text), look)

    def _formula(self, row: Row, column: int, formula: str, worth: Worth, look: Format) -> None:
        value: str | float = worth if isinstance(worth, str) else float(worth)
        self.page.write_formula(row.number - 1, column - 1, formula, look, value)

    # Notes and evidence

    def _said(self, question: Question) -> None:
        number = plan.carrier(self.sheet.pack, question, self.layout, self.plan)
        note, evidence = texts.parted(self.unit.answers.get(question.code, Answer()).note)
        files, links = _documents(self.sheet.evidence_for(question.code))
        self._words(number, self.places["note"], note)
        if self.places["links"] == self.places["evidence"]:
            self._words(number, self.places["evidence"], texts.evidence_lines(evidence, files, links))
        else:
            self._words(number, self.places["evidence"], texts.evidence_lines(evidence, files, ()))
            self._words(number, self.places["links"], texts.evidence_lines("", (), links))
        if self.tpi:
            self._words(number, self.places["tpi_note"], self.tpi.answers.get(question.code, Answer()).note)

    def _words(self, number: int, column: int, text: str) -> None:
        self.said.setdefault(number, {})[column] = text
        if not text:
            self.page.write_blank(number - 1, column - 1, None, self.look.note)
        elif len(text) <= _LONGEST_URL and _SAFE_URL.fullmatch(text):
            self.page.write_url(number - 1, column - 1, text, self.look.link, text)
        else:
            self.page.write_string(number - 1, column - 1, texts.cell_text(text), self.look.note)


_ROLES = {
    "group": _Writer._group,
    "heading": _Writer._heading,
    "question": _Writer._question,
    "sum": _Writer._sum,
    "input": _Writer._input,
    "total": _Writer._total,
    "grand": _Writer._grand,
}


def _ident(row: Row) -> str:
    """PortalRB's number: of the input, or of a question that has one of its own."""
    if row.input is not None:
        return row.input.refs.get("portalrb_soal", "")
    if row.role != "question" or not isinstance(row.node, Question):
        return ""
    return row.node.refs.get("portalrb_soal", "")


def _documents(uses: tuple[Evidence, ...]) -> tuple[list[str], list[Link]]:
    """Names of files, and links, each once."""
    files: dict[str, None] = {}
    links: dict[str, Link] = {}
    for use in uses:
        document = use.document
        if document.url:
            title = "" if document.name == document.url else document.name
            links.setdefault(document.url, Link(document.url, title))
        else:
            files[f"{document.name} (hal. {use.pages})" if use.pages else document.name] = None
    return list(files), list(links.values())
