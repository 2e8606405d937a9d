"""The LKE workbook and the PortalRB upload template, read and written.

Layout A is the ministry's worksheet (sheet `LKE ZI`), layout B the template PortalRB takes (sheet `Jawaban`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zi_assess.workbook.texts import Link

if TYPE_CHECKING:
    from zi_assess.core.pack import Pack
    from zi_assess.core.sheet import Sheet
    from zi_assess.workbook.reading import Incoming

__all__ = ["LAYOUTS", "Incoming", "Link", "read", "write"]

LAYOUTS = ("A", "B")


def __getattr__(name: str) -> object:
    if name == "Incoming":
        from zi_assess.workbook.reading import Incoming

        return Incoming
    raise AttributeError(name)


def read(path: Path, pack: Pack) -> Incoming:
    """What the filled workbook at *path* says, in terms of *pack*; odd things are its remarks.

    Raises `ZiError` when the file is no such workbook, or cannot be read safely.
    """
    from zi_assess.workbook import reading

    return reading.read(path, pack)


def write(sheet: Sheet, layout: str) -> bytes:
    """*sheet* as an .xlsx (`A` or `B`) with live formulas and what they come to; equal sheets give equal bytes."""
    from zi_assess.workbook import writing

    return writing.write(sheet, layout)
