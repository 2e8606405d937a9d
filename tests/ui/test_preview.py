"""The preview: untrusted bytes drawn elsewhere, told in words when they cannot be, opened outside only with care."""

from __future__ import annotations

import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desk import Desk, drop, opened

from zi_assess import confined
from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.ui.preview import outside, pixels
from zi_assess.ui.preview.pane import Preview
from zi_assess.ui.preview.paper import PaperArea, image_of
from zi_assess.ui.preview.plain import LinkCard, facts, short_digest, text_of


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path)


@pytest.fixture
def preview(desk: Desk) -> Preview:
    made = Preview(desk.session)
    desk.qtbot.addWidget(made)
    made.resize(360, 640)
    made.show()
    desk.qtbot.waitExposed(made)
    return made


def attached(desk: Desk, source: Path | str) -> Document:
    desk.session.do(lambda space: space.attach(desk.id, "A.1.a", [source]).sheet)
    desk.wait()
    return desk.sheet.assessment.evidence[-1].document


def see(desk: Desk, preview: Preview, source: Path | str, pages: str = "") -> None:
    preview.show_document(attached(desk, source), pages)
    desk.wait()


def words(widget: QWidget) -> str:
    return " | ".join(
        one.text().replace("\u200b", "") for one in widget.findChildren(QLabel) if one.isVisible()
    )


def paper(preview: Preview) -> QImage:
    area = preview.findChildren(PaperArea)[0]
    assert area.isVisible()
    return area.paper.grab().toImage()


def press(preview: Preview, name: str) -> None:
    next(one for one in preview.findChildren(QAbstractButton) if one.accessibleName() == name).click()


def test_a_program_that_holds_a_pdf_is_not_drawn(desk: Desk, preview: Preview) -> None:
    path = desk.files / "SK.pdf"
    path.write_bytes(b"MZ" + bytes(60) + desk.pdf("asli.pdf", "kata").read_bytes())
    see(desk, preview, path)
    assert "Berkas ini tidak dibuka dari sini" in words(preview)
    assert outside.suffix_of(desk.sheet.assessment.evidence[-1].document) == ""


@pytest.mark.parametrize("kind", ["pdf", "image", "document"])
def test_a_kind_that_somebody_else_wrote_is_not_believed(desk: Desk, preview: Preview, kind: str) -> None:
    """As it may come in a package: the bytes decide."""
    path = desk.files / "SK.pdf"
    path.write_bytes(b"MZ" + bytes(60) + desk.pdf("asli.pdf", "kata").read_bytes())
    listed = replace(attached(desk, path), kind=kind)
    with pytest.raises(ZiError, match="tidak seperti jenisnya"):
        outside.private_copy(path, listed)
    if kind != "document":
        preview.show_document(listed)
        desk.wait()
        assert "tidak seperti jenisnya, jadi tidak dibuka" in words(preview)


def test_a_page_is_drawn_while_a_scan_is_read_in_the_background(desk: Desk, preview: Preview) -> None:
    document = attached(desk, desk.pdf("maklumat.pdf", "kata", 3))
    slow = desk.work.behind(lambda tick: confined.run(time.sleep, 4.0, behind=True))
    began = time.monotonic()
    preview.show_document(document)
    desk.qtbot.waitUntil(lambda: preview._pages == 3, timeout=3_500)
    assert time.monotonic() - began < 3.5 and not desk.work.idle(), "the scan is still being read"
    slow.cancel()
    desk.wait()
    confined.close()


def test_pages_of_a_pdf_are_seen_and_turned(desk: Desk, preview: Preview) -> None:
    see(desk, preview, desk.pdf("maklumat.pdf", "kata", 3))
    assert "1 / 3" in words(preview)
    first = paper(preview)
    press(preview, "Halaman berikutnya")
    desk.wait()
    assert "2 / 3" in words(preview)
    assert paper(preview) != first
    assert paper(preview).pixelColor(60, 20) == QColor("white")


def test_it_opens_at_the_page_the_evidence_names(desk: Desk, preview: Preview) -> None:
    see(desk, preview, desk.pdf("maklumat.pdf", "kata", 5), "hal. 4–5")
    assert "4 / 5" in words(preview)


def test_a_page_beyond_the_end_is_the_last(desk: Desk, preview: Preview) -> None:
    see(desk, preview, desk.pdf("maklumat.pdf", "kata", 2), "70")
    assert "2 / 2" in words(preview)


def test_a_page_fits_the_width_or_is_as_large_as_it_is(desk: Desk, preview: Preview) -> None:
    see(desk, preview, desk.pdf("maklumat.pdf"))
    area = preview.findChildren(PaperArea)[0]
    assert area.paper.sizeHint().width() <= area.viewport().width()
    preview.set_fit(False)
    desk.wait()
    assert area.paper.sizeHint().width() == pytest.approx(595 * 96 / 72, abs=2)


