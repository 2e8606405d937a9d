"""Paint installer/zi-assess.svg into the .ico that Windows wants."""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (256, 64, 48, 32, 16)


def painted(renderer: QSvgRenderer, size: int) -> Image.Image:
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


def main(target: str) -> None:
    app = QGuiApplication([])
    renderer = QSvgRenderer(str(Path(__file__).parent.parent / "zi-assess.svg"))
    largest, *others = [painted(renderer, size) for size in SIZES]
    largest.save(target, format="ICO", append_images=others, sizes=[(size, size) for size in SIZES])
    app.quit()


if __name__ == "__main__":
    main(sys.argv[1])
