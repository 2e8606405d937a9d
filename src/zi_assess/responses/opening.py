"""From a path to tables, or one sentence why it holds none."""

from __future__ import annotations

from pathlib import Path

from zi_assess.errors import ZiError, from_os
from zi_assess.responses.rows import Table
from zi_assess.responses.separated import open_separated
from zi_assess.responses.sheets import open_sheets

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SAVE_AS = "Buka di Excel atau LibreOffice, simpan sebagai .xlsx atau CSV, lalu coba lagi."


def tables(path: Path) -> tuple[Table, ...]:
    """Every way to read the file at *path* as a table: its sheets, or its separators. Raises ZiError."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise from_os(error, path) from error
    if start.startswith(b"PK"):
        return open_sheets(path)
    what = _other(start)
    if what:
        raise ZiError(what, _SAVE_AS, file=path.name)
    return open_separated(path)


def _other(start: bytes) -> str:
    """What the file is when it is no table."""
    if not start.strip():
        return "{file} kosong."
    if start.startswith(_OLE):
        return "{file} berformat .xls lama, atau terkunci kata sandi."
    if start.startswith(b"%PDF"):
        return "{file} adalah PDF, bukan tabel."
    plain = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if plain.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        return "{file} adalah halaman web atau XML, bukan tabel."
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "{file} bukan berkas teks CSV."
    return ""
