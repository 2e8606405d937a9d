"""One to two pages for the head of the unit: where it stands, what decides it, room to sign."""

from __future__ import annotations

from datetime import date

from zi_assess import i18n
from zi_assess.core import stages
from zi_assess.core.assessment import Held, Stage
from zi_assess.core.checks import Finding
from zi_assess.core.pack import Aggregate, Kind, Question
from zi_assess.core.readiness import Standing
from zi_assess.core.sheet import Sheet
from zi_assess.core.stages import Result
from zi_assess.i18n import _, n_
from zi_assess.reports import wording
from zi_assess.reports.charts import threshold_bar, twin_bar
from zi_assess.reports.page import BOTTOM, INNER, LEFT, TOP_LATER
from zi_assess.reports.parts import (
    CARD,
    CARD_GAP,
    FINE,
    MUTED,
    STRONG,
    Draft,
    asked_of,
    card,
    card_height,
    card_lines,
    finding_words,
    heading,
    height,
    held,
    held_pill,
    paragraph,
    place,
    prerequisites,
    section,
    start,
    state,
    titled,
)
from zi_assess.reports.table import Column, Content, Row

_SIGNATURES = 106.0
_DOTS = "." * 46
_MOST, _FEWEST = 8, 3  # rows of what decides it: as many as the page has room for


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the summary with the state of *as_of*."""
    draft = _begin(sheet, as_of)
    if not _on_one_page(draft):
        draft = _begin(sheet, as_of)
        _on_two_pages(draft)
    return draft.paper.finish()


def _begin(sheet: Sheet, as_of: date) -> Draft:
    """What both forms of the report begin with: the total, the thresholds and the areas."""
    title = _title(sheet)
    draft = start(sheet, as_of, title)
    heading(draft.paper, title)
    words = _("Keadaan per {date}. Dasar: {basis}. Butir yang belum dijawab dihitung nol.")
    words = words.format(date=i18n.date(as_of), basis=sheet.pack.basis)
    if sheet.pack.leaves_out:
        words += " " + wording.left_out()
    if sheet.pack.designations and not wording.aim(sheet):
        words += " " + _("Predikat yang dituju belum dipilih.")
    paragraph(draft.paper, words)
    draft.paper.skip(8)
    _panel(draft)
    draft.paper.flow(_areas(draft))
    return draft


def _title(sheet: Sheet) -> str:
    if not sheet.pack.designations:
        return _("Ringkasan penilaian: {instrument}").format(instrument=sheet.pack.short)
    if not wording.aim(sheet):
        return _("Ringkasan kesiapan")
    return _("Ringkasan kesiapan {designation}").format(designation=wording.aim(sheet))


def _on_one_page(draft: Draft) -> bool:
    """Finish on the first page; False when it has not enough room."""
    open_ones = _eligibility(draft)
    decisive = _decisive(draft, draft.paper.room - height(open_ones) - _SIGNATURES)
    if not decisive:
        return False
    draft.paper.flow([*open_ones, *decisive])
    _signatures(draft)
    return len(draft.paper.pages) == 1


def _on_two_pages(draft: Draft) -> None:
    """What decides it stays on the first page; prerequisites in full and signatures take the second."""
    paper = draft.paper
    paper.flow(_eligibility_line(draft))
    paper.flow(_decisive(draft, paper.room) or _decisive(draft, BOTTOM - TOP_LATER))
    paper.new_page()
    paper.flow(prerequisites(draft))
    paper.need(_SIGNATURES)
    _signatures(draft)


def _panel(draft: Draft) -> None:
    """The total, and beside it the thresholds that are no area's (without thresholds: the first level)."""
    paper, top = draft.paper, draft.paper.y
    rows = [*(_thresholds(draft) if draft.shown else _first_level(draft)), *_others(draft)]
    lines = card_lines(draft.sheet)
    tall = max(height(rows), card_height(draft, lines))
    card(draft, tall, lines)
    for row in rows:
        row.draw(paper.page, paper.y)
        paper.skip(row.height)
    paper.y = top + tall


def _area_standings(draft: Draft) -> dict[str, Standing]:
    """The standing of each aggregate that has a threshold of its own."""
    codes = {frozenset(one.of): one.code for one in draft.sheet.pack.aggregates}
    found = ((codes.get(frozenset(one.threshold.of)), one) for one in draft.standings)
    return {code: one for code, one in found if code}


