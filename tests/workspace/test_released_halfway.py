"""Killed in the middle of a release, a visit is as it was before or open to all: nothing in between stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.workspace.test_visits import FORM, PNG, SECRET, SEEN
from zi_assess.errors import ZiError
from zi_assess.evidence import EvidenceStore
from zi_assess.workspace import Workspace, releasing, visits
from zi_assess.workspace.blobs import Blobs
from zi_assess.workspace.ledger import Ledger

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
STEPS = (
    "nothing-done",
    "photos-staged",
    "photos-kept",
    "before-the-rows",
    "rows-written",
    "seal-gone",
)
_SEALED = STEPS[:4]
_FIRST: dict[str, tuple[Any, str]] = {
    "nothing-done": (visits.Visits, "_filed"),
    "photos-staged": (EvidenceStore, "take"),
    "before-the-rows": (Ledger, "write"),
    "rows-written": (releasing, "tidy"),
    "dropped": (releasing, "tidy"),
}
_LAST: dict[str, tuple[Any, str]] = {
    "photos-kept": (EvidenceStore, "_publish"),
    "seal-gone": (Blobs, "purge"),
}


def victim(step: str, place: Path, visit: str) -> None:
    """The child: release *visit*, or drop it, and die at *step*."""
    with Workspace.open(place, who="Pejabat") as space:
        unlocked = space.visits.unlock(visit, SECRET)
        owner, name = (_FIRST | _LAST)[step]
        _plant(owner, name, first=step in _FIRST)
        space.visits.drop(visit) if step == "dropped" else space.visits.release(unlocked)


def _plant(owner: Any, name: str, *, first: bool) -> None:
    true: Callable[..., Any] = getattr(owner, name)

    def deadly(*args: Any, **more: Any) -> Any:
        if not first:
            true(*args, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, deadly)


def killed(step: str, place: Path, visit: str) -> None:
    told = ("from pathlib import Path", "from tests.workspace.test_released_halfway import victim")
    child = subprocess.run(
        [sys.executable, "-c", "\n".join((*told, f"victim({step!r}, Path({str(place)!r}), {visit!r})"))],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.returncode == -signal.SIGKILL


@pytest.fixture
def sealed(tmp_path: Path) -> tuple[Path, str]:
    place = tmp_path / "ruang"
    with Workspace.create(place, who="Pejabat") as space:
        return place, space.visits.plan(FORM, "Unit Contoh", "Kunjungan 1", SECRET, SEEN).id


@pytest.mark.parametrize("step", STEPS)
def test_a_release_that_was_killed_is_before_or_after(step: str, sealed: tuple[Path, str]) -> None:
    place, visit = sealed
    killed(step, place, visit)
    with Workspace.open(place) as again:
        assert again.verify() == ()
        (listed,) = again.visits.listed()
        assert (listed.released is None) == (step in _SEALED)
        if step in _SEALED:
            assert again.visits.unlock(visit, SECRET).visit == SEEN
            assert list(again.store.stored()) == []
            made = again.visits.release(again.visits.unlock(visit, SECRET))
        else:
            made = listed.assessment
        (use,) = again.sheet(made).evidence_for("P.1")
        assert again.document_path(use.document).read_bytes() == PNG
        assert again.verify() == ()
        assert not any((place / "sealed").iterdir())


def test_a_release_that_is_refused_leaves_no_photo_behind(
    sealed: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, visit = sealed

    def full(*_args: object) -> None:
        raise ZiError("Diska penuh.", "Kosongkan sebagian diska.")

    with Workspace.open(place) as space:
        unlocked = space.visits.unlock(visit, SECRET)
        monkeypatch.setattr(space.visits._inside.ledger, "write", full)
        with pytest.raises(ZiError, match="penuh"):
            space.visits.release(unlocked)
        monkeypatch.undo()
        assert space.verify() == ()
        assert list(space.store.stored()) == []
        assert space.visits.unlock(visit, SECRET).visit == SEEN


def test_photos_that_were_evidence_already_stay_when_a_release_is_cleared_away(
    sealed: tuple[Path, str], tmp_path: Path
) -> None:
    place, visit = sealed
    known = tmp_path / "meja.png"
    known.write_bytes(PNG)
    with Workspace.open(place) as space:
        mine = space.new(FORM, "Unit Lain", 2026)
        space.attach(mine, "P.1", [known])
    killed("before-the-rows", place, visit)
    with Workspace.open(place) as again:
        assert again.verify() == ()
        (use,) = again.sheet(mine).evidence_for("P.1")
        assert again.document_path(use.document).read_bytes() == PNG


def test_the_bytes_of_a_dropped_visit_go_at_the_next_opening_when_the_program_died_first(
    sealed: tuple[Path, str],
) -> None:
    place, visit = sealed
    killed("dropped", place, visit)
    assert any((place / "sealed").iterdir())
    with Workspace.open(place) as again:
        assert again.visits.listed() == ()
        assert not any((place / "sealed").iterdir())


def contents(place: Path) -> set[str]:
    return {str(path.relative_to(place)) for path in place.rglob("*")}


def test_where_another_holds_the_workspace_nothing_is_put_down_or_swept_away(
    sealed: tuple[Path, str],
) -> None:
    """What the other is about to name in a row must not go."""
    place, visit = sealed
    with Workspace.open(place, who="Pejabat"):
        coming = Blobs(place / "sealed").put(b"the next seal, whose row is not written yet")
        with Workspace.open(place, who="Rekan") as looking:
            unlocked = looking.visits.unlock(visit, SECRET)
            before = contents(place)
            with pytest.raises(ZiError, match="sedang dibuka"):
                looking.visits.release(unlocked)
        assert contents(place) == before
        assert Blobs(place / "sealed").get(coming)


def test_what_cannot_be_cleared_away_keeps_nobody_out(sealed: tuple[Path, str]) -> None:
    place, visit = sealed
    (place / "sealed" / ("a" * 64)).mkdir()  # no file, so that its removal fails
    with Workspace.open(place) as space:
        made = space.visits.release(space.visits.unlock(visit, SECRET))
        assert [one.assessment for one in space.visits.listed()] == [made]
