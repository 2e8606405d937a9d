"""Evidence of an instrument is filed in the worksheet it feeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from zi_assess import criteria
from zi_assess.errors import ZiError
from zi_assess.workspace import Workspace


def test_one_step_files_a_photo_at_every_criterion_its_question_feeds(tmp_path: Path) -> None:
    photo = tmp_path / "papan nama.txt"
    photo.write_text("foto")
    with Workspace.create(tmp_path / "ruang") as space:
        old = space.new(criteria.find("lke-zi"), "Unit Contoh", 2024)
        lke = space.new(criteria.find("lke-zi"), "unit  contoh", 2026)
        other = space.new(criteria.find("lke-zi"), "Unit Lain", 2026)
        visit = space.new(criteria.find("kunjungan"), "Unit Contoh", 2026, occasion="Kunjungan 1")
        with pytest.raises(ZiError, match="belum punya bukti"):
            space.feed(visit, "A4.3")
        space.attach(visit, "A4.3", [photo])
        (target,) = space.feeds(visit, "A4.3")
        assert (target.assessment, target.year) == (lke, 2026)
        assert target.codes == ("A.I.6.i.b", "A.I.6.i.d")
        new, _where = space.feed(visit, "A4.3")
        assert new == 2
        assert sorted(use.code for use in space.assessment(lke).evidence) == list(target.codes)
        assert space.assessment(old).evidence == space.assessment(other).evidence == ()
        assert space.feed(visit, "A4.3")[0] == 0  # twice is once
        space.undo(lke)
        assert space.assessment(lke).evidence == ()


def test_a_unit_without_a_worksheet_is_told_what_to_do(tmp_path: Path) -> None:
    photo = tmp_path / "foto.txt"
    photo.write_text("foto")
    with Workspace.create(tmp_path / "ruang") as space:
        visit = space.new(criteria.find("kunjungan"), "Unit Contoh", 2026, occasion="Kunjungan 1")
        space.attach(visit, "A4.3", [photo])
        with pytest.raises(ZiError, match="belum punya penilaian"):
            space.feed(visit, "A4.3")
