"""What mystery shoppers saw, for the head of the unit: visits beside each other, what to mend, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zi_assess import i18n
from zi_assess.core import followups
from zi_assess.core.assessment import Document
from zi_assess.core.pack import Group, Kind, Node, Question
from zi_assess.core.scoring import valuate
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_
from zi_assess.reports import tindaklanjut, wording
from zi_assess.reports.parts import MUTED, STRONG, Draft, heading, paragraph, section, start
from zi_assess.reports.table import Column, Row

MOST = 5
"""Visits that stand beside each other on one page."""
_WIDE = 66


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF about one visit."""
    return together([sheet], as_of)


def together(sheets: Sequence[Sheet], as_of: date) -> bytes:
    """The PDF about several visits of one unit by the same instrument, the newest MOST of them."""
    some = list(sheets)[-MOST:]
    draft = start(some[-1], as_of, _("Laporan kunjungan"))
    heading(draft.paper, some[-1].pack.title)
    words = n_("{n} kunjungan", "{n} kunjungan", len(some)).format(n=len(some))
    text = _("{visits}, keadaan per {date}. Butir yang tidak dapat diamati tidak ikut dihitung.")
    paragraph(draft.paper, text.format(visits=words, date=i18n.date(as_of)))
    draft.paper.whole(_aspects(draft, some))
    for sheet in some:
        draft.paper.flow(_to_mend(draft, sheet))
    draft.paper.whole(_written_down(draft, some))
    every = [task for sheet in some for task in tindaklanjut.tasks(sheet)]
    if every:
        ordered = followups.ordered(every, as_of)
        title = _("Tindak lanjut: {summary}")
        summary = wording.follow_up_summary(ordered, as_of)
        words = title.format(summary=summary)
        draft.paper.flow(tindaklanjut.rows(draft.paper, words, ordered, as_of, among_many=len(some) > 1))
    draft.paper.whole(_words_on_method(draft))
    return draft.paper.finish()


def day(sheet: Sheet) -> str:
    """The day of a visit in words, "" when it was not kept."""
    kept = sheet.assessment.choices.get("visit.day", "")
    return i18n.date_short(date.fromisoformat(kept)) if kept else ""


def name(sheet: Sheet) -> str:
    """What a visit is called, with its day when that is known."""
    parts = (sheet.assessment.occasion or str(sheet.assessment.year), day(sheet))
    return " · ".join(part for part in parts if part)


def _aspects(draft: Draft, some: Sequence[Sheet]) -> list[Row]:
    columns = [Column(_("Aspek"), 0), *_columns(some)]
    grid = draft.grid(*columns)
    rows = [section(draft.paper, _("Nilai per aspek")), grid.head()]
    totals = [(i18n.number(sheet.scores.strict), STRONG) for sheet in some]
    rows.append(
        grid.row((_("Seluruhnya, dari {max}").format(max=wording.plain(some[0].pack.max)), STRONG), *totals)
    )
    for group, depth in _groups(some[0].pack.tree, 0):
        lead = "–  " * depth + draft.titles.of(group.code, group.title)
        rows.append(grid.row(lead, *(_percent(sheet, group) for sheet in some)))
    return rows


def _columns(some: Sequence[Sheet]) -> list[Column]:
    """A column a visit; a long name is cut, its day stands in the headings below."""
    face = STRONG.face
    titles = [face.cut(sheet.assessment.occasion or name(sheet), STRONG.size, _WIDE - 10) for sheet in some]
    return [Column(title, _WIDE, "right", True) for title in titles]


def _groups(nodes: Sequence[Node], depth: int) -> list[tuple[Group, int]]:
    return [
        found
        for node in nodes
        if isinstance(node, Group)
        for found in ((node, depth), *_groups(node.children, depth + 1))
    ]


def _percent(sheet: Sheet, node: Node) -> str:
    score = sheet.scores[node.code]
    return "–" if score.skipped or not score.answered else i18n.percent(score.percent, 0)


