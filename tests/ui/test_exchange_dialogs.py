"""Packages in the window: weighed before they are written, compared before they are taken, decided without loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.house import House, words, workspace

from zi_assess import paths, settings
from zi_assess.core.sheet import Sheet
from zi_assess.exchange.identity import Fingerprint
from zi_assess.i18n import size
from zi_assess.ui import flows, handing
from zi_assess.ui.banners import Banners
from zi_assess.ui.dialogs.person import PersonDialog
from zi_assess.ui.exchange.deciding import DecideDialog
from zi_assess.ui.exchange.keys import KeysDialog, QrCode
from zi_assess.ui.exchange.sending import SendDialog, SentDialog
from zi_assess.ui.exchange.taking import SecretDialog, TakeDialog
from zi_assess.ui.pages.assess import AssessPage, CriteriaTree
from zi_assess.ui.pages.overview import OverviewPage
from zi_assess.ui.pages.review import ReviewPage
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.workspace import Workspace

LONG = "Tiga notulen kurang. " * 40
SECRET = "kunci pagar besi"


@dataclass
class Pair:
    """Our window, and a friend's workspace that began from our package."""

    house: House
    friend: Workspace
    folder: Path
    id: str
    sent: int = 0

    def theirs(self, **more: object) -> Path:
        """A package of the friend's, as it comes by mail."""
        self.sent += 1
        path = self.folder / f"dari rekan {self.sent}.zipkg"
        self.friend.exchange.export(self.id, path, **more)  # type: ignore[arg-type]
        return path

    def file(self, name: str) -> Path:
        path = self.folder / name
        path.write_bytes(b"%PDF-1.7 " + name.encode() * 400)
        return path

    def look(self, question: Callable[[Workspace], object]) -> object:
        """What our own workspace says, asked in its lane."""
        found: list[object] = []
        self.house.session.ask(question, found.append)
        self.house.settle()
        return found[0]

    def digest(self) -> object:
        return self.look(lambda space: space.exchange.digest(self.id))

    def record(self, code: str, key: str, note: str = "") -> None:
        self.house.session.do(lambda space: space.record(self.id, code, key))
        self.house.session.do(lambda space: space.note(self.id, code, note))
        self.house.settle()


@pytest.fixture
def pair(qtbot: QtBot, tmp_path: Path) -> Iterator[Pair]:
    ident = workspace(tmp_path / "kami")
    first = tmp_path / "awal.zipkg"
    with Workspace.open(tmp_path / "kami") as ours:
        ours.record(ident, "A.1.a", "A")
        paper = tmp_path / "SK.pdf"
        paper.write_bytes(b"%PDF-1.7 SK" * 2000)
        ours.attach(ident, "A.1.a", [paper], slot="sk")
        ours.exchange.export(ident, first)
    friend = Workspace.create(tmp_path / "rekan", who="Nama Rekan")
    incoming = friend.exchange.inspect(first)
    friend.exchange.take(incoming, trust=incoming.fingerprint.words)
    settings.save(replace(settings.load(), person_name="Nama Kami"))
    made = Pair(House(qtbot, tmp_path / "kami"), friend, tmp_path, ident)
    yield made
    made.house.close()
    friend.close()
    assert made.house.errors == []


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """What a user picks in the next file dialog."""
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args: (str(path), ""))


def button(inside: QWidget, text: str) -> QAbstractButton:
    return next(
        one for one in inside.findChildren(QAbstractButton) if text in (one.text(), one.accessibleName())
    )


# Sending


@pytest.mark.parametrize("mode", ["all", "none"])
@pytest.mark.parametrize("secret", ["", SECRET])
def test_what_is_written_weighs_what_was_said_before(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, mode: str, secret: str
) -> None:
    house, target = pair.house, pair.folder / "kiriman.zipkg"
    choose(monkeypatch, target)
    flows.send_package(house.window, house.session)
    dialog = house.dialog(SendDialog)
    dialog.cards[mode].setChecked(True)
    dialog.secret.setText(secret)
    said = dialog.said.text()
    dialog.primary.click()
    sent = house.dialog(SentDialog)
    assert f"{int(mode == 'all')} berkas bukti, {size(target.stat().st_size)}" == said
    assert f"kiriman.zipkg · {size(target.stat().st_size)}" in words(sent)
    mine = pair.look(lambda space: space.exchange.fingerprint().words)
    assert set(str(mine).split()) <= set(words(sent).split())
    incoming = pair.friend.exchange.inspect(target, secret)
    assert incoming.files == int(mode == "all")


