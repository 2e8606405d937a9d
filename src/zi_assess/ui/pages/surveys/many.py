"""Impor banyak berkas: one survey a file or row of a recap, the unit known or guessed, what is unsure left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QFileDialog, QGridLayout, QHBoxLayout, QWidget

from zi_assess import i18n
from zi_assess.core.survey import Form
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _, count
from zi_assess.reports.surveywords import rank
from zi_assess.ui import flows, theme
from zi_assess.ui.dialogs.form import entry, field, fill, select
from zi_assess.ui.pages.surveys.landing import while_open
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.surfaces import clear_layout, scroll
from zi_assess.ui.widgets.text import Label, label
from zi_assess.ui.work import Job, Tick

if TYPE_CHECKING:
    from zi_assess.responses import Read, UnitRow
    from zi_assess.workspace import Workspace

_TABLES = N_("Tabel jawaban (*.csv *.xlsx *.xlsm *.txt *.tsv);;Semua berkas (*)")
_ALIKE = 72


@dataclass(frozen=True, slots=True)
class File:
    """What was found in one file, or in one row of a recap; *trouble* says why when it cannot be taken in as it is."""

    path: Path
    read: Read | None = None
    trouble: str = ""
    told: UnitRow | None = None

    @property
    def ready(self) -> bool:
        return self.read is not None or self.told is not None

    @property
    def title(self) -> str:
        return (
            _("{file}, baris {row}").format(file=self.path.name, row=self.told.row)
            if self.told
            else self.path.name
        )


@dataclass(slots=True)
class _Line:
    tick: Check
    unit: Entry
    said: Label
    file: File


class ManyDialog(FlowDialog):
    """Shows the files with their units; *then* is called when surveys were made of them."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        paths: Sequence[Path],
        units: list[str],
        kind: str,
        period: str,
        then: Callable[[], None],
    ) -> None:
        super().__init__(
            parent,
            _("Impor banyak berkas"),
            _(
                "Satu berkas menjadi survei satu unit. Yang kolom atau jawabannya meragukan diimpor satu per satu."
            ),
            primary=_("Impor yang dicentang"),
            width=860,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._paths, self._units = session, tuple(paths), units
        self._then = then
        self._forms: dict[str, Form] = {}
        self._job: Job | None = None
        self._lines: list[_Line] = []
        self.kind = select(_("Jenis survei"), [])
        self.period = entry(_("Periode"), period, _("misalnya Semester I 2026"))
        self._wanted = kind
        self._said = label(tone="muted", wrap=True)
        row = QHBoxLayout()
        row.addLayout(field(_("Jenis survei"), self.kind), 1)
        row.addLayout(field(_("Periode"), self.period), 1)
        self.body.addLayout(row)
        self.body.addWidget(self._said)
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, theme.px(8), 0)
        self._grid.setColumnStretch(2, 1)
        area = scroll(self._inside)
        area.setMinimumHeight(min(room_for(self, 380, 320), theme.px(60 * len(paths) + 20)))
        self.body.addWidget(area, 1)
        self.check = self._wrong
        self.accepted.connect(self._take)
        self.finished.connect(self._stop)
        self.primary.setEnabled(False)
        self.kind.currentIndexChanged.connect(lambda _index: self._look())
        session.work.side(lambda tick: _first_forms(), while_open(self, self._offer))

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        session: Session,
        units: list[str],
        kind: str,
        period: str,
        then: Callable[[], None],
    ) -> None:
        """Ask for the files, and show what would become of them."""
        start = str(flows.files_dir(session))
        found, _filter = QFileDialog.getOpenFileNames(parent, _("Impor banyak berkas"), start, _(_TABLES))
        if found:
            session.adjust(files_dir=str(Path(found[0]).parent))
            cls(parent, session, [Path(one) for one in found], units, kind, period, then).open()

    def _offer(self, forms: list[Form]) -> None:
        self._forms = {one.kind: one for one in forms}
        self.kind.blockSignals(True)
        fill(self.kind, [(one.kind, f"{one.short} · {one.title}") for one in forms], self._wanted)
        self.kind.blockSignals(False)
        self._look()

    def _look(self) -> None:
        form = self._forms.get(str(self.kind.currentData()))
        if form is None:
            return
        self._stop()
        self.primary.setEnabled(False)
        self._said.setText(_("Membaca {n} berkas…").format(n=count(len(self._paths))))
        paths, units = self._paths, self._units
        self._job = self._session.work.side(
            lambda tick: _look_at(paths, form, units, tick), while_open(self, self._show)
        )

    def _show(self, found: list[tuple[File, str]]) -> None:
        self._job = None
        clear_layout(self._grid)
        self._lines = []
        for row, (file, unit) in enumerate(found):
            tick = Check(file.title)
            tick.setChecked(file.ready)
            tick.setEnabled(file.ready)
            box = entry(_("Unit untuk {file}").format(file=file.path.name), unit)
            completer = QCompleter(self._units, box)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            box.setCompleter(completer)
            box.setMinimumWidth(theme.px(240))
            said = label(_told(file), size="small", tone="muted" if file.ready else "bad", wrap=True)
            for column, widget in enumerate((tick, box, said)):
                self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
            self._lines.append(_Line(tick, box, said, file))
        ready = sum(one.file.ready for one in self._lines)
        self._said.setText(
            _("{n} dari {all} berkas dapat diimpor langsung.").format(
                n=count(ready), all=count(len(self._lines))
            )
        )
        self.primary.setEnabled(ready > 0)

    def _wrong(self) -> str:
        if not self.period.text().strip():
            return _("Tulis periodenya, misalnya Semester I 2026.")
        chosen = [one for one in self._lines if one.tick.isChecked()]
        if not chosen:
            return _("Centang sedikitnya satu berkas.")
        nameless = next((one for one in chosen if not one.unit.text().strip()), None)
        if nameless is not None:
            nameless.unit.setFocus()
            return _("Tulis unit untuk {file}.").format(file=nameless.file.path.name)
        return ""

    def _take(self) -> None:
        period = " ".join(self.period.text().split())
        chosen = [
            (" ".join(one.unit.text().split()), one.file)
            for one in self._lines
            if one.tick.isChecked() and one.file.ready
        ]
        asked = self._forms[str(self.kind.currentData())]

        session, then = self._session, self._then  # the dialog is gone when it is done

        def act(space: Workspace, tick: Tick) -> list[ZiError]:
            failed = []
            for done, (unit, file) in enumerate(chosen, 1):
                form = file.read.form if file.read else asked
                try:
                    space.surveys.new(unit, form, period, read=file.read, told=file.told)
                except ZiError as error:  # the other files are none the worse
                    failed.append(error)
                tick(done, len(chosen))
            return failed

        def done(failed: list[ZiError]) -> None:
            many = len(chosen) - len(failed)
            session.noticed.emit(_("{n} survei diimpor").format(n=count(many)), False)
            for error in failed[:1]:
                session.report(error)
            then()

        session.long(_("Mengimpor survei"), act, done)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _told(file: File) -> str:
    if file.told is not None:
        return _("Rekap: {n} responden").format(n=count(file.told.typed.n))
    if file.read is None:
        return file.trouble
    told = file.read.counts
    words = _("{accepted} diterima, {rejected} ditolak dari {present} baris")
    return words.format(
        accepted=count(told.accepted), rejected=count(told.rejected), present=count(told.present)
    )


