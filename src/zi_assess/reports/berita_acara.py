"""Berita acara hasil evaluasi: what both sides sign, on one or two pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zi_assess import i18n
from zi_assess.core import review
from zi_assess.core.assessment import Stage
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import reviewing, signing, wording
from zi_assess.reports.parts import STRONG, Draft, heading, paragraph, section, start
from zi_assess.reports.reviewing import CODE, PROSE, SMALL, Reviewed, prose
from zi_assess.reports.signing import DOTS, Block
from zi_assess.reports.table import Column, Row

_MOST = 12
"""Observations named one by one; the report has all of them."""


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the record with the state of *as_of*."""
    title = _("Berita acara hasil evaluasi")
    draft, now = start(sheet, as_of, title, reviewing.whose()), reviewing.reviewed(sheet)
    paper = draft.paper
    heading(paper, title)
    paragraph(paper, _("Nomor: {dots}").format(dots=DOTS))
    paper.skip(8)
    paper.flow(_opening(draft))
    paper.flow(_results(draft, now))
    paper.flow(_agreed(draft, now))
    paper.flow(_closing(draft))
    return paper.finish()


def _opening(draft: Draft) -> list[Row]:
    mine, profile = draft.sheet.assessment, draft.sheet.assessment.unit.profile
    words = _("Pada hari ini, {day}, di {city}, kami yang bertanda tangan di bawah ini:")
    first = words.format(day=reviewing.day_in_words(draft.as_of), city=profile.city or DOTS[:24])
    team = next((name for one in signing.ROLES if (name := signing.team(mine, one))), "")
    head = profile.head_title or _("Kepala {unit}").format(unit=mine.unit.name)
    both = (
        (
            _("selaku tim penilai internal, selanjutnya disebut Pihak Pertama;"),
            team,
            "",
            _("Tim penilai internal"),
        ),
        (_("selanjutnya disebut Pihak Kedua,"), profile.head_name, profile.head_nip, head),
    )
    rows = [prose(draft, first)]
    for role, name, nip, title in both:
        pairs = [(_("Nama"), name), (_("NIP"), nip), (_("Jabatan"), title)]
        rows += [*reviewing.facts(draft, pairs, 90), prose(draft, role)]
    return [*rows, prose(draft, _purpose(draft))]


def _purpose(draft: Draft) -> str:
    mine = draft.sheet.assessment
    words = _(
        "menyatakan bahwa telah dilakukan evaluasi internal atas {unit} dengan {pack} ({basis}), {occasion}, dalam "
        "{rounds} putaran penyerahan, dengan hasil sebagai berikut."
    )
    return words.format(
        unit=mine.unit.name,
        pack=reviewing.pack_title(draft),
        basis=draft.sheet.pack.basis,
        occasion=wording.occasion_line(draft.sheet),
        rounds=max(1, review.rounds(mine)),
    )


def _results(draft: Draft, now: Reviewed) -> list[Row]:
    return [
        *reviewing.totals(draft, now.pair, _("Nilai total")),
        *reviewing.areas(draft, now),
        *_verdict(draft, now),
    ]


def _verdict(draft: Draft, now: Reviewed) -> list[Row]:
    made = reviewing.conclusion(draft, now)
    if made is None:
        return []
    words = prose(draft, f"{made.words}.", replace(STRONG, size=9.5, color=made.kind, leading=14))
    return [section(draft.paper, _("Kesimpulan")), words, *reviewing.numbered(draft, made.reasons, SMALL)]


def _agreed(draft: Draft, now: Reviewed) -> list[Row]:
    """The observations that are still to be closed, with who and when."""
    left = reviewing.open_observations(draft.sheet.assessment)
    if not left:
        return [prose(draft, _("Tidak ada temuan yang belum selesai."), SMALL)]
    grid = draft.grid(
        Column(_("Butir"), 62, style=CODE),
        Column(_("Yang diperbaiki"), 0, style=SMALL),
        Column(_("Penanggung jawab"), 112, style=SMALL),
        Column(_("Tenggat"), 62, style=SMALL),
    )
    rows = [section(draft.paper, _("Tindak lanjut yang disepakati")), grid.head()]
    for one in left[:_MOST]:
        due = i18n.date_short(one.due) if one.due else DOTS[:20]
        advice = _short(one.advice or one.what)
        rows.append(grid.row(one.code or "–", advice, one.owner or DOTS[:32], due, repeat=(grid.head(),)))
    if len(left) > _MOST:
        words = _("Dan {n} temuan lain pada laporan hasil evaluasi internal.")
        rows.append(prose(draft, words.format(n=i18n.count(len(left) - _MOST)), SMALL))
    return rows


def _short(text: str, most: int = 220) -> str:
    """What has to be done, in a few lines: the report has the whole."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _closing(draft: Draft) -> list[Row]:
    mine = draft.sheet.assessment
    words = _("Demikian berita acara ini dibuat dengan sebenarnya untuk digunakan sebagaimana mestinya.")
    lead = signing.team(mine, Stage.TPI_LEAD) or signing.team(mine, Stage.TPI_MEMBER)
    both = (
        Block(_("Pihak Pertama"), _("Ketua tim penilai internal,"), lead),
        signing.head_block(draft, _("Pihak Kedua")),
    )
    known = Block(_("Mengetahui"), _("Pengendali teknis,"), signing.team(mine, Stage.TPI_CONTROL))
    kept = replace(prose(draft, words, PROSE), keep=True)
    signed = [
        replace(row, keep=True)
        for row in signing.signatures(draft, *both, placed=signing.place_and_date(draft))
    ]
    return [kept, *signed, *signing.signatures(draft, known), *reviewing.unprintable(draft)]
