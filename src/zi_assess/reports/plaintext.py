"""The words of a text file for its pages in the binder. Runs in the confined child only."""

from __future__ import annotations

from pathlib import Path

_MOST = 2 * 1024 * 1024  # bytes
_MOST_LINES = 12_000


def words(source: str | bytes) -> dict[str, object]:
    """`state`, the `lines`, and whether that is `cut` and not all."""
    if isinstance(source, bytes):
        data = source[: _MOST + 1]
    else:
        with Path(source).open("rb") as file:
            data = file.read(_MOST + 1)
    lines = _decoded(data[:_MOST]).expandtabs(4).replace("\f", "\n").splitlines()
    cut = len(data) > _MOST or len(lines) > _MOST_LINES
    return {"state": "ok" if any(lines) else "empty", "lines": lines[:_MOST_LINES], "cut": cut}


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        whole = error.start > len(data) - 4  # cut in the middle of a letter
        return data[: error.start].decode("utf-8-sig") if whole else data.decode("cp1252", "replace")
