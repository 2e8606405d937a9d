"""What bytes are, whatever the name says: by their first bytes, and by what a container holds."""

from __future__ import annotations

import re
from pathlib import Path

HEAD = 4096
_TAIL = 66_000  # a zip's directory ends within this much of the end
_OLE_SCAN = 64 * 1024 * 1024
_CHUNK = 1024 * 1024

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"\xfe\xed\xfa\xce", "program"),
    (0, b"\xfe\xed\xfa\xcf", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"dex\n", "program"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (0, b"#!", "script"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (4, b"ftypheic", "heic"),
    (4, b"ftypheix", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftypavif", "heic"),
    (4, b"ftyp", "audio-video"),
    (0, b"ID3", "audio-video"),
    (0, b"\xff\xfb", "audio-video"),
    (0, b"OggS", "audio-video"),
    (0, b"fLaC", "audio-video"),
    (0, b"\x1aE\xdf\xa3", "audio-video"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"Rar!\x1a\x07", "archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive"),
    (0, b"\x1f\x8b", "archive"),
    (0, b"{\\rtf", "rtf"),
    (0, b"SQLite format 3\x00", "unknown"),
)
_RIFF = {b"WEBP": "webp", b"AVI ": "audio-video", b"WAVE": "audio-video"}
_MARKUP = re.compile(
    rb"(?is)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(!doctype\s+)?(html|svg|head|body|script|\w+)"
)
_SCRIPT = re.compile(
    rb"(?i)^\s*(?:@echo\s+off|<\?php|<%|#requires\b|param\s*\(|on error resume next|dim \w+|wscript\.|"
    rb"set-executionpolicy|\[internetshortcut\]|\[desktop entry\]|\[autorun\])"
)
_SHORTCUT = re.compile(rb"(?i)^\s*\[(?:internetshortcut|desktop entry|autorun)\]")
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "locked-office"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_MACRO_STREAMS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR")
PICTURES = ("png", "jpeg", "gif", "bmp", "tiff", "webp")
PROGRAMS = ("program", "script", "shortcut")


def form_of(head: bytes, size: int) -> str:
    """The form of a file by its first 4 KiB; `ole` and `zip` hide more, see `ole_form` and the office reader."""
    if not size:
        return "empty"
    for offset, magic, form in _MAGIC:
        if head.startswith(magic, offset):
            return form
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "unknown")
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "bmp"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _text_form(head)


def _text_form(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    if b"\0" in head:
        return "unknown"
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if _SCRIPT.match(bare):
        return "shortcut" if _SHORTCUT.match(bare) else "script"
    markup = _MARKUP.match(bare)
    if markup:
        word = markup[2].lower()
        return {b"svg": "svg"}.get(word, "html" if markup[1] or word in _HTML else "xml")
    return "text" if _printable(bare) else "unknown"


_HTML = (b"html", b"head", b"body", b"script")


def _printable(head: bytes) -> bool:
    control = sum(byte < 32 and byte not in b"\t\r\n\f\x1b" for byte in head)
    return control <= len(head) // 200


def two_faced(path: Path, head: bytes, size: int, form: str) -> bool:
    """Whether another program may take the file for something else: a PDF behind other bytes, or a zip at its end."""
    at = head[:1024].find(b"%PDF-")
    if form == "pdf" and at > 0 and head[:at].strip(b"\xef\xbb\xbf\r\n\t \0"):
        return True
    if form not in ("pdf", "zip", "docx") and at >= 0 and form not in ("text", "unknown"):
        return True
    return form in ("pdf", *PICTURES) and _ends_as_zip(path, size)


def _ends_as_zip(path: Path, size: int) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return False
    comment = int.from_bytes(tail[at + 20 : at + 22], "little")
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    return entries > 0 and at + 22 + comment <= len(tail) <= at + 22 + comment + 64


def ole_form(path: Path) -> tuple[str, bool]:
    """What an OLE file is (`doc`, `xls`, `ppt`, `msg`, `locked-office`, `ole`) and whether it holds macros."""
    names = {name: name.encode("utf-16-le") for name, _ in _OLE_STREAMS}
    macros = [name.encode("utf-16-le") for name in _MACRO_STREAMS]
    seen: set[str] = set()
    macro = False
    with path.open("rb") as file:
        before, read = b"", 0
        while read < _OLE_SCAN and (chunk := file.read(_CHUNK)):
            window = before + chunk
            seen |= {name for name, spelt in names.items() if spelt in window}
            macro = macro or any(spelt in window for spelt in macros)
            before, read = window[-64:], read + len(chunk)
    return next((form for name, form in _OLE_STREAMS if name in seen), "ole"), macro
