"""The criteria tree: rows as the delegate draws them, a filter inside, and only what changed drawn again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from tests.builders import evidence, sheet
from tests.ui.desk import small_pack

from zi_assess.core.sheet import Sheet, make
from zi_assess.ui.models.roles import TreeRole, TreeState
from zi_assess.ui.models.tree import TreeModel

PACK = small_pack()


def model(**given: object) -> TreeModel:
    made = TreeModel()
    made.show(sheet(PACK, given))  # type: ignore[arg-type]
    return made


def titles(of: TreeModel, above: QModelIndex | None = None) -> list[str]:
    above = above or QModelIndex()
    found = []
    for row in range(of.rowCount(above)):
        here = of.index(row, 0, above)
        found += [str(of.data(here)), *titles(of, here)]
    return found


def shown(of: TreeModel, code: str, role: int) -> object:
    return of.data(of.index_of(code), role)


def changed(of: TreeModel, after: Sheet) -> list[str]:
    told: list[str] = []
    of.dataChanged.connect(lambda first, last: told.extend((of.code(first), of.code(last))))
    of.show(after)
    return sorted(set(told))


def test_it_keeps_the_laws_of_models(qtmodeltester: ModelTester) -> None:
    made = model()
    qtmodeltester.check(made)
    made.set_filter("A.1.b")
    qtmodeltester.check(made)
    made.show(None)
    qtmodeltester.check(made)


def test_a_title_has_its_letter_and_the_upper_ones_their_whole_code() -> None:
    assert titles(model())[:4] == ["A Kelompok A", "A.1 Kelompok A.1", "a Kriteria A.1.a", "b Kriteria A.1.b"]


def test_score_and_progress_say_what_the_sheet_says() -> None:
    made = model(**{"A.1.a": "B", "B.b": "3.52", "B.a": {"agen": 10, "perubahan": 8}})
    assert shown(made, "A.1", TreeRole.SCORE) == "6,70"
    assert shown(made, "A.1", TreeRole.PROGRESS) == "1/3"
    assert [shown(made, code, TreeRole.SCORE) for code in ("A.1.a", "A.1.b", "B.a", "B.b")] == [
        "B", "–", "80%", "3,52",
    ]  # fmt: skip
    assert shown(made, "A.1.a", TreeRole.PROGRESS) == "0/2"


def test_the_mark_tells_answered_with_evidence_from_answered_without() -> None:
    given = {"A.1.a": "B", "A.1.b": "A", "A.1.c": "A", "B.a": {"agen": 0, "perubahan": 0}}
    uses = (evidence("A.1.b", "sk"), evidence("A.1.c", "sk", kind="audio-video"))
    made = TreeModel()
    made.show(sheet(PACK, given, evidence=uses))
    states = {
        code: shown(made, code, TreeRole.STATE) for code in ("A.1.a", "A.1.b", "A.1.c", "A.2.a", "B.a", "A")
    }
    assert states == {
        "A.1.a": TreeState.PART,
        "A.1.b": TreeState.DONE,
        "A.1.c": TreeState.WRONG,
        "A.2.a": TreeState.EMPTY,
        "B.a": TreeState.WRONG,
        "A": TreeState.NONE,
    }


def test_a_screen_reader_hears_the_whole_row() -> None:
    said = shown(model(**{"A.1.a": "B"}), "A.1.a", Qt.ItemDataRole.AccessibleTextRole)
    assert said == "a Kriteria A.1.a, jawaban B, bukti 0 dari 2, bukti belum lengkap"


def test_one_answer_draws_its_row_and_those_above_it_and_no_other() -> None:
    made = model(**{"A.1.a": "B"})
    assert changed(made, sheet(PACK, {"A.1.a": "A"})) == ["A", "A.1", "A.1.a"]


def test_a_note_draws_nothing_and_the_same_sheet_neither() -> None:
    first = sheet(PACK, {"A.1.a": "B"})
    made = TreeModel()
    made.show(first)
    answer = replace(first.answer("A.1.a"), note="catatan")
    noted = make(PACK, first.assessment.with_answer("A.1.a", answer))
    assert changed(made, noted) == []


def test_evidence_draws_its_own_row_only() -> None:
    made = model(**{"A.1.b": "A"})
    assert changed(made, sheet(PACK, {"A.1.b": "A"}, evidence=(evidence("A.1.b", "sk"),))) == ["A.1.b"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A.1.b", ["A Kelompok A", "A.1 Kelompok A.1", "b Kriteria A.1.b"]),
        ("kriteria B.A", ["B Kelompok B", "B.a Kriteria B.a"]),
        ("kelompok b", ["B Kelompok B", "B.a Kriteria B.a", "B.b Kriteria B.b"]),
        ("tidak ada ini", []),
    ],
)
def test_the_filter_leaves_hits_with_what_is_above_and_below_them(text: str, left: list[str]) -> None:
    made = model()
    made.set_filter(text)
    assert titles(made) == left


def test_clearing_the_filter_brings_everything_back(qtbot: QtBot) -> None:
    made = model()
    before = titles(made)
    made.set_filter("A.1.b")
    with qtbot.waitSignals([made.modelAboutToBeReset, made.modelReset], timeout=100):
        made.set_filter("")
    assert titles(made) == before


def test_answers_go_on_to_be_told_while_filtered() -> None:
    made = model()
    made.set_filter("A.2")
    assert changed(made, sheet(PACK, {"A.1.a": "A"})) == ["A"]


def test_the_groups_above_the_current_place_lead() -> None:
    made = model()
    made.lead("A.1.b")
    assert [shown(made, code, TreeRole.LEAD) for code in ("A.1", "A.2", "A.1.b")] == [True, False, False]
    made.lead("A.2.a")
    assert [shown(made, code, TreeRole.LEAD) for code in ("A.1", "A.2")] == [False, True]


def test_markup_in_a_title_is_shown_as_it_is() -> None:
    tip = str(shown(model(), "A.1.a", Qt.ItemDataRole.ToolTipRole))
    assert tip == "<span>A.1.a · Kriteria A.1.a</span>"
