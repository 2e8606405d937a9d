"""What thresholds ask without saying it: how high one must stand while the others stand on their minimum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.pack import Pack, Question, Threshold, walk
from zi_assess.core.scoring import Scores

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class HiddenNeed:
    """*threshold* says *minimum*, but while *others* stand exactly on theirs, *whole* (a larger sum) needs
    *needed* of it. *text* is an Indonesian template for *values*.
    """

    threshold: Threshold
    whole: Threshold
    others: tuple[Threshold, ...]
    minimum: Fraction
    needed: Fraction
    weight: Fraction
    text: str
    values: Mapping[str, object]

    @property
    def reachable(self) -> bool:
        """Whether *threshold* has that much to give; if not, the others must stand higher than their minimum."""
        return self.needed <= self.weight


def hidden_needs(pack: Pack, target: str) -> tuple[HiddenNeed, ...]:
    """Every threshold of *target* that is not enough by itself, in the pack's order (LKE: Pengungkit 42,75 for WBK
    and 49,75 for WBBM while Hasil stands on its minima).
    """
    thresholds = pack.thresholds.get(target, ())
    areas = {one.id: _questions(pack, one) for one in thresholds}
    made: list[HiddenNeed] = []
    for one in thresholds:
        found = [_need(pack, one, whole, thresholds, areas) for whole in thresholds]
        needs = [need for need in found if need is not None]
        if needs:
            made.append(max(needs, key=lambda need: need.needed))
    return tuple(made)


def needed_now(pack: Pack, target: str, scores: Scores, threshold_id: str) -> Fraction:
    """What the threshold needs, in points, while everything outside it stays as it is today."""
    thresholds = pack.thresholds.get(target, ())
    one = next(each for each in thresholds if each.id == threshold_id)
    mine = _questions(pack, one)
    needed = one.minimum
    for whole in thresholds:
        theirs = _questions(pack, whole)
        if mine < theirs:
            rest = sum((scores[code].strict for code in theirs - mine), ZERO)
            needed = max(needed, whole.minimum - rest)
    return needed


def _questions(pack: Pack, threshold: Threshold) -> frozenset[str]:
    nodes = walk(tuple(pack.nodes[code] for code in threshold.of))
    return frozenset(node.code for node in nodes if isinstance(node, Question))


def _need(
    pack: Pack,
    one: Threshold,
    whole: Threshold,
    thresholds: Sequence[Threshold],
    areas: Mapping[str, frozenset[str]],
) -> HiddenNeed | None:
    """What *whole* asks of *one* while the largest other thresholds inside it stand on their minimum, and what
    no threshold covers is full.
    """
    mine, theirs = areas[one.id], areas[whole.id]
    if not mine < theirs or any(mine < each < theirs for each in areas.values()):
        return None
    others: list[Threshold] = []
    left = theirs - mine
    for other in sorted(thresholds, key=lambda each: -len(areas[each.id])):
        if areas[other.id] and areas[other.id] <= left:
            others.append(other)
            left -= areas[other.id]
    uncovered = sum((pack.nodes[code].weight for code in left), ZERO)
    needed = whole.minimum - uncovered - sum((other.minimum for other in others), ZERO)
    if needed <= one.minimum:
        return None
    return _told(pack, one, whole, tuple(others), needed)


def _told(
    pack: Pack, one: Threshold, whole: Threshold, others: tuple[Threshold, ...], needed: Fraction
) -> HiddenNeed:
    text = (
        "Bila {others} tepat pada ambangnya, {title} perlu {needed} poin agar {whole} tercapai, "
        "lebih dari ambangnya sendiri {minimum}"
    )
    weight = pack.weight_of(one.of)
    if needed > weight:
        text = (
            "Bila {others} tepat pada ambangnya, {whole} tidak tercapai sekalipun {title} penuh: "
            "yang diperlukan {needed} dari bobot {weight}"
        )
    values = {
        "others": " + ".join(other.title for other in others),
        "title": one.title,
        "needed": needed,
        "whole": whole.title,
        "minimum": one.minimum,
        "weight": weight,
    }
    return HiddenNeed(one, whole, others, one.minimum, needed, weight, text, values)
