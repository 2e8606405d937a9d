"""The paper a shopper carries: every point of an instrument in one column of a phone's width, or on A4."""

from __future__ import annotations

from dataclasses import dataclass

from zi_assess import i18n
from zi_assess.core.pack import Group, Kind, Node, Pack, Question
from zi_assess.i18n import _
from zi_assess.reports import board as boards
from zi_assess.reports.board import Board, Format
from zi_assess.reports.charts import Drawing, Line
from zi_assess.reports.page import Imprint
from zi_assess.reports.paint import CAP, Style


@dataclass(frozen=True, slots=True)
class Look:
    """The measures of one format."""

    margin: float
    title: Style
    head: Style
    strong: Style
    text: Style
    small: Style
    box: float


_DESK = Look(
    40, Style("bold", 16, "ink", 20), Style("semibold", 11, "brand", 15), Style("semibold", 9, "ink", 12.5),
    Style("regular", 8.5, "ink", 11.5), Style("regular", 8, "muted", 11), 9,
)  # fmt: skip
_HAND = Look(
    16, Style("bold", 14, "ink", 18), Style("semibold", 11, "brand", 15), Style("semibold", 10, "ink", 13.5),
    Style("regular", 9.5, "ink", 12.5), Style("regular", 8.5, "muted", 11.5), 11,
)  # fmt: skip


def render(pack: Pack, unit: str = "", *, phone: bool = True) -> bytes:
    """The PDF of an empty form of *pack*; no name of a shopper is asked, only a code."""
    setter = _Setter(pack, unit, boards.PHONE if phone else boards.A4, _HAND if phone else _DESK)
    return setter.render()


class _Setter:
    """Sets the form from top to bottom."""

    def __init__(self, pack: Pack, unit: str, format: Format, look: Look) -> None:
        self.pack, self.unit, self.look = pack, unit, look
        title = _("Formulir {title}").format(title=pack.short or pack.title)
        self.board = Board(
            Imprint(title, pack.title, unit, unit, title, "", i18n.language(), False), format, look.margin
        )

    def render(self) -> bytes:
        self._head()
        for group in self.pack.tree:
            self._node(group, 0)
        self._words(_("Catatan lain"), self.look.strong)
        for _line in range(4):
            self._dots()
        return self.board.finish()

    def _head(self) -> None:
        if self.unit:
            self._words(self.unit, self.look.strong)
        self._words(self.pack.title, self.look.title)
        self._words(
            _("Isi sesudah keluar dari tempat layanan. Jangan menulis nama: pakai kode petugas."),
            self.look.small,
        )
        self.board.skip(6)
        for words in (_("Kode petugas"), _("Hari dan tanggal"), _("Layanan yang dicoba")):
            self._line(words)
        self.board.skip(4)

    def _node(self, node: Node, depth: int) -> None:
        if isinstance(node, Question):
            self._question(node)
            return
        assert isinstance(node, Group)
        self._need(self.look.text.leading * (12 if depth == 0 else 10))  # its first point stays with it
        self.board.skip(4)
        if depth == 0:
            self.board.page.rule(self.board.margin, self.board.y, self.board.inner, "brand", 1.2)
            self.board.skip(5)
        self._words(f"{node.code}  {node.title}", self.look.head if depth == 0 else self.look.strong)
        self.board.skip(2)
        for child in node.children:
            self._node(child, depth + 1)

    def _question(self, question: Question) -> None:
        look = self.look
        lines = len(look.text.face.wrap(question.title, look.text.size, self.board.inner)) + 1
        rows = len(question.options) * 2 if question.kind is Kind.CHOICE else len(question.inputs) * 2 + 1
        self._need((lines + rows + 1.5) * look.text.leading)
        self._words(f"{question.code}  {question.title}", look.strong)
        if question.kind is Kind.CHOICE:
            for option in question.options:
                self._option(f"{option.key}  {option.meaning}")
        else:
            for one in question.inputs:
                self._line(one.title)
            if question.kind is Kind.INDEX:
                self._line(question.index_title)
        self._line(_("Catatan, jam, nomor foto"))
        self.board.skip(5)

    def _option(self, text: str) -> None:
        board, look = self.board, self.look
        left = board.margin + look.box + 6
        lines = look.text.face.wrap(board.p(text), look.text.size, board.inner - look.box - 6)
        self._need(len(lines) * look.text.leading)
        top = board.y + (look.text.leading - look.box) / 2
        board.page.rect(board.margin, top, look.box, look.box, "ink", 1.5)
        board.page.rect(board.margin + 0.7, top + 0.7, look.box - 1.4, look.box - 1.4, "card", 1)
        self._set(lines, look.text, left)
        board.skip(2)

    def _line(self, words: str) -> None:
        """Words and a dotted line to write on, below them where they leave too little room."""
        board, style = self.board, self.look.small
        self._need(style.leading * 2 + 6)
        wide = style.face.width(board.p(words)) * style.size / 1000
        if wide > board.inner * 0.55:
            self._words(words, style)
            self._dots()
            return
        board.skip(style.leading + 3)
        board.page.text(board.margin, board.y - 3, board.p(words), style)
        self._dotted(board.margin + wide + 6, board.inner - wide - 6)
        board.skip(2)

    def _dots(self) -> None:
        self._need(18)
        self.board.skip(15)
        self._dotted(self.board.margin, self.board.inner)
        self.board.skip(2)

    def _dotted(self, x: float, width: float) -> None:
        self.board.page.draw(Drawing(width, 1, (Line(0, 0, width, 0, "edge", 0.7, 1.5),)), x, self.board.y)

    def _words(self, text: str, style: Style) -> None:
        lines = style.face.wrap(self.board.p(text), style.size, self.board.inner)
        self._need(len(lines) * style.leading)
        self._set(lines, style, self.board.margin)

    def _set(self, lines: list[str], style: Style, x: float) -> None:
        for line in lines:
            base = self.board.y + style.leading / 2 + CAP * style.size
            self.board.page.text(x, base, line, style)
            self.board.skip(style.leading)

    def _need(self, height: float) -> None:
        if self.board.room < height:
            self.board.turn()
