"""Foreign bytes are read in a process of its own, which may be killed.

A page that takes a parser minutes, gigabytes or down with it costs one item and nothing else: the
process is stopped, the item is reported as ``Unreadable``, and the next one gets a fresh process.

::

    with Worker("dalil.articles:read_article") as read:
        wording = read(payload, url="https://example.org/1")

The child is started as a program, not forked, so that threads and open databases of the parent stay
out of it. It ends when the parent does, whatever the parent dies of. What it answers is unpickled
with nothing but Dalil's own classes, dates and decimals allowed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import pickle
import select
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Any, BinaryIO, Self

from dalil.errors import DalilError, Unreadable

SECONDS = 10.0  #       of wall time for one item
MEMORY = 1 << 30  #     bytes of address space above what the idle process takes
_START = 60.0  #        seconds to start and import; machines can be slow
_KEPT = "the raw bytes are kept; the other items are read all the same"
_HEAD = struct.Struct("!cQ")
_DONE, _REFUSED, _FAILED, _MEMORY = b"d", b"r", b"f", b"m"


class Worker:
    """One reader in one process: call it like the function that it runs.

    ``target`` is ``"package.module:function"``; arguments and result must be picklable. A call
    raises what Dalil's own errors the function raises, and ``Unreadable`` for everything else that
    goes wrong. ``inline`` runs the function here, without limits: for tests. Not for several
    threads at once: see ``Pool``.
    """

    def __init__(
        self, target: str, *, seconds: float = SECONDS, memory: int = MEMORY, inline: bool = False
    ) -> None:
        self._target = target
        self._seconds = seconds
        self._memory = memory
        self._inline = _resolve(target) if inline else None
        self._child: subprocess.Popen[bytes] | None = None

    def __call__(self, *args: object, **kwargs: object) -> Any:
        if self._inline:
            return _call_here(self._inline, args, kwargs)
        request = pickle.dumps((args, kwargs), protocol=5)
        child = self._living()
        try:
            _send(_pipe(child.stdin), _DONE, request)
            status, body = _receive(child, self._seconds)
        except (BrokenPipeError, EOFError):
            self.close()
            raise Unreadable("the reader died of it", _KEPT) from None
        except TimeoutError:
            self.close()
            raise Unreadable(f"reading it took longer than {self._seconds:g} s", _KEPT) from None
        except BaseException:
            self.close()  # interrupted: its answer would be taken for the next item's
            raise
        return self._result(status, body)

    def _result(self, status: bytes, body: bytes) -> Any:
        if status == _DONE:
            return _loads(body)
        if status == _REFUSED:
            raise _loads(body)
        self.close()  # whatever state it is in, it is not trusted with another item
        if status == _MEMORY:
            size = f"{self._memory / (1 << 30):g} GB"
            raise Unreadable(f"reading it needed more than {size} of memory", _KEPT)
        raise Unreadable(f"the reader failed: {body.decode(errors='replace')}", _KEPT)

    def _living(self) -> subprocess.Popen[bytes]:
        if self._child and self._child.poll() is None:
            return self._child
        self.close()
        self._child = _start(self._target, self._memory)
        return self._child

    def close(self) -> None:
        """Stop the process. The next call starts another."""
        child, self._child = self._child, None
        if child:
            _stop(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()


class Pool:
    """Several workers for many items; what happens to one item happens to no other.

    ``size`` processes, one a processor unless said otherwise.
    """

    def __init__(
        self,
        target: str,
        *,
        size: int | None = None,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        inline: bool = False,
    ) -> None:
        self._size = 1 if inline else max(1, size or os.cpu_count() or 1)
        self._workers = [
            Worker(target, seconds=seconds, memory=memory, inline=inline) for _ in range(self._size)
        ]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="dalil-reader")

    def map(
        self, items: Iterable[tuple[tuple[object, ...], Mapping[str, object]]]
    ) -> Iterator[Any]:
        """The result for each ``(args, kwargs)``, in order; a ``DalilError`` stands for a failure.

        Takes items only a little ahead of what has been asked for, so a stream may be endless.
        """
        waiting: deque[Future[Any]] = deque()
        for args, kwargs in items:
            waiting.append(self._threads.submit(self._one, args, kwargs))
            if len(waiting) > 2 * self._size:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def begin(
        self, items: Iterable[tuple[tuple[object, ...], Mapping[str, object]]]
    ) -> Iterator[Any]:
        """The same, begun at once and all of it, while the caller does something else."""
        begun = [self._threads.submit(self._one, args, kwargs) for args, kwargs in items]
        return (future.result() for future in begun)

    def _one(self, args: tuple[object, ...], kwargs: Mapping[str, object]) -> Any:
        worker = self._idle.get()
        try:
            return worker(*args, **kwargs)
        except DalilError as error:
            return error
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """Stop all processes, when the items already taken are done."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()


