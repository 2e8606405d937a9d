"""Everything lies where this machine wants it, and what the program carries is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from zi_assess import paths


def test_a_named_home_holds_everything(home: Path) -> None:
    places = (paths.data_dir(), paths.cache_dir(), paths.config_dir(), paths.default_workspace())
    assert all(one.is_relative_to(home) for one in places)
    assert len(set(places)) == 4


def test_without_a_named_home_the_users_own_places_are_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ZI_ASSESS_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    places = {paths.data_dir(), paths.cache_dir(), paths.config_dir()}
    assert len(places) == 3
    assert all(one.is_absolute() and "zi-assess" in one.parts for one in places)


def test_asking_makes_nothing(home: Path) -> None:
    paths.default_workspace()
    paths.example_workspace()
    assert list(home.iterdir()) == []


def test_what_the_program_carries_is_found_in_a_checkout() -> None:
    assert paths.bundled("resources", "fonts", "Inter-Regular.ttf").is_file()
    assert (paths.bundled("criteria") / "lke-zi").is_dir()


def test_what_the_program_carries_is_found_once_installed(tmp_path: Path) -> None:
    package = tmp_path / "zi_assess"
    carried = package / "_bundled" / "criteria"
    carried.mkdir(parents=True)
    for name in ("__init__.py", "paths.py"):
        (package / name).write_bytes((Path(paths.__file__).parent / name).read_bytes())
    code = "from zi_assess import paths; print(paths.bundled('criteria'))"
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True
    )
    assert shown.stdout.decode().strip() == str(carried), shown.stderr.decode()


@pytest.mark.parametrize(
    "name", ["CON", "nul.txt", "Aux.tar.gz", "com1", "COM¹.pdf", "LPT³", "CON .txt", "conin$"]
)
def test_windows_device_names_are_known(name: str) -> None:
    assert paths.reserved(name)


@pytest.mark.parametrize("name", ["CONTOH.pdf", "com10", "nula.txt", "a.con", "", "LPT"])
def test_other_names_are_free(name: str) -> None:
    assert not paths.reserved(name)
