"""The register of evidence as a workbook: every use, every document, and what the list is about."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from zi_assess import i18n
from zi_assess.core.assessment import Document
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _
from zi_assess.reports import wording
from zi_assess.reports.arrangement import Use, arrange, uses
from zi_assess.workbook.texts import cell_text

Cell = str | int | date | None
_SAFE_ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9/?=&._~:+@,;!$*-]|%[0-9A-Fa-f]{2})+")
_LONGEST_ADDRESS = 2000
_STATES = {
    "evidence-outside-window": N_("di luar masa penilaian"),
    "evidence-wrong-kind": N_("jenis berkas tidak sesuai"),
    "evidence-undated": N_("tanggal belum diisi"),
}


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: float


def register(
    sheet: Sheet,
    *,
    area: str = "",
    library: Mapping[str, Document] | None = None,
    places: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook's bytes; the same sheet gives the same bytes.

    *places* says by evidence id where a folder tree holds each use; *area* and *library* are as in `arrange`. Raises
    ZiError for an unknown area.
    """
    every = tuple(uses(arrange(sheet, area, library)))
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    mine = sheet.assessment
    book.set_properties(
        {
            "title": f"{_('Register bukti')} {mine.unit.name} {mine.year}",
            "author": "ZI Assess",
            "created": datetime(mine.year, 1, 1),
        }
    )
    writer = _Writer(book, sheet)
    writer.table(_("Pemakaian"), _use_columns(places), _use_rows(sheet, every, places))
    writer.table(_("Dokumen"), _document_columns(), _document_rows(sheet, every))
    writer.table(
        _("Keterangan"), (_Column(_("Hal"), 26), _Column(_("Uraian"), 70)), _about(sheet, area, every)
    )
    book.close()
    return file.getvalue()


