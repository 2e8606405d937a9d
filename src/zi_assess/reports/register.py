"""The register of evidence as a workbook: every use, every document, and what the list is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from zi_assess import i18n
from zi_assess.core.assessment import Document
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _
from zi_assess.reports import wording
from zi_assess.reports.arrangement import Use, arrange, uses
from zi_assess.reports.spreadsheet import Cell, Column, Spreadsheet

_STATES = {
    "evidence-outside-window": N_("di luar masa penilaian"),
    "evidence-wrong-kind": N_("jenis berkas tidak sesuai"),
    "evidence-undated": N_("tanggal belum diisi"),
}


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
    mine = sheet.assessment
    headed = f"{mine.unit.name} · {mine.year}"
    title = f"{_('Register bukti')} {mine.unit.name} {mine.year}"
    book = Spreadsheet(title, headed, datetime(mine.year, 1, 1), example=mine.example)
    book.table(_("Pemakaian"), _use_columns(places), _use_rows(sheet, every, places))
    book.table(_("Dokumen"), _document_columns(), _document_rows(sheet, every))
    about = (Column(_("Hal"), 26), Column(_("Uraian"), 70))
    book.table(_("Keterangan"), about, _about(sheet, area, every))
    return book.finish()


def _use_columns(places: Mapping[str, str] | None) -> tuple[Column, ...]:
    columns = (
        Column(_("No."), 6), Column(_("Kode"), 13), Column(_("Butir"), 42), Column(_("Yang diminta"), 38),
        Column(_("Dokumen"), 40), Column(_("Nomor dokumen"), 22), Column(_("Tanggal"), 12),
        Column(_("Halaman"), 10), Column(_("Jenis"), 13), Column(_("Ukuran (byte)"), 13), Column("SHA-256", 34),
        Column(_("Tautan"), 34), Column(_("Catatan"), 34), Column(_("Keadaan"), 30),
    )  # fmt: skip
    return (*columns, Column(_("Letak"), 60)) if places is not None else columns


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


def _document_columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), 6), Column(_("Dokumen"), 44), Column(_("Nomor dokumen"), 22), Column(_("Tanggal"), 12),
        Column(_("Berlaku sampai"), 13), Column(_("Jenis"), 13), Column(_("Ukuran (byte)"), 13),
        Column("SHA-256", 34), Column(_("Tautan"), 34), Column(_("Diterbitkan di"), 34),
        Column(_("Dipakai di"), 44), Column(_("Pemakaian"), 11), Column(_("Keadaan"), 30),
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
