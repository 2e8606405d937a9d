"""The least effort to a target: states the model and checks a solution (no solver inside)."""

from zi_assess.core.plan.greedy import greedy
from zi_assess.core.plan.ladder import presumed
from zi_assess.core.plan.model import Levels, Model, build
from zi_assess.core.plan.program import Program, state
from zi_assess.core.plan.result import Note, Plan, Status, Step, describe
from zi_assess.core.plan.road import Bar, Road, hands, road
from zi_assess.core.plan.wishes import Shared, Wishes

__all__ = [
    "Bar",
    "Levels",
    "Model",
    "Note",
    "Plan",
    "Program",
    "Road",
    "Shared",
    "Status",
    "Step",
    "Wishes",
    "build",
    "describe",
    "greedy",
    "hands",
    "presumed",
    "road",
    "state",
]
