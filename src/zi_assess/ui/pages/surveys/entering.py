"""Paper forms typed in one after another, by keyboard alone; each is kept as soon as it is complete."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.survey import Field, FieldKind, Form, Response
from zi_assess.core.survey.held import Survey
from zi_assess.i18n import _, count
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import entry, field, select
from zi_assess.ui.pages.surveys.head import pill_kind
from zi_assess.ui.pages.surveys.landing import while_open
from zi_assess.ui.pages.surveys.pad import AnswerPad
from zi_assess.ui.pages.surveys.profile import read_label
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button, Select
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.keys import KeyHints
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.text import label

_COLUMNS = 3


class EntryDialog(FlowDialog):
    """Types responses into *survey*. `entered()` when it is closed after something was kept."""

    entered = Signal()

    def __init__(self, parent: QWidget, session: Session, survey: SurveySheet) -> None:
        super().__init__(
            parent,
            _("Isi formulir {survey}").format(survey=said.name(survey)),
            _(
                "Ketik angka jawaban, lalu Enter. Tanggal, layanan, dan kelompok terbawa ke formulir berikutnya; "
                "isian lain dikosongkan."
            ),
            primary=_("Simpan responden"),
            secondary=_("Selesai"),
            width=900,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._survey = session, survey
        self._kept = 0
        self._open = True
        self._waiting = 0
        self._n = survey.responses.n
        self._last: list[tuple[Response, dict[str, str]]] = []
        """Who was kept, with the fields as they were typed, the last at the end."""
        self.pad = AnswerPad(survey.form, asked_keys(survey))
        self.fields: dict[str, Select | Entry] = {}
        self.remark = entry(said.remark_title(survey.form), placeholder=_("boleh kosong"))
        self._count = label(size="title", weight=600, tabular=True)
        self._value = label(size="title", weight=600, tabular=True)
        self._grade = Pill()
        self._state = Pill()
        self.back = Button(_("Urungkan yang terakhir"), icon="urung", small=True)
        self._lay_out_body()
        self.pad.finished.connect(self._keep)
        self.pad.changed.connect(lambda: self.complain(""))
        self.back.clicked.connect(self._take_back)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._keep)
        self.primary.setAutoDefault(False)
        self.primary.setDefault(False)
        self.secondary.setAutoDefault(False)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.activated.connect(self._take_back)
        leave = QShortcut(QKeySequence("F2"), self)
        leave.activated.connect(self._to_fields)
        self._show_standing(survey.held)
        self.pad.setFocus()

    def count(self) -> int:
        """How many respondents are kept."""
        return self._n

    # Keeping

    def _keep(self) -> None:
        if not self.pad.done():
            self.complain(_("Masih ada yang belum dijawab: ketik angkanya, atau 0 untuk kosong."))
            self.pad.setFocus()
            return
        if not self.pad.answers():
            self.complain(_("Semua jawaban kosong; formulir seperti ini tidak dihitung."))
            return
        profile = self._profile()
        if profile is None:
            return
        one = Response(self.pad.answers(), profile, self.remark.text().strip())
        typed = {key: _typed(box) for key, box in self.fields.items()}
        mine = self._survey.id
        self._waiting += 1
        self._tell()
        self._session.ask(
            lambda space: space.surveys.record_response(mine, one),
            while_open(self, self._landed),
            lambda error: self._lost(one, typed, error),
        )
        self._last.append((one, typed))
        stays = {known.key for known in self._survey.form.profile if _stays(known)}
        self._fill(Response({}), {key: text for key, text in typed.items() if key in stays})

    def _fill(self, one: Response, typed: dict[str, str]) -> None:
        """Put *one* into the pad, and what was *typed* about the respondent into the fields."""
        for key, box in self.fields.items():
            text = typed.get(key, "")
            if isinstance(box, Select):
                box.setCurrentIndex(max(0, box.findData(text)))
            else:
                box.setText(text)
        self.remark.setText(one.remark)
        self.pad.fill(one.answers)
        self.pad.setFocus()

    def _landed(self, held: Survey) -> None:
        self._waiting -= 1
        self._kept += 1
        self._show_standing(held)

    def _lost(self, one: Response, typed: dict[str, str], error: BaseException) -> None:
        """It could not be written: its answers come back to be tried again."""
        self._session.report(error)
        if not self._open:
            return
        self._waiting -= 1
        if (one, typed) in self._last:
            self._last.remove((one, typed))
        self._fill(one, typed)
        self._tell()

    def _take_back(self) -> None:
        """The last respondent out of the survey and back into the pad."""
        if not self._last or self._waiting:
            return
        last, mine, place = self._last.pop(), self._survey.id, self._n - 1
        self._waiting += 1
        self._tell()
        self._session.ask(
            lambda space: space.surveys.remove_response(mine, place),
            while_open(self, lambda held: self._taken_back(held, *last)),
            lambda error: self._not_taken_back(last, error),
        )

    def _taken_back(self, held: Survey, one: Response, typed: dict[str, str]) -> None:
        self._landed(held)
        self._fill(one, typed)

    def _not_taken_back(self, last: tuple[Response, dict[str, str]], error: BaseException) -> None:
        """It is still in the survey."""
        self._session.report(error)
        if self._open:
            self._waiting -= 1
            self._last.append(last)
            self._tell()

    def _profile(self) -> dict[str, str] | None:
        """What is said of the respondent; None when something of it is wrong, which is then told."""
        given = {}
        for key, box in self.fields.items():
            if isinstance(box, Select):
                text = str(box.currentData() or "")
            else:
                text, wrong = read_label(self._survey.form.field(key), box.text())
                if wrong:
                    self.complain(wrong)
                    box.setFocus(Qt.FocusReason.OtherFocusReason)
                    return None
            if text:
                given[key] = text
        return given

    # Showing

    def _show_standing(self, held: Survey) -> None:
        self._n = held.responses.n
        self._count.setText(count(self._n))
        self._value.setText(said.headline(held.result))
        grade = held.result.grade
        self._grade.set(said.grade_words(grade), pill_kind(grade))
        self._tell()

    def _tell(self) -> None:
        self._state.set(
            _("menyimpan…") if self._waiting else _("Tersimpan"), "neutral" if self._waiting else "ok"
        )
        self.back.setEnabled(bool(self._last) and not self._waiting)

    def _to_fields(self) -> None:
        """To what is asked about the respondent, and from there back to the answers."""
        asked = [self.fields[one.key] for one in self._survey.form.profile if not _stays(one)]
        first = next(iter((*asked, *self.fields.values())), self.remark)
        if self.pad.hasFocus():
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.pad.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field keeps what is complete, and goes back to the answers otherwise."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or self.focusWidget() not in (*self.fields.values(), self.remark):
            super().keyPressEvent(event)
        elif self.pad.done():
            self._keep()
        else:
            self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Tell the page, when something was kept."""
        self._open = False
        if self._kept or self._waiting:
            self.entered.emit()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is *Selesai*."""
        self.reject()

    def _lay_out_body(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.px(10))
        top.addWidget(label(_("Responden"), tone="muted"))
        top.addWidget(self._count)
        top.addSpacing(theme.px(14))
        name = said.figure_name(self._survey.form)
        if not self._survey.risky:
            top.addWidget(label(name, tone="muted"))
            top.addWidget(self._value)
            top.addWidget(self._grade)
        top.addStretch(1)
        top.addWidget(self._state)
        top.addWidget(self.back)
        self.body.addLayout(top)
        self.body.addWidget(self.pad)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(8))
        for place, one in enumerate(self._survey.form.profile):
            box = _box(one, self._known(one))
            self.fields[one.key] = box
            grid.addLayout(field(one.title, box), place // _COLUMNS, place % _COLUMNS)
        self.body.addLayout(grid)
        line = QVBoxLayout()
        line.addLayout(field(said.remark_title(self._survey.form), self.remark))
        self.body.addLayout(line)
        self.body.addWidget(
            KeyHints(
                (
                    (("1", "–", str(_most(self._survey.form))), _("jawab")),
                    (("0",), _("kosong")),
                    (("⌫",), _("mundur")),
                    (("Enter",), _("simpan")),
                    (("F2",), _("isian responden")),
                    (("Ctrl", "Z"), _("urungkan yang terakhir")),
                )
            )
        )

    def _known(self, one: Field) -> list[str]:
        """What was written in this field before, for one that is written freely."""
        column = self._survey.responses.profile.get(one.key)
        named = self._survey.words.get("services", "").split(",") if one.role == "service" else []
        known = [label for label in column.labels if label] if column else []
        return list(dict.fromkeys([*(name.strip() for name in named if name.strip()), *known]))


def _stays(one: Field) -> bool:
    """Whether a field is about the day or the place and not the person: a whole pile of forms shares it."""
    return one.kind is FieldKind.DATE or bool(one.role)


def _typed(box: Select | Entry) -> str:
    return str(box.currentData() or "") if isinstance(box, Select) else box.text()


def _box(one: Field, known: list[str]) -> Select | Entry:
    if one.kind is FieldKind.OPTIONS:
        return select(one.title, [("", "–"), *((option.key, option.title) for option in one.options)])
    made = entry(one.title, placeholder=_("17/8/2026") if one.kind is FieldKind.DATE else "")
    if known:
        completer = QCompleter(known, made)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        made.setCompleter(completer)
    return made


def asked_keys(survey: SurveySheet) -> tuple[str, ...]:
    """The columns a printed form of *survey* asks, question by question."""
    optional = survey.asks_optional
    aspects = [one for one in survey.form.aspects if optional or not one.optional]
    items = [item for unsur in survey.form.unsur for item in unsur.asked]
    first = survey.form.aspects[0]
    return tuple(
        item.code if aspect is first else f"{item.code}:{aspect.key}" for item in items for aspect in aspects
    )


def _most(form: Form) -> int:
    return max(item.scale.most for item in form.items)
