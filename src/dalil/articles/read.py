"""A page read as an article, from bytes to a wording: the attempts in order, top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dalil.articles.blocks import in_order
from dalil.articles.body import Body, parse_for_reading, read_body
from dalil.articles.dates import guesser, read_dates
from dalil.articles.metadata import parse, read_metadata
from dalil.errors import Unreadable
from dalil.lang.identify import identify
from dalil.model import Block, Wording
from dalil.page.encoding import decode
from dalil.page.guard import check
from dalil.page.locate import locate
from dalil.text import compose

_ASKED = 90  # characters of a block that tell its language
_SAID = 20  #  letters from which a block's own language is worth asking


def read_article(
    payload: bytes,
    *,
    url: str | None = None,
    captured_at: datetime | None = None,
    charset: str | None = None,
) -> Wording:
    """What an article page says. ``charset`` is the header's; ``captured_at`` bounds its dates.

    Raises ``Unreadable`` if the payload is empty, binary, harmful or holds no text. May take long
    and much memory on hostile pages: see ``dalil.page.worker``.
    """
    check(payload)
    decoded = decode(payload, declared=charset)
    page = parse(decoded.text)
    metadata = read_metadata(page, url=url)
    tree = parse_for_reading(decoded.text)
    body = read_body(decoded.text, tree, page)
    if body is None:
        raise Unreadable(
            "no article text was found in it",
            "the raw bytes are kept; if this is a list of articles, add it as a listing",
        )
    text, blocks = compose(in_order(page, metadata, body.parts))
    language = _language(body, metadata.language)
    dates = read_dates(
        page,
        metadata,
        url=url,
        captured_at=captured_at,
        language=language,
        guess=guesser(tree, url, captured_at) if tree is not None else None,
    )
    return Wording(
        form="page",
        text=text,
        blocks=_traced(payload, decoded.encoding, text, _in_languages(text, blocks, language)),
        reader=body.reader,
        url=url,
        headline=metadata.headline,
        byline=metadata.byline or ", ".join(metadata.authors) or None,
        authors=metadata.authors,
        published=dates.published,
        modified=dates.modified,
        language=language,
        agreement=body.agreement,
    )


def _language(body: Body, declared: str | None) -> str | None:
    found, _ = identify(" ".join(text for _, text in body.parts)[:1_200], prior=declared)
    return found or (declared.split("-")[0].lower() if declared else None)


def _in_languages(text: str, blocks: Sequence[Block], language: str | None) -> list[Block]:
    """Each block's language where it differs from the article's."""
    return [replace(block, language=_other(block.span.of(text), language)) for block in blocks]


def _other(text: str, language: str | None) -> str | None:
    if len(text) < _SAID:
        return None
    found, sure = identify(text[:_ASKED], prior=language)
    return found if found != language and sure > 0.6 else None


def _traced(payload: bytes, encoding: str, text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    spans = locate(payload, encoding, [block.span.of(text) for block in blocks], html=True)
    return tuple(replace(block, payload=span) for block, span in zip(blocks, spans, strict=True))