def _thresholds(draft: Draft) -> list[Row]:
    other = _other(draft)
    if other is not None:
        return _both(draft, other)
    areas = {one.threshold.id for one in _area_standings(draft).values()}
    grid = draft.grid(
        Column(_("Ambang {designation}").format(designation=draft.shown), 0),
        Column("", 62),
        Column(_("Nilai"), 36, "right", True),
        Column(_("Minimal"), 43, "right", True),
        Column(_("Keadaan"), 61),
        x=LEFT + CARD + CARD_GAP,
        width=INNER - CARD - CARD_GAP,
    )
    rows = [grid.head()]
    for one in draft.standings:
        if one.threshold.id not in areas:
            title = draft.titles.of(one.threshold.id, one.threshold.title)
            bar = threshold_bar(58, 9, float(one.actual), float(one.weight), float(one.threshold.minimum))
            actual, minimum = i18n.number(one.actual), i18n.number(one.threshold.minimum)
            rows.append(grid.row(title, bar, actual, minimum, state(draft, one)))
    return rows


def _other(draft: Draft) -> Result | None:
    """The result that stands beside this stage's."""
    return stages.beside(draft.sheet.pack, draft.sheet.assessment, draft.sheet.stage)


def _side(stage: Stage) -> str:
    return _("Mandiri") if stage is Stage.SELF else _("TPI")


def _both(draft: Draft, other: Result) -> list[Row]:
    """The thresholds that are no area's, for this stage and for the one beside it."""
    areas = {one.threshold.id for one in _area_standings(draft).values()}
    here, there = _side(draft.sheet.stage), _side(other.stage)
    grid = draft.grid(
        Column(_("Ambang {designation}").format(designation=draft.shown), 0),
        Column(_("Minimal"), 43, "right", True),
        Column(here, 40, "right", True),
        Column("", 62),
        Column(there, 40, "right", True),
        Column("", 61),
        x=LEFT + CARD + CARD_GAP,
        width=INNER - CARD - CARD_GAP,
    )
    rows = [grid.head()]
    for own, beside in zip(draft.standings, other.ready.of(draft.shown), strict=True):
        if own.threshold.id not in areas:
            title = draft.titles.of(own.threshold.id, own.threshold.title)
            rows.append(grid.row(title, i18n.number(own.threshold.minimum), *_pair(draft, own, beside)))
    return rows


def _pair(draft: Draft, own: Standing, beside: Standing) -> tuple[Content, ...]:
    return i18n.number(own.actual), state(draft, own), i18n.number(beside.actual), state(draft, beside)


def _first_level(draft: Draft) -> list[Row]:
    """The first level of a pack without thresholds."""
    grid = draft.grid(
        Column(_("Bagian"), 0),
        Column("", 84),
        Column(_("Nilai"), 44, "right", True),
        Column(_("Bobot"), 44, "right", True),
        Column(_("Capaian"), 52, "right", True),
        x=LEFT + CARD + CARD_GAP,
        width=INNER - CARD - CARD_GAP,
    )
    rows = [grid.head()]
    for group in draft.sheet.pack.tree:
        own = draft.sheet.scores[group.code]
        bar = threshold_bar(74, 9, float(own.strict), float(own.weight))
        share = _("tidak dinilai") if own.skipped else i18n.percent(own.percent, 1)
        figures = ("–" if own.skipped else i18n.number(own.strict), i18n.number(own.weight), share)
        rows.append(grid.row(draft.titles.of(group.code, group.title), bar, *figures))
    return rows


def _others(draft: Draft) -> list[Row]:
    """One line for every other designation."""
    grid = draft.grid(Column("", 0), x=LEFT + CARD + CARD_GAP, width=INNER - CARD - CARD_GAP)
    rows = []
    for one in draft.sheet.pack.designations:
        if one.id == draft.shown:
            continue
        standings = draft.sheet.readiness.of(one.id)
        values = {"designation": one.id, "met": sum(s.met for s in standings), "all": len(standings)}
        total = next((s for s in standings if s.threshold.id == "total"), None)
        words = _("{designation}: {met} dari {all} ambang terpenuhi").format(**values)
        if total is not None:
            words += ", " + _("nilai total {distance}").format(distance=wording.distance(total))
        rows.append(grid.row((words, MUTED)))
    return rows


def _areas(draft: Draft) -> list[Row]:
    """Every aggregate, with its own threshold where it has one."""
    if not draft.sheet.pack.aggregates:
        return []
    other = _other(draft)
    if other is not None:
        return _areas_of_both(draft, other)
    grid = draft.grid(
        Column("", 16),
        Column("", 0),
        Column("", 122),
        Column(_("Nilai"), 38, "right", True),
        Column(_("Bobot"), 38, "right", True),
        Column(_("Capaian"), 48, "right", True),
        Column(_("Minimal"), 43, "right", True),
        Column(_("Keadaan"), 61),
    )
    standings = _area_standings(draft)
    rows = [titled(draft.paper, grid, _("Nilai tiap area"))]
    for number, aggregate in enumerate(draft.sheet.pack.aggregates, 1):
        title = draft.titles.of(aggregate.code, aggregate.short or aggregate.title)
        rows.append(grid.row(str(number), title, *_area(draft, aggregate, standings.get(aggregate.code))))
    return rows


