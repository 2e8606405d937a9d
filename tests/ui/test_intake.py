"""Folders and zips come in by a table of proposals that the user corrects; nothing is filed silently."""

from __future__ import annotations

import os
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desk import Desk, drop, opened

from zi_assess import confined, criteria
from zi_assess.core.recognise import Proposal, Reason
from zi_assess.textindex import TextIndex, ocr
from zi_assess.ui.dialogs.settings import SettingsDialog
from zi_assess.ui.intake import lines, sources
from zi_assess.ui.intake.dialog import ImportDialog
from zi_assess.ui.intake.lines import Line, State, Sure
from zi_assess.ui.intake.reading import Reading
from zi_assess.ui.intake.table import Column, LinesModel, LinesTable
from zi_assess.ui.intake.watch import Watch
from zi_assess.ui.pages.evidence import EvidencePage
from zi_assess.ui.widgets.progress import ProgressStrip

LKE = criteria.find("lke-zi")
_HOLDERS: list[QWidget] = []  # a dialog goes with the widget it belongs to


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path, LKE)


def unit_folder(desk: Desk) -> Path:
    """A folder as units keep it, with what programs leave behind."""
    root = desk.files / "BUKTI DUKUNG ZI 2026"
    area = (
        root
        / "A. PENGUNGKIT"
        / "I. PEMENUHAN"
        / "6. PENINGKATAN KUALITAS PELAYANAN PUBLIK"
        / "i. Standar Pelayanan"
    )
    area.mkdir(parents=True)
    (area / "b. Maklumat pelayanan.pdf").write_bytes(desk.pdf("m.pdf", "maklumat").read_bytes())
    (area / "A.I.6.i.a SK Standar Pelayanan.pdf").write_bytes(desk.pdf("s.pdf", "standar").read_bytes())
    (root / "zzqx.pdf").write_bytes(desk.pdf("z.pdf", "qwrt").read_bytes())
    (area / "Thumbs.db").write_bytes(b"x")
    (area / "~$nulen.docx").write_bytes(b"x")
    (root / ".DS_Store").write_bytes(b"x")
    (root / "kosong.pdf").touch()
    for name in ("m.pdf", "s.pdf", "z.pdf"):
        (desk.files / name).unlink()
    return root


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, str(path.relative_to(folder.parent)))
    return target


def importing(desk: Desk, place: Path) -> ImportDialog:
    holder = QWidget()
    desk.qtbot.addWidget(holder)
    _HOLDERS[:] = [holder]
    holder.resize(1178, 716)
    dialog = ImportDialog(holder, desk.session, place)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    desk.qtbot.waitExposed(dialog)
    desk.wait()
    return dialog


def by_name(dialog: ImportDialog) -> dict[str, Line]:
    return {line.name: line for line in dialog.model().lines()}


def test_a_folder_is_shown_before_anything_is_filed(desk: Desk) -> None:
    dialog = importing(desk, unit_folder(desk))
    found = by_name(dialog)
    assert found["b. Maklumat pelayanan.pdf"].place[0] == "A.I.6.i.b"
    assert found["A.I.6.i.a SK Standar Pelayanan.pdf"].place[0] == "A.I.6.i.a"
    assert found["A.I.6.i.a SK Standar Pelayanan.pdf"].sure is Sure.YES
    assert "A.I.6.i.a" in lines.why(found["A.I.6.i.a SK Standar Pelayanan.pdf"])
    assert found["zzqx.pdf"].sure is Sure.NONE and not found["zzqx.pdf"].ticked
    assert "3 berkas sistem dan 1 berkas kosong dilewati" in dialog._said.text()
    assert desk.sheet.assessment.evidence == ()
    dialog.reject()
    desk.wait()


def test_what_is_ticked_is_filed_in_one_step_that_undo_takes_back(desk: Desk) -> None:
    dialog = importing(desk, unit_folder(desk))
    assert dialog.primary.text() == "Simpan 2 berkas"
    dialog.primary.click()
    desk.wait()
    assert {use.code for use in desk.sheet.assessment.evidence} == {"A.I.6.i.a", "A.I.6.i.b"}
    assert "2 berkas disimpan sebagai bukti, 1 berkas masuk ke Kotak masuk" in desk.said
    assert desk.session.steps.undo == "file-many"
    desk.session.undo()
    desk.wait()
    assert desk.sheet.assessment.evidence == ()


