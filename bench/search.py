"""How quickly search answers, over articles made up in three languages with realistic frequencies.

    python -m bench.search [--articles 20000] [--keep FOLDER] [--datasette]

Every question is measured against raw SQLite FTS5 in the same run: a table of the same texts, asked
for its count and its best 20 with ``snippet()``, as one would by hand. Then pages over loopback, each
against a hello-world of the same server; with ``--datasette`` the same file in Datasette, in an
environment of its own. Words are those of the demo archive and words made of their syllables; their
frequencies follow Zipf.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import random
import re
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from dalil.archive import Archive
from dalil.lang.stems import stems, words
from dalil.model import Block, Figure, Finding, Sort, Source, Span, Tool, Wording
from dalil.searching import Filters, Search
from dalil.store import Store, indexing
from dalil.store.keys import DAY_BITS
from dalil.store.rows import finding_row, to_json

ARTICLES = Path(__file__).parents[1] / "scripts" / "demo" / "articles"
LANGUAGES = ("en", "ru", "kk")
COUNTRIES = ("KZ", "KG", "UZ", "TJ", "TM", "RU", "AZ", "AM")
SOURCES = 24
VOCABULARY = 60_000
POOL = 12_000  #        sentences of each language; an article takes some of them
SENTENCES = 14
FIRST_DAY = date(2012, 1, 1).toordinal()
DAYS = 365 * 14
ROUNDS = 60
FEWEST = 5  #           rounds of a slow question


# ── the articles ──


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    stems: str
    forms: str


def database(store: Store) -> Any:
    """The store's own connection: the bench writes and asks past it."""
    return store._db  # noqa: SLF001


def vocabulary(language: str, chance: random.Random) -> list[str]:
    """Words, the most frequent first: those of our own articles, then some made like them."""
    counts: dict[str, int] = {}
    for path in sorted(ARTICLES.rglob("*.md")):
        _, head, body = path.read_text("utf-8").split("+++\n", 2)
        if tomllib.loads(head).get("language") == language:
            for word in words(body):
                if word.isalpha():
                    counts[word] = counts.get(word, 0) + 1
    real = sorted(counts, key=lambda word: (-counts[word], word))
    made = dict.fromkeys(real)
    long = [word for word in real if len(word) > 4]
    while len(made) < VOCABULARY:
        head, tail = chance.choice(long), chance.choice(long)
        made[head[: chance.randint(2, 5)] + tail[-chance.randint(3, 6) :]] = None
    return list(made)


def sentences(language: str, chance: random.Random) -> list[Sentence]:
    vocab = vocabulary(language, chance)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(vocab))))
    made = []
    for _ in range(POOL):
        some = chance.choices(vocab, cum_weights=weights, k=chance.randint(9, 20))
        made.append(
            Sentence(
                " ".join(some).capitalize() + ".",
                " ".join(stems(" ".join(some), language)),
                " ".join(f"_{word}" for word in some),
            )
        )
    return made


def fill(folder: Path, count: int) -> None:
    """An archive of so many articles, by SQL alone: nothing is captured and read."""
    store = Store(folder, create=True)
    db = database(store)
    chance = random.Random(1)
    pools = {language: sentences(language, chance) for language in LANGUAGES}
    db.execute("pragma synchronous = off")
    db.execute("pragma cache_size = -400000")
    with store.writing():
        for n in range(SOURCES):
            language = LANGUAGES[n % 3]
            store.keep_source(
                Source(id=f"s{n}", outlet=f"Outlet {n}", country="KZ", languages=(language,))
            )
        db.execute(
            """
            insert into capture (id, source_id, url, name, captured_at, kept_at, media_type, status,
                digest, length, file, offset, size, kind, encoding)
            values ('urn:uuid:0', 's0', null, 'x', null, '2026-01-01T00:00:00+00:00', 'text/html', 200,
                'sha256:0', 0, '00001.warc.gz', 0, 0, 'page', 'utf-8')
            """
        )
        for language, pool in pools.items():
            row = indexing.row_of(
                indexing.Paragraph("paragraph", one.text, language) for one in pool
            )
            store.keep_spellings(row.spellings)
        db.execute("create virtual table plain using fts5(headline, body, tokenize='unicode61')")
        for n in range(count):
            _article(store, n, count, pools, chance)
    db.execute("insert into ft (ft) values ('optimize')")
    db.execute("insert into plain (plain) values ('optimize')")
    db.execute("analyze")
    store.close()


