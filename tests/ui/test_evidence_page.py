"""Bukti: every document once, found by what it is and how it stands, and one step from its question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from tests.builders import evidence, sheet
from tests.ui.desk import Desk, opened, small_pack

from zi_assess import i18n
from zi_assess.core.assessment import Document, Evidence
from zi_assess.core.sheet import Sheet
from zi_assess.ui.filing.dates import read_date
from zi_assess.ui.filing.dialogs import DocumentDialog, PlaceDialog
from zi_assess.ui.models.evidence_table import Column, EvidenceTable, Sieve, rows_of
from zi_assess.ui.models.roles import CellRole
from zi_assess.ui.pages.evidence import EvidencePage, totals
from zi_assess.ui.preview.pane import Preview
from zi_assess.ui.widgets.buttons import Select
from zi_assess.ui.widgets.chips import FilterChips
from zi_assess.ui.widgets.fields import SearchField

PACK = small_pack()


def full() -> Sheet:
    """Five documents: one used twice, one late, one of the wrong kind, one undated, one link."""
    shared = evidence("A.1.a", "sk", name="Maklumat.pdf", size=200_000)
    return sheet(
        PACK,
        evidence=(
            shared,
            replace(shared, id="e2", code="A.1.b"),
            evidence("A.1.c", "sk", name="Lama.pdf", dated=date(2020, 1, 1), size=3_000),
            evidence("A.1.a", "foto", name="Rekaman.mp4", kind="audio-video", size=9_000_000),
            evidence("A.1.b", "sk", name="Foto.jpg", kind="image", dated=None, size=50_000),
            evidence(
                "A.2.a",
                "",
                name="https://contoh.example",
                kind="link",
                sha256="",
                url="https://contoh.example",
            ),
        ),
    )


def table(sieve: Sieve | None = None) -> EvidenceTable:
    made = EvidenceTable()
    made.show(rows_of(full()))
    made.sift(sieve or Sieve())
    return made


def names(of: EvidenceTable) -> list[str]:
    return [row.document.name for row in of.shown()]


def cell(of: EvidenceTable, name: str, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    row = names(of).index(name)
    return of.data(of.index(row, column), role)


def test_it_keeps_the_laws_of_models(qtmodeltester: ModelTester) -> None:
    made = table()
    qtmodeltester.check(made)
    made.sift(Sieve(state="link"))
    qtmodeltester.check(made)
    made.show(())
    qtmodeltester.check(made)


def test_a_document_has_one_row_with_all_its_places() -> None:
    made = table()
    assert made.rowCount() == 5
    assert cell(made, "Maklumat.pdf", Column.USED) == "A.1.a, A.1.b"
    assert cell(made, "Maklumat.pdf", Column.SIZE) == "200 kB"
    assert cell(made, "Maklumat.pdf", Column.DATED) == "1 Mar 2026"


@pytest.mark.parametrize(
    ("name", "state", "kind"),
    [
        ("Maklumat.pdf", "sesuai", "ok"),
        ("Lama.pdf", "di luar masa", "warn"),
        ("Rekaman.mp4", "salah jenis", "warn"),
        ("Foto.jpg", "tanpa tanggal", "neutral"),
        ("https://contoh.example", "tanpa salinan", "warn"),
    ],
)
def test_each_says_how_it_stands(name: str, state: str, kind: str) -> None:
    made = table()
    assert (cell(made, name, Column.STATE), cell(made, name, Column.STATE, CellRole.PILL)) == (state, kind)


@pytest.mark.parametrize(
    ("sieve", "left"),
    [
        (Sieve(kind="image"), ["Foto.jpg"]),
        (Sieve(state="outside"), ["Lama.pdf"]),
        (Sieve(state="link"), ["https://contoh.example"]),
        (Sieve(codes=frozenset({"A.1.b"})), ["Foto.jpg", "Maklumat.pdf"]),
        (Sieve(text="a.1.C"), ["Lama.pdf"]),
        (Sieve(text="mak PDF"), ["Maklumat.pdf"]),
        (Sieve(kind="pdf", state="outside", text="foto"), []),
    ],
)
def test_a_sieve_leaves_what_it_asks_for(sieve: Sieve, left: list[str]) -> None:
    assert sorted(names(table(sieve))) == sorted(left)


@pytest.mark.parametrize(
    ("period", "state", "shown"),
    [
        ((date(2026, 1, 1), date(2026, 3, 31)), "sesuai", "Jan–Mar 2026"),
        ((date(2026, 3, 1), date(2026, 3, 31)), "sesuai", "Mar 2026"),
        ((date(2025, 10, 1), date(2026, 3, 31)), "sesuai", "Okt 2025–Mar 2026"),
        ((date(2023, 1, 1), date(2023, 3, 31)), "di luar masa", "Jan–Mar 2023"),
    ],
)
def test_a_paper_without_a_date_stands_by_the_time_it_reports_on(
    period: tuple[date, date], state: str, shown: str
) -> None:
    made = table()
    (use,) = [row.uses[0] for row in made.shown() if row.document.name == "Foto.jpg"]
    document = replace(use.document, period_start=period[0], period_end=period[1])
    mine = sheet(small_pack(), evidence=(replace(use, document=document),))
    model = EvidenceTable()
    model.show(rows_of(mine))
    assert (cell(model, "Foto.jpg", Column.STATE), cell(model, "Foto.jpg", Column.DATED)) == (state, shown)


def test_columns_sort_by_their_values_and_not_by_their_words() -> None:
    made = table()
    made.sort(Column.SIZE, Qt.SortOrder.AscendingOrder)
    assert names(made) == ["https://contoh.example", "Lama.pdf", "Foto.jpg", "Maklumat.pdf", "Rekaman.mp4"]
    assert sorted(cell(made, name, Column.SIZE, CellRole.SORT) for name in names(made)) == [
        (0,), (3_000,), (50_000,), (200_000,), (9_000_000,),
    ]  # type: ignore[type-var]  # fmt: skip


def test_sorting_keeps_hold_of_a_row() -> None:
    made = table()
    held = QPersistentModelIndex(made.find("d-A.1.c-sk"))
    for column in Column:
        made.sort(column, Qt.SortOrder.DescendingOrder)
        row = made.row(held)
        assert row is not None and row.document.name == "Lama.pdf"


def test_only_the_row_that_changed_is_drawn_again() -> None:
    made = table()
    told: list[int] = []
    made.dataChanged.connect(lambda first, last: told.extend((first.row(), last.row())))
    after = full()
    uses = tuple(
        replace(use, document=replace(use.document, dated=date(2026, 2, 2))) if use.code == "A.1.c" else use
        for use in after.assessment.evidence
    )
    made.show(rows_of(sheet(PACK, evidence=uses)))
    assert set(told) == {names(made).index("Lama.pdf")}


def test_totals_count_uses_files_links_and_bytes() -> None:
    rows = rows_of(full())
    assert totals(rows, 5) == "6 bukti, 4 berkas, 1 tautan, 9,3 MB"
    assert totals(rows, 2) == "6 bukti, 4 berkas, 1 tautan, 9,3 MB · 2 ditampilkan"


def test_documents_nobody_uses_come_last() -> None:
    spare = Document("x", "Simpanan.pdf", "pdf", "0" * 64, added=datetime(2026, 1, 1, tzinfo=UTC))
    rows = rows_of(full(), (spare, full().assessment.evidence[0].document))
    assert [row.state for row in rows].count("unused") == 1
    assert rows[-1].document is spare


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("17/8/2026", date(2026, 8, 17)),
        ("17-08-2026", date(2026, 8, 17)),
        ("17.8.2026", date(2026, 8, 17)),
        ("2026-08-17", date(2026, 8, 17)),
        ("17 Agustus 2026", date(2026, 8, 17)),
        ("  1 agt 2026 ", date(2026, 8, 1)),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, read: date | None) -> None:
    assert read_date(text) == (read, "")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_date_the_window_shows_is_read_back(language: str) -> None:
    i18n.use(language)
    days = [date(2026, month, 17) for month in range(1, 13)]
    shown = [write(day) for day in days for write in (i18n.date, i18n.date_short)]
    assert [read_date(text) for text in shown] == [(day, "") for day in days for _ in range(2)]


@pytest.mark.parametrize(
    "text", ["30/2/2026", "17/8/26", "besok", "8/17/2026", "17 Augustus 2026", "1/1/0001"]
)
def test_what_is_no_date_is_said(text: str) -> None:
    found, wrong = read_date(text)
    assert found is None
    assert wrong


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path)


def shown(desk: Desk) -> EvidencePage:
    made = EvidencePage(desk.session)
    desk.qtbot.addWidget(made)
    desk.session.changed.connect(lambda: made.show_sheet(desk.sheet))
    made.resize(1178, 716)
    made.show_sheet(desk.sheet)
    made.show()
    desk.qtbot.waitExposed(made)
    desk.wait()
    return made


def filled(desk: Desk) -> None:
    first, second = desk.pdf("Maklumat.pdf"), desk.picture("Foto.png")

    def fill(space: object) -> Sheet:
        from zi_assess.workspace import Workspace

        assert isinstance(space, Workspace)
        space.attach(desk.id, "A.1.a", [first], slot="sk", dated=date(2026, 1, 12))
        space.attach(desk.id, "A.1.b", [first], slot="sk")
        return space.attach(desk.id, "A.2.a", [second, "https://contoh.example/foto"]).sheet

    desk.session.do(fill)
    desk.wait()


def words(widget: QWidget) -> str:
    QApplication.processEvents()
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def view(page: EvidencePage) -> QTableView:
    return page.findChildren(QTableView)[0]


def listed(page: EvidencePage) -> list[str]:
    model = view(page).model()
    return sorted(str(model.index(row, 0).data()) for row in range(model.rowCount()))


def test_an_empty_page_says_what_to_do(desk: Desk) -> None:
    page = shown(desk)
    said = words(page)
    assert "Impor folder bukti Anda" in said and "dapat diseret ke halaman ini" in said
    assert said.count("Belum ada bukti") == 1 and "0 berkas" not in said, "nothing is counted or said twice"
    assert "Impor folder…" in [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert not view(page).isVisible() and not page.findChildren(SearchField)[0].isVisible()


def test_a_page_without_evidence_leads_to_what_waits_in_the_inbox(desk: Desk) -> None:
    page = shown(desk)
    desk.session.long("", lambda space, tick: space.take_in([desk.pdf("SK.pdf")]))
    desk.wait()
    page.reload()
    desk.wait()
    assert "1 dokumen menunggu tempatnya." in words(page)
    next(one for one in page.findChildren(QAbstractButton) if one.text() == "Buka Kotak masuk").click()
    assert page._tabs.value() == "masuk"


def test_everything_is_listed_and_counted(desk: Desk) -> None:
    filled(desk)
    page = shown(desk)
    assert listed(page) == ["Foto.png", "Maklumat.pdf", "https://contoh.example/foto"]
    assert "4 bukti, 2 berkas, 1 tautan" in words(page)


def test_chips_selects_and_search_narrow_together(desk: Desk) -> None:
    filled(desk)
    page = shown(desk)
    chips = page.findChildren(FilterChips)[0]
    next(one for one in chips.findChildren(QAbstractButton) if one.text() == "Tautan").click()
    assert listed(page) == ["https://contoh.example/foto"]
    kinds, areas = page.findChildren(Select)
    kinds.setCurrentIndex(kinds.findData("pdf"))
    kinds.activated.emit(kinds.currentIndex())
    assert "Tidak ada yang cocok" in words(page)
    next(one for one in page.findChildren(QAbstractButton) if one.text() == "Tampilkan semua").click()
    assert len(listed(page)) == 3
    areas.setCurrentIndex(areas.findData("A"))
    areas.activated.emit(areas.currentIndex())
    assert len(listed(page)) == 3
    page.findChildren(SearchField)[0].setText("A.1.b")
    desk.qtbot.waitUntil(lambda: listed(page) == ["Maklumat.pdf"], timeout=2000)


def test_a_row_is_seen_at_the_right_and_leads_to_its_question(desk: Desk) -> None:
    filled(desk)
    page = shown(desk)
    model = view(page).model()
    row = next(n for n in range(model.rowCount()) if model.index(n, 0).data() == "Maklumat.pdf")
    view(page).setCurrentIndex(model.index(row, 0))
    desk.wait()
    document = page.findChildren(Preview)[0].document()
    assert document is not None and document.name == "Maklumat.pdf"
    assert "Dipakai di A.1.a, A.1.b" in words(page)
    view(page).activated.emit(model.index(row, 0))
    assert desk.gone == [("penilaian", "A.1.a")]


def test_what_was_chosen_stays_chosen_when_the_sheet_changes(desk: Desk) -> None:
    filled(desk)
    page = shown(desk)
    view(page).setCurrentIndex(view(page).model().index(1, 0))
    chosen = view(page).currentIndex().data()
    use = next(use for use in desk.sheet.assessment.evidence if use.document.name != chosen)
    desk.session.do(lambda space: space.detach(desk.id, use.id))
    desk.wait()
    assert view(page).currentIndex().data() == chosen


def test_the_menu_of_a_row_offers_its_places_and_its_digest(desk: Desk) -> None:
    filled(desk)
    page = shown(desk)
    row = next(row for row in rows_of(desk.sheet) if row.document.name == "Maklumat.pdf")
    said = [one.text() for one in page.menu_of(row).actions() if one.text()]
    assert said == [
        "Buka butir A.1.a",
        "Buka butir A.1.b",
        "Rincian dokumen…",
        "Buka di luar",
        "Simpan salinan…",
        "Salin SHA-256",
    ]


def test_where_to_attach_is_chosen_from_the_tree_and_an_empty_slot_comes_first(desk: Desk) -> None:
    filled(desk)
    dialog = PlaceDialog(None, desk.sheet, "sk.pdf")
    desk.qtbot.addWidget(dialog)
    assert not dialog.primary.isEnabled()
    dialog.go("A.1.a")
    assert dialog.primary.isEnabled()
    assert dialog.place() == ("A.1.a", "foto")


def test_a_document_of_the_workspace_serves_again(desk: Desk) -> None:
    filled(desk)
    documents = tuple({use.document.id: use.document for use in desk.sheet.assessment.evidence}.values())
    dialog = DocumentDialog(None, desk.sheet, documents, "A.1.c")
    desk.qtbot.addWidget(dialog)
    assert not dialog.primary.isEnabled()
    field = dialog.findChildren(SearchField)[0]
    field.setText("makl")
    desk.qtbot.waitUntil(dialog.primary.isEnabled, timeout=2000)
    chosen = dialog.document_id()
    assert next(one.name for one in documents if one.id == chosen) == "Maklumat.pdf"


def test_three_thousand_documents_are_one_reset(qtbot: QtBot) -> None:
    uses = tuple(
        Evidence(f"e{n}", "A.1.a", "sk", Document(f"d{n}", f"Berkas {n:04}.pdf", "pdf", f"{n:064x}", size=n))
        for n in range(3000)
    )
    made = EvidenceTable()
    made.show(rows_of(sheet(PACK, evidence=uses)))
    resets: list[int] = []
    made.modelReset.connect(lambda: resets.append(1))
    made.sift(Sieve(text="29"))
    made.sort(Column.NAME, Qt.SortOrder.DescendingOrder)
    made.sort(Column.NAME, Qt.SortOrder.AscendingOrder)
    assert (made.rowCount(), len(resets)) == (159, 1)
    assert made.index(0, 0, QModelIndex()).data() == "Berkas 0029.pdf"


def test_down_leads_from_the_search_into_the_list_of_documents(desk: Desk) -> None:
    documents: list[Document] = []
    for name in ("SK Tim.pdf", "Notulen.pdf"):
        desk.session.do(lambda space, name=name: space.attach(desk.id, "A.1.a", [desk.pdf(name, name)]).sheet)
    desk.wait()
    desk.session.ask(lambda space: space.documents(), documents.extend)
    desk.wait()
    dialog = DocumentDialog(None, desk.sheet, documents, "A.1.c")
    desk.qtbot.addWidget(dialog)
    dialog.show()
    desk.qtbot.waitExposed(dialog)
    desk.qtbot.keyClicks(dialog._search, "notulen")
    desk.qtbot.keyClick(dialog._search, Qt.Key.Key_Return)
    desk.qtbot.keyClick(dialog._search, Qt.Key.Key_Down)
    assert dialog.focusWidget() is dialog._table
    assert dialog.document_id() == next(one.id for one in documents if one.name == "Notulen.pdf")


def test_in_a_narrow_window_every_figure_stays_and_what_has_no_room_is_in_a_menu(desk: Desk) -> None:
    filled(desk)
    page = shown(desk)
    for width in (1178, 912, 840):  # of the page in windows of 1366, 1100 and 900
        page.resize(width, 640)
        desk.wait()
        page._tell_buttons()
        chips = [one for one in page._documents._chips.findChildren(QAbstractButton) if one.isVisible()]
        assert chips and all(one.width() == one.sizeHint().width() for one in chips), width
        row = (page._read, page._next, page._import, page._attach)
        assert page._attach.isVisible()
        away = [action.text() for action in page.more().actions()]
        assert page._more.isVisible() == bool(away)
        offered = [one.text() for one in row[:3] if not one.isHidden()] + away
        assert sorted(offered) == sorted(["Impor", "Bukti kosong berikutnya"]), width
    assert away, "not all of it has room at the last"


def test_what_was_put_into_the_menu_does_the_same(desk: Desk) -> None:
    filled(desk)
    page = shown(desk)
    page.resize(760, 640)
    desk.wait()
    page._tell_buttons()
    with desk.qtbot.waitSignal(desk.session.goto) as asked:
        next(one for one in page.more().actions() if one.text() == "Bukti kosong berikutnya").trigger()
    assert asked.args[0] == "penilaian"
