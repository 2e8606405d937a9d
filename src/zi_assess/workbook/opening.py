"""From a path to grids of cells, or one sentence why it is no workbook."""

from __future__ import annotations

from pathlib import Path

from zi_assess import confined, errors, zips
from zi_assess.errors import ZiError
from zi_assess.workbook import cells
from zi_assess.workbook.cells import Grid

_MIB = 1024 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "Buka di Excel atau LibreOffice, simpan sebagai .xlsx, lalu coba lagi."
_SEEN = 64 * _MIB


def open_book(path: Path) -> dict[str, Grid]:
    """The sheets at *path* that may hold an LKE, by name. Raises `ZiError` when it is no readable .xlsx."""
    _refuse_other_formats(path)
    members = {entry.name for entry in zips.check(path, zips.XLSX)}
    _refuse_other_packages(path, members)
    raw = confined.run(cells.take, str(path.absolute()), timeout=60.0)
    return cells.grids(raw)


def _refuse_other_formats(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            if head.startswith(_OLE):
                head += file.read(_SEEN)
    except OSError as error:
        raise errors.from_os(error, path) from error
    what = _other_format(head)
    if what is not None:
        raise ZiError(*what, file=path.name)


def _other_format(head: bytes) -> tuple[str, str] | None:
    if not head:
        return "{file} kosong.", "Pilih berkas LKE yang sudah diisi."
    if head.startswith(_OLE):
        if _ENCRYPTED in head:
            return (
                "{file} terkunci kata sandi.",
                "Buka di Excel, hapus kata sandinya, simpan, lalu coba lagi.",
            )
        return "{file} berformat .xls lama.", _SAVE_AS
    if head.startswith(b"%PDF"):
        return (
            "{file} adalah PDF, bukan buku kerja Excel.",
            "Pilih berkas .xlsx; PDF dapat dilampirkan sebagai bukti.",
        )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table")):
        return "{file} adalah halaman web yang dinamai .xlsx.", _SAVE_AS
    if start.startswith(b"<?xml"):
        return "{file} adalah berkas XML, bukan buku kerja Excel.", _SAVE_AS
    if not head.startswith(b"PK"):
        if b"\0" not in head and any(mark in head for mark in (b",", b";", b"\t")):
            return "{file} adalah teks (CSV), bukan buku kerja Excel.", _SAVE_AS
        return "{file} bukan buku kerja Excel.", "Pilih berkas .xlsx yang dapat dibuka di Excel."
    return None


def _refuse_other_packages(path: Path, members: set[str]) -> None:
    if "xl/workbook.xml" in members:
        return
    if "xl/workbook.bin" in members:
        what = "{file} berformat .xlsb."
    elif "mimetype" in members and "content.xml" in members:
        what = "{file} berformat OpenDocument (.ods)."
    elif any(name.startswith(("word/", "ppt/")) for name in members):
        what = "{file} adalah dokumen Word atau PowerPoint, bukan buku kerja Excel."
    else:
        raise ZiError(
            "{file} bukan buku kerja Excel.", "Pilih berkas .xlsx yang dapat dibuka di Excel.", file=path.name
        )
    raise ZiError(what, _SAVE_AS, file=path.name)
