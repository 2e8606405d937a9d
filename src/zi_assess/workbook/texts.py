"""Notes, evidence texts and links between a cell and an assessment, in both directions.

An evidence cell holds one piece a line. A plain line is text and joins the note as its paragraph `Bukti: …`; a web
address in it is a link. What this program writes itself it marks, so that it comes back as what it was:
`[tautan] judul — alamat` is a link with its title, `[berkas] nama` a file, which stays in the workspace and never
becomes part of a note.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zi_assess.workbook.cells import MAX_TEXT

LINK_MARK, FILE_MARK = "[tautan]", "[berkas]"
_EVIDENCE = "Bukti: "
_DASH = " — "
_CUT = " … [dipotong: Excel tidak memuat lebih; teks lengkap ada di ZI Assess]"
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|\b(?:[a-z0-9-]+\.)+(?:com|id|org|net|ly|gl|io|me|info|gov)/[^\s<>\"]+",
    re.IGNORECASE,
)
_HYPERLINK = re.compile(r'HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_TRAILING = ".,;:!?)]}'’”»"
_DANGEROUS = "=+-@\t\r＝＋－＠"
_GUARDED = re.compile(rf"'+[{re.escape(_DANGEROUS)}]")
_UNGUARDED = re.compile(rf"'*[{re.escape(_DANGEROUS)}]")


@dataclass(frozen=True, slots=True)
class Link:
    """A web address that stands for evidence; *title* may be empty."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the evidence cells of a question say."""

    text: str
    links: tuple[Link, ...]
    files: tuple[str, ...]


# Reading


def hyperlink(formula: str) -> str:
    """The address in a formula `HYPERLINK("…";"…")`; empty for others."""
    match = _HYPERLINK.match(formula)
    return match[1] if match and match[1].casefold().startswith(("http://", "https://")) else ""


def unguarded(text: str) -> str:
    """A cell's text without the quote that `guarded` put before it."""
    return text[1:] if _GUARDED.match(text) else text


def note(text: str) -> str:
    return unguarded(text).strip()


def told(cells: Iterable[tuple[str, str]]) -> Told:
    """Take evidence cells apart: (text, web address behind the cell) each."""
    lines: list[str] = []
    links: dict[str, Link] = {}
    files: list[str] = []
    for text, behind in cells:
        found = _told_one(unguarded(text), lines, files)
        if behind and not any(_same(behind, one.url) for one in found):
            title = " ".join(text.split()) if not found else ""
            found.append(Link(behind, title[:200]))
        for link in found:
            links.setdefault(link.url, link)
    return Told("\n".join(lines).strip(), tuple(links.values()), tuple(dict.fromkeys(files)))


def _told_one(text: str, lines: list[str], files: list[str]) -> list[Link]:
    links: list[Link] = []
    for line in text.split("\n"):
        if line.startswith(LINK_MARK):
            title, dash, url = line.removeprefix(LINK_MARK).rpartition(_DASH)
            links.append(
                Link(url.strip(), title.strip()) if dash else Link(line.removeprefix(LINK_MARK).strip(), "")
            )
        elif line.startswith(FILE_MARK):
            files.append(line.removeprefix(FILE_MARK).strip())
        else:
            rest, addresses = _addresses(line)
            links.extend(Link(url, "") for url in addresses)
            if not addresses:
                lines.append(line)
            elif _says(rest):
                lines.append(rest)
    return links


def _addresses(line: str) -> tuple[str, list[str]]:
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        address = match[0].rstrip(_TRAILING)
        while address.count("(") > address.count(")") and match[0][len(address) :].startswith(")"):
            address += ")"
        found.append(address if address.casefold().startswith("http") else f"https://{address}")
        return match[0][len(address) :]

    rest = _URL.sub(take, line)
    return " ".join(rest.split()).strip(" :;-–—=>,"), found


def _says(rest: str) -> bool:
    return any(one.isalnum() for one in rest)


def _same(one: str, other: str) -> bool:
    return one.rstrip("/").casefold() == other.rstrip("/").casefold()


def with_evidence(plain: str, text: str) -> str:
    """A note with the text of the evidence cells as its last paragraph."""
    if not text:
        return plain
    return f"{plain}\n\n{_EVIDENCE}{text}" if plain else f"{_EVIDENCE}{text}"


# Writing


def parted(whole: str) -> tuple[str, str]:
    """*whole* as the note and evidence text it came from; all of it the note when it would not come back the same."""
    at = whole.rfind(f"\n\n{_EVIDENCE}")
    if at >= 0:
        plain, text = whole[:at], whole[at + 2 + len(_EVIDENCE) :]
    elif whole.startswith(_EVIDENCE):
        plain, text = "", whole.removeprefix(_EVIDENCE)
    else:
        return whole, ""
    back = told([(guarded(text), "")])
    if with_evidence(note(guarded(plain)), back.text) != whole:
        return whole, ""
    return plain, text


def evidence_lines(text: str, files: Sequence[str], links: Sequence[Link]) -> str:
    """The text of an evidence cell: the parted text, then files, then links, marked."""
    lines = [text] if text else []
    lines += [f"{FILE_MARK} {_one_line(name)}" for name in files]
    return "\n".join([*lines, *map(_link_line, links)])


def _link_line(link: Link) -> str:
    title = _one_line(link.title)
    if title and title != link.url:
        return f"{LINK_MARK} {title}{_DASH}{link.url}"
    alone = told([(link.url, "")])
    return link.url if alone.links == (Link(link.url, ""),) and not alone.text else f"{LINK_MARK} {link.url}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def guarded(text: str) -> str:
    """*text* as no spreadsheet takes it for a formula (ASVS 1.2.10); `unguarded` undoes it."""
    return f"'{text}" if _UNGUARDED.match(text) else text


def cell_text(text: str) -> str:
    """*text* as it may stand in a cell: guarded, without control characters, no longer than Excel can hold."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(one for one in plain if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs"))
    plain = plain.replace("\ufffe", "").replace("\uffff", "")
    safe = guarded(plain)
    return safe if _size(safe) <= MAX_TEXT else f"{_cut(safe, MAX_TEXT - len(_CUT))}{_CUT}"


def _size(text: str) -> int:
    """How many characters Excel counts: those beyond the basic plane are two."""
    return len(text) + sum(one > "\uffff" for one in text)


def _cut(text: str, size: int) -> str:
    while _size(text) > size:
        text = text[: len(text) - max(1, (_size(text) - size) // 2)]
    return text
