"""What the example's visitors and staff said: sheets of answers as a form on the web would hand them over."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zi_assess.core.survey import FieldKind, Form, Part

SERVICES = ("Pendaftaran kunjungan", "Penitipan barang", "Layanan informasi")
_REMARKS = (
    "",
    "",
    "",
    "Petugas ramah.",
    "Antrean pagi masih panjang.",
    "Papan informasi kurang jelas.",
    "Ruang tunggu sudah nyaman.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One survey of the example: how many answered, around which level (0–1), and how it is carried."""

    kind: str
    period: str
    n: int
    level: float
    first: date
    last: date
    index: Fraction | None = None
    carry: str = ""
    population: int = 0
    weak: tuple[str, ...] = ()


_SPRING = (date(2026, 3, 2), date(2026, 5, 29))
_JUNE = (date(2026, 6, 1), date(2026, 6, 12))
SURVEYS = (
    Asked("skm", "Semester I 2025", 64, 0.74, date(2025, 4, 1), date(2025, 6, 20), population=180, weak=("waktu",)),
    Asked(
        "skm", "Semester II 2025", 71, 0.79, date(2025, 9, 1), date(2025, 11, 28),
        population=190, weak=("waktu", "sarana"),
    ),
    Asked("skm", "Semester I 2026", 136, 0.85, *_SPRING, carry="A.I.6.iv.a", population=210, weak=("waktu",)),
    Asked("spak", "Semester I 2026", 100, 0.9, *_SPRING, Fraction("3.65"), "B.I.a", 210),
    Asked("spkp", "Semester I 2026", 100, 0.6, *_SPRING, Fraction("2.51"), "B.II.a", 210),
    Asked("a4", "2026", 42, 0.78, *_JUNE),
    Asked("maladministrasi", "2026", 34, 0.3, *_JUNE),
    Asked("birokrasi", "2026", 27, 0.35, *_JUNE),
)  # fmt: skip
"""In the order in which they were asked; SPAK and SPKP come to the indices that the example's worksheet holds."""


def sheet(form: Form, asked: Asked) -> bytes:
    """The answers as CSV: whole questions above the columns, words in the cells. Always the same bytes."""
    dice = random.Random(f"{asked.kind} {asked.period}")
    columns = _columns(form, asked, dice)
    heads, rows = list(columns), list(zip(*columns.values(), strict=True))
    people = [_person(form, dice) for _n in range(asked.n)]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([*people[0], *heads, "Saran"])
    for person, row in zip(people, rows, strict=True):
        writer.writerow([*person.values(), *row, dice.choice(_REMARKS)])
    return file.getvalue().encode("utf-8-sig")


def _person(form: Form, dice: random.Random) -> Mapping[str, str]:
    said: dict[str, str] = {}
    for one in form.profile:
        if one.kind is FieldKind.OPTIONS:
            weights = [3 if n < 4 else 1 for n in range(len(one.options))]
            said[one.title] = dice.choices([option.title for option in one.options], weights)[0]
        elif one.kind is FieldKind.BANDS:
            said[one.title] = str(dice.randint(19, 58))
        elif one.role == "service":
            said[one.title] = dice.choices(SERVICES, (5, 3, 2))[0]
    return said or {"Nomor": str(dice.randrange(10_000))}


def _columns(form: Form, asked: Asked, dice: random.Random) -> Mapping[str, Sequence[str]]:
    """By heading, what each person answered."""
    found: dict[str, Sequence[str]] = {}
    totals = _totals(form, asked)
    for unsur in form.unsur:
        for number, item in enumerate(unsur.asked):
            for aspect in form.aspects or (None,):
                if aspect is not None and aspect.part is Part.EXPECTATION:
                    continue
                scale = aspect.scale if aspect is not None and aspect.scale else item.scale
                head = (
                    item.question
                    if aspect is None or len(form.aspects) < 2
                    else f"{aspect.title}: {item.question}"
                )
                if unsur.control:
                    values = [scale.least] * asked.n
                elif totals:
                    values = _summing(totals[unsur.code][number], asked.n, scale.least, scale.most, dice)
                else:
                    level = asked.level - (0.14 if unsur.code in asked.weak else 0)
                    level = 1 - level if aspect is not None and aspect.part is Part.CONTROL else level
                    values = _around(level, asked.n, scale.least, scale.most, dice)
                found[head] = [scale.title(value) for value in values]
    return found


def _totals(form: Form, asked: Asked) -> Mapping[str, list[int]]:
    """For each unsur the sums of its items that bring the index to just *asked.index*; empty without one."""
    if asked.index is None:
        return {}
    counted = [one for one in form.unsur if not one.control]
    most = counted[0].asked[0].scale.most
    whole = asked.index * Fraction(most, 4) * len(counted) * asked.n
    base, rest = divmod(whole, len(counted))
    sums = {one.code: [int(base)] * len(one.asked) for one in counted}
    left = rest + (base - int(base)) * len(counted)
    for one in counted:  # whole points first, then the half that two items can say
        if left >= 1:
            sums[one.code] = [total + 1 for total in sums[one.code]]
            left -= 1
    for one in counted:
        if left and (left * len(one.asked)).denominator == 1:
            for n in range(int(left * len(one.asked))):
                sums[one.code][n] += 1
            left = Fraction(0)
    assert not left, (asked.kind, left)
    return sums


def _summing(total: int, n: int, least: int, most: int, dice: random.Random) -> list[int]:
    """*n* values that add up to *total*, spread by chance."""
    values = [total // n] * n
    for place in dice.sample(range(n), total - sum(values)):
        values[place] += 1
    for _swap in range(n):  # one up, one down: the sum stays, the answers differ
        up, down = dice.randrange(n), dice.randrange(n)
        if up != down and values[up] < most and values[down] > max(least, 1):
            values[up] += 1
            values[down] -= 1
    return values


def _around(level: float, n: int, least: int, most: int, dice: random.Random) -> list[int]:
    middle = least + level * (most - least)
    return [min(most, max(least, round(dice.gauss(middle, 0.7)))) for _n in range(n)]
