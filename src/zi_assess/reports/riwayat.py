"""Riwayat: who did what to the assessment, entry by entry, and how far the other side confirmed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zi_assess import i18n
from zi_assess.core.history import HistoryEntry
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_
from zi_assess.reports import reviewing
from zi_assess.reports.paint import Style
from zi_assess.reports.parts import MUTED, Draft, heading, paragraph, section, start
from zi_assess.reports.reviewing import SMALL, prose
from zi_assess.reports.table import Column, Row

_HEAD = Style("regular", 7.5, "muted", 11)
_WHO = Style("regular", 7.5, "ink", 11)
_GONE = Style("regular", 8, "muted", 11)
_SIGNED = Style("semibold", 8, "ok", 11)


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of `sheet.history`, the oldest entry first."""
    title = _("Riwayat perubahan")
    draft = start(sheet, as_of, title)
    paper = draft.paper
    heading(paper, title)
    paragraph(paper, _opening(draft))
    paper.flow(reviewing.totals(draft, reviewing.reviewed(sheet).every, _("Keadaan sekarang")))
    paper.flow(reviewing.handovers(draft))
    paper.flow(_entries(draft))
    paper.flow([*_meaning(draft), *reviewing.unprintable(draft)])
    return paper.finish()


def _opening(draft: Draft) -> str:
    many, done = len(draft.sheet.history), draft.sheet.completeness
    words = n_(
        "Keadaan per {date}. {n} entri jurnal, butir dijawab {answered} dari {all}.",
        "Keadaan per {date}. {n} entri jurnal, butir dijawab {answered} dari {all}.",
        many,
    )
    return words.format(
        date=i18n.date(draft.as_of),
        n=i18n.count(many),
        answered=i18n.count(done.answered),
        all=i18n.count(done.questions),
    )


def _entries(draft: Draft) -> list[Row]:
    title = section(draft.paper, _("Siapa melakukan apa"))
    if not draft.sheet.history:
        return [title, prose(draft, _("Belum ada entri yang ikut dicetak."))]
    grid = draft.grid(
        Column(_("Nomor"), 40, "right", True, SMALL),
        Column(_("Waktu"), 84, style=_HEAD),
        Column(_("Oleh"), 112, style=_WHO),
        Column(_("Yang berubah"), 0, style=SMALL),
        Column(_("Sidik"), 50, style=_HEAD),
    )
    grid = replace(grid, above=2, below=2)
    repeat = (grid.head(),)
    rows = [title, grid.head()]
    for one in reversed(draft.sheet.history):
        rows.append(grid.row(*_cells(one), repeat=repeat))
        if one.countersigned:
            words = _("Sampai di sini dikukuhkan {who}").format(who=one.countersigned)
            rows.append(grid.row("", "", "", (words, _SIGNED), rule=False, repeat=repeat))
    return rows


def _cells(one: HistoryEntry) -> tuple[str | tuple[str, Style], ...]:
    words: str | tuple[str, Style] = one.text
    if one.undone:
        words = (_("{words} (diurungkan)").format(words=one.text), _GONE)
    return str(one.seq), i18n.moment(one.at.astimezone()), one.who or "–", words, one.short_head


def _meaning(draft: Draft) -> list[Row]:
    """What the chain proves and what it does not, honestly."""
    signed = [one for one in draft.sheet.history if one.countersigned]
    texts = [
        _(
            "Tiap entri memuat sidik entri sebelumnya, jadi entri yang diubah, disisipkan, atau dihapus kemudian "
            "membuat sidik sesudahnya tidak cocok."
        ),
        _(
            "Pemilik komputer tetap dapat menyusun ulang seluruh jurnal. Hanya yang dikukuhkan pihak lain dengan "
            "tanda tangannya yang tidak dapat diganti tanpa ketahuan."
        ),
        _("Nama dan waktu adalah yang disebut program pada saat itu; jam dan nama tidak dibuktikan."),
    ]
    if signed:
        words = _("Dikukuhkan sampai nomor {seq}, sidik {head}, oleh {who}.")
        one = signed[0]
        texts.append(words.format(seq=one.seq, head=one.short_head, who=one.countersigned))
    else:
        texts.append(_("Belum ada pihak lain yang mengukuhkan jurnal ini."))
    return [
        section(draft.paper, _("Apa yang dibuktikan riwayat ini")),
        *reviewing.numbered(draft, texts, MUTED),
    ]
