"""Unit and auditors play three whole rounds through the terminal, and hold the same assessment at the end."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from end2end import rounds
from end2end.conftest import Example, done
from end2end.rounds import ALREADY, AUDITOR, BUGS, Post, Story, Terminal, begun, paper, pdf
from zi_assess.core import merge
from zi_assess.workspace import Workspace, records

SCREEN = "A.I.6.v.a"  # answered A, with one picture
MEETING = "A.I.1.i.b"  # answered A, with two documents
STANDARD = "A.I.6.i.a"  # answered A; the unit lowers it by itself
DOUBT, GAP = "Aplikasi belum mencakup semua layanan.", "Notulen tidak memuat kriteria pemilihan."
PAPERS = ("Daftar layanan daring.pdf", "Notulen berkriteria.pdf")


@pytest.fixture
def story(made: Example, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Story:
    return begun(made.path, made.id, tmp_path, capsys)


def test_three_rounds_leave_both_sides_with_the_same_assessment_and_every_word_on_paper(story: Story) -> None:
    first(story)
    second(story)
    third(story)
    one = story.id
    for side in story.sides:
        assert side.json("verify") == []
        (row,) = [row for row in side.json("list") if row["id"] == one]
        assert (row["phase"], row["round"]) == ("closed", 3)
        assert ("terkunci" if side is story.unit else "milik unit") in side.refused(
            "record", one, SCREEN, "B"
        )
    totals = {stage: same_total(story, stage) for stage in ("SELF", "TPI", "TPI_LEAD", "TPI_MEMBER")}
    assert totals["TPI"] == totals["TPI_LEAD"] == totals["TPI_MEMBER"]
    for side in story.sides:
        for kind in ("lke", "ringkasan", "kertas-kerja"):
            printed = paper(side, one, kind, story.folder)
            assert [stage for stage in ("SELF", "TPI") if shown(totals[stage]) not in printed] == [], kind
            assert kind != "lke" or all(name in printed for name in PAPERS)
            assert kind != "kertas-kerja" or story.said.missing(printed) == []
    told = " ".join(row["text"] for row in story.tpi.json("history", one, "--limit", 0))
    assert [words for words in story.said.replaced if words not in told] == []


def first(story: Story) -> None:
    """The auditor takes the package of an unknown unit, lowers two answers and gives it back."""
    one, unit, tpi, said = story.id, story.unit, story.tpi, story.said
    unit("submit", one, "--note", said("Mohon direviu sampai akhir bulan."))
    late = pdf(story.folder, "susulan.pdf")
    for words in (("record", one, SCREEN, "B"), ("attach", one, SCREEN, late)):
        assert "terkunci" in unit.refused(*words)
    came = story.post.send(unit)
    greet(story, came)
    assert story.alike()
    same_total(story, "SELF")
    tpi("review", one, "A", "=")
    tpi("review", one, "B", "=")
    tpi("review", one, SCREEN, "B", "--note", said(DOUBT))
    tpi("review", one, MEETING, "C", "--note", said(GAP))
    (picture,) = next(row for row in tpi.json("worklist", one) if row["code"] == SCREEN)["evidence"]
    tpi("mark", one, picture["id"], "kurang", "--note", said("Tangkapan layar tanpa tanggal."))
    more = ("--code", MEETING, "--advice", said("Susun kriteria tertulis."), "--owner", "Pokja 1")
    tpi("observe", one, said("Pemilihan anggota tim belum berkriteria."), *more)
    tpi("return", one, "--note", said("Perbaiki dua butir yang diturunkan."))
    back = story.post.pass_on(tpi, unit, "changed")
    assert (back["files"], back["conflicts"], back["missing"]) == (0, 0, 0)
    assert story.alike()
    assert same_total(story, "TPI") < same_total(story, "SELF")


def greet(story: Story, came: Path) -> None:
    """An unknown key is refused until its words were compared; the very same package again changes nothing."""
    one, unit, tpi = story.id, story.unit, story.tpi
    line = tpi.refused("package", "import", came)
    assert "belum dikenal" in line
    assert unit.words() in line
    assert "--trust" in line
    assert "bukan sidik pengirim" in tpi.refused("package", "import", came, "--trust", tpi.words())
    assert tpi.json("list") == []
    tpi("package", "import", came, "--trust", unit.words())
    before = tpi.digest(one), tpi.json("history", one, "--limit", 0)
    assert tpi("package", "import", came) == ALREADY
    assert (tpi.digest(one), tpi.json("history", one, "--limit", 0)) == before


def second(story: Story) -> None:
    """The unit mends with new evidence; the auditor looks at what changed and at nothing else."""
    one, unit, tpi, said = story.id, story.unit, story.tpi, story.said
    (found,) = unit.json("observations", one)
    new = unit("attach", one, SCREEN, pdf(story.folder, PAPERS[0]), "--dated", "2026-10-05")
    unit("record", one, STANDARD, "B", "--note", said("Standar baru untuk dua layanan menyusul."))
    answer = ("--answer", said("Kriteria ditetapkan 5 Oktober."), "--status", "dijawab")
    unit("observe", one, "--id", found["id"], *answer)
    unit("submit", one, "--note", said("Sudah diperbaiki."))
    came = story.post.pass_on(unit, tpi, "changed")
    assert (came["files"], came["conflicts"], came["missing"]) == (1, 0, 0)
    assert tpi.changed(one) == {SCREEN, STANDARD}
    tpi("review", one, SCREEN, "=", "--note", said("Daftar layanan lengkap.", instead_of=DOUBT))
    tpi("review", one, STANDARD, "=")
    tpi("mark", one, new, "sah", "--note", said("Sesuai aslinya."))
    overtaken = story.post.send(tpi)  # never arrives in time
    tpi("return", one, "--note", said("Notulen masih perlu dilengkapi."))
    story.post.pass_on(tpi, unit, "changed")
    assert story.alike()
    before = unit.digest(one)
    assert f"lebih lama daripada yang sudah diimpor dari {AUDITOR}" in unit.refused(
        "package", "import", overtaken
    )
    assert unit("package", "import", story.post.path(2)) == ALREADY
    assert unit.digest(one) == before


def third(story: Story) -> None:
    """Mended again, looked at by two desks, and closed."""
    one, unit, tpi, said = story.id, story.unit, story.tpi, story.said
    unit("attach", one, MEETING, pdf(story.folder, PAPERS[1]))
    unit("record", one, MEETING, "B", "--note", said("Kami menilai B sesudah notulen diperbaiki."))
    unit("submit", one)
    came = story.post.pass_on(unit, tpi, "changed")
    assert (came["files"], came["conflicts"], came["missing"]) == (1, 0, 0)
    assert tpi.changed(one) == {MEETING}
    tpi("review", one, MEETING, "B", "--note", said("Cocok dengan notulen baru.", instead_of=GAP))
    for part in ("A", "B"):
        tpi("review", one, part, "=", "--stage", "TPI_LEAD")
    tpi("review", one, MEETING, "=", "--note", said("Ketua tim sependapat."), "--stage", "TPI_LEAD")
    (found,) = tpi.json("observations", one)
    tpi("observe", one, "--id", found["id"], "--status", "selesai")
    tpi("close", one, "--note", said("Layak diusulkan sesudah survei ulang."), "--stage", "TPI_LEAD")
    story.post.pass_on(tpi, unit, "changed")
    assert story.alike()


def same_total(story: Story, stage: str) -> Decimal:
    """The strict total of *stage*, which both sides must say alike."""
    (total,) = {side.strict(story.id, stage) for side in story.sides}
    return Decimal(total)


def shown(total: Decimal) -> str:
    return str(round(total, 2)).replace(".", ",")


# Members of one team


@pytest.fixture
def team(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Story:
    """One unit, worked on by two people in two workspaces: *unit* and, in the place of the auditors, a friend."""
    mine = Terminal(tmp_path / "saya", "Nama Saya", capsys)
    friend = Terminal(tmp_path / "rekan", "Nama Rekan", capsys)
    one = mine("new", "--pack", "lke-zi", "--unit", "Kantor Contoh", "--year", "2026", "--target", "WBK")
    for code, answer in (("A.I.1.i.a", "Ya"), ("A.I.1.i.b", "A"), ("A.I.6.i.a", "A")):
        mine("record", one, code, answer)
    made = Story(tmp_path, one, mine, friend, Post(tmp_path, one))
    made.post.pass_on(mine, friend)
    return made


def edit_apart(team: Story) -> None:
    """Both change something of their own, and both the answer and the note of one criterion."""
    one, mine, friend, said = team.id, team.unit, team.tpi, team.said
    mine("record", one, "A.I.2.i.b", "A", "--note", said("SOP lengkap."))
    mine("attach", one, "A.I.2.i.b", pdf(team.folder, "SOP.pdf"))
    friend("record", one, "A.I.3.vi.a", "B", "--note", said("Data pegawai baru sebagian."))
    friend("attach", one, "A.I.3.vi.a", pdf(team.folder, "Pegawai.pdf"))
    mine("record", one, MEETING, "B", "--note", said("Dua notulen kurang."))
    friend("record", one, MEETING, "C", "--note", said("Tiga notulen kurang."))


def come_together(team: Story) -> None:
    """What one side changed joins; what both changed is decided by hand, and sent back."""
    one, mine, friend = team.id, team.unit, team.tpi
    came = team.post.pass_on(friend, mine, "changed")
    assert (came["side"], came["files"], came["conflicts"]) == ("unit", 1, 2)
    waiting = {str(row["field"]): row for row in mine.json("package", "conflicts", one)}
    assert {key: (row["base"], row["ours"], row["theirs"]) for key, row in waiting.items()} == {
        "note": ("", "Dua notulen kurang.", "Tiga notulen kurang."),
        "value": ("A", "B", "C"),
    }
    assert {(row["code"], row["who"]) for row in waiting.values()} == {(MEETING, "Nama Rekan")}
    assert "belum diputuskan" in mine.refused("submit", one)
    assert "belum diputuskan" in mine.refused("package", "export", one, "-o", team.post.path(99))
    mine("package", "settle", one, waiting["note"]["id"], "both")
    mine("package", "settle", one, waiting["value"]["id"], "theirs")
    back = team.post.pass_on(mine, friend, "changed")
    assert (back["files"], back["conflicts"], back["missing"]) == (1, 0, 0)
    assert team.alike()
    assert team.lost() == []


def test_two_of_one_team_edit_apart_decide_what_both_changed_and_hold_the_same(team: Story) -> None:
    edit_apart(team)
    come_together(team)
    for side in team.sides:
        assert side.json("package", "conflicts", team.id) == []
        assert side.json("verify") == []
        with Workspace.open(side.folder) as space:
            mine = space.assessment(team.id)
            answer = mine.answer(MEETING)
            assert (answer.value, answer.note) == ("C", "Dua notulen kurang.\nTiga notulen kurang.")
            assert {use.document.name for use in mine.evidence} == {"SOP.pdf", "Pegawai.pdf"}
    nothing = team.post.pass_on(team.tpi, team.unit)
    assert nothing["changes"] == {}
    assert team.alike()


# The same stories catch what would lose a word


@pytest.mark.parametrize("bug", BUGS)
def test_the_same_round_catches_a_merge_that_loses_something(
    story: Story, monkeypatch: pytest.MonkeyPatch, bug: str
) -> None:
    monkeypatch.setattr(merge, "merge", BUGS[bug](merge.merge))
    with pytest.raises(AssertionError):
        first(story)


def test_the_same_round_catches_packages_without_reasons_though_both_sides_agree(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "read", rounds.silent(records.read))
    first(story)
    assert set(story.lost()) >= {DOUBT, GAP}


def test_the_same_team_catches_a_merge_in_which_the_last_one_wins(
    team: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_apart(team)
    monkeypatch.setattr(merge, "merge", rounds.overwriting(merge.merge))
    with pytest.raises(AssertionError):
        come_together(team)


def test_a_package_comes_in_from_another_process_as_from_this_one(story: Story) -> None:
    """The stories above call the program inside this process; here it is started anew for every step."""
    words = story.unit.words()
    made = story.folder / "satu.zipkg"
    done("package", "export", story.id, "-o", made, "--workspace", story.unit.folder)
    done("package", "import", made, "--trust", words, "--workspace", story.tpi.folder)
    again = done("package", "import", made, "--workspace", story.tpi.folder)
    assert again.out.strip() == ALREADY
    assert story.alike()
