"""How fast a publication is collected, against each part of the work alone, and in how much memory.

    python -m bench.collect [--pages 2000]

An invented publication is served from loopback by a process of its own: a sitemap in parts, and pages
with a menu, a text of twelve paragraphs and a list of other articles. No pause is made. The rate of
the whole is compared with those of its parts in the same run: fetching, writing the WARC, reading,
finding and storing. The goal is 0.7 of the slowest part's rate, and memory that does not grow.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dalil.archive import Archive
from dalil.captures import record as records
from dalil.captures.archive import CaptureFiles
from dalil.captures.record import Record
from dalil.collect import run
from dalil.collect.asking import visitors
from dalil.keeping import Keeper
from dalil.model import Source
from dalil.net.pace import SystemClock
from dalil.net.visitor import Visitor
from dalil.page.worker import Pool
from dalil.pipeline import Understood
from tests.net import newsroom

PER_PART = 1000  #  addresses of one sitemap
START = datetime(2020, 1, 1, 6, 0, tzinfo=UTC)
WORDS = """the of to and in a that it was for on with as by at from they had not village river court
minister school road winter market doctor field harvest border mayor bridge teacher farmer family
council water power paper judge lawyer witness people morning week letter said told asked opened
closed found lost brought kept built wanted began ended came went saw old new small large quiet
early late local whole long short clear other same next last own good"""
SOURCE = Source(id="bench", outlet="The Steppe Lantern")


# ── the publication ──────────────────────────────────────────────────────────────────────────────


def page(number: int, site: str) -> str:
    """Article ``number``: four paragraphs with figures, each followed by two without."""
    post = newsroom.invent(number, START + timedelta(hours=5 * number))
    dice = random.Random(number)
    post.paragraphs = [
        text for told in post.paragraphs for text in (told, plain_text(dice), plain_text(dice))
    ]
    menu = "".join(f'<li><a href="/topic-{n}/">Topic {n}</a></li>' for n in range(60))
    others = "".join(
        f'<div class="card"><a href="/2019/{n}/"><img src="/i/{n}.jpg" alt="">Older story {n} of '
        f"the village</a><span>{n % 27 + 1}.03.2019</span></div>"
        for n in range(30)
    )
    script = "<script>" + "window.q=window.q||[];q.push(['a',1]);" * 200 + "</script>"
    text = newsroom.article(site, post, None, script)
    return text.replace("<main>", f"<ul>{menu}</ul><main>").replace(
        "</main>", f"</main><aside>{others}</aside>"
    )


def plain_text(dice: random.Random) -> str:
    """Two sentences of ordinary words."""
    words = WORDS.split()
    said = (" ".join(dice.choices(words, k=dice.randrange(12, 25))) for _ in range(2))
    return " ".join(sentence.capitalize() + "." for sentence in said)


def path_of(number: int) -> str:
    """Where article ``number`` stands."""
    return newsroom.invent(number, START + timedelta(hours=5 * number)).path


def sitemap(path: str, pages: int, site: str) -> str:
    """The sitemaps."""
    parts = -(-pages // PER_PART)
    if path == "/sitemap.xml":
        return newsroom.sitemap_index(site, [(f"/part-{n}.xml", START) for n in range(parts)])
    first = int(path.removeprefix("/part-").removesuffix(".xml")) * PER_PART
    posts = [
        newsroom.invent(number, START + timedelta(hours=5 * number))
        for number in range(first, min(pages, first + PER_PART))
    ]
    return newsroom.sitemap(site, posts)


def serve(pages: int) -> None:
    """The server's process: prints its port, answers until it is ended."""
    numbers = {path_of(number): number for number in range(pages)}

    class Handler(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True

        def handle(self) -> None:
            while line := self.rfile.readline():
                while self.rfile.readline() not in {b"\r\n", b""}:
                    pass
                path = line.split()[1].decode()
                status, kind, body = answer(path)
                head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
                self.wfile.write(head.encode() + b"\r\n\r\n" + body)

    def answer(path: str) -> tuple[str, str, bytes]:
        if path.endswith(".xml"):
            return "200 OK", "application/xml", sitemap(path, pages, site).encode()
        if path in numbers:
            return "200 OK", "text/html; charset=utf-8", page(numbers[path], site).encode()
        return "404 Not Found", "text/plain", b"not here"

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        site = f"http://127.0.0.1:{server.server_address[1]}"
        print(site, flush=True)
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        server.serve_forever()


# ── what it costs ────────────────────────────────────────────────────────────────────────────────


class Stopwatch:
    """Wall time, and the processors' time of this process and of its readers, once they ended."""

    def __enter__(self) -> Stopwatch:
        self.begun, self.ours, self.theirs = time.perf_counter(), time.process_time(), _children()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall = time.perf_counter() - self.begun
        self.ours = time.process_time() - self.ours
        self.theirs = _children() - self.theirs


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory() -> float:
    """MB of memory that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def busy(watch: Stopwatch) -> float:
    """The seconds that the work takes where nothing else runs.

    The readers' time is spread over the processors, and over all of them this process's too.
    """
    processors = os.cpu_count() or 1
    return max(watch.ours, (watch.ours + watch.theirs) / processors)


def told(name: str, pages: int, watch: Stopwatch) -> None:
    """Print a part's cost."""
    print(
        f"{name:<12} {pages / watch.wall:7.0f} pages/s   {1e3 * watch.ours / pages:6.2f} ms of this "
        f"process, {1e3 * watch.theirs / pages:6.2f} ms of readers a page",
        flush=True,
    )


# ── the whole and its parts ──────────────────────────────────────────────────────────────────────


def whole(folder: Path, site: str, pages: int) -> Stopwatch:
    """Collect the publication, from nothing to kept."""
    seen: list[tuple[int, float]] = []

    def progress(step: run.Step) -> None:
        if step.done % max(1, pages // 8) == 0:
            seen.append((step.done, memory()))

    clock = SystemClock()
    host = site.removeprefix("http://")
    source = Source(
        id="bench", outlet="The Steppe Lantern", route="sitemap", url=site,
        start=site + "/sitemap.xml", allow=(host,),
    )  # fmt: skip
    with Archive.open(folder, create=True) as archive, Stopwatch() as watch:
        run.begin(archive, source, clock.now())
        make = visitors(delay=0, per_day=10**9)
        done = run.collect(archive, [source], visitors=make, clock=clock, progress=progress)
    assert done.waiting == 0, done
    assert not done.problems, done.problems[:3]
    print("memory:", ", ".join(f"{mb:.0f} MB at {count:,}" for count, mb in seen))
    return watch


def fetched(site: str, pages: int) -> tuple[list[Record], Stopwatch]:
    """Fetching alone."""
    with visitors(delay=0, per_day=10**9)([site.removeprefix("http://")]) as visitor:
        _visit(visitor, site)  # robots.txt
        with Stopwatch() as watch:
            found = [_visit(visitor, site + path_of(number)) for number in range(pages)]
    return [one for one in found if one], watch


def _visit(visitor: Visitor, url: str) -> Record | None:
    last = visitor.visit(url).final
    return last and records.from_exchange(
        url=last.url, status=last.status, reason=last.reason, http_version=last.http_version,
        headers=last.headers, body=last.body, request=last.request, fetched_at=last.fetched_at,
        ip=last.ip,
    )  # fmt: skip


def batches(found: list[Record]) -> Iterator[list[Record]]:
    """As they come while collecting."""
    for at in range(0, len(found), run.BATCH):
        yield found[at : at + run.BATCH]


def written(folder: Path, found: list[Record]) -> Stopwatch:
    """Writing the WARC alone."""
    files, size = CaptureFiles(folder / "captures"), 0
    with Stopwatch() as watch:
        for batch in batches(found):
            for one in batch:
                at, length = files.append(one, "one.warc.gz", size)
                size = at + length
            files.sync("one.warc.gz")
    return watch


def mapped(
    target: str, items: list[tuple[tuple[object, ...], dict[str, object]]]
) -> tuple[list[Any], Stopwatch]:
    """A function over all pages in readers."""
    with Stopwatch() as watch, Pool(target) as pool:
        answers = list(pool.map(items))
    return answers, watch


class Answers:
    """Readers that have read it all before."""

    def __init__(self, known: list[Understood]) -> None:
        self.known = iter(known)

    def begin(
        self, items: Iterable[tuple[tuple[object, ...], Mapping[str, object]]]
    ) -> Iterator[Understood]:
        """The next answer for each."""
        return (next(self.known) for _ in items)


class Nowhere:
    """Files that take everything and keep nothing."""

    def __init__(self) -> None:
        self.size = 0

    def for_next(self, *_: object) -> str:
        """One file."""
        return "one.warc.gz"

    def append(self, _record: Record, _file: str, at: int) -> tuple[int, int]:
        """A place in it."""
        return at, 1000

    def sync(self, _file: str) -> None:
        """Nothing to do."""


def stored(folder: Path, found: list[Record], understood: list[Understood]) -> Stopwatch:
    """Storing alone: articles, versions, findings, the index, changes and copies."""
    answers, files = Answers(understood), Nowhere()
    with Archive.open(folder, create=True) as archive, Stopwatch() as watch:
        keeper = Keeper(archive.store, files, answers, fetched=True)  # type: ignore[arg-type]
        for batch in batches(found):
            keeper.take(batch, lambda _record, _outcome: SOURCE)
    return watch


def main() -> None:
    """The whole, its parts, and their ratio."""
    options = argparse.ArgumentParser()
    options.add_argument("--pages", type=int, default=2000)
    options.add_argument("--serve", action="store_true")
    options.add_argument("--whole", action="store_true", help="not the parts")
    given = options.parse_args()
    if given.serve:
        serve(given.pages)
        return
    pages = given.pages
    command = [sys.executable, "-m", "bench.collect", "--serve", "--pages", str(pages)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    site = server.stdout.readline().strip()
    try:
        with tempfile.TemporaryDirectory() as name:
            compared(Path(name), site, pages, parts=not given.whole)
    finally:
        server.kill()
        server.wait()


def compared(folder: Path, site: str, pages: int, *, parts: bool) -> None:
    """Run it."""
    all_of_it = whole(folder / "whole", site, pages)
    told("end to end", pages, all_of_it)
    if not parts:
        return
    found, watch = fetched(site, pages)
    walls = {"fetch": watch}
    walls["write"] = written(folder / "written", found)
    known = [((one.payload,), {"url": one.url, "captured_at": one.captured_at}) for one in found]
    wordings, walls["read"] = mapped("dalil.articles:read_article", known)
    _, walls["find"] = mapped("dalil.pipeline:find", [((one,), {}) for one in wordings])
    understood, walls["read, find"] = mapped("dalil.pipeline:read_and_look", known)
    walls["store"] = stored(folder / "stored", found, understood)
    for name, one in walls.items():
        told(name, pages, one)
    work = {name: busy(one) for name, one in walls.items()}
    stages = max(work[name] for name in ("fetch", "write", "read, find", "store"))
    alone = max(work[name] for name in ("fetch", "write", "read", "find", "store"))
    print(
        "end to end, of the slowest part's rate (by processor time, which other programs do not "
        f"change): {stages / busy(all_of_it):.2f} with reading and finding as the one stage that "
        f"they are, {alone / busy(all_of_it):.2f} with each by itself (goal: 0.70)"
    )


if __name__ == "__main__":
    main()
