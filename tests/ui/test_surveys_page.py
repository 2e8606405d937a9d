"""Survei: from a file or a pile of paper to a result, to the worksheet, to the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import choice, group, index, pack
from tests.survey_made import LIBRARY, answered, counted
from tests.ui.desk import drop
from tests.ui.house import House, words, workspace
from tests.ui.test_heartbeat import MOST_MS, Heart

from zi_assess.core.pack import Pack
from zi_assess.core.survey import Frame, Response
from zi_assess.criteria import surveys as forms
from zi_assess.ui.pages.assess import AssessPage
from zi_assess.ui.pages.surveys import SurveysPage
from zi_assess.ui.pages.surveys.collecting import CollectingView, UnitsDialog
from zi_assess.ui.pages.surveys.entering import EntryDialog
from zi_assess.ui.pages.surveys.importing import ImportDialog
from zi_assess.ui.pages.surveys.many import ManyDialog, guess
from zi_assess.ui.pages.surveys.papers import PapersDialog
from zi_assess.ui.pages.surveys.planning import PlanDialog
from zi_assess.ui.pages.surveys.refused import rejected_csv
from zi_assess.ui.pages.surveys.summary import SummaryDialog
from zi_assess.ui.pages.surveys.survey_dialog import SurveyDialog
from zi_assess.ui.pages.surveys.texts import TextsDialog
from zi_assess.workspace import Workspace

UNIT = "Kantor Contoh"
HEADS = (
    "Cap waktu;Nama;Nomor HP;Jenis Kelamin;"
    "Persyaratan;Prosedur;Waktu;Biaya;Produk;Kompetensi;Perilaku;Sarana;Pengaduan"
)


def worksheet() -> Pack:
    """The criteria of the LKE that surveys feed, alone: a window on all of it takes its time."""
    asked = group(
        "A",
        40,
        choice("A.I.6.iv.a", slots=("laporan", "data")),
        choice("A.I.6.iv.b", slots=("daring", "luring")),
        choice("A.I.6.iv.c", slots=("rencana",)),
        rollup="average",
    )
    results = group("B", 60, index("B.I.a", 30), index("B.II.a", 30))
    return pack(asked, results, thresholds={"WBK": [{"of": ["A", "B"], "at_least": 75}]}, id="lke-zi")


def put(space: Workspace, kind: str, period: str, rows: tuple[Response, ...], unit: str = UNIT) -> str:
    """A survey with *rows*, and its id."""
    form = forms.find(kind)
    made = space.surveys.new(unit, form, period, frame=Frame(population=1200 if kind == "skm" else 0))
    for one in rows:
        space.surveys.record_response(made, one)
    return made


@pytest.fixture
def ids() -> dict[str, str]:
    return {}


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, ids: dict[str, str]) -> Iterator[House]:
    ids["lke"] = workspace(tmp_path / "ruang", worksheet())
    with Workspace.open(tmp_path / "ruang", who="Nama Contoh") as space:
        ids["skm"] = put(space, "skm", "Semester I 2026", answered(forms.find("skm"), 12))
        ids["spak"] = put(space, "spak", "Semester I 2026", answered(forms.find("spak"), 20))
        ids["lain"] = put(space, "skm", "Semester I 2026", answered(forms.find("skm"), 9), "Dinas Kesehatan")
    made = House(qtbot, tmp_path / "ruang")
    yield made
    made.close()
    assert made.errors == []


@pytest.fixture
def page(house: House) -> SurveysPage:
    return house.go("survei", SurveysPage)


def shown(house: House, page: SurveysPage, survey: str) -> SurveysPage:
    page.choose(survey)
    house.settle()
    chosen = page.shelf().chosen
    assert chosen is not None and chosen.id == survey
    return page


def opened(house: House, of: type[QDialog], act: Callable[[], object]) -> QDialog:
    act()
    return house.dialog(of)


def stored(house: House) -> Workspace:
    """The workspace as the disk has it, after the window let go of it."""
    path = house.session.path
    assert path is not None
    house.close()
    return Workspace.open(path)


def _answers(page: SurveysPage) -> int:
    """How many respondents the survey on the page has."""
    chosen = page.shelf().chosen
    return chosen.responses.n if chosen else 0


# Results


def test_the_page_lists_the_surveys_of_its_unit_with_value_and_grade(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    listed = [one.id for one in page.shelf().listed]
    assert listed == [ids["skm"], ids["spak"]] and ids["lain"] not in listed
    chosen = page.shelf().chosen
    assert chosen is not None
    result = chosen.result
    told = words(page)
    assert result.ikm is not None and f"{float(result.ikm):.2f}".replace(".", ",") in told
    assert result.grade is not None and result.grade.title in told


def test_few_respondents_are_warned_of_and_a_national_index_is_kept_apart(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    told = words(shown(house, page, ids["spak"]))
    assert "kurang dari 30" in told and "responden kurang" in told
    assert "BPS" in told
    assert "BPS" not in words(shown(house, page, ids["skm"]))


def test_one_click_carries_the_index_and_the_worksheet_says_where_it_came_from(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    shown(house, page, ids["spak"])
    result = page.shelf().chosen
    assert result is not None
    page._carry.click()
    house.settle()
    link = house.sheet.assessment.carried["B.I.a"]
    assert (link.survey, link.n, link.period) == (ids["spak"], 20, "Semester I 2026")
    answer = house.sheet.answer("B.I.a").value
    assert isinstance(answer, Fraction) and abs(answer - (result.result.index or 0)) < Fraction(1, 10**9)
    assert "Sudah dibawa ke LKE: B.I.a" in words(page)
    assess = house.go("penilaian", AssessPage, "B.I.a")
    button = assess._question._carried
    assert button.isVisible() and button.text() == "Dari survei SPAK Semester I 2026, 20 responden"
    button.click()
    house.settle()
    chosen = page.shelf().chosen
    assert chosen is not None and chosen.id == ids["spak"]
    house.go("penilaian", AssessPage, "B.II.a")
    assert not button.isVisible()


def test_carrying_is_one_step_that_can_be_taken_back(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    shown(house, page, ids["spak"])
    page._carry.click()
    house.settle()
    house.session.undo()
    house.settle()
    assert "B.I.a" not in house.sheet.assessment.carried and house.sheet.answer("B.I.a").value is None


def test_a_survey_that_changed_afterwards_says_so_and_can_be_let_go(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    shown(house, page, ids["spak"])
    page._carry.click()
    house.settle()
    worst = dict.fromkeys(forms.find("spak").columns, 1)
    house.session.ask(
        lambda space: space.surveys.record_response(ids["spak"], Response(worst)), lambda _none: None
    )
    house.settle()
    page.show_sheet(house.sheet)
    house.settle()
    assert "Survei berubah sejak dibawa ke B.I.a; bawa lagi." in words(page)
    menu = page._carry.menu()
    assert menu is not None
    again, let_go = menu.actions()
    again.trigger()
    house.settle()
    assert "Sudah dibawa ke LKE: B.I.a" in words(page)
    assert let_go.text() == "Lepaskan tautan B.I.a"
    page.acts.unlink("B.I.a")
    house.settle()
    assert "B.I.a" not in house.sheet.assessment.carried and house.sheet.answer("B.I.a").value is not None
    assert page._carry.menu() is None


def test_every_side_of_a_result_is_offered_when_there_is_something_to_see(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    shown(house, page, ids["skm"])
    for key, expected in (
        ("unsur", "Nilai tiap unsur"),
        ("layanan", "Nilai menurut jenis layanan"),
        ("responden", "Jenis kelamin"),
        ("tren", "Nilai dari waktu ke waktu"),
    ):
        page._views.chosen.emit(key)
        house.settle()
        assert expected in words(page)
    assert not page._views._tabs["harapan"].isVisible() and not page._views._tabs["panas"].isVisible()


def test_a_risk_survey_has_a_heat_map_and_no_rows_to_look_at(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    form = forms.find("maladministrasi")
    path = house.session.path
    assert path is not None
    rows = answered(form, 14, groups=["pegawai"] * 11 + ["pengguna"] * 3)

    def made(space: Workspace) -> str:
        return put(space, "maladministrasi", "Semester I 2026", rows)

    found: list[str] = []
    house.session.ask(made, found.append)
    house.settle()
    shown(house, page, found[0])
    told = words(page)
    assert "Semua yang menjawab" in told and "Kurang dari lima orang menjawab" in told
    assert not page._views._tabs["data"].isVisible() and not page._carry.isVisible()


# Correcting


def test_a_corrected_answer_changes_the_result_and_nonsense_is_refused_in_words(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    shown(house, page, ids["skm"])
    page._views.chosen.emit("data")
    house.settle()
    chosen = page.shelf().chosen
    assert chosen is not None
    before, model = chosen.result.ikm, page.data.model
    assert not model.setData(model.index(0, 1), "7")
    assert "Jawaban harus 1 sampai 4" in words(page)
    old = str(model.index(0, 1).data())
    assert model.setData(model.index(0, 1), "1" if old != "1" else "2")
    house.settle()
    now = page.shelf().chosen
    assert now is not None and now.result.ikm != before and now.responses.n == 12
    page.data.table.selectionModel().setCurrentIndex(
        model.index(3, 1), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    page.data.remove.click()
    house.settle()
    assert _answers(page) == 11


# Typing paper forms in


def test_a_respondent_is_ten_keys_and_is_kept_at_once(
    house: House, page: SurveysPage, ids: dict[str, str], qtbot: QtBot
) -> None:
    shown(house, page, ids["skm"])
    dialog = opened(house, EntryDialog, page.acts.enter)
    assert isinstance(dialog, EntryDialog)
    dialog.fields["jenis_kelamin"].setCurrentIndex(1)  # type: ignore[union-attr]
    dialog.fields["usia"].setText("34 tahun")  # type: ignore[union-attr]
    dialog.fields["tanggal"].setText("kemarin")  # type: ignore[union-attr]
    qtbot.keyClicks(dialog.pad, "443344334")
    qtbot.keyClick(dialog.pad, Qt.Key.Key_Return)
    assert dialog.count() == 12 and "Tulis tanggal" in words(dialog)
    dialog.fields["tanggal"].setText("4/5/2026")  # type: ignore[union-attr]
    dialog.pad.fill({})
    dialog.pad.setFocus()
    for _form in range(3):
        qtbot.keyClicks(dialog.pad, "443344334")
        qtbot.keyClick(dialog.pad, Qt.Key.Key_Return)
    house.settle()
    assert dialog.count() == 15 and "Tersimpan" in words(dialog)
    dialog.reject()
    house.settle()
    with stored(house) as space:
        held = space.surveys.survey(ids["skm"])
        last = held.responses.row(held.form, 14)
        first = held.responses.row(held.form, 12)
        assert (first.profile["usia"], first.profile["jenis_kelamin"]) == ("30–39", "L")
        assert list(last.answers.values()) == [4, 4, 3, 3, 4, 4, 3, 3, 4]
        assert last.profile["tanggal"] == "2026-05-04"  # the pile was filled in on one day
        assert not {"usia", "jenis_kelamin"} & set(last.profile)  # nobody is given the one before's


def test_the_last_form_comes_back_to_be_corrected_and_a_half_one_is_not_kept(
    house: House, page: SurveysPage, ids: dict[str, str], qtbot: QtBot
) -> None:
    shown(house, page, ids["skm"])
    dialog = opened(house, EntryDialog, page.acts.enter)
    assert isinstance(dialog, EntryDialog)
    dialog.fields["usia"].setText("34")  # type: ignore[union-attr]
    qtbot.keyClicks(dialog.pad, "11111111")
    qtbot.keyClick(dialog.pad, Qt.Key.Key_Return)
    assert dialog.count() == 12 and "Masih ada yang belum dijawab" in words(dialog)
    qtbot.keyClick(dialog.pad, Qt.Key.Key_0)
    qtbot.keyClick(dialog.pad, Qt.Key.Key_Return)
    house.settle()
    low = dialog._value.text()
    assert dialog.count() == 13
    dialog.back.click()
    house.settle()
    assert dialog.count() == 12 and dialog._value.text() > low
    assert list(dialog.pad.answers().values()) == [1] * 8
    assert dialog.fields["usia"].text() == "34"
    dialog.reject()
    house.settle()


def test_who_answered_is_typed_without_the_mouse_and_enter_keeps_it_from_there(
    house: House, page: SurveysPage, ids: dict[str, str], qtbot: QtBot
) -> None:
    shown(house, page, ids["skm"])
    dialog = opened(house, EntryDialog, page.acts.enter)
    assert isinstance(dialog, EntryDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_F2)
    assert dialog.fields["jenis_kelamin"].hasFocus()  # the day stays for the whole pile
    qtbot.keyClicks(dialog.fields["jenis_kelamin"], "p")
    qtbot.keyClick(dialog.fields["jenis_kelamin"], Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.focusWidget(), "41")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.count() == 12 and dialog.pad.hasFocus()
    qtbot.keyClicks(dialog.pad, "443344334")
    qtbot.keyClick(dialog, Qt.Key.Key_F2)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    house.settle()
    assert dialog.count() == 13 and dialog.pad.hasFocus() and not dialog.pad.touched()
    dialog.reject()
    house.settle()
    with stored(house) as space:
        held = space.surveys.survey(ids["skm"])
        kept = held.responses.row(held.form, 12).profile
        assert (kept["jenis_kelamin"], kept["usia"]) == ("P", "40–49")


def test_a_form_that_is_just_complete_is_kept_even_when_the_dialog_closes_at_once(
    house: House, page: SurveysPage, ids: dict[str, str], qtbot: QtBot
) -> None:
    shown(house, page, ids["skm"])
    dialog = opened(house, EntryDialog, page.acts.enter)
    assert isinstance(dialog, EntryDialog)
    qtbot.keyClicks(dialog.pad, "443344334")
    qtbot.keyClick(dialog.pad, Qt.Key.Key_Return)
    dialog.reject()
    house.settle()
    assert _answers(page) == 13


# Importing


def csv_file(folder: Path, *lines: str, name: str = "Formulir SKM Mei 2026.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((HEADS, *lines)), encoding="utf-8-sig")
    return path


def row(biaya: str = "Gratis", sarana: str = "4") -> str:
    given = "Sesuai;Mudah;Cepat;{biaya};Sesuai;Kompeten;Sopan dan ramah;{sarana};Dikelola dengan baik"
    return "2026/05/04 9.00;Nama Orang;08123456789;L;" + given.format(biaya=biaya, sarana=sarana)


def importing(house: House, page: SurveysPage, path: Path) -> ImportDialog:
    dialog = opened(house, ImportDialog, lambda: page.acts.import_file(path))
    assert isinstance(dialog, ImportDialog)
    house.settle()
    return dialog


def test_every_row_is_accepted_or_named_and_names_of_people_stay_out(
    house: House, page: SurveysPage, ids: dict[str, str], tmp_path: Path
) -> None:
    shown(house, page, ids["skm"])
    path = csv_file(tmp_path, *[row()] * 8, row(sarana="7"), row(sarana="0"), "Jumlah;;;;;;;;;;;;")
    dialog = importing(house, page, path)
    assert "10 baris responden = 8 diterima + 2 ditolak" in words(dialog)
    columns = dialog.columns.cells
    uses = {
        str(columns.index(n, 0).data()): str(columns.index(n, 1).data()) for n in range(columns.rowCount())
    }
    assert uses["Nama"] == uses["Nomor HP"] == "Tidak diimpor"
    assert uses["Sarana"] == "Jawaban: Sarana dan Prasarana" and uses["Jenis Kelamin"].startswith("Responden")
    assert dialog._read is not None
    listed = rejected_csv(dialog._read).decode("utf-8-sig").splitlines()
    assert listed[0].startswith("Baris;") and [line.split(";")[0] for line in listed[1:]] == ["10", "11"]
    dialog.primary.click()
    house.settle()
    chosen = page.shelf().chosen
    assert chosen is not None and chosen.responses.n == 20
    assert not any(
        "Nama Orang" in label for column in chosen.responses.profile.values() for label in column.labels
    )


def test_unsure_words_are_asked_once_and_the_mapping_is_remembered_for_the_next_file(
    house: House, page: SurveysPage, ids: dict[str, str], tmp_path: Path
) -> None:
    shown(house, page, ids["skm"])
    first = csv_file(tmp_path, *[row()] * 6, *[row(biaya="Tidak mahal")] * 4)
    dialog = importing(house, page, first)
    assert "10 baris responden = 6 diterima + 4 ditolak" in words(dialog)
    assert "“tidak mahal” pada Biaya/Tarif berarti" in words(dialog)
    assert "4 baris ditolak sampai arti jawabannya dipastikan." in words(dialog)
    assert dialog.primary.text() == "Impor 6 responden"
    dialog.meanings.confirm.click()
    house.wait(lambda: "10 diterima + 0 ditolak" in words(dialog))
    assert "sampai arti" not in words(dialog) and dialog.primary.text() == "Impor 10 responden"
    dialog.primary.click()
    house.settle()
    second = csv_file(tmp_path, row(biaya="Tidak mahal"), name="Formulir SKM Juni 2026.csv")
    dialog = importing(house, page, second)
    told = words(dialog)
    assert "dikenali dan dipakai" in told and "1 baris responden = 1 diterima + 0 ditolak" in told
    dialog.reject()


def test_a_column_can_be_given_another_meaning_by_keyboard(
    house: House, page: SurveysPage, ids: dict[str, str], tmp_path: Path, qtbot: QtBot
) -> None:
    shown(house, page, ids["skm"])
    dialog = importing(house, page, csv_file(tmp_path, *[row()] * 5))
    dialog.columns.setFocus()
    dialog.columns.selectRow(11)
    qtbot.keyClick(dialog.columns, Qt.Key.Key_Return)
    assert dialog.use.hasFocus()
    ignored = dialog.use.findText("Tidak diimpor")
    dialog.use.setCurrentIndex(ignored)
    assert dialog.columns.cells.index(11, 1).data() == "Tidak diimpor"
    assert "dipilih sendiri" in str(dialog.columns.cells.index(11, 2).data())
    house.wait(lambda: dialog._read is not None and "sarana" not in dialog._read.responses.answers)
    dialog.reject()


def test_the_same_file_twice_is_asked_about(
    house: House, page: SurveysPage, ids: dict[str, str], tmp_path: Path
) -> None:
    shown(house, page, ids["skm"])
    path = csv_file(tmp_path, *[row()] * 5)
    importing(house, page, path).primary.click()
    house.settle()
    dialog = importing(house, page, path)
    dialog.primary.click()
    house.settle()
    assert "sudah pernah diimpor" in words(dialog) and dialog.primary.text() == "Tetap impor sekali lagi"
    assert _answers(page) == 17
    dialog.primary.click()
    house.settle()
    assert _answers(page) == 22


def test_a_file_that_fills_another_period_already_is_pointed_at_and_still_taken(
    house: House, page: SurveysPage, ids: dict[str, str], tmp_path: Path
) -> None:
    shown(house, page, ids["skm"])
    path = csv_file(tmp_path, *[row()] * 5)
    importing(house, page, path).primary.click()
    house.settle()
    dialog = opened(house, SurveyDialog, page.acts.new)
    assert isinstance(dialog, SurveyDialog)
    dialog.period.setText("Semester II 2026")
    dialog.primary.click()
    house.settle()
    again = importing(house, page, path)
    assert f"sudah diimpor ke {UNIT} · Semester I 2026. Periksa apakah periodenya benar." in words(again)
    again.primary.click()
    house.settle()
    assert _answers(page) == 5


def test_what_is_no_table_is_told_in_the_dialog(
    house: House, page: SurveysPage, ids: dict[str, str], tmp_path: Path
) -> None:
    shown(house, page, ids["skm"])
    bad = tmp_path / "gambar.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    dialog = importing(house, page, bad)
    assert not dialog.primary.isEnabled() and not dialog._error.isHidden()
    dialog.reject()


def test_a_table_can_be_dropped_on_the_page(
    house: House, page: SurveysPage, ids: dict[str, str], tmp_path: Path
) -> None:
    shown(house, page, ids["skm"])
    drop(page, csv_file(tmp_path, row()))
    dialog = house.dialog(ImportDialog)
    house.settle()
    assert "1 diterima" in words(dialog)
    dialog.reject()


def test_a_large_file_never_holds_the_window(
    house: House, page: SurveysPage, ids: dict[str, str], tmp_path: Path
) -> None:
    shown(house, page, ids["skm"])
    importing(
        house, page, csv_file(tmp_path, row(), name="kecil.csv")
    ).reject()  # modules load once a process
    path = csv_file(tmp_path, *[row()] * 20_000, name="besar.csv")
    heart = Heart()
    dialog = importing(house, page, path)
    house.wait(lambda: dialog._read is not None)
    dialog.primary.click()
    house.wait(lambda: _answers(page) > 20_000)
    house.settle()
    assert heart.taken() < 3 * MOST_MS  # the dialog itself is built in this time as well


# Starting, describing, planning


def test_a_new_survey_is_described_once_and_its_sample_is_told(house: House, page: SurveysPage) -> None:
    dialog = opened(house, SurveyDialog, page.acts.new)
    assert isinstance(dialog, SurveyDialog)
    house.settle()
    dialog.primary.click()
    assert "Tulis periodenya" in words(dialog)
    dialog.kind.setCurrentIndex(dialog.kind.findData("spkp/4"))
    dialog.period.setText("Triwulan II 2026")
    dialog.first.setText("1/4/2026")
    dialog.last.setText("31/3/2026")
    dialog.population.entry.setText("350")
    dialog.population.entry.textEdited.emit("350")
    assert "184 responden" in words(dialog)
    dialog.primary.click()
    assert "mendahului" in words(dialog)
    dialog.last.setText("30 Juni 2026")
    dialog.way.setCurrentIndex(dialog.way.findData("third"))
    dialog.provider.setText("Lembaga Survei Uji")
    dialog.customers.setCurrentIndex(dialog.customers.findData("internal"))
    dialog.primary.click()
    house.settle()
    chosen = page.shelf().chosen
    assert chosen is not None
    assert (chosen.form.kind, chosen.form.variant, chosen.period) == ("spkp", "4", "Triwulan II 2026")
    assert (chosen.first, chosen.last, chosen.way) == (date(2026, 4, 1), date(2026, 6, 30), "third")
    assert (chosen.frame.population, chosen.frame.customers) == (350, "internal")
    assert "Belum ada jawaban" in words(page)


def test_a_printed_summary_can_be_typed_where_answers_are_not_known(house: House, page: SurveysPage) -> None:
    dialog = opened(house, SurveyDialog, page.acts.new)
    assert isinstance(dialog, SurveyDialog)
    house.settle()
    dialog.period.setText("Tahun 2024")
    dialog.primary.click()
    house.settle()
    typed = opened(house, SummaryDialog, page.acts.type_in)
    assert isinstance(typed, SummaryDialog)
    typed.primary.click()
    assert "jumlah respondennya" in words(typed)
    typed.n.entry.setText("187")
    typed.ikm.entry.setText("87,64")
    typed.primary.click()
    house.settle()
    assert "87,64" in words(page) and "187" in words(page)


def test_the_plan_becomes_follow_ups_of_the_lowest_unsur(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    shown(house, page, ids["skm"])
    chosen = page.shelf().chosen
    assert chosen is not None
    lowest = chosen.result.lowest[0]
    dialog = opened(house, PlanDialog, page.acts.plan)
    assert isinstance(dialog, PlanDialog)
    assert [one.unsur for one in dialog.lines] == [one.code for one in chosen.result.lowest]
    dialog.lines[0].what.setText("Tambah loket")
    dialog.lines[0].who.setText("Kepala Seksi")
    dialog.lines[0].due.setText("1/8/2026")
    dialog.primary.click()
    house.settle()
    made = house.sheet.assessment.follow_ups[-1]
    assert (made.what, made.who, made.due) == ("Tambah loket", "Kepala Seksi", date(2026, 8, 1))
    assert made.source == f"survey:{ids['skm']}:{lowest.code}" and made.code == "A.I.6.iv.c"
    assert page.shelf().chosen.followed(lowest.code) == (made,)  # type: ignore[union-attr]


def test_what_is_written_for_the_report_stays_with_the_survey(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    shown(house, page, ids["skm"])
    dialog = opened(house, TextsDialog, page.acts.texts)
    assert isinstance(dialog, TextsDialog)
    dialog.texts["contact"].setPlainText("Loket Pengaduan")
    dialog.steps[0][1].setText("besok")
    dialog.primary.click()
    assert "Tulis tanggal" in words(dialog)
    dialog.steps[0][1].setText("2/1/2026")
    dialog.steps[0][2].setText("9/1/2026")
    dialog.primary.click()
    house.settle()
    with stored(house) as space:
        kept = space.surveys.survey(ids["skm"]).frame
        assert kept.words["contact"] == "Loket Pengaduan" and kept.population == 1200
        assert '"2026-01-02", "2026-01-09", 6' in kept.words["schedule"]


# On paper


def test_a_poster_is_filed_as_evidence_in_one_click(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    shown(house, page, ids["skm"])
    dialog = opened(house, PapersDialog, page.acts.papers)
    assert isinstance(dialog, PapersDialog)
    dialog.cards["poster"].setChecked(True)
    house.settle()
    assert dialog.file.isEnabled() and "A.I.6.iv.b" in dialog.file.text()
    dialog.file.click()
    house.settle()
    uses = house.sheet.assessment.evidence_for("A.I.6.iv.b")
    assert [one.slot for one in uses] == ["daring"]
    assert uses[0].document.name == f"Poster publikasi A3 SKM {UNIT} Semester I 2026.pdf"
    assert "Disimpan sebagai bukti A.I.6.iv.b" in words(dialog)
    dialog.reject()


def test_a_paper_of_another_day_is_not_filed_under_the_new_one(
    house: House, page: SurveysPage, ids: dict[str, str]
) -> None:
    shown(house, page, ids["skm"])
    dialog = opened(house, PapersDialog, page.acts.papers)
    assert isinstance(dialog, PapersDialog)
    dialog.cards["poster"].setChecked(True)
    house.settle()
    before = dialog.paper.pdf
    dialog.day.set_day(date(2026, 2, 3))
    assert not dialog.file.isEnabled() and not dialog.print.isEnabled()
    house.wait(dialog.file.isEnabled)
    assert dialog.paper.pdf not in (None, before)
    dialog.reject()


def test_a_paper_is_saved_under_a_name_that_says_what_it_is(
    house: House, page: SurveysPage, ids: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(house, page, ids["skm"])
    asked: list[str] = []

    def choose(parent: QWidget, title: str, place: str, kinds: str) -> tuple[str, str]:
        asked.append(place)
        return str(tmp_path / "laporan.pdf"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog = opened(house, PapersDialog, page.acts.papers)
    assert isinstance(dialog, PapersDialog)
    house.settle()
    dialog.primary.click()
    house.settle()
    assert asked[0].endswith(f"Laporan SKM lengkap {UNIT} Semester I 2026.pdf")
    assert (tmp_path / "laporan.pdf").read_bytes().startswith(b"%PDF")
    assert "Disimpan: laporan.pdf" in words(dialog), "what the window says lies behind the dialog"
    dialog.reject()


# Who has reported


def test_the_list_of_units_shows_who_is_missing(house: House, page: SurveysPage) -> None:
    page.open_view("pengumpulan")
    house.settle()
    view = next(one for one in page.findChildren(CollectingView) if one.isVisible())
    dialog = opened(house, UnitsDialog, view.ask_units)
    assert isinstance(dialog, UnitsDialog)
    dialog.names.setPlainText("1. Dinas Kesehatan\n2. Dinas Sosial\n3. dinas sosial\n")
    dialog.primary.click()
    house.settle()
    assert [(one.unit, one.state.value) for one in view.rows()] == [
        ("Dinas Sosial", "missing"),
        ("Dinas Kesehatan", "done"),
        (UNIT, "done"),
    ]
    assert "2 dari 3 unit" in words(view)


def test_a_unit_that_sent_a_package_has_reported_too(house: House, page: SurveysPage, tmp_path: Path) -> None:
    package = tmp_path / "dinas.zipkg"
    with Workspace.create(tmp_path / "dinas", who="Tim ZI Dinas") as there:
        mine = there.new(worksheet(), "Dinas Sosial", 2026, target="WBK")
        made = put(there, "skm", "Semester I 2026", answered(forms.find("skm"), 45), "Dinas Sosial")
        for code in there.surveys.targets(mine, made):
            there.surveys.carry(mine, code, made)
        ikm = there.surveys.result(made).ikm
        there.exchange.export(mine, package, evidence="all")

    def take(space: Workspace) -> object:
        incoming = space.exchange.inspect(package)
        return space.exchange.take(incoming, trust=incoming.fingerprint.words)

    house.session.ask(take, lambda _taken: None)
    house.settle()
    page.open_view("pengumpulan")
    house.settle()
    view = next(one for one in page.findChildren(CollectingView) if one.isVisible())
    social = [one for one in view.rows() if one.unit == "Dinas Sosial"]
    assert [(one.state.value, one.held.point.n if one.held else 0) for one in social] == [("done", 45)]
    (held,) = [one.held for one in social if one.held]
    assert held.sent and held.point.ikm is not None and ikm is not None and abs(held.point.ikm - ikm) < 1e-9
    assert held.point.grade is not None
    assert "dari kiriman" in [view.model.index(at, 6).data() for at in range(view.model.rowCount())]


def test_many_files_become_a_survey_each_of_the_unit_in_their_names(
    house: House, page: SurveysPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [csv_file(tmp_path, *[row()] * 4, name="skm_dinas_sosial.csv")]
    paths.append(csv_file(tmp_path, row(biaya="Tidak mahal"), name="skm dinas kesehatan.csv"))
    picked = ([str(one) for one in paths], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: picked)
    page.open_view("pengumpulan")
    house.settle()
    view = next(one for one in page.findChildren(CollectingView) if one.isVisible())
    mine = house.sheet.assessment.id
    house.session.do(
        lambda space: space.keep_choice(mine, "surveys.expected", "Dinas Sosial\nDinas Kesehatan")
    )
    house.settle()
    dialog = opened(house, ManyDialog, view.import_files)
    assert isinstance(dialog, ManyDialog)
    house.wait(lambda: len(dialog._lines) == 2)
    assert [one.unit.text() for one in dialog._lines] == ["Dinas Sosial", "Dinas Kesehatan"]
    assert [one.tick.isChecked() for one in dialog._lines] == [True, False]
    dialog.period.setText("Mei 2026")
    dialog.primary.click()
    house.settle()
    social = next(one for one in view.rows() if one.unit == "Dinas Sosial")
    assert social.held is not None and (social.held.point.n, social.held.point.period) == (4, "Mei 2026")


def test_a_recap_gives_every_unit_its_line(
    house: House, page: SurveysPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recap = tmp_path / "rekap.csv"
    heads = ";".join(["OPD", *(f"U{number}" for number in range(1, 10)), "Jumlah responden"])
    rows = ["Dinas Sosial;" + "3,5;" * 9 + "40", "Dinas Rusak;" + "5;" * 9 + "40"]
    recap.write_text("\n".join([heads, *rows]), encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(recap)], ""))
    page.open_view("pengumpulan")
    house.settle()
    view = next(one for one in page.findChildren(CollectingView) if one.isVisible())
    dialog = opened(house, ManyDialog, view.import_files)
    assert isinstance(dialog, ManyDialog)
    house.wait(lambda: len(dialog._lines) == 2)
    assert [(one.tick.isChecked(), one.unit.text()) for one in dialog._lines] == [
        (True, "Dinas Sosial"),
        (False, ""),
    ]
    dialog.period.setText("Mei 2026")
    dialog.primary.click()
    house.settle()
    social = next(one for one in view.rows() if one.unit == "Dinas Sosial")
    assert social.held is not None and (social.held.point.n, social.held.point.ikm) == (40, Fraction("87.5"))


def test_a_unit_is_guessed_from_the_name_of_the_file_or_its_folder() -> None:
    units = ("Dinas Kesehatan", "Kecamatan Cibadak")
    assert guess(Path("rekap/SKM_Dinas-Kesehatan_2026.xlsx"), units) == "Dinas Kesehatan"
    assert guess(Path("Kecamatan Cibadak/rekap.csv"), units) == "Kecamatan Cibadak"
    assert guess(Path("unduhan/rekap.csv"), units) == ""


# From answers to the wall and the worksheet


def test_published_answers_go_from_a_file_to_the_poster_and_the_worksheet(
    house: House, page: SurveysPage, tmp_path: Path
) -> None:
    dialog = opened(house, SurveyDialog, page.acts.new)
    assert isinstance(dialog, SurveyDialog)
    house.settle()
    dialog.period.setText("Mei-Juni 2023")
    dialog.primary.click()
    house.settle()
    path = tmp_path / "perpustakaan.csv"
    keys = list(LIBRARY)
    lines = [";".join(keys)] + [";".join(str(one.answers[key]) for key in keys) for one in counted(LIBRARY)]
    path.write_text("\n".join(lines), encoding="utf-8")
    importing(house, page, path).primary.click()
    house.settle()
    assert "87,64" in words(page) and "B · Baik" in words(page)
    papers = opened(house, PapersDialog, page.acts.papers)
    assert isinstance(papers, PapersDialog)
    papers.cards["poster-a4"].setChecked(True)
    house.settle()
    papers.file.click()
    house.settle()
    papers.reject()
    chosen = page.shelf().chosen
    assert chosen is not None
    page.acts.carry("A.I.6.iv.a")
    house.settle()
    assert house.sheet.assessment.carried["A.I.6.iv.a"].survey == chosen.id
    assert len(house.sheet.assessment.evidence_for("A.I.6.iv.b")) == 1
