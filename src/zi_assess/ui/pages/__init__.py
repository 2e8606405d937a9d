"""The pages of the window, written out; a page's module is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from zi_assess.i18n import N_
from zi_assess.ui.theme import Kind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zi_assess.core.sheet import Sheet
    from zi_assess.ui.session import Session
    from zi_assess.workspace import Listed


def _nothing(sheet: Sheet) -> int:
    return 0


def _unanswered(sheet: Sheet) -> int:
    return sheet.completeness.questions - sheet.completeness.answered


def _evidence_open(sheet: Sheet) -> int:
    """What the views of Bukti list as waiting for the user."""
    from zi_assess.ui.models.evidence_table import open_things

    return open_things(sheet)


def _overdue(sheet: Sheet) -> int:
    """What should have been done before today."""
    from datetime import date

    from zi_assess.core.followups import overdue

    return sum(overdue(one, date.today()) for one in sheet.assessment.follow_ups)


def _overdue_there(one: Listed) -> int:
    """The same of an assessment that is not open: the page lists those of all."""
    from datetime import date

    return sum(due < date.today() for due in one.due)


def _nothing_there(one: Listed) -> int:
    return 0


def _to_review(sheet: Sheet) -> int:
    """How many criteria wait for the inspectorate while the review is on."""
    from zi_assess.core import review

    mine = sheet.assessment
    if review.phase(mine) is not review.Phase.REVIEWING or mine.copy.side == review.Side.UNIT:
        return 0
    from zi_assess.core import worklist  # most worksheets are not under review

    return worklist.waiting(sheet)


def _read_by_auditors(sheet: Sheet) -> bool:
    """Whether auditors work in this copy, where Ringkasan shows their work instead of the unit's tasks."""
    from zi_assess.ui import handing

    return handing.reviewed_here(sheet.assessment)


def _always(sheet: Sheet) -> bool:
    return True


def _towards(sheet: Sheet) -> bool:
    """Whether the instrument leads to a designation at all."""
    return bool(sheet.pack.thresholds)


def _reviewable(sheet: Sheet) -> bool:
    """Whether the inspectorate judges it; of other instruments, only what did come to it."""
    from zi_assess.core import review

    mine = sheet.assessment
    return _towards(sheet) or bool(mine.handovers) or review.highest(mine) is not None


class Page(NamedTuple):
    """One page: how the rail names it, where its class lies, how many open things its badge counts on the sheet and in
    each other assessment of the workspace (*there*), and whether it has anything to say about a sheet. *of_unit* says
    that what it counts is the unit's work, and so nobody's where auditors read it.
    """

    id: str
    title: str
    icon: str
    module: str
    name: str
    badge: Callable[[Sheet], int]
    kind: Kind = "bad"
    fits: Callable[[Sheet], bool] = _always
    there: Callable[[Listed], int] = _nothing_there
    of_unit: bool = False

    def counted(self, sheet: Sheet, listed: Iterable[Listed]) -> int:
        """What the badge shows while *sheet* is open among the *listed* assessments."""
        if self.of_unit and _read_by_auditors(sheet):
            return 0
        others = (one for one in listed if one.id != sheet.assessment.id)
        return self.badge(sheet) + sum(self.there(one) for one in others)

    def load(self) -> Callable[[Session], QWidget]:
        """The page's class; imports its module."""
        found: Callable[[Session], QWidget] = getattr(import_module(self.module), self.name)
        return found


PAGES: tuple[Page, ...] = (
    Page("ringkasan", N_("Ringkasan"), "ringkasan", "zi_assess.ui.pages.overview", "OverviewPage", _nothing),
    Page(
        "penilaian",
        N_("Penilaian"),
        "penilaian",
        "zi_assess.ui.pages.assess",
        "AssessPage",
        _unanswered,
        of_unit=True,
    ),
    Page(
        "bukti",
        N_("Bukti"),
        "bukti",
        "zi_assess.ui.pages.evidence",
        "EvidencePage",
        _evidence_open,
        "warn",
        of_unit=True,
    ),
    Page("survei", N_("Survei"), "survei", "zi_assess.ui.pages.surveys", "SurveysPage", _nothing),
    Page(
        "jalan",
        N_("Jalan ke predikat"),
        "rencana",
        "zi_assess.ui.pages.road",
        "RoadPage",
        _nothing,
        fits=_towards,
    ),
    Page("kunjungan", N_("Kunjungan"), "kunjungan", "zi_assess.ui.pages.visits", "VisitsPage", _nothing),
    Page(
        "tindak-lanjut",
        N_("Tindak lanjut"),
        "tindak-lanjut",
        "zi_assess.ui.pages.followups",
        "FollowUpsPage",
        _overdue,
        there=_overdue_there,
        of_unit=True,
    ),
    Page(
        "reviu",
        N_("Reviu"),
        "reviu",
        "zi_assess.ui.pages.review",
        "ReviewPage",
        _to_review,
        "info",
        _reviewable,
    ),
    Page("laporan", N_("Laporan"), "laporan", "zi_assess.ui.pages.report", "ReportPage", _nothing),
    Page("riwayat", N_("Riwayat"), "jam", "zi_assess.ui.pages.history", "HistoryPage", _nothing),
)
