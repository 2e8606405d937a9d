"""The user's choices are kept, and a broken file never stops the program."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from zi_assess import files, settings
from zi_assess.settings import Settings

CHOSEN = Settings(
    theme="dark",
    large_type=True,
    language="en",
    person_name="Ketua Tim “Melati”",
    recent=("/data/satu", "/data/dua"),
    window_geometry="AdnQywADAAA=",
)


def _broken(data: bytes) -> Path:
    files.make_dir(settings.file().parent)
    files.write_bytes(settings.file(), data)
    return settings.file()


def test_a_first_start_has_the_defaults_and_writes_nothing(home: Path) -> None:
    assert settings.load() == Settings()
    assert list(home.iterdir()) == []


def test_what_was_saved_comes_back() -> None:
    settings.save(CHOSEN)
    assert settings.load() == CHOSEN


def test_the_file_holds_only_what_differs() -> None:
    settings.save(dataclasses.replace(Settings(), theme="light"))
    assert json.loads(settings.file().read_bytes()) == {"theme": "light"}


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"theme": "dark"'])
def test_a_broken_file_is_set_aside_and_the_defaults_hold(data: bytes) -> None:
    file = _broken(data)
    assert settings.load() == Settings()
    assert not file.exists()
    assert file.with_name("settings.json.rusak").read_bytes() == data
    settings.save(CHOSEN)
    assert settings.load() == CHOSEN


def test_a_choice_that_does_not_fit_is_left_out_and_the_rest_holds() -> None:
    _broken(
        json.dumps(
            {
                "theme": "pink",
                "large_type": 1,
                "recent": ["a", 2],
                "language": "en",
                "person_role": None,
                "of_a_newer_version": True,
            }
        ).encode()
    )
    assert settings.load() == Settings(language="en")


def test_recent_workspaces_are_few_newest_first_and_each_once() -> None:
    now = Settings()
    for name in [*"abcdefghij", "d"]:
        now = now.opened(Path(name))
    assert now.recent == ("d", "j", "i", "h", "g", "f", "e", "c")
