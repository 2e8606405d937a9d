"""The photo that shows a place afterwards: filed, paired with the one from before, named as proof of a follow-up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from zi_assess import errors
from zi_assess.core.assessment import Assessment, Document, FollowUp, Stage
from zi_assess.core.review import refuse
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.evidence import kind_of
from zi_assess.i18n import _
from zi_assess.store import load
from zi_assess.store.rows import Change
from zi_assess.workspace import filing, papers
from zi_assess.workspace.inside import Inside
from zi_assess.workspace.ledger import changed

_HEAD = 4096  # bytes that tell what a file is


@dataclass(frozen=True, slots=True)
class Mended:
    """*after* is the photo that was filed, *before* the one it is paired with: None when there was none to pair."""

    sheet: Sheet
    before: Document | None
    after: Document


def take(inside: Inside, assessment_id: str, follow_up_id: str, source: Path) -> Mended:
    """File the picture *source* at the point of a follow-up, as one step. Raises ZiError."""
    mine = inside.holdings.assessment(assessment_id)
    one = _follow_up(mine, follow_up_id)
    question = inside.holdings.question(mine, one.code)
    inside.ledger.refuse_read_only()
    refuse(mine, Stage.SELF)  # before a byte is copied in vain
    check_picture(source)
    slot = next((place.id for place in question.evidence if "image" in place.kinds), "")
    gathered = filing.Filing(inside.ledger, mine)
    for batch in inside.store.take([source]):
        gathered.add_files(batch, one.code, slot)
    if not gathered.evidence:
        raise ZiError(
            "{name} sama dengan foto yang sudah ada di sini.",
            "Pilih foto yang diambil sesudah perbaikan.",
            name=source.name,
        )
    after = gathered.evidence[0].document
    before = _before(mine, one.code, after.id)
    changes = [*gathered.changes, *_proof(mine, one, after.name)]
    if before is not None:
        changes += papers.rewritten(before, replace(before, after=after.id))
    return Mended(inside.commit(mine.id, "after-photo", changes), before, after)


def check_picture(source: Path) -> None:
    """Raise ZiError when the file *source* is no picture."""
    try:
        with source.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise errors.from_os(error, source) from error
    if kind_of(head, source.name) != "image":
        raise ZiError("{name} bukan foto.", "Pilih foto JPEG atau PNG.", name=source.name)


def _follow_up(mine: Assessment, follow_up_id: str) -> FollowUp:
    one = next((one for one in mine.follow_ups if one.id == follow_up_id), None)
    if one is None:
        raise ZiError("Tindak lanjut itu tidak ada lagi.", "Muat ulang daftarnya.")
    if not one.code:
        raise ZiError("Tindak lanjut ini tidak terkait satu butir.", "Pilih dahulu butirnya.")
    return one


def _before(mine: Assessment, code: str, after: str) -> Document | None:
    """The first photo of a point that has no pair yet and is none itself."""
    later = {use.document.after for use in mine.evidence}
    return next((one for one in _photos(mine, code) if one.id not in later | {after} and not one.after), None)


def _photos(mine: Assessment, code: str) -> Iterable[Document]:
    for use in mine.evidence_for(code):
        if use.document.kind == "image" and use.document.trashed is None and not use.document.replaced_by:
            yield use.document


def _proof(mine: Assessment, one: FollowUp, name: str) -> list[Change]:
    said = _("Foto sesudah: {name}").format(name=name)
    told = replace(one, proof="; ".join(part for part in (one.proof, said) if part))
    return changed("follow_ups", load.follow_up_row(mine.id, one), load.follow_up_row(mine.id, told))
