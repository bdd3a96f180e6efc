"""Fields of feeds, exports and APIs, which carry HTML where text is meant."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

_MOST = 500_000  # characters of a field


def plain(markup: object) -> str | None:
    """Text without tags and entities, on one line; None where there is none."""
    if not isinstance(markup, str) or not markup.strip():
        return None
    if "<" in markup or "&" in markup:
        node = LexborHTMLParser(f"<body>{markup[:_MOST]}").body
        markup = node.text(separator=" ") if node is not None else markup
    return " ".join(markup.split()) or None
