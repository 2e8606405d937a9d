"""Terima: a package is checked whole, what it will change is shown, its key is compared, and only then it is taken."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from zi_assess.errors import ZiError
from zi_assess.exchange.wording import KINDS, SIDES
from zi_assess.i18n import _, count, n_, size
from zi_assess.ui import flows, theme
from zi_assess.ui.dialogs.form import entry, field
from zi_assess.ui.exchange import deciding
from zi_assess.ui.exchange.keys import FingerprintCard
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.notices import Banner
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.workspace.exchanging import Incoming, Taken

_LOCKED = "Paket ini dikunci dengan kata sandi."
_WRONG = "Kata sandi paket salah, atau paketnya rusak."


class SecretDialog(FlowDialog):
    """Asks for the passphrase of a package."""

    def __init__(self, parent: QWidget, name: str, wrong: bool) -> None:
        super().__init__(parent, _("Buka kiriman {name}").format(name=name), primary=_("Buka"), width=440)
        self.secret = entry(_("Kata sandi kiriman"))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addLayout(field(_("Kata sandi kiriman"), self.secret))
        self.check = lambda: "" if self.secret.text() else _("Ketik kata sandinya.")
        if wrong:
            self.complain(_("Kata sandi itu tidak cocok."))
        self.secret.setFocus()


class TakeDialog(FlowDialog):
    """Who sent it and what it will change; an unknown key is compared first."""

    def __init__(self, parent: QWidget, session: Session, incoming: Incoming) -> None:
        super().__init__(
            parent,
            _("Terima kiriman"),
            _origin(incoming),
            primary=_("Terima"),
            width=600,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._incoming = incoming
        self.compared: Check | None = None
        if not incoming.known:
            title = _("Kunci pengirim belum dikenal. Telepon pengirim dan cocokkan kata-kata ini")
            self.body.addWidget(FingerprintCard(title, incoming.fingerprint))
            self.compared = Check(_("Sudah saya cocokkan lewat telepon dan sama"))
            self.compared.toggled.connect(lambda _on: self.complain(""))
            self.body.addWidget(self.compared)
        self.body.addWidget(label(_("Yang akan berubah"), weight=600))
        self.body.addLayout(self._changes())
        for text in self._remarks():
            self.body.addWidget(label(text, tone="muted", wrap=True))
        if incoming.conflicts:
            many = len(incoming.conflicts)
            words = n_(
                "1 hal diubah di kedua pihak: diputuskan sesudah diterima, tidak ada yang hilang.",
                "{n} hal diubah di kedua pihak: diputuskan sesudah diterima, tidak ada yang hilang.",
                many,
            )
            self.body.addWidget(Banner("warn", words.format(n=count(many)), dismissable=False))
        self.check = self._wrong
        self.accepted.connect(self._take)

    def _changes(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(18))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(0, 1)
        if self._incoming.first:
            grid.addWidget(label(_("Penilaian ini belum ada di sini; semuanya baru.")), 0, 0, 1, 4)
            parts = (f"{_(KINDS.get(one.kind, one.kind))} {count(one.added)}" for one in self._incoming.lines)
            grid.addWidget(label(" · ".join(parts), tone="muted", wrap=True), 1, 0, 1, 4)
            return grid
        if not self._incoming.lines:
            grid.addWidget(label(_("Tidak ada yang berubah.")), 0, 0, 1, 4)
        heads = (_("baru"), _("berubah"), _("hilang"))
        start = grid.rowCount()
        if self._incoming.lines:
            for n, head in enumerate(heads, 1):
                grid.addWidget(label(head, size="small", tone="muted"), start, n, Qt.AlignmentFlag.AlignRight)
        for row, line in enumerate(self._incoming.lines, start + 1):
            grid.addWidget(label(_(KINDS.get(line.kind, line.kind))), row, 0)
            for n, many in enumerate((line.added, line.changed, line.removed), 1):
                cell = label(count(many) if many else "–", tabular=True, tone="ink" if many else "faint")
                grid.addWidget(cell, row, n, Qt.AlignmentFlag.AlignRight)
        return grid

    def _remarks(self) -> list[str]:
        one = self._incoming
        said = []
        if one.files:
            words = n_("1 berkas bukti ikut, {size}.", "{n} berkas bukti ikut, {size}.", one.files)
            said.append(words.format(n=count(one.files), size=size(one.size)))
        if one.missing:
            words = n_(
                "1 berkas bukti hanya dikenal sidiknya; isinya belum diterima.",
                "{n} berkas bukti hanya dikenal sidiknya; isinya belum diterima.",
                one.missing,
            )
            said.append(words.format(n=count(one.missing)))
        if one.receipt is not None:
            said.append(
                _("Kiriman ini mengonfirmasi riwayat Anda sampai langkah terakhir yang pernah dikirim.")
            )
        return said

    def _wrong(self) -> str:
        if self.compared is not None and not self.compared.isChecked():
            return _("Cocokkan dahulu kata-katanya, lalu centang. Jangan terima bila berbeda.")
        return ""

    def _take(self) -> None:
        incoming, session, window = self._incoming, self._session, self.parentWidget() or self
        trust = "" if incoming.known else incoming.fingerprint.hex

        def landed(taken: Taken) -> None:
            session.noticed.emit(_("Kiriman diterima"), False)
            if incoming.first:
                session.goto.emit("reviu" if taken.sheet.assessment.submitted else "ringkasan", "")
            if taken.conflicts:
                deciding.decide(window, session)

        session.long(
            _("Menerima kiriman {name}").format(name=incoming.path.name),
            lambda workspace, tick: workspace.exchange.take(incoming, trust=trust, tick=tick),
            landed,
            relist=True,
        )


def _origin(incoming: Incoming) -> str:
    """What it is and who sent it, as far as they gave a name."""
    side = _(SIDES.get(incoming.side, incoming.side))
    whose = _("{sender} ({side})").format(sender=incoming.sender, side=side) if incoming.sender else side
    return _("{unit} · {pack} · {year}, dari {sender}.").format(
        unit=incoming.unit, pack=incoming.pack, year=incoming.year, sender=whose
    )


def take(window: QWidget, session: Session, path: Path | None = None, *, own: bool = False) -> None:
    """Ask for the file unless it is named, check it, and show what it will change.

    With *own*, or when none is open, in the user's own workspace.
    """
    if path is None:
        kinds = _("Kiriman ZI Assess (*.zipkg *.zipkg.001 *.001)")
        path = flows.ask_file(window, session, _("Terima kiriman"), kinds)
    if path is None:
        return
    look = partial(_inspect, window, session, path, "")
    if own or session.path is None:
        flows.with_workspace(session, look)
    else:
        look()


def _inspect(window: QWidget, session: Session, path: Path, secret: str) -> None:
    def landed(incoming: Incoming) -> None:
        if incoming.already:
            session.noticed.emit(_("Kiriman ini sudah diimpor; tidak ada yang diubah."), False)
        else:
            TakeDialog(window, session, incoming).open()

    def failed(error: BaseException) -> None:
        if isinstance(error, ZiError) and error.what in (_LOCKED, _WRONG):
            _ask_secret(window, session, path, wrong=bool(secret))
        else:
            session.report(error)

    session.look(
        _("Memeriksa kiriman {name}").format(name=path.name),
        lambda workspace, tick: workspace.exchange.inspect(path, secret, tick),
        landed,
        failed,
    )


def _ask_secret(window: QWidget, session: Session, path: Path, *, wrong: bool) -> None:
    dialog = SecretDialog(window, path.name, wrong)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: _inspect(window, session, path, dialog.secret.text()))
    dialog.open()
