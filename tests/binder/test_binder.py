"""The binder read back and compared with the sheet it was made from."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from tests.binder import papers
from tests.binder.papers import Case
from zi_assess.core.assessment import Document
from zi_assess.core.pack import Pack
from zi_assess.errors import Cancelled, ZiError
from zi_assess.reports import binder
from zi_assess.reports.arrangement import arrange, uses
from zi_assess.reports.binder import Bound
from zi_assess.reports.references import mentioned

TURN = "\u202e"


def bound(case: Case, area: str = "", **fields: object) -> Bound:
    return binder.bind(case.sheet(**fields), case.open, area=area, library=case.documents)


def pages(data: bytes) -> list[str]:
    """The text of every page without blanks."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def outline(data: bytes) -> list[tuple[int, str, int]]:
    """Depth, title and page (from 1) of every bookmark."""
    return [
        (one.level, one.get_title(), one.get_dest().get_index() + 1)
        for one in pypdfium2.PdfDocument(data).get_toc()
    ]


def where(data: bytes, words: str) -> list[int]:
    """The pages (from 1) on which *words* stand."""
    return [at for at, text in enumerate(pages(data), start=1) if "".join(words.split()) in text]


def stamp(data: bytes, page: int) -> str:
    """What stands in the lower right corner of a page as it is seen: letters are where a reader looks for them."""
    shown = pypdfium2.PdfDocument(data)[page - 1]
    left, bottom, right, top = shown.get_cropbox()
    wide, high = right - left, top - bottom
    most, tall = 0.6, 34 * max(0.5, min(wide, high) / 595)
    boxes = {
        0: (right - most * wide, bottom, right, bottom + tall),
        90: (right - tall, top - most * high, right, top),
        180: (left, top - tall, left + most * wide, top),
        270: (left, bottom, left + tall, bottom + most * high),
    }
    corner = boxes[shown.get_rotation()]
    named = dict(zip(("left", "bottom", "right", "top"), corner, strict=True))
    return "".join(shown.get_textpage().get_text_bounded(**named).split())


def sound(data: bytes) -> pikepdf.Pdf:
    """The file opened by a strict reader, with nothing to complain about."""
    opened = pikepdf.open(io.BytesIO(data))
    assert opened.check_pdf_syntax() == []
    assert opened.get_warnings() == []
    return opened


def test_every_use_is_listed_with_its_criterion_slot_document_and_page(pack: Pack) -> None:
    case = papers.every_kind(pack)
    data = bound(case).data
    sound(data)
    assert pages(data)[0].count("Binderbukti") == 1
    for use in uses(arrange(case.sheet())):
        (sheet_page,) = [
            at for depth, title, at in outline(data) if depth == 1 and title.startswith(use.code + " ")
        ]
        text = pages(data)[sheet_page - 1]
        assert "".join(use.slot.split()) in text
        assert "".join(use.document.name.split()) in text


def test_bookmarks_lead_from_area_to_criterion_to_slot_to_document(pack: Pack) -> None:
    data = bound(papers.every_kind(pack)).data
    told = [(depth, title) for depth, title, _page in outline(data)]
    assert told[:8] == [
        (0, "Daftar isi"),
        (0, "A.1 Kelompok A.1"),
        (1, "A.1.a Kriteria A.1.a"),
        (2, "Bukti sk"),
        (3, "SK Tim ZI.pdf"),
        (2, "Bukti foto"),
        (3, "Banner.jpg"),
        (1, "A.1.b Kriteria A.1.b"),
    ]
    assert told[-1] == (0, "Daftar dokumen dan sidiknya")
    (first, second) = [page for _depth, title, page in outline(data) if title == "SK Tim ZI.pdf"]
    assert first == second, "used twice, bound once"
    assert "Halaman1" in pages(data)[first - 1]


