"""On names and texts labelled by someone who had not seen how they are matched, the proposals are mostly right."""

from __future__ import annotations

from recognise import labelled


def test_at_least_four_of_five_first_proposals_are_right() -> None:
    found = labelled.tally()
    assert found.counts["all"]["cases"] >= 300
    assert found.share("top1") >= 0.80
    assert found.share("top3") >= 0.90
