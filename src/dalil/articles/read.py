"""A page read as an article, from bytes to a wording: the attempts in order, top to bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dalil.articles.blocks import in_order
from dalil.articles.body import read_body
from dalil.articles.dates import read_dates
from dalil.articles.guess import guesser
from dalil.articles.metadata import parse, read_metadata
from dalil.errors import Unreadable
from dalil.lang.identify import identify, plain_language
from dalil.model import Block, Wording
from dalil.page.encoding import decode
from dalil.page.guard import check_bytes, check_markup
from dalil.page.locate import locate_cut
from dalil.page.markup import Cut, cut
from dalil.text import compose

_ASKED = 90  # characters of a block that tell its language
_PLAIN = 240  # characters of a block in which its words may settle that without being asked
_OF_TEXT = 5  # the share of a text, as 1 in so many, that tells its language
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
    check_bytes(payload)
    decoded = decode(payload, declared=charset)
    source = cut(decoded.text)
    check_markup(source)
    page = parse(decoded.text)
    metadata = read_metadata(page, url=url)
    body = read_body(decoded.text, page)
    if body is None:
        raise Unreadable(
            "no article text was found in it",
            "the raw bytes are kept; if this is a list of articles, add it as a listing",
        )
    text, composed = compose(in_order(page, metadata, body.parts))
    language, blocks = _languages(text, composed, metadata.language)
    dates = read_dates(
        page,
        metadata,
        url=url,
        captured_at=captured_at,
        language=language,
        guess=guesser(decoded.text, url, captured_at),
    )
    return Wording(
        form="page",
        text=text,
        blocks=_traced(payload, decoded.encoding, source, text, blocks),
        reader=body.reader,
        url=url,
        headline=metadata.headline,
        byline=metadata.byline or ", ".join(metadata.authors) or None,
        authors=metadata.authors,
        published=dates.published,
        modified=dates.modified,
        language=language,
        agreement=body.agreement,
        dates=dates.candidates,
        translations=metadata.translations,
    )


def _languages(
    text: str, blocks: Sequence[Block], declared: str | None
) -> tuple[str | None, list[Block]]:
    """The language that most of the text is in, and the blocks, marked where theirs is another."""
    likely = plain_language(text)
    asked = [_asked(block.span.of(text), declared, likely) for block in blocks]
    said: Counter[str] = Counter()
    for block, language in zip(blocks, asked, strict=True):
        if language:
            said[language] += block.span.end - block.span.start
    base = declared.split("-")[0].lower() if declared else None
    main, most = said.most_common(1)[0] if said else (None, 0)
    if most * _OF_TEXT < len(text):  # a few lines do not speak for the rest
        main = identify(text, prior=declared)[0] or base or main
    return main, [
        replace(block, language=language) if language != main else block
        for block, language in zip(blocks, asked, strict=True)
    ]


def _asked(text: str, declared: str | None, likely: str | None) -> str | None:
    """The language of a block; ``None`` for one too short to say."""
    if len(text) < _SAID:
        return None
    if likely and plain_language(text[:_PLAIN], likely) == likely:
        return likely
    found, sure = identify(text[:_ASKED], prior=declared)
    return found if sure > 0.6 else None


def _traced(
    payload: bytes, encoding: str, source: Cut, text: str, blocks: Sequence[Block]
) -> tuple[Block, ...]:
    spans = locate_cut(payload, encoding, source, [block.span.of(text) for block in blocks])
    return tuple(replace(block, payload=span) for block, span in zip(blocks, spans, strict=True))
