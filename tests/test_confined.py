"""The child process for untrusted files keeps its limits and its word."""

from __future__ import annotations

import ctypes
import datetime
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from zi_assess import confined
from zi_assess.confined import MIB
from zi_assess.errors import ZiError


def _wine() -> bool:
    return hasattr(ctypes.CDLL("ntdll"), "wine_get_version")


@pytest.fixture(autouse=True)
def _no_child_left() -> Iterator[None]:
    yield
    confined.close()


def echo(*values: object) -> tuple[object, ...]:
    return values


def whoami() -> int:
    return os.getpid()


def modules() -> list[str]:
    return sorted(sys.modules)


def hog(megabytes: int) -> int:
    return len(bytes(megabytes * MIB))


def spin() -> None:
    while True:
        pass


def nap(seconds: float) -> None:
    time.sleep(seconds)


def crash() -> int:
    os.abort()


def start_another() -> bool:
    try:
        subprocess.run([sys.executable, "-c", ""], check=True)
    except OSError:
        return False
    return True


def bounded() -> bool:
    if sys.platform == "win32":
        from zi_assess import windowsjob

        return windowsjob.committed() > MIB and windowsjob.Job().bound(400 * MIB)
    return False


def stumble() -> None:
    raise KeyError("xl/workbook.xml")


def complain(name: str) -> None:
    raise ZiError(
        "{file} kosong pada baris {line}.", "Isi dulu.", file=Path(name), line=3, share=Fraction(1, 3)
    )


def strange() -> object:
    return object()


def chatter() -> str:
    os.write(1, b"\0" * 64)
    print("parser says hello")
    return "quiet"


def writes(path: str) -> None:
    with open(path, "wb") as file:
        file.write(b"x" * 10_000)


PLAIN = (
    None,
    True,
    -(2**70),
    0.1,
    "kata \ud800 – é",
    b"\x00\xff",
    [1, [2]],
    (1, (2,)),
    {"a": 1, (1, 2): "b"},
    Decimal("3.7500"),
    Fraction(1, 3),
    datetime.datetime(2026, 8, 17, 10, 0, 1),
    datetime.date(2026, 8, 17),
    datetime.time(7, 30),
    datetime.timedelta(days=-1, microseconds=5),
)


def test_what_a_function_returns_comes_back_as_the_same_types() -> None:
    back = confined.run(echo, *PLAIN)
    assert back == PLAIN
    assert [type(one) for one in back] == [type(one) for one in PLAIN]


def test_calls_share_one_child_that_is_not_this_process() -> None:
    first = confined.run(whoami)
    assert first != os.getpid()
    assert confined.run(whoami) == first


def test_what_nobody_waits_for_has_a_child_of_its_own_and_holds_up_nobody() -> None:
    first = confined.run(whoami)
    behind = confined.run(whoami, behind=True)
    assert len({os.getpid(), first, behind}) == 3
    slow = threading.Thread(target=confined.run, args=(nap, 2.0), kwargs={"behind": True})
    slow.start()
    started = time.monotonic()
    assert confined.run(whoami) == first
    assert time.monotonic() - started < 1
    slow.join()


def test_at_the_end_of_the_program_nobody_waits_for_what_goes_on_behind() -> None:
    def read() -> None:
        with pytest.raises(ZiError):
            confined.run(nap, 60.0, timeout=70.0, behind=True)

    slow = threading.Thread(target=read)
    slow.start()
    while confined._behind.child is None or not confined._behind.child.calls:
        time.sleep(0.01)
    began = time.monotonic()
    confined.let_go()
    slow.join()
    assert time.monotonic() - began < 5
    assert confined.run(whoami, behind=True) != os.getpid()


def test_the_child_never_loads_qt_or_sql() -> None:
    loaded = set(confined.run(modules))
    assert not loaded & {"PySide6", "shiboken6", "sqlalchemy", "sqlite3", "zi_assess.ui"}


def test_an_error_meant_for_the_user_travels_whole() -> None:
    with pytest.raises(ZiError) as caught:
        confined.run(complain, "data.csv")
    assert caught.value.what == "{file} kosong pada baris {line}."
    assert caught.value.values == {"file": "data.csv", "line": 3, "share": Fraction(1, 3)}
    assert "data.csv kosong pada baris 3." in str(caught.value)


