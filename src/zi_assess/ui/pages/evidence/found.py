"""What was found inside the files: the page, the words around it, where the file is used; what is not searchable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zi_assess.i18n import _, count, n_, say
from zi_assess.ui import theme
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.text import SectionHeader, label

if TYPE_CHECKING:
    from zi_assess.workspace import Found, Workspace

Index = QModelIndex | QPersistentModelIndex
_MOST = 60
_SHORTEST = 3  # letters: fewer stand on every page
_FOUND = Qt.ItemDataRole.UserRole + 1
_LEAD = 34  # letters before the first found word, so that it is in sight


class _Answer(NamedTuple):
    found: tuple[Found, ...]
    waiting: int
    scans: int
    advice: tuple[str, str]


def runs(snippet: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """*snippet* in pieces, each with whether it was looked for; the first found word comes early."""
    start = max(0, marks[0][0] - _LEAD) if marks else 0
    pieces: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    for first, last in marks:
        if first < at:
            continue
        pieces += [(snippet[at:first], False), (snippet[first:last], True)]
        at = last
    return [piece for piece in (*pieces, (snippet[at:], False)) if piece[0]]


def place_line(found: Found) -> str:
    """`hal. 3 · dipakai di A.I.6.i.b`."""
    page = _("hal. {page}").format(page=found.page)
    codes = ", ".join(found.used_in[:3])
    more = len(found.used_in) - 3
    used = _("dipakai di {codes}").format(codes=codes) if codes else ""
    used += _(" dan {n} lagi").format(n=more) if more > 0 else ""
    return " · ".join(part for part in (page, used, _(found.standing) if found.standing else "") if part)


class _Hits(QAbstractListModel):
    """The hits, best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hits: tuple[Found, ...] = ()

    def show(self, hits: tuple[Found, ...]) -> None:
        """Show *hits*."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A hit in words, or as it is."""
        hit = self.hits[index.row()]
        if role == _FOUND:
            return hit
        spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return f"{hit.document.name}, {place_line(hit)}. {hit.snippet}" if spoken else None


class _HitDelegate(QStyledItemDelegate):
    """Draws the name and the place in one line, and the words around below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(theme.px(200), theme.px(48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a hit."""
        hit: Found = index.data(_FOUND)
        box: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.color("line"))
        room = box.adjusted(theme.px(10), theme.px(5), -theme.px(10), 0)
        place = place_line(hit)
        painter.setFont(theme.font("small"))
        width = min(painter.fontMetrics().horizontalAdvance(place) + theme.px(8), room.width() // 2)
        painter.setPen(theme.color("muted"))
        shown = painter.fontMetrics().elidedText(place, Qt.TextElideMode.ElideRight, width)
        line = QRect(room.left(), room.top(), room.width(), theme.px(19))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setFont(theme.font(weight=600))
        painter.setPen(theme.color("ink"))
        name = painter.fontMetrics().elidedText(
            hit.document.name, Qt.TextElideMode.ElideMiddle, room.width() - width - theme.px(8)
        )
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        _write_runs(painter, hit, QRect(room.left(), line.bottom() + 1, room.width(), theme.px(20)))


def _write_runs(painter: QPainter, hit: Found, room: QRect) -> None:
    left = room.left()
    for text, marked in runs(hit.snippet, hit.marks):
        painter.setFont(theme.font("small", 600 if marked else 400))
        painter.setPen(theme.color("brand" if marked else "muted"))
        rest = room.right() - left
        if rest < theme.px(12):
            return
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rest)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(QRect(left, room.top(), rest, room.height()), flags, shown)
        left += painter.fontMetrics().horizontalAdvance(text)


class FoundInside(QWidget):
    """The hits of one search; hidden without one. `looked(object)` passes a `Found`, `told()` comes with an answer."""

    looked = Signal(object)
    told = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._text = ""
        self._head = SectionHeader(_("Di dalam isi berkas"))
        self._model = _Hits(self)
        self.list = QListView()
        self.list.setAccessibleName(_("Halaman yang memuat kata itu"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.selectionModel().currentChanged.connect(lambda index, _before: self._look(index))
        self.list.clicked.connect(self._look)
        self._honest = label(size="small", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        column.addWidget(self._honest)
        self.hide()

    def seek(self, text: str) -> None:
        """Look for *text* inside the files; "" or too few letters hides this."""
        self._text = text.strip()
        if len(self._text) < _SHORTEST:
            self._model.show(())
            self.hide()
            self.told.emit()
            return
        self.again()

    def again(self) -> None:
        """Look again: more may have been read."""
        wanted = self._text
        if len(wanted) >= _SHORTEST:
            self._session.ask(
                lambda workspace: _asked(workspace, wanted), lambda found: self._show(wanted, found)
            )

    def choose_first(self) -> None:
        """Show the best page, unless one is chosen."""
        if self._model.hits and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0))

    def current(self) -> Found | None:
        """The page that is chosen."""
        index = self.list.currentIndex()
        return self._model.hits[index.row()] if index.isValid() else None

    def many(self) -> int:
        """How many pages were found."""
        return len(self._model.hits)

    def _show(self, wanted: str, answer: _Answer) -> None:
        if wanted != self._text:
            return
        if answer.found != self._model.hits:
            self._model.show(answer.found)
        many = len(answer.found)
        pages = n_("1 halaman", "{n} halaman", many).format(n=count(many)) if many else _("tidak ada")
        self._head.set(_("Di dalam isi berkas"), pages)
        self.list.setHidden(not many)
        self.setMaximumHeight(16_777_215 if many else self.minimumSizeHint().height() + theme.px(24))
        said = honest(answer.waiting, answer.scans, answer.advice)
        self._honest.setText(said)
        self._honest.setHidden(not said)
        self.setHidden(False)
        self.told.emit()

    def _look(self, index: QModelIndex) -> None:
        if index.isValid():
            self.looked.emit(self._model.hits[index.row()])


def honest(waiting: int, scans: int, advice: tuple[str, str]) -> str:
    """What a search cannot see yet, or at all, and what to do."""
    parts = []
    if waiting:
        parts.append(
            n_("1 berkas belum dibaca.", "{n} berkas belum dibaca.", waiting).format(n=count(waiting))
        )
    if scans and advice[0]:
        parts.append(" ".join(advice))
    return " ".join(parts)


def _asked(workspace: Workspace, text: str) -> _Answer:
    from zi_assess import textindex

    index = workspace.texts.index
    scans = len(index.unread_scans())
    told = textindex.advice(scans) if scans else None
    advice = (say(told.what, told.values), say(told.remedy, told.values)) if told else ("", "")
    return _Answer(workspace.find(text, _MOST), len(index.waiting(scans=False)), scans, advice)