class _Writer:
    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        plain = {
            "font_name": "Calibri",
            "font_size": 10,
            "valign": "top",
            "border": 1,
            "border_color": "#C9D2DC",
        }
        self._text = book.add_format({**plain, "text_wrap": True})
        self._number = book.add_format({**plain, "num_format": "#,##0"})
        self._date = book.add_format({**plain, "num_format": "dd/mm/yyyy", "align": "left"})
        self._link = book.add_format({**plain, "text_wrap": True, "font_color": "#0B5CAD", "underline": 1})
        head = {"bold": True, "bg_color": "#1F4E66", "font_color": "#FFFFFF", "text_wrap": True}
        self._head = book.add_format({**plain, **head, "valign": "vcenter"})

    def table(self, name: str, columns: Sequence[_Column], rows: Iterable[Sequence[Cell]]) -> None:
        """A worksheet with a header row that stays and can be filtered by."""
        page = self._book.add_worksheet(name)
        for at, column in enumerate(columns):
            page.set_column(at, at, column.width)
            page.write_string(0, at, column.title, self._head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                self._write(page, last, at, cell)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(last, 1), len(columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.hide_gridlines(2)
        page.set_header(f"&L{self._headed()}&R&A")
        page.set_footer("&LZI Assess&R&P / &N")

    def _headed(self) -> str:
        mine = self._sheet.assessment
        marked = f"{_('CONTOH')} · " if mine.example else ""
        plain = f"{marked}{mine.unit.name} · {mine.year}".replace("&", "&&")
        return "".join(one for one in plain if one.isprintable())[:200]

    def _write(self, page: object, row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            page.write_blank(row, column, None, self._text)  # type: ignore[attr-defined]
        elif isinstance(cell, str) and len(cell) <= _LONGEST_ADDRESS and _SAFE_ADDRESS.fullmatch(cell):
            page.write_url(row, column, cell, self._link, cell)  # type: ignore[attr-defined]
        elif isinstance(cell, str):
            page.write_string(row, column, cell_text(cell), self._text)  # type: ignore[attr-defined]
        elif isinstance(cell, int):
            page.write_number(row, column, cell, self._number)  # type: ignore[attr-defined]
        elif cell.year < 1900:  # a date before a spreadsheet's first day
            page.write_string(row, column, cell.isoformat(), self._text)  # type: ignore[attr-defined]
        else:
            moment = datetime(cell.year, cell.month, cell.day)
            page.write_datetime(row, column, moment, self._date)  # type: ignore[attr-defined]


def _use_columns(places: Mapping[str, str] | None) -> tuple[_Column, ...]:
    columns = (
        _Column(_("No."), 6), _Column(_("Kode"), 13), _Column(_("Butir"), 42), _Column(_("Yang diminta"), 38),
        _Column(_("Dokumen"), 40), _Column(_("Nomor dokumen"), 22), _Column(_("Tanggal"), 12),
        _Column(_("Halaman"), 10), _Column(_("Jenis"), 13), _Column(_("Ukuran (byte)"), 13), _Column("SHA-256", 34),
        _Column(_("Tautan"), 34), _Column(_("Catatan"), 34), _Column(_("Keadaan"), 30),
    )  # fmt: skip
    return (*columns, _Column(_("Letak"), 60)) if places is not None else columns


def _use_rows(sheet: Sheet, every: Sequence[Use], places: Mapping[str, str] | None) -> Iterable[list[Cell]]:
    titles = wording.Titles(sheet.pack)
    odd = _odd(sheet)
    for number, use in enumerate(every, start=1):
        document, held = use.document, use.held
        question = sheet.pack.question(use.code)
        row: list[Cell] = [number, use.code, titles.of(use.code, question.title) if question else ""]
        row += [use.slot, document.name, held.number or document.number, held.dated or document.dated]
        row += [use.evidence.pages, _kind(held), held.size if held.sha256 else None, held.sha256]
        row += [document.url or document.published, use.evidence.note]
        row.append("; ".join([_there(use), *odd.get((use.code, document.name), ())]))
        yield [*row, places.get(use.evidence.id, "")] if places is not None else row


def _document_columns() -> tuple[_Column, ...]:
    return (
        _Column(_("No."), 6), _Column(_("Dokumen"), 44), _Column(_("Nomor dokumen"), 22), _Column(_("Tanggal"), 12),
        _Column(_("Berlaku sampai"), 13), _Column(_("Jenis"), 13), _Column(_("Ukuran (byte)"), 13),
        _Column("SHA-256", 34), _Column(_("Tautan"), 34), _Column(_("Diterbitkan di"), 34),
        _Column(_("Dipakai di"), 44), _Column(_("Pemakaian"), 11), _Column(_("Keadaan"), 30),
    )  # fmt: skip


def _document_rows(sheet: Sheet, every: Sequence[Use]) -> Iterable[list[Cell]]:
    by_document: dict[str, list[Use]] = {}
    for use in every:
        by_document.setdefault(use.document.id, []).append(use)
    for number, ones in enumerate(by_document.values(), start=1):
        use = ones[0]
        document, held = use.document, use.held
        row: list[Cell] = [
            number,
            document.name,
            held.number or document.number,
            held.dated or document.dated,
        ]
        row += [held.valid_until, _kind(held), held.size if held.sha256 else None, held.sha256]
        row += [document.url, document.published]
        yield [*row, ", ".join(dict.fromkeys(one.code for one in ones)), len(ones), _there(use)]


def _kind(document: Document) -> str:
    return _(wording.KINDS.get(document.kind, wording.OTHER_KIND))


def _there(use: Use) -> str:
    """How the document itself stands."""
    if use.only_address:
        state = _("tautan tanpa salinan")
    elif use.held is not use.document:
        state = _("tautan, salinannya ada")
    else:
        state = _("berkas ada")
    if use.document.trashed:
        return f"{state}; {_('di tempat sampah')}"
    return f"{state}; {_('ada revisinya')}" if use.document.replaced_by else state


def _odd(sheet: Sheet) -> Mapping[tuple[str, str], list[str]]:
    """What the rules say about a document at a criterion, in few words."""
    found: dict[tuple[str, str], list[str]] = {}
    for finding in sheet.findings:
        if finding.code in _STATES:
            said = found.setdefault((finding.where, str(finding.values.get("document"))), [])
            words = _(_STATES[finding.code])
            if words not in said:
                said.append(words)
    return found


def _about(sheet: Sheet, area: str, every: Sequence[Use]) -> Iterable[tuple[Cell, Cell]]:
    mine = sheet.assessment
    yield _("Unit kerja"), mine.unit.name
    yield _("Instansi"), mine.unit.profile.instansi
    yield _("Tahun pengusulan"), str(mine.year)
    yield _("Paket kriteria"), f"{sheet.pack.title} ({sheet.pack.id} {sheet.pack.version})"
    yield _("Area"), area or _("Semua area")
    yield _("Tahap"), _(wording.STAGES[sheet.stage])
    yield _("Keadaan per"), i18n.date(mine.changed.date())
    yield _("Sidik data"), wording.short_digest(sheet)
    yield _("Pemakaian"), len(every)
    yield _("Dokumen"), len({use.document.id for use in every})
    if mine.example:
        yield _("Catatan"), _("CONTOH, bukan untuk ditandatangani")
