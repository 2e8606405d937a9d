"""Survey responses from CSV and XLSX, row by row; every row that cannot be taken is named with its reason."""

from zi_assess.responses.mapping import EXTRA, IGNORED, Mapping, Role, Use
from zi_assess.responses.proposing import Proposal, Proposed, Question, label_question, propose
from zi_assess.responses.reading import Counts, Read, Rejected, read
from zi_assess.responses.recaps import Recap, UnitRow
from zi_assess.responses.recaps import read as read_recap
from zi_assess.responses.words import plain

__all__ = [
    "EXTRA",
    "IGNORED",
    "Counts",
    "Mapping",
    "Proposal",
    "Proposed",
    "Question",
    "Read",
    "Recap",
    "Rejected",
    "Role",
    "UnitRow",
    "Use",
    "label_question",
    "plain",
    "propose",
    "read",
    "read_recap",
]
