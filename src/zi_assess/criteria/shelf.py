"""The packs this program carries, and how a pack is found, loaded and read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from zi_assess import paths
from zi_assess.core.pack import Pack
from zi_assess.criteria import compiled
from zi_assess.criteria.packfile import Read, content, pack_file, refusal
from zi_assess.errors import ZiError, from_os

# `reading` is imported where it is needed: a start from compiled copies needs neither checks nor parser.

_HEAD = re.compile(r"""^(id|version):[ \t]*["']?([0-9A-Za-z.-]+)""", re.MULTILINE)
_HEAD_CHARACTERS = 2000
LANGUAGES = ("en",)


def shipped() -> tuple[tuple[str, str, Path], ...]:
    """Id, version and folder of every bundled pack, told from the head of its file."""
    root = paths.bundled("criteria")
    try:
        return tuple((*_head(file), file.parent) for file in sorted(root.glob("*/pack.yaml")))
    except OSError as error:
        raise from_os(error, root) from error


def _head(file: Path) -> tuple[str, str]:
    with file.open(encoding="utf-8-sig", errors="replace") as opened:
        found = dict(reversed(_HEAD.findall(opened.read(_HEAD_CHARACTERS))))
    return found.get("id", ""), found.get("version", "")


def find(pack_id: str, version: str = "") -> Pack:
    """The bundled pack *pack_id* (or `id@version`), the newest unless *version* says. Raises ZiError."""
    wanted, _, told = pack_id.partition("@")
    folder = _folder(wanted, version or told)
    if folder is None:
        raise ZiError(
            "Paket {id} tidak ada.",
            "Pilih salah satu: {known}.",
            id=pack_id if told or not version else f"{pack_id}@{version}",
            known=", ".join(f"{one}@{its}" for one, its, _ in shipped()),
        )
    return load(folder)


def _folder(pack_id: str, version: str = "") -> Path | None:
    found = [one for one in shipped() if one[0] == pack_id and version in ("", one[1])]
    return max(found, key=lambda one: _age(one[1]))[2] if found else None


def _age(version: str) -> list[tuple[int, str]]:
    """2021.10 comes after 2021.9."""
    return [(int(digits or 0), word) for digits, word in re.findall(r"(\d*)(\D*)", version)]


def load(path: Path) -> Pack:
    """The pack in the folder or file *path*, from its compiled copy when there is one.

    Raises ZiError that names the first complaint and how many more there are.
    """
    file = pack_file(path)
    data = content(file)
    digest = sha256(data).hexdigest()
    pack = compiled.load(digest)
    if pack is None:
        pack = _read_whole(data, file)
        compiled.store(digest, pack)
    return pack


def _read_whole(data: bytes, file: Path) -> Pack:
    from zi_assess.criteria import reading

    result = reading.read_pack(data, str(file), _questions_of)
    if result.pack is None:
        raise refusal(result.complaints, file)
    return result.pack


def read(path: Path) -> Read:
    """Read and check the pack at *path* (a folder, or its `pack.yaml`) and the translations beside it.

    Every complaint at once. Raises ZiError only when a file cannot be opened.
    """
    from zi_assess.criteria import reading

    file = pack_file(path)
    result = reading.read_pack(content(file), str(file), _questions_of)
    if result.pack is None:
        return result
    complaints = result.complaints
    for language in LANGUAGES:
        beside = file.with_name(f"{language}.yaml")
        if beside.is_file():
            complaints += reading.read_words(content(beside), str(beside), result.pack)[1]
    return Read(result.pack, complaints)


def _questions_of(pack_id: str) -> Mapping[str, tuple[str, ...]] | None:
    from zi_assess.criteria import reading

    folder = _folder(pack_id)
    return None if folder is None else reading.questions_in(content(pack_file(folder)))


def words(pack: Pack, language: str) -> Mapping[str, str]:
    """The titles of *pack* in *language* by code or id (its own by its id); {} where there are none."""
    folder = _folder(pack.id, pack.version) if language in LANGUAGES else None
    file = folder / f"{language}.yaml" if folder else None
    if file is None or not file.is_file():
        return {}
    data = content(file)
    key = sha256(data + pack.digest.encode()).hexdigest()
    found = compiled.load_words(key)
    if found is None:
        from zi_assess.criteria import reading

        found, _ = reading.read_words(data, str(file), pack)
        compiled.store_words(key, found)
    return found


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of `pack.yaml`."""
    from zi_assess.criteria import form

    return form.schema()
