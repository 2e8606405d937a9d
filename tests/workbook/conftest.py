"""The pack, and answers such as a unit gives, for every workbook test."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from zi_assess import criteria
from zi_assess.core.assessment import Value
from zi_assess.core.pack import Kind, Pack, Question


@pytest.fixture(scope="session")
def lke() -> Pack:
    return criteria.find("lke-zi")


@pytest.fixture(scope="session")
def answers(lke: Pack) -> dict[str, Value]:
    """An answer to each of the 113 criteria, mostly good, as self-assessments are."""
    chance = random.Random(90_2021)
    return {question.code: given(question, chance) for question in lke.questions}


def given(question: Question, chance: random.Random) -> Value:
    if question.kind is Kind.CHOICE:
        return chance.choice(question.options[: 3 if chance.random() < 0.9 else None]).key
    if question.kind is Kind.INDEX:
        return Fraction(chance.randint(280, 400), 100)
    return tuple((one.key, chance.randint(1, 9)) for one in question.inputs)
