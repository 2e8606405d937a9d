"""A date to be typed or picked from a calendar, with the months in the user's language."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit

from zi_assess import i18n
from zi_assess.ui import theme
from zi_assess.ui.widgets import icons

_LOCALES = {"id": QLocale.Language.Indonesian, "en": QLocale.Language.English}


class DateEdit(QDateEdit):
    """A date in our look; *name* is its accessible name. A *short* one is written in figures."""

    def __init__(self, name: str, day: date | None = None, *, short: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setLocale(QLocale(_LOCALES[i18n.language()]))
        self.setCalendarPopup(True)
        self.setDisplayFormat("dd/MM/yyyy" if short else "d MMMM yyyy")
        self.set_day(day or date.today())

    def day(self) -> date:
        """The date that stands there."""
        found = self.date().toPython()
        assert isinstance(found, date)
        return found

    def set_day(self, day: date) -> None:
        """Show *day*."""
        self.setDate(QDate(day.year, day.month, day.day))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field as styled, and our own icon."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(15)
        spot = QRectF(self.width() - side - 9, (self.height() - side) / 2, side, side)
        icons.draw(painter, "tanggal", spot, theme.color("muted" if self.isEnabled() else "faint"))
