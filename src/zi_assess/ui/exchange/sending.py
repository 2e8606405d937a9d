"""Kirim: the open assessment as one signed file, with the size said before it is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from zi_assess import files, sealing
from zi_assess.core import review
from zi_assess.core.assessment import Assessment
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_, size
from zi_assess.ui import flows, handing
from zi_assess.ui.dialogs.form import entry, field
from zi_assess.ui.exchange.keys import FingerprintCard
from zi_assess.ui.preview import outside
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import ActionCard, Button
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.text import elided, label, plain_tip
from zi_assess.ui.work import Tick

if TYPE_CHECKING:
    from zi_assess.exchange.identity import Fingerprint
    from zi_assess.workspace import Workspace
    from zi_assess.workspace.exchanging import Exported
    from zi_assess.workspace.outgoing import Size

ENDING = ".zipkg"
_MAIL = 25_000_000
_MODES = ("all", "changed", "none")


class SendDialog(FlowDialog):
    """Which evidence goes along, a passphrase, parts for mail; then where to save."""

    def __init__(self, parent: QWidget, session: Session, sheet: Sheet, sizes: dict[str, Size]) -> None:
        super().__init__(
            parent,
            _("Kirim penilaian"),
            _("Satu berkas bertanda tangan yang diterima unit atau rekan TPI di ZI Assess mereka.")
            if handing.with_auditors(sheet.assessment)
            else _("Satu berkas bertanda tangan yang diterima TPI atau rekan kerja di ZI Assess mereka."),
            primary=_("Simpan kiriman…"),
            width=600,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._sheet = sheet
        self._sizes = sizes
        self.cards: dict[str, ActionCard] = {}
        words = {
            "all": ("bukti", _("Dengan semua bukti"), _("Penerima dapat bekerja tanpa jaringan.")),
            "changed": (
                "ulang",
                _("Hanya bukti yang baru"),
                _("Yang sudah ada pada penerima tidak dikirim lagi."),
            ),
            "none": ("catatan", _("Tanpa berkas bukti"), _("Jawaban, catatan, dan temuan saja.")),
        }
        for mode in _MODES:
            icon, title, sentence = words[mode]
            card = ActionCard(icon, f"{title} · {_weight(sizes[mode])}", sentence, checkable=True)
            card.setAutoExclusive(True)
            card.toggled.connect(lambda _on: self._tell())
            self.cards[mode] = card
            self.body.addWidget(card)
        self.secret = entry(_("Kata sandi"), placeholder=_("Kosongkan bila tidak perlu"))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        hint = _("Sampaikan kata sandi lewat jalan lain, misalnya telepon; tanpa itu kiriman tidak terbuka.")
        self.body.addLayout(field(_("Kata sandi"), self.secret, hint))
        self.split = Check(_("Bagi agar muat di surel 25 MB"))
        self.split.toggled.connect(lambda _on: self._tell())
        self.body.addWidget(self.split)
        self.said = label(tone="muted", wrap=True)
        self.body.addWidget(self.said)
        self.secret.textChanged.connect(lambda _text: self._tell())  # what is locked weighs more
        first = "changed" if sizes["changed"].files < sizes["all"].files else "all"
        self.cards[first].setChecked(True)
        self.check = self._wrong
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)

    def mode(self) -> str:
        """Which evidence goes along."""
        return next((mode for mode, card in self.cards.items() if card.isChecked()), "all")

    def _tell(self) -> None:
        chosen = self._sizes[self.mode()]
        locked = bool(self.secret.text())
        parts = chosen.parts(_MAIL, sealed=locked) if self.split.isChecked() else 1
        said = [
            n_("1 berkas bukti, {size}", "{n} berkas bukti, {size}", chosen.files).format(
                n=chosen.files, size=size(chosen.sealed if locked else chosen.total)
            )
        ]
        if parts > 1:
            said.append(n_("{n} bagian", "{n} bagian", parts).format(n=parts))
        if chosen.lacking:
            said.append(
                _("{n} berkas tidak ikut karena belum pernah diterima di sini").format(n=chosen.lacking)
            )
        self.said.setText(" · ".join(said))

    def _wrong(self) -> str:
        secret = self.secret.text()
        short = bool(secret) and len(secret) < sealing.SHORTEST
        return _("Kata sandi sedikitnya {n} huruf.").format(n=sealing.SHORTEST) if short else ""

    def _save(self) -> None:
        wrong = self._wrong()
        self.complain(wrong)
        if wrong:
            return
        mine = self._sheet.assessment
        name = files.safe_name(f"{_title(mine)}{ENDING}")
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            _("Simpan kiriman"),
            str(flows.files_dir(self._session) / name),
            _("Kiriman ZI Assess (*{ending})").format(ending=ENDING),
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(ENDING)
        self._session.adjust(files_dir=str(path.parent))
        write = partial(
            _write,
            mine.id,
            path,
            self.mode(),
            self.secret.text(),
            _MAIL if self.split.isChecked() else 0,
        )
        window, session = self.parentWidget() or self, self._session
        session.long(
            _("Menulis kiriman {name}").format(name=path.name),
            write,
            lambda found: _sent(window, session, mine.id, *found),
        )
        self.accept()


class SentDialog(FlowDialog):
    """The package is on disk: what to do next, and the words the receiver compares."""

    def __init__(self, parent: QWidget, made: Exported, mine: Fingerprint) -> None:
        super().__init__(
            parent,
            _("Kiriman tersimpan"),
            _(
                "Kirim berkasnya dengan surel, flashdisk, atau pesan. Penerima membukanya lewat Terima kiriman."
            ),
            primary=_("Selesai"),
            width=560,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.secondary.hide()
        self.folder = Button(_("Buka folder"), icon="folder")
        self.folder.clicked.connect(lambda: outside.open_folder(made.files[0].parent))
        self.add_tool(self.folder)
        for path in made.files:
            shown = label(f"{path.name} · {size(path.stat().st_size)}", weight=600)
            shown.setToolTip(plain_tip(str(path)))
            self.body.addWidget(shown)
        place = elided(_("di folder {folder}").format(folder=made.files[0].parent), tone="muted", middle=True)
        self.body.addWidget(place)
        self.body.addWidget(
            FingerprintCard(_("Pada kiriman pertama, penerima mencocokkan kata-kata ini dengan Anda"), mine)
        )


def _write(
    assessment_id: str, path: Path, evidence: str, secret: str, split: int, workspace: Workspace, tick: Tick
) -> tuple[Exported, Fingerprint]:
    made = workspace.exchange.export(
        assessment_id, path, evidence=evidence, passphrase=secret, split=split, tick=tick
    )
    return made, workspace.exchange.fingerprint()


def _sent(window: QWidget, session: Session, assessment_id: str, made: Exported, own: Fingerprint) -> None:
    session.show(assessment_id)  # it is no longer unsent
    SentDialog(window, made, own).open()


def _title(mine: Assessment) -> str:
    """What the file is called: no two of a review alike."""
    number = review.rounds(mine)
    handed = _("putaran {n}").format(n=number) if number else ""
    sender = _("dari TPI") if handing.with_auditors(mine) else ""
    return " ".join(part for part in (mine.unit.name, str(mine.year), handed, sender) if part)


def _weight(one: Size) -> str:
    return size(one.total)


def send(window: QWidget, session: Session) -> None:
    """Weigh the package in its three shapes, then ask."""
    sheet = session.sheet
    if sheet is None:
        return
    mine = sheet.assessment.id

    def weigh(workspace: Workspace) -> dict[str, Size]:
        return {mode: workspace.exchange.estimate(mine, mode) for mode in _MODES}

    session.ask(weigh, lambda sizes: SendDialog(window, session, sheet, sizes).open())
