"""One question on the page: what is asked, the answer, what is odd about it, its evidence and the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zi_assess.core.assessment import Remark, Stage
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.pack import Question
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, number, say
from zi_assess.ui import theme, words
from zi_assess.ui.answers import AnswerArea, last_year
from zi_assess.ui.filing.acts import Filing
from zi_assess.ui.models.tree import answer_short
from zi_assess.ui.pages.assess.slots import SlotsArea
from zi_assess.ui.session import Session
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.buttons import Button, LinkButton
from zi_assess.ui.widgets.focus import chain
from zi_assess.ui.widgets.layers import ReviewLayers
from zi_assess.ui.widgets.note import NoteEdit
from zi_assess.ui.widgets.notices import Mark
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.surfaces import Card, clear_layout, scroll
from zi_assess.ui.widgets.text import SectionHeader, label

if TYPE_CHECKING:
    from zi_assess.workspace.feeding import Target

WIDEST = 820
_SAID_ELSEWHERE = frozenset(
    {
        "unanswered",
        "proposal-unconfirmed",
        "no-evidence",
        "slot-empty",
        "evidence-undated",
        "evidence-outside-window",
        "evidence-wrong-kind",
        "inputs-incomplete",
        "zero-denominator",
    }
)


class QuestionPane(QWidget):
    """A question that scrolls. `looked(object)` passes the `Evidence` for the preview, or None."""

    looked = Signal(object)

    def __init__(self, session: Session, filing: Filing) -> None:
        super().__init__()
        self._session = session
        self._code = ""
        self._make_parts(filing)
        self._area = self._lay_out()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def show_question(self, question: Question, sheet: Sheet) -> None:
        """Show *question* as it stands in *sheet*."""
        read_only = self._session.read_only or sheet.assessment.locked
        if question.code != self._code:
            self._area.verticalScrollBar().setValue(0)
        self._code = question.code
        answer = sheet.answer(question.code)
        proposal = sheet.proposal(question.code) if sheet.stage is Stage.SELF else None
        self._where.setText(breadcrumb(sheet, question))
        self._title.setText(question.title)
        self._hint.setText(question.hint)
        self._hint.setHidden(not question.hint)
        self._feeds.setText(_("Mendukung {criteria}").format(criteria=words.fed(question)))
        self._feeds.setHidden(not question.feeds)
        self._feed.setText(_("Simpan bukti ini juga ke {criteria}").format(criteria=words.fed(question)))
        self._feed.setHidden(read_only or not question.feeds or not sheet.evidence_for(question.code))
        self._proposal.show_question(question, sheet, None if read_only else proposal)
        self._gap.setHidden(self._proposal.isHidden())
        self._answer.show_question(question, answer, read_only, last_year(proposal))
        self._clear.setHidden(answer.value is None or read_only)
        self._tell_source(question, sheet)
        self._layers.show_question(question, sheet)
        self._oddities.show_question(question, sheet, read_only)
        asked = len(question.evidence)
        filled = sum(bool(uses) for _slot, uses in sheet.slots(question))
        self._asked.set(
            _("Bukti yang diminta") if asked else _("Bukti"),
            _("{filled} dari {asked}").format(filled=filled, asked=asked) if asked else "",
        )
        self._slots.show_question(question, sheet, read_only)
        self._note.setReadOnly(read_only)
        self._note.set_text(answer.note, question.code)
        chain(
            self._proposal,
            self._answer,
            self._carried,
            self._clear,
            self._oddities,
            self._note,
            self._slots,
            self._feed,
        )

    def code(self) -> str:
        """The question shown."""
        return self._code

    def flush(self) -> None:
        """Pass on what is being typed."""
        self._answer.flush()
        self._note.flush()

    def press(self, letter: str) -> bool:
        """Choose the option of *letter*; tells whether there is one."""
        return self._answer.press(letter)

    def answering(self, widget: QWidget | None) -> bool:
        """Whether *widget* is part of the answer."""
        return widget is not None and self._answer.isAncestorOf(widget)

    def focus_answer(self) -> None:
        """Give focus to the answer."""
        self._answer.focus_first()

    def focus_note(self) -> None:
        """Give focus to the note."""
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(self._note)

    def show_missing(self) -> None:
        """Bring the first empty slot into view."""
        card = self._slots.empty_card()
        if card is not None:
            self._area.ensureWidgetVisible(card, 0, theme.px(30))

    def look_at(self, evidence_id: str) -> None:
        """Look at one piece of evidence."""
        self._slots.look_at(evidence_id)

    def _file_on(self) -> None:
        """File the evidence at the criteria of the other instruments that this question feeds."""
        sheet = self._session.sheet
        if sheet is None:
            return
        mine, code = sheet.assessment.id, self._code

        def landed(found: tuple[int, tuple[Target, ...]]) -> None:
            new, targets = found
            where = "; ".join(f"{one.pack} {one.year}: {', '.join(one.codes)}" for one in targets)
            said = _("Disimpan juga di {where}") if new else _("Sudah ada di {where}")
            self._session.noticed.emit(said.format(where=where), False)

        self._session.ask(lambda workspace: workspace.feed(mine, code), landed)

    # Parts

    def _make_parts(self, filing: Filing) -> None:
        self._where = label(tone="muted", wrap=True)
        self._title = label(size="title", weight=600, wrap=True)
        self._hint = label(tone="muted", wrap=True)
        self._feeds = label(size="small", tone="faint", wrap=True)
        self._proposal = Proposal(self._session)
        self._gap = QWidget()
        self._gap.setFixedHeight(theme.px(8))
        self._answer = AnswerArea()
        self._answer.answered.connect(self._record)
        self._clear = Button(_("Kosongkan jawaban"), "quiet", small=True)
        self._clear.clicked.connect(lambda: self._record(self._code, None))
        self._carried = LinkButton("")
        self._carried.clicked.connect(lambda: self._session.goto.emit("survei", self._code))
        self._layers = ReviewLayers()
        self._oddities = Oddities(self._session)
        self._asked = SectionHeader("")
        self._slots = SlotsArea(filing)
        self._slots.chosen.connect(self.looked)
        self._feed = LinkButton("")
        self._feed.clicked.connect(self._file_on)
        self._note = NoteEdit(
            _("Catatan"), _("Penjelasan untuk penilai, misalnya cakupan atau yang masih berjalan")
        )
        self._note.edited.connect(self._write)

    def _lay_out(self) -> QScrollArea:
        # From the outside in: Qt dresses all that lies in a widget anew whenever that gets another parent.
        content, holder = QWidget(), QWidget()
        area = scroll(holder)
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(content, 1)
        across.addStretch(0)
        content.setMaximumWidth(theme.px(WIDEST))
        column = QVBoxLayout(content)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        column.setSpacing(0)
        for widget, after in (
            (self._where, 6),
            (self._title, 5),
            (self._hint, 3),
            (self._feeds, 0),
        ):
            column.addWidget(widget)
            column.addSpacing(theme.px(after))
        column.addSpacing(theme.px(8))
        column.addWidget(self._proposal)
        column.addWidget(self._gap)
        column.addWidget(self._answer)
        row = QHBoxLayout()
        row.addWidget(self._carried)
        row.addStretch(1)
        row.addWidget(self._clear)
        column.addLayout(row)
        column.addWidget(self._layers)
        column.addWidget(self._oddities)
        column.addSpacing(theme.px(14))
        column.addWidget(self._asked)
        column.addSpacing(theme.px(8))
        column.addWidget(self._slots)
        column.addWidget(self._feed, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(theme.px(18))
        column.addWidget(SectionHeader(_("Catatan")))
        column.addSpacing(theme.px(8))
        column.addWidget(self._note)
        column.addStretch(1)
        return area

    # Doing

    def _tell_source(self, question: Question, sheet: Sheet) -> None:
        """The survey an index was carried from, which a click opens."""
        source = sheet.assessment.carried.get(question.code)
        self._carried.setHidden(source is None)
        if source is not None:
            from zi_assess.reports.surveywords import carried  # most questions have none

            self._carried.setText(carried(source.kind, source.period, source.n))
            self._carried.updateGeometry()

    def _record(self, code: str, value: object) -> None:
        sheet = self._session.sheet
        if sheet is None:
            return
        mine, stage = sheet.assessment.id, sheet.stage
        said = _("Jawaban {code} dikosongkan").format(code=code) if value is None else ""
        self._session.do(lambda workspace: workspace.record(mine, code, value, stage=stage), said)  # type: ignore[arg-type]

    def _write(self, code: str, text: str) -> None:
        sheet = self._session.sheet
        if sheet is not None:
            mine, stage = sheet.assessment.id, sheet.stage
            self._session.do(lambda workspace: workspace.note(mine, code, text, stage=stage))


def breadcrumb(sheet: Sheet, question: Question) -> str:
    """`A.I.6.i.b · Standar Pelayanan · bobot 0,25`, and who is in charge."""
    weight = _("bobot {weight}").format(weight=number(question.weight))
    parts = [
        words.place(sheet.pack, question.code),
        _("tidak dinilai") if question.recorded else weight,
    ]
    if not sheet.assessment.assigned:
        return " · ".join(parts)
    from zi_assess.core.worklist import in_charge  # most worksheets name nobody

    who = in_charge(sheet.pack, sheet.assessment, question.code)
    return " · ".join([*parts, _("PIC {who}").format(who=who)] if who else parts)


def proposals_near(sheet: Sheet, code: str) -> tuple[str, ...]:
    """The questions of the same area whose proposal from last year still waits."""
    path = sheet.pack.path(code)
    area = next((node for node in path if getattr(node, "level", "") == "area"), path[0] if path else None)
    waiting = sheet.assessment.proposals
    return tuple(
        one for one in waiting if area is not None and area in sheet.pack.path(one) and sheet.proposal(one)
    )


class Proposal(Card):
    """Last year's answer, waiting to be confirmed: alone, or with all others of the area."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._codes: tuple[str, ...] = ()
        self._code = ""
        self._pill = Pill(_("usulan dari tahun lalu"), "info")
        self._said = label(wrap=True)
        self._use = Button(_("Pakai"), small=True)
        self._use.clicked.connect(lambda: self._confirm((self._code,)))
        self._all = Button("", "quiet", small=True)
        self._all.clicked.connect(lambda: self._confirm(self._codes))
        self.body.setSpacing(theme.px(6))
        row = QHBoxLayout()
        row.addWidget(self._pill)
        row.addStretch(1)
        acts = QHBoxLayout()  # below, not beside: in large type one row would be wider than the page
        acts.setSpacing(theme.px(6))
        acts.addWidget(self._use)
        acts.addWidget(self._all)
        acts.addStretch(1)
        self.body.setContentsMargins(theme.px(13), theme.px(9), theme.px(12), theme.px(10))
        self.body.addLayout(row)
        self.body.addWidget(self._said)
        self.body.addLayout(acts)

    def show_question(self, question: Question, sheet: Sheet, proposal: object) -> None:
        """Show the proposal of *question*; without one it is away."""
        found = sheet.proposal(question.code) if proposal is not None else None
        self.setHidden(found is None)
        if found is None:
            return
        self._code = question.code
        self._codes = proposals_near(sheet, question.code)
        option = question.option(found.value) if isinstance(found.value, str) else None
        short = answer_short(question, found)
        self._said.setText(f"{short} – {option.meaning}" if option else short)
        many = len(self._codes)
        self._all.setText(_("Pakai semua usulan di area ini ({n})").format(n=many))
        self._all.setHidden(many < 2)
        self._all.updateGeometry()

    def _confirm(self, codes: tuple[str, ...]) -> None:
        sheet = self._session.sheet
        if sheet is not None:
            mine = sheet.assessment.id
            said = _("{n} jawaban tahun lalu dipakai").format(n=len(codes))
            self._session.do(lambda workspace: workspace.confirm(mine, codes), said)