def _article(
    store: Store, n: int, count: int, pools: dict[str, list[Sentence]], chance: random.Random
) -> None:
    db = database(store)
    source = chance.randrange(SOURCES)
    language = LANGUAGES[source % 3]
    day = FIRST_DAY + n * DAYS // count
    key = (day << DAY_BITS) + n
    on = date.fromordinal(day).isoformat()
    some = chance.choices(pools[language], k=SENTENCES + 1)
    head, body = some[0], some[1:]
    number, unit = int(chance.paretovariate(0.4)) % 10**7, chance.choice(("1", "1", "%", "KZT"))
    of = body[0].text.split()[1].strip(".")
    stated = f"{number} {of}. " + body[0].text
    parts = [head.text, stated, *(one.text for one in body[1:])]
    text, at, blocks = "", 0, []
    for part in parts:
        blocks.append(Block(kind="paragraph", span=Span(at, at + len(part))))
        at += len(part) + 2
    text = "\n\n".join(parts)
    article, version = f"a{n:07}", f"v{n:07}"
    wording = Wording(
        form="page", text="", blocks=(), reader=Tool("bench", "1"), headline=head.text,
        language=language,
    )  # fmt: skip
    published = f'{{"on":"{on}","precision":"day","origin":"byline"}}'
    db.execute(
        """
        insert into article (id, source_id, url, url_key, headline_key, key, placed_on, headline, byline,
            published, published_on, language, teaser, version_count, figure_count)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1)
        """,
        (article, f"s{source}", f"https://s{source}.example/{n}", f"s{source}.example/{n}", article, key, on,
         head.text, "A. Author", published, on, language, body[0].text),
    )  # fmt: skip
    rest = to_json(wording).replace('"text":"",', "").replace('"blocks":[],', "")
    db.execute(
        "insert into version values (?, ?, 'page', 1, 'urn:uuid:0', 'sha256:0', ?, ?, ?)",
        (version, article, text, to_json(blocks), rest),
    )
    db.execute(
        "insert into sighting values (?, 'urn:uuid:0', ?, 0)", (version, f"{on}T00:00:00+00:00")
    )
    countries = {chance.choice(COUNTRIES[: 1 + n % 8]) for _ in range(1 + n % 2)}
    db.executemany(
        "insert into article_country values (?, ?, 'text')", [(one, key) for one in countries]
    )
    span = Span(len(parts[0]) + 2, len(parts[0]) + 2 + len(str(number)))
    finding = Finding(
        kind="figure",
        span=span,
        context=span,
        value=Figure(value=Decimal(number), unit=unit, of=of),
    )
    row = finding_row(version, text, finding)
    db.execute(f"insert into finding values ({','.join('?' * len(row))})", row)
    figure = db.execute(
        """
        insert into figure (finding_id, article, newest, source_id, language, low, high, unit, bound,
            status, first, last) values (?, ?, 1, ?, ?, ?, ?, ?, 'exact', 'actual', ?, ?)
        """,
        (row[0], key, f"s{source}", language, number, number, unit, day, day + 1),
    ).lastrowid
    db.execute(
        'insert into figure_words (rowid, "of", place, who) values (?, ?, ?, ?)',
        (figure, " ".join(stems(of, language)), "", ""),
    )
    tags = indexing.tags_of(f"s{source}", language, countries, ["A. Author"])
    db.execute(
        "insert into ft (rowid, headline, words, forms, tags) values (?, ?, ?, ?, ?)",
        (key, head.stems, " _ ".join(one.stems for one in body),
         " _ ".join(one.forms for one in some), tags),
    )  # fmt: skip
    db.execute("insert into plain (rowid, headline, body) values (?, ?, ?)", (key, head.text, text))


# ── questions ──


@dataclass(frozen=True, slots=True)
class Class:
    """Questions of one kind: what is asked of us, and the like of raw FTS5 (none: there is none)."""

    name: str
    asked: list[tuple[str, Filters]]
    raw: list[str]
    sort: Sort | None = None


