"""What a typed answer means: the tolerant reading of a cell, and what was odd about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.assessment import Value
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.exact import decimal_text, fraction
from zi_assess.core.pack import Input, Kind, Question
from zi_assess.workbook.cells import Cell

_NOT_YET = frozenset(("", "-", "–", "blm diisi", "belum diisi", "n/a", "belum"))
_LARGEST = 999_999_999
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Read:
    """An answer as understood, and what is to be said about its cells."""

    value: Value | None
    remarks: tuple[Finding, ...] = ()


def shown(text: str) -> str:
    """*text* short enough for a finding."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"


def local(value: Fraction) -> str:
    """A number in a finding: a comma, at most twelve places."""
    return decimal_text(value).replace(".", ",")


def choice(question: Question, cell: Cell) -> Read:
    """The option a cell names: `a`, `A `, `A.`, `YA` are understood, and said when Excel itself would not."""
    if cell.kind == "error":
        return Read(None, (error_cell(question.code, cell),))
    typed = cell.text.strip()
    if typed.casefold() in _NOT_YET:
        return Read(None)
    plain = re.sub(r"[\s.)]+$", "", typed).casefold()
    option = next((one for one in question.options if one.key.casefold() == plain), None)
    if option is None:
        return Read(None, (_outside(question, cell, " / ".join(one.key for one in question.options)),))
    if cell.text.casefold() == option.key.casefold():  # Excel compares without regard to case
        return Read(option.key)
    return Read(option.key, (_understood(question, cell, option.key),))


def index(question: Question, cell: Cell) -> Read:
    """The index of a cell; a text such as `3,6` counts."""
    if cell.kind == "error":
        return Read(None, (error_cell(question.code, cell),))
    if cell.text.strip().casefold() in _NOT_YET:
        return Read(None)
    value = number_of(cell)
    if value is None or not 0 <= value <= question.index_max:
        return Read(None, (_outside(question, cell, f"0–{local(question.index_max)}"),))
    if cell.kind == "number":
        return Read(value)
    return Read(value, (_understood(question, cell, local(value)),))


def counts(question: Question, cells: Mapping[str, Cell]) -> Read:
    """The inputs of a ratio; a blank or unusable one stays blank, the others count."""
    found: list[tuple[str, int]] = []
    remarks: list[Finding] = []
    for one in question.inputs:
        cell = cells.get(one.key)
        if cell is None or (cell.kind != "error" and cell.text.strip().casefold() in _NOT_YET):
            continue
        if cell.kind == "error":
            remarks.append(error_cell(question.code, cell))
            continue
        value = number_of(cell)
        if value is None or value.denominator != 1 or not 0 <= value <= _LARGEST:
            remarks.append(_not_a_count(question, one, cell))
        else:
            found.append((one.key, int(value)))
    return Read(tuple(found) or None, tuple(remarks))


def number_of(cell: Cell) -> Fraction | None:
    """The number in a cell, also one typed as text with a decimal comma; None when there is none."""
    if cell.kind == "number":
        return cell.number
    if cell.kind != "text":
        return None
    try:
        return fraction(cell.text.strip().replace(",", "."))
    except ValueError:
        return None


def read_answer(question: Question, own: Cell, inputs: Mapping[str, Cell]) -> Read:
    """The answer to *question*: from its *own* cell, or from the cells of its *inputs* when it is a ratio."""
    if question.kind is Kind.RATIO:
        return counts(question, inputs)
    return choice(question, own) if question.kind is Kind.CHOICE else index(question, own)


def error_cell(where: str, cell: Cell) -> Finding:
    return Finding(
        "workbook-error-cell",
        where,
        Severity.WARNING,
        "Sel {cell} berisi galat {found}",
        {"cell": cell.place, "found": shown(cell.text)},
    )


def _outside(question: Question, cell: Cell, expected: str) -> Finding:
    return Finding(
        "workbook-answer-outside-scale",
        question.code,
        Severity.ERROR,
        "Jawaban “{found}” di sel {cell} di luar pilihan {expected}, jadi dibiarkan kosong",
        {"cell": cell.place, "found": shown(cell.text), "expected": expected},
    )


def _not_a_count(question: Question, one: Input, cell: Cell) -> Finding:
    return Finding(
        "workbook-answer-outside-scale",
        question.code,
        Severity.ERROR,
        "Isian “{found}” di sel {cell} ({input}) bukan bilangan bulat mulai 0, jadi dibiarkan kosong",
        {"cell": cell.place, "found": shown(cell.text), "input": one.title},
    )


def _understood(question: Question, cell: Cell, read: str) -> Finding:
    return Finding(
        "workbook-answer-understood",
        question.code,
        Severity.INFO,
        "Jawaban “{found}” di sel {cell} dibaca sebagai {read}",
        {"cell": cell.place, "found": cell.text[:_SHOWN], "read": read},
    )
