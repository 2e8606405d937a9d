"""Isi teks laporan: what a unit writes for its report and poster, kept with the survey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from zi_assess.core.survey import Frame
from zi_assess.i18n import _
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.reports.surveytexts import TEXTS, Schedule, schedule, workdays, write_schedule
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import entry, field
from zi_assess.ui.filing.dates import read_date
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.surfaces import scroll
from zi_assess.ui.widgets.text import label

_STEPS = 6
_LONGEST = 4000


class TextsDialog(FlowDialog):
    """`told` is called with the `Frame` that holds the texts when they are accepted."""

    def __init__(self, parent: QWidget, survey: SurveySheet, told: Callable[[Frame], None]) -> None:
        super().__init__(
            parent,
            _("Teks laporan {survey}").format(survey=said.name(survey)),
            _("Dicetak pada laporan dan poster, disimpan bersama surveinya."),
            primary=_("Simpan"),
            width=700,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._survey, self._told = survey, told
        self.texts: dict[str, QPlainTextEdit] = {}
        self.steps: list[tuple[Entry, Entry, Entry]] = []
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.px(8), 0)
        grid.setVerticalSpacing(theme.px(10))
        for place, (key, (title, hint)) in enumerate(TEXTS.items()):
            box = QPlainTextEdit(survey.words.get(key, ""))
            box.setAccessibleName(_(title))
            box.setTabChangesFocus(True)
            box.setFixedHeight(theme.px(64))
            self.texts[key] = box
            grid.addLayout(field(_(title), box, _(hint)), place, 0)
        grid.addLayout(self._schedule(), len(TEXTS), 0)
        self.remarks = Check(
            _("Cetak saran responden apa adanya (periksa dahulu, jangan sampai memuat nama)")
        )
        self.remarks.setChecked(survey.words.get("remarks") == "yes")
        grid.addWidget(self.remarks, len(TEXTS) + 1, 0)
        optional = ", ".join(one.title.lower() for one in survey.form.aspects if one.optional)
        self.optional = Check(_("Formulir kertas menanyakan juga {aspect}").format(aspect=optional))
        self.optional.setChecked(survey.asks_optional)
        self.optional.setVisible(bool(optional))
        grid.addWidget(self.optional, len(TEXTS) + 2, 0)
        area = scroll(inside)
        area.setMinimumHeight(room_for(self, 540, 260))
        self.body.addWidget(area, 1)
        self.check = self._wrong
        self.accepted.connect(self._tell)

    def _schedule(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        for column, words in enumerate((_("Kegiatan"), _("Mulai"), _("Selesai"))):
            grid.addWidget(label(words, weight=600), 0, column)
        grid.setColumnStretch(0, 1)
        known = list(schedule(self._survey))
        for place in range(max(_STEPS, len(known))):
            one = known[place] if place < len(known) else Schedule("")
            boxes = (
                entry(_("Kegiatan {n}").format(n=place + 1), one.what),
                entry(_("Mulai {n}").format(n=place + 1), _written(one.first)),
                entry(_("Selesai {n}").format(n=place + 1), _written(one.last)),
            )
            for column, box in enumerate(boxes):
                if column:
                    box.setFixedWidth(theme.px(110))
                grid.addWidget(box, place + 1, column)
            self.steps.append(boxes)
        return grid

    def _wrong(self) -> str:
        for what, first, last in self.steps:
            for box in (first, last):
                wrong = read_date(box.text())[1]
                if wrong:
                    box.setFocus()
                    return wrong
            if not what.text().strip() and (first.text().strip() or last.text().strip()):
                what.setFocus()
                return _("Tulis nama kegiatannya.")
        long = [key for key, box in self.texts.items() if len(box.toPlainText()) > _LONGEST]
        return _("Teks “{title}” terlalu panjang.").format(title=_(TEXTS[long[0]][0])) if long else ""

    def _tell(self) -> None:
        steps = []
        for what, first, last in self.steps:
            if what.text().strip():
                days = read_date(first.text())[0], read_date(last.text())[0]
                steps.append(Schedule(what.text().strip(), *days, workdays(*days)))
        words = {key: box.toPlainText().strip() for key, box in self.texts.items()}
        words["schedule"] = write_schedule(tuple(steps)) if steps else ""
        words["remarks"] = "yes" if self.remarks.isChecked() else ""
        words["optional"] = "yes" if self.optional.isChecked() else "no"
        merged = {**self._survey.words, **words}
        self._told(replace(self._survey.frame, words={key: text for key, text in merged.items() if text}))


def _written(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""
