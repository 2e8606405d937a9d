"""What the papers of a review share: stages side by side, the verdict in words, paragraphs and facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from zi_assess import i18n
from zi_assess.core import review, stages
from zi_assess.core.assessment import Assessment, Held, Observation, ObservationState
from zi_assess.core.pack import Group, Pack
from zi_assess.core.sheet import Sheet
from zi_assess.core.stages import Result
from zi_assess.i18n import N_, _, n_
from zi_assess.reports import wording
from zi_assess.reports.charts import twin_bar
from zi_assess.reports.paint import Style
from zi_assess.reports.parts import FINE, MUTED, STRONG, Draft, asked_of, held, section, titled
from zi_assess.reports.signing import DOTS
from zi_assess.reports.table import Column, Content, Row

PROSE = Style("regular", 9, "ink", 13.5)
SMALL = Style("regular", 8, "ink", 11)
CODE = Style("regular", 7.5, "muted", 11)
_BAD, _OK = Style("regular", 8, "bad", 11), Style("regular", 8, "ok", 11)
_DAYS = (
    N_("Senin, {date}"),
    N_("Selasa, {date}"),
    N_("Rabu, {date}"),
    N_("Kamis, {date}"),
    N_("Jumat, {date}"),
    N_("Sabtu, {date}"),
    N_("Minggu, {date}"),
)


def whose() -> str:
    """Whose papers these are."""
    return _("Reviu tim penilai internal")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The unit's own result, that of the highest TPI stage (None while there is none), and every one in order.

    *pending* are the criteria that the unit answered and the highest stage has not judged.
    """

    own: Result
    top: Result | None
    every: tuple[Result, ...]
    pending: tuple[str, ...]

    @property
    def judged(self) -> Result:
        """What a conclusion rests on."""
        return self.top or self.own

    @property
    def pair(self) -> tuple[Result, ...]:
        return (self.own,) if self.top is None else (self.own, self.top)


def reviewed(sheet: Sheet) -> Reviewed:
    every = stages.results(sheet.pack, sheet.assessment)
    highest = review.highest(sheet.assessment)
    top = next((one for one in every if one.stage is highest), None)
    pending = stages.pending(sheet.pack, sheet.assessment, top.stage) if top else ()
    return Reviewed(every[0], top, every, pending)


# Tables


def totals(draft: Draft, results: Sequence[Result], title: str) -> list[Row]:
    """What each stage's answers add up to, and how far from the unit's."""
    grid = draft.grid(
        Column("", 0),
        Column(_("Dinilai"), 70, "right", True),
        Column(_("Nilai"), 46, "right", True, STRONG),
        Column(_("Selisih"), 46, "right", True),
        *([] if draft.sheet.pack.leaves_out else [Column(_("Rumus Excel"), 60, "right", True)]),
        Column(_("Ambang {designation}").format(designation=draft.shown) if draft.shown else "", 120),
    )
    own = results[0]
    rows = [titled(draft.paper, grid, title)]
    for one in results:
        scores = one.scores
        figures: tuple[str, ...]
        gap = wording.apart(scores.strict - own.scores.strict) if one is not own else ""
        counts = {"n": i18n.count(scores.answered), "all": i18n.count(scores.questions)}
        answered = _("{n} dari {all}").format(**counts)
        figures = (answered, i18n.number(scores.strict), gap)
        if not draft.sheet.pack.leaves_out:
            figures += (i18n.number(scores.official),)
        last = one is results[-1]
        rows.append(grid.row(_(wording.STAGES[one.stage]), *figures, _state(draft, one), keep=not last))
    return rows


def _state(draft: Draft, one: Result) -> Content:
    """How many thresholds of the shown designation a result reaches."""
    standings = one.ready.of(draft.shown)
    if not standings:
        return None
    met = sum(each.met for each in standings)
    words = _("{met} dari {all} terpenuhi").format(met=met, all=len(standings))
    return draft.pill(words, "ok" if met == len(standings) else "bad")


