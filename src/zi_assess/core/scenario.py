"""What if: changed answers laid over a sheet, which itself stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import Answer, Value
from zi_assess.core.readiness import Standing
from zi_assess.core.scoring import NodeScore
from zi_assess.core.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Scenario:
    """Values by question code that differ from the sheet's; None clears an answer."""

    name: str
    changes: Mapping[str, Value | None]
    note: str = ""

    def with_change(self, code: str, value: Value | None) -> Scenario:
        return replace(self, changes={**self.changes, code: value})

    def without(self, code: str) -> Scenario:
        """The same scenario where *code* stays as in the sheet."""
        return replace(self, changes={key: one for key, one in self.changes.items() if key != code})


def apply(sheet: Sheet, scenario: Scenario) -> Sheet:
    """*sheet* as it would stand. Notes and evidence stay; changes of questions the pack lacks do nothing."""
    answers = dict(sheet.assessment.of(sheet.stage))
    for code, value in scenario.changes.items():
        if sheet.pack.question(code) is not None:
            answers[code] = replace(answers.get(code, Answer()), value=value)
    assessment = replace(sheet.assessment, answers={**sheet.assessment.answers, sheet.stage: answers})
    return sheets.make(sheet.pack, assessment, sheet.stage, sheet.last_year)


@dataclass(frozen=True, slots=True)
class Compared:
    """A scenario beside today: its sheet, and what of today's it moves (before, after)."""

    scenario: Scenario
    sheet: Sheet
    gain: Fraction
    standings: tuple[tuple[Standing, Standing], ...]
    nodes: Mapping[str, tuple[NodeScore, NodeScore]]

    @property
    def total(self) -> Fraction:
        return self.sheet.scores.strict


def compare(sheet: Sheet, scenarios: Sequence[Scenario]) -> tuple[Compared, ...]:
    """Each of *scenarios* held against *sheet*; *nodes* are the places and aggregates whose score moves."""
    return tuple(_compared(sheet, scenario) for scenario in scenarios)


def _compared(sheet: Sheet, scenario: Scenario) -> Compared:
    then = apply(sheet, scenario)
    before, after = sheet.scores.nodes, then.scores.nodes
    return Compared(
        scenario,
        then,
        then.scores.strict - sheet.scores.strict,
        tuple(zip(sheet.readiness.standings, then.readiness.standings, strict=True)),
        {code: (before[code], after[code]) for code in after if before[code] != after[code]},
    )
