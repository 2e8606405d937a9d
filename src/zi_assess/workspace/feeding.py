"""What an instrument found filed as evidence where it belongs in the worksheet, along the pack's own `feeds`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from zi_assess.core.assessment import Assessment
from zi_assess.core.pack import Question
from zi_assess.errors import ZiError
from zi_assess.workspace.holdings import Holdings, Listed


@dataclass(frozen=True, slots=True)
class Target:
    """Where evidence of a question can be filed: an assessment and its criteria that the question feeds."""

    assessment: str
    pack: str
    year: int
    codes: tuple[str, ...]


def targets(holdings: Holdings, mine: Assessment, questions: Sequence[Question]) -> tuple[Target, ...]:
    """The assessment of the same unit, of the nearest year, by each pack that *questions* feed.

    Its codes are those fed most often first, then in the order of *questions*.
    """
    found = []
    feeds = [feed for question in questions for feed in question.feeds]
    for pack_id in dict.fromkeys(feed.pack for feed in feeds):
        same = [one for one in holdings.listed() if one.unit.id == mine.unit.id and one.pack_id == pack_id]
        if same:
            best = min(same, key=lambda one: _distance(one, mine.year))
            pack = holdings.pack(holdings.assessment(best.id).pack_digest)
            often = Counter(feed.code for feed in feeds if feed.pack == pack_id and pack.question(feed.code))
            codes = tuple(code for code, _count in often.most_common())
            found.append(Target(best.id, pack.short or pack.title, best.year, codes))
    return tuple(one for one in found if one.codes)


def _distance(one: Listed, year: int) -> tuple[int, int]:
    return abs(one.year - year), -one.year


def refuse_nothing(found: tuple[Target, ...], documents: int, code: str) -> None:
    """Raise ZiError when there is nowhere to file, or nothing."""
    if not documents:
        raise ZiError("Butir {code} belum punya bukti.", "Lampirkan dahulu buktinya di sini.", code=code)
    if not found:
        raise ZiError(
            "Unit ini belum punya penilaian yang didukung butir {code}.",
            "Mulai atau impor LKE unit ini dahulu.",
            code=code,
        )
