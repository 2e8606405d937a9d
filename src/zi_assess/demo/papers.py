"""The example's own evidence, drawn: decrees, minutes, reports, lists and pictures that nobody can take for real."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from zi_assess.demo import story
from zi_assess.demo.filed import File, Kind
from zi_assess.i18n import date as long_date
from zi_assess.reports.page import INNER, LEFT, RIGHT, Imprint, Paper
from zi_assess.reports.paint import WIDTH, Style

_MIDDLE = WIDTH / 2
_HEAD = Style("bold", 13.0, "ink", 17.0)
_UNDER = Style("regular", 8.5, "muted", 12.0)
_TITLE = Style("bold", 12.0, "ink", 17.0)
_BODY = Style("regular", 10.0, "ink", 15.5)
_STRONG = Style("semibold", 10.0, "ink", 15.5)
_UNDATED = date(2026, 7, 10)
"""What stands on a paper whose date nobody has filed yet."""


def drawn(file: File) -> bytes:
    """The bytes of *file*: the same every time."""
    return _DRAWN[file.kind](file)


def _letter(file: File, above: str, lines: Iterator[str], signed: str = story.HEAD) -> bytes:
    paper = _paper(file.title)
    _letterhead(paper)
    _centred(paper, above, _TITLE)
    _centred(paper, file.title.upper(), _TITLE)
    _centred(paper, f"Nomor {_number(file)}", _UNDER)
    paper.skip(14)
    for line in lines:
        _paragraph(paper, line)
    _signature(paper, file, signed)
    return paper.finish()


def _paper(title: str, *, marked: bool = True) -> Paper:
    return Paper(
        Imprint(
            title=title,
            subject="Contoh",
            author=story.UNIT,
            left=story.UNIT,
            right=title,
            foot=f"{story.UNIT} · dokumen contoh",
            language="id",
            example=marked,
        )
    )


def _letterhead(paper: Paper) -> None:
    for words, style in (
        (story.PROFILE.instansi.upper(), _UNDER),
        (story.UNIT.upper(), _HEAD),
        (story.PROFILE.address, _UNDER),
    ):
        _centred(paper, words, style)
    paper.page.rule(LEFT, paper.y, INNER, "ink", 1.2)
    paper.skip(26)


def _centred(paper: Paper, words: str, style: Style) -> None:
    paper.skip(style.leading)
    paper.page.text(_MIDDLE, paper.y - style.leading * 0.3, paper.p(words), style, "center")


def _paragraph(paper: Paper, words: str) -> None:
    """One paragraph; `Label: words` has its label in a column of its own."""
    label, colon, rest = words.partition(": ")
    indent = 104.0 if colon and len(label) < 18 else 0.0
    text = rest if indent else words
    for n, line in enumerate(_BODY.face.wrap(paper.p(text), _BODY.size, INNER - indent)):
        paper.need(_BODY.leading)
        paper.skip(_BODY.leading)
        if indent and not n:
            paper.page.text(LEFT, paper.y - 4, paper.p(label), _STRONG)
        paper.page.text(LEFT + indent, paper.y - 4, line, _BODY)
    paper.skip(6)


def _signature(paper: Paper, file: File, signed: str) -> None:
    paper.need(110)
    paper.skip(24)
    place = f"{story.PROFILE.city}, {long_date(file.dated or _UNDATED)}"
    role = story.PROFILE.head_title if signed == story.HEAD else "Ketua Tim ZI"
    for words, style, gap in (
        (place, _BODY, 0),
        (role, _BODY, 46),
        (signed, _STRONG, 0),
        (f"NIP {story.NIP}", _BODY, 0),
    ):
        paper.skip(_BODY.leading)
        paper.page.text(RIGHT - 190, paper.y, paper.p(words), style)
        paper.skip(gap)


def _number(file: File) -> str:
    dated = file.dated or _UNDATED
    return f"{len(file.title) * 7 % 90 + 10}/CONTOH/{dated.month:02d}/{dated.year}"


def _decree(file: File) -> bytes:
    lines = (
        "Menimbang: bahwa untuk membangun Zona Integritas perlu ditetapkan " + file.title.lower() + ".",
        "Mengingat: peraturan perundang-undangan tentang pembangunan Zona Integritas di instansi pemerintah.",
        "Memutuskan: menetapkan keputusan ini.",
        f"Kesatu: {file.title} ditetapkan dengan susunan seperti tersebut dalam lampiran contoh.",
        "Kedua: tugasnya menyusun rencana, melaksanakan, memantau, dan melaporkan hasil setiap triwulan.",
        "Ketiga: keputusan ini berlaku sejak tanggal ditetapkan.",
    )
    return _letter(file, "KEPUTUSAN KEPALA", iter(lines))


def _minutes(file: File) -> bytes:
    lines = (
        f"Acara: {file.title}",
        f"Waktu: {long_date(file.dated or _UNDATED)}, pukul 09.00 sampai 11.15",
        "Tempat: Ruang rapat Kantor Layanan Contoh",
        "Hadir: 14 orang, daftar hadir terlampir",
        "Pembahasan: Ketua tim membuka rapat dan memaparkan keadaan terakhir. Peserta membahas yang sudah berjalan, "
        "hambatan, dan pembagian tugas.",
        "Keputusan: Rencana disetujui. Setiap penanggung jawab area melaporkan hasilnya paling lambat akhir triwulan.",
    )
    return _letter(file, "NOTULEN RAPAT", iter(lines), story.LEAD)


def _account(file: File) -> bytes:
    lines = (
        "Latar: Laporan ini bahan pemantauan pembangunan Zona Integritas di Kantor Layanan Contoh.",
        "Ruang lingkup: Seluruh kegiatan pada masa laporan, menurut catatan unit dan penanggung jawab area.",
        "Hasil: Sebagian besar kegiatan berjalan sesuai rencana. Yang belum selesai dicatat sebab dan tenggatnya.",
        "Tindak lanjut: Yang tertunda diselesaikan, dan buktinya dilampirkan pada triwulan berikutnya.",
        "Penutup: Demikian laporan ini dibuat dengan sebenarnya sebagai contoh.",
    )
    return _letter(
        file,
        "LAPORAN" if not file.title.startswith(("Laporan", "Rencana", "Rekap")) else "DOKUMEN",
        iter(lines),
        story.LEAD,
    )


def _pledge(file: File) -> bytes:
    lines = (
        "Dengan ini kami menyatakan:",
        "Pertama: sanggup melaksanakan tugas sesuai standar yang telah ditetapkan.",
        "Kedua: tidak menerima pemberian dalam bentuk apa pun yang berhubungan dengan tugas.",
        "Ketiga: terus memperbaiki diri dan layanan.",
        "Keempat: siap menerima sanksi apabila pernyataan ini tidak ditepati.",
    )
    return _letter(file, "PERNYATAAN", iter(lines))


def _procedure(file: File) -> bytes:
    lines = (
        f"Nama: {file.title}",
        "Pelaksana: Tim pembangunan Zona Integritas",
        "Langkah 1: Penanggung jawab menyiapkan bahan dan syarat.",
        "Langkah 2: Tim memeriksa bahan dan memberi catatan, paling lama dua hari kerja.",
        "Langkah 3: Ketua tim memutuskan berdasarkan catatan itu.",
        "Langkah 4: Hasil dicatat, diumumkan, dan diarsipkan.",
    )
    return _letter(file, "PROSEDUR OPERASIONAL STANDAR", iter(lines))


_LEVELS = (
    ("Kebijakan",),
    ("Perencanaan", "Layanan", "Pengawasan"),
    ("Data", "Pegawai", "Anggaran", "Pengaduan"),
)
_BOX, _GAP, _LEVEL = (108.0, 46.0), 18.0, 92.0


def _map(file: File) -> bytes:
    """Boxes in levels, each level hanging from the one above."""
    paper = _paper(file.title)
    _letterhead(paper)
    _centred(paper, file.title.upper(), _TITLE)
    paper.skip(30)
    for depth, names in enumerate(_LEVELS):
        _level(paper, names, paper.y + depth * _LEVEL, hangs=depth > 0)
    paper.skip(300)
    _signature(paper, file, story.HEAD)
    return paper.finish()


def _level(paper: Paper, names: tuple[str, ...], top: float, *, hangs: bool) -> None:
    page, (wide, high) = paper.page, _BOX
    start = _MIDDLE - (len(names) * (wide + _GAP) - _GAP) / 2
    middles = [start + n * (wide + _GAP) + wide / 2 for n in range(len(names))]
    if hangs:
        half = (_LEVEL - high) / 2
        page.rect(_MIDDLE - 0.6, top - 2 * half, 1.2, half, "edge")
        page.rule(middles[0], top - half, middles[-1] - middles[0], "edge", 1.2)
    for middle, name in zip(middles, names, strict=True):
        if hangs:
            page.rect(middle - 0.6, top - half, 1.2, half, "edge")
        page.rect(middle - wide / 2, top, wide, high, "brand_tint", 6)
        page.text(middle, top + high * 0.58, name, _STRONG, "center")


def _list(file: File) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": file.title, "author": story.UNIT, "created": datetime(2026, 1, 2)})
    bold = book.add_format({"bold": True})
    page = book.add_worksheet("Contoh")
    page.set_column(1, 4, 28)
    page.write_string(0, 0, f"{file.title} (CONTOH)", bold)
    page.write_row(2, 0, ("No.", "Uraian", "Penanggung jawab", "Waktu", "Keadaan"), bold)
    states = ("selesai", "selesai", "berjalan", "belum mulai")
    for n in range(1, 13):
        row = (n, f"{file.title}: butir {n}", f"Bagian {1 + n % 4}", f"Triwulan {1 + n % 4}", states[n % 4])
        page.write_row(2 + n, 0, row)
    book.close()
    return out.getvalue()


_SCALE = 1.5
_PICTURE = (460.0, 300.0)
_SIGN = Style("bold", 20.0, "card", 24.0)
_TAG = Style("bold", 11.0, "bad", 14.0)


def _photo(file: File) -> bytes:
    """A room with a sign on its wall, a counter and people at it."""
    paper = _paper(file.title, marked=False)  # its own CONTOH stands in the corner
    page, (wide, high) = paper.page, _PICTURE
    page.rect(0, 0, wide, high, "neutral_tint")
    page.rect(0, high - 74, wide, 74, "selection")
    page.rect(60, 34, wide - 120, 74, "brand", 6)
    page.text(wide / 2, 78, paper.p(file.title), _SIGN, "center")
    for n in range(5):
        x = 74 + n * 70
        page.rect(x, 152, 30, 30, ("edge", "muted", "neutral", "info", "warn")[n], 15)
        page.rect(x - 9, 184, 48, 60, ("info", "brand", "ok", "neutral", "muted")[n], 14)
    page.rect(30, 218, wide - 60, 52, "card", 4)
    page.rect(30, 218, wide - 60, 7, "brand")
    page.text(wide - 16, high - 14, "CONTOH", _TAG, "right")
    return _picture(paper)


def _screen(file: File) -> bytes:
    """A window with a list in it."""
    paper = _paper(file.title, marked=False)  # its own CONTOH stands in the corner
    page, (wide, high) = paper.page, _PICTURE
    page.rect(0, 0, wide, high, "bg")
    page.rect(0, 0, wide, 40, "brand")
    page.text(18, 26, paper.p(file.title), Style("bold", 14.0, "card"))
    page.rect(0, 40, 110, high - 40, "neutral_tint")
    for n, name in enumerate(("Beranda", "Permohonan", "Antrean", "Pengaduan", "Survei")):
        page.text(18, 72 + n * 26, name, Style("regular", 10.0, "muted"))
    for n in range(6):
        page.rect(128, 58 + n * 38, wide - 146, 30, "card", 5)
        page.text(140, 77 + n * 38, f"Permohonan contoh nomor {n + 1}", Style("regular", 10.0, "ink"))
        page.rect(wide - 92, 66 + n * 38, 62, 14, "ok_tint" if n % 3 else "warn_tint", 7)
    page.text(wide - 16, high - 10, "CONTOH", _TAG, "right")
    return _picture(paper)


def _picture(paper: Paper) -> bytes:
    """The top left corner of the drawn page as a PNG."""
    import pypdfium2  # type: ignore[import-untyped]

    whole = paper.finish()
    document = pypdfium2.PdfDocument(whole)
    try:
        page = document[0]
        wide, high = page.get_size()
        bitmap = page.render(
            scale=_SCALE,
            crop=(0, high - _PICTURE[1], wide - _PICTURE[0], 0),
            rev_byteorder=True,
            no_smoothtext=False,
        )
        return _png(bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels, bytes(bitmap.buffer))
    finally:
        document.close()


def _png(width: int, height: int, stride: int, channels: int, pixels: bytes) -> bytes:
    rows = b"".join(b"\0" + pixels[y * stride : y * stride + width * channels] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, {3: 2, 4: 6}[channels], 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


_DRAWN: Mapping[Kind, Callable[[File], bytes]] = {
    "decree": _decree,
    "minutes": _minutes,
    "account": _account,
    "pledge": _pledge,
    "procedure": _procedure,
    "map": _map,
    "list": _list,
    "photo": _photo,
    "screen": _screen,
}
