"""A process of its own that changes a file while another takes it in: `hostile_racer.py swap|grow FOLDER`.

Says when it is at it; runs until its standard input closes, then says how often it did so.
"""

from __future__ import annotations

import os
import select
import sys
from pathlib import Path


def swap(folder: Path, number: int) -> None:
    """Put a plain file, a link to a secret and a pipe in the place of `bukti.pdf`, in turn."""
    face = folder / "wajah"
    if number % 3 == 0:
        os.link(folder / "asli.pdf", face)
    elif number % 3 == 1:
        face.symlink_to(folder / "rahasia.txt")
    else:
        os.mkfifo(face)
    os.replace(face, folder / "bukti.pdf")
    if number % 3 == 0:
        face.unlink(missing_ok=True)  # a link to the same file is no other name: rename leaves both


def grow(folder: Path, _number: int) -> None:
    """Add a line to `catatan.txt`."""
    with (folder / "catatan.txt").open("ab") as file:
        file.write(b"baris\n")


def main(act: str, folder: Path) -> None:
    number = 0
    rest = {"swap": 0.0002, "grow": 0.001}[act]  # s: so that some of it falls into a take and some between
    while not select.select([sys.stdin], [], [], rest)[0]:
        (swap if act == "swap" else grow)(folder, number)
        number += 1
        if number == 3:
            print("berjalan", flush=True)
    print(number)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
