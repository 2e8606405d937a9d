"""The example is the same every time, whole or not there at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from zi_assess import demo
from zi_assess.core.assessment import Stage, value_text
from zi_assess.demo import filed, papers, story
from zi_assess.errors import Cancelled
from zi_assess.workspace import Workspace


def _told(path: Path) -> object:
    """All an example says, without the ids, which are new each time."""
    with Workspace.open(path) as workspace:
        listed = sorted(workspace.assessments(), key=lambda one: one.year)
        return [
            (
                one.year,
                one.example,
                one.changed,
                {
                    code: value_text(answer.value) + answer.note
                    for code, answer in mine.of(Stage.SELF).items()
                },
                sorted((use.code, use.slot, use.document.name, use.document.sha256) for use in mine.evidence),
            )
            for one in listed
            for mine in [workspace.assessment(one.id)]
        ]


def test_two_examples_tell_the_same(tmp_path: Path) -> None:
    demo.make(tmp_path / "satu")
    demo.make(tmp_path / "dua")
    assert _told(tmp_path / "satu") == _told(tmp_path / "dua")
    with Workspace.open(tmp_path / "satu") as workspace:
        assert workspace.verify() == ()


@pytest.mark.parametrize("there", [True, False])
def test_a_cancelled_example_leaves_nothing_behind(tmp_path: Path, there: bool) -> None:
    place = tmp_path / "contoh"
    if there:
        place.mkdir()

    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        demo.make(place, stop)
    assert place.exists() is there
    assert not there or list(place.iterdir()) == []


def test_progress_goes_to_the_end_and_never_back(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    demo.make(tmp_path / "contoh", lambda done, total: seen.append((done, total)))
    done = [one for one, _total in seen]
    assert done == sorted(done)
    assert seen[-1][0] == seen[-1][1]


def test_every_place_the_evidence_serves_is_in_the_pack() -> None:
    from zi_assess import criteria

    pack = criteria.find("lke-zi")
    uses = [use for one in (*filed.LAST_YEAR, *filed.THIS_YEAR, *filed.LINKS) for use in one.uses]
    strange = []
    for code, slot in uses:
        question = pack.question(code)
        if question is None or question.slot(slot) is None:
            strange.append((code, slot))
    assert strange == []
    assert [code for code in story.NOTES if pack.question(code) is None] == []
    known = {one.id for one in pack.prerequisites}
    assert set(story.PREREQUISITES) <= known


@pytest.mark.parametrize("file", filed.THIS_YEAR[:16], ids=lambda one: one.name)
def test_a_paper_is_drawn_the_same_every_time(file: filed.File) -> None:
    assert papers.drawn(file) == papers.drawn(file)


def test_addresses_in_the_example_lead_nowhere() -> None:
    """`.example` is reserved: no link of ours can ever reach anybody."""
    assert [
        one.url for one in filed.LINKS if not one.url.partition("//")[2].split("/")[0].endswith(".example")
    ] == []
