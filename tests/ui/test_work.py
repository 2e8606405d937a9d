"""What the lanes leave behind is freed in the window's thread: a Qt object freed elsewhere takes the program down."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from zi_assess.ui.work import Tick, Work


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[Work]:
    made = Work()
    yield made
    made.close()


class Page(QWidget):
    """A page nobody shows any more: a cycle, with a child that has a timer."""

    def __init__(self, freed: list[str]) -> None:
        super().__init__()
        self.me = self
        column = QVBoxLayout(self)
        column.addWidget(QTableView())
        self.clock = QTimer(self)
        self.clock.start(1)
        weakref.finalize(self, lambda: freed.append(threading.current_thread().name))


def busy(tick: Tick) -> int:
    """Make so many objects that Python looks for garbage, were it free to."""
    made = [[[] for _ in range(100)] for _ in range(5000)]
    return len(made)


def test_a_page_left_behind_is_freed_in_the_windows_thread_whoever_makes_objects(
    qtbot: QtBot, work: Work
) -> None:
    freed: list[str] = []
    gc.collect()
    Page(freed)
    work.side(busy)
    qtbot.waitUntil(work.idle, timeout=20_000)
    gc.collect()
    assert freed == ["MainThread"]


def test_garbage_is_still_looked_for_while_the_window_runs(qtbot: QtBot, work: Work) -> None:
    freed: list[str] = []
    gc.collect()
    Page(freed)
    made = [[n] for n in range(2000)]
    qtbot.waitUntil(lambda: freed == ["MainThread"], timeout=20_000)
    assert len(made) == 2000


def test_python_looks_by_itself_again_when_the_last_lanes_are_closed(qtbot: QtBot) -> None:
    assert gc.isenabled()
    first, second = Work(), Work()
    assert not gc.isenabled()
    first.close()
    assert not gc.isenabled()
    second.close()
    assert gc.isenabled()


def test_none_is_looked_for_at_the_start_until_it_is_time(qtbot: QtBot) -> None:
    gc.disable()
    made = Work()
    assert not made.garbage._clock.isActive()
    made.garbage.begin()
    assert made.garbage._clock.isActive()
    made.close()
    assert not made.garbage._clock.isActive() and gc.isenabled()


def test_what_a_job_was_given_comes_home_to_be_freed(qtbot: QtBot, work: Work) -> None:
    """Else the lane, being the last to hold a page that was built anew meanwhile, frees its models."""
    freed: list[str] = []

    class Model(QObject):
        def reckon(self, tick: Tick) -> int:
            return 7

        def land(self, found: int) -> None:
            assert found == 7

    for _ in range(50):
        model = Model()
        weakref.finalize(model, lambda: freed.append(threading.current_thread().name))
        work.side(model.reckon, model.land)
        del model
    qtbot.waitUntil(work.idle, timeout=20_000)
    assert freed == ["MainThread"] * 50


def test_a_job_itself_is_freed_in_the_windows_thread(qtbot: QtBot, work: Work) -> None:
    freed: list[str] = []
    for _ in range(50):
        weakref.finalize(
            work.side(lambda tick: tick(1, 1)), lambda: freed.append(threading.current_thread().name)
        )
    qtbot.waitUntil(work.idle, timeout=20_000)
    assert freed == ["MainThread"] * 50
