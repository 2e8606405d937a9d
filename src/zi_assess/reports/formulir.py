"""The form to be filled in by hand, drawn from the survey's own questions; on A4, and in one column for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from zi_assess.core.assessment import Unit
from zi_assess.core.survey import Aspect, Field, FieldKind, Form, Item, Point, Responses, Scale
from zi_assess.core.survey.held import Survey
from zi_assess.i18n import _
from zi_assess.reports import board as boards
from zi_assess.reports.board import Board, Format
from zi_assess.reports.charts import Drawing, Line
from zi_assess.reports.paint import CAP, Style
from zi_assess.reports.surveyparts import imprint
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.reports.surveywords import remark_title

_BOX = 9.0
_RUN = 4  # so many questions on one long scale are set as a table
_MOST_AIR = 22.0
_TIGHTER = (4.5, 2.5)


@dataclass(frozen=True, slots=True)
class Look:
    """The measures of one format."""

    margin: float
    title: Style
    head: Style
    text: Style
    small: Style
    between: float


_DESK = Look(
    40, Style("bold", 15, "ink", 19), Style("semibold", 9.5, "brand", 13), Style("regular", 9, "ink", 12),
    Style("regular", 8, "muted", 11), 6.5,
)  # fmt: skip
_HAND = Look(
    16, Style("bold", 14, "ink", 18), Style("semibold", 10.5, "brand", 14), Style("regular", 10.5, "ink", 14),
    Style("regular", 9, "muted", 12), 9,
)  # fmt: skip


def a4(survey: SurveySheet, as_of: date) -> bytes:
    """The form on A4: on as few pages as it takes, and with air between the questions where one page has room left."""
    tried = [_Setter(survey, boards.A4, replace(_DESK, between=air)) for air in (_DESK.between, *_TIGHTER)]
    made = [one.render() for one in tried]
    fewest = min(len(one.board.pages) for one in tried)
    chosen = next(n for n, one in enumerate(tried) if len(one.board.pages) == fewest)
    count = len([item for unsur in survey.form.unsur for item in unsur.asked])
    spare = tried[chosen].board.room - 8
    if fewest > 1 or chosen or not count or spare < count:
        return made[chosen]
    roomy = replace(_DESK, between=min(_MOST_AIR, _DESK.between + spare / (count + 1)))
    return _Setter(survey, boards.A4, roomy).render()


def phone(survey: SurveySheet, as_of: date) -> bytes:
    """The form in one column on pages of a phone's size."""
    return _Setter(survey, boards.PHONE, _HAND).render()


def blank(form: Form, unit: str = "", period: str = "") -> SurveySheet:
    """A survey of *form* that nobody has answered: what a form to print needs."""
    return SurveySheet(Survey("", Unit("", unit), period, form, Responses()))


