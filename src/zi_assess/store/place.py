"""What kind of place a folder is: a local disk, a network share, or a folder that a sync program watches."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path, PurePath


class Place(StrEnum):
    LOCAL = "local"
    NETWORK = "network"
    CLOUD = "cloud"


_NETWORK_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "ncpfs", "afs", "fuse.rclone"}
)
_CLOUD_NAMES = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "nextcloud",
    "pcloud",
)
_MOUNTS = Path("/proc/self/mountinfo")
_DRIVE_REMOTE = 4


def place_of(folder: Path) -> Place:
    """Where *folder* lies, as far as this machine tells."""
    real = folder.absolute().resolve()
    if sys.platform == "win32":
        if _windows_remote(real):
            return Place.NETWORK
    elif _mount_kind(real, _mounts()) in _NETWORK_KINDS:
        return Place.NETWORK
    return Place.CLOUD if in_cloud_folder(real) else Place.LOCAL


def in_cloud_folder(folder: PurePath) -> bool:
    """Whether a part of the path is named as sync programs name their folders (`OneDrive - Instansi`,
    `Google Drive`).
    """
    return any(part.casefold().startswith(_CLOUD_NAMES) for part in folder.parts)


def _windows_remote(folder: Path) -> bool:
    if str(folder).startswith("\\\\"):
        return True
    import ctypes

    windll = getattr(ctypes, "windll", None)
    return windll is not None and windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE


def _mounts() -> str:
    try:
        return _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _mount_kind(folder: Path, mountinfo: str) -> str:
    """The file system kind of the longest mount point above *folder* in the text of /proc/self/mountinfo."""
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        fields, _, rest = line.partition(" - ")
        columns = fields.split(" ")
        if len(columns) < 5 or not rest:
            continue
        point = Path(columns[4].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) > best:
            best, kind = len(point.parts), rest.split(" ")[0]
    return kind