def test_the_user_corrects_a_place_by_typing_a_code(desk: Desk) -> None:
    dialog = importing(desk, unit_folder(desk))
    row = next(n for n in range(3) if dialog.model().index(n, Column.FILE).data() == "zzqx.pdf")
    dialog.table.selectRow(row)
    dialog.picker.search.setText("AI6ii")
    dialog.picker.search.returnPressed.emit()
    line = by_name(dialog)["zzqx.pdf"]
    assert line.place[0] == "A.I.6.ii.a" and line.sure is Sure.CHOSEN and line.ticked
    assert dialog.primary.text() == "Simpan 3 berkas"
    dialog.primary.click()
    desk.wait()
    assert "A.I.6.ii.a" in {use.code for use in desk.sheet.assessment.evidence}


@pytest.mark.parametrize("aside", [True, False])
def test_what_is_not_ticked_goes_to_the_inbox_unless_the_user_leaves_it_out(desk: Desk, aside: bool) -> None:
    dialog = importing(desk, unit_folder(desk))
    assert dialog.rest.isChecked(), "nothing of a folder is forgotten unasked"
    dialog.rest.setChecked(aside)
    dialog.primary.click()
    desk.wait()
    inbox: list[str] = []
    desk.session.ask(lambda space: [one.name for one in space.inbox()], inbox.extend)
    desk.wait()
    assert inbox == (["zzqx.pdf"] if aside else [])


def test_the_twin_of_a_filed_file_is_not_said_to_wait(desk: Desk) -> None:
    root = unit_folder(desk)
    first = next(root.rglob("b. Maklumat*"))
    (root / "zzzw.pdf").write_bytes(first.read_bytes())
    dialog = importing(desk, root)
    assert dialog.rest.text() == "Sisanya (2) ke Kotak masuk"
    dialog.primary.click()
    desk.wait()
    assert "2 berkas disimpan sebagai bukti, 1 berkas masuk ke Kotak masuk" in desk.said


def test_enter_after_looking_through_does_not_throw_the_list_away(desk: Desk) -> None:
    dialog = importing(desk, unit_folder(desk))
    assert dialog.focusWidget() is dialog.table
    dialog.reject()
    desk.wait()


def test_a_zip_comes_in_like_its_folder_and_leaves_nothing_behind(desk: Desk) -> None:
    place = zipped(unit_folder(desk), desk.files / "bukti.zip")
    dialog = importing(desk, place)
    assert set(by_name(dialog)) == {
        "b. Maklumat pelayanan.pdf",
        "A.I.6.i.a SK Standar Pelayanan.pdf",
        "zzqx.pdf",
    }
    folder = dialog._folder
    assert any(folder.iterdir())
    dialog.primary.click()
    desk.wait()
    assert {use.document.name for use in desk.sheet.assessment.evidence} == {
        "b. Maklumat pelayanan.pdf", "A.I.6.i.a SK Standar Pelayanan.pdf",
    }  # fmt: skip
    assert not folder.exists()


