"""The page of visits on a real workspace: sealed, filled, locked, released, compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from tests.ui.desk import Desk

from zi_assess import criteria
from zi_assess.core.assessment import Answer
from zi_assess.core.visit import Visit
from zi_assess.ui.pages import visits as page_module
from zi_assess.ui.pages.visits import VisitsPage
from zi_assess.ui.pages.visits import filling as filling_module
from zi_assess.ui.pages.visits.dialogs import PlanDialog, RecoveryDialog, SecretDialog

SECRET = "empat kata sandi panjang"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk) -> VisitsPage:
    made = VisitsPage(desk.session)
    desk.qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    made.show_sheet(desk.sheet)
    desk.wait()
    return made


def planned(desk: Desk, page: VisitsPage, visit: Visit, label: str = "Kunjungan 1") -> str:
    found: list[str] = []
    form = criteria.find("kunjungan")
    desk.session.ask(
        lambda space: space.visits.plan(form, "Kantor Contoh", label, SECRET, visit).id, found.append
    )
    desk.wait()
    page.show_sheet(desk.sheet)
    desk.wait()
    return found[0]


def unlock(desk: Desk, page: VisitsPage, visit_id: str) -> None:
    desk.session.ask(lambda space: space.visits.unlock(visit_id, SECRET), page._unlocked)
    desk.wait()


def test_planning_asks_for_a_passphrase_twice_and_shows_the_code_once(desk: Desk, page: VisitsPage) -> None:
    page.plan()
    dialog = page.window().findChild(PlanDialog)
    dialog.secret.setText(SECRET)
    dialog.again.setText("lain")
    dialog.primary.click()
    assert dialog.isVisible()
    dialog.again.setText(SECRET)
    dialog.primary.click()
    desk.wait()
    recovery = page.window().findChild(RecoveryDialog)
    recovery.reject()
    assert recovery.isVisible()  # not before it is said to be written down
    recovery.written.setChecked(True)
    recovery.primary.click()
    desk.wait()
    assert [one.label for one in page._visits] == ["Kunjungan 1"]
    assert page._model.index(0, 2).data() == "Tersegel"


def test_a_wrong_passphrase_opens_nothing(desk: Desk, page: VisitsPage) -> None:
    planned(desk, page, Visit())
    page.open_visit(page._visits[0])
    dialog = page.window().findChild(SecretDialog)
    dialog.secret.setText("salah sama sekali")
    dialog.primary.click()
    desk.wait()
    assert page._filling is None
    assert len(desk.errors) == 1


def test_what_is_filled_in_is_sealed_and_gone_from_the_screen_when_locked(
    desk: Desk, page: VisitsPage, tmp_path: Path
) -> None:
    made = planned(desk, page, Visit())
    unlock(desk, page, made)
    filling = page._filling
    assert filling is not None
    filling.shopper.setText("KS-07")
    filling.shopper.textEdited.emit("KS-07")
    filling._answer("A1.1", "B")
    filling._note("A1.1", "menunduk ke gawai")
    photo = tmp_path / "papan.png"
    Image.new("RGB", (20, 20), "teal").save(photo)
    filling.add_photo(next(q for q in filling._unlocked.sheet.pack.questions if q.code == "A3.E1"), photo)
    desk.wait()
    filling.flush()
    desk.wait()
    found = b"".join(one.read_bytes() for one in (desk.folder / "ruang").rglob("*") if one.is_file())
    for word in (b"KS-07", b"menunduk", b"papan.png", photo.read_bytes()[20:]):
        assert word not in found  # also while the page is open
    filling._answer("A1.2", "A")
    page.hide()  # leaving the page locks it
    desk.wait()
    assert page._filling is None
    unlock(desk, page, made)
    visit = page._filling._unlocked.visit
    assert visit.shopper == "KS-07" and visit.day is not None
    assert visit.answers["A1.1"] == Answer("B", "menunduk ke gawai")
    assert visit.answers["A1.2"].value == "A"
    assert [one.name for one in visit.photos] == ["papan.png"]
    page._filling.lock()
    desk.wait()


def test_released_visits_stand_beside_each_other(
    desk: Desk, page: VisitsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from zi_assess.ui.pages.visits import filling

    monkeypatch.setattr(filling, "confirm", lambda *_a, **_k: True)
    for label, answer in (("Kunjungan 1", "C"), ("Kunjungan 2", "A")):
        unlock(desk, page, planned(desk, page, Visit(answers={"A1.1": Answer(answer)}), label))
        page._filling._ask_release()
        desk.wait()
        assert page._filling is None
    page.show_sheet(desk.sheet)
    desk.wait()
    page._choose_view("banding")
    model = page._comparison._table.model()
    row = page._comparison._codes.index("A1.1")
    assert [model.index(row, n).data() for n in (1, 2)] == ["tidak sesuai", "sesuai"]
    page._comparison._open(model.index(row, 2))
    desk.wait()
    assert desk.gone[-1] == ("penilaian", "A1.1")
    assert desk.sheet.assessment.occasion == "Kunjungan 2"
    target = tmp_path / "laporan.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    page._save_report()
    desk.qtbot.waitUntil(target.is_file)
    desk.wait()
    assert target.read_bytes().startswith(b"%PDF")


def test_the_paper_form_is_as_wide_as_a_phone(
    desk: Desk, page: VisitsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    target = tmp_path / "formulir.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    page._save_form(phone=True)
    desk.qtbot.waitUntil(target.is_file)
    desk.wait()
    read = PdfReader(target)
    assert round(float(read.pages[0].mediabox.width) / 72 * 25.4) == 90
    text = " ".join(page.extract_text() for page in read.pages)
    for question in criteria.find(page_module.PACK).questions:
        assert question.code in text


def test_a_sealed_visit_is_destroyed_only_when_asked_twice(
    desk: Desk, page: VisitsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(desk, page, Visit())
    dialog = QDialog()
    desk.qtbot.addWidget(dialog)
    monkeypatch.setattr(page_module, "confirm", lambda *_a, **_k: False)
    page._ask_drop(dialog, page._visits[0])
    desk.wait()
    assert len(page._visits) == 1
    monkeypatch.setattr(page_module, "confirm", lambda *_a, **_k: True)
    page._ask_drop(dialog, page._visits[0])
    desk.wait()
    assert page._visits == ()


def test_a_visit_comes_with_a_code_and_a_name_typed_in_its_place_is_asked_about_once(
    desk: Desk, page: VisitsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(*words: str) -> bool:
        asked.append(words[1])
        return "Siti" not in words[1]

    monkeypatch.setattr(filling_module, "confirm", lambda _parent, *words, **_more: answer("", *words[:1]))
    made = planned(desk, page, Visit())
    unlock(desk, page, made)
    filling = page._filling
    assert filling is not None and filling.shopper.text() == "KS-01"

    def typed(text: str) -> str:
        filling.shopper.setText(text)
        filling.shopper.textEdited.emit(text)
        filling.shopper.editingFinished.emit()
        return filling._visit.shopper

    assert (typed("MS.12"), asked) == ("MS.12", [])
    assert typed("Siti Aminah") == "MS.12"  # said to be a name, so the code before stands again
    assert filling.shopper.text() == "MS.12"
    assert typed("Merpati") == "Merpati" and typed("Merpati") == "Merpati"
    assert asked == ["“Siti Aminah” itu kode atau nama?", "“Merpati” itu kode atau nama?"]
    filling.shopper.setText("Budi")
    filling.shopper.textEdited.emit("Budi")
    filling.lock()  # nobody was asked about this one, so it is not kept
    desk.wait()
    unlock(desk, page, made)
    assert page._filling is not None and page._filling.shopper.text() == "Merpati"
    page._filling.lock()
    desk.wait()


def test_the_form_leads_to_each_aspect_and_says_how_much_of_it_is_filled_in(
    desk: Desk, page: VisitsPage
) -> None:
    unlock(desk, page, planned(desk, page, Visit(answers={"A1.1": Answer("B"), "A1.2": Answer("A")})))
    filling = page._filling
    assert filling is not None
    told = [link.text() for link in filling._links.values()]
    assert told[0].endswith("2/3") and told[1].endswith("0/5") and len(told) == 4
    last = list(filling._links.values())[-1]
    bar = filling._scroll.verticalScrollBar()
    desk.qtbot.waitUntil(lambda: bar.maximum() > 0)
    last.click()
    assert bar.value() > bar.maximum() // 2
    filling._answer("A1.3", "C")
    filling.flush()
    desk.wait()
    assert filling._links["A1"].text().endswith("3/3")
    filling.lock()
    desk.wait()
