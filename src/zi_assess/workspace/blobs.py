"""Files beside the database that never change, each named by what is in it: merge bases, responses, sealed visits."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from zi_assess import files
from zi_assess.errors import ZiError


class Blobs:
    """One folder of such files; made when the first is put in."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def put(self, data: bytes) -> str:
        """Keep *data* durably and return its SHA-256 (hex)."""
        name = sha256(data).hexdigest()
        path = self.path(name)
        if not path.exists():
            files.make_dir(self._place)
            files.write_bytes(path, data)
        return name

    def get(self, name: str) -> bytes:
        """The bytes named *name*. Raises ZiError when they are gone or have changed."""
        try:
            data = self.path(name).read_bytes()
        except OSError:
            data = b""
        if sha256(data).hexdigest() != name:
            raise ZiError(
                "Berkas {place}/{name} di ruang kerja hilang atau rusak.",
                "Pulihkan dari cadangan ruang kerja.",
                place=self._place.name,
                name=name[:12],
            )
        return data

    def path(self, name: str) -> Path:
        return self._place / name

    def stored(self) -> Iterator[str]:
        """The names of what is there."""
        if self._place.is_dir():
            yield from sorted(path.name for path in self._place.iterdir() if len(path.name) == 64)

    def purge(self, name: str) -> None:
        """Take a file away that nothing refers to any more."""
        files.remove(self.path(name))
