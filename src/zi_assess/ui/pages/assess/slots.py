"""The evidence a question asks for: a card a slot, one for what is in none, and which piece is in the preview."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zi_assess.core.assessment import Evidence
from zi_assess.core.pack import EvidenceSlot, Question
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, date_short
from zi_assess.ui import theme, words
from zi_assess.ui.filing.acts import Filing
from zi_assess.ui.models.evidence_table import ICONS, STATES, by_age, use_state
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.layers import verdict_of
from zi_assess.ui.widgets.slot import SlotCard, SlotRow

_KINDS: tuple[Kind, ...] = ("ok", "warn", "bad", "info", "neutral", "brand")


class SlotsArea(QWidget):
    """Cards for the slots of one question. `chosen(object)` passes the `Evidence` to be looked at, or None."""

    chosen = Signal(object)

    def __init__(self, filing: Filing) -> None:
        super().__init__()
        self._filing = filing
        self._question: Question | None = None
        self._cards: list[SlotCard] = []
        self._ids: list[str] = []
        self._uses: list[tuple[Evidence, ...]] = []
        self._drawn: list[tuple[object, ...]] = []
        self._on = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(7))

    def show_question(self, question: Question, sheet: Sheet, read_only: bool) -> None:
        """Show the slots of *question*; another question brings its first piece of evidence into the preview."""
        other = self._question is None or question.code != self._question.code
        self._question = question
        slots: list[tuple[EvidenceSlot | None, tuple[Evidence, ...]]] = [
            (slot, by_age(uses)) for slot, uses in sheet.slots(question)
        ]
        loose = by_age(sheet.loose_evidence(question))
        if loose or not question.evidence:
            slots.append((None, loose))
        self._fit(len(slots))
        self._ids = [slot.id if slot else "" for slot, _uses in slots]
        self._uses = [uses for _slot, uses in slots]
        every = [use for uses in self._uses for use in uses]
        before = self._on
        if other or self._on not in {use.id for use in every}:
            self._on = every[0].id if every else ""
        for n, (slot, uses) in enumerate(slots):
            self._show_card(n, slot, uses, sheet, read_only)
        self._mark()
        if other or before != self._on or every:
            self.chosen.emit(self.current())

    def current(self) -> Evidence | None:
        """The piece of evidence that is looked at."""
        return next((use for uses in self._uses for use in uses if use.id == self._on), None)

    def look_at(self, evidence_id: str) -> None:
        """Look at one piece of evidence of this question."""
        self._on = evidence_id
        self._mark()
        self.chosen.emit(self.current())

    def focus_empty(self) -> None:
        """Give focus to the first empty slot, or else the first."""
        for card, uses in zip(self._cards, self._uses, strict=False):
            if not uses:
                card.setFocus()
                return
        if self._cards:
            self._cards[0].setFocus()

    def empty_card(self) -> SlotCard | None:
        """The first slot that is asked for and empty."""
        return next((card for card, uses in zip(self._cards, self._uses, strict=False) if not uses), None)

    def _fit(self, many: int) -> None:
        while len(self._cards) < many:
            self._cards.append(self._make(len(self._cards)))
            self._drawn.append(())
        for n, card in enumerate(self._cards):
            card.setHidden(n >= many)

    def _make(self, n: int) -> SlotCard:
        card = SlotCard()
        filing = self._filing
        card.dropped.connect(lambda paths: filing.attach(self._code(), self._ids[n], paths))
        card.linked.connect(lambda url: filing.attach(self._code(), self._ids[n], [url]))
        card.pasted.connect(lambda image: self._paste(n, image))
        card.choose.connect(lambda: self._with(n, filing.choose))
        card.more.connect(lambda at: self._more(n, at))
        card.open.connect(lambda row: self.look_at(self._uses[n][row].id))
        card.remove.connect(lambda row: filing.remove(self._uses[n][row]))
        card.row_more.connect(lambda row, at: filing.use_menu(self._uses[n][row], at))
        self._column.addWidget(card)
        return card

    def _code(self) -> str:
        return self._question.code if self._question else ""

    def _with(self, n: int, act: object) -> None:
        if self._question is not None and callable(act):
            act(self._question, self._ids[n])

    def _more(self, n: int, at: QPoint) -> None:
        if self._question is not None:
            self._filing.slot_menu(self._question, self._ids[n], at, self._cards[n].paste)

    def _paste(self, n: int, image: object) -> None:
        if isinstance(image, QImage):
            self._filing.paste(self._code(), self._ids[n], image)

    def _show_card(
        self, n: int, slot: EvidenceSlot | None, uses: Sequence[Evidence], sheet: Sheet, read_only: bool
    ) -> None:
        """Show a slot; a card that shows it already is left alone, so that focus and hover stay."""
        states = [use_state(sheet, use) for use in uses]
        rows = tuple(
            _row(use, state, len(sheet.uses_of(use.document.id)), verdict_of(sheet.assessment, use))
            for use, state in zip(uses, states, strict=True)
        )
        head = _head(slot, bool(uses), all(state == "good" for state in states), read_only)
        drawn = (head, rows, read_only)
        if self._drawn[n] != drawn:
            self._drawn[n] = drawn
            card = self._cards[n]
            card.set_read_only(read_only)
            card.set_slot(*head)
            card.set_rows(rows)

    def _mark(self) -> None:
        for card, uses in zip(self._cards, self._uses, strict=False):
            card.set_on(next((n for n, use in enumerate(uses) if use.id == self._on), -1))


def _head(slot: EvidenceSlot | None, filled: bool, good: bool, read_only: bool) -> tuple[str, str, str, Kind]:
    """Title, line, pill and its kind of a slot."""
    pill, kind = STATES["good"] if filled and good and slot is not None else ("", "neutral")
    shown = _kind(kind)
    if slot is None:
        return (
            _("Bukti lain"),
            "" if filled or read_only else _("Seret berkas ke sini, tempel, atau pilih"),
            "",
            shown,
        )
    if filled:
        return slot.title, "", _(pill) if pill else "", shown
    kinds = ", ".join(words.kind(kind) for kind in slot.kinds)
    how = "" if read_only else _("Seret, tempel, atau pilih: {kinds}").format(kinds=kinds)
    example = _("Contoh: {example}").format(example=slot.example) if slot.example else ""
    return slot.title, "\n".join(part for part in (example, how) if part), _("belum ada"), shown


def _row(use: Evidence, state: str, shared: int, verdict: tuple[str, Kind, str]) -> SlotRow:
    document = use.document
    said, kind = STATES[state] if state != "good" else ("", "neutral")
    pill, tone, who = verdict  # what a reviewer says of it counts for more than what is seen from its date
    parts = [who] if who else []
    parts += [_(said)] if pill and said else []
    parts += [date_short(document.dated)] if document.dated else []
    if use.pages:
        parts.append(_("hal. {pages}").format(pages=use.pages))
    if shared > 1:
        parts.append(_("dipakai di {n} butir").format(n=shared))
    if use.note:
        parts.append(use.note)
    return SlotRow(
        document.name,
        " · ".join(parts),
        ICONS.get(document.kind, "berkas"),
        pill or (_(said) if said else ""),
        tone if pill else _kind(kind),
    )


def _kind(name: str) -> Kind:
    return next((kind for kind in _KINDS if kind == name), "neutral")
