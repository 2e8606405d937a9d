"""What Ringkasan says, worked out from a sheet: thresholds, areas and next tasks as lines of words and lengths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zi_assess import i18n
from zi_assess.core.assessment import Held
from zi_assess.core.checks import Finding
from zi_assess.core.pack import Group, Pack, Question
from zi_assess.core.readiness import Standing
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_, number
from zi_assess.reports import charts, wording
from zi_assess.ui import words
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.bars import ThresholdRow
from zi_assess.ui.widgets.tasks import Task

_AREA = "area:"
_NO_TASK = frozenset({"threshold-missed", "empty-group"})  # they follow from other findings


@dataclass(frozen=True, slots=True)
class Line:
    """A row to show, and the *code* whose account explains its number."""

    code: str
    row: ThresholdRow


def predicate(sheet: Sheet) -> tuple[str, Kind]:
    """Whether the thresholds of the target hold, in words; prerequisites stand beside it."""
    target = sheet.assessment.target
    if not sheet.readiness.of(target):
        return "", "neutral"
    if sheet.readiness.met(target):
        return _("Memenuhi ambang {target}").format(target=target), "ok"
    return _("Belum memenuhi ambang {target}").format(target=target), "bad"


def beside(sheet: Sheet) -> str:
    """The official total where it differs, and how last year was, a line each."""
    lines = []
    if sheet.scores.official != sheet.scores.strict and not sheet.pack.leaves_out:
        lines.append(_("Menurut rumus Excel: {total}").format(total=number(sheet.scores.official)))
    if sheet.last_year is not None and not sheet.scores.answered:
        year, total = sheet.last_year.year, number(sheet.last_year.strict)
        lines.append(_("Tahun {year}: {total}").format(year=year, total=total))
    elif sheet.last_year is not None:
        lines.append(
            _last_year(
                sheet.scores.strict - sheet.last_year.strict, sheet.last_year.year, sheet.last_year.strict
            )
        )
    return "\n".join(lines)


def _last_year(change: Fraction, year: int, total: Fraction) -> str:
    if change == 0:
        return _("Sama dengan tahun {year}").format(year=year)
    words_ = (
        _("Naik {points} dari tahun {year} ({total})")
        if change > 0
        else _("Turun {points} dari tahun {year} ({total})")
    )
    return words_.format(points=wording.visible(abs(change)), year=year, total=number(total))


def thresholds(sheet: Sheet, designation: str) -> list[Line]:
    """One line a threshold; those of the areas are folded into the one that is nearest to failing."""
    standings = sheet.readiness.of(designation)
    areas = [one for one in standings if one.threshold.id.startswith(_AREA)]
    lines: list[Line] = []
    for one in standings:
        if one not in areas:
            lines.append(_threshold(one, standings, sheet.pack))
        elif one is areas[0]:
            lines.append(_area_threshold(areas))
    return lines


def _threshold(one: Standing, standings: Sequence[Standing], pack: Pack) -> Line:
    threshold = one.threshold
    others = (other.threshold for other in standings if other.threshold.id not in ("total", threshold.id))
    part = any(_inside(pack, threshold.of, other.of) for other in others)
    row = ThresholdRow(
        f"– {threshold.title}" if part else threshold.title,
        float(one.actual),
        float(one.weight),
        float(threshold.minimum),
        number(one.actual),
        pill=words.distance(one),
        kind="ok" if one.met else "bad",
    )
    return Line(threshold.id, row)


def _inside(pack: Pack, codes: Sequence[str], wholes: Sequence[str]) -> bool:
    """Whether each of *codes* lies below one of *wholes*."""
    return all(any(above.code in wholes for above in pack.path(code)[:-1]) for code in codes)


def _area_threshold(areas: Sequence[Standing]) -> Line:
    worst = min(areas, key=lambda one: one.actual / one.weight - one.threshold.minimum / one.weight)
    missed = sum(not one.met for one in areas)
    percent = worst.actual / worst.weight * 100
    least = worst.threshold.percent or worst.threshold.minimum / worst.weight * 100
    pill = (
        n_("{n} area kurang", "{n} area kurang", missed).format(n=missed) if missed else _("semua memenuhi")
    )
    row = ThresholdRow(
        _("Tiap area, minimal {percent}").format(percent=_percent(least)),
        float(percent),
        100.0,
        float(least),
        _percent(percent),
        pill=pill,
        kind="bad" if missed else "ok",
    )
    return Line(worst.threshold.id, row)


def _percent(value: Fraction) -> str:
    return i18n.percent(value, 0 if value.denominator == 1 else 2)


def areas(sheet: Sheet, designation: str) -> list[Line]:
    """The areas over both halves, then the parts of what they do not cover; without areas the parts of the tree."""
    marks = {one.threshold.of: one for one in sheet.readiness.of(designation)}
    lines = [
        _part(sheet, one.code, f"{one.code.rpartition('.')[2]} {one.short or one.title}", marks.get(one.of))
        for one in sheet.pack.aggregates
    ]
    for group in _uncovered(sheet.pack):
        lines.append(_part(sheet, group.code, f"{group.code} {words.short(group)}", marks.get((group.code,))))
    return lines


def _part(sheet: Sheet, code: str, title: str, mark: Standing | None) -> Line:
    own = sheet.scores[code]
    row = ThresholdRow(
        title,
        float(own.strict),
        float(own.weight),
        float(mark.threshold.minimum) if mark else None,
        _("tidak dinilai") if own.skipped else number(own.strict),
        _("dari {weight}").format(weight=wording.plain(own.weight)),
        pill=words.distance(mark) if mark else "",
        kind=("ok" if mark.met else "bad") if mark else "neutral",
    )
    return Line(code, row)


def _uncovered(pack: Pack) -> Iterator[Group]:
    covered = {code for one in pack.aggregates for code in one.of}
    for top in pack.tree:
        inner = [child for child in top.children if isinstance(child, Group)]
        if any(code == top.code or code.startswith(f"{top.code}.") for code in covered):
            continue
        yield from inner if inner and pack.aggregates else [top]


def spokes(lines: Sequence[Line], most: int) -> list[charts.Spoke]:
    """The first *most* areas as a radar; none when it would have fewer than three."""
    chosen = lines[:most]
    if len(chosen) < 3:
        return []
    return [
        charts.Spoke(
            line.row.label,
            line.row.value / line.row.maximum,
            line.row.minimum / line.row.maximum if line.row.minimum is not None else None,
        )
        for line in chosen
        if line.row.maximum
    ]


def tasks(sheet: Sheet) -> list[Finding]:
    """What can be done, the most telling first."""
    return [one for one in sheet.findings if one.code not in _NO_TASK]


def task(sheet: Sheet, found: Finding) -> Task:
    """A finding as a row of *Kerjakan berikutnya*."""
    kind = words.severity(found.severity)[1]
    gain = words.gain(found) or _subject(found)
    node = sheet.pack.nodes.get(found.where)
    if node is None:
        return Task(gain, kind, *_without_place(found), words.action(found))
    sentence = words.finding(found)
    if not found.text.startswith("{"):  # what begins with a file's name stays as it is
        sentence = sentence[:1].lower() + sentence[1:]
    title = node.title if isinstance(node, Question) else words.short(node)
    return Task(gain, kind, title, f"{found.where} · {sentence}", words.action(found))


def _without_place(found: Finding) -> tuple[str, str]:
    """Title and line of a finding that is about no place of the tree."""
    if found.code.startswith("prerequisite-"):
        state = words.held(Held(found.code.removeprefix("prerequisite-")))[0]
        return str(found.values["title"]), f"{state} · {found.values['needs']}"
    return words.finding(found), words.remedy(found)


def _subject(found: Finding) -> str:
    if found.code.startswith("prerequisite"):
        return _("syarat")
    if found.code.startswith("observation"):
        return _("temuan")
    return _("bukti") if found.code.startswith(("evidence", "slot", "no-evidence")) else _("periksa")
