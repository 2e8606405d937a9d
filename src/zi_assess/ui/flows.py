"""What menus and first steps start: a dialog, and what follows from it. Dialogs are imported when they are wanted."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from zi_assess import files, paths
from zi_assess.i18n import _
from zi_assess.ui import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from zi_assess.core.assessment import Act
    from zi_assess.core.checks import Finding
    from zi_assess.core.sheet import Sheet
    from zi_assess.ui.session import Session
    from zi_assess.ui.work import Tick
    from zi_assess.workspace import Workspace

BACKUP_ENDING = ".zicadangan"


# Beginning


def try_example(session: Session) -> None:
    """Open the filled example; make it first when it is not there."""
    place = paths.example_workspace()

    def make(tick: Tick) -> None:
        from zi_assess.demo import make

        if (place / "format.json").is_file():
            return
        fresh = place.with_name(f"{place.name}.baru")
        files.remove_tree(fresh)
        files.make_dir(place.parent)
        make(fresh, tick)
        files.replace(fresh, place)
        files.fsync_dir(place.parent)

    if (place / "format.json").is_file():
        session.open(place, then=lambda: session.goto.emit("ringkasan", ""))
        return
    job = session.work.side(
        make,
        lambda _none: session.open(place, then=lambda: session.goto.emit("ringkasan", "")),
        session.report,
        label=_("Menyiapkan contoh"),
    )
    session.started.emit(job)


def with_workspace(session: Session, then: Callable[[], None]) -> None:
    """Do *then* in the user's own workspace: the open one unless that is the example, else the usual one."""
    if session.path is not None and session.path.absolute() != paths.example_workspace():
        then()
    else:
        session.open(paths.default_workspace(), make=True, then=then)


def open_workspace(window: QWidget, session: Session) -> None:
    """Let the user choose a folder that is a workspace."""
    start = str(session.path.parent if session.path else paths.data_dir())
    folder = QFileDialog.getExistingDirectory(window, _("Buka ruang kerja"), start)
    if folder:
        session.open(Path(folder), then=lambda: session.goto.emit("ringkasan", ""))


def create_workspace(window: QWidget, session: Session) -> None:
    """Let the user choose an empty folder to become a workspace."""
    folder = QFileDialog.getExistingDirectory(
        window, _("Folder kosong untuk ruang kerja baru"), str(Path.home())
    )
    if folder:
        session.create(Path(folder))


# Assessments


def new_assessment(window: QWidget, session: Session) -> None:
    """Ask what to start, and start it."""
    from zi_assess.ui.dialogs.new_assessment import NewAssessmentDialog

    NewAssessmentDialog(window, session).open()


def next_year(window: QWidget, session: Session) -> None:
    """Start the next year from the assessment on the window."""
    from zi_assess.ui.dialogs.new_assessment import NewAssessmentDialog

    dialog = NewAssessmentDialog(window, session)
    if session.sheet is not None:
        dialog.propose_after(session.sheet.assessment)
    dialog.open()


def import_workbook(window: QWidget, session: Session, path: Path | None = None) -> None:
    """Ask for a workbook, show what would come in, and take it."""
    if path is None:
        path = ask_file(window, session, _("Impor LKE Excel"), _("Lembar Excel (*.xlsx)"))
    if path is None:
        return
    from zi_assess.ui.dialogs.import_workbook import ImportDialog

    ImportDialog(window, session, path).open()


def aim(session: Session, target: str) -> None:
    """Set the designation aimed at."""
    sheet = session.sheet
    if sheet is not None and target != sheet.assessment.target:
        said = _("Tujuan kini {target}").format(target=target) if target else _("Tanpa predikat tujuan")
        session.do(lambda workspace: workspace.aim(sheet.assessment.id, target), said, relist=True)


def profile(window: QWidget, session: Session) -> None:
    """Ask for what the signature blocks need."""
    from zi_assess.ui.dialogs.profile import ProfileDialog

    if session.sheet is not None:
        ProfileDialog(window, session, session.sheet.assessment.unit).open()


def checklist(window: QWidget, session: Session, prerequisite: str = "") -> None:
    """Show the prerequisites, at *prerequisite* when given."""
    from zi_assess.ui.dialogs.checklist import ChecklistDialog

    if session.sheet is not None:
        ChecklistDialog(window, session, prerequisite).open()


