"""Reading in a process that can be stopped: a time and a memory limit for every file.

Parsers of laid-out formats are given files by strangers; one may hang, eat the memory or crash in C.
They run in a child process, one beside each process that reads, which is started with the first such
file and used for many. What goes wrong in it is an error of that file. Plain text is read here: its
reader is ours, linear, and much faster than a message to another process.

The child is a new interpreter (no ``multiprocessing``: that would run the main script of a user again)
and speaks pickles over its standard input and output.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import logging
import math
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any, cast

import policytext.errors
from policytext.errors import LimitError, ReadError
from policytext.limits import Limits
from policytext.read.memory import TOO_MUCH, memory_limit
from policytext.read.pulse import listen
from policytext.read.registry import (
    Reader,
    SourceText,
    choose_reader,
    head_of,
    read_bytes,
    read_file,
)

logger = logging.getLogger(__name__)

#: A child is replaced after so many files, so that what a parser leaks is given back.
FILES_PER_CHILD = 200
START_SECONDS = 60.0  # for the interpreter to come up on a loaded machine


def read_limited(path: str | Path, *, name: str | None = None, limits: Limits | None = None) -> SourceText:
    """The text of a file, as :func:`policytext.read.read_source` gives it, within limits.

    Raises:
        LimitError: when it takes too long or too much, or breaks its process.
        ReadError: or another of its kinds.
    """
    limits = limits or Limits()
    name = str(path) if name is None else name
    size = _size(path)
    if limits.megabytes is not None and size > limits.megabytes << 20:
        raise LimitError(
            name, f"the file has {size >> 20:,} MB, more than the {limits.megabytes:,} it may; see --file-megabytes"
        )
    data = read_file(path, name)
    if data and is_guarded(choose_reader(head_of(data), Path(name))):
        return _child().read(data, name, limits)
    return read_bytes(data, name)


def _size(path: str | Path) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0  # it will be told when it is read


def is_guarded(reader: Reader) -> bool:
    """Whether a reader runs in a process of its own; a user's reader stays here, where it was registered."""
    return type(reader).__module__.startswith("policytext.") and getattr(reader, "guarded", True)


# ---- this side ---------------------------------------------------------------------------------


