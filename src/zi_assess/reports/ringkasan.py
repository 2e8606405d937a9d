"""One to two pages for the head of the unit: where it stands, what decides it, room to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zi_assess import i18n
from zi_assess.core.assessment import Held
from zi_assess.core.pack import Kind, Prerequisite, Question
from zi_assess.core.readiness import Standing
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import wording
from zi_assess.reports.charts import threshold_bar
from zi_assess.reports.letters import faces
from zi_assess.reports.page import INNER, LEFT, RIGHT, Imprint, Paper
from zi_assess.reports.paint import CAP, Style, pill
from zi_assess.reports.table import BODY, HEAD, Column, Content, Grid, Row

TITLE = Style("bold", 17, "ink", 22)
SECTION = Style("semibold", 9.5, "brand", 14)
MUTED = Style("regular", 8.0, "muted", 11.5)
STRONG = Style("semibold", 8.5, "ink", 12)
PAIR = Style("regular", 7.5, "muted", 13)
PAIR_VALUE = Style("semibold", 7.5, "ink", 13)
TOTAL = Style("bold", 34, "ink", 40)
CARD, GAP = 152.0, 14.0
DOTS = "." * 46
SIGNATURES = 118.0
_MANY = (6, 5, 4, 3)  # how many rows of what decides it: as many as leave all on one page
_ON_TWO_PAGES = 12


@dataclass(frozen=True, slots=True)
class _Draft:
    """What every part of the report needs."""

    paper: Paper
    sheet: Sheet
    titles: wording.Titles
    as_of: date

    def grid(self, *columns: Column, x: float = LEFT, width: float = INNER) -> Grid:
        return Grid(x, width, columns, self.paper.lacking, gap=8, above=3.4, below=3.4)

    @property
    def shown(self) -> str:
        """The designation whose thresholds are shown: the one aimed at, else the first."""
        designations = self.sheet.pack.designations
        return wording.aim(self.sheet) or (designations[0].id if designations else "")


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the summary with the state of *as_of*."""
    for many in (*_MANY, _ON_TWO_PAGES):
        draft = _Draft(Paper(imprint(sheet, _heading(sheet))), sheet, wording.Titles(sheet.pack), as_of)
        if _compose(draft, many) == 1 or many == _ON_TWO_PAGES:
            break
    return draft.paper.finish()


def imprint(sheet: Sheet, title: str) -> Imprint:
    """What stands on every page of any report about *sheet*."""
    unit, year = sheet.assessment.unit.name, sheet.assessment.year
    return Imprint(
        title=f"{title} · {unit} · {year}",
        subject=f"{sheet.pack.title} · {_(wording.STAGES[sheet.stage])}",
        author=unit,
        left=unit,
        right=f"{title} · {_(wording.STAGES[sheet.stage])} · {year}",
        foot=wording.foot(sheet),
        language=i18n.language(),
        example=sheet.assessment.example,
    )


def _heading(sheet: Sheet) -> str:
    if not sheet.pack.designations:
        return _("Ringkasan penilaian")
    return _("Ringkasan kesiapan {designation}").format(designation=wording.aim(sheet)).strip()


def _compose(draft: _Draft, many: int) -> int:
    """Set the whole report with *many* rows of what decides it; the number of pages it took."""
    letterhead(draft.paper, draft.sheet)
    _title(draft)
    _panel(draft)
    draft.paper.flow(_areas(draft))
    draft.paper.flow(_eligibility(draft))
    decisive = _decisive(draft, many)
    if many == _ON_TWO_PAGES and draft.paper.room < sum(row.height for row in decisive) + SIGNATURES:
        draft.paper.new_page()
    draft.paper.flow(decisive)
    draft.paper.need(SIGNATURES)
    _signatures(draft)
    return len(draft.paper.pages)


