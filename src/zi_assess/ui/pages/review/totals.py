"""Where the unit stands by its own answers and by those of the desk: two bars that are always seen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core import worklist
from zi_assess.core.assessment import Stage
from zi_assess.core.scoring import Scores, score
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, number
from zi_assess.ui import theme, words
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.bars import ThresholdList, ThresholdRow
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.text import label


@dataclass(frozen=True, slots=True)
class Standing:
    """The totals of a desk: its own answers alone, and as it would be if it agreed with all the rest."""

    scores: Scores
    outlook: Sheet


def standing(sheet: Sheet, stage: Stage) -> Standing:
    """The totals of *stage*."""
    return Standing(score(sheet.pack, sheet.assessment.of(stage)), worklist.outlook(sheet, stage))


class Totals(QWidget):
    """SELF above, the desk below; at the right what comes out if the rest is agreed to."""

    def __init__(self) -> None:
        super().__init__()
        self._bare = False
        self._shown: tuple[Sheet, Stage] | None = None
        self.bars = ThresholdList(spacing=1)
        self._if = label(size="small", tone="muted")
        self._number = label(weight=600, tabular=True)
        self._pill = Pill()
        self._outlook = QWidget()
        within = QVBoxLayout(self._outlook)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(theme.px(2))
        within.addWidget(self._if)
        line = QHBoxLayout()
        line.setSpacing(theme.px(7))
        line.addWidget(self._number)
        line.addWidget(self._pill)
        line.addStretch(1)
        within.addLayout(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(18))
        row.addWidget(self.bars, 1)
        row.addWidget(self._outlook)

    def show_sheet(self, sheet: Sheet, stage: Stage) -> None:
        """Show the totals of *sheet* for the desk of *stage*."""
        self._shown = (sheet, stage)
        found = standing(sheet, stage)
        least = _least(sheet)
        text, kind = words.headline(sheet)
        done = _("{done}/{all} butir").format(done=found.scores.answered, all=found.scores.questions)
        pills = ("", "") if self._bare else (text, done)
        self.bars.set_rows(
            [
                _bar(words.desk(Stage.SELF), sheet.scores.strict, sheet, least, pills[0], kind),
                _bar(words.desk(stage), found.scores.strict, sheet, least, pills[1], "neutral"),
            ]
        )
        whole = found.scores.answered == found.scores.questions
        said, tone = words.headline(found.outlook)
        self._if.setText(_("Hasil reviu") if whole else _("Bila sisanya disetujui"))
        self._number.setText(number(found.outlook.scores.strict))
        self._number.setAccessibleName(f"{self._if.text()} {self._number.text()} {said}")
        self._pill.set(said, tone)

    def minimumSizeHint(self) -> QSize:
        """Bars alone: what stands beside them goes as the page becomes narrow, and must not hold it wide."""
        return QSize(theme.px(240), super().minimumSizeHint().height())

    def set_narrow(self, narrow: bool, bare: bool) -> None:
        """Leave out what is not a bar; when *bare*, the words beside the bars too."""
        self._outlook.setHidden(narrow)
        if bare != self._bare:
            self._bare = bare
            if self._shown is not None:
                self.show_sheet(*self._shown)


def _least(sheet: Sheet) -> Fraction | None:
    """What the total must reach."""
    standings = sheet.readiness.of(sheet.assessment.target)
    return next((one.threshold.minimum for one in standings if one.threshold.id == "total"), None)


def _bar(
    name: str, points: Fraction, sheet: Sheet, least: Fraction | None, pill: str, kind: Kind
) -> ThresholdRow:
    return ThresholdRow(
        name,
        float(points),
        float(sheet.pack.max),
        float(least) if least is not None else None,
        number(points),
        pill=pill,
        kind=kind,
        fill="" if least is not None else "brand",
    )
