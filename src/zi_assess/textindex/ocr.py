"""Reads scans with Tesseract where it is installed; where it is not, says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from zi_assess import confined
from zi_assess.core.contents import Reading
from zi_assess.errors import ZiError
from zi_assess.textindex.clean import clean

LANGUAGE = "ind"
SECONDS = 60.0  # what one page may take
_MEMORY = 1536 * confined.MIB  # a page of 300 dots an inch, and the reader beside it
_DOTS = 300 / 72
_MOST_DOTS = 12_000_000
_WINDOWS = ("ProgramFiles", "ProgramW6432", "LOCALAPPDATA")

MISSING = (  # for one file and for more
    "Pembaca hasil pindai (Tesseract) belum terpasang: 1 berkas tidak dapat dicari isinya.",
    "Pembaca hasil pindai (Tesseract) belum terpasang: {count} berkas tidak dapat dicari isinya.",
)
LANGUAGE_MISSING = (
    "Tesseract terpasang tanpa bahasa Indonesia: 1 berkas tidak dapat dicari isinya.",
    "Tesseract terpasang tanpa bahasa Indonesia: {count} berkas tidak dapat dicari isinya.",
)
_HOW = {
    "linux": "Pasang dengan perintah: sudo apt install tesseract-ocr tesseract-ocr-ind, lalu buka lagi program ini.",
    "win32": "Pasang Tesseract untuk Windows, centang “Indonesian” pada daftar bahasa, lalu buka lagi program ini.",
    "darwin": "Pasang lewat Homebrew: brew install tesseract tesseract-lang, lalu buka lagi program ini.",
}


@dataclass(frozen=True, slots=True)
class Engine:
    """A Tesseract on this machine that knows Indonesian."""

    program: str
    version: str


def engine() -> Engine | None:
    """The Tesseract that can be used, None when there is none with Indonesian."""
    program = _program()
    if not program or LANGUAGE not in _languages(program):
        return None
    return Engine(program, _version(program))


@dataclass(frozen=True, slots=True)
class Advice:
    """What stays unsearchable and what to do: two Indonesian templates for *values*."""

    what: str
    remedy: str
    values: Mapping[str, object]


def advice(count: int) -> Advice | None:
    """What to tell a user whose *count* scans cannot be read; None when all is well."""
    if not count or engine() is not None:
        return None
    what = (LANGUAGE_MISSING if _program() else MISSING)[count > 1]
    return Advice(what, _HOW.get(sys.platform, _HOW["linux"]), {"count": count})


def forget() -> None:
    """Look for the program again: it may have been installed meanwhile."""
    _languages.cache_clear()
    _version.cache_clear()


def read_page(path: Path, page: int, reader: Engine) -> str:
    """The text on page *page* (from 1) of a PDF or a picture, read in the child nobody waits for. Raises ZiError."""
    return confined.run(
        scan, str(path), page, reader.program, timeout=SECONDS + 15, memory=_MEMORY, behind=True
    )


def _program() -> str:
    found = shutil.which("tesseract")
    if found or sys.platform != "win32":
        return found or ""
    places = [
        Path(os.environ[name], "Tesseract-OCR", "tesseract.exe") for name in _WINDOWS if name in os.environ
    ]
    return next((str(place) for place in places if place.exists()), "")


@lru_cache(maxsize=4)
def _languages(program: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in _said(program, "--list-langs").splitlines()[1:])


@lru_cache(maxsize=4)
def _version(program: str) -> str:
    lines = _said(program, "--version").splitlines()
    return lines[0].removeprefix("tesseract").strip() if lines else ""


def _said(program: str, question: str) -> str:
    try:
        answer = subprocess.run([program, question], capture_output=True, timeout=20, creationflags=_quiet())
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (answer.stdout or answer.stderr).decode("utf-8", "replace")


def _quiet() -> int:
    return int(getattr(subprocess, "CREATE_NO_WINDOW", 0))


# The child's side.


def scan(path: str, page: int, program: str) -> str:
    """Draw one page and let Tesseract read it. Nothing is written: dots go in by a pipe, text comes back by one."""
    dots = _dots(Path(path), page - 1)
    try:
        read = subprocess.run(
            [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", "3"],
            input=dots,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            creationflags=_quiet(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unread() from error
    if read.returncode:
        raise _unread()
    return clean(read.stdout.decode("utf-8", "replace"))


def _dots(path: Path, page: int) -> bytes:
    from zi_assess.textindex import picture

    try:
        with path.open("rb") as file:
            is_pdf = b"%PDF-" in file.read(1024)
        return _drawn(path, page) if is_pdf else picture.grey(path, page)
    except (OSError, picture.Broken) as error:
        raise _unread() from error


def _drawn(path: Path, page: int) -> bytes:
    import pypdfium2  # type: ignore[import-untyped]

    from zi_assess.textindex.picture import pgm

    try:
        document = pypdfium2.PdfDocument(path)
        try:
            sheet = document[page]
            across, down = (max(one, 1.0) for one in sheet.get_size())
            scale = min(_DOTS, (_MOST_DOTS / (across * down)) ** 0.5)
            bitmap = sheet.render(scale=scale, grayscale=True)
            rows, width = bytes(bitmap.buffer), bitmap.width
            if bitmap.stride != width:
                rows = b"".join(rows[at : at + width] for at in range(0, len(rows), bitmap.stride))
            return pgm(width, bitmap.height, rows)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise _unread() from error


def _unread() -> ZiError:
    return ZiError(
        "Halaman ini tidak dapat dibaca dari gambarnya.",
        "Lampirkan hasil pindai yang lebih jelas bila isinya perlu dicari.",
        reading=str(Reading.NOT_TEXT),
    )
