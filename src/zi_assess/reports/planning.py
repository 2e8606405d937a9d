"""What a plan is called in words: its statement, steps, reasons, and its steps in a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from zi_assess import ics
from zi_assess.core import kept
from zi_assess.core.assessment import Value
from zi_assess.core.pack import EvidenceSlot, Kind, Question, Threshold
from zi_assess.core.plan import Plan, Road, Status, Step, Wishes, build, hands, road
from zi_assess.core.plan.road import monthly
from zi_assess.core.scoring import valuate
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_, number, percent, say
from zi_assess.i18n import date as told
from zi_assess.reports import wording

CHECKPOINTS = (3, 6, 9, 12)


class Drawn(NamedTuple):
    """A plan with what it was asked to respect, laid out in time from *today*; when it comes too late, *hands* is how
    many people would be in time (None: no number).
    """

    plan: Plan
    wishes: Wishes
    road: Road
    today: date
    hands: int | None = None


def drawn(sheet: Sheet, target: str, today: date) -> Drawn:
    """The proved plan from *sheet* to *target* with the wishes kept beside the answers. Raises ZiError."""
    from zi_assess import solve

    wishes = kept.wishes_of(sheet.assessment, today)
    return laid(solve.best(build(sheet, target, wishes)), wishes, today)


def laid(plan: Plan, wishes: Wishes, today: date) -> Drawn:
    laid = road(plan, wishes, today)
    return Drawn(plan, wishes, laid, today, hands(plan, wishes, today) if laid.late else None)


def work(amount: Fraction, points: Fraction | None = None) -> str:
    """*amount* weeks of work as `4 minggu`, `20,7 minggu`; with so many *points* a week as `20 poin kerja`."""
    tenth = round(amount * (points or 1) * 10)
    shown = number(Fraction(tenth, 10), 0 if tenth % 10 == 0 else 1)
    if amount and not tenth:
        return _("kurang dari 0,1 minggu") if points is None else _("kurang dari 0,1 poin kerja")
    return (_("{n} minggu") if points is None else _("{n} poin kerja")).format(n=shown)


def statement(plan: Plan, points: Fraction | None = None) -> str:
    """`12 langkah, 18 minggu → 76,20`."""
    if not plan.steps:
        met = plan.status is Status.ALREADY_MET
        words = _("{target} terpenuhi: {total}") if met else _("Belum ada jalan ke {target}")
        return words.format(target=plan.target, total=number(plan.total_after))
    count = len(plan.steps)
    steps = n_("{n} langkah", "{n} langkah", count).format(n=count)
    words = f"{steps}, {work(plan.effort, points)} → {number(plan.total_after)}"
    return _("Terdekat: {way}").format(way=words) if plan.status is Status.INFEASIBLE else words


def badge(plan: Plan, *, proving: bool = False) -> tuple[str, str]:
    """How much is known of *plan* in a few words, and `ok`, `info`, `warn` or `bad`."""
    if plan.status is Status.ALREADY_MET:
        return _("sudah terpenuhi"), "ok"
    if plan.status is Status.INFEASIBLE:
        return _("tidak terjangkau"), "bad"
    if plan.status is Status.OPTIMAL:
        return _("terbukti paling ringan"), "ok"
    if proving:
        return _("mendekati, sedang dibuktikan"), "info"
    if plan.gap is None:
        return _("mendekati, selisih belum diketahui"), "warn"
    return _("mendekati, selisih paling banyak {gap}").format(gap=percent(plan.gap * 100, 1)), "warn"


def summary(plan: Plan) -> str:
    """Where the plan leads, in one or two sentences."""
    values = {"target": plan.target, "before": number(plan.total_before), "after": number(plan.total_after)}
    if plan.status is Status.ALREADY_MET:
        words = _(
            "Semua ambang {target} sudah terpenuhi dengan nilai {before}. Jaga buktinya sampai dinilai."
        )
    elif plan.status is Status.INFEASIBLE:
        words = _("Ambang {target} tidak dapat dipenuhi semuanya. Yang terdekat: dari {before} ke {after}.")
    elif plan.status is Status.OPTIMAL:
        words = _(
            "Dari {before} ke {after}: semua ambang {target} terpenuhi, dan tidak ada jalan lebih ringan."
        )
    else:
        words = _("Dari {before} ke {after}: semua ambang {target} terpenuhi.")
    return words.format(**values)


def conflict(plan: Plan, thresholds: tuple[Threshold, ...]) -> str:
    """Which thresholds cannot hold together, and how near one comes."""
    after = {one.threshold.id: one for one in plan.thresholds_after}
    if len(thresholds) == 1:
        one = after[thresholds[0].id]
        words = _("{title} tidak dapat mencapai {minimum}: paling tinggi yang terjangkau {actual}.")
        return words.format(
            title=one.threshold.title, minimum=number(one.threshold.minimum), actual=number(one.actual)
        )
    titles = ", ".join(f"{one.title} ({number(one.minimum)})" for one in thresholds)
    return _("Tidak dapat terpenuhi bersama-sama: {titles}.").format(titles=titles)


def level(question: Question, value: Value | None) -> str:
    """A value in a few characters: `C`, `3,20`, `80,00% (8 dari 10)`, `kosong`."""
    if value is None:
        return _("kosong")
    if isinstance(value, Fraction):
        return number(value, 2 if (value * 100).denominator == 1 else 3)
    if isinstance(value, tuple):
        worth = valuate(question, value).value
        return "–" if worth is None else percent(worth * 100, 1)
    return value


def move(question: Question, step: Step) -> str:
    """`C → A`."""
    return f"{level(question, step.before)} → {level(question, step.after)}"


def task(question: Question, step: Step) -> str:
    """What is to be done, in a sentence a unit head understands."""
    after = step.after
    if isinstance(after, str):
        option = question.option(after)
        if option is None or not option.meaning:
            return _("Naikkan ke {level}").format(level=after)
        # “… tetapi belum berkala” says what is to be reached, and alone would read as what is wrong.
        words = _("Capai {level}: {meaning}") if len(question.options) > 2 else "{meaning}"
        return words.format(level=after, meaning=option.meaning)
    if isinstance(after, Fraction):
        words = _("Naikkan {title} ke {index} dari {max}")
        title = question.index_title or question.short or question.title
        return words.format(title=title, index=level(question, after), max=wording.plain(question.index_max))
    return counts(question, step)


def counts(question: Question, step: Step) -> str:
    """The inputs of a ratio that change: `agen perubahan: 3 → 5`."""
    before = dict(step.before) if isinstance(step.before, tuple) else {}
    after = dict(step.after) if isinstance(step.after, tuple) else {}
    parts = [
        f"{one.title}: {before.get(one.key, '–')} → {after[one.key]}"
        for one in question.inputs
        if one.key in after and after[one.key] != before.get(one.key)
    ]
    return "; ".join(parts)


def why(step: Step) -> str:
    return say(step.why, step.values)


def note_lines(plan: Plan) -> list[str]:
    return [say(one.text, one.values) + "." for one in plan.notes]


def served(plan: Plan, step: Step) -> str:
    """The thresholds a step serves, those that fail without it first."""
    titles = {one.threshold.id: one.threshold.title for one in plan.thresholds_before}
    ids = [*step.needed_by, *(one for one in step.serves if one not in step.needed_by)]
    return ", ".join(titles[one] for one in ids if one in titles)


def question_of(sheet: Sheet, code: str) -> Question:
    question = sheet.pack.question(code)
    assert question is not None, code
    return question


def heading(question: Question) -> str:
    return question.title if question.kind is Kind.CHOICE or not question.short else question.short


def lacking(sheet: Sheet, step: Step) -> list[EvidenceSlot]:
    """The evidence of *step* that is not there yet."""
    filled = {use.slot for use in sheet.evidence_for(step.code)}
    return [slot for slot in step.slots if slot.id not in filled]


def evidence_by(sheet: Sheet, made: Drawn, upto: date) -> int:
    """How many pieces of evidence, not there yet, the steps done by *upto* need."""
    return sum(len(lacking(sheet, bar.step)) for bar in made.road.bars if bar.last <= upto)


def checkpoints(first: date, last: date) -> Iterator[tuple[str, date]]:
    """The quarter-ends B03, B06, B09, B12 from *first* to *last*."""
    for year in range(first.year, last.year + 1):
        for month in CHECKPOINTS:
            day = date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
            if first <= day <= last:
                yield f"B{month:02d}", day


def calendar(sheet: Sheet, made: Drawn) -> bytes:
    """The plan as a calendar file: a step a run of days, the checkpoints, and the date to be ready."""
    mine = sheet.assessment
    events = [_step_event(sheet, made, n) for n in range(len(made.road.bars))]
    last = max(made.road.last, made.wishes.deadline or made.road.last)
    for name, day in checkpoints(made.today, last):
        words = _("{name}: bukti sampai bulan ini sudah ada").format(name=name)
        events.append(ics.Event(_uid(mine.id, day.isoformat()), day, day, words))
    if made.wishes.deadline is not None:
        words = _("Batas siap {target}").format(target=made.plan.target)
        events.append(ics.Event(_uid(mine.id, "batas"), made.wishes.deadline, made.wishes.deadline, words))
    name = _("Jalan ke {target}: {unit}").format(target=made.plan.target, unit=mine.unit.name)
    return ics.calendar(name, events, mine.changed)


def _step_event(sheet: Sheet, made: Drawn, place: int) -> ics.Event:
    bar = made.road.bars[place]
    step, question = bar.step, question_of(sheet, bar.step.code)
    lines = [task(question, step), why(step)]
    lines += [_("Bukti: {title}").format(title=slot.title) for slot in step.slots]
    if bar.late:
        lines.append(n_("Lewat batas {n} hari", "Lewat batas {n} hari", bar.late).format(n=bar.late))
    title = f"{step.code} {move(question, step)}: {heading(question)}"
    uid = _uid(sheet.assessment.id, f"{made.plan.target}:{step.code}")
    return ics.Event(uid, bar.first, bar.last, title, "\n".join(lines), step.code)


def _uid(assessment_id: str, what: str) -> str:
    return f"{uuid5(NAMESPACE_URL, f'{assessment_id}:{what}')}@zi-assess"


def deadline_line(made: Drawn) -> str:
    """When all is done against the date to be ready, and what it takes to be in time."""
    if not made.plan.steps or made.wishes.deadline is None:
        return ""
    values = {"last": told(made.road.last), "deadline": told(made.wishes.deadline)}
    late = (made.road.last - made.wishes.deadline).days
    if late <= 0:
        first = (
            _("Selesai {last}, sebelum {deadline}.") if late else _("Selesai {last}, tepat pada batasnya.")
        )
    else:
        first = n_(
            "Selesai {last}, {n} hari lewat {deadline}.", "Selesai {last}, {n} hari lewat {deadline}.", late
        )
    parts = (
        first.format(**values, n=number(late, 0)),
        "" if late > 0 else _past_their_own(made),
        _in_time(made),
    )
    return " ".join(one for one in parts if one)


def _past_their_own(made: Drawn) -> str:
    """The steps that end after a date set for them alone."""
    late = sum(bar.late > 0 for bar in made.road.bars)
    words = n_("{n} langkah lewat batas waktunya.", "{n} langkah lewat batas waktunya.", late)
    return words.format(n=late) if late else ""


def _in_time(made: Drawn) -> str:
    """What it takes to be in time; "" when all is."""
    if not made.road.late:
        return ""
    if made.hands is None:
        slowest = max(
            (bar.step for bar in made.road.bars), key=lambda one: one.effort - _weeks_left(made, one)
        )
        words = _("{code} sendiri perlu {work}, lebih lama daripada waktu yang tersisa.")
        return words.format(code=slowest.code, work=work(slowest.effort, made.wishes.points))
    words = n_(
        "Agar tepat waktu, perlu {n} orang yang bekerja penuh: kapasitas {work} tiap bulan.",
        "Agar tepat waktu, perlu {n} orang yang bekerja penuh: kapasitas {work} tiap bulan.",
        made.hands,
    )
    return words.format(n=made.hands, work=work(monthly(made.hands), made.wishes.points))


def _weeks_left(made: Drawn, step: Step) -> Fraction:
    """From today to the date of *step*."""
    due = step.due or made.road.last
    return Fraction((due - made.today).days, 7)


class Milestone(NamedTuple):
    """What is to be there on *day*: how many steps done, how much new evidence; only quarter-ends have a name."""

    name: str
    day: date
    steps: int
    evidence: int


def milestones(sheet: Sheet, made: Drawn) -> list[Milestone]:
    """The quarter-ends before the date to be ready, that date, and, when work is left then, the day all is done;
    those that ask for more than the one before.
    """
    deadline, last = made.wishes.deadline or made.road.last, made.road.last
    days = [one for one in checkpoints(made.today, deadline) if one[1] < deadline]
    days += [("", deadline), *([("", last)] if last > deadline else [])]
    told: list[Milestone] = []
    for name, day in days:
        done = sum(bar.last <= day for bar in made.road.bars)
        if done > (told[-1].steps if told else 0):
            told.append(Milestone(name, day, done, evidence_by(sheet, made, day)))
    return told


def account(made: Drawn) -> list[str]:
    """Where the plan leads and when, and what stands in the way: a line each."""
    first = " ".join(one for one in (summary(made.plan), deadline_line(made)) if one)
    return [first, *(conflict(made.plan, one) for one in made.plan.conflicts)]
