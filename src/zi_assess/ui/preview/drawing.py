"""Pages and pictures drawn in the confined child, one after another: what is wanted last is drawn next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from zi_assess import confined
from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.i18n import N_
from zi_assess.ui.preview import pixels
from zi_assess.ui.preview.outside import check_kind
from zi_assess.ui.preview.paper import image_of
from zi_assess.ui.session import Session

SECONDS = 15.0  # what a page may take to draw
_SCREEN = 96 / 72  # pixels for a point at 100 %
_LARGEST_SIDE = 6000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be seen: which bytes, which page, in which size (device pixels; *side* 0 is 100 %)."""

    document: Document
    page: int
    side: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came back: the page and the count of pages (0 for a picture), and the image."""

    page: int
    pages: int
    image: QImage


class Paths:
    """Where the bytes of documents lie, asked for once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Path] = {}

    def of(self, document: Document, then: Callable[[Path], object]) -> None:
        """Pass *then* where *document* lies: now when it is known, else as soon as it is."""
        known = self._known.get(document.sha256)
        if known is not None:
            then(known)
            return

        def found(path: Path) -> None:
            self._known[document.sha256] = path
            then(path)

        self._session.ask(lambda workspace: workspace.document_path(document), found)


class Drawing(QObject):
    """Draws what `want` asks; asked again meanwhile, it forgets what has not begun.

    `drawn(Wanted, Drawn)` and `failed(Wanted, error)` tell of what is still to be seen.
    """

    drawn = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, session: Session, paths: Paths, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._paths = session, paths
        self._wanted: Wanted | None = None
        self._under_way: Wanted | None = None
        self._done: Wanted | None = None

    def forget(self) -> None:
        """Another document is seen."""
        self._wanted = self._done = None

    def want(self, wanted: Wanted) -> None:
        """Draw *wanted*, unless it was the last that was drawn."""
        self._wanted = wanted
        if wanted != self._done:
            self._ask(wanted)

    def _ask(self, wanted: Wanted) -> None:
        if self._under_way is None:
            self._paths.of(wanted.document, lambda path: self._start(wanted, path))

    def _start(self, wanted: Wanted, path: Path) -> None:
        if wanted != self._wanted or wanted == self._done or self._under_way is not None:
            return
        self._under_way = wanted
        self._session.work.side(
            lambda tick: draw(wanted, path),
            lambda drawn: self._land(self.drawn.emit, drawn),
            lambda error: self._land(self.failed.emit, error),
        )

    def _land(self, tell: Callable[[Wanted, object], object], result: object) -> None:
        """Tell of what came back, then draw what was wanted meanwhile."""
        done, self._under_way = self._under_way, None
        if done is not None and self._wanted is not None and done.document.id == self._wanted.document.id:
            self._done = done
            tell(done, result)
        if self._wanted is not None and self._wanted != done:
            self._ask(self._wanted)


def check_there(path: Path) -> None:
    """Raises ZiError when the bytes at *path* are gone."""
    if not path.is_file():
        raise ZiError(
            N_("Berkas bukti ini hilang dari ruang kerja."),
            N_("Pulihkan dari cadangan, atau lampirkan lagi berkasnya."),
        )


def draw(wanted: Wanted, path: Path) -> Drawn:
    """Have the confined child draw what is *wanted*. Raises ZiError."""
    check_there(path)
    check_kind(wanted.document, path)
    if wanted.document.kind == "pdf":
        scale = 0.0 if wanted.side else _SCREEN * wanted.ratio
        page, pages, found = confined.run(
            pixels.pdf_page, str(path), wanted.page, wanted.side, scale, timeout=SECONDS
        )
        return Drawn(page, pages, image_of(found))
    _w, _h, found = confined.run(pixels.picture, str(path), wanted.side or _LARGEST_SIDE, timeout=SECONDS)
    return Drawn(0, 0, image_of(found))
