"""Laporan hasil evaluasi internal: what the inspectorate examined, how, with what result, and what it advises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from zi_assess import i18n
from zi_assess.core import review, stages
from zi_assess.core.assessment import Observation
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_
from zi_assess.reports import reviewing, signing, wording
from zi_assess.reports.paint import Style
from zi_assess.reports.parts import MUTED, STRONG, Draft, heading, paragraph, prerequisites, section, start
from zi_assess.reports.reviewing import CODE, SMALL, Reviewed, prose
from zi_assess.reports.signing import DOTS
from zi_assess.reports.table import Column, Row

_BIG = Style("semibold", 10.5, "ink", 15)


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the report with the state of *as_of*."""
    title = _("Laporan hasil evaluasi internal")
    draft, now = start(sheet, as_of, title, reviewing.whose()), reviewing.reviewed(sheet)
    paper = draft.paper
    heading(paper, title)
    paragraph(paper, _subject(draft))
    paper.skip(4)
    paper.flow(reviewing.facts(draft, [(_("Nomor"), ""), (_("Tanggal"), i18n.date(as_of))], 60))
    for part in (_basis, _scope, _team, _method):
        paper.flow(part(draft))
    paper.flow(_results(draft, now))
    paper.flow(prerequisites(draft))
    paper.flow(_differences(draft, now))
    paper.flow(_observations(draft))
    paper.flow(_conclusion(draft, now))
    paper.flow([*reviewing.unprintable(draft), *signing.team_signatures(draft)])
    return paper.finish()


def _subject(draft: Draft) -> str:
    unit = draft.sheet.assessment.unit
    words = _("Evaluasi internal {unit}, {pack}, {occasion}.")
    return words.format(
        unit=unit.name, pack=reviewing.pack_title(draft), occasion=wording.occasion_line(draft.sheet)
    )


def _titled(draft: Draft, letter: str, text: str) -> Row:
    return section(draft.paper, f"{letter}. {text}")


def _basis(draft: Draft) -> list[Row]:
    sources = dict.fromkeys(one.threshold.source for one in draft.standings)
    texts = [_("{basis}.").format(basis=draft.sheet.pack.basis)]
    if sources:
        texts.append(_("Ambang batas: {sources}.").format(sources="; ".join(sources)))
    texts.append(_("Surat tugas nomor {number} tanggal {date}.").format(number=DOTS, date=DOTS[:24]))
    return [_titled(draft, "A", _("Dasar")), *reviewing.numbered(draft, texts)]


def _scope(draft: Draft) -> list[Row]:
    sheet, mine = draft.sheet, draft.sheet.assessment
    words = _(
        "Evaluasi mencakup {questions} butir {pack} versi {version} pada {unit}, beserta {evidence} bukti yang "
        "dilampirkan unit. {window}"
    )
    said = words.format(
        questions=i18n.count(len(sheet.pack.questions)),
        pack=reviewing.pack_title(draft),
        version=sheet.pack.version,
        unit=mine.unit.name,
        evidence=i18n.count(len(mine.evidence)),
        window=_window(sheet),
    )
    rounds = review.rounds(mine)
    if rounds:
        more = n_("Penilaian mandiri diserahkan {n} kali.", "Penilaian mandiri diserahkan {n} kali.", rounds)
        said += " " + more.format(n=i18n.count(rounds))
    return [_titled(draft, "B", _("Ruang lingkup")), prose(draft, said)]


def _window(sheet: Sheet) -> str:
    first, last = sheet.assessment.window_start, sheet.assessment.window_end
    if last is None:
        return _("Bukti dinilai sejak {start}.").format(start=i18n.date(first))
    return _("Bukti dinilai dari {start} sampai {end}.").format(start=i18n.date(first), end=i18n.date(last))


def _team(draft: Draft) -> list[Row]:
    grid = draft.grid(Column(_("Peran"), 120), Column(_("Nama"), 0), Column(_("NIP"), 160))
    rows = [_titled(draft, "C", _("Tim penilai internal")), grid.head()]
    for stage in signing.ROLES:
        name = signing.team(draft.sheet.assessment, stage)
        rows.append(grid.row(_(signing.ROLE_TITLES[stage]), name or DOTS, DOTS))
    return rows


def _method(draft: Draft) -> list[Row]:
    texts = (
        _(
            "Jawaban unit pada tiap butir dibandingkan dengan bukti yang dilampirkan, lalu TPI memberi jawabannya "
            "sendiri di samping jawaban unit."
        ),
        _(
            "Tiap bukti yang diperiksa diberi tanda sah, tidak sah, atau perlu dilengkapi; jawaban yang berbeda dari "
            "jawaban unit disertai alasannya."
        ),
        _(
            "Nilai dihitung menurut rumus instrumen; butir yang belum dinilai dihitung nol. Rinciannya ada pada "
            "kertas kerja reviu."
        ),
    )
    return [_titled(draft, "D", _("Metode")), *reviewing.numbered(draft, texts)]


