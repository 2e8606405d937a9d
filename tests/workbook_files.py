"""Filled LKE workbooks as they come from the wild, with their own formulas and the values those once came to.

The arithmetic here is the workbook's and knows nothing of the program's: it looks at the cells as Excel does, so a
typed-over answer type drops out of its average and an empty group becomes `#DIV/0!`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from zi_assess.core.assessment import Counts, Value
from zi_assess.core.pack import Group, Kind, Pack, Question, Rollup

SCORES: Mapping[str, Mapping[str, float]] = {
    "Ya/Tidak": {"Ya": 1, "Tidak": 0},
    "A/B/C": {"A": 1, "B": 0.5, "C": 0},
    "A/B/C/D": {"A": 1, "B": 0.67, "C": 0.33, "D": 0},
    "A/B/C/D/E": {"A": 1, "B": 0.75, "C": 0.5, "D": 0.25, "E": 0},
}
NOT_YET = "Blm Diisi"
HEADERS_A = {
    "penilaian": "Penilaian",
    "weight": "Bobot",
    "options": "Penjelasan",
    "type": "Pilihan Jawaban",
    "answer": "Jawaban",
    "value": "Nilai",
    "percent": " %",
    "gap": "",
    "note": "Catatan/Keterangan/Penjelasan",
    "evidence": "",
    "link": "",
}
HEADERS_B = {
    "penilaian": "Penilaian",
    "weight": "Bobot",
    "options": "Penjelasan",
    "type": "Pilihan Jawaban",
    "answer": "Jawaban Unit",
    "note": "Catatan/Keterangan/Penjelasan",
    "evidence": "Daftar Bukti Dukung",
    "tpi": "Jawaban TPI",
    "value": "Nilai",
    "percent": "%",
    "tpi_note": "Catatan TPI",
}


@dataclass
class Row:
    """One row: *cells* by column name override what the row would hold; None empties the cell."""

    role: str
    code: str = ""
    key: str = ""
    depth: int = 0
    label: str = ""
    title: str = ""
    ident: Any = None
    cells: dict[str, Any] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    number: int = 0


@dataclass
class Book:
    """A worksheet to be spoiled and saved. *headers* names the columns behind the hierarchy in their order."""

    pack: Pack
    layout: str
    rows: list[Row]
    headers: dict[str, str]
    name: str = ""
    unit: tuple[str, str] | None = None
    header_row: int = 0
    value_of: str = "answer"
    formulas: bool = True
    left_out: bool = False
    """The asset-report sub averages its first question only, as a copy in the wild does."""

    # Spoiling

    def row(self, code: str, key: str = "", role: str = "") -> Row:
        wanted = role or ("input" if key else "")
        return next(
            one
            for one in self.rows
            if one.code == code
            and one.key == key
            and (not wanted or one.role == wanted)
            and one.role != "heading"
        )

    def put(self, code: str, column: str, value: Any, key: str = "", role: str = "") -> Row:
        row = self.row(code, key, role)
        row.cells[column] = value
        return row

    def insert_after(self, row: Row, *others: Row) -> None:
        place = self.rows.index(row) + 1
        self.rows[place:place] = others

    def insert_column(self, before: str, name: str, header: str) -> None:
        listed = list(self.headers.items())
        place = list(self.headers).index(before)
        self.headers = dict([*listed[:place], (name, header), *listed[place:]])

    # Addresses

    @property
    def first_tree(self) -> int:
        return 2

    def column(self, name: str) -> int:
        """The column's number from 1; the hierarchy takes B–G."""
        if name == "ident":
            return 1
        return self.first_tree + 5 + list(self.headers).index(name)

    def letter(self, name: str) -> str:
        return chr(64 + self.column(name))

    # The workbook's own arithmetic

    def answer(self, row: Row, column: str = "answer") -> Any:
        if column in row.cells:
            return row.cells[column]
        if row.role == "question" and self._question(row).kind is Kind.RATIO:
            return self._share(row, column)
        if row.role == "sum":
            counts = [
                self.answer(one, column)
                for one in self._inputs(row.code)
                if self._input_role(one) == "denominator"
            ]
            return NOT_YET if any(one in (None, "") for one in counts) else sum(counts)
        return None

    def _share(self, row: Row, column: str) -> Any:
        counts = {one.key: self.answer(one, column) for one in self._inputs(row.code)}
        if any(one in (None, "") for one in counts.values()):
            return NOT_YET
        roles: dict[str, float] = {}
        for one in self._inputs(row.code):
            role = self._input_role(one)
            roles[role] = roles.get(role, 0) + counts[one.key]
        if "before" in roles:
            if roles["before"] == roles["after"] == 0:
                return 1
            return (
                "#DIV/0!"
                if not roles["before"]
                else max(0, (roles["before"] - roles["after"]) / roles["before"])
            )
        sums = [one for one in self.rows if one.role == "sum" and one.code == row.code]
        whole = self.answer(sums[0], column) if sums else roles["denominator"]
        return "#DIV/0!" if not whole else min(1, roles["numerator"] / whole)

    def value(self, row: Row) -> Any:
        """What the value cell shows: a number, a text, an error, or None for an empty cell."""
        if "value" in row.cells:
            return row.cells["value"]
        if row.role == "question":
            return self._question_value(row)
        if row.role == "heading":
            share = self.value(self.row(row.code, role="question"))
            return (
                share * self.weight(row)
                if isinstance(share, int | float)
                else "#DIV/0!"
                if share == NOT_YET
                else share
            )
        if row.role in ("group", "total"):
            return self._group_value(row.code)
        return self._sum(self._top_values()) if row.role == "grand" else None

    def _question_value(self, row: Row) -> Any:
        question = self._question(row)
        given = self.answer(row, self.value_of)
        if isinstance(given, str) and given.startswith("#"):
            return given
        if question.kind is Kind.INDEX:
            return given / 4 * self.weight(row) if isinstance(given, int | float) else "#VALUE!"
        kind = row.cells.get("type", self.type_text(question))
        shown: Any = "-"
        if kind in SCORES:
            scores = {key.casefold(): score for key, score in SCORES[kind].items()}
            shown = scores.get(str(given if given is not None else "").casefold(), NOT_YET)
        elif kind == "%":
            shown = NOT_YET if given in (None, "") else given
        elif kind in (None, ""):
            shown = None
        if question.parent in self._points_groups() and not self._headed(question):
            return shown * self.weight(row) if isinstance(shown, int | float) else "#VALUE!"
        return shown

    def _group_value(self, code: str) -> Any:
        group = self.pack.nodes[code]
        assert isinstance(group, Group)
        row = self.row(code, role="group")
        if "value" in row.cells:
            return row.cells["value"]
        if group.rollup is Rollup.AVERAGE:
            shown = [
                self.value(self.row(child.code, role="question"))
                for child in group.children
                if self._has(child.code)
            ]
            average = self._average(shown)
            return average * self.weight(row) if isinstance(average, int | float) else average
        if self.left_out and code == "A.II.5.iii":
            heading, own = (
                self.value(one)
                for one in self.rows
                if one.code == "A.II.5.iii.a" and one.role in ("heading", "question")
            )
            return self._average([heading, own]) * self.weight(row)
        parts = []
        for child in group.children:
            rows = [
                one
                for one in self.rows
                if one.code == child.code and one.role in ("heading", "group", "question")
            ]
            if rows:
                parts.append(self.value(rows[0]))
        return self._sum(parts)

    def _top_values(self) -> list[Any]:
        return [self._group_value(top.code) for top in self.pack.tree]

    def _sum(self, values: Iterable[Any]) -> Any:
        listed = list(values)
        errors = [one for one in listed if isinstance(one, str) and one.startswith("#")]
        return errors[0] if errors else sum(one for one in listed if isinstance(one, int | float))

    def _average(self, values: Iterable[Any]) -> Any:
        listed = list(values)
        errors = [one for one in listed if isinstance(one, str) and one.startswith("#")]
        numbers = [one for one in listed if isinstance(one, int | float)]
        if errors:
            return errors[0]
        return sum(numbers) / len(numbers) if numbers else "#DIV/0!"

    @property
    def total(self) -> Any:
        return self.value(next(one for one in self.rows if one.role == "grand"))

    def weight(self, row: Row) -> float:
        weight = row.cells.get("weight", float(self.pack.nodes[row.code].weight))
        return float(str(weight).strip().replace(",", "."))

    def _question(self, row: Row) -> Question:
        question = self.pack.question(row.code)
        assert question is not None
        return question

    def _inputs(self, code: str) -> list[Row]:
        return [one for one in self.rows if one.code == code and one.role == "input"]

    def _input_role(self, row: Row) -> str:
        return next(one.role for one in self._question(row).inputs if one.key == row.key)

    def _points_groups(self) -> set[str]:
        return {
            one.code
            for one in self.pack.nodes.values()
            if isinstance(one, Group) and one.rollup is Rollup.SUM
        }

    def _headed(self, question: Question) -> bool:
        return any(one.role == "heading" and one.code == question.code for one in self.rows)

    def _has(self, code: str) -> bool:
        return any(one.code == code and one.role == "question" for one in self.rows)

    def type_text(self, question: Question) -> str:
        if question.kind is Kind.CHOICE:
            return "/".join(option.key for option in question.options)
        return "%" if question.kind is Kind.RATIO else "Nilai\n(0-4)"

    # Formulas, as texts

    def formula(self, row: Row) -> str:
        """The value cell's formula; empty for none."""
        value, weight = self.letter("value"), self.letter("weight")
        if row.role == "question":
            return self._question_formula(row)
        if row.role == "heading":
            own = self.row(row.code, role="question").number
            return f"=AVERAGE({value}{own}:{value}{own + 5})*{weight}{row.number}"
        if row.role in ("group", "total"):
            return self._group_formula(row)
        if row.role == "grand":
            return f"=SUM({','.join(f'{value}{one.number}' for one in self.rows if one.role == 'total')})"
        return ""

    def _question_formula(self, row: Row) -> str:
        answer, kind = f"{self.letter(self.value_of)}{row.number}", f"{self.letter('type')}{row.number}"
        weight = f"{self.letter('weight')}{row.number}"
        question = self._question(row)
        if question.kind is Kind.INDEX:
            return f'=IF({answer}="","{NOT_YET}",{answer}/4)*{weight}'
        formula = f'IF({kind}="%",IF({answer}="","{NOT_YET}",{answer}),IF({kind}="","","-"))'
        for words, scores in SCORES.items():
            inner = f'"{NOT_YET}"'
            for key, score in reversed(scores.items()):
                inner = f'IF({answer}="{key}",{score},{inner})'
            formula = f'IF({kind}="{words}",{inner},{formula})'
        points = question.parent in self._points_groups() and not self._headed(question)
        return f"={formula}*{weight}" if points else f"={formula}"

    def _group_formula(self, row: Row) -> str:
        value, weight = self.letter("value"), self.letter("weight")
        group = self.pack.nodes[row.code]
        assert isinstance(group, Group)
        if row.role == "group" and any(one.role == "total" and one.code == row.code for one in self.rows):
            return f"={value}{next(one.number for one in self.rows if one.role == 'total' and one.code == row.code)}"
        numbers = [
            next(
                one.number
                for one in self.rows
                if one.code == child.code and one.role in ("heading", "group", "question")
            )
            for child in group.children
            if any(
                one.code == child.code and one.role in ("heading", "group", "question") for one in self.rows
            )
        ]
        if group.rollup is Rollup.AVERAGE:
            return f"=AVERAGE({value}{min(numbers)}:{value}{max(numbers)})*{weight}{row.number}"
        if self.left_out and row.code == "A.II.5.iii":
            return f"=AVERAGE({value}{numbers[0]}:{value}{numbers[0] + 3})*{weight}{row.number}"
        return f"=SUM({','.join(f'{value}{number}' for number in numbers)})"

    def _answer_formula(self, row: Row, column: str) -> str:
        cells = {one.key: f"{self.letter(column)}{one.number}" for one in self._inputs(row.code)}
        blank = ",".join(f'{cell}=""' for cell in cells.values())
        by_role: dict[str, list[str]] = {}
        for one in self._inputs(row.code):
            by_role.setdefault(self._input_role(one), []).append(cells[one.key])
        if row.role == "sum":
            return f'=IF(OR({blank}),"{NOT_YET}",{"+".join(by_role["denominator"])})'
        if "before" in by_role:
            before, after = by_role["before"][0], by_role["after"][0]
            share = f"IF(AND({before}=0,{after}=0),1,MAX(0,({before}-{after})/{before}))"
        else:
            share = f"MIN(1,{by_role['numerator'][0]}/({'+'.join(by_role['denominator'])}))"
        return f'=IF(OR({blank}),"{NOT_YET}",{share})'

    # Saving

    def save(self, path: Path) -> Path:
        book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        page = book.add_worksheet(self.name or ("LKE ZI" if self.layout == "A" else "Jawaban"))
        self._number()
        page.write_string(self.header_row - 1, self.first_tree - 1, self.headers["penilaian"])
        for name, header in list(self.headers.items())[1:]:
            page.write_string(self.header_row - 1, self.column(name) - 1, header)
        if self.layout == "A":
            page.write_string(0, 1, "LAMPIRAN III\nContoh lembar kerja")
            page.write_number(self.header_row - 1, 0, 1)
        else:
            page.write_string(self.header_row - 1, 0, "ID")
        for row in self.rows:
            self._write(page, row)
        if self.unit is not None:
            sheet = book.add_worksheet("Unit")
            sheet.write_string(0, 1, self.unit[0])
            sheet.write_string(1, 1, self.unit[1])
        book.close()
        return path

    def _number(self) -> None:
        for number, row in enumerate(self.rows, start=self.header_row + (2 if self.layout == "A" else 1)):
            row.number = number

    def _write(self, page: Any, row: Row) -> None:
        at = row.number - 1
        if row.ident is not None:
            page.write(at, 0, row.ident)
        level = self.first_tree - 1 + row.depth
        if row.label:
            page.write_string(at, level, row.label)
            level += 1
        if row.title:
            page.write_string(at, level, row.title)
        for name in list(self.headers)[1:]:
            self._cell(page, at, row, name)

    def _cell(self, page: Any, at: int, row: Row, name: str) -> None:
        column = self.column(name) - 1
        formula, value = "", row.cells.get(name)
        computed = name in ("answer", "tpi") and (
            row.role == "sum" or (row.role == "question" and self._question(row).kind is Kind.RATIO)
        )
        if name not in row.cells:
            if name == "value":
                formula, value = self.formula(row), self.value(row)
            elif computed and (name == "answer" or any(name in one.cells for one in self._inputs(row.code))):
                formula, value = self._answer_formula(row, name), self.answer(row, name)
            elif name == "type":
                value = self._type(row)
            elif name == "weight" and (row.role in ("group", "heading") or self._weighed(row)):
                value = float(self.pack.nodes[row.code].weight)
        if name in row.links:
            page.write_url(at, column, row.links[name], None, str(value))
        elif formula and self.formulas:
            page.write_formula(at, column, formula, None, "" if value is None else value)
        elif isinstance(value, str):
            self._text(page, at, column, value)
        elif value is not None:
            page.write(at, column, value)

    def _text(self, page: Any, at: int, column: int, text: str) -> None:
        if text.startswith("#"):
            page.write_formula(at, column, "=NA()", None, text)
        elif text:
            page.write_string(at, column, text)

    def _type(self, row: Row) -> str | None:
        if row.role == "question":
            return self.type_text(self._question(row))
        return "Jumlah" if row.role in ("input", "sum") else None

    def _weighed(self, row: Row) -> bool:
        if row.role != "question":
            return False
        question = self._question(row)
        return question.parent in self._points_groups() and not self._headed(question)


