"""The instruments of the founding texts in the window: opened, read, answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.builders import best
from tests.ui.desk import Desk
from tests.ui.house import House, words

from zi_assess import criteria
from zi_assess.core.pack import Kind
from zi_assess.ui import flows
from zi_assess.ui.answers import AnswerArea, DateField, TimeField
from zi_assess.ui.dialogs.new_assessment import NewAssessmentDialog
from zi_assess.ui.pages.assess import AssessPage
from zi_assess.ui.pages.assess.question import QuestionPane
from zi_assess.ui.pages.overview import OverviewPage
from zi_assess.workspace import Workspace

INSTRUMENTS = ("kunjungan", "standar-pelayanan", "e-government", "layanan", "inovasi")


@pytest.fixture
def opened(tmp_path: Path, home: Path, qtbot: QtBot) -> Iterator[Callable[[str], House]]:
    """The window on a workspace with one assessment of a pack, every other choice answered with its best."""
    houses: list[House] = []

    def opening(name: str) -> House:
        pack = criteria.find(name)
        with Workspace.create(tmp_path / "ruang", who="Nama Contoh") as space:
            mine = space.new(pack, "Kantor Contoh", 2026, occasion="Contoh 1")
            for question in [one for one in pack.questions if one.kind is Kind.CHOICE][::2]:
                space.record(mine, question.code, best(question))
        houses.append(House(qtbot, tmp_path / "ruang"))
        return houses[0]

    yield opening
    for house in houses:
        house.close()


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_opens_with_its_parts_and_says_nothing_of_a_designation(
    name: str, opened: Callable[[str], House]
) -> None:
    house = opened(name)
    page = house.go("ringkasan", OverviewPage)
    shown = words(page)
    assert "tidak punya ambang predikat" in shown and "usulan sendiri" in shown
    for told in (house.sheet.pack.note, house.sheet.pack.basis):
        shown = shown.replace(told, "")
    assert all(word not in shown for word in ("WBK", "WBBM", "Excel", "LKE"))
    assert page.areas is not None and "Contoh 1" in words(house.window)


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_question_of_an_instrument_can_be_shown(name: str, opened: Callable[[str], House]) -> None:
    house = opened(name)
    for question in criteria.find(name).questions:
        page = house.go("penilaian", AssessPage, question.code)
        assert question.title in words(page)
        assert all(feed.code in words(page) for feed in question.feeds)
    assert house.errors == []


def test_times_and_dates_are_typed_as_people_write_them(opened: Callable[[str], House]) -> None:
    house = opened("kunjungan")
    page = house.go("penilaian", AssessPage, "A2.4")
    into, out = page.findChildren(TimeField)[0], page.findChildren(TimeField)[2]
    into.entry.setText("8.15")
    into.flush()
    out.entry.setText("25.00")
    out.flush()
    assert "jam dan menit" in out.error()
    house.settle()
    assert dict(house.sheet.answer("A2.4").value or ()) == {"masuk": 815}  # type: ignore[arg-type]
    assert into.entry.text() == "08.15"
    assert "tidak ikut dinilai" in words(page.findChildren(AnswerArea)[0])


def test_a_date_is_kept_as_a_number_and_shown_as_a_date(opened: Callable[[str], House]) -> None:
    house = opened("inovasi")
    page = house.go("penilaian", AssessPage, "P.4")
    field = page.findChildren(DateField)[0]
    field.entry.setText("17 Agustus 2026")
    field.flush()
    house.settle()
    assert dict(house.sheet.answer("P.4").value or ()) == {"gagasan": 20260817}  # type: ignore[arg-type]
    assert field.entry.text() == "17 Agt 2026"


def test_what_was_not_observed_is_left_out(opened: Callable[[str], House]) -> None:
    house = opened("kunjungan")
    page = house.go("penilaian", AssessPage, "A1.2")
    assert page.findChildren(AnswerArea)[0].press("X")
    house.settle()
    assert house.sheet.answer("A1.2").value == "X"
    assert house.sheet.scores["A1"].strict == 25


def test_a_new_innovation_asks_for_its_name(opened: Callable[[str], House]) -> None:
    house = opened("kunjungan")
    flows.new_assessment(house.window, house.session)
    dialog = house.dialog(NewAssessmentDialog)
    house.wait(lambda: dialog.primary.isEnabled())
    assert not dialog.occasion.isVisible()
    assert dialog.pack.findData("kunjungan") < 0  # a visit begins sealed, on its own page
    dialog.pack.setCurrentIndex(dialog.pack.findData("inovasi"))
    assert dialog.occasion.isVisible() and "Nama inovasi" in words(dialog)
    dialog.primary.click()
    assert "Isi Nama inovasi" in words(dialog)
    dialog.occasion.setText(" Antrean  daring ")
    dialog.primary.click()
    house.wait(lambda: house.sheet.assessment.occasion == "Antrean daring")
    assert house.sheet.assessment.target == ""


def test_evidence_of_a_visit_is_filed_in_the_worksheet_by_one_click(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path, criteria.find("kunjungan"))
    lke: list[str] = []
    photo = tmp_path / "maklumat.txt"
    photo.write_text("maklumat")
    desk.session.ask(lambda space: space.new(criteria.find("lke-zi"), "Kantor Contoh", 2026), lke.append)
    desk.session.do(lambda space: space.attach(desk.id, "A4.3", [photo]).sheet)
    desk.wait()
    page = AssessPage(desk.session)
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    page.show_sheet(desk.sheet)
    page.focus_code("A4.3")
    desk.wait()
    pane = page.findChild(QuestionPane)
    assert pane._feed.text() == "Simpan bukti ini juga ke LKE A.I.6.i.b, A.I.6.i.d"
    pane._feed.click()
    desk.wait()
    found: list[list[str]] = []
    desk.session.ask(
        lambda space: sorted(use.code for use in space.assessment(lke[0]).evidence), found.append
    )
    desk.wait()
    assert found == [["A.I.6.i.b", "A.I.6.i.d"]]
    assert desk.said[-1].startswith("Disimpan juga di LKE")
    page.focus_code("A1.1")
    desk.wait()
    assert pane._feed.isHidden()  # no evidence there yet
    desk.close()
