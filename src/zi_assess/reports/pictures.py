"""Pictures as leaves: placed on A4, as large as fits. Runs in the confined child only."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from zi_assess.reports.leaves import ENOUGH, MOST_PAGES, TOO_MUCH, Answer, Box

_KNOWN = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_A4 = (595.28, 841.89)
_LEFT, _TOP, _BOTTOM = 28.0, 40.0, 40.0  # the name stands above, the stamp below
_MOST_DOTS = (2480, 3508)  # A4 at 300 dots an inch
_LARGE = 1_500_000  # bytes: above this a picture without loss becomes one with a little
_QUALITY = 88
_ORIENTATION = 0x0112
# How the unit square of a stored picture is laid down for each EXIF orientation: a b c d, and the corner e f.
_TURNS: dict[int, tuple[int, int, int, int, int, int]] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
_COLORS = {"L": b"/DeviceGray", "RGB": b"/DeviceRGB", "CMYK": b"/DeviceCMYK", "1": b"/DeviceGray"}


def picture(source: str | bytes, start: int, first: int) -> Answer:
    """One leaf for each picture in *source* (a TIFF may hold several), as `leaves.pdf` answers."""
    try:
        data = source if isinstance(source, bytes) else Path(source).read_bytes()
        with Image.open(io.BytesIO(data), formats=_KNOWN) as opened:
            return _placed(opened, data, start, first)
    except UnidentifiedImageError:
        return {"state": "unknown"}
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, Image.DecompressionBombError, zlib.error):
        return {"state": "broken"}


def _placed(opened: Image.Image, data: bytes, start: int, first: int) -> Answer:
    count = int(getattr(opened, "n_frames", 1)) if opened.format == "TIFF" else 1
    if count > MOST_PAGES:
        return {"state": "too-many", "pages": count}
    out = _Out(first)
    leaves = []
    for frame in range(start, count):
        opened.seek(frame)
        before = out.size
        leaves.append(_leaf(out, opened, data))
        if out.size - before > TOO_MUCH:
            return {"state": "too-large", "pages": count}
        if out.size > ENOUGH:
            break
    return {"state": "ok", "pages": count, "leaves": leaves, **out.answer()}


class _Out:
    """Objects written one after another."""

    def __init__(self, first: int) -> None:
        self.size = 0
        self._next = first
        self._offsets: list[tuple[int, int]] = []
        self._parts: list[bytes] = []

    def stream(self, entries: bytes, data: bytes) -> int:
        number = self._next
        self._next += 1
        self._offsets.append((number, self.size))
        head = b"%d 0 obj\n<< %s /Length %d >>\nstream\n" % (number, entries, len(data))
        for part in (head, data, b"\nendstream\nendobj\n"):
            self._parts.append(part)
            self.size += len(part)
        return number

    def answer(self) -> Answer:
        return {
            "objects": b"".join(self._parts),
            "offsets": self._offsets,
            "slices": [],
            "next": self._next,
            "layers": [],
            "hidden": [],
            "damaged": 0,
            "signed": False,
            "locks": False,
            "left": [],
        }


def _leaf(out: _Out, opened: Image.Image, data: bytes) -> tuple[int, Box, Box, int, float]:
    turn = 1
    if opened.format == "JPEG" and opened.mode in ("L", "RGB", "CMYK"):
        turn = _turn(opened)
        wide, high = opened.size
        number = _as_it_is(out, opened, data)
    else:
        plain = _plain(ImageOps.exif_transpose(opened))
        wide, high = plain.size
        number = _encoded(out, plain)
    if turn > 4:
        wide, high = high, wide
    page = _A4 if wide <= high else (_A4[1], _A4[0])
    box = (0.0, 0.0, *page)
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Resources << /XObject << /I %d 0 R >> >>"
    content = b"q %s cm /I Do Q" % _matrix(turn, wide, high, page)
    return out.stream(form % (*page, number), content), box, box, 0, 1.0


def _turn(opened: Image.Image) -> int:
    turn = opened.getexif().get(_ORIENTATION, 1)
    return turn if turn in _TURNS else 1


def _matrix(turn: int, wide: int, high: int, page: tuple[float, float]) -> bytes:
    """In the middle, as large as the page allows and no larger than 72 dots an inch."""
    room = page[0] - 2 * _LEFT, page[1] - _TOP - _BOTTOM
    scale = min(1.0, room[0] / wide, room[1] / high)
    width, height = wide * scale, high * scale
    left, bottom = (page[0] - width) / 2, _BOTTOM + (room[1] - height) / 2
    a, b, c, d, e, f = _TURNS[turn]
    sides = (a * width, b * height, c * width, d * height, left + e * width, bottom + f * height)
    return " ".join(f"{side:.3f}" for side in sides).encode()


def _as_it_is(out: _Out, opened: Image.Image, data: bytes) -> int:
    """A JPEG without being coded again, once it proved whole; what a camera wrote about its place stays behind."""
    color, size = _COLORS[opened.mode], opened.size
    inverted = opened.mode == "CMYK" and "adobe" in opened.info
    opened.draft("L", (max(1, size[0] // 8), max(1, size[1] // 8)))
    opened.load()
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8"
    entries += b" /Filter /DCTDecode"
    decode = b" /Decode [1 0 1 0 1 0 1 0]" if inverted else b""
    return out.stream(entries % (*size, color) + decode, b"".join(_without_remarks(data)))


def _without_remarks(data: bytes) -> Iterator[bytes]:
    """The segments of a JPEG that decoders need, up to its end."""
    yield data[:2]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == 0xDA:
            end = data.rfind(b"\xff\xd9")
            yield data[at : end + 2] if end > at else data[at:]
            return
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        remark = mark == 0xFE or (0xE1 <= mark <= 0xEF and mark != 0xEE)
        if not remark:
            yield data[at : at + length]
        at += length
    raise ValueError("not a whole JPEG")


def _plain(opened: Image.Image) -> Image.Image:
    """Without transparency and with no more dots than paper can show."""
    made = opened
    if made.mode in ("RGBA", "LA", "PA") or "transparency" in made.info:
        above = made.convert("RGBA")
        made = Image.new("RGB", above.size, "white")
        made.paste(above, mask=above.getchannel("A"))
    elif made.mode not in ("1", "L", "RGB"):
        made = made.convert("RGB")
    most = _MOST_DOTS if made.width <= made.height else _MOST_DOTS[::-1]
    if made.width > most[0] or made.height > most[1]:
        if made.mode == "1":
            made = made.convert("L")
        made.thumbnail(most, Image.Resampling.LANCZOS)
    return made


def _encoded(out: _Out, made: Image.Image) -> int:
    bits = 1 if made.mode == "1" else 8
    packed, kind = zlib.compress(made.tobytes(), 5), b"/FlateDecode"
    if len(packed) > _LARGE and bits == 8:
        coded = io.BytesIO()
        made.save(coded, "JPEG", quality=_QUALITY)
        packed, kind = coded.getvalue(), b"/DCTDecode"
    entries = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent %d /Filter %s"
    )
    return out.stream(entries % (*made.size, _COLORS[made.mode], bits, kind), packed)