def book(
    pack: Pack,
    layout: str,
    answers: Mapping[str, Value | None],
    *,
    notes: Mapping[str, str] | None = None,
    tpi: Mapping[str, Value | None] | None = None,
) -> Book:
    """A worksheet of *pack* with *answers* in it; *tpi* fills the TPI's block of layout B."""
    rows = list(_rows(pack, layout))
    headers = dict(HEADERS_A if layout == "A" else HEADERS_B)
    made = Book(pack, layout, rows, headers, header_row=2 if layout == "A" else 1)
    if layout == "A":
        for row in rows:
            row.ident = 3 + rows.index(row)
    fill(made, "answer", answers)
    fill(made, "tpi", tpi or {})
    for code, text in (notes or {}).items():
        made.put(code, "note", text)
    return made


def fill(made: Book, column: str, answers: Mapping[str, Value | None]) -> None:
    for code, value in answers.items():
        if isinstance(value, tuple):
            for key, count in value:
                made.put(code, column, count, key)
        elif value is not None:
            made.put(code, column, value if isinstance(value, str) else float(value))


def _rows(pack: Pack, layout: str) -> Iterable[Row]:
    for number, top in enumerate(pack.tree):
        if number:
            yield Row("blank")
        yield from _group_rows(pack, top, 0, layout)
        yield Row("total", top.code, title=f"TOTAL {top.title.upper()}")
    yield Row("blank")
    yield Row("grand", title="NILAI EVALUASI ZONA INTEGRITAS")


