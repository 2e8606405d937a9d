"""Perbedaan: what both sides changed, one by one or all alike; nothing is lost before it is decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.merge import TEXTS
from zi_assess.exchange.wording import FIELDS, KINDS, REASONS
from zi_assess.i18n import _, n_
from zi_assess.ui import theme, words
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.surfaces import Card, clear_layout, scroll
from zi_assess.ui.widgets.text import Label, Tone, label, plain_tip

if TYPE_CHECKING:
    from zi_assess.core.sheet import Sheet
    from zi_assess.workspace import Workspace
    from zi_assess.workspace.deciding import Waiting

_LONGEST = 600  # letters of a value; the whole stands in its tooltip


class DecideDialog(FlowDialog):
    """A card for every difference with both values; each decision is one saved step."""

    def __init__(self, parent: QWidget, session: Session, sheet: Sheet, waiting: tuple[Waiting, ...]) -> None:
        super().__init__(
            parent,
            _("Perbedaan yang menunggu keputusan"),
            _(
                "Kedua pihak mengubah hal yang sama. Sampai diputuskan, yang di sini berlaku dan keduanya disimpan."
            ),
            primary=_("Tutup"),
            width=820,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._sheet = sheet
        self.secondary.hide()
        self.said = label(tone="muted")
        self.every: list[Button] = []
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        for text, choice in ((_("Semua: pakai yang di sini"), "ours"), (_("Semua: pakai kiriman"), "theirs")):
            button = Button(text, small=True)
            button.clicked.connect(lambda _on=False, choice=choice: self._decide_all(choice))
            self.every.append(button)
            row.addWidget(button)
        self.body.addLayout(row)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, theme.px(6), 0)
        self._column.setSpacing(theme.px(10))
        area = scroll(holder)
        area.setMinimumHeight(room_for(parent.window(), 150 * len(waiting) + 40, 300))
        self.body.addWidget(area, 1)
        self._show(waiting)

    def _show(self, waiting: tuple[Waiting, ...]) -> None:
        clear_layout(self._column)
        for one in waiting:
            self._column.addWidget(self._card(one))
        self._column.addStretch(1)
        self.said.setText(
            n_("1 perbedaan", "{n} perbedaan", len(waiting)).format(n=len(waiting))
            if waiting
            else _("Semua sudah diputuskan.")
        )
        for button in self.every:
            button.setEnabled(bool(waiting) and not self._session.read_only)

    def _card(self, one: Waiting) -> Card:
        conflict = one.conflict
        card = Card()
        head = QHBoxLayout()
        head.addWidget(label(place_of(self._sheet, one), weight=600, wrap=True), 1)
        head.addWidget(Pill(_(REASONS[conflict.reason.value]), "warn"))
        card.body.addLayout(head)
        if one.base:
            card.body.addWidget(
                _value(_("Semula: {value}").format(value=shown(one.base, "value")), one.base, "muted")
            )
        both = QHBoxLayout()
        both.setSpacing(theme.px(14))
        who = one.who or _("pengirim")
        for title, value, choice, text in (
            (_("Di sini"), one.ours, "ours", _("Pakai yang di sini")),
            (_("Dari {who}").format(who=who), one.theirs, "theirs", _("Pakai kiriman")),
        ):
            both.addLayout(self._side(one, title, value, choice, text), 1)
        card.body.addLayout(both)
        if conflict.field in TEXTS and one.ours and one.theirs:
            join = Button(_("Gabungkan keduanya"), "quiet", small=True)
            join.setAccessibleName(f"{join.text()}: {place_of(self._sheet, one)}")
            join.setEnabled(not self._session.read_only)
            join.clicked.connect(lambda: self._decide(one.id, "both"))
            card.body.addWidget(join, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _side(self, one: Waiting, title: str, value: str, choice: str, text: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        column.addWidget(label(title, size="small", tone="muted"))
        column.addWidget(_value(shown(value, one.conflict.field), value, "ink"))
        column.addStretch(1)
        button = Button(text, small=True)
        button.setAccessibleName(f"{text}: {place_of(self._sheet, one)}")
        button.setEnabled(not self._session.read_only)
        button.clicked.connect(lambda: self._decide(one.id, choice))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _decide(self, conflict_id: str, choice: str) -> None:
        mine = self._sheet.assessment.id
        self._run(lambda workspace: workspace.exchange.settle(mine, conflict_id, choice))

    def _decide_all(self, choice: str) -> None:
        mine = self._sheet.assessment.id
        self._run(lambda workspace: workspace.exchange.settle_all(mine, choice))

    def _run(self, verb: Callable[[Workspace], Sheet]) -> None:
        mine = self._sheet.assessment.id
        self._session.do(verb)
        self._session.ask(lambda workspace: workspace.exchange.conflicts(mine), self._show)


def place_of(sheet: Sheet, one: Waiting) -> str:
    """What a difference is about: the criterion, what of it, and which field."""
    field = one.conflict.field
    named = words.title_line(sheet.pack, one.code) if one.code in sheet.pack.nodes else one.code
    parts = (named, one.name, _(KINDS.get(one.conflict.kind, one.conflict.kind)), _(FIELDS.get(field, field)))
    return " · ".join(part for part in parts if part)


def shown(value: str, field: str) -> str:
    """A value; nothing is said as nothing, and what is long is cut."""
    text = value.strip()
    return (text[:_LONGEST] + " …" if len(text) > _LONGEST else text) or (
        _("(kosong)") if field else _("(tidak ada)")
    )


def _value(text: str, whole: str, tone: Tone) -> Label:
    made = label(text, tone=tone, wrap=True)
    if len(whole) > _LONGEST:
        made.setToolTip(plain_tip(whole))
    return made


def decide(window: QWidget, session: Session) -> None:
    """Show what waits for a decision in the open assessment."""
    sheet = session.sheet
    if sheet is None:
        return

    def landed(found: tuple[Waiting, ...]) -> None:
        if found:
            DecideDialog(window, session, sheet, found).open()
        else:
            session.noticed.emit(_("Tidak ada perbedaan yang menunggu."), False)

    session.ask(lambda workspace: workspace.exchange.conflicts(sheet.assessment.id), landed)
