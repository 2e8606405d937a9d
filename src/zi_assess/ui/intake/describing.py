"""What the text of a document says of it, offered beside its fields; and how its fields are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zi_assess.core.assessment import Document
from zi_assess.core.contents import Contents
from zi_assess.i18n import N_, _, date_short
from zi_assess.ui.filing.dates import read_date

Value = str | date | None

FIELDS: Mapping[str, str] = {
    "name": N_("Nama"),
    "number": N_("Nomor"),
    "dated": N_("Tanggal dokumen"),
    "valid_until": N_("Berlaku sampai"),
    "period_start": N_("Masa dari"),
    "period_end": N_("Masa sampai"),
    "published": N_("Alamat tempat dipublikasikan"),
}
OFFERED: Mapping[str, str] = {
    "dated": N_("Usulan tanggal dokumen: {value}"),
    "number": N_("Usulan nomor: {value}"),
    "valid_until": N_("Usulan berlaku sampai: {value}"),
    "period": N_("Usulan masa: {value}"),
}
DATES = frozenset({"dated", "valid_until", "period_start", "period_end"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that was read: the field it belongs to, the words shown, what one click writes."""

    field: str
    shown: str
    values: Mapping[str, Value]


def shown(document: Document, field: str) -> str:
    """What stands in *field* of *document*, as it is typed."""
    value: Value = getattr(document, field)
    return date_short(value) if isinstance(value, date) else value or ""


def read(field: str, text: str) -> tuple[Value, str]:
    """What *text* means in *field*, and what is wrong with it ("" = nothing)."""
    if field in DATES:
        return read_date(text)
    plain = " ".join(text.split())
    if field == "name" and not plain:
        return None, _("Nama tidak boleh kosong.")
    if field == "published" and plain and not plain.startswith(("http://", "https://")):
        return None, _("Tulis alamat lengkap yang diawali https://")
    return plain, ""


def offers(document: Document, contents: Contents | None) -> tuple[Offer, ...]:
    """What the text or the name of *document* says and its fields do not; a photo's own date stands for its date."""
    seen = contents or Contents()
    found = []
    if document.dated is None and (dated := seen.proposed_date(document.name)) is not None:
        found.append(_day_offer("dated", dated))
    if seen.number and not document.number:
        found.append(Offer("number", seen.number, {"number": seen.number}))
    if seen.valid_until is not None and document.valid_until is None:
        found.append(_day_offer("valid_until", seen.valid_until))
    blank = document.period_start is None and document.period_end is None
    if blank and (period := seen.proposed_period(document.name)) is not None:
        first, last = period
        values = {"period_start": first, "period_end": last}
        found.append(Offer("period", f"{date_short(first)} – {date_short(last)}", values))
    return tuple(found)


def _day_offer(field: str, day: date) -> Offer:
    return Offer(field, date_short(day), {field: day})


def photo_line(document: Document, contents: Contents | None) -> str:
    """When a photo was taken, as its camera or its date says."""
    if contents is not None and contents.taken is not None:
        return _("diambil {date}").format(date=date_short(contents.taken.date()))
    if document.dated is not None:
        return date_short(document.dated)
    return _("tanpa tanggal")


def expiry(document: Document, today: date) -> str:
    """What is to be said about validity, "" when nothing is."""
    if document.valid_until is None:
        return ""
    if document.valid_until < today:
        return _("Masa berlakunya sudah lewat.")
    soon = document.valid_until - today <= timedelta(days=60)
    return _("Masa berlakunya hampir habis.") if soon else ""
