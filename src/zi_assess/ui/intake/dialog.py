"""Import of a folder or a zip: a table of what is proposed, corrected by the user, filed in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zi_assess import files
from zi_assess.core.sheet import Sheet
from zi_assess.errors import Cancelled, ZiError
from zi_assess.i18n import _, count, n_, say
from zi_assess.ui import theme
from zi_assess.ui.filing.dialogs import NoticesDialog
from zi_assess.ui.intake import lines, sources, survey
from zi_assess.ui.intake.glance import Glance
from zi_assess.ui.intake.lines import Line, State
from zi_assess.ui.intake.opening import Opening
from zi_assess.ui.intake.picker import PlacePicker
from zi_assess.ui.intake.table import LinesModel, LinesTable
from zi_assess.ui.preview import outside
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.progress import ProgressStrip
from zi_assess.ui.widgets.surfaces import EmptyState
from zi_assess.ui.widgets.text import elided, label
from zi_assess.ui.work import Job, Tick

if TYPE_CHECKING:
    from zi_assess.workspace import Notice, Placement, Workspace


_WIDTH = 1320  # of a window that has room for it: names and reasons are long


class ImportDialog(FlowDialog):
    """Looks through *places*, shows what it would file where, and files what is ticked."""

    def __init__(self, parent: QWidget, session: Session, *places: Path) -> None:
        self._name = _named(places)
        super().__init__(
            parent,
            _("Impor {name}").format(name=self._name),
            _("Tidak ada yang disimpan sebelum Anda menekan Simpan. Berkas aslinya tidak dipindahkan."),
            primary=_("Simpan"),
            width=_WIDTH,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._places = session, places
        self._sheet: Sheet | None = session.sheet
        self._folder = outside.private_folder()
        self._gathered = sources.Gathered(self._name, ())
        self._job: Job | None = None
        self._model = LinesModel(self)
        self._model.ticks.connect(self._tell)
        self.opening = Opening(session, self._model)
        self.opening.opened.connect(self._opened)
        self.opening.told.connect(self._tell)
        self._make_parts()
        self._lay_out_body()
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._file)
        self.finished.connect(lambda _result: self._leave())
        self._begin()

    def model(self) -> LinesModel:
        """The lines as they stand."""
        return self._model

    # Parts

    def _make_parts(self) -> None:
        self._strip = ProgressStrip()
        self._strip.cancelled.connect(self._stop)
        self._chips = FilterChips(_("Saring"))
        self._chips.chosen.connect(self._sift)
        self._all = Button(_("Centang semua"), "quiet", small=True)
        self._all.clicked.connect(lambda: self._model.tick_all(True))
        self._none = Button(_("Kosongkan centang"), "quiet", small=True)
        self._none.clicked.connect(lambda: self._model.tick_all(False))
        self.table = LinesTable(_("Usulan tempat"), self._model)
        self.table.selectionModel().selectionChanged.connect(lambda: self._chosen())
        self.picker = PlacePicker(2 if self._session.settings.large_type else 3)
        self.picker.placed.connect(self._placed)
        self.glance = Glance(self._session)
        self._many = elided(weight=600, middle=True)
        self._said = label(size="small", tone="muted", wrap=True)
        self.rest = Check("")
        self.rest.setChecked(True)  # what is not filed shall not be forgotten
        self._empty = EmptyState("folder", "", "")

    def _lay_out_body(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(self._chips, 1)
        head.addWidget(self._all)
        head.addWidget(self._none)
        side = QWidget()
        side.setFixedWidth(theme.px(280))
        column = QVBoxLayout(side)
        column.setContentsMargins(theme.px(14), 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._many)
        column.addWidget(self.picker)
        column.addWidget(self.glance, 1)
        inner = QWidget()
        upright = QVBoxLayout(inner)
        upright.setContentsMargins(0, 0, 0, 0)
        upright.setSpacing(theme.px(8))
        upright.addLayout(head)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.table, 1)
        across.addWidget(side)
        upright.addLayout(across, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        upright.addLayout(foot)
        self._stack = QStackedWidget()
        self._inner = inner
        for place in (self._empty, inner):
            self._stack.addWidget(place)
        above = self.parentWidget()
        room = above.window().height() if above is not None else 700
        if above is not None:
            self.setMinimumWidth(max(theme.px(700), min(theme.px(_WIDTH), above.window().width() - 40)))
        self._stack.setMinimumHeight(max(theme.px(300), min(theme.px(470), room - theme.px(290))))
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._strip)
        self.add_tool(self.rest)

    # Looking through

    def _begin(self) -> None:
        places, into, sheet = self._places, self._folder, self._sheet
        looking = _("Melihat isi {name}").format(name=self._name)
        self._empty.set(looking, _("Nama folder dan berkas dikenali dahulu."))
        self._stack.setCurrentWidget(self._empty)
        self.primary.setEnabled(False)
        self.rest.hide()
        self._strip.start(looking)
        if sheet is None:
            return

        def asked(documents: object) -> None:
            have = survey.known(documents, sheet.assessment)  # type: ignore[arg-type]
            self._run(lambda tick: self._look(places, into, sheet, have, tick))

        self._session.ask(lambda workspace: workspace.documents(), asked)

    def _run(self, work: object) -> None:
        if not self.isHidden() or self._job is None:
            self._job = self._session.work.side(work, self._looked, self._failed)  # type: ignore[arg-type]
            self._job.progressed.connect(lambda done, total: self._strip.set(done, total))

    def _look(
        self, places: Sequence[Path], into: Path, sheet: Sheet, have: survey.Known, tick: Tick
    ) -> tuple[sources.Gathered, tuple[Line, ...]]:
        gathered = sources.gather_all(places, into, tick)
        return gathered, survey.survey(gathered, sheet.pack, have, tick)

    def _looked(self, found: tuple[sources.Gathered, tuple[Line, ...]]) -> None:
        self._job = None
        self._strip.finish()
        if self._sheet is None:
            return
        self._gathered, every = found
        if not every:
            self._empty.set(_("Tidak ada berkas"), self._left_out() or _("Folder ini kosong."))
            return
        self._model.show(self._sheet.pack, every)
        self._stack.setCurrentWidget(self._inner)
        self.rest.show()
        self.table.selectRow(0)
        self.table.setFocus()
        self._tell()
        self.opening.start(self._sheet.pack, every)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._strip.finish()
        if isinstance(error, Cancelled):
            self.reject()
        elif isinstance(error, ZiError):
            self._empty.set(say(error.what, error.values), say(error.remedy, error.values))
            self._stack.setCurrentWidget(self._empty)
        else:
            self._session.report(error)
            self.reject()

    def _opened(self, line: Line) -> None:
        """A line that is chosen was proposed anew."""
        if any(one.source == line.source for one in self.table.chosen_lines()):
            self._chosen()

    # Correcting

    def _sift(self, which: str) -> None:
        self._model.sift(which)
        if self._model.rowCount():
            self.table.selectRow(0)
        else:
            self._chosen()

    def _chosen(self) -> None:
        mine = self.table.chosen_lines()
        if self._sheet is not None:
            self.picker.show_line(self._sheet, mine[0] if mine else None)
        only = mine[0] if len(mine) == 1 else None
        if only is not None and only.state is State.REFUSED:
            self.glance.show_file(None, lines.why(only))
        else:
            self.glance.show_file(only.source if only is not None and isinstance(only.source, Path) else None)
        self.picker.setEnabled(any(one.state is not State.REFUSED for one in mine))
        self._many.setText(
            _("{n} berkas dipilih").format(n=len(mine)) if len(mine) > 1 else mine[0].name if mine else ""
        )

    def _placed(self, code: str, slot: str) -> None:
        self._model.change(self.table.chosen_rows(), lambda line: lines.chosen(line, (code, slot)))

    def _tell(self) -> None:
        every = self._model.lines()
        sums = lines.tally(every)
        on = self._chips.value()
        chips = (
            Chip("", _("Semua"), sums.all),
            Chip("look", _("Perlu dilihat"), sums.look),
            Chip("known", _("Sudah ada"), sums.known),
            Chip("refused", _("Ditolak"), sums.refused),
        )
        self._chips.set_chips([one for one in chips if one.count or one.key in ("", on)], on)
        left = sum(map(lines.left_over, every))
        self.primary.setText(
            n_("Simpan 1 berkas", "Simpan {n} berkas", sums.ticked).format(n=count(sums.ticked))
        )
        self.primary.updateGeometry()
        self.rest.setText(_("Sisanya ({n}) ke Kotak masuk").format(n=count(left)))
        self.rest.setAccessibleName(self.rest.text())
        self.rest.updateGeometry()
        self.rest.setEnabled(left > 0)
        self.rest.setHidden(not left)
        busy = self._job is not None
        self.primary.setEnabled(not busy and (sums.ticked > 0 or (left > 0 and self.rest.isChecked())))
        parts = [self._left_out()]
        if self.opening.left:
            left_ = count(self.opening.left)
            parts.append(_("Membaca isi berkas yang namanya belum jelas: {n} lagi…").format(n=left_))
        self._said.setText(" ".join(part for part in parts if part))

    def _left_out(self) -> str:
        parts = []
        if self._gathered.system:
            parts.append(
                n_("1 berkas sistem", "{n} berkas sistem", self._gathered.system).format(
                    n=self._gathered.system
                )
            )
        if self._gathered.empty:
            parts.append(
                n_("1 berkas kosong", "{n} berkas kosong", self._gathered.empty).format(
                    n=self._gathered.empty
                )
            )
        return _("{what} dilewati.").format(what=_(" dan ").join(parts)) if parts else ""

    # Filing

    def _file(self) -> None:
        sheet, every = self._sheet, self._model.lines()
        ticked = [one for one in every if one.ticked and one.open]
        rest = [one.source for one in every if lines.left_over(one) and isinstance(one.source, Path)]
        if sheet is None or not (ticked or rest):
            return
        mine, aside = sheet.assessment.id, rest if self.rest.isChecked() and self.rest.isEnabled() else []
        text = n_("Menyimpan 1 berkas", "Menyimpan {n} berkas", len(ticked)).format(n=count(len(ticked)))
        self.opening.stop()
        self._strip.start(text)
        for widget in (self._inner, self.primary, self.secondary, self.rest):
            widget.setEnabled(False)
        self._filed = False
        self._job = self._session.long(
            text, lambda workspace, tick: file_lines(workspace, mine, ticked, aside, tick), self._done
        )
        self._job.progressed.connect(lambda done, total: self._strip.set(done, total))
        self._job.ended.connect(self._ended)

    def _done(self, found: Filed) -> None:
        self._filed = True
        if found.filed or found.aside:
            self._session.noticed.emit(_told(found), found.filed > 0)
        refused = [(say(one.text, one.values), one.refused) for one in found.notices if one.refused]
        if refused:
            title = n_("1 berkas tidak disimpan", "{n} berkas tidak disimpan", len(refused))
            NoticesDialog(self.parentWidget(), title.format(n=count(len(refused))), refused).open()
        self.accept()

    def _ended(self) -> None:
        """After a failure or a stop everything is as it was, and the list is still there."""
        self._job = None
        if not self._filed:
            self._strip.finish()
            for widget in (self._inner, self.primary, self.secondary, self.rest):
                widget.setEnabled(True)
            self._tell()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _leave(self) -> None:
        """Let go of what was unpacked, after whoever still reads it."""
        folder = self._folder
        self.opening.stop()
        self._stop()
        self._session.work.side(lambda tick: files.remove_tree(folder))


def _named(places: Sequence[Path]) -> str:
    first, rest = places[0].name, len(places) - 1
    return n_("{name} dan 1 lagi", "{name} dan {n} lagi", rest).format(name=first, n=rest) if rest else first


@dataclass(frozen=True, slots=True)
class Filed:
    """What came of an import: the sheet after it, how many uses were filed, how many documents went into the inbox,
    what is to be said.
    """

    sheet: Sheet
    filed: int
    aside: int
    notices: tuple[Notice, ...]


def file_lines(
    workspace: Workspace, mine: str, ticked: Sequence[Line], aside: Sequence[Path], tick: Tick
) -> Filed:
    """File *ticked* in one step of undo, and take *aside* into the inbox."""
    from zi_assess.workspace import Placement

    placements: list[Placement] = [Placement(one.source, *one.place) for one in ticked]
    found = workspace.file_many(mine, placements, tick=tick)
    if not aside:
        return Filed(found.sheet, len(found.evidence), 0, found.notices)
    taken = workspace.take_in(aside, tick=tick)
    waiting = {one.id for one in workspace.inbox()}  # the twin of a file that has a place waits for none
    many = len({one.id for one in taken.documents} & waiting)
    return Filed(found.sheet, len(found.evidence), many, (*found.notices, *taken.notices))


def _told(found: Filed) -> str:
    filed = n_("1 berkas disimpan sebagai bukti", "{n} berkas disimpan sebagai bukti", found.filed)
    aside = n_("1 berkas masuk ke Kotak masuk", "{n} berkas masuk ke Kotak masuk", found.aside)
    parts = ((found.filed, filed), (found.aside, aside))
    return ", ".join(text.format(n=count(many)) for many, text in parts if many)
