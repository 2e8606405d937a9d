"""The shipped packs, read once."""

from __future__ import annotations

import pytest

from zi_assess import criteria
from zi_assess.core.pack import Pack


@pytest.fixture(scope="package")
def lke() -> Pack:
    return criteria.find("lke-zi")


@pytest.fixture(scope="package")
def service() -> Pack:
    return criteria.find("pelayanan-publik")
