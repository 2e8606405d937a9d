"""The reviewer's worklist for a view: its order stays while one works, and only rows that changed are drawn again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zi_assess.core.assessment import Answer, Assessment, Stage
from zi_assess.core.pack import Pack, Question
from zi_assess.core.review import compared
from zi_assess.core.worklist import Ground, Item, Sieve, passes
from zi_assess.i18n import N_, _, say
from zi_assess.ui.models.roles import TreeState
from zi_assess.ui.models.tree import answer_short

Index = QModelIndex | QPersistentModelIndex
KINDS: Mapping[Ground, str] = {
    Ground.UNEXPLAINED: "bad",
    Ground.CHANGED: "info",
    Ground.RISK: "warn",
    Ground.OUTSIDE: "warn",
    Ground.DOUBTED: "bad",
    Ground.OBSERVED: "warn",
    Ground.ODD: "warn",
    Ground.LOWER: "bad",
    Ground.HIGHER: "info",
    Ground.STAKE: "neutral",
}
_SHORT = {Ground.RISK: N_("ambang"), Ground.CHANGED: N_("berubah")}
"""What a chip says of a ground that needs more words than it has room for; the tip says all."""


class WorkRole(IntEnum):
    """What a row gives besides its title (`DisplayRole`)."""

    CHIPS = Qt.ItemDataRole.UserRole + 21
    """tuple of (words, kind)."""
    ANSWER = Qt.ItemDataRole.UserRole + 22
    """str: "A", or "A → B" where this stage differs."""
    STATE = Qt.ItemDataRole.UserRole + 23
    """int: a `TreeState`: not judged, agreed, differs, differs without a reason."""
    SETTLED = Qt.ItemDataRole.UserRole + 24
    """bool: nothing waits here."""
    WHO = Qt.ItemDataRole.UserRole + 25
    """str: who is in charge."""


class WorklistModel(QAbstractListModel):
    """The items that a sieve leaves. `sift` and `rank` order them anew; `show` keeps every row where it is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pack: Pack | None = None
        self._mine: Assessment | None = None
        self._stage = Stage.TPI_MEMBER
        self._items: dict[str, Item] = {}
        self._order: tuple[str, ...] = ()
        self._rows: list[str] = []
        self._sieve: tuple[Sieve, str, frozenset[str] | None, tuple[str, ...]] = (Sieve.ALL, "", None, ())

    # What a page sets and asks

    def show(self, pack: Pack, mine: Assessment, items: Sequence[Item]) -> None:
        """Show *items* as they are now, each in the row it has; another assessment or stage orders them anew."""
        stage = items[0].stage if items else self._stage
        same = self._mine is not None and (self._mine.id, self._stage) == (mine.id, stage)
        before, old = self._items, self._mine
        self._pack, self._mine, self._stage = pack, mine, stage
        self._items = {one.code: one for one in items}
        self._order = tuple(self._items)
        if not same or before.keys() != self._items.keys():
            self.rank()
            return
        for n, code in enumerate(self._rows):
            again = self._items[code] != before[code] or (
                old is not None and mine.answer(code, stage) is not old.answer(code, stage)
            )
            if again:
                index = self.index(n)
                self.dataChanged.emit(index, index)

    def sift(self, sieve: Sieve, who: str = "", codes: frozenset[str] | None = None, text: str = "") -> None:
        """Leave only what passes *sieve*, lies in *codes* (None: anywhere) and has every word of *text*."""
        wanted = (sieve, who, codes, tuple(text.casefold().split()))
        if wanted != self._sieve:
            self._sieve = wanted
            self.rank()

    def rank(self) -> None:
        """Order the rows by what matters now."""
        self.beginResetModel()
        self._rows = [code for code in self._order if self._passes(code)]
        self.endResetModel()

    def code(self, row: int) -> str:
        """The code in *row*; "" for no row."""
        return self._rows[row] if 0 <= row < len(self._rows) else ""

    def row_of(self, code: str) -> int:
        """The row of *code*, or -1 while it is not shown."""
        return self._rows.index(code) if code in self._rows else -1

    def item(self, code: str) -> Item | None:
        """What is known of *code*."""
        return self._items.get(code)

    def count(self, sieve: Sieve, who: str = "") -> int:
        """How many of all items *sieve* would leave."""
        return sum(passes(one, sieve, who) for one in self._items.values())

    def next_open(self, after: str) -> str:
        """The next code below *after* where something waits, else the first of all; "" when nothing does."""
        here = self.row_of(after)
        around = (*self._rows[here + 1 :], *self._rows[: max(0, here)])
        return next((code for code in around if not self._items[code].settled), "")

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the row shows; one function a role."""
        look = _LOOKS.get(role)
        return look(self, self._items[self._rows[index.row()]]) if look and index.isValid() else None

    # One function a role

    def _question(self, item: Item) -> Question:
        question = self._pack.question(item.code) if self._pack else None
        assert question is not None
        return question

    def _title(self, item: Item) -> str:
        question = self._question(item)
        return question.short or question.title

    def _chips(self, item: Item) -> tuple[tuple[str, str], ...]:
        return tuple(
            (_(_SHORT[one.ground]) if one.ground in _SHORT else say(one.text, one.values), KINDS[one.ground])
            for one in item.reasons
        )

    def _answer(self, item: Item) -> str:
        question, mine = self._question(item), self._mine
        assert mine is not None
        own = mine.answer(item.code, self._stage)
        judged = answer_short(question, mine.answer(item.code, compared(mine, self._stage, item.code)))
        now = answer_short(question, Answer(own.value)) if own.value is not None else judged
        return judged if now == judged else f"{judged} → {now}"

    def _state(self, item: Item) -> int:
        if any(one.ground is Ground.UNEXPLAINED for one in item.reasons):
            return int(TreeState.WRONG)
        if not item.given:
            return int(TreeState.EMPTY)
        return int(TreeState.PART if item.differs or item.changed else TreeState.DONE)

    def _tip(self, item: Item) -> str:
        question = self._question(item)
        lines = [f"{item.code} · {question.title}", *(say(one.text, one.values) for one in item.reasons)]
        safe = (line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)  # Qt takes tips for markup
        return f"<span>{'<br>'.join(safe)}</span>"

    def _spoken(self, item: Item) -> str:
        told = _("sudah dinilai") if item.given else _("belum dinilai")
        reasons = (say(one.text, one.values) for one in item.reasons)
        return ", ".join((item.code, self._title(item), self._answer(item), told, *reasons))

    def _passes(self, code: str) -> bool:
        sieve, who, codes, text = self._sieve
        if not passes(self._items[code], sieve, who) or (codes is not None and code not in codes):
            return False
        if not text:
            return True
        question = self._question(self._items[code])
        said = " ".join((code, question.short, question.title, *question.match)).casefold()
        return all(word in said for word in text)


_LOOKS: Mapping[int, Callable[[WorklistModel, Item], object]] = {
    Qt.ItemDataRole.DisplayRole: WorklistModel._title,
    Qt.ItemDataRole.ToolTipRole: WorklistModel._tip,
    Qt.ItemDataRole.AccessibleTextRole: WorklistModel._spoken,
    Qt.ItemDataRole.UserRole: lambda model, item: item.code,
    WorkRole.CHIPS: WorklistModel._chips,
    WorkRole.ANSWER: WorklistModel._answer,
    WorkRole.STATE: WorklistModel._state,
    WorkRole.SETTLED: lambda model, item: item.settled,
    WorkRole.WHO: lambda model, item: item.who,
}
