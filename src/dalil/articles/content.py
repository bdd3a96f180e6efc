"""The whole text of an article that a feed, an API or an export carries: clean HTML, all of it text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from dalil import __version__
from dalil.lang.identify import identify
from dalil.model import BlockKind, Entry, Tool, Wording
from dalil.text import compose

_KINDS: dict[str, BlockKind] = {
    "h1": "subheading", "h2": "subheading", "h3": "subheading", "h4": "subheading",
    "h5": "subheading", "h6": "subheading", "li": "list_item", "blockquote": "quote",
    "figcaption": "caption", "tr": "table_row",
}  # fmt: skip
_BREAKS = frozenset(
    ["p", "div", "section", "article", "ul", "ol", "table", "tbody", "thead", "dl", "dt", "dd", "pre",
     "figure", "hr", "header", "footer", "aside", "main", *_KINDS]
)  # fmt: skip
_NO_TEXT = frozenset(["script", "style", "noscript", "iframe", "form", "svg", "template", "object"])
_CELLS = frozenset(["td", "th"])


READER = Tool("dalil.articles.content", __version__)


def read_content(entry: Entry, *, language: str | None) -> Wording | None:
    """The wording of an entry that carries its article's whole text; None where it has no words.

    ``language`` is what the list says of all its entries.
    """
    parts = content_parts(entry.content or "")
    if not any(text for _, text in parts):
        return None
    head: list[tuple[BlockKind, str]] = [
        ("headline", entry.headline or ""),
        ("byline", entry.byline or ""),
    ]
    text, blocks = compose(head + parts)
    told = entry.language or language
    return Wording(
        form="content",
        text=text,
        blocks=blocks,
        reader=READER,
        url=entry.url,
        headline=entry.headline,
        byline=entry.byline,
        authors=entry.authors,
        published=entry.published,
        modified=entry.modified,
        language=identify(text, prior=told)[0] or told,
        translations=entry.translations,
    )


def content_parts(html: str) -> list[tuple[BlockKind, str]]:
    """The blocks of an article's HTML in order, each with its kind; empty where it has no text."""
    from lxml.html import fragment_fromstring  # type: ignore[import-untyped]

    try:
        root = fragment_fromstring(f"<div>{html}</div>", create_parent="div")
    except (etree.ParserError, ValueError):
        return []
    return [part for part in _blocks(root) if part[1]]


def _blocks(root: etree._Element) -> Iterator[tuple[BlockKind, str]]:
    pieces: list[str] = []
    kinds: list[BlockKind] = ["paragraph"]
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=etree.Element):
        tag = element.tag
        if event == "start":
            if tag in _NO_TEXT:
                _empty(element)
            if tag in _BREAKS:
                yield kinds[-1], _joined(pieces)
                kinds.append(_KINDS.get(tag, kinds[-1] if tag in ("p", "div") else "paragraph"))
            pieces.append("\n" if tag == "br" else element.text or "")
        else:
            if tag in _BREAKS:
                yield kinds.pop(), _joined(pieces)
            elif tag in _CELLS:
                pieces.append("\t")
            pieces.append(element.tail or "")


def _empty(element: etree._Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail


def _joined(pieces: list[str]) -> str:
    """What was gathered for one block, white space settled; the list is emptied."""
    text = "".join(pieces)
    pieces.clear()
    cells = (" ".join(cell.split()) for cell in re.split("\t", text.strip("\t \n")))
    return "\t".join(cells).strip()
