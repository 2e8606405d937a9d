"""Packages between a unit, its auditors and its own team: what arrives, what is joined, what is decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from exchange.pair import MEMBER, Pair
from zi_assess import criteria
from zi_assess.core.assessment import Answer, Held, Mark, Observation, PrerequisiteAnswer, Stage
from zi_assess.core.merge import Reason
from zi_assess.core.review import Phase, phase
from zi_assess.errors import ZiError
from zi_assess.store.rows import Change
from zi_assess.workspace import Workspace


def review_round(pair: Pair, note: str) -> None:
    """The auditor lowers two answers, ticks a piece of evidence and gives it back."""
    for n in (0, 1):
        pair.tpi.review.answer(pair.id, pair.code(n), pair.key(n, 1), MEMBER, note)
    use = pair.tpi.assessment(pair.id).evidence[0]
    pair.tpi.review.mark(pair.id, use.id, Mark.INCOMPLETE, MEMBER, note)


def test_three_rounds_leave_both_sides_with_the_same_assessment(pair: Pair) -> None:
    for turn in range(3):
        pair.unit.attach(pair.id, pair.code(turn), [pair.file(f"baru {turn}.pdf", f"baru {turn}")])
        pair.unit.review.submit(pair.id)
        assert pair.pass_on(pair.unit, pair.tpi, "changed").conflicts == 0
        assert pair.alike()
        review_round(pair, f"putaran {turn}")
        if turn < 2:
            pair.tpi.review.return_(pair.id, "Lengkapi")
        else:
            pair.tpi.review.close(pair.id, "Selesai")
        taken = pair.pass_on(pair.tpi, pair.unit, "changed")
        assert (taken.conflicts, taken.missing) == (0, 0)
        assert pair.alike()
    mine, yours = pair.unit.assessment(pair.id), pair.tpi.assessment(pair.id)
    assert phase(mine) is phase(yours) is Phase.CLOSED
    assert mine.answers == yours.answers
    assert [(one.round, one.act) for one in mine.handovers] == [
        (one.round, one.act) for one in yours.handovers
    ]
    assert mine.answer(pair.code(1), MEMBER).note == "putaran 2"
    assert {use.document.sha256 for use in mine.evidence} == {use.document.sha256 for use in yours.evidence}
    assert pair.unit.verify() == pair.tpi.verify() == ()


def test_an_auditor_who_only_gives_it_back_or_closes_is_still_the_auditor(pair: Pair) -> None:
    """Also when nothing was left to judge: the unit is not asked to trust another side."""
    pair.unit.review.submit(pair.id)
    pair.pass_on(pair.unit, pair.tpi)
    review_round(pair, "turun")
    for act in ("return", "return", "close"):
        if act == "return":
            pair.tpi.review.return_(pair.id, "Lengkapi")
        else:
            pair.tpi.review.close(pair.id)
        path = pair.send(pair.tpi)
        assert pair.look(pair.unit, path).side == "tpi"
        assert pair.take(pair.unit, path).conflicts == 0
        if act == "return":
            pair.unit.review.submit(pair.id)
            assert pair.pass_on(pair.unit, pair.tpi).conflicts == 0
    assert pair.alike()


def test_the_very_same_package_again_changes_nothing(pair: Pair) -> None:
    path = pair.send(pair.unit)
    pair.take(pair.tpi, path)
    before = pair.tpi.exchange.digest(pair.id), pair.tpi.history(pair.id)
    again = pair.tpi.exchange.inspect(path)
    assert again.already
    assert pair.tpi.exchange.take(again).already
    assert (pair.tpi.exchange.digest(pair.id), pair.tpi.history(pair.id)) == before


def test_an_unknown_key_needs_its_fingerprint_confirmed(pair: Pair) -> None:
    incoming = pair.look(pair.tpi, pair.send(pair.unit))
    assert not incoming.known
    for wrong in ("", "air air air air air air air air", pair.tpi.exchange.fingerprint().hex):
        with pytest.raises(ZiError, match=r"belum dikenal|bukan sidik"):
            pair.tpi.exchange.take(incoming, trust=wrong)
    assert pair.tpi.assessments() == ()
    pair.tpi.exchange.take(incoming, trust=pair.unit.exchange.fingerprint().hex.upper())
    assert [one.name for one in pair.tpi.exchange.partners()] == ["Tim Unit"]
    assert pair.look(pair.tpi, pair.send(pair.unit)).known
    pair.tpi.exchange.forget_partner(pair.unit.exchange.fingerprint().words)
    assert not pair.look(pair.tpi, pair.send(pair.unit)).known


def test_only_new_evidence_travels_when_asked(pair: Pair) -> None:
    pair.pass_on(pair.unit, pair.tpi)
    pair.pass_on(pair.tpi, pair.unit, "changed")
    pair.unit.attach(pair.id, pair.code(3), [pair.file("satu lagi.pdf", "lagi")])
    assert pair.unit.exchange.estimate(pair.id, "all").files == 4
    assert pair.unit.exchange.estimate(pair.id, "changed").files == 1
    size = pair.unit.exchange.estimate(pair.id, "changed").total
    path = pair.send(pair.unit, "changed")
    assert path.stat().st_size == size
    assert pair.take(pair.tpi, path).missing == 0


def test_evidence_that_did_not_travel_is_known_and_said_to_be_missing_until_it_comes(pair: Pair) -> None:
    taken = pair.pass_on(pair.unit, pair.tpi, "none")
    assert taken.missing == 3
    assert {one.code for one in pair.tpi.verify()} <= {"file-awaited"}
    assert pair.alike()
    pair.tpi.backup(pair.folder / "cadangan.zip")
    back = pair.send(pair.tpi)
    assert pair.tpi.exchange.estimate(pair.id).lacking == 3
    assert pair.take(pair.unit, back).missing == 0
    assert pair.unit.exchange.estimate(pair.id, "changed").files == 3
    assert pair.pass_on(pair.unit, pair.tpi, "changed").missing == 0
    assert pair.tpi.verify() == ()


def test_what_both_changed_waits_for_a_decision_and_blocks_what_comes_next(pair: Pair) -> None:
    friend = pair.another("rekan")
    pair.pass_on(pair.unit, friend)
    pair.unit.record(pair.id, pair.code(0), pair.key(0, 1))
    pair.unit.note(pair.id, pair.code(0), "catatan kami")
    friend.record(pair.id, pair.code(0), pair.key(0, 2))
    friend.note(pair.id, pair.code(0), "catatan rekan")
    friend.record(pair.id, pair.code(4), pair.key(4, 2))
    assert pair.pass_on(friend, pair.unit).conflicts == 2
    mine = pair.unit.assessment(pair.id)
    assert mine.answer(pair.code(0)) == Answer(pair.key(0, 1), "catatan kami")
    assert mine.answer(pair.code(4)).value == pair.key(4, 2)
    note, value = pair.unit.exchange.conflicts(pair.id)
    assert (note.code, note.who, note.conflict.field) == (pair.code(0), "rekan", "note")
    assert (value.conflict.base, value.conflict.ours, value.conflict.theirs) == tuple(
        pair.key(0, n) for n in (0, 1, 2)
    )
    with pytest.raises(ZiError, match="belum diputuskan"):
        pair.unit.exchange.export(pair.id, pair.path())
    with pytest.raises(ZiError, match="belum diputuskan"):
        pair.unit.review.submit(pair.id)
    pair.unit.exchange.settle(pair.id, note.id, "both")
    pair.unit.exchange.settle(pair.id, value.id, "theirs")
    answer = pair.unit.assessment(pair.id).answer(pair.code(0))
    assert answer == Answer(pair.key(0, 2), "catatan kami\ncatatan rekan")
    assert pair.pass_on(pair.unit, friend).conflicts == 0
    assert pair.alike(pair.unit, friend)


def test_a_decision_can_be_undone_and_all_decided_at_once(pair: Pair) -> None:
    friend = pair.another("rekan")
    pair.pass_on(pair.unit, friend)
    for n in range(3):
        pair.unit.record(pair.id, pair.code(n), pair.key(n, 1))
        friend.record(pair.id, pair.code(n), pair.key(n, 2))
    pair.pass_on(friend, pair.unit)
    first = pair.unit.exchange.conflicts(pair.id)
    with pytest.raises(ZiError, match="dua teks"):
        pair.unit.exchange.settle(pair.id, first[0].id, "both")
    with pytest.raises(ZiError, match="tidak dikenal"):
        pair.unit.exchange.settle(pair.id, first[0].id, "entah")
    pair.unit.exchange.settle_all(pair.id, "theirs")
    assert pair.unit.exchange.conflicts(pair.id) == ()
    pair.unit.undo(pair.id)
    assert pair.unit.exchange.conflicts(pair.id) == first
    assert pair.unit.assessment(pair.id).answer(pair.code(0)).value == pair.key(0, 1)
    pair.unit.exchange.settle_all(pair.id, "ours")
    assert pair.unit.assessment(pair.id).answer(pair.code(0)).value == pair.key(0, 1)


def test_an_auditors_package_cannot_change_what_the_unit_said(pair: Pair) -> None:
    pair.pass_on(pair.unit, pair.tpi)
    pair.tpi.record(pair.id, pair.code(0), pair.key(0, 2))
    pair.tpi.hold(pair.id, pair.tpi.pack(pair.id).prerequisites[0].id, PrerequisiteAnswer(Held.MET))
    pair.tpi.attach(pair.id, pair.code(5), [pair.file("selundupan.pdf", "dari TPI")])
    pair.tpi.record(pair.id, pair.code(1), pair.key(1, 1), stage=MEMBER)
    pair.tpi.exchange.stand("tpi")  # said before, it would have kept them from all that is the unit's
    taken = pair.pass_on(pair.tpi, pair.unit)
    found = pair.unit.exchange.conflicts(pair.id)
    assert taken.conflicts == len(found) == 3
    assert {one.conflict.reason for one in found} == {Reason.NOT_THEIRS}
    mine = pair.unit.assessment(pair.id)
    assert mine.answer(pair.code(0)).value == pair.key(0, 0)
    assert mine.answer(pair.code(1), MEMBER).value == pair.key(1, 1)
    assert mine.evidence_for(pair.code(5)) == ()
    pair.unit.exchange.settle_all(pair.id, "theirs")
    mine = pair.unit.assessment(pair.id)
    assert [use.document.name for use in mine.evidence_for(pair.code(5))] == ["selundupan.pdf"]
    assert pair.alike()


def test_a_units_package_cannot_change_the_review(pair: Pair) -> None:
    pair.unit.review.submit(pair.id)
    pair.pass_on(pair.unit, pair.tpi)
    review_round(pair, "turun")
    one = Observation("temuan-1", pair.code(0), "SOP belum berlaku", stage=MEMBER)
    pair.tpi.review.observe(pair.id, one)
    pair.tpi.review.return_(pair.id, "Perbaiki")
    pair.pass_on(pair.tpi, pair.unit)
    pair.unit.exchange.stand("unit")
    row = pair.unit._ledger.get("answers", assessment=pair.id, stage=MEMBER.value, question=pair.code(0))
    pair.unit._write(
        "take-package", [Change("answers", row, {**(row or {}), "value": pair.key(0, 0)})], pair.id
    )
    pair.unit._write("erase", [Change("verdicts", one, None) for one in pair.unit._ledger.select("verdicts")])
    taken = pair.pass_on(pair.unit, pair.tpi)
    assert taken.conflicts == 2
    yours = pair.tpi.assessment(pair.id)
    assert yours.answer(pair.code(0), MEMBER).value == pair.key(0, 1)
    assert len(yours.verdicts[MEMBER]) == 1
    pair.tpi.exchange.settle_all(pair.id, "ours")
    assert pair.pass_on(pair.tpi, pair.unit).conflicts == 0
    assert pair.alike()


def test_two_who_merge_each_other_at_once_and_decide_differently_see_it(pair: Pair) -> None:
    friend = pair.another("rekan")
    pair.pass_on(pair.unit, friend)
    pair.unit.record(pair.id, pair.code(0), pair.key(0, 1))
    friend.record(pair.id, pair.code(0), pair.key(0, 2))
    pair.unit.record(pair.id, pair.code(1), pair.key(1, 1))
    crossing = pair.send(pair.unit), pair.send(friend)
    assert pair.take(friend, crossing[0]).conflicts == 1
    assert pair.take(pair.unit, crossing[1]).conflicts == 1
    pair.unit.exchange.settle_all(pair.id, "ours")
    friend.exchange.settle_all(pair.id, "ours")
    pair.unit.record(pair.id, pair.code(1), pair.key(1, 0))  # takes back what the friend already has
    taken = pair.pass_on(pair.unit, friend)
    assert taken.conflicts == 1
    assert friend.assessment(pair.id).answer(pair.code(1)).value == pair.key(1, 0)
    friend.exchange.settle_all(pair.id, "theirs")
    assert pair.pass_on(friend, pair.unit).conflicts == 0
    assert pair.alike(pair.unit, friend)


def test_three_copies_come_together(pair: Pair) -> None:
    first, second = pair.another("rekan satu"), pair.another("rekan dua")
    start = pair.send(pair.unit)
    for friend in (first, second):
        pair.take(friend, start)
    first.record(pair.id, pair.code(1), pair.key(1, 1))
    second.record(pair.id, pair.code(2), pair.key(2, 1))
    second.attach(pair.id, pair.code(2), [pair.file("dari dua.pdf", "dua")])
    pair.unit.record(pair.id, pair.code(3), pair.key(3, 1))
    assert pair.pass_on(first, second).conflicts == 0
    assert pair.pass_on(second, pair.unit).conflicts == 0
    assert pair.pass_on(pair.unit, first).conflicts == 0
    assert pair.pass_on(first, second).conflicts == 0
    assert pair.alike(pair.unit, first, second)
    mine = pair.unit.assessment(pair.id)
    assert [mine.answer(pair.code(n)).value for n in (1, 2, 3)] == [pair.key(n, 1) for n in (1, 2, 3)]


def test_the_same_file_attached_by_two_is_one_use(pair: Pair) -> None:
    friend = pair.another("rekan")
    pair.pass_on(pair.unit, friend)
    same = pair.file("sama.pdf", "sama")
    for space in (pair.unit, friend):
        space.attach(pair.id, pair.code(4), [same])
    assert pair.pass_on(friend, pair.unit).conflicts == 0
    assert len(pair.unit.assessment(pair.id).evidence_for(pair.code(4))) == 1
    assert pair.pass_on(pair.unit, friend).conflicts == 0
    assert pair.alike(pair.unit, friend)


def test_moved_revised_and_detached_evidence_arrives_so(pair: Pair) -> None:
    friend = pair.another("rekan")
    slots = [one for one in pair.questions[1:] if len(one.evidence) > 1]
    code, (first, second) = slots[0].code, (one.id for one in slots[0].evidence[:2])
    paper = pair.file("surat.pdf", "surat")
    pair.unit.attach(pair.id, code, [paper], slot=first)
    pair.unit.attach(pair.id, code, [paper], slot=second)
    pair.pass_on(pair.unit, friend)
    uses = pair.unit.assessment(pair.id).evidence_for(code)
    pair.unit.detach(pair.id, uses[0].id)
    pair.unit.place_evidence(pair.id, uses[1].id, uses[0].slot)
    document = pair.unit.assessment(pair.id).evidence_for(pair.code(0))[0].document
    pair.unit.revise(pair.id, document.id, pair.file("perbaikan.pdf", "baru"), "nomor dibetulkan")
    assert pair.pass_on(pair.unit, friend).conflicts == 0
    assert pair.alike(pair.unit, friend)
    assert friend.inbox() == ()
    assert friend.verify() == ()


def test_uses_that_change_places_arrive_so(pair: Pair) -> None:
    friend = pair.another("rekan")
    slots = [one for one in pair.questions[1:] if len(one.evidence) > 1]
    code, (first, second) = slots[0].code, tuple(one.id for one in slots[0].evidence[:2])
    paper = pair.file("surat.pdf", "surat")
    for slot in (first, second):
        pair.unit.attach(pair.id, code, [paper], slot=slot)
    pair.pass_on(pair.unit, friend)
    one, two = pair.unit.assessment(pair.id).evidence_for(code)
    pair.unit.place_evidence(pair.id, one.id, "")
    pair.unit.place_evidence(pair.id, two.id, one.slot)
    pair.unit.place_evidence(pair.id, one.id, two.slot)
    pair.pass_on(pair.unit, friend)
    there = {use.id: use.slot for use in friend.assessment(pair.id).evidence_for(code)}
    assert there == {one.id: two.slot, two.id: one.slot}
    assert pair.alike(pair.unit, friend)


def test_auditors_keep_the_papers_of_two_units_apart(pair: Pair) -> None:
    """Two units attach the same regulation under different names: each gets its own back."""
    other = pair.another("unit lain")
    second = other.new(criteria.find("lke-zi"), "Kantor Kedua", 2026)
    other.attach(second, pair.code(0), [pair.file("scan001.pdf", "0" * 500)])  # the content of “bukti 0.pdf”
    pair.pass_on(pair.unit, pair.tpi)
    path = pair.path()
    other.exchange.export(second, path)
    pair.take(pair.tpi, path)
    assert pair.tpi.exchange.digest(second) == other.exchange.digest(second)
    pair.tpi.record(second, pair.code(0), pair.key(0, 1), stage=MEMBER)
    pair.tpi.record(pair.id, pair.code(0), pair.key(0, 1), stage=MEMBER)
    assert pair.pass_on(pair.tpi, pair.unit).conflicts == 0
    back = pair.path()
    pair.tpi.exchange.export(second, back)
    assert pair.take(other, back).conflicts == 0
    assert pair.alike()
    assert pair.tpi.exchange.digest(second) == other.exchange.digest(second)
    assert [one.document.name for one in other.assessment(second).evidence] == ["scan001.pdf"]


def test_auditors_pass_a_review_on_among_themselves(pair: Pair) -> None:
    lead = pair.another("ketua tim")
    pair.unit.review.submit(pair.id)
    pair.pass_on(pair.unit, pair.tpi)
    review_round(pair, "anggota")
    assert pair.pass_on(pair.tpi, lead).conflicts == 0
    lead.review.answer(pair.id, pair.code(2), pair.key(2, 1), Stage.TPI_LEAD, "ketua")
    lead.review.return_(pair.id, "Perbaiki", Stage.TPI_LEAD)
    assert pair.pass_on(lead, pair.unit).conflicts == 0
    assert pair.pass_on(lead, pair.tpi).conflicts == 0
    assert pair.alike(pair.unit, pair.tpi, lead)


def test_a_package_can_be_locked_and_split(pair: Pair, tmp_path: Path) -> None:
    pair.unit.attach(pair.id, pair.code(2), [pair.file("besar.pdf", bytes(range(256)) * 16_000)])
    target = tmp_path / "kiriman.zipkg"
    made = pair.unit.exchange.export(pair.id, target, passphrase="kunci pagar besi", split=2_000_000)
    assert [one.name for one in made.files] == [
        f"kiriman.zipkg.{n:03d}" for n in range(1, len(made.files) + 1)
    ]
    assert len(made.files) == made.size.parts(2_000_000, sealed=True) > 2
    assert all(one.stat().st_size * 78 / 57 < 2_000_000 for one in made.files)
    with pytest.raises(ZiError, match="dikunci dengan kata sandi"):
        pair.tpi.exchange.inspect(made.files[1])
    with pytest.raises(ZiError, match="Kata sandi paket salah"):
        pair.tpi.exchange.inspect(made.files[1], "kunci pagar kayu")
    incoming = pair.tpi.exchange.inspect(made.files[1], "kunci pagar besi")
    pair.tpi.exchange.take(incoming, trust=incoming.fingerprint.words)
    assert pair.alike()
    made.files[2].unlink()
    with pytest.raises(ZiError, match=r"belum lengkap: kiriman\.zipkg\.003"):
        pair.tpi.exchange.inspect(made.files[0], "kunci pagar besi")


def test_what_fits_one_mail_is_not_split(pair: Pair, tmp_path: Path) -> None:
    made = pair.unit.exchange.export(pair.id, tmp_path / "kecil.zipkg", split=25_000_000)
    assert made.files == (tmp_path / "kecil.zipkg",)
    assert not list((pair.folder / "unit" / "staging").iterdir())


def test_a_read_only_workspace_looks_but_does_not_take(pair: Pair) -> None:
    path = pair.send(pair.unit)
    pair.take(pair.tpi, path)
    pair.unit.record(pair.id, pair.code(5), pair.key(5, 1))
    newer = pair.send(pair.unit)
    with Workspace.open(pair.folder / "tpi") as second:
        assert second.read_only
        incoming = second.exchange.inspect(newer)
        assert [one.kind for one in incoming.lines] == ["answers"]
        with pytest.raises(ZiError, match=r"hanya dapat dibaca|sedang dibuka"):
            second.exchange.take(incoming)
