"""What a survey comes to: NRR of each unsur, the index, its grade, and what to be careful about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from zi_assess.core.exact import round_half_up, total
from zi_assess.core.survey.answers import Responses
from zi_assess.core.survey.form import Form, GradeTable, Item, Unsur
from zi_assess.core.survey.formulas import TO_PERCENT, index_of
from zi_assess.core.survey.grading import PLACES, Grade, grade
from zi_assess.core.survey.sample import How, sample
from zi_assess.core.survey.tally import Tally, tally

LEAST_GROUP = 5
"""Fewer people than this are not shown by themselves when a form is anonymous (our rule)."""
_EXTREMES = 3


@dataclass(frozen=True, slots=True)
class Frame:
    """How a survey was held. *population* 0 is unknown; *grades* names a grade table ("" the form's first).

    *customers* is `public`, or `internal` for a unit that serves other offices only; *provider* is the third party.
    *words* are texts for papers, by the keys those give them.
    """

    population: int = 0
    grades: str = ""
    customers: str = "public"
    provider: str = ""
    method: str = ""
    place: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


UNFRAMED = Frame()


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to be careful about; *text* is an Indonesian template for *values*."""

    code: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One question: how many answered, its mean, and how many gave each value."""

    code: str
    question: str
    n: int
    nrr: Fraction | None
    counts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class UnsurResult:
    """One unsur. *nrr* is the mean on the answers' scale, *weighted* its part of the mean, *value* 0–100.

    All three are None when nobody was asked, or when too few answered to be shown.
    """

    code: str
    title: str
    n: int
    nrr: Fraction | None
    weighted: Fraction | None
    value: Fraction | None
    grade: Grade | None
    items: tuple[ItemResult, ...] = ()
    control: bool = False


@dataclass(frozen=True)
class Result:
    """What a survey comes to. *index* is up to 4, *ikm* the same up to 100; None where there is none."""

    kind: str
    variant: str
    n: int
    unsur: tuple[UnsurResult, ...]
    index: Fraction | None = None
    ikm: Fraction | None = None
    grade: Grade | None = None
    table: GradeTable | None = None
    warnings: tuple[Caution, ...] = ()

    @property
    def ranked(self) -> tuple[UnsurResult, ...]:
        """The unsur that count, the lowest first; equal ones in the order of the form."""
        return tuple(
            sorted((one for one in self.unsur if one.weighted is not None), key=lambda one: one.nrr or 0)
        )

    @property
    def lowest(self) -> tuple[UnsurResult, ...]:
        """The three lowest unsur, the lowest first; of fewer than six at most half."""
        return self.ranked[: _extremes(len(self.ranked))]

    @property
    def highest(self) -> tuple[UnsurResult, ...]:
        """The three highest, the highest first."""
        best_first = sorted(self.ranked, key=lambda one: -(one.nrr or 0))
        return tuple(best_first[: _extremes(len(best_first))])

    def of(self, code: str) -> UnsurResult | None:
        return next((one for one in self.unsur if one.code == code), None)


def _extremes(count: int) -> int:
    return min(_EXTREMES, max(1, count // 2))


@dataclass(frozen=True, slots=True)
class Typed:
    """A result that is known only as a summary: NRR by (code, title), or no more than the printed value."""

    n: int
    unsur: tuple[tuple[str, str, Fraction], ...] = ()
    ikm: Fraction | None = None


def result(form: Form, responses: Responses, frame: Frame = UNFRAMED, known: Tally | None = None) -> Result:
    """What *responses* come to; *known* is their tally when it is at hand."""
    return from_tally(form, known or tally(form, responses), frame)


def from_tally(form: Form, known: Tally, frame: Frame = UNFRAMED) -> Result:
    """What the counts come to. An anonymous form shows nothing of fewer than five people."""
    if _too_few(form, known.n):
        return _withheld(form, known.n, frame)
    table = form.table(frame.grades)
    means = {one.code: _mean(form, one, known) for one in form.unsur}
    counting = [one.code for one in form.unsur if means[one.code] is not None and not one.control]
    weight = Fraction(1, len(counting)) if counting else Fraction(0)
    unsur = tuple(
        _unsur(form, one, known, means[one.code], weight if one.code in counting else None, table)
        for one in form.unsur
    )
    mean = total(one.weighted for one in unsur if one.weighted is not None) if counting else None
    index = None if mean is None else index_of(form.formula, mean)
    ikm = None if index is None else index * TO_PERCENT
    return Result(
        form.kind,
        form.variant,
        known.n,
        unsur,
        index,
        ikm,
        None if ikm is None else grade(ikm, table),
        table,
        tuple(_warnings(form, known, frame, counting)),
    )


def _withheld(form: Form, n: int, frame: Frame) -> Result:
    unsur = tuple(UnsurResult(one.code, one.title, 0, None, None, None, None) for one in form.unsur)
    few = Caution(
        "group-hidden",
        "Kurang dari {least} orang menjawab, jadi hasilnya tidak ditampilkan",
        {"least": LEAST_GROUP},
    )
    return Result(form.kind, form.variant, n, unsur, table=form.table(frame.grades), warnings=(few,))


def _mean(form: Form, unsur: Unsur, known: Tally) -> Fraction | None:
    """The mean of the means of its items, as many as were asked."""
    if _too_few(form, known.answered.get(unsur.code, 0)):
        return None
    means = [known.mean(key, form.columns[key][1]) for key in form.keys(unsur, form.aspects[0])]
    given = [mean for mean in means if mean is not None]
    return total(given) / len(given) if given else None


def _too_few(form: Form, n: int) -> bool:
    return form.anonymous and n < LEAST_GROUP


def _unsur(
    form: Form,
    unsur: Unsur,
    known: Tally,
    nrr: Fraction | None,
    weight: Fraction | None,
    table: GradeTable | None,
) -> UnsurResult:
    index = None if nrr is None or weight is None else index_of(form.formula, nrr)
    value = None if index is None else index * TO_PERCENT
    return UnsurResult(
        unsur.code,
        unsur.title,
        known.answered.get(unsur.code, 0),
        nrr,
        None if nrr is None or weight is None else nrr * weight,
        value,
        None if value is None else grade(value, table),
        tuple(_item(form, item, key, known) for item, key in _asked(form, unsur, known)),
        unsur.control,
    )


def _asked(form: Form, unsur: Unsur, known: Tally) -> Iterator[tuple[Item, str]]:
    for item, key in zip(unsur.items, form.keys(unsur, form.aspects[0]), strict=True):
        if key in known.counts:
            yield item, key


def _item(form: Form, item: Item, key: str, known: Tally) -> ItemResult:
    scale = form.columns[key][1]
    if _too_few(form, known.answers(key)):
        return ItemResult(item.code, item.question, 0, None, {})
    counts = {point.value: count for point, count in zip(scale.points, known.counts[key][1:], strict=True)}
    return ItemResult(item.code, item.question, known.answers(key), known.mean(key, scale), counts)


def _warnings(form: Form, known: Tally, frame: Frame, counting: Sequence[str]) -> Iterator[Caution]:
    if not known.n:
        yield Caution("empty", "Belum ada responden")
        return
    yield from size_warnings(form, known.n, frame)
    for unsur in form.unsur:
        asked = [item.code for item, _ in _asked(form, unsur, known)]
        missing = [item for item in unsur.asked if item.code not in asked]
        if not asked and not unsur.control:
            yield Caution(
                "unsur-missing",
                "Unsur {unsur} tidak dijawab; hasil dihitung dari {count} unsur",
                {"unsur": unsur.title, "count": len(counting)},
            )
        elif missing and unsur.code not in asked and not unsur.control:
            yield Caution(
                "item-missing",
                "Unsur {unsur} dihitung dari {asked} dari {all} butir",
                {"unsur": unsur.title, "asked": len(asked), "all": len(unsur.asked)},
            )
        elif unsur.control:
            yield from _admitted(form, unsur, known)


def _admitted(form: Form, unsur: Unsur, known: Tally) -> Iterator[Caution]:
    for item, key in _asked(form, unsur, known):
        highest = form.columns[key][1].points[-1]
        if known.counts[key][-1]:
            yield Caution(
                "control-answered",
                "{count} responden menjawab “{answer}” pada: {question}",
                {"count": known.counts[key][-1], "answer": highest.title, "question": item.question},
            )


def size_warnings(form: Form, n: int, frame: Frame) -> Iterator[Caution]:
    """Whether *n* respondents are enough; never a reason to refuse."""
    least = form.minimum.respondents if form.minimum else 0
    if form.minimum and n < (min(least, frame.population) if frame.population else least):
        yield Caution(
            "respondents-few",
            "Responden {n}, kurang dari {least} yang diminta ({source})",
            {"n": n, "least": least, "source": form.minimum.source},
        )
    if form.sample and not frame.population:
        yield Caution(
            "population-unknown",
            "Populasi penerima layanan belum diisi, jadi kecukupan {n} responden belum dapat dinilai",
            {"n": n},
        )
    elif form.sample and n < sample(frame.population).least:
        needed = sample(frame.population)
        yield Caution(
            "sample-small",
            _TOO_FEW[needed.how],
            {"n": n, "least": needed.least, "population": frame.population},
        )


_TOO_FEW: Mapping[How, str] = {
    How.CENSUS: "Responden {n} dari populasi {population}: populasi sekecil ini ditanya semuanya",
    How.TABLE: "Responden {n}, kurang dari {least} untuk populasi {population} (tabel Krejcie dan Morgan)",
    How.FORMULA: "Responden {n}, kurang dari {least} untuk populasi {population} (rumus Krejcie dan Morgan)",
}


def typed_result(form: Form, typed: Typed, frame: Frame = UNFRAMED) -> Result:
    """A result from its summary. The printed value is graded when there is one, else the one from the NRR."""
    table = form.table(frame.grades)
    weight = Fraction(1, len(typed.unsur)) if typed.unsur else Fraction(0)
    unsur = tuple(_typed_unsur(form, *one, typed.n, weight, table) for one in typed.unsur)
    mean = total(one.weighted for one in unsur if one.weighted is not None) if unsur else None
    computed = None if mean is None else index_of(form.formula, mean)
    index = computed if typed.ikm is None else typed.ikm / TO_PERCENT
    ikm = None if index is None else index * TO_PERCENT
    return Result(
        form.kind,
        form.variant,
        typed.n,
        unsur,
        index,
        ikm,
        None if ikm is None else grade(ikm, table),
        table,
        (*size_warnings(form, typed.n, frame), *_differs(typed, computed)),
    )


def _typed_unsur(
    form: Form, code: str, title: str, nrr: Fraction, n: int, weight: Fraction, table: GradeTable | None
) -> UnsurResult:
    index = index_of(form.formula, nrr)
    value = None if index is None else index * TO_PERCENT
    known = next((one.title for one in form.unsur if one.code == code), code)
    return UnsurResult(
        code, title or known, n, nrr, nrr * weight, value, None if value is None else grade(value, table)
    )


def _differs(typed: Typed, computed: Fraction | None) -> Iterator[Caution]:
    if typed.ikm is None or computed is None:
        return
    ikm = computed * TO_PERCENT
    if round_half_up(ikm, PLACES) != round_half_up(typed.ikm, PLACES):
        yield Caution(
            "printed-differs",
            "Nilai tercetak {printed}, sedangkan NRR unsurnya menghasilkan {computed}",
            {"printed": typed.ikm, "computed": ikm},
        )


def printed_ikm(of: Result, weight: Fraction = Fraction("0.111")) -> Fraction | None:
    """The value as a form's footer computes it with a rounded *weight*: to be shown beside the exact one only."""
    counting = [one.nrr for one in of.unsur if one.weighted is not None and one.nrr is not None]
    return total(counting) * weight * TO_PERCENT if counting and of.ikm is not None else None
