"""Papers about surveys: what is printed is what the survey comes to, on pages nothing falls off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from tests.reports.paper import boxes, fonts, outline, pages, squash, text
from tests.survey_made import LIBRARY, UNIT, answered, counted, sheet, survey
from zi_assess import criteria, i18n
from zi_assess.core.assessment import FollowUp, Progress
from zi_assess.core.pack import Pack
from zi_assess.core.survey import Frame, TrendPoint, Typed, grade, trend
from zi_assess.criteria import surveys as forms
from zi_assess.errors import ZiError
from zi_assess.reports import collecting, formulir, surveys, surveytexts
from zi_assess.reports import surveywords as said
from zi_assess.reports.board import A3, A4
from zi_assess.reports.charts import Circle, Rect
from zi_assess.reports.collecting import Held, State
from zi_assess.reports.surveycharts import Point, Spot, UnsurBar, heat_map, trend_line, unsur_bars
from zi_assess.reports.surveysheet import SurveySheet, gather, source

AS_OF = date(2026, 7, 6)
KINDS = tuple(form.kind for form in forms.kinds())
PAPERS = [(kind, one.id) for kind in KINDS for one in surveys.offered(forms.find(kind))]


def library() -> SurveySheet:
    return sheet("skm", counted(LIBRARY))


@pytest.fixture
def lke() -> Pack:
    return criteria.find("lke-zi")


@pytest.mark.parametrize(("kind", "paper"), PAPERS)
def test_every_paper_of_every_kind_is_drawn_alike_twice_with_its_own_fonts(kind: str, paper: str) -> None:
    mine = sheet(kind)
    made = surveys.render(paper, mine, AS_OF)
    assert made == surveys.render(paper, mine, AS_OF)
    assert len(fonts(made)) >= 2 and all(fonts(made).values())
    assert squash(UNIT.name) in text(made)


@pytest.mark.parametrize(("kind", "paper"), PAPERS)
def test_nothing_falls_off_a_page_however_long_the_names_are(kind: str, paper: str) -> None:
    long = replace(UNIT, name="Kantor " + "Pelayanan Perizinan Terpadu dan Penanaman Modal " * 4)
    mine = sheet(kind, unit=long, period="Semester I 2026 " + "lanjutan " * 6)
    made = surveys.render(paper, mine, AS_OF)
    shown = PdfReader(BytesIO(made)).pages
    wide, tall = float(shown[0].mediabox.width), float(shown[0].mediabox.height)
    for left, top, right, bottom in boxes(made):
        assert left >= -0.5 and right <= wide + 0.5 and top >= -0.5 and bottom <= tall + 0.5


def test_the_library_s_published_figures_are_printed() -> None:
    for paper in ("laporan-skm", "ringkas", "poster"):
        assert "87,64" in text(surveys.render(paper, library(), AS_OF)), paper
    report = text(surveys.render("laporan-skm", library(), AS_OF))
    for nrr in ("3,369", "3,439", "3,401", "3,850", "3,326", "3,492", "3,524", "3,781"):
        assert nrr in report
    assert "B·Baik" in report and "187responden" in report


def test_the_full_report_has_the_chapters_of_skm_reports_and_a_contents_that_leads_to_them() -> None:
    made = surveys.render("laporan-skm", library(), AS_OF)
    titles = [title for _depth, title in outline(made)]
    for chapter in ("Bab I", "Bab II", "Bab III", "Bab IV", "Bab V", "Lampiran"):
        assert any(title.startswith(chapter) for title in titles)
    shown = pages(made)
    contents = squash(shown[1])
    found = [
        (title, number)
        for number, words in enumerate(shown[2:], 3)
        for title in titles
        if squash(title) in squash(words)[:80] and title.startswith(("Bab", "Lampiran"))
    ]
    assert len(found) == 6
    for title, number in found:
        assert squash(title) + str(number) in contents


def test_a_population_of_1200_needs_more_than_187_and_the_report_says_so() -> None:
    made = text(surveys.render("laporan-skm", library(), AS_OF))
    assert "291" in made and "Belumsesuai" in made
    enough = library()
    small = replace(
        enough, held=replace(enough.held, frame=replace(enough.frame, population=200), counted=None)
    )
    assert "Belumsesuai" not in text(surveys.render("laporan-skm", small, AS_OF))


def test_the_poster_is_the_same_on_a3_and_a4_but_larger() -> None:
    large, small = surveys.render("poster", library(), AS_OF), surveys.render("poster-a4", library(), AS_OF)
    sizes = [PdfReader(BytesIO(one)).pages[0].mediabox for one in (large, small)]
    assert float(sizes[0].width) == pytest.approx(float(sizes[1].width) * 2**0.5, abs=0.1)
    assert (round(float(sizes[1].width)), round(float(sizes[1].height))) == (
        round(A4.width),
        round(A4.height),
    )
    assert A3.width * A3.scale == pytest.approx(841.9, abs=0.1)
    assert text(large) == text(small)


def test_the_poster_says_where_to_complain_and_what_people_were_asked() -> None:
    mine = library()
    told = replace(mine.frame, words={"contact": "Loket Pengaduan\nTelepon 000123"})
    shown = text(surveys.render("poster", replace(mine, held=replace(mine.held, frame=told)), AS_OF))
    for words in ("LoketPengaduan", "Telepon000123", "Semester I 2026", "Layanan 0", "laki-laki", "SMA"):
        assert squash(words) in shown


def test_a_place_to_complain_that_is_too_long_for_the_poster_is_seen_to_go_on() -> None:
    mine = library()
    told = replace(mine.frame, words={"contact": "\n".join(f"Loket {n}" for n in range(1, 10))})
    shown = text(surveys.render("poster", replace(mine, held=replace(mine.held, frame=told)), AS_OF))
    assert "Loket7…" in shown and "Loket8" not in shown


def test_the_poster_names_who_answered_when_and_which_services_they_used() -> None:
    shown = text(surveys.render("poster", library(), AS_OF))
    for words in (
        "94laki-laki·93perempuan",
        "187orang",
        "5Januari2026–26Juni2026",
        "SMA63orang",
        "Layanan0",
        "Layanan1",
    ):
        assert words in shown, words
    assert "PermenPANRB14/2017" in shown and "Terimakasih" in shown


LONG_CONTACT = "Loket Pengaduan\nTelepon 000\nlapor.example.test\nJalan Uji 1\nKota Uji\nLantai 2"


@pytest.mark.parametrize("services", [1, 4, 20])
@pytest.mark.parametrize("contact", ["", LONG_CONTACT])
@pytest.mark.parametrize("kind", ["skm", "spkp", "a4"])
def test_on_the_poster_no_line_lies_on_another(kind: str, contact: str, services: int) -> None:
    rows = [
        replace(one, profile={**one.profile, "layanan": f"Layanan {place % services}"})
        for place, one in enumerate(answered(forms.find(kind), 120))
    ]
    made = surveys.render("poster-a4", sheet(kind, rows, frame=Frame(words={"contact": contact})), AS_OF)
    letters = sorted(boxes(made), key=lambda one: one[1])
    for number, (left, _top, right, low) in enumerate(letters):
        for left2, top2, right2, low2 in letters[number + 1 :]:
            if top2 > low - 2:
                break
            same_line = abs(low - low2) < 5  # descenders and commas hang below the others
            assert same_line or min(right, right2) - max(left, left2) < 1.5


@pytest.mark.parametrize("kind", KINDS)
def test_no_table_of_a_result_is_torn_and_nobody_signs_an_empty_page(kind: str) -> None:
    form = forms.find(kind)
    for services in range(1, 16):
        rows = [
            replace(one, profile={**one.profile, "layanan": f"Layanan {place % services}"})
            for place, one in enumerate(answered(form, 150))
        ]
        shown = [squash(page) for page in pages(surveys.render("ringkas", sheet(kind, rows), AS_OF))]
        signed = next(page for page in shown if "KetuaTimSurvei" in page)
        assert "Yangakandibenahi" in signed and "Penanggungjawab" in signed
        (planned,) = [page for page in shown if "Programataukegiatan" in page]
        assert "Belumadakegiatanyangdicatat" in planned
        for field in form.profile:
            heads = sum(page.count(squash(f"{field.title} Responden Bagian")) for page in shown)
            assert heads <= 1, field.title
        for page in shown:
            assert page.count("Dijalankandandiperiksa") == page.count("BentukMenjawabKekerapan")


def test_a_units_index_is_never_taken_for_the_national_one() -> None:
    for paper in ("ringkas", "poster"):
        assert "BPS" in text(surveys.render(paper, sheet("spak"), AS_OF))
        assert "BPS" not in text(surveys.render(paper, sheet("skm"), AS_OF))
    mine = sheet("spak").result
    assert said.headline(mine) == i18n.number(mine.index or 0) and said.on_four(mine)
    assert said.headline(library().result) == "87,64"


def test_groups_below_five_stay_hidden_and_nobodys_risk_becomes_one_score() -> None:
    form = forms.find("maladministrasi")
    labels = ["pegawai"] * 9 + ["pengguna"] * 3
    role = form.of_role("group")
    assert role is not None and {one.key for one in role.options} >= set(labels)
    mine = sheet("maladministrasi", answered(form, 12, groups=labels))
    made = text(surveys.render("ringkas", mine, AS_OF))
    assert "kurangdarilimaorang" in made
    assert mine.result.ikm is None and "Indeks" not in made
    few = sheet("maladministrasi", answered(form, 3))
    assert "Kurangdari5orang" in text(surveys.render("ringkas", few, AS_OF))


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_asks_every_question_once_and_knows_no_answers(kind: str) -> None:
    form = forms.find(kind)
    for made in (formulir.a4, formulir.phone):
        shown = text(made(formulir.blank(form, "Kantor Uji", "Triwulan II 2026"), AS_OF))
        for unsur in form.unsur:
            for item in unsur.asked:
                assert shown.count(squash(item.question)) == 1
        assert "KantorUji" in shown and "TriwulanII2026" in shown


def test_the_skm_form_fits_one_page_and_asks_what_is_hoped_for_only_when_wanted() -> None:
    mine = sheet("skm", ())
    made = surveys.render("formulir", mine, AS_OF)
    assert len(pages(made)) == 1
    hoped = "Seberapa penting hal ini bagi Saudara?"
    assert squash(hoped) not in text(made)
    wished = replace(mine.frame, words={"optional": "yes"})
    asked = text(surveys.render("formulir", replace(mine, held=replace(mine.held, frame=wished)), AS_OF))
    assert asked.count(squash(hoped)) == 9


def test_the_plan_prints_what_is_kept_in_its_quarter_and_leaves_room_for_the_rest() -> None:
    mine = library()
    lowest = mine.result.lowest
    done = FollowUp(
        "f1",
        "A.I.6.iv.c",
        "Tambah loket",
        "Kepala Seksi",
        date(2026, 8, 1),
        source=source(mine.id, lowest[0].code),
    )
    dropped = replace(done, id="f2", what="Tidak jadi", status=Progress.DROPPED)
    other = replace(done, id="f3", what="Bukan dari survei ini", source=source("lain", lowest[0].code))
    planned = gather(mine.held, follow_ups=(done, dropped, other))
    made = text(surveys.render("rencana-tindak-lanjut", planned, AS_OF))
    assert "Tambahloket" in made and "KepalaSeksi" in made
    assert "Tidakjadi" not in made and "Bukandarisurvei" not in made
    for one in lowest:
        assert squash(one.title) in made


def test_the_follow_ups_of_the_survey_before_are_told_with_what_came_of_them() -> None:
    mine = library()
    before = TrendPoint("lalu", "Semester II 2025", "", 100, Fraction(3), Fraction(75), None, "")
    now = mine.held.point
    kept = FollowUp(
        "f",
        "A.I.6.iv.c",
        "Ganti antrean",
        status=Progress.DONE,
        effect="Antre 10 menit",
        source=source("lalu", "waktu"),
    )
    made = text(
        surveys.render(
            "laporan-skm", gather(mine.held, trend=trend((before, now)), follow_ups=(kept,)), AS_OF
        )
    )
    assert "Gantiantrean" in made and "Antre10menit" in made
    assert "naik12,64" in made


def test_a_summary_that_was_typed_makes_a_report_and_a_poster() -> None:
    typed = Typed(40, (), Fraction("81.25"))
    mine = sheet("skm", (), typed=typed)
    assert "81,25" in text(surveys.render("poster", mine, AS_OF))
    assert "81,25" in text(surveys.render("laporan-skm", mine, AS_OF))


def test_comments_are_counted_and_printed_only_when_the_unit_says_so() -> None:
    mine = library()
    wordy = replace(mine.held.responses, remarks=("Kursi kurang", *[""] * 186))
    mine = replace(mine, held=replace(mine.held, responses=wordy))
    assert "Kursikurang" not in text(surveys.render("laporan-skm", mine, AS_OF))
    shown = replace(mine.held.frame, words={"remarks": "yes"})
    mine = replace(mine, held=replace(mine.held, frame=shown))
    assert "Kursikurang" in text(surveys.render("laporan-skm", mine, AS_OF))


def test_an_example_says_so_on_every_page() -> None:
    made = surveys.render("laporan-skm", replace(library(), example=True), AS_OF)
    assert all("CONTOH" in page for page in pages(made))


def test_a_paper_that_a_survey_cannot_have_is_refused_with_those_it_can() -> None:
    with pytest.raises(ZiError) as caught:
        surveys.render("poster", sheet("maladministrasi"), AS_OF)
    assert "ringkas" in str(caught.value.values["kinds"])


@pytest.mark.parametrize(
    ("kind", "paper", "there"),
    [
        ("skm", "laporan-skm", ("A.I.6.iv.a", "laporan")),
        ("skm", "poster", ("A.I.6.iv.b", "daring")),
        ("skm", "rencana-tindak-lanjut", ("A.I.6.iv.c", "rencana")),
        ("spak", "ringkas", ("B.I.a", "laporan_spak")),
        ("spkp", "ringkas", ("B.II.a", "laporan_spkp")),
    ],
)
def test_a_paper_is_evidence_where_the_worksheet_asks_for_it(
    kind: str, paper: str, there: tuple[str, str], lke: Pack
) -> None:
    assert surveys.place(surveys.SURVEY_REPORTS[paper], forms.find(kind), lke) == there
    question = lke.question(there[0])
    assert question is not None and there[1] in {slot.id for slot in question.evidence}


def test_every_place_a_paper_names_exists_in_the_worksheet(lke: Pack) -> None:
    for report in surveys.SURVEY_REPORTS.values():
        for code, slot in report.filed.values():
            question = lke.question(code)
            assert question is not None
            assert not slot or slot in {one.id for one in question.evidence}


def test_the_schedule_is_read_as_it_was_written_and_nonsense_is_the_usual_one() -> None:
    steps = (
        surveytexts.Schedule("Persiapan", date(2026, 1, 2), date(2026, 1, 9), 6),
        surveytexts.Schedule("Laporan"),
    )
    assert surveytexts.read_schedule(surveytexts.write_schedule(steps)) == steps
    assert surveytexts.read_schedule("{") == () == surveytexts.read_schedule("[[1]]")
    assert surveytexts.workdays(date(2026, 1, 2), date(2026, 1, 9)) == 6
    assert len(surveytexts.schedule(library())) == 4


# Charts


def test_a_bar_is_as_long_as_its_value_between_25_and_100() -> None:
    rows = [
        UnsurBar("a", 100.0, "A", ("100",)),
        UnsurBar("b", 62.5, "D", ("62,5",)),
        UnsurBar("c", None, "", ("–",)),
    ]
    drawn = unsur_bars(rows, (), 400, columns=(40,))
    lengths = [one.width for one in drawn.shapes if isinstance(one, Rect) and one.fill in ("ok", "bad")]
    assert len(lengths) == 2 and lengths[1] == pytest.approx(lengths[0] / 2)


def test_spots_of_a_heat_map_never_cover_each_other() -> None:
    spots = [Spot(name, 1.0, 2.0) for name in "abcdefgh"]
    drawn = heat_map(spots, "0123", "0123", 400, 300, names=("x", "y"))
    middles = [(one.x, one.y) for one in drawn.shapes if isinstance(one, Circle) and one.fill == "ink"]
    assert len(set(middles)) == len(spots)
    apart = [abs(complex(*one) - complex(*other)) for one in middles for other in middles if one != other]
    assert min(apart) > 9 * 2


def test_a_trend_leaves_a_gap_where_a_period_has_no_value() -> None:
    points = [Point("1", 70.0, "70"), Point("2", None, "–"), Point("3", 80.0, "80")]
    drawn = trend_line(points, (), 300, 120)
    assert sum(isinstance(one, Circle) for one in drawn.shapes) == 2
    assert trend_line([Point("1", None, "–")], (), 300, 120).shapes == ()


def test_a_blank_risk_form_asks_both_sides_of_its_heat_map_unless_the_unit_does_not_want_it() -> None:
    empty = formulir.blank(forms.find("maladministrasi"), "Kantor Contoh", "2026")
    shown = text(formulir.a4(empty, AS_OF))
    assert "Belumadaaturan" in shown and "Keterangandancontoh" in shown and "Sarandanmasukan" not in shown
    frame = replace(empty.frame, words={"optional": "no"})
    without = replace(empty, held=replace(empty.held, frame=frame))
    assert "Belumadaaturan" not in text(formulir.a4(without, AS_OF))
    assert "Tidakpenting" not in text(formulir.a4(formulir.blank(forms.find("skm")), AS_OF))


def test_a_scale_word_ends_a_line_at_its_hyphen_and_nowhere_else() -> None:
    assert "Kadang-kadang" in text(formulir.a4(formulir.blank(forms.find("spak")), AS_OF)).replace(" ", "")


# Who has reported


def held(unit: str, period: str = "Semester I 2026", n: int = 40, ikm: str = "80") -> Held:
    table = forms.find("skm").table()
    value = Fraction(ikm)
    point = TrendPoint(
        unit, period, "", n, value / 25 if n else None, value if n else None, grade(value, table), ""
    )
    return Held(unit, unit, "self", point)


def test_units_that_are_awaited_come_first_and_names_match_whatever_their_case() -> None:
    rows = collecting.collect(
        ("Dinas Sosial", "dinas  kesehatan", "Inspektorat"),
        [held("Dinas Kesehatan"), held("Kecamatan Utara", n=0), held("Dinas Pendidikan", "Semester II 2025")],
        "semester i 2026",
    )
    assert [(one.unit, one.state, one.expected) for one in rows] == [
        ("Dinas Sosial", State.MISSING, True),
        ("Inspektorat", State.MISSING, True),
        ("Kecamatan Utara", State.BEGUN, False),
        ("dinas  kesehatan", State.DONE, True),
    ]
    assert collecting.counted(rows) == (1, 4)


def test_a_pasted_list_loses_its_numbers_bullets_and_repeats() -> None:
    typed = "1. Dinas Kesehatan\n2) Dinas Sosial\n\n- Inspektorat\tdinas  sosial\n"
    assert collecting.read_units(typed) == ("Dinas Kesehatan", "Dinas Sosial", "Inspektorat")


def test_the_list_is_a_workbook_with_figures_and_no_formulas() -> None:
    rows = collecting.collect(("=HYPERLINK(1)",), [held("Dinas Kesehatan", ikm="87.645")])
    made = collecting.workbook(rows, "Pengumpulan SKM", str.upper, AS_OF)
    assert made == collecting.workbook(rows, "Pengumpulan SKM", str.upper, AS_OF)
    page = openpyxl.load_workbook(BytesIO(made)).active
    assert page is not None
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    assert len(cells[0]) == 9 and cells[2][1] == "Dinas Kesehatan" and cells[2][6] == 87.65
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_the_list_on_paper_names_who_is_awaited() -> None:
    rows = collecting.collect(tuple(f"Dinas {n}" for n in range(80)), [held("Dinas 3")])
    made = collecting.paper(rows, "Pengumpulan SKM", str, AS_OF)
    shown = text(made)
    assert len(pages(made)) > 1 and shown.count("ditunggu") == 79 and "1dari80unit" in shown


def test_papers_speak_english_when_asked() -> None:
    i18n.use("en")
    assert "87.64" in text(surveys.render("poster", library(), AS_OF))


def test_a_survey_knows_its_own_sheet_without_a_workspace() -> None:
    mine = gather(survey("skm"))
    assert mine.result.n == 40 and mine.plan == () and mine.trend == ()
