"""What is typed about a respondent, as the label an imported file would get for it."""

from __future__ import annotations

from zi_assess.core.survey import Field, FieldKind
from zi_assess.ui.filing.dates import read_date


def read_label(field: Field | None, text: str) -> tuple[str, str]:
    """The label of *text* ("" for none), and what is wrong with it ("" = nothing): an age becomes its group."""
    from zi_assess.responses.values import labeller  # with its readers of files, not before it is wanted

    plain = " ".join(text.split())
    if field is not None and field.kind is FieldKind.DATE:
        day, wrong = read_date(plain)
        return day.isoformat() if day else "", wrong
    return labeller(field)(plain), ""