def classes(store: Store, chance: random.Random) -> list[Class]:
    rows = (
        database(store)
        .execute("select headline from article order by random() limit 400")
        .fetchall()
    )
    common, mid, rare = _by_frequency(store)
    none = Filters()
    filtered = Filters(country="KZ", since="2018", until="2020")

    def single(some: list[str], by: Filters = none) -> list[tuple[str, Filters]]:
        return [(word, by) for word in some]

    headlines = [re.findall(r"\w+", row["headline"]) for row in rows[:ROUNDS]]
    pairs = [" ".join(chance.sample(head, 2)) for head in headlines]
    threes = [" ".join(chance.sample(head, 3)) for head in headlines]
    phrases = [" ".join(head[1:3]) for head in headlines]
    numbers = [f"figure:={chance.randrange(1000, 9000)}" for _ in range(ROUNDS)]
    return [
        Class("one word, rare", single(rare), rare),
        Class("one word, middling", single(mid), mid),
        Class("one word, common", single(common), common),
        Class("the same, newest first", single(common), common, "date"),
        Class("two words", single(pairs), pairs),
        Class("three words", single(threes), threes),
        Class("phrase", single([f'"{p}"' for p in phrases]), [f'"{p}"' for p in phrases]),
        Class("country and years", single(common, filtered), []),
        Class("figures, one number", single(numbers), []),
        Class("figures, >1000 of a thing", [(f"figure:>1000 of:{w}", none) for w in common], []),
        Class("figures, >1000 with a word", [(f"{w} figure:>1000", none) for w in common], []),
        Class("figures, >1000", [("figure:>1000 unit:%", none)] * 10, []),
        Class("nothing found, slip of the pen", single([w[:3] + w[4:] for w in mid]), []),
    ]


def _by_frequency(store: Store) -> tuple[list[str], list[str], list[str]]:
    """Words that a large part, a hundredth, and few of the articles of a language have."""
    counts = database(store).execute("select count(*) from article").fetchone()[0]
    database(store).execute("create virtual table temp.terms using fts5vocab(main, plain, row)")
    rows = (
        database(store)
        .execute("select term, doc from temp.terms where length(term) > 4 order by doc desc")
        .fetchall()
    )
    ranked = [(row["term"], row["doc"]) for row in rows if row["term"].isalpha()]

    def like(least: float, most: float) -> list[str]:
        return [term for term, n in ranked if least <= n / counts <= most][:ROUNDS]

    return like(0.05, 0.5), like(0.002, 0.01), like(0.0, 0.0005)


