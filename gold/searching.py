"""Does search find what it should? `gold/search.toml` asked of an archive that holds its articles.

    python -m gold.searching           # recall among the first ten, by kind and language

`scripts/gold.py` and a test hold the scores to their floors.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from dalil.archive import Archive
from dalil.captures import record as records
from dalil.captures.archive import CaptureFiles
from dalil.model import Published, Source, Tool, Wording
from dalil.store import Store
from dalil.text import compose

HERE = Path(__file__).parent
FIRST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query, the article that should come, and whether it did."""

    kind: str
    language: str
    query: str
    wanted: str
    found: bool
    held: bool


def fill(store: Store) -> None:
    """Put the articles of ``search.toml`` and of the demo archive into a store."""
    for number, one in enumerate(_articles()):
        headline, text, language = one["headline"], one["text"], one["language"]
        parts = [("headline", headline), *(("paragraph", part) for part in text.split("\n\n"))]
        whole, blocks = compose(parts)  # type: ignore[arg-type]
        url = f"https://gold.example/{one['id']}"
        on = f"2024-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        wording = Wording(
            form="page",
            text=whole,
            blocks=blocks,
            reader=Tool("gold", "1"),
            url=url,
            headline=headline,
            published=Published(on=on, precision="day", origin="byline"),
            language=language,
        )
        given = records.from_file(whole.encode(), name=f"{one['id']}.txt", captured_at=None)
        files = CaptureFiles(store.folder / "captures")
        offset, size = files.append(given, "00001.warc.gz", store.acknowledged("00001.warc.gz"))
        with store.writing():
            store.keep_source(Source(id="gold", outlet="Gold"))
            capture = store.keep_capture(given, "gold", "00001.warc.gz", offset, size)
            store.keep_wording(
                wording,
                capture=capture,
                source_id="gold",
                url_key=f"gold.example/{one['id']}",
                position=0,
                placed_on=None,
                countries=(),
                findings=(),
            )


def _articles() -> list[dict[str, str]]:
    ours: list[dict[str, str]] = tomllib.loads((HERE / "search.toml").read_text("utf-8"))["article"]
    for path in sorted((HERE.parent / "scripts" / "demo" / "articles").rglob("*.md")):
        _, head, body = path.read_text("utf-8").split("+++\n", 2)
        known = tomllib.loads(head)
        ours.append(
            {
                "id": f"demo-{path.stem}",
                "language": known["language"],
                "headline": known["headline"],
                "text": body.strip(),
            }
        )
    return ours


def ask(archive: Archive) -> list[Asked]:
    """Every query asked; what is offered for a slip of the pen counts, as the page shows it."""
    asked = []
    for one in tomllib.loads((HERE / "search.toml").read_text("utf-8"))["query"]:
        found = archive.search(one["q"], limit=FIRST)
        cards = [*found.cards, *(found.instead.cards if found.instead else ())][:FIRST]
        ids = {(card.article.url or "").rpartition("/")[2] for card in cards}
        asked.append(
            Asked(
                kind=one["kind"],
                language=one["language"],
                query=one["q"],
                wanted=one["find"],
                found=one["find"] in ids,
                held=one.get("held", False),
            )
        )
    return asked


def score() -> list[Asked]:
    """All queries, asked of a new archive in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "archive", create=True)
        try:
            fill(store)
            return ask(Archive(store, CaptureFiles(store.folder / "captures")))
        finally:
            store.close()


def recall(asked: list[Asked]) -> float:
    """The share of the queries that found their article."""
    return sum(one.found for one in asked) / len(asked) if asked else 1.0


def main() -> int:
    """Print the scores, and what was missed of what may be looked at."""
    asked = score()
    groups: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for one in asked:
        groups[one.kind, one.language].append(one)
    print(f"{'':16} {'':4} {'seen':>12} {'held back':>14}")
    for (kind, language), some in sorted(groups.items()):
        seen, held = ([o for o in some if o.held is which] for which in (False, True))
        print(
            f"{kind:16} {language:4} {recall(seen):6.2f} of {len(seen):2} {recall(held):8.2f} of {len(held):2}"
        )
    for one in asked:
        if not one.found and not one.held:
            print(f"missed: {one.kind} {one.language}: {one.query} → {one.wanted}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
