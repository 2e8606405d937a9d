"""Rencana tindak lanjut: what is done about the lowest unsur, kept among the follow-ups of the assessment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from zi_assess.core.assessment import FollowUp, Progress
from zi_assess.i18n import _
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet, source
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import entry
from zi_assess.ui.filing.dates import read_date
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.surfaces import scroll
from zi_assess.ui.widgets.text import label

_SPARE = 1  # empty lines for each unsur that already has something


@dataclass(slots=True)
class Line:
    """One line of the dialog: the unsur, what is kept of it, and the boxes to write in."""

    unsur: str
    before: FollowUp | None
    what: Entry
    who: Entry
    due: Entry


class PlanDialog(FlowDialog):
    """`told` is called with the follow-ups that are new or changed. *code* is the criterion they hang on."""

    def __init__(
        self, parent: QWidget, survey: SurveySheet, code: str, told: Callable[[list[FollowUp]], None]
    ) -> None:
        super().__init__(
            parent,
            _("Rencana tindak lanjut {survey}").format(survey=said.name(survey)),
            _(
                "Unsur terendah dahulu. Setiap baris menjadi satu tindak lanjut, dibahas di Forum Konsultasi Publik."
            ),
            primary=_("Simpan rencana"),
            width=860,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._survey, self._code, self._told = survey, code, told
        self.lines: list[Line] = []
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, theme.px(8), 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setColumnStretch(1, 1)
        heads = (_("Unsur"), _("Program atau kegiatan"), _("Penanggung jawab"), _("Selesai"))
        for column, words in enumerate(heads):
            self._grid.addWidget(label(words, weight=600), 0, column)
        pressing = {one.code for one in said.first(survey)}
        for unsur, figure in said.priorities(survey):
            mine = [one for one in survey.followed(unsur.code) if one.status is not Progress.DROPPED]
            for one in mine:
                self._add(unsur.code, f"{unsur.title} · {figure}", one)
            if unsur.code in pressing or mine:
                for _n in range(_SPARE):
                    self._add(unsur.code, f"{unsur.title} · {figure}", None)
        self._grid.setRowStretch(len(self.lines) + 1, 1)
        area = scroll(inside)
        area.setMinimumHeight(min(room_for(self, 420, 260), theme.px(46 * (len(self.lines) + 1) + 20)))
        self.body.addWidget(area, 1)
        self.check = self._wrong
        self.accepted.connect(lambda: self._told(self.changed()))
        if self.lines:
            self.lines[0].what.setFocus()

    def changed(self) -> list[FollowUp]:
        """The follow-ups as they are written, those alone that are new or changed."""
        found = []
        for one in self.lines:
            what, who = one.what.text().strip(), one.who.text().strip()
            due = read_date(one.due.text())[0]
            if one.before is not None:
                now = replace(one.before, what=what or one.before.what, who=who, due=due)
                found += [now] if now != one.before else []
            elif what:
                origin = source(self._survey.id, one.unsur)
                found.append(FollowUp(str(uuid4()), self._code, what, who=who, due=due, source=origin))
        return found

    def _add(self, unsur: str, name: str, before: FollowUp | None) -> None:
        row = len(self.lines) + 1
        title = label(name, wrap=True)
        title.setFixedWidth(theme.px(190))
        what = entry(_("Kegiatan untuk {unsur}").format(unsur=name), before.what if before else "")
        who = entry(_("Penanggung jawab {unsur}").format(unsur=name), before.who if before else "")
        due = entry(
            _("Selesai {unsur}").format(unsur=name), _written(before.due) if before else "", _("17/8/2026")
        )
        who.setFixedWidth(theme.px(170))
        due.setFixedWidth(theme.px(104))
        for column, widget in enumerate((title, what, who, due)):
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        self.lines.append(Line(unsur, before, what, who, due))

    def _wrong(self) -> str:
        for one in self.lines:
            wrong = read_date(one.due.text())[1]
            if wrong:
                one.due.setFocus()
                return wrong
            if (
                not one.what.text().strip()
                and (one.who.text().strip() or one.due.text().strip())
                and one.before is None
            ):
                one.what.setFocus()
                return _("Tulis apa yang akan dikerjakan.")
        return "" if self.changed() else _("Belum ada yang berubah.")


def _written(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""
