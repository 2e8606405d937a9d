"""From hand to hand: what is still open before one serves it on, the note that goes along, and all rounds so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core import review, worklist
from zi_assess.core.assessment import Act, ObservationState, Stage
from zi_assess.core.checks import Severity
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_
from zi_assess.ui import theme, words
from zi_assess.ui.session import Session
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.note import NoteEdit
from zi_assess.ui.widgets.notices import Mark
from zi_assess.ui.widgets.rounds import RoundsView
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace

_CODES = 5  # named in a line before "…"


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a check list; a *bad* one stands in the way."""

    kind: Kind
    text: str


def open_points(sheet: Sheet) -> tuple[Point, ...]:
    """What is still open before the unit hands its self-assessment over; none of it stands in the way."""
    done = sheet.completeness
    grave = sum(one.severity is Severity.ERROR and one.code != "threshold-missed" for one in sheet.findings)
    odd = sum(one.code.startswith(("evidence-", "document-", "no-evidence")) for one in sheet.findings)
    unanswered, empty = done.questions - done.answered, done.slots - done.slots_filled
    unmet = done.prerequisites - done.prerequisites_met
    proposed = sum(sheet.proposal(code) is not None for code in sheet.assessment.proposals)
    counted = (
        (unanswered, n_("{n} butir belum dijawab", "{n} butir belum dijawab", unanswered)),
        (
            proposed,
            n_(
                "{n} usulan tahun lalu belum dikonfirmasi",
                "{n} usulan tahun lalu belum dikonfirmasi",
                proposed,
            ),
        ),
        (
            empty,
            n_("{n} bukti yang diminta belum dilampirkan", "{n} bukti yang diminta belum dilampirkan", empty),
        ),
        (odd, n_("{n} hal pada bukti perlu diperiksa", "{n} hal pada bukti perlu diperiksa", odd)),
        (grave, n_("{n} kesalahan harus dibereskan", "{n} kesalahan harus dibereskan", grave)),
        (
            unmet,
            n_("{n} prasyarat pengusulan belum terpenuhi", "{n} prasyarat pengusulan belum terpenuhi", unmet),
        ),
    )
    made = [Point("warn", text.format(n=n)) for n, text in counted if n > 0]
    missed = [one for one in sheet.readiness.of(sheet.assessment.target) if not one.met]
    if missed:
        text = n_("{n} ambang {target} belum tercapai", "{n} ambang {target} belum tercapai", len(missed))
        made.append(Point("warn", text.format(n=len(missed), target=sheet.assessment.target)))
    return tuple(made)


def review_points(sheet: Sheet, stage: Stage) -> tuple[Point, ...]:
    """What the auditors have said and not said; an answer without its reason stands in the way."""
    items = worklist.worklist(sheet, stage)
    silent = review.unexplained(sheet.pack, sheet.assessment)
    given, changed = sum(one.given for one in items), sum(one.changed for one in items)
    lowered = sum(one.given and one.change < 0 for one in items)
    states = [one.status for one in sheet.assessment.observations]
    pending, answered = (states.count(one) for one in (ObservationState.OPEN, ObservationState.ANSWERED))
    made: list[Point] = []
    if silent:
        n = len(silent)
        named = ", ".join(silent[:_CODES]) + (" …" if n > _CODES else "")
        text = n_("{n} jawaban berbeda tanpa alasan: {codes}", "{n} jawaban berbeda tanpa alasan: {codes}", n)
        made.append(Point("bad", text.format(n=n, codes=named)))
    text = _("{stage}: {given} dari {all} butir dinilai")
    judged = text.format(stage=words.desk(stage), given=given, all=len(items))
    made.append(Point("ok" if given == len(items) else "warn", judged))
    if changed:
        text = n_(
            "{n} butir yang diubah unit belum dinilai lagi",
            "{n} butir yang diubah unit belum dinilai lagi",
            changed,
        )
        made.append(Point("warn", text.format(n=changed)))
    counted = (
        (lowered, n_("{n} butir diturunkan", "{n} butir diturunkan", lowered)),
        (pending, n_("{n} temuan masih terbuka", "{n} temuan masih terbuka", pending)),
        (
            answered,
            n_("{n} temuan menunggu verifikasi", "{n} temuan menunggu verifikasi", answered),
        ),
    )
    made += [Point("info", text.format(n=n)) for n, text in counted if n]
    return tuple(made)


def desk_of(session: Session) -> Stage:
    """The desk this user sits at, as far as it is one of the inspectorate's; else that of the members."""
    chosen = session.settings.review_stage
    known = {one.value for one, rule in review.STAGES.items() if rule.side is review.Side.TPI}
    return Stage(chosen) if chosen in known else Stage.TPI_MEMBER


