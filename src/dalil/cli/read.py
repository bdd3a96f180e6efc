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
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Any

    from dalil.captures.record import Record
    from dalil.errors import InputError
    from dalil.model import Wording
    from dalil.pipeline import Understood


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
    """Print what the page says; 1 if something could not be read."""
    from dalil.captures.intake import why_unread
    from dalil.cli.printing import moment
    from dalil.errors import InputError
    from dalil.page.worker import Worker
    from dalil.pipeline import question

    check_file(arguments.path)
    captured_at = moment(arguments.captured) if arguments.captured else None
    status = 0
    with Worker("dalil.pipeline:read_capture") as read_capture:
        for record in _records(arguments.path, arguments.url, captured_at):
            try:
                if isinstance(record, InputError):
                    raise record
                if not why_unread(record):
                    _print(read_capture(**question(record)), as_json=arguments.json)
            except InputError as error:
                print(f"dalil: {_said(record, error, arguments.path)}", file=sys.stderr)
                status = 1
    return status


def check_file(path: str) -> None:
    """Raises ``UsageError`` for an address: only files are read."""
    from dalil.errors import UsageError

    if path.startswith(("http://", "https://")):
        raise UsageError(
            f"{path} is an address; a file is read",
            f"save the page and read the file; or follow it: dalil add {path}",
        )


def _said(record: Record | InputError, error: InputError, given: str) -> str:
    """The error with the name of what it is about; nothing is kept here, so nothing is said of it."""
    from dalil.errors import InputError

    if isinstance(record, InputError):
        return str(error)
    fix = f"\n  try: {error.fix}" if error.fix and "kept" not in error.fix else ""
    return f"{record.url or path_of(given, record.name)}: {error.message}{fix}"


def path_of(given: str, name: str | None) -> str:
    """Where a file is that was named, or found in a folder that was named."""
    import os

    if not name or given == "-":
        return name or "standard input"
    return os.path.join(given, name) if os.path.isdir(given) else given  # noqa: PTH112, PTH118


def _records(
    path: str, url: str | None, captured_at: datetime | None
) -> Iterable[Record | InputError]:
    from pathlib import Path

    from dalil.captures import record as records
    from dalil.captures.intake import incoming

    if path != "-":
        return incoming(Path(path), url=url, captured_at=captured_at)
    piped = sys.stdin.buffer.read()
    return [records.from_file(piped, name="standard input", url=url, captured_at=captured_at)]


_KINDS = {
    "feed": "a feed",
    "posts": "a list of posts",
    "export": "an export",
    "opml": "a list of feeds",
    "links": "a list of links",
    "addresses": "a list of links",
    "listing": "a listing",
    "page": "a page",
    "text": "a text",
    "sitemap": "a sitemap",
}


def _addresses(found: Understood) -> list[str]:
    """What a list of feeds or links names, of which nothing is known but where it is."""
    if found.items or not found.listing:
        return []
    entries = (entry.url for entry in found.listing.entries)
    return [*found.listing.feed_urls, *(url for url in entries if url)]


def _print(found: Understood, *, as_json: bool) -> None:
    import json

    from dalil.cli.printing import counted, safe

    for item in found.items:
        if as_json:
            print(json.dumps(as_object(item.wording), ensure_ascii=False))
        else:
            _print_wording(item.wording)
    addresses = _addresses(found)
    for address in addresses:
        print(json.dumps({"url": address}) if as_json else safe(address))
    count = len(found.items) or len(addresses)
    if found.listing and not as_json:
        more = f"; next page: {safe(found.listing.next_url)}" if found.listing.next_url else ""
        print(
            f"{counted(count, 'entry', 'entries')}, read as {_KINDS.get(found.kind, found.kind)}{more}"
        )


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
    if wording.form != "entry":
        modified = wording.modified
        found |= {
            "modified": modified.on if modified else None,
            "text": wording.text,
            "reader": f"{wording.reader.name} {wording.reader.version}",
            "agreement": wording.agreement,
        }
    return found


def _print_wording(wording: Wording) -> None:
    from dalil.cli.printing import bold, date_line, dim, safe, wrapped

    print(bold(safe(wording.headline or "(no headline)")))
    parts = [wording.byline, date_line(wording.published), wording.language, wording.url]
    print(dim("  " + " · ".join(safe(part) for part in parts if part)))
    for block in wording.blocks:
        if block.kind not in {"headline", "byline"}:
            print(wrapped(block.span.of(wording.text), "  "))
    print()
