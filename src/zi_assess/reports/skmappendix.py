"""The appendix of the SKM report: the questions, the answers, what came of the plan before."""

from __future__ import annotations

from zi_assess import i18n
from zi_assess.i18n import _
from zi_assess.reports import surveyparts as parts
from zi_assess.reports import surveyplan
from zi_assess.reports import surveywords as words
from zi_assess.reports.page import INNER
from zi_assess.reports.parts import MUTED, STRONG
from zi_assess.reports.surveyparts import Draft
from zi_assess.reports.table import Column

_MOST_RAW = 500
"""Rows of answers printed in the appendix; of a larger survey the file itself is attached."""
_MOST_COLUMNS = 18


def questions(draft: Draft) -> None:
    """Every question with its choices."""
    grid = draft.grid(
        Column(_("No."), 26), Column(_("Pertanyaan"), 0), Column(_("Pilihan jawaban, nilai 1 ke atas"), 220)
    )
    head = grid.head()
    rows = [head]
    items = [item for unsur in draft.survey.form.unsur for item in unsur.asked]
    for number, item in enumerate(items, 1):
        choices = " / ".join(point.title for point in item.scale.points)
        rows.append(grid.row(f"{number}", item.question, (choices, MUTED), repeat=(head,)))
    draft.paper.flow(rows)


def frequencies(draft: Draft) -> None:
    """How often each value was given, and the answers of each respondent."""
    items = [(one, item) for one in draft.survey.result.unsur for item in one.items]
    values = sorted({value for _unsur, item in items for value in item.counts})
    grid = draft.grid(
        Column(_("Butir"), 0),
        *(Column(str(value), 44, "right", True) for value in values),
        Column(_("Kosong"), 50, "right", True),
        Column("NRR", 50, "right", True, STRONG),
    )
    head = grid.head()
    rows = [head]
    for unsur, item in items:
        counts = [i18n.count(item.counts.get(value, 0)) for value in values]
        title = unsur.title if item.code == unsur.code else item.question
        blank = i18n.count(draft.survey.result.n - item.n)
        rows.append(grid.row(title, *counts, blank, words.nrr(item.nrr), repeat=(head,)))
    draft.paper.flow(rows)
    _raw(draft)


def _raw(draft: Draft) -> None:
    """Every respondent's answers as numbers, without anything about the person."""
    survey, keys = draft.survey, list(draft.survey.responses.answers)
    if not keys or survey.form.anonymous:
        return
    if survey.responses.n > _MOST_RAW:
        text = _("Jawaban {n} responden terlalu banyak untuk dicetak; lampirkan berkas olah datanya.")
        draft.paper.flow(parts.prose(draft, text.format(n=i18n.count(survey.responses.n))))
        return
    names = {item.code: f"{number}" for number, item in enumerate(survey.form.items, 1)}
    shown = keys[:_MOST_COLUMNS]
    wide = min(44.0, (INNER - 60) / len(shown))
    columns = (Column(_head(names, key), wide, "right", True) for key in shown)
    grid = draft.grid(Column(_("Resp."), 44, "right", True), *columns, Column("", 0))
    head = grid.head()
    legend = ", ".join(
        f"{names[item.code]} {unsur.title}" for unsur in survey.form.unsur for item in unsur.items[:1]
    )
    draft.paper.flow(parts.prose(draft, _("Jawaban tiap responden. Kolom: {legend}.").format(legend=legend)))
    rows = [head]
    for place in range(survey.responses.n):
        given = survey.responses.row(survey.form, place).answers
        rows.append(
            grid.row(str(place + 1), *(str(given.get(key, "–")) for key in shown), "", repeat=(head,))
        )
    draft.paper.flow(rows)


def _head(names: dict[str, str], key: str) -> str:
    item, _colon, aspect = key.partition(":")
    return names.get(item, item) + (f" {aspect[:1]}" if aspect else "")


def pictures(draft: Draft) -> None:
    """What is attached by hand."""
    draft.paper.flow(
        parts.prose(draft, _("Foto pengisian kuesioner dan publikasi hasil dilampirkan tersendiri."))
    )


def earlier(draft: Draft) -> None:
    """What came of the plan before."""
    if draft.survey.earlier:
        draft.paper.flow(surveyplan.done(draft, draft.survey.earlier)[1:])
    else:
        draft.paper.flow(
            parts.prose(draft, _("Belum ada tindak lanjut survei sebelumnya yang tercatat di program ini."))
        )
