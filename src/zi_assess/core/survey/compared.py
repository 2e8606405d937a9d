"""One figure held against another: expectation and experience, frequency and control, one period and the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from zi_assess.core.exact import total
from zi_assess.core.survey.answers import Responses
from zi_assess.core.survey.form import Aspect, Form, Part, Unsur
from zi_assess.core.survey.grading import Grade
from zi_assess.core.survey.groups import too_small
from zi_assess.core.survey.periods import order
from zi_assess.core.survey.results import LEAST_GROUP
from zi_assess.core.survey.tally import Tally, tally


@dataclass(frozen=True, slots=True)
class Gap:
    """What users met and what they expected, as means; *gap* is negative where it falls short."""

    code: str
    title: str
    n: int
    experience: Fraction
    expectation: Fraction

    @property
    def gap(self) -> Fraction:
        return self.experience - self.expectation


def gaps(form: Form, responses: Responses) -> tuple[Gap, ...]:
    """The gap of each unsur that was asked both ways, in the form's order; () for a form that asks one way."""
    met, hoped = form.aspect(Part.EXPERIENCE), form.aspect(Part.EXPECTATION)
    if met is None or hoped is None or (form.anonymous and responses.n < LEAST_GROUP):
        return ()
    counted = tally(form, responses)
    found = []
    for unsur in form.unsur:
        pair = [_mean(form, unsur, aspect, counted) for aspect in (met, hoped)]
        if pair[0] is not None and pair[1] is not None and not unsur.control:
            n = max(map(counted.answers, form.keys(unsur, hoped)))
            found.append(Gap(unsur.code, unsur.title, n, pair[0], pair[1]))
    return tuple(found)


def _mean(form: Form, unsur: Unsur, aspect: Aspect, counted: Tally) -> Fraction | None:
    means = [counted.mean(key, form.columns[key][1]) for key in form.keys(unsur, aspect)]
    given = [mean for mean in means if mean is not None]
    return total(given) / len(given) if given else None


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One unsur of a heat map. *grid* counts respondents by (frequency, control); all None and empty when hidden."""

    code: str
    title: str
    n: int
    frequency: Fraction | None
    control: Fraction | None
    risk: Fraction | None
    grid: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @property
    def hidden(self) -> bool:
        return self.risk is None and not self.n


@dataclass(frozen=True, slots=True)
class HeatGroup:
    """The heat map of one group of respondents ("" all of them); no cells when it is hidden."""

    label: str
    title: str
    n: int
    cells: tuple[HeatCell, ...]

    @property
    def hidden(self) -> bool:
        return not self.cells


def heat(form: Form, responses: Responses, field: str = "") -> tuple[HeatGroup, ...]:
    """Frequency against control for each unsur: one map, or one for each label of a profile *field*.

    Risk is the mean of frequency × (highest control − control) over those who answered both; where nobody did,
    it comes from the two means. Raises ValueError for a form without both aspects.
    """
    often, held = form.aspect(Part.FREQUENCY), form.aspect(Part.CONTROL)
    if often is None or held is None:
        raise ValueError(form.kind)
    if not field:
        everyone = range(responses.n)
        few = form.anonymous and responses.n < LEAST_GROUP
        return (
            HeatGroup("", "", 0 if few else responses.n, () if few else _cells(form, responses, everyone)),
        )
    column = responses.profile.get(field)
    about = form.field(field)
    members: dict[str, list[int]] = {}
    for place, code in enumerate(column.codes if column else ()):
        members.setdefault(column.labels[code] if column else "", []).append(place)
    members.pop("", None)
    hidden = too_small(form, {label: len(places) for label, places in members.items()}, responses.n)
    return tuple(
        HeatGroup(
            label,
            about.shown(label) if about else label,
            0 if label in hidden else len(places),
            () if label in hidden else _cells(form, responses, places),
        )
        for label, places in members.items()
    )


def _cells(form: Form, responses: Responses, places: Sequence[int]) -> tuple[HeatCell, ...]:
    return tuple(_cell(form, unsur, responses, places) for unsur in form.unsur if not unsur.control)


def _cell(form: Form, unsur: Unsur, responses: Responses, places: Sequence[int]) -> HeatCell:
    pairs = _pairs(form, unsur, responses, places)
    frequency, asked = _weighted([(f, count) for (f, _), count in pairs.items()])
    control, checked = _weighted([(c, count) for (_, c), count in pairs.items()])
    both = {(f, c): count for (f, c), count in pairs.items() if f is not None and c is not None}
    n = max(asked, checked)
    if form.anonymous and n < LEAST_GROUP:
        return HeatCell(unsur.code, unsur.title, 0, None, None, None)
    risk = _risk(both, frequency, control, _most(form, unsur))
    return HeatCell(unsur.code, unsur.title, n, frequency, control, risk, both)


Pair = tuple[int | None, int | None]


def _pairs(form: Form, unsur: Unsur, responses: Responses, places: Sequence[int]) -> Counter[Pair]:
    """How often each frequency went with each control, over all items of *unsur*."""
    often = _values(form, unsur, Part.FREQUENCY, responses)
    held = _values(form, unsur, Part.CONTROL, responses)
    return Counter(
        (one[place], other[place]) for one, other in zip(often, held, strict=True) for place in places
    )


def _most(form: Form, unsur: Unsur) -> int:
    """The best control there is."""
    aspect = form.aspect(Part.CONTROL)
    return (aspect.scale if aspect and aspect.scale else unsur.items[0].scale).most


def _risk(
    both: Mapping[tuple[int, int], int], frequency: Fraction | None, control: Fraction | None, most: int
) -> Fraction | None:
    if both:
        return Fraction(sum(count * f * (most - c) for (f, c), count in both.items()), sum(both.values()))
    return None if frequency is None or control is None else frequency * (most - control)


def _weighted(counts: Sequence[tuple[int | None, int]]) -> tuple[Fraction | None, int]:
    """The mean of (value or None, count), and how many values there were."""
    given = [(value, count) for value, count in counts if value is not None]
    n = sum(count for _, count in given)
    return (Fraction(sum(value * count for value, count in given), n) if n else None), n


def _values(form: Form, unsur: Unsur, part: Part, responses: Responses) -> list[list[int | None]]:
    """The values of each item of *unsur* in one aspect, one a respondent."""
    aspect = form.aspect(part)
    found: list[list[int | None]] = []
    for key in form.keys(unsur, aspect) if aspect else ():
        scale = form.columns[key][1]
        values = [None, *(point.value for point in scale.points)]
        found.append([values[byte] for byte in responses.answers.get(key, bytes(responses.n))])
    return found


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One survey in a row of them; *change* is in points of *ikm* against the one before."""

    survey: str
    period: str
    title: str
    n: int
    index: Fraction | None
    ikm: Fraction | None
    grade: Grade | None
    table: str
    started: str = ""
    change: Fraction | None = None


def trend(points: Sequence[TrendPoint]) -> tuple[TrendPoint, ...]:
    """The same surveys, oldest first, each with its change; a period without a year is placed by its first day."""
    ordered = sorted(points, key=_when)
    found: list[TrendPoint] = []
    for point in ordered:
        before = next((one.ikm for one in reversed(found) if one.ikm is not None), None)
        change = point.ikm - before if point.ikm is not None and before is not None else None
        found.append(replace(point, change=change))
    return tuple(found)


def _when(point: TrendPoint) -> tuple[int, int, int, str]:
    told = order(point.period) or order(point.started[:7]) or (0, 0, 0)
    return (*told, point.started)
