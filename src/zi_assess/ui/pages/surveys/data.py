"""Every respondent as a row that can be corrected: answers by number, the rest by words."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zi_assess.core.survey import Response
from zi_assess.i18n import _, count
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui import theme
from zi_assess.ui.models.roles import CellRole
from zi_assess.ui.pages.surveys.profile import read_label
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.table import TableDelegate, TableView
from zi_assess.ui.widgets.text import label

Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ResponsesModel(QAbstractTableModel):
    """A row a respondent, a column an answer or a field. `edited(int, object)` passes a row's place and `Response`."""

    edited = Signal(int, object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._survey: SurveySheet | None = None
        self._keys: tuple[str, ...] = ()
        self._fields: tuple[str, ...] = ()
        self._editable = False

    def show(self, survey: SurveySheet, editable: bool) -> None:
        """Show the answers of *survey*."""
        self.beginResetModel()
        self._survey, self._editable = survey, editable
        order = list(survey.form.columns)
        self._keys = tuple(sorted(survey.responses.answers, key=order.index))
        self._fields = tuple(survey.responses.profile)
        self.endResetModel()

    def place(self, index: Index) -> int:
        """The respondent of a row, from 0; -1 for none."""
        return index.row() if index.isValid() else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many answered."""
        return 0 if parent.isValid() or self._survey is None else self._survey.responses.n

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """A number, the answers, the fields, the remark."""
        if parent.isValid() or self._survey is None:
            return 0
        return 1 + len(self._keys) + len(self._fields) + bool(self._survey.responses.remarks)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of unsur and fields; the whole question as a tip."""
        if orientation is not Qt.Orientation.Horizontal or self._survey is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(section)
        if role == Qt.ItemDataRole.ToolTipRole and 1 <= section <= len(self._keys):
            return self._survey.form.columns[self._keys[section - 1]][0].question
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 0:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The value, or what it means."""
        if not index.isValid() or self._survey is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == 0 else None
        if role == CellRole.TONE:
            return "muted" if index.column() == 0 else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(index.row(), index.column())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All but the number can be corrected."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if self._editable and index.column() else found

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Pass on a correction; a value off the scale is refused in words."""
        survey = self._survey
        if (
            survey is None
            or role != Qt.ItemDataRole.EditRole
            or str(value) == self._text(index.row(), index.column())
        ):
            return False
        before, text, column = (
            survey.responses.row(survey.form, index.row()),
            str(value).strip(),
            index.column(),
        )
        if 1 <= column <= len(self._keys):
            changed = self._answered(before, self._keys[column - 1], text)
        elif column <= len(self._keys) + len(self._fields):
            key = self._fields[column - 1 - len(self._keys)]
            label_, wrong = read_label(survey.form.field(key), text)
            if wrong:
                self.refused.emit(wrong)
                return False
            changed = replace(before, profile={**before.profile, key: label_})
        else:
            changed = replace(before, remark=text)
        if changed is None:
            return False
        self.edited.emit(index.row(), changed)
        return True

    def _answered(self, before: Response, key: str, text: str) -> Response | None:
        assert self._survey is not None
        scale = self._survey.form.columns[key][1]
        if not text:
            return replace(before, answers={name: one for name, one in before.answers.items() if name != key})
        if not (text.isascii() and text.isdecimal() and scale.least <= int(text) <= scale.most):
            words = _("Jawaban harus {least} sampai {most}, atau kosong.")
            self.refused.emit(words.format(least=scale.least, most=scale.most))
            return None
        return replace(before, answers={**before.answers, key: int(text)})

    def _title(self, section: int) -> str:
        assert self._survey is not None
        form = self._survey.form
        if section == 0:
            return _("No.")
        if section <= len(self._keys):
            item = form.columns[self._keys[section - 1]][0]
            unsur = next((one for one in form.unsur if item in one.items), None)
            return unsur.title if unsur and len(unsur.items) == 1 else item.code
        place = section - 1 - len(self._keys)
        if place < len(self._fields):
            known = form.field(self._fields[place])
            return known.title if known else self._fields[place].removeprefix("lain:")
        return said.remark_title(form)

    def _text(self, row: int, column: int) -> str:
        assert self._survey is not None
        responses, form = self._survey.responses, self._survey.form
        if column == 0:
            return count(row + 1)
        if column <= len(self._keys):
            key = self._keys[column - 1]
            byte = responses.answers[key][row]
            return str(form.columns[key][1].points[byte - 1].value) if byte else ""
        place = column - 1 - len(self._keys)
        if place < len(self._fields):
            return responses.profile[self._fields[place]][row]
        return responses.remarks[row] if responses.remarks else ""

    def _spoken(self, row: int, column: int) -> str:
        assert self._survey is not None
        text = self._text(row, column)
        if 1 <= column <= len(self._keys) and text:
            scale = self._survey.form.columns[self._keys[column - 1]][1]
            return f"{self._title(column)}: {text} {scale.title(int(text))}"
        return f"{self._title(column)}: {text or _('kosong')}"


class _Painted(TableDelegate):
    """Cells as everywhere, with a line to type into."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A plain line over the cell."""
        made = QLineEdit(parent)
        made.setFrame(False)
        made.setTextMargins(theme.px(4), 0, theme.px(4), 0)
        return made


class DataView(QWidget):
    """The table. `edited(int, object)` and `removed(int)` pass what shall become of a row."""

    edited = Signal(int, object)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.model = ResponsesModel(self)
        self.model.edited.connect(self.edited)
        self.model.refused.connect(self._refuse)
        self.table = _Grid(_("Jawaban responden"), sortable=False)
        self.table.setModel(self.model)
        self.table.cleared.connect(self._clear)
        self._said = label(tone="muted", wrap=True)
        self.remove = Button(_("Hapus responden ini"), "danger", small=True)
        self.remove.clicked.connect(self._remove)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._said, 1)
        self._foot.addWidget(self.remove)
        column = QVBoxLayout(self)
        edge = theme.px(16)
        column.setContentsMargins(edge, theme.px(12), edge, edge)
        column.addWidget(self.table, 1)
        column.addLayout(self._foot)

    def show_survey(self, survey: SurveySheet, editable: bool) -> None:
        """Show the responses; the place in the table stays."""
        here = self.table.currentIndex()
        down = self.table.verticalScrollBar().value()
        self.model.show(survey, editable)
        self.remove.setVisible(editable)
        self._tell(editable)
        for column in range(self.model.columnCount()):
            self.table.setColumnWidth(column, self._wide(column))
        if here.isValid():
            self.table.setCurrentIndex(
                self.model.index(min(here.row(), self.model.rowCount() - 1), here.column())
            )
        self.table.verticalScrollBar().setValue(down)

    def _wide(self, column: int) -> int:
        """Room for the title, within bounds."""
        words = str(self.model.headerData(column, Qt.Orientation.Horizontal) or "")
        need = theme.metrics().horizontalAdvance(words) + theme.px(26)
        return min(theme.px(190), max(theme.px(52), need))

    def _tell(self, editable: bool) -> None:
        words = _("Enter atau ketik untuk mengubah, Delete mengosongkan. Hasil dihitung ulang seketika.")
        self._said.set_tone("muted")
        self._said.setText(words if editable else _("Hanya dapat dibaca."))

    def _refuse(self, text: str) -> None:
        self._said.set_tone("bad")
        self._said.setText(text)

    def _remove(self) -> None:
        place = self.model.place(self.table.currentIndex())
        if place >= 0:
            self.removed.emit(place)

    def _clear(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and index.column():
            self.model.setData(index, "")


class _Grid(TableView):
    """A table whose cells are chosen one by one and typed over. `cleared()` at Delete."""

    cleared = Signal()

    def __init__(self, name: str, *, sortable: bool) -> None:
        super().__init__(name, sortable=sortable)
        self.setItemDelegate(_Painted(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter corrects, Delete empties."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
