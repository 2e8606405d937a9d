"""Pages are found by any form of their words; what is typed is never syntax; the index may be thrown away."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zi_assess.core.contents import Contents, Reading, Trait
from zi_assess.errors import ZiError
from zi_assess.textindex import TextIndex, Waiting

ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64
READ = Contents(
    "pdf", Reading.READ, pages=2, dated=date(2026, 1, 12), number="12/KLC/I/2026", traits=(Trait.SCRIPT,)
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[TextIndex]:
    with TextIndex(tmp_path / "index.sqlite3") as found:
        found.add(ONE, ["Maklumat pelayanan kantor", "Tim pembangunan zona integritas dibentuk"], READ)
        found.add(TWO, ["Laporan monitoring dan evaluasi pengaduan"], Contents("pdf", Reading.READ, pages=1))
        yield found


def _found(index: TextIndex, text: str) -> list[tuple[str, int]]:
    return [(hit.sha256[0], hit.page) for hit in index.search(text)]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("maklumat", [("1", 1)]),
        ("MAKLUMAT", [("1", 1)]),
        ("membangun", [("1", 2)]),
        ("melayani", [("1", 1)]),
        ("pembentukan tim", [("1", 2)]),
        ("mak", [("1", 1)]),
        ("evaluasi pengad", [("2", 1)]),
        ('"zona integritas"', [("1", 2)]),
        ('"integritas zona"', []),
        ("“zona integritas” tim", [("1", 2)]),
        ("maklumat pengaduan", []),
        ("dan evaluasi", [("2", 1)]),
        ("", []),
        ("   ", []),
        ("!?", []),
    ],
)
def test_pages_are_found_as_people_look(index: TextIndex, text: str, pages: list[tuple[str, int]]) -> None:
    assert _found(index, text) == pages


@pytest.mark.parametrize(
    "text",
    [
        "maklumat OR laporan",
        "NOT maklumat",
        "NEAR(maklumat laporan)",
        "text:maklumat AND",
        '"',
        '""',
        'maklumat"',
        "mak*",
        "maklumat)",
        "{stems}: x",
        "^maklumat",
        "-maklumat",
        "a + b",
        "'; DROP TABLE pages; --",
        "\0maklumat",
    ],
)
def test_nothing_typed_is_syntax(index: TextIndex, text: str) -> None:
    index.search(text)
    assert _found(index, "maklumat") == [("1", 1)]


def test_or_is_a_word_like_any_other(index: TextIndex) -> None:
    assert _found(index, "maklumat OR laporan") == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_anything_may_be_typed(index: TextIndex, text: str) -> None:
    index.search(text)


def test_the_snippet_shows_and_marks_the_place(index: TextIndex) -> None:
    index.add(THREE, ["awal " * 200 + "disini pembangunan zona " + "akhir " * 200], READ)
    hit = next(one for one in index.search("membangun zona") if one.sha256 == THREE)
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["pembangunan", "zona"]
    assert hit.snippet.startswith("…") and hit.snippet.endswith("…")
    assert len(hit.snippet) < 200


def test_better_pages_come_first(index: TextIndex) -> None:
    index.add(
        THREE, ["gratifikasi " * 5 + "tolak", "banyak kata lain di sini lalu gratifikasi sekali " * 3], READ
    )
    hits = index.search("gratifikasi")
    assert [hit.page for hit in hits] == [1, 2]
    assert hits[0].rank < hits[1].rank


def test_the_limit_holds(index: TextIndex) -> None:
    index.add(THREE, [f"halaman {number} bersama" for number in range(120)], READ)
    assert len(index.search("bersama")) == 50
    assert len(index.search("bersama", limit=7)) == 7


def test_what_is_removed_is_not_found_and_leaves_no_words(index: TextIndex, tmp_path: Path) -> None:
    index.add(THREE, ["rahasiasekali"], READ)
    index.remove(THREE, wipe=True)
    assert _found(index, "rahasiasekali") == []
    assert index.facts(THREE) is None
    index.close()
    assert b"rahasiasekali" not in (tmp_path / "index.sqlite3").read_bytes()


def test_adding_again_replaces(index: TextIndex) -> None:
    index.add(ONE, ["isi baru"], READ)
    assert _found(index, "maklumat") == []
    assert _found(index, "baru") == [("1", 1)]


def test_what_was_noticed_comes_back_whole(index: TextIndex) -> None:
    assert index.facts(ONE) == READ
    assert index.all_facts()[ONE] == READ
    assert index.facts(THREE) is None


def test_missing_names_what_the_index_does_not_know(index: TextIndex) -> None:
    assert index.missing([THREE, ONE, THREE]) == (THREE,)


def test_the_queue_survives_a_restart(index: TextIndex, tmp_path: Path) -> None:
    assert index.queue([ONE, THREE]) == 1
    index.add(TWO, [""], Contents("pdf", Reading.READ, pages=1, textless=(1,)), scans=[1])
    index.close()
    with TextIndex(tmp_path / "index.sqlite3") as again:
        assert again.waiting() == (Waiting(THREE, 0, 0), Waiting(TWO, 1, 0))
        assert again.unread_scans() == (TWO,)
        again.begin(Waiting(THREE, 0, 0))
        assert again.waiting(scans=False) == (Waiting(THREE, 0, 1),)


def test_a_page_read_from_its_picture_is_found(index: TextIndex) -> None:
    index.add(THREE, ["", ""], Contents("pdf", Reading.READ, pages=2, textless=(1, 2)), scans=[1, 2])
    index.add_page(THREE, 2, "sertifikat pelatihan", Contents("pdf", Reading.READ, pages=2, textless=(1,)))
    assert _found(index, "sertifikat") == [("3", 2)]
    assert index.waiting() == (Waiting(THREE, 1, 0),)


@pytest.mark.parametrize("harm", ["sampah", "kosong", "asing", "format lain"])
def test_a_foreign_or_damaged_index_is_made_anew(index: TextIndex, tmp_path: Path, harm: str) -> None:
    index.close()
    path = tmp_path / "index.sqlite3"
    if harm == "sampah":
        path.write_bytes(b"bukan basis data" * 100)
    elif harm == "kosong":
        path.write_bytes(b"")
    else:
        path.unlink() if harm == "asing" else None
        other = sqlite3.connect(path)
        other.execute("PRAGMA user_version = 99")
        other.execute("CREATE TABLE lain (x)")
        other.commit()
        other.close()
    with TextIndex(path) as again:
        assert again.missing([ONE]) == (ONE,)
        again.add(ONE, ["maklumat"], READ)
        assert _found(again, "maklumat") == [("1", 1)]


def test_an_index_damaged_while_open_is_thrown_away(index: TextIndex, tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite3"
    for number in range(60):
        index.add(f"{number:064x}", [f"halaman {number} " * 200], READ)
    index.close()
    broken = TextIndex(path)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xa5" * (size - size // 2))
    with pytest.raises(ZiError, match="dibuat ulang"):
        broken.search("halaman", limit=300)
    broken.close()
    with TextIndex(path) as again:
        assert again.all_facts() == {}


def test_a_read_only_index_writes_nothing(index: TextIndex, tmp_path: Path) -> None:
    index.close()
    before = sorted(one.name for one in tmp_path.iterdir())
    with TextIndex(tmp_path / "index.sqlite3", read_only=True) as found:
        assert _found(found, "maklumat") == [("1", 1)]
        with pytest.raises(ZiError, match="hanya dapat dibaca"):
            found.remove(ONE)
    with TextIndex(tmp_path / "tidak ada.sqlite3", read_only=True) as found:
        assert found.search("maklumat") == ()
    assert sorted(one.name for one in tmp_path.iterdir()) == before


def test_a_place_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    with pytest.raises(ZiError):
        TextIndex(tmp_path / "tidak" / "ada" / "index.sqlite3")


def test_searching_goes_on_while_pages_are_added(index: TextIndex) -> None:
    def fill() -> None:
        for number in range(40):
            index.add(f"{number:064x}", [f"berkas {number} kata " * 100] * 5, READ)

    thread = threading.Thread(target=fill)
    thread.start()
    while thread.is_alive():
        assert _found(index, "maklumat") == [("1", 1)]
    thread.join()
    assert len(index.search("berkas", limit=300)) == 200


def test_a_failed_add_leaves_what_was_there(index: TextIndex) -> None:
    with pytest.raises(TypeError):
        index.add(ONE, ["baik", 7], READ)  # type: ignore[list-item]
    assert _found(index, "maklumat") == [("1", 1)]
    assert index.facts(ONE) == READ