class _Setter:
    """Sets one form from top to bottom."""

    def __init__(self, survey: SurveySheet, format: Format, look: Look) -> None:
        self.survey, self.form, self.look = survey, survey.form, look
        made = imprint(survey, _("Formulir {survey}").format(survey=survey.form.short))
        self.board = Board(replace(made, foot=""), format, look.margin)
        self.narrow = format.width < 400
        optional = survey.asks_optional
        self.aspects = [one for one in self.form.aspects if optional or not one.optional]

    def render(self) -> bytes:
        """The PDF."""
        self._head()
        self._profile()
        self._questions()
        self._remark()
        return self.board.finish()

    # Setting

    def _text(self, text: str, style: Style, x: float = 0, room: float = 0) -> float:
        """*text* in lines from *x* (0: the margin) on; how high it was."""
        board = self.board
        x = x or board.margin
        lines = style.face.wrap(board.p(text), style.size, room or board.margin + board.inner - x)
        for n, line in enumerate(lines):
            board.page.text(
                x, board.y + n * style.leading + style.leading / 2 + CAP * style.size, line, style
            )
        return len(lines) * style.leading

    def _put(self, text: str, style: Style) -> None:
        self.board.skip(self._text(text, style))

    def _need(self, height: float) -> None:
        if self.board.room < height:
            self.board.turn()

    def _box(self, x: float, middle: float, label: str = "") -> None:
        """An empty box with its middle at the height *middle*, and a number in it where it stands for one."""
        page, side = self.board.page, _BOX + (1.5 if self.narrow else 0)
        top = middle - side / 2
        page.rect(x, top, side, side, "ink", 1.5)
        page.rect(x + 0.7, top + 0.7, side - 1.4, side - 1.4, "card", 1)
        if label:
            style = Style("regular", 6, "faint")
            page.text(x + side / 2, middle + CAP * 6, label, style, "center")

    def _dots(self, x: float, base: float, width: float) -> None:
        line = Drawing(width, 1, (Line(0, 0, width, 0, "edge", 0.7, 1.5),))
        self.board.page.draw(line, x, base)

    # Head

    def _head(self) -> None:
        form, unit = self.form, self.survey.unit
        agency = unit.profile.instansi
        if agency:
            self._put(agency.upper(), self.look.small)
        if unit.name:
            self._put(
                unit.name, Style("semibold", self.look.text.size + 1, "ink", self.look.text.leading + 2)
            )
        self._put(" ".join(part for part in (form.title, self.survey.period) if part), self.look.title)
        self.board.skip(2)
        if form.opening:
            self._put(form.opening, self.look.text)
        if form.own:
            self._put(_("Formulir ini usulan program, bukan formulir resmi."), self.look.small)
        if form.anonymous:
            self._put(
                _("Tanpa nama. Jangan menulis nama siapa pun."),
                Style("semibold", self.look.text.size, "ink", self.look.text.leading),
            )
        self.board.skip(4)
        self.board.page.rule(self.board.margin, self.board.y, self.board.inner, "brand", 1.2)
        self.board.skip(6)
        if not self.narrow:
            self._office()

    def _office(self) -> None:
        """What the office writes on the form."""
        board, style = self.board, self.look.small
        base = board.y + 9
        x = board.margin
        for text, width in ((_("Nomor responden"), 70), (_("Tanggal"), 90), (_("Jam"), 60)):
            board.page.text(x, base, board.p(text), style)
            wide = style.face.width(board.p(text)) * style.size / 1000
            self._dots(x + wide + 5, base + 2, width)
            x += wide + width + 24
        board.skip(16)

    # Profile

    def _profile(self) -> None:
        fields = [one for one in self.form.profile if one.kind is not FieldKind.DATE]
        if not fields:
            return
        self._put(_("Tentang Saudara"), self.look.head)
        self.board.skip(1)
        for one in fields:
            self._field(one)
        self.board.skip(5)

    def _field(self, one: Field) -> None:
        board, text = self.board, self.look.text
        label = 0.0 if self.narrow else 108.0
        choices = [option.title for option in one.options]
        self._need(text.leading * 2 + 4)
        if self.narrow:
            self._put(one.title, Style("semibold", text.size, "ink", text.leading))
        else:
            board.page.text(
                board.margin, board.y + text.leading / 2 + CAP * text.size, board.p(one.title), text
            )
        if not choices:
            self._dots(
                board.margin + label, board.y + text.leading - 1, board.inner - label if self.narrow else 220
            )
            board.skip(text.leading + 3)
            return
        self._choices(choices, board.margin + label, board.inner - label)
        board.skip(2.5)

    def _choices(self, choices: Sequence[str], left: float, room: float, values: Sequence[int] = ()) -> None:
        """Boxes with words, side by side as far as there is room, then on the next line."""
        board, text = self.board, self.look.text
        x, gap = left, 14.0
        line = text.leading + (4 if self.narrow else 1)
        side = _BOX + 5
        for n, choice in enumerate(choices):
            words = board.p(choice)
            wide = min(room - side, text.face.width(words) * text.size / 1000)
            if x > left and x + side + wide > left + room:
                board.skip(line)
                x = left
            middle = board.y + text.leading / 2
            self._box(x, middle, str(values[n]) if values else "")
            board.page.text(
                x + side, middle + CAP * text.size, text.face.cut(words, text.size, room - side), text
            )
            x += side + wide + gap
        board.skip(line)

    # Questions

    def _questions(self) -> None:
        self._need(self.look.text.leading * 8)
        self._put(_("Pendapat Saudara"), self.look.head)
        number = 1
        for run in self._runs():
            long_run = len(run) >= _RUN and len(run[0].scale.points) > 4
            if long_run and not self.narrow and len(self.aspects) == 1:
                self._matrix(run, number)
            else:
                for n, item in enumerate(run):
                    self._question(number + n, item)
            number += len(run)

    def _runs(self) -> list[list[Item]]:
        """The questions in order, those that follow each other on one scale together."""
        runs: list[list[Item]] = []
        for item in (item for unsur in self.form.unsur for item in unsur.asked):
            if runs and runs[-1][0].scale.points == item.scale.points:
                runs[-1].append(item)
            else:
                runs.append([item])
        return runs

    @property
    def _air(self) -> float:
        """The room above and below a question of a table."""
        return self.look.between + 2

    def _scale(self, item: Item, aspect: Aspect) -> Scale:
        return aspect.scale or item.scale

    def _question(self, number: int, item: Item) -> None:
        """One question with its choices in words."""
        board, text, left = self.board, self.look.text, self.board.margin + 18
        strong = Style("semibold", text.size, "ink", text.leading)
        lines = strong.face.wrap(board.p(item.question), strong.size, board.inner - 18)
        asked = sum(len(self._scale(item, one).points) if self.narrow else 1 for one in self.aspects)
        self._need(len(lines) * strong.leading + asked * (text.leading + 4) + self.look.between)
        board.page.text(board.margin, board.y + strong.leading / 2 + CAP * strong.size, f"{number}.", strong)
        board.skip(self._text(item.question, strong, left, board.inner - 18))
        board.skip(1)
        for aspect in self.aspects:
            points = self._scale(item, aspect).points
            if len(self.aspects) > 1:
                board.skip(self._text(aspect.ask or aspect.title, self.look.small, left))
            titles = [point.title for point in points]
            self._choices(titles, left, board.inner - 18, [point.value for point in points])
        board.skip(self.look.between)

    def _matrix(self, items: Sequence[Item], start: int) -> None:
        """Questions below each other, the points of their one scale as columns of boxes."""
        board, text = self.board, self.look.text
        points = items[0].scale.points
        column = min(62.0, board.inner * 0.5 / len(points))
        first = board.margin + board.inner - column * len(points)
        self._legend(points, first, column)
        for number, item in enumerate(items, start):
            lines = text.face.wrap(board.p(item.question), text.size, first - board.margin - 34)
            tall = len(lines) * text.leading + self._air
            if board.room < tall:
                board.turn()
                self._legend(points, first, column)
            board.page.rule(board.margin, board.y, board.inner)
            middle = board.y + tall / 2
            board.page.text(
                board.margin, board.y + self._air / 2 + text.leading / 2 + CAP * text.size, f"{number}.", text
            )
            for n, line in enumerate(lines):
                base = board.y + self._air / 2 + n * text.leading + text.leading / 2 + CAP * text.size
                board.page.text(board.margin + 20, base, line, text)
            for n, point in enumerate(points):
                self._box(first + (n + 0.5) * column - _BOX / 2, middle, str(point.value))
            board.skip(tall)
        board.page.rule(board.margin, board.y, board.inner)
        board.skip(self.look.between)

    def _legend(self, points: Sequence[Point], first: float, column: float) -> None:
        """What each column means, above it."""
        board, style = self.board, Style("regular", 6.8, "muted", 8.4)
        wrapped = [
            [line.replace("- ", "-") for line in style.face.wrap(board.p(title), style.size, column - 5)]
            for title in (point.title.replace("-", "- ") for point in points)  # a hyphen may end a line
        ]
        most = max(len(lines) for lines in wrapped)
        for n, lines in enumerate(wrapped):
            for k, line in enumerate(lines):
                base = board.y + 8 + (most - len(lines) + k) * style.leading
                board.page.text(first + (n + 0.5) * column, base, line, style, "center")
        board.skip(most * style.leading + 5)

    def _remark(self) -> None:
        board = self.board
        self._need(self.look.head.leading + 3 * 17 + 12 + self.look.small.leading)
        self._put(remark_title(self.form), self.look.head)
        for _line in range(3):
            board.skip(17)
            self._dots(board.margin, board.y, board.inner)
        board.skip(12)
        self._put(_("Terima kasih."), self.look.small)
