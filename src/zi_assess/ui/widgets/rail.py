"""The rail at the left: the program's name, the pages with their open counts, two quiet lines at the foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout

from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.theme import RADIUS_CONTROL, Kind
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import IconButton, clear, frame
from zi_assess.ui.widgets.focus import leave_arrows, ringed, walk_to
from zi_assess.ui.widgets.pill import draw_pill, pill_width
from zi_assess.ui.widgets.surfaces import Plane
from zi_assess.ui.widgets.text import elided, label, plain_tip

WIDE, NARROW = 188, 60


class RailItem(QAbstractButton):
    """One page in the rail."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._badge = ""
        self._badge_kind: Kind = "bad"
        self.narrow = False
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_badge(self, count: int, kind: Kind) -> None:
        """Show *count* open things at the right; 0 shows none."""
        self._badge = "" if count <= 0 else str(count) if count < 1000 else "999+"
        self._badge_kind = kind
        self.setAccessibleName(f"{self.text()}, {self._badge}" if self._badge else self.text())
        self.update()

    def nextCheckState(self) -> None:
        """A click never unchecks: the rail decides which page is on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the rail's."""
        if not leave_arrows(event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(theme.px(120), theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, icon, words and badge."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        on = self.isChecked()
        if on or self.underMouse():
            frame(painter, box, theme.color("brand_tint" if on else "hover"), None, RADIUS_CONTROL)
        if ringed(self):
            frame(painter, box, clear(), theme.color("brand"), RADIUS_CONTROL, 2)
        ink = theme.color("brand" if on else "ink" if self.underMouse() else "muted")
        side = theme.px(18)
        left = (box.width() - side) / 2 if self.narrow else theme.px(10)
        icons.draw(painter, self._icon, QRectF(left, (box.height() - side) / 2, side, side), ink)
        if self.narrow:
            self._draw_dot(painter, box)
            return
        end = self._draw_badge(painter, box)
        painter.setFont(theme.font(weight=600))
        painter.setPen(ink)
        room = QRect(theme.px(38), 0, int(end) - theme.px(42), self.height())
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_badge(self, painter: QPainter, box: QRectF) -> float:
        """Draw the count and return where it begins."""
        if not self._badge:
            return box.width() - theme.px(2)
        width, height = max(pill_width(self._badge) - theme.px(4), theme.px(22)), theme.px(19)
        left = box.width() - width - theme.px(8)
        spot = QRectF(left, (box.height() - height) / 2, width, height)
        draw_pill(painter, spot, self._badge, self._badge_kind)
        return left

    def _draw_dot(self, painter: QPainter, box: QRectF) -> None:
        if self._badge:
            side = theme.px(8)
            spot = QRectF(box.width() - side - theme.px(4), theme.px(4), side, side)
            frame(painter, spot, theme.color(self._badge_kind), None, side / 2)


class Rail(Plane):
    """The list of pages. `chosen(str)` tells the page the user wants; call `select` to show it as open.

    Up and Down walk the pages, Enter or Space opens one.
    """

    chosen = Signal(str)

    def __init__(self, name: str, tagline: str) -> None:
        super().__init__("card", "r")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Halaman"))
        self._narrow = False
        self._items: dict[str, RailItem] = {}
        self._name = label(name, size="lead", tone="brand", weight=600)
        self._tagline = label(tagline, size="tiny", tone="muted")
        self._foot = (elided(size="tiny", tone="muted"), elided(size="tiny", tone="muted"))
        self._lay_out()

    def add(self, key: str, text: str, icon: str) -> None:
        """Add a page at the end of the list."""
        item = RailItem(text, icon)
        item.setToolTip(plain_tip(text) if self._narrow else "")
        item.narrow = self._narrow
        item.clicked.connect(lambda: self.chosen.emit(key))
        self._items[key] = item
        self._list.addWidget(item)

    def offer(self, key: str, there: bool) -> None:
        """Have the page *key* in the list, or leave it out."""
        self._items[key].setVisible(there)

    def select(self, key: str) -> None:
        """Show the page *key* as the one that is open."""
        for other, item in self._items.items():
            item.setChecked(other == key)
        self._rove(key)

    def set_badge(self, key: str, count: int, kind: Kind = "bad") -> None:
        """Show *count* open things at the page *key*; 0 shows none."""
        self._items[key].set_badge(count, kind)

    def set_foot(self, first: str, second: str) -> None:
        """Show two quiet lines at the foot: which workspace, and when it was saved."""
        for line, text in zip(self._foot, (first, second), strict=True):
            line.setText(text)

    def add_tool(self, icon: str, name: str) -> IconButton:
        """Add a small button at the foot (settings, help) and return it."""
        made = IconButton(icon, name)
        self._tools.insertWidget(self._tools.count() - 1, made)
        return made

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, for small windows."""
        self._narrow = narrow
        for widget in (self._name, self._tagline, *self._foot):
            widget.setVisible(not narrow)
        for item in self._items.values():
            item.narrow = narrow
            item.setToolTip(plain_tip(item.text()) if narrow else "")
            item.update()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A fixed width, in both states."""
        return QSize(theme.px(NARROW if self._narrow else WIDE), theme.px(400))

    def minimumSizeHint(self) -> QSize:
        """The same width."""
        return QSize(self.sizeHint().width(), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the pages."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        items = [item for item in self._items.values() if not item.isHidden()]
        here = next((n for n, item in enumerate(items) if item.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        walk_to(items[(here + step) % len(items)])

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _rove(self, key: str) -> None:
        """Tab reaches one page, the open one; arrows reach the others."""
        for other, item in self._items.items():
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(10)
        column.setContentsMargins(edge, theme.px(18), edge, theme.px(14))
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(edge, 0, 0, theme.px(14))
        head.setSpacing(1)
        head.addWidget(self._name)
        head.addWidget(self._tagline)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(3))
        column.addLayout(self._list)
        column.addStretch(1)
        self._tools = QHBoxLayout()
        self._tools.setContentsMargins(theme.px(2), 0, 0, theme.px(8))
        self._tools.setSpacing(theme.px(2))
        self._tools.addStretch(1)
        column.addLayout(self._tools)
        foot = QVBoxLayout()
        foot.setContentsMargins(edge, 0, 0, 0)
        foot.setSpacing(theme.px(3))
        for line in self._foot:
            foot.addWidget(line)
        column.addLayout(foot)