def quantiles(times: list[float]) -> tuple[float, float]:
    """Milliseconds: the middle one, and the one that a hundredth exceeds."""
    ranked = sorted(times)
    return ranked[len(ranked) // 2] * 1e3, ranked[
        min(len(ranked) - 1, len(ranked) * 99 // 100)
    ] * 1e3


def timed(ask: Callable[[], object]) -> float:
    """Seconds of processor time: other programs on the machine do not count."""
    begun = time.process_time()
    ask()
    return time.process_time() - begun


def by_hand(ask: Callable[..., Any], query: str, order: str) -> None:
    """What one would ask FTS5 for a page of results."""
    ask(
        f"""
        select rowid, headline, snippet(plain, 1, '[', ']', '…', 24) from plain
        where plain match ? order by {order} limit 20
        """,
        (query,),
    ).fetchall()
    ask("select count(*) from plain where plain match ?", (query,)).fetchone()


def queries(folder: Path) -> None:
    store = Store(folder)
    ask = database(store).execute
    print(
        f"\n{'ms of processor time: middle / 99 %':34} {'Dalil':>16} {'raw FTS5':>16}  ratio  facets"
    )
    for kind in classes(store, random.Random(2)):
        ours, tallied = [], []
        for query, by in kind.asked[:ROUNDS]:
            search = Search(store, query, by)
            ours.append(timed(partial(search.found, sort=kind.sort, limit=20)))
            tallied.append(timed(search.tally))
        order = "rowid desc" if kind.sort else "rank"
        raw = [timed(partial(by_hand, ask, query, order)) for query in kind.raw[:ROUNDS]]
        mine, theirs = quantiles(ours), quantiles(raw) if raw else None
        facets = quantiles(tallied)
        print(
            f"{kind.name:34} {mine[0]:7.1f} /{mine[1]:7.1f}",
            f"{theirs[0]:7.1f} /{theirs[1]:7.1f}  {mine[0] / theirs[0]:5.2f}"
            if theirs
            else " " * 23,
            f"{facets[0]:6.1f} /{facets[1]:6.1f}",
            flush=True,
        )
    store.close()


# ── pages ──


HELLO = """
import sys, uvicorn
async def app(scope, receive, send):
    if scope["type"] != "http": return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"hello, world"})
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
"""


@contextmanager
def serving(command: list[str], port: int, path: str = "/") -> Iterator[http.client.HTTPConnection]:
    """A server of ours on loopback, and a connection to it once it answers."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                line.request("GET", path)
                line.getresponse().read()
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise SystemExit(f"no answer from {command}")
        yield line
    finally:
        server.terminate()
        server.wait()


def got(line: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    line.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = line.getresponse()
    return answer.status, answer.read()


def pages(folder: Path) -> None:
    with Archive.open(folder) as archive:
        common, mid, _ = _by_frequency(archive.store)
        older = archive.cards(country="KZ", limit=20).older
        articles = [card.article.id for card in archive.cards(limit=20).cards]
    quote = urllib.parse.quote
    kinds = {
        "front page": ["/"],
        "country page": ["/kz"],
        "country page, further on": [f"/kz?before={older}"],
        "country, one language": ["/kz?language=ru"],
        "search, common word": [f"/search?q={quote(word)}" for word in common],
        "search, middling word": [f"/search?q={quote(word)}" for word in mid],
        "search, newest first": [f"/search?sort=date&q={quote(word)}" for word in common],
        "search by number": ["/search?q=figure%3A%3E1000", "/search?q=figure%3A100..200"],
        "article": [f"/a/{one}" for one in articles],
        "changes": ["/changes"],
        "figures": ["/figures"],
        "sources": ["/sources"],
        "about": ["/about"],
    }
    port = 18765
    dalil = [sys.executable, "-m", "dalil", "--archive", str(folder), "serve", "--port", str(port)]
    print(f"\n{'pages over loopback':34} {'ms: middle / 99':>16} {'KB sent':>8}")
    with serving(dalil, port) as line:
        for name, paths in kinds.items():
            times, size, n = [], 0, 0
            begun = time.perf_counter()
            while n < ROUNDS and (n < FEWEST or time.perf_counter() - begun < 20):
                begin = time.perf_counter()
                status, body = got(line, paths[n % len(paths)])
                times.append(time.perf_counter() - begin)
                size, n = max(size, len(body)), n + 1
                if status != 200:
                    print(f"{name}: {status}")
                    break
            middle, worst = quantiles(times)
            print(f"{name:34} {middle:7.1f} /{worst:7.1f} {size / 1e3:8.1f}", flush=True)
        rate = per_second(line, "/kz")
    with serving([sys.executable, "-c", HELLO, str(port + 1)], port + 1) as line:
        bare = per_second(line, "/")
    print(f"country page {rate:.0f} a second, hello-world {bare:.0f}: 1 to {bare / rate:.0f}")


def per_second(line: http.client.HTTPConnection, path: str, seconds: float = 4) -> float:
    n, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        got(line, path)
        n += 1
    return n / (time.perf_counter() - begun)


# ── Datasette ──


def datasette(folder: Path) -> None:
    """The same questions of Datasette on the same file, if it can be had."""
    home = Path("build/peers/datasette")
    python = home / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
            pip = [str(python), "-m", "pip", "install", "-q", "datasette", "pysqlite3-binary"]
            subprocess.run(pip[:-1], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"\nDatasette cannot be had here: {error}")
        return
    with Archive.open(folder) as archive:
        common, mid, _ = _by_frequency(archive.store)
    port = 18767
    command = [str(home / "bin" / "datasette"), "serve", str(folder / "archive.db"), "-p", str(port),
               "--setting", "sql_time_limit_ms", "20000"]  # fmt: skip
    sql = (
        "select rowid, headline, snippet(plain, 1, '[', ']', '…', 24) from plain "
        "where plain match :q order by rank limit 20"
    )
    with serving(command, port) as line:
        for name, some in (("common", common), ("middling", mid)):
            times = []
            for word in some[:ROUNDS]:
                path = f"/archive.json?{urllib.parse.urlencode({'sql': sql, 'q': word, '_shape': 'array'})}"
                begin = time.perf_counter()
                status, body = got(line, path)
                times.append(time.perf_counter() - begin)
            if status != 200:
                text = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
                print(f"Datasette: {status} {text[:200]!r}")
                return
            middle, worst = quantiles(times)
            print(f"Datasette, {name} word {middle:18.1f} /{worst:7.1f}")


def main() -> None:
    read = argparse.ArgumentParser()
    read.add_argument("--articles", type=int, default=20_000)
    read.add_argument("--keep", type=Path, help="where the archive stays, and is found again")
    read.add_argument("--datasette", action="store_true")
    given, _ = read.parse_known_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary) / "archive"
        if not (folder / "archive.db").exists():
            begun = time.perf_counter()
            fill(folder, given.articles)
            size = (folder / "archive.db").stat().st_size / 1e6
            print(
                f"{given.articles:,} articles in {time.perf_counter() - begun:.0f} s, {size:.0f} MB"
            )
        queries(folder)
        pages(folder)
        if given.datasette:
            datasette(folder)


if __name__ == "__main__":
    main()
