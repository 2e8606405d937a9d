"""The worksheet on paper says exactly what the sheet says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests import builders
from tests.reports.paper import AS_OF, body, filled, outline, pages, squash, text
from zi_assess import i18n
from zi_assess.core.assessment import Answer, Stage
from zi_assess.core.pack import Group, Pack, Question
from zi_assess.core.readiness import Standing
from zi_assess.core.sheet import Sheet
from zi_assess.reports import render

NASTY = "Surat <nama satker> ke A&B; a<b>c, <img src=\"/x.png\"/> “kutip” 'kutip' </para> {n} %s (1) \\ =1+1"


def expected(sheet: Sheet, question: Question) -> list[str]:
    """What the block of *question* must say, in order, written without the report's own words."""
    own, answer = sheet.scores[question.code], sheet.answer(question.code)
    value, parts = answer.value, [question.code, question.title]
    if isinstance(value, str):
        option = question.option(value)
        assert option
        parts += [value, i18n.number(own.weight), i18n.number(own.strict), option.meaning]
    elif isinstance(value, Fraction):
        parts += ["3,512", i18n.number(own.weight), i18n.number(own.strict), "3,512 dari 4"]
    elif isinstance(value, tuple):
        percent = i18n.percent(own.strict / own.weight * 100)
        parts += [percent, i18n.number(own.weight), i18n.number(own.strict)]
        parts += [f"{one.title}: {dict(value)[one.key]}" for one in question.inputs]
    else:
        parts += ["–", i18n.number(own.weight), "0,00", "Belum dijawab, dihitung nol"]
    return [*parts, answer.note]


def test_every_question_stands_with_answer_meaning_weight_score_and_note(lke: Pack) -> None:
    sheet = filled(lke, note=NASTY)
    printed, at = body(render("lke", sheet, AS_OF)), 0
    for question in lke.questions:
        for part in expected(sheet, question):
            found = printed.find(squash(part), at)
            assert found >= 0, f"{question.code}: {part!r} is not where it belongs"
            at = found + len(squash(part))


def test_every_piece_of_evidence_stands_at_its_question(lke: Pack) -> None:
    sheet = filled(lke)
    printed = body(render("lke", sheet, AS_OF))
    at = printed.index(squash("Butir, jawaban, dan bukti"))
    for question in lke.questions:
        at = printed.index(squash(f"{question.code}{question.title}"), at)
        in_order = [use for _slot, uses in sheet.slots(question) for use in uses]
        for use in (*in_order, *sheet.loose_evidence(question)):
            document = use.document
            dated = i18n.date_short(document.dated) if document.dated else "tanpa tanggal"
            kind = "Tautan" if document.url else "PDF"
            words = f"{document.name}{kind}{dated}{use.pages}{document.sha256[:12]}{document.url}{use.note}"
            at = printed.index(squash(words), at)


def test_every_finding_stands_with_its_points(lke: Pack) -> None:
    sheet = filled(lke)
    printed = body(render("lke", sheet, AS_OF))
    printed = printed[printed.rindex(squash("TemuanBerat(")) :].replace(
        squash("Dampak Butir Temuan Yang perlu dilakukan"), ""
    )
    assert sheet.findings
    for finding in sheet.findings:
        assert squash(i18n.say(finding.text, finding.values)) in printed
        if finding.points and sheet.pack.question(finding.where):
            assert squash(f"{i18n.number(finding.points)}{finding.where}") in printed


def test_every_score_of_a_group_and_the_sums_stand_in_the_table_of_scores(lke: Pack) -> None:
    sheet = filled(lke)
    printed = text(render("lke", sheet, AS_OF))
    assert sheet.scores.official != sheet.scores.strict
    for group in [*(node for node in lke.nodes.values() if isinstance(node, Group)), *lke.aggregates]:
        own = sheet.scores[group.code]
        official = "galat" if own.official is None else i18n.number(own.official)
        figures = f"{own.answered}/{own.questions}{i18n.number(own.weight)}{i18n.number(own.strict)}"
        row = f"{group.code}{group.title}{figures}{i18n.percent(own.percent, 1)}{official}"
        assert squash(row) in printed
    total = f"100,00{i18n.number(sheet.scores.strict)}"
    assert squash(f"Jumlah{sheet.scores.answered}/113{total}") in printed


def distance(one: Standing) -> str:
    beyond = one.actual - one.threshold.minimum
    if not beyond:
        return "tepat di batas"
    return f"{'lebih' if beyond > 0 else 'kurang'} {i18n.number(abs(beyond))}"


def test_every_threshold_of_both_designations_stands_with_its_distance(lke: Pack) -> None:
    sheet = filled(lke)
    printed = text(render("lke", sheet, AS_OF))
    for wbk in sheet.readiness.of("WBK"):
        wbbm = next(one for one in sheet.readiness.of("WBBM") if one.threshold.id == wbk.threshold.id)
        words = wbk.threshold.title + i18n.number(wbk.actual)
        for one in (wbk, wbbm):
            words += i18n.number(one.threshold.minimum) + distance(one)
        assert squash(words) in printed


def test_prerequisites_stand_with_their_state(lke: Pack) -> None:
    sheet = filled(lke)
    printed = text(render("lke", sheet, AS_OF))
    states = {"met": "Terpenuhi", "not-met": "Tidak terpenuhi", "in-progress": "Masih diproses"}
    asked = [one for one in lke.prerequisites if "WBK" in one.needs]
    assert len(asked) == 10
    for one in asked:
        state = states.get(sheet.assessment.prerequisites[one.id].held, "Belum diperiksa")
        assert squash(f"{one.title}{one.needs['WBK']}{state}") in printed