def letterhead(paper: Paper, sheet: Sheet) -> None:
    """Whose report it is, and of which year and stage."""
    unit = sheet.assessment.unit
    agency = unit.profile.instansi
    room = INNER * 0.62
    left = [(agency.upper(), Style("bold", 9, "ink", 13))] if agency else []
    left.append((unit.name, MUTED if agency else Style("bold", 9, "ink", 13)))
    right = (_(wording.STAGES[sheet.stage]), wording.occasion_line(sheet))
    top, y = paper.y, paper.y
    for text, style in left:
        for line in style.face.wrap(paper.p(text), style.size, room):
            paper.page.text(LEFT, y + 9, line, style)
            y += style.leading
    low = y
    y = top
    for text in right:
        for line in MUTED.face.wrap(paper.p(text), MUTED.size, INNER - room):
            paper.page.text(RIGHT, y + 9, line, MUTED, "right")
            y += MUTED.leading
    paper.y = max(low, y) + 5
    paper.page.rule(LEFT, paper.y, INNER, "brand", 1.4)
    paper.skip(14)


def _title(draft: _Draft) -> None:
    paper, pack = draft.paper, draft.sheet.pack
    heading(paper, _heading(draft.sheet))
    words = _("Keadaan per {date}. Dasar: {basis}. Butir yang belum dijawab dihitung nol.").format(
        date=i18n.date(draft.as_of), basis=pack.basis
    )
    paragraph(paper, words)
    paper.skip(8)


def heading(paper: Paper, text: str) -> None:
    """The report's title."""
    paper.page.marks.append((paper.p(text), 0, paper.y))
    for line in TITLE.face.wrap(paper.p(text), TITLE.size, INNER):
        paper.page.text(LEFT, paper.y + 16, line, TITLE)
        paper.skip(TITLE.leading)


def paragraph(paper: Paper, text: str, style: Style = MUTED) -> None:
    """Lines over the whole width."""
    for line in style.face.wrap(paper.p(text), style.size, INNER):
        paper.page.text(LEFT, paper.y + style.leading / 2 + CAP * style.size, line, style)
        paper.skip(style.leading)


def section(paper: Paper, text: str, depth: int = 0) -> Row:
    """A heading inside the report, kept with what follows."""
    grid = Grid(LEFT, INNER, (Column("", 0),), paper.lacking, above=14, below=2)
    row = grid.row((text, SECTION), rule=False, keep=True)
    return Row(row.cells, row.height, row.above, keep=True, mark=(paper.p(text), depth))


def _panel(draft: _Draft) -> None:
    """The one big number, and beside it the thresholds that are no area's (without thresholds: the first level)."""
    paper, top = draft.paper, draft.paper.y
    rows = _threshold_rows(draft) if draft.shown else _top_rows(draft)
    lines = _card_lines(draft)
    height = max(sum(row.height for row in rows), _card_height(lines))
    paper.page.rect(LEFT, top, CARD, height, "bg", 8)
    _draw_card(draft, top, lines)
    y = top
    for row in rows:
        row.draw(paper.page, y)
        y += row.height
    paper.y = top + height
    for text in _others(draft):
        paper.skip(5)
        paragraph(paper, text)


def _card_lines(draft: _Draft) -> list[tuple[str, str]]:
    sheet = draft.sheet
    done = sheet.completeness
    part = _("{n} dari {all}")
    lines = [
        (_("Butir dijawab"), part.format(n=i18n.count(done.answered), all=i18n.count(done.questions))),
        (_("Bukti dilampirkan"), part.format(n=i18n.count(done.slots_filled), all=i18n.count(done.slots))),
    ]
    if sheet.last_year:
        year = _("Tahun {year}").format(year=sheet.last_year.year)
        lines.insert(0, (year, _change(sheet.last_year.strict, sheet.scores.strict)))
    if sheet.scores.official != sheet.scores.strict:
        lines.insert(0, (_("Menurut rumus lembar Excel"), i18n.number(sheet.scores.official)))
    return lines


def _change(before: Fraction, now: Fraction) -> str:
    """Last year's total and how it has moved since."""
    values = {"total": i18n.number(before), "points": wording.visible(abs(now - before))}
    if now == before:
        return _("{total} (tetap)").format(**values)
    words = _("{total} (naik {points})") if now > before else _("{total} (turun {points})")
    return words.format(**values)


def _card_height(lines: Sequence[tuple[str, str]]) -> float:
    return 100 + len(lines) * PAIR.leading + 8


