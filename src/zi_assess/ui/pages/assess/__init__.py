"""Penilaian: the tree, the question with its evidence, and the preview; all of it without the mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core.assessment import Evidence
from zi_assess.core.pack import Question
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.filing.acts import Filing
from zi_assess.ui.models.tree import TreeModel
from zi_assess.ui.pages.assess.question import QuestionPane
from zi_assess.ui.session import Session
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import Button, IconButton
from zi_assess.ui.widgets.fields import SearchField
from zi_assess.ui.widgets.focus import chain
from zi_assess.ui.widgets.keys import KeyHints
from zi_assess.ui.widgets.surfaces import EmptyState, Plane
from zi_assess.ui.widgets.tree_delegate import TreeView

if TYPE_CHECKING:
    from zi_assess.ui.pages.assess.group import GroupPane
    from zi_assess.ui.preview.pane import Preview

_WITH_PREVIEW = 800  # a narrower page does without the preview
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CriteriaTree(TreeView):
    """The tree with the keys of this page: letters answer instead of searching, Enter goes on."""

    lettered = Signal(str)
    entered_on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and Enter are the page's; arrows are Qt's."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isalpha():
            self.lettered.emit(event.text())
        elif event.key() in _ENTER:
            self.entered_on.emit()
        else:
            super().keyPressEvent(event)


class AssessPage(QWidget):
    """The page where a team answers."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._code = ""
        self._expanded: set[str] = set()
        self._model = TreeModel(self)
        self._filing = Filing(session, self)
        self._filing.attached.connect(self._look_at_new)
        self._make_parts()
        self._lay_out()
        self._bind_keys()

    # What the window calls

    def show_sheet(self, sheet: Sheet) -> None:
        """Show *sheet*; another assessment begins at its first open question."""
        other = self._sheet is None or sheet.assessment.id != self._sheet.assessment.id
        self._sheet = sheet
        self._model.show(sheet)
        self._tell_mine(sheet)
        if other or self._code not in sheet.pack.nodes:
            self._code = ""
            self._expand_tops()
            self._go(_first(sheet, lambda one: not sheet.scores[one.code].answered))
        else:
            self._show_place()

    def focus_code(self, code: str) -> None:
        """Show the place with *code*, and be ready for keys."""
        self._go(code)
        self._tree.setFocus()

    def code(self) -> str:
        """The place shown."""
        return self._code

    def next_unanswered(self) -> None:
        """Go to the next question without an answer."""
        sheet = self._sheet
        if sheet is not None:
            done = _("Semua butir sudah dijawab.")
            self._walk(lambda one: not sheet.scores[one.code].answered, done)

    def next_missing(self) -> None:
        """Go to the next question with an empty evidence slot."""
        sheet = self._sheet
        if sheet is not None:
            done = _("Semua bukti yang diminta sudah dilampirkan.")
            self._walk(lambda one: any(not uses for _slot, uses in sheet.slots(one)), done)
            self._question.show_missing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the question comes first."""
        super().resizeEvent(event)
        self._aside.setVisible(self.width() >= theme.px(_WITH_PREVIEW))

    def hideEvent(self, event: QHideEvent) -> None:
        """What is being typed is kept when another page comes."""
        self._question.flush()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and Enter on the answer; elsewhere they are not ours."""
        if not self._question.answering(self.focusWidget()):
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self._enter()
        elif not (event.text().isalpha() and self._question.press(event.text())):
            super().keyPressEvent(event)

    # Parts

    def _make_parts(self) -> None:
        self._search = SearchField(_("Cari kode atau kata…"))
        self._search.searched.connect(self._filter)
        self._search.returnPressed.connect(self._to_tree)
        self._mine = IconButton("profil", _("Hanya butir milik saya"), size=34)
        self._mine.setCheckable(True)
        self._mine.toggled.connect(lambda _on: self._filter(self._search.text().strip()))
        self._mine.hide()
        self._tree = CriteriaTree(_("Pohon kriteria"))
        self._tree.setModel(self._model)
        self._tree.can_take = lambda index: isinstance(self._model.node(index), Question) and self._writable()
        self._tree.files_dropped.connect(self._dropped)
        self._tree.lettered.connect(self._letter)
        self._tree.entered_on.connect(self._enter)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._offer)
        self._tree.selectionModel().currentChanged.connect(self._moved)
        self._nothing_found = EmptyState(
            "cari", _("Tidak ditemukan"), _("Coba kata lain, atau sebagian kode seperti A.I.6.")
        )
        self._question = QuestionPane(self._session, self._filing)
        self._question.looked.connect(self._look)
        self._group: GroupPane | None = None
        self._preview: Preview | None = None
        self._nothing = EmptyState(
            "bukti", _("Belum ada bukti"), _("Bukti yang dipilih dapat dilihat di sini.")
        )
        self._hints = KeyHints()
        self._gap = Button(_("Cari bukti kosong"), small=True)
        self._gap.setToolTip(_("Butir berikutnya yang buktinya belum ada (Ctrl+↓)"))
        self._gap.clicked.connect(self.next_missing)
        self._next = Button(_("Berikutnya"), small=True)
        self._next.setToolTip(_("Butir berikutnya yang belum dijawab (Enter)"))
        self._next.clicked.connect(self.next_unanswered)

    def _lay_out(self) -> None:
        # From the outside in: Qt dresses all that lies in a widget anew whenever that gets another parent.
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        left, middle, self._aside = Plane("card"), QWidget(), Plane("card")
        for pane, least, stretch in ((left, 210, 2), (middle, 330, 4), (self._aside, 170, 3)):
            pane.setMinimumWidth(theme.px(least))
            splitter.addWidget(pane)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setSizes([theme.px(348), theme.px(490), theme.px(340)])
        self._fill_left(left)
        self._fill_middle(middle)
        right = QVBoxLayout(self._aside)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._nothing)

    def _fill_left(self, left: QWidget) -> None:
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.px(10), 0, 0)
        column.setSpacing(theme.px(8))
        inset = QHBoxLayout()
        inset.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        inset.setSpacing(theme.px(6))
        inset.addWidget(self._search, 1)
        inset.addWidget(self._mine)
        column.addLayout(inset)
        column.addWidget(self._tree, 1)
        column.addWidget(self._nothing_found, 1)
        self._nothing_found.hide()

    def _fill_middle(self, middle: QWidget) -> None:
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self._question)
        foot = Plane("bg", "t")
        column.addWidget(foot)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(20), theme.px(7), theme.px(20), theme.px(7))
        row.setSpacing(theme.px(12))
        row.addWidget(self._hints, 1)
        row.addWidget(self._gap)
        row.addWidget(self._next)

    def _bind_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+Return", self._enter),
            ("Ctrl+Enter", self._enter),
            ("Ctrl+Down", self.next_missing),
            ("Ctrl+N", self._question.focus_note),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Moving

    def _go(self, code: str) -> None:
        """Make *code* the current place; a filter that hides it is taken away."""
        if code and not self._model.index_of(code).isValid() and self._model.filtered:
            self._search.clear()
            self._mine.setChecked(False)
            self._filter("")
        index = self._model.index_of(code)
        if not index.isValid():
            return
        self._tree.setCurrentIndex(index)
        self._tree.scrollTo(index)
        self._set_place(code)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self._set_place(self._model.code(index))

    def _set_place(self, code: str) -> None:
        if code == self._code:
            return
        self._question.flush()
        self._code = code
        self._model.lead(code)
        self._show_place()

    def _show_place(self) -> None:
        sheet = self._sheet
        node = sheet.pack.nodes.get(self._code) if sheet else None
        if sheet is None or node is None:
            return
        if isinstance(node, Question):
            self._stack.setCurrentWidget(self._question)
            self._question.show_question(node, sheet)
        else:
            group = self._group or self._make_group()
            self._stack.setCurrentWidget(group)
            group.show_group(node, sheet)
            self._look(None)
        self._tell_keys(node if isinstance(node, Question) else None)

    def _walk(self, wanted: Callable[[Question], bool], done: str) -> None:
        """Go to the next question that is *wanted*, from here on and then from the beginning."""
        sheet = self._sheet
        if sheet is None:
            return
        order = list(sheet.pack.nodes)
        here = order.index(self._code) if self._code in order else -1
        for code in (*order[here + 1 :], *order[: here + 1]):
            question = sheet.pack.question(code)
            if question is not None and wanted(question):
                self._go(code)
                if not self._tree.hasFocus():
                    self._tree.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._session.noticed.emit(done, False)

    def _enter(self) -> None:
        self._question.flush()
        self.next_unanswered()

    def _letter(self, letter: str) -> None:
        if self._stack.currentWidget() is self._question and self._writable():
            self._question.press(letter)

    def _to_tree(self) -> None:
        """From the search to its first hit."""
        index = self._model.index(0, 0)
        while self._model.filtered and index.isValid() and self._model.hasChildren(index):
            index = self._model.index(0, 0, index)
        if index.isValid():
            self._tree.setCurrentIndex(index)
            self._tree.setFocus()

    # Filtering

    def _filter(self, text: str) -> None:
        """Filter the tree; what was open and where one was come back by code."""
        narrow = bool(text) or self._mine.isChecked()
        if narrow and not self._model.filtered:
            self._expanded = set(self._open_codes())
        self._model.set_filter(text)
        self._model.set_only(self._my_codes() if self._mine.isChecked() else None)
        if narrow:
            self._tree.expandAll()
        else:
            for code in self._expanded:
                self._tree.expand(self._model.index_of(code))
        index = self._model.index_of(self._code)
        if index.isValid():
            self._tree.setCurrentIndex(index)
            self._tree.scrollTo(index)
        found = self._model.rowCount() > 0
        self._tree.setVisible(found)
        self._nothing_found.setVisible(not found)

    def _my_codes(self) -> frozenset[str]:
        """The questions this user is in charge of."""
        who, sheet = self._session.settings.person_name.casefold(), self._sheet
        if sheet is None or not who or not sheet.assessment.assigned:
            return frozenset()
        from zi_assess.core.worklist import in_charge  # most worksheets name nobody

        mine, pack = sheet.assessment, sheet.pack
        return frozenset(
            one.code for one in pack.questions if in_charge(pack, mine, one.code).casefold() == who
        )

    def _tell_mine(self, sheet: Sheet) -> None:
        """Offer what is one's own only where something is."""
        some = bool(self._my_codes())
        self._mine.setVisible(some)
        if self._mine.isChecked() and not some:
            self._mine.setChecked(False)
        elif self._mine.isChecked():
            self._model.set_only(self._my_codes())

    def _offer(self, at: QPoint) -> None:
        """What can be done with a place of the tree besides answering."""
        code = self._model.code(self._tree.indexAt(at))
        if not code or self._session.read_only:
            return
        menu = QMenu(self)
        menu.addAction(icons.icon("profil"), _("Penanggung jawab…"), lambda: self._assign(code))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._tree.viewport().mapToGlobal(at))

    def _assign(self, code: str) -> None:
        from zi_assess.ui.dialogs.assign import AssignDialog

        if self._sheet is not None:
            AssignDialog(self.window(), self._session, self._sheet, (code,)).open()

    def _open_codes(self) -> list[str]:
        waiting = [QModelIndex()]
        found: list[str] = []
        while waiting:
            above = waiting.pop()
            for row in range(self._model.rowCount(above)):
                index = self._model.index(row, 0, above)
                if self._tree.isExpanded(index):
                    found.append(self._model.code(index))
                    waiting.append(index)
        return found

    def _expand_tops(self) -> None:
        self._tree.expandToDepth(0)

    # Evidence

    def _dropped(self, index: QModelIndex, paths: list[Path]) -> None:
        node = self._model.node(index)
        if isinstance(node, Question):
            self._filing.drop(node, paths, QCursor.pos())

    def _look(self, use: Evidence | None) -> None:
        if use is not None and self._preview is None:
            self._make_preview()
        if self._preview is not None:
            self._preview.show_document(use.document if use else None, use.pages if use else "")

    def _make_group(self) -> GroupPane:
        """With the first group that is looked at: a start shows a question."""
        from zi_assess.ui.pages.assess.group import GroupPane

        self._group = made = GroupPane()
        made.chosen.connect(self._go)
        made.next_answer.connect(self.next_unanswered)
        made.next_evidence.connect(self.next_missing)
        self._stack.addWidget(made)
        chain(self._question, made, self._gap)
        return made

    def _make_preview(self) -> None:
        """With the first evidence that is looked at: no start needs it."""
        from zi_assess.ui.preview.pane import Preview

        self._preview = Preview(self._session)
        column = self._aside.layout()
        assert column is not None
        column.replaceWidget(self._nothing, self._preview)
        self._nothing.deleteLater()
        chain(self._next, self._preview)

    def _look_at_new(self, uses: tuple[Evidence, ...]) -> None:
        if uses and uses[0].code == self._code:
            self._question.look_at(uses[0].id)

    # Telling

    def _writable(self) -> bool:
        return not self._session.read_only and self._sheet is not None and not self._sheet.assessment.locked

    def _tell_keys(self, question: Question | None) -> None:
        keys = [option.key[:1] for option in question.options] if question and self._writable() else []
        choose = [((keys[0], "–", keys[-1]) if len(keys) > 2 else tuple(keys), _("pilih"))] if keys else []
        self._hints.set(
            [
                *choose,
                (("Enter",), _("berikutnya")),
                (("Ctrl", "N"), _("catatan")),
            ]
        )


def _first(sheet: Sheet, wanted: Callable[[Question], bool]) -> str:
    """The first question that is *wanted*, or else the first of all."""
    questions = sheet.pack.questions
    found = next((one for one in questions if wanted(one)), questions[0] if questions else None)
    return found.code if found else ""
