"""The forms of an observation: what was found, what the unit did about it, and what an earlier year left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from zi_assess.core import observed
from zi_assess.core.assessment import Observation, ObservationState, Stage
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, date_short
from zi_assess.ui import theme, words
from zi_assess.ui.dialogs.form import entry, field, select, side_by_side
from zi_assess.ui.filing.dates import read_date
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.fields import SearchField
from zi_assess.ui.widgets.note import NoteEdit
from zi_assess.ui.widgets.picks import PickList


class ObservationDialog(FlowDialog):
    """Asks for the condition, its cause, the advice, who mends it and by when; `written(object)` passes it."""

    written = Signal(object)

    def __init__(self, parent: QWidget, sheet: Sheet, one: Observation, stage: Stage) -> None:
        new = not one.what
        super().__init__(
            parent,
            _("Temuan baru") if new else _("Ubah temuan"),
            primary=_("Simpan temuan"),
            width=620,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._one, self._stage = one, stage
        codes = [
            (question.code, words.title_line(sheet.pack, question.code)) for question in sheet.pack.questions
        ]
        self.code = select(_("Butir"), [("", _("Seluruh penilaian")), *codes], one.code)
        self.code.setMaxVisibleItems(16)
        self.code.setSizeAdjustPolicy(self.code.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.what = _note(_("Kondisi"), one.what, _("Apa yang ditemukan, dengan tempat dan jumlahnya"))
        self.cause = _note(_("Sebab"), one.cause, _("Mengapa terjadi"))
        self.advice = _note(_("Saran"), one.advice, _("Apa yang sebaiknya dilakukan unit"))
        self.owner = entry(_("Penanggung jawab"), one.owner, _("Nama atau tim di unit"))
        self.due = entry(_("Tenggat"), date_short(one.due) if one.due else "", _("misalnya 17/8/2026"))
        self.body.addLayout(field(_("Butir"), self.code))
        self.body.addLayout(field(_("Kondisi"), self.what))
        self.body.addLayout(side_by_side(field(_("Sebab"), self.cause), field(_("Saran"), self.advice)))
        self.body.addLayout(
            side_by_side(field(_("Penanggung jawab"), self.owner), field(_("Tenggat"), self.due))
        )
        self.check = self._wrong
        self.accepted.connect(lambda: self.written.emit(self.observation()))
        self.what.setFocus()

    def observation(self) -> Observation:
        """What is in the fields."""
        return replace(
            self._one,
            code=str(self.code.currentData() or ""),
            what=self.what.toPlainText().strip(),
            cause=self.cause.toPlainText().strip(),
            advice=self.advice.toPlainText().strip(),
            owner=" ".join(self.owner.text().split()),
            due=read_date(self.due.text())[0],
            stage=self._one.stage if self._one.what else self._stage,
        )

    def _wrong(self) -> str:
        if not self.what.toPlainText().strip():
            self.what.setFocus()
            return _("Tulis kondisi yang ditemukan.")
        wrong = read_date(self.due.text())[1]
        self.due.set_wrong(bool(wrong))
        return wrong


class AnswerDialog(FlowDialog):
    """The unit's answer to an observation, with the evidence that closes it; `written(object)` passes it."""

    written = Signal(object)

    def __init__(self, parent: QWidget, sheet: Sheet, one: Observation) -> None:
        super().__init__(
            parent,
            _("Tanggapi temuan"),
            one.what,
            primary=_("Simpan tanggapan"),
            width=620,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._one = one
        self.answer = _note(_("Tanggapan"), one.answer, _("Apa yang sudah dilakukan"))
        self.search = SearchField(_("Cari bukti…"))
        self.search.searched.connect(self._sift)
        self.picks = PickList(_("Bukti penutup"))
        self.picks.setMinimumHeight(room_for(parent, 220, 420))
        self._fill(sheet)
        self.body.addLayout(field(_("Tanggapan"), self.answer))
        self.body.addLayout(
            field(_("Bukti penutup"), self.search, _("Centang bukti penilaian ini yang menutup temuan."))
        )
        self.body.addWidget(self.picks, 1)
        self.check = lambda: "" if self.answer.toPlainText().strip() else _("Tulis apa yang sudah dilakukan.")
        self.accepted.connect(lambda: self.written.emit(self.observation()))
        self.answer.setFocus()

    def observation(self) -> Observation:
        """The observation with what is in the fields; it waits for the auditors now."""
        gone = tuple(one for one in self._one.proof if one not in self._known)  # evidence detached since
        return replace(
            self._one,
            answer=self.answer.toPlainText().strip(),
            proof=(*gone, *self.picks.keys()),
            status=ObservationState.ANSWERED,
        )

    def _sift(self, text: str) -> None:
        self.picks.sift(text)

    def _fill(self, sheet: Sheet) -> None:
        """Every use once, those of the observation's own criterion first."""
        uses = sorted(sheet.assessment.evidence, key=lambda use: use.code != self._one.code)
        self._known = {use.id for use in uses}
        self.picks.set_rows([(use.id, f"{use.document.name} · {use.code}") for use in uses], self._one.proof)


class TakeOverDialog(FlowDialog):
    """What an earlier year left open, ticked; `taken(object)` passes new observations that follow them."""

    taken = Signal(object)

    def __init__(
        self, parent: QWidget, sheet: Sheet, waiting: Sequence[Observation], years: Mapping[str, int]
    ) -> None:
        """*years* say when each was first found."""
        super().__init__(
            parent,
            _("Temuan tahun lalu yang belum selesai"),
            _(
                "Yang diambil alih tetap terhubung dengan asalnya, sehingga dapat diikuti dari tahun ke tahun."
            ),
            primary=_("Ambil alih"),
            width=620,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sheet, self._waiting = sheet, tuple(waiting)
        self.picks = PickList(_("Temuan tahun lalu"))
        rows = [
            (one.id, " · ".join(part for part in (_year(years, one), one.code, _line(one.what)) if part))
            for one in self._waiting
        ]
        self.picks.set_rows(rows, [one.id for one in self._waiting])
        self.picks.setMinimumHeight(theme.px(min(320, 12 + 32 * len(self._waiting))))
        self.body.addWidget(self.picks, 1)
        self.check = lambda: "" if self.chosen() else _("Pilih sedikitnya satu temuan.")
        self.accepted.connect(lambda: self.taken.emit(self.chosen()))

    def chosen(self) -> list[Observation]:
        """The observations that were ticked, as those of this year."""
        known = [question.code for question in self._sheet.pack.questions]
        on = set(self.picks.keys())
        return [observed.taken_over(one, str(uuid4()), known) for one in self._waiting if one.id in on]


def _year(years: Mapping[str, int], one: Observation) -> str:
    return str(years[one.id]) if one.id in years else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def new(code: str, stage: Stage) -> Observation:
    """An empty observation at *code*."""
    return Observation(str(uuid4()), code, "", stage=stage)


def verified(one: Observation, who: str, today: date) -> Observation:
    """*one* as settled by *who*."""
    return replace(one, status=ObservationState.VERIFIED, verified_by=who, verified_on=today)


def reopened(one: Observation) -> Observation:
    """*one* as waiting for the unit again."""
    return replace(one, status=ObservationState.OPEN, verified_by="", verified_on=None)


def _note(name: str, text: str, hint: str) -> NoteEdit:
    made = NoteEdit(name, hint)
    made.setPlainText(text)
    return made
