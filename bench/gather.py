"""How figures are gathered into series: does the time grow as their number, and is one article cheap?

    python -m bench.gather [--quick]

Archives of invented figures, 20 to an article: hundreds of things counted, in three languages, in
hundreds of places, in days, months and years. Each size in a process of its own, for its memory.
Processor time; the ratios are what counts.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from dalil import gathering
from dalil.lang import gazetteer
from dalil.model import Figure, Finding, Span
from dalil.series.measures import terms
from dalil.store import Store
from dalil.store.rows import finding_row

SIZES = (100_000, 1_000_000)
QUICK = (10_000, 100_000)
TO_AN_ARTICLE = 20
ONE_BY_ONE = 20
EVENTS, ENTITIES = 60, 20
TEXT = "It was so. " * 200
LANGUAGES = ("en", "ru", "kk")


def main(quick: bool) -> None:
    told = {}
    for size in QUICK if quick else SIZES:
        done = subprocess.run(
            [sys.executable, "-m", "bench.gather", "--one", str(size)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        full, one, peak, before, series = map(float, done.stdout.split())
        told[size] = full, one
        print(
            f"{size:,} figures: {full:.1f} s ({full / size * 1e6:.0f} µs each), {series:,.0f} series, "
            f"{peak:.0f} MB at the peak, {before:.0f} before it began"
        )
        print(f"   one article more: {one * 1000:.1f} ms, 1/{full / one:,.0f} of all")
    (small, (fast, _)), (large, (slow, one)) = told.items()
    print(f"{large // small} times the figures take {slow / fast:.1f} times as long")
    print(f"one article is 1/{slow / one:,.0f} of all (1/100 is asked)")


def measure(size: int) -> None:
    """Gather an archive of so many figures, then single articles; print the numbers."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), create=True)
        fill(store, size)
        before = peak()
        began = time.process_time()
        done = gathering.gather_rest(store)
        full = time.process_time() - began
        assert done.articles == size // TO_AN_ARTICLE
        chosen = [f"a{n:08}" for n in range(ONE_BY_ONE)]
        began = time.process_time()
        for article in chosen:
            with store.writing():
                gathering.gather(store, [article])
        one = (time.process_time() - began) / len(chosen)
        print(full, one, peak(), before, len(done.touched))
        store.close()


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# ── invented figures ──


def fill(store: Store, size: int) -> None:
    """Articles with figures in the tables, as if they had been read and kept."""
    db = store._db  # noqa: SLF001  a bench fills the tables itself
    db.execute("pragma foreign_keys = off")
    db.execute("pragma synchronous = off")
    dice = random.Random(7)
    with store.writing():
        db.execute("insert into source (id, outlet, languages) values ('gazette', 'Gazette', '')")
        db.execute(
            "insert into capture (id, source_id, kept_at, digest, length, file, offset, size) "
            "values ('c', 'gazette', '2024-01-01', '', 0, '', 0, 0)"
        )
        articles = size // TO_AN_ARTICLE
        db.executemany(
            "insert into article (id, source_id, key, language, published_on) values (?, 'gazette', ?, ?, '2024-01-01')",
            ((f"a{n:08}", n + 1, LANGUAGES[n % 3]) for n in range(articles)),
        )
        db.executemany(
            """insert into version (id, article_id, form, number, capture_id, digest, text, blocks, wording)
            values (?, ?, 'page', 1, 'c', ?, ?, '[]', '{}')""",
            ((f"v{n:08}", f"a{n:08}", str(n), TEXT) for n in range(articles)),
        )
        db.executemany(
            "insert into sighting values (?, 'c', '2024-01-01', 0)",
            ((f"v{n:08}",) for n in range(articles)),
        )
        db.executemany(
            "insert into finding values (" + ",".join("?" * 20) + ")",
            figures(size, dice),
        )


def figures(size: int, dice: random.Random) -> Iterator[tuple[object, ...]]:
    """Rows of figures."""
    examples = [row["example"].split("|") for row in terms()["event"].values()][:EVENTS]
    entities = [row["example"].split("|") for row in terms()["entity"].values()][:ENTITIES]
    places = [place for place in gazetteer.places() if place.kind in {"country", "region"}]
    for n in range(size):
        article = n // TO_AN_ARTICLE
        language = article % 3
        year, month = dice.randint(2000, 2025), dice.randint(1, 12)
        day = dice.randint(1, 28)
        start = n % TO_AN_ARTICLE * 90
        found = Finding(
            kind="figure",
            span=Span(start, start + 3),
            context=Span(start, start + 11),
            value=Figure(
                value=Decimal(dice.randint(1, 50_000)),
                unit="1",
                of=f"{dice.choice(entities)[language].strip()} {dice.choice(examples)[language].strip()}",
                place=dice.choice(places).title(LANGUAGES[language]),
                period=dice.choice(
                    (f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}")
                ),
            ),
        )
        yield finding_row(f"v{article:08}", TEXT, found)


if __name__ == "__main__":
    if "--one" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        main("--quick" in sys.argv)
