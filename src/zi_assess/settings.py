"""The user's choices; the file holds only what differs from the defaults."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zi_assess import files, paths

RECENT = 8  # workspaces remembered


@dataclass(frozen=True, slots=True)
class Settings:
    """What this user chose on this machine. Changes by `dataclasses.replace`, then `save`."""

    theme: str = "system"  # system, light, dark
    large_type: bool = False
    high_contrast: bool = False
    language: str = "id"  # id, en
    person_name: str = ""
    person_role: str = ""
    recent: tuple[str, ...] = ()  # workspace folders, newest first
    backup_dir: str = ""  # a second place for backups; empty = none chosen yet
    backup_asked: str = ""  # ISO date of the last reminder about it
    files_dir: str = ""  # where a file was last taken from or put; empty = the documents folder
    watched: str = ""  # a folder whose new files come into the inbox; empty = none
    review_stage: str = ""  # the desk of the page Reviu, a Stage; empty = the members of the team
    review_notes: tuple[str, ...] = ()  # sentences a reviewer often needs; empty = those we propose
    window_geometry: str = ""  # base64 of what the window gave
    window_state: str = ""

    def opened(self, workspace: Path) -> Settings:
        """These settings with *workspace* as the newest of the recent ones."""
        here = str(workspace)
        others = tuple(one for one in self.recent if one != here)
        return dataclasses.replace(self, recent=(here, *others)[:RECENT])


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


_ONE_OF = {"theme": ("system", "light", "dark"), "language": ("id", "en")}
_FITS: dict[type, Callable[[object], bool]] = {
    str: lambda value: isinstance(value, str),
    bool: lambda value: isinstance(value, bool),
    tuple: _is_texts,
}


def file() -> Path:
    """Where the choices lie."""
    return paths.config_dir() / "settings.json"


def load() -> Settings:
    """The choices as saved. A broken file is set aside as `settings.json.rusak` and the defaults are used.

    A single choice that does not fit, or one of a newer version, is left out; the rest holds.
    """
    try:
        saved = json.loads(file().read_bytes())
        if not isinstance(saved, dict):
            raise ValueError("not an object")
    except OSError:
        return Settings()
    except (ValueError, RecursionError):
        _set_aside()
        return Settings()
    fitting = [field.name for field in dataclasses.fields(Settings) if _fits(field, saved)]
    chosen: dict[str, Any] = {name: saved[name] for name in fitting}
    lists = {name: tuple(value) for name, value in chosen.items() if isinstance(value, list)}
    return Settings(**(chosen | lists))


def save(settings: Settings) -> None:
    """Keep *settings*. Raises `ZiError` when they cannot be written."""
    different = {
        field.name: getattr(settings, field.name)
        for field in dataclasses.fields(settings)
        if getattr(settings, field.name) != field.default
    }
    text = json.dumps(different, ensure_ascii=False, indent=1, sort_keys=True)
    files.make_dir(file().parent)
    files.write_bytes(file(), text.encode() + b"\n")


def _fits(field: dataclasses.Field[object], saved: dict[str, object]) -> bool:
    if field.name not in saved:
        return False
    value = saved[field.name]
    return _FITS[type(field.default)](value) and value in _ONE_OF.get(field.name, (value,))


def _set_aside() -> None:
    broken = file()
    files.replace(broken, broken.with_name(broken.name + ".rusak"))