class PassDialog(FlowDialog):
    """A check list, a note that goes along, and one button that passes the assessment on."""

    def __init__(self, parent: QWidget, session: Session, sheet: Sheet, act: Act) -> None:
        title, sentence, primary = _TEXTS[act]()
        super().__init__(parent, title, sentence, primary=primary, width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._sheet, self._act = session, sheet, act
        self._stage = Stage.SELF if act is Act.SUBMIT else desk_of(session)
        self.points = open_points(sheet) if act is Act.SUBMIT else review_points(sheet, self._stage)
        self.note = NoteEdit(_NOTES[act](), _HINTS[act]())
        closing = act is Act.CLOSE
        self._unsettled = act is not Act.RETURN and any(one.kind == "warn" for one in self.points)
        self.sure = Check(
            _("Tutup dengan yang belum selesai di atas")
            if closing
            else _("Tetap serahkan walaupun semua itu belum selesai")
        )
        self.sure.setVisible(self._unsettled)
        self._lay_out_body()
        self.check = self._wrong
        self.accepted.connect(self._pass_on)
        self.note.setFocus() if act is not Act.SUBMIT else self.primary.setFocus()

    def _lay_out_body(self) -> None:
        points = self.points or (Point("ok", _("Semua butir dijawab dan semua bukti dilampirkan")),)
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(7))
        for one in points:
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            row.addWidget(Mark(one.kind), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(one.text, wrap=True), 1)
            lines.addLayout(row)
        self.body.addLayout(lines)
        self.body.addWidget(self.sure)
        named = QVBoxLayout()
        named.setSpacing(theme.px(4))
        name = label(_NOTES[self._act](), weight=600)
        name.setBuddy(self.note)
        named.addWidget(name)
        named.addWidget(self.note)
        self.body.addLayout(named)

    def _wrong(self) -> str:
        if any(one.kind == "bad" for one in self.points):
            return _("Tulis dahulu alasan jawaban yang berbeda, di halaman Reviu.")
        if self._act is Act.RETURN and not self.note.toPlainText().strip():
            self.note.setFocus()
            return _("Tulis apa yang harus diperbaiki unit.")
        if self._unsettled and not self.sure.isChecked():
            if self._act is Act.CLOSE:
                return _("Centang bila hendak menutup dengan yang belum selesai.")
            return _("Centang bila hendak menyerahkan walaupun ada yang belum selesai.")
        return ""

    def _pass_on(self) -> None:
        mine, note, stage = self._sheet.assessment.id, self.note.toPlainText().strip(), self._stage
        verbs: dict[Act, Callable[[Workspace], Sheet]] = {
            Act.SUBMIT: lambda space: space.review.submit(mine, note),
            Act.RETURN: lambda space: space.review.return_(mine, note, stage),
            Act.CLOSE: lambda space: space.review.close(mine, note, stage),
        }
        said = {
            Act.SUBMIT: _("Diserahkan ke TPI. Jawaban dan bukti kini terkunci."),
            Act.RETURN: _("Dikembalikan ke unit."),
            Act.CLOSE: _("Reviu ditutup."),
        }
        self._session.do(verbs[self._act], said[self._act], relist=True, way_back=False)


_TEXTS: dict[Act, Callable[[], tuple[str, str, str]]] = {
    Act.SUBMIT: lambda: (
        _("Serahkan ke TPI"),
        _(
            "Sesudah diserahkan, jawaban dan bukti terkunci sampai TPI mengembalikannya. "
            "Menyerahkan tidak dapat diurungkan."
        ),
        _("Serahkan"),
    ),
    Act.RETURN: lambda: (
        _("Kembalikan untuk diperbaiki"),
        _("Unit dapat mengubah jawaban dan bukti lagi; yang berubah ditandai saat diserahkan kembali."),
        _("Kembalikan"),
    ),
    Act.CLOSE: lambda: (
        _("Tutup reviu"),
        _("Jawaban TPI menjadi hasil evaluasi internal. Reviu hanya terbuka lagi dengan mengembalikannya."),
        _("Tutup reviu"),
    ),
}
_NOTES: dict[Act, Callable[[], str]] = {
    Act.SUBMIT: lambda: _("Catatan untuk TPI"),
    Act.RETURN: lambda: _("Catatan untuk unit (wajib)"),
    Act.CLOSE: lambda: _("Catatan penutup"),
}
_HINTS: dict[Act, Callable[[], str]] = {
    Act.SUBMIT: lambda: _("Boleh kosong"),
    Act.RETURN: lambda: _("Apa yang harus diperbaiki, dan sampai kapan"),
    Act.CLOSE: lambda: _("Boleh kosong"),
}


class RoundsDialog(FlowDialog):
    """Every passing from hand to hand with its note, the last one first."""

    def __init__(self, parent: QWidget, sheet: Sheet) -> None:
        super().__init__(
            parent,
            _("Riwayat serah terima"),
            _("Siapa menyerahkan, mengembalikan, dan menutup, dengan catatannya."),
            primary=_("Tutup"),
            width=720,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.secondary.hide()
        self.view = RoundsView()
        self.view.show_sheet(sheet)
        self.view.setMinimumHeight(theme.px(320))
        self.body.addWidget(self.view, 1)
