"""The criteria tree at 10,000 nodes: filling, filtering, clearing, moving: `python scripts/bench/tree.py`."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from packs import big_pack, filled
from PySide6.QtWidgets import QApplication

from zi_assess import criteria
from zi_assess.core.assessment import Answer, Stage
from zi_assess.core.sheet import Sheet, make
from zi_assess.settings import Settings
from zi_assess.ui import theme
from zi_assess.ui.models.tree import TreeModel
from zi_assess.ui.widgets.tree_delegate import TreeView

RUNS = 9
AIM_MS = 50.0


def main() -> None:
    """Print what each step takes, in milliseconds of CPU, with its aim."""
    app = QApplication(sys.argv[:1])
    theme.apply(app, Settings())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pack.yaml")
        path.write_text(big_pack(), encoding="utf-8")
        pack = criteria.load(path)
    first = make(pack, filled(pack))
    question = next(one for one in pack.questions[len(pack.questions) // 2 :] if one.options)
    second = make(
        pack, first.assessment.with_answer(question.code, Answer(question.options[-1].key), Stage.SELF)
    )
    _ready = first.findings, second.findings
    print(f"{len(pack.nodes)} nodes, {len(pack.questions)} questions")
    model, view = TreeModel(), TreeView("Pohon")
    view.resize(330, 700)
    _say("fill and paint", [_once(lambda: _fill(model, view, first, app))])
    view.expandAll()
    app.processEvents()
    _say(
        "another sheet, few rows changed, painted", _times(lambda n: model.show((second, first)[n % 2]), app)
    )
    word = question.code
    _say("filter, open all, painted", _times(lambda n: _filter(model, view, f"{word}"[: 3 + n % 3]), app))
    opened = [node.code for node in pack.nodes.values() if pack.question(node.code) is None]
    _say("clear, open every group by its code, painted", _cleared(model, view, opened, app))


def _fill(model: TreeModel, view: TreeView, sheet: Sheet, app: QApplication) -> None:
    model.show(sheet)
    view.setModel(model)
    view.show()
    app.processEvents()


def _filter(model: TreeModel, view: TreeView, text: str) -> None:
    model.set_filter(text)
    view.expandAll()


def _cleared(model: TreeModel, view: TreeView, opened: list[str], app: QApplication) -> list[float]:
    found = []
    for n in range(RUNS):
        _filter(model, view, f"{n}")
        app.processEvents()

        def clear() -> None:
            model.set_filter("")
            for code in opened:
                view.expand(model.index_of(code))
            app.processEvents()

        found.append(_once(clear))
    return found


def _times(act: Callable[[int], object], app: QApplication) -> list[float]:
    return [_once(lambda n=n: (act(n), app.processEvents())) for n in range(RUNS)]  # type: ignore[misc]


def _once(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def _say(what: str, found: list[float]) -> None:
    print(
        f"  {what}: {statistics.median(found):.1f} ms of CPU, worst {max(found):.1f} (aim: at most {AIM_MS:.0f})"
    )


if __name__ == "__main__":
    main()
