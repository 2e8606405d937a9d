"""Evidence that means harm, or is broken: a page that says so, nothing carried over, no crash."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from tests.binder import papers
from tests.binder.papers import Case
from tests.binder.test_binder import bound, outline, pages, sound, stamp
from zi_assess import confined
from zi_assess.core.assessment import Document
from zi_assess.core.pack import Pack
from zi_assess.reports import binder, leaves
from zi_assess.reports.assembly import Assembly, Malformed

FORBIDDEN = (
    b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA", b"/AcroForm", b"/SubmitForm", b"/URI", b"/XFA",
    b"/RichMedia", b"/EmbeddedFile", b"/Widget", b"/FileAttachment", b"calc.exe", b"jahat.example",
)  # fmt: skip


def one(pack: Pack, data: bytes, kind: str = "pdf") -> tuple[str, bytes]:
    """What the binder says about a lone piece of evidence (empty: bound whole), and the binder."""
    case = Case(pack)
    case.add("bukti.pdf", data, kind, ("A.1.a", "sk"))
    made = bound(case)
    sound(made.data)
    return "".join(one.why.text.format(**one.why.values) for one in made.not_whole), made.data


def start(data: bytes) -> int:
    return next(page for depth, _title, page in outline(data) if depth == 3)


def test_what_acts_in_a_pdf_is_not_carried_over_and_the_binder_says_what(pack: Pack) -> None:
    why, data = one(pack, papers.scripted())
    assert why == ""
    opened = sound(data)
    things = [thing for thing in opened.objects if isinstance(thing, pikepdf.Object)]
    entries = [thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing for thing in things]
    plain = b"".join(one.unparse(resolved=True) for one in entries)
    assert [word for word in FORBIDDEN if re.search(re.escape(word) + rb"(?![A-Za-z])", plain)] == []
    assert papers.SECRET not in data
    assert len(opened.attachments) == 0
    assert all("/Annots" not in page.obj for page in opened.pages[start(data) - 1 :][:1])
    told = "".join(pages(data))
    for words in (
        "skrip",
        "perintahmenjalankanprogram",
        "berkasyangditempelkandidalamnya",
        "formuliryangmengirimisinya",
    ):
        assert words in told
    assert "Isisurat" in pages(data)[start(data) - 1]
    assert "isiborang" in pages(data)[start(data) - 1], "a filled field is drawn into the page"


def test_a_signed_pdf_with_a_script_is_not_attached(pack: Pack) -> None:
    with pikepdf.open(io.BytesIO(papers.signed())) as pdf:
        pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)")))
        pdf.Root.Kept = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)")))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    why, data = one(pack, out.getvalue())
    assert why == ""
    assert len(sound(data).attachments) == 0
    assert "periksapadaberkasaslinya" in "".join(pages(data))


def locked(user: str) -> bytes:
    return papers.paper(
        "Terkunci", encryption=pikepdf.Encryption(owner="pemilik", user=user), deterministic_id=False
    )


def test_a_pdf_locked_by_a_password_becomes_a_page_that_says_so(pack: Pack) -> None:
    why, data = one(pack, locked("rahasia"))
    assert "terkunci kata sandi" in why
    page = pages(data)[start(data) - 1]
    assert "terkuncikatasandi" in page
    assert "bukti.pdf" in page
    assert stamp(data, start(data)) == f"A.1.aBuktisk{start(data)}"


def test_a_pdf_that_opens_without_a_password_is_bound_unlocked(pack: Pack) -> None:
    why, data = one(pack, locked(""))
    assert why == ""
    assert "Terkunci" in pages(data)[start(data) - 1]
    assert not sound(data).is_encrypted


BROKEN: dict[str, bytes] = {
    "nothing": b"",
    "only a head": b"%PDF-1.7\n",
    "noise": b"%PDF-1.4\n" + bytes(range(256)) * 40,
    "cut in the first object": papers.many(3)[:120],
    "no pages": papers.paper(),
    "not a pdf at all": b"MZ\x90\x00" + b"\0" * 400,
    "brackets": b"%PDF-1.4\n1 0 obj\n" + b"[" * 50_000 + b"\nendobj\ntrailer<</Root 1 0 R>>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_becomes_a_page_that_says_so(pack: Pack, name: str) -> None:
    why, data = one(pack, BROKEN[name])
    assert "rusak" in why or "kosong" in why or "tidak dapat dibaca" in why
    assert "".join(why.split()) in "".join(pages(data)[start(data) - 1].split())


@pytest.mark.parametrize("keep", [0.3, 0.5, 0.7, 0.9, 0.97, 0.999])
def test_a_truncated_pdf_gives_the_pages_that_can_be_read_or_says_so(pack: Pack, keep: float) -> None:
    whole = papers.many(12)
    why, data = one(pack, whole[: int(len(whole) * keep)])
    assert why or "Halaman1" in "".join(pages(data))


def test_five_hundred_files_with_flipped_bytes_break_nothing(pack: Pack) -> None:
    """Not through the child: a crash would show here at once."""
    import random

    rng = random.Random(20260817)
    whole = bytearray(papers.scripted())
    states = set()
    for _ in range(500):
        hurt = bytearray(whole)
        for _ in range(rng.choice((1, 4, 40))):
            hurt[rng.randrange(len(hurt))] = rng.randrange(256)
        try:
            states.add(str(leaves.pdf(bytes(hurt), 0, 1)["state"]))
        except (KeyError, AttributeError, NotImplementedError, pikepdf.ForeignObjectError):
            states.add(
                "error"
            )  # the child answers with it, and the page says that the file cannot be understood
    assert states <= {"ok", "broken", "empty", "locked", "error", "too-many"}
    assert "ok" in states


def test_a_page_tree_without_end_is_refused(pack: Pack) -> None:
    def loop(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    why, _data = one(pack, papers.paper("x", change=loop))
    assert why == "" or "rusak" in why


def test_more_pages_than_can_be_bound_are_said_and_not_bound(pack: Pack) -> None:
    def often(pdf: pikepdf.Pdf) -> None:
        kid = pdf.pages[0].obj
        pdf.Root.Pages.Kids = Array([kid] * 6000)
        pdf.Root.Pages.Count = 6000

    why, data = one(pack, papers.paper("x", change=often))
    assert "6000 halaman" in why
    assert sound(data).pages and len(sound(data).pages) < 10


def test_a_lie_about_the_page_count_changes_nothing(pack: Pack) -> None:
    def lie(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Count = 2_000_000_000

    why, data = one(pack, papers.paper("satu", "dua", change=lie))
    assert why == ""
    assert "dua" in pages(data)[start(data)]


BOXES = {
    "negative": [-100, -200, 495, 642],
    "turned over": [595, 842, 0, 0],
    "far away": [10000, 10000, 10595, 10842],
    "not there": None,
    "not numbers": [Name.A, Name.B, Name.C, Name.D],
    "three sides": [0, 0, 595],
    "flat": [0, 0, 595, 0],
    "as large as a city": [0, 0, 10**9, 10**9],
    "a sliver": [0, 0, 30, 842],
    "a stamp": [0, 0, 20, 20],
}


@pytest.mark.parametrize("turned", [0, 90, 180, 270, -90, 450, 45, "x"])
@pytest.mark.parametrize("box", BOXES)
def test_odd_boxes_and_turned_pages_are_bound_and_stamped_upright(
    pack: Pack, box: str, turned: object
) -> None:
    def odd(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        del page["/MediaBox"]
        if BOXES[box] is not None:
            page.MediaBox = Array(BOXES[box])
        page.Rotate = turned if isinstance(turned, int) else Name.x

    why, data = one(pack, papers.paper("isi", change=odd))
    assert why == ""
    at = start(data)
    shown = pypdfium2.PdfDocument(data)[at - 1]
    wide, high = shown.get_size()
    assert wide >= 3 and high >= 3
    textpage = shown.get_textpage()
    words = "".join(textpage.get_text_range().split())
    assert words.endswith(str(at)) and "A.1.a" in words
    if wide > 250 and high > 250:
        assert stamp(data, at) == f"A.1.aBuktisk{at}"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_stamp_respects_a_crop_box_with_an_offset(pack: Pack, turned: int) -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array([-50, -60, 700, 900])
        pdf.pages[0].obj.CropBox = Array([100, 150, 500, 750])
        pdf.pages[0].obj.Rotate = turned

    _why, data = one(pack, papers.paper("isi", change=crop))
    shown = pypdfium2.PdfDocument(data)[start(data) - 1]
    assert sorted(map(round, shown.get_size())) == [400, 600]
    picture = shown.render(scale=4).to_pil().convert("L")
    corner = picture.crop((int(picture.width * 0.5), picture.height - 130, picture.width, picture.height))
    assert min(corner.get_flattened_data()) < 120, "letters in the corner as it is seen"
    assert "A.1.a" in "".join(shown.get_textpage().get_text_range().split())


def test_the_stamp_can_be_read_on_black(pack: Pack) -> None:
    def black(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"0 g 0 0 595 842 re f")

    _why, data = one(pack, papers.paper("", change=black))
    picture = pypdfium2.PdfDocument(data)[start(data) - 1].render(scale=4).to_pil().convert("L")
    corner = picture.crop((picture.width - 440, picture.height - 94, picture.width - 70, picture.height - 52))
    light = sum(value > 230 for value in corner.get_flattened_data())
    assert light > corner.width * corner.height * 0.5


def test_content_that_forgets_to_put_back_its_state_does_not_move_the_stamp(pack: Pack) -> None:
    def careless(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"Q Q q q 0.1 0 0 0.1 300 300 cm 1 1 1 rg 0 0 1 1 re W n")

    _why, data = one(pack, papers.paper("", change=careless))
    assert stamp(data, start(data)) == f"A.1.aBuktisk{start(data)}"


@pytest.mark.parametrize("password", [None, ""])
def test_a_scan_looks_in_the_binder_as_it_does_alone(pack: Pack, password: str | None) -> None:
    """A large stream is copied from where it lies; of an encrypted file it has to be decrypted first."""
    photo = papers.noise(700, 900)

    def scan(pdf: pikepdf.Pdf) -> None:
        entries = {"Width": 700, "Height": 900, "BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB}
        image = pikepdf.Stream(
            pdf, photo, Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode, **entries
        )
        pdf.pages[0].obj.Resources.XObject = Dictionary(I=image)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")

    saving = {} if password is None else {
        "encryption": pikepdf.Encryption(owner="pemilik", user=password), "deterministic_id": False
    }  # fmt: skip
    alone = papers.paper("", change=scan, **saving)
    why, data = one(pack, alone)
    assert why == ""
    assert photo in data
    bound_, single = (
        pypdfium2.PdfDocument(source)[page].render().to_pil().convert("RGB").crop((0, 0, 595, 790))
        for source, page in ((data, start(data) - 1), (alone, 0))
    )
    assert bound_.tobytes() == single.tobytes()


def test_a_layer_that_was_not_shown_is_not_shown_in_the_binder(pack: Pack) -> None:
    _why, data = one(pack, papers.layered())
    picture = pypdfium2.PdfDocument(data)[start(data) - 1].render().to_pil().convert("RGB")
    assert picture.getpixel((300, 400)) == (255, 255, 255)


def test_a_stream_that_points_at_a_file_outside_brings_nothing_in(pack: Pack) -> None:
    def outside(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(
            b"0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10])
        )
        form.F = pikepdf.String("/etc/passwd")
        form.FFilter = Name.FlateDecode
        pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)

    _why, data = one(pack, papers.paper("x", change=outside))
    assert b"/etc/passwd" not in data
    assert b"/FFilter" not in data


def test_a_bomb_in_a_stream_is_carried_packed_or_refused(pack: Pack) -> None:
    def bomb(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b" " * 200_000_000)
        pdf.pages[0].obj.Contents = Array([stream] * 8)

    _why, data = one(pack, papers.paper("x", change=bomb))
    assert len(data) < 20_000_000


def test_a_file_that_is_gone_or_changed_is_said(pack: Pack) -> None:
    case = Case(pack)
    gone = case.pdf("hilang.pdf", papers.paper("x"))
    changed = case.pdf("berubah.pdf", papers.paper("y"))
    del case.bytes[gone.id]
    case.bytes[changed.id] = papers.paper("lain")
    made = bound(case)
    said = {one.document.name: one.why.text for one in made.not_whole}
    assert said == {
        "hilang.pdf": "Berkas ini tidak ada lagi di ruang kerja.",
        "berubah.pdf": "Isi berkas ini tidak cocok lagi dengan sidiknya, jadi tidak dimuat.",
    }
    assert "lain" not in "".join(pages(made.data)).replace("lainmenunjuk", "")


def test_a_path_that_cannot_be_opened_is_said(pack: Pack, tmp_path: Path) -> None:
    case = Case(pack)
    case.pdf("a.pdf", papers.paper("x"))

    def nowhere(document: Document) -> Path:
        return tmp_path / "tidak-ada"

    made = binder.bind(case.sheet(), nowhere)
    assert [one.why.text for one in made.not_whole] == ["Berkas ini tidak ada lagi di ruang kerja."]


@pytest.mark.parametrize("kind", ["BMP", "PNG", "GIF", "TIFF", "WEBP", "JPEG"])
def test_every_picture_stands_on_a_page(pack: Pack, kind: str) -> None:
    why, data = one(pack, papers.photo(kind=kind), "image")
    assert why == ""
    shown = pypdfium2.PdfDocument(data)[start(data) - 1].render(scale=2).to_pil().convert("RGB")
    assert shown.width > shown.height, "a wide picture lies on a wide page"
    red, green, blue = shown.getpixel((shown.width // 2 - 60, shown.height // 2 - 40))
    assert red > 180 and green < 80 and blue < 80
    assert "bukti.pdf" in pages(data)[start(data) - 1], "its name stands above it"


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_lies_as_the_camera_was_held(pack: Pack, turn: int) -> None:
    from PIL import Image, ImageOps

    exif = Image.Exif()
    exif[0x0112] = turn
    photo = papers.photo(400, 240, exif=exif, quality=95)
    _why, data = one(pack, photo, "image")
    shown = pypdfium2.PdfDocument(data)[start(data) - 1].render(scale=1).to_pil().convert("RGB")
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(photo))).convert("RGB")
    # The page is wide or high as the picture is; the picture has 72 dots an inch, in the middle of what the name
    # and the stamp leave.
    left, top = (shown.width - upright.width) // 2, (shown.height - upright.height) // 2
    for x in (0.25, 0.75):
        for y in (0.25, 0.75):
            want = upright.getpixel((int(upright.width * x), int(upright.height * y)))
            got = shown.getpixel((left + int(upright.width * x), top + int(upright.height * y)))
            assert max(abs(a - b) for a, b in zip(want, got, strict=True)) < 40, (x, y)


def test_a_photo_is_not_coded_again_but_leaves_behind_where_it_was_taken(pack: Pack) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "KAMERA RAHASIA"
    photo = papers.photo(exif=exif, comment=b"CATATAN RAHASIA") + b"film di belakang foto"
    _why, data = one(pack, photo, "image")
    assert b"RAHASIA" not in data
    assert b"film di belakang" not in data
    tables = photo[photo.index(b"\xff\xdb") : photo.index(b"\xff\xd9") + 2]
    assert tables in data


@pytest.mark.parametrize("keep", [0.0, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_truncated_picture_becomes_a_page_that_says_so(pack: Pack, kind: str, keep: float) -> None:
    whole = papers.photo(kind=kind)
    if kind == "TIFF" and keep == 0.9:
        return  # plain rows: what is missing is at the end and cannot be told from a white edge
    why, _data = one(pack, whole[: int(len(whole) * keep)], "image")
    assert "rusak" in why or "kosong" in why


def test_a_picture_with_more_dots_than_memory_is_refused(pack: Pack) -> None:
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9))
        + chunk(b"IEND", b"")
    )
    why, _data = one(pack, png, "image")
    assert "rusak" in why or "memori" in why


def test_a_scan_of_several_pages_in_one_picture_gives_several_pages(pack: Pack) -> None:
    from PIL import Image

    out = io.BytesIO()
    frames = [Image.new("1", (200, 300), n % 2) for n in range(3)]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="group4")
    _why, data = one(pack, out.getvalue(), "image")
    for n in range(3):
        assert stamp(data, start(data) + n) == f"A.1.aBuktisk{start(data) + n}"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe" + "halo dunia".encode("utf-16-le"),
        b"halo dunia",
        b"halo dunia \x93kutip\x94",
        b"halo dunia\0\x07",
    ],
)
def test_text_in_any_coding_stands_on_a_page(pack: Pack, data: bytes) -> None:
    why, made = one(pack, data, "text")
    assert why == ""
    assert "halodunia" in pages(made)[start(made) - 1]


def test_an_endless_text_is_cut_and_says_so(pack: Pack) -> None:
    why, data = one(pack, b"baris\n" * 400_000, "text")
    assert why == ""
    assert "dipotong" in "".join(pages(data)[-12:])


def test_a_child_that_dies_costs_one_page_and_not_the_binder(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case(pack)
    case.pdf("jahat.pdf", papers.paper("x"))
    case.pdf("baik.pdf", papers.paper("Halaman baik"), ("B.1", "survei"))
    real = confined.run
    asked: list[Callable[..., object]] = []

    def run(function: Callable[..., object], *args: object, **limits: float) -> object:
        asked.append(function)
        return real(os.abort if len(asked) == 1 else function, *(() if len(asked) == 1 else args), **limits)  # type: ignore[arg-type]

    monkeypatch.setattr(confined, "run", run)
    made = bound(case)
    assert [one.document.name for one in made.not_whole] == ["jahat.pdf"]
    assert "Halamanbaik" in "".join(pages(made.data))


LIES: dict[str, dict[str, object]] = {
    "a number that is ours": {"offsets": [(1, 0)]},
    "a place beyond the end": {"offsets": [(10, 10**9)]},
    "a place before the beginning": {"offsets": [(10, -5)]},
    "another object": {"offsets": [(11, 0)]},
    "a slice beyond the end": {"slices": [(10, b"", 0, 10**9)]},
    "a slice before the beginning": {"slices": [(10, b"", -9, 3)]},
    "a slice under a number that is taken": {"slices": [(1, b"", 0, 3)]},
    "no leaves": {"leaves": []},
    "leaves of no shape": {"leaves": [(1, 2)]},
    "text for objects": {"objects": "teks"},
    "an unknown state": {"state": "hebat"},
    "nothing at all": {"leaves": None, "objects": None, "offsets": None},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_child_that_lies_is_not_believed(pack: Pack, monkeypatch: pytest.MonkeyPatch, lie: str) -> None:
    def run(
        function: Callable[..., object], source: object, begin: int, first: int, **limits: float
    ) -> object:
        honest = {
            "state": "ok", "pages": 1, "leaves": [(first, (0, 0, 9, 9), (0, 0, 9, 9), 0, 1.0)], "next": first + 1,
            "objects": b"%d 0 obj\nnull\nendobj\n" % first, "offsets": [(first, 0)], "slices": [], "layers": [],
            "hidden": [], "damaged": 0, "signed": False, "left": [],
        }  # fmt: skip
        return {**honest, **LIES[lie]}

    case = Case(pack)
    case.pdf("a.pdf", papers.paper("x"))
    monkeypatch.setattr(confined, "run", run)
    made = bound(case)
    assert len(made.not_whole) == 1
    sound(made.data)


def test_the_assembly_takes_no_object_under_a_number_that_was_not_set_aside() -> None:
    assembly = Assembly(io.BytesIO())
    first = assembly.first
    with pytest.raises(Malformed):
        assembly.take(b"%d 0 obj\nnull\nendobj\n" % (first + 5), [(first + 5, 0)], first + 5)
