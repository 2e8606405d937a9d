"""What unsure answers mean: a choice for each, asked once and kept by the mapping."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.survey import Form
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import select
from zi_assess.ui.widgets.buttons import Button, Select
from zi_assess.ui.widgets.surfaces import clear_layout, scroll
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.responses import Question

_OPEN = "?"  # nothing was chosen yet
Known = Map[str, Map[str, int | None]]
"""What labels are known to mean, by column key."""


class Meanings(QWidget):
    """Asks *questions*; `meant(str, str, object)` passes column key, label and a value, or None for a blank."""

    meant = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: tuple[Question, ...] = ()
        self.confirm = Button(_("Setujui semua usul"), small=True)
        self.confirm.clicked.connect(self._confirm_all)
        words = _("Jawaban ini dapat berarti lebih dari satu nilai. Pastikan sekali; pemetaan mengingatnya.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(label(words, tone="muted", wrap=True), 1)
        row.addWidget(self.confirm)
        column.addLayout(row)
        self._boxes = QWidget()
        self._rows = QVBoxLayout(self._boxes)
        self._rows.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll(self._boxes), 1)

    def ask(self, questions: Sequence[Question], form: Form, known: Known) -> None:
        """Show *questions* about answers of *form*, with what is *known* chosen."""
        self.asked = tuple(questions)
        clear_layout(self._rows)
        for one in self.asked:
            self._rows.addWidget(self._question(one, form, known))
        self._rows.addStretch(1)

    def _question(self, one: Question, form: Form, known: Known) -> QWidget:
        from zi_assess.ui.pages.surveys.columns import item_title

        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, theme.px(6), 0)
        points, name = form.columns[one.key][1].points, label_of(one)
        title = item_title(form, one.key)
        text = _("“{label}” pada {unsur} berarti").format(label=name, unsur=title)
        choices = [(_OPEN, _("belum dipastikan")), ("", _("kosong"))]
        choices += [(str(point.value), f"{point.value} · {point.title}") for point in points]
        given = known.get(one.key, {})
        chosen = _OPEN if name not in given else "" if given[name] is None else str(given[name])
        box = select(text, choices, chosen)
        box.setProperty("proposed", one.proposed)
        box.currentIndexChanged.connect(lambda _index: self._tell(one, str(box.currentData())))
        row.addWidget(label(text, wrap=True), 1)
        proposed = next((point.title for point in points if str(point.value) == one.proposed), "")
        if proposed:
            value = f"{one.proposed} · {proposed}"
            row.addWidget(label(_("usul: {value}").format(value=value), tone="muted"))
        row.addWidget(box)
        return made

    def _tell(self, one: Question, value: str) -> None:
        if value != _OPEN:
            self.meant.emit(one.key, label_of(one), int(value) if value else None)

    def _confirm_all(self) -> None:
        """Take every proposal that nobody has answered otherwise."""
        for box in self._boxes.findChildren(Select):
            if box.currentData() == _OPEN and box.property("proposed"):
                box.setCurrentIndex(max(0, box.findData(box.property("proposed"))))


def label_of(one: Question) -> str:
    """The answer a question is about, as it was written."""
    return str(one.values["label"])