def thresholds(draft: Draft, results: Sequence[Result]) -> list[Row]:
    """Every threshold of the shown designation, with each result and its distance; none without any."""
    if not draft.standings:
        return []
    wide = 74.0 if len(results) > 2 else 120.0
    columns = [Column(_(wording.SHORT_STAGES[one.stage]), wide, style=SMALL) for one in results]
    grid = draft.grid(
        Column("", 0),
        Column(_("Minimal"), 58, "right", True),
        *columns,
    )
    title = _("Ambang batas {designation} tiap tahap").format(designation=draft.shown)
    rows = [titled(draft.paper, grid, title)]
    for n, one in enumerate(draft.standings):
        cells: list[Content] = []
        for result in results:
            own = result.ready.of(draft.shown)[n]
            sign = "✓" if own.met else "✗"
            between = "\n" if wide < 100 else " · "
            words = f"{sign} {i18n.number(own.actual)}{between}{wording.distance(own)}"
            cells.append((words, _OK if own.met else _BAD))
        title = draft.titles.of(one.threshold.id, one.threshold.title)
        rows.append(
            grid.row(title, i18n.number(one.threshold.minimum), *cells, keep=n == 0, repeat=(grid.head(),))
        )
    return rows


def areas(draft: Draft, now: Reviewed) -> list[Row]:
    """Every area (without any: the first level) with both results as bars and figures."""
    pack = draft.sheet.pack
    places = pack.aggregates or pack.tree
    minima = {frozenset(one.threshold.of): one.threshold.minimum for one in draft.standings}
    grid = draft.grid(
        Column("", 0),
        Column("", 132),
        Column(_("Bobot"), 40, "right", True),
        Column(_("Mandiri"), 44, "right", True),
        Column(_("TPI"), 40, "right", True, STRONG),
        Column(_("Selisih"), 44, "right", True),
        Column(_("Minimal"), 44, "right", True),
    )
    rows = [titled(draft.paper, grid, _("Nilai tiap area") if pack.aggregates else _("Nilai tiap bagian"))]
    for place in places:
        of = (place.code,) if isinstance(place, Group) else place.of
        minimum, own = minima.get(frozenset(of)), now.own.scores[place.code]
        other = now.top.scores[place.code] if now.top else None
        bar = twin_bar(
            122,
            11,
            float(own.strict),
            float(other.strict) if other else None,
            float(own.weight),
            None if minimum is None else float(minimum),
        )
        rows.append(
            grid.row(
                draft.titles.of(place.code, place.short or place.title),
                bar,
                wording.plain(own.weight),
                i18n.number(own.strict),
                i18n.number(other.strict) if other else "",
                wording.apart(other.strict - own.strict) if other else "",
                "" if minimum is None else i18n.number(minimum),
                repeat=(grid.head(),),
            )
        )
    if now.top:
        words = _(
            "Batang abu-abu: penilaian mandiri. Batang berwarna: TPI. Garis tegak: ambang {designation}."
        )
        rows.append(draft.grid(Column("", 0)).row((words.format(designation=draft.shown or "–"), FINE)))
    return rows


def handovers(draft: Draft) -> list[Row]:
    """How the assessment went from hand to hand; none when it never did."""
    passed = draft.sheet.assessment.handovers
    if not passed:
        return []
    grid = draft.grid(
        Column(_("Putaran"), 44),
        Column(_("Langkah"), 92),
        Column(_("Waktu"), 92, style=MUTED),
        Column(_("Oleh"), 104),
        Column(_("Catatan"), 0, style=SMALL),
    )
    rows = [section(draft.paper, _("Serah terima")), grid.head()]
    for one in passed:
        at = i18n.moment(one.at.astimezone())
        act = _(wording.ACTS[one.act])
        rows.append(grid.row(str(one.round), act, at, one.who or "–", one.note, repeat=(grid.head(),)))
    return rows


# In words


