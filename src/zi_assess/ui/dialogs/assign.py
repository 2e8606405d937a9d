"""Penanggung jawab: who is in charge of a criterion or of a whole group."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from zi_assess.core import worklist
from zi_assess.core.pack import Group
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import theme, words
from zi_assess.ui.dialogs.form import entry, field
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.flow import FlowLayout

_MOST_NAMES = 12


def known_names(session: Session, sheet: Sheet) -> tuple[str, ...]:
    """The names used before, one's own first."""
    own = session.settings.person_name
    return tuple(
        dict.fromkeys(name for name in (own, *sorted(set(sheet.assessment.assigned.values()))) if name)
    )


class AssignDialog(FlowDialog):
    """Asks for a name and puts it in charge of *codes*; an empty one takes the charge away."""

    def __init__(self, parent: QWidget, session: Session, sheet: Sheet, codes: Sequence[str]) -> None:
        node = sheet.pack.nodes[codes[0]]
        inside = isinstance(node, Group)
        places = "; ".join(words.title_line(sheet.pack, code) for code in codes)
        super().__init__(
            parent,
            _("Penanggung jawab"),
            _(
                "{place}. Berlaku untuk semua butir di dalamnya, kecuali yang punya penanggung jawab sendiri."
            ).format(place=places)
            if inside
            else places,
            primary=_("Simpan"),
            width=460,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._sheet, self._codes = session, sheet, tuple(codes)
        own = sheet.assessment.assigned.get(node.code, "")
        inherited = worklist.in_charge(sheet.pack, sheet.assessment, node.parent) if not own else ""
        self.name = entry(_("Nama"), own, inherited)
        names = known_names(session, sheet)
        completer = QCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name.setCompleter(completer)
        hint = _("Kosong: ikut kelompoknya, {who}.").format(who=inherited) if inherited else ""
        self.body.addLayout(field(_("Nama"), self.name, hint))
        self._offer(names[:_MOST_NAMES])
        self.accepted.connect(self._assign)
        self.name.setFocus()
        self.name.selectAll()

    def _offer(self, names: Sequence[str]) -> None:
        """The names as buttons, so that one need not type them."""
        row = QWidget()
        flow = FlowLayout(row, theme.px(6))
        self.names = {name: Button(name.replace("&", "&&"), small=True) for name in names}
        for name, button in self.names.items():
            button.clicked.connect(lambda _on=False, name=name: self.name.setText(name))
            flow.addWidget(button)
        row.setHidden(not names)
        self.body.addWidget(row)

    def _assign(self) -> None:
        mine, codes = self._sheet.assessment.id, self._codes
        who = " ".join(self.name.text().split())
        said = (
            _("{who} menangani {code}").format(who=who, code=", ".join(codes))
            if who
            else _("{code} tanpa penanggung jawab sendiri").format(code=", ".join(codes))
        )
        self._session.do(lambda space: space.review.assign(mine, codes, who), said)
