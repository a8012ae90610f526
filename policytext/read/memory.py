"""How much memory a reading process may take for a file, and its end when that is passed.

Linux refuses memory beyond a bound (``RLIMIT_AS``): the reader gets a ``MemoryError``. macOS and Windows have no such
bound for a process; there a thread looks at what the process holds and ends it, which its parent tells as the same
error. A parser that fills memory in one call without letting the interpreter go on is seen only when it comes back.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator

#: How a process ends that held too much; the shell and signals use other codes.
TOO_MUCH = 86
#: Seconds between two looks: a parser gets some 50 MB in this time.
INTERVAL = 0.05

_first: int | None = None  # bytes that this process held before its first file


@contextlib.contextmanager
def memory_limit(megabytes: int | None) -> Iterator[None]:
    """Let the process grow by so much at most: refused by the system where it can, else watched.

    Raises:
        MemoryError: in the reader, where the system refuses.
    """
    if megabytes is None:
        yield
    elif can_refuse():
        with _refused(megabytes << 20):
            yield
    elif (held := resident()) is not None:
        with _watched(megabytes << 20, held):
            yield
    else:
        yield


def can_refuse() -> bool:
    """Whether the system refuses memory beyond a bound; macOS takes the bound and does not keep it."""
    return sys.platform.startswith("linux") and os.path.exists("/proc/self/statm")


def resident() -> int | None:
    """Bytes that this process holds (on macOS: has held at most); None where the system does not tell."""
    if sys.platform == "win32":
        return _resident_on_windows()
    if os.path.exists("/proc/self/statm"):
        return _statm(1)
    try:
        import resource
    except ImportError:
        return None
    # getrusage(2): bytes on macOS, kilobytes on the BSDs
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _resident_on_windows() -> int | None:
    """What is committed to this process (``PROCESS_MEMORY_COUNTERS``, psapi.h)."""
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [
            ("cb", ctypes.c_uint32), ("PageFaultCount", ctypes.c_uint32),
            *((name, ctypes.c_size_t) for name in (
                "PeakWorkingSetSize", "WorkingSetSize", "QuotaPeakPagedPoolUsage", "QuotaPagedPoolUsage",
                "QuotaPeakNonPagedPoolUsage", "QuotaNonPagedPoolUsage", "PagefileUsage", "PeakPagefileUsage",
            )),
        ]  # fmt: skip

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    try:
        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.K32GetProcessMemoryInfo.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32]
        done = kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
    except (AttributeError, OSError):
        return None
    return int(counters.PagefileUsage) if done else None


def _statm(column: int) -> int:
    with open("/proc/self/statm", "rb") as stream:
        return int(stream.read().split()[column]) * os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def _refused(size: int) -> Iterator[None]:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _statm(0) + size
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextlib.contextmanager
def _watched(size: int, held: int) -> Iterator[None]:
    """Counted from what was held before the first file: macOS tells the most that ever was, not what is."""
    global _first
    _first = held if _first is None else _first
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(_first + size, over, lambda: os._exit(TOO_MUCH)), daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()


def _watch(most: int, over: threading.Event, end: Callable[[], object]) -> None:
    while not over.wait(INTERVAL):
        held = resident()
        if held is not None and held > most:
            end()
            return


__all__ = ["TOO_MUCH", "can_refuse", "memory_limit", "resident"]
