"""Strips above the page: read-only and why, a synchronised folder, a backup that is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zi_assess.i18n import _
from zi_assess.settings import Settings
from zi_assess.ui import flows, handing, theme
from zi_assess.ui.session import Session
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.notices import Banner

REMIND_DAYS = 7
_PUT_AWAY = ("cloud", "unsent")
UNIT_PAGES = frozenset({"penilaian", "bukti"})
_PANES = UNIT_PAGES | {"reviu"}
_TOLD_PAGES = UNIT_PAGES | {"ringkasan"}


class Banners(QWidget):
    """Shows what the session says about its workspace; empty and without height when there is nothing to say."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._shown: dict[str, Banner] = {}
        self._settled: set[str] = set()  # the handovers of which one put away that they are unsent
        self._page = ""
        self._column = QVBoxLayout(self)
        edge = theme.px(18)
        self._column.setContentsMargins(edge, theme.px(12), edge, 0)
        self._column.setSpacing(theme.px(8))
        self.hide()
        session.adjusted.connect(self.refresh)
        session.changed.connect(self._tell_hands)

    def turn_to(self, page: str) -> None:
        """Some things concern only the pages where the unit works."""
        self._page = page
        edge = theme.px(18)  # pages of panes begin at once; the others have room of their own above them
        self._column.setContentsMargins(edge, theme.px(12), edge, theme.px(12) if page in _PANES else 0)
        self._tell_hands()

    def refresh(self) -> None:
        """Tell what is so now."""
        session = self._session
        self._set("read-only", _read_only_words(session))
        cloud = session.path is not None and session.place == "cloud" and not session.read_only
        self._set("cloud", _cloud_words() if cloud else None)
        example = session.sheet is not None and session.sheet.assessment.example
        due = session.path is not None and not session.read_only and not example
        backup = _backup_words(session.settings, date.today()) if due else ""
        self._set(
            "backup",
            (backup, "info") if backup else None,
            ((_("Cadangkan…"), self._back_up), (_("Ingatkan nanti"), self._later)),
        )

    def _tell_hands(self) -> None:
        """What is still to be sent; and where one would write, that it is locked, or what it was given back for."""
        sheet = self._session.sheet
        waits = handing.unsent(sheet.assessment) if sheet is not None and not self._session.read_only else ""
        if sheet is not None and waits and sheet.assessment.handovers[-1].id in self._settled:
            waits = ""
        self._set("unsent", (waits, "warn") if waits else None, ((_("Kirim…"), self._send),))
        here = sheet.assessment if sheet is not None and self._page in UNIT_PAGES else None
        locked = handing.locked(here) if here is not None else ""
        read = sheet.assessment if sheet is not None and self._page in _TOLD_PAGES else None
        back = handing.returned(read) if read is not None else None
        history = ((_("Riwayat"), lambda: flows.rounds(self.window(), self._session)),)
        self._set("locked", (locked, "info") if locked else None, history)
        look = ((_("Lihat reviu"), lambda: self._session.goto.emit("reviu", "")), *history)
        self._set("returned", (handing.returned_words(back), "warn") if back is not None else None, look)

    def _set(
        self,
        key: str,
        said: tuple[str, Kind] | None,
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        before = self._shown.get(key)
        if said is not None and before is None:
            banner = Banner(
                said[1], said[0], [words for words, _slot in actions], dismissable=key in _PUT_AWAY
            )
            banner.acted.connect(lambda number: actions[number][1]())
            banner.dismissed.connect(partial(self._put_away, key))
            self._shown[key] = banner
            self._column.addWidget(banner)
            banner.show()  # until it is, it counts as hidden and would close the whole strip
        elif said is not None and before is not None:
            before.set_text(said[0])
        elif before is not None:
            del self._shown[key]
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._settle()

    def _put_away(self, key: str) -> None:
        """What is put away stays so; a handover after it is told again."""
        sheet = self._session.sheet
        if key == "unsent" and sheet is not None:
            self._settled.add(sheet.assessment.handovers[-1].id)
        self._settle()
        self._tell_hands()

    def _settle(self) -> None:
        self.setVisible(any(not banner.isHidden() for banner in self._shown.values()))

    def _back_up(self) -> None:
        flows.backup(self.window(), self._session)

    def _send(self) -> None:
        flows.send_package(self.window(), self._session)

    def _later(self) -> None:
        self._session.adjust(backup_asked=date.today().isoformat())


def _read_only_words(session: Session) -> tuple[str, Kind] | None:
    if not session.read_only:
        return None
    if session.held_by:
        words = _("Ruang kerja sedang dibuka oleh {who}. Di sini hanya dapat dibaca sampai ditutup di sana.")
        return words.format(who=session.held_by), "warn"
    if session.place == "network":
        return _(
            "Ruang kerja ini di folder jaringan, jadi hanya dapat dibaca. Salin ke komputer ini "
            "lewat Cadangkan lalu Pulihkan untuk mengisinya."
        ), "warn"
    return _("Ruang kerja ini sedang dipakai program lain, jadi hanya dapat dibaca."), "warn"


def _cloud_words() -> tuple[str, Kind]:
    return _(
        "Folder ini disinkronkan ke awan. Buka hanya di satu komputer, dan tunggu sinkronisasi "
        "selesai sebelum membukanya di komputer lain."
    ), "info"


def _backup_words(settings: Settings, today: date) -> str:
    """What to say about backups elsewhere; "" when the last one, or the last reminder, is fresh."""
    asked = _day(settings.backup_asked)
    if asked is None or today - asked < timedelta(days=REMIND_DAYS):
        return ""
    if not settings.backup_dir:
        return _("Belum ada cadangan di tempat lain. Bila diska ini rusak, semua pekerjaan hilang.")
    words = _("Cadangan terakhir di {place} sudah lebih dari tujuh hari.")
    return words.format(place=Path(settings.backup_dir).name)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
