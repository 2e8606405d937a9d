"""Files are proposed where they belong, each time with the reasons; nothing is proposed without one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognise.own import OWN, PATH
from zi_assess import criteria
from zi_assess.core.lexicon import Lexicon
from zi_assess.core.pack import Pack
from zi_assess.core.recognise import Recogniser
from zi_assess.errors import fill
from zi_assess.recognition import Proposal, also_answers, recognise
from zi_assess.stems import stem
from zi_assess.ui.intake.lines import Sure, sureness

LKE = criteria.find("lke-zi")


def _first(name: str, folders: tuple[str, ...] = (), text: str = "", pack: Pack = LKE) -> Proposal:
    return recognise(pack, name, folders, text)[0]


def _said(proposal: Proposal) -> str:
    return " · ".join(fill(reason.text, reason.values) for reason in proposal.reasons)


@pytest.mark.parametrize(("code", "name", "folders", "text"), OWN, ids=[f"{one[0]} {one[1]}" for one in OWN])
def test_the_right_criterion_comes_first(code: str, name: str, folders: tuple[str, ...], text: str) -> None:
    assert _first(name, folders, text).code == code


def test_a_code_in_the_name_outweighs_the_words() -> None:
    found = recognise(LKE, "VI.1.a - Maklumat.jpg")
    assert found[0].code == "A.I.6.i.a"
    assert "Kode VI.1.a pada nama berkas" in _said(found[0])
    assert "A.I.6.i.b" in [one.code for one in found[:4]]


def test_the_folder_decides_between_pemenuhan_and_reform() -> None:
    name = "1.i.a laporan.pdf"
    assert _first(name, ("I. PEMENUHAN",)).code == "A.I.1.i.a"
    assert _first(name, ("II. REFORM",)).code == "A.II.1.i.a"


def test_without_a_hint_both_parts_are_proposed_and_pemenuhan_first() -> None:
    assert [one.code for one in recognise(LKE, "ZIVI1B.pdf")[:2]] == ["A.I.6.i.b", "A.II.6.i.b"]


def test_the_longest_keyword_wins() -> None:
    proposal = _first("Publikasi maklumat.jpg")
    assert proposal.code == "A.I.6.i.d"
    assert "“publikasi maklumat”" in _said(proposal)


def test_a_misspelt_word_is_understood() -> None:
    assert _first("maklumatt pelayananan.pdf").code == "A.I.6.i.b"


def test_words_run_together_are_cut() -> None:
    assert _first("MaklumatPelayanan2026.pdf").code == "A.I.6.i.b"


def test_a_short_form_is_its_full_form() -> None:
    assert _first("Monitoring dan Evaluasi WBS.pdf").code == _first("monev wbs.pdf").code == "A.I.5.iv.b"


def test_a_text_speaks_where_the_name_says_nothing() -> None:
    text = "BERITA ACARA FORUM KONSULTASI PUBLIK reviu standar pelayanan bersama pemangku kepentingan"
    proposal = _first("scan0012.pdf", text=text)
    assert proposal.code == "A.I.6.i.c"
    assert "Isi berkas memuat" in _said(proposal)


def test_a_telling_name_outweighs_a_text_in_passing() -> None:
    text = "Peserta juga membahas survei kepuasan masyarakat dan pengaduan."
    assert _first("Maklumat pelayanan.pdf", text=text).code == "A.I.6.i.b"


def test_a_code_alone_means_the_one_slot_that_takes_such_a_file() -> None:
    takes = {
        question.code: [slot.id for slot in question.evidence if "image" in slot.kinds]
        for question in LKE.questions
    }
    single = {code: slots[0] for code, slots in takes.items() if len(slots) == 1}
    assert len(single) > 50
    assert {code: _first(f"{code}.jpg").slot for code in single} == single


def test_the_slot_is_proposed_by_words_and_kind() -> None:
    assert _first("1.a SK Tim ZI.pdf").slot == "sk_tim"
    assert _first("Notulen rapat pembentukan tim ZI.pdf").slot == "rapat"
    assert _first("Foto maklumat di ruang layanan.jpg").slot == "foto"


def test_a_name_that_says_nothing_gets_no_proposal() -> None:
    for name in ("scan0012.pdf", "IMG_2211.jpg", "WhatsApp Image 2026-03-01 at 10.21.33.jpeg", "12.pdf", ""):
        assert all(one.score < 0.35 for one in recognise(LKE, name)), name


def test_every_proposal_has_a_reason_and_they_are_ranked() -> None:
    found = recognise(LKE, "Laporan tindak lanjut pengaduan.pdf", PATH)
    assert all(one.reasons and 0 < one.score < 1 for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_filed_document_may_answer_other_open_criteria_by_its_words() -> None:
    name = "VI.1.b Maklumat dan standar pelayanan.pdf"
    found = also_answers(LKE, name, "", {"A.I.6.i.a", "A.I.6.i.d", "A.I.5.i.a"})
    assert {one.code for one in found} <= {"A.I.6.i.a", "A.I.6.i.d", "A.I.5.i.a"}
    assert {one.code for one in found[:2]} == {"A.I.6.i.a", "A.I.6.i.d"}
    assert all("Kode" not in _said(one) for one in found)


def test_another_pack_is_known_by_its_own_codes_and_words() -> None:
    pack = criteria.find("pelayanan-publik")
    assert _first("1.2 foto.jpg", pack=pack).code == "1.2"
    assert _first("Maklumat pelayanan.pdf", pack=pack).code == "1.2"
    assert _first("SKM 2026.pdf", pack=pack).code == "3.1"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=6), st.text(max_size=300))
def test_any_name_folder_and_text_can_be_judged(name: str, folders: list[str], text: str) -> None:
    for proposal in recognise(LKE, name, folders, text):
        assert LKE.question(proposal.code) is not None
        assert proposal.slot == "" or LKE.question(proposal.code).slot(proposal.slot) is not None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name",
    [
        "Laporan Monitoring dan Evaluasi Rencana Kerja Pembangunan ZI.pdf",
        "Laporan Bulan Maret Monitoring dan Evaluasi Rencana Kerja Pembangunan Zona Integritas.pdf",
    ],
)
def test_the_evaluation_of_a_plan_is_never_surely_the_plan(name: str) -> None:
    found = recognise(LKE, name)
    assert "A.I.1.iii.b" in [one.code for one in found[:3]]
    assert sureness(found) is not Sure.YES
    assert sureness(recognise(LKE, "Rencana Kerja Pembangunan ZI.pdf")) is Sure.YES, (
        "the plan itself stays so"
    )


def test_what_evaluates_by_its_own_title_is_not_doubted() -> None:
    assert _first("Laporan monev dampak rotasi pegawai terhadap kinerja.pdf").code == "A.I.3.ii.c"


def test_the_words_of_a_folder_are_read_once_for_all_its_files() -> None:
    read: list[str] = []

    def counted(word: str) -> str:
        read.append(word)
        return stem(word)

    recogniser = Recogniser(LKE, counted)
    folders = ("BUKTI DUKUNG ZI 2026", "Penataan Tatalaksana", "Keterbukaan Informasi Publik")
    first = recogniser.proposals("Laporan satu.pdf", folders)
    read.clear()
    second = recogniser.proposals("Laporan dua.pdf", folders)
    assert read == ["laporan", "dua"], "neither the folders nor the slots of the pack"
    assert [(one.code, one.score) for one in first] == [(one.code, one.score) for one in second]


def test_what_words_tell_does_not_hang_on_their_order() -> None:
    lexicon = Lexicon(LKE, stem, None)
    for question in LKE.questions:  # sets of words stand in another order in each run
        bag = lexicon.bag(f"{question.title} {question.hint} {' '.join(question.match)}")
        assert lexicon.rarity(bag) == lexicon.rarity(reversed(bag)) == lexicon.rarity(sorted(bag))
