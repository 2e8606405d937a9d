"""The buttons over a page: turning, its size, and the strip of small pages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zi_assess.i18n import _, count
from zi_assess.ui import theme
from zi_assess.ui.widgets.buttons import IconButton
from zi_assess.ui.widgets.text import label


class PageTools(QWidget):
    """`stepped(int)` turns pages, `fitted(bool)` fits the width or not, `stripped(bool)` shows the strip or not."""

    stepped = Signal(int)
    fitted = Signal(bool)
    stripped = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._strip = IconButton("tabel", _("Gambar kecil halaman"), size=28)
        self._strip.setCheckable(True)
        self._strip.clicked.connect(self.stripped)
        self._back = IconButton("kiri", _("Halaman sebelumnya"), size=28)
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._number = label(tone="muted", tabular=True)
        self._on = IconButton("kanan", _("Halaman berikutnya"), size=28)
        self._on.clicked.connect(lambda: self.stepped.emit(1))
        self._fit = IconButton("lebar", _("Paskan lebar"), size=28)
        self._full = IconButton("perbesar", _("Ukuran sebenarnya (100%)"), size=28)
        for button, fit in ((self._fit, True), (self._full, False)):
            button.setCheckable(True)
            button.setChecked(fit)
            button.clicked.connect(lambda _on, fit=fit: self.fitted.emit(fit))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        for widget in (self._strip, self._back, self._number, self._on):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._fit, self._full):
            row.addWidget(widget)

    def set_fit(self, fit: bool) -> None:
        """Say which size is seen."""
        self._fit.setChecked(fit)
        self._full.setChecked(not fit)

    def set_strip(self, *, possible: bool, on: bool) -> None:
        """Say whether there is room for the strip, and whether it is seen."""
        self._strip.setHidden(not possible)
        self._strip.setChecked(on)

    def tell(self, page: int, pages: int) -> None:
        """Say that *page* (from 0) of *pages* is seen."""
        for widget in (self._back, self._number, self._on):
            widget.setHidden(pages <= 1)
        self._back.setEnabled(page > 0)
        self._on.setEnabled(page + 1 < pages)
        self._number.setText(f"{count(page + 1)} / {count(pages)}")
        self._number.setAccessibleName(_("Halaman {page} dari {pages}").format(page=page + 1, pages=pages))
