"""Which unit has reported its survey for a period and which is still awaited: as a value, a workbook and a paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from zi_assess.core.assessment import Carried
from zi_assess.core.exact import round_half_up
from zi_assess.core.survey import Form, TrendPoint
from zi_assess.core.survey.formulas import TO_PERCENT
from zi_assess.core.survey.grading import grade
from zi_assess.i18n import N_, _


class State(StrEnum):
    """How far a unit is."""

    MISSING = "missing"
    BEGUN = "begun"
    DONE = "done"


STATES = {
    State.MISSING: (N_("ditunggu"), "bad"),
    State.BEGUN: (N_("belum ada jawaban"), "warn"),
    State.DONE: (N_("sudah"), "ok"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One survey as it is collected: whose, of which period, by whom, and what it came to.

    *sent*: it lies elsewhere, and its index came in a package; who ran it is not known.
    """

    unit: str
    survey: str
    way: str
    point: TrendPoint
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """One unit in the list; *held* is None while it is awaited. *expected*: it stands on the list of units."""

    unit: str
    state: State
    expected: bool
    held: Held | None = None


def sent(unit: str, one: Carried, form: Form | None) -> Held:
    """What a package says of a survey that lies elsewhere, graded by its *form* when that is known."""
    index = Fraction(one.value) if one.value else None
    ikm = None if index is None else index * TO_PERCENT
    table = form.table() if form else None
    letter = grade(ikm, table) if ikm is not None and table else None
    point = TrendPoint(one.survey, one.period, "", one.n, index, ikm, letter, table.id if table else "")
    return Held(unit, one.survey, "", point, sent=True)


def runner(held: Held, way: Callable[[str], str]) -> str:
    """Who ran a survey in words, or that it came in a package."""
    return _("dari kiriman") if held.sent else way(held.way)


def normal(name: str) -> str:
    """A unit's name as it is compared: case and blanks make no difference."""
    return " ".join(name.casefold().split())


def read_units(text: str) -> tuple[str, ...]:
    """The units of a typed or pasted list, one a line, each once; a number or bullet in front is left out."""
    found: dict[str, str] = {}
    for line in text.replace("\t", "\n").splitlines():
        name = " ".join(line.lstrip("-–•*0123456789.) ").split())
        if name:
            found.setdefault(normal(name), name[:300])
    return tuple(found.values())


def collect(expected: Sequence[str], held: Iterable[Held], period: str = "") -> tuple[Collected, ...]:
    """Every expected unit and every other that has a survey, those awaited first; of several the latest counts.

    *period* "" takes any period.
    """
    newest: dict[str, Held] = {}
    for one in held:
        if period and normal(one.point.period) != normal(period):
            continue
        before = newest.get(normal(one.unit))
        if before is None or before.point.n == 0 or one.point.n > 0:
            newest[normal(one.unit)] = one
    wanted = {normal(name): name for name in expected}
    names = {**wanted, **{key: one.unit for key, one in newest.items() if key not in wanted}}
    rows = [_row(name, key in wanted, newest.get(key)) for key, name in names.items()]
    order = list(State)
    return tuple(sorted(rows, key=lambda one: (order.index(one.state), not one.expected, normal(one.unit))))


def _row(name: str, expected: bool, held: Held | None) -> Collected:
    state = State.MISSING if held is None else State.DONE if held.point.n else State.BEGUN
    return Collected(name, state, expected, held)


def counted(rows: Sequence[Collected]) -> tuple[int, int]:
    """How many have reported, of how many that should (or that have)."""
    return sum(one.state is State.DONE for one in rows), len(rows)


def title(survey: str, period: str) -> str:
    """What the list is called."""
    return " ".join(part for part in (_("Pengumpulan {survey}").format(survey=survey), period) if part)


def heads() -> tuple[str, ...]:
    """The columns of the list."""
    return (
        _("No."), _("Unit"), _("Keadaan"), _("Periode"), _("Responden"),
        _("Indeks"), _("Nilai"), _("Mutu"), _("Pelaksana"),
    )  # fmt: skip


def cells(number: int, one: Collected, way: Callable[[str], str]) -> list[str | int | float | None]:
    """One row: figures as figures, what is not known as None; *way* says who ran a survey."""
    state = _(STATES[one.state][0])
    if one.held is None:
        return [number, one.unit, state, None, None, None, None, None, None]
    point = one.held.point
    index = None if point.index is None else float(round_half_up(point.index, 4))
    ikm = None if point.ikm is None else float(round_half_up(point.ikm, 2))
    letter = f"{point.grade.letter} · {point.grade.title}" if point.grade else None
    return [number, one.unit, state, point.period, point.n, index, ikm, letter, runner(one.held, way)]


def workbook(rows: Sequence[Collected], name: str, way: Callable[[str], str], as_of: date) -> bytes:
    """The list as a workbook; the same rows and date give the same bytes."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    from zi_assess.workbook.texts import cell_text

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"title": name, "author": "ZI Assess", "created": datetime(as_of.year, as_of.month, as_of.day)}
    )
    plain = {"font_name": "Calibri", "font_size": 10, "valign": "top", "border": 1, "border_color": "#C9D2DC"}
    text = book.add_format({**plain, "text_wrap": True})
    head = book.add_format({**plain, "bold": True, "bg_color": "#1F4E66", "font_color": "#FFFFFF"})
    formats = {4: "#,##0", 5: "0.0000", 6: "0.00"}
    figures = {at: book.add_format({**plain, "num_format": form}) for at, form in formats.items()}
    page = book.add_worksheet(_("Pengumpulan"))
    for at, (words, width) in enumerate(zip(heads(), (6, 46, 18, 20, 11, 9, 9, 18, 18), strict=True)):
        page.set_column(at, at, width)
        page.write_string(0, at, words, head)
    for row, one in enumerate(rows, start=1):
        for at, value in enumerate(cells(row, one, way)):
            if value is None:
                page.write_blank(row, at, None, text)
            elif isinstance(value, str):
                page.write_string(row, at, cell_text(value), text)
            else:
                page.write_number(row, at, value, figures.get(at, text))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(rows)), len(heads()) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header("&L" + "".join(one for one in name.replace("&", "&&") if one.isprintable())[:200])
    page.set_footer("&LZI Assess&R&P / &N")
    book.close()
    return file.getvalue()


def paper(rows: Sequence[Collected], name: str, way: Callable[[str], str], as_of: date) -> bytes:
    """The list on paper, those that are awaited first."""
    from zi_assess.reports.collectingpaper import render

    return render(rows, name, way, as_of)
