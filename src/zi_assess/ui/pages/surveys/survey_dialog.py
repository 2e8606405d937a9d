"""Start a survey, or say more about one: kind, period, who asked whom, and how many there are to ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from zi_assess import i18n
from zi_assess.core.survey import Form, Frame, How, sample
from zi_assess.core.survey.held import SELF, THIRD
from zi_assess.i18n import _
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui.dialogs.form import entry, field, fill, select, side_by_side
from zi_assess.ui.filing.dates import read_date
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.fields import NumberField
from zi_assess.ui.widgets.text import label


@dataclass(frozen=True, slots=True)
class Described:
    """What the dialog was told; *form* is the kind of survey in its variant."""

    unit: str
    form: Form
    period: str
    title: str
    way: str
    first: date | None
    last: date | None
    frame: Frame


class SurveyDialog(FlowDialog):
    """`told` is called with a `Described` when it is accepted. With *survey* it changes that one."""

    def __init__(
        self,
        parent: QWidget,
        units: list[str],
        unit: str,
        told: Callable[[Described], None],
        survey: SurveySheet | None = None,
    ) -> None:
        super().__init__(
            parent,
            _("Keterangan survei") if survey else _("Survei baru"),
            primary=_("Simpan") if survey else _("Mulai"),
            width=620,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._told = told
        self._survey = survey
        self._forms: dict[str, Form] = {}
        self.unit = entry(_("Unit kerja"), unit)
        completer = QCompleter(units, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.unit.setCompleter(completer)
        self.kind = select(_("Jenis survei"), [])
        self.period = entry(_("Periode"), placeholder=_("misalnya Semester I 2026"))
        periods = QCompleter(_periods(date.today()), self)
        periods.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        periods.setFilterMode(Qt.MatchFlag.MatchContains)
        self.period.setCompleter(periods)
        self.title_ = entry(_("Nama survei"), placeholder=_("boleh kosong"))
        self.first = entry(_("Hari pertama"), placeholder=_("17/8/2026"))
        self.last = entry(_("Hari terakhir"), placeholder=_("17/8/2026"))
        self.way = select(_("Pelaksana"), [(key, _(words)) for key, words in said.WAYS.items()])
        self.provider = entry(_("Nama pihak ketiga"))
        self.customers = select(_("Yang ditanya"), [(key, _(words)) for key, words in said.CUSTOMERS.items()])
        self.services = entry(_("Layanan yang disurvei"), placeholder=_("dipisah koma; boleh kosong"))
        self.population = NumberField(
            _("Populasi penerima layanan dalam periode ini"),
            _("untuk menghitung jumlah sampel; boleh kosong"),
        )
        self.method = entry(
            _("Cara pengisian"), placeholder=_("misalnya tautan di loket sesudah layanan selesai")
        )
        self.place = entry(_("Lokasi"))
        self._least = label(tone="muted", wrap=True)
        self._about = label(size="small", tone="muted", wrap=True)
        self._about.setMinimumHeight(
            2 * self._about.fontMetrics().lineSpacing()
        )  # what comes does not move the rest
        self._lay_out_body()
        self.check = self._wrong
        self.accepted.connect(self._tell)
        self.way.currentIndexChanged.connect(self._show_provider)
        self.kind.currentIndexChanged.connect(self._show_about)
        self.population.entry.textEdited.connect(self._show_sample)
        if survey is not None:
            self._show(survey)
        self._show_provider()
        self._show_sample()
        (self.unit if not unit else self.period).setFocus()

    def offer(self, forms: list[Form], chosen: str = "") -> None:
        """The kinds to choose from, a line for each variant."""
        self._forms = {f"{one.kind}/{one.variant}": one for one in forms}
        names = {one.kind: [form for form in forms if form.kind == one.kind] for one in forms}
        lines = []
        for key, one in self._forms.items():
            variant = next((mine.title for mine in one.variants if mine.id == one.variant), "")
            many = len(names[one.kind]) > 1
            lines.append((key, f"{one.short} · {one.title}" + (f" ({variant})" if many and variant else "")))
        fill(self.kind, lines, chosen)
        self._show_about()

    def _show(self, survey: SurveySheet) -> None:
        self.unit.setReadOnly(True)
        self.offer([survey.form])
        self.kind.setEnabled(False)
        self.period.setText(survey.period)
        self.title_.setText(survey.held.title)
        self.first.setText(_written(survey.first))
        self.last.setText(_written(survey.last))
        self.way.setCurrentIndex(max(0, self.way.findData(survey.way)))
        frame = survey.frame
        self.provider.setText(frame.provider)
        self.customers.setCurrentIndex(max(0, self.customers.findData(frame.customers)))
        self.services.setText(frame.words.get("services", ""))
        self.population.set_value(frame.population or None)
        self.method.setText(frame.method)
        self.place.setText(frame.place)

    def _lay_out_body(self) -> None:
        body = self.body
        body.setSpacing(8)
        body.addLayout(side_by_side(field(_("Unit kerja"), self.unit), field(_("Jenis survei"), self.kind)))
        body.addWidget(self._about)
        body.addLayout(side_by_side(field(_("Periode"), self.period), field(_("Nama survei"), self.title_)))
        body.addLayout(
            side_by_side(
                field(_("Hari pertama"), self.first),
                field(_("Hari terakhir"), self.last),
                field(_("Lokasi"), self.place),
            )
        )
        body.addLayout(
            side_by_side(field(_("Pelaksana"), self.way), field(_("Nama pihak ketiga"), self.provider))
        )
        body.addLayout(
            side_by_side(
                field(_("Yang ditanya"), self.customers), field(_("Layanan yang disurvei"), self.services)
            )
        )
        body.addLayout(field(_("Cara pengisian"), self.method))
        body.addWidget(self.population)
        body.addWidget(self._least)

    def _show_provider(self) -> None:
        third = self.way.currentData() == THIRD
        self.provider.setEnabled(third)

    def _show_about(self) -> None:
        form = self._form()
        words = [form.basis, form.asked, said.national(form)] if form else []
        self._about.setText(" · ".join(one for one in words if one))

    def _show_sample(self) -> None:
        many, wrong = self.population.read(self.population.entry.text())
        if not many or wrong:
            self._least.setText("")
            return
        needed = sample(many)
        words = {
            How.CENSUS: _("Populasi sampai 10 orang ditanya semuanya."),
            How.TABLE: _("Sampel paling sedikit {n} responden (tabel Krejcie dan Morgan)."),
            How.FORMULA: _(
                "Sampel paling sedikit {n} responden (rumus Krejcie dan Morgan, dibulatkan ke atas)."
            ),
        }[needed.how]
        self._least.setText(words.format(n=i18n.count(needed.least)))

    def _form(self) -> Form | None:
        return self._forms.get(str(self.kind.currentData()))

    def _wrong(self) -> str:
        if not self.unit.text().strip():
            return _("Tulis nama unit kerja.")
        if not self.period.text().strip():
            return _("Tulis periodenya, misalnya Semester I 2026.")
        for box in (self.first, self.last):
            wrong = read_date(box.text())[1]
            if wrong:
                box.setFocus()
                return wrong
        days = [read_date(box.text())[0] for box in (self.first, self.last)]
        if days[0] and days[1] and days[1] < days[0]:
            return _("Hari terakhir mendahului hari pertama.")
        return self.population.read(self.population.entry.text())[1]

    def _tell(self) -> None:
        form = self._form()
        if form is None:
            return
        before = self._survey.frame if self._survey else Frame()
        words = {**before.words, "services": " ".join(self.services.text().split())}
        third = self.way.currentData() == THIRD
        frame = replace(
            before,
            population=self.population.read(self.population.entry.text())[0] or 0,
            customers=str(self.customers.currentData()),
            provider=self.provider.text().strip() if third else "",
            method=self.method.text().strip(),
            place=self.place.text().strip(),
            words={key: text for key, text in words.items() if text},
        )
        self._told(
            Described(
                " ".join(self.unit.text().split()),
                form,
                " ".join(self.period.text().split()),
                self.title_.text().strip(),
                THIRD if third else SELF,
                read_date(self.first.text())[0],
                read_date(self.last.text())[0],
                frame,
            )
        )


def load_forms() -> list[Form]:
    """Every kind of survey there is, in each of its variants."""
    from zi_assess.criteria import surveys

    found = []
    for form in sorted(surveys.kinds(), key=lambda one: said.rank(one.kind)):
        found += [surveys.find(form.kind, one.id) for one in form.variants] or [form]
    return found


def _periods(today: date) -> list[str]:
    """What periods are usually called, this year's first."""
    names = [
        _("Semester I"),
        _("Semester II"),
        *(_("Triwulan {n}").format(n=n) for n in ("I", "II", "III", "IV")),
        _("Tahun"),
    ]
    return [f"{name} {year}" for year in (today.year, today.year - 1) for name in names]


def _written(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""