def test_the_contents_say_on_which_page_each_criterion_begins(pack: Pack) -> None:
    data = bound(papers.every_kind(pack)).data
    listed = pypdfium2.PdfDocument(data)[1].get_textpage()
    for code in ("A.1.a", "A.1.b", "B.1"):
        (page,) = [at for depth, name, at in outline(data) if depth == 1 and name.startswith(code + " ")]
        found = listed.search(code)
        places = iter(found.get_next, None)
        boxes = [listed.get_charbox(at) for at, _count in places]
        box = boxes[-1]  # the area's heading has the same letters before
        row = listed.get_text_bounded(left=500, bottom=box[1] - 3, right=595, top=box[3] + 3)
        assert "".join(row.split()) == str(page)


def test_rows_of_the_contents_lead_to_their_page_when_clicked(pack: Pack) -> None:
    data = bound(papers.every_kind(pack)).data
    opened = sound(data)
    numbers = {page.obj.objgen: at for at, page in enumerate(opened.pages, start=1)}
    led = [numbers[link.Dest[0].objgen] for link in opened.pages[1].obj.Annots]
    begun = [at for depth, _title, at in outline(data) if depth == 1]
    assert led == [*begun, outline(data)[-1][2]]


def test_every_page_of_evidence_is_stamped_with_criterion_slot_and_its_own_number(pack: Pack) -> None:
    case = papers.every_kind(pack)
    data = bound(case).data
    for name, code, slot, count in (
        ("SK Tim ZI.pdf", "A.1.a+1", "Bukti sk", 3),
        ("Banner.jpg", "A.1.a", "Bukti foto", 1),
        ("Catatan.txt", "A.1.b", "Bukti laporan", 1),
        ("Rekap.xlsx", "A.1.b", "Bukti laporan", 1),
        ("Dasbor kinerja", "A.1.b", "Bukti lain", 1),
    ):
        start = next(page for _depth, title, page in outline(data) if title == name)
        for page in range(start, start + count):
            assert stamp(data, page) == f"{code}{slot}{page}".replace(" ", "")


def test_a_document_used_twice_stands_once_and_the_second_criterion_points_there(pack: Pack) -> None:
    data = bound(papers.every_kind(pack)).data
    assert [len(where(data, f"Halaman {n}")) >= 1 for n in (1, 2, 3)] == [True] * 3
    start = next(page for _depth, title, page in outline(data) if title == "SK Tim ZI.pdf")
    (sheet_page,) = [page for depth, title, page in outline(data) if depth == 1 and title.startswith("B.1")]
    text = pages(data)[sheet_page - 1]
    assert "DimuatpadabutirA.1.a" in text
    assert f"Yangdirujuk:hal.2–3(dibinderini{start + 1}–{start + 2})" in text


def test_the_list_at_the_end_has_every_hash_and_address_with_its_page(pack: Pack) -> None:
    case = papers.every_kind(pack)
    data = bound(case).data
    closing = "".join(pages(data)[outline(data)[-1][2] - 1 :])
    for document in case.documents.values():
        assert (document.sha256 or document.url) in closing
        assert "".join(document.name.split()) in closing
    assert hashlib.sha256(case.bytes["d0"]).hexdigest() in closing


def test_text_stands_on_a_page_with_its_lines_and_indents(pack: Pack) -> None:
    data = bound(papers.every_kind(pack)).data
    start = next(page for _depth, title, page in outline(data) if title == "Catatan.txt")
    textpage = pypdfium2.PdfDocument(data)[start - 1].get_textpage()

    def left(words: str) -> float:
        return float(textpage.get_charbox(textpage.search(words).get_next()[0])[0])

    assert left("Baris satu") == pytest.approx(left("Baris akhir"), abs=1)
    assert left("menjorok") > left("Baris satu") + 5


def test_a_text_longer_than_a_page_goes_on_and_every_page_is_stamped(pack: Pack) -> None:
    case = Case(pack)
    case.add("panjang.txt", "\n".join(f"baris {n}" for n in range(200)).encode(), "text", ("A.1.a", "sk"))
    data = bound(case).data
    start = next(page for _depth, title, page in outline(data) if title == "panjang.txt")
    for page in range(start, start + 4):
        assert stamp(data, page) == f"A.1.aBuktisk{page}"
    assert where(data, "baris 199") == [start + 3]


