"""Damaged, forged, replayed and misdirected packages are refused whole; `scripts/package-fuzz` does thousands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from exchange import mutations
from zi_assess.exchange import manifest
from zi_assess.exchange.container import Reading
from zi_assess.workspace import arriving, trial
from zi_assess.workspace.meeting import Meeting


@pytest.mark.timeout(300)
def test_what_is_not_to_the_byte_a_good_package_is_refused_before_anything_changes(tmp_path: Path) -> None:
    count = mutations.campaign(tmp_path / "uji", 150, seed=7)
    assert count.wrong == []
    assert count.total > 150
    assert len(count.refused) > 70
    assert len(count.sentences) > 12


def no_signature_check(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(manifest, "signed", lambda public, signature, data: True)


def no_layout_check(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Reading, "_same", lambda self, found, due: None)


def no_trial(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(trial, "check", lambda state, assessment_id, pack=None: None)


def no_trust(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Meeting, "trusted", True)


def no_journal_check(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Meeting, "_check_journal", lambda self: None)


def no_size_check(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(arriving, "_check_size", lambda size, plain, seal: None)
    patch.setattr(Reading, "_end_at", lambda self, file: None)
    patch.setattr(Reading, "end", lambda self: None)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "bug",
    [no_signature_check, no_layout_check, no_trial, no_trust, no_journal_check, no_size_check],
)
def test_the_same_campaign_catches_a_check_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bug: Callable[[pytest.MonkeyPatch], None]
) -> None:
    ground = mutations.Ground(tmp_path / "uji", 3)
    bug(monkeypatch)
    count = mutations.Count()
    cases = [
        *ground.damaged(40),
        *ground.forged_sizes(12),
        *ground.rezipped(8),
        *ground.signed(len(mutations._EDITS)),
    ]
    mutations.run(ground.pair.tpi, cases, tmp_path / "masuk", count)
    if not count.wrong:
        mutations.misplaced(ground, count)
    ground.pair.close()
    assert count.wrong
