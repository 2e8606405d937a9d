"""What a terminal shows: aligned plain text, JSON, sentences on stderr, and a line of progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from zi_assess.core.checks import Finding, Severity
from zi_assess.errors import Complaint, ZiError
from zi_assess.evidence import Tick
from zi_assess.i18n import N_, _, say

_ENDS = (".", "?", "!", ":")
SEVERITIES = {Severity.ERROR: N_("Berat"), Severity.WARNING: N_("Sedang"), Severity.INFO: N_("Ringan")}


def as_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def remark(text: str) -> None:
    """Something the user should know that is not the result: stderr."""
    print(text, file=sys.stderr)


def sentence(problem: ZiError | Complaint) -> str:
    """What is wrong and what to do, in one line."""
    what, remedy = say(problem.what, problem.values), say(problem.remedy, problem.values)
    return f"{what if what.endswith(_ENDS) else what + '.'} {remedy}".strip()


def table(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> None:
    """Print *rows* in columns two blanks apart, the columns of *right* flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            text.rjust(width) if place in right else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


class Kind(Protocol):
    """A kind of report: its id, and its title and sentence in Indonesian."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def sentence(self) -> str: ...


def kinds(every: Collection[Kind], *, json: bool) -> None:
    """The kinds of reports there are."""
    if json:
        as_json([{"id": one.id, "title": _(one.title)} for one in every])
    else:
        table([(one.id, _(one.title), _(one.sentence)) for one in every])


def text_of(finding: Finding) -> str:
    return say(finding.text, finding.values)


def finding_data(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "where": finding.where,
        "severity": finding.severity.value,
        "text": text_of(finding),
    }


def findings(found: Sequence[Finding]) -> None:
    table([(_(SEVERITIES[one.severity]), one.where, text_of(one)) for one in found])


@contextmanager
def progress() -> Iterator[Tick | None]:
    """A tick that keeps one line of percents on a terminal's stderr; None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = -1

    def tick(done: int, total: int) -> None:
        nonlocal shown
        percent = done * 100 // total if total else 100
        if percent != shown:
            shown = percent
            sys.stderr.write(f"\r{percent:3d} %")
            sys.stderr.flush()

    try:
        yield tick
    finally:
        sys.stderr.write("\r      \r")
        sys.stderr.flush()
