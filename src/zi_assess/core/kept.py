"""Wishes and scenarios of a plan as the texts an assessment keeps beside its answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from zi_assess.core.assessment import Assessment, Value, parse_value, value_text
from zi_assess.core.exact import decimal_text, fraction
from zi_assess.core.pack import Pack
from zi_assess.core.plan.wishes import Shared, Wishes
from zi_assess.core.scenario import Scenario
from zi_assess.errors import ZiError

WISHES = "plan.wishes"
SCENARIOS = "plan.scenarios"


def wishes_text(wishes: Wishes) -> str:
    """What the window lets a user wish: efforts, what is fixed, out of reach or shared, what a
    survey would give, dates, the capacity.
    """
    made: dict[str, object] = {
        "efforts": {code: decimal_text(weeks) for code, weeks in sorted(wishes.efforts.items())},
        "fixed": sorted(wishes.fixed),
        "impossible": {code: sorted(keys) for code, keys in sorted(wishes.impossible.items()) if keys},
        "kinds": {kind: decimal_text(weeks) for kind, weeks in sorted(wishes.kinds.items())},
        "indices": {code: decimal_text(index) for code, index in sorted(wishes.indices.items())},
        "shared": [
            {"title": one.title, "codes": list(one.codes), "effort": decimal_text(one.effort)}
            for one in wishes.shared
        ],
        "due": {code: day.isoformat() for code, day in sorted(wishes.due.items())},
        "points": decimal_text(wishes.points) if wishes.points is not None else "",
        "deadline": wishes.deadline.isoformat() if wishes.deadline else "",
        "capacity": decimal_text(wishes.capacity) if wishes.capacity is not None else "",
    }
    kept = {key: value for key, value in made.items() if value}
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def read_wishes(text: str) -> Wishes:
    """The wishes in *text*; whatever makes no sense in it is passed over."""
    said = _object(text)
    dues = {code: _day(day) for code, day in _object_in(said, "due").items()}
    return Wishes(
        efforts=_numbers_in(said, "efforts"),
        kinds=_numbers_in(said, "kinds"),
        indices=_numbers_in(said, "indices"),
        fixed=frozenset(_texts(said.get("fixed"))),
        impossible={code: frozenset(_texts(keys)) for code, keys in _object_in(said, "impossible").items()},
        shared=tuple(one for one in map(_shared, _list_in(said, "shared")) if one is not None),
        due={code: day for code, day in dues.items() if day is not None},
        points=_number(said.get("points")) or None,
        deadline=_day(said.get("deadline")),
        capacity=_number(said.get("capacity")) or None,
    )


def wishes_of(assessment: Assessment, today: date) -> Wishes:
    """What a plan of *assessment* is asked to respect. A date the user has set, for all or for one criterion, bars
    steps that take longer than lies between *today* and it; without one the next 31 May only orders the steps.
    """
    kept = read_wishes(assessment.choices.get(WISHES, ""))
    if kept.deadline is not None:
        return replace(kept, start=today)
    start = today if kept.due else None
    return replace(kept, start=start, deadline=usual_deadline(assessment, today), usual=True)


def usual_deadline(assessment: Assessment, today: date) -> date:
    """31 May of the year of proposal, or the next one when that has passed."""
    year = max(assessment.year, today.year)
    return date(year, 5, 31) if today <= date(year, 5, 31) else date(year + 1, 5, 31)


def scenarios_text(scenarios: Sequence[Scenario]) -> str:
    """*scenarios* as one text; "" for none."""
    rows = [
        {"name": one.name, "changes": {code: value_text(value) for code, value in one.changes.items()}}
        for one in scenarios
    ]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def read_scenarios(pack: Pack, text: str) -> tuple[Scenario, ...]:
    """The scenarios in *text*; changes of questions or answers that *pack* lacks are passed over."""
    made: list[Scenario] = []
    for row in _list(text):
        if isinstance(row, dict) and isinstance(row.get("name"), str):
            changes = _object_in(row, "changes")
            made.append(Scenario(str(row["name"]), _changes(pack, changes)))
    return tuple(made)


def _changes(pack: Pack, changes: Mapping[str, object]) -> Mapping[str, Value | None]:
    made: dict[str, Value | None] = {}
    for code, text in changes.items():
        question = pack.question(code)
        if question is not None and isinstance(text, str):
            try:
                made[code] = parse_value(question, text)
            except ZiError:
                continue  # another version of the pack had such an answer
    return made


def _parsed(text: str) -> object:
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None


def _object(text: str) -> Mapping[str, object]:
    said = _parsed(text)
    return said if isinstance(said, dict) else {}


def _list(text: str) -> Sequence[object]:
    said = _parsed(text)
    return said if isinstance(said, list) else ()


def _object_in(said: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = said.get(key)
    return found if isinstance(found, dict) else {}


def _numbers_in(said: Mapping[str, object], key: str) -> dict[str, Fraction]:
    found = {code: _number(text) for code, text in _object_in(said, key).items()}
    return {code: one for code, one in found.items() if one is not None}


def _list_in(said: Mapping[str, object], key: str) -> Sequence[object]:
    found = said.get(key)
    return found if isinstance(found, list) else ()


def _shared(said: object) -> Shared | None:
    """A group of criteria that one piece of work serves; None when *said* is no such thing."""
    if not isinstance(said, dict):
        return None
    codes, effort, title = _texts(said.get("codes")), _number(said.get("effort")), said.get("title")
    if not codes or effort is None or not isinstance(title, str):
        return None
    return Shared(tuple(dict.fromkeys(codes)), effort, title)


def _texts(said: object) -> list[str]:
    return [one for one in said if isinstance(one, str)] if isinstance(said, list) else []


def _number(said: object) -> Fraction | None:
    try:
        found = fraction(said) if isinstance(said, str) and said else None
    except ValueError:
        return None
    return found if found is not None and found >= 0 else None


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) and said else None
    except ValueError:
        return None