def _draw_card(draft: _Draft, top: float, lines: Sequence[tuple[str, str]]) -> None:
    paper, sheet = draft.paper, draft.sheet
    page, x = paper.page, LEFT + 12
    page.text(x, top + 19, paper.p(_("Nilai total")), MUTED)
    page.text(x, top + 52, i18n.number(sheet.scores.strict), TOTAL)
    scale = _("dari {max}").format(max=wording.plain(sheet.pack.max))
    minimum = next((one.threshold.minimum for one in _standings(draft) if one.threshold.id == "total"), None)
    if minimum is not None:
        words = _("ambang {designation} {minimum}")
        scale += " · " + words.format(designation=draft.shown, minimum=i18n.number(minimum))
    page.text(x, top + 69, paper.p(scale), MUTED)
    if draft.shown:
        met = sheet.readiness.met(draft.shown)
        words = _("Memenuhi ambang {designation}") if met else _("Belum memenuhi ambang {designation}")
        state = pill(paper.p(words.format(designation=draft.shown)), "ok" if met else "bad")
        page.draw(state, x, top + 79)
    y = top + 108 if draft.shown else top + 88
    for label, value in lines:
        page.text(x, y, paper.p(label), PAIR)
        page.text(LEFT + CARD - 12, y, paper.p(value), PAIR_VALUE, "right")
        y += PAIR.leading


def _standings(draft: _Draft) -> tuple[Standing, ...]:
    return draft.sheet.readiness.of(draft.shown)


def _area_standings(draft: _Draft) -> dict[str, Standing]:
    """The standing of each aggregate that has a threshold of its own."""
    codes = {frozenset(one.of): one.code for one in draft.sheet.pack.aggregates}
    found = ((codes.get(frozenset(one.threshold.of)), one) for one in _standings(draft))
    return {code: one for code, one in found if code}


def _threshold_rows(draft: _Draft) -> list[Row]:
    areas = {one.threshold.id for one in _area_standings(draft).values()}
    grid = draft.grid(
        Column(_("Ambang {designation}").format(designation=draft.shown), 0),
        Column("", 62),
        Column(_("Nilai"), 36, "right", True),
        Column(_("Minimal"), 43, "right", True),
        Column(_("Keadaan"), 61),
        x=LEFT + CARD + GAP,
        width=INNER - CARD - GAP,
    )
    rows = [grid.head()]
    for one in _standings(draft):
        if one.threshold.id not in areas:
            title = draft.titles.of(one.threshold.id, one.threshold.title)
            rows.append(grid.row(title, *_measures(draft, one, 58)))
    return rows


def _measures(draft: _Draft, one: Standing, width: float) -> tuple[Content, ...]:
    """Bar, value, minimum and distance of a threshold."""
    bar = threshold_bar(width, 9, float(one.actual), float(one.weight), float(one.threshold.minimum))
    actual, minimum = i18n.number(one.actual), i18n.number(one.threshold.minimum)
    return bar, actual, minimum, state(draft.paper, one)


def state(paper: Paper, one: Standing) -> Content:
    """How far a threshold is, as a pill."""
    return pill(paper.p(wording.distance(one)), "ok" if one.met else "bad")


def _top_rows(draft: _Draft) -> list[Row]:
    """The first level of a pack without thresholds."""
    grid = draft.grid(
        Column(_("Bagian"), 0),
        Column("", 84),
        Column(_("Nilai"), 44, "right", True),
        Column(_("Bobot"), 44, "right", True),
        Column(_("Capaian"), 52, "right", True),
        x=LEFT + CARD + GAP,
        width=INNER - CARD - GAP,
    )
    rows = [grid.head()]
    for group in draft.sheet.pack.tree:
        own = draft.sheet.scores[group.code]
        bar = threshold_bar(74, 9, float(own.strict), float(own.weight))
        title = draft.titles.of(group.code, group.title)
        rows.append(grid.row(title, bar, i18n.number(own.strict), i18n.number(own.weight), i18n.percent(own.percent, 1)))
    return rows


