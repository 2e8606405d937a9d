"""Riwayat: who did what and when, the newest first, and which of it the other side has confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from zi_assess.core.history import HistoryEntry, short
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, count, date_short, n_
from zi_assess.ui import theme
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.fields import SearchField
from zi_assess.ui.widgets.surfaces import Plane
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

_PAGE = 200  # entries read at a time
_WIDTHS = (150, 170, 0, 130)


class HistoryPage(QWidget):
    """The journal of the assessment shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._entries: list[HistoryEntry] = []
        self._whole = False
        self._make_parts()
        self._lay_out()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the newest entries of *sheet*, as many as were shown before."""
        same = self._sheet is not None and self._sheet.assessment.id == sheet.assessment.id
        self._sheet = sheet
        wanted = max(_PAGE, len(self._entries)) if same else _PAGE
        mine = sheet.assessment.id
        self._session.ask(
            lambda workspace: workspace.journal(mine, wanted), lambda found: self._loaded(found, wanted, 0)
        )

    def _make_parts(self) -> None:
        self._search = SearchField(_("Cari nama, kode, atau kata…"))
        self._search.setMinimumWidth(theme.px(300))
        self._search.searched.connect(lambda _text: self._show())
        self._said = label(tone="muted")
        self._print = Button(_("Cetak…"), icon="cetak")
        self._print.clicked.connect(lambda: self._session.goto.emit("laporan", "riwayat"))
        self._model = CellsModel((_("Waktu"), _("Siapa"), _("Apa"), _("Kode rantai")), self)
        self._table = TableView(_("Riwayat perubahan"), lines=2, sortable=False)
        self._table.setModel(self._model)
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        for n, width in enumerate(_WIDTHS):
            if width:
                self._table.setColumnWidth(n, theme.px(width))
            else:
                header.setSectionResizeMode(n, QHeaderView.ResizeMode.Stretch)
        self._older = Button(_("Muat yang lebih lama"))
        self._older.clicked.connect(self._load_older)
        self._proves = label(
            _(
                "Setiap langkah terkait dengan langkah sebelumnya; langkah yang diubah atau dihapus diam-diam terlihat "
                "oleh “Periksa ruang kerja”. Terhadap pemegang ruang kerja sendiri, riwayat hanya terbukti sampai "
                "langkah terakhir yang dikonfirmasi pihak lain. Nama adalah pengakuan, bukan bukti."
            ),
            size="small",
            tone="muted",
            wrap=True,
        )

    def _lay_out(self) -> None:
        head = Plane("bg", "b")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        row.setSpacing(theme.px(10))
        row.addWidget(self._search)
        row.addWidget(self._said, 1)
        row.addWidget(self._print)
        foot = QHBoxLayout()
        foot.addWidget(self._proves, 1)
        foot.addWidget(self._older)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(14))
        inner.setSpacing(theme.px(8))
        inner.addWidget(self._table, 1)
        inner.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(inner, 1)

    def _load_older(self) -> None:
        if self._sheet is None or not self._entries:
            return
        mine, last = self._sheet.assessment.id, self._entries[-1].seq
        self._session.ask(
            lambda workspace: workspace.journal(mine, _PAGE, last),
            lambda found: self._loaded(found, _PAGE, last),
        )

    def _loaded(self, found: Sequence[HistoryEntry], wanted: int, before: int) -> None:
        self._entries = [*(self._entries if before else ()), *found]
        self._whole = len(found) < wanted
        self._older.setVisible(not self._whole)
        self._show()

    def _show(self) -> None:
        wanted = self._search.text().casefold().split()
        shown = [one for one in self._entries if all(word in _said(one) for word in wanted)]
        self._model.set_rows([_row(one) for one in shown])
        many = n_("1 langkah", "{n} langkah", len(shown)).format(n=count(len(shown)))
        self._said.setText(
            many if self._whole else _("{steps}, yang lebih lama belum dimuat").format(steps=many)
        )


def _said(one: HistoryEntry) -> str:
    return f"{one.text} {one.who} {date_short(one.at.astimezone().date())}".casefold()


def _row(one: HistoryEntry) -> CellRow:
    at = one.at.astimezone()
    line = _("Dikonfirmasi {who}").format(who=one.countersigned) if one.countersigned else ""
    tone = "faint" if one.undone else ""
    text = _("{text} (diurungkan)").format(text=one.text) if one.undone else one.text
    return CellRow(
        str(one.seq),
        (
            Cell(date_short(at.date()), f"{at:%H.%M}", tone="muted"),
            Cell(one.who or "–", tone="muted"),
            Cell(text, line, tone=tone),
            Cell(short(one.head), str(one.seq), tone="muted"),
        ),
    )