def test_zips_in_a_folder_or_a_zip_are_looked_through_as_folders(desk: Desk) -> None:
    root = unit_folder(desk)
    inner = zipped(root / "A. PENGUNGKIT", desk.files / "drive-download-001.zip")
    (root / "Bagian 1").mkdir()
    inner.rename(root / "Bagian 1" / inner.name)
    (root / "bersandi.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    dialog = importing(desk, zipped(root, desk.files / "semua.zip"))
    twins = [line for line in dialog.model().lines() if line.name == "b. Maklumat pelayanan.pdf"]
    assert [line.folders[1:4] for line in twins] == [
        ("BUKTI DUKUNG ZI 2026", "A. PENGUNGKIT", "I. PEMENUHAN"),
        ("BUKTI DUKUNG ZI 2026", "Bagian 1", "drive-download-001"),
    ]
    assert {line.place[0] for line in twins} == {"A.I.6.i.b"} and twins[1].state is State.TWIN
    assert "drive-download-001.zip" not in by_name(dialog)
    assert by_name(dialog)["bersandi.zip"].state is State.REFUSED
    dialog.reject()
    desk.wait()


def test_folders_and_files_dropped_together_are_looked_through_together(desk: Desk) -> None:
    page = page_of(desk)
    root = unit_folder(desk)
    other = root.parent / "2. PENATAAN TATALAKSANA"
    other.mkdir()
    (other / "A.I.2.i.b SOP.pdf").write_bytes(desk.pdf("s.pdf", "sop").read_bytes())
    drop(page, root, other, desk.pdf("A.I.1.i.a SK Tim.pdf", "tim"))
    dialogs: list[ImportDialog] = page.findChildren(ImportDialog)
    desk.wait()
    assert dialogs[0].windowTitle() == "Impor BUKTI DUKUNG ZI 2026 dan 2 lagi"
    found = by_name(dialogs[0])
    assert found["A.I.2.i.b SOP.pdf"].folders == ("2. PENATAAN TATALAKSANA",)
    assert found["A.I.1.i.a SK Tim.pdf"].place[0] == "A.I.1.i.a" and len(found) == 5
    assert "3 berkas sistem dan 1 berkas kosong dilewati" in dialogs[0]._said.text()
    dialogs[0].reject()
    desk.wait()


def test_zips_in_zips_are_opened_so_deep_and_no_deeper(desk: Desk, tmp_path: Path) -> None:
    place = desk.files / "0.zip"
    for level in range(6):
        place = desk.files / f"{level}.zip"
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr(f"surat {level}.txt", "isi")
            if level:
                archive.write(desk.files / f"{level - 1}.zip", f"{level - 1}.zip")
    found = sources.gather(place, tmp_path)
    assert [(one.name, bool(one.refused)) for one in found.candidates] == [
        ("1.zip", True), ("surat 2.txt", False), ("surat 3.txt", False), ("surat 4.txt", False), ("surat 5.txt", False),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Data dukung.gdoc", "Rekap.gsheet", "Bukti.URL"])
def test_an_address_in_place_of_a_file_is_refused_with_what_to_do(desk: Desk, name: str) -> None:
    root = unit_folder(desk)
    (root / name).write_text("{}")
    dialog = importing(desk, root)
    assert by_name(dialog)[name].state is State.REFUSED
    assert "unduh isinya" in lines.why(by_name(dialog)[name])
    dialog.reject()
    desk.wait()


def test_a_row_is_chosen_alone_whatever_key_is_held(desk: Desk) -> None:
    dialog = importing(desk, unit_folder(desk))
    desk.qtbot.keyPress(dialog.table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.keyPress(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    for row in (1, 2):
        dialog.table.selectRow(row)
    assert dialog.table.chosen_rows() == [2]
    desk.qtbot.keyRelease(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.keyRelease(dialog.table, Qt.Key.Key_Control)
    dialog.reject()
    desk.wait()


def test_the_file_that_is_chosen_is_seen_before_it_is_filed(desk: Desk) -> None:
    root = unit_folder(desk)
    (root / "hilang.url").write_text("x")
    dialog = importing(desk, root)
    names = [str(dialog.model().index(n, Column.FILE).data()) for n in range(dialog.model().rowCount())]
    dialog.table.selectRow(names.index("zzqx.pdf"))
    desk.qtbot.waitUntil(lambda: not dialog.glance.image().isNull(), timeout=20_000)
    assert dialog.glance.image().width() == dialog.glance.width()
    dialog.table.selectRow(names.index("hilang.url"))
    assert dialog.glance.image().isNull()
    dialog.reject()
    desk.wait()


def test_a_zip_that_climbs_out_is_refused_whole(desk: Desk) -> None:
    place = desk.files / "jahat.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("a/maklumat.pdf", b"%PDF-1.4")
        archive.writestr("../../keluar.pdf", b"%PDF-1.4")
    dialog = importing(desk, place)
    assert dialog.model().lines() == ()
    assert "nama yang tidak aman" in dialog._empty._title.text()
    assert not dialog.primary.isEnabled()
    assert not (desk.files.parent / "keluar.pdf").exists()
    dialog.reject()
    desk.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are of POSIX")
def test_links_and_pipes_in_a_folder_are_refused_and_said(desk: Desk) -> None:
    root = unit_folder(desk)
    (root / "pintas.pdf").symlink_to("/etc/hostname")
    os.mkfifo(root / "pipa.pdf")
    dialog = importing(desk, root)
    found = by_name(dialog)
    assert found["pintas.pdf"].state is State.REFUSED and "pintasan" in lines.why(found["pintas.pdf"])
    assert found["pipa.pdf"].state is State.REFUSED
    dialog.reject()
    desk.wait()


def test_bytes_that_are_here_already_are_said_and_not_filed_twice(desk: Desk) -> None:
    root = unit_folder(desk)
    first = next(root.rglob("b. Maklumat*"))
    (root / "Salinan maklumat.pdf").write_bytes(first.read_bytes())
    desk.session.do(lambda space: space.attach(desk.id, "A.I.6.i.b", [first]).sheet)
    desk.wait()
    dialog = importing(desk, root)
    found = by_name(dialog)
    assert found["b. Maklumat pelayanan.pdf"].state is State.KNOWN
    assert found["Salinan maklumat.pdf"].twin == "b. Maklumat pelayanan.pdf"
    dialog.reject()
    desk.wait()


def test_a_stopped_import_files_nothing_and_keeps_the_list(desk: Desk) -> None:
    root = unit_folder(desk)
    (root / "A.I.6.i.a besar.pdf").write_bytes(b"%PDF-1.4" + os.urandom(24_000_000))
    dialog = importing(desk, root)
    dialog.primary.click()
    dialog.findChildren(ProgressStrip)[0]._stop.click()
    desk.wait()
    assert desk.sheet.assessment.evidence == ()
    assert dialog.isVisible() and dialog.primary.isEnabled()
    dialog.reject()
    desk.wait()


@pytest.mark.parametrize(
    ("scores", "sure"),
    [
        ((), Sure.NONE),
        ((0.4,), Sure.DOUBTFUL),
        ((0.55,), Sure.LIKELY),
        ((0.8, 0.4), Sure.YES),
        ((0.7, 0.69), Sure.LIKELY),
    ],
)
def test_a_proposal_is_as_sure_as_it_is_far_ahead(scores: tuple[float, ...], sure: Sure) -> None:
    assert lines.sureness([Proposal(f"A.{n}", "", score, ()) for n, score in enumerate(scores)]) is sure


def test_reasons_are_told_once_and_the_weightiest_first() -> None:
    reason = Reason("kode {code} pada nama berkas", {"code": "1.a"}, 9.0)
    assert lines.because(
        Proposal("A", "", 0.9, (reason, reason, Reason("folder “{folder}”", {"folder": "1"}, 2.0)))
    ) == ("kode 1.a pada nama berkas; folder “1”")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A.I.6.i.b", "A.I.6.i.b"),
        ("ai6ib", "A.I.6.i.b"),
        ("a.i.6", "A.I.6.i.a"),
        ("maklumat pelayanan", "A.I.6.i.b"),
    ],
)
def test_a_place_is_found_by_code_or_words(text: str, first: str) -> None:
    assert LKE is not None
    assert lines.matching(LKE, text)[0].code == first


@pytest.mark.parametrize(
    "name", ["Thumbs.db", ".DS_Store", "desktop.ini", "~$SK.docx", "._SK.pdf", "a.tmp", "__MACOSX"]
)
def test_what_programs_leave_behind_is_no_evidence(name: str) -> None:
    assert sources.is_system(name)
    assert not sources.is_system("SK Tim.pdf")


def test_five_thousand_lines_are_ticked_in_one_turn() -> None:
    model = LinesModel()
    every = [Line(f"d{n}", f"Berkas {n}.pdf", place=("A.I.6.i.b", "sk"), sure=Sure.YES) for n in range(5_000)]
    assert LKE is not None
    model.show(LKE, every)
    told: list[int] = []
    model.dataChanged.connect(lambda first, last: told.append(last.row() - first.row() + 1))
    ratios = []
    for _n in range(
        5
    ):  # against plain work of the same size in the same moment: no clock of a busy machine tells
        began = time.thread_time()
        model.tick_all(False)
        told.clear()
        model.tick_all(True)
        ticked = time.thread_time() - began
        began = time.thread_time()
        for _turn in range(2):
            assert len([lines.tick(line, True) for line in every]) == 5_000
        ratios.append(ticked / (time.thread_time() - began))
    assert min(ratios) < 4, ratios
    assert told == [5_000] and all(line.ticked for line in model.lines())


@pytest.mark.parametrize(
    ("wide", "hidden"), [(900, set()), (730, {Column.STATE}), (480, {Column.WHY, Column.STATE})]
)
def test_in_a_narrow_table_the_name_keeps_its_room(qtbot: QtBot, wide: int, hidden: set[Column]) -> None:
    table = LinesTable("Usulan tempat", LinesModel())
    qtbot.addWidget(table)
    table.resize(wide, 300)
    table.show()
    qtbot.waitExposed(table)
    assert {column for column in Column if table.isColumnHidden(column)} == hidden
    assert table.columnWidth(Column.FILE) >= 130


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


def test_files_dropped_on_the_page_wait_in_the_inbox_with_proposals(desk: Desk) -> None:
    page = page_of(desk)
    drop(page, desk.pdf("Maklumat pelayanan.pdf"), desk.pdf("zzqx.pdf", "lain"))
    desk.wait()
    inbox = page.inbox()
    assert inbox.isVisible()
    assert {line.name: line.place[0] for line in inbox._model.lines()} == {
        "Maklumat pelayanan.pdf": "A.I.6.i.b", "zzqx.pdf": "",
    }  # fmt: skip
    assert desk.sheet.assessment.evidence == ()


def test_one_click_files_a_document_where_it_is_proposed(desk: Desk) -> None:
    page = page_of(desk)
    drop(page, desk.pdf("Maklumat pelayanan.pdf"))
    desk.wait()
    page.inbox().file.click()
    desk.wait()
    assert [use.code for use in desk.sheet.assessment.evidence] == ["A.I.6.i.b"]
    assert page.inbox()._model.lines() == ()
    desk.session.undo()
    desk.wait()
    assert [line.name for line in page.inbox()._model.lines()] == ["Maklumat pelayanan.pdf"]


def test_a_file_that_is_filed_already_is_never_silent_and_shows_where_it_is_used(desk: Desk) -> None:
    path = desk.pdf("Maklumat pelayanan.pdf")
    desk.session.do(lambda space: space.attach(desk.id, "A.I.6.i.b", [path]).sheet)
    desk.wait()
    page = page_of(desk)
    drop(page, path)
    desk.wait()
    assert "Maklumat pelayanan.pdf sudah ada dan dipakai di A.I.6.i.b" in desk.said
    assert page._tabs.value() == "semua"
    buttons = [one.text() for one in page._aside.findChildren(QAbstractButton) if one.isVisible()]
    assert "Pakai juga di butir lain…" in buttons


def test_several_are_filed_where_the_user_says(desk: Desk) -> None:
    page = page_of(desk)
    drop(page, desk.pdf("zzqx.pdf", "satu"), desk.pdf("wwvk.pdf", "dua"))
    desk.wait()
    inbox = page.inbox()
    inbox._table.selectAll()
    inbox.picker.search.setText("A.I.6.ii.a")
    inbox.picker.search.returnPressed.emit()
    inbox.file.click()
    desk.wait()
    assert [use.code for use in desk.sheet.assessment.evidence] == ["A.I.6.ii.a"] * 2


def test_a_pasted_picture_comes_into_the_inbox(desk: Desk) -> None:
    page = page_of(desk)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    data = QMimeData()
    data.setImageData(image)
    page.taking().take(data)
    desk.wait()
    assert [line.name.startswith("Tempelan") for line in page.inbox()._model.lines()] == [True]


def test_a_watched_folder_feeds_the_inbox_once_a_file_rests(desk: Desk) -> None:
    folder = desk.files / "pindai"
    folder.mkdir()
    desk.session.adjust(watched=str(folder))
    watch = Watch(desk.session, every_ms=10_000_000)
    came: list[int] = []
    watch.took.connect(came.append)
    growing = folder / "pindai.pdf"
    growing.write_bytes(b"%PDF-1.4 a")
    watch.look()
    desk.wait()
    growing.write_bytes(b"%PDF-1.4 a and more")
    watch.look()
    desk.wait()
    assert came == []
    watch.look()
    desk.wait()
    assert came == [1] and growing.exists()
    watch.look()
    desk.wait()
    again = Watch(desk.session, every_ms=10_000_000)
    again.took.connect(came.append)
    for _n in range(2):
        again.look()
        desk.wait()
    assert came == [1]


def test_the_watched_folder_is_chosen_among_the_settings_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk.files / "pindai"
    folder.mkdir()
    (folder / "baru.pdf").write_bytes(b"%PDF-1.4 a")
    page = page_of(desk)
    page.open_view("masuk")
    watch = Watch(desk.session, every_ms=10_000_000)
    holder = QWidget()
    desk.qtbot.addWidget(holder)
    dialog = SettingsDialog(holder, desk.session)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    assert dialog.unwatch.isHidden()
    dialog.watch.click()
    assert desk.session.settings.watched == str(folder) and not dialog.unwatch.isHidden()
    assert str(folder) in page.inbox()._watch.text()
    for _n in range(2):
        watch.look()
        desk.wait()
    desk.qtbot.waitUntil(lambda: bool(page.inbox()._model.lines()), timeout=5_000)
    assert [line.name for line in page.inbox()._model.lines()] == ["baru.pdf"]
    dialog.unwatch.click()
    assert desk.session.settings.watched == "" and "dapat diawasi" in page.inbox()._watch.text()
    dialog.reject()


def test_the_program_ends_at_once_while_a_scan_is_read_and_the_page_waits_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.files / "pindai.png"
    Image.new("L", (600, 400), 255).save(path)
    desk.session.do(lambda space: space.attach(desk.id, "A.I.6.i.b", [path]).sheet)
    desk.wait()
    monkeypatch.setattr(ocr, "engine", lambda: ocr.Engine("tesseract", "5"))
    begun: list[int] = []

    def slow(_path: Path, page: int, _reader: ocr.Engine) -> str:
        begun.append(page)
        return str(confined.run(time.sleep, 60.0, timeout=70.0, behind=True))

    monkeypatch.setattr(ocr, "read_page", slow)
    reading = Reading(desk.session)
    desk.qtbot.waitUntil(lambda: bool(begun) and confined._behind.child is not None, timeout=10_000)
    began = time.monotonic()
    desk.close()
    assert time.monotonic() - began < 5
    with TextIndex(desk.folder / "ruang" / "index.sqlite3") as index:
        assert [(one.page, one.tries) for one in index.waiting(scans=True)] == [(1, 1)]
    assert reading is not None


def test_texts_are_read_beside_the_window_until_all_can_be_found(desk: Desk) -> None:
    path = desk.pdf("Laporan.pdf", "maklumat pelayanan prima")
    desk.session.do(lambda space: space.attach(desk.id, "A.I.6.i.b", [path]).sheet)
    desk.wait()
    reading = Reading(desk.session)
    told: list[str] = []
    reading.told.connect(told.append)
    with desk.qtbot.waitSignal(reading.read, timeout=20_000):
        pass
    page = page_of(desk)
    page._documents._search.setText("prima")
    desk.qtbot.waitUntil(lambda: page._documents._found.many() == 1, timeout=5_000)
    hit = page._documents._found._model.hits[0]
    assert hit.document.name == "Laporan.pdf" and hit.used_in == ("A.I.6.i.b",)
    assert told[-1] == ""
    reading.stop()
    time.sleep(0)
    desk.wait()