def test_a_friend_who_has_the_evidence_is_sent_only_what_is_new(pair: Pair) -> None:
    house = pair.house
    path = pair.theirs()
    house.session.do(lambda space: taken(space, path))
    house.session.do(lambda space: space.attach(pair.id, "A.1.b", [pair.file("Baru.pdf")]).sheet)
    house.settle()
    flows.send_package(house.window, house.session)
    dialog = house.dialog(SendDialog)
    assert dialog.mode() == "changed"
    assert "1 berkas bukti" in dialog.said.text()
    dialog.cards["all"].setChecked(True)
    assert "2 berkas bukti" in dialog.said.text()
    sizes = [card.text().rpartition(" · ")[2] for card in dialog.cards.values()]
    assert len(set(sizes)) == 3


def test_a_short_passphrase_is_refused_before_anything_is_asked_or_written(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, target = pair.house, pair.folder / "kiriman.zipkg"
    choose(monkeypatch, target)
    flows.send_package(house.window, house.session)
    dialog = house.dialog(SendDialog)
    dialog.secret.setText("pendek")
    dialog.primary.click()
    house.settle()
    assert dialog.isVisible()
    assert "Kata sandi sedikitnya 8 huruf." in words(dialog)
    assert not target.exists()


def test_what_is_too_big_for_one_mail_is_said_and_written_in_parts(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, target = pair.house, pair.folder / "kiriman.zipkg"
    big = pair.folder / "Rekaman.pdf"
    big.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 80_000)
    house.session.do(lambda space: space.attach(pair.id, "A.1.b", [big]).sheet)
    house.settle()
    choose(monkeypatch, target)
    flows.send_package(house.window, house.session)
    dialog = house.dialog(SendDialog)
    dialog.cards["all"].setChecked(True)
    assert "bagian" not in dialog.said.text()
    dialog.split.setChecked(True)
    assert dialog.said.text().endswith(" · 2 bagian")
    dialog.primary.click()
    sent = house.dialog(SentDialog)
    names = sorted(one.name for one in pair.folder.glob("kiriman.zipkg*"))
    assert names == ["kiriman.zipkg.001", "kiriman.zipkg.002"]
    assert all(name in words(sent) for name in names)


# Taking


def taken(space: Workspace, path: Path) -> object:
    incoming = space.exchange.inspect(path)
    return space.exchange.take(incoming, trust=incoming.fingerprint.words).sheet


def test_an_unknown_key_is_taken_only_after_its_words_were_compared(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = pair.house
    pair.friend.record(pair.id, "A.1.b", "B")
    choose(monkeypatch, pair.theirs())
    flows.take_package(house.window, house.session)
    dialog = house.dialog(TakeDialog)
    shown = words(dialog)
    assert "Kantor Contoh" in shown and "Nama Rekan" in shown and "Jawaban" in shown
    assert all(word in shown for word in pair.friend.exchange.fingerprint().words.split())
    before = pair.digest()
    dialog.primary.click()
    house.settle()
    assert dialog.isVisible()
    assert "Cocokkan dahulu kata-katanya" in words(dialog)
    assert pair.digest() == before
    assert dialog.compared is not None
    dialog.compared.setChecked(True)
    dialog.primary.click()
    house.wait(lambda: house.sheet.assessment.answer("A.1.b").value == "B")
    house.settle()
    assert house.states[-1] == "saved"
    assert pair.digest() == pair.friend.exchange.digest(pair.id)
    pair.friend.record(pair.id, "A.1.c", "C")
    choose(monkeypatch, pair.theirs())
    flows.take_package(house.window, house.session)
    again = house.dialog(TakeDialog)
    assert again.compared is None
    again.primary.click()
    house.wait(lambda: house.sheet.assessment.answer("A.1.c").value == "C")


def test_the_very_same_package_again_is_a_sentence_and_changes_nothing(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, path = pair.house, pair.theirs()
    house.session.do(lambda space: taken(space, path))
    house.settle()
    before = pair.digest(), pair.look(lambda space: space.history(pair.id))
    said: list[str] = []
    house.session.noticed.connect(lambda text, _undo: said.append(text))
    choose(monkeypatch, path)
    flows.take_package(house.window, house.session)
    house.settle()
    assert said == ["Kiriman ini sudah diimpor; tidak ada yang diubah."]
    assert house.dialogs() == []
    assert (pair.digest(), pair.look(lambda space: space.history(pair.id))) == before


def test_a_locked_package_asks_for_the_passphrase_and_asks_again_when_it_is_wrong(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = pair.house
    pair.friend.record(pair.id, "A.1.b", "B")
    choose(monkeypatch, pair.theirs(passphrase=SECRET))
    flows.take_package(house.window, house.session)
    asked = house.dialog(SecretDialog)
    asked.primary.click()
    assert "Ketik kata sandinya." in words(asked)
    asked.secret.setText("kunci pagar kayu")
    asked.primary.click()
    house.wait(lambda: any(one is not asked for one in house.dialogs()))
    again = house.dialog(SecretDialog)
    assert "Kata sandi itu tidak cocok." in words(again)
    again.secret.setText(SECRET)
    again.primary.click()
    dialog = house.dialog(TakeDialog)
    assert dialog.compared is not None
    dialog.compared.setChecked(True)
    dialog.primary.click()
    house.wait(lambda: house.sheet.assessment.answer("A.1.b").value == "B")


def test_a_damaged_package_is_refused_with_its_reason(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    house, path = pair.house, pair.theirs()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    before = pair.digest()
    choose(monkeypatch, path)
    flows.take_package(house.window, house.session)
    house.wait(lambda: bool(house.errors))
    (error,) = house.errors
    assert "paket" in str(error).casefold()
    house.errors.clear()
    for one in house.dialogs():
        one.reject()
    assert pair.digest() == before


# Deciding


@pytest.fixture
def split(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> DecideDialog:
    """Both changed the answer, its note and where a document stands; the package was just taken."""
    house = pair.house
    (use,) = pair.friend.assessment(pair.id).evidence
    pair.friend.record(pair.id, "A.1.a", "C")
    pair.friend.note(pair.id, "A.1.a", LONG)
    pair.friend.place_evidence(pair.id, use.id, "foto")
    pair.record("A.1.a", "B", "Dua notulen kurang.")
    house.session.do(lambda space: space.detach(pair.id, use.id))
    house.settle()
    choose(monkeypatch, pair.theirs())
    flows.take_package(house.window, house.session)
    dialog = house.dialog(TakeDialog)
    assert "3 hal diubah di kedua pihak" in words(dialog)
    assert dialog.compared is not None
    dialog.compared.setChecked(True)
    dialog.primary.click()
    return house.dialog(DecideDialog)


def test_what_both_changed_is_shown_in_words_with_both_values(pair: Pair, split: DecideDialog) -> None:
    shown = words(split)
    assert "3 perbedaan" in shown
    for part in (
        "Semula: A",
        "Dua notulen kurang.",
        LONG[:500].strip(),
        "Dari Nama Rekan",
        "SK.pdf · Bukti foto",
    ):
        assert part in shown, part
    assert "{" not in shown and pair.id not in shown
    answer = pair.house.sheet.assessment.answer("A.1.a")
    assert (answer.value, answer.note) == ("B", "Dua notulen kurang.")


def test_each_difference_is_decided_by_itself_and_nothing_is_lost(pair: Pair, split: DecideDialog) -> None:
    house = pair.house
    button(split, "Gabungkan keduanya").click()
    house.settle()
    assert "2 perbedaan" in words(split)
    assert house.sheet.assessment.answer("A.1.a").note == f"Dua notulen kurang.\n{LONG.strip()}"
    for code in ("Jawaban · pilihan", "Bukti · seluruhnya"):
        theirs = [
            one
            for one in split.findChildren(QAbstractButton)
            if one.accessibleName().startswith("Pakai kiriman") and one.accessibleName().endswith(code)
        ]
        theirs[0].click()
        house.settle()
    assert "Semua sudah diputuskan." in words(split)
    mine = house.sheet.assessment
    assert mine.answer("A.1.a").value == "C"
    assert [(use.document.name, use.slot) for use in mine.evidence] == [("SK.pdf", "foto")]
    assert house.states[-1] == "saved"
    assert not any(one.isEnabled() for one in split.every)


@pytest.mark.parametrize(("number", "value", "uses"), [(0, "B", 0), (1, "C", 1)])
def test_all_are_decided_alike_and_undo_brings_them_back(
    pair: Pair, split: DecideDialog, number: int, value: str, uses: int
) -> None:
    house = pair.house
    split.every[number].click()
    house.settle()
    mine = house.sheet.assessment
    assert (mine.answer("A.1.a").value, len(mine.evidence)) == (value, uses)
    split.primary.click()
    house.session.undo()
    house.settle()
    flows.decide(house.window, house.session)
    again = house.dialog(DecideDialog)
    assert "3 perbedaan" in words(again)
    assert LONG[:500].strip() in words(again)


def test_without_differences_there_is_a_sentence_and_no_dialog(pair: Pair) -> None:
    said: list[str] = []
    pair.house.session.noticed.connect(lambda text, _undo: said.append(text))
    flows.decide(pair.house.window, pair.house.session)
    pair.house.settle()
    assert said == ["Tidak ada perbedaan yang menunggu."]
    assert pair.house.dialogs() == []


# Keys


@pytest.mark.parametrize("dark", [False, True])
def test_the_painted_code_is_the_matrix_black_on_white_whatever_the_theme(pair: Pair, dark: bool) -> None:
    pair.house.session.adjust(theme="dark" if dark else "light")
    pair.house.settle()
    mine = Fingerprint("5" * 32 + "a" * 32)
    code = QrCode(mine)
    code.resize(code.sizeHint())
    image = code.grab().toImage()
    squares, quiet = mine.squares(), 4
    one = code.width() / (len(squares) + 2 * quiet)
    for y, row in enumerate(squares):
        for x, dark_square in enumerate(row):
            at = QPointF((x + quiet + 0.5) * one, (y + quiet + 0.5) * one).toPoint()
            assert (image.pixelColor(at).lightness() < 128) is dark_square, (x, y)
    edge = [image.pixelColor(n, 2).lightness() for n in range(code.width())]
    assert min(edge) == 255


def test_our_words_and_the_partners_are_shown_and_a_partner_can_be_forgotten(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, path = pair.house, pair.theirs()
    house.session.do(lambda space: taken(space, path))
    house.settle()
    flows.keys(house.window, house.session)
    dialog = house.dialog(KeysDialog)
    mine = pair.look(lambda space: space.exchange.fingerprint())
    assert isinstance(mine, Fingerprint)
    assert all(word in words(dialog) for word in (*mine.words.split(), mine.hex[:32], mine.hex[32:]))
    assert "Nama Rekan · unit kerja" in words(dialog)
    assert pair.friend.exchange.fingerprint().words in words(dialog)
    monkeypatch.setattr("zi_assess.ui.exchange.keys.confirm", lambda *_args, **_more: False)
    button(dialog, "Lupakan Nama Rekan").click()
    house.settle()
    assert pair.look(lambda space: len(space.exchange.partners())) == 1
    monkeypatch.setattr("zi_assess.ui.exchange.keys.confirm", lambda *_args, **_more: True)
    button(dialog, "Lupakan Nama Rekan").click()
    house.wait(lambda: not house.dialogs())
    assert pair.look(lambda space: space.exchange.partners()) == ()
    choose(monkeypatch, pair.theirs())
    flows.take_package(house.window, house.session)
    assert house.dialog(TakeDialog).compared is not None


# Beginning


def test_who_has_no_workspace_yet_receives_a_package_and_stands_before_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ident, sent = workspace(tmp_path / "unit"), tmp_path / "dari unit.zipkg"
    with Workspace.open(tmp_path / "unit") as theirs:
        theirs.who = ""
        theirs.record(ident, "A.1.a", "A")
        theirs.review.submit(ident)
        theirs.exchange.export(ident, sent)
    house = House(qtbot)
    try:
        choose(monkeypatch, sent)
        button(house.window, "Terima kiriman…").click()
        house.settle()
        person = house.dialog(PersonDialog)
        person.name.setText("Nama Auditor")
        person.primary.click()
        dialog = house.dialog(TakeDialog)
        assert "dari unit kerja." in words(dialog)
        assert dialog.compared is not None
        dialog.compared.setChecked(True)
        dialog.primary.click()
        house.wait(lambda: any(one.isVisible() for one in house.window.findChildren(ReviewPage)))
        assert house.sheet.assessment.id == ident
        assert house.session.path == paths.default_workspace()
        page = house.go("reviu", ReviewPage)
        assert "Kembalikan…" in [one.text() for one in page.header_buttons()]
        house.session.do(lambda space: space.review.return_(ident, "Perbaiki."))
        house.settle()
        assert house.sheet.assessment.handovers[-1].who == "Nama Auditor"
        assert "Sudah dikembalikan, tetapi berkasnya belum dikirim ke unit." in words(house.window)
        assert page.header_buttons() == ()  # the next to hand it over is the unit
        house.go("penilaian", AssessPage, "A.1.a")
        assert "Jawaban dan bukti ini milik unit" in words(house.window)
        house.qtbot.keyClicks(house.window.findChild(CriteriaTree), "D")
        house.settle()
        assert house.sheet.assessment.answer("A.1.a").value == "A"
        assert house.errors == []
    finally:
        house.close()


def test_after_it_was_sent_nothing_waits_and_the_units_copy_is_not_reviewed(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = pair.house
    house.session.do(lambda space: space.review.submit(pair.id))
    house.settle()
    assert "berkasnya belum dikirim ke TPI" in words(house.window)
    choose(monkeypatch, pair.folder / "ke TPI.zipkg")
    button(house.window, "Kirim…").click()
    house.dialog(SendDialog).primary.click()
    house.dialog(SentDialog).primary.click()
    house.settle()
    assert "berkasnya belum dikirim ke TPI" not in words(house.window)
    page = house.go("reviu", ReviewPage)
    assert page.header_buttons() == ()
    assert "Reviu ditulis TPI di salinan mereka" in words(page)
    page.open_view("temuan")
    assert not page.observations.new.isVisible()


def test_the_unit_goes_from_what_was_lowered_to_where_it_is_mended(qtbot: QtBot, tmp_path: Path) -> None:
    ident = workspace(tmp_path / "unit")
    with Workspace.open(tmp_path / "unit") as unit:
        for code in ("A.1.a", "A.1.b", "A.2.a"):
            unit.record(ident, code, "Ya" if code == "A.2.a" else "A")
        unit.review.submit(ident)
        unit.review.answer(ident, "A.1.b", "C", note="Bukti kurang.")
        unit.review.return_(ident, "Perbaiki.")
        unit.exchange.stand("unit")
        unit.exchange.export(ident, tmp_path / "ke TPI.zipkg")
    house = House(qtbot, tmp_path / "unit")
    try:
        page = house.go("reviu", ReviewPage)
        assert page.code() == "A.1.b"
        button(page, "Perbaiki di Penilaian").click()
        house.settle()
        tree = house.go("penilaian", AssessPage).findChild(CriteriaTree)
        house.qtbot.keyClicks(tree, "B")
        house.settle()
        assert house.sheet.answer("A.1.b").value == "B"
    finally:
        house.close()


def test_one_strip_gives_way_to_another_on_the_same_page(qtbot: QtBot, tmp_path: Path) -> None:
    ident = workspace(tmp_path / "berdua")
    house = House(qtbot, tmp_path / "berdua")
    house.session.do(lambda space: space.record(ident, "A.1.a", "A"))
    house.go("penilaian", AssessPage, "A.1.a")
    acts: tuple[tuple[Callable[[Workspace], Sheet], str], ...] = (
        (lambda space: space.review.submit(ident), "Terkunci"),
        (lambda space: space.review.return_(ident, "Perbaiki."), "Dikembalikan TPI"),
        (lambda space: space.review.submit(ident), "Terkunci"),
    )
    strip = house.window.findChild(Banners)
    assert strip is not None
    for act, said in acts:
        house.session.do(act)
        house.settle()
        assert strip.isVisible()
        assert said in words(strip)
    house.close()
    assert house.errors == []


def test_that_something_is_unsent_is_put_away_for_this_handover_alone(qtbot: QtBot, tmp_path: Path) -> None:
    ident = workspace(tmp_path / "berdua")
    house = House(qtbot, tmp_path / "berdua")
    unsent = "berkasnya belum dikirim"

    def strip() -> str:
        found = house.window.findChild(Banners)
        return words(found) if found is not None and found.isVisible() else ""

    house.session.do(lambda space: space.record(ident, "A.1.a", "A"))
    house.session.do(lambda space: space.review.submit(ident))
    house.settle()
    house.go("laporan", QWidget)
    assert unsent in strip()
    button(house.window.findChild(Banners), "Tutup pesan ini").click()
    assert unsent not in strip()
    for page in ("penilaian", "laporan"):
        house.go(page, QWidget)
        assert unsent not in strip()
    house.session.do(lambda space: space.review.return_(ident, "Perbaiki."))
    house.settle()
    assert f"Sudah dikembalikan, tetapi {unsent} ke unit." in strip()
    button(house.window.findChild(Banners), "Tutup pesan ini").click()
    house.session.do(lambda space: space.review.submit(ident))
    house.settle()
    assert f"Sudah diserahkan, tetapi {unsent} ke TPI." in strip()
    house.close()
    assert house.errors == []


def test_a_copy_of_the_auditors_sends_back_and_sums_up_their_own_work(qtbot: QtBot, tmp_path: Path) -> None:
    settings.save(replace(settings.load(), person_name="Nama Auditor"))
    ident, sent = workspace(tmp_path / "unit"), tmp_path / "dari unit.zipkg"
    with Workspace.open(tmp_path / "unit") as unit, Workspace.create(tmp_path / "tpi", who="Auditor") as tpi:
        unit.record(ident, "A.1.a", "A")
        unit.record(ident, "A.1.b", "B")
        assert handing.sending(unit.assessment(ident)) == "Kirim ke TPI atau rekan…"
        unit.review.submit(ident)
        assert handing.sending(unit.assessment(ident)) == "Kirim ke TPI atau rekan…"
        unit.exchange.export(ident, sent)
        incoming = tpi.exchange.inspect(sent)
        tpi.exchange.take(incoming, trust=incoming.fingerprint.words)
        tpi.review.agree(ident, ["A.1.a"])
        assert handing.sending(unit.assessment(ident)) == "Kirim ke TPI atau rekan…"
    house = House(qtbot, tmp_path / "tpi")
    went: list[tuple[str, str]] = []
    house.session.goto.connect(lambda where, code: went.append((where, code)))
    try:
        assert handing.sending(house.sheet.assessment) == "Kirim ke unit atau rekan TPI…"
        page = house.go("ringkasan", OverviewPage)
        assert "meja Anggota, 1 dari 7 butir dinilai" in words(page)
        assert "Kerjakan berikutnya" not in words(page)
        assert not page.tasks.isVisible()
        assert page.review is not None
        button(page.review, "Nilai").click()
        assert went[-1][0] == "reviu" and went[-1][1] != "A.1.a"
        page = house.go("ringkasan", OverviewPage)
        page.review.parts.opened.emit(1)
        assert went[-1] in (("reviu", "B.a"), ("reviu", "B.b"))
        flows.send_package(house.window, house.session)
        dialog = house.dialog(SendDialog)
        assert "diterima unit atau rekan TPI" in words(dialog)
        dialog.reject()
        house.session.do(lambda space: space.review.return_(ident, "Perbaiki."))
        house.settle()
        house.go("ringkasan", OverviewPage)
        assert handing.sending(house.sheet.assessment) == "Kirim ke unit atau rekan TPI…"
        assert "Di tangan unit. Reviu dilanjutkan sesudah kiriman berikutnya diterima." in words(page)
        assert house.errors == []
    finally:
        house.close()
    house = House(qtbot, tmp_path / "unit")
    try:
        page = house.go("ringkasan", OverviewPage)
        assert "Kerjakan berikutnya" in words(page)
        assert "Terkunci: sudah diserahkan ke TPI" in words(page)  # nothing to be attached or answered now
        assert page.tasks.findChildren(QAbstractButton) == []
        assert page.rest.isVisible()
        assert [one.text() for one in page.header_buttons()] == ["Buat laporan"]
    finally:
        house.close()


def test_a_workspace_is_told_whose_it_is(pair: Pair) -> None:
    house = pair.house
    flows.keys(house.window, house.session)
    dialog = house.dialog(KeysDialog)
    assert dialog.side.currentData() == ""
    at = dialog.side.findData("tpi")
    dialog.side.setCurrentIndex(at)
    dialog.side.activated.emit(at)
    house.settle()
    assert pair.look(lambda space: space.exchange.side) == "tpi"
    assert house.sheet.assessment.locked
    dialog.reject()


# How they look


@pytest.mark.parametrize("large", [False, True])
def test_a_dialog_is_as_high_as_what_is_in_it_and_all_of_it_can_be_reached(pair: Pair, large: bool) -> None:
    house = pair.house
    house.session.adjust(large_type=large)
    house.settle()
    for start, of in ((flows.send_package, SendDialog), (flows.keys, KeysDialog)):
        start(house.window, house.session)
        dialog: FlowDialog = house.dialog(of)
        inner = dialog.layout()
        assert inner is not None
        assert dialog.height() == inner.totalMinimumHeightForWidth(dialog.width())
        reached = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        assert all(one.focusPolicy() != Qt.FocusPolicy.NoFocus for one in reached)
        assert all(one.accessibleName() or one.text() for one in reached)
        dialog.complain("Ada yang keliru. " * 12)
        house.settle()
        assert dialog.height() >= inner.totalMinimumHeightForWidth(dialog.width())
        dialog.reject()