class Child:
    """A process that reads files, started when needed and replaced when it is gone."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The process's number, while there is one."""
        return self._process.pid if self._process is not None else None

    def read(self, data: bytes, name: str, limits: Limits) -> SourceText:
        """What the child makes of a file's bytes."""
        with self._lock:
            return self._read(data, name, limits)

    def _read(self, data: bytes, name: str, limits: Limits) -> SourceText:
        if self._process is None or self._process.poll() is not None or self._files >= FILES_PER_CHILD:
            self._start()
        process = cast("subprocess.Popen[bytes]", self._process)
        requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        self._files += 1
        clock = _Clock(limits.seconds, process)
        try:
            clock.start()
            _send(requests, (data, name, limits))
            while isinstance(answer := _receive(answers), str):  # a sign of life
                clock.start()
                logger.info("%s: %s", name, answer)
        except (EOFError, OSError, pickle.UnpicklingError) as err:
            code = process.wait()
            self.close()
            if clock.is_over:
                raise LimitError(name, f"reading takes longer than {limits.seconds:g} s; see --file-seconds") from err
            if code == TOO_MUCH:
                raise _too_much(name, limits) from err
            raise LimitError(name, _death(code, limits)) from err
        except BaseException:  # interrupted in the middle of an answer: the next file must not get it
            self.close()
            raise
        finally:
            clock.stop()
        if clock.is_over:  # the answer came in the last moment, and the process is gone
            self.close()
        if isinstance(answer, SourceText):
            return answer
        kind, reason, detail = answer
        if detail:
            logger.error("the reader of %s failed, which is a fault of policytext, please report it:\n%s", name, detail)
        if kind == "MemoryError":
            self.close()  # what is left of it is not to be trusted
            raise _too_much(name, limits)
        raise getattr(policytext.errors, kind)(name, reason)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.kill()
        process.wait()

    def _start(self) -> None:
        self.close()
        code = (
            "import sys; sys.path[:] = eval(sys.argv[1]); sys.argv[1:] = []; "
            "from policytext.read.guard import serve; serve()"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, repr(sys.path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._files = 0
        timer = threading.Timer(START_SECONDS, self._process.kill)
        timer.start()
        try:
            _receive(cast("IO[bytes]", self._process.stdout))  # it is there: the time of the first file begins now
        except (EOFError, OSError) as err:
            self.close()
            raise RuntimeError("the process that reads files could not be started") from err
        finally:
            timer.cancel()


class _Clock:
    """Kills a process after some seconds, unless it is started anew or stopped."""

    def __init__(self, seconds: float | None, process: subprocess.Popen[bytes]) -> None:
        self.is_over = False
        self._seconds = seconds
        self._process = process
        self._timer: threading.Timer | None = None

    def start(self) -> None:
        self.stop()
        if self._seconds is not None:
            self._timer = threading.Timer(self._seconds, self._end)
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        self._process.kill()


def _too_much(name: str, limits: Limits) -> LimitError:
    return LimitError(name, f"reading takes more than {limits.megabytes:,} MB; see --file-megabytes")


def _death(code: int, limits: Limits) -> str:
    how = f"exit code {code}"
    if code < 0:
        try:
            how = signal.Signals(-code).name
        except ValueError:
            how = f"signal {-code}"
    most = f", or it takes more than {limits.megabytes:,} MB (see --file-megabytes)" if limits.megabytes else ""
    return f"the file breaks the program that reads it ({how}){most}; save it anew or as plain text"


_CHILDREN: dict[int, Child] = {}


def _child() -> Child:
    """The child of this very process: one that was forked must not talk to its parent's."""
    pid = os.getpid()
    if pid not in _CHILDREN:
        _CHILDREN.clear()
        _CHILDREN[pid] = Child()
        atexit.register(close)
    return _CHILDREN[pid]


def close() -> None:
    """End this process's child; the next file starts another."""
    child = _CHILDREN.pop(os.getpid(), None)
    if child is not None:
        child.close()


# ---- the child's side --------------------------------------------------------------------------


def serve() -> None:
    """Read files until the other side is gone."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other side ends us
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not run into an answer
    _send(answers, "ready")
    seconds: float | None = None

    def tell(what: str) -> None:
        _alarm(seconds)
        _send(answers, what)

    listen(tell)
    while True:
        try:
            data, name, limits = _receive(requests)
        except (EOFError, OSError):
            return
        seconds = limits.seconds
        _alarm(seconds)
        _send(answers, _answer(data, name, limits.megabytes))


def _alarm(seconds: float | None) -> None:
    """End this process by itself, should the other side be killed while we hang."""
    if hasattr(signal, "alarm"):
        signal.alarm(0 if seconds is None else math.ceil(seconds) + 30)


def _answer(data: bytes, name: str, megabytes: int | None) -> Any:
    """The text, or ``(kind of error, reason, traceback when it is a fault of ours)``."""
    load = getattr(choose_reader(head_of(data), Path(name)), "load", None)
    if load is not None:
        load()  # its library counts as no memory of the file
    try:
        with memory_limit(megabytes):
            return read_bytes(data, name)
    except ReadError as err:
        return type(err).__name__, err.reason, ""
    except MemoryError:
        return "MemoryError", "", ""
    except RecursionError:
        return "DamagedFileError", "the file is nested deeper than any document; save it anew", ""
    except Exception as err:
        # one file must not end a run of thousands: told as its error, and loudly as ours
        import traceback

        if isinstance(err, OSError) and err.errno == errno.ENOMEM:
            return "MemoryError", "", ""
        reason = f"the reader failed on this file ({type(err).__name__}: {err}); save it anew or as plain text"
        return "DamagedFileError", reason, traceback.format_exc()


# ---- between them ------------------------------------------------------------------------------


def _send(stream: IO[bytes], value: object) -> None:
    data = pickle.dumps(value, protocol=5)
    stream.write(struct.pack("<Q", len(data)) + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    size = struct.unpack("<Q", _read_exactly(stream, 8))[0]
    return pickle.loads(_read_exactly(stream, size))


def _read_exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
