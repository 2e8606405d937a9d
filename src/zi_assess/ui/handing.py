"""In whose hands an assessment is, in words, and what may be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from zi_assess.core import review
from zi_assess.core.assessment import Act, Assessment, Handover, Stage
from zi_assess.core.review import Phase, Side
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _, date_short, say

_NOTE = 160  # letters of a note in a banner
_ACTS: Mapping[Act, str] = {
    Act.SUBMIT: N_("Diserahkan ke TPI"),
    Act.RETURN: N_("Dikembalikan ke unit"),
    Act.CLOSE: N_("Reviu ditutup"),
}

_INVITATIONS: Mapping[Act, str] = {
    Act.SUBMIT: N_("Serahkan ke TPI…"),
    Act.RETURN: N_("Kembalikan untuk diperbaiki…"),
    Act.CLOSE: N_("Tutup reviu…"),
}


def invitation(which: Act) -> str:
    """The words of the button or menu that leads to it."""
    return _(_INVITATIONS[which])


def act(which: Act) -> str:
    """What was done when an assessment changed hands."""
    return _(_ACTS[which])


def day(at: datetime) -> date:
    """The day of *at* where the reader sits."""
    return at.astimezone().date()


def state(mine: Assessment) -> str:
    """`Di tangan unit · putaran 2`, `Diserahkan 12 Mei 2026`, `Reviu ditutup 3 Jun 2026`: for the strip on top."""
    number, last = review.rounds(mine), review.last(mine, *Act)
    if last is None:
        return _("Di tangan unit")
    values = {"day": date_short(day(last.at)), "n": number}
    text = {
        Act.SUBMIT: _("Diserahkan {day}") if number < 2 else _("Diserahkan {day} · putaran {n}"),
        Act.RETURN: _("Di tangan unit · putaran {n}"),
        Act.CLOSE: _("Reviu ditutup {day}"),
    }[last.act]
    return text.format(**(values | ({"n": number + 1} if last.act is Act.RETURN else {})))


def locked(mine: Assessment) -> str:
    """Why the unit's answers and evidence cannot be changed here now; "" when they can."""
    if not own_copy(mine):
        return refusal(mine, Stage.SELF)
    last = review.last(mine, *Act)
    if last is None or review.phase(mine) is Phase.FILLING:
        return ""
    words = {
        Phase.REVIEWING: _(
            "Terkunci: sudah diserahkan ke TPI {day}. Jawaban dan bukti terbuka lagi bila TPI mengembalikannya."
        ),
        Phase.CLOSED: _("Terkunci: reviu ditutup {day}. Jawaban dan bukti disimpan seperti saat itu."),
    }[review.phase(mine)]
    return words.format(day=date_short(day(last.at)))


def returned(mine: Assessment) -> Handover | None:
    """The return that the unit is working on now; None in a copy of the auditors."""
    last = review.last(mine, *Act)
    return last if last is not None and last.act is Act.RETURN and own_copy(mine) else None


def returned_words(one: Handover) -> str:
    """When it was given back, and for what."""
    note = " ".join(one.note.split())
    short = note if len(note) <= _NOTE else f"{note[: _NOTE - 1]}…"
    return _("Dikembalikan TPI {day}: {note}").format(day=date_short(day(one.at)), note=short)


def refusal(mine: Assessment, stage: Stage) -> str:
    """Why *stage* may not write now, in words; "" when it may."""
    try:
        review.refuse(mine, stage)
    except ZiError as error:
        return f"{say(error.what, error.values)} {say(error.remedy, error.values)}"
    return ""


def own_copy(mine: Assessment) -> bool:
    """Whether the unit writes in this copy: it is the unit's, or nothing says that it is not."""
    return mine.copy.side in ("", Side.UNIT)


def with_auditors(mine: Assessment) -> bool:
    """Whether this copy lies with the auditors: it is theirs, or it came here already handed over."""
    handed_here = mine.copy.unsent  # by whom it is still to be sent from here
    return mine.copy.side == Side.TPI or (mine.copy.side == "" and mine.submitted and not handed_here)


def reviewed_here(mine: Assessment) -> bool:
    """Whether auditors work in this copy: it lies with them, or both sides share the workspace and they have begun."""
    return with_auditors(mine) or (mine.submitted and not mine.copy.side and review.highest(mine) is not None)


def sending(mine: Assessment) -> str:
    """The words of the menu that leads to a package."""
    return _("Kirim ke unit atau rekan TPI…") if with_auditors(mine) else _("Kirim ke TPI atau rekan…")


def unsent(mine: Assessment) -> str:
    """That what changed hands here is still to be sent; "" when it went out."""
    last = review.last(mine, *Act)
    if last is None or not mine.copy.unsent:
        return ""
    return {
        Act.SUBMIT: _("Sudah diserahkan, tetapi berkasnya belum dikirim ke TPI."),
        Act.RETURN: _("Sudah dikembalikan, tetapi berkasnya belum dikirim ke unit."),
        Act.CLOSE: _("Reviu sudah ditutup, tetapi berkasnya belum dikirim ke unit."),
    }[last.act]
