"""Untrusted files are parsed in a warm child process with limits.

What nobody waits for (texts read beside the window, minutes of OCR) has a child of its own, so that a page asked
for meanwhile is drawn at once.

The child may not use more memory than a call allows. On Linux and macOS it may not use more processor time either,
nor write files; on Windows it may not start another program. Arguments go to the child pickled, since they are ours;
what comes back is JSON of a few plain types, never a pickle, so a child that a hostile file has taken over cannot make
this process run code.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import datetime
import importlib
import json
import math
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from zi_assess.errors import ZiError

T = TypeVar("T")

MIB = 1024 * 1024
CHILD_FLAG = "--confined-child"  # how a frozen program is told to be the child

_LIFE = 200  # calls until the child is replaced: what leaks in a parser stays small
_LARGEST = 128 * MIB  # bytes of a call or a reply
_LENGTH = struct.Struct(">Q")
_REMEDY = "Simpan ulang dari program asalnya atau minta berkas yang asli, lalu coba lagi."
_SLOW = "Berkas ini tidak dapat dibaca dengan aman: pembacaannya terlalu lama."
_GREEDY = "Berkas ini tidak dapat dibaca dengan aman: memakai terlalu banyak memori."
_DIED = "Berkas ini tidak dapat dibaca dengan aman: pembacanya berhenti mendadak."
_FAILED = "Berkas ini tidak dapat dibaca dengan aman: isinya tidak dapat dipahami."


def run(
    function: Callable[..., T],
    *args: object,
    timeout: float = 30.0,
    memory: int = 512 * MIB,
    behind: bool = False,
) -> T:
    """Call a module-level *function* in the child and return what it returned.

    *timeout* in seconds, *memory* in bytes above what an idle child holds; *behind*: in the child for what nobody
    waits for. The result may hold None, bool, int, float, str, bytes, list, tuple, dict, Decimal, Fraction, date,
    datetime, time and timedelta, as exact types. Raises the `ZiError` that *function* raised, or one that says the
    file cannot be read safely, with the child's traceback as a note when there is one.
    """
    call = (function.__module__, function.__qualname__, args, timeout, memory)
    reply, child = (_behind if behind else _front).ask(pickle.dumps(call), timeout)
    result: T = _outcome(reply, child)
    return result


def warm() -> None:
    """Start the child now, so that the first file need not wait for it."""
    with _front.lock:
        _front.ready()


def close() -> None:
    """End both children; the next `run` starts another."""
    for lane in (_front, _behind):
        lane.end()


def let_go() -> None:
    """End what nobody waits for, in the middle of whatever it does: at the end of the program."""
    if _behind.child is not None:
        _behind.child.kill()


class _Child:
    """The process and the thread that reads its answers."""

    def __init__(self) -> None:
        self.calls = 0
        self.slow = False
        self._process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._replies: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="confined", daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, call: bytes, timeout: float) -> dict[str, Any] | None:
        """The answer to *call*; None when the child died, was too slow or did not speak our language."""
        assert self._process.stdin is not None
        try:
            _send(self._process.stdin, call)
            reply = self._replies.get(timeout=timeout)
            found = json.loads(reply) if reply is not None else None
        except queue.Empty:
            self.slow = True
            return None
        except (OSError, ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        assert self._process.stdin is not None
        self.kill()
        self._process.wait()
        self._reader.join()
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            while (reply := _receive(pipe, _LARGEST)) is not None:
                self._replies.put(reply)
        self._replies.put(None)


class _Lane:
    """A child at a time, and those who wait for it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.child: _Child | None = None

    def ask(self, call: bytes, timeout: float) -> tuple[dict[str, Any] | None, _Child]:
        """The answer to *call*, and who gave it; a child that broke or is old is replaced."""
        with self.lock:
            child = self.ready()
            child.calls += 1
            reply = child.ask(call, timeout)
            if reply is None or "broke" in reply or child.calls >= _LIFE:
                self.end()
        return reply, child

    def ready(self) -> _Child:
        if self.child is not None and not self.child.alive:
            self.end()
        if self.child is None:
            self.child = _Child()
            atexit.unregister(close)
            atexit.register(close)
        return self.child

    def end(self) -> None:
        child, self.child = self.child, None
        if child is not None:
            child.end()


_front, _behind = _Lane(), _Lane()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    return [sys.executable, "-P", "-c", "from zi_assess.confined import child; child()"]


def _environment() -> dict[str, str]:
    places = [str(Path(one).absolute()) for one in sys.path if one]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places), "PYTHONIOENCODING": "utf-8"}


def _outcome(reply: dict[str, Any] | None, child: _Child) -> Any:
    if reply is None:
        raise ZiError(_SLOW if child.slow else _DIED, _REMEDY)
    try:
        if "value" in reply:
            return _unpacked(reply["value"])
        error = _error(reply)
    except (KeyError, TypeError, ValueError, ArithmeticError, RecursionError) as strange:
        raise ZiError(_DIED, _REMEDY) from strange
    raise error