def _areas_of_both(draft: Draft, other: Result) -> list[Row]:
    """Every aggregate in this stage's and the other's points, with the threshold it has."""
    here, there = _side(draft.sheet.stage), _side(other.stage)
    grid = draft.grid(
        Column("", 16),
        Column("", 0),
        Column("", 88),
        Column(_("Minimal"), 43, "right", True),
        Column(here, 42, "right", True),
        Column("", 62),
        Column(there, 42, "right", True),
        Column("", 61),
    )
    standings = _area_standings(draft)
    beside = {one.threshold.id: one for one in other.ready.of(draft.shown)}
    rows = [titled(draft.paper, grid, _("Nilai tiap area"))]
    for number, aggregate in enumerate(draft.sheet.pack.aggregates, 1):
        own, theirs = draft.sheet.scores[aggregate.code], other.scores[aggregate.code]
        one = standings.get(aggregate.code)
        minimum = float(one.threshold.minimum) if one else None
        bar = twin_bar(80, 11, float(own.strict), float(theirs.strict), float(own.weight), minimum)
        title = draft.titles.of(aggregate.code, aggregate.short or aggregate.title)
        cells: tuple[Content, ...] = ("", i18n.number(own.strict), "", i18n.number(theirs.strict), "")
        if one is not None:
            cells = (i18n.number(one.threshold.minimum), *_pair(draft, one, beside[one.threshold.id]))
        rows.append(grid.row(str(number), title, bar, *cells))
    return rows


def _area(draft: Draft, aggregate: Aggregate, one: Standing | None) -> tuple[Content, ...]:
    own = draft.sheet.scores[aggregate.code]
    minimum = one.threshold.minimum if one else None
    color = "bad" if one and not one.met else "brand"
    bar = threshold_bar(
        112, 9, float(own.strict), float(own.weight), None if minimum is None else float(minimum), color
    )
    figures = (i18n.number(own.strict), wording.plain(own.weight), i18n.percent(own.percent, 1))
    if one is None:
        return bar, *figures
    return bar, *figures, i18n.number(one.threshold.minimum), state(draft, one)


def _eligibility(draft: Draft) -> list[Row]:
    """The prerequisites of the designation in short: how many are met, and which are open."""
    target, asked = draft.shown, asked_of(draft.sheet, draft.shown)
    if not asked:
        return []
    grid = draft.grid(Column("", 92), Column("", 0))
    rows = [section(draft.paper, _("Syarat pengusulan {designation}").format(designation=target))]
    for how in wording.HELD:
        those = [one for one in asked if held(draft.sheet, one) is how]
        words = "; ".join(f"{draft.titles.of(one.id, one.title)} ({one.needs[target]})" for one in those)
        if how is Held.MET:
            words = _("{n} dari {all} syarat").format(n=len(those), all=len(asked))
        if words:
            rows.append(grid.row(held_pill(draft, how), words, rule=len(rows) > 1))
    return rows


def _eligibility_line(draft: Draft) -> list[Row]:
    """How many prerequisites stand how, where the next page tells which."""
    asked = asked_of(draft.sheet, draft.shown)
    if not asked:
        return []
    states = [held(draft.sheet, one) for one in asked]
    counts = ", ".join(
        f"{states.count(how)} {_(words).lower()}" for how, (words, _kind) in wording.HELD.items()
    )
    words = _("Dari {all} syarat: {counts}. Rinciannya di halaman berikut.")
    title = section(draft.paper, _("Syarat pengusulan {designation}").format(designation=draft.shown))
    line = draft.grid(Column("", 0)).row(words.format(all=len(asked), counts=counts), rule=False)
    return [title, line]


def _decisive(draft: Draft, room: float) -> list[Row]:
    """What would move the result most, as many rows as *room* allows; empty when not even the fewest fit."""
    for many in range(_MOST, _FEWEST - 1, -1):
        rows = _decisive_rows(draft, many)
        if height(rows) <= room:
            return rows
    return []