def lacking(sheet: Sheet) -> list[tuple[Question, str, str]]:
    """What was seen and was not at its best, the worst first: the point, the level seen, and the shopper's words."""
    found = []
    for question in sheet.pack.questions:
        answer = sheet.answer(question.code)
        worth = valuate(question, answer.value)
        if question.kind is Kind.CHOICE and worth.value is not None and worth.value < 1:
            option = question.option(str(answer.value))
            found.append((worth.value, question, option.meaning if option else "", answer.note))
    found.sort(key=lambda one: one[0])
    return [(question, meaning, note) for _worth, question, meaning, note in found]


def _to_mend(draft: Draft, sheet: Sheet) -> list[Row]:
    rows = [section(draft.paper, _("Yang perlu diperbaiki: {visit}").format(visit=name(sheet)))]
    found = lacking(sheet)
    if not found:
        grid = draft.grid(Column("", 0))
        return [*rows, grid.row((_("Semua yang teramati sudah sesuai."), MUTED), rule=False)]
    grid = draft.grid(
        Column(_("Butir"), 46), Column(_("Yang terlihat"), 0), Column(_("Foto"), 40, "right", True)
    )
    head = grid.head()
    rows.append(head)
    for question, meaning, note in found:
        photos = len(sheet.evidence_for(question.code))
        title = draft.titles.of(question.code, question.title)
        rows.append(
            grid.row(question.code, (title, STRONG), str(photos) if photos else "", keep=True, repeat=(head,))
        )
        said = f"{meaning}."
        if note:
            said += "\n" + _("Catatan petugas: {note}").format(note=note)
        for before, after in pairs(sheet, question.code):
            said += "\n" + _("Foto sebelum: {before}; sesudah: {after}").format(
                before=_photo(before), after=_photo(after)
            )
        rows.append(grid.row("", (said, MUTED), "", rule=False))
    return rows


def pairs(sheet: Sheet, code: str) -> list[tuple[Document, Document]]:
    """The photos of a point that have one from afterwards, each with it."""
    known = {use.document.id: use.document for use in sheet.assessment.evidence}
    photos = [use.document for use in sheet.evidence_for(code)]
    return [(one, known[one.after]) for one in photos if one.after in known]


def _photo(document: Document) -> str:
    day = document.dated or (document.added.astimezone().date() if document.added else None)
    return f"{document.name} ({i18n.date_short(day)})" if day else document.name


def _written_down(draft: Draft, some: Sequence[Sheet]) -> list[Row]:
    """Times, steps and costs as they were written down."""
    asked = [question for question in some[0].pack.questions if question.recorded]
    columns = [Column(_("Yang dicatat"), 0), *_columns(some)]
    grid = draft.grid(*columns)
    head, rows = grid.head(), list[Row]()
    for question in asked:
        for one in question.inputs:
            values = [
                dict(value) if isinstance(value := sheet.answer(question.code).value, tuple) else {}
                for sheet in some
            ]
            if any(one.key in counts for counts in values):
                shown = [
                    wording.input_words(one.kind, counts[one.key]) if one.key in counts else "–"
                    for counts in values
                ]
                rows.append(grid.row(one.title, *shown, repeat=(head,)))
    return [section(draft.paper, _("Waktu, langkah, dan biaya")), head, *rows] if rows else []


def _words_on_method(draft: Draft) -> list[Row]:
    grid = draft.grid(Column("", 0))
    words = _(
        "Petugas samaran datang sebagai pengguna layanan biasa dan dicatat dengan kode. Penilaian ini cermin untuk "
        "perbaikan layanan, bukan dasar hukuman perorangan."
    )
    note = draft.sheet.pack.note
    rows = [section(draft.paper, _("Cara membaca")), grid.row((words, MUTED), rule=False)]
    return [*rows, grid.row((note, MUTED), rule=False)] if note else rows
