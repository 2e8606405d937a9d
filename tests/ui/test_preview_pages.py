"""Words chosen on a page are the PDF's own words, and the strip of pages draws only what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas
from tests.ui.desk import Desk, opened
from tests.ui.test_heartbeat import MOST_MS, Heart

from zi_assess import confined
from zi_assess.ui.preview import letters, thumbs
from zi_assess.ui.preview.pane import Preview
from zi_assess.ui.preview.paper import Paper
from zi_assess.ui.preview.selecting import lines, nearest

LINES = (
    "Maklumat pelayanan Kantor Contoh",
    "Nomor 12/SK/2026 tanggal 3 Maret",
    "Standar biaya: Rp0,00 – gratis.",
)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path)


@pytest.fixture
def preview(desk: Desk) -> Preview:
    return shown(desk)


def shown(desk: Desk, width: int = 640) -> Preview:
    made = Preview(desk.session)
    desk.qtbot.addWidget(made)
    made.resize(width, 700)
    made.show()
    desk.qtbot.waitExposed(made)
    return made


def see(desk: Desk, preview: Preview, source: Path) -> None:
    desk.session.do(lambda space: space.attach(desk.id, "A.1.a", [source]).sheet)
    desk.wait()
    preview.show_document(desk.sheet.assessment.evidence[-1].document)
    rest(desk)


def rest(desk: Desk) -> None:
    """Until pages and small pages are drawn."""
    for _turn in range(3):
        desk.qtbot.wait(160)
        desk.wait()


def letter(desk: Desk, pages: int = 1) -> Path:
    path = desk.files / "maklumat.pdf"
    canvas = Canvas(str(path))
    for _page in range(pages):
        for number, line in enumerate(LINES):
            canvas.drawString(80, 740 - 30 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def place_of(preview: Preview, path: Path, word: str, share: float = 0.5) -> QPoint:
    """Where on the paper *word* stands: a share of the way through it."""
    box = next(box for _gap, text, box in letters.words(str(path), 0) if text == word)
    sheet = preview.findChildren(Paper)[0].sheet()
    x = sheet.left() + (box[0] + box[2] * share) * sheet.width()
    return QPoint(round(x), round(sheet.top() + (box[1] + box[3] / 2) * sheet.height()))


def drag(preview: Preview, start: QPoint, end: QPoint) -> None:
    paper = preview.findChildren(Paper)[0]
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(paper, left, pos=start)
    QTest.mouseMove(paper, (start + end) / 2)
    QTest.mouseMove(paper, end)
    QTest.mouseRelease(paper, left, pos=end)


def copied(desk: Desk, preview: Preview) -> str:
    desk.wait()
    QGuiApplication.clipboard().clear()
    QTest.keyClick(preview, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def strip(preview: Preview) -> thumbs.Thumbs:
    return preview.findChildren(thumbs.Thumbs)[0]


def drawn(preview: Preview) -> list[int]:
    pages = strip(preview).pages
    return [page for page in range(pages.rowCount()) if pages.has(page)]


def toggle(preview: Preview) -> QAbstractButton:
    return next(
        one for one in preview.findChildren(QAbstractButton) if one.accessibleName() == "Gambar kecil halaman"
    )


def test_all_words_of_a_page_are_copied_as_the_pdf_says_them(desk: Desk, preview: Preview) -> None:
    see(desk, preview, letter(desk))
    QTest.keyClick(preview, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert copied(desk, preview) == "\n".join(LINES)
    assert desk.said[-1] == "Teks disalin."


def test_a_drag_chooses_whole_words_from_line_to_line(desk: Desk, preview: Preview) -> None:
    path = letter(desk)
    see(desk, preview, path)
    drag(preview, place_of(preview, path, "Kantor"), place_of(preview, path, "12/SK/2026", 0.1))
    assert copied(desk, preview) == "Kantor Contoh\nNomor 12/SK/2026"


def test_a_drag_upwards_chooses_the_same_words(desk: Desk, preview: Preview) -> None:
    path = letter(desk)
    see(desk, preview, path)
    drag(preview, place_of(preview, path, "12/SK/2026"), place_of(preview, path, "Kantor"))
    assert copied(desk, preview) == "Kantor Contoh\nNomor 12/SK/2026"


def test_a_double_click_chooses_a_word_and_a_click_chooses_nothing(desk: Desk, preview: Preview) -> None:
    path = letter(desk)
    see(desk, preview, path)
    paper = preview.findChildren(Paper)[0]
    spot = place_of(preview, path, "tanggal")
    plain = paper.grab().toImage()
    QTest.mouseDClick(paper, Qt.MouseButton.LeftButton, pos=spot)
    assert copied(desk, preview) == "tanggal"
    assert paper.grab().toImage() != plain
    QTest.mouseClick(paper, Qt.MouseButton.LeftButton, pos=spot)
    assert copied(desk, preview) == ""
    assert paper.grab().toImage() == plain


def test_a_page_that_is_turned_takes_its_choice_along(desk: Desk, preview: Preview) -> None:
    see(desk, preview, letter(desk, 2))
    QTest.keyClick(preview, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.wait()
    preview.turn(1)
    desk.wait()
    assert copied(desk, preview) == ""


def test_words_stand_where_they_are_drawn_on_turned_and_cut_pages(desk: Desk, preview: Preview) -> None:
    turned = desk.files / "putar.pdf"
    canvas = Canvas(str(desk.files / "lintang.pdf"), pagesize=(600, 800))
    canvas.translate(600, 0)
    canvas.rotate(90)
    for number, line in enumerate(LINES):
        canvas.drawString(80, 500 - 30 * number, line)
    canvas.save()
    with pikepdf.open(desk.files / "lintang.pdf") as document:
        document.pages[0].rotate(90, relative=False)
        document.pages[0].mediabox = pikepdf.Array([40, 20, 590, 600])
        document.save(turned)
    see(desk, preview, turned)
    paper = preview.findChildren(Paper)[0]
    image = paper.grab().toImage()
    sheet = paper.sheet()
    found = letters.words(str(turned), 0)
    assert [word for _gap, word, _box in found] == " ".join(LINES).split()
    for _gap, _word, (left, top, across, down) in found:
        dark = [
            image.pixelColor(round(sheet.left() + x), round(sheet.top() + y)).lightness()
            for x in range(round(left * sheet.width()), round((left + across) * sheet.width()))
            for y in range(round(top * sheet.height()), round((top + down) * sheet.height()))
        ]
        assert min(dark) < 160 and sum(dark) / len(dark) > 160


def test_a_watermark_across_the_page_is_no_word(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "cap.pdf"))
    canvas.drawString(80, 700, "Isi surat")
    canvas.rotate(45)
    canvas.drawString(400, 100, "SALINAN")
    canvas.save()
    assert [word for _gap, word, _box in letters.words(str(tmp_path / "cap.pdf"), 0)] == ["Isi", "surat"]


def test_words_come_from_the_child_and_a_broken_file_has_none(desk: Desk, tmp_path: Path) -> None:
    path = letter(desk)
    assert [one[1] for one in confined.run(letters.words, str(path), 0)] == " ".join(LINES).split()
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert confined.run(letters.words, str(tmp_path / "rusak.pdf"), 0) == []
    assert confined.run(letters.words, str(path), 9) == []


def test_the_nearest_word_is_beside_rather_than_above() -> None:
    words: list[letters.Word] = [
        ("", "satu", (0.1, 0.1, 0.1, 0.02)),
        (" ", "dua", (0.25, 0.1, 0.1, 0.02)),
        ("\n", "tiga", (0.1, 0.2, 0.1, 0.02)),
    ]
    assert nearest(words, 0.9, 0.11, 0.7) == 1
    assert nearest(words, 0.9, 0.21, 0.7) == 2
    assert [pytest.approx(one) for one in lines(words)] == [(0.1, 0.1, 0.25, 0.02), (0.1, 0.2, 0.1, 0.02)]


def test_only_the_small_pages_in_sight_are_drawn(desk: Desk, preview: Preview) -> None:
    see(desk, preview, desk.pdf("panjang.pdf", "kata", 60))
    desk.qtbot.waitUntil(lambda: drawn(preview) == list(strip(preview).in_sight()), timeout=20_000)
    assert 3 < len(drawn(preview)) < 15
    strip(preview).scrollToBottom()
    desk.qtbot.waitUntil(lambda: 59 in drawn(preview), timeout=20_000)
    assert 30 not in drawn(preview)


def test_the_strip_follows_the_page_and_the_page_follows_the_strip(desk: Desk, preview: Preview) -> None:
    see(desk, preview, desk.pdf("panjang.pdf", "kata", 12))
    preview.turn(2)
    assert strip(preview).currentIndex().row() == 2
    assert strip(preview).focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(strip(preview), Qt.Key.Key_Down)
    QTest.keyClick(strip(preview), Qt.Key.Key_Down)
    assert preview._page == 4
    QTest.keyClick(strip(preview), Qt.Key.Key_End)
    rest(desk)
    assert preview._page == 11
    index = strip(preview).currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Halaman 12 dari 12"
    assert strip(preview).in_sight()[-1] == 11


def test_a_page_is_as_wide_as_the_strip_leaves_room(desk: Desk, preview: Preview) -> None:
    see(desk, preview, desk.pdf("panjang.pdf", "kata", 3))
    rest(desk)
    area = preview._paper
    assert area.paper.sizeHint().width() <= area.viewport().width()
    assert not area.horizontalScrollBar().isVisible()


@pytest.mark.parametrize(("width", "pages", "seen"), [(640, 3, True), (640, 1, False), (300, 3, False)])
def test_the_strip_needs_more_than_one_page_and_room(desk: Desk, width: int, pages: int, seen: bool) -> None:
    preview = shown(desk, width)
    see(desk, preview, desk.pdf("berkas.pdf", "kata", pages))
    assert strip(preview).isVisible() is seen
    assert toggle(preview).isVisible() is seen


def test_a_strip_put_away_stays_away_in_every_preview_of_the_session(desk: Desk, preview: Preview) -> None:
    see(desk, preview, desk.pdf("panjang.pdf", "kata", 3))
    toggle(preview).click()
    assert not strip(preview).isVisible()
    other = shown(desk)
    other.show_document(preview.document())
    rest(desk)
    assert not strip(other).isVisible()
    toggle(other).click()
    assert strip(other).isVisible()


def test_all_words_chosen_before_the_page_is_drawn_are_those_of_that_page(
    desk: Desk, preview: Preview
) -> None:
    see(desk, preview, letter(desk, pages=3))
    preview.turn(1)
    QTest.keyClick(preview, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    rest(desk)
    assert copied(desk, preview), "the key came before the page"
    QTest.keyClick(preview, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    preview.turn(1)
    rest(desk)
    assert not copied(desk, preview), "a page turned afterwards has nothing chosen"


def test_hurrying_over_pages_and_words_never_holds_the_window(desk: Desk, preview: Preview) -> None:
    path = desk.files / "tebal.pdf"
    canvas = Canvas(str(path))
    for page in range(40):
        for number in range(60):
            canvas.drawString(
                40, 800 - 12 * number, f"Halaman {page} baris {number} dengan beberapa kata saja"
            )
        canvas.showPage()
    canvas.save()
    see(desk, preview, path)
    drag(preview, QPoint(60, 40), QPoint(80, 60))
    desk.wait()
    heart = Heart()
    for step in range(20):
        preview.turn(1)
        drag(preview, QPoint(60, 40), QPoint(200, 200 + step))
        desk.qtbot.wait(20)
    QTest.keyClick(preview, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    rest(desk)
    assert len(copied(desk, preview).split()) == 60 * 8
    assert heart.taken() < MOST_MS
