"""What is proposed for each file before anything is filed: one `Line` a file, and the sentences that go with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from zi_assess.core.pack import Pack, Question
from zi_assess.i18n import N_, _, say
from zi_assess.ui import words

if TYPE_CHECKING:
    from zi_assess.core.recognise import Proposal

Place = tuple[str, str]
"""A question's code and the id of one of its slots ("" = none)."""

# Measured with scripts/recognition on the 399 labelled names: of what these borders call sure 99 in 100 are right
# (351 of 352), of what they call likely 81 (30 of 37), of the rest 40 (4 of 10). So only what is sure is ticked.
_CERTAIN, _SURE, _CLEAR, _FAIR = 0.8, 0.6, 0.05, 0.5


class Sure(StrEnum):
    """How far a proposal can be trusted."""

    CHOSEN = "chosen"
    YES = "yes"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    NONE = "none"


class State(StrEnum):
    """How a file stands to what is in the workspace already."""

    NEW = "new"
    KNOWN = "known"
    TWIN = "twin"
    FILED = "filed"
    REFUSED = "refused"


SURE: Mapping[Sure, str] = {
    Sure.CHOSEN: N_("dipilih sendiri"),
    Sure.YES: N_("yakin"),
    Sure.LIKELY: N_("mungkin, lihat dahulu"),
    Sure.DOUBTFUL: N_("ragu, lihat dahulu"),
    Sure.NONE: N_("belum dikenali"),
}
STATES: Mapping[State, tuple[str, str]] = {
    State.NEW: (N_("baru"), ""),
    State.KNOWN: (N_("sudah ada"), "neutral"),
    State.TWIN: (N_("isi kembar"), "neutral"),
    State.FILED: (N_("sudah terlampir"), "neutral"),
    State.REFUSED: (N_("ditolak"), "warn"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One file: *source* is its path or, for a known document, its id. *twin* names what has the same bytes, *used*
    are the places where they are filed already.
    """

    source: Path | str
    name: str
    folders: tuple[str, ...] = ()
    kind: str = ""
    proposals: tuple[Proposal, ...] = ()
    place: Place = ("", "")
    sure: Sure = Sure.NONE
    state: State = State.NEW
    twin: str = ""
    refused: str = ""
    used: frozenset[Place] = frozenset()
    ticked: bool = False

    @property
    def open(self) -> bool:
        """Whether it can be filed as it stands."""
        return bool(self.place[0]) and self.state not in (State.REFUSED, State.FILED)


def sureness(proposals: Sequence[Proposal]) -> Sure:
    """How far the first of *proposals* can be trusted."""
    if not proposals:
        return Sure.NONE
    best = proposals[0].score
    clear = best - (proposals[1].score if len(proposals) > 1 else 0.0)
    if best >= _CERTAIN or (best >= _SURE and clear >= _CLEAR):
        return Sure.YES
    return Sure.LIKELY if best >= _FAIR else Sure.DOUBTFUL


def proposed(line: Line, proposals: Sequence[Proposal]) -> Line:
    """*line* with new *proposals*; what the user chose stays, and only what is sure is ticked."""
    if line.sure is Sure.CHOSEN or line.state is State.REFUSED:
        return replace(line, proposals=tuple(proposals))
    sure = sureness(proposals)
    place = (proposals[0].code, proposals[0].slot) if proposals else ("", "")
    found = replace(line, proposals=tuple(proposals), place=place, sure=sure, ticked=sure is Sure.YES)
    return _settled(found)


def chosen(line: Line, place: Place) -> Line:
    """*line* at the place the user chose for it."""
    if line.state is State.REFUSED:
        return line
    return _settled(replace(line, place=place, sure=Sure.CHOSEN, ticked=True))


def _settled(line: Line) -> Line:
    """*line* with its state set by the places that use the same bytes already."""
    if line.place in line.used:
        return replace(line, state=State.FILED, ticked=False)
    return replace(line, state=State.KNOWN) if line.state is State.FILED else line


def tick(line: Line, on: bool) -> Line:
    """*line* ticked or not; what cannot be filed never is."""
    return replace(line, ticked=on and line.open)


def left_over(line: Line) -> bool:
    """Whether *line* is filed neither now nor already, and could be put aside."""
    return not line.ticked and line.state not in (State.REFUSED, State.FILED)


def because(proposal: Proposal, most: int = 2) -> str:
    """Why a place is proposed, the weightiest reasons first."""
    said = list(dict.fromkeys(say(reason.text, reason.values) for reason in proposal.reasons))
    return "; ".join(said[:most])


def why(line: Line) -> str:
    """Why *line* stands where it stands, in a sentence's half."""
    if line.state is State.REFUSED:
        return say(line.refused, {"name": line.name})
    if line.sure is Sure.CHOSEN:
        return ""
    mine = next((one for one in line.proposals if (one.code, one.slot) == line.place), None)
    return because(mine) if mine is not None else ""


def folder_line(line: Line) -> str:
    """The two folders next to the file: those further out are the same for most."""
    inner = line.folders[1:] or line.folders
    return ("… › " if len(inner) > 2 else "") + " › ".join(inner[-2:])


def state_line(line: Line) -> str:
    """What the same bytes are called where they are already; "" when they are new."""
    return _("sama dengan {name}").format(name=line.twin) if line.twin and line.twin != line.name else ""


def where(pack: Pack, place: Place) -> tuple[str, str]:
    """A place in two lines: code with title, and the slot."""
    question = pack.question(place[0])
    if question is None:
        return _("Pilih butirnya"), ""
    slot = question.slot(place[1])
    return f"{question.code} {words.short(question)}", slot.title if slot else _("bukti lain, di luar daftar")


def matching(pack: Pack, text: str, limit: int = 8) -> tuple[Question, ...]:
    """The questions whose code begins so, or that have every word; best first."""
    wanted = text.casefold().split()
    code = "".join(one for one in text.casefold() if one.isalnum())
    if not code:
        return ()
    found: list[tuple[int, int, Question]] = []
    for at, question in enumerate(pack.questions):
        plain = question.code.casefold().replace(".", "")
        title = f"{question.code} {question.short} {question.title} {' '.join(question.match)}".casefold()
        if plain == code:
            rank = 0
        elif plain.startswith(code):
            rank = 1
        elif all(word in title for word in wanted):
            rank = 2
        else:
            continue
        found.append((rank, at, question))
    return tuple(question for _rank, _at, question in sorted(found, key=lambda one: one[:2])[:limit])


def best_slot(question: Question, kind: str, empty: Collection[str]) -> str:
    """The slot a file of *kind* most likely fills: an empty one of its kind, any of its kind, or the first."""
    fitting = [slot.id for slot in question.evidence if not kind or kind in slot.kinds]
    every = [slot.id for slot in question.evidence]
    return next((one for one in fitting if one in empty), next(iter([*fitting, *every]), ""))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines there are of each sort."""

    all: int
    ticked: int
    look: int
    known: int
    refused: int


def tally(lines: Iterable[Line]) -> Tally:
    """Count *lines*."""
    every = list(lines)
    return Tally(
        len(every),
        sum(one.ticked for one in every),
        sum(to_look_at(one) for one in every),
        sum(one.state in (State.KNOWN, State.TWIN, State.FILED) for one in every),
        sum(one.state is State.REFUSED for one in every),
    )


def passes(line: Line, which: str) -> bool:
    """Whether the filter *which* ("" all, `look`, `known`, `refused`) leaves *line*."""
    return {
        "": True,
        "look": to_look_at(line),
        "known": line.state in (State.KNOWN, State.TWIN, State.FILED),
        "refused": line.state is State.REFUSED,
    }[which]


def to_look_at(line: Line) -> bool:
    """Whether the user is asked to look: the name of the file says too little, so that its text may help too."""
    return line.sure in (Sure.LIKELY, Sure.DOUBTFUL, Sure.NONE) and line.state is not State.REFUSED
