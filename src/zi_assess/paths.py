"""Where things lie on this machine. Nothing else asks."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

_NAME = "zi-assess"
_HERE = Path(__file__).resolve().parent
_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"} | {
    f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789"
}


def data_dir() -> Path:
    """The user's own data: workspaces. Not created here."""
    return _place("data")


def cache_dir() -> Path:
    """What may be thrown away at any time: compiled packs, thumbnails. Not created here."""
    return _place("cache")


def config_dir() -> Path:
    """The user's choices. Not created here."""
    return _place("config")


def default_workspace() -> Path:
    """The workspace that opens when none is named."""
    return data_dir() / "ruang-kerja"


def example_workspace() -> Path:
    """The filled example that `scripts/start` and "coba contoh" open."""
    return data_dir() / "contoh"


def bundled(*parts: str) -> Path:
    """What the program carries, as `bundled("resources", "fonts")`, in a checkout, wheel or installer."""
    inside = _HERE / "_bundled"
    root = inside if inside.is_dir() else _HERE.parent.parent
    return root.joinpath(*parts)


def reserved(name: str) -> bool:
    """Whether Windows takes *name* for a device: `CON`, `nul.txt`, `COM¹.pdf`."""
    stem = unicodedata.normalize("NFKC", name).partition(".")[0]
    return stem.rstrip(" ").upper() in _DEVICES


def _place(kind: str) -> Path:
    home = os.environ.get("ZI_ASSESS_HOME")
    if home:
        return Path(home).absolute() / kind
    import platformdirs  # 10 ms that a start with ZI_ASSESS_HOME need not pay

    local = {
        "data": platformdirs.user_data_path,
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
    }[kind]
    place = local(_NAME, appauthor=False)
    shared = sys.platform == "win32" and kind != "cache"  # Windows gives data and choices the same folder
    return place / kind if shared else place
