"""One criterion under review: what every stage says, this desk's answer with its reason, and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from zi_assess.core import review, worklist
from zi_assess.core.assessment import Answer, Stage, Value
from zi_assess.core.pack import Question
from zi_assess.core.scoring import valuate
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_, number
from zi_assess.ui import theme, words
from zi_assess.ui.answers import AnswerArea, Tag
from zi_assess.ui.models.tree import answer_short
from zi_assess.ui.pages.review.desk import Desk
from zi_assess.ui.pages.review.evidence import EvidencePart
from zi_assess.ui.pages.review.templates import TemplatesDialog
from zi_assess.ui.widgets.buttons import Button, LinkButton
from zi_assess.ui.widgets.layers import LayersStrip, layers
from zi_assess.ui.widgets.note import NoteEdit
from zi_assess.ui.widgets.notices import Banner
from zi_assess.ui.widgets.surfaces import scroll
from zi_assess.ui.widgets.text import SectionHeader, label

WIDEST = 820
_MENU_WIDTH = 70  # letters of a sentence in the menu


class CriterionPane(QWidget):
    """A criterion that scrolls. An answer that differs waits, shown as chosen, until its reason is written.

    `lost(str)` says what was not saved for want of a reason; `observed(str)` asks for a new observation at a code,
    `observations(str)` for those that are there; `mending(str)` for where the unit mends its answer.
    """

    lost = Signal(str)
    observed = Signal(str)
    observations = Signal(str)
    mending = Signal(str)

    def __init__(self, desk: Desk, evidence: EvidencePart) -> None:
        super().__init__()
        self._desk = desk
        self.evidence = evidence  # stands beside, or below the answer where there is no room beside
        self._sheet: Sheet | None = None
        self._question: Question | None = None
        self._draft: tuple[str, Value] | None = None  # an answer that waits for its reason
        self._writable = False
        self._make_parts()
        self._area = self._lay_out()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    # What the page calls

    def show_question(self, question: Question, sheet: Sheet, writable: bool) -> None:
        """Show *question* as it stands in *sheet*."""
        if self._question is None or question.code != self._question.code:
            self._area.verticalScrollBar().setValue(0)
        self._question, self._sheet, self._writable = question, sheet, writable
        self._where.setText(_breadcrumb(sheet, question))
        self._title.setText(question.title)
        self._hint.setText(question.hint)
        self._hint.setHidden(not question.hint)
        stage = self._desk.stage
        self.layers.show_layers(layers(sheet, question, stage), stage, (stage,))
        self._show_answer()
        self.evidence.show_question(question, sheet, writable)
        self._show_observed()

    def code(self) -> str:
        """The criterion shown."""
        return self._question.code if self._question else ""

    def flush(self) -> None:
        """Pass on what is being typed; what still lacks its reason is not saved, and that is said."""
        self._answer.flush()
        self.note.flush()
        if self._draft is not None and self._question is not None:
            code, value = self._draft
            self._draft = None
            text = _("{code}: jawaban {answer} tidak disimpan karena alasannya belum ditulis.")
            self.lost.emit(text.format(code=code, answer=answer_short(self._question, Answer(value))))
        name = self.evidence.flush()
        if name:
            text = _("Tanda pada {name} tidak disimpan karena alasannya belum ditulis.")
            self.lost.emit(text.format(name=name))

    def press(self, key: str) -> bool:
        """Answer by letter, agree by S, tick evidence by digit; tells whether *key* was one of them."""
        if self.evidence.press(key):
            return True
        if not self._writable:
            return False
        if self._answer.press(key):
            return True
        if key.casefold() == "s":
            self.agree()
            return True
        return False

    def agree(self) -> None:
        """Take over what is judged here."""
        sheet, question = self._sheet, self._question
        if sheet is None or question is None or not self._writable:
            return
        judged = sheet.assessment.answer(
            question.code, review.compared(sheet.assessment, self._desk.stage, question.code)
        )
        if judged.value is None:
            self.lost.emit(_("{code} belum dijawab unit: pilih jawabannya.").format(code=question.code))
            return
        self._draft = None
        tags = _tags(sheet, question, self._desk.stage)
        self._answer.show_question(question, Answer(judged.value), False, tags)  # shown at once, then written
        self._tell("")
        self._desk.agree(sheet, (question.code,))

    def answering(self, widget: QWidget | None) -> bool:
        """Whether *widget* is part of this pane, but takes no text."""
        return (
            widget is not None and self.isAncestorOf(widget) and widget not in (self.note, self.evidence.note)
        )

    def order(self) -> tuple[QWidget, ...]:
        """The parts as Tab goes through them."""
        return (
            self._changed,
            self._mend,
            self._clear,
            self._agree,
            self._answer,
            self._templates,
            self.note,
            self._observed,
            self._observe,
        )

    def focus_note(self) -> None:
        """Give focus to the reason."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(self.note)

    # Parts

    def _make_parts(self) -> None:
        self._where = label(tone="muted", wrap=True)
        self._title = label(size="title", weight=600, wrap=True)
        self._hint = label(tone="muted", wrap=True)
        self.layers = LayersStrip()
        self._changed = Banner("info", "", (_("Tetap"),), dismissable=False)
        self._changed.acted.connect(lambda _number: self._keep())
        self._said = SectionHeader("")
        self._agree = Button(_("Setuju (S)"), icon="centang", small=True)
        self._agree.clicked.connect(self.agree)
        self._clear = Button(_("Kosongkan"), "quiet", small=True)
        self._clear.clicked.connect(lambda: self._answered(self.code(), None))
        self._mend = Button(_("Perbaiki di Penilaian"), small=True)
        self._mend.clicked.connect(lambda: self.mending.emit(self.code()))
        self._said.add(self._mend)
        self._said.add(self._clear)
        self._said.add(self._agree)
        self._answer = AnswerArea()
        self._answer.answered.connect(self._answered)
        self._why = SectionHeader(_("Alasan"))
        self._templates = Button(_("Kalimat siap"), "quiet", small=True)
        self._templates.clicked.connect(self._drop_templates)
        self._why.add(self._templates)
        self._told = label(tone="bad", wrap=True)
        self.note = NoteEdit(
            _("Alasan jawaban reviu"), _("Wajib bila jawaban berbeda; boleh juga bila setuju")
        )
        self.note.edited.connect(self._noted)
        self._observe = Button(_("Tulis temuan…"), "quiet", small=True)
        self._observe.clicked.connect(lambda: self.observed.emit(self.code()))
        self._observed = LinkButton("")
        self._observed.clicked.connect(lambda: self.observations.emit(self.code()))

    def _lay_out(self) -> QScrollArea:
        content = QWidget()
        content.setMaximumWidth(theme.px(WIDEST))
        column = QVBoxLayout(content)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(14), edge, theme.px(14))
        column.setSpacing(0)
        for widget, after in (
            (self._where, 5),
            (self._title, 4),
            (self._hint, 8),
            (self.layers, 8),
            (self._changed, 8),
            (self._said, 7),
            (self._answer, 12),
            (self._why, 4),
            (self._told, 4),
            (self.note, 16),
        ):
            column.addWidget(widget)
            column.addSpacing(theme.px(after))
        self.below = QVBoxLayout()
        column.addLayout(self.below)
        row = QHBoxLayout()
        row.addWidget(self._observed)
        row.addStretch(1)
        row.addWidget(self._observe)
        column.addLayout(row)
        column.addStretch(1)
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(content, 1)
        across.addStretch(0)
        return scroll(holder)

    # Showing

    def _show_answer(self) -> None:
        sheet, question, stage = self._sheet, self._question, self._desk.stage
        if sheet is None or question is None:
            return
        own = sheet.assessment.answer(question.code, stage)
        waits = self._draft is not None and self._draft[0] == question.code
        value = self._draft[1] if waits and self._draft else own.value
        self._said.set(_("Jawaban {stage}").format(stage=_lower(stage)))
        self._answer.show_question(question, Answer(value), not self._writable, _tags(sheet, question, stage))
        self._agree.setEnabled(self._writable)
        mends = sheet.assessment.copy.side == review.Side.UNIT and not sheet.assessment.locked
        self._mend.setVisible(mends)
        self._agree.setHidden(mends)
        self._clear.setHidden(own.value is None or not self._writable)
        self._templates.setVisible(self._writable)
        self.note.setReadOnly(not self._writable)
        self.note.set_text(own.note, f"{sheet.assessment.id}:{stage.value}:{question.code}")
        self._tell(self._waiting(value) if waits else "")
        again = own.value is not None and review.changed_since(sheet.assessment, (question.code,), stage)
        words_ = _("Diubah unit sejak kunjungan lalu; jawaban {stage} masih {answer}.")
        self._changed.set_text(
            words_.format(stage=_lower(stage), answer=answer_short(question, Answer(own.value)))
        )
        self._changed.setVisible(bool(again) and self._writable)

    def _waiting(self, value: Value | None) -> str:
        """Why an answer is not saved yet."""
        assert self._sheet is not None and self._question is not None
        mine, question = self._sheet.assessment, self._question
        before = review.compared(mine, self._desk.stage, question.code)
        return _("Belum disimpan: {now} berbeda dari {before} ({stage}). Tulis alasannya di sini.").format(
            now=answer_short(question, Answer(value)),
            before=answer_short(question, mine.answer(question.code, before)),
            stage=words.desk(before),
        )

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setHidden(not text)

    def _show_observed(self) -> None:
        assert self._sheet is not None
        here = sum(one.code == self.code() for one in self._sheet.assessment.observations)
        self._observed.setText(
            n_("{n} temuan di butir ini ›", "{n} temuan di butir ini ›", here).format(n=here)
        )
        self._observed.updateGeometry()
        self._observed.setHidden(not here)
        self._observe.setVisible(self._writable)

    # Doing

    def _answered(self, code: str, value: object) -> None:
        sheet, question = self._sheet, self._question
        if sheet is None or question is None or code != question.code:
            return
        given: Value | None = value  # type: ignore[assignment]  # what AnswerArea passes on
        note = self.note.toPlainText().strip()
        if given is None or note or not self._desk.needs_note(sheet, code, given):
            self._draft = None
            self._desk.answer(sheet, code, given, note)
            return
        self._draft = (code, given)
        self._tell(self._waiting(given))
        if valuate(question, given).answered:  # counts may still be missing
            self.focus_note()

    def _keep(self) -> None:
        """Judge what has changed as before."""
        own = self._sheet.assessment.answer(self.code(), self._desk.stage) if self._sheet else Answer()
        self._answered(self.code(), own.value)

    def _noted(self, place: str, text: str) -> None:
        sheet = self._sheet
        mine, stage, code = place.split(":") if place else ("", "", "")
        if sheet is None or (mine, stage) != (sheet.assessment.id, self._desk.stage.value):
            return
        waits = self._draft is not None and self._draft[0] == code
        value = (
            self._draft[1] if waits and self._draft else sheet.assessment.answer(code, self._desk.stage).value
        )
        if not text.strip() and self._desk.needs_note(sheet, code, value):
            self._tell(_("Tidak disimpan: alasan wajib selama jawaban berbeda."))
            return
        self._draft = None if waits else self._draft
        self._tell("")
        self._desk.answer(sheet, code, value, text)

    def _drop_templates(self) -> None:
        menu = QMenu(self)
        for text in self._desk.templates:
            short = text if len(text) <= _MENU_WIDTH else f"{text[: _MENU_WIDTH - 1]}…"
            action = menu.addAction(short.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, text=text: self._insert(text))
        menu.addSeparator()
        menu.addAction(_("Ubah daftar…"), self._edit_templates)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._templates.mapToGlobal(self._templates.rect().bottomLeft()))

    def _insert(self, text: str) -> None:
        before = self.note.toPlainText().rstrip()
        self.note.setPlainText(f"{before} {text}" if before else text)
        self.note.flush()

    def _edit_templates(self) -> None:
        dialog = TemplatesDialog(self.window(), self._desk.templates)
        dialog.kept.connect(self._desk.keep_templates)
        dialog.open()


def _breadcrumb(sheet: Sheet, question: Question) -> str:
    parts = [
        words.place(sheet.pack, question.code),
        _("bobot {weight}").format(weight=number(question.weight)),
    ]
    who = worklist.in_charge(sheet.pack, sheet.assessment, question.code)
    return " · ".join((*parts, _("PIC {who}").format(who=who)) if who else parts)


def _tags(sheet: Sheet, question: Question, stage: Stage) -> Mapping[str, Sequence[Tag]]:
    """On each option, the stages that chose it."""
    made: dict[str, list[Tag]] = {}
    for one in (Stage.SELF, *review.STAGES):
        value = sheet.assessment.answer(question.code, one).value
        if one is not stage and isinstance(value, str):
            tag: Tag = (_lower(one), "neutral")
            if tag not in made.setdefault(value, []):
                made[value].append(tag)
    return made


def _lower(stage: Stage) -> str:
    name = words.desk(stage)
    return name if stage is Stage.TPN else name.lower()
