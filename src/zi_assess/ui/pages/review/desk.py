"""The desk a reviewer sits at: which stage writes, whether it may now, and its verbs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from zi_assess.core import review
from zi_assess.core.assessment import Mark, Observation, Stage, Value
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, n_
from zi_assess.ui import handing
from zi_assess.ui.session import Session

STAGES = (Stage.PRELIMINARY, Stage.TPI_MEMBER, Stage.TPI_LEAD, Stage.TPI_CONTROL, Stage.TPN)
PROPOSED = (
    N_("Bukti tidak sesuai dengan yang diminta."),
    N_("Bukti di luar masa penilaian."),
    N_("Dokumen belum ditandatangani."),
    N_("Pelaksanaan belum dibuktikan, baru rencana."),
    N_("Belum mencakup seluruh jenis layanan."),
    N_("Tautan tidak dapat dibuka."),
)
"""What reviewers write again and again; each of them may be changed."""


class Desk(QObject):
    """Writes for one stage. `moved()` when another stage is chosen."""

    moved = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def stage(self) -> Stage:
        """The stage that writes, as it is remembered."""
        chosen = self._session.settings.review_stage
        return Stage(chosen) if chosen in {one.value for one in STAGES} else Stage.TPI_MEMBER

    def sit(self, stage: Stage) -> None:
        """Sit down at another desk."""
        if stage is not self.stage:
            self._session.adjust(review_stage=stage.value)
            self.moved.emit()

    @property
    def templates(self) -> tuple[str, ...]:
        """The sentences one needs often."""
        return self._session.settings.review_notes or tuple(_(one) for one in PROPOSED)

    def keep_templates(self, texts: tuple[str, ...]) -> None:
        """Keep *texts* as the sentences one needs often."""
        self._session.adjust(review_notes=texts)

    def refusal(self, sheet: Sheet) -> str:
        """Why this desk may not write in *sheet* now; "" when it may."""
        if self._session.read_only:
            return _("Ruang kerja ini hanya dapat dibaca.")
        return handing.refusal(sheet.assessment, self.stage)

    def needs_note(self, sheet: Sheet, code: str, value: Value | None) -> bool:
        """Whether *value* must be explained."""
        return review.needs_note(sheet.pack, sheet.assessment, self.stage, code, value)

    # Verbs

    def answer(self, sheet: Sheet, code: str, value: Value | None, note: str) -> None:
        """Give this stage's answer with its reason."""
        mine, stage = sheet.assessment.id, self.stage
        said = _("Jawaban {code} dikosongkan").format(code=code) if value is None else ""
        self._session.do(lambda space: space.review.answer(mine, code, value, stage, note), said)

    def agree(self, sheet: Sheet, codes: tuple[str, ...]) -> None:
        """Take over what is judged; several at once are told, with the way back."""
        mine, stage, many = sheet.assessment.id, self.stage, len(codes)
        said = n_("{n} butir disetujui", "{n} butir disetujui", many).format(n=many) if many > 1 else ""
        self._session.do(lambda space: space.review.agree(mine, codes, stage), said)

    def mark(self, sheet: Sheet, evidence_id: str, mark: Mark | None, note: str) -> None:
        """Tick a piece of evidence."""
        mine, stage = sheet.assessment.id, self.stage
        self._session.do(lambda space: space.review.mark(mine, evidence_id, mark, stage, note))

    def observe(self, sheet: Sheet, several: Sequence[Observation], said: str = "") -> None:
        """Write observations down, as one step."""
        mine = sheet.assessment.id
        self._session.do(lambda space: space.review.observe(mine, *several), said)

    def drop_observation(self, sheet: Sheet, observation_id: str) -> None:
        """Take an observation away."""
        mine = sheet.assessment.id
        said = _("Temuan dihapus")
        self._session.do(lambda space: space.review.drop_observation(mine, observation_id), said)
