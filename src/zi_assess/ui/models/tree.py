"""The criteria tree for a view: built once per pack, filtered inside, and only rows that changed are drawn again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zi_assess.core.assessment import Answer
from zi_assess.core.checks import Severity
from zi_assess.core.pack import Group, Kind, Node, Pack, Question
from zi_assess.core.scoring import valuate
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, number
from zi_assess.ui.models.roles import TreeRole, TreeState

Index = QModelIndex | QPersistentModelIndex
_MANY = 100  # from here on a share is easier to read than "1.234/9.500", and fits its column
_FAR = (
    2  # so deep the full code is shown, below it the last part: "A.I Pemenuhan", "6 Pelayanan", "b Maklumat"
)
_WRONG_EVIDENCE = {"evidence-outside-window", "evidence-wrong-kind"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row shows besides its title: an answer or a group's points as *worth*, *done* of *all* as progress,
    *who* is in charge of it by name.
    """

    worth: Fraction | Answer | None
    done: int
    all: int
    state: TreeState
    who: str = ""


def answer_short(question: Question, answer: Answer) -> str:
    """An answer in a few letters: the option, the index with a comma, a ratio as a percentage, – for none."""
    worth = valuate(question, answer.value)
    if not worth.answered:
        return "–"
    if question.recorded:
        return _("dicatat")
    if question.kind is Kind.CHOICE:
        return str(answer.value)
    if isinstance(answer.value, Fraction):
        return number(answer.value)
    return "0%" if worth.value is None else f"{number(worth.value * 100, 0)}%"


def short_title(node: Node, depth: int) -> str:
    """A title as the tree shows it: its letter or number, then the short words."""
    mark = node.code if depth < _FAR else node.code.rpartition(".")[2]
    return f"{mark} {node.short or node.title}"


def question_state(question: Question, sheet: Sheet, wrong: Collection[str]) -> tuple[TreeState, int]:
    """How a question stands, and how many of its slots are filled; *wrong* are the codes with something to mend."""
    filled = len(
        {use.slot for use in sheet.evidence_for(question.code)} & {one.id for one in question.evidence}
    )
    if question.code in wrong:
        return TreeState.WRONG, filled
    if not sheet.scores[question.code].answered:
        return TreeState.EMPTY, filled
    return (TreeState.DONE if filled == len(question.evidence) else TreeState.PART), filled


def wrong_places(sheet: Sheet) -> frozenset[str]:
    """The codes of questions where an answer or a piece of evidence cannot stay as it is."""
    return frozenset(
        one.where for one in sheet.findings if one.severity is Severity.ERROR or one.code in _WRONG_EVIDENCE
    )


# Worked out once: a tree with everything open asks 10,000 times.
_BRANCH = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LEAF = _BRANCH | Qt.ItemFlag.ItemNeverHasChildren
_NOWHERE = QModelIndex()