def _decisive_rows(draft: Draft, many: int) -> list[Row]:
    """Scores that hold a missed threshold down, then the gravest findings."""
    gains = _gains(draft)[: max(2, many // 3)]
    # Thresholds and prerequisites stand above, each in its own table.
    findings = [
        one for one in draft.sheet.findings if not one.code.startswith(("threshold-", "prerequisite-"))
    ]
    taken = findings[: many - len(gains)]
    title = section(draft.paper, _("Yang paling menentukan"))
    if not gains and not taken:
        return [title, draft.grid(Column("", 0)).row(_("Tidak ada temuan."), rule=False)]
    grid = draft.grid(
        Column(_("Dampak"), 44, "right", True, STRONG),
        Column(_("Butir"), 56, style=MUTED),
        Column(_("Keadaan"), 0),
        Column(_("Yang perlu dilakukan"), 166),
    )
    rows = [title, grid.head(), *(grid.row(*_gain(draft, question)) for question in gains)]
    rows += [grid.row(*_finding(draft, one)) for one in taken]
    return [*rows, *_legend(draft, len(findings) - len(taken))]


def _gains(draft: Draft) -> list[Question]:
    """Answered questions inside a missed threshold (without thresholds: any), most lost points first."""
    missed = {code for one in draft.standings if not one.met for code in one.threshold.of}
    scores, lost = draft.sheet.scores, []
    for question in draft.sheet.pack.questions:
        own = scores[question.code]
        inside = not draft.shown or any(node.code in missed for node in draft.sheet.pack.path(question.code))
        if inside and own.answered and own.strict < own.weight and not own.skipped:
            lost.append(question)
    return sorted(lost, key=lambda one: scores[one.code].strict - one.weight)


def _gain(draft: Draft, question: Question) -> tuple[str, str, str, str]:
    lost = question.weight - draft.sheet.scores[question.code].strict
    key = wording.answer_key(question, draft.sheet.answer(question.code))
    todo = _("Naikkan capaiannya")
    if question.kind is Kind.CHOICE:
        todo = _("Penuhi syarat pilihan {best}").format(best=question.options[0].key)
    elif question.kind is Kind.INDEX:
        key = _("{index} dari {max}").format(index=key, max=wording.plain(question.index_max))
        todo = _("Perbaiki layanan, lalu survei ulang")
    words = _("{title}: Dijawab {answer}").format(title=question.short or question.title, answer=key)
    return f"+{wording.visible(lost)}", question.code, words, todo


def _finding(draft: Draft, one: Finding) -> tuple[str, str, str, str]:
    return (
        wording.signed_points(one) or "–",
        place(draft, one),
        finding_words(draft, one),
        wording.remedy(one),
    )


def _legend(draft: Draft, left: int) -> list[Row]:
    """What the signs mean, how much is left out, and which letters could not be printed."""
    words = _("Dampak dalam poin: + dapat ditambah, − dapat hilang bila tidak dibenahi.")
    if left:
        more = n_(
            "Masih ada {n} temuan lain dalam laporan lengkap.",
            "Masih ada {n} temuan lain dalam laporan lengkap.",
            left,
        )
        words += " " + more.format(n=i18n.count(left))
    unit = draft.sheet.assessment.unit.profile
    for text in (unit.city, unit.head_title, unit.head_name, unit.lead_name, unit.head_nip, unit.lead_nip):
        draft.paper.p(text)  # the signatures come later but their letters count
    if draft.paper.lacking:
        words += " " + wording.lacking(draft.paper.lacking)
    return [draft.grid(Column("", 0)).row((words, FINE))]


def _signatures(draft: Draft) -> None:
    """Team lead on the left, head of the unit on the right, at the foot of the page."""
    paper, unit = draft.paper, draft.sheet.assessment.unit
    profile = unit.profile
    zone = bool(draft.sheet.pack.designations)
    team = _("Disusun oleh Tim Pembangunan Zona Integritas") if zone else _("Disusun oleh tim penilaian")
    place = _("{city}, {date}").format(city=profile.city or _DOTS[:24], date=i18n.date(draft.as_of))
    head = profile.head_title or _("Kepala {unit}").format(unit=unit.name)
    top = max(paper.y, BOTTOM - _SIGNATURES) + 6
    _signature(draft, LEFT, top, (team, _("Ketua Tim,"), profile.lead_name, profile.lead_nip))
    _signature(draft, LEFT + INNER * 0.56, top, (place, f"{head},", profile.head_name, profile.head_nip))
    paper.y = top + _SIGNATURES - 6


def _signature(draft: Draft, x: float, top: float, words: tuple[str, str, str, str]) -> None:
    """Two lines, room to sign, a name and its number; dotted where the profile has none."""
    paper, page = draft.paper, draft.paper.page
    first, second, name, number = (paper.p(text) for text in words)
    page.text(x, top + 10, first, MUTED)
    for n, line in enumerate(MUTED.face.wrap(second, MUTED.size, INNER * 0.44)[:3]):
        page.text(x, top + 21.5 + n * MUTED.leading, line, MUTED)
    page.text(x, top + 82, name or _DOTS, STRONG if name else MUTED)
    page.text(x, top + 94, _("NIP {number}").format(number=number) if number else _("NIP"), MUTED)
