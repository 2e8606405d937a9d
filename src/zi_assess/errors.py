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


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a system refuses a path: its numbers by name, those that Windows alone tells, and what to say of it."""

    names: str
    windows: frozenset[int]
    what: str
    remedy: str

    def means(self, error: OSError) -> bool:
        """Whether *error* is one of these; a number of Windows says more than the general one beside it."""
        told = getattr(error, "winerror", None)
        return told in self.windows if told in _TOLD_BY_WINDOWS else _name(error) in self.names.split()


_CLOUD = frozenset({*range(362, 399), 426})  # files that OneDrive keeps elsewhere until they are opened
_REFUSALS = (
    _Refusal(
        "ETXTBSY EBUSY",
        frozenset({32, 33, 170, 1224}),
        "{path} sedang dipakai program lain.",
        "Tutup program itu, lalu coba lagi.",
    ),
    _Refusal(
        "ENOSPC",
        frozenset({39, 112}),
        "Tempat penyimpanan penuh, {path} tidak dapat disimpan.",
        "Kosongkan ruang atau pilih tempat lain, lalu coba lagi.",
    ),
    _Refusal(
        "EDQUOT",
        frozenset({1295, 1816}),
        "Jatah ruang Anda di penyimpanan ini sudah penuh, {path} tidak dapat disimpan.",
        "Hapus yang tidak perlu atau pilih tempat lain, lalu coba lagi.",
    ),
    _Refusal(
        "EFBIG",
        frozenset({223}),
        "{path} terlalu besar untuk tempat ini.",
        "Pilih tempat lain; diska lepas yang lama menolak berkas di atas 4 GB.",
    ),
    _Refusal(
        "EROFS",
        frozenset({19}),
        "Tempat {path} hanya dapat dibaca, tidak dapat ditulisi.",
        "Buka pengunci tulisnya atau pilih tempat lain.",
    ),
    _Refusal(
        "EACCES EPERM",
        frozenset({5, 65}),
        "Tidak ada izin untuk {path}.",
        "Pilih folder lain atau minta izin pada pengelola komputer.",
    ),
    _Refusal(
        "EIO",
        frozenset({23, 483, 1117, 1392}),
        "Diska gagal membaca atau menulis {path}.",
        "Selamatkan dahulu data di diska itu, lalu periksa kabel dan diskanya.",
    ),
    _Refusal(
        "ESTALE ETIMEDOUT EHOSTDOWN EHOSTUNREACH ENETDOWN ENETUNREACH ENETRESET ENOTCONN ECONNRESET ECONNABORTED",
        frozenset({51, 53, 54, 55, 59, 64, 67, 121, 1225, 1231, 1232, 1236, 2250}),
        "Hubungan ke tempat {path} terputus.",
        "Periksa jaringannya, lalu coba lagi.",
    ),
    _Refusal(
        "ENODEV ENXIO",
        frozenset({15, 20, 21, 433, 1006, 1110, 1167}),
        "Diska tempat {path} tidak terpasang.",
        "Pasang diskanya, lalu coba lagi.",
    ),
    _Refusal(
        "ENOENT",
        frozenset({2, 3}),
        "{path} tidak ditemukan.",
        "Periksa nama dan foldernya; mungkin sudah dipindahkan.",
    ),
    _Refusal(
        "ENOTDIR",
        frozenset({267}),
        "{path} bukan folder, atau tidak berada di dalam folder.",
        "Periksa tempatnya, lalu pilih folder yang benar.",
    ),
    _Refusal("EISDIR", frozenset(), "{path} adalah folder, bukan berkas.", "Pilih sebuah berkas."),
    _Refusal("EEXIST", frozenset({80, 183}), "{path} sudah ada.", "Pilih nama lain."),
    _Refusal("ENOTEMPTY", frozenset({145}), "Folder {path} tidak kosong.", "Pilih folder yang kosong."),
    _Refusal(
        "ENAMETOOLONG",
        frozenset({111, 206}),
        "Nama {path} terlalu panjang.",
        "Pakai nama atau folder yang lebih pendek.",
    ),
    _Refusal(
        "EILSEQ",
        frozenset({123, 161}),
        "Nama {path} tidak dapat dipakai di tempat ini.",
        "Pakai nama lain, dengan huruf dan angka biasa.",
    ),
    _Refusal(
        "ELOOP", frozenset({1921}), "Pintasan {path} menunjuk dirinya sendiri.", "Pilih berkas aslinya."
    ),
    _Refusal(
        "EMFILE ENFILE",
        frozenset({4}),
        "Terlalu banyak berkas terbuka, {path} belum dapat dibuka.",
        "Tutup program lain, lalu coba lagi.",
    ),
    _Refusal(
        "ENOMEM",
        frozenset({8, 14, 1450, 1455}),
        "Memori komputer tidak cukup untuk membuka {path}.",
        "Tutup program lain, lalu coba lagi.",
    ),
    _Refusal(
        "",
        _CLOUD,
        "{path} masih di awan dan belum dapat diambil.",
        "Sambungkan internet, jalankan program awannya, lalu coba lagi.",
    ),
    _Refusal(
        "",
        frozenset({225, 226}),
        "Antivirus menahan {path}.",
        "Periksa berkas itu, atau minta salinan yang bersih.",
    ),
)
_TOLD_BY_WINDOWS = frozenset().union(*(one.windows for one in _REFUSALS))


def _name(error: OSError) -> str:
    """`EIO` and the like, "" when it has no number."""
    return errno.errorcode.get(error.errno or 0, "")


def from_os(error: OSError, path: str | os.PathLike[str]) -> ZiError:
    """The `ZiError` that tells a user what the operating system refused at *path*."""
    name = os.fspath(path)
    found = next((one for one in _REFUSALS if one.means(error)), None)
    if found is not None:
        return ZiError(found.what, found.remedy, path=name)
    return ZiError(
        "{path} tidak dapat dibaca atau ditulis (kode {code}).",
        "Periksa diska dan jaringannya, lalu coba lagi.",
        path=name,
        code=_code(error),
    )


def _code(error: OSError) -> str:
    """What who looks after the computer can look up."""
    told = getattr(error, "winerror", None)
    return f"Windows {told}" if told else _name(error) or str(error.errno or type(error).__name__)
