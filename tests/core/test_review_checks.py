"""What a review leaves to mend: unexplained differences for the reviewer, open observations for the unit."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.builders import choice, group, pack
from zi_assess.core import sheet as sheets
from zi_assess.core import stages
from zi_assess.core.assessment import Answer, Assessment, Observation, ObservationState, Stage
from zi_assess.core.checks import Severity
from zi_assess.core.pack import Pack
from zi_assess.reports import wording


@pytest.fixture
def small() -> Pack:
    return pack(group("A", 10, choice("A.1"), choice("A.2"), choice("A.3"), rollup="average"))


def reviewed(small: Pack, **tpi: Answer) -> Assessment:
    own = builders.answers(small, {"A.1": "A", "A.2": "B", "A.3": "A"})
    given = {code.replace("_", "."): answer for code, answer in tpi.items()}
    return builders.assessment(small, answers={Stage.SELF: own, Stage.TPI_CONTROL: given})


def found(small: Pack, mine: Assessment, stage: Stage) -> set[tuple[str, str]]:
    codes = {"review-unexplained", "observation-open"}
    return {(one.code, one.where) for one in sheets.make(small, mine, stage).findings if one.code in codes}


def test_a_stage_that_differs_without_a_note_is_told_so_on_its_own_sheet(small: Pack) -> None:
    mine = reviewed(small, A_1=Answer("B"), A_2=Answer("A", "Bukti baru"), A_3=Answer("A"))
    assert found(small, mine, Stage.TPI_CONTROL) == {("review-unexplained", "A.1")}
    assert found(small, mine, Stage.SELF) == set()


def test_a_question_a_stage_left_blank_owes_no_reason(small: Pack) -> None:
    assert found(small, reviewed(small, A_1=Answer()), Stage.TPI_CONTROL) == set()


@pytest.mark.parametrize("state", ObservationState)
def test_an_observation_waits_for_the_unit_until_it_is_answered(small: Pack, state: ObservationState) -> None:
    mine = builders.assessment(
        small, {"A.1": "A"}, observations=(Observation("o", "A.1", "Kondisi " * 40, status=state),)
    )
    waits = {("observation-open", "A.1")} if state is ObservationState.OPEN else set()
    assert found(small, mine, Stage.SELF) == waits
    assert found(small, mine, Stage.TPI_MEMBER) == set()


def test_each_of_them_has_a_remedy() -> None:
    assert {"review-unexplained", "observation-open"} <= wording.REMEDIES.keys()


def test_the_stages_stand_side_by_side(small: Pack) -> None:
    mine = reviewed(small, A_1=Answer("B", "Kurang"), A_2=Answer("B"))
    own, control = stages.results(small, mine)
    assert (own.stage, control.stage) == (Stage.SELF, Stage.TPI_CONTROL)
    assert stages.gap(own, control, "A.1") < 0 == stages.gap(own, control, "A.2")
    assert stages.differing(small, mine, Stage.TPI_CONTROL) == ("A.1",)
    assert stages.pending(small, mine, Stage.TPI_CONTROL) == ("A.3",)
    beside = stages.beside(small, mine, Stage.SELF)
    assert beside is not None and beside.scores.strict == control.scores.strict
    back = stages.beside(small, mine, Stage.TPI_CONTROL)
    assert back is not None and back.stage is Stage.SELF
    assert stages.beside(small, builders.assessment(small), Stage.SELF) is None


def test_what_an_auditor_waits_for_stands_before_every_other_warning_the_soonest_due_first(
    small: Pack,
) -> None:
    asked = (
        Observation("o1", "A.3", "Tanpa tenggat"),
        Observation("o2", "A.2", "Nanti", due=date(2026, 9, 1)),
        Observation("o3", "A.1", "Segera", due=date(2026, 8, 1)),
    )
    made = sheets.make(small, builders.assessment(small, {"A.3": "D"}, observations=asked))
    codes = [(one.code, one.where) for one in made.findings if one.severity is Severity.WARNING]
    assert codes[:3] == [("observation-open", code) for code in ("A.1", "A.2", "A.3")]
    assert ("unanswered", "A.1") in codes[3:]
