"""Rincian shows of every signature inside a PDF what is known, and says what is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.signatures.signing import SIGNER, appended, blank, rewritten, signed
from tests.ui.desk import Desk, opened
from zi_assess.signatures import Signature
from zi_assess.ui.pages.evidence import EvidencePage
from zi_assess.ui.pages.evidence.details import Details
from zi_assess.ui.pages.evidence.signed import Signed, lines


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path)


def shown(desk: Desk, data: bytes) -> list[str]:
    """The lines below the details of a document with *data*; [] when there are none to see."""
    path = desk.files / "SK.pdf"
    path.write_bytes(data)
    desk.session.do(lambda space: space.attach(desk.id, "A.1.a", [path]).sheet)
    desk.wait()
    page = EvidencePage(desk.session)
    desk.qtbot.addWidget(page)
    page.show_sheet(desk.sheet)
    page.show()
    desk.wait()
    page._aside.open_tab("rincian")
    desk.wait()
    signed_ = page.findChildren(Details)[0].findChildren(Signed)[0]
    return [] if signed_.isHidden() else [one.text() for one in signed_.findChildren(QLabel)]


def test_a_signed_file_shows_three_facts_and_when(desk: Desk) -> None:
    lines_ = shown(desk, signed(blank()))
    assert "Utuh: ya; utuh dan mencakup seluruh berkas" in lines_
    assert f"Penanda tangan: {SIGNER} (sertifikat tidak diperiksa ke penerbitnya)" in lines_
    assert "Pencabutan: tidak diketahui, program ini tidak memakai jaringan" in lines_
    assert [one for one in lines_ if one.startswith("Waktu menurut penanda tangan: ")]


def test_what_was_appended_is_told(desk: Desk) -> None:
    lines_ = shown(desk, appended(signed(blank())))
    assert "Utuh: bagian yang ditandatangani utuh; ada isi yang ditambahkan sesudahnya" in lines_


def test_what_was_changed_is_not_intact(desk: Desk) -> None:
    assert "Utuh: tidak; isi berubah sesudah ditandatangani" in shown(desk, rewritten(signed(blank())))


def test_an_unsigned_file_shows_nothing(desk: Desk) -> None:
    assert shown(desk, blank()) == []


def test_a_signer_who_cannot_be_read_is_not_made_up() -> None:
    told = lines(
        Signature("", None, None, False, "tidak diketahui; tanda tangan di berkas ini tidak dapat dibaca")
    )
    assert told[1] == "Penanda tangan: tidak dapat dibaca"
    assert len(told) == 3


def test_a_time_stamp_is_called_one() -> None:
    told = lines(Signature("Cap Contoh", None, True, True, "utuh dan mencakup seluruh berkas", stamp=True))
    assert told[1].startswith("Cap waktu dari: Cap Contoh")
