"""The chosen survey looked at from all sides: unsur, services, respondents, trend, expectation, heat map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from zi_assess.core.survey import Gap, HeatGroup, ItemResult, ProfileTable
from zi_assess.i18n import _, count, number, percent
from zi_assess.reports import surveywords as said
from zi_assess.reports.charts import Drawing
from zi_assess.reports.surveycharts import Share, UnsurBar, share_bars, unsur_bars
from zi_assess.reports.surveyheat import drawn_map, group_name, letters
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui import theme
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.pages.surveys import listing
from zi_assess.ui.widgets.chart import ChartView
from zi_assess.ui.widgets.surfaces import Card, clear_layout, scroll
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

_ROW = 27  # pixels of a bar and its words
_HEAT = 330


class View(QWidget):
    """A column of cards that scrolls; `show_survey` fills it."""

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        edge = theme.px(16)
        self.body.setContentsMargins(edge, theme.px(12), edge, edge)
        self.body.setSpacing(theme.px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll(inside))

    def show_survey(self, survey: SurveySheet) -> None:
        """Show *survey*."""
        raise NotImplementedError


class Listed(TableView):
    """A table of words that is as high as its rows; columns after the first have fixed *widths*."""

    def __init__(
        self, name: str, heads: Sequence[str], widths: Sequence[int], *, lines: int = 1, most: int = 30
    ) -> None:
        super().__init__(name, lines=lines, sortable=False)
        self.cells = CellsModel(heads, self)
        self._most = most
        self.setModel(self.cells)
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, width in enumerate(widths, 1):
            self.setColumnWidth(place, theme.px(width))

    def set_rows(self, rows: Sequence[CellRow]) -> None:
        """Show *rows*, up to `most` without scrolling."""
        self.cells.set_rows(rows)
        shown = min(self._most, max(1, len(rows)))
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + shown * self.verticalHeader().defaultSectionSize() + theme.px(4))


class UnsurView(View):
    """Bars of all unsur, and every question with how it was answered."""

    def __init__(self) -> None:
        super().__init__()
        self.chart = ChartView(_("Nilai tiap unsur"))
        self._columns = label(size="small", tone="muted")
        card = Card(_("Nilai tiap unsur"))
        if card.header is not None:
            card.header.add(self._columns)
        card.body.addWidget(self.chart)
        self.body.addWidget(card)
        self.table = Listed(
            _("Butir pertanyaan"),
            (_("Pertanyaan"), _("Menjawab"), _("NRR"), _("Sebaran jawaban")),
            (84, 66, 250),
            lines=2,
        )
        below = Card(_("Jawaban tiap pertanyaan"))
        below.body.addWidget(self.table)
        self.body.addWidget(below)
        self.body.addStretch(1)

    def show_survey(self, survey: SurveySheet) -> None:
        """Show the unsur of *survey*."""
        bars, zones = _bars(survey), said.zones(survey.result)
        self._columns.setText(_("NRR · tertimbang · nilai · mutu"))

        def draw(width: float, height: float, size: float) -> Drawing:
            label_width = min(width * 0.36, size * 20)
            row = height / (len(bars) + 0.8)
            fitted = [_fitted(bar, label_width) for bar in bars]
            return unsur_bars(
                fitted, zones, width, size=size, label_width=label_width,
                columns=(size * 3.7, size * 3.7, size * 3.9, size * 2.2), row=row,
            )  # fmt: skip

        told = ", ".join(f"{bar.label} {' '.join(bar.texts)}" for bar in bars)
        self.chart.set(draw, told, round(_ROW * (len(bars) + 0.8)))
        self.table.set_rows(
            [_item_row(survey, item) for unsur in survey.result.unsur for item in unsur.items]
        )


def _bars(survey: SurveySheet) -> list[UnsurBar]:
    return [
        UnsurBar(
            one.title,
            None if one.value is None else float(one.value),
            said.letter(one),
            (said.nrr(one.nrr), said.nrr(one.weighted), said.value(one.value), said.letter(one) or "–"),
        )
        for one in survey.result.unsur
        if not one.control
    ]


def _fitted(bar: UnsurBar, room: float) -> UnsurBar:
    shown = theme.metrics("small").elidedText(
        bar.label, Qt.TextElideMode.ElideRight, int(room - theme.px(10))
    )
    return replace(bar, label=shown)


def _item_row(survey: SurveySheet, item: ItemResult) -> CellRow:
    unsur = next(
        (one for one in survey.form.unsur if any(mine.code == item.code for mine in one.items)), None
    )
    spread = " · ".join(f"{value}: {count(many)}" for value, many in sorted(item.counts.items()))
    return CellRow(
        item.code,
        (
            Cell(item.question, unsur.title if unsur else ""),
            Cell(count(item.n), right=True),
            Cell(said.nrr(item.nrr), right=True, lead=True),
            Cell(spread, tone="muted"),
        ),
    )


class ServicesView(View):
    """The result of each service."""

    def __init__(self) -> None:
        super().__init__()
        self.table = Listed(
            _("Nilai tiap layanan"),
            (_("Layanan"), _("Responden"), _("Nilai"), _("Mutu"), _("Unsur terendah")),
            (84, 70, 120, 240),
        )
        card = Card(_("Nilai menurut jenis layanan"))
        card.body.addWidget(self.table)
        self._none = label(
            _(
                "Jenis layanan tidak dicatat pada survei ini, jadi nilainya tidak dapat dipisah menurut layanan."
            ),
            tone="muted",
            wrap=True,
        )
        card.body.addWidget(self._none)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_survey(self, survey: SurveySheet) -> None:
        """Show the services of *survey*."""
        rows = []
        for one in survey.services:
            if one.result is None:
                rows.append(
                    CellRow(
                        one.label, (Cell(one.title), Cell(_("< 5"), right=True), Cell(""), Cell(""), Cell(""))
                    )
                )
                continue
            grade = one.result.grade
            low = one.result.lowest[0].title if one.result.lowest else ""
            rows.append(
                CellRow(
                    one.label,
                    (
                        Cell(one.title),
                        Cell(count(one.n), right=True),
                        Cell(said.headline(one.result), right=True, lead=True),
                        Cell(said.grade_words(grade), pill=said.kind_of(grade.letter) if grade else ""),
                        Cell(low, tone="muted"),
                    ),
                )
            )
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)


class PeopleView(View):
    """Who answered: one card of bars for each field."""

    def __init__(self) -> None:
        super().__init__()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.px(12))
        self.body.addLayout(self._cards)
        self.body.addStretch(1)

    def show_survey(self, survey: SurveySheet) -> None:
        """Show the profile tables of *survey*."""
        clear_layout(self._cards)
        for table in survey.profile:
            self._cards.addWidget(_people_card(table))
        if not survey.profile:
            self._cards.addWidget(
                label(_("Isian tentang responden tidak ada pada survei ini."), tone="muted")
            )


def _people_card(table: ProfileTable) -> Card:
    rows = [
        Share(one.title, float(one.share), f"{count(one.n)} · {percent(one.share * 100, 1)}")
        for one in table.rows
        if one.share is not None
    ]
    hidden = sum(one.share is None for one in table.rows)
    notes = [_("{n} tidak menyebutkan").format(n=count(table.blank))] if table.blank else []
    notes += [_("{n} kelompok di bawah lima tidak ditampilkan").format(n=count(hidden))] if hidden else []
    card = Card(table.field.title, " · ".join(notes))
    chart = ChartView(table.field.title)

    def draw(width: float, height: float, size: float) -> Drawing:
        row = height / max(1, len(rows))
        return share_bars(rows, width, size=size, label_width=size * 16, text_width=size * 8.5, row=row)

    chart.set(draw, ", ".join(f"{one.label} {one.text}" for one in rows), 22 * max(1, len(rows)))
    card.body.addWidget(chart)
    return card


class TrendView(View):
    """The value over the periods."""

    def __init__(self) -> None:
        super().__init__()
        card = Card(_("Nilai dari waktu ke waktu"))
        self.chart = ChartView(_("Tren"), 230)
        self.table = Listed(
            _("Periode"),
            (_("Periode"), _("Responden"), _("Indeks"), _("Nilai"), _("Mutu"), _("Perubahan")),
            (84, 70, 70, 130, 110),
        )
        card.body.addWidget(self.chart)
        card.body.addWidget(self.table)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_survey(self, survey: SurveySheet) -> None:
        """Show the trend *survey* stands in."""
        points = survey.trend
        self.chart.setVisible(sum(one.ikm is not None for one in points) > 1)
        self.chart.set(listing.drawn(points[-12:], said.zones(survey.result)), listing.told(points))
        rows = []
        for one in reversed(points):
            grade = one.grade
            rows.append(
                CellRow(
                    one.survey,
                    (
                        Cell(one.period, lead=one.survey == survey.id),
                        Cell(count(one.n), right=True),
                        Cell("–" if one.index is None else number(one.index, 3), right=True),
                        Cell(said.value(one.ikm), right=True, lead=True),
                        Cell(said.grade_words(grade), pill=said.kind_of(grade.letter) if grade else ""),
                        Cell(said.change(one), tone="muted"),
                    ),
                )
            )
        self.table.set_rows(rows)


class GapsView(View):
    """What users expected against what they met."""

    def __init__(self) -> None:
        super().__init__()
        card = Card(_("Harapan dan pengalaman"))
        card.body.addWidget(
            label(
                _("Selisih negatif: yang dialami di bawah yang diharapkan. Yang paling kurang di atas."),
                tone="muted",
                wrap=True,
            )
        )
        self.table = Listed(
            _("Harapan dan pengalaman"),
            (_("Unsur"), _("Menjawab"), _("Harapan"), _("Pengalaman"), _("Selisih")),
            (90, 90, 100, 90),
        )
        card.body.addWidget(self.table)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_survey(self, survey: SurveySheet) -> None:
        """Show the gaps of *survey*."""
        self.table.set_rows([_gap_row(one) for one in sorted(survey.gaps, key=lambda gap: gap.gap)])


def _gap_row(one: Gap) -> CellRow:
    tone = "bad" if one.gap < 0 else ""
    return CellRow(
        one.code,
        (
            Cell(one.title),
            Cell(count(one.n), right=True),
            Cell(said.nrr(one.expectation), right=True),
            Cell(said.nrr(one.experience), right=True),
            Cell(said.nrr(one.gap), right=True, lead=True, tone=tone),
        ),
    )


class HeatView(View):
    """Frequency against control, for everyone and for each group that is large enough."""

    def __init__(self) -> None:
        super().__init__()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.px(12))
        self.body.addWidget(
            label(
                _(
                    "Tanpa nama. Tidak dijumlah menjadi satu nilai, tidak masuk LKE atau IKM. "
                    "Kelompok di bawah lima orang tidak ditampilkan."
                ),
                tone="muted",
                wrap=True,
            )
        )
        self.body.addLayout(self._cards)
        self.body.addStretch(1)

    def show_survey(self, survey: SurveySheet) -> None:
        """Show the heat maps of *survey*."""
        clear_layout(self._cards)
        for group in survey.heat:
            self._cards.addWidget(_heat_card(survey, group))


def _heat_card(survey: SurveySheet, group: HeatGroup) -> QWidget:
    if group.hidden:
        card = Card(group_name(group))
        card.body.addWidget(
            label(_("Kurang dari lima orang menjawab, jadi tidak ditampilkan."), tone="muted")
        )
        return card
    card = Card(group_name(group), said.respondents(group.n))
    chart = ChartView(_("Peta panas"), _HEAT)

    def draw(width: float, height: float, size: float) -> Drawing:
        return drawn_map(survey, group, width, height, size=size)

    ranked = sorted(
        zip(letters(len(group.cells)), group.cells, strict=True), key=lambda one: -(one[1].risk or -1)
    )
    chart.set(draw, ", ".join(f"{cell.title} {said.value(cell.risk)}" for _name, cell in ranked))
    table = Listed(
        _("Risiko tiap bentuk"),
        (_("Bentuk"), _("Menjawab"), _("Kekerapan"), _("Pengendalian"), _("Risiko")),
        (84, 92, 110, 76),
        lines=2,
    )
    rows = []
    for name, cell in ranked:
        unsur = next(one for one in survey.form.unsur if one.code == cell.code)
        related = ", ".join(unsur.related)
        line = _("Padanan Ombudsman: {forms}").format(forms=related) if related else ""
        figures = [said.value(one) for one in (cell.frequency, cell.control, cell.risk)]
        n = count(cell.n) if cell.risk is not None else _("< 5")
        rows.append(
            CellRow(
                cell.code,
                (
                    Cell(f"{name}. {cell.title}", line),
                    Cell(n, right=True),
                    Cell(figures[0], right=True),
                    Cell(figures[1], right=True),
                    Cell(figures[2], right=True, lead=True),
                ),
            )
        )
    table.set_rows(rows)
    card.body.addWidget(chart)
    card.body.addWidget(table)
    return card
