"""Where TPI has answered otherwise than the unit, over all reviews a workspace holds."""

from __future__ import annotations

from zi_assess.core import review
from zi_assess.core.outlook import Difference, differences
from zi_assess.store import load
from zi_assess.workspace.inside import Inside


def gathered(inside: Inside) -> tuple[Difference, ...]:
    """Every choice that a unit and the highest TPI stage of its review have both answered, alike or not."""
    with inside.ledger.reading() as rows:
        stages = tuple(stage.value for stage in review.TPI)
        reviewed = {row["assessment"] for row in rows.select("answers", stage=stages)}
        made: list[Difference] = []
        for row in rows.select("assessments"):
            if row["uid"] in reviewed:
                pack = inside.holdings.pack(str(row["pack_digest"]))
                made += differences(
                    str(row["uid"]),
                    pack,
                    load.answers(rows, str(row["uid"]), pack),
                    example=bool(row["example"]),
                )
    return tuple(made)
