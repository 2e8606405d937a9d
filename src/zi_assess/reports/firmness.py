"""How firmly a designation stands, in words: the page, the paper and the terminal say the same."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from zi_assess.core.hidden import HiddenNeed
from zi_assess.core.margin import Decisive, Margin, Margins
from zi_assess.core.outlook import Outlook
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_, number, percent, say
from zi_assess.reports import planning, wording

MOST = 8
"""Criteria that decide alone, named one by one; the others are counted."""


def headline(found: Margins) -> str:
    """`WBK gugur bila 2 tingkat jawaban diturunkan.`"""
    count = found.downgrades
    if count is None:
        return _("{target} tidak gugur oleh penurunan jawaban mana pun.").format(target=found.target)
    if count == 0:
        return _("Ambang {target} belum terpenuhi.").format(target=found.target)
    words = n_(
        "{target} gugur bila {n} tingkat jawaban diturunkan.",
        "{target} gugur bila {n} tingkat jawaban diturunkan.",
        count,
    )
    return words.format(target=found.target, n=count)


def level_meant() -> str:
    return _("Satu tingkat: satu pilihan lebih rendah, satu hitungan rasio, atau 0,10 indeks.")


def after(one: Margin) -> str:
    """How many levels *one* threshold bears: `2 tingkat`."""
    if one.downgrades is None:
        return _("tidak gugur")
    if one.downgrades == 0:
        return _("belum terpenuhi")
    return n_("{n} tingkat", "{n} tingkat", one.downgrades).format(n=one.downgrades)


def decisive(sheet: Sheet, found: Margins) -> list[str]:
    """The criteria where one downgrade alone decides, the gravest first: a line each after the count of them."""
    if found.downgrades == 0:
        return []
    if not found.decisive:
        return [_("Tidak ada butir yang sendirian menentukan.")]
    gravest = sorted(found.decisive, key=lambda one: (-len(one.thresholds), -one.cut.loss))
    lines = [decisive_count(found), *(f"• {_decides(sheet, one)}" for one in gravest[:MOST])]
    if len(gravest) > MOST:
        lines.append(_("Yang lain menjatuhkan ambang yang sama atau lebih sedikit."))
    return lines


def decisive_count(found: Margins) -> str:
    count = len(found.decisive)
    words = n_(
        "{n} butir sendirian menentukan: satu tingkat turun saja sudah menggugurkan.",
        "{n} butir sendirian menentukan: satu tingkat turun saja sudah menggugurkan.",
        count,
    )
    return words.format(n=count)


def _decides(sheet: Sheet, one: Decisive) -> str:
    question = planning.question_of(sheet, one.cut.code)
    titles = "; ".join(each.title for each in one.thresholds)
    return f"{one.cut.code} {question.short or question.title}: {titles}"


def hidden(needs: Sequence[HiddenNeed]) -> list[str]:
    """The gravest in full; the others, which say the same of smaller parts, by the larger sum they serve."""
    if not needs:
        return []
    first = max(needs, key=lambda one: one.weight)
    lines = [say(first.text, first.values) + "."]
    wholes = {one.whole.id: one.whole.title for one in needs if one is not first}
    for whole, title in wholes.items():
        mine = [one for one in needs if one is not first and one.whole.id == whole]
        parts = [_part(one) for one in mine if one.reachable]
        if parts:
            words = _("Agar {whole} tercapai saat bagian lain tepat pada ambangnya:")
            lines += [words.format(whole=title), *(f"• {part}" for part in parts)]
        full = "; ".join(one.threshold.title for one in mine if not one.reachable)
        if full:
            words = _("Bila hanya satu dari ini yang penuh, {whole} tetap tidak tercapai: {full}.")
            lines.append(words.format(whole=title, full=full))
    return lines


def _part(one: HiddenNeed) -> str:
    values = {
        "title": one.threshold.title,
        "needed": wording.visible(one.needed),
        "minimum": wording.visible(one.minimum),
    }
    return _("{title} perlu {needed} (ambangnya {minimum})").format(**values)


def outlook(found: Outlook, margins: Margins) -> list[str]:
    """The share of simulated reviews that pass and what fails most, never without the assumptions."""
    if found.share is None:
        return [
            _(
                "Belum ada reviu TPI dengan instrumen ini di ruang kerja, jadi belum ada yang dapat dihitung. "
                "Setelah TPI mereviu satu penilaian, selisihnya dipakai di sini."
            )
        ]
    share = percent(found.share * 100, 1)
    lines = [_("{share} percobaan tetap memenuhi {target}.").format(share=share, target=found.target)]
    most = max(margins.each, key=lambda one: found.falls.get(one.threshold.id, 0), default=None)
    falls = found.falls.get(most.threshold.id, 0) if most is not None else 0
    if most is not None and falls:
        fallen = percent(Fraction(falls * 100, found.runs), 1)
        words = _("Yang paling sering gugur: {title}, pada {share} percobaan.")
        lines.append(words.format(title=most.threshold.title, share=fallen))
    values = {**found.values, "runs": number(found.runs, 0)}
    return [*lines, *(f"• {say(one, values)}." for one in found.assumptions)]
