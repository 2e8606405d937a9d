"""Last year's evidence waits in a list of its own until its place is filled, and the badge counts what is listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.desk import Desk, opened, small_pack

from zi_assess.ui.models.evidence_table import open_things, to_renew
from zi_assess.ui.pages import PAGES
from zi_assess.ui.pages.evidence import EvidencePage

BADGE = next(page.badge for page in PAGES if page.id == "bukti")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path)


def next_year(desk: Desk) -> None:
    """Three uses of two documents in 2026, then the assessment of 2027 that begins from it."""
    first, second = desk.pdf("SK Tim.pdf", "satu"), desk.pdf("Laporan.pdf", "dua")
    mine = desk.id
    desk.session.do(lambda space: space.attach(mine, "A.1.a", [first], slot="sk").sheet)
    desk.session.do(lambda space: space.attach(mine, "A.1.b", [first], slot="sk").sheet)
    desk.session.do(lambda space: space.attach(mine, "A.1.c", [second], slot="sk").sheet)
    desk.wait()
    made: list[str] = []
    pack = small_pack()
    desk.session.ask(lambda space: space.new(pack, "Kantor Contoh", 2027, source=mine), made.append)
    desk.wait()
    desk.session.show(made[0])
    desk.wait()


def page_of(desk: Desk) -> EvidencePage:
    page = EvidencePage(desk.session)
    desk.qtbot.addWidget(page)
    desk.session.changed.connect(lambda: page.show_sheet(desk.sheet))
    page.resize(1178, 716)
    page.show_sheet(desk.sheet)
    page.show()
    desk.qtbot.waitExposed(page)
    desk.wait()
    return page


def test_without_last_year_there_is_no_such_view(desk: Desk) -> None:
    page = page_of(desk)
    assert page._tabs._tabs["lalu"].isHidden()
    assert BADGE(desk.sheet) == 0


def test_what_waits_is_listed_and_counted(desk: Desk) -> None:
    next_year(desk)
    page = page_of(desk)
    assert not page._tabs._tabs["lalu"].isHidden()
    page.open_view("lalu")
    desk.wait()
    view = page.renewals()
    assert [(use.code, use.document.name) for use in to_renew(desk.sheet)] == [
        ("A.1.a", "SK Tim.pdf"), ("A.1.b", "SK Tim.pdf"), ("A.1.c", "Laporan.pdf"),
    ]  # fmt: skip
    assert view._model.rowCount() == 3 == BADGE(desk.sheet)
    assert "3 bukti tahun lalu" in view._said.text()


def test_what_still_holds_is_used_again_in_one_step_of_undo(desk: Desk) -> None:
    next_year(desk)
    page = page_of(desk)
    page.open_view("lalu")
    view = page.renewals()
    view.table.selectAll()
    view.again.click()
    desk.wait()
    assert {use.code for use in desk.sheet.assessment.evidence} == {"A.1.a", "A.1.b", "A.1.c"}
    assert view._model.rowCount() == 0 == BADGE(desk.sheet)
    assert "3 bukti tahun lalu dipakai lagi" in desk.said
    desk.session.undo()
    desk.wait()
    assert view._model.rowCount() == 3


def test_a_new_document_in_its_place_ends_the_wait(desk: Desk) -> None:
    next_year(desk)
    mine, path = desk.sheet.assessment.id, desk.pdf("SK Tim 2027.pdf", "tiga")
    desk.session.do(lambda space: space.attach(mine, "A.1.a", [path], slot="sk").sheet)
    desk.wait()
    assert [use.code for use in to_renew(desk.sheet)] == ["A.1.b", "A.1.c"]


def test_the_badge_is_the_sum_of_what_the_filters_of_the_list_show(desk: Desk) -> None:
    mine = desk.id
    old, wrong = desk.pdf("Lama.pdf", "lama"), desk.picture("foto.png")
    desk.session.do(lambda space: space.attach(mine, "A.1.b", [old], slot="sk", dated=date(2019, 1, 1)).sheet)
    desk.session.do(lambda space: space.attach(mine, "A.1.c", [wrong], slot="sk").sheet)
    desk.session.do(lambda space: space.attach(mine, "A.1.a", [desk.pdf("Baru.pdf", "baru")]).sheet)
    desk.wait()
    page = page_of(desk)
    listed = {
        chip.key: chip.count
        for chip in page._documents._chips._chips
        if chip.key in ("outside", "wrong-kind")
    }
    assert sum(many or 0 for many in listed.values()) == open_things(desk.sheet) == BADGE(desk.sheet) > 0