def _first_forms() -> list[Form]:
    from zi_assess.criteria import surveys

    return sorted(surveys.kinds(), key=lambda one: rank(one.kind))


def _look_at(paths: Sequence[Path], form: Form, units: Sequence[str], tick: Tick) -> list[tuple[File, str]]:
    found: list[tuple[File, str]] = []
    for number, path in enumerate(paths, 1):
        found += _recap(path, form) or [(_file(path, form), guess(path, units))]
        tick(number, len(paths))
    return found


def _recap(path: Path, form: Form) -> list[tuple[File, str]]:
    """Each row of a recap; [] when the file at *path* is none, or cannot be read."""
    from zi_assess import responses

    try:
        made = responses.read_recap(path, form)
    except ZiError:
        return []
    if made is None:
        return []
    rows = [(File(path, told=one), one.unit) for one in made.units]
    words = _("Baris {row}: {text}")
    return rows + [
        (File(path, trouble=words.format(row=one.row, text=i18n.say(one.text, one.values))), "")
        for one in made.rejected
    ]


def _file(path: Path, form: Form) -> File:
    """Read *path* as far as nothing in it is in doubt."""
    from zi_assess import responses
    from zi_assess.criteria import surveys

    variants = tuple(surveys.find(form.kind, one.id) for one in form.variants)
    try:
        made = responses.propose(path, form, variants)
        if any(one.kind == "label" for one in made.questions):
            return File(path, trouble=_("Ada jawaban yang artinya harus dipastikan: impor satu per satu."))
        read = responses.read(path, made.form, made.mapping)
    except ZiError as error:
        return File(
            path, trouble=f"{i18n.say(error.what, error.values)} {i18n.say(error.remedy, error.values)}"
        )
    if not read.counts.accepted:
        return File(path, trouble=_("Tidak ada baris yang dapat diterima: impor satu per satu."))
    return File(path, read)


def guess(path: Path, units: Sequence[str]) -> str:
    """The unit a file is probably from, by its name or its folder's; "" when none is like it."""
    from rapidfuzz import fuzz, process

    for name in (path.stem, path.parent.name):
        plain = name.replace("_", " ").replace("-", " ").casefold()
        hit = process.extractOne(plain, units, scorer=fuzz.token_set_ratio, processor=str.casefold)
        if hit is not None and hit[1] >= _ALIKE:
            return str(hit[0])
    return ""
