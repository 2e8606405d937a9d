"""The program as a real process, and the example made by it once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def id(self) -> str:
        """The one line on stdout."""
        (line,) = self.out.splitlines()
        return line


def run(*words: object, cwd: Path | None = None) -> Ran:
    """Run `zi-assess WORDS`; no command may ever show a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "zi_assess", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        cwd=cwd,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


def done(*words: object) -> Ran:
    """Run `zi-assess WORDS`, which must succeed."""
    ran = run(*words)
    assert ran.code == 0, ran.err
    return ran


def refused(*words: object) -> str:
    """The one line on stderr of a command that is refused with exit code 1."""
    ran = run(*words)
    assert (ran.code, ran.out) == (1, ""), ran
    (line,) = ran.err.splitlines()
    return line


@dataclass(frozen=True)
class Example:
    """The example workspace and its assessment of 2026."""

    path: Path
    id: str


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The example, made by `zi-assess demo`. To be looked at only."""
    place = tmp_path_factory.mktemp("contoh")
    before = os.environ.get("ZI_ASSESS_HOME")
    os.environ["ZI_ASSESS_HOME"] = str(place / "rumah")
    try:
        return Example(place / "ruang", done("demo", place / "ruang").id)
    finally:
        os.environ.pop("ZI_ASSESS_HOME") if before is None else os.environ.update(ZI_ASSESS_HOME=before)


@pytest.fixture
def example(made: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example that a test may change; commands find it by themselves."""
    copy = tmp_path / "ruang"
    shutil.copytree(made.path, copy)
    monkeypatch.setenv("ZI_ASSESS_WORKSPACE", str(copy))
    return copy


@pytest.fixture
def assessment(made: Example, example: Path) -> str:
    """The id of the example's assessment of 2026."""
    return made.id


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """A call that starts an empty LKE in a workspace of its own and returns its id."""
    monkeypatch.setenv("ZI_ASSESS_WORKSPACE", str(tmp_path / "kosong"))
    return lambda: done("new", "--pack", "lke-zi", "--unit", "Unit Uji", "--year", 2026, "--target", "WBK").id