# ── the parent's side ────────────────────────────────────────────────────────────────────────────


def _call_here(
    function: Callable[..., Any], args: tuple[object, ...], kwargs: Mapping[str, object]
) -> Any:
    try:
        return function(*args, **kwargs)
    except (DalilError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise Unreadable(f"the reader failed: {_described(error)}", _KEPT) from error


def _start(target: str, memory: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dalil.page.worker", target, str(memory), str(os.getpid())]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    child = subprocess.Popen(  # noqa: S603  our own program, our own arguments
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        status, body = _receive(child, _START)
    except (EOFError, TimeoutError):
        status, body = _FAILED, b"it did not start"
    if status != _DONE:
        _stop(child)
        raise Unreadable(f"the reader {target} failed: {body.decode(errors='replace')}", _KEPT)
    return child


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        with contextlib.suppress(OSError):
            _pipe(pipe).close()


def _pipe(pipe: Any) -> BinaryIO:
    assert pipe is not None  # noqa: S101  Popen was asked for pipes
    return pipe  # type: ignore[no-any-return]


def _send(pipe: BinaryIO, status: bytes, body: bytes) -> None:
    pipe.write(_HEAD.pack(status, len(body)))
    pipe.write(body)
    pipe.flush()


def _receive(child: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bytes]:
    until = time.monotonic() + seconds
    descriptor = _pipe(child.stdout).fileno()
    status, length = _HEAD.unpack(_read(descriptor, _HEAD.size, until))
    return status, _read(descriptor, length, until)


def _read(descriptor: int, length: int, until: float) -> bytes:
    pieces: list[bytes] = []
    while length:
        ready, _, _ = select.select([descriptor], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        piece = os.read(descriptor, min(length, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


class _Answers(pickle.Unpickler):
    """Takes data only: a reader that a page has taken over gets no code into the parent."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        ours = module.startswith("dalil.") or module in ("datetime", "decimal")
        plain = module == "builtins" and name in ("set", "frozenset", "complex", "range", "slice")
        if isinstance(found, type) and (ours or plain):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not expected in an answer")


def _loads(body: bytes) -> Any:
    try:
        return _Answers(io.BytesIO(body)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError) as error:
        raise Unreadable(f"the reader's answer makes no sense: {error}", _KEPT) from None


# ── the child's side ─────────────────────────────────────────────────────────────────────────────


def _resolve(target: str) -> Callable[..., Any]:
    module, _, function = target.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def _described(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _answer(function: Callable[..., Any], request: bytes) -> tuple[bytes, bytes]:
    try:
        args, kwargs = pickle.loads(request)  # noqa: S301  from our own parent
        return _DONE, pickle.dumps(function(*args, **kwargs), protocol=5)
    except MemoryError:
        return _MEMORY, b""
    except DalilError as error:
        return _REFUSED, pickle.dumps(error)
    except BaseException as error:  # a Rust panic is no Exception
        return _FAILED, _described(error).encode()


def _serve(target: str, memory: int, parent: int) -> None:
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    _die_with(parent)
    try:
        function = _resolve(target)
    except BaseException as error:
        _send(answers, _FAILED, _described(error).encode())
        return
    gc.freeze()  # what has been imported stays
    gc.set_threshold(50_000, 20, 20)  # trees of pages are large and die young
    _limit_memory(memory)
    _send(answers, _DONE, b"")
    while head := requests.read(_HEAD.size):
        _, length = _HEAD.unpack(head)
        _send(answers, *_answer(function, requests.read(length)))


def _die_with(parent: int) -> None:
    """Ask Linux for SIGKILL when the parent ends; elsewhere the closed pipe ends an idle child."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes
    import signal

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def _limit_memory(above: int) -> None:
    try:
        import resource
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + above
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, OSError, ValueError):
        return  # no such limit here: the time limit still holds


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
