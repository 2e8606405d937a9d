"""What can go wrong that is not our fault, in words a user can act on."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def fill(template: str, values: Mapping[str, object], show: Callable[[object], str] = str) -> str:
    """Put *values* into the `{name}` places of *template*; a name without a value stays as it is.

    Plain names only, no attributes or format specs, so a template that came from outside can reach nothing.
    """

    def put(match: re.Match[str]) -> str:
        name = match[1]
        return show(values[name]) if name in values else match[0]

    return _PLACEHOLDER.sub(put, template)


class ZiError(Exception):
    """Something the user, a file or the machine must mend: one sentence *what*, one sentence *remedy*.

    Both are Indonesian templates with `{name}` places; whoever shows one calls
    `i18n.say(error.what, error.values)`.
    """

    def __init__(self, what: str, remedy: str, /, **values: object) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy
        self.values = values

    def __str__(self) -> str:
        return f"{fill(self.what, self.values)} {fill(self.remedy, self.values)}"


class Cancelled(Exception):
    """The user stopped a long job; nothing of it stays behind."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One mistake in a file that was read: where it stands, what it is, what to do.

    Lines and columns count from 1; 0 is unknown.
    """

    file: str
    line: int
    column: int
    what: str
    remedy: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        numbers = (str(n) for n in (self.line, self.column) if n > 0)
        return ":".join((self.file, *numbers))

    def __str__(self) -> str:
        return f"{self.place}: {fill(self.what, self.values)} {fill(self.remedy, self.values)}"


_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, getattr(errno, "ESTALE", errno.ENOENT)}
_HELD_BY_OTHERS = {32, 33}  # Windows: sharing violation, lock violation


def from_os(error: OSError, path: str | os.PathLike[str]) -> ZiError:
    """The `ZiError` that tells a user what the operating system refused at *path*."""
    name = os.fspath(path)
    if getattr(error, "winerror", None) in _HELD_BY_OTHERS:
        return ZiError("{path} sedang dipakai program lain.", "Tutup program itu, lalu coba lagi.", path=name)
    if error.errno in _FULL:
        return ZiError(
            "Tempat penyimpanan penuh, {path} tidak dapat disimpan.",
            "Kosongkan ruang atau pilih tempat lain, lalu coba lagi.",
            path=name,
        )
    if error.errno in _FORBIDDEN:
        return ZiError(
            "Tidak ada izin untuk {path}.",
            "Pilih folder lain atau minta izin pada pengelola komputer.",
            path=name,
        )
    if error.errno in _GONE:
        return ZiError(
            "{path} tidak ditemukan.", "Periksa nama dan foldernya; mungkin sudah dipindahkan.", path=name
        )
    if error.errno == errno.EISDIR:
        return ZiError("{path} adalah folder, bukan berkas.", "Pilih sebuah berkas.", path=name)
    if error.errno == errno.EEXIST:
        return ZiError("{path} sudah ada.", "Pilih nama lain.", path=name)
    if error.errno == errno.ENAMETOOLONG:
        return ZiError("Nama {path} terlalu panjang.", "Pakai nama atau folder yang lebih pendek.", path=name)
    return ZiError(
        "{path} tidak dapat dibaca atau ditulis ({reason}).",
        "Periksa diska atau jaringan, lalu coba lagi.",
        path=name,
        reason=error.strerror or type(error).__name__,
    )
