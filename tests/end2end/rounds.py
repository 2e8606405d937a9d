"""A review told as a story: who works where, what each of them said, and what nobody may lose of it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from zi_assess import cli
from zi_assess.core import merge

UNIT, AUDITOR = "Nama Unit", "Nama Auditor"
ON = "2026-11-21"
ALREADY = "Paket ini sudah diimpor; tidak ada yang diubah."


@dataclass
class Terminal:
    """`zi-assess --workspace …` as *who* types it, with what it said."""

    folder: Path
    who: str
    capsys: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""

    def __call__(self, *words: object, code: int = 0) -> str:
        made = cli.run([*map(str, words), "--workspace", str(self.folder), "--as", self.who])
        self.out, self.err = self.capsys.readouterr()
        assert made == code, (words, self.out, self.err)
        return self.out.strip()

    def refused(self, *words: object) -> str:
        """The one line of a command that changes nothing."""
        assert self(*words, code=1) == ""
        (line,) = self.err.splitlines()
        return line

    def json(self, *words: object) -> Any:
        return json.loads(self(*words, "--json"))

    def words(self) -> str:
        """The fingerprint of this workspace, as it is read out on the phone."""
        return str(self.json("package", "key")["words"])

    def digest(self, ident: str) -> str:
        return self("package", "digest", ident)

    def strict(self, ident: str, stage: str) -> str:
        return str(self.json("score", ident, "--stage", stage)["strict_total"])

    def changed(self, ident: str) -> set[str]:
        """What the worklist leaves when only what changed is asked for."""
        return {str(one["code"]) for one in self.json("worklist", ident, "--changed")}


@dataclass
class Said:
    """Every word that was ever written down, and may not be lost."""

    words: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)

    def __call__(self, text: str, instead_of: str = "") -> str:
        """Say *text*; the journal alone keeps what it stands *instead_of*."""
        if instead_of:
            self.words.remove(instead_of)
            self.replaced.append(instead_of)
        self.words.append(text)
        return text

    def missing(self, text: str) -> list[str]:
        """Which of them *text* does not hold; lines on paper end anywhere."""
        there = squeezed(text)
        return [one for one in self.words if squeezed(one) not in there]


@dataclass
class Post:
    """Packages between terminals: `send` writes the next one, `pass_on` also takes it at the other end."""

    folder: Path
    ident: str
    count: int = 0

    def path(self, number: int) -> Path:
        return self.folder / f"kiriman {number}.zipkg"

    def send(self, sender: Terminal, evidence: str = "all") -> Path:
        self.count += 1
        path = self.path(self.count)
        made = sender.json("package", "export", self.ident, "-o", path, "--evidence", evidence)
        assert path.stat().st_size == made["bytes"]
        return path

    def pass_on(self, sender: Terminal, receiver: Terminal, evidence: str = "all") -> Any:
        path = self.send(sender, evidence)
        return receiver.json("package", "import", path, "--trust", sender.words())


@dataclass
class Story:
    """A unit and its auditors with a workspace each, and what was said between them about the assessment *id*."""

    folder: Path
    id: str
    unit: Terminal
    tpi: Terminal
    post: Post
    said: Said = field(default_factory=Said)

    @property
    def sides(self) -> tuple[Terminal, Terminal]:
        return self.unit, self.tpi

    def alike(self) -> bool:
        return self.unit.digest(self.id) == self.tpi.digest(self.id)

    def lost(self) -> list[str]:
        """What was said and is not on the working paper of both sides."""
        return [
            one
            for side in self.sides
            for one in self.said.missing(paper(side, self.id, "kertas-kerja", self.folder))
        ]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad-]+", "", text)


def paper(side: Terminal, ident: str, kind: str, folder: Path) -> str:
    """The words of a report, as it is printed."""
    target = folder / f"{kind} {side.folder.name}.pdf"
    side("report", ident, kind, "-o", target, "--date", ON)
    return "\n".join(page.extract_text() for page in PdfReader(target).pages)


def pdf(folder: Path, name: str) -> Path:
    """A new piece of evidence."""
    path = folder / name
    path.write_bytes(b"%PDF-1.7 " + name.encode() * 40)
    return path


def begun(example: Path, ident: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> Story:
    """The unit has filled in the example; the auditors have nothing yet."""
    shutil.copytree(example, folder / "unit")
    unit, tpi = Terminal(folder / "unit", UNIT, capsys), Terminal(folder / "tpi", AUDITOR, capsys)
    return Story(folder, ident, unit, tpi, Post(folder, ident))


# What a merge may never do: each of these loses something that was said.

Joined = Callable[..., merge.Merged]


def _without(kind: str, field_name: str) -> Callable[[Joined], Joined]:
    """A merge that forgets *field_name* of the records of *kind* that come new from the other side."""

    def seeded(joined: Joined) -> Joined:
        def forgetful(base: merge.State, ours: merge.State, theirs: merge.State, **more: Any) -> merge.Merged:
            made = joined(base, ours, theirs, **more)
            state = {
                place: {**fields, field_name: ""} if place[0] == kind and place not in ours else fields
                for place, fields in made.state.items()
            }
            return replace(made, state=state)

        return forgetful

    return seeded


def _dropping(kind: str) -> Callable[[Joined], Joined]:
    """A merge that loses whole records of *kind*."""

    def seeded(joined: Joined) -> Joined:
        def dropping(base: merge.State, ours: merge.State, theirs: merge.State, **more: Any) -> merge.Merged:
            made = joined(base, ours, theirs, **more)
            state = {place: one for place, one in made.state.items() if place[0] != kind or place in ours}
            return replace(made, state=state)

        return dropping

    return seeded


def overwriting(joined: Joined) -> Joined:
    """A merge in which the sender wins and nobody is asked."""

    def winning(base: merge.State, ours: merge.State, theirs: merge.State, **more: Any) -> merge.Merged:
        made = joined(base, ours, theirs, **more)
        state = made.state
        for one in made.conflicts:
            state = merge.decide(state, one, merge.Choice.THEIRS)
        return merge.Merged(state, ())

    return winning


BUGS: Mapping[str, Callable[[Joined], Joined]] = {
    "a note is dropped": _without("answers", "note"),
    "the note of a tick is dropped": _without("verdicts", "note"),
    "an observation is dropped": _dropping("observations"),
    "the note of a handover is dropped": _without("handovers", "note"),
}


def silent(read: Callable[..., merge.State]) -> Callable[..., merge.State]:
    """Packages that carry no reasons: both sides read the assessment without, and so agree."""

    def reading(*given: Any, **more: Any) -> merge.State:
        return {
            place: {**fields, "note": ""} if place[0] == "answers" else fields
            for place, fields in read(*given, **more).items()
        }

    return reading
