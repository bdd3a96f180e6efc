"""How well listing pages are read: scored as the gold's README says, page by page and in sum.

python -m bench.listings [--pages FOLDER] [--show FIELD] [PAGE …]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser

from dalil.errors import DalilError
from dalil.model import Entry
from dalil.sources import read_listing

PAGES = Path(__file__).resolve().parents[2] / "shared" / "bench" / "listings"

WARM_UP = "".join(
    f'<article><h2><a href="/{n}">A headline of number {n}</a></h2><p>{n} May 2020</p></article>'
    for n in range(1, 5)
)


@dataclass
class Score:
    """Counts over all pages."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    pages: int = 0
    pages_right: int = 0
    f1: list[float] = field(default_factory=list)
    fields: dict[str, list[int]] = field(default_factory=dict)
    seconds: float = 0.0  #  of processor time
    bare: float = 0.0  #     the same for parsing the pages and nothing more

    def count(self, name: str, hit: bool) -> None:
        pair = self.fields.setdefault(name, [0, 0])
        pair[0] += hit
        pair[1] += 1


def key(url: str | None) -> str:
    parts = urlsplit(url or "")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{query}"


def letters(text: str | None) -> str:
    return "".join(char for char in (text or "").casefold() if char.isalnum())


def token_f1(found: str, gold: str) -> float:
    a, b = (set(re.findall(r"\w+", text.casefold())) for text in (found, gold))
    common = len(a & b)
    return 2 * common / (len(a) + len(b)) if common else 0.0


def teaser_right(found: str | None, gold: str) -> bool:
    a, b = letters(found)[:100], letters(gold)[:100]
    if not b:
        return True
    length = min(len(a), len(b))
    if length >= 30 and a[:length] == b[:length]:
        return True
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.85


def capture_time(fetched: str | None) -> datetime | None:
    return datetime.fromisoformat(fetched) if fetched else None


def score_page(
    score: Score, gold: dict[str, Any], entries: tuple[Entry, ...], show: str | None
) -> str:
    by_title = gold["url"] is None
    name = (lambda e: letters(e["title"])) if by_title else (lambda e: key(e["url"]))
    wanted = {name(entry): entry for entry in gold["entries"]}
    ignored = {key(one if isinstance(one, str) else one["url"]) for one in gold.get("also", [])}
    found: dict[str, Entry] = {}
    for entry in entries:
        at = letters(entry.headline) if by_title else key(entry.url)
        if at in wanted or by_title or at not in ignored:
            found.setdefault(at, entry)
    right = [at for at in found if at in wanted]
    wrong, missed = len(found) - len(right), len(wanted) - len(right)
    score.right += len(right)
    score.wrong += wrong
    score.missed += missed
    score.pages += 1
    score.pages_right += not wrong and not missed
    score.f1.append(2 * len(right) / (len(found) + len(wanted)) if found or wanted else 1.0)
    for at in right:
        score_entry(score, wanted[at], found[at], show)
    if show == "entries":
        for at, entry in found.items():
            if at not in wanted:
                print("   wrong ", entry.headline, entry.url)
        for at, entry in wanted.items():
            if at not in found:
                print("   missed", entry["title"], entry["url"])
    return f"{len(right):3} right {wrong:3} wrong {missed:3} missed"


def score_entry(score: Score, gold: dict[str, Any], entry: Entry, show: str | None) -> None:
    def note(field: str, hit: bool, a: object, b: object) -> None:
        score.count(field, hit)
        if not hit and show in {field, "all"}:
            print(
                f"   {field}: found {a!r}\n   {' ' * len(field)}   gold {b!r}   [{gold['title']}]"
            )

    note("title", letters(entry.headline) == letters(gold["title"]), entry.headline, gold["title"])
    on = entry.published.on if entry.published else None
    field = "date" if gold["date"] else "no date"
    note(field, on == gold["date"], entry.published, (gold["date"], gold["date_text"]))
    if gold["byline"]:
        note(
            "byline",
            token_f1(entry.byline or "", gold["byline"]) >= 0.5,
            entry.byline,
            gold["byline"],
        )
    else:
        note("no byline", entry.byline is None, entry.byline, None)
    if gold["teaser"]:
        hit = teaser_right(entry.teaser, gold["teaser"])
        note("teaser", hit, (entry.teaser or "")[:150], gold["teaser"][:150])
    else:
        note("no teaser", entry.teaser is None, (entry.teaser or "")[:100], None)
    note(
        "truncated",
        entry.truncated == bool(gold["more"]),
        (entry.truncated, entry.more),
        gold["more"],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--show")
    parser.add_argument("only", nargs="*")
    options = parser.parse_args()
    if not (options.pages / "index.json").exists():
        sys.exit(f"no listing pages with gold at {options.pages}: skipped")
    read_listing(WARM_UP)  # the word tables are read once, not for each page
    totals = {"html": Score(), "text": Score()}
    for about in json.loads((options.pages / "index.json").read_text()):
        if options.only and not any(word in about["id"] for word in options.only):
            continue
        run_page(totals, options.pages, about, options.show)
    for kind, score in totals.items():
        if score.pages:
            report(kind, score)


def run_page(
    totals: dict[str, Score], folder: Path, about: dict[str, Any], show: str | None
) -> None:
    gold = json.loads((folder / "gold" / f"{about['id']}.json").read_text())
    payload = (folder / about["file"]).read_bytes()
    score = totals["text" if gold["url"] is None else "html"]
    before = time.process_time()
    try:
        listing = read_listing(payload, url=gold["url"], captured_at=capture_time(gold["fetched"]))
        entries, next_url = listing.entries, listing.next_url
    except DalilError as error:
        print("  ", error)
        entries, next_url = (), None
    seconds = time.process_time() - before
    score.seconds += seconds
    score.bare += bare_parse(payload) if gold["url"] else 0.0
    line = score_page(score, gold, entries, show)
    if gold["url"]:
        hit = key(next_url) == key(gold["next"])
        score.count("next", hit)
        if not hit and show in {"next", "all"}:
            print(f"   next: found {next_url}\n         gold {gold['next']}")
    print(f"{about['id']:28} {line}  {1000 * seconds:6.1f} ms")


def bare_parse(payload: bytes) -> float:
    """The processor time of lexbor's own work on a page: what no reader can be faster than."""
    text = payload.decode("utf-8", "replace")
    before = time.process_time()
    LexborHTMLParser(text)
    return time.process_time() - before


def report(kind: str, score: Score) -> None:
    precision = score.right / max(1, score.right + score.wrong)
    recall = score.right / max(1, score.right + score.missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"\n{kind}: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  mean F1 {sum(score.f1) / len(score.f1):.3f}"
        f"  without error {score.pages_right}/{score.pages}  {1000 * score.seconds / score.pages:.1f} ms of CPU a page: {score.pages / score.seconds:.0f} pages a second"
    )
    if score.bare:
        times = score.seconds / score.bare
        print(
            f"  {times:.1f} times the {1000 * score.bare / score.pages:.2f} ms of a bare lexbor parse"
        )
    for name, (hits, of) in sorted(score.fields.items()):
        print(f"  {name:10} {hits}/{of}  {hits / of:.3f}")


if __name__ == "__main__":
    main()
