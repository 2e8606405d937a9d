"""Looks for garbage in the window's thread alone: a Qt object that a worker's thread frees takes the program down.

Python looks for cycles in whichever thread has just made many objects, which is nearly always one that reckons. What
it finds there may be a page that was built anew or never shown, and a widget freed outside its thread hangs or
crashes.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 100  # what a tenth of a second leaves behind is looked through in a millisecond or two
_GROWN = 1.25  # as Python does: the old is looked through only when there is a quarter more of it


class Garbage(QObject):
    """While any of these lives, cycles are freed only by a timer of the thread that made it.

    Where Python was not looking for garbage anyhow (the start of the program), none is looked for until `begin`.
    """

    _living = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ended = False
        self._old = 0
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.look)
        Garbage._living += 1
        if gc.isenabled():
            gc.disable()
            self.begin()

    def begin(self) -> None:
        """Look for garbage from now on."""
        if not self._ended:
            self._old = _old()
            self._clock.start(_EVERY_MS)

    def end(self) -> None:
        """Let Python look by itself again: there are no other threads any more."""
        if not self._ended:
            self._ended = True
            self._clock.stop()
            Garbage._living -= 1
            if not Garbage._living:
                gc.enable()

    def look(self) -> None:
        """Free the cycles of the generation whose turn it is, as Python itself would."""
        young, middle, old = (
            count > limit > 0 for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if middle and old and _old() > _GROWN * self._old:
            gc.collect()
            self._old = _old()
        elif middle:
            gc.collect(1)
        elif young:
            gc.collect(0)


def _old() -> int:
    """How many objects have outlived the looks so far."""
    return len(gc.get_objects(2))
