"""The columns of a file in a table: what each is taken for, how surely and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView

from zi_assess.core.survey import Form
from zi_assess.i18n import _, say
from zi_assess.responses import EXTRA, Proposed, Role, Use
from zi_assess.responses import Mapping as Uses
from zi_assess.ui import theme
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.widgets.table import TableView

_SURE, _FAIRLY = 85, 60
_SAMPLES = 3


class ColumnsTable(TableView):
    """A row a column of the file. `entered()` at Enter, to choose what the column is taken for."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__(_("Kolom berkas"), lines=2, sortable=False)
        self.cells = CellsModel((_("Kolom di berkas"), _("Dipakai sebagai"), _("Keyakinan")), self)
        self.setModel(self.cells)
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(1, theme.px(280))
        self.setColumnWidth(2, theme.px(260))

    def show_columns(self, columns: Sequence[Proposed], mapping: Uses, form: Form) -> None:
        """Show *columns* with the uses of *mapping*."""
        self.cells.set_rows([_row(one, mapping.of(one.heading), form) for one in columns if one.heading])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks what the column is taken for."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def _row(one: Proposed, use: Use, form: Form) -> CellRow:
    samples = " · ".join(one.samples[:_SAMPLES]) or _("kosong")
    changed = use != one.use
    if changed:
        sure = Cell(_("dipilih sendiri"), pill="brand")
    elif one.use.role is Role.IGNORE:
        sure = Cell(_("diabaikan"), say(one.reason, dict(one.values)), tone="muted")
    else:
        words, kind = _sure(one.confidence)
        sure = Cell(f"{words} · {one.confidence}%", say(one.reason, dict(one.values)), tone=kind)
    ignored = use.role is Role.IGNORE
    return CellRow(
        one.heading,
        (
            Cell(one.header or _("(tanpa judul)"), samples),
            Cell(use_words(use, form), "", lead=not ignored, tone="muted" if ignored else ""),
            sure,
        ),
    )


def _sure(confidence: int) -> tuple[str, str]:
    if confidence >= _SURE:
        return _("yakin"), "ok"
    return (_("cukup yakin"), "") if confidence >= _FAIRLY else (_("ragu"), "warn")


def use_words(use: Use, form: Form) -> str:
    """What a column is taken for, in words."""
    if use.role is Role.ITEM:
        return f"{_('Jawaban')}: {item_title(form, use.key)}"
    if use.role is Role.PROFILE:
        known = form.field(use.key)
        return f"{_('Responden')}: {known.title if known else use.key.removeprefix(EXTRA)}"
    return _("Saran dan masukan") if use.role is Role.REMARK else _("Tidak diimpor")


def item_title(form: Form, key: str) -> str:
    """The unsur or question behind a column of answers, with its aspect where there are several."""
    item, _scale = form.columns[key]
    unsur = next(one for one in form.unsur if item in one.items)
    title = unsur.title if len(unsur.items) == 1 or item.code == unsur.code else item.question
    aspect = next((one.title for one in form.aspects if key.endswith(f":{one.key}") and one.key), "")
    return f"{title} ({aspect})" if aspect else title


def uses(form: Form, header: str) -> list[tuple[Use, str]]:
    """Everything a column can be taken for; *header* names an extra column that is taken in as it is."""
    found = [(Use(Role.IGNORE), _("Tidak diimpor"))]
    found += [(one, use_words(one, form)) for one in (Use(Role.ITEM, key) for key in form.columns)]
    found += [(one, use_words(one, form)) for one in (Use(Role.PROFILE, field.key) for field in form.profile)]
    found.append((Use(Role.REMARK), _("Saran dan masukan")))
    extra = Use(Role.PROFILE, f"{EXTRA}{header}")
    found.append((extra, _("Isian tambahan “{header}” apa adanya").format(header=header)))
    return found
