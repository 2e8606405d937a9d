"""Start an assessment: instrument, unit, year, target, and last year's answers to carry over."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from zi_assess.core.assessment import Assessment
from zi_assess.core.pack import Pack
from zi_assess.i18n import _
from zi_assess.ui import flows, menus, theme, words
from zi_assess.ui.dialogs.form import entry, field, fill, select, side_by_side
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.text import label
from zi_assess.ui.work import Tick

_MAIN = "lke-zi"
_ELSEWHERE = frozenset({"kunjungan"})  # visits begin sealed, on their own page


class NewAssessmentDialog(FlowDialog):
    """Asks what to start; on *Mulai* it is made in the user's own workspace and shown."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(
            parent,
            _("Penilaian baru"),
            _(
                "Satu penilaian adalah satu unit, satu tahun, satu instrumen. Semua ini dapat dibuka lagi kapan saja."
            ),
            primary=_("Mulai"),
            width=540,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._packs: dict[str, Pack] = {}
        self._proposed = ""
        self.pack = select(_("Instrumen"), [])
        self.unit = entry(_("Unit kerja"), placeholder=_("misalnya Kantor Pelayanan Contoh"))
        self.year = entry(_("Tahun pengusulan"), str(date.today().year))
        self.target = select(_("Predikat tujuan"), [])
        self.source = select(_("Mulai dari"), [])
        self.occasion = entry(_("Untuk"))
        names = sorted({one.unit.name for one in session.assessments})
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.unit.setCompleter(completer)
        if len(names) == 1:
            self.unit.setText(names[0])
        self._lay_out_body()
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._start)
        self.primary.setEnabled(False)
        self.pack.currentIndexChanged.connect(self._show_targets)
        for changed in (self.unit.textChanged, self.year.textChanged, self.occasion.textChanged):
            changed.connect(lambda: self.complain(""))
        self.unit.textChanged.connect(self._offer_sources)
        self._offer_sources()
        session.work.side(_load_packs, self._take_packs)
        self.unit.setFocus()

    def propose_after(self, earlier: Assessment) -> None:
        """Propose the year after *earlier*, carried over from it."""
        self.unit.setText(earlier.unit.name)
        self.year.setText(str(earlier.year + 1))
        self.occasion.setText(earlier.occasion)
        self._proposed = earlier.pack_id
        self._offer_sources(earlier.id)

    def _lay_out_body(self) -> None:
        self.body.addLayout(field(_("Unit kerja"), self.unit))
        self.body.addLayout(
            side_by_side(field(_("Tahun pengusulan"), self.year), field(_("Predikat tujuan"), self.target))
        )
        self.body.addLayout(field(_("Instrumen"), self.pack))
        self._occasion = QWidget()
        self._occasion_name = label("", weight=600)
        self._occasion_name.setBuddy(self.occasion)
        column = QVBoxLayout(self._occasion)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._occasion_name)
        column.addWidget(self.occasion)
        self._occasion.hide()
        self.body.addWidget(self._occasion)
        earlier = QWidget()
        asked = QVBoxLayout(earlier)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addLayout(
            field(
                _("Mulai dari"),
                self.source,
                _(
                    "Jawaban tahun lalu masuk sebagai usulan yang harus dikonfirmasi; "
                    "bukti lama disebut di butirnya sebagai pengingat."
                ),
            )
        )
        earlier.setVisible(
            bool(self._session.assessments)
        )  # at the very first there is nothing to begin with
        self.body.addWidget(earlier)

    def _take_packs(self, packs: list[Pack]) -> None:
        self._packs = {pack.id: pack for pack in packs}
        wanted = self._proposed or _MAIN
        fill(self.pack, [(pack.id, f"{words.instrument(pack)} · {pack.title}") for pack in packs], wanted)
        self._show_targets()
        self.primary.setEnabled(True)

    def _show_targets(self) -> None:
        pack = self._packs.get(str(self.pack.currentData()))
        if pack is None:
            return
        choices = [(one.id, one.id) for one in pack.designations]
        first = pack.designations[0].id if pack.designations else ""
        fill(self.target, [*choices, ("", _("Tanpa predikat"))], first)
        self.target.setEnabled(bool(choices))
        self._occasion_name.setText(pack.occasion)
        self.occasion.setAccessibleName(pack.occasion)
        self._occasion.setVisible(bool(pack.occasion))

    def _offer_sources(self, chosen: str = "") -> None:
        mine = [
            one
            for one in self._session.assessments
            if one.unit.name.casefold() == self.unit.text().strip().casefold()
        ]
        listed = [(one.id, menus.listed(one)) for one in mine]
        fill(self.source, [("", _("Kosong")), *listed], chosen if isinstance(chosen, str) else "")
        self.source.setEnabled(bool(listed))

    def _start(self) -> None:
        unit, year = " ".join(self.unit.text().split()), self.year.text().strip()
        if not unit:
            self._wrong(self.unit, _("Tulis nama unit kerja."))
        elif not (year.isascii() and year.isdecimal() and 2000 <= int(year) <= 2200):
            self._wrong(self.year, _("Tulis tahun dengan empat angka, misalnya 2026."))
        elif self._asks_occasion() and not self._said_occasion():
            words_ = _("Isi {field}, karena satu unit dapat punya beberapa dalam satu tahun.")
            self._wrong(self.occasion, words_.format(field=self._occasion_name.text()))
        else:
            self._make(unit, int(year))
            self.accept()

    def _asks_occasion(self) -> bool:
        pack = self._packs.get(str(self.pack.currentData()))
        return pack is not None and bool(pack.occasion)

    def _said_occasion(self) -> str:
        return " ".join(self.occasion.text().split()) if self._asks_occasion() else ""

    def _wrong(self, where: QWidget, text: str) -> None:
        self.complain(text)
        where.setFocus()

    def _make(self, unit: str, year: int) -> None:
        session, pack = self._session, self._packs[str(self.pack.currentData())]
        target, source = str(self.target.currentData() or ""), str(self.source.currentData() or "")
        occasion = self._said_occasion()

        def begin() -> None:
            session.begin(
                _("Memulai penilaian"),
                lambda workspace, tick: workspace.new(
                    pack, unit, year, target=target, occasion=occasion, source=source
                ),
                lambda: session.goto.emit("penilaian" if not source else "ringkasan", ""),
            )

        if source:
            begin()  # what is carried over lies in the workspace that is open
        else:
            flows.with_workspace(session, begin)


def _load_packs(tick: Tick) -> list[Pack]:
    from zi_assess import criteria

    known = dict.fromkeys(one[0] for one in criteria.shipped())
    return [criteria.find(pack_id) for pack_id in known if pack_id not in _ELSEWHERE]
