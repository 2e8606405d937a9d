"""The full LKE, once."""

from __future__ import annotations

import pytest

from zi_assess import criteria
from zi_assess.core.pack import Pack


@pytest.fixture
def lke() -> Pack:
    return criteria.find("lke-zi")
