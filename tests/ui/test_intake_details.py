"""What is kept of a document: its fields, uses, versions, copy and pair; its months; its way to the trash and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas
from shiboken6 import isValid
from tests.builders import evidence, sheet
from tests.ui.desk import Desk, drop, opened

from zi_assess import criteria
from zi_assess.core.assessment import Document
from zi_assess.core.contents import Contents
from zi_assess.ui.intake import describing, months
from zi_assess.ui.intake.glance import Glance
from zi_assess.ui.intake.reading import Reading
from zi_assess.ui.intake.readout import ReadoutDialog
from zi_assess.ui.pages.evidence import EvidencePage
from zi_assess.ui.pages.evidence import keeping as keep
from zi_assess.ui.pages.evidence.details import Details
from zi_assess.ui.pages.evidence.found import honest, runs
from zi_assess.ui.pages.evidence.keeping import Keeping
from zi_assess.ui.pages.evidence.months import cell_words
from zi_assess.ui.preview.finding import FindBar, pages_with
from zi_assess.ui.preview.pane import Preview

LKE = criteria.find("lke-zi")
CODE = "A.I.6.i.b"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path, LKE)


def page_of(desk: Desk) -> EvidencePage:
    made = EvidencePage(desk.session)
    desk.qtbot.addWidget(made)
    desk.session.changed.connect(lambda: made.show_sheet(desk.sheet))
    made.resize(1178, 716)
    made.show_sheet(desk.sheet)
    made.show()
    desk.qtbot.waitExposed(made)
    desk.wait()
    return made


def letter(desk: Desk, name: str = "SK Standar.pdf") -> Path:
    path = desk.files / name
    canvas = Canvas(str(path))
    for line, text in enumerate(
        ("KEPUTUSAN KEPALA KANTOR CONTOH", "NOMOR 12/KPTS/2026", "TENTANG STANDAR PELAYANAN",
         "Ditetapkan di Kota Contoh", "pada tanggal 12 Januari 2026")
    ):  # fmt: skip
        canvas.drawString(80, 700 - 20 * line, text)
    canvas.showPage()
    canvas.drawString(80, 700, "Lampiran pertama")
    canvas.showPage()
    canvas.drawString(80, 700, "Lampiran kedua: maklumat")
    canvas.save()
    return path


def filed(desk: Desk, *sources: Path | str, code: str = CODE) -> None:
    desk.session.do(lambda space: space.attach(desk.id, code, list(sources)).sheet)
    desk.wait()


def read(desk: Desk) -> None:
    reading = Reading(desk.session)
    with desk.qtbot.waitSignal(reading.read, timeout=20_000):
        pass
    reading.stop()
    desk.wait()


def details_of(desk: Desk, page: EvidencePage) -> Details:
    page._aside.open_tab("rincian")
    desk.wait()
    return page.findChildren(Details)[0]


def document(desk: Desk) -> Document:
    return desk.sheet.assessment.evidence[0].document


def button(widget: QWidget, text: str) -> QAbstractButton:
    return next(one for one in widget.findChildren(QAbstractButton) if one.text() == text and one.isVisible())


def said(widget: QWidget) -> str:
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_a_field_is_kept_when_it_is_left(desk: Desk) -> None:
    filed(desk, desk.pdf("Maklumat.pdf"))
    details = details_of(desk, page_of(desk))
    for field, text in (
        ("number", "3/2026"),
        ("valid_until", "31/12/2026"),
        ("published", "https://contoh.example/m"),
    ):
        details._entries[field].setText(text)
        details._entries[field].editingFinished.emit()
        desk.wait()
    now = document(desk)
    assert (now.number, now.valid_until, now.published) == (
        "3/2026",
        date(2026, 12, 31),
        "https://contoh.example/m",
    )


def test_what_is_wrong_is_said_and_not_kept(desk: Desk) -> None:
    filed(desk, desk.pdf("Maklumat.pdf"))
    details = details_of(desk, page_of(desk))
    details._entries["dated"].setText("31/2/2026")
    details._entries["dated"].editingFinished.emit()
    desk.wait()
    assert "Tanggal itu tidak ada" in said(details)
    assert document(desk).dated is None


def test_the_text_proposes_date_and_number_and_one_click_takes_them(desk: Desk) -> None:
    filed(desk, letter(desk))
    read(desk)
    details = details_of(desk, page_of(desk))
    assert "Usulan tanggal dokumen: 12 Jan 2026" in said(details)
    button(details, "Pakai").click()
    desk.wait()
    button(details, "Pakai").click()
    desk.wait()
    assert document(desk).dated == date(2026, 1, 12)
    assert "12/KPTS/2026" in document(desk).number
    assert "Usulan" not in said(details)


def test_a_new_version_takes_all_places_and_the_old_one_is_listed(desk: Desk) -> None:
    filed(desk, desk.pdf("SK lama.pdf"))
    page = page_of(desk)
    details = details_of(desk, page)
    details._keeping.replace(letter(desk, "SK baru.pdf"), "nomor dibetulkan")
    desk.wait()
    assert document(desk).name == "SK baru.pdf"
    page._documents.choose(document(desk).id)
    desk.wait()
    assert "SK lama.pdf" in said(details) and "nomor dibetulkan" in said(details)


def test_a_copy_is_dropped_on_a_link(desk: Desk) -> None:
    filed(desk, "https://contoh.example/berkas")
    page = page_of(desk)
    details = details_of(desk, page)
    assert "Belum ada. Unduh berkasnya" in said(details)
    drop(details, desk.pdf("Salinan.pdf"))
    desk.wait()
    assert document(desk).copy
    assert "Salinan.pdf" in said(details)


def test_a_file_dropped_on_a_link_in_the_list_or_its_preview_is_its_copy(desk: Desk) -> None:
    filed(desk, "https://contoh.example/satu", "https://contoh.example/dua")
    page = page_of(desk)
    rows = page._documents._table
    for number, at in (
        (0, page._aside.mapTo(page, page._aside.rect().center())),
        (1, rows.viewport().mapTo(page, rows.visualRect(rows.model().index(1, 0)).center())),
    ):
        drop(page, desk.pdf(f"Salinan {number}.pdf", f"isi {number}"), at=at)
        desk.wait()
    assert all(use.document.copy for use in desk.sheet.assessment.evidence)
    drop(
        page,
        desk.pdf("Lain.pdf", "lain"),
        at=rows.viewport().mapTo(page, rows.viewport().rect().bottomLeft()),
    )
    desk.wait()
    inbox: list[str] = []
    desk.session.ask(lambda space: [one.name for one in space.inbox()], inbox.extend)
    desk.wait()
    assert inbox == ["Lain.pdf"], "beside the links it goes into the inbox"


def test_what_was_thrown_away_is_offered_no_new_use(desk: Desk) -> None:
    filed(desk, letter(desk))
    read(desk)
    page = page_of(desk)
    details = details_of(desk, page)
    assert "Usulan nomor: 12/KPTS/2026" in said(details)
    details.findChildren(Keeping)[0].throw_away()
    desk.wait()
    page.open_view("sampah")
    page._aside.open_tab("rincian")
    desk.wait()
    shown = [one.text() for one in details.findChildren(QAbstractButton) if one.isVisible()]
    assert not [text for text in shown if text.startswith(("Pakai", "Ganti", "Buang"))], shown


def test_all_that_was_read_is_filled_in_one_step_after_a_look(desk: Desk) -> None:
    filed(desk, letter(desk), code="A.I.6.i.a")
    filed(desk, desk.pdf("Laporan TW I 2026.pdf", "monev"), desk.pdf("Notulen 3 Maret 2021.pdf", "rapat"))
    read(desk)
    page = page_of(desk)
    assert page._read.text() == "Tanggal terbaca (3)…" and page._read.isVisible()
    dialog = ReadoutDialog(page, desk.session, page._readings)
    ticked = {one.name: one.ticked for one in dialog.model().readings()}
    assert ticked == {
        "SK Standar.pdf": True,
        "Laporan TW I 2026.pdf": True,
        "Notulen 3 Maret 2021.pdf": False,
    }
    assert "1 bertanggal di luar masa penilaian" in dialog._said.text()
    assert dialog.primary.text() == "Isi 2 dokumen"
    dialog.accept()
    desk.wait()
    kept = {use.document.name: use.document for use in desk.sheet.assessment.evidence}
    assert (kept["SK Standar.pdf"].dated, kept["SK Standar.pdf"].number) == (
        date(2026, 1, 12),
        "12/KPTS/2026",
    )
    assert kept["Laporan TW I 2026.pdf"].period_end == date(2026, 3, 31)
    assert kept["Notulen 3 Maret 2021.pdf"].dated is None
    assert page._read.text() == "Tanggal terbaca (1)…"
    desk.session.undo()
    desk.wait()
    assert not any(use.document.day for use in desk.sheet.assessment.evidence), "one step of undo"


def test_what_was_filled_in_by_hand_since_it_was_read_stays(desk: Desk) -> None:
    filed(desk, letter(desk))
    read(desk)
    page = page_of(desk)
    dialog = ReadoutDialog(page, desk.session, page._readings)
    id_, own = document(desk).id, date(2026, 1, 13)
    desk.session.do(lambda space: space.describe_document(desk.id, id_, dated=own))
    desk.wait()
    dialog.accept()
    desk.wait()
    assert (document(desk).dated, document(desk).number) == (own, "12/KPTS/2026")


def test_a_tick_of_what_was_read_is_changed_by_the_space_bar(desk: Desk) -> None:
    filed(desk, letter(desk))
    read(desk)
    page = page_of(desk)
    dialog = ReadoutDialog(page, desk.session, page._readings)
    dialog.table.selectRow(0)
    desk.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert not dialog.model().readings()[0].ticked and not dialog.primary.isEnabled()
    dialog.reject()


def test_what_a_paper_says_of_its_validity_and_period_is_offered(desk: Desk) -> None:
    filed(desk, letter(desk, "Laporan Triwulan II 2026.pdf"))
    read(desk)
    details = details_of(desk, page_of(desk))
    assert "Usulan masa: 1 Apr 2026 – 30 Jun 2026" in said(details)
    button(details, "Pakai semua usulan").click()
    desk.wait()
    kept = document(desk)
    assert (kept.number, kept.dated, kept.period_start) == (
        "12/KPTS/2026",
        date(2026, 1, 12),
        date(2026, 4, 1),
    )
    assert "Usulan" not in said(details)


def test_two_photos_stand_side_by_side_with_their_dates(desk: Desk) -> None:
    filed(desk, desk.picture("Lobi lama.png", (40, 30)), desk.picture("Lobi baru.png", (50, 30)))
    first, second = (use.document for use in desk.sheet.assessment.evidence)
    desk.session.do(
        lambda space: space.describe_document(desk.id, first.id, after=second.id, dated=date(2026, 1, 5))
    )
    desk.wait()
    page = page_of(desk)
    page._documents.choose(first.id)
    details = details_of(desk, page)
    assert "Sebelum" in said(details) and "Sesudah" in said(details)
    assert "5 Jan 2026" in said(details) and "tanpa tanggal" in said(details)


def test_pages_of_a_use_are_kept_and_seen(desk: Desk) -> None:
    filed(desk, letter(desk))
    page = page_of(desk)
    details = details_of(desk, page)
    entry = next(
        one
        for one in details.findChildren(QWidget)
        if one.accessibleName().startswith("Halaman yang dimaksud")
    )
    entry.setText("3")  # type: ignore[attr-defined]
    entry.editingFinished.emit()  # type: ignore[attr-defined]
    desk.wait()
    assert desk.sheet.assessment.evidence[0].pages == "3"
    button(details, "Lihat").click()
    desk.wait()
    assert page._aside.preview._page == 2


def test_what_is_thrown_away_says_its_uses_and_comes_back_with_them(desk: Desk) -> None:
    filed(desk, desk.pdf("Maklumat.pdf"))
    filed(desk, desk.files / "Maklumat.pdf", code="A.I.6.i.d")
    page = page_of(desk)
    details = details_of(desk, page)
    assert "2 butir: A.I.6.i.b, A.I.6.i.d" in keep.trash_words([CODE, "A.I.6.i.d", CODE])
    details.findChildren(Keeping)[0].throw_away()
    desk.wait()
    assert not desk.sheet.assessment.evidence
    page.open_view("sampah")
    desk.wait()
    assert "Maklumat.pdf" in said(page.trash()) and "30 hari lagi dihapus" in said(page.trash())
    button(page.trash(), "Kembalikan").click()
    desk.wait()
    assert sorted(use.code for use in desk.sheet.assessment.evidence) == [CODE, "A.I.6.i.d"]
    assert "Tempat sampah kosong" in said(page.trash())


def test_links_without_a_copy_have_a_filter(desk: Desk) -> None:
    filed(desk, "https://contoh.example/a", "https://contoh.example/b")
    link = document(desk)
    path = desk.pdf("Salinan.pdf")
    desk.session.do(lambda space: space.copy_link(desk.id, link.id, path))
    desk.wait()
    page = page_of(desk)
    button(page, "Tanpa salinan").click()
    assert page._documents._model.rowCount() == 1


def test_the_next_gap_is_one_click_away(desk: Desk) -> None:
    page = page_of(desk)
    page._next.click()
    assert desk.gone[-1][0] == "penilaian" and desk.gone[-1][1].startswith("A.I.1")


def test_a_search_leads_to_the_page_that_has_the_words(desk: Desk) -> None:
    filed(desk, letter(desk))
    read(desk)
    page = page_of(desk)
    page._documents._search.setText("lampiran kedua")
    desk.qtbot.waitUntil(lambda: page._documents._found.many() == 1, timeout=5_000)
    found = page._documents._found
    found.list.setCurrentIndex(found._model.index(0, 0))
    desk.wait()
    assert page._aside.preview._page == 2


def test_words_that_stand_inside_alone_are_seen_at_once_and_stay_seen(desk: Desk) -> None:
    filed(desk, letter(desk))
    read(desk)
    page = page_of(desk)
    page._documents._search.setText("lampiran kedua")
    desk.qtbot.waitUntil(lambda: page._documents._found.many() == 1, timeout=5_000)
    desk.wait()
    assert page._documents._model.rowCount() == 0, "no name has these words"
    assert page._aside.preview._page == 2
    desk.qtbot.waitUntil(lambda: bool(page._aside.preview._paper.paper._marks), timeout=10_000)
    page.reload()
    desk.wait()
    shown = page._aside.preview.document()
    assert shown is not None and shown.name == "SK Standar.pdf"


def test_words_are_looked_for_inside_the_document_that_is_seen(desk: Desk) -> None:
    filed(desk, letter(desk))
    read(desk)
    page = page_of(desk)
    preview = page.findChildren(Preview)[0]
    bar = preview.findChildren(FindBar)[0]
    bar.open()
    bar.field.setText("lampiran")
    bar._go(1)
    desk.wait()
    assert preview._page == 1 and preview._paper.paper._marks
    bar._go(1)
    desk.wait()
    assert preview._page == 2
    bar._go(1)
    desk.wait()
    assert preview._page == 1


def test_a_table_is_shown_as_text(desk: Desk) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    path = desk.files / "Olahan.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Nilai").write(0, 0, "Indeks kepuasan")
    filed(desk, path)
    read(desk)
    page = page_of(desk)
    assert "Indeks kepuasan" in page.findChildren(Preview)[0]._text.toPlainText()


def test_quarters_count_what_is_dated_in_them() -> None:
    assert LKE is not None
    slot = next((q.code, s.id) for q in LKE.questions for s in q.evidence if s.fresh == "quarterly")
    monthly = next((q.code, s.id) for q in LKE.questions for s in q.evidence if s.fresh == "monthly")
    spring = evidence(*slot, dated=date(2026, 2, 10))
    whole = evidence(*monthly, dated=None)
    whole = replace(
        whole,
        document=replace(whole.document, id="m", period_start=date(2026, 1, 1), period_end=date(2026, 3, 31)),
    )
    late = replace(spring, id="x", document=replace(spring.document, id="u", dated=None))
    mine = sheet(LKE, evidence=(spring, whole, late))
    today = date(2026, 8, 1)
    assert [one.title for one in months.checkpoints(mine, today)] == [
        "B12 2025", "B03 2026", "B06 2026", "B09 2026", "B12 2026",
    ]  # fmt: skip
    rows = {(one.question.code, one.slot.id): one for one in months.series(mine, today)}
    assert [cell_words(cell)[0] for cell in rows[slot].cells] == [
        "belum ada",
        "ada",
        "belum ada",
        "berjalan",
        "–",
    ]
    assert len(rows[slot].undated) == 1
    assert rows[monthly].cells[1].filled and rows[monthly].lacking == 2


def test_offers_leave_alone_what_is_known() -> None:
    known = Document("d", "SK.pdf", "pdf", "0" * 64, dated=date(2026, 1, 1))
    told = Contents(dated=date(2026, 2, 2), number="1/2026")
    assert [one.field for one in describing.offers(known, told)] == ["number"]
    assert describing.offers(known, None) == ()


def test_a_validity_that_ended_is_said() -> None:
    gone = Document("d", "SK.pdf", "pdf", valid_until=date(2026, 1, 1))
    assert describing.expiry(gone, date(2026, 1, 2)) == "Masa berlakunya sudah lewat."
    assert describing.expiry(gone, date(2025, 12, 20)) == "Masa berlakunya hampir habis."
    assert describing.expiry(gone, date(2025, 1, 1)) == ""


def test_snippets_begin_near_the_word_that_was_found() -> None:
    text = "x" * 80 + " maklumat pelayanan"
    pieces = runs(text, ((81, 89),))
    assert pieces[0] == ("…", False) and ("maklumat", True) in pieces
    assert "".join(piece for piece, _marked in pieces[1:]) == text[81 - 34 :]


def test_what_cannot_be_searched_is_said() -> None:
    assert honest(3, 0, ("", "")) == "3 berkas belum dibaca."
    assert honest(0, 2, ("Belum terpasang.", "Pasang.")) == "Belum terpasang. Pasang."
    assert honest(0, 0, ("", "")) == ""


def test_pages_are_compared_without_case_and_accents() -> None:
    assert pages_with({1: "Réviu  Standar", 2: "lain", 3: "reviu standar"}, "REVIU standar") == (1, 3)
    assert pages_with({1: "a"}, " ") == ()


def test_a_head_that_is_drawn_after_its_dialog_was_closed_is_for_nobody(desk: Desk) -> None:
    holder, gate = QWidget(), Event()
    holder.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    glance = Glance(desk.session)
    QVBoxLayout(holder).addWidget(glance)
    holder.show()
    desk.work.side(lambda tick: gate.wait(10))
    glance.show_file(letter(desk))
    desk.qtbot.waitUntil(lambda: len(desk.work._jobs) == 2)
    holder.close()
    desk.qtbot.waitUntil(lambda: not isValid(glance))
    gate.set()
    desk.wait()  # an error in a slot fails the test
