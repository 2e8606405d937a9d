"""Pictures: how large they are, when a camera took them, and their dots for the reader of scans. Runs in the child."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

_EXIF, _TAKEN, _CHANGED = 0x8769, 0x9003, 0x0132
_KNOWN = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_MOST_DOTS = 12_000_000


class Broken(Exception):
    """The picture cannot be decoded."""


def measure(path: Path) -> tuple[int, int, int, datetime | None]:
    """Width, height, the number of pictures in the file, and when it was taken. Raises Broken."""
    from PIL import Image

    try:
        with Image.open(path, formats=_KNOWN) as picture:
            frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
            return picture.width, picture.height, int(frames), _taken(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, EOFError) as error:
        raise Broken from error


def _taken(picture: object) -> datetime | None:
    with contextlib.suppress(Exception):  # what a camera wrote is worth nothing when it cannot be read
        exif = picture.getexif()  # type: ignore[attr-defined]
        for text in (exif.get_ifd(_EXIF).get(_TAKEN), exif.get(_CHANGED)):
            if text:
                return datetime.strptime(str(text).strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S")
    return None


def grey(path: Path, page: int) -> bytes:
    """Picture number *page* (from 0) as a grey PGM of at most 12 million dots. Raises Broken."""
    from PIL import Image

    try:
        with Image.open(path, formats=_KNOWN) as picture:
            picture.seek(page)
            shrink = (picture.width * picture.height / _MOST_DOTS) ** 0.5
            if shrink > 1:
                picture.draft("L", (int(picture.width / shrink), int(picture.height / shrink)))
            plain = picture.convert("L")
            if plain.width * plain.height > _MOST_DOTS:
                plain = plain.reduce(max(2, round(shrink)))
            return pgm(plain.width, plain.height, plain.tobytes())
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, EOFError) as error:
        raise Broken from error


def pgm(width: int, height: int, rows: bytes) -> bytes:
    """Grey dots in the plainest format there is."""
    return b"P5 %d %d 255\n" % (width, height) + rows