def _error(reply: dict[str, Any]) -> ZiError:
    if "what" in reply:
        values = _unpacked(reply["values"])
        return ZiError(str(reply["what"]), str(reply["remedy"]), **values)
    error = ZiError(_GREEDY if "broke" in reply else _FAILED, _REMEDY)
    error.add_note(str(reply["trace"]))
    return error


def _send(pipe: BinaryIO | Any, data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: BinaryIO | Any, largest: int) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data: bytes = pipe.read(length) if length <= largest else b""
    return data if len(data) == length else None


# What may cross back: JSON's own types as they are, the others as {tag: payload}.

_PACK: dict[type, tuple[str, Callable[[Any], object]]] = {
    tuple: ("tuple", lambda value: [_packed(one) for one in value]),
    dict: ("dict", lambda value: [[_packed(key), _packed(one)] for key, one in value.items()]),
    bytes: ("bytes", lambda value: base64.b64encode(value).decode("ascii")),
    Decimal: ("decimal", str),
    Fraction: ("fraction", str),
    datetime.datetime: ("datetime", datetime.datetime.isoformat),
    datetime.date: ("date", datetime.date.isoformat),
    datetime.time: ("time", datetime.time.isoformat),
    datetime.timedelta: ("timedelta", lambda value: [value.days, value.seconds, value.microseconds]),
}
_UNPACK: dict[str, Callable[[Any], object]] = {
    "tuple": lambda payload: tuple(_unpacked(one) for one in payload),
    "dict": lambda payload: {_unpacked(key): _unpacked(one) for key, one in payload},
    "bytes": lambda payload: base64.b64decode(payload, validate=True),
    "decimal": Decimal,
    "fraction": Fraction,
    "datetime": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "timedelta": lambda payload: datetime.timedelta(*payload),
}
_AS_THEY_ARE = (type(None), bool, int, float, str)


def _packed(value: object) -> object:
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is list:
        return [_packed(one) for one in value]  # type: ignore[attr-defined]
    if kind not in _PACK:
        raise TypeError(f"a confined function may not return {kind.__name__}")
    tag, pack = _PACK[kind]
    return {tag: pack(value)}


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpacked(one) for one in value]
    if isinstance(value, dict):
        ((tag, payload),) = value.items()
        return _UNPACK[tag](payload)
    return value


# The child's side.


def child() -> None:
    """Be the child: answer calls from standard input until it closes."""
    asks, answers = _pipes()
    limits = _Limits()
    while (call := _receive(asks, _LARGEST)) is not None:
        reply = _answer(call, limits)
        _send(answers, json.dumps(reply).encode("ascii"))
        if "broke" in reply:
            return


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes to the parent; what a parser prints goes nowhere."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to handle
    asks, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return os.fdopen(asks, "rb"), os.fdopen(answers, "wb")


def _answer(call: bytes, limits: _Limits) -> dict[str, object]:
    try:
        module, name, args, timeout, memory = pickle.loads(call)
        function = getattr(importlib.import_module(module), name)
        with limits.of(timeout, memory):
            return {"value": _packed(function(*args))}
    except ZiError as error:
        values = {
            key: one if type(one) in _AS_THEY_ARE or type(one) in _PACK else str(one)
            for key, one in error.values.items()
        }
        return {"what": error.what, "remedy": error.remedy, "values": _packed(values)}
    except MemoryError:
        return {"broke": "memory", "trace": traceback.format_exc(limit=-10)}
    except Exception:
        return {"trace": traceback.format_exc(limit=-30)}


class _Limits:
    """What a call may use. Only soft limits move, so that the next call may have more than the last."""

    def __init__(self) -> None:
        if sys.platform == "win32":
            from zi_assess import windowsjob

            self._job, self._idle = windowsjob.Job(), windowsjob.committed()
        else:
            import resource

            self._idle = _address_space()
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    @contextlib.contextmanager
    def of(self, timeout: float, memory: int) -> Iterator[None]:
        if sys.platform == "win32":
            self._job.bound(self._idle + memory)
            try:
                yield
            finally:
                self._job.bound(0)
            return
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _soft(resource.RLIMIT_CPU, math.ceil(used + timeout) + 1)
        _soft(resource.RLIMIT_AS, self._idle + memory)
        try:
            yield
        finally:
            _soft(resource.RLIMIT_AS, resource.RLIM_INFINITY)


def _soft(kind: int, value: int) -> None:
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            value = hard if value == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(kind, (value, hard))


def _address_space() -> int:
    """Bytes of address space this process has now; a guess where the system does not tell."""
    if sys.platform != "linux":
        return 256 * MIB
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