class Oddities(QWidget):
    """What is odd about a question, as calm lines; a remark of an import can be put away."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._drawn: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(8), 0, 0)
        self._column.setSpacing(theme.px(6))

    def show_question(self, question: Question, sheet: Sheet, read_only: bool) -> None:
        """Show what is said about *question* and shown nowhere else on the page."""
        remarks = tuple(one for one in sheet.assessment.remarks if one.where == question.code)
        known = {(one.code, one.text) for one in remarks}
        found = tuple(
            one
            for one in sheet.findings_at(question.code)
            if one.code not in _SAID_ELSEWHERE and (one.code, one.text) not in known
        )
        drawn = (tuple(map(repr, found)), tuple(one.id for one in remarks), read_only)
        self.setHidden(not found and not remarks)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        clear_layout(self._column)
        for finding in found:
            self._column.addWidget(_line(words.severity(finding.severity)[1], _sentence(finding)))
        for remark in remarks:
            self._column.addWidget(self._remark(remark, read_only))

    def _remark(self, remark: Remark, read_only: bool) -> QWidget:
        kind = words.severity(Severity(remark.severity))[1]
        if read_only:
            return _line(kind, say(remark.text, remark.values))
        settle = Button(_("Sudah diperiksa"), "quiet", small=True)
        settle.clicked.connect(lambda: self._settle(remark.id))
        return _line(kind, say(remark.text, remark.values), settle)

    def _settle(self, remark_id: str) -> None:
        sheet = self._session.sheet
        if sheet is not None:
            mine = sheet.assessment.id
            self._session.do(lambda workspace: workspace.settle(mine, remark_id), _("Catatan impor disimpan"))


def _sentence(finding: Finding) -> str:
    return f"{words.finding(finding)}. {words.remedy(finding)}."


def _line(kind: Kind, text: str, button: Button | None = None) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(Mark(kind), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, wrap=True), 1)
    if button is not None:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return made
