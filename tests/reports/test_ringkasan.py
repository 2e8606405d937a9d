"""The summary says where the unit stands, and a head can sign it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests import builders
from tests.reports.paper import AS_OF, PROFILE, boxes, filled, outline, pages, squash, text, where
from zi_assess import i18n
from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import Held, PrerequisiteAnswer, Profile, Stage, Unit
from zi_assess.core.pack import Pack
from zi_assess.core.sheet import LastYear, Sheet
from zi_assess.reports import render


def all_best(pack: Pack, **fields: object) -> Sheet:
    answers = {Stage.SELF: builders.all_answered(pack)}
    return sheets.make(pack, builders.assessment(pack, answers=answers, **fields))


def test_the_total_is_the_strict_one_and_the_official_one_stands_beside_it(lke: Pack) -> None:
    sheet = filled(lke)
    printed = text(render("ringkasan", sheet, AS_OF))
    assert sheet.scores.official != sheet.scores.strict
    assert squash(f"Nilai total{i18n.number(sheet.scores.strict)}dari 100 · ambang WBK 75,00") in printed
    assert squash(f"Menurut rumus lembar Excel{i18n.number(sheet.scores.official)}") in printed


def test_the_official_total_is_not_repeated_when_it_is_the_same(lke: Pack) -> None:
    assert "Excel" not in text(render("ringkasan", all_best(lke), AS_OF))


@pytest.mark.parametrize(
    ("before", "words"),
    [("60", "60,00 (naik 40,00)"), ("100", "100,00 (tetap)")],
)
def test_last_year_stands_with_how_it_moved(lke: Pack, before: str, words: str) -> None:
    sheet = replace(all_best(lke), last_year=LastYear(2025, Fraction(before)))
    assert squash(f"Tahun 2025{words}") in text(render("ringkasan", sheet, AS_OF))


def test_a_fall_since_last_year_is_named(lke: Pack) -> None:
    sheet = replace(builders.sheet(lke), last_year=LastYear(2025, Fraction("63.2")))
    assert squash("Tahun 2025 63,20 (turun 63,20)") in text(render("ringkasan", sheet, AS_OF))


def test_without_last_year_nothing_is_said_of_it(lke: Pack) -> None:
    assert "Tahun2025" not in text(render("ringkasan", builders.sheet(lke), AS_OF))


def test_every_threshold_stands_with_points_minimum_and_distance_in_words(lke: Pack) -> None:
    sheet = filled(lke)
    printed = text(render("ringkasan", sheet, AS_OF))
    assert {one.met for one in sheet.readiness.of("WBK")} == {True, False}
    for one in sheet.readiness.of("WBK"):
        beyond = one.actual - one.threshold.minimum
        distance = f"{'lebih' if beyond > 0 else 'kurang'} {i18n.number(abs(beyond))}"
        distance = distance if beyond else "tepat di batas"
        area = next((a for a in lke.aggregates if a.of == one.threshold.of), None)
        percent = i18n.percent(one.actual / one.weight * 100, 1)
        name = area.short if area else one.threshold.title
        figures = i18n.number(one.actual) + (f"{one.weight}{percent}" if area else "")
        assert squash(f"{name}{figures}{i18n.number(one.threshold.minimum)}{distance}") in printed


def test_a_distance_too_small_for_two_decimals_is_not_called_zero(lke: Pack) -> None:
    sheet = filled(lke)
    total = sheet.readiness.of("WBK")[0]
    almost = replace(total, actual=total.threshold.minimum - Fraction(1, 1000))
    ready = replace(sheet.readiness, standings=(almost, *sheet.readiness.standings[1:]))
    assert squash("75,00 75,00 kurang 0,001") in text(
        render("ringkasan", replace(sheet, readiness=ready), AS_OF)
    )


def test_the_verdict_is_in_words(lke: Pack) -> None:
    assert "MemenuhiambangWBK" in text(render("ringkasan", all_best(lke), AS_OF))
    assert "BelummemenuhiambangWBK" in text(render("ringkasan", filled(lke), AS_OF))


def test_the_other_designation_takes_one_line(lke: Pack) -> None:
    sheet = filled(lke)
    met = sum(one.met for one in sheet.readiness.of("WBBM"))
    total = sheet.readiness.of("WBBM")[0]
    words = f"WBBM: {met} dari 12 ambang terpenuhi, nilai total kurang {i18n.number(total.short_by)}"
    assert squash(words) in text(render("ringkasan", sheet, AS_OF))


def test_open_prerequisites_are_named_with_what_is_asked(lke: Pack) -> None:
    sheet = filled(lke)
    printed = text(render("ringkasan", sheet, AS_OF))
    held = sheet.assessment.prerequisites
    asked = [one for one in lke.prerequisites if "WBK" in one.needs]
    met = [one for one in asked if held[one.id].held == "met"]
    assert squash(f"Terpenuhi{len(met)} dari {len(asked)} syarat") in printed
    for one in asked:
        assert (squash(f"{one.title} ({one.needs['WBK']})") in printed) is (one not in met)


def test_wbbm_asks_for_wbk_first(lke: Pack) -> None:
    sheet = filled(lke, target="WBBM", prerequisites={})
    printed = text(render("ringkasan", sheet, AS_OF))
    assert "RingkasankesiapanWBBM" in printed
    assert squash("Unit sudah berpredikat WBK") in printed


def test_the_gravest_findings_stand_with_points_and_what_to_do(lke: Pack) -> None:
    sheet = builders.sheet(lke)
    printed = text(render("ringkasan", sheet, AS_OF))
    assert (
        squash("+17,50 B.I.a Persepsi antikorupsi (IPAK): Belum dijawab Jawab, lalu lampirkan buktinya")
        in printed
    )
    left = len([one for one in sheet.findings if not one.code.startswith(("threshold", "prerequisite"))])
    shown = printed.count("Jawab,lalulampirkanbuktinya")
    assert shown >= 3
    assert squash(f"Masih ada {left - shown} temuan lain") in printed


def test_low_answers_under_a_missed_threshold_are_what_decides(lke: Pack) -> None:
    given = {one.code: builders.best(one) for one in lke.questions} | {"B.II.a": Fraction("2.51")}
    answers = {Stage.SELF: builders.answers(lke, given)}
    sheet = sheets.make(lke, builders.assessment(lke, answers=answers))
    lost = Fraction("17.5") * (4 - Fraction("2.51")) / 4
    words = f"+{i18n.number(lost)}B.II.aPersepsi pelayanan (IPKP): Dijawab 2,51 dari 4"
    assert squash(words) in text(render("ringkasan", sheet, AS_OF))


def test_signature_blocks_stand_left_and_right_above_each_other(lke: Pack) -> None:
    pdf = render("ringkasan", filled(lke), AS_OF)
    lead, head = where(pdf, PROFILE.lead_name), where(pdf, PROFILE.head_name)
    place, title = where(pdf, "Kota Uji, 21 November 2026"), where(pdf, "Kepala Kantor Uji,")
    assert lead[1] < 60 and head[1] > 300
    assert abs(lead[2] - head[2]) < 3
    assert place[1] == pytest.approx(head[1], abs=3) and title[1] == pytest.approx(head[1], abs=3)
    assert head[2] - title[2] > 50, "room to sign"
    assert squash("NIP 19700101 199001 1 001") in text(pdf)
    assert squash("NIP 19800202 200501 2 002") in text(pdf)


def test_without_a_profile_the_signature_blocks_are_dotted(lke: Pack) -> None:
    sheet = filled(lke, unit=Unit("u", "Kantor Layanan Uji", Profile()))
    printed = text(render("ringkasan", sheet, AS_OF))
    assert squash("Kepala Kantor Layanan Uji,") in printed
    assert printed.count("." * 40) == 2
    assert squash(".........., 21 November 2026") in printed


@pytest.mark.parametrize("blank", [0, 9, 113])
@pytest.mark.parametrize("target", ["WBK", "WBBM", ""])
def test_it_takes_one_or_two_pages_and_is_signed_on_the_last(lke: Pack, blank: int, target: str) -> None:
    pdf = render("ringkasan", filled(lke, blank=blank, target=target), AS_OF)
    printed = pages(pdf)
    assert 1 <= len(printed) <= 2
    assert PROFILE.head_name in printed[-1]


def test_a_usual_state_fits_on_one_page(lke: Pack) -> None:
    held = {one.id: PrerequisiteAnswer(Held.MET) for one in lke.prerequisites[:-3]}
    assert len(pages(render("ringkasan", filled(lke, prerequisites=held), AS_OF))) == 1


def test_when_one_page_is_too_small_the_prerequisites_take_the_second_in_full(lke: Pack) -> None:
    held = {one.id: PrerequisiteAnswer(Held.NOT_MET, "Surat dari instansi") for one in lke.prerequisites}
    unit = Unit("u", "Kantor Layanan Uji", replace(PROFILE, instansi="KEMENTERIAN UJI " * 25))
    first, second = pages(render("ringkasan", filled(lke, prerequisites=held, unit=unit), AS_OF))
    assert squash("Dari 10 syarat: 0 terpenuhi, 10 tidak terpenuhi") in squash(first)
    for one in lke.prerequisites:
        if "WBK" in one.needs:
            assert squash(one.title) in squash(second)
    assert second.count("Surat dari instansi") == 10


def test_long_names_break_and_stay_on_the_page(lke: Pack) -> None:
    long = (
        "Kantor Pelayanan Terpadu dan Penanaman Modal Serta Perizinan Berusaha Kabupaten Uji Coba Raya " * 2
    )
    profile = replace(PROFILE, instansi="KEMENTERIAN " * 12, head_title=f"Kepala {long}", city="Kota " * 6)
    pdf = render("ringkasan", filled(lke, unit=Unit("u", long.strip(), profile)), AS_OF)
    assert squash(long) in text(pdf)
    assert len(pages(pdf)) <= 2
    assert all(
        left > 35 and right < 560 and 20 < top < bottom < 830 for left, top, right, bottom in boxes(pdf)
    )


def test_without_a_target_the_first_thresholds_are_shown_and_it_says_so(lke: Pack) -> None:
    printed = text(render("ringkasan", filled(lke, target=""), AS_OF))
    assert "Predikatyangditujubelumdipilih." in printed
    assert "AmbangWBK" in printed


def test_everything_best_has_no_missed_threshold(lke: Pack) -> None:
    printed = text(render("ringkasan", all_best(lke), AS_OF))
    assert "100,00dari100" in printed
    assert "lebih25,00" in printed
    assert "kurang" not in printed


def test_a_pack_without_thresholds_shows_its_first_level(service: Pack) -> None:
    sheet = filled(service, many=12, blank=2)
    printed = text(render("ringkasan", sheet, AS_OF))
    for group in service.tree:
        own = sheet.scores[group.code]
        figures = f"{i18n.number(own.strict)}{i18n.number(own.weight)}{i18n.percent(own.percent, 1)}"
        assert squash(f"{group.title}{figures}") in printed
    assert "Ringkasanpenilaian" in printed
    assert "mbang" not in printed
    assert "Syarat" not in printed


def test_it_has_bookmarks(lke: Pack) -> None:
    titles = [title for _depth, title in outline(render("ringkasan", filled(lke), AS_OF))]
    parts = ("Nilai tiap area", "Syarat pengusulan WBK", "Yang paling menentukan")
    assert titles == ["Ringkasan kesiapan WBK", *parts]
