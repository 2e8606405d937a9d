"""The heat map of one group of respondents, for screen and paper alike."""

from __future__ import annotations

from collections.abc import Callable

from zi_assess.core.survey import Aspect, HeatGroup, Part
from zi_assess.i18n import _
from zi_assess.reports.charts import Drawing
from zi_assess.reports.surveycharts import Spot, heat_map
from zi_assess.reports.surveysheet import SurveySheet


def drawn_map(
    survey: SurveySheet,
    group: HeatGroup,
    width: float,
    height: float,
    *,
    size: float = 8,
    printable: Callable[[str], str] = str,
) -> Drawing:
    """The map of one group that is shown; *printable* is what makes words fit for paper."""
    often, held = survey.form.aspect(Part.FREQUENCY), survey.form.aspect(Part.CONTROL)
    assert often is not None and held is not None
    spots = [
        Spot(name, float(cell.frequency), float(cell.control))
        for name, cell in zip(letters(len(group.cells)), group.cells, strict=True)
        if cell.frequency is not None and cell.control is not None
    ]
    across, down = ([printable(one) for one in _steps(survey, aspect)] for aspect in (often, held))
    names = printable(often.title), printable(held.title)
    return heat_map(spots, across, down, width, height, names=names, size=size)


def letters(count: int) -> list[str]:
    """a, b, c …: the names of items on the map."""
    return [chr(ord("a") + n) if n < 26 else str(n + 1) for n in range(count)]


def group_name(group: HeatGroup) -> str:
    """What the group is called."""
    return group.title or _("Semua yang menjawab")


def _steps(survey: SurveySheet, aspect: Aspect) -> list[str]:
    scale = aspect.scale or survey.form.items[0].scale
    return [one.title for one in scale.points]
