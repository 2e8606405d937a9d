"""The papers of a review say both totals, every note and every tick, and who has to sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests import builders
from tests.reports.paper import AS_OF, PROFILE, boxes, filled, fonts, pages, squash, text
from zi_assess import i18n
from zi_assess.core import sheet as sheets
from zi_assess.core import stages
from zi_assess.core.assessment import (
    Act,
    Answer,
    Assessment,
    FollowUp,
    Handover,
    Held,
    Mark,
    Observation,
    ObservationState,
    PrerequisiteAnswer,
    Profile,
    Stage,
    Unit,
    Verdict,
)
from zi_assess.core.history import HistoryEntry
from zi_assess.core.pack import Pack
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.reports import render
from zi_assess.reports.usulan import render_many

PAPERS = ("kertas-kerja", "lhe", "berita-acara", "usulan", "riwayat")
UGLY = (
    "Catatan <b>panjang</b> & “aneh” 田 🎉 tanpaspasi"
    + "tanpaspasi" * 40
    + " baris\r\nbaru\t\tdan https://contoh.example/"
    + "a/b-c_d?e=f&" * 30
)


def reviewed(pack: Pack, *, lower: int = 6, note: str = "", **fields: object) -> Sheet:
    """A filled sheet that TPI_MEMBER reviewed and TPI_LEAD agreed with, *lower* answers lowered with a note each."""
    sheet = filled(pack, many=60, blank=0)
    mine = sheet.assessment
    member = {code: Answer(answer.value) for code, answer in mine.of(Stage.SELF).items()}
    best = [one for one in pack.questions if one.options and member[one.code].value == one.options[0].key]
    for n, question in enumerate(best[:lower]):
        member[question.code] = Answer(
            question.options[-1].key, note or f"Alasan nomor {n} untuk {question.code}."
        )
    lead = {code: Answer(answer.value) for code, answer in member.items()}
    verdicts = {
        use.id: Verdict(list(Mark)[n % 3], note or f"Tanda nomor {n}.")
        for n, use in enumerate(mine.evidence[:20])
    }
    at = datetime(2026, 9, 1, 3, tzinfo=UTC)
    defaults: dict[str, object] = {
        "answers": {Stage.SELF: mine.of(Stage.SELF), Stage.TPI_MEMBER: member, Stage.TPI_LEAD: lead},
        "verdicts": {Stage.TPI_MEMBER: verdicts},
        "handovers": (
            Handover("h1", 1, Act.SUBMIT, Stage.SELF, at, "Nama Ketua", note or "Penyerahan pertama"),
            Handover("h2", 1, Act.RETURN, Stage.TPI_MEMBER, at, "Nama Anggota", note or "Lengkapi bukti"),
            Handover("h3", 2, Act.SUBMIT, Stage.SELF, at, "Nama Ketua", ""),
        ),
        "observations": (
            Observation(
                "o1",
                best[0].code,
                note or "Monitoring belum rutin.",
                cause=note or "Belum ada jadwal.",
                advice=note or "Tetapkan jadwal.",
                owner="Pokja I",
                due=date(2026, 10, 15),
            ),
            Observation(
                "o2",
                "",
                "Responden survei kurang.",
                status=ObservationState.VERIFIED,
                answer="Survei diulang.",
                proof=(mine.evidence[0].id, "Rekap responden"),
                verified_by="Nama Anggota",
                verified_on=date(2026, 9, 20),
            ),
        ),
        "prerequisites": {one.id: PrerequisiteAnswer(Held.MET) for one in pack.prerequisites},
    }
    return sheets.make(pack, replace(mine, **(defaults | fields)))  # type: ignore[arg-type]


def totals(sheet: Sheet) -> tuple[str, str]:
    own, *_others, last = stages.results(sheet.pack, sheet.assessment)
    return i18n.number(own.scores.strict), i18n.number(last.scores.strict)


@pytest.mark.parametrize("kind", ["kertas-kerja", "lhe", "berita-acara", "usulan", "ringkasan", "lke"])
def test_both_totals_stand_in_every_paper(lke: Pack, kind: str) -> None:
    sheet = reviewed(lke)
    own, tpi = totals(sheet)
    assert own != tpi
    printed = text(render(kind, sheet, AS_OF))
    assert own in printed
    assert tpi in printed


def test_the_working_paper_has_every_answer_of_every_stage_with_its_note(lke: Pack) -> None:
    sheet = reviewed(lke)
    mine, printed = sheet.assessment, text(render("kertas-kerja", sheet, AS_OF))
    differing = stages.differing(lke, mine, Stage.TPI_MEMBER)
    assert len(differing) == 6
    own, member, lead = stages.results(lke, mine)
    for code in differing:
        question = lke.question(code)
        assert question is not None
        assert squash(f"Anggota{mine.answer(code, Stage.TPI_MEMBER).note}") in printed
        gap = f"−{i18n.number(-stages.gap(own, lead, code))}"
        keys = "".join(
            f"{mine.answer(code, one.stage).value}{i18n.number(one.scores[code].strict)}"
            for one in (own, member, lead)
        )
        assert squash(f"{code}{question.title}{keys}{gap}") in printed
    for group in lke.tree:
        figures = "".join(i18n.number(one.scores[group.code].strict) for one in (own, member, lead))
        assert squash(f"{group.title}{figures}") in printed


def test_the_working_paper_has_every_tick_with_its_note_and_every_handover(lke: Pack) -> None:
    sheet = reviewed(lke)
    printed = text(render("kertas-kerja", sheet, AS_OF))
    words = {Mark.VALID: "sah", Mark.INVALID: "tidak sah", Mark.INCOMPLETE: "perlu dilengkapi"}
    named = {use.id: use.document.name for use in sheet.assessment.evidence}
    for evidence, verdict in sheet.assessment.verdicts[Stage.TPI_MEMBER].items():
        assert verdict.mark
        assert squash(f"{named[evidence]}Anggota: {words[verdict.mark]}{verdict.note}") in printed
    for one in sheet.assessment.handovers:
        assert squash(one.note) in printed
        assert squash(one.who) in printed


@pytest.mark.parametrize("kind", ["kertas-kerja", "lhe"])
def test_the_thresholds_of_every_stage_stand_with_their_distance(lke: Pack, kind: str) -> None:
    sheet = reviewed(lke)
    printed = text(render(kind, sheet, AS_OF)).replace("·", "")
    for one in stages.results(lke, sheet.assessment)[::2]:
        for standing in one.ready.of("WBK"):
            beyond = standing.actual - standing.threshold.minimum
            distance = f"{'lebih' if beyond > 0 else 'kurang'} {i18n.number(abs(beyond))}"
            sign = "✓" if standing.met else "✗"
            words = f"{sign}{i18n.number(standing.actual)}{distance if beyond else 'tepat di batas'}"
            assert squash(words) in printed


def test_the_report_tells_each_observation_whole(lke: Pack) -> None:
    printed = text(render("lhe", reviewed(lke), AS_OF))
    for words in (
        "Kondisi Monitoring belum rutin.",
        "Sebab Belum ada jadwal.",
        "Rekomendasi Tetapkan jadwal.",
        "Penanggung jawab Pokja I",
        "Tenggat 15 Oktober 2026",
        "Tanggapan unit Survei diulang.",
        "Diverifikasi Nama Anggota, 20 September 2026",
    ):
        assert squash(words) in printed
    first = reviewed(lke).assessment.evidence[0].document.name
    assert squash(f"Bukti penyelesaian {first}; Rekap responden") in printed


def test_the_report_explains_each_lowered_answer_the_gravest_first(lke: Pack) -> None:
    sheet = reviewed(lke)
    printed = text(render("lhe", sheet, AS_OF))
    own, _member, lead = stages.results(lke, sheet.assessment)
    codes = stages.differing(lke, sheet.assessment, Stage.TPI_LEAD)
    places = [
        printed.index(squash(f"Alasan nomor {n} untuk {code}."))
        for n, code in sorted(enumerate(codes), key=lambda one: stages.gap(own, lead, one[1]))
    ]
    assert places == sorted(places)


def conclusion(sheet: Sheet) -> str:
    printed = text(render("lhe", sheet, AS_OF))
    return printed[printed.index(squash("G. Kesimpulan")) :]


def all_best(pack: Pack, **fields: object) -> Sheet:
    best = builders.all_answered(pack)
    held = {one.id: PrerequisiteAnswer(Held.MET) for one in pack.prerequisites}
    given: dict[str, object] = {
        "answers": {Stage.SELF: best, Stage.TPI_CONTROL: best},
        "prerequisites": held,
    }
    return sheets.make(pack, builders.assessment(pack, **(given | fields)))


def test_the_conclusion_holds_numbers_and_prerequisites_apart(lke: Pack) -> None:
    assert squash("Layak diusulkan menjadi WBK.") in conclusion(all_best(lke))
    one = lke.prerequisites[0]
    held = {each.id: PrerequisiteAnswer(Held.MET) for each in lke.prerequisites}
    missing = conclusion(all_best(lke, prerequisites=held | {one.id: PrerequisiteAnswer(Held.IN_PROGRESS)}))
    assert squash("Layak menurut nilai, syaratnya belum lengkap.") in missing
    assert squash(f"1 dari 10 belum terpenuhi: {one.title} (masih diproses).") in missing
    failed = conclusion(all_best(lke, prerequisites=held | {one.id: PrerequisiteAnswer(Held.NOT_MET)}))
    assert squash("Belum layak diusulkan menjadi WBK.") in failed
    assert squash("seluruh 12 ambang WBK terpenuhi") in failed


def test_the_conclusion_waits_for_a_whole_review(lke: Pack) -> None:
    best = builders.all_answered(lke)
    alone = conclusion(all_best(lke, answers={Stage.SELF: best}))
    assert squash("Belum dapat disimpulkan: TPI belum menilai.") in alone
    some = dict(list(best.items())[:100])
    half = conclusion(all_best(lke, answers={Stage.SELF: best, Stage.TPI_MEMBER: some}))
    assert squash("Reviu belum lengkap, kesimpulan masih sementara.") in half
    assert squash("13 butir yang dijawab unit belum dinilai") in half


def test_the_record_is_for_both_sides_on_at_most_two_pages(lke: Pack) -> None:
    pdf = render("berita-acara", reviewed(lke), AS_OF)
    assert len(pages(pdf)) <= 2
    printed = text(pdf)
    for words in (
        "Pada hari ini, Sabtu, 21 November 2026, di Kota Uji",
        "selanjutnya disebut Pihak Pertama",
        "selanjutnya disebut Pihak Kedua",
        "dalam 2 putaran penyerahan",
        "Kepala Kantor Uji",
        "Nama Anggota",
        "Tetapkan jadwal.Pokja I 15 Okt 2026",
    ):
        assert squash(words) in printed


def test_the_letter_has_its_three_parts_each_on_a_page_of_its_own(lke: Pack) -> None:
    letter, statement, units = pages(render("usulan", reviewed(lke), AS_OF))
    assert squash("Yth. Menteri Pendayagunaan Aparatur Negara") in squash(letter)
    assert squash("mengusulkan 1 unit kerja di lingkungan Pemerintah Kota Uji") in squash(letter)
    assert "21 November 2026" in letter
    assert "SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK" in statement
    assert squash("Kantor Layanan Uji (WBK)") in squash(statement)
    assert "DAFTAR UNIT KERJA YANG DIUSULKAN" in units


def test_nobody_is_made_to_sign_whom_the_program_does_not_know(lke: Pack) -> None:
    letter, statement, _units = pages(render("usulan", reviewed(lke), AS_OF))
    for page in (letter, statement):
        assert PROFILE.head_name not in page
        assert "NIP" in page and "....." in page


def test_a_unit_that_cannot_be_proposed_is_marked_on_the_list(lke: Pack) -> None:
    warned = pages(render("usulan", reviewed(lke), AS_OF))[-1]
    assert squash("Sebelum ditandatangani: belum layak diusulkan menjadi WBK.") in squash(warned)
    assert "Sebelum ditandatangani" not in pages(render("usulan", all_best(lke), AS_OF))[-1]


def test_an_agency_proposes_many_units_in_one_letter(lke: Pack) -> None:
    def named(sheet: Sheet, name: str, target: str) -> Sheet:
        mine: Assessment = replace(sheet.assessment, unit=Unit(name, name, PROFILE), target=target)
        return replace(sheet, assessment=mine)

    several = [named(all_best(lke), "Kantor Satu", "WBK"), named(reviewed(lke), "Kantor Dua", "WBBM")]
    printed = text(render_many(several, AS_OF))
    assert squash("mengusulkan 2 unit kerja") in printed
    assert squash("berpredikat WBK dan WBBM") in printed
    assert squash("Kantor Satu (WBK); Kantor Dua (WBBM)") in printed
    assert squash("1Kantor Satu WBK 100,00 100,00") in printed
    assert render("usulan", several[0], AS_OF, several[1:]) == render_many(several, AS_OF)
    with pytest.raises(ZiError, match="hanya untuk satu unit"):
        render("lhe", several[0], AS_OF, several[1:])


def test_an_instrument_without_designations_proposes_nobody(service: Pack) -> None:
    assert squash("tidak ada yang diusulkan") in text(render("usulan", filled(service), AS_OF))
    assert squash("tidak menetapkan predikat") in text(render("lhe", filled(service), AS_OF))


def entry(n: int, **fields: object) -> HistoryEntry:
    at = datetime(2026, 9, 1, 3, n % 60, tzinfo=UTC)
    made = HistoryEntry(n, at, "Nama Ketua", "record", f"Jawaban nomor {n}: A → B", f"{n:064x}"[::-1])
    return replace(made, **fields)  # type: ignore[arg-type]


def test_the_history_is_told_from_its_beginning_with_what_it_proves(lke: Pack) -> None:
    told = tuple(entry(n) for n in range(120, 0, -1))
    told = (
        *told[:20],
        replace(told[20], countersigned="Nama Auditor"),
        replace(told[21], undone=True),
        *told[22:],
    )
    printed = text(render("riwayat", replace(filled(lke), history=told), AS_OF))
    places = [printed.index(squash(f"Jawaban nomor {n}: A → B")) for n in (1, 2, 50, 120)]
    assert places == sorted(places)
    assert squash("Jawaban nomor 99: A → B (diurungkan)") in printed
    assert squash("Jawaban nomor 100: A → B4600-0000Sampai di sini dikukuhkan Nama Auditor") in printed
    assert squash("Dikukuhkan sampai nomor 100, sidik 4600-0000, oleh Nama Auditor.") in printed
    assert squash("120 entri jurnal") in printed
    bare = text(render("riwayat", filled(lke), AS_OF))
    assert squash("Belum ada pihak lain yang mengukuhkan jurnal ini.") in bare


@pytest.mark.parametrize("kind", ["ringkasan", "lke", *PAPERS])
def test_every_page_carries_the_short_head_of_the_journal_when_it_is_known(lke: Pack, kind: str) -> None:
    sheet = replace(reviewed(lke), head="7c1e04af" + "0" * 56)
    for page in pages(render(kind, sheet, AS_OF)):
        assert "jurnal 7c1e-04af" in page
    assert "jurnal 7c1e" not in text(render(kind, replace(sheet, head=""), AS_OF))


@pytest.mark.parametrize("kind", PAPERS)
def test_ugly_text_of_any_length_stays_inside_the_page(lke: Pack, kind: str) -> None:
    profile = Profile(*(UGLY[:200] for _field in Profile.__dataclass_fields__))
    sheet = reviewed(lke, note=UGLY, unit=Unit("u", UGLY[:300], profile))
    sheet = replace(sheet, history=tuple(entry(n, text=UGLY, who=UGLY[:90]) for n in range(1, 30)))
    pdf = render(kind, sheet, AS_OF)
    for left, top, right, bottom in boxes(pdf):
        assert left > 35 and right < 560 and 20 < top < bottom < 830
    assert all(fonts(pdf).values())
    if kind != "usulan":
        assert "U+7530" in text(pdf)


@pytest.mark.parametrize("kind", ["kertas-kerja", "lhe", "ringkasan", "lke"])
def test_a_tpi_sheet_shows_the_units_total_beside_its_own(lke: Pack, kind: str) -> None:
    mine = reviewed(lke).assessment
    printed = text(render(kind, sheets.make(lke, mine, Stage.TPI_LEAD), AS_OF))
    assert all(total in printed for total in totals(sheets.make(lke, mine)))


def test_the_worksheet_tells_every_stage_note_and_tick_at_its_place(lke: Pack) -> None:
    sheet = reviewed(lke)
    printed = text(render("lke", sheet, AS_OF))
    for code in stages.differing(lke, sheet.assessment, Stage.TPI_MEMBER):
        given = sheet.assessment.answer(code, Stage.TPI_MEMBER)
        assert squash(f"Anggota: {given.value}, nilai 0,00{given.note}") in printed
    for verdict in sheet.assessment.verdicts[Stage.TPI_MEMBER].values():
        assert squash(verdict.note) in printed


def test_the_digest_covers_the_review_but_not_where_the_journal_stood(lke: Pack) -> None:
    sheet = reviewed(lke)
    mine = sheet.assessment
    assert replace(sheet, head="ab" * 32, history=(entry(1),)).digest == sheet.digest
    for fields in ({"verdicts": {}}, {"observations": ()}, {"handovers": ()}):
        assert sheets.make(lke, replace(mine, **fields)).digest != sheet.digest  # type: ignore[arg-type]


def test_a_working_paper_of_a_whole_review_is_drawn_fast(lke: Pack) -> None:
    import time

    sheet = reviewed(lke)
    render("kertas-kerja", sheet, AS_OF)
    started = time.perf_counter()
    render("kertas-kerja", sheet, AS_OF)
    assert time.perf_counter() - started < 1


def followed(pack: Pack) -> Sheet:
    """A review with an observation of this year, one that goes on from 2025, and one from nobody knows when."""
    sheet = reviewed(pack)
    code = sheet.assessment.observations[0].code
    every = (
        Observation("baru", code, "Kondisi baru."),
        Observation("lama", code, "Kondisi lama.", origin="dulu"),
        Observation("entah", code, "Kondisi entah.", origin="entah"),
    )
    todo = tuple(
        FollowUp(f"f-{one.id}", code, f"Bereskan {one.id}", source=f"observation:{one.id}") for one in every
    )
    mine = replace(sheet.assessment, observations=every, follow_ups=todo)
    return replace(sheets.make(pack, mine), first_found={"lama": 2025})


@pytest.mark.parametrize("kind", ["lhe", "kertas-kerja"])
def test_an_observation_that_goes_on_names_the_year_it_came_from(lke: Pack, kind: str) -> None:
    printed = text(render(kind, followed(lke), AS_OF)).casefold()
    for what, year in (("lama", "2025"), ("entah", "tahun sebelumnya")):
        at = printed.index(squash(f"lanjutan temuan {year}"))
        assert abs(at - printed.index(squash(f"kondisi {what}."))) < 80, "it stands with its own"
    assert printed.count("lanjutantemuan") == 2


def test_a_follow_up_of_such_an_observation_names_that_year_too(lke: Pack) -> None:
    printed = text(render("tindak-lanjut", followed(lke), AS_OF))
    assert printed.count(squash("Dari: Temuan TPI, lanjutan temuan 2025")) == 1
    assert printed.count(squash("Dari: Temuan TPI")) == 3
