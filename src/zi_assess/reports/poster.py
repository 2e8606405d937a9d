"""The poster that publishes a survey's result: hung on a wall, read from an arm's length and farther."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from zi_assess import i18n
from zi_assess.core.survey import FieldKind, ProfileTable
from zi_assess.i18n import _
from zi_assess.reports import surveywords as words
from zi_assess.reports.board import A3, A4, Board, Format
from zi_assess.reports.paint import CAP, Style
from zi_assess.reports.surveycharts import Share, UnsurBar, fill_of, share_bars, unsur_bars
from zi_assess.reports.surveyparts import imprint
from zi_assess.reports.surveysheet import SurveySheet

_EDGE = 42.0
_BAND = 168.0
_TITLE = Style("semibold", 12.5, "card", 17)
_UNIT = Style("bold", 27, "card", 32)
_UNIT_LONG = Style("bold", 21, "card", 26)
_PERIOD = Style("semibold", 14, "card", 18)
_CAPTION = Style("semibold", 15, "ink", 19)
_COUNT = Style("regular", 13, "ink", 18)
_ASKED = Style("semibold", 12, "ink", 16)
_HEAD = Style("bold", 13, "brand", 17)
_TEXT = Style("regular", 11, "ink", 15.5)
_FINE = Style("regular", 8, "muted", 11)
_MOST_ROWS = 8


def a3(survey: SurveySheet, as_of: date) -> bytes:
    """The poster on A3."""
    return _render(survey, as_of, A3)


def a4(survey: SurveySheet, as_of: date) -> bytes:
    """The poster on A4."""
    return _render(survey, as_of, A4)


def _render(survey: SurveySheet, as_of: date, format: Format) -> bytes:
    board = Board(imprint(survey, _("Hasil {survey}").format(survey=survey.form.short)), format, _EDGE)
    _band(board, survey)
    _figure(board, survey)
    _unsur(board, survey)
    _people(board, survey)
    _foot(board, survey, as_of)
    return board.finish()


def _band(board: Board, survey: SurveySheet) -> None:
    """Whose result it is, on a band over the whole width."""
    page, p, wide = board.page, board.p, board.format.width
    page.rect(0, 0, wide, _BAND, "brand")
    title = p(survey.form.title).upper()
    y = 46.0
    page.text(_EDGE, y, _TITLE.face.cut(title, _TITLE.size, board.inner), _TITLE)
    unit = p(survey.unit.name)
    style = _UNIT if len(_UNIT.face.wrap(unit, _UNIT.size, board.inner)) == 1 else _UNIT_LONG
    y += 14 + style.leading * 0.75
    for line in style.face.wrap(unit, style.size, board.inner)[:2]:
        page.text(_EDGE, y, line, style)
        y += style.leading
    agency = survey.unit.profile.instansi
    if agency:
        page.text(_EDGE, y - 6, _TITLE.face.cut(p(agency), _TITLE.size, board.inner), _TITLE)
    when = _PERIOD.face.cut(p(_when(survey)), _PERIOD.size, board.inner)
    page.text(_EDGE, _BAND - 20, when, _PERIOD)
    board.y = _BAND


def _when(survey: SurveySheet) -> str:
    return " · ".join(part for part in (survey.period, words.dates(survey)) if part)


def _figure(board: Board, survey: SurveySheet) -> None:
    """The one figure, and what it means in a letter and a word."""
    page, p, result = board.page, board.p, survey.result
    top = board.y + 30
    page.text(_EDGE, top + 12, p(words.figure_name(survey.form)), _CAPTION)
    figure = words.headline(result)
    letter = result.grade.letter if result.grade else ""
    fill = fill_of(letter)
    side = 138.0
    left = board.format.width - _EDGE - side
    size = _fitting(figure, 118.0, left - _EDGE - 24 if letter else board.inner)
    page.text(_EDGE - 4, top + 22 + size * 0.78, figure, Style("bold", size, fill, size))
    base = top + 22 + size * 0.78
    page.text(_EDGE, base + 24, p(_out_of(survey)), _COUNT)
    room = (left if letter else board.format.width - _EDGE) - _EDGE - 20
    asked = _ASKED.face.wrap(p(_asked(survey)), _ASKED.size, room)[:2]
    page.lines(_EDGE, base + 44, asked, _ASKED)
    if letter and result.grade:
        page.rect(left, top, side, side + 34, fill, 16)
        big = Style("bold", 112, "card", 112)
        page.text(left + side / 2, top + side / 2 + CAP * 112 + 2, letter, big, "center")
        page.text(
            left + side / 2, top + side + 16, p(result.grade.title), Style("bold", 19, "card", 22), "center"
        )
    board.y = max(top + side + 34, base + 34 + len(asked) * _ASKED.leading)


def _fitting(text: str, most: float, room: float) -> float:
    face = Style("bold").face
    return min(most, room * 1000 / max(1.0, face.width(text)))


def _out_of(survey: SurveySheet) -> str:
    return _("dari 4") if words.on_four(survey.result) else _("dari 100")


def _asked(survey: SurveySheet) -> str:
    """How many were asked, and which services they used."""
    told = words.respondents(survey.result.n)
    known = [one.title for one in survey.services if one.title]
    if not known:
        return told
    shown = ", ".join(known[:2])
    more = len(known) - 2
    return f"{told} · {shown}" + (f" {_('dan {n} layanan lain').format(n=more)}" if more > 0 else "")


def _unsur(board: Board, survey: SurveySheet) -> None:
    page, p = board.page, board.p
    bars = words.bars(survey.result)
    if not bars:
        return
    board.skip(26)
    page.text(_EDGE, board.y + 10, p(_("Nilai tiap unsur pelayanan")), _HEAD)
    board.skip(15)
    widest = max(_TEXT.face.width(p(bar.label)) for bar in bars) * _TEXT.size / 1000
    label = min(board.inner * 0.52, widest + 14)
    shown = [_bar(board, bar, label - 8) for bar in bars]
    row = min(26.0, (board.format.height - 250 - board.y) / (len(bars) + 1))
    size, columns, zones = _TEXT.size, (46.0, 24.0), words.zones(survey.result)
    chart = unsur_bars(
        shown, zones, board.inner, size=size, label_width=label, columns=columns, row=row, plain=0
    )
    page.draw(chart, _EDGE, board.y)
    board.skip(chart.height)


def _bar(board: Board, bar: UnsurBar, room: float) -> UnsurBar:
    """A row for reading from afar: the value and its letter, without the mean."""
    return replace(bar, label=_TEXT.face.cut(board.p(bar.label), 11, room), texts=bar.texts[1:])


def _people(board: Board, survey: SurveySheet) -> None:
    """Who answered at the left, where to complain at the right."""
    page, p = board.page, board.p
    top, half = board.y + 24, board.inner / 2 - 14
    tables = _shown_tables(survey)
    y = top
    if tables:
        page.text(_EDGE, y + 10, p(_("Yang menjawab")), _HEAD)
        y += 17
        room = board.format.height - 64 - y
        for table in tables:
            rows = [
                Share(
                    _TEXT.face.cut(p(one.title), 10, half * 0.42),
                    float(one.share),
                    i18n.percent(one.share * 100, 0),
                )
                for one in table.rows[:_MOST_ROWS]
                if one.share is not None
            ]
            chart = share_bars(rows, half, size=10, label_width=half * 0.45, text_width=38, row=15.5)
            if chart.height > room:
                break
            page.draw(chart, _EDGE, y)
            y += chart.height + 7
            room -= chart.height + 7
    x = _EDGE + half + 28 if tables else _EDGE
    _contact(board, survey, x, top, half if tables else board.inner)


def _shown_tables(survey: SurveySheet) -> Sequence[ProfileTable]:
    """The tables a passer-by understands: few rows of fixed choices, no service and nothing about a group."""
    short = [
        table
        for table in survey.profile
        if table.field.kind is FieldKind.OPTIONS
        and not table.field.role
        and 1 < len(table.rows) <= _MOST_ROWS
    ]
    wanted = ("jenis_kelamin", "pendidikan")
    known = [table for key in wanted for table in short if table.field.key == key]
    return known or short[:2]


def _contact(board: Board, survey: SurveySheet, x: float, top: float, wide: float) -> None:
    page, p = board.page, board.p
    contact = survey.words.get("contact", "").strip()
    lines = [
        line
        for part in (contact or _own_place(survey)).splitlines()
        for line in _wrapped(board, part, wide - 32)
    ]
    ask = _wrapped(
        board, _("Sampaikan keluhan dan saran. Setiap masukan dibaca dan ditindaklanjuti."), wide - 32
    )
    tall = 38 + (len(lines) + len(ask)) * _TEXT.leading + 4 + 8
    page.rect(x, top - 6, wide, tall, "brand_tint", 12)
    page.text(x + 16, top + 18, p(_("Tempat mengadu")), _HEAD)
    y = top + 38
    for line in ask:
        page.text(x + 16, y, line, _TEXT)
        y += _TEXT.leading
    y += 4
    strong = Style("semibold", 11, "ink", 15.5)
    for line in lines:
        page.text(x + 16, y, line, strong)
        y += _TEXT.leading


def _own_place(survey: SurveySheet) -> str:
    """What is known without being told: the unit's address, and room to write the rest."""
    profile = survey.unit.profile
    parts = [part for part in (profile.address, profile.city) if part]
    return "\n".join([", ".join(parts) or survey.unit.name, "." * 44])


def _wrapped(board: Board, text: str, room: float) -> list[str]:
    return _TEXT.face.wrap(board.p(text), _TEXT.size, room)


def _foot(board: Board, survey: SurveySheet, as_of: date) -> None:
    page, p = board.page, board.p
    down = board.format.height
    page.rule(_EDGE, down - 46, board.inner)
    said = _("Dasar: {basis}. Pelaksana: {who}. Diumumkan {date}.").format(
        basis=survey.form.basis, who=words.held_by(survey), date=i18n.date(as_of)
    )
    national = words.national(survey.form)
    y = down - 33.0
    for line in _FINE.face.wrap(p(f"{said} {national}".strip()), _FINE.size, board.inner)[:3]:
        page.text(_EDGE, y, line, _FINE)
        y += _FINE.leading
