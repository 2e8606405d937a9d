"""One follow-up: what, who, by when, how far, and once it is done what proves it and what it brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from zi_assess.core.assessment import FollowUp, Progress
from zi_assess.i18n import _
from zi_assess.ui import theme, words
from zi_assess.ui.dialogs.form import entry, field, select, side_by_side
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.dialog import FlowDialog

_AHEAD = timedelta(days=30)  # what a new one is given


class FollowUpDialog(FlowDialog):
    """`written(str, object)` passes the id of the assessment and the `FollowUp`; `photo()` asks for a photo of what
    was mended.

    *places* are the assessments it may hang on (id, words); *codes* the criteria of the one shown (code, words).
    """

    written = Signal(str, object)
    photo = Signal()

    def __init__(
        self,
        parent: QWidget,
        one: FollowUp | None,
        place: str,
        places: Sequence[tuple[str, str]],
        codes: Sequence[tuple[str, str]],
        people: Sequence[str],
    ) -> None:
        super().__init__(
            parent,
            _("Tindak lanjut baru") if one is None else _("Tindak lanjut"),
            primary=_("Simpan"),
            width=620,
        )
        self._new = one is None
        self._one = one or FollowUp(str(uuid4()), "", "")
        self._place, self._places, self._codes = place, list(places), list(codes)
        self._make_fields(people)
        self._lay_out_fields()
        self.check = self._wrong
        self.accepted.connect(lambda: self.written.emit(self.where(), self.value()))
        if self._one.code and not self._new:
            after = Button(_("Foto sesudah…"), "quiet", icon="tambah")
            after.clicked.connect(lambda: self._ask_photo())
            self.add_tool(after)
        self.what.setFocus()

    def value(self) -> FollowUp:
        """The follow-up as the fields say."""
        return replace(
            self._one,
            code=str(self.code.currentData() or ""),
            what=self.what.toPlainText().strip(),
            who=self.who.text().strip(),
            due=self.due.day() if self.dated.isChecked() else None,
            cost=self.cost.text().strip(),
            status=Progress(str(self.status.currentData())),
            proof=self.proof.text().strip(),
            effect=self.effect.text().strip(),
        )

    def where(self) -> str:
        """The assessment it hangs on."""
        return str(self.place.currentData() or self._place)

    def _make_fields(self, people: Sequence[str]) -> None:
        one = self._one
        self.what = QPlainTextEdit(one.what)
        self.what.setAccessibleName(_("Apa yang dilakukan"))
        self.what.setTabChangesFocus(True)
        self.what.setFixedHeight(theme.px(72))
        self.who = entry(_("Penanggung jawab"), one.who, _("Nama atau tim"))
        if people:
            from PySide6.QtWidgets import QCompleter

            self.who.setCompleter(QCompleter(list(people), self.who))
        self.dated = Check(_("Bertenggat"))
        self.due = DateEdit(_("Tenggat"), one.due or date.today() + _AHEAD)
        self.dated.setChecked(self._new or one.due is not None)
        self.due.setEnabled(self.dated.isChecked())
        self.dated.toggled.connect(self.due.setEnabled)
        self.cost = entry(_("Biaya"), one.cost, _("Misalnya Rp2.500.000 atau tanpa biaya"))
        states = [(state.value, _(text)) for state, (text, _kind) in words.FOLLOW_UP_STATUS.items()]
        self.status = select(_("Keadaan"), states, one.status.value)
        self.proof = entry(_("Bukti penyelesaian"), one.proof, _("Nomor surat, nama berkas, atau foto"))
        self.effect = entry(_("Hasil"), one.effect, _("Apa yang menjadi lebih baik"))
        self.code = select(_("Butir"), [("", _("Tidak terkait satu butir")), *self._codes], one.code)
        self.place = select(_("Penilaian"), self._places, self._place)
        self.place.setEnabled(self._new and len(self._places) > 1)

    def _lay_out_fields(self) -> None:
        body = self.body
        body.addLayout(field(_("Apa yang dilakukan"), self.what))
        if len(self._places) > 1:
            body.addLayout(field(_("Penilaian"), self.place))
        body.addLayout(field(_("Butir"), self.code))
        when = QWidget()
        row = QHBoxLayout(when)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.dated)
        row.addWidget(self.due, 1)
        body.addLayout(side_by_side(field(_("Penanggung jawab"), self.who), field(_("Tenggat"), when)))
        body.addLayout(side_by_side(field(_("Keadaan"), self.status), field(_("Biaya"), self.cost)))
        body.addLayout(
            side_by_side(field(_("Bukti penyelesaian"), self.proof), field(_("Hasil"), self.effect))
        )

    def _ask_photo(self) -> None:
        """What was typed is not lost over a photo."""
        if self.value() != self._one:
            self.complain(_("Simpan dahulu perubahannya, lalu lampirkan fotonya."))
            return
        self.reject()
        self.photo.emit()

    def _wrong(self) -> str:
        if not self.what.toPlainText().strip():
            return _("Tulis apa yang akan dilakukan.")
        if self.status.currentData() == Progress.DONE.value and not self.proof.text().strip():
            return _("Tulis bukti penyelesaiannya sebelum menandai selesai.")
        return ""
