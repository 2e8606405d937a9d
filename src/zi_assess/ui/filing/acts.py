"""Evidence filed at the door: every way to attach, reuse, describe, move and take out, with what is said about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from zi_assess.core.assessment import Document, Evidence
from zi_assess.core.pack import EvidenceSlot, Question
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, moment, n_, say
from zi_assess.ui import words
from zi_assess.ui.session import Session
from zi_assess.ui.work import Tick

if TYPE_CHECKING:
    from zi_assess.workspace import Attached, Notice, Workspace

_FEW = 2  # so many things are said one after the other; more go into a list
_PATTERNS = {
    "pdf": "*.pdf",
    "image": "*.jpg *.jpeg *.png *.gif *.bmp *.tif *.tiff *.webp *.heic",
    "document": "*.docx *.doc *.odt *.rtf",
    "spreadsheet": "*.xlsx *.xls *.ods *.csv",
    "presentation": "*.pptx *.ppt *.odp",
    "text": "*.txt",
    "audio-video": "*.mp4 *.mov *.avi *.mkv *.mp3 *.m4a *.wav",
}


class Filing(QObject):
    """What a page does with evidence. `attached(object)` passes the new `Evidence` of the last attach, as a tuple."""

    attached = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page

    # Attaching

    def attach(self, code: str, slot: str, sources: Sequence[Path | str]) -> None:
        """Attach files and web addresses to a slot ("" = none)."""
        sheet = self._session.sheet
        if sheet is None or not sources:
            return
        mine = sheet.assessment.id
        taken = list(sources)
        label = n_("Melampirkan 1 berkas", "Melampirkan {n} berkas", len(taken)).format(n=len(taken))

        def run(workspace: Workspace, tick: Tick) -> Attached:
            return workspace.attach(mine, code, taken, slot=slot, tick=tick)

        self._session.long(label, run, lambda found: self._attached(code, found))

    def choose(self, question: Question, slot_id: str) -> None:
        """Ask for files, and attach them."""
        from PySide6.QtWidgets import QFileDialog  # here and below: no start needs it

        from zi_assess.ui import flows
        from zi_assess.ui.filing.dialogs import where_words

        start = str(flows.files_dir(self._session))
        slot = question.slot(slot_id)
        paths, _filter = QFileDialog.getOpenFileNames(
            self._page.window(), where_words(question, slot_id), start, _file_filter(slot)
        )
        if paths:
            self._session.adjust(files_dir=str(Path(paths[0]).parent))
        self.attach(question.code, slot_id, [Path(path) for path in paths])

    def ask_place(self, sources: Sequence[Path | str] = ()) -> None:
        """Ask where to attach, then (without *sources*) what."""
        sheet = self._session.sheet
        if sheet is None:
            return
        names = ", ".join(one.name if isinstance(one, Path) else one for one in sources[:3])
        rest = n_("dan 1 lagi", "dan {n} lagi", len(sources) - 3).format(n=len(sources) - 3)
        what = f"{names} {rest}" if len(sources) > 3 else names
        from zi_assess.ui.filing.dialogs import PlaceDialog

        dialog = PlaceDialog(self._page.window(), sheet, what)
        if _accepted(dialog):
            code, slot = dialog.place()
            question = sheet.pack.question(code)
            if sources:
                self.attach(code, slot, sources)
            elif question is not None:
                self.choose(question, slot)

    def drop(self, question: Question, sources: Sequence[Path], at: QPoint) -> None:
        """Attach what was dropped on a question as a whole: ask for the slot when there are several."""
        if not question.evidence:
            self.attach(question.code, "", sources)
            return
        if len(question.evidence) == 1:
            self.attach(question.code, question.evidence[0].id, sources)
            return
        menu = self._slot_menu(question, lambda slot: self.attach(question.code, slot, sources))
        menu.popup(at)

    def paste(self, code: str, slot: str, image: QImage) -> None:
        """Attach a picture from the clipboard as a PNG."""
        name = _("Tempelan {moment}.png").format(moment=moment(datetime.now().astimezone()))
        from zi_assess.ui.preview import outside

        path = outside.private_folder() / name

        def write(tick: Tick) -> bool:
            return bool(image.save(str(path)))

        def written(good: bool) -> None:
            if good:
                self.attach(code, slot, [path])
            else:
                self._session.noticed.emit(_("Gambar di papan klip tidak dapat dibaca."), False)

        self._session.work.side(write, written)

    def ask_link(self, code: str, slot: str) -> None:
        """Ask for a web address, and attach it."""
        from zi_assess.ui.filing.dialogs import LinkDialog

        dialog = LinkDialog(self._page.window())
        if _accepted(dialog):
            self.attach(code, slot, [dialog.address()])

    def ask_document(self, question: Question, slot: str) -> None:
        """Ask for a document of the workspace, and let it serve here too."""
        self._session.ask(
            lambda workspace: workspace.documents(), lambda found: self._offer(question, slot, found)
        )

    def _offer(self, question: Question, slot: str, documents: Sequence[Document]) -> None:
        sheet = self._session.sheet
        if sheet is None:
            return
        if not documents:
            self._session.noticed.emit(_("Belum ada dokumen di ruang kerja ini."), False)
            return
        from zi_assess.ui.filing.dialogs import DocumentDialog, where_words

        dialog = DocumentDialog(self._page.window(), sheet, documents, where_words(question, slot))
        if _accepted(dialog) and dialog.document_id():
            self.reuse(question.code, slot, dialog.document_id())

    def reuse(self, code: str, slot: str, document_id: str) -> None:
        """Let a document serve one more question."""
        self._do(
            lambda workspace, mine: workspace.reuse(mine, code, document_id, slot=slot),
            _("Dokumen dipakai juga di {code}").format(code=code),
        )

    def ask_another_place(self, document: Document) -> None:
        """Ask where else *document* may serve, and let it."""
        sheet = self._session.sheet
        if sheet is None:
            return
        from zi_assess.ui.filing.dialogs import PlaceDialog

        dialog = PlaceDialog(self._page.window(), sheet, document.name)
        if _accepted(dialog):
            code, slot = dialog.place()
            self.reuse(code, slot, document.id)

    # What is attached already

    def remove(self, use: Evidence) -> None:
        """Take one use away; the document stays."""
        self._do(
            lambda workspace, mine: workspace.detach(mine, use.id),
            _("{name} dilepaskan dari {code}").format(name=use.document.name, code=use.code),
        )

    def move(self, use: Evidence, slot: str) -> None:
        """Move one use into another slot of its question."""
        self._do(lambda workspace, mine: workspace.place_evidence(mine, use.id, slot), _("Bukti dipindahkan"))

    def describe(self, use: Evidence) -> None:
        """Ask for name, date, pages and note."""
        sheet = self._session.sheet
        if sheet is None:
            return
        from zi_assess.ui.filing.dialogs import DescribeDialog

        dialog = DescribeDialog(self._page.window(), use, len(sheet.uses_of(use.document.id)))
        if _accepted(dialog):
            said = dialog.described()
            self._do(
                lambda workspace, mine: workspace.describe(
                    mine, use.id, name=said.name, dated=said.dated, pages=said.pages, note=said.note
                )
            )

    def open(self, use: Evidence) -> None:
        """Open a copy elsewhere."""
        from zi_assess.ui.preview import outside

        outside.open_outside(self._session, use.document)

    def save_copy(self, document: Document) -> None:
        """Ask for a place, and write a copy of the bytes there."""
        from PySide6.QtWidgets import QFileDialog

        from zi_assess.ui import flows
        from zi_assess.ui.preview import outside

        place = str(flows.files_dir(self._session) / document.name)
        path, _filter = QFileDialog.getSaveFileName(self._page.window(), _("Simpan salinan"), place)
        if path:
            self._session.adjust(files_dir=str(Path(path).parent))
            outside.save_copy(self._session, document, Path(path))

    # Menus

    def slot_menu(self, question: Question, slot: str, at: QPoint, paste: Callable[[], None]) -> None:
        """Other ways to fill a slot; *paste* takes what is on the clipboard."""
        menu = QMenu(self._page)
        menu.addAction(_("Tempel dari papan klip"), paste)
        menu.addAction(_("Pakai dokumen yang sudah ada…"), lambda: self.ask_document(question, slot))
        menu.addAction(_("Lampirkan tautan…"), lambda: self.ask_link(question.code, slot))
        if slot:
            menu.addSeparator()
            menu.addAction(_("Lampirkan di luar daftar…"), lambda: self.choose(question, ""))
        menu.popup(at)

    def use_menu(self, use: Evidence, at: QPoint) -> None:
        """What can be done with one piece of evidence."""
        from zi_assess.ui.preview import outside

        sheet = self._session.sheet
        question = sheet.pack.question(use.code) if sheet else None
        menu = QMenu(self._page)
        menu.addAction(_("Rincian dokumen…"), lambda: self.describe(use))
        if question is not None and question.evidence:
            places = self._slot_menu(question, lambda slot: self.move(use, slot), use.slot)
            places.setTitle(_("Pindahkan ke"))
            menu.addMenu(places)
        if outside.suffix_of(use.document):
            menu.addAction(_("Buka di luar"), lambda: self.open(use))
        if use.document.sha256:
            menu.addAction(_("Simpan salinan…"), lambda: self.save_copy(use.document))
        menu.addSeparator()
        menu.addAction(_("Lepaskan"), lambda: self.remove(use))
        menu.popup(at)

    def _slot_menu(self, question: Question, then: Callable[[str], None], but: str = "-") -> QMenu:
        menu = QMenu(self._page)
        for slot in question.evidence:
            if slot.id != but:
                menu.addAction(slot.title.replace("&", "&&"), partial(then, slot.id))
        if but != "":
            menu.addAction(_("Bukti lain, di luar daftar"), lambda: then(""))
        return menu

    # Telling

    def _attached(self, code: str, found: Attached) -> None:
        many = len(found.evidence)
        if many:
            said = n_("1 bukti dilampirkan di {code}", "{n} bukti dilampirkan di {code}", many)
            self._session.noticed.emit(said.format(n=many, code=code), True)
        self._tell(found.notices)
        if many:
            self.attached.emit(found.evidence)

    def _tell(self, notices: Sequence[Notice]) -> None:
        if len(notices) <= _FEW:
            for one in notices:
                self._session.noticed.emit(say(one.text, one.values), False)
            return
        lines = [(say(one.text, one.values), one.refused) for one in notices]
        refused = sum(one.refused for one in notices)
        title = (
            n_("1 berkas tidak dilampirkan", "{n} berkas tidak dilampirkan", refused).format(n=refused)
            if refused
            else _("Sudah ada di ruang kerja")
        )
        from zi_assess.ui.filing.dialogs import NoticesDialog

        NoticesDialog(self._page.window(), title, lines).open()

    def _do(self, verb: Callable[[Workspace, str], Sheet], said: str = "") -> None:
        sheet = self._session.sheet
        if sheet is not None:
            mine = sheet.assessment.id
            self._session.do(lambda workspace: verb(workspace, mine), said)


def keep_copy(session: Session, link: Document, source: Path) -> None:
    """Keep the file at *source* as the copy of *link*."""
    sheet = session.sheet
    if sheet is None:
        return
    mine = sheet.assessment.id

    def run(workspace: Workspace, tick: Tick) -> Sheet:
        return workspace.copy_link(mine, link.id, source, tick=tick)

    session.long(
        _("Menyimpan salinan tautan"),
        run,
        lambda _sheet: session.noticed.emit(_("Salinan tautan disimpan"), True),
    )


def _accepted(dialog: QDialog) -> bool:
    """Ask, and let go of the dialog."""
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


def _file_filter(slot: EvidenceSlot | None) -> str:
    everything = _("Semua berkas (*)")
    asked = [kind for kind in slot.kinds if kind in _PATTERNS] if slot else []
    if not asked:
        return everything
    names = ", ".join(words.kind(kind) for kind in asked)
    return f"{names} ({' '.join(_PATTERNS[kind] for kind in asked)});;{everything}"
