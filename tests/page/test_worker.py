"""One bad item never stops the rest, and no process outlives its parent."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from dalil.errors import NotFound, Unreadable
from dalil.page.worker import Pool, Worker

TASKS = """
    import os, sys, time
    from dalil.errors import NotFound

    def act(what, number=0):
        if what == "double": return number * 2
        if what == "bytes": return b"x" * number
        if what == "sleep": time.sleep(number)
        if what == "eat": return len(bytearray(number))
        if what == "die": os.abort()
        if what == "exit": sys.exit(3)
        if what == "panic": raise BaseException("panicked")
        if what == "err": raise ValueError("no such thing")
        if what == "ours": raise NotFound("no such article", "dalil list")
        if what == "print": print("noise"); os.write(1, b"noise")
        if what == "pid": return os.getpid()
        if what == "code": return os.system
        return what
"""


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "dalil_test_tasks.py").write_text(textwrap.dedent(TASKS))
    monkeypatch.syspath_prepend(str(tmp_path))
    return "dalil_test_tasks:act"


def test_every_kind_of_failure_costs_one_item(target: str) -> None:
    cases = [
        ("sleep", 30, "took longer than 0.5 s"),
        ("eat", 400 << 20, "more than 0.25 GB"),
        ("die", 0, "the reader died"),
        ("exit", 3, "SystemExit"),
        ("panic", 0, "panicked"),
        ("err", 0, "no such thing"),
        ("code", 0, "makes no sense"),
    ]
    with Worker(target, seconds=0.5, memory=1 << 28) as worker:
        for what, number, message in cases:
            with pytest.raises(Unreadable, match=message):
                worker(what, number=number)
            assert worker("double", number=21) == 42


def test_our_own_errors_come_through_whole(target: str) -> None:
    with Worker(target) as worker, pytest.raises(NotFound, match="no such article") as error:
        worker("ours")
    assert error.value.fix == "dalil list"


def test_large_answers_and_noise(target: str) -> None:
    with Worker(target) as worker:
        assert worker("print") == "print"
        assert len(worker("bytes", number=5_000_000)) == 5_000_000
        assert worker("x" * 5_000_000) == "x" * 5_000_000


def test_one_process_serves_many_items_and_ends_with_the_worker(target: str) -> None:
    with Worker(target) as worker:
        pid = worker("pid")
        assert worker("pid") == pid
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
        assert worker("pid") != pid
        pid = worker("pid")
    assert not Path(f"/proc/{pid}").exists()


def test_inline_runs_here_and_fails_the_same_way(target: str) -> None:
    with Worker(target, inline=True) as worker:
        assert worker("pid") == os.getpid()
        with pytest.raises(Unreadable, match="panicked"):
            worker("panic")


def test_a_reader_that_cannot_be_imported_says_so() -> None:
    with Worker("dalil.nowhere:nothing") as worker, pytest.raises(Unreadable, match="nowhere"):
        worker()


@pytest.mark.parametrize("inline", [False, True])
def test_a_pool_keeps_order_and_goes_on(target: str, inline: bool) -> None:
    items = [(("err",) if n % 5 == 3 else ("double",), {"number": n}) for n in range(20)]
    with Pool(target, size=2, inline=inline) as pool:
        results = list(pool.map(iter(items)))
    for n, result in enumerate(results):
        assert isinstance(result, Unreadable) if n % 5 == 3 else result == 2 * n


def test_a_busy_child_dies_with_its_parent(target: str, tmp_path: Path) -> None:
    program = f"""
        import sys, threading
        sys.path[:0] = [{str(tmp_path)!r}]
        from dalil.page.worker import Worker
        worker = Worker({target!r}, seconds=60)
        print(worker("pid"), flush=True)
        worker("sleep", number=60)
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and _is_running(pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
