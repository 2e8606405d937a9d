"""Reviu: the auditor's desk. What to look at next, the criterion with every stage's answer, and the evidence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core import observed, review, worklist
from zi_assess.core.assessment import Act, Evidence, Stage
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import flows, handing, theme, words
from zi_assess.ui.dialogs.form import select
from zi_assess.ui.pages.review import desk as desks
from zi_assess.ui.pages.review.agreeing import AgreeDialog
from zi_assess.ui.pages.review.choosing import ChoosePane
from zi_assess.ui.pages.review.criterion import CriterionPane
from zi_assess.ui.pages.review.desk import Desk
from zi_assess.ui.pages.review.evidence import EvidencePart
from zi_assess.ui.pages.review.observations import ObservationsView
from zi_assess.ui.pages.review.totals import Totals
from zi_assess.ui.preview.pane import Preview
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.focus import chain
from zi_assess.ui.widgets.keys import KeyHints
from zi_assess.ui.widgets.notices import Banner
from zi_assess.ui.widgets.rounds import RoundsView
from zi_assess.ui.widgets.surfaces import Card, Hairline, Plane, scroll
from zi_assess.ui.widgets.tabs import Tabs

_WITH_PREVIEW = 880  # a narrower page does without the preview
_WITH_OUTLOOK = 1120
_PREVIEW = 160
_WITH_DISTANCE = 900
_LIST, _FOUND, _ROUNDS = "butir", "temuan", "putaran"
_BUTTONS: dict[Act, Callable[[], str]] = {
    Act.SUBMIT: lambda: handing.invitation(Act.SUBMIT),
    Act.RETURN: lambda: _("Kembalikan…"),
    Act.CLOSE: lambda: handing.invitation(Act.CLOSE),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReviewPage(QWidget):
    """The page where an auditor judges."""

    shows_score = False
    """The two bars of this page say more."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._code = ""
        self._refusal = ""
        self._desk = Desk(session, self)
        self._desk.moved.connect(self._sat_down)
        self._make_parts()
        self._lay_out()
        self._bind_keys()

    # What the window calls

    def show_sheet(self, sheet: Sheet) -> None:
        """Show *sheet*; another assessment begins at the top of its list."""
        other = self._sheet is None or sheet.assessment.id != self._sheet.assessment.id
        round_before = len(self._sheet.assessment.handovers) if self._sheet is not None else 0
        self._sheet = sheet
        if other and sheet.assessment.copy.side == review.Side.UNIT:
            self._desk.sit(review.highest(sheet.assessment) or self._desk.stage)  # what the unit is to read
        self._refusal = self._desk.refusal(sheet)
        self._fill(sheet)
        if other or len(sheet.assessment.handovers) != round_before:
            self.list.rank()
        if other or self._model.item(self._code) is None:
            self._code = ""
            self.list.go(self._model.code(0))
        else:
            self._show_place()

    def focus_code(self, code: str) -> None:
        """Show the criterion with *code*, and be ready for keys; a filter that hides it is taken away. `temuan:…` shows
        what was found there.
        """
        view, apart, place = code.partition(":")
        if apart and view == _FOUND:
            self._show_observations(place)
            return
        if self._model.item(code) is None:
            return
        self.open_view(_LIST)
        self.list.reveal(code)
        self.list.go(code)
        self.view.setFocus()

    def code(self) -> str:
        """The criterion shown."""
        return self._code

    def header_buttons(self) -> tuple[Button, ...]:
        """What the desk does when it is through: give back, or close."""
        sheet = self._sheet
        if sheet is None or self._session.read_only:
            return ()
        made = []
        for act in (Act.SUBMIT, Act.RETURN, Act.CLOSE):
            if act in review.acts(sheet.assessment):
                button = Button(_BUTTONS[act](), "primary" if act is Act.CLOSE else "secondary")
                button.clicked.connect(lambda _on=False, act=act: self._pass_on(act))
                made.append(button)
        return tuple(made)

    def open_view(self, key: str) -> None:
        """Show one of the views: `butir`, `temuan`, `putaran`."""
        self._criterion.flush()
        self._tabs.select(key)
        self._stack.setCurrentIndex((_LIST, _FOUND, _ROUNDS).index(key))
        if self._sheet is not None:
            self._fill_view(self._sheet)

    def next_open(self) -> None:
        """Go to the next criterion where something waits for this desk."""
        self._criterion.flush()
        code = self._model.next_open(self._code)
        if not code:
            here = self._model.item(self._code)
            left = here is not None and not here.settled
            done = _("Semua butir di daftar ini sudah dinilai.")
            self._session.noticed.emit(_("Tinggal butir ini yang belum dinilai.") if left else done, False)
            return
        self.list.go(code)
        if not self.view.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def agree_rest(self) -> None:
        """Show what still waits in the list, and agree to what of it is ticked."""
        self._criterion.flush()
        sheet, items = self._sheet, self.list.listed()
        if sheet is None or self._refusal or self._tabs.value() != _LIST:
            return
        if not worklist.rest(items):
            self._session.noticed.emit(_("Tidak ada sisa yang dapat disetujui di daftar ini."), False)
            return
        dialog = AgreeDialog(self.window(), sheet, self._desk.stage, self._model, items)
        dialog.agreed.connect(lambda codes: self._desk.agree(sheet, codes))
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the criterion comes first."""
        super().resizeEvent(event)
        self._place_evidence(beside=self.width() >= theme.px(_WITH_PREVIEW))
        self.totals.set_narrow(
            self.width() < theme.px(_WITH_OUTLOOK), self.width() < theme.px(_WITH_DISTANCE)
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """What is being typed is kept when another page comes."""
        self._criterion.flush()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits on what takes no text; elsewhere they are not ours."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not plain or not self._criterion.answering(self.focusWidget()):
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.next_open()
        elif not (event.text().isalnum() and self._press(event.text())):
            super().keyPressEvent(event)

    # Parts

    def _make_parts(self) -> None:
        self._tabs = Tabs(
            _("Tampilan reviu"), ((_LIST, _("Butir")), (_FOUND, _("Temuan")), (_ROUNDS, _("Putaran")))
        )
        self._tabs.chosen.connect(self.open_view)
        stages = [(one.value, words.desk(one)) for one in desks.STAGES]
        self.stages = select(_("Meja reviu"), stages, self._desk.stage.value)
        self.stages.setToolTip(_("Jawaban ditulis untuk tahap ini"))
        self.stages.activated.connect(lambda _n: self._desk.sit(Stage(str(self.stages.currentData()))))
        self.totals = Totals()
        self.banner = Banner("info", "", dismissable=False)
        self.banner.hide()
        self.list = ChoosePane(self._session)
        self._model = self.list.model
        self.view, self.chips, self.parts = self.list.view, self.list.chips, self.list.parts
        self.list.chosen.connect(self._moved)
        self.list.sifted.connect(lambda: self._go_again(self._code))
        self.list.rest_asked.connect(self.agree_rest)
        self.view.pressed_key.connect(self._press)
        self.view.entered_on.connect(self.next_open)
        self._evidence = EvidencePart(self._desk)
        self._evidence.looked.connect(self._look)
        self._criterion = CriterionPane(self._desk, self._evidence)
        self._criterion.lost.connect(lambda text: self._session.noticed.emit(text, False))
        self._criterion.observed.connect(self._observe)
        self._criterion.observations.connect(self._show_observations)
        self._criterion.mending.connect(lambda code: self._session.goto.emit("penilaian", code))
        self._preview = Preview(self._session)
        self.observations = ObservationsView(self._session, self._desk)
        self.observations.opened.connect(self.focus_code)
        self.rounds = RoundsView()
        self._hints = KeyHints()
        self._next = Button(_("Berikutnya"), small=True)
        self._next.setToolTip(_("Butir berikutnya yang belum dinilai (Enter atau N)"))
        self._next.clicked.connect(self.next_open)

    def _lay_out(self) -> None:
        # From the outside in: Qt dresses all that lies in a widget anew whenever that gets another parent.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head, self._strip, self._stack = Plane("card", "b"), QWidget(), QStackedWidget()
        column.addWidget(head)
        column.addWidget(self._strip)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(12), theme.px(4), theme.px(18), theme.px(5))
        row.setSpacing(theme.px(18))
        row.addWidget(self._tabs)
        row.addWidget(self.totals, 1)
        row.addWidget(self.stages)
        self._fill_work()
        for view in (self.observations, self._told_rounds()):
            self._stack.addWidget(view)
        inset = QHBoxLayout(self._strip)
        inset.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        inset.addWidget(self.banner)
        self._strip.hide()

    def _fill_work(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        self._stack.addWidget(splitter)
        self._aside = Plane("card")
        for pane, least, stretch in ((self.list, 280, 2), (self._middle(), 340, 4), (self._aside, 170, 3)):
            pane.setMinimumWidth(theme.px(least))
            splitter.addWidget(pane)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setSizes([theme.px(340), theme.px(500), theme.px(338)])
        within = QVBoxLayout(self._aside)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(0)
        self._beside = QVBoxLayout()
        edge = theme.px(12)
        self._beside.setContentsMargins(edge, edge, edge, theme.px(8))
        self._beside.addWidget(self._evidence)
        within.addLayout(self._beside)
        within.addWidget(Hairline())
        below = scroll(self._preview)  # in a low window it scrolls: the ticks above it keep their room
        below.setMinimumHeight(theme.px(_PREVIEW))
        within.addWidget(below, 1)

    def _middle(self) -> QWidget:
        middle = QWidget()
        foot = Plane("bg", "t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(20), theme.px(7), theme.px(20), theme.px(7))
        row.setSpacing(theme.px(12))
        row.addWidget(self._hints, 1)
        row.addWidget(self._next)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._criterion, 1)
        column.addWidget(foot)
        return middle

    def _told_rounds(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        edge = theme.px(18)
        column.setContentsMargins(edge, theme.px(14), edge, theme.px(16))
        card = Card()
        inner = theme.px(8)
        card.body.setContentsMargins(inner, inner, inner, inner)
        card.body.addWidget(self.rounds)
        column.addWidget(card)
        return page

    def _bind_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Return", self.next_open),
            ("Ctrl+Enter", self.next_open),
            ("Ctrl+N", self._criterion.focus_note),
            ("Ctrl+Shift+S", self.agree_rest),
            ("Alt+Down", lambda: self._evidence.step(1)),
            ("Alt+Up", lambda: self._evidence.step(-1)),
            ("Alt+Right", lambda: self._preview.turn(1)),
            ("Alt+Left", lambda: self._preview.turn(-1)),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _place_evidence(self, *, beside: bool) -> None:
        """The evidence stands above the preview, or below the answer in a page too narrow for that."""
        self._aside.setVisible(beside)
        place = self._beside if beside else self._criterion.below
        if place.indexOf(self._evidence) < 0:
            place.addWidget(self._evidence)

    # Filling

    def _fill(self, sheet: Sheet) -> None:
        stage = self._desk.stage
        self.list.show_sheet(sheet, stage, not self._refusal)
        self.totals.show_sheet(sheet, stage)
        self._tell_state(sheet)
        pending = sum(one.status in observed.PENDING for one in sheet.assessment.observations)
        self._tabs.set_count(_FOUND, pending)
        self._tabs.set_count(_ROUNDS, review.rounds(sheet.assessment))
        self._fill_view(sheet)

    def _fill_view(self, sheet: Sheet) -> None:
        """The views that are not seen are filled when they are."""
        on = self._tabs.value()
        if on == _FOUND:
            self.observations.show_sheet(sheet)
        elif on == _ROUNDS:
            self.rounds.show_sheet(sheet)

    def _tell_state(self, sheet: Sheet) -> None:
        """Why this desk cannot write, or that a handover was never told."""
        begun = bool(sheet.assessment.handovers)
        text = self._refusal or (
            ""
            if begun
            else _(
                "Belum pernah diserahkan lewat program ini. Reviu boleh dimulai; serah terima dicatat di atas."
            )
        )
        self.banner.set_text(text)
        self.banner.setVisible(bool(text))
        self._strip.setVisible(bool(text))

    def _sat_down(self) -> None:
        """Another desk has its own answers, its own list and its own rights."""
        self._criterion.flush()
        if self._sheet is not None:
            self.stages.setCurrentIndex(self.stages.findData(self._desk.stage.value))
            self._refusal = self._desk.refusal(self._sheet)
            self._fill(self._sheet)
            self._go_again(self._code)

    # Choosing

    def _go_again(self, code: str) -> None:
        """Show *code* anew, or the first of the list when it is not among them."""
        code = code if self._model.row_of(code) >= 0 else self._model.code(0)
        if self.list.go(code) and code == self._code:
            self._show_place()

    def _moved(self, code: str) -> None:
        if code != self._code:
            self._criterion.flush()
            self._code = code
            self._show_place()

    def _show_place(self) -> None:
        sheet = self._sheet
        question = sheet.pack.question(self._code) if sheet is not None else None
        if sheet is None or question is None:
            return
        writable = not self._refusal
        if self.view.currentIndex().row() != self._model.row_of(self._code):
            self.list.go(self._code)  # ranked anew, a list has no current row
        other = self._criterion.code() != question.code
        self._criterion.show_question(question, sheet, writable)
        if other:
            chain(
                self.list.search,
                self.chips,
                self.parts,
                self.view,
                *self._criterion.order(),
                self._evidence,
            )
        keys = [option.key[:1] for option in question.options] if writable else []
        choose = [((keys[0], "–", keys[-1]) if len(keys) > 2 else tuple(keys), _("pilih"))] if keys else []
        agree = [(("S",), _("setuju"))] if writable else []
        ticks = [(("1", "2", "3"), _("tanda bukti"))] if writable and sheet.evidence_for(self._code) else []
        why = [(("Ctrl", "N"), _("alasan"))] if writable else []
        self._hints.set([*choose, *agree, (("N",), _("berikutnya")), *ticks, *why])

    def _press(self, key: str) -> bool:
        if key.casefold() == "n":
            self.next_open()
            return True
        return self._criterion.press(key)

    def _look(self, use: Evidence | None) -> None:
        self._preview.show_document(use.document if use else None, use.pages if use else "")

    def _show_observations(self, code: str) -> None:
        self.open_view(_FOUND)
        self.observations.show_code(code)

    def _observe(self, code: str) -> None:
        self.observations.show_sheet(self._sheet) if self._sheet is not None else None
        self.observations.add(code)

    def _pass_on(self, act: Act) -> None:
        self._criterion.flush()
        flows.hand_on(self.window(), self._session, act)

    def sizeHint(self) -> QSize:
        """A whole page."""
        return QSize(theme.px(1100), theme.px(700))
