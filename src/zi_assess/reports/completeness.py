"""What a worksheet on paper does not contain, said by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zi_assess import i18n
from zi_assess.core.assessment import value_text
from zi_assess.core.checks import Finding
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import wording
from zi_assess.reports.parts import STRONG, Draft, section
from zi_assess.reports.table import Column, Row
from zi_assess.reports.worksheet import CODE, TEXT

_MANY = 25  # from here on places stand in running text, not one a line


def rows(draft: Draft) -> list[Row]:
    """The page, as rows: what is missing, how often, and where. Characters that could not be printed come last."""
    grid = draft.grid(
        Column(_("Yang tidak ada"), 150), Column("", 40, "right", True, STRONG), Column("", 0, style=TEXT)
    )
    words = _("{stage} per {date}. Isi berkas bukti tidak ikut dicetak, hanya nama dan sidiknya.").format(
        stage=_(wording.STAGES[draft.sheet.stage]), date=i18n.date(draft.as_of)
    )
    made = [
        section(draft.paper, _("Kelengkapan laporan ini")),
        draft.grid(Column("", 0)).row((words, TEXT), rule=False),
    ]
    repeat = (grid.head(),)
    made.append(grid.head())
    for title, places in _absences(draft.sheet):
        between = "\n" if len(places) < _MANY else "; "
        content = between.join(places) if places else (_("tidak ada"), CODE)
        made.append(grid.row(title, i18n.count(len(places)), content, repeat=repeat))
    letters = draft.paper.lacking
    sentence = wording.lacking(letters) if letters else (_("tidak ada"), CODE)
    made.append(
        grid.row(_("Huruf yang tidak dapat dicetak"), i18n.count(len(letters)), sentence, repeat=repeat)
    )
    return made


def _absences(sheet: Sheet) -> Iterable[tuple[str, list[str]]]:
    """Each sort of absence with its places."""
    yield (
        _("Butir yang belum dijawab"),
        _found(sheet, "unanswered", "proposal-unconfirmed", "inputs-incomplete"),
    )
    yield _("Butir dengan tempat bukti kosong"), _empty_slots(sheet)
    yield _("Tautan tanpa salinan berkas"), _links(sheet)
    yield _("Bukti di luar masa penilaian"), _found(sheet, "evidence-outside-window")
    yield _("Bukti tanpa tanggal"), _undated(sheet)
    yield _("Bukti tahun lalu yang perlu diperbarui"), _found(sheet, "evidence-to-renew")
    yield _("Tanpa tempat di paket ini"), _without_place(sheet)


def _name(sheet: Sheet, code: str) -> str:
    question = sheet.pack.question(code)
    return f"{code} {question.short or question.title}" if question else code


def _found(sheet: Sheet, *codes: str) -> list[str]:
    order = {code: n for n, code in enumerate(sheet.pack.nodes)}
    found = [one for one in sheet.findings if one.code in codes]
    found.sort(key=lambda one: order.get(one.where, len(order)))
    return [_named(sheet, one) for one in found]


def _named(sheet: Sheet, finding: Finding) -> str:
    """The document a finding is about, else the question."""
    document, dated = finding.values.get("document"), finding.values.get("dated")
    if document is None:
        return _name(sheet, finding.where)
    return f"{finding.where} {document}" + (f", {i18n.date(dated)}" if isinstance(dated, date) else "")


def _empty_slots(sheet: Sheet) -> list[str]:
    """By question only: the worksheet names them there."""
    empty = {
        question.code: sum(not uses for _slot, uses in sheet.slots(question))
        for question in sheet.pack.questions
    }
    return [f"{code} ({n})" for code, n in empty.items() if n]


def _links(sheet: Sheet) -> list[str]:
    return [f"{use.code} {use.document.name}" for use in sheet.assessment.evidence if not use.document.sha256]


def _undated(sheet: Sheet) -> list[str]:
    return [
        f"{use.code} {use.document.name}" for use in sheet.assessment.evidence if use.document.day is None
    ]


def _without_place(sheet: Sheet) -> list[str]:
    """Answers and evidence whose question this version of the pack does not know."""
    lines = []
    for code, answer in sheet.assessment.of(sheet.stage).items():
        if sheet.pack.question(code) is None:
            lines.append(" ".join(part for part in (code, value_text(answer.value), answer.note) if part))
    for use in sheet.assessment.evidence:
        if sheet.pack.question(use.code) is None:
            lines.append(f"{use.code} {use.document.name}")
    return lines
