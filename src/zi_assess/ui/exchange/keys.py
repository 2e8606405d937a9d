"""Our key and the partners': fingerprints as words to be read out on the phone, and as a QR code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.exchange.wording import SIDES
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import field, select
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import LinkButton
from zi_assess.ui.widgets.dialog import FlowDialog, confirm
from zi_assess.ui.widgets.surfaces import Card, Hairline
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.exchange.identity import Fingerprint
    from zi_assess.workspace import Workspace
    from zi_assess.workspace.exchanging import Partner

_QUIET = 4  # modules of white around a code (ISO/IEC 18004)


class QrCode(QWidget):
    """Squares on white, whatever the theme: phones read nothing else."""

    def __init__(self, fingerprint: Fingerprint, side: int = 132) -> None:
        super().__init__()
        self._squares = fingerprint.squares()
        self._side = side
        self.setAccessibleName(_("Kode QR sidik kunci: {words}").format(words=fingerprint.words))

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(theme.px(self._side), theme.px(self._side))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the code."""
        painter = QPainter(self)
        side = min(self.width(), self.height())
        painter.fillRect(0, 0, side, side, QColor("white"))
        one = side / (len(self._squares) + 2 * _QUIET)
        for y, row in enumerate(self._squares):
            for x, dark in enumerate(row):
                if dark:
                    box = QRectF((x + _QUIET) * one, (y + _QUIET) * one, one + 0.4, one + 0.4)
                    painter.fillRect(box, QColor("black"))


class FingerprintCard(Card):
    """A fingerprint to compare: its words in two lines, beside its QR code."""

    def __init__(self, title: str, fingerprint: Fingerprint) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        column.addWidget(label(title, tone="muted", wrap=True))
        spoken = fingerprint.words.split()
        half = len(spoken) // 2
        for part in (spoken[:half], spoken[half:]):
            words = label("  ".join(part), size="lead", weight=600)
            words.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            column.addWidget(words)
        column.addWidget(label(fingerprint.hex[:32], size="small", tone="faint"))
        column.addWidget(label(fingerprint.hex[32:], size="small", tone="faint"))
        column.addStretch(1)
        row.addLayout(column, 1)
        row.addWidget(QrCode(fingerprint), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)


class KeysDialog(FlowDialog):
    """Our own fingerprint, and everyone whose key was confirmed here."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        mine: Fingerprint,
        partners: tuple[Partner, ...],
        side: str = "",
    ) -> None:
        super().__init__(
            parent,
            _("Sidik dan mitra"),
            _("Bacakan delapan kata ini lewat telepon: hanya bila sama, kiriman benar dari Anda."),
            primary=_("Tutup"),
            width=560,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.secondary.hide()
        self.body.addWidget(FingerprintCard(_("Sidik ruang kerja ini"), mine))
        choices = [("", _("Menurut isinya")), *((one, _(words)) for one, words in SIDES.items())]
        self.side = select(_("Pihak"), choices, side)
        self.side.setEnabled(not session.read_only)
        self.side.activated.connect(lambda _n: self._stand())
        hint = _("Unit menulis jawaban dan bukti, TPI menulis reviu. Biasanya terbaca dari isinya.")
        self.body.addLayout(field(_("Ruang kerja ini dipakai"), self.side, hint))
        self.body.addWidget(label(_("Mitra yang sudah dicocokkan"), weight=600))
        if not partners:
            self.body.addWidget(
                label(_("Belum ada. Mitra tercatat saat kiriman pertamanya diterima."), tone="muted")
            )
        for number, one in enumerate(partners):
            if number:
                self.body.addWidget(Hairline())
            self.body.addWidget(self._row(one))

    def _row(self, one: Partner) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(theme.px(1))
        column.addWidget(label(f"{one.name or '?'} · {_(SIDES.get(one.side, one.side))}", weight=600))
        column.addWidget(label(one.fingerprint.words, size="small", tone="muted", wrap=True))
        row.addLayout(column, 1)
        if not self._session.read_only:
            gone = LinkButton(_("Lupakan"))
            gone.setAccessibleName(_("Lupakan {name}").format(name=one.name or one.fingerprint.words))
            gone.clicked.connect(lambda: self._forget(one))
            row.addWidget(gone)
        return made

    def _stand(self) -> None:
        side, session = str(self.side.currentData()), self._session
        sheet = session.sheet

        def shown(_none: None) -> None:
            if sheet is not None:
                session.show(sheet.assessment.id)

        session.ask(lambda workspace: workspace.exchange.stand(side), shown)

    def _forget(self, one: Partner) -> None:
        sure = confirm(
            self,
            _("Lupakan {name}?").format(name=one.name or "?"),
            _("Kiriman berikutnya darinya harus dicocokkan lagi. Yang sudah diterima tidak berubah."),
            _("Lupakan"),
            danger=True,
        )
        if sure:
            self._session.ask(
                lambda workspace: workspace.exchange.forget_partner(one.fingerprint.hex),
                lambda _gone: self.accept(),
            )


def show(window: QWidget, session: Session) -> None:
    """Show our fingerprint and the partners."""

    def look(workspace: Workspace) -> tuple[Fingerprint, tuple[Partner, ...], str]:
        exchange = workspace.exchange
        return exchange.fingerprint(), exchange.partners(), exchange.side

    session.ask(look, lambda found: KeysDialog(window, session, *found).open())
