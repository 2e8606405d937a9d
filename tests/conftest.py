"""Every test has its own home, no screen, and fails on a Qt warning (see pyproject.toml)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = os.environ.get("ZI_TEST_PLATFORM", "offscreen")
os.environ.pop("ZI_ASSESS_WORKSPACE", None)  # also for what is made before a test begins

from zi_assess import i18n


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that stands for the user's own: settings, cache and data lie under it."""
    place = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ZI_ASSESS_HOME", str(place))
    monkeypatch.delenv("ZI_ASSESS_WORKSPACE", raising=False)
    return place


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    """Each test begins, and leaves the next one, in Indonesian."""
    i18n.use("id")
    yield
    i18n.use("id")
