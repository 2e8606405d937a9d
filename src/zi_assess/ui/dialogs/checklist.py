"""The prerequisites of being proposed: what each asks, how it stands, a note. Never part of the score."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.assessment import Held, PrerequisiteAnswer
from zi_assess.core.pack import Prerequisite
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import theme, words
from zi_assess.ui.dialogs.form import entry, select
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.surfaces import Hairline, scroll
from zi_assess.ui.widgets.text import label


class ChecklistDialog(FlowDialog):
    """Every prerequisite of the target; what is chosen is written at once."""

    def __init__(self, parent: QWidget, session: Session, first: str = "") -> None:
        sheet = session.sheet
        assert sheet is not None
        target = sheet.assessment.target
        super().__init__(
            parent,
            _("Prasyarat pengusulan {target}").format(target=target) if target else _("Prasyarat pengusulan"),
            _("Syarat untuk diusulkan, di luar nilai. Tandai keadaannya; setiap pilihan langsung tersimpan."),
            primary=_("Selesai"),
            width=700,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.secondary.hide()
        self._session = session
        self._id = sheet.assessment.id
        self.rows: dict[str, _Row] = {}
        asked = [one for one in sheet.pack.prerequisites if not target or target in one.needs]
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(10))
        for number, one in enumerate(asked):
            if number:
                column.addWidget(Hairline())
            self.rows[one.id] = row = _Row(self, one, target)
            column.addWidget(row)
        column.addStretch(1)
        if not asked:
            column.addWidget(
                label(_("Paket ini tidak punya prasyarat untuk tujuan itu."), tone="muted", wrap=True)
            )
        self._area = scroll(self._list)
        self._area.setMinimumHeight(room_for(parent, min(400, 40 + 84 * len(asked)), 200))
        self.body.addWidget(self._area)
        session.changed.connect(self._refresh)
        self._refresh()
        if first in self.rows:
            self.rows[first].held.setFocus()
            self._area.ensureWidgetVisible(self.rows[first])

    def hold(self, prerequisite: str, answer: PrerequisiteAnswer) -> None:
        """Write how *prerequisite* stands."""
        self._session.do(lambda workspace: workspace.hold(self._id, prerequisite, answer))

    def _refresh(self) -> None:
        sheet = self._session.sheet
        if sheet is None or sheet.assessment.id != self._id:
            self.reject()
            return
        for key, row in self.rows.items():
            row.show_answer(_answer(sheet, key), enabled=not self._session.read_only)


class _Row(QWidget):
    """One prerequisite."""

    def __init__(self, dialog: ChecklistDialog, one: Prerequisite, target: str) -> None:
        super().__init__()
        self._dialog = dialog
        self._id = one.id
        self._answer = PrerequisiteAnswer()
        self.held = select(one.title, [(which.value, words.held(which)[0]) for which in Held])
        self.note = entry(
            _("Catatan: {title}").format(title=one.title), placeholder=_("Catatan, misalnya nomor surat")
        )
        self._pill = Pill()
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(3))
        texts.addWidget(label(one.title, weight=600, wrap=True))
        needs = (
            [one.needs[target]]
            if target in one.needs
            else [f"{key}: {value}" for key, value in one.needs.items()]
        )
        texts.addWidget(label(" · ".join(needs), tone="muted", wrap=True))
        texts.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        row.addLayout(texts, 1)
        choice = QVBoxLayout()
        self.held.setFixedWidth(theme.px(180))
        choice.addWidget(self.held)
        choice.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignRight)
        choice.addStretch(1)
        row.addLayout(choice)
        self.held.activated.connect(self._tell)
        self.note.editingFinished.connect(self._tell)

    def show_answer(self, answer: PrerequisiteAnswer, *, enabled: bool) -> None:
        """Show *answer*; a note that is being typed stays."""
        self._answer = answer
        self.held.setCurrentIndex(self.held.findData(answer.held.value))
        if not self.note.hasFocus():
            self.note.setText(answer.note)
        text, kind = words.held(answer.held)
        self._pill.set("" if answer.held in (Held.UNKNOWN, Held.MET) else text, kind)
        self.held.setEnabled(enabled)
        self.note.setReadOnly(not enabled)

    def _tell(self) -> None:
        answer = PrerequisiteAnswer(Held(str(self.held.currentData())), self.note.text().strip())
        if answer != self._answer:
            self._answer = answer
            self._dialog.hold(self._id, answer)


def _answer(sheet: Sheet, key: str) -> PrerequisiteAnswer:
    return sheet.assessment.prerequisites.get(key, PrerequisiteAnswer())