def _group_rows(pack: Pack, group: Group, depth: int, layout: str) -> Iterable[Row]:
    label = group.code.rpartition(".")[2]
    title = group.title.upper() if depth < 3 else f" {group.title} "
    yield Row("group", group.code, depth=depth, label=f"{label}.", title=title)
    for child in group.children:
        if isinstance(child, Group):
            yield from _group_rows(pack, child, depth + 1, layout)
        else:
            yield from _question_rows(group, child, depth + 1, layout)


def _question_rows(group: Group, question: Question, depth: int, layout: str) -> Iterable[Row]:
    printed = question.refs.get("annex_label", question.code.rpartition(".")[2] + ".")
    number = _soal(question.refs, layout)
    if question.kind is not Kind.RATIO:
        yield Row("question", question.code, depth=depth, label=printed, title=_title(question), ident=number)
        return
    if group.rollup is Rollup.SUM:
        label = "" if len(printed) > 3 else printed
        yield Row(
            "heading", question.code, depth=depth - 1 if label else depth, label=label, title=_title(question)
        )
        printed = "-"
    yield Row("question", question.code, depth=depth, label=printed, title=f"Persentase {question.short}")
    if sum(one.role == "denominator" for one in question.inputs) > 1:
        yield Row("sum", question.code, depth=depth, label="-", title="Jumlah yang harus melaporkan")
    for one in question.inputs:
        yield Row("input", question.code, one.key, 5, "", f"- {one.title}", _soal(one.refs, layout))


def _title(question: Question) -> str:
    """Other words than the pack's, as the ministry's are."""
    return f"Butir tentang {question.match[0]}" if question.match else question.title


def _soal(refs: Mapping[str, str], layout: str) -> int | None:
    return int(refs["portalrb_soal"]) if layout == "B" and "portalrb_soal" in refs else None


def counts(**given: int) -> Counts:
    return tuple(given.items())