class TreeModel(QAbstractItemModel):
    """One column of rows; an index carries the number of a node, in the order of the pack, parents first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pack: Pack | None = None
        self._nodes: tuple[Node, ...] = ()
        self._number: dict[str, int] = {}
        self._parent: list[int] = []
        self._depth: list[int] = []
        self._row: list[int] = []
        # Children by number; the last entry, at -1, holds the roots.
        self._all: list[tuple[int, ...]] = [()]
        self._shown: list[tuple[int, ...]] = [()]
        self._words: list[str] = []
        self._filter: tuple[str, ...] = ()
        self._only: frozenset[str] | None = None
        self._look: _Look | None = None
        self._cells: list[Cell] = []
        self._led: frozenset[int] = frozenset()

    # What a page sets and asks

    def show(self, sheet: Sheet | None) -> None:
        """Show *sheet*. Another pack resets the model; the same pack tells only the rows that changed."""
        pack = sheet.pack if sheet else None
        same = pack is self._pack or (pack and self._pack and pack.digest == self._pack.digest)
        self._look = _Look(sheet, self._look if same else None) if sheet else None
        cells = self._look.cells if self._look else []
        if not same:
            self.beginResetModel()
            self._build(pack)
            self._cells = cells
            self.endResetModel()
            return
        before, self._cells = self._cells, cells
        for n, (old, new) in enumerate(zip(before, cells, strict=True)):
            if old is not new and old != new:
                self._tell(n)

    def set_filter(self, text: str) -> None:
        """Leave only what has every word of *text* in its code, title or keywords, with what is above and below it."""
        words = tuple(text.casefold().split())
        if words == self._filter:
            return
        self.beginResetModel()
        self._filter = words
        self._sieve()
        self.endResetModel()

    def set_only(self, codes: frozenset[str] | None) -> None:
        """Leave only these questions, and what is above them; None: all."""
        if codes == self._only:
            return
        self.beginResetModel()
        self._only = codes
        self._sieve()
        self.endResetModel()

    @property
    def filtered(self) -> bool:
        """Whether a filter is on."""
        return bool(self._filter) or self._only is not None

    def lead(self, code: str) -> None:
        """Draw the groups above *code* as leading, so that one sees where one is."""
        led = set()
        n = self._number.get(code, -1)
        while n >= 0 and (n := self._parent[n]) >= 0:
            led.add(n)
        before, self._led = self._led, frozenset(led)
        for changed in before ^ self._led:
            self._tell(changed)

    def code(self, index: Index) -> str:
        """The code of a row; "" for no row."""
        return self._nodes[index.internalId()].code if index.isValid() else ""

    def node(self, index: Index) -> Node | None:
        """The place a row shows."""
        return self._nodes[index.internalId()] if index.isValid() else None

    def index_of(self, code: str) -> QModelIndex:
        """The row of *code*; an invalid index while it is filtered away or unknown."""
        n = self._number.get(code, -1)
        return self._index(n) if n >= 0 and self._row[n] >= 0 else QModelIndex()

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The row below *parent*."""
        children = self._shown[parent.internalId() if parent.isValid() else -1]
        if column or not 0 <= row < len(children):
            return _NOWHERE
        return self.createIndex(row, 0, children[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """The row above."""
        return self._index(self._parent[index.internalId()]) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows are below *parent*."""
        if parent.isValid() and parent.column():
            return 0
        return len(self._shown[parent.internalId() if parent.isValid() else -1])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One: the delegate draws score and progress itself."""
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether anything is below."""
        return bool(self._shown[parent.internalId() if parent.isValid() else -1])

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are chosen, never edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _BRANCH if self._all[index.internalId()] else _LEAF

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the row shows; one function a role."""
        look = _LOOKS.get(role)
        return look(self, index.internalId()) if look is not None and index.isValid() else None

    # One function a role

    def _title(self, n: int) -> str:
        return short_title(self._nodes[n], self._depth[n])

    def _score(self, n: int) -> str:
        node, cell = self._nodes[n], self._cells[n]
        if isinstance(node, Question):
            return answer_short(node, cell.worth if isinstance(cell.worth, Answer) else Answer())
        return number(cell.worth) if isinstance(cell.worth, Fraction) else ""

    def _progress(self, n: int) -> str | None:
        cell = self._cells[n]
        if isinstance(self._nodes[n], Question):
            return f"{cell.done}/{cell.all}" if cell.all else None
        # Rounded down: 100% is said only when all are answered.
        return f"{cell.done * 100 // cell.all}%" if cell.all >= _MANY else f"{cell.done}/{cell.all}"

    def _state(self, n: int) -> int:
        return int(self._cells[n].state)

    def _who(self, n: int) -> str | None:
        return initials(self._cells[n].who) or None

    def _lead(self, n: int) -> bool:
        return n in self._led or self._depth[n] == 0

    def _tip(self, n: int) -> str:
        node, who = self._nodes[n], self._cells[n].who
        told = f"{node.title} · {_('PIC {who}').format(who=who)}" if who else node.title
        safe = told.replace("&", "&amp;").replace("<", "&lt;")  # Qt takes tooltips for markup
        return f"<span>{node.code} · {safe}</span>"

    def _spoken(self, n: int) -> str:
        node, cell = self._nodes[n], self._cells[n]
        if isinstance(node, Group):
            return _("{title}, nilai {score}, terjawab {done} dari {all}").format(
                title=self._title(n), score=self._score(n), done=cell.done, all=cell.all
            )
        return _("{title}, jawaban {answer}, bukti {done} dari {all}, {state}").format(
            title=self._title(n),
            answer=self._score(n) if cell.worth else _("belum ada"),
            done=cell.done,
            all=cell.all,
            state=state_words(cell.state),
        )

    # Building

    def _index(self, n: int) -> QModelIndex:
        return self.createIndex(self._row[n], 0, n) if n >= 0 else QModelIndex()

    def _tell(self, n: int) -> None:
        if self._row[n] >= 0:
            index = self._index(n)
            self.dataChanged.emit(index, index)

    def _build(self, pack: Pack | None) -> None:
        self._pack = pack
        self._nodes = tuple(pack.nodes.values()) if pack else ()
        self._number = {node.code: n for n, node in enumerate(self._nodes)}
        self._parent = [self._number.get(node.parent, -1) for node in self._nodes]
        self._depth = []
        for above in self._parent:
            self._depth.append(self._depth[above] + 1 if above >= 0 else 0)
        below: list[list[int]] = [[] for _n in range(len(self._nodes) + 1)]
        for n, above in enumerate(self._parent):
            below[above].append(n)
        self._all = [tuple(children) for children in below]
        self._words = [_haystack(node) for node in self._nodes]
        self._led = frozenset()
        self._sieve()

    def _sieve(self) -> None:
        """Swap the lists of visible children by the filter, and number the rows again."""
        self._shown = self._sieved() if self.filtered else self._all
        self._row = [-1] * len(self._nodes)
        for children in self._shown:
            for row, n in enumerate(children):
                self._row[n] = row

    def _sieved(self) -> list[tuple[int, ...]]:
        hit = [all(word in words for word in self._filter) for words in self._words]
        seen = list(hit)
        for n, above in enumerate(self._parent):  # what is below a group that was found
            if above >= 0 and hit[above]:
                hit[n] = seen[n] = True
        if self._only is not None:
            seen = [
                one and isinstance(node, Question) and node.code in self._only
                for one, node in zip(seen, self._nodes, strict=True)
            ]
        for n in range(len(seen) - 1, -1, -1):  # what is above anything that was found
            if seen[n] and self._parent[n] >= 0:
                seen[self._parent[n]] = True
        return [tuple(n for n in children if seen[n]) for children in self._all]


_LOOKS: Mapping[int, Callable[[TreeModel, int], object]] = {
    Qt.ItemDataRole.DisplayRole: TreeModel._title,
    Qt.ItemDataRole.ToolTipRole: TreeModel._tip,
    Qt.ItemDataRole.AccessibleTextRole: TreeModel._spoken,
    TreeRole.SCORE: TreeModel._score,
    TreeRole.PROGRESS: TreeModel._progress,
    TreeRole.STATE: TreeModel._state,
    TreeRole.LEAD: TreeModel._lead,
    TreeRole.WHO: TreeModel._who,
}


def state_words(state: TreeState) -> str:
    """What the mark before a question says."""
    return {
        TreeState.NONE: "",
        TreeState.EMPTY: _("belum dijawab"),
        TreeState.PART: _("bukti belum lengkap"),
        TreeState.DONE: _("lengkap"),
        TreeState.WRONG: _("ada yang perlu diperbaiki"),
    }[state]


def initials(name: str) -> str:
    """`RC` of Rina Contoh: the first letters of the first and the last word."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


def _haystack(node: Node) -> str:
    keywords = node.match if isinstance(node, Question) else ()
    return " ".join((node.code, node.short, node.title, *keywords)).casefold()


class _Look:
    """What a sheet looks like in the tree; made from the one before it where nothing changed."""

    def __init__(self, sheet: Sheet, before: _Look | None = None) -> None:
        self.sheet = sheet
        self.answers = sheet.assessment.of(sheet.stage)
        self.assigned = sheet.assessment.assigned
        self.wrong = wrong_places(sheet)
        same = before is not None and sheet.assessment.evidence is before.sheet.assessment.evidence
        self._before = before if same else None
        old: Iterable[Cell | None] = self._before.cells if self._before else repeat(None)
        self.cells: list[Cell] = [
            self._cell(node, was) for node, was in zip(sheet.pack.nodes.values(), old, strict=False)
        ]
        self._before = None  # else every sheet of the day would stay alive

    def _cell(self, node: Node, was: Cell | None) -> Cell:
        if isinstance(node, Group):
            own = self.sheet.scores[node.code]
            return Cell(
                own.strict, own.answered, own.questions, TreeState.NONE, self.assigned.get(node.code, "")
            )
        code, before = node.code, self._before
        if was is not None and before is not None:
            kept = self.answers.get(code) is before.answers.get(code)
            kept = kept and self.assigned.get(code, "") == was.who
            if kept and (code in self.wrong) == (code in before.wrong):
                return was
        return self._question_cell(node)

    def _question_cell(self, question: Question) -> Cell:
        state, filled = question_state(question, self.sheet, self.wrong)
        answer = self.answers.get(question.code)
        # The note is not shown in the tree, so writing one draws nothing here.
        given = Answer(answer.value) if answer is not None and answer.value is not None else None
        who = self.assigned.get(question.code, "")
        return Cell(given, filled, len(question.evidence), state, who)
