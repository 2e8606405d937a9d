"""Kotak masuk: what came in and is filed nowhere, each with the places it probably belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core.assessment import Document
from zi_assess.core.pack import Pack
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, count, n_
from zi_assess.ui import theme
from zi_assess.ui.intake import lines
from zi_assess.ui.intake.lines import Line, Sure
from zi_assess.ui.intake.picker import PlacePicker
from zi_assess.ui.intake.table import Column, LinesModel, LinesTable
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.surfaces import EmptyState, Plane
from zi_assess.ui.widgets.text import elided, label

if TYPE_CHECKING:
    from zi_assess.textindex import TextIndex
    from zi_assess.ui.work import Tick
    from zi_assess.workspace import Attached, Workspace

_OFFERED = 3


class InboxView(QWidget):
    """The inbox. `looked(object)` passes the `Document` to be seen, or None; `asked()` that files are to come in."""

    looked = Signal(object)
    asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._documents: tuple[Document, ...] = ()
        self._model = LinesModel(self)
        self._make_parts()
        self._lay_out()

    # What the page calls

    def show_inbox(self, sheet: Sheet, documents: Sequence[Document]) -> None:
        """Show *documents*, the newest first; places chosen by hand stay."""
        self._sheet = sheet
        self._documents = tuple(documents)
        old = {line.source: line for line in self._model.lines()}
        made = [old.get(one.id) or Line(one.id, one.name, kind=one.kind) for one in documents]
        row = self._table.currentIndex().row()
        self._model.show(sheet.pack, made)
        if made and not self._table.chosen_rows():
            self._table.selectRow(max(0, min(row, len(made) - 1)))
        self._tell()
        self._chosen()
        self._propose()

    def step(self, by: int) -> None:
        """Go *by* documents on."""
        rows = self._table.chosen_rows()
        if self._model.rowCount():
            self._table.selectRow(max(0, min(self._model.rowCount() - 1, (rows[0] if rows else 0) + by)))

    # Parts

    def _make_parts(self) -> None:
        self._table = LinesTable(_("Kotak masuk"), self._model, hidden=(Column.TICK, Column.STATE))
        self._table.selectionModel().selectionChanged.connect(lambda: self._chosen())
        self._table.entered.connect(self._file_chosen)
        self._table.doubleClicked.connect(lambda _index: self._file_chosen())
        self.picker = PlacePicker(2 if self._session.settings.large_type else _OFFERED, wide=True)
        self.picker.placed.connect(self._placed)
        self._what = elided(weight=600, middle=True)
        self.file = Button(_("Simpan di sini"), "primary")
        self.file.clicked.connect(self._file_chosen)
        self.sure = Button("", small=True)
        self.sure.clicked.connect(self._file_sure)
        self._empty = EmptyState(
            "impor",
            _("Kotak masuk kosong"),
            _(
                "Seret berkas ke sini, tempel gambar dengan Ctrl+V, atau pilih berkas. Tempatnya ditentukan nanti."
            ),
            _("Pilih berkas…"),
        )
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self.asked)
        self._watch = elided(tone="muted", size="small", middle=True)
        self._watch_choose = Button(_("Awasi folder…"), "quiet", small=True)
        self._watch_choose.clicked.connect(self._choose_folder)
        self._watch_stop = Button(_("Hentikan"), "quiet", small=True)
        self._watch_stop.clicked.connect(lambda: self._watched(""))
        self._session.adjusted.connect(self._tell_watched)  # it may be chosen among the settings too

    def _lay_out(self) -> None:
        foot = Plane("card", "t")
        below = QVBoxLayout(foot)
        edge = theme.px(20)
        below.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        below.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self._what, 1)
        head.addWidget(self.file)
        below.addLayout(head)
        below.addWidget(self.picker)
        self._foot = foot
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(edge, theme.px(12), edge, theme.px(8))
        column.setSpacing(theme.px(8))
        top = QHBoxLayout()
        self._said = label(tone="muted", wrap=True)
        top.addWidget(self._said, 1)
        top.addWidget(self.sure)
        column.addLayout(top)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        watch = QHBoxLayout()
        watch.setSpacing(theme.px(4))
        watch.addWidget(self._watch, 1)
        watch.addWidget(self._watch_choose)
        watch.addWidget(self._watch_stop)
        column.addLayout(watch)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(upper, 1)
        outer.addWidget(foot)

    # Proposing

    def _propose(self) -> None:
        """Have the places proposed beside the window, for what is new or was read since."""
        sheet = self._sheet
        waiting = [line for line in self._model.lines() if line.sure is not Sure.CHOSEN]
        if sheet is None or not waiting:
            return
        texts = {one.id: one.sha256 for one in self._documents}

        def asked(index: TextIndex) -> None:
            self._session.work.side(
                lambda tick: proposals(sheet.pack, waiting, texts, index, tick), self._proposed
            )

        self._session.ask(lambda workspace: workspace.texts.index, asked)

    def _proposed(self, found: Sequence[Line]) -> None:
        now = {line.source: line for line in self._model.lines()}
        left = [line for line in found if line.source in now and now[line.source].sure is not Sure.CHOSEN]
        self._model.replace(left)
        self._tell()
        self._chosen()

    # Telling

    def _tell(self) -> None:
        every = self._model.lines()
        writable = self._writable()
        self._stack.setCurrentWidget(self._table if every else self._empty)
        self._foot.setHidden(not every or not writable)
        many = len(every)
        said = n_("1 dokumen belum punya tempat.", "{n} dokumen belum punya tempat.", many)
        self._said.setText(said.format(n=count(many)) if many else "")
        sure = sum(line.sure in (Sure.YES, Sure.CHOSEN) for line in every)
        text = n_("Simpan 1 yang sudah yakin", "Simpan {n} yang sudah yakin", sure).format(n=count(sure))
        self.sure.setText(text)
        self.sure.updateGeometry()
        self.sure.setHidden(sure < 2 or not writable)
        if self._empty.button is not None:
            self._empty.button.setHidden(not writable)
        self._tell_watched()

    def _tell_watched(self) -> None:
        watched = self._session.settings.watched
        self._watch.setText(
            _("Folder yang diawasi: {folder}").format(folder=watched)
            if watched
            else _("Folder dapat diawasi: berkas baru di dalamnya disalin ke sini.")
        )
        self._watch_choose.setText(_("Ganti folder…") if watched else _("Awasi folder…"))
        self._watch_choose.updateGeometry()
        self._watch_stop.setHidden(not watched)

    def _chosen(self) -> None:
        mine = self._table.chosen_lines()
        if self._sheet is not None:
            self.picker.show_line(self._sheet, mine[0] if mine else None)
        many = len(mine)
        self._what.setText(
            _("{n} dokumen dipilih").format(n=many) if many > 1 else mine[0].name if mine else ""
        )
        text = _("Simpan {n} dokumen").format(n=many) if many > 1 else _("Simpan di sini")
        self.file.setText(text)
        self.file.updateGeometry()
        self.file.setEnabled(any(line.place[0] for line in mine))
        first = mine[0].source if mine else ""
        self.looked.emit(next((one for one in self._documents if one.id == first), None))

    # Doing

    def _placed(self, code: str, slot: str) -> None:
        self._model.change(self._table.chosen_rows(), lambda line: lines.chosen(line, (code, slot)))
        self._tell()
        mine = self._table.chosen_lines()
        self.file.setEnabled(any(line.place[0] for line in mine))

    def _file_chosen(self) -> None:
        self._file([line for line in self._table.chosen_lines() if line.place[0]])

    def _file_sure(self) -> None:
        self._file([line for line in self._model.lines() if line.sure in (Sure.YES, Sure.CHOSEN)])

    def _file(self, mine: Sequence[Line]) -> None:
        sheet = self._sheet
        if sheet is None or not mine or not self._writable():
            return
        id_ = sheet.assessment.id

        def run(workspace: Workspace, tick: Tick) -> Attached:
            from zi_assess.workspace import Placement

            return workspace.file_many(id_, [Placement(one.source, *one.place) for one in mine], tick=tick)

        label_ = n_("Menyimpan 1 dokumen", "Menyimpan {n} dokumen", len(mine)).format(n=len(mine))
        self._session.long(label_, run, partial(self._filed, mine))

    def _filed(self, mine: Sequence[Line], found: Attached) -> None:
        code = mine[0].place[0]
        single = len(mine) == 1  # two sentences: a plural may not lose the name
        one = _("{name} disimpan di {code}") if single else _("{n} dokumen disimpan sebagai bukti")
        self._session.noticed.emit(one.format(name=mine[0].name, code=code, n=count(len(mine))), True)

    def _choose_folder(self) -> None:
        start = self._session.settings.watched
        folder = QFileDialog.getExistingDirectory(self.window(), _("Folder yang diawasi"), start)
        if folder:
            self._watched(folder)

    def _watched(self, folder: str) -> None:
        self._session.adjust(watched=folder)

    def _writable(self) -> bool:
        return not self._session.read_only and self._sheet is not None and not self._sheet.assessment.locked


def proposals(
    pack: Pack, waiting: Sequence[Line], texts: dict[str, str], index: TextIndex, tick: Tick
) -> list[Line]:
    """*waiting* with the places their names and, as far as it was read, their text speak for."""
    from zi_assess.recognition import recognise

    found = []
    for number, line in enumerate(waiting, 1):
        text = index.text(texts.get(str(line.source), ""))
        found.append(lines.proposed(line, recognise(pack, line.name, (), text)))
        tick(number, len(waiting))
    return [replace(line, ticked=False) for line in found]
