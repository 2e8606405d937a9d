"""The follow-up plan of a survey: which unsur first, what is done, in which quarter, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from zi_assess import i18n
from zi_assess.core.assessment import FollowUp, Progress
from zi_assess.i18n import N_, _
from zi_assess.reports import surveyparts as parts
from zi_assess.reports import surveywords as words
from zi_assess.reports.charts import Circle, Drawing
from zi_assess.reports.parts import MUTED, STRONG, heading, paragraph
from zi_assess.reports.surveyparts import Draft
from zi_assess.reports.surveysheet import SurveySheet, unsur_of
from zi_assess.reports.table import Column, Row

STATES = {
    Progress.OPEN: (N_("belum mulai"), "neutral"),
    Progress.DOING: (N_("berjalan"), "info"),
    Progress.DONE: (N_("selesai"), "ok"),
    Progress.DROPPED: (N_("dibatalkan"), "neutral"),
}
_DOT = Drawing(8, 8, (Circle(4, 4, 3.2, "brand"),))
_ROOM = Drawing(1, 38, ())  # an empty line to write on is as high as three of print


def render(survey: SurveySheet, as_of: date) -> bytes:
    """The PDF of the plan with the state of *as_of*."""
    title = _("Rencana tindak lanjut {survey}").format(survey=survey.form.short)
    draft = parts.start(survey, as_of, title)
    parts.letterhead(draft)
    heading(draft.paper, f"{title} {survey.period}".strip())
    paragraph(draft.paper, _opening(survey))
    draft.paper.flow(table(draft, ""))
    if survey.earlier:
        draft.paper.whole(done(draft, survey.earlier))
    draft.paper.whole([*_forum(draft), *parts.lacking(draft)], parts.SIGNATURE)
    parts.signatures(draft)
    return draft.paper.finish()


def _opening(survey: SurveySheet) -> str:
    if survey.risky:
        text = _("Dari {n}. Prioritas adalah bentuk yang risikonya tertinggi.")
        return text.format(n=words.respondents(survey.result.n))
    grade = words.grade_words(survey.result.grade)
    text = _("{index} {value}{grade} dari {n}. Prioritas adalah unsur yang nilainya terendah.")
    return text.format(
        index=words.figure_name(survey.form),
        value=words.headline(survey.result),
        grade=f" ({grade})" if grade else "",
        n=words.respondents(survey.result.n),
    )


def table(draft: Draft, title: str) -> list[Row]:
    """The plan as it is kept; where nothing is planned yet, the lowest unsur with room to write."""
    grid = draft.grid(
        Column(_("No."), 26),
        Column(_("Prioritas bentuk") if draft.survey.risky else _("Prioritas unsur"), 118, style=STRONG),
        Column(_("Program atau kegiatan"), 0),
        *(Column(_(one), 34, "center") for one in words.QUARTERS),
        Column(_("Penanggung jawab"), 112),
    )
    head = grid.head()
    rows: list[Row] = [parts.titled(draft, title, 0)] if title else []
    lines = plan_lines(draft.survey)
    if not any(one for _about, one in lines):
        note = _("Belum ada kegiatan yang dicatat: isi di halaman Survei, atau tulis tangan pada rapat.")
        rows.append(replace(draft.grid(Column("", 0)).row((note, MUTED), rule=False), keep=True))
    rows.append(head)
    for number, (about, one) in enumerate(lines, 1):
        if one is None:
            rows.append(grid.row(f"{number}", about, _ROOM, "", "", "", "", "", repeat=(head,)))
            continue
        ticks = [_DOT if _quarter(one) == n else None for n in range(1, 5)]
        when = f"\n{i18n.date_short(one.due)}" if one.due else ""
        rows.append(grid.row(f"{number}", about, one.what, *ticks, one.who + when, repeat=(head,)))
    return [*rows, grid.row("", "")]  # its hairline closes the last line that is written on


def plan_lines(survey: SurveySheet) -> list[tuple[str, FollowUp | None]]:
    """Each priority in words with each of its follow-ups, the first one first; those without one are there as well."""
    lines: list[tuple[str, FollowUp | None]] = []
    pressing = {one.code for one in words.first(survey)}
    for unsur, figure in words.priorities(survey):
        about = f"{unsur.title}\n{figure}"
        mine = [one for one in survey.followed(unsur.code) if one.status is not Progress.DROPPED]
        lines += [(about, one) for one in mine]
        if not mine and unsur.code in pressing:
            lines.append((about, None))
    known = {one.code for one in survey.result.unsur}
    lines += [(_("Umum"), one) for one in survey.plan if unsur_of(one) not in known]
    return lines


def done(draft: Draft, earlier: Sequence[FollowUp]) -> list[Row]:
    """What came of the plan of the survey before."""
    grid = draft.grid(
        Column(_("Unsur"), 118, style=STRONG),
        Column(_("Kegiatan"), 0),
        Column(_("Keadaan"), 76),
        Column(_("Hasil dan bukti"), 160),
    )
    head = grid.head()
    rows = [parts.titled(draft, _("Tindak lanjut survei sebelumnya"), 0), head]
    titles = {one.code: one.title for one in draft.survey.form.unsur}
    for one in earlier:
        text, kind = STATES[one.status]
        result = "\n".join(part for part in (one.effect, one.proof) if part) or "–"
        rows.append(
            grid.row(
                titles.get(unsur_of(one), _("Umum")),
                one.what,
                draft.pill(_(text), kind),
                result,
                repeat=(head,),
            )
        )
    return rows


def _forum(draft: Draft) -> list[Row]:
    text = draft.survey.words.get("forum", "")
    shown = text or _(
        "Tanggal, tempat, dan peserta: .........................................................."
    )
    return [
        parts.titled(draft, _("Dibahas dalam Forum Konsultasi Publik"), 0),
        *parts.prose(draft, shown),
    ]


def _quarter(one: FollowUp) -> int:
    return (one.due.month + 2) // 3 if one.due else 0
