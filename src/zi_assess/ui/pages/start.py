"""The first page: who you are, four ways to begin, and the workspaces you opened last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from zi_assess import paths
from zi_assess.i18n import _
from zi_assess.ui import flows, theme
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import ActionCard, Button
from zi_assess.ui.widgets.surfaces import Card, clear_layout, scroll
from zi_assess.ui.widgets.text import elided, label

_WIDTH = 880


class StartPage(QWidget):
    """Needs no sheet. Where the user has begun already, it leads back to that."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.example = ActionCard(
            "contoh",
            _("Coba contoh"),
            _(
                "Unit rekaan yang sudah terisi, dengan bukti dan laporan. Ubah sesuka hati, data Anda tidak tersentuh."
            ),
        )
        self.begin = ActionCard(
            "mulai",
            _("Mulai penilaian"),
            _("Pilih instrumen, tulis nama unit dan tahun, lalu jawab butir demi butir."),
        )
        self.take = ActionCard(
            "impor",
            _("Impor LKE Excel"),
            _(
                "Lanjutkan LKE atau templat PortalRB yang sudah terisi: jawaban, catatan, dan tautan ikut masuk."
            ),
        )
        self.open = ActionCard(
            "buka",
            _("Buka ruang kerja"),
            _("Folder berisi semua penilaian dan bukti, misalnya dari komputer lain atau cadangan."),
        )
        self.example.clicked.connect(lambda: flows.try_example(session))
        self.begin.clicked.connect(lambda: flows.new_assessment(self.window(), session))
        self.take.clicked.connect(lambda: flows.import_workbook(self.window(), session))
        self.open.clicked.connect(lambda: flows.open_workspace(self.window(), session))
        self._recent = QVBoxLayout()
        self._recent_card = Card(_("Terakhir dibuka"))
        self._back = Button(_("Kembali ke penilaian"), "quiet", "kiri")
        self._back.clicked.connect(lambda: session.goto.emit("ringkasan", ""))
        self._who = elided(tone="muted")
        self._lay_out()
        self.refresh()
        session.adjusted.connect(self.refresh)
        session.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show who is known, what was opened last, and a way back."""
        chosen, session = self._session.settings, self._session
        self._who.setText(
            _("Anda: {name}").format(name=chosen.person_name)
            if chosen.person_name
            else _("Tulis nama Anda, supaya tercatat siapa yang mengubah apa.")
        )
        self._change.setText(_("Ubah") if chosen.person_name else _("Tulis nama"))
        self._back.setVisible(session.sheet is not None)
        recent = [Path(one) for one in chosen.recent if Path(one).is_dir()][:4]
        clear_layout(self._recent)
        for place in recent:
            self._recent.addWidget(self._row(place))
        self._recent_card.setVisible(bool(recent))

    def _row(self, place: Path) -> QWidget:
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(12))
        name = _("Contoh") if place == paths.example_workspace() else place.name
        inner.addWidget(label(name, weight=600))
        inner.addWidget(elided(str(place.parent), tone="muted", middle=True), 1)
        button = Button(_("Buka"), small=True)
        button.setAccessibleName(_("Buka {name}").format(name=name))
        button.clicked.connect(lambda: self._session.open(place, then=self._go))
        inner.addWidget(button)
        return row

    def _go(self) -> None:
        if self._session.sheet is not None:
            self._session.goto.emit("ringkasan", "")

    def _person(self) -> None:
        from zi_assess.ui.dialogs.person import PersonDialog

        PersonDialog(self.window(), self._session).open()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, theme.px(28), 0, theme.px(28))
        column.setSpacing(theme.px(14))
        column.addStretch(2)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(
            label(_("Menuju WBK/WBBM, selangkah demi selangkah"), size="page", weight=600, wrap=True)
        )
        words = _(
            "Jawab lembar kerja evaluasi, kumpulkan buktinya, lihat jaraknya ke ambang, lalu cetak laporan untuk "
            "ditandatangani pimpinan. Semua tersimpan di komputer ini dan tidak dikirim ke mana pun."
        )
        column.addWidget(label(words, tone="muted", wrap=True))
        column.addSpacing(theme.px(6))
        column.addLayout(self._cards())
        column.addWidget(self._package_row())
        column.addWidget(self._person_row())
        self._recent_card.body.addLayout(self._recent)
        column.addWidget(self._recent_card)
        column.addStretch(3)
        inside.setMaximumWidth(theme.px(_WIDTH))
        outside = QWidget()
        middle = QHBoxLayout(outside)
        middle.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        middle.addStretch(1)
        middle.addWidget(inside, 20)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll(outside))

    def _cards(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.px(12))
        for number, card in enumerate((self.example, self.begin, self.take, self.open)):
            grid.addWidget(card, number // 2, number % 2)
        return grid

    def _package_row(self) -> Card:
        button = Button(_("Terima kiriman…"), "quiet", "impor")
        button.clicked.connect(lambda: flows.take_package(self.window(), self._session, own=True))
        words = elided(tone="muted")
        words.setText(_("Mendapat berkas .zipkg dari unit, TPI, atau rekan? Terima di sini."))
        return _row_card(words, button)

    def _person_row(self) -> Card:
        self._change = Button(_("Tulis nama"), "quiet", "profil")
        self._change.clicked.connect(self._person)
        return _row_card(self._who, self._change)


def _row_card(words: QWidget, button: Button) -> Card:
    """One line of words with one thing to do about it."""
    card = Card()
    card.body.setContentsMargins(theme.px(18), theme.px(10), theme.px(12), theme.px(10))
    row = QHBoxLayout()
    row.setSpacing(theme.px(12))
    row.addWidget(words, 1)
    row.addWidget(button)
    card.body.addLayout(row)
    return card
