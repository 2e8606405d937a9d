"""What a survey is called in words, on screen and paper: its grade, sample, way, warnings and where it counts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from zi_assess import i18n
from zi_assess.core.survey import Caution, Form, Grade, How, Part, Result, TrendPoint, UnsurResult, sample
from zi_assess.i18n import N_, _
from zi_assess.reports.surveycharts import UnsurBar, Zone
from zi_assess.reports.surveysheet import SurveySheet

WAYS: Mapping[str, str] = {"self": N_("Unit sendiri"), "third": N_("Pihak ketiga")}
CUSTOMERS: Mapping[str, str] = {
    "public": N_("Pengguna layanan dari luar"),
    "internal": N_("Pelanggan internal (unit lain dan pegawainya)"),
}
_FIRST = ("skm", "spak", "spkp")
QUARTERS = (N_("TW I"), N_("TW II"), N_("TW III"), N_("TW IV"))
_HOW: Mapping[How, str] = {
    How.CENSUS: N_("populasi sampai 10 orang ditanya semuanya"),
    How.TABLE: N_("tabel Krejcie dan Morgan"),
    How.FORMULA: N_("rumus Krejcie dan Morgan, dibulatkan ke atas"),
}
NATIONAL: Mapping[str, str] = {
    "spak": N_(
        "Ini indeks unit untuk LKE Zona Integritas, skala 0–4. Bukan Indeks Perilaku Anti Korupsi nasional dari BPS "
        "(skala 0–5) yang singkatannya juga IPAK; keduanya tidak dapat dibandingkan."
    ),
    "spkp": N_(
        "Ini indeks unit untuk LKE Zona Integritas, skala 0–4. Bukan indeks nasional; jangan dibandingkan dengan angka "
        "yang diumumkan untuk seluruh negeri."
    ),
}


def national(form: Form) -> str:
    """The sentence that keeps a unit's index apart from a national one of the same name; "" where there is none."""
    return _(NATIONAL[form.kind]) if form.kind in NATIONAL else ""


def headline(result: Result) -> str:
    """The one figure of a survey: its value up to 100 for a satisfaction survey, its index up to 4 elsewhere."""
    value = main(result)
    return "–" if value is None else i18n.number(value)


def main(result: Result) -> Fraction | None:
    """The figure `headline` shows."""
    return result.index if on_four(result) else result.ikm


def on_four(result: Result) -> bool:
    """Whether a survey is spoken of by its index up to 4, as the LKE asks for it."""
    return result.kind in NATIONAL


def scale_line(result: Result) -> str:
    """What the headline is out of, with the other form of it."""
    if result.ikm is None or result.index is None:
        return _("Belum ada nilai")
    if on_four(result):
        return _("dari 4 · nilai konversi {value}").format(value=i18n.number(result.ikm))
    return _("dari 100 · indeks {index} dari 4").format(index=i18n.number(result.index, 3))


def figure_name(form: Form) -> str:
    """What the headline is called."""
    return form.index or _("Nilai {survey}").format(survey=form.short)


def grade_words(grade: Grade | None) -> str:
    """`B · Baik`."""
    return f"{grade.letter} · {grade.title}" if grade else ""


def kind_of(letter: str) -> str:
    """The kind of pill a grade is shown in."""
    return {"A": "ok", "B": "brand", "C": "warn", "D": "bad"}.get(letter[:1], "neutral")


def respondents(n: int) -> str:
    """`120 responden`."""
    return _("{n} responden").format(n=i18n.count(n))


def warning(one: Caution) -> str:
    """The sentence of a warning."""
    words = i18n.say(one.text, one.values)
    return words if words.endswith(("?", ".", "!")) else f"{words}."


def sample_line(survey: SurveySheet) -> str:
    """How many were needed of how many, and by which rule; "" where no rule asks for a sample."""
    n, form = survey.result.n, survey.form
    if form.sample and survey.frame.population > 0:
        needed = sample(survey.frame.population)
        words = _("{n} dari {population} penerima layanan; sampel paling sedikit {least} ({how})")
        return words.format(
            n=i18n.count(n),
            population=i18n.count(survey.frame.population),
            least=i18n.count(needed.least),
            how=_(_HOW[needed.how]),
        )
    if form.minimum:
        words = _("{n} responden; paling sedikit {least} ({source})")
        return words.format(
            n=i18n.count(n), least=i18n.count(form.minimum.respondents), source=form.minimum.source
        )
    return respondents(n)