def test_a_picture_is_seen_whole(desk: Desk, preview: Preview) -> None:
    see(desk, preview, desk.picture("foto.png", (3000, 1000)))
    seen = paper(preview)
    assert seen.pixelColor(seen.width() // 2, 20) == QColor(200, 30, 30)
    area = preview.findChildren(PaperArea)[0]
    assert area.paper.sizeHint().width() <= area.viewport().width()


def test_a_broken_pdf_says_so(desk: Desk, preview: Preview) -> None:
    path = desk.files / "rusak.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    see(desk, preview, path)
    assert "PDF ini rusak atau tidak lengkap." in words(preview)


def test_a_locked_pdf_says_so(desk: Desk, preview: Preview) -> None:
    with pikepdf.open(desk.pdf("asli.pdf")) as document:
        document.save(
            desk.files / "kunci.pdf", encryption=pikepdf.Encryption(user="rahasia", owner="rahasia")
        )
    see(desk, preview, desk.files / "kunci.pdf")
    assert "PDF ini dikunci dengan kata sandi." in words(preview)


def test_a_picture_that_is_none_says_so(desk: Desk, preview: Preview) -> None:
    path = desk.files / "rusak.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"bukan gambar")
    see(desk, preview, path)
    assert "Gambar ini tidak dapat ditampilkan di sini." in words(preview)


@pytest.mark.parametrize("name", ["maklumat.pdf", "catatan.txt"])
def test_bytes_that_are_gone_are_said_to_be_gone(desk: Desk, preview: Preview, name: str) -> None:
    path = desk.files / name
    path.write_bytes(b"%PDF-1.7 isi" if name.endswith("pdf") else b"isi")
    document = attached(desk, path)
    stored = next(one for one in (desk.folder / "ruang" / "evidence").rglob("*") if one.is_file())
    stored.chmod(0o600)
    stored.unlink()
    preview.show_document(document)
    desk.wait()
    assert "Berkas bukti ini hilang dari ruang kerja." in words(preview)


def test_text_is_read_whatever_its_encoding(tmp_path: Path) -> None:
    said = "Standar pelayanan – 2026"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        (tmp_path / "catatan.txt").write_bytes(said.encode(encoding))
        assert text_of(tmp_path / "catatan.txt") == said


def test_markup_in_a_text_is_shown_as_it_is(desk: Desk, preview: Preview) -> None:
    path = desk.files / "catatan.txt"
    path.write_text("<b>tebal</b>")
    see(desk, preview, path)
    assert preview.findChildren(QPlainTextEdit)[0].toPlainText() == "<b>tebal</b>"


def test_a_link_is_shown_and_copied_and_never_fetched(desk: Desk, preview: Preview) -> None:
    address = "https://contoh.example/" + "a" * 80
    see(desk, preview, address)
    assert address in words(preview)
    next(one for one in preview.findChildren(QAbstractButton) if one.text() == "Salin alamat").click()
    assert QGuiApplication.clipboard().text() == address


def test_a_file_dropped_on_a_link_becomes_its_copy_and_can_be_seen(desk: Desk, preview: Preview) -> None:
    see(desk, preview, "https://contoh.example/a")
    card = preview.findChildren(LinkCard)[0]
    assert "Belum ada salinan" in words(preview) and "Lihat salinannya" not in buttons(preview)
    drop(card, desk.pdf("unduhan.pdf", "kata"))
    desk.wait()
    preview.show_document(desk.sheet.assessment.evidence[-1].document)
    assert "Salinannya disimpan" in words(preview) and "Ganti salinan…" in buttons(preview)
    next(one for one in preview.findChildren(QAbstractButton) if one.text() == "Lihat salinannya").click()
    desk.wait()
    assert "unduhan.pdf" in words(preview)
    assert paper(preview)


def buttons(preview: Preview) -> list[str]:
    return [one.text() for one in preview.findChildren(QAbstractButton) if one.isVisible()]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("data.bin", "Jenisnya tidak dikenal"),
        ("setup.exe", "dapat berbahaya"),
        ("bukti.rar", "Penilai tidak melihat isinya"),
    ],
)
def test_unknown_kinds_are_named_as_such_and_not_offered_to_be_opened(
    desk: Desk, preview: Preview, name: str, said: str
) -> None:
    sheet = desk.files / name
    sheet.write_bytes(b"\0\1\2\3")
    see(desk, preview, sheet)
    assert said in words(preview)
    assert not [
        one for one in preview.findChildren(QAbstractButton) if "luar" in one.text() and one.isVisible()
    ]