def account(window: QWidget, session: Session, code: str) -> None:
    """Show the steps behind the number of *code*."""
    from zi_assess.ui.dialogs.account import AccountDialog

    if session.sheet is not None and session.sheet.explain(code) is not None:
        AccountDialog(window, session, session.sheet, code).open()


def findings(window: QWidget, session: Session) -> None:
    """Show everything there is to mend."""
    from zi_assess.ui.dialogs.findings import FindingsDialog

    if session.sheet is not None:
        FindingsDialog(window, session, session.sheet).open()


def follow(window: QWidget, session: Session, found: Finding) -> None:
    """Go to the very place where *found* is mended."""
    if session.sheet is None:
        return
    there = words.way(session.sheet, found)
    if there.page == "checklist":
        checklist(window, session, there.code)
    elif there.page == "account":
        account(window, session, there.code)
    else:
        session.goto.emit(there.page, there.code)


# From hand to hand


def hand_on(window: QWidget, session: Session, act: Act) -> None:
    """Show what is still open, ask for the note, and pass the assessment on; never without a name."""
    from zi_assess.ui.dialogs.handing import PassDialog

    sheet = session.sheet
    if sheet is not None:
        _with_name(window, session, lambda: PassDialog(window, session, sheet, act).open())


def rounds(window: QWidget, session: Session) -> None:
    """Show every passing from hand to hand so far."""
    from zi_assess.ui.dialogs.handing import RoundsDialog

    if session.sheet is not None:
        RoundsDialog(window, session.sheet).open()


# Keeping


def files_dir(session: Session) -> Path:
    """Where a file dialog begins: where the last file was, else the user's documents."""
    last = session.settings.files_dir
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    there = (Path(one) for one in (last, documents) if one and os.path.isdir(one))
    return next(there, Path.home())


def ask_file(window: QWidget, session: Session, title: str, kinds: str = "") -> Path | None:
    """Ask for a file, beginning where the last one was; None when nothing is chosen."""
    chosen, _filter = QFileDialog.getOpenFileName(window, title, str(files_dir(session)), kinds)
    if not chosen:
        return None
    session.adjust(files_dir=str(Path(chosen).parent))
    return Path(chosen)


def export_workbook(window: QWidget, session: Session) -> None:
    """Ask for the layout and write the sheet as a workbook."""
    from zi_assess.ui.dialogs.export_workbook import ExportDialog

    if session.sheet is not None:
        ExportDialog(window, session, session.sheet).open()


def give_evidence(window: QWidget, session: Session) -> None:
    """Ask in which shape and for which area, and hand the evidence out."""
    from zi_assess.ui.dialogs.give_evidence import GiveDialog

    if session.sheet is not None:
        GiveDialog(window, session, session.sheet).open()


def save(
    window: QWidget, session: Session, title: str, name: str, kinds: str, make: Callable[[], bytes]
) -> None:
    """Ask where to save, and write what *make* gives there, all of it or nothing."""
    save_as(window, session, title, name, kinds, lambda path, tick: files.write_bytes(path, make()))


def save_as(
    window: QWidget,
    session: Session,
    title: str,
    name: str,
    kinds: str,
    write: Callable[[Path, Tick], None],
) -> None:
    """Ask where to save, and let *write* fill the file there beside the window, with progress."""
    place = files_dir(session) / files.safe_name(name)
    chosen, _filter = QFileDialog.getSaveFileName(window, title, str(place), kinds)
    if not chosen:
        return
    path = Path(chosen)
    if not path.suffix:
        path = path.with_suffix(Path(name).suffix)
    session.adjust(files_dir=str(path.parent))

    job = session.work.side(
        lambda tick: write(path, tick),
        lambda _none: session.noticed.emit(_("Disimpan: {name}").format(name=path.name), False),
        session.report,
        label=_("Menyimpan {name}").format(name=path.name),
    )
    session.started.emit(job)


def workbook_bytes(sheet: Sheet, layout: str) -> bytes:
    """*sheet* as a workbook."""
    from zi_assess import workbook

    return workbook.write(sheet, layout)


