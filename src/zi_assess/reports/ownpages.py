"""The paper of the binder's own pages: their numbers, their foot, and where each part of them begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from zi_assess import i18n
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import stamps, wording
from zi_assess.reports.arrangement import Area, Use
from zi_assess.reports.page import INNER, LEFT, RIGHT, TOP, Imprint, Paper
from zi_assess.reports.paint import HEIGHT, WIDTH, Page
from zi_assess.reports.parts import FINE
from zi_assess.reports.sources import Source
from zi_assess.reports.stamps import Stamp

Key = tuple[str, str]
"""What stands on own pages: ("cover", ""), ("contents", ""), ("criterion", code), ("document", id), ("closing", "")."""


@dataclass(slots=True)
class Numbers:
    """Where things begin in the binder, pages counted from 1; empty on the first try."""

    own: Mapping[Key, int] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)
    pages: int = 0

    def of(self, key: Key) -> int:
        return self.own.get(key, 0)


class BinderPaper(Paper):
    """Own pages whose numbers are the binder's; `places` are the marks of rows that lead to another page."""

    def __init__(self, imprint: Imprint) -> None:
        super().__init__(imprint)
        self.numbers: list[int] = []
        self.total = 0
        self.stamped: dict[int, Stamp] = {}
        self.spans: dict[Key, tuple[int, int]] = {}
        self.places: list[list[tuple[str, int, float]]] = []

    @property
    def encode(self) -> Callable[..., list[tuple[str, str]]]:
        return self._encode

    def begin(self, key: Key) -> None:
        """Start a part on a fresh page."""
        if self.spans:
            self._end()
            self.page = self._blank()
        self.y = TOP
        self.spans[key] = (len(self.pages) - 1, 0)

    def _end(self) -> None:
        key, (start, _count) = list(self.spans.items())[-1]
        self.spans[key] = (start, len(self.pages) - start)

    def close(self) -> None:
        """No more parts; the marks of rows become places that lead somewhere instead of bookmarks."""
        self._end()
        self.places = [page.marks for page in self.pages]
        for page in self.pages:
            page.marks = []

    def _foot(self, page: Page, number: int) -> None:
        page.rule(LEFT, HEIGHT - 38, INNER)
        page.text(LEFT, HEIGHT - 26, self.p(self.imprint.foot), FINE)
        stamp = self.stamped.get(number - 1)
        if stamp is not None:
            stamps.draw(page, stamp, WIDTH, self.lacking)
            return
        words = _("Halaman {page} dari {pages}").format(page=self.numbers[number - 1], pages=self.total)
        page.text(RIGHT, HEIGHT - 26, words, FINE, "right")


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the own pages speak of. *first* is the first use of each document that is held, *all_uses* every one."""

    sheet: Sheet
    areas: tuple[Area, ...]
    chosen: str
    as_of: date
    sources: Mapping[str, Source]
    first: Mapping[str, Use]
    all_uses: Mapping[str, tuple[Use, ...]]


def imprint(contents: Contents) -> Imprint:
    sheet = contents.sheet
    unit, year, title = sheet.assessment.unit.name, sheet.assessment.year, _("Binder bukti")
    named = f"{title} {contents.chosen}".strip()
    return Imprint(
        title=f"{named} · {unit} · {year}",
        subject=sheet.pack.title,
        author=unit,
        left=unit,
        right=f"{named} · {year}",
        foot=wording.foot(sheet),
        language=i18n.language(),
        example=sheet.assessment.example,
    )