def test_what_is_known_of_the_bytes_stands_below(desk: Desk, preview: Preview) -> None:
    document = attached(desk, desk.pdf("maklumat.pdf"))
    preview.show_document(document)
    desk.wait()
    assert f"SHA-256 {short_digest(document.sha256)}" in words(preview)
    press(preview, "Salin SHA-256")
    assert QGuiApplication.clipboard().text() == document.sha256


def test_facts_are_digest_size_and_day() -> None:
    made = Document(
        "d",
        "a.pdf",
        "pdf",
        "9f2c" + "0" * 56 + "41ab",
        size=214_000,
        added=datetime(2026, 1, 14, 12, tzinfo=UTC),
    )
    assert facts(made) == "SHA-256 9f2c…41ab · 214 kB · dilampirkan 14 Jan 2026"


def test_hurrying_through_evidence_shows_the_last_one(desk: Desk, preview: Preview) -> None:
    found = [attached(desk, desk.pdf(f"berkas {n}.pdf", "kata", n + 1)) for n in range(6)]
    for document in found:
        preview.show_document(document)
    desk.wait()
    assert "1 / 6" in words(preview)
    assert "berkas 5.pdf" in words(preview)


def test_untrusted_bytes_are_drawn_in_the_child(tmp_path: Path, desk: Desk) -> None:
    path = desk.pdf("maklumat.pdf")
    confined.close()
    page, pages, found = confined.run(pixels.pdf_page, str(path), 0, 200, 0.0)
    assert (page, pages, image_of(found).width()) == (0, 1, 200)
    with pytest.raises(ZiError):
        confined.run(pixels.picture, str(path), 200)
    confined.close()


def test_a_page_is_never_larger_than_memory_allows(tmp_path: Path) -> None:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(14_000, 14_000))
        document.save(tmp_path / "besar.pdf")
    _page, _pages, (width, height, _data) = pixels.pdf_page(str(tmp_path / "besar.pdf"), 0, 0, 4.0)
    assert width * height <= pixels.MOST_PIXELS * 1.01


def test_rows_of_any_width_become_the_same_image(tmp_path: Path) -> None:
    for width in (200, 201, 202, 203):
        _page, _pages, found = pixels.pdf_page(str(_blank(tmp_path)), 0, width, 0.0)
        assert image_of(found).pixelColor(width - 1, 3) == QColor("white")


def _blank(folder: Path) -> Path:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(300, 400))
        document.save(folder / "kosong.pdf")
    return folder / "kosong.pdf"


@pytest.mark.parametrize(
    ("name", "kind", "suffix"),
    [
        ("maklumat.pdf", "pdf", ".pdf"),
        ("maklumat.exe", "pdf", ".pdf"),
        ("foto.PNG", "image", ".png"),
        ("foto.html", "image", ".jpg"),
        ("surat.docx", "document", ".docx"),
        ("surat.docm", "other", ""),
        ("halaman.html", "other", ""),
        ("catatan.bat", "text", ".txt"),
    ],
)
def test_a_copy_is_opened_with_a_harmless_name_or_not_at_all(name: str, kind: str, suffix: str) -> None:
    assert outside.suffix_of(Document("d", name, kind, "0" * 64)) == suffix


def test_a_link_is_never_handed_to_another_program() -> None:
    assert outside.suffix_of(Document("d", "a.pdf", "link", url="https://contoh.example/a.pdf")) == ""


class _Taker(QObject):
    """Stands where the system's programs would be."""

    def __init__(self, taken: list[QUrl]) -> None:
        super().__init__()
        self._taken = taken

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self._taken.append(url)


def test_what_is_opened_is_a_private_copy_that_nobody_changes(desk: Desk, preview: Preview) -> None:
    opened_: list[QUrl] = []
    document = attached(desk, desk.pdf("../masuk/maklumat.pdf"))
    taker = _Taker(opened_)
    QDesktopServices.setUrlHandler("file", taker, "take")
    try:
        outside.open_outside(desk.session, document)
        desk.qtbot.waitUntil(lambda: bool(opened_), timeout=5000)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    copy = Path(opened_[0].toLocalFile())
    assert (copy.name, copy.read_bytes()) == ("maklumat.pdf", (desk.files / "maklumat.pdf").read_bytes())
    assert not copy.stat().st_mode & 0o222
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_a_copy_is_saved_where_the_user_says(desk: Desk, preview: Preview, tmp_path: Path) -> None:
    document = attached(desk, desk.pdf("maklumat.pdf"))
    outside.save_copy(desk.session, document, tmp_path / "salinan.pdf")
    desk.wait()
    desk.wait()
    assert (tmp_path / "salinan.pdf").read_bytes() == (desk.files / "maklumat.pdf").read_bytes()
    assert desk.said[-1] == "Salinan disimpan: salinan.pdf"
