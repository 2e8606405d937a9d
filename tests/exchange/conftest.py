"""A unit and its auditors, fresh for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.pair import Pair, begin


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = begin(tmp_path / "pasangan")
    yield made
    made.close()
