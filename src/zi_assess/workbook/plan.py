"""Where everything stands in a workbook that is written: the rows of the ministry's worksheet, for any pack."""

from __future__ import annotations

from dataclasses import dataclass, field

from zi_assess.core.pack import Group, Input, Kind, Node, Pack, Question, Rollup
from zi_assess.errors import ZiError
from zi_assess.workbook.columns import LEVELS
from zi_assess.workbook.lines import annex_label, last_part

# The ministry's worksheet has an empty row here, and people paste between copies by row.
_GAPS = {"A": frozenset({"A.I.5.v"}), "B": frozenset[str]()}
_FIRST = {"A": 4, "B": 2}
DASH = "–"  # the ministry prints a hyphen, which some spreadsheet programs take for the start of a formula


@dataclass(frozen=True, slots=True)
class Row:
    """One row: *role* is `group`, `heading`, `question`, `sum`, `input`, `total` or `grand`."""

    number: int
    role: str
    depth: int
    label: str
    title: str
    node: Node | None = None
    input: Input | None = None


@dataclass
class Plan:
    """The rows of a worksheet in order; *value* is the row with a node's points, *inputs* that of each count."""

    rows: list[Row] = field(default_factory=list)
    value: dict[str, int] = field(default_factory=dict)
    question: dict[str, int] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)
    inputs: dict[tuple[str, str], int] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    grand: int = 0


def make(pack: Pack, layout: str) -> Plan:
    """The rows of *pack* in *layout* `A` or `B`. Raises `ZiError` when its tree is deeper than the worksheet."""
    return _Planner(pack, layout).made()


def headed(pack: Pack, question: Question) -> bool:
    """Whether *question* is a ratio with points of its own, which the worksheet names in a row above it."""
    return question.kind is Kind.RATIO and weighed(pack, question)


def weighed(pack: Pack, question: Question) -> bool:
    """Whether *question* carries points of its own, because its group adds up."""
    parent = pack.nodes[question.parent]
    return isinstance(parent, Group) and parent.rollup is Rollup.SUM


def summed(question: Question) -> bool:
    """Whether *question* has several denominators, which the worksheet adds up in a row of its own."""
    return sum(one.role == "denominator" for one in question.inputs) > 1


def carrier(pack: Pack, question: Question, layout: str, plan: Plan) -> int:
    """The row of a question's note and evidence: PortalRB knows a ratio only by its inputs."""
    if layout == "B" and question.kind is Kind.RATIO:
        return plan.inputs[question.code, question.inputs[0].key]
    return plan.question[question.code]


class _Planner:
    def __init__(self, pack: Pack, layout: str) -> None:
        self.pack, self.layout = pack, layout
        self.next = _FIRST[layout]
        self.plan = Plan()

    def made(self) -> Plan:
        for number, top in enumerate(self.pack.tree):
            if number:
                self.next += 1
            self._node(top, 0)
            self.plan.totals[top.code] = self._row("total", 0, "", f"TOTAL {top.title.upper()}", top)
        if self.layout == "A":
            self.next += 1
        self.plan.grand = self._row("grand", 0, "", f"NILAI EVALUASI {self.pack.short.upper()}")
        return self.plan

    def _row(
        self,
        role: str,
        depth: int,
        label: str,
        title: str,
        node: Node | None = None,
        asked: Input | None = None,
    ) -> int:
        number = self.next
        self.plan.rows.append(Row(number, role, depth, label, title, node, asked))
        self.next += 1
        return number

    def _node(self, node: Node, depth: int) -> None:
        if depth > LEVELS - 2:
            raise ZiError(
                "{pack} punya lebih banyak tingkat daripada lembar LKE.",
                "Pakai laporan PDF untuk instrumen ini.",
                pack=self.pack.short,
            )
        if isinstance(node, Question):
            self._question(node, depth)
            return
        self.next += node.code in _GAPS[self.layout]
        title = node.title.upper() if depth < 3 and len(self.pack.tree) < 3 else node.title
        self.plan.value[node.code] = self._row("group", depth, f"{_letter(node)}.", title, node)
        for child in node.children:
            self._node(child, depth + 1)

    def _question(self, question: Question, depth: int) -> None:
        label = _printed(question)
        if headed(self.pack, question):
            shift = depth - 1 if label else depth
            self.plan.value[question.code] = self._row("heading", shift, label, question.title, question)
            label, title = DASH, f"Persentase {question.short}"
        else:
            title = question.title
        own = self._row("question", depth, label, title, question)
        self.plan.question[question.code] = own
        self.plan.value.setdefault(question.code, own)
        if summed(question):
            self.plan.sums[question.code] = self._row(
                "sum", depth, DASH, "Jumlah yang harus melaporkan", question
            )
        for one in question.inputs:
            row = self._row("input", LEVELS - 1, "", f"{DASH} {one.title}", question, one)
            self.plan.inputs[question.code, one.key] = row


def _letter(node: Node) -> str:
    return node.code.rpartition(".")[2]


def _printed(question: Question) -> str:
    own = annex_label(question)
    if own is None:
        return f"{last_part(question)}."
    if not own:
        return DASH if len(question.refs["annex_label"]) < 4 else ""
    return question.refs["annex_label"]
