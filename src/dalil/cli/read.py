"""What is on this page? Nothing is stored.

    dalil read page.html --url https://example.org/kz/ --json
    curl -s https://example.org/kz/ | dalil read - --url https://example.org/kz/

A listing gives one object an entry, an article page one object, with the keys headline, byline,
authors, published, published_origin, published_precision, teaser, truncated, url and language; null
where the page does not say. In Python: dalil.read_listing(...) and dalil.read_article(...).
"""

from __future__ import annotations

import argparse
import sys

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from typing import Any

    from dalil.model import Wording


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil read``."""
    parser.add_argument(
        "path", metavar="FILE", help="a page, listing, feed or text; - reads from a pipe"
    )
    parser.add_argument("--url", help="the page's address: links are completed with it")
    parser.add_argument(
        "--captured", metavar="TIME", help="when it was saved; relative dates need it"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print what the page says; 1 if nothing could be read."""
    from pathlib import Path

    from dalil.cli.printing import moment, safe
    from dalil.errors import InputError, Unreadable
    from dalil.page.worker import Worker

    path = arguments.path
    try:
        payload = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", "check the name and its rights") from error
    question = {
        "payload": payload,
        "name": None if path == "-" else Path(path).name,
        "url": arguments.url,
        "captured_at": moment(arguments.captured) if arguments.captured else None,
    }
    with Worker("dalil.pipeline:read_capture") as read_capture:
        try:
            outcome = read_capture(**question)
        except InputError as error:
            raise Unreadable(f"{path}: {error.message}", error.fix) from error
    for item in outcome.items:
        if arguments.json:
            import json

            print(json.dumps(as_object(item.wording), ensure_ascii=False))
        else:
            _print(item.wording)
    listing = outcome.listing
    if listing and not arguments.json:
        more = f"; next page: {safe(listing.next_url)}" if listing.next_url else ""
        print(f"{len(outcome.items)} entries, read as a {outcome.kind}{more}")
    return 0


def as_object(wording: Wording) -> dict[str, Any]:
    """A wording as ``dalil read --json`` prints it."""
    published = wording.published
    said = {block.kind: block.span.of(wording.text) for block in reversed(wording.blocks)}
    found: dict[str, Any] = {
        "headline": wording.headline,
        "byline": wording.byline,
        "authors": list(wording.authors) or None,
        "published": published.on if published else None,
        "published_origin": published.origin if published else None,
        "published_precision": published.precision if published else None,
        "teaser": said.get("teaser") or said.get("standfirst"),
        "truncated": wording.truncated,
        "url": wording.url,
        "language": wording.language,
    }
    if wording.form == "page":
        modified = wording.modified
        found |= {
            "modified": modified.on if modified else None,
            "text": wording.text,
            "reader": f"{wording.reader.name} {wording.reader.version}",
            "agreement": wording.agreement,
        }
    return found


def _print(wording: Wording) -> None:
    from dalil.cli.printing import bold, date_line, dim, safe, wrapped

    print(bold(safe(wording.headline or "(no headline)")))
    parts = [wording.byline, date_line(wording.published), wording.language, wording.url]
    print(dim("  " + " · ".join(safe(part) for part in parts if part)))
    for block in wording.blocks:
        if block.kind not in {"headline", "byline"}:
            print(wrapped(block.span.of(wording.text), "  "))
    print()
