"""A pack small enough to see through, and the shipped one."""

from __future__ import annotations

import pytest

from tests import builders
from zi_assess import criteria
from zi_assess.core.pack import Pack


@pytest.fixture(scope="package")
def pack() -> Pack:
    """Two groups, three criteria: A.1.a with two slots, A.1.b and B.1 with one each."""
    first = builders.choice("A.1.a", 20, slots=["sk", "foto"])
    second = builders.choice("A.1.b", 20, slots=["laporan"])
    last = builders.choice("B.1", 60, slots=["survei"])
    above = builders.group("A", 40, builders.group("A.1", 40, first, second))
    return builders.pack(above, builders.group("B", 60, last))


@pytest.fixture(scope="package")
def lke() -> Pack:
    return criteria.find("lke-zi")
