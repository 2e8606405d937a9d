"""On names and texts labelled by someone who had not seen how they are matched, the proposals are mostly right."""

from __future__ import annotations

from recognise import labelled
from zi_assess.ui.intake.lines import Sure


def test_at_least_four_of_five_first_proposals_are_right() -> None:
    found = labelled.tally()
    assert found.counts["all"]["cases"] >= 300
    assert found.share("top1") >= 0.80
    assert found.share("top3") >= 0.90


def test_the_word_beside_a_proposal_says_how_often_it_is_right() -> None:
    """What is called sure is ticked without being asked for: it may hardly ever be wrong."""
    words = labelled.tally().words
    right = {word: count["top1"] / count["cases"] for word, count in words.items() if count["cases"]}
    assert right[Sure.YES] >= 0.98
    assert words[Sure.YES]["cases"] >= 300, "and most are"
    assert right[Sure.YES] > right[Sure.LIKELY] > right[Sure.DOUBTFUL]