def backup(window: QWidget, session: Session) -> None:
    """Ask where, and write the whole workspace into one file."""
    if session.path is None:
        return
    name = f"{session.path.name}-{date.today().isoformat()}{BACKUP_ENDING}"
    start = Path(session.settings.backup_dir or files_dir(session)) / files.safe_name(name)
    chosen, _filter = QFileDialog.getSaveFileName(
        window,
        _("Cadangkan ruang kerja"),
        str(start),
        _("Cadangan ZI Assess (*{ending})").format(ending=BACKUP_ENDING),
    )
    if chosen:
        back_up_to(session, Path(chosen))


def back_up_to(session: Session, path: Path) -> None:
    """Write the whole workspace into the file *path*, and remember the place as the one for backups."""
    if not path.suffix:
        path = path.with_suffix(BACKUP_ENDING)

    def done(_none: None) -> None:
        session.adjust(backup_dir=str(path.parent), backup_asked=date.today().isoformat())
        session.noticed.emit(_("Cadangan disimpan: {name}").format(name=path.name), False)

    def write(workspace: Workspace, tick: Tick) -> None:
        workspace.backup(path, tick=tick)

    session.look(_("Menyimpan cadangan"), write, done)


def restore(window: QWidget, session: Session) -> None:
    """Ask for a backup and an empty folder, unpack the one into the other, and open it."""
    chosen, _filter = QFileDialog.getOpenFileName(
        window,
        _("Pulihkan cadangan"),
        session.settings.backup_dir or str(files_dir(session)),
        _("Cadangan ZI Assess (*{ending});;Semua berkas (*)").format(ending=BACKUP_ENDING),
    )
    if not chosen:
        return
    source = Path(chosen)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    into = paths.data_dir() / files.safe_name(f"{source.stem}-pulih-{stamp}")

    def unpack(tick: Tick) -> Path:
        from zi_assess.workspace import Workspace

        files.make_dir(into.parent)
        return Workspace.restore(source, into, tick=tick)

    def done(place: Path) -> None:
        session.open(place, then=lambda: session.goto.emit("ringkasan", ""))
        session.noticed.emit(_("Dipulihkan ke {name}").format(name=place.name), False)

    job = session.work.side(unpack, done, session.report, label=_("Memulihkan cadangan"))
    session.started.emit(job)


def verify(window: QWidget, session: Session) -> None:
    """Read the whole workspace again and show what is not as it should be."""

    def show(found: tuple[Finding, ...]) -> None:
        from zi_assess.ui.dialogs.verified import VerifiedDialog

        VerifiedDialog(window, found).open()

    session.look(_("Memeriksa ruang kerja"), lambda workspace, tick: workspace.verify(tick), show)


# The program


def settings(window: QWidget, session: Session) -> None:
    """Show what can be chosen."""
    from zi_assess.ui.dialogs.settings import SettingsDialog

    SettingsDialog(window, session).open()


def about(window: QWidget) -> None:
    """Say what this program is."""
    from zi_assess.ui.dialogs.about import AboutDialog

    AboutDialog(window).open()


# To and from the other side


def send_package(window: QWidget, session: Session) -> None:
    """Write the open assessment as a package."""
    from zi_assess.ui.exchange.sending import send

    _with_name(window, session, lambda: send(window, session))


def take_package(window: QWidget, session: Session, *, own: bool = False) -> None:
    """Ask for a package, show what it will change, and take it; with *own*, never into the example."""
    from zi_assess.ui.exchange.taking import take

    _with_name(window, session, lambda: take(window, session, own=own))


def _with_name(window: QWidget, session: Session, then: Callable[[], None]) -> None:
    """Do *then*; ask first who it is, where that was never said: the other side will read it."""
    if session.settings.person_name:
        then()
        return
    from zi_assess.ui.dialogs.person import PersonDialog

    dialog = PersonDialog(window, session)
    dialog.accepted.connect(then)
    dialog.open()


def decide(window: QWidget, session: Session) -> None:
    """Show what both sides changed."""
    from zi_assess.ui.exchange.deciding import decide

    decide(window, session)


def keys(window: QWidget, session: Session) -> None:
    """Show our fingerprint and the partners."""
    from zi_assess.ui.exchange.keys import show

    show(window, session)
