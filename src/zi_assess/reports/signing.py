"""Who signs a paper of the review, as far as is known, and room for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zi_assess import i18n
from zi_assess.core.assessment import Assessment, Stage
from zi_assess.i18n import N_, _
from zi_assess.reports.page import INNER, LEFT
from zi_assess.reports.paint import Style
from zi_assess.reports.parts import MUTED, STRONG, Draft
from zi_assess.reports.table import Column, Grid, Row

DOTS = "." * 40
_SPACE = 46.0  # room for a hand
ROLES = (Stage.TPI_CONTROL, Stage.TPI_LEAD, Stage.TPI_MEMBER)
ROLE_TITLES: Mapping[Stage, str] = {
    Stage.TPI_CONTROL: N_("Pengendali teknis"),
    Stage.TPI_LEAD: N_("Ketua tim"),
    Stage.TPI_MEMBER: N_("Anggota tim"),
}


def team(mine: Assessment, stage: Stage) -> str:
    """Who passed the assessment on as *stage*: names as they were claimed, "" when nobody did."""
    return ", ".join(dict.fromkeys(one.who for one in mine.handovers if one.stage is stage and one.who))


@dataclass(frozen=True, slots=True)
class Block:
    """Room for one signature: a line *above* the *role*, the name and its number."""

    above: str
    role: str
    name: str = ""
    number: str = ""


def signatures(draft: Draft, *blocks: Block, placed: str = "", style: Style = MUTED) -> list[Row]:
    """*blocks* beside each other, never parted by a page's end; dotted where a name is not known.

    *placed* is the place and date, over the last of them. A block without a role stays empty.
    """
    wide = (INNER - 24.0 * (len(blocks) - 1)) / len(blocks)
    columns = [Column("", wide + 24) for _block in blocks[:-1]]
    grid = Grid(LEFT, INNER, (*columns, Column("", 0)), draft.paper.lacking, gap=24, above=0, below=0)
    strong = replace(STRONG, size=style.size + 0.5, leading=style.leading)

    def row(*texts: str, bold: bool = False) -> Row:
        cells = ((text, strong if bold and text != DOTS else style) for text in texts)
        return grid.row(*cells, rule=False, keep=True)

    last = row(*(_nip(one.number) if one.role else "" for one in blocks))
    last.keep = False
    return [
        replace(Row((), 14), keep=True),
        *([row(*[""] * (len(blocks) - 1), placed)] if placed else []),
        row(*(one.above for one in blocks)),
        row(*(one.role for one in blocks)),
        Row((), _SPACE, keep=True),
        row(*(one.name or (DOTS if one.role else "") for one in blocks), bold=True),
        last,
    ]


def _nip(number: str) -> str:
    return _("NIP {number}").format(number=number) if number else _("NIP")


def place_and_date(draft: Draft) -> str:
    city = draft.sheet.assessment.unit.profile.city
    return _("{city}, {date}").format(city=city or DOTS[:24], date=i18n.date(draft.as_of))


def head_block(draft: Draft, above: str = "") -> Block:
    """Room for the head of the unit, with *above* over the role."""
    unit = draft.sheet.assessment.unit
    role = unit.profile.head_title or _("Kepala {unit}").format(unit=unit.name)
    return Block(above, f"{role},", unit.profile.head_name, unit.profile.head_nip)


def team_signatures(draft: Draft) -> list[Row]:
    """Room for the inspectorate's three."""
    mine = draft.sheet.assessment
    blocks = (Block("", f"{_(ROLE_TITLES[stage])},", team(mine, stage)) for stage in reversed(ROLES))
    return signatures(draft, *blocks, placed=place_and_date(draft))
