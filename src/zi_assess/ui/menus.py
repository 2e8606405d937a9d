"""What the two menus of the top strip offer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from zi_assess.core import review
from zi_assess.core.assessment import Act
from zi_assess.i18n import _
from zi_assess.ui import flows, handing, words
from zi_assess.ui.session import Session
from zi_assess.ui.widgets import icons

if TYPE_CHECKING:
    from zi_assess.workspace import Listed

Fill = Callable[[QMenu, QWidget, Session], None]


def assessments(menu: QMenu, window: QWidget, session: Session) -> None:
    """Every assessment of the workspace, ways to start one, and what belongs to the open one."""
    for one in session.assessments:
        action = menu.addAction(_plain(listed(one)))
        action.setCheckable(True)
        action.setChecked(session.sheet is not None and one.id == session.sheet.assessment.id)
        action.triggered.connect(lambda _on=False, chosen=one.id: session.show(chosen))
    menu.addSeparator()
    _add(menu, "tambah", _("Penilaian baru…"), lambda: flows.new_assessment(window, session))
    _add(
        menu,
        "ulang",
        _("Mulai dari penilaian ini untuk tahun berikutnya…"),
        lambda: flows.next_year(window, session),
    )
    _add(menu, "impor", _("Impor LKE Excel…"), lambda: flows.import_workbook(window, session))
    menu.addSeparator()
    _add_targets(menu, session)
    _add(menu, "perisai", _("Prasyarat pengusulan…"), lambda: flows.checklist(window, session))
    _add(menu, "gedung", _("Profil unit…"), lambda: flows.profile(window, session))


def more(menu: QMenu, window: QWidget, session: Session) -> None:
    """What concerns the workspace, and the program."""
    is_open = session.path is not None
    for icon, text, slot, enabled in (
        ("mulai", _("Halaman awal"), lambda: session.goto.emit("mulai", ""), True),
        ("buka", _("Buka ruang kerja lain…"), lambda: flows.open_workspace(window, session), True),
        ("", "", None, True),
        (
            "tabel",
            _("Simpan ke Excel…"),
            lambda: flows.export_workbook(window, session),
            session.sheet is not None,
        ),
        ("impor", _("Terima kiriman…"), lambda: flows.take_package(window, session), not session.read_only),
        ("kunci", _("Sidik dan mitra…"), lambda: flows.keys(window, session), is_open),
        ("", "", None, True),
        ("unduh", _("Cadangkan…"), lambda: flows.backup(window, session), is_open),
        ("unggah", _("Pulihkan cadangan…"), lambda: flows.restore(window, session), True),
        ("centang", _("Periksa ruang kerja"), lambda: flows.verify(window, session), is_open),
        ("", "", None, True),
        ("pengaturan", _("Pengaturan…"), lambda: flows.settings(window, session), True),
        ("info", _("Tentang ZI Assess"), lambda: flows.about(window), True),
    ):
        if slot is None:
            menu.addSeparator()
        else:
            _add(menu, icon, text, slot).setEnabled(enabled)


def hands(menu: QMenu, window: QWidget, session: Session) -> None:
    """Passing the open assessment on, and how it was passed on so far."""
    sheet = session.sheet
    if sheet is None:
        return
    possible = review.acts(sheet.assessment)
    for act, icon in ((Act.SUBMIT, "ekspor"), (Act.RETURN, "urung"), (Act.CLOSE, "kunci")):
        action = _add(menu, icon, handing.invitation(act), partial(flows.hand_on, window, session, act))
        action.setEnabled(act in possible and not session.read_only)
    menu.addSeparator()
    send = _add(
        menu, "ekspor", handing.sending(sheet.assessment), lambda: flows.send_package(window, session)
    )
    send.setEnabled(not session.read_only)
    _add(menu, "impor", _("Terima kiriman…"), lambda: flows.take_package(window, session)).setEnabled(
        not session.read_only
    )
    _add(menu, "salin", _("Perbedaan yang menunggu…"), lambda: flows.decide(window, session))
    menu.addSeparator()
    history = _add(menu, "jam", _("Riwayat serah terima…"), lambda: flows.rounds(window, session))
    history.setEnabled(bool(sheet.assessment.handovers))


def listed(one: Listed) -> str:
    """An assessment in one line: `Kantor A · LKE 2021 · 2026 · WBK`."""
    parts = (one.unit.name, words.instrument_named(one.pack_id), str(one.year), one.occasion, one.target)
    return " · ".join(part for part in parts if part)


def _add(menu: QMenu, icon: str, text: str, slot: Callable[[], object]) -> QAction:
    action = menu.addAction(icons.icon(icon), text)
    action.triggered.connect(lambda: slot())
    return action


def _add_targets(menu: QMenu, session: Session) -> None:
    sheet = session.sheet
    if sheet is None or not sheet.pack.designations:
        return
    inner = menu.addMenu(icons.icon("rencana"), _("Predikat tujuan"))
    group = QActionGroup(inner)
    mine = sheet.assessment
    choices = [(one.id, f"{one.id} · {one.title}") for one in sheet.pack.designations]
    for target, text in (*choices, ("", _("Tanpa predikat"))):
        action = inner.addAction(_plain(text))
        action.setCheckable(True)
        action.setChecked(target == mine.target)
        group.addAction(action)
        action.triggered.connect(lambda _on=False, target=target: flows.aim(session, target))


def _plain(text: str) -> str:
    """*text* for a menu, where & would mark a key."""
    return text.replace("&", "&&")