def enough(survey: SurveySheet) -> bool | None:
    """Whether there are as many respondents as the rule asks; None where nothing can be said."""
    n, form = survey.result.n, survey.form
    if form.sample and survey.frame.population > 0:
        return n >= sample(survey.frame.population).least
    if form.minimum:
        least = form.minimum.respondents
        return n >= (min(least, survey.frame.population) if survey.frame.population else least)
    return None


def held_by(survey: SurveySheet) -> str:
    """Who carried it out: `Unit sendiri`, or the third party by name."""
    if survey.way == "third" and survey.frame.provider:
        return _("Pihak ketiga: {name}").format(name=survey.frame.provider)
    return _(WAYS.get(survey.way, WAYS["self"]))


def dates(survey: SurveySheet) -> str:
    """`2 Januari 2026 – 30 Juni 2026`, or "" when neither day is known."""
    days = [i18n.date(day) for day in (survey.first, survey.last) if day]
    return " – ".join(dict.fromkeys(days))


def rank(kind: str) -> tuple[int, str]:
    """The order in which kinds are listed: those the LKE asks for first."""
    return (_FIRST.index(kind) if kind in _FIRST else len(_FIRST), kind)


def name(survey: SurveySheet) -> str:
    """`SKM Semester I 2026`."""
    return f"{survey.form.short} {survey.period}".strip()


def zones(result: Result) -> tuple[Zone, ...]:
    """The grades of the table in use, for charts."""
    if result.table is None:
        return ()
    return tuple(Zone(one.grade, float(one.at_least)) for one in result.table.bands)


def nrr(value: Fraction | None) -> str:
    """A mean with the three decimals in which reports print it."""
    return "–" if value is None else i18n.number(value, 3)


def value(of: Fraction | None) -> str:
    """A converted value with two decimals."""
    return "–" if of is None else i18n.number(of)


def letter(one: UnsurResult) -> str:
    return one.grade.letter if one.grade else ""


def priorities(survey: SurveySheet) -> list[tuple[UnsurResult, str]]:
    """The unsur that come first in a plan, with their figure in words: the lowest, or those of the highest risk."""
    if not survey.risky:
        return [(one, nrr(one.nrr)) for one in survey.result.ranked]
    cells = survey.heat[0].cells if survey.heat else ()
    known = {one.code: one for one in survey.result.unsur}
    ranked = sorted((cell for cell in cells if cell.risk is not None), key=lambda cell: -(cell.risk or 0))
    return [
        (known[cell.code], _("risiko {value}").format(value=value(cell.risk)))
        for cell in ranked
        if cell.code in known
    ]


def first(survey: SurveySheet) -> list[UnsurResult]:
    """As many of `priorities` as a plan must answer: three at most."""
    return [one for one, _figure in priorities(survey)[: max(1, len(survey.result.lowest))]]


def bars(result: Result) -> list[UnsurBar]:
    """A bar for each unsur that counts, with NRR, value and grade."""
    return [
        UnsurBar(
            one.title,
            None if one.value is None else float(one.value),
            letter(one),
            (nrr(one.nrr), value(one.value), letter(one) or "–"),
        )
        for one in result.unsur
        if not one.control
    ]


def change(point: TrendPoint) -> str:
    """`naik 1,20` against the survey before; "" for the first."""
    if point.change is None:
        return ""
    if point.change == 0:
        return _("tetap")
    words = _("naik {points}") if point.change > 0 else _("turun {points}")
    return words.format(points=i18n.number(abs(point.change)))


def carried(kind: str, period: str, n: int) -> str:
    """Where an index of the LKE came from, in one line."""
    words = _("Dari survei {kind} {period}, {n} responden")
    return words.format(kind=kind.upper(), period=period, n=i18n.count(n))


def remark_title(form: Form) -> str:
    """What the free lines are for: examples where something is asked that goes wrong, else what people wish."""
    return _("Keterangan dan contoh") if form.aspect(Part.FREQUENCY) else _("Saran dan masukan")


def digest(survey: SurveySheet) -> str:
    """What tells one state of a survey from another, as it is printed."""
    return survey.id.replace("-", "")[:8]
