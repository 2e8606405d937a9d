"""Tempat sampah: what was thrown away in the last thirty days, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core.assessment import Document
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, count, date_short, n_, size
from zi_assess.ui import theme, words
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.surfaces import Card, EmptyState, Hairline, clear_layout, scroll
from zi_assess.ui.widgets.text import elided, label

_DAYS = 30


class TrashView(QWidget):
    """The trash. `looked(object)` passes the `Document` to be seen, `changed()` that one was brought back."""

    looked = Signal(object)
    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._shown: tuple[Document, ...] = ()
        self._empty = EmptyState(
            "hapus",
            _("Tempat sampah kosong"),
            _("Dokumen yang dibuang disimpan di sini selama 30 hari dan dapat dikembalikan."),
        )
        self._card = Card()
        holder = QWidget()
        upright = QVBoxLayout(holder)
        upright.setContentsMargins(0, 0, 0, 0)
        upright.addWidget(self._card)
        upright.addStretch(1)
        self._list = scroll(holder)
        self._said = label(tone="muted", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(14), edge, theme.px(14))
        column.setSpacing(theme.px(10))
        column.addWidget(self._said)
        column.addWidget(self._stack, 1)

    def show_trash(self, sheet: Sheet, documents: Sequence[Document]) -> None:
        """Show *documents*, the last thrown away first."""
        self._sheet = sheet
        ordered = tuple(sorted(documents, key=lambda one: one.trashed or date.min, reverse=True))
        self._stack.setCurrentWidget(self._list if ordered else self._empty)
        many = n_("1 dokumen.", "{n} dokumen.", len(ordered)).format(n=count(len(ordered)))
        hint = _("Setelah 30 hari dihapus untuk selamanya.")
        self._said.setText(f"{many} {hint}" if ordered else "")
        if ordered != self._shown:
            self._shown = ordered
            clear_layout(self._card.body)
            for number, one in enumerate(ordered):
                if number:
                    self._card.body.addWidget(Hairline())
                self._card.body.addWidget(self._row(one))
        self.looked.emit(ordered[0] if ordered else None)

    def _row(self, document: Document) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        column = QVBoxLayout()
        column.setSpacing(theme.px(1))
        column.addWidget(elided(document.name, weight=600, middle=True))
        column.addWidget(elided(fate(document, date.today()), tone="muted", size="small"))
        row.addLayout(column, 1)
        look = Button(_("Lihat"), "quiet", small=True)
        look.clicked.connect(lambda: self.looked.emit(document))
        row.addWidget(look)
        if not self._session.read_only:
            back = Button(_("Kembalikan"), small=True)
            back.setAccessibleName(_("Kembalikan {name}").format(name=document.name))
            back.clicked.connect(lambda: self._bring_back(document))
            row.addWidget(back)
        return made

    def _bring_back(self, document: Document) -> None:
        if self._sheet is None:
            return
        mine = self._sheet.assessment.id
        said = _("{name} dikembalikan dengan tempat-tempatnya").format(name=document.name)
        self._session.do(lambda workspace: workspace.bring_back(mine, document.id), said)


def fate(document: Document, today: date) -> str:
    """What a document in the trash is, since when it lies there and how long it stays."""
    parts = [words.kind(document.kind)]
    if document.size:
        parts.append(size(document.size))
    if document.trashed is not None:
        left = max(0, (document.trashed + timedelta(days=_DAYS) - today).days)
        parts.append(_("dibuang {date}").format(date=date_short(document.trashed)))
        parts.append(
            n_("1 hari lagi dihapus", "{n} hari lagi dihapus", left).format(n=left)
            if left
            else _("segera dihapus")
        )
    return " · ".join(parts)
