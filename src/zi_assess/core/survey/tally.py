"""How often each value was given: all that a result needs, kept up to date answer by answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.survey.answers import BLANK, Responses
from zi_assess.core.survey.form import Form, Scale

Counts = tuple[int, ...]
"""How many left it blank, then how many gave each point of the scale."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of *n* respondents by column, and how many answered each unsur at all."""

    n: int
    counts: Mapping[str, Counts]
    answered: Mapping[str, int]

    def answers(self, key: str) -> int:
        """How many answered one column; 0 where there is none."""
        return sum(self.counts[key][1:]) if key in self.counts else 0

    def mean(self, key: str, scale: Scale) -> Fraction | None:
        """The mean of one column; None when nobody answered it."""
        n = self.answers(key)
        if not n:
            return None
        total = sum(
            count * point.value for count, point in zip(self.counts[key][1:], scale.points, strict=True)
        )
        return Fraction(total, n)


def tally(form: Form, responses: Responses) -> Tally:
    """Count *responses* from scratch."""
    counts = {
        key: tuple(map(column.count, range(len(form.columns[key][1].points) + 1)))
        for key, column in responses.answers.items()
    }
    answered = {name: _answered(responses, keys) for name, keys in _unsur_keys(form).items()}
    return Tally(responses.n, counts, answered)


def edited(
    form: Form, known: Tally, before: Sequence[Mapping[str, int]], after: Sequence[Mapping[str, int]]
) -> Tally:
    """*known* without the respondents *before* and with those *after*, both as bytes by column."""
    columns = dict.fromkeys((*known.counts, *(key for row in (*before, *after) for key in row)))
    counts = {key: _room(form, known, key) for key in columns}
    answered = dict(known.answered)
    keys_of = _unsur_keys(form)
    for rows, step in ((before, -1), (after, 1)):
        for row in rows:
            for key, count in counts.items():
                count[row.get(key, BLANK)] += step
            for name, keys in keys_of.items():
                answered[name] += step * any(row.get(key, BLANK) for key in keys)
    n = known.n + len(after) - len(before)
    return Tally(n, {key: tuple(one) for key, one in counts.items()}, answered)


def _room(form: Form, known: Tally, key: str) -> list[int]:
    """The counts of a column to be changed; one that was not there was blank for everybody."""
    return list(known.counts.get(key, (known.n, *(0 for _ in form.columns[key][1].points))))


def bytes_at(responses: Responses, place: int) -> dict[str, int]:
    """The answers of one respondent as they are kept."""
    return {key: column[place] for key, column in responses.answers.items()}


def grouped(form: Form, responses: Responses, field: str) -> dict[str, Tally]:
    """A tally for each label of a profile field that somebody has, the most frequent first; blanks are no group."""
    column = responses.profile.get(field)
    if column is None:
        return {}
    sizes = Counter(column.codes)
    crossed = {
        key: Counter(zip(column.codes, given, strict=True)) for key, given in responses.answers.items()
    }
    unsur = {name: _joint(responses, keys) for name, keys in _unsur_keys(form).items()}
    answered = {name: Counter(zip(column.codes, given, strict=True)) for name, given in unsur.items()}
    return {
        column.labels[code]: Tally(
            size,
            {
                key: tuple(crossed[key][code, byte] for byte in range(len(form.columns[key][1].points) + 1))
                for key in responses.answers
            },
            {name: answered[name][code, 1] for name in answered},
        )
        for code, size in sizes.most_common()
        if column.labels[code]
    }


def _unsur_keys(form: Form) -> dict[str, tuple[str, ...]]:
    return {one.code: form.keys(one, form.aspects[0]) for one in form.unsur}


def _answered(responses: Responses, keys: tuple[str, ...]) -> int:
    present = [responses.answers[key] for key in keys if key in responses.answers]
    if len(present) == 1:
        return responses.n - present[0].count(BLANK)
    return _joint(responses, keys).count(1)


_ANY = bytes(byte != BLANK for byte in range(256))


def _joint(responses: Responses, keys: tuple[str, ...]) -> bytes:
    """1 for each respondent who answered at least one of *keys*; columns are joined as one large number."""
    said = 0
    for key in keys:
        if key in responses.answers:
            said |= int.from_bytes(responses.answers[key].translate(_ANY), "big")
    return said.to_bytes(responses.n, "big")
