"""Text inside evidence: taken page by page, kept in an index that is made again at will, found in any of its forms."""

from zi_assess.textindex.extraction import Extracted, extract
from zi_assess.textindex.index import Hit, TextIndex, Waiting
from zi_assess.textindex.ocr import Advice, advice
from zi_assess.textindex.work import Step, drain, step

__all__ = [
    "Advice",
    "Extracted",
    "Hit",
    "Step",
    "TextIndex",
    "Waiting",
    "advice",
    "drain",
    "extract",
    "step",
]
