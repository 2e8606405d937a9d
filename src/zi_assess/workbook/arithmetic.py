"""The formulas of a written worksheet and the values they come to, as the ministry's own arithmetic has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.assessment import Answer
from zi_assess.core.exact import decimal_text, fraction
from zi_assess.core.pack import Group, Kind, Node, Option, Pack, Question, Rollup
from zi_assess.core.scoring import valuate
from zi_assess.workbook.cells import letters
from zi_assess.workbook.lines import PERCENT
from zi_assess.workbook.oddities import type_words
from zi_assess.workbook.plan import Plan, headed, weighed

Worth = Fraction | str
"""What a formula comes to: a number, a text, or an error such as `#DIV/0!`."""

NOT_YET, DIVISION = "Blm Diisi", "#DIV/0!"


def is_error(worth: Worth) -> bool:
    return isinstance(worth, str) and worth.startswith("#")


@dataclass(frozen=True)
class Arithmetic:
    """One stage's formulas: its answers stand in column *answer*, its values in column *value*."""

    pack: Pack
    plan: Plan
    answers: Mapping[str, Answer]
    weight: int
    type: int
    answer: int
    value: int

    # Values

    def share(self, question: Question) -> Worth:
        """A question's value 0–1, as its formula shows it."""
        found = valuate(question, self.answers.get(question.code, Answer()).value)
        if found.zero_denominator:
            return DIVISION
        return NOT_YET if found.value is None else found.value

    def points(self, node: Node) -> Worth:
        """What stands in the value cell of *node*: points of a group; of a question as its group wants it."""
        if isinstance(node, Question):
            share = self.share(node)
            return share if isinstance(share, str) or not weighed(self.pack, node) else share * node.weight
        parts = [self._part(node, child) for child in node.children]
        broken = next((one for one in parts if is_error(one)), None)
        if broken is not None:
            return broken
        numbers = [one for one in parts if isinstance(one, Fraction)]
        if node.rollup is Rollup.SUM:
            return sum(numbers, Fraction(0))
        return sum(numbers, Fraction(0)) / len(numbers) * node.weight if numbers else DIVISION

    def total(self) -> Worth:
        return added([self.points(top) for top in self.pack.tree])

    def percent(self, node: Node) -> Worth:
        points = self.points(node)
        return points if isinstance(points, str) else points / node.weight

    def summed(self, question: Question) -> Worth:
        """The sum of the denominators, where the worksheet shows it."""
        counts = self._counts(question)
        parts = [counts.get(one.key) for one in question.inputs if one.role == "denominator"]
        return NOT_YET if None in parts else Fraction(sum(one for one in parts if one is not None))

    def _counts(self, question: Question) -> Mapping[str, int]:
        value = self.answers.get(question.code, Answer()).value
        return dict(value) if isinstance(value, tuple) else {}

    def _part(self, group: Group, child: Node) -> Worth:
        points = self.points(child)
        if group.rollup is Rollup.AVERAGE and isinstance(child, Group) and not isinstance(points, str):
            return points / child.weight
        return points

    # Formulas

    def value_formula(self, question: Question) -> str:
        """The value cell beside the answer: 0–1, or points where the group adds up."""
        row = self.plan.question[question.code]
        answer = self._at(self.answer, row)
        points = weighed(self.pack, question) and not headed(self.pack, question)
        times = f"*{self._at(self.weight, row)}" if points else ""
        if question.kind is Kind.INDEX:
            return f'=IF({answer}="","{NOT_YET}",{answer}/{_number(question.index_max)}{times})'
        if points and question.kind is Kind.CHOICE:
            return f"={_choice(answer, question.options, times)}"
        return f"={self._by_type(row)}"

    def _by_type(self, row: int) -> str:
        answer, kind = self._at(self.answer, row), self._at(self.type, row)
        formula = f'IF({kind}="{PERCENT}",IF({answer}="","{NOT_YET}",{answer}),"-")'
        for words, options in reversed(self._scales().items()):
            formula = f'IF({kind}="{words}",{_choice(answer, options, "")},{formula})'
        return formula

    def _scales(self) -> dict[str, tuple[Option, ...]]:
        return {type_words(one): one.options for one in self.pack.questions if one.kind is Kind.CHOICE}

    def heading_formula(self, question: Question) -> str:
        share = self._at(self.value, self.plan.question[question.code])
        weight = self._at(self.weight, self.plan.value[question.code])
        return f'=IF({share}="{NOT_YET}","{NOT_YET}",{share}*{weight})'

    def ratio_formula(self, question: Question) -> str:
        """The percentage in the answer column of a ratio's row."""
        cells = {
            one.key: self._at(self.answer, self.plan.inputs[question.code, one.key])
            for one in question.inputs
        }
        blank = ",".join(f'{cells[one.key]}=""' for one in question.inputs if one.role)
        roles = {
            role: "+".join(cells[one.key] for one in question.inputs if one.role == role)
            for role in dict.fromkeys(one.role for one in question.inputs)
        }
        if question.formula == "decrease":
            before, after = roles["before"], roles["after"]
            share = f"IF(AND({before}=0,{after}=0),1,MAX(0,({before}-{after})/{before}))"
        else:
            whole = self.plan.sums.get(question.code)
            below = self._at(self.answer, whole) if whole else roles["denominator"]
            share = (
                f"MIN(1,({roles['numerator']})/{below})"
                if "+" in roles["numerator"]
                else (f"MIN(1,{roles['numerator']}/{below})")
            )
        return f'=IF(OR({blank}),"{NOT_YET}",{share})'

    def sum_formula(self, question: Question) -> str:
        cells = [
            self._at(self.answer, self.plan.inputs[question.code, one.key])
            for one in question.inputs
            if one.role == "denominator"
        ]
        blank = ",".join(f'{cell}=""' for cell in cells)
        return f'=IF(OR({blank}),"{NOT_YET}",{"+".join(cells)})'

    def group_formula(self, group: Group) -> str:
        """`SUM` of the parts, or `AVERAGE` of the answers times the weight."""
        cells = [self._at(self.value, self.plan.value[child.code]) for child in group.children]
        weight = self._at(self.weight, self.plan.value[group.code])
        if group.rollup is Rollup.SUM:
            return f"=SUM({','.join(cells)})"
        if all(isinstance(child, Question) for child in group.children):
            return (
                f"=AVERAGE({cells[0]}:{cells[-1]})*{weight}"
                if len(cells) > 1
                else f"=AVERAGE({cells[0]})*{weight}"
            )
        shares = [
            f"{cell}/{self._at(self.weight, self.plan.value[child.code])}"
            if isinstance(child, Group)
            else cell
            for cell, child in zip(cells, group.children, strict=True)
        ]
        return f"=AVERAGE({','.join(shares)})*{weight}"

    def _at(self, column: int, row: int) -> str:
        return f"{letters(column)}{row}"


def added(parts: list[Worth]) -> Worth:
    """What `SUM` makes of cells: errors win, texts are skipped."""
    broken = next((one for one in parts if is_error(one)), None)
    return (
        broken
        if broken is not None
        else sum((one for one in parts if isinstance(one, Fraction)), Fraction(0))
    )


def _choice(answer: str, options: tuple[Option, ...], times: str) -> str:
    formula = f'"{NOT_YET}"'
    for option in reversed(options):
        formula = f'IF({answer}="{option.key}",{_number(option.score)}{times},{formula})'
    return formula


def _number(value: Fraction) -> str:
    text = decimal_text(value)
    return text if fraction(text) == value else f"({value.numerator}/{value.denominator})"