def _results(draft: Draft, now: Reviewed) -> list[Row]:
    words = _("TPI belum menilai; yang tersaji baru penilaian mandiri.")
    return [
        _titled(draft, "E", _("Hasil")),
        *([] if now.top else [prose(draft, words)]),
        *reviewing.totals(draft, now.pair, _("Nilai total")),
        *reviewing.thresholds(draft, now.pair),
        *reviewing.areas(draft, now),
    ]


def _differences(draft: Draft, now: Reviewed) -> list[Row]:
    """Each criterion on which the highest stage differs from the unit, with the reason, most points first."""
    if now.top is None:
        return []
    sheet, top = draft.sheet, now.top
    codes = stages.differing(sheet.pack, sheet.assessment, top.stage)
    rows = [section(draft.paper, _("Butir yang dinilai berbeda"))]
    if not codes:
        return [*rows, prose(draft, _("Tidak ada: TPI menyetujui semua jawaban unit yang dinilainya."))]
    grid = draft.grid(
        Column(_("Butir"), 62, style=CODE),
        Column(_("Kriteria dan alasan"), 0, style=SMALL),
        Column(_("Mandiri"), 50, "right", style=SMALL),
        Column(_("TPI"), 50, "right", style=SMALL),
        Column(_("Selisih"), 48, "right", True, STRONG),
    )
    rows.append(grid.head())
    for code in sorted(codes, key=lambda one: stages.gap(now.own, top, one)):
        question = sheet.pack.question(code)
        assert question is not None
        mine, other = sheet.assessment.answer(code), sheet.assessment.answer(code, top.stage)
        reason = _reason(draft, code, now)
        rows.append(
            grid.row(
                code,
                question.title + (f"\n{reason}" if reason else ""),
                wording.answer_key(question, mine),
                wording.answer_key(question, other),
                wording.apart(stages.gap(now.own, top, code)),
                repeat=(grid.head(),),
            )
        )
    return rows


def _reason(draft: Draft, code: str, now: Reviewed) -> str:
    """The note of the highest stage that wrote one."""
    notes = [draft.sheet.assessment.answer(code, one.stage).note for one in now.every[1:]]
    return next((note for note in reversed(notes) if note), "")


# Observations


def _observations(draft: Draft) -> list[Row]:
    found = draft.sheet.assessment.observations
    title = _titled(draft, "F", _("Temuan dan rekomendasi"))
    if not found:
        return [title, prose(draft, _("Tidak ada temuan yang dicatat."))]
    rows = [title]
    for number, one in enumerate(found, 1):
        rows += _observation(draft, number, one)
    return rows


def _observation(draft: Draft, number: int, one: Observation) -> list[Row]:
    """The place and state in one line, then what is known of it."""
    head = draft.grid(Column("", 20, style=STRONG), Column("", 0, style=STRONG), Column("", 84, "right"))
    lines = replace(
        draft.grid(Column("", 20), Column("", 104, style=MUTED), Column("", 0, style=SMALL)), above=1, below=1
    )
    words, kind = wording.OBSERVATIONS[one.status]
    question = draft.sheet.pack.question(one.code)
    place = f"{one.code} {question.short or question.title}" if question else one.code or _("Keseluruhan")
    first = head.row(str(number), place, draft.pill(_(words), kind), keep=True)
    below = [lines.row("", name, text, rule=False, repeat=(first,)) for name, text in _told(draft, one)]
    below[-1].height += 5
    return [first, *below]


def _told(draft: Draft, one: Observation) -> Sequence[tuple[str, str]]:
    mine = draft.sheet.assessment
    proof = "; ".join(reviewing.evidence_name(mine, text) for text in one.proof)
    verified = one.verified_by or ""
    if one.verified_on:
        verified = ", ".join(filter(None, (verified, i18n.date(one.verified_on))))
    origin = wording.observation_origin(one, draft.sheet.first_found)
    pairs = (
        (_("Asal"), origin[:1].upper() + origin[1:]),
        (_("Kondisi"), one.what),
        (_("Sebab"), one.cause),
        (_("Rekomendasi"), one.advice),
        (_("Penanggung jawab"), one.owner or DOTS),
        (_("Tenggat"), i18n.date(one.due) if one.due else DOTS),
        (_("Tanggapan unit"), one.answer),
        (_("Bukti penyelesaian"), proof),
        (_("Diverifikasi"), verified),
    )
    return [(name, text) for name, text in pairs if text]


# The end


def _conclusion(draft: Draft, now: Reviewed) -> list[Row]:
    made = reviewing.conclusion(draft, now)
    title = _titled(draft, "G", _("Kesimpulan"))
    if made is None:
        words = _("Instrumen ini tidak menetapkan predikat. Nilai {stage}: {total} dari {max}.")
        judged = now.judged
        said = words.format(
            stage=_(wording.STAGES[judged.stage]),
            total=i18n.number(judged.scores.strict),
            max=wording.plain(draft.sheet.pack.max),
        )
        return [title, prose(draft, said)]
    verdict = prose(draft, f"{made.words}.", replace(_BIG, color=made.kind))
    return [title, replace(verdict, keep=True), *reviewing.numbered(draft, made.reasons)]