def _others(draft: _Draft) -> list[str]:
    """One line for every other designation."""
    lines = []
    for one in draft.sheet.pack.designations:
        if one.id == draft.shown:
            continue
        standings = draft.sheet.readiness.of(one.id)
        values = {"designation": one.id, "met": sum(s.met for s in standings), "all": len(standings)}
        total = next((s for s in standings if s.threshold.id == "total"), None)
        if total is None:
            lines.append(_("{designation}: {met} dari {all} ambang terpenuhi.").format(**values))
        else:
            words = _("{designation}: {met} dari {all} ambang terpenuhi, nilai total {distance}.")
            lines.append(words.format(**values, distance=wording.distance(total)))
    return lines


def _areas(draft: _Draft) -> list[Row]:
    """Every aggregate with its own threshold beside it."""
    sheet, standings = draft.sheet, _area_standings(draft)
    if not sheet.pack.aggregates:
        return []
    grid = draft.grid(
        Column(_("Area"), 0),
        Column("", 122),
        Column(_("Nilai"), 38, "right", True),
        Column(_("Bobot"), 38, "right", True),
        Column(_("Capaian"), 48, "right", True),
        Column(_("Minimal"), 43, "right", True),
        Column(_("Keadaan"), 61),
    )
    rows = [section(draft.paper, _("Nilai tiap area")), grid.head()]
    for number, aggregate in enumerate(sheet.pack.aggregates, 1):
        own, one = sheet.scores[aggregate.code], standings.get(aggregate.code)
        minimum = float(one.threshold.minimum) if one else None
        bar = threshold_bar(112, 9, float(own.strict), float(own.weight), minimum, "" if one and not one.met else "brand")
        rows.append(
            grid.row(
                f"{number} {draft.titles.of(aggregate.code, aggregate.title)}",
                bar,
                i18n.number(own.strict),
                wording.plain(own.weight),
                i18n.percent(own.percent, 1),
                i18n.number(one.threshold.minimum) if one else "",
                state(draft.paper, one) if one else "",
            )
        )
    return rows


def _eligibility(draft: _Draft) -> list[Row]:
    """The prerequisites of the designation: how many are met, and which are open."""
    pack, target = draft.sheet.pack, draft.shown
    asked = [one for one in pack.prerequisites if target in one.needs]
    designation = pack.designation(target)
    if not asked or designation is None:
        return []
    by_state: dict[Held, list[Prerequisite]] = {held: [] for held in Held}
    for one in asked:
        by_state[held(draft.sheet, one)].append(one)
    grid = draft.grid(Column("", 96), Column("", 0))
    rows = [section(draft.paper, _("Syarat pengusulan {designation}").format(designation=target))]
    if designation.requires:
        words = _("Hanya untuk unit yang sudah berpredikat {required}; lampirkan keputusan penetapannya.")
        sentence = words.format(required=designation.requires)
        rows.append(grid.row(pill(draft.paper.p(_("Wajib")), "info"), sentence, rule=False))
    words = _("{n} dari {all} syarat").format(n=len(by_state[Held.MET]), all=len(asked))
    rows.append(grid.row(_held_pill(draft, Held.MET), words, rule=len(rows) > 1))
    for how in (Held.NOT_MET, Held.IN_PROGRESS, Held.UNKNOWN):
        if by_state[how]:
            names = [f"{draft.titles.of(one.id, one.title)} ({one.needs[target]})" for one in by_state[how]]
            rows.append(grid.row(_held_pill(draft, how), "; ".join(names)))
    return rows


def held(sheet: Sheet, one: Prerequisite) -> Held:
    answer = sheet.assessment.prerequisites.get(one.id)
    return answer.held if answer else Held.UNKNOWN


def _held_pill(draft: _Draft, how: Held) -> Content:
    words, kind = wording.HELD[how]
    return pill(draft.paper.p(_(words)), kind)


