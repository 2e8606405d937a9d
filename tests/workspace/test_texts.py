"""What stands inside evidence is found, page by page, and what is erased is not."""

from __future__ import annotations

from tests.workspace.conftest import Begun
from zi_assess.workspace import Workspace


def read_all(space: Workspace) -> int:
    space.queue_texts()
    steps = 0
    while space.texts.step() is not None:
        steps += 1
    return steps


def test_words_inside_a_file_are_found_with_the_place_where_it_is_used(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("sk.txt", "Keputusan tentang pembentukan tim kerja")])
    assert space.find("pembentukan") == ()
    assert read_all(space) == 1
    (found,) = space.find("membentuk")
    assert (found.document.name, found.page, found.used_in) == ("sk.txt", 1, ("A.I.1.i.a",))
    first, last = found.marks[0]
    assert found.snippet[first:last] == "pembentukan"


def test_what_the_copy_of_a_link_says_is_found_where_the_link_is_used(begun: Begun) -> None:
    space = begun.space
    for address in ("https://contoh.example/satu", "https://contoh.example/dua"):
        space.attach(begun.id, "A.I.1.i.a", [address])
    link = space.assessment(begun.id).evidence[0].document
    space.copy_link(begun.id, link.id, begun.file("salinan.txt", "notulen pembentukan tim"))
    read_all(space)
    (found,) = space.find("notulen")
    assert (found.document.name, found.used_in, found.standing) == ("salinan.txt", ("A.I.1.i.a",), "")


def test_what_was_replaced_comes_after_what_took_its_place_and_says_so(begun: Begun) -> None:
    space = begun.space
    found = space.attach(begun.id, "A.I.1.i.a", [begun.file("lama.txt", "maklumat maklumat maklumat")])
    old = found.evidence[0].document
    space.revise(begun.id, old.id, begun.file("baru.txt", "maklumat layanan yang dibetulkan"), "nomor salah")
    gone = space.take_in([begun.file("buang.txt", "maklumat maklumat")]).documents[0]
    space.trash(begun.id, gone.id)
    space.take_in([begun.file("masuk.txt", "maklumat yang menunggu tempatnya di kotak masuk")])
    read_all(space)
    told = [(one.document.name, one.standing) for one in space.find("maklumat")]
    assert set(told[:2]) == {("baru.txt", ""), ("masuk.txt", "belum dipakai")}
    assert set(told[2:]) == {("lama.txt", "versi lama"), ("buang.txt", "di tempat sampah")}


def test_a_lost_index_is_made_again(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("sk.txt", "maklumat pelayanan")])
    read_all(space)
    space.close()
    (space.path / "index.sqlite3").unlink()
    with Workspace.open(space.path) as again:
        assert again.find("maklumat") == ()
        read_all(again)
        assert len(again.find("maklumat")) == 1
        assert again.verify() == ()


def test_erased_words_are_found_no_more_and_stand_in_no_file(begun: Begun) -> None:
    space = begun.space
    space.attach(begun.id, "A.I.1.i.a", [begun.file("sk.txt", "katakunciunik sembilan")])
    read_all(space)
    space.erase(space.documents()[0].id)
    assert space.find("katakunciunik") == ()
    space.close()
    assert b"katakunciunik" not in (space.path / "index.sqlite3").read_bytes()