def test_an_error_nobody_foresaw_is_one_sentence_and_keeps_its_traceback_for_us() -> None:
    with pytest.raises(ZiError, match="tidak dapat dibaca dengan aman") as caught:
        confined.run(stumble)
    assert "KeyError: 'xl/workbook.xml'" in caught.value.__notes__[0]


@pytest.mark.skipif(sys.platform == "win32" and _wine(), reason="Wine takes the limit and does not keep it")
def test_too_much_memory_is_refused_and_the_next_call_has_a_new_child() -> None:
    before = confined.run(whoami)
    with pytest.raises(ZiError, match="terlalu banyak memori"):
        confined.run(hog, 300, memory=100 * MIB)
    after = confined.run(whoami)
    assert after != before
    assert confined.run(hog, 300, memory=400 * MIB) == 300 * MIB
    assert confined.run(whoami) == after


@pytest.mark.parametrize("endless", [spin, nap])
def test_a_function_that_does_not_end_is_ended(endless: object) -> None:
    before = confined.run(whoami)
    started = time.monotonic()
    arguments = () if endless is spin else (60,)
    with pytest.raises(ZiError, match="terlalu lama"):
        confined.run(endless, *arguments, timeout=0.3)  # type: ignore[arg-type]
    assert time.monotonic() - started < 10
    assert confined.run(whoami) != before


def test_a_crash_in_the_child_is_an_error_here_and_the_next_call_works() -> None:
    before = confined.run(whoami)
    with pytest.raises(ZiError, match="berhenti mendadak"):
        confined.run(crash)
    assert confined.run(whoami) != before


def test_a_child_that_died_while_idle_is_replaced_before_the_next_call() -> None:
    before = confined.run(whoami)
    assert confined._front.child is not None
    confined._front.child._process.kill()
    confined._front.child._process.wait()
    assert confined.run(whoami) != before


def test_after_two_hundred_calls_the_child_is_replaced() -> None:
    pids = [confined.run(whoami) for _ in range(401)]
    assert len(set(pids[:200])) == len(set(pids[200:400])) == 1
    assert len(set(pids)) == 3


def test_a_type_that_may_not_cross_is_named_to_the_programmer() -> None:
    with pytest.raises(ZiError) as caught:
        confined.run(strange)
    assert "a confined function may not return object" in caught.value.__notes__[0]


def test_what_a_parser_prints_does_not_disturb_the_answer() -> None:
    assert confined.run(chatter) == "quiet"
    assert confined.run(echo, 1) == (1,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit here")
def test_the_child_cannot_write_files(tmp_path: Path) -> None:
    with pytest.raises(ZiError):
        confined.run(writes, str(tmp_path / "out"))
    assert (tmp_path / "out").stat().st_size == 0


@pytest.mark.parametrize(
    "reply",
    [
        {"value": {"pickle": "x"}},
        {"value": {"tuple": 5}},
        {"value": {"fraction": "1/0"}},
        {"value": {"decimal": "x"}},
        {"value": {"dict": [[{"dict": []}, 1]]}},
        {"value": {"tuple": [], "dict": []}},
        {"what": "a"},
        {"what": "a", "remedy": "b", "values": [1]},
        {},
    ],
)
def test_an_answer_that_does_not_speak_our_language_is_refused(reply: dict[str, object]) -> None:
    child = confined._Child()
    try:
        with pytest.raises(ZiError, match="berhenti mendadak"):
            confined._outcome(json.loads(json.dumps(reply)), child)
    finally:
        child.end()


def test_a_child_leaves_when_its_parent_is_gone() -> None:
    child = confined._Child()
    stdin = child._process.stdin
    assert stdin is not None
    stdin.close()
    assert child._process.wait(timeout=20) == 0
    child._reader.join()


@pytest.mark.skipif(
    sys.platform != "win32" or _wine(), reason="a Job object is of Windows; Wine does not keep it"
)
def test_the_child_starts_no_other_program() -> None:
    assert confined.run(start_another) is False


@pytest.mark.skipif(sys.platform != "win32", reason="a Job object is of Windows")
def test_the_system_takes_a_bound_and_tells_what_is_committed() -> None:
    assert confined.run(bounded) is True
