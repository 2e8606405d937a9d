"""A report made here filed as evidence at the criteria of the worksheet that its instrument supports."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zi_assess import files
from zi_assess.core.pack import Pack
from zi_assess.i18n import _
from zi_assess.ui import theme, words
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.surfaces import scroll
from zi_assess.ui.work import Tick

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace
    from zi_assess.workspace.feeding import Target


class FileReportDialog(FlowDialog):
    """The criteria that the instrument supports, those it supports most first; the first is ticked."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        target: Target,
        pack: Pack,
        name: str,
        pdf: bytes,
        dated: date,
    ) -> None:
        super().__init__(
            parent,
            _("Simpan ke bukti {pack} {year}").format(pack=target.pack, year=target.year),
            _("Centang butir yang memakai {name} sebagai bukti.").format(name=name),
            primary=_("Simpan ke bukti"),
            width=560,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._target = target
        self._name, self._pdf, self._dated = name, pdf, dated
        self.checks: list[Check] = []
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        for code in target.codes:
            check = Check(words.title_line(pack, code))
            check.setChecked(not self.checks)
            self.checks.append(check)
            column.addWidget(check)
        column.addStretch(1)
        area = scroll(holder)
        area.setMinimumHeight(room_for(parent.window(), 34 * len(self.checks) + 10, 300))
        self.body.addWidget(area, 1)
        self.check = self._wrong
        self.accepted.connect(self._file)

    def codes(self) -> list[str]:
        """What is ticked."""
        return [code for code, one in zip(self._target.codes, self.checks, strict=True) if one.isChecked()]

    def _wrong(self) -> str:
        return "" if self.codes() else _("Centang sedikitnya satu butir.")

    def _file(self) -> None:
        codes, name, pdf = self.codes(), files.safe_name(self._name), self._pdf
        target, dated, session = self._target, self._dated, self._session

        def attach(space: Workspace, tick: Tick) -> int:
            from zi_assess.workspace import Placement

            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                files.write_bytes(path, pdf)
                found = space.file_many(
                    target.assessment, [Placement(path, code) for code in codes], tick=tick
                )
            for document in {use.document.id for use in found.evidence}:
                space.describe_document(target.assessment, document, dated=dated)
            return len(found.evidence)

        def landed(new: int) -> None:
            where = f"{target.pack} {target.year}: {', '.join(codes)}"
            said = _("Disimpan di {where}") if new else _("Sudah ada di {where}")
            session.noticed.emit(said.format(where=where), False)

        session.long(_("Menyimpan bukti"), attach, landed)


def ask(window: QWidget, session: Session, mine: str, name: str, pdf: bytes, dated: date) -> None:
    """Ask at which criteria the report *name* is evidence; says so when the unit has no worksheet yet."""

    def look(space: Workspace) -> tuple[tuple[Target, ...], Sequence[Pack]]:
        found = space.feeds(mine)
        return found, [space.pack(one.assessment) for one in found]

    def landed(found: tuple[tuple[Target, ...], Sequence[Pack]]) -> None:
        targets, packs = found
        if targets:
            FileReportDialog(window, session, targets[0], packs[0], name, pdf, dated).open()
        else:
            session.noticed.emit(_("Unit ini belum punya LKE. Mulai atau impor LKE dahulu."), False)

    session.ask(look, landed)
