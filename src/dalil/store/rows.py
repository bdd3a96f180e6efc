"""Rows to nouns and nouns to rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from sqlite3 import Row
from typing import Any

import msgspec

from dalil.model import (
    AnyFinding,
    Article,
    Capture,
    Event,
    Figure,
    Finding,
    FindingKind,
    Form,
    Law,
    Name,
    Quotation,
    Source,
    Version,
    Visit,
    Wording,
)
from dalil.store.keys import made_id

SHOWN: tuple[Form, ...] = ("page", "content", "entry")
"""Of an article's forms, the one that says most first."""

_TEASER_LENGTH = 320

_DECODERS: Mapping[FindingKind, msgspec.json.Decoder[Any]] = {
    "figure": msgspec.json.Decoder(Finding[Figure]),
    "check": msgspec.json.Decoder(Finding[Figure]),
    "law": msgspec.json.Decoder(Finding[Law]),
    "quote": msgspec.json.Decoder(Finding[Quotation]),
    "name": msgspec.json.Decoder(Finding[Name]),
    "event": msgspec.json.Decoder(Finding[Event]),
}


def shown_version(versions: Sequence[Row]) -> Row:
    """The version a reader is shown: of its page, else its whole text elsewhere, else its entry.

    ``versions`` are newest first.
    """
    return next(row for form in SHOWN for row in versions if row["form"] == form)


def card_lines(versions: Sequence[Row]) -> dict[str, Any]:
    """What a list prints of an article: its outlet's own entry first, then its page."""
    by_form = {row["form"]: row for row in reversed(versions)}
    wordings = [
        wording_of(by_form[form]) for form in ("entry", "content", "page") if form in by_form
    ]
    dates = [wording.published for wording in reversed(wordings) if wording.published]
    known = [date for date in dates if date.origin != "guess"]
    teaser, truncated = _teaser(wordings)
    return {
        "headline": next((w.headline for w in wordings if w.headline), None),
        "byline": next((w.byline for w in wordings if w.byline), None),
        "published": next(iter(known or dates), None),
        "language": next((w.language for w in reversed(wordings) if w.language), None),
        "teaser": teaser,
        "truncated": truncated,
    }


def _teaser(wordings: Sequence[Wording]) -> tuple[str | None, bool]:
    for kind in ("teaser", "standfirst", "paragraph"):
        for wording in wordings:
            for block in wording.blocks:
                if block.kind == kind:
                    return _cut(block.span.of(wording.text), wording.truncated)
    return None, any(wording.truncated for wording in wordings)


def _cut(text: str, truncated: bool) -> tuple[str, bool]:
    if len(text) <= 2 * _TEASER_LENGTH:
        return text, truncated
    return text[:_TEASER_LENGTH].rsplit(None, 1)[0], True


def source_of(row: Row) -> Source:
    """A row of ``source``."""
    return Source(
        id=row["id"],
        outlet=row["outlet"],
        url=row["url"],
        country=row["country"],
        languages=tuple(row["languages"].split()),
        route=row["route"],
        start=row["start"],
        keep_pages=bool(row["keep_pages"]),
        allow=tuple(row["allow"].split()),
    )


def article_of(row: Row) -> Article:
    """A row of ``article``."""
    return Article(id=row["id"], source_id=row["source_id"], url=row["url"], key=row["key"])


def capture_of(row: Row) -> Capture:
    """A row of ``capture``."""
    return Capture(
        id=row["id"],
        url=row["url"],
        name=row["name"],
        captured_at=from_iso(row["captured_at"]),
        kept_at=datetime.fromisoformat(row["kept_at"]),
        media_type=row["media_type"],
        digest=row["digest"],
        length=row["length"],
        file=row["file"],
        offset=row["offset"],
        size=row["size"],
        status=row["status"],
        revisit_of=row["revisit_of"],
    )


def wording_of(row: Row) -> Wording:
    """What a row of ``version`` says."""
    rest = msgspec.json.decode(row["wording"])
    blocks = msgspec.json.decode(row["blocks"])
    return msgspec.convert({**rest, "text": row["text"], "blocks": blocks}, Wording)


def version_of(row: Row) -> Version:
    """A row of ``version`` with ``first_seen``."""
    return Version(
        id=row["id"],
        article_id=row["article_id"],
        number=row["number"],
        capture_id=row["capture_id"],
        first_seen_at=from_iso(row["first_seen"]),
        digest=row["digest"],
        wording=wording_of(row),
    )


def visit_of(row: Row) -> Visit:
    """A row of ``visit``."""
    return msgspec.convert(dict(row), Visit)


def finding_id(version_id: str, finding: AnyFinding) -> str:
    """The id of a finding: the same whenever it is found in these characters of this version."""
    kind = f"check {finding.check.rule}" if finding.check else finding.kind
    return made_id("f", version_id, kind, finding.span.start, finding.span.end)


def finding_row(version_id: str, text: str, finding: AnyFinding) -> tuple[object, ...]:
    """A row for ``finding``, its columns in order."""
    span = finding.span
    return (
        finding_id(version_id, finding),
        version_id,
        finding.kind,
        span.start,
        span.end,
        span.of(text),
        *_figure_columns(finding.value),
        finding.confidence,
        f"{finding.finder.name} {finding.finder.version}",
        to_json(finding),
    )


def _figure_columns(value: object) -> tuple[object, ...]:
    """``low`` to ``change``: of a figure, for sorting and filters; of other findings nothing."""
    if not isinstance(value, Figure):
        return (None,) * 11
    low, high = value.value if isinstance(value.value, tuple) else (value.value, value.value)
    said = (value.unit, value.bound, value.of, value.per, value.place, value.period)
    return (float(low), float(high), *said, value.attribution, value.status, value.change)


def finding_of(row: Row) -> AnyFinding:
    """A row of ``finding``, its value of the class that belongs to its kind."""
    found: AnyFinding = _DECODERS[row["kind"]].decode(row["finding"])
    return found


def to_json(value: object) -> str:
    """JSON of any of the model's classes."""
    return msgspec.json.encode(value).decode()


def from_json(value: str | None, kind: Any) -> Any:
    """The value of a class from its JSON; None stays None."""
    return None if value is None else msgspec.json.decode(value, type=kind)


def now() -> str:
    """This second, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def to_iso(moment: datetime | None) -> str | None:
    """A time in UTC, ISO 8601, to the second."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def from_iso(value: str | None) -> datetime | None:
    """A time from its ISO 8601 form."""
    return None if value is None else datetime.fromisoformat(value)