def _decisive(draft: _Draft, many: int) -> list[Row]:
    """What would move the result most: scores that hold a missed threshold down, then the gravest findings."""
    gains = _gains(draft)[: max(2, many // 3)]
    findings = [one for one in draft.sheet.findings if not one.code.startswith(("threshold-", "prerequisite-"))]
    taken = findings[: many - len(gains)]
    grid = draft.grid(
        Column(_("Dampak"), 46, "right", True, STRONG),
        Column(_("Butir"), 62, style=MUTED),
        Column(_("Keadaan"), 0),
        Column(_("Yang perlu dilakukan"), 172),
    )
    rows = [section(draft.paper, _("Yang paling menentukan")), grid.head()]
    rows += [grid.row(*_gain_words(draft, question)) for question in gains]
    for one in taken:
        words = f"{_place(draft, one.where)}{wording.finding_text(one)}"
        rows.append(grid.row(wording.signed_points(one) or "–", one.where, words, wording.remedy(one)))
    if len(rows) == 2:
        rows = [rows[0], draft.grid(Column("", 0)).row(_("Tidak ada temuan."), rule=False)]
    return [*rows, _legend(draft, len(findings) - len(taken))]


def _place(draft: _Draft, code: str) -> str:
    node = draft.sheet.pack.nodes.get(code)
    if node is None:
        return ""
    return f"{node.short or draft.titles.of(code, node.title)}: "


def _gains(draft: _Draft) -> list[Question]:
    """Answered questions inside a missed threshold, most lost points first."""
    missed = {code for one in _standings(draft) if not one.met for code in one.threshold.of}
    lost = []
    for question in draft.sheet.pack.questions:
        own = draft.sheet.scores[question.code]
        inside = any(node.code in missed for node in draft.sheet.pack.path(question.code))
        if inside and own.answered and own.strict < own.weight:
            lost.append(question)
    return sorted(lost, key=lambda one: draft.sheet.scores[one.code].strict - one.weight)


def _gain_words(draft: _Draft, question: Question) -> tuple[str, str, str, str]:
    answer = draft.sheet.answer(question.code)
    lost = question.weight - draft.sheet.scores[question.code].strict
    key = wording.answer_key(question, answer)
    todo = _("Naikkan capaiannya")
    if question.kind is Kind.CHOICE:
        todo = _("Penuhi syarat pilihan {best}").format(best=question.options[0].key)
    elif question.kind is Kind.INDEX:
        key = _("{index} dari {max}").format(index=key, max=wording.plain(question.index_max))
        todo = _("Perbaiki layanan, lalu survei ulang")
    words = _("{title}: dijawab {answer}").format(title=question.short or question.title, answer=key)
    return f"+{wording.visible(lost)}", question.code, words, todo


def _legend(draft: _Draft, left: int) -> Row:
    words = _("Dampak dalam poin: + dapat ditambah, − dapat hilang bila tidak dibenahi.")
    if left:
        more = i18n.n_("Masih ada {n} temuan lain dalam laporan LKE.", "Masih ada {n} temuan lain dalam laporan LKE.", left)
        words += " " + more.format(n=left)
    return draft.grid(Column("", 0)).row((words, Style("regular", 7, "faint", 10)))


def _signatures(draft: _Draft) -> None:
    """Team lead on the left, head of the unit on the right, at the foot of the page."""
    paper, unit = draft.paper, draft.sheet.assessment.unit
    profile, page = unit.profile, draft.paper.page
    zone = bool(draft.sheet.pack.designations)
    team = _("Disusun oleh Tim Pembangunan Zona Integritas") if zone else _("Disusun oleh tim penilaian mandiri")
    place = _("{city}, {date}").format(city=profile.city or "." * 24, date=i18n.date(draft.as_of))
    head_title = profile.head_title or _("Kepala {unit}").format(unit=unit.name)
    left = (team, _("Ketua Tim,"), profile.lead_name, profile.lead_nip)
    right = (place, f"{head_title},", profile.head_name, profile.head_nip)
    top = max(paper.y + 14, paper.y + paper.room - SIGNATURES + 4)
    for x, (first, second, name, number) in ((LEFT, left), (LEFT + INNER * 0.56, right)):
        page.text(x, top + 10, paper.p(first), MUTED)
        room = INNER * 0.44
        for n, line in enumerate(MUTED.face.wrap(paper.p(second), MUTED.size, room)[:2]):
            page.text(x, top + 22 + n * 11.5, line, MUTED)
        page.text(x, top + 88, paper.p(name) or DOTS, STRONG if name else MUTED)
        page.text(x, top + 100, paper.p(_("NIP {number}").format(number=number)) if number else _("NIP"), MUTED)
    paper.y = top + SIGNATURES - 10
