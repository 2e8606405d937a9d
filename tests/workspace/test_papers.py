"""Documents come in, are revised, paired, trashed and brought back, and nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.workspace.conftest import Begun
from zi_assess.core.assessment import FollowUp, Progress
from zi_assess.errors import ZiError
from zi_assess.workspace import Placement, Workspace


def test_what_is_filed_nowhere_waits_in_the_inbox(begun: Begun) -> None:
    space = begun.space
    taken = space.take_in([begun.file("a.txt", "a"), begun.file("b.txt", "b"), begun.folder / "hilang"])
    assert [one.name for one in taken.documents] == ["a.txt", "b.txt"]
    assert [one.refused for one in taken.notices] == [True]
    assert [one.name for one in space.inbox()] == ["a.txt", "b.txt"]
    space.reuse(begun.id, "A.I.1.i.a", taken.documents[0].id)
    assert [one.name for one in space.inbox()] == ["b.txt"]


def test_many_are_filed_in_one_step_and_taken_back_in_one(begun: Begun) -> None:
    space = begun.space
    waiting = space.take_in([begun.file("lama.txt", "lama")]).documents[0]
    one, two = begun.file("1.txt", "1"), begun.file("2.txt", "2")
    attached = space.file_many(
        begun.id,
        [
            Placement(one, "A.I.1.i.a"),
            Placement(one, "A.I.1.i.b"),
            Placement(two, "A.I.1.i.b"),
            Placement(waiting.id, "A.I.1.ii.a"),
        ],
    )
    assert len(attached.evidence) == 4 and len(space.documents()) == 3
    sheet = space.undo(begun.id)
    assert sheet.assessment.evidence == () and [one.name for one in space.inbox()] == ["lama.txt"]
    assert len(space.redo(begun.id).assessment.evidence) == 4
    assert space.verify() == ()


def test_one_wrong_place_files_nothing(begun: Begun) -> None:
    with pytest.raises(ZiError):
        begun.space.file_many(
            begun.id, [Placement(begun.file("1.txt"), "A.I.1.i.a"), Placement(begun.file("2.txt"), "Z.9")]
        )
    assert begun.space.documents() == ()


def test_a_revision_takes_over_every_use_and_keeps_the_old_document(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("SK.txt", "lama")])
    old = space.documents()[0]
    space.reuse(begun.id, "A.I.1.i.b", old.id)
    with pytest.raises(ZiError, match="Alasan"):
        space.revise(begun.id, old.id, begun.file("SK rev.txt", "baru"), " ")
    sheet = space.revise(begun.id, old.id, begun.file("SK rev.txt", "baru"), "nomor dibetulkan")
    assert {use.document.name for use in sheet.assessment.evidence} == {"SK rev.txt"}
    kept = next(one for one in space.documents() if one.id == old.id)
    assert (kept.replaced_why, bool(kept.replaced_by)) == ("nomor dibetulkan", True)
    assert space.document_path(kept).read_text() == "lama"
    assert {use.document.name for use in space.undo(begun.id).assessment.evidence} == {"SK.txt"}
    assert [one.code for one in space.verify()] == ["file-orphaned"]  # its bytes wait for a redo
    space.redo(begun.id)
    assert space.verify() == ()


def test_a_trashed_document_comes_back_with_all_its_uses(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("a.txt")])
    document = space.documents()[0]
    before = space.reuse(begun.id, "A.I.1.i.b", document.id).assessment.evidence
    assert space.trash(begun.id, document.id).assessment.evidence == ()
    assert space.inbox() == ()
    assert space.bring_back(begun.id, document.id).assessment.evidence == before
    assert space.verify() == ()


def test_attaching_what_lies_in_the_trash_takes_it_out(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("a.txt")])
    space.trash(begun.id, space.documents()[0].id)
    space.attach(begun.id, "A.I.1.i.b", [begun.file("a.txt")])
    assert space.documents()[0].trashed is None and len(space.documents()) == 1


def test_after_thirty_days_the_trash_is_emptied_and_not_before(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("a.txt")])
    space.trash(begun.id, space.documents()[0].id)
    assert space.empty_trash() == ()
    space.close()
    later = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=30)
    with Workspace.open(space.path, clock=lambda: later) as again:
        assert [one.name for one in again.empty_trash()] == ["a.txt"]
        assert again.documents() == () and list(again.store.stored()) == []
        assert again.verify() == ()


def test_a_link_keeps_its_copy_and_the_copy_is_no_inbox_item(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", ["https://contoh.example/sk"])
    link = space.documents()[0]
    sheet = space.copy_link(begun.id, link.id, begun.file("sk.txt"))
    copy = sheet.assessment.evidence[0].document.copy
    assert next(one for one in space.documents() if one.id == copy).name == "sk.txt"
    assert space.inbox() == ()


def test_what_a_document_says_of_itself_is_kept_for_all_its_uses(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("sk.txt")])
    document = space.documents()[0]
    sheet = space.describe_document(
        begun.id,
        document.id,
        number="12/2026",
        valid_until=date(2026, 12, 31),
        published="https://contoh.example/sk",
    )
    described = sheet.assessment.evidence[0].document
    assert (described.number, described.valid_until) == ("12/2026", date(2026, 12, 31))
    with pytest.raises(ZiError, match="bukan alamat"):
        space.describe_document(begun.id, document.id, published="situs kantor")
    assert space.undo(begun.id).assessment.evidence[0].document == document


def test_what_is_to_be_done_is_written_changed_and_undone(begun: Begun) -> None:
    space = begun.space
    one = FollowUp("t1", "A.I.1.i.a", "Tetapkan SK tim", "Ketua tim", date(2026, 4, 1))
    sheet = space.follow_many(begun.id, [one, FollowUp("t2", "", "Rapat bulanan")])
    assert [each.what for each in sheet.assessment.follow_ups] == ["Tetapkan SK tim", "Rapat bulanan"]
    kept = sheet.assessment.follow_ups[0]
    sheet = space.follow_up(begun.id, replace(kept, status=Progress.DONE, proof="SK 12/2026"))
    assert sheet.assessment.follow_ups[0].status is Progress.DONE
    assert space.undo(begun.id).assessment.follow_ups[0] == kept
    assert [each.id for each in space.drop_follow_up(begun.id, "t1").assessment.follow_ups] == ["t2"]
    with pytest.raises(ZiError, match="belum diisi"):
        space.follow_up(begun.id, FollowUp("t3", "", " "))
    assert space.verify() == ()


def test_a_units_choices_are_kept_by_name(begun: Begun) -> None:
    space = begun.space
    space.keep_choice(begun.id, "plan.wishes", '{"fixed": []}')
    assert space.sheet(begun.id).assessment.choices == {"plan.wishes": '{"fixed": []}'}
    assert space.keep_choice(begun.id, "plan.wishes", "").assessment.choices == {}
    assert space.undo(begun.id).assessment.choices == {"plan.wishes": '{"fixed": []}'}


def test_readiness_over_time_is_read_from_the_journal(begun: Begun) -> None:
    space = begun.space
    space.record(begun.id, "A.I.1.i.a", "Ya")
    space.record(begun.id, "A.I.1.i.b", "B")
    space.record(begun.id, "A.I.1.i.b", "A")
    space.undo(begun.id)
    assert space.history(begun.id) == ((date(2026, 3, 1), space.sheet(begun.id).scores.strict),)