def test_page_sizes_are_kept(pack: Pack) -> None:
    case = Case(pack)
    sizes = [(595, 842), (842, 1191), (200, 100), (2384, 3370), (420, 595)]
    for n, size in enumerate(sizes):
        case.pdf(f"{n}.pdf", papers.paper(f"Ukuran {n}", size=size), ("A.1.a", "sk"))
    opened = pypdfium2.PdfDocument(bound(case).data)
    found = {(round(page.get_width()), round(page.get_height())) for page in opened}
    assert found == {*sizes, (595, 842)}


def test_a_binder_of_one_area_holds_only_that(pack: Pack) -> None:
    case = papers.every_kind(pack)
    data = bound(case, area="b").data
    assert [title for depth, title, _page in outline(data) if depth == 1] == ["B.1 Kriteria B.1"]
    assert "Banner.jpg" not in "".join(pages(data))
    start = next(page for _depth, title, page in outline(data) if title == "SK Tim ZI.pdf")
    assert stamp(data, start) == f"B.1Buktisurvei{start}", "here its first and only use"


def test_an_unknown_area_is_said_with_those_there_are(pack: Pack) -> None:
    with pytest.raises(ZiError, match=r"Area Z\.9 tidak ada"):
        bound(papers.every_kind(pack), area="Z.9")


def test_an_aggregate_of_the_worksheet_binds_the_areas_it_adds_up(lke: Pack) -> None:
    case = Case(lke)
    for code in ("A.I.6.i.a", "A.II.6.i.a", "A.I.1.i.a"):
        case.pdf(f"{code}.pdf", papers.paper(code), (code, ""))
    told = [title for depth, title, _page in outline(bound(case, area="A.6").data) if depth == 3]
    assert told == ["A.I.6.i.a.pdf", "A.II.6.i.a.pdf"]


def test_the_same_sheet_and_bytes_give_the_same_binder(pack: Pack, tmp_path: Path) -> None:
    case = papers.every_kind(pack)
    case.pdf("ttd.pdf", papers.signed(), ("B.1", "survei"))
    once = bound(case)
    assert bound(case).data == once.data
    written = binder.write(tmp_path / "b.pdf", case.sheet(), case.open, library=case.documents)
    assert (tmp_path / "b.pdf").read_bytes() == once.data
    assert (written.pages, written.documents, written.data) == (once.pages, once.documents, b"")


def test_other_bytes_give_another_binder(pack: Pack) -> None:
    one, other = papers.every_kind(pack), papers.every_kind(pack)
    other.pdf("lagi.pdf", papers.paper("Lagi"))
    assert bound(one).data != bound(other).data


def test_the_file_is_told_by_a_path_as_by_its_bytes(pack: Pack, tmp_path: Path) -> None:
    case = papers.every_kind(pack)

    def by_path(document: Document) -> Path:
        path = tmp_path / document.id
        path.write_bytes(case.open(document))
        return path

    assert binder.bind(case.sheet(), by_path).data == binder.bind(case.sheet(), case.open).data


def test_an_example_carries_contoh_on_every_page(pack: Pack) -> None:
    data = bound(papers.every_kind(pack), example=True).data
    assert [at for at, text in enumerate(pages(data), start=1) if "CONTOH" not in text] == []
    assert where(bound(papers.every_kind(pack)).data, "CONTOH") == []


def test_what_no_criterion_of_the_pack_knows_is_bound_too(pack: Pack) -> None:
    case = Case(pack)
    case.pdf("lama.pdf", papers.paper("Lama"), ("Z.9.z", "apa"))
    told = [(depth, title) for depth, title, _page in outline(bound(case).data)]
    assert (0, "Tanpa tempat di paket ini") in told
    assert (3, "lama.pdf") in told


def test_a_link_with_a_copy_gives_the_pages_of_the_copy(pack: Pack) -> None:
    case = Case(pack)
    copy = case.pdf("salinan.pdf", papers.paper("Isi salinan"), ("B.1", "survei"))
    case.add("Situs unit", None, "link", ("A.1.a", "sk"), copy=copy.id)
    made = bound(case)
    assert made.not_whole == ()
    start = next(page for _depth, title, page in outline(made.data) if title == "Situs unit")
    assert "Isisalinan" in pages(made.data)[start - 1]
    assert where(made.data, "Salinan dari https://contoh.example/1") != []