def open_observations(mine: Assessment) -> tuple[Observation, ...]:
    """The observations that are neither verified nor dropped."""
    over = (ObservationState.VERIFIED, ObservationState.DROPPED)
    return tuple(one for one in mine.observations if one.status not in over)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Whether the unit can be proposed: *words* and the *kind* of its pill, and the *reasons* one by one."""

    words: str
    kind: str
    reasons: tuple[str, ...]


def conclusion(draft: Draft, now: Reviewed) -> Conclusion | None:
    """Numbers and prerequisites apart, then both together; None for an instrument without designations."""
    if not draft.shown:
        return None
    sheet, one = draft.sheet, now.judged
    enough = one.ready.met(draft.shown)
    asked = asked_of(sheet, draft.shown)
    lacking = [each for each in asked if held(sheet, each) is not Held.MET]
    failed = [each for each in lacking if held(sheet, each) is Held.NOT_MET]
    reasons = [_numeric(draft, one), *_prerequisites(draft, len(asked), len(lacking))]
    reasons += _incomplete(now) + _observed(sheet.assessment)
    if now.top is None:
        return Conclusion(_("Belum dapat disimpulkan: TPI belum menilai"), "warn", tuple(reasons))
    values = {"designation": draft.shown}
    if now.pending:
        words, kind = _("Reviu belum lengkap, kesimpulan masih sementara"), "warn"
    elif not enough or failed:
        words, kind = _("Belum layak diusulkan menjadi {designation}"), "bad"
    elif lacking:
        words, kind = _("Layak menurut nilai, syaratnya belum lengkap"), "warn"
    else:
        words, kind = _("Layak diusulkan menjadi {designation}"), "ok"
    return Conclusion(words.format(**values), kind, tuple(reasons))


def _numeric(draft: Draft, one: Result) -> str:
    standings = one.ready.of(draft.shown)
    missed = [each for each in standings if not each.met]
    values = {
        "stage": _(wording.STAGES[one.stage]),
        "total": i18n.number(one.scores.strict),
        "max": wording.plain(draft.sheet.pack.max),
        "designation": draft.shown,
        "all": len(standings),
    }
    if not missed:
        words = _("Nilai: {stage} {total} dari {max}; seluruh {all} ambang {designation} terpenuhi.")
        return words.format(**values)
    names = "; ".join(
        f"{draft.titles.of(each.threshold.id, each.threshold.title)} ({wording.distance(each)})"
        for each in missed
    )
    words = _(
        "Nilai: {stage} {total} dari {max}; {n} dari {all} ambang {designation} belum terpenuhi: {names}."
    )
    return words.format(n=len(missed), names=names, **values)


def _prerequisites(draft: Draft, asked: int, lacking: int) -> list[str]:
    if not asked:
        return []
    if not lacking:
        return [_("Syarat pengusulan: seluruh {all} syarat terpenuhi.").format(all=asked)]
    those = [one for one in asked_of(draft.sheet, draft.shown) if held(draft.sheet, one) is not Held.MET]
    names = "; ".join(
        f"{draft.titles.of(one.id, one.title)} ({_(wording.HELD[held(draft.sheet, one)][0]).lower()})"
        for one in those
    )
    words = _("Syarat pengusulan, ditimbang terpisah: {n} dari {all} belum terpenuhi: {names}.")
    return [words.format(n=lacking, all=asked, names=names)]


def _incomplete(now: Reviewed) -> list[str]:
    if not now.pending:
        return []
    words = n_(
        "Reviu belum lengkap: {n} butir yang dijawab unit belum dinilai dan dihitung nol.",
        "Reviu belum lengkap: {n} butir yang dijawab unit belum dinilai dan dihitung nol.",
        len(now.pending),
    )
    return [words.format(n=i18n.count(len(now.pending)))]


def _observed(mine: Assessment) -> list[str]:
    left = len(open_observations(mine))
    if not left:
        return []
    words = n_("{n} temuan belum selesai.", "{n} temuan belum selesai.", left)
    return [words.format(n=i18n.count(left))]


def day_in_words(day: date) -> str:
    """`Sabtu, 21 November 2026`."""
    return i18n.say(_DAYS[day.weekday()], {"date": day})


def evidence_name(mine: Assessment, text: str) -> str:
    """The name of a piece of evidence that proof names by its id; other proof is words already."""
    return next((use.document.name for use in mine.evidence if use.id == text), text)


# Paragraphs


def prose(draft: Draft, text: str, style: Style = PROSE) -> Row:
    """A paragraph."""
    return draft.grid(Column("", 0)).row((text, style), rule=False)


def numbered(draft: Draft, texts: Sequence[str], style: Style = PROSE) -> list[Row]:
    """Paragraphs with numbers in front."""
    grid = replace(draft.grid(Column("", 20), Column("", 0)), above=1, below=2)
    return [grid.row((f"{n}.", style), (text, style), rule=False) for n, text in enumerate(texts, 1)]


def facts(
    draft: Draft, pairs: Sequence[tuple[str, str]], label: float = 130.0, style: Style = PROSE
) -> list[Row]:
    """Labels with what they say, dotted where nothing is known."""
    grid = replace(draft.grid(Column("", label), Column("", 12), Column("", 0)), above=1, below=1)
    return [grid.row((name, style), (":", style), (text or DOTS, style), rule=False) for name, text in pairs]


def pack_title(draft: Draft) -> str:
    pack: Pack = draft.sheet.pack
    return draft.titles.of(pack.id, pack.title)


def unprintable(draft: Draft) -> list[Row]:
    """Which letters the faces lack; none when they had all."""
    if not draft.paper.lacking:
        return []
    return [prose(draft, wording.lacking(draft.paper.lacking), FINE)]
