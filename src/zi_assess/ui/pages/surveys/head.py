"""What a survey comes to in one look: the figure, how many answered, what to be careful about, lowest and highest."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.assessment import Carried
from zi_assess.core.exact import decimal_text
from zi_assess.core.survey import Grade, UnsurResult
from zi_assess.i18n import _
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui import theme
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.notices import Mark
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.surfaces import Card, Hairline, clear_layout
from zi_assess.ui.widgets.text import elided, label

_MOST_CAUTIONS = 3
_FEW = frozenset({"respondents-few", "sample-small"})  # cautions that say all the line about the sample would
_MANY = 3  # how many unsur of each end a report names
_KINDS: dict[str, Kind] = {"A": "ok", "B": "brand", "C": "warn", "D": "bad"}


class Head(Card):
    """The card above the views."""

    def __init__(self) -> None:
        super().__init__()
        self._name = label(tone="muted", wrap=True)
        self._figure = label(size="huge", weight=600)
        self._grade = Pill()
        self._scale = label(size="small", tone="muted", wrap=True)
        self._facts = label(wrap=True)
        self._sample = Pill()
        self._national = label(size="small", tone="muted", wrap=True)
        self._cautions = QVBoxLayout()
        self._cautions.setSpacing(theme.px(4))
        self._extremes = QVBoxLayout()
        self._extremes.setSpacing(theme.px(2))
        self._link = label(size="small", tone="ok", wrap=True)
        self._lay_out()

    def show_survey(self, survey: SurveySheet, carried: Mapping[str, Carried]) -> None:
        """Show *survey*; *carried* are the criteria it has been carried into, with what they took of it."""
        result = survey.result
        self._name.setText(said.figure_name(survey.form) if not survey.risky else _("Responden"))
        self._figure.setText(said.headline(result) if not survey.risky else str(result.n))
        self._figure.setAccessibleName(f"{self._name.text()} {self._figure.text()}")
        self._grade.set(said.grade_words(result.grade), pill_kind(result.grade))
        self._scale.setText("" if survey.risky else said.scale_line(result))
        few = any(one.code in _FEW for one in result.warnings)
        parts = ["" if few else said.sample_line(survey), said.dates(survey), said.held_by(survey)]
        self._facts.setText(" · ".join(part for part in parts if part))
        self._national.setText(said.national(survey.form))
        self._national.setHidden(not self._national.text())
        self._show_sample(survey)
        self._show_cautions(survey)
        self._show_extremes(survey)
        self._show_links(survey, carried)

    def _show_links(self, survey: SurveySheet, carried: Mapping[str, Carried]) -> None:
        """Where it was carried; said loudly where the survey has changed since."""
        index = survey.result.index
        now = "" if index is None else decimal_text(index)
        old = [code for code, one in carried.items() if one.value and one.value != now]
        words = _("Sudah dibawa ke LKE: {codes}").format(codes=", ".join(carried)) if carried else ""
        if old:
            words = _("Survei berubah sejak dibawa ke {codes}; bawa lagi.").format(codes=", ".join(old))
        self._link.set_tone("warn" if old else "ok")
        self._link.setText(words)
        self._link.setHidden(not words)

    def _show_sample(self, survey: SurveySheet) -> None:
        enough = said.enough(survey) if survey.result.n else None
        words = {None: "", True: _("responden cukup"), False: _("responden kurang")}[enough]
        self._sample.set(words, "ok" if enough else "warn")

    def _show_cautions(self, survey: SurveySheet) -> None:
        clear_layout(self._cautions)
        cautions = [said.warning(one) for one in survey.result.warnings]
        for text in cautions[:_MOST_CAUTIONS]:
            self._cautions.addWidget(_caution(text))
        if len(cautions) > _MOST_CAUTIONS:
            more = _("dan {n} hal lain; lihat Laporan hasil").format(n=len(cautions) - _MOST_CAUTIONS)
            self._cautions.addWidget(label(more, size="small", tone="muted"))

    def _show_extremes(self, survey: SurveySheet) -> None:
        clear_layout(self._extremes)
        ranked = said.priorities(survey)
        low = ranked[: max(1, len(survey.result.lowest))]
        high = [] if survey.risky else [(one, said.nrr(one.nrr)) for one in survey.result.highest]
        first = _("Tiga terendah") if len(low) == _MANY else _("Terendah")
        last = _("Tiga tertinggi") if len(high) == _MANY else _("Tertinggi")
        for title, chosen in ((_("Risiko tertinggi") if survey.risky else first, low), (last, high)):
            if not chosen:
                continue
            self._extremes.addWidget(label(title, weight=600))
            for one, figure in chosen:
                self._extremes.addWidget(_extreme(one, figure))
            self._extremes.addSpacing(theme.px(4))
        self._extremes.addStretch(1)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._name)
        left.addWidget(self._figure)
        left.addWidget(self._grade, 0, Qt.AlignmentFlag.AlignLeft)
        left.addSpacing(theme.px(6))
        left.addWidget(self._scale)
        left.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(theme.px(6))
        middle.addWidget(self._facts)
        middle.addWidget(self._sample, 0, Qt.AlignmentFlag.AlignLeft)
        middle.addWidget(self._link)
        middle.addLayout(self._cautions)
        middle.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addLayout(left, 4)
        row.addWidget(Hairline(standing=True))
        row.addLayout(middle, 6)
        row.addWidget(Hairline(standing=True))
        row.addLayout(self._extremes, 5)
        self.body.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(10))
        self.body.addLayout(row)
        self.body.addWidget(self._national)


def pill_kind(grade: Grade | None) -> Kind:
    """The pill in which a grade is shown."""
    return _KINDS.get(grade.letter[:1], "neutral") if grade else "neutral"


def _caution(text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(7))
    row.addWidget(Mark("warn", 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, size="small", wrap=True), 1)
    return made


def _extreme(one: UnsurResult, figure: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(elided(one.title, size="small"), 1)
    row.addWidget(label(figure, size="small", weight=600, tabular=True))
    return made
