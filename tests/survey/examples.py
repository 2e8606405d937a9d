"""Surveys that were published with their figures, and files as they come from the wild."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

from zi_assess import responses
from zi_assess.core.survey import Form, Responses
from zi_assess.criteria import surveys
from zi_assess.i18n import number, say
from zi_assess.responses import Proposal, Read

HERE = Path(__file__).parent
ROWS49 = HERE / "rows49.csv"
UNSUR = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku")

# How often 1, 2, 3 and 4 were given, and the NRR as printed.
NATIONAL: Mapping[str, tuple[tuple[int, int, int, int], str]] = {
    "persyaratan": ((0, 0, 118, 69), "3,369"),
    "prosedur": ((0, 6, 93, 88), "3,439"),
    "waktu": ((0, 3, 106, 78), "3,401"),
    "biaya": ((1, 1, 23, 162), "3,850"),
    "produk": ((0, 1, 124, 62), "3,326"),
    "kompetensi": ((0, 0, 95, 92), "3,492"),
    "perilaku": ((0, 0, 89, 98), "3,524"),
    "pengaduan": ((1, 2, 34, 150), "3,781"),
    "sarana": ((1, 19, 77, 90), "3,369"),
}
REGIONAL: Mapping[str, tuple[tuple[int, int, int, int], str]] = {
    "persyaratan": ((0, 0, 11, 18), "3,6207"),
    "prosedur": ((0, 0, 15, 14), "3,4828"),
    "waktu": ((0, 2, 12, 15), "3,4483"),
    "biaya": ((0, 0, 0, 29), "4,0000"),
    "produk": ((0, 0, 14, 15), "3,5172"),
    "kompetensi": ((0, 0, 11, 18), "3,6207"),
    "perilaku": ((0, 0, 10, 19), "3,6552"),
    "sarana": ((0, 0, 11, 18), "3,6207"),
    "pengaduan": ((0, 0, 1, 28), "3,9655"),
}


@cache
def form(kind: str = "skm", variant: str = "") -> Form:
    return surveys.find(kind, variant)


def counted(counts: Mapping[str, tuple[tuple[int, int, int, int], str]]) -> Responses:
    """Respondents who together gave these answers."""
    answers = {
        code: b"".join(bytes((value,)) * count for value, count in enumerate(given, 1))
        for code, (given, _) in counts.items()
    }
    return Responses(len(next(iter(answers.values()))), answers)


def same(n: int, **values: int) -> Responses:
    """*n* respondents who all said the same; unsur that are not named were given 3."""
    given = {one.code: values.get(one.code, 3) for one in form().unsur} | values
    return Responses(n, {code: bytes((value,)) * n for code, value in given.items()})


def shown(value: Fraction | None, places: int = 2) -> str:
    assert value is not None
    return number(value, places)


def propose(path: Path, kind: str = "skm") -> Proposal:
    return responses.propose(path, form(kind), surveys.variants(form(kind)))


def read(path: Path, kind: str = "skm", **labels: int) -> Read:
    """The file by what is proposed for it; *labels* settle unsure ones (`_` for a blank in the label)."""
    proposal = propose(path, kind)
    mapping = proposal.mapping
    for label, value in labels.items():
        for key in proposal.form.columns:
            mapping = mapping.with_label(key, label.replace("_", " "), value)
    return responses.read(path, proposal.form, mapping)


def keys(proposal: Proposal) -> dict[str, str]:
    """What each header as written is taken for."""
    return {one.header: one.use.key for one in proposal.columns if one.use.key}


def reasons(found: Read) -> dict[int, str]:
    """The row numbers that were rejected, with what is said of them."""
    return {one.row: say(one.text, one.values) for one in found.rejected}


def whole(found: Read) -> None:
    """No row of a file is lost on the way: the law of every import."""
    counts = found.counts
    assert counts.present == counts.accepted + counts.rejected
    assert counts.accepted == found.responses.n
    assert counts.rejected == len(found.rejected)
    assert all(len(column) == found.responses.n for column in found.responses.answers.values())
    assert all(len(column.codes) == found.responses.n for column in found.responses.profile.values())


def table(*rows: Sequence[object], separator: str = ",") -> str:
    return "".join(separator.join(map(str, row)) + "\n" for row in rows)


def unsur_header(*more: str) -> list[str]:
    return ["NO. RESP", *(f"U{number}" for number in range(1, 10)), *more]
