"""The pages of the window, written out; a page's module is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from zi_assess.i18n import N_
from zi_assess.ui.theme import Kind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zi_assess.core.sheet import Sheet
    from zi_assess.ui.session import Session

_EVIDENCE_OPEN = frozenset(
    {
        "no-evidence",
        "evidence-outside-window",
        "evidence-wrong-kind",
        "evidence-to-renew",
        "evidence-without-place",
    }
)


def _nothing(sheet: Sheet) -> int:
    return 0


def _unanswered(sheet: Sheet) -> int:
    return sheet.completeness.questions - sheet.completeness.answered


def _evidence_open(sheet: Sheet) -> int:
    """How many questions have something to mend about their evidence."""
    return len({one.where for one in sheet.findings if one.code in _EVIDENCE_OPEN})


class Page(NamedTuple):
    """One page: how the rail names it, where its class lies, and how many open things its badge counts."""

    id: str
    title: str
    icon: str
    module: str
    name: str
    badge: Callable[[Sheet], int]
    kind: Kind = "bad"

    def load(self) -> Callable[[Session], QWidget]:
        """The page's class; imports its module."""
        found: Callable[[Session], QWidget] = getattr(import_module(self.module), self.name)
        return found


PAGES: tuple[Page, ...] = (
    Page("ringkasan", N_("Ringkasan"), "ringkasan", "zi_assess.ui.pages.overview", "OverviewPage", _nothing),
    Page("penilaian", N_("Penilaian"), "penilaian", "zi_assess.ui.pages.assess", "AssessPage", _unanswered),
    Page(
        "bukti", N_("Bukti"), "bukti", "zi_assess.ui.pages.evidence", "EvidencePage", _evidence_open, "warn"
    ),
    Page("jalan", N_("Jalan ke WBK"), "rencana", "zi_assess.ui.pages.road", "RoadPage", _nothing),
    Page("laporan", N_("Laporan"), "laporan", "zi_assess.ui.pages.report", "ReportPage", _nothing),
)
