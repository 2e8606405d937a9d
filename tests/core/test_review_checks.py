"""What a review leaves to mend: unexplained differences for the reviewer, open observations for the unit."""

from __future__ import annotations

import pytest

from tests import builders
from tests.builders import choice, group, pack
from zi_assess.core import sheet as sheets
from zi_assess.core import stages
from zi_assess.core.assessment import Answer, Assessment, Observation, ObservationState, Stage
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
