"""What a process on Windows may use, held by the system: a Job object around the process itself."""

from __future__ import annotations

import ctypes
import sys

_PROCESS_MEMORY, _ACTIVE_PROCESSES = 0x100, 0x8
_EXTENDED_LIMITS = 9


class _Basic(ctypes.Structure):
    _fields_ = [
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("smallest_working_set", ctypes.c_size_t),
        ("largest_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class _Extended(ctypes.Structure):
    """`JOBOBJECT_EXTENDED_LIMIT_INFORMATION`."""

    _fields_ = [
        ("basic", _Basic),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


class _Counters(ctypes.Structure):
    """`PROCESS_MEMORY_COUNTERS`."""

    _fields_ = [
        ("size", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in ("peak_working_set", "working_set")),
        *((name, ctypes.c_size_t) for name in ("peak_paged", "paged", "peak_non_paged", "non_paged")),
        *((name, ctypes.c_size_t) for name in ("committed", "peak_committed")),
    ]


if sys.platform == "win32":
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    for _name in ("CreateJobObjectW", "GetCurrentProcess"):
        getattr(_kernel, _name).restype = ctypes.c_void_p
    _kernel.AssignProcessToJobObject.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    _kernel.SetInformationJobObject.argtypes = [
        ctypes.c_void_p,
        ctypes.c_int,
        ctypes.c_void_p,
        ctypes.c_uint32,
    ]
    _kernel.K32GetProcessMemoryInfo.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32]

    class Job:
        """A job with this process alone in it, which may start no other."""

        def __init__(self) -> None:
            self._handle = _kernel.CreateJobObjectW(None, None)
            _kernel.AssignProcessToJobObject(self._handle, _kernel.GetCurrentProcess())
            self.bound(0)

        def bound(self, memory: int) -> bool:
            """Let the process commit at most *memory* bytes, 0 for no bound; whether the system took it."""
            limits = _Extended()
            limits.basic.flags = _ACTIVE_PROCESSES | (_PROCESS_MEMORY if memory else 0)
            limits.basic.processes = 1
            limits.process_memory = memory
            return bool(
                _kernel.SetInformationJobObject(
                    self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
                )
            )

    def committed() -> int:
        """Bytes this process has committed now; 0 where the system does not tell."""
        counters = _Counters(size=ctypes.sizeof(_Counters))
        process = _kernel.GetCurrentProcess()
        told = _kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.size)
        return counters.committed if told else 0
