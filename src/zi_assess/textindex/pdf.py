"""Text and traits of PDFs. Runs in the confined child only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zi_assess.core.contents import Trait
from zi_assess.textindex.clean import clean

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_MOST_OBJECTS = 300_000
_DEEP = 12
_ACTIONS = {
    "/JavaScript": Trait.SCRIPT,
    "/Rendition": Trait.SCRIPT,
    "/Launch": Trait.LAUNCH,
    "/GoToE": Trait.ATTACHMENT,
    "/SubmitForm": Trait.FORM_SENDS,
    "/ImportData": Trait.FORM_SENDS,
}
_KEYS = {
    "/JS": Trait.SCRIPT,
    "/JavaScript": Trait.SCRIPT,
    "/XFA": Trait.SCRIPT,
    "/EmbeddedFiles": Trait.ATTACHMENT,
    "/EF": Trait.ATTACHMENT,
    "/RichMediaContent": Trait.ATTACHMENT,
}


class Locked(Exception):
    """The file opens only with a password."""


class Broken(Exception):
    """No engine can make sense of the file."""


def pages(path: Path, first: int, most: int) -> tuple[int, list[str]]:
    """How many pages there are, and the text of at most *most* of them from *first* on (counted from 0).

    Raises Locked or Broken.
    """
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise (Locked if error.err_code == _PASSWORD else Broken) from error
    try:
        count = len(document)
        return count, [_text(document, number) for number in range(first, min(first + most, count))]
    finally:
        document.close()


def _text(document: object, number: int) -> str:
    import pypdfium2

    try:
        page = document[number]  # type: ignore[index]
        text = page.get_textpage()
        found: str = text.get_text_bounded()
        text.close()
        page.close()
    except pypdfium2.PdfiumError:
        return ""  # one broken page does not hide the others
    return clean(found)


def traits(path: Path) -> tuple[set[Trait], bool]:
    """What the file carries besides pages, and whether it holds a signature. Names are compared as they are meant
    (`/J#61vaScript`), also inside object streams. Empty when the file cannot be walked.
    """
    import pikepdf

    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            return _walked(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, RecursionError):
        return set(), False


def _walked(pdf: object) -> tuple[set[Trait], bool]:
    found: set[Trait] = set()
    signed = False
    for at, thing in enumerate(pdf.objects):  # type: ignore[attr-defined]
        if at >= _MOST_OBJECTS:
            break
        for keys, action, kind in _dictionaries(thing, 0):
            found |= {trait for key, trait in _KEYS.items() if key in keys}
            if action in _ACTIONS:
                found.add(_ACTIONS[action])
            if kind == "/EmbeddedFile":
                found.add(Trait.ATTACHMENT)
            signed = signed or "/ByteRange" in keys
    return found, signed


def _dictionaries(thing: object, depth: int) -> Iterator[tuple[set[str], str, str]]:
    """(keys, /S, /Type) of *thing* and of what lies directly in it; other objects come by themselves."""
    import pikepdf

    if depth > _DEEP or not isinstance(thing, pikepdf.Object):
        return
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        keys = set(thing.keys())
        yield keys, _name(thing.get("/S")), _name(thing.get("/Type"))
        inner: list[object] = [one for key, one in thing.items() if key != "/Parent"]
    elif isinstance(thing, pikepdf.Array):
        inner = list(thing.as_list())
    else:
        return
    for one in inner:
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            yield from _dictionaries(one, depth + 1)


def _name(value: object) -> str:
    import pikepdf

    return str(value) if isinstance(value, pikepdf.Name) else ""
