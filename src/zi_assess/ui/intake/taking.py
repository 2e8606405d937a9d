"""Whatever is dropped or pasted on the page of evidence: files into the inbox, folders and zips into the import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from zi_assess.i18n import _, count, moment, n_, say
from zi_assess.ui import flows
from zi_assess.ui.filing.acts import Filing
from zi_assess.ui.filing.dialogs import NoticesDialog
from zi_assess.ui.intake.dialog import ImportDialog
from zi_assess.ui.intake.sources import holds_files
from zi_assess.ui.preview import outside
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.slot import local_files, web_links

if TYPE_CHECKING:
    from zi_assess.workspace import TakenIn

_FEW = 3  # so many known ones are named


class Taking(QObject):
    """The roads into the workspace that name no place. `took(object)` passes the documents that came in,
    `known(object)` one that is filed already, when nothing else came.
    """

    took = Signal(object)
    known = Signal(object)

    def __init__(self, session: Session, filing: Filing, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._filing = filing
        self._page = page

    def take(self, data: QMimeData) -> None:
        """Take what was dropped or pasted."""
        if paths := local_files(data):
            self.take_paths(paths)
        elif links := web_links(data):
            self._filing.ask_place(links)
        elif data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage):
                self.take_image(image)

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Files into the inbox; where a folder or a zip is among them, all are looked through first."""
        if any(map(holds_files, paths)):
            self.look_through(*paths)
            return
        label = n_("Memasukkan 1 berkas", "Memasukkan {n} berkas", len(paths)).format(n=count(len(paths)))
        taken = list(paths)
        self._session.long(label, lambda workspace, tick: workspace.take_in(taken, tick=tick), self._took)

    def take_image(self, image: QImage) -> None:
        """A picture from the clipboard into the inbox, as a PNG."""
        name = _("Tempelan {moment}.png").format(moment=moment(datetime.now().astimezone()))
        path = outside.private_folder() / name

        def written(good: bool) -> None:
            if good:
                self.take_paths([path])
            else:
                self._session.noticed.emit(_("Gambar di papan klip tidak dapat dibaca."), False)

        self._session.work.side(lambda tick: bool(image.save(str(path))), written)

    def choose_files(self) -> None:
        """Ask for files, and take them into the inbox."""
        found, _filter = QFileDialog.getOpenFileNames(
            self._page.window(), _("Pilih berkas untuk Kotak masuk"), self._start()
        )
        if found:
            self._begin_at(Path(found[0]).parent)
            self.take_paths([Path(one) for one in found])

    def choose_folder(self) -> None:
        """Ask for a folder, and look through it."""
        found = QFileDialog.getExistingDirectory(self._page.window(), _("Impor folder"), self._start())
        if found:
            self._begin_at(Path(found).parent)
            self.look_through(Path(found))

    def choose_zip(self) -> None:
        """Ask for a zip, and look through it."""
        found = flows.ask_file(self._page.window(), self._session, _("Impor zip"), _("Berkas zip (*.zip)"))
        if found:
            self.look_through(found)

    def _start(self) -> str:
        """Where a dialog begins: where the last file was."""
        return str(flows.files_dir(self._session))

    def _begin_at(self, folder: Path) -> None:
        self._session.adjust(files_dir=str(folder))

    def look_through(self, *places: Path) -> ImportDialog:
        """Show what folders and zips hold and where it would go."""
        dialog = ImportDialog(self._page.window(), self._session, *places)
        dialog.open()
        return dialog

    def _took(self, found: TakenIn) -> None:
        sheet = self._session.sheet
        used = [one for one in found.documents if sheet is not None and sheet.uses_of(one.id)]
        many = len(found.documents) - len(used)
        if many:
            said = n_("1 berkas masuk ke Kotak masuk", "{n} berkas masuk ke Kotak masuk", many)
            self._session.noticed.emit(said.format(n=count(many)), False)
            self.took.emit(found.documents)
        for one in used[:_FEW]:
            codes = ", ".join(dict.fromkeys(use.code for use in sheet.uses_of(one.id))) if sheet else ""
            said = _("{name} sudah ada dan dipakai di {codes}").format(name=one.name, codes=codes)
            self._session.noticed.emit(said, False)
        if used and not many:
            self.known.emit(used[0])
        told = [(say(one.text, one.values), one.refused) for one in found.notices]
        if len(told) <= 1:
            for text, _refused in told:
                self._session.noticed.emit(text, False)
        else:
            title = n_("1 berkas tidak diambil", "{n} berkas tidak diambil", len(told)).format(
                n=count(len(told))
            )
            NoticesDialog(self._page.window(), title, told).open()
