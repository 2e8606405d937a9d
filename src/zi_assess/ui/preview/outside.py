"""Evidence opened in another program: only kinds that are no programs, only as a private copy. Nobody else does it."""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from zi_assess import errors, files
from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.evidence import kind_of
from zi_assess.i18n import N_, _
from zi_assess.ui.session import Session
from zi_assess.ui.work import Tick

# What a kind may be opened as: its own extension when it is one of these, else the first.
_SUFFIXES = {
    "pdf": (".pdf",),
    "image": (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"),
    "document": (".docx", ".odt", ".doc", ".rtf"),
    "spreadsheet": (".xlsx", ".ods", ".xls", ".csv"),
    "presentation": (".pptx", ".odp", ".ppt"),
    "text": (".txt",),
    "audio-video": (".mp4", ".mov", ".avi", ".mkv", ".webm", ".mp3", ".m4a", ".wav", ".ogg"),
}
_FROM_OUTSIDE = "[ZoneTransfer]\r\nZoneId=3\r\n"


def suffix_of(document: Document) -> str:
    """The extension *document* is opened with, whatever its name says; "" when it is not opened at all."""
    allowed = _SUFFIXES.get(document.kind, ()) if document.sha256 else ()
    own = Path(document.name).suffix.lower()
    return own if own in allowed else allowed[0] if allowed else ""


def check_kind(document: Document, path: Path) -> None:
    """Raises ZiError when the bytes at *path* are not what *document* is listed as, so that nothing else is opened:
    its kind may be what somebody else wrote. OSError when they cannot be read.
    """
    with path.open("rb") as file:
        found = kind_of(file.read(4096), f"x{suffix_of(document)}")
    if found != document.kind:
        raise ZiError(
            N_("Isi {name} tidak seperti jenisnya, jadi tidak dibuka."),
            N_("Simpan salinannya bila perlu, dan periksa dahulu dengan antivirus."),
            name=document.name,
        )


def open_outside(session: Session, document: Document) -> None:
    """Open a private, read-only copy of *document* in the program this machine has for it."""
    if not suffix_of(document):
        session.failed.emit(
            ZiError(
                N_("{name} tidak dibuka dari sini karena jenisnya tidak dikenal."),
                N_("Simpan salinannya bila perlu, dan periksa dahulu dengan antivirus."),
                name=document.name,
            )
        )
        return

    def copied(copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            session.noticed.emit(_("Tidak ada program untuk membuka {name}.").format(name=copy.name), False)

    def copy(source: Path) -> None:
        session.work.side(lambda tick: private_copy(source, document), copied)

    session.ask(lambda workspace: workspace.document_path(document), copy)


def private_copy(source: Path, document: Document) -> Path:
    """A copy of the bytes at *source* that only this user can read and nobody changes, with a harmless extension.

    Raises ZiError when they are not what *document* is listed as.
    """
    stem = Path(files.safe_name(document.name)).stem or "bukti"
    target = private_folder() / f"{stem}{suffix_of(document)}"
    try:
        check_kind(document, source)
        shutil.copyfile(source, target)
    except OSError as error:
        raise errors.from_os(error, source) from error
    if sys.platform == "win32":  # programs then open it as they open what came by mail: protected
        Path(f"{target}:Zone.Identifier").write_text(_FROM_OUTSIDE, "ascii")
    target.chmod(0o400)
    return target


def save_copy(session: Session, document: Document, target: Path) -> None:
    """Write the bytes of *document* to *target*, which the user chose."""

    def write(source: Path, tick: Tick) -> None:
        with source.open("rb") as from_, files.writing(target) as to:
            shutil.copyfileobj(from_, to)

    def saved(_none: None) -> None:
        session.noticed.emit(_("Salinan disimpan: {name}").format(name=target.name), False)

    def found(source: Path) -> None:
        session.work.side(lambda tick: write(source, tick), saved)

    session.ask(lambda workspace: workspace.document_path(document), found)


def open_folder(folder: Path) -> None:
    """Show *folder* in the system's own file browser."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def private_folder() -> Path:
    """A new folder that only this user can look into; it goes with the program."""
    return Path(tempfile.mkdtemp(dir=_folder()))


@cache
def _folder() -> Path:
    """The folder of this run's copies; it goes with the program."""
    made = Path(tempfile.mkdtemp(prefix="zi-assess-"))
    atexit.register(files.remove_tree, made)
    return made
