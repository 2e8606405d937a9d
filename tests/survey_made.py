"""Surveys made for tests: a form of each kind answered by people who need not exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tests.survey.examples import NATIONAL
from zi_assess.core.assessment import FollowUp, Profile, Unit
from zi_assess.core.survey import Form, Frame, Response, Responses, TrendPoint, gathered
from zi_assess.core.survey.held import Survey
from zi_assess.criteria import surveys as forms
from zi_assess.reports.surveysheet import SurveySheet

LIBRARY = {code: counts for code, (counts, _nrr) in NATIONAL.items()}
"""How 187 users of a library answered, which was published as IKM 87.64, mutu B."""

UNIT = Unit(
    "u1",
    "Kantor Layanan Uji",
    Profile(
        instansi="Pemerintah Kota Uji",
        city="Kota Uji",
        address="Jalan Uji 1",
        head_name="Nama Kepala, S.Sos.",
        head_nip="19700101 199001 1 001",
    ),
)
_SEXES, _SCHOOLS = ("L", "P"), ("SMA", "S1", "D3")


def counted(
    counts: Mapping[str, Sequence[int]], values: Sequence[int] = (1, 2, 3, 4)
) -> tuple[Response, ...]:
    """One response a respondent, such that every column has just these *counts* of *values*."""
    columns = {
        key: [value for value, many in zip(values, given, strict=True) for _ in range(many)]
        for key, given in counts.items()
    }
    n = len(next(iter(columns.values())))
    return tuple(
        Response(
            {key: column[place] for key, column in columns.items()},
            {
                "jenis_kelamin": _SEXES[place % 2],
                "pendidikan": _SCHOOLS[place % 3],
                "layanan": f"Layanan {place % 2}",
            },
        )
        for place in range(n)
    )


def answered(form: Form, n: int, *, groups: Sequence[str] = ()) -> tuple[Response, ...]:
    """*n* respondents who answer every printed question of *form* in turn; *groups* are labels of its group field."""
    rows = []
    for place in range(n):
        answers = {}
        for number, item in enumerate(item for unsur in form.unsur for item in unsur.asked):
            for aspect in form.aspects:
                if aspect.optional:
                    continue
                key = item.code if aspect is form.aspects[0] else f"{item.code}:{aspect.key}"
                scale = form.columns[key][1]
                answers[key] = (
                    scale.most - (place + number) % 2 if scale.most - scale.least > 1 else scale.least
                )
        profile = {one.key: one.options[place % len(one.options)].key for one in form.profile if one.options}
        if form.service:
            profile[form.service.key] = f"Layanan {place % 2}"
        role = form.of_role("group")
        if role and groups:
            profile[role.key] = groups[place]
        rows.append(Response(answers, profile))
    return tuple(rows)


def survey(
    kind: str, rows: Sequence[Response] | None = None, *, variant: str = "", **fields: object
) -> Survey:
    """A survey of *kind* with *rows* (forty people when not given)."""
    form = forms.find(kind, variant)
    responses = gathered(form, answered(form, 40) if rows is None else rows) if rows != () else Responses()
    made = Survey(
        "5f0c2c1a-0000-4000-8000-000000000001",
        UNIT,
        "Semester I 2026",
        form,
        responses,
        first=date(2026, 1, 5),
        last=date(2026, 6, 26),
        frame=Frame(population=1200),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def sheet(
    kind: str,
    rows: Sequence[Response] | None = None,
    *,
    plan: Sequence[FollowUp] = (),
    trend: Sequence[TrendPoint] = (),
    **fields: object,
) -> SurveySheet:
    """What papers about such a survey are drawn from."""
    held = survey(kind, rows, **fields)
    return SurveySheet(held, tuple(trend), tuple(plan))
