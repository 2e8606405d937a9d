"""Take an LKE workbook in: what was found in it, its totals beside ours, what is odd, and only then *Impor*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from zi_assess import i18n
from zi_assess.core.assessment import Stage
from zi_assess.core.checks import Finding, gravity
from zi_assess.core.pack import Pack
from zi_assess.core.scoring import Scores, score
from zi_assess.errors import ZiError
from zi_assess.i18n import _, n_, number
from zi_assess.ui import flows, theme, words
from zi_assess.ui.dialogs.findings import grouped
from zi_assess.ui.dialogs.form import entry, field, fill, select, side_by_side
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.text import label
from zi_assess.ui.work import Tick

if TYPE_CHECKING:
    from zi_assess.workbook import Incoming

_PACK = "lke-zi"
_FILES_ELSEWHERE = "workbook-file-not-included"
_SAME = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class Found:
    """What was read, and what it comes to by our own arithmetic."""

    pack: Pack
    incoming: Incoming
    scores: Scores


class ImportDialog(FlowDialog):
    """Reads *path* beside the window, shows what would come in, and takes it on *Impor*."""

    def __init__(self, parent: QWidget, session: Session, path: Path) -> None:
        super().__init__(parent, _("Impor LKE Excel"), path.name, primary=_("Impor"), width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._file = path
        self._found: Found | None = None
        self.unit = entry(_("Unit kerja"))
        self.year = entry(_("Tahun pengusulan"), str(date.today().year))
        self.target = select(_("Predikat tujuan"), [])
        self._from_name = label(
            _("Berkasnya tidak menyebut unit; ini dari nama berkas. Betulkan bila perlu."),
            size="small",
            tone="muted",
            wrap=True,
        )
        self._reading = label(_("Membaca berkas…"), tone="muted")
        self._facts = QWidget()
        self._remarks = QPlainTextEdit()
        self._remarks.setReadOnly(True)
        self._remarks.setTabChangesFocus(True)
        self._remarks.setAccessibleName(_("Yang janggal dalam berkas"))
        self._lay_out_body()
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._take)
        self.primary.setEnabled(False)
        for changed in (self.unit.textChanged, self.year.textChanged):
            changed.connect(lambda: self.complain(""))
        self._job = session.work.side(lambda tick: _read(path, tick), self._show, self._fail)
        self.finished.connect(lambda: self._job.cancel())

    def _lay_out_body(self) -> None:
        self.body.addWidget(self._reading)
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self._facts)
        column.addLayout(field(_("Unit kerja"), self.unit))
        column.addWidget(self._from_name)
        column.addLayout(
            side_by_side(field(_("Tahun pengusulan"), self.year), field(_("Predikat tujuan"), self.target))
        )
        self._oddities = label(weight=600)
        column.addWidget(self._oddities)
        column.addWidget(self._remarks)
        self._remarks.setFixedHeight(theme.px(128))
        self._form.hide()
        self.body.addWidget(self._form)

    def _show(self, found: Found) -> None:
        self._found = found
        self._reading.hide()
        self._show_facts(facts(found))
        proposed = "" if found.incoming.unit else unit_of(self._file.name)
        self.unit.setText(found.incoming.unit or proposed)
        self._from_name.setVisible(bool(proposed))
        first = found.incoming.target or next(iter(one.id for one in found.pack.designations), "")
        choices = [(one.id, one.id) for one in found.pack.designations]
        fill(self.target, [*choices, ("", _("Tanpa predikat"))], first)
        remarks = found.incoming.remarks
        self._oddities.setText(
            _("Yang janggal dalam berkas ({n})").format(n=len(remarks))
            if remarks
            else _("Tidak ada yang janggal.")
        )
        self._remarks.setPlainText("\n".join(remark_lines(found.pack, remarks)))
        self._remarks.setHidden(not remarks)
        self._form.show()
        self.primary.setEnabled(True)
        (self.year if self.unit.text() else self.unit).setFocus()
        self.fit()

    def _show_facts(self, lines: Sequence[tuple[str, str]]) -> None:
        grid = QGridLayout(self._facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(18))
        grid.setVerticalSpacing(theme.px(5))
        grid.setColumnStretch(1, 1)
        for number_, (name, value) in enumerate(lines):
            grid.addWidget(label(name, tone="muted"), number_, 0)
            grid.addWidget(label(value, weight=600, wrap=True, tabular=True), number_, 1)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, ZiError):
            self._reading.hide()
            self.complain(f"{i18n.say(error.what, error.values)} {i18n.say(error.remedy, error.values)}")
        else:
            self.reject()
            self._session.report(error)

    def _take(self) -> None:
        unit, year = " ".join(self.unit.text().split()), self.year.text().strip()
        if not unit:
            self._wrong(self.unit, _("Tulis nama unit kerja."))
        elif not (year.isascii() and year.isdecimal() and 2000 <= int(year) <= 2200):
            self._wrong(self.year, _("Tulis tahun dengan empat angka, misalnya 2026."))
        elif self._known(unit, int(year)):
            self._wrong(
                self.year,
                _(
                    "{unit} sudah punya penilaian LKE tahun {year} di ruang kerja ini. Pakai tahun lain."
                ).format(unit=unit, year=year),
            )
        elif self._found is not None:
            self._import(self._found, unit, int(year))
            self.accept()

    def _known(self, unit: str, year: int) -> bool:
        return any(
            one.unit.name.casefold() == unit.casefold()
            and one.year == year
            and one.pack_id == _PACK
            and not one.occasion
            for one in self._session.assessments
        )

    def _wrong(self, where: QWidget, text: str) -> None:
        self.complain(text)
        where.setFocus()

    def _import(self, found: Found, unit: str, year: int) -> None:
        session, target = self._session, str(self.target.currentData() or "")

        def begin() -> None:
            session.begin(
                _("Mengimpor LKE"),
                lambda workspace, tick: workspace.take_workbook(
                    found.incoming, found.pack, unit=unit, year=year, target=target
                ),
                done,
            )

        def done() -> None:
            session.goto.emit("ringkasan", "")
            session.noticed.emit(_("{file} diimpor").format(file=self._file.name), False)

        flows.with_workspace(session, begin)


def facts(found: Found) -> list[tuple[str, str]]:
    """What a user checks before taking a workbook: how much comes in, and whether the totals agree."""
    incoming, scores = found.incoming, found.scores
    mine = incoming.answers.get(Stage.SELF, {})
    lines = [
        (_("Bentuk berkas"), _("LKE kementerian") if incoming.layout == "A" else _("Templat PortalRB")),
        (
            _("Jawaban"),
            _("{n} dari {all} butir").format(n=scores.answered, all=scores.questions),
        ),
        (_("Catatan"), i18n.count(sum(bool(one.note) for one in mine.values()))),
        (_("Tautan bukti"), i18n.count(sum(len(links) for links in incoming.links.values()))),
    ]
    if incoming.answers.get(Stage.TPI_CONTROL):
        answered = sum(one.value is not None for one in incoming.answers[Stage.TPI_CONTROL].values())
        lines.append((_("Penilaian TPI"), _("{n} jawaban").format(n=answered)))
    lines.append((_("Nilai, kosong dihitung nol"), number(scores.strict)))
    lines.append((_("Nilai menurut rumus Excel"), number(scores.official)))
    own = _own_total(found)
    lines.append((_("Nilai tersimpan di berkas"), _compared(own, scores.official)))
    return lines


def _compared(own: Fraction | None, official: Fraction) -> str:
    if own is None:
        return _("tidak ada, rumusnya galat atau kosong")
    if abs(own - official) <= _SAME:
        return _("{total}, sama").format(total=number(own))
    return _("{total}, berbeda {difference}").format(total=number(own), difference=number(own - official))


def _own_total(found: Found) -> Fraction | None:
    """The total saved in the file, or the sum of its parts where it saves only those."""
    totals = found.incoming.totals
    if "total" in totals:
        return totals["total"]
    parts = [totals.get(top.code) for top in found.pack.tree]
    return sum((part for part in parts if part is not None), Fraction(0)) if None not in parts else None


def _read(path: Path, tick: Tick) -> Found:
    from zi_assess import criteria, workbook

    pack = criteria.find(_PACK)
    incoming = workbook.read(path, pack)
    tick(1, 1)
    return Found(pack, incoming, score(pack, incoming.answers.get(Stage.SELF, {})))


def remark_lines(pack: Pack, remarks: Sequence[Finding]) -> list[str]:
    """What is odd, a line each, gravest first and like beside like; files that stayed elsewhere come under one head."""
    ordered = grouped(pack, sorted(remarks, key=gravity))
    files = [one for one in ordered if one.code == _FILES_ELSEWHERE]
    said = [_remark(pack, one) for one in ordered if one.code != _FILES_ELSEWHERE]
    if files:
        said.append(
            n_(
                "Berkas bukti 1 butir disebut tetapi tidak ikut di buku kerja, lampirkan lagi:",
                "Berkas bukti {n} butir disebut tetapi tidak ikut di buku kerja, lampirkan lagi:",
                len(files),
            ).format(n=i18n.count(len(files)))
        )
        said += [f"    {one.where}: {one.values['names']}" for one in files]
    return said


def _remark(pack: Pack, found: Finding) -> str:
    where = f"{found.where}: " if found.where in pack.nodes else ""
    return where + words.finding(found)


_NO_UNIT = re.compile(
    r"(?i)\b(?:lke|lembar|kertas|kerja|evaluasi|zona|integritas|zi|wbk|wbbm|menuju|pmpzi|penilaian|mandiri|portalrb|tpi|tpn"
    r"|template?|(?:final|fix|rev(?:isi)?|draf?t?|versi|v)\d*|copy|salinan|of|\d+|tahun|th|ta|xlsx?)\b"
)


def unit_of(name: str) -> str:
    """The unit that the name of a workbook without one speaks of: what is left of it without the words every such file
    has; "" when that is nothing.
    """
    plain = re.sub(r"[_\-–()\[\],.+]+", " ", Path(name).stem)
    left = " ".join(_NO_UNIT.sub(" ", plain).split())
    return left if sum(letter.isalpha() for letter in left) >= 3 else ""