def test_a_signed_pdf_says_so_and_its_original_lies_inside(pack: Pack) -> None:
    case = Case(pack)
    data = papers.signed()
    case.pdf("SK bertanda tangan.pdf", data)
    made = bound(case)
    opened = sound(made.data)
    assert made.attached == 1
    ((name, kept),) = opened.attachments.items()
    assert name == "A.1.a SK bertanda tangan.pdf"
    assert kept.get_file().read_bytes() == data
    assert (
        where(made.data, "Bertanda tangan elektronik. Penggabungan membatalkannya; berkas asli terlampir")
        != []
    )
    start = next(page for _depth, title, page in outline(made.data) if title == "SK bertanda tangan.pdf")
    shown = pypdfium2.PdfDocument(made.data)[start - 1].render().to_pil().convert("RGB")
    assert shown.getpixel((450, 842 - 75)) == (0, 0, 255), "what the signature shows is still to be seen"


def test_progress_counts_to_the_end_and_a_raise_stops_without_a_file(pack: Pack, tmp_path: Path) -> None:
    case = papers.every_kind(pack)
    heard: list[tuple[int, int]] = []
    binder.bind(case.sheet(), case.open, tick=lambda done, total: heard.append((done, total)))
    assert heard == [(n, 6) for n in (0, 1, 2, 3, 4, 6)]

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        binder.write(tmp_path / "b.pdf", case.sheet(), case.open, tick=stop)
    assert list(tmp_path.iterdir()) == []


def test_names_with_signs_that_turn_text_stay_harmless_in_the_bookmarks(pack: Pack) -> None:
    case = Case(pack)
    case.pdf(f"bukti{TURN}fdp.exe (1)\\.pdf", papers.paper("x"))
    (title,) = [title for depth, title, _page in outline(bound(case).data) if depth == 3]
    assert title == "buktifdp.exe (1)\\.pdf"


def test_every_font_of_our_own_is_embedded(pack: Pack) -> None:
    case = Case(pack)
    case.add("b.jpg", papers.photo(), "image", ("A.1.a", "foto"))

    opened = sound(bound(case, example=True).data)
    dictionaries = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
    fonts = [one for one in dictionaries if one.get("/Type") == "/Font"]
    assert len(fonts) >= 3
    assert [str(one.BaseFont) for one in fonts if "/FontFile2" not in one.FontDescriptor] == []


def test_a_binder_without_evidence_is_a_cover_contents_and_an_empty_list(pack: Pack) -> None:
    made = bound(Case(pack))
    assert (made.pages, made.documents) == (3, 0)
    sound(made.data)


@pytest.mark.parametrize(
    ("words", "pages_", "found"),
    [
        ("3–5", 9, ((3, 5),)),
        ("hal. 2, 4 s.d. 6", 9, ((2, 2), (4, 6))),
        ("3 - 50", 9, ((3, 9),)),
        ("lihat bab akhir", 9, ()),
        ("12", 9, ()),
    ],
)
def test_page_references_are_read_as_units_write_them(
    words: str, pages_: int, found: tuple[tuple[int, int], ...]
) -> None:
    assert mentioned(words, pages_) == found


def test_the_cover_counts_what_is_inside(pack: Pack) -> None:
    case = papers.every_kind(pack)
    made = binder.bind(case.sheet(), case.open, as_of=date(2026, 8, 17))
    cover = pages(made.data)[0]
    assert "Butiryangberbukti3dari3" in cover
    assert "Pemakaianbukti6" in cover
    assert "Dokumenyangdimuatutuh3dari5" in cover
    assert f"Halaman{made.pages}" in cover
    assert "17Agustus2026" in cover
    assert [one.document.name for one in made.not_whole] == ["Rekap.xlsx", "Dasbor kinerja"]
