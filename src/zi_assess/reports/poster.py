"""The poster that publishes a survey's result: hung on a wall, read from an arm's length and farther."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from zi_assess import i18n
from zi_assess.core.survey import FieldKind, ProfileRow, ProfileTable
from zi_assess.i18n import _
from zi_assess.reports import surveywords as words
from zi_assess.reports.board import A3, A4, Board, Format
from zi_assess.reports.charts import Drawing, Shape, Text
from zi_assess.reports.paint import CAP, Style
from zi_assess.reports.surveycharts import Share, UnsurBar, fill_of, share_bars, unsur_bars
from zi_assess.reports.surveyparts import imprint
from zi_assess.reports.surveysheet import SurveySheet

_EDGE = 42.0
_BAND = 146.0
_GAP = 20.0
_TITLE = Style("semibold", 12.5, "card", 17)
_UNIT = Style("bold", 27, "card", 32)
_UNIT_LONG = Style("bold", 21, "card", 26)
_PERIOD = Style("semibold", 14, "card", 18)
_QUALITY = Style("semibold", 11, "card", 14)
_CAPTION = Style("semibold", 15, "ink", 19)
_COUNT = Style("regular", 13, "ink", 18)
_HEAD = Style("bold", 13, "brand", 17)
_TEXT = Style("regular", 11, "ink", 15.5)
_STRONG = Style("semibold", 11, "ink", 15.5)
_LABEL = Style("regular", 9, "muted", 12)
_THANKS = Style("bold", 13, "card", 18)
_FINE = Style("regular", 7.5, "card", 10.5)
_TILE, _TILE_SIZE = 50.0, 15.0
_SIDE = 124.0
_ROW, _LEAST_ROW, _MOST_ROW = 15.0, 13.0, 26.0
_MOST_ROWS, _MOST_LINES = 8, 7


def a3(survey: SurveySheet, as_of: date) -> bytes:
    """The poster on A3."""
    return _render(survey, as_of, A3)


def a4(survey: SurveySheet, as_of: date) -> bytes:
    """The poster on A4."""
    return _render(survey, as_of, A4)


def _render(survey: SurveySheet, as_of: date, format: Format) -> bytes:
    """From the top down to the figures, from the foot up to who answered; the unsur take the room between."""
    board = Board(imprint(survey, _("Hasil {survey}").format(survey=survey.form.short)), format, _EDGE)
    _band(board, survey)
    _figure(board, survey)
    _tiles(board, survey)
    _unsur(board, survey, _people(board, survey, _foot(board, survey, as_of) - _GAP))
    return board.finish()


def _band(board: Board, survey: SurveySheet) -> None:
    """Whose result it is, on a band over the whole width."""
    page, p, wide = board.page, board.p, board.format.width
    page.rect(0, 0, wide, _BAND, "brand")
    title = p(survey.form.title).upper()
    y = 38.0
    page.text(_EDGE, y, _TITLE.face.cut(title, _TITLE.size, board.inner), _TITLE)
    unit = p(survey.unit.name)
    style = _UNIT if len(_UNIT.face.wrap(unit, _UNIT.size, board.inner)) == 1 else _UNIT_LONG
    y += 10 + style.leading * 0.75
    for line in style.face.wrap(unit, style.size, board.inner)[:2]:
        page.text(_EDGE, y, line, style)
        y += style.leading
    agency, when = survey.unit.profile.instansi, survey.period
    if style is _UNIT:
        page.text(_EDGE, y - 8, _TITLE.face.cut(p(agency), _TITLE.size, board.inner), _TITLE)
    else:  # a long name leaves no line for it
        when = " · ".join(part for part in (when, agency) if part)
    page.text(_EDGE, _BAND - 17, _PERIOD.face.cut(p(when), _PERIOD.size, board.inner), _PERIOD)
    board.y = _BAND


def _figure(board: Board, survey: SurveySheet) -> None:
    """The one figure, and what it means in a letter and a word."""
    page, p, result = board.page, board.p, survey.result
    top = board.y + _GAP
    page.text(_EDGE, top + 12, p(words.figure_name(survey.form)), _CAPTION)
    figure = words.headline(result)
    letter = result.grade.letter if result.grade else ""
    fill = fill_of(letter) if letter else "brand"
    left = board.format.width - _EDGE - _SIDE
    size = _fitting(figure, 112.0, left - _EDGE - 24 if letter else board.inner)
    base = top + 24 + size * 0.78
    page.text(_EDGE - 4, base, figure, Style("bold", size, fill, size))
    page.text(_EDGE, base + 25, p(_out_of(survey)), _COUNT)
    if letter and result.grade:
        page.rect(left, top, _SIDE, _SIDE + 26, fill, 16)
        page.text(left + _SIDE / 2, top + 21, p(_("Mutu pelayanan")), _QUALITY, "center")
        big = Style("bold", 92, "card", 92)
        page.text(left + _SIDE / 2, top + 70 + CAP * 92, letter, big, "center")
        meant = Style("bold", _fitting(p(result.grade.title), 17.0, _SIDE - 16), "card", 22)
        page.text(left + _SIDE / 2, top + _SIDE + 8, p(result.grade.title), meant, "center")
    board.y = max(top + _SIDE + 26, base + 30)


def _fitting(text: str, most: float, room: float) -> float:
    face = Style("bold").face
    return min(most, room * 1000 / max(1.0, face.width(text)))


def _out_of(survey: SurveySheet) -> str:
    return _("dari 4") if words.on_four(survey.result) else _("dari 100")


def _tiles(board: Board, survey: SurveySheet) -> None:
    """How many were asked, of which sex, and when."""
    page, p = board.page, board.p
    facts = [(p(name), p(text)) for name, text in _facts(survey) if text]
    gap, edge, face = 12.0, 12.0, Style("bold").face
    room = board.inner - gap * (len(facts) - 1) - 2 * edge * len(facts)
    size = min(_TILE_SIZE, room * 1000 / sum(face.width(text) for _name, text in facts))
    spare = (room - sum(face.width(text) for _name, text in facts) * size / 1000) / len(facts)
    top, x = board.y + 14, _EDGE
    for name, text in facts:
        wide = face.width(text) * size / 1000 + spare + 2 * edge
        page.rect(x, top, wide, _TILE, "brand_tint", 10)
        page.text(x + edge, top + 18, name, _LABEL)
        page.text(x + edge, top + 37, text, Style("bold", size, "ink", 18))
        x += wide + gap
    board.y = top + _TILE


def _facts(survey: SurveySheet) -> list[tuple[str, str]]:
    asked = _("{n} orang").format(n=i18n.count(survey.result.n))
    sexes = [f"{i18n.count(one.n)} {one.title.lower()}" for one in _known(survey, _SEX)]
    return [
        (_("Responden"), asked),
        (_("Jenis kelamin"), " · ".join(sexes)),
        (_("Waktu survei"), words.dates(survey) or survey.period),
    ]


_SEX, _SCHOOL = "jenis_kelamin", "pendidikan"


def _known(survey: SurveySheet, key: str) -> Sequence[ProfileRow]:
    """The rows of a profile table; () when one of them is too small to be shown."""
    table = next((one for one in survey.profile if one.field.key == key), None)
    rows = table.rows if table else ()
    return rows if all(one.share is not None for one in rows) else ()


def _unsur_least(survey: SurveySheet) -> float:
    """What the unsur take at the least, with the gaps around them."""
    bars = words.bars(survey.result)
    return _GAP + 4 + (_GAP + 17 + (len(bars) + 0.8) * _LEAST_ROW if bars else 0)


def _unsur(board: Board, survey: SurveySheet, end: float) -> None:
    """Every unsur as a bar, from where the board stands down to *end* at the most."""
    page, p = board.page, board.p
    bars = words.bars(survey.result)
    if not bars:
        return
    board.skip(_GAP + 2)
    page.text(_EDGE, board.y + 10, p(_("Nilai tiap unsur pelayanan")), _HEAD)
    board.skip(15)
    widest = max(_TEXT.face.width(p(bar.label)) for bar in bars) * _TEXT.size / 1000
    label = min(board.inner * 0.52, widest + 14)
    row = max(_LEAST_ROW, min(_MOST_ROW, (end - _GAP - 4 - board.y) / (len(bars) + 0.8)))
    size = min(_TEXT.size, row * 0.72)
    shown = [_bar(board, bar, size, label - 8) for bar in bars]
    zones = words.zones(survey.result)
    columns = (46.0, 24.0) if zones else (46.0,)
    chart = unsur_bars(
        shown, zones, board.inner, size=size, label_width=label, columns=columns, row=row, plain=0
    )
    page.draw(chart, _EDGE, board.y)
    board.skip(chart.height)


def _bar(board: Board, bar: UnsurBar, size: float, room: float) -> UnsurBar:
    """A row for reading from afar: the value and its letter, without the mean."""
    texts = bar.texts[1:] if bar.letter else bar.texts[1:2]
    return replace(bar, label=_TEXT.face.cut(board.p(bar.label), size, room), texts=texts)


def _people(board: Board, survey: SurveySheet, end: float) -> float:
    """Who answered at the left, their services and where to complain at the right, above *end*; where it begins."""
    page, half, table = board.page, board.inner / 2 - 14, _shown_table(survey)
    wide = half if table else board.inner
    most = end - board.y - _unsur_least(survey)
    card = _card_tall(board, survey, wide)
    services = _services(board, survey, wide, int((most - card - 31) / _ROW))
    beside = card + (17 + services.height + 14 if services else 0)
    many = len(table.rows) if table else 0
    row = max(_ROW, min(_MOST_ROW - 5, (beside - 17) / max(1, many)))
    top = end - max(beside, 17 + row * many)
    x = _EDGE + (half + 28 if table else 0)
    if table:
        name = _("{field} responden").format(field=table.field.title)
        page.text(_EDGE, top + 10, board.p(name), _HEAD)
        page.draw(_shares(board, table, half, row), _EDGE, top + 17)
    if services:
        page.text(x, top + 10, board.p(_("Layanan yang dinilai")), _HEAD)
        page.draw(services, x, top + 17)
    _contact(board, survey, x, end - card, wide)
    return top


def _shares(board: Board, table: ProfileTable, wide: float, row: float) -> Drawing:
    """How respondents divide."""
    rows = [
        Share(
            _TEXT.face.cut(board.p(one.title), 10, wide * 0.42),
            float(one.share),
            board.p(_("{n} orang").format(n=i18n.count(one.n))),
        )
        for one in table.rows
        if one.share is not None
    ]
    return share_bars(rows, wide, size=10, label_width=wide * 0.45, text_width=52, row=row)


def _shown_table(survey: SurveySheet) -> ProfileTable | None:
    """Schooling, or else few rows of fixed choices that a passer-by understands; no service and nothing of a group."""
    short = [
        table
        for table in survey.profile
        if table.field.kind is FieldKind.OPTIONS
        and not table.field.role
        and table.field.key != _SEX
        and 1 < sum(one.share is not None for one in table.rows) <= len(table.rows) <= _MOST_ROWS
    ]
    return next((one for one in short if one.field.key == _SCHOOL), next(iter(short), None))


def _services(board: Board, survey: SurveySheet, wide: float, rows: int) -> Drawing | None:
    """The services by name, with value and letter where enough people used one, in at most so many *rows*."""
    known = [one for one in survey.services if one.title]
    if not known or rows < 2:
        return None
    shown = known if len(known) <= rows else known[: rows - 1]
    shapes: list[Shape] = []
    for number, one in enumerate(shown):
        base = (number + 0.5) * _ROW + 3.6
        grade = one.result.grade if one.result else None
        value = words.headline(one.result) if one.result else ""
        name = _TEXT.face.cut(board.p(one.title), 10, wide - 70)
        shapes.append(Text(0, base, name, 10, "ink"))
        shapes.append(Text(wide - 20, base, value, 10, "ink", "end", bold=True))
        if grade:
            shapes.append(Text(wide, base, grade.letter, 10, fill_of(grade.letter), "end", bold=True))
    if len(shown) < len(known):
        told = board.p(_("dan {n} layanan lain").format(n=len(known) - len(shown)))
        shapes.append(Text(0, (len(shown) + 0.5) * _ROW + 3.6, told, 10, "muted"))
    return Drawing(wide, _ROW * min(len(known), len(shown) + 1), tuple(shapes))


def _card_tall(board: Board, survey: SurveySheet, wide: float) -> float:
    ask, lines = _complaints(board, survey, wide)
    return 42 + (len(ask) + len(lines)) * _TEXT.leading


def _contact(board: Board, survey: SurveySheet, x: float, top: float, wide: float) -> None:
    """Where to complain, on a card."""
    ask, lines = _complaints(board, survey, wide)
    board.page.rect(x, top, wide, _card_tall(board, survey, wide), "brand_tint", 12)
    board.page.text(x + 16, top + 21, board.p(_("Tempat mengadu")), _HEAD)
    board.page.lines(x + 16, top + 39, ask, _TEXT)
    board.page.lines(x + 16, top + 42 + len(ask) * _TEXT.leading, lines, _STRONG)


def _complaints(board: Board, survey: SurveySheet, wide: float) -> tuple[list[str], list[str]]:
    """What people are asked for, and where to bring it."""
    told = survey.words.get("contact", "").strip() or _own_place(survey)
    lines = [line for part in told.splitlines() for line in _wrapped(board, part, wide - 32)]
    if len(lines) > _MOST_LINES:  # whoever looks at the poster before it is printed sees that some is missing
        lines[_MOST_LINES - 1] = _TEXT.face.cut(f"{lines[_MOST_LINES - 1]} …", _TEXT.size, wide - 32)
    ask = _("Sampaikan keluhan dan saran. Setiap masukan dibaca dan ditindaklanjuti.")
    return _wrapped(board, ask, wide - 32), lines[:_MOST_LINES]


def _own_place(survey: SurveySheet) -> str:
    """What is known without being told: the unit's address, and room to write the rest."""
    profile = survey.unit.profile
    city = profile.city if profile.city.casefold() not in profile.address.casefold() else ""
    parts = [part for part in (profile.address, city) if part]
    return "\n".join([", ".join(parts) or survey.unit.name, "." * 44])


def _wrapped(board: Board, text: str, room: float) -> list[str]:
    return _TEXT.face.wrap(board.p(text), _TEXT.size, room)


def _foot(board: Board, survey: SurveySheet, as_of: date) -> float:
    """Thanks to those who answered, and by which rule it was done, on a band; where it begins."""
    page, p, down = board.page, board.p, board.format.height
    said = _("Dasar: {basis}. Pelaksana: {who}. Diumumkan {date}.").format(
        basis=survey.form.basis, who=words.held_by(survey), date=i18n.date(as_of)
    )
    fine = _FINE.face.wrap(p(f"{said} {words.national(survey.form)}".strip()), _FINE.size, board.inner)[:3]
    thanks = _("Terima kasih atas penilaian Anda. Masukan Anda membuat pelayanan kami lebih baik.")
    size = _fitting(p(thanks), _THANKS.size, board.inner)
    top = down - 44 - len(fine) * _FINE.leading
    page.rect(0, top, board.format.width, down - top, "brand")
    page.text(_EDGE, top + 24, p(thanks), replace(_THANKS, size=size))
    page.lines(_EDGE, top + 40, fine, _FINE)
    return top
