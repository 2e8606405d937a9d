"""The strip on top, filled from the session: unit and switch, undo and redo, score, save state, what else there is."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from zi_assess.i18n import _, number
from zi_assess.ui.session import Session
from zi_assess.ui.snapshot import Snapshot
from zi_assess.ui.widgets.buttons import Button, IconButton
from zi_assess.ui.widgets.header import Header
from zi_assess.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from zi_assess.ui import menus


class TopBar(QObject):
    """Keeps a `Header` true to the session; `header` is the widget."""

    def __init__(self, session: Session, shown: Snapshot, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self.header = Header()
        self._switch = IconButton("bawah", _("Ganti atau mulai penilaian"), size=26)
        self._undo = IconButton("urung", _("Urungkan"))
        self._redo = IconButton("ulang", _("Ulang"))
        self._more = IconButton("lainnya", _("Menu lain"))
        self._hands = Button("", "quiet", "reviu", small=True)
        self._hands.hide()
        self.header.add_switch(self._switch)
        self.header.add_tool(self._hands, before_score=True)
        self.header.add_tool(self._undo, before_score=True)
        self.header.add_tool(self._redo, before_score=True)
        self.header.add_tool(self._more)
        self._undo.clicked.connect(session.undo)
        self._redo.clicked.connect(session.redo)
        self._switch.clicked.connect(lambda: self._drop(self._switch, _menus().assessments))
        self._hands.clicked.connect(lambda: self._drop(self._hands, _menus().hands))
        self._more.clicked.connect(lambda: self._drop(self._more, _menus().more))
        self._add_keys()
        self._with_score = True
        self._show_snapshot(shown)
        session.changed.connect(self.refresh)
        session.state.connect(self._show_state)

    def refresh(self) -> None:
        """Show what the session holds."""
        sheet = self._session.sheet
        self._show_steps()
        for part in (self._switch, self._undo, self._redo, self._hands):
            part.setVisible(sheet is not None)
        if sheet is None:
            self.header.set_unit("ZI Assess", "")
            self.header.set_score("", "")
            return
        from zi_assess.ui import handing, words

        self.header.set_unit(sheet.assessment.unit.name, words.year_line(sheet))
        self._hands.setText(handing.state(sheet.assessment))
        self._hands.setToolTip(plain_tip(_("Serah terima antara unit dan TPI")))
        self._hands.updateGeometry()
        if self._with_score:
            text, kind = words.headline(sheet)
            self.header.set_score(_("Nilai"), number(sheet.scores.strict), kind, text)
        else:
            self.header.set_score("", "")

    def set_buttons(self, *buttons: Button) -> None:
        """Show the page's own buttons."""
        self.header.set_buttons(*buttons)

    def show_score(self, on: bool) -> None:
        """Show the score here, or leave it to a page that leads with it."""
        if on != self._with_score:
            self._with_score = on
            self.refresh()

    def _show_snapshot(self, shown: Snapshot) -> None:
        self.header.set_unit(shown.unit or "ZI Assess", shown.sub)
        kind = shown.kind if shown.kind in ("ok", "bad") else "neutral"
        self.header.set_score(_("Nilai") if shown.score else "", shown.score, kind, shown.pill)  # type: ignore[arg-type]
        self._show_steps()
        for part in (self._switch, self._undo, self._redo):
            part.setVisible(bool(shown.unit))

    def _show_steps(self) -> None:
        steps = self._session.steps
        if any(steps):
            from zi_assess.ui import words
        for button, verb, name, keys in (
            (self._undo, steps.undo, _("Urungkan"), "Ctrl+Z"),
            (self._redo, steps.redo, _("Ulang"), "Ctrl+Y"),
        ):
            spoken = f"{name} {words.step(verb)}" if verb else name
            button.setEnabled(bool(verb) and not self._session.read_only)
            button.setAccessibleName(spoken)
            button.setToolTip(plain_tip(f"{spoken} ({keys})"))

    def _show_state(self, state: str) -> None:
        texts: dict[str, tuple[Literal["saved", "saving", "readonly", "failed", "none"], str]] = {
            "saved": ("saved", _("Tersimpan")),
            "saving": ("saving", _("Menyimpan…")),
            "read-only": ("readonly", _("Hanya baca")),
            "failed": ("failed", _("Gagal menyimpan")),
        }
        self.header.set_saved(*texts.get(state, ("none", "")))

    def _drop(self, button: QAbstractButton, fill: menus.Fill) -> None:
        """Drop a menu from *button*, filled anew each time."""
        menu = QMenu(button.window())
        fill(menu, button.window(), self._session)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _add_keys(self) -> None:
        for keys, slot in (
            ("Ctrl+Z", self._session.undo),
            ("Ctrl+Y", self._session.redo),
            ("Ctrl+Shift+Z", self._session.redo),
        ):
            QShortcut(QKeySequence(keys), self.header).activated.connect(slot)


def _menus() -> ModuleType:
    """The menus, and with them all that is started from there, which the first paint does without."""
    from zi_assess.ui import menus

    return menus
