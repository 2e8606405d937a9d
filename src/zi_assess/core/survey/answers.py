"""Responses as columns: a byte an answer, profile fields by dictionary. Frozen; an edit returns new ones."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zi_assess.core.survey.form import Form, Scale

BLANK = 0
"""The byte of a question that was not answered; else the place of the answer in its scale, from 1."""
MOST_LABELS = 65_000
OTHERS = "Lainnya"


@dataclass(frozen=True, slots=True)
class Response:
    """What one respondent said: values by column (a blank is absent), labels by profile field."""

    answers: Mapping[str, int] = field(default_factory=dict)
    profile: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One profile field of all respondents: the place of each one's label in *labels*; label 0 is a blank."""

    labels: tuple[str, ...] = ("",)
    codes: array[int] = field(default_factory=lambda: array("H"))

    def __getitem__(self, place: int) -> str:
        return self.labels[self.codes[place]]

    def with_label(self, label: str) -> tuple[Labelled, int]:
        """The same with room for *label*, and its place."""
        known = self.labels.index(label) if label in self.labels else len(self.labels)
        if known == len(self.labels):
            if known >= MOST_LABELS:
                return self.with_label(OTHERS) if OTHERS in self.labels else (self, 0)
            return replace(self, labels=(*self.labels, label)), known
        return self, known

    def put(self, place: int, label: str) -> Labelled:
        """With *label* at *place*, which may be one past the end."""
        grown, code = self.with_label(label)
        codes = array("H", grown.codes)
        codes[place : place + 1] = array("H", [code])
        return replace(grown, codes=codes)

    def without(self, place: int) -> Labelled:
        return replace(self, codes=self.codes[:place] + self.codes[place + 1 :])

    def joined(self, other: Labelled) -> Labelled:
        mine = self
        places = []
        for label in other.labels:
            mine, place = mine.with_label(label)
            places.append(place)
        return replace(mine, codes=mine.codes + array("H", map(places.__getitem__, other.codes)))


@dataclass(frozen=True)
class Responses:
    """*n* respondents: answers by column key, labels by profile field, what they wrote (`()` when nobody did)."""

    n: int = 0
    answers: Mapping[str, bytes] = field(default_factory=dict)
    profile: Mapping[str, Labelled] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def row(self, form: Form, place: int) -> Response:
        """What the respondent at *place* (from 0) said."""
        answers = {
            key: form.columns[key][1].points[column[place] - 1].value
            for key, column in self.answers.items()
            if column[place] != BLANK
        }
        profile = {key: column[place] for key, column in self.profile.items() if column[place]}
        return Response(answers, profile, self.remarks[place] if self.remarks else "")

    def added(self, form: Form, one: Response) -> Responses:
        """With one respondent more, at the end."""
        return self._grown(1)._with(form, self.n, one)

    def replaced(self, form: Form, place: int, one: Response) -> Responses:
        """With everything the respondent at *place* said replaced by *one*."""
        return self._with(form, place, one)

    def without(self, place: int) -> Responses:
        return Responses(
            self.n - 1,
            {key: column[:place] + column[place + 1 :] for key, column in self.answers.items()},
            {key: column.without(place) for key, column in self.profile.items()},
            self.remarks[:place] + self.remarks[place + 1 :],
        )

    def joined(self, other: Responses) -> Responses:
        """These, then *other*; a column that one of them lacks is blank there."""
        keys = dict.fromkeys((*self.answers, *other.answers))
        fields = dict.fromkeys((*self.profile, *other.profile))
        told = (*_told(self), *_told(other)) if self.remarks or other.remarks else ()
        return Responses(
            self.n + other.n,
            {key: self._column(key) + other._column(key) for key in keys},
            {key: self._labelled(key).joined(other._labelled(key)) for key in fields},
            told,
        )

    def _column(self, key: str) -> bytes:
        return self.answers.get(key) or bytes(self.n)

    def _labelled(self, key: str) -> Labelled:
        return self.profile.get(key) or Labelled(codes=array("H", bytes(2 * self.n)))

    def _grown(self, by: int) -> Responses:
        return self.joined(Responses(by))

    def _with(self, form: Form, place: int, one: Response) -> Responses:
        answers = dict(self.answers)
        for key in dict.fromkeys((*answers, *one.answers)):
            byte = place_of(form.columns[key][1], one.answers.get(key))
            before = self._column(key)
            if before[place] != byte or key not in answers:
                answers[key] = before[:place] + bytes((byte,)) + before[place + 1 :]
        profile = dict(self.profile)
        for key in dict.fromkeys((*profile, *one.profile)):
            column = self._labelled(key)
            if column[place] != one.profile.get(key, "") or key not in profile:
                profile[key] = column.put(place, one.profile.get(key, ""))
        return Responses(self.n, answers, profile, self._remarked(place, one.remark))

    def _remarked(self, place: int, remark: str) -> tuple[str, ...]:
        if not self.remarks and not remark:
            return ()
        told = _told(self)
        return told if told[place] == remark else (*told[:place], remark, *told[place + 1 :])


def _told(some: Responses) -> tuple[str, ...]:
    return some.remarks or ("",) * some.n


def place_of(scale: Scale, value: int | None) -> int:
    """The byte of *value*. Raises ValueError when the scale has no such value."""
    if value is None:
        return BLANK
    if not scale.least <= value <= scale.most:
        raise ValueError(value)
    return value - scale.least + 1


def labelled(texts: Iterable[str]) -> Labelled:
    """A column of labels as written, one a respondent."""
    known: dict[str, int] = {"": 0}
    codes = array("H")
    for text in texts:
        code = known.get(text)
        if code is None:
            if len(known) >= MOST_LABELS:
                text = OTHERS
            code = known.setdefault(text, len(known))
        codes.append(code)
    return Labelled(tuple(known), codes)


def gathered(form: Form, rows: Sequence[Response]) -> Responses:
    """Responses from single ones: what is entered by hand, and tests. Raises ValueError for a value off the scale."""
    keys = dict.fromkeys(key for row in rows for key in row.answers)
    fields = dict.fromkeys(key for row in rows for key in row.profile)
    return Responses(
        len(rows),
        {key: bytes(place_of(form.columns[key][1], row.answers.get(key)) for row in rows) for key in keys},
        {key: labelled(row.profile.get(key, "") for row in rows) for key in fields},
        tuple(row.remark for row in rows) if any(row.remark for row in rows) else (),
    )