def test_the_last_page_says_what_is_not_in_the_report(lke: Pack) -> None:
    sheet = filled(lke, note="Ditandai ✔ dan ☐")
    other = {Stage.TPI_CONTROL: {code: Answer("A") for code in list(lke.nodes)[4:41]}}
    lost = {"X.9.a": Answer("A", "catatan lama")}
    mine = sheet.assessment
    answers = {Stage.SELF: {**mine.of(Stage.SELF), **lost}, **other}
    sheet = replace(sheet, assessment=replace(mine, answers=answers))
    printed = body(render("lke", sheet, AS_OF))
    printed = printed[printed.index(squash("Kelengkapan laporan ini")) :]
    blank = [one for one in lke.questions if not sheet.scores[one.code].answered]
    assert squash(f"Butir yang belum dijawab{len(blank)}{blank[0].code}{blank[0].short}") in printed
    links = [use for use in mine.evidence if not use.document.sha256]
    assert (
        squash(f"Tautan tanpa salinan berkas{len(links)}{links[0].code}{links[0].document.name}") in printed
    )
    outside = [one for one in sheet.findings if one.code == "evidence-outside-window"]
    assert squash(f"Bukti di luar masa penilaian{len(outside)}") in printed
    assert squash("Tanpa tempat di paket ini1X.9.a A catatan lama") in printed
    assert squash("Huruf yang tidak dapat dicetak2") in printed
    assert squash("U+2610, U+2714") in printed


def test_the_pages_say_where_empty_slots_are(lke: Pack) -> None:
    sheet = filled(lke)
    printed = body(render("lke", sheet, AS_OF))
    for question in lke.questions:
        empty = [slot.title for slot, uses in sheet.slots(question) if not uses]
        if empty:
            assert squash(f"Belum dilampirkan: {'; '.join(empty)}") in printed
            assert squash(f"{question.code} ({len(empty)})") in printed


def test_proposals_of_last_year_are_shown_as_not_confirmed(lke: Pack) -> None:
    code = lke.questions[0].code
    sheet = builders.sheet(lke, proposals={code: Answer("Ya")})
    assert squash("UsulanYa, belum dikonfirmasi") in body(render("lke", sheet, AS_OF))


@pytest.mark.parametrize("stage", [Stage.TPI_MEMBER, Stage.TPN])
def test_the_stage_shown_is_named(lke: Pack, stage: Stage) -> None:
    sheet = replace(filled(lke), stage=stage)
    names = {Stage.TPI_MEMBER: "Penilaian TPI, anggota tim", Stage.TPN: "Penilaian TPN"}
    assert all(squash(names[stage]) in squash(page) for page in pages(render("lke", sheet, AS_OF)))


def test_a_note_of_ten_pages_is_whole_and_its_pages_say_whose_it_is(lke: Pack) -> None:
    code = lke.questions[4].code
    note = "\n".join(f"Alinea {n} tentang {'hal ' * 30}selesai-{n}." for n in range(320))
    sheet = builders.sheet(lke)
    answers = {Stage.SELF: {code: Answer("A", note)}}
    sheet = replace(sheet, assessment=replace(sheet.assessment, answers=answers))
    pdf = render("lke", sheet, AS_OF)
    assert squash(note) in body(pdf)
    continued = [n for n, page in enumerate(pages(pdf)) if "lanjutan" in page and code in page]
    assert len(continued) >= 9
    assert continued == list(range(continued[0], continued[0] + len(continued)))


def test_bookmarks_lead_to_every_part_area_and_sub(lke: Pack) -> None:
    marks = outline(render("lke", filled(lke), AS_OF))
    titles = [title for _depth, title in marks]
    groups = [node for node in lke.nodes.values() if isinstance(node, Group)]
    for group in groups:
        assert (len(lke.path(group.code)), f"{group.code} {group.title}") in marks
    assert titles[0] == lke.title
    assert titles[-1] == "Kelengkapan laporan ini"
    assert {"Ambang batas", "Syarat pengusulan WBK", "Nilai tiap bagian", "Temuan"} <= set(titles)


def test_a_pack_without_thresholds_gives_a_whole_worksheet(service: Pack) -> None:
    sheet = filled(service, many=12, blank=2)
    printed = body(render("lke", sheet, AS_OF))
    for question in service.questions:
        assert squash(f"{question.code}{question.title}") in printed
    assert "Ambang" not in printed
    assert "Syarat" not in printed


def test_a_report_on_a_period_is_not_listed_as_undated(lke: Pack) -> None:
    code = lke.questions[0].code
    uses = (
        builders.evidence(code, "a", name="Laporan triwulan I.pdf", dated=None, period_end=date(2026, 3, 31)),
        builders.evidence(code, "b", name="Tanpa hari.pdf", dated=None),
    )
    printed = text(render("lke", builders.sheet(lke, evidence=uses), AS_OF))
    listed = printed[printed.index(squash("Bukti tanpa tanggal")) :]
    listed = listed[: listed.index(squash("Bukti tahun lalu yang perlu diperbarui"))]
    assert squash(f"1{code} Tanpa hari.pdf") in listed
    assert squash("Laporan triwulan I.pdf") not in listed
