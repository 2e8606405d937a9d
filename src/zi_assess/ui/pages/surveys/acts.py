"""What is done with surveys: started, described, filled, carried, printed, planned, corrected, removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from zi_assess.core.assessment import FollowUp
from zi_assess.core.sheet import Sheet
from zi_assess.core.survey import Frame, Response
from zi_assess.i18n import N_, _
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui import flows
from zi_assess.ui.pages.surveys import reading
from zi_assess.ui.pages.surveys.landing import while_open
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.dialog import confirm

if TYPE_CHECKING:
    from zi_assess.ui.pages.surveys.papers import PapersDialog
    from zi_assess.ui.pages.surveys.survey_dialog import Described
    from zi_assess.workspace import Workspace

_TABLES = N_("Tabel jawaban (*.csv *.xlsx *.xlsm *.txt *.tsv);;Semua berkas (*)")


class Acts(QObject):
    """The acts on the chosen survey. `changed()` when it is another one now; `made(str)` passes a new one's id."""

    changed = Signal()
    made = Signal(str)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._sheet: Sheet | None = None
        self._chosen: SurveySheet | None = None
        self._papers: PapersDialog | None = None
        self._then: tuple[str, Callable[[], None]] | None = None

    def show(self, sheet: Sheet, chosen: SurveySheet | None) -> None:
        """Act on *chosen* from now on; what waited for it goes on."""
        self._sheet, self._chosen = sheet, chosen
        if self._papers is not None and chosen is not None:
            self._papers.show_survey(chosen, sheet)
        if self._then is not None and chosen is not None and self._then[0] == chosen.id:
            then, self._then = self._then[1], None
            then()

    def _window(self) -> QWidget:
        return self._page.window()

    def new(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a new survey, and show it."""
        from zi_assess.ui.pages.surveys.survey_dialog import SurveyDialog, load_forms

        sheet = self._sheet
        if sheet is None:
            return

        def told(given: Described) -> None:
            reading.change(
                self._session, lambda space: _made(space, given), lambda made: self._begun(made, then)
            )

        units = sorted({one.unit.name for one in self._session.assessments})
        dialog = SurveyDialog(self._window(), units, sheet.assessment.unit.name, told)
        self._session.work.side(lambda tick: load_forms(), while_open(dialog, dialog.offer))
        dialog.open()

    def _begun(self, survey: str, then: Callable[[], None] | None) -> None:
        self._then = (survey, then) if then is not None else None
        self.made.emit(survey)

    def describe(self) -> None:
        """Say more about the chosen survey."""
        from zi_assess.ui.pages.surveys.survey_dialog import SurveyDialog

        chosen = self._chosen
        if chosen is None:
            return

        def told(given: Described) -> None:
            mine = chosen.id
            reading.change(
                self._session,
                lambda space: space.surveys.describe(
                    mine,
                    period=given.period,
                    title=given.title,
                    way=given.way,
                    first=given.first,
                    last=given.last,
                    frame=given.frame,
                ),
                lambda _held: self.changed.emit(),
            )

        SurveyDialog(self._window(), [], chosen.unit.name, told, chosen).open()

    def import_file(self, path: Path | None = None) -> None:
        """Import a table of answers into the chosen survey; without one, a new survey is asked for first."""
        if path is None:
            path = flows.ask_file(self._window(), self._session, _("Impor jawaban"), _(_TABLES))
        if path is None:
            return
        chosen = self._chosen
        if chosen is None:
            self.new(lambda: self.import_file(path))
            return
        from zi_assess.ui.pages.surveys.importing import ImportDialog

        dialog = ImportDialog(self._window(), self._session, chosen, path)
        dialog.taken.connect(lambda _held: self._tell(_("Jawaban diimpor")))
        dialog.open()

    def enter(self) -> None:
        """Type paper forms in."""
        from zi_assess.ui.pages.surveys.entering import EntryDialog

        chosen = self._chosen
        if chosen is not None:
            dialog = EntryDialog(self._window(), self._session, chosen)
            dialog.entered.connect(lambda: self._tell(""))
            dialog.open()

    def type_in(self) -> None:
        """Type a printed summary in."""
        from zi_assess.ui.pages.surveys.summary import SummaryDialog

        chosen = self._chosen
        if chosen is not None:
            mine = chosen.id
            SummaryDialog(
                self._window(),
                chosen,
                lambda typed: reading.change(
                    self._session,
                    lambda space: space.surveys.type_in(mine, typed),
                    lambda _held: self.changed.emit(),
                ),
            ).open()

    def papers(self) -> None:
        """Show reports, poster and form."""
        from zi_assess.ui.pages.surveys.papers import PapersDialog

        chosen, sheet = self._chosen, self._sheet
        if chosen is None or sheet is None:
            return
        self._papers = PapersDialog(self._window(), self._session, chosen, sheet)
        self._papers.texts.connect(self.texts)
        self._papers.finished.connect(self._papers_closed)
        self._papers.open()

    def _papers_closed(self) -> None:
        self._papers = None

    def texts(self) -> None:
        """Write what is printed."""
        from zi_assess.ui.pages.surveys.texts import TextsDialog

        chosen = self._chosen
        if chosen is not None:
            mine = chosen.id

            def told(frame: Frame) -> None:
                reading.change(
                    self._session,
                    lambda space: space.surveys.describe(mine, frame=frame),
                    lambda _held: self.changed.emit(),
                )

            TextsDialog(self._papers or self._window(), chosen, told).open()

    def plan(self) -> None:
        """Write down what is done about the lowest unsur."""
        from zi_assess.ui.pages.surveys.planning import PlanDialog

        chosen, sheet = self._chosen, self._sheet
        if chosen is None or sheet is None:
            return
        mine = sheet.assessment.id
        fed = [
            one.code
            for one in chosen.form.feeds
            if one.pack == sheet.pack.id and sheet.pack.question(one.code)
        ]

        def told(found: list[FollowUp]) -> None:
            self._session.do(
                lambda space: space.follow_many(mine, found), _("Rencana tindak lanjut disimpan")
            )

        PlanDialog(self._window(), chosen, fed[-1] if fed else "", told).open()

    def carry(self, code: str) -> None:
        """Carry the index of the chosen survey into the criterion *code*."""
        chosen, sheet = self._chosen, self._sheet
        if chosen is None or sheet is None:
            return
        mine, survey = sheet.assessment.id, chosen.id
        words = _("{survey} dibawa ke {code}").format(survey=said.name(chosen), code=code)
        self._session.do(lambda space: space.surveys.carry(mine, code, survey), words)

    def unlink(self, code: str) -> None:
        """Let the criterion *code* forget the survey; its answer stays."""
        sheet = self._sheet
        if sheet is not None:
            mine = sheet.assessment.id
            words = _("{code} dilepaskan dari surveinya; jawabannya tetap.").format(code=code)
            self._session.do(lambda space: space.surveys.unlink(mine, code), words)

    def remove(self) -> None:
        """Take the chosen survey away, when the user is sure."""
        chosen = self._chosen
        if chosen is None:
            return
        sentence = _("{n} dan hasilnya dihapus dari ruang kerja. Ini tidak dapat diurungkan.")
        if confirm(
            self._window(),
            _("Hapus {survey}?").format(survey=said.name(chosen)),
            sentence.format(n=said.respondents(chosen.result.n)),
            _("Hapus"),
            danger=True,
        ):
            mine = chosen.id
            reading.change(
                self._session, lambda space: space.surveys.remove(mine), lambda _none: self.made.emit("")
            )

    def edit(self, place: int, one: Response) -> None:
        chosen = self._chosen
        if chosen is not None:
            mine = chosen.id
            reading.change(
                self._session,
                lambda space: space.surveys.change_response(mine, place, one),
                lambda _held: self.changed.emit(),
            )

    def drop_row(self, place: int) -> None:
        chosen = self._chosen
        if chosen is not None:
            mine = chosen.id
            reading.change(
                self._session,
                lambda space: space.surveys.remove_response(mine, place),
                lambda _held: self._tell(_("Responden {n} dihapus").format(n=place + 1)),
            )

    def _tell(self, words: str) -> None:
        if words:
            self._session.noticed.emit(words, False)
        self.changed.emit()


def _made(space: Workspace, given: Described) -> str:
    return space.surveys.new(
        given.unit,
        given.form,
        given.period,
        given.title,
        way=given.way,
        first=given.first,
        last=given.last,
        frame=given.frame,
    )
