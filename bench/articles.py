"""How well article pages are read, and how fast: ``python -m bench.articles [--quick]``.

Pages, gold and measures are those of ``../shared/bench/articles`` (its README says how they are
scored). trafilatura reads the same pages in the same run; speed is a ratio against it. Beside our dates stands
what htmldate says of the same pages, which shows how far their gold can be reached at all.

The body that is scored is the text of the blocks paragraph, subheading, list_item, quote, table_row
and caption. ``fundus`` counts the summary as body and ``zyte`` and ``wcxb`` what stands on the page
between headline and text, so the standfirst belongs to it; headline and byline do not.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dalil.errors import DalilError
from dalil.model import Wording
from dalil.page.worker import Pool, Worker

ROOT = Path(__file__).resolve().parents[1].parent / "shared" / "bench" / "articles"
SETS = ("zyte", "fundus", "wcxb", "mediacloud-dates")
HEAD = {"headline", "byline"}
Row = dict[str, Any]


def rows(name: str, every: int) -> Iterator[tuple[Row, bytes]]:
    lines = (ROOT / name / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[::every]:
        row = json.loads(line)
        yield row, gzip.decompress((ROOT / name / row["file"]).read_bytes())


# ── measures ─────────────────────────────────────────────────────────────────────────────────────


def word_f1(got: str, gold: str) -> float:
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (got, gold))
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common else float(one == other)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if len(words) < 4:
        return Counter([tuple(words)]) if words else Counter()
    return Counter(zip(*(words[i:] for i in range(4)), strict=False))


def shingle_scores(got: str, gold: str) -> tuple[float | None, float | None]:
    one, other = shingles(got), shingles(gold)
    common = (one & other).total()
    precision = common / one.total() if one else None
    recall = common / other.total() if other else None
    return precision, recall


def shingle_f1(pairs: list[tuple[str, str]]) -> float:
    scores = [shingle_scores(got, gold) for got, gold in pairs]
    precision = mean([p for p, _ in scores if p is not None])
    recall = mean([r for _, r in scores if r is not None])
    return 2 * precision * recall / (precision + recall)


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def plain(text: str | None) -> str:
    folded = unicodedata.normalize("NFKD", text or "").casefold()
    return "".join(char for char in folded if char.isalnum())


def names(authors: list[str] | tuple[str, ...]) -> set[str]:
    return {plain(n) for a in authors for n in re.split(r",|\band\b|&", a)} - {""}


# ── the run ──────────────────────────────────────────────────────────────────────────────────────


def body(wording: Wording) -> str:
    return "\n".join(b.span.of(wording.text) for b in wording.blocks if b.kind not in HEAD)


def rival(payload: bytes, url: str | None) -> str:
    from trafilatura import extract

    return extract(payload, url=url, include_comments=False) or ""


def rival_with_metadata(payload: bytes, url: str | None) -> None:
    from trafilatura import bare_extraction

    bare_extraction(payload, url=url, include_comments=False, with_metadata=True)


def rival_date(payload: bytes, url: str | None) -> str | None:
    from htmldate import find_date

    try:
        found = find_date(payload, original_date=True, url=url)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return found if isinstance(found, str) else None


def measure(name: str, every: int, read: Callable[..., Wording]) -> list[float]:
    ours: list[tuple[str, str]] = []
    theirs: list[tuple[str, str]] = []
    right: dict[str, list[float]] = {"title": [], "authors": [], "date": [], "htmldate": []}
    seconds = [0.0, 0.0, 0.0]
    for row, payload in rows(name, every):
        began = time.perf_counter()
        try:
            wording: Wording | None = read(payload, url=row["url"])
        except DalilError as error:
            print(f"  {row['id']}: {error.message}")
            wording = None
        between = time.perf_counter()
        other = rival(payload, row["url"])
        seconds[0] += between - began
        seconds[1] += time.perf_counter() - between
        between = time.perf_counter()
        rival_with_metadata(payload, row["url"])
        seconds[2] += time.perf_counter() - between
        score_fields(row, wording, payload, right)
        if "body" in row:
            ours.append((body(wording) if wording else "", row["body"]))
            theirs.append((other, row["body"]))
    report(name, ours, theirs, right, seconds)
    return seconds


def score_fields(
    row: Row, wording: Wording | None, payload: bytes, right: dict[str, list[float]]
) -> None:
    if row.get("title"):
        got = wording.headline if wording else None
        right["title"].append(plain(got) == plain(row["title"]))
    if row.get("authors") is not None:
        right["authors"].append(names(wording.authors if wording else ()) == names(row["authors"]))
    if re.match(r"\d{4}-\d{2}-\d{2}$", str(row.get("date"))):  # a few golds are no day
        date = wording.published.on[:10] if wording and wording.published else None
        right["date"].append(date == row["date"])
        right["htmldate"].append(rival_date(payload, row["url"]) == row["date"])


def report(
    name: str,
    ours: list[tuple[str, str]],
    theirs: list[tuple[str, str]],
    right: dict[str, list[float]],
    seconds: list[float],
) -> None:
    if ours:
        if name == "zyte":
            scores = [shingle_f1(pairs) for pairs in (ours, theirs)]
        else:
            scores = [mean([word_f1(*pair) for pair in pairs]) for pairs in (ours, theirs)]
        print(f"{name:17} body F1 {scores[0]:.4f}   trafilatura {scores[1]:.4f}")
    for field, values in right.items():
        if values:
            print(f"{name:17} {field:8} {100 * mean(values):5.1f} %  of {len(values)}")
    report_speed(name, seconds)


def report_speed(name: str, seconds: list[float]) -> None:
    text, whole = (spent / seconds[0] for spent in seconds[1:])
    print(
        f"{name:17} speed    {text:5.2f} of trafilatura's text alone, {whole:.2f} with its metadata"
    )


def report_pool(name: str, every: int) -> None:
    """The same pages through one worker a processor; trafilatura stays on its one."""
    pages = [(row["url"], payload) for row, payload in rows(name, every)]
    with Pool("dalil.articles:read_article") as pool:
        list(pool.map([((b"<p>warm up</p>",), {})] * 8))
        began = time.perf_counter()
        list(pool.map(((payload,), {"url": url}) for url, payload in pages))
        between = time.perf_counter()
    for url, payload in pages:
        rival(payload, url)
    ratio = (time.perf_counter() - between) / (between - began)
    print(f"{name:17} pool     {ratio:5.2f} of trafilatura's text alone on one processor")


def main(arguments: list[str]) -> None:
    if not ROOT.is_dir():
        print(f"skipped: there are no pages at {ROOT}")
        return
    every = 5 if "--quick" in arguments else 1
    chosen = [name for name in SETS if name in arguments] or SETS
    total = [0.0, 0.0, 0.0]
    with Worker("dalil.articles:read_article", inline="--inline" in arguments) as read:
        read(b"<p>warm up: a worker starts once, however many pages it reads</p>" * 3)
        rival(b"<p>warm up</p>", None)
        for name in chosen:
            for index, spent in enumerate(measure(name, every, read)):
                total[index] += spent
    report_speed("all sets", total)
    report_pool(chosen[0], every)


if __name__ == "__main__":
    main(sys.argv[1:])
