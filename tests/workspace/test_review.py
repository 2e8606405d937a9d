"""The door's verbs of handing over and reviewing: the lock, the rounds, the reasons, and where undo stops."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.workspace.conftest import Begun
from zi_assess.core import review
from zi_assess.core.assessment import Act, FollowUp, Mark, Observation, ObservationState, Stage
from zi_assess.core.review import Phase
from zi_assess.errors import ZiError, fill
from zi_assess.workspace import Placement, Workspace

MEMBER, LEAD = Stage.TPI_MEMBER, Stage.TPI_LEAD
FIRST, SECOND = "A.I.6.i.b", "A.I.6.i.c"


@pytest.fixture
def filled(begun: Begun) -> Begun:
    """Two answers, one with a piece of evidence."""
    begun.space.record(begun.id, FIRST, "A")
    begun.space.record(begun.id, SECOND, "B")
    begun.space.attach(begun.id, FIRST, [begun.file("maklumat.pdf")])
    return begun


@pytest.fixture
def handed(filled: Begun) -> Begun:
    filled.space.review.submit(filled.id, "Mohon direviu.")
    return filled


def refused(error: pytest.ExceptionInfo[ZiError]) -> str:
    return fill(error.value.what, error.value.values)


def use_of(begun: Begun) -> str:
    return begun.space.sheet(begun.id).assessment.evidence[0].id


def test_nothing_is_handed_over_before_anything_is_answered(begun: Begun) -> None:
    with pytest.raises(ZiError, match="Belum ada satu butir pun yang dijawab"):
        begun.space.review.submit(begun.id)


def test_handing_over_says_who_when_and_which_round(handed: Begun) -> None:
    mine = handed.space.sheet(handed.id).assessment
    (passed,) = mine.handovers
    assert (passed.act, passed.round, passed.stage, passed.who) == (Act.SUBMIT, 1, Stage.SELF, "Nama Contoh")
    assert (passed.note, mine.submitted, review.phase(mine)) == ("Mohon direviu.", True, Phase.REVIEWING)
    with pytest.raises(ZiError, match="sudah diserahkan"):
        handed.space.review.submit(handed.id)


def test_what_is_handed_over_is_locked_for_every_verb_of_the_unit(handed: Begun) -> None:
    space, mine = handed.space, handed.id
    before = space.sheet(mine).digest
    other = handed.file("lain.pdf", b"lain")
    use = use_of(handed)
    for act in (
        lambda: space.record(mine, FIRST, "B"),
        lambda: space.note(mine, FIRST, "catatan"),
        lambda: space.attach(mine, SECOND, [other]),
        lambda: space.detach(mine, use),
        lambda: space.describe(mine, use, pages="2"),
        lambda: space.place_evidence(mine, use, "maklumat"),
        lambda: space.file_many(mine, [Placement(other, SECOND)]),
    ):
        with pytest.raises(ZiError) as error:
            act()
        assert "terkunci" in refused(error) or "Tempat bukti" in refused(error)
    assert space.sheet(mine).digest == before


def test_the_lock_holds_after_the_workspace_was_closed(handed: Begun, tmp_path: Path) -> None:
    handed.space.close()
    with Workspace.open(tmp_path / "ruang", who="Orang Lain") as again, pytest.raises(ZiError):
        again.record(handed.id, FIRST, "B")


def test_other_assessments_of_the_workspace_stay_open(handed: Begun) -> None:
    pack = handed.space.pack(handed.id)
    other = handed.space.new(pack, "Kantor Kedua", 2026, target="WBK")
    assert handed.space.record(other, FIRST, "B").answer(FIRST).value == "B"


def test_the_auditor_answers_beside_the_unit_and_never_over_it(handed: Begun) -> None:
    sheet = handed.space.review.answer(handed.id, FIRST, "B", MEMBER, "Baru dua ruang layanan.")
    mine = sheet.assessment
    assert (mine.answer(FIRST).value, mine.answer(FIRST, MEMBER).value) == ("A", "B")
    assert mine.answer(FIRST, MEMBER).note == "Baru dua ruang layanan."
    assert sheet.stage is Stage.SELF


def test_a_different_answer_without_a_reason_is_not_taken(handed: Begun) -> None:
    with pytest.raises(ZiError) as error:
        handed.space.review.answer(handed.id, FIRST, "B", MEMBER, "  ")
    assert "tanpa catatan" in refused(error)
    assert handed.space.sheet(handed.id).assessment.of(MEMBER) == {}
    handed.space.review.answer(handed.id, FIRST, "A", MEMBER)  # the same needs none


def test_a_reason_that_is_there_serves_the_next_answer_and_may_not_be_taken_away(handed: Begun) -> None:
    door = handed.space.review
    door.answer(handed.id, FIRST, "B", MEMBER, "Baru dua ruang layanan.")
    sheet = door.answer(handed.id, FIRST, "C", MEMBER)
    assert sheet.assessment.answer(FIRST, MEMBER).note == "Baru dua ruang layanan."
    with pytest.raises(ZiError):
        door.answer(handed.id, FIRST, "C", MEMBER, "")
    assert door.answer(handed.id, FIRST, "A", MEMBER, "").assessment.answer(FIRST, MEMBER).note == ""


def test_agreeing_copies_what_is_judged_and_leaves_blanks_blank(handed: Begun) -> None:
    door = handed.space.review
    mine = door.agree(handed.id, [FIRST, SECOND, "A.I.6.i.a"], MEMBER).assessment
    assert {code: one.value for code, one in mine.of(MEMBER).items()} == {FIRST: "A", SECOND: "B"}
    door.answer(handed.id, FIRST, "C", MEMBER, "alasan")
    mine = door.agree(handed.id, [FIRST], LEAD).assessment
    assert mine.answer(FIRST, LEAD).value == "C"


def test_a_tick_needs_a_reason_unless_it_says_valid(handed: Begun) -> None:
    door, use = handed.space.review, use_of(handed)
    for mark in (Mark.INVALID, Mark.INCOMPLETE):
        with pytest.raises(ZiError) as error:
            door.mark(handed.id, use, mark, MEMBER)
        assert "perlu catatan" in refused(error)
    assert door.mark(handed.id, use, Mark.VALID, MEMBER).assessment.verdict(use, MEMBER).mark is Mark.VALID
    mine = door.mark(handed.id, use, Mark.INVALID, MEMBER, "Belum ditandatangani.").assessment
    assert mine.verdict(use, MEMBER).note == "Belum ditandatangani."
    assert mine.verdict(use, LEAD).mark is None


def test_auditors_do_not_write_once_it_is_given_back_or_closed(handed: Begun) -> None:
    door = handed.space.review
    door.agree(handed.id, [FIRST], MEMBER)
    door.return_(handed.id, "Lengkapi buktinya.", MEMBER)
    use = use_of(handed)
    for act in (
        lambda: door.answer(handed.id, FIRST, "A", MEMBER),
        lambda: door.agree(handed.id, [SECOND], MEMBER),
        lambda: door.mark(handed.id, use, Mark.VALID, MEMBER),
    ):
        with pytest.raises(ZiError, match="belum diserahkan"):
            act()
    door.submit(handed.id)
    door.close(handed.id)
    with pytest.raises(ZiError, match="Reviu sudah ditutup"):
        door.answer(handed.id, FIRST, "A", MEMBER)
    assert door.answer(handed.id, FIRST, "A", Stage.TPN).assessment.answer(FIRST, Stage.TPN).value == "A"


def test_tpn_waits_until_the_inspectorate_closed(handed: Begun) -> None:
    with pytest.raises(ZiError, match="belum ditutup TPI"):
        handed.space.review.answer(handed.id, FIRST, "A", Stage.TPN)


def test_giving_back_needs_a_note_and_opens_the_units_part(handed: Begun) -> None:
    door = handed.space.review
    with pytest.raises(ZiError, match="perlu catatan"):
        door.return_(handed.id, " \n", MEMBER)
    mine = door.return_(handed.id, "Lengkapi buktinya.", MEMBER).assessment
    assert (review.phase(mine), review.rounds(mine), mine.submitted) == (Phase.FILLING, 1, False)
    assert handed.space.record(handed.id, FIRST, "B").answer(FIRST).value == "B"


def test_only_the_inspectorate_gives_back_and_closes_and_only_what_it_has(filled: Begun) -> None:
    door = filled.space.review
    for act in (lambda: door.return_(filled.id, "catatan"), lambda: door.close(filled.id)):
        with pytest.raises(ZiError, match="masih di tangan unit"):
            act()
    door.submit(filled.id)
    with pytest.raises(ZiError, match="Hanya TPI"):
        door.return_(filled.id, "catatan", Stage.SELF)
    with pytest.raises(ZiError, match="belum menilai satu butir pun"):
        door.close(filled.id)


def test_rounds_count_the_submissions_and_every_note_stays(handed: Begun) -> None:
    door = handed.space.review
    for number in (1, 2):
        door.agree(handed.id, [FIRST], MEMBER)
        door.return_(handed.id, f"Perbaiki {number}.", MEMBER)
        door.submit(handed.id, f"Putaran {number + 1}.")
    mine = door.close(handed.id, "Selesai.").assessment
    assert review.rounds(mine) == 3
    assert [(one.round, one.act.value, one.note) for one in mine.handovers] == [
        (1, "submit", "Mohon direviu."),
        (1, "return", "Perbaiki 1."),
        (2, "submit", "Putaran 2."),
        (2, "return", "Perbaiki 2."),
        (3, "submit", "Putaran 3."),
        (3, "close", "Selesai."),
    ]
    with pytest.raises(ZiError, match="sudah ditutup"):
        door.close(handed.id)


def test_only_what_changed_since_the_visit_is_named_the_next_time(handed: Begun) -> None:
    space, mine = handed.space, handed.id
    space.review.answer(mine, FIRST, "C", MEMBER, "Bukti kurang.")
    space.review.agree(mine, [SECOND], MEMBER)
    space.review.return_(mine, "Lengkapi bukti.", MEMBER)
    space.attach(mine, FIRST, [handed.file("foto.pdf", b"foto")])
    sheet = space.review.submit(mine)
    codes = [one.code for one in sheet.pack.questions]
    assert review.changed_since(sheet.assessment, codes) == {FIRST}
    space.review.answer(mine, FIRST, "A", MEMBER, "")
    space.review.return_(mine, "Sekali lagi.", MEMBER)
    sheet = space.review.submit(mine)
    assert review.changed_since(sheet.assessment, codes) == frozenset()


def test_what_a_stage_judges_again_is_changed_no_more_for_it_even_with_the_same_answer(handed: Begun) -> None:
    space, mine = handed.space, handed.id
    space.review.answer(mine, FIRST, "C", MEMBER, "Bukti kurang.")
    space.review.agree(mine, [SECOND], MEMBER)
    space.review.return_(mine, "Lengkapi.", MEMBER)
    for code in (FIRST, SECOND):
        space.note(mine, code, "Sudah dilengkapi.")
    sheet = space.review.submit(mine)

    def changed(stage: Stage = MEMBER) -> set[str]:
        codes = [one.code for one in sheet.pack.questions]
        return set(review.changed_since(space.assessment(mine), codes, stage))

    assert changed() == {FIRST, SECOND}
    space.review.answer(mine, FIRST, "C", MEMBER)
    assert changed() == {SECOND}
    assert space.steps(mine).undo == "review"
    space.undo(mine)
    assert changed() == {FIRST, SECOND}
    space.redo(mine)
    space.review.agree(mine, [FIRST, SECOND], MEMBER)
    assert changed() == set()
    assert changed(LEAD) == {FIRST, SECOND}
    space.undo(mine)
    assert changed() == {SECOND}
    before = space.assessment(mine)
    space.review.answer(mine, FIRST, "C", MEMBER)  # nothing new was seen, and nothing is written
    assert space.assessment(mine) == before


def test_several_observations_are_written_as_one_step(handed: Begun) -> None:
    space, mine = handed.space, handed.id
    several = [Observation(f"t{n}", FIRST, f"kondisi {n}") for n in range(3)]
    assert len(space.review.observe(mine, *several).assessment.observations) == 3
    with pytest.raises(ZiError, match="Temuan belum diisi"):
        space.review.observe(mine, Observation("t4", FIRST, "kondisi"), Observation("t5", FIRST, " "))
    assert len(space.assessment(mine).observations) == 3
    assert space.undo(mine).assessment.observations == ()
    assert space.steps(mine).undo == ""


def test_silent_differences_from_a_workbook_hold_up_giving_back_and_closing(filled: Begun) -> None:
    space, mine = filled.space, filled.id
    space.record(mine, FIRST, "C", stage=MEMBER)  # as a column of a workbook would
    space.review.submit(mine)
    for act in (lambda: space.review.return_(mine, "catatan"), lambda: space.review.close(mine)):
        with pytest.raises(ZiError) as error:
            act()
        assert f"1 jawaban reviu berbeda tanpa catatan: {FIRST}" in refused(error)


def test_undo_goes_back_to_the_submission_and_no_further(handed: Begun) -> None:
    space, mine = handed.space, handed.id
    assert space.steps(mine).undo == ""
    with pytest.raises(ZiError, match="Tidak ada langkah"):
        space.undo(mine)
    space.review.answer(mine, FIRST, "B", MEMBER, "alasan")
    assert space.steps(mine).undo == "review"
    assert space.undo(mine).assessment.of(MEMBER).get(FIRST) is None
    assert space.steps(mine).undo == ""
    assert space.redo(mine).assessment.answer(FIRST, MEMBER).value == "B"
    space.review.return_(mine, "catatan", MEMBER)
    assert space.steps(mine).undo == ""
    space.review.submit(mine)
    space.review.close(mine)
    assert space.steps(mine).undo == ""


def test_each_verb_of_the_desk_is_one_step(handed: Begun) -> None:
    space, mine, use = handed.space, handed.id, use_of(handed)
    space.review.agree(mine, [FIRST, SECOND], MEMBER)
    space.review.mark(mine, use, Mark.INVALID, MEMBER, "alasan")
    space.review.observe(mine, Observation("t1", FIRST, "Maklumat belum terpasang"))
    space.review.assign(mine, ["A.I.6", FIRST], "Rina Contoh")
    taken = []
    while verb := space.steps(mine).undo:
        taken.append(verb)
        sheet = space.undo(mine)
    assert taken == ["assign", "observe", "mark", "agree"]
    left = sheet.assessment
    assert (dict(left.of(MEMBER)), left.observations, dict(left.assigned)) == ({}, (), {})
    assert left.verdict(use, MEMBER).mark is None


def test_an_observation_is_written_answered_with_evidence_and_verified(handed: Begun) -> None:
    door, use = handed.space.review, use_of(handed)
    with pytest.raises(ZiError, match="Temuan belum diisi"):
        door.observe(handed.id, Observation("t1", FIRST, "  "))
    with pytest.raises(ZiError):
        door.observe(handed.id, Observation("t1", "X.9", "kondisi"))
    one = Observation("t1", FIRST, "Maklumat belum terpasang", owner="Kasubbag", due=date(2026, 6, 30))
    (kept,) = door.observe(handed.id, one).assessment.observations
    assert kept == replace(one, created=date(2026, 3, 1))
    answered = replace(kept, answer="Sudah dipasang", proof=(use,), status=ObservationState.ANSWERED)
    door.observe(handed.id, answered)
    done = replace(answered, status=ObservationState.VERIFIED, verified_by="Rina Contoh",
                   verified_on=date(2026, 7, 1))  # fmt: skip
    assert door.observe(handed.id, done).assessment.observations == (done,)
    assert door.drop_observation(handed.id, "t1").assessment.observations == ()


def test_the_unit_may_answer_observations_while_its_answers_are_locked(handed: Begun) -> None:
    door = handed.space.review
    one = Observation("t1", FIRST, "kondisi")
    door.observe(handed.id, one)
    mine = door.observe(handed.id, replace(one, answer="sudah", status=ObservationState.ANSWERED)).assessment
    assert mine.observations[0].answer == "sudah"


def test_charges_are_put_on_groups_and_criteria_and_taken_away(begun: Begun) -> None:
    door = begun.space.review
    mine = door.assign(begun.id, ["A.I.6", FIRST], "  Rina Contoh ").assessment
    assert dict(mine.assigned) == {"A.I.6": "Rina Contoh", FIRST: "Rina Contoh"}
    mine = door.assign(begun.id, [FIRST], "").assessment
    assert dict(mine.assigned) == {"A.I.6": "Rina Contoh"}
    with pytest.raises(ZiError):
        door.assign(begun.id, ["X.9"], "Rina Contoh")


def test_the_sheet_knows_since_when_a_followed_observation_waits(handed: Begun) -> None:
    space, mine = handed.space, handed.id
    space.review.observe(mine, Observation("t1", FIRST, "Maklumat belum terpasang"))
    before = space.assessment(mine)
    later = space.new(space.pack(mine), before.unit.name, before.year + 1, target=before.target, source=mine)
    space.review.observe(later, Observation("t2", FIRST, "Maklumat belum terpasang", origin="t1"))
    space.review.observe(later, Observation("t3", FIRST, "Dari salinan lain", origin="entah"))
    space.review.observe(later, Observation("t4", FIRST, "Baru"))
    sheet = space.sheet(later)
    assert sheet.first_found == {"t2": before.year}, (
        "neither what is new, nor what nobody here has seen before"
    )
    space.follow_many(later, [FollowUp(f"f{n}", FIRST, "Pasang", source=f"observation:t{n}") for n in (2, 4)])
    assert {task.one.id: task.since for task in space.follow_ups(later)} == {"f2": before.year, "f4": 0}
