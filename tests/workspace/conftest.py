"""A workspace with one LKE of a made-up office in it, on a clock that ticks a second per look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from zi_assess import criteria
from zi_assess.core.pack import Pack
from zi_assess.workspace import Workspace


def clock() -> Callable[[], datetime]:
    start = datetime(2026, 3, 1, 8, tzinfo=UTC)
    ticks = iter(range(10**9))
    return lambda: start + timedelta(seconds=next(ticks))


@pytest.fixture
def pack() -> Pack:
    return criteria.find("lke-zi")


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "ruang", who="Nama Contoh", clock=clock()) as made:
        yield made


@dataclass
class Begun:
    """A workspace and its one assessment."""

    space: Workspace
    id: str
    folder: Path

    def file(self, name: str, content: bytes | str = b"isi") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


@pytest.fixture
def begun(space: Workspace, pack: Pack, tmp_path: Path) -> Begun:
    folder = tmp_path / "masuk"
    folder.mkdir()
    return Begun(space, space.new(pack, "Kantor Contoh", 2026, target="WBK"), folder)
