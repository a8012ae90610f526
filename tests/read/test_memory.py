"""What a process holds, as each system tells it, and what becomes of one that holds too much."""

from __future__ import annotations

import ctypes
import sys
import threading
import types

import pytest

from policytext.read import memory

MEGABYTE = 1 << 20


def test_what_is_held_grows_with_what_is_kept() -> None:
    before = memory.resident()
    if before is None:
        pytest.skip("this system does not tell")
    kept = bytes(range(256)) * (64 * MEGABYTE // 256)
    assert memory.resident() - before > 32 * MEGABYTE
    del kept


@pytest.mark.parametrize(("platform", "factor"), [("darwin", 1), ("freebsd14", 1024)])
def test_getrusage_counts_bytes_on_macos_only(monkeypatch, platform: str, factor: int) -> None:
    usage = types.SimpleNamespace(RUSAGE_SELF=0, getrusage=lambda who: types.SimpleNamespace(ru_maxrss=5000))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setitem(sys.modules, "resource", usage)
    monkeypatch.setattr(memory.os.path, "exists", lambda path: False)
    assert memory.resident() == 5000 * factor
    assert not memory.can_refuse()


class Kernel:
    """As much of Windows' kernel32 as is asked for; it checks what it is given."""

    class GetCurrentProcess:
        def __new__(cls) -> int:  # type: ignore[misc]
            return -1

    class K32GetProcessMemoryInfo:
        answers = True

        def __new__(cls, process: int, counters: object, size: int) -> int:  # type: ignore[misc]
            own = counters._obj
            assert (process, size, own.cb) == (-1, ctypes.sizeof(own), ctypes.sizeof(own))
            own.WorkingSetSize, own.PagefileUsage = 1, 7 * MEGABYTE
            return int(cls.answers)


def test_windows_tells_what_is_committed(monkeypatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", types.SimpleNamespace(kernel32=Kernel), raising=False)
    assert memory.resident() == 7 * MEGABYTE
    assert not memory.can_refuse()
    monkeypatch.setattr(Kernel.K32GetProcessMemoryInfo, "answers", False)
    assert memory.resident() is None


def test_a_windows_that_does_not_tell_sets_no_limit(monkeypatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(ctypes, "windll", raising=False)
    assert memory.resident() is None
    with memory.memory_limit(1):
        kept = bytes(4 * MEGABYTE)
    assert len(kept) == 4 * MEGABYTE


@pytest.mark.parametrize(("held", "ends"), [([10, 99, 101], True), ([10, 100, 100], False)])
def test_the_watch_ends_what_holds_too_much(monkeypatch, held: list[int], ends: bool) -> None:
    over, ended = threading.Event(), []
    looks = iter(held)

    def look() -> int:
        found = next(looks)
        if found == held[-1] and not ends:
            over.set()
        return found

    monkeypatch.setattr(memory, "INTERVAL", 0.0)
    monkeypatch.setattr(memory, "resident", look)
    memory._watch(100, over, lambda: ended.append(True))
    assert ended == [True] * ends


def test_growth_counts_from_before_the_first_file(monkeypatch) -> None:
    """macOS tells the most that a process ever held: what one file took must not be added to the next one's limit."""
    seen: list[int] = []
    monkeypatch.setattr(memory, "_first", None)
    monkeypatch.setattr(memory, "can_refuse", lambda: False)
    monkeypatch.setattr(memory, "_watch", lambda most, over, end: seen.append(most))
    for held in (50, 900):
        monkeypatch.setattr(memory, "resident", lambda held=held: held)
        with memory.memory_limit(1):
            pass
    assert seen == [50 + MEGABYTE] * 2
