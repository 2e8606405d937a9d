"""What an answer changes in the database: its own row, and the proposal it makes obsolete."""

from __future__ import annotations

from zi_assess.core.assessment import Answer, Assessment, Stage
from zi_assess.store import load
from zi_assess.store.rows import Change
from zi_assess.workspace.ledger import changed


def written(mine: Assessment, stage: Stage, code: str, answer: Answer) -> list[Change]:
    """The change of the answer's own row; none when it says what stood there."""
    before = mine.of(stage).get(code)
    row = load.answer_row(mine.id, stage, code, before) if before else None
    return changed("answers", row, load.answer_row(mine.id, stage, code, answer))


def given(mine: Assessment, stage: Stage, code: str, answer: Answer) -> list[Change]:
    """As `written`; once the unit has answered, last year's proposal goes."""
    changes = written(mine, stage, code, answer)
    if changes and stage is Stage.SELF and answer.value is not None and code in mine.proposals:
        changes.append(Change("proposals", load.proposal_row(mine.id, code, mine.proposals[code]), None))
    return changes
