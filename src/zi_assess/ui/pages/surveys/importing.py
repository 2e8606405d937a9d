"""Impor jawaban: what each column is taken for, what unsure words mean, and every row accepted or named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zi_assess import i18n
from zi_assess.core.survey import Form
from zi_assess.core.survey.held import Survey
from zi_assess.errors import Cancelled, ZiError
from zi_assess.i18n import _, count, n_, say
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui import flows, theme
from zi_assess.ui.dialogs.form import entry, fill, select
from zi_assess.ui.pages.surveys.landing import while_open
from zi_assess.ui.pages.surveys.meanings import Meanings, label_of
from zi_assess.ui.pages.surveys.refused import Refused, rejected_csv
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.focus import walk_to
from zi_assess.ui.widgets.notices import Banner
from zi_assess.ui.widgets.progress import ProgressBar
from zi_assess.ui.widgets.tabs import Tabs
from zi_assess.ui.widgets.text import label
from zi_assess.ui.work import Job, Tick

if TYPE_CHECKING:
    from zi_assess.responses import Mapping, Proposal, Proposed, Question, Read, Use
    from zi_assess.workspace import Workspace
    from zi_assess.workspace.surveyrows import ListedSurvey

_AGAIN_MS = 250  # after a choice, before the file is read again
_COLUMNS, _LABELS, _ROWS = "kolom", "arti", "baris"


@dataclass(frozen=True, slots=True)
class Found:
    """What was made of a file, and the name of the remembered mapping that fits it ("" for none)."""

    proposal: Proposal
    mapping: Mapping
    known: str


class ImportDialog(FlowDialog):
    """Imports the file at *path* into *survey*; `taken(object)` passes the `Survey` it became."""

    taken = Signal(object)

    def __init__(self, parent: QWidget, session: Session, survey: SurveySheet, path: Path) -> None:
        super().__init__(
            parent,
            _("Impor jawaban {survey}").format(survey=said.name(survey)),
            path.name,
            primary=_("Impor"),
            width=940,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._survey, self._path = session, survey, path
        self._found: Found | None = None
        self._mapping: Mapping | None = None
        self._form = survey.form
        self._read: Read | None = None
        self._job: Job | None = None
        self._again = False
        self._uses: dict[str, Use] = {}
        self._make_parts()
        self._lay_out_body()
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._take)
        self.primary.setEnabled(False)
        self.finished.connect(self._stop)
        self._look()

    # Reading, beside the window

    def _look(self) -> None:
        self._say(_("Membaca kolom…"))
        form, path, kind = self._survey.form, self._path, self._survey.form.kind
        n = self._survey.responses.n

        def looked(found: Proposal) -> None:
            headings = [one.heading for one in found.columns]
            self._session.ask(
                lambda space: space.surveys.recognised(kind, headings),
                while_open(self, lambda known: self._proposed(found, known)),
            )

        self._job = self._session.work.side(
            lambda tick: _propose(path, form, n), while_open(self, looked), while_open(self, self._fail)
        )

    def _proposed(self, proposal: Proposal, known: tuple[str, Mapping] | None) -> None:
        if known is not None:
            self._found = Found(proposal, known[1], known[0])
            self._known.setText(_("Pemetaan “{name}” dikenali dan dipakai.").format(name=known[0]))
        else:
            self._found = Found(proposal, proposal.mapping, "")
            self._known.setText(
                _(
                    "Kolom dikenali dari judul dan isinya. Periksa yang ragu; nama dan nomor telepon tidak diimpor."
                )
            )
        self._mapping = self._found.mapping
        self._form = proposal.form
        self.source.setText(self._found.known or _source_name(self._path))
        self._show_questions()
        self._show_mapping()
        self._run()

    def _run(self) -> None:
        """Read the file as the mapping says now."""
        if self._mapping is None:
            return
        if self._job is not None:
            self._job.cancel()
        path, form, mapping = self._path, self._form, self._mapping
        self._read = None
        self.primary.setEnabled(False)
        self._say(_("Membaca baris…"))
        self._bar.set(None)
        self._bar.show()
        self._job = self._session.work.side(
            lambda tick: _read(path, form, mapping, tick),
            while_open(self, self._landed),
            while_open(self, self._fail),
        )
        self._job.progressed.connect(self._progress)

    def _progress(self, done: object, total: object) -> None:
        if isinstance(done, int) and isinstance(total, int) and total > 0:
            self._bar.set(done / total)

    def _landed(self, read: Read) -> None:
        self._job, self._read = None, read
        self._bar.hide()
        self.complain("")
        self._show_counts(read)
        self.refused.show_rows(read)
        self._show_unsure(read)
        many = read.counts.accepted
        words = n_("Impor 1 responden", "Impor {n} responden", many).format(n=count(many))
        self.primary.setText(words if many else _("Impor"))
        self.primary.setEnabled(many > 0)
        mine, digest = self._survey.id, read.sha256
        self._session.ask(
            lambda space: space.surveys.filled_from(digest, mine), while_open(self, self._show_elsewhere)
        )

    def _fail(self, error: BaseException) -> None:
        self._bar.hide()
        if isinstance(error, Cancelled):
            return
        self._job = None
        self.primary.setEnabled(False)
        if isinstance(error, ZiError):
            self._say("")
            self.complain(f"{i18n.say(error.what, error.values)} {i18n.say(error.remedy, error.values)}")
        else:
            self.reject()
            self._session.report(error)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # Showing

    def _say(self, text: str) -> None:
        self._counts.setText(text)

    def _show_counts(self, read: Read) -> None:
        told = read.counts
        words = _("{present} baris responden = {accepted} diterima + {rejected} ditolak").format(
            present=count(told.present), accepted=count(told.accepted), rejected=count(told.rejected)
        )
        rest = told.before + told.blank + told.footer
        if rest:
            words += " · " + _("{n} baris judul, kosong, atau kaki tabel").format(n=count(rest))
        self._say(words)
        self._tabs.set_count(_ROWS, told.rejected)
        notes = [f"{say(text, dict(values))}." for text, values in read.notes]
        if read.unsure:
            waiting = _("{n} baris ditolak sampai arti jawabannya dipastikan.")
            notes.insert(0, waiting.format(n=count(sum(read.unsure.values()))))
        self._notes.setText("\n".join(notes))
        self._notes.setHidden(not notes)

    def _show_elsewhere(self, surveys: Sequence[ListedSurvey]) -> None:
        """The same people may not be counted in two periods by mistake."""
        names = ", ".join(f"{one.unit.name} · {one.period}" for one in surveys)
        words = _("Berkas yang sama sudah diimpor ke {surveys}. Periksa apakah periodenya benar.")
        self._elsewhere.set_text(words.format(surveys=names))
        self._elsewhere.setVisible(bool(surveys))

    def _show_mapping(self) -> None:
        if self._found is None or self._mapping is None:
            return
        here = self.columns.currentIndex().row()
        self.columns.show_columns(self._found.proposal.columns, self._mapping, self._form)
        self.columns.selectRow(max(0, here))
        self._show_use()

    def _show_use(self) -> None:
        """What the chosen column is taken for, to be changed."""
        from zi_assess.ui.pages.surveys import columns

        one = self._chosen()
        self.use.setEnabled(one is not None)
        if one is None or self._mapping is None:
            return
        choices = columns.uses(self._form, one.header or one.heading)
        self._uses = {f"{use.role.value}/{use.key}": use for use, _words in choices}
        now = self._mapping.of(one.heading)
        self.use.blockSignals(True)
        fill(
            self.use,
            [(f"{use.role.value}/{use.key}", words) for use, words in choices],
            f"{now.role.value}/{now.key}",
        )
        self.use.blockSignals(False)
        self._use_name.setText(
            _("Kolom “{header}” dipakai sebagai").format(header=(one.header or one.heading)[:60])
        )

    def _chosen(self) -> Proposed | None:
        key = self.columns.cells.key(self.columns.currentIndex().row())
        every = self._found.proposal.columns if self._found else ()
        return next((one for one in every if one.heading == key), None)

    def _use_chosen(self) -> None:
        one = self._chosen()
        use = self._uses.get(str(self.use.currentData()))
        if (
            one is not None
            and use is not None
            and self._mapping is not None
            and use != self._mapping.of(one.heading)
        ):
            self._mapping = self._mapping.with_column(one.heading, use.role, use.key)
            self._show_mapping()
            self._soon.start(_AGAIN_MS)

    # Questions

    def _show_questions(self) -> None:
        """What must be confirmed once: ambiguous headings in words, ambiguous answers with a choice."""
        if self._found is None:
            return
        columns_asked = [one for one in self._found.proposal.questions if one.kind != "label"]
        texts = [f"{say(one.text, dict(one.values))}." for one in columns_asked]
        self._doubts.set_text("\n".join(texts))
        doubts = bool(texts) and not self._found.known
        self._doubts.setVisible(doubts)
        self._tabs.set_count(_COLUMNS, len(texts) if doubts else 0)
        labels = [one for one in self._found.proposal.questions if one.kind == "label"]
        known = self._mapping.labels if self._mapping else {}
        self._ask([one for one in labels if label_of(one) not in known.get(one.key, {})])

    def _show_unsure(self, read: Read) -> None:
        """Answers that came to light only while all rows were read."""
        from zi_assess.responses import label_question

        asked = {(one.key, label_of(one)) for one in self.meanings.asked}
        new = [label_question(self._form, key, text) for key, text in read.unsure if (key, text) not in asked]
        if new:
            self._ask([*self.meanings.asked, *new])

    def _ask(self, questions: Sequence[Question]) -> None:
        self.meanings.ask(questions, self._form, self._mapping.labels if self._mapping else {})
        self._tabs.set_count(_LABELS, len(questions))
        self._tabs.offer(_LABELS, bool(questions))
        if questions and self._tabs.value() == _COLUMNS:
            self._open(_LABELS)

    def _answer(self, key: str, text: str, value: int | None) -> None:
        if self._mapping is not None:
            self._mapping = self._mapping.with_label(key, text, value)
            self._soon.start(_AGAIN_MS)

    # Taking

    def _take(self) -> None:
        read, mapping, kind = self._read, self._mapping, self._survey.form.kind
        if read is None or mapping is None:
            return
        mine, add, again = self._survey.id, not self.instead.isChecked(), self._again
        name = self.source.text().strip() if self.keep.isChecked() else ""

        def act(space: Workspace) -> Survey | ZiError:
            try:
                held = space.surveys.take(mine, read, add=add, again=again)
            except ZiError as error:
                return error
            if name:
                space.surveys.remember(kind, name, mapping)
            return held

        self.primary.setEnabled(False)
        self._say(_("Menyimpan…"))
        self._session.ask(act, while_open(self, self._took), self._not_taken)

    def _not_taken(self, error: BaseException) -> None:
        self._session.report(error)
        self.reject()

    def _took(self, found: Survey | ZiError) -> None:
        if isinstance(found, ZiError):
            self.complain(f"{i18n.say(found.what, found.values)} {i18n.say(found.remedy, found.values)}")
            read = self._read
            twice = read is not None and any(one.sha256 == read.sha256 for one in self._survey.held.sources)
            self._again = twice
            self.primary.setText(_("Tetap impor sekali lagi") if twice else _("Impor"))
            self.primary.setEnabled(twice)
            if read is not None:
                self._show_counts(read)
            return
        self.taken.emit(found)
        self.accept()

    def _save_rejected(self) -> None:
        read = self._read
        if read is not None:
            name = _("Baris ditolak {file}.csv").format(file=self._path.stem)
            flows.save(
                self, self._session, _("Simpan daftar baris yang ditolak"), name, _("Berkas CSV (*.csv)"),
                lambda: rejected_csv(read),
            )  # fmt: skip

    # Building

    def _make_parts(self) -> None:
        from zi_assess.ui.pages.surveys.columns import ColumnsTable

        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._run)
        self._counts = label(weight=600, wrap=True, tabular=True)
        self._bar = ProgressBar()
        self._bar.hide()
        self._known = label(tone="muted", wrap=True)
        self._notes = label(size="small", tone="muted", wrap=True)
        self._notes.hide()
        self._doubts = Banner("warn", "", dismissable=False)
        self._doubts.hide()
        self._elsewhere = Banner("warn", "", dismissable=False)
        self._elsewhere.hide()
        self.columns = ColumnsTable()
        self.columns.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_use())
        self.columns.doubleClicked.connect(lambda _index: self._pick())
        self._use_name = label(weight=600, wrap=True)
        self.use = select(_("Kolom dipakai sebagai"), [])
        self.use.setMinimumWidth(theme.px(330))
        self.use.currentIndexChanged.connect(lambda _index: self._use_chosen())
        self.columns.entered.connect(lambda: walk_to(self.use))
        self.refused = Refused()
        self.refused.wanted.connect(self._save_rejected)
        self.meanings = Meanings()
        self.meanings.meant.connect(self._answer)
        self.zero = Check(_("Angka 0 berarti kosong"))
        self.zero.toggled.connect(self._zero_chosen)
        self.instead = Check(
            _("Ganti jawaban yang sudah ada ({n})").format(n=count(self._survey.responses.n))
        )
        self.instead.setVisible(self._survey.responses.n > 0)
        self.keep = Check(_("Ingat arti kolom ini untuk berkas berikutnya dari"))
        self.keep.setChecked(True)
        self.source = entry(_("Nama sumber"))
        self._tabs = Tabs(
            _("Bagian impor"),
            ((_COLUMNS, _("Kolom")), (_LABELS, _("Arti jawaban")), (_ROWS, _("Baris ditolak"))),
        )
        self._tabs.chosen.connect(self._open)

    def _zero_chosen(self, on: bool) -> None:
        if self._mapping is not None:
            self._mapping = replace(self._mapping, zero_is_blank=on)
            self._soon.start(_AGAIN_MS)

    def _pick(self) -> None:
        self.use.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.use.showPopup()

    def _open(self, key: str) -> None:
        self._tabs.select(key)
        self._stack.setCurrentWidget(self._pages[key])

    def _lay_out_body(self) -> None:
        self.body.setSpacing(theme.px(8))
        self.body.addWidget(self._counts)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._notes)
        self.body.addWidget(self._elsewhere)
        self.body.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._pages = {_COLUMNS: self._columns_page(), _LABELS: self.meanings, _ROWS: self.refused}
        self._stack = QStackedWidget()
        self._stack.setFixedHeight(room_for(self, 400, 400))
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.body.addWidget(self._stack, 1)
        self._tabs.offer(_LABELS, False)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.zero, 0, 0)
        grid.addWidget(self.instead, 0, 1)
        grid.addWidget(self.keep, 1, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.source, 1, 1)
        self.body.addLayout(grid)
        self._open(_COLUMNS)

    def _columns_page(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._known)
        column.addWidget(self._doubts)
        column.addWidget(self.columns, 1)
        row = QHBoxLayout()
        row.addWidget(self._use_name, 1)
        row.addWidget(self.use)
        column.addLayout(row)
        return made


def _propose(path: Path, form: Form, n: int) -> Proposal:
    """What the file's columns mean; a survey that has answers keeps its scale, an empty one may take another."""
    from zi_assess import responses
    from zi_assess.criteria import surveys

    variants = () if n else tuple(surveys.find(form.kind, one.id) for one in form.variants)
    return responses.propose(path, form, variants)


def _read(path: Path, form: Form, mapping: Mapping, tick: Tick) -> Read:
    from zi_assess import responses

    return responses.read(path, form, mapping, tick)


def _source_name(path: Path) -> str:
    """The file's name without what changes from file to file: numbers, dates, brackets."""
    words = [
        word
        for word in path.stem.replace("_", " ").replace("-", " ").split()
        if not any(c.isdigit() for c in word)
    ]
    return " ".join(words)[:60] or path.stem[:60]
