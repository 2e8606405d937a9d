"""What the documentation shows is true."""

from __future__ import annotations

import re
from pathlib import Path

from tests.builders import Given, sheet
from tests.criteria.texts import read
from zi_assess.core.exact import decimal_text

DOC = (Path(__file__).parents[2] / "docs" / "pack-format.md").read_text(encoding="utf-8")


def test_the_example_in_the_documentation_is_a_whole_pack_with_the_score_it_names() -> None:
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL)
    text = next(block for block in blocks if block.startswith("id:"))
    result = read(text)
    assert result.complaints == ()
    assert result.pack is not None
    given: dict[str, Given] = {"A.1": "B", "A.2": {"selesai": 3, "semua": 4}, "B.1": "3.6"}
    made = sheet(result.pack, given)
    assert f"total: {decimal_text(made.scores.official)} " in DOC
    assert f"nodes: {{A: {decimal_text(made.scores['A'].strict)}}}" in DOC
    assert not made.readiness.met("BAIK")
