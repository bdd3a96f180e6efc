"""Where sentences end: full stops that are not an abbreviation's, an initial's or a number's."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from functools import lru_cache

from dalil.lang import Language, load
from dalil.model import Span

_END = re.compile(
    r"""[.!?…\n|](?:(?<=[.!?…])[.!?…]{0,2}["'”’»)\]]{0,3}(?=\s)|(?<=\n)|(?<=\s\|)(?=\s))"""
)
"""All begins with one set of characters: looking for those is the fastest search there is."""

LONGEST = 1200
"""Characters; nobody writes longer sentences, but tables and hostile texts look like one."""

_LAST_WORD = re.compile(r"[^\W\d_]{1,20}(?:\.[^\W\d_]{1,5}){0,4}$|[0-9]{1,10}$")
_OPENING = "\"'“„«‘([—–-•"


def paragraphs(text: str) -> Iterator[Span]:
    """The stretches between empty lines."""
    at = 0
    for gap in re.finditer(r"\n[^\S\n]{0,40}\n\s{0,1000}", text):
        yield from _stripped(text, at, gap.start())
        at = gap.end()
    yield from _stripped(text, at, len(text))


def stretches(text: str, regions: Sequence[Span] | None) -> Iterable[Span]:
    """What of a text is searched, in order: the regions as far as they lie in it, or its paragraphs."""
    if regions is None:
        return paragraphs(text)
    inside = (Span(max(0, r.start), min(len(text), r.end)) for r in regions)
    return sorted(r for r in inside if r.start < r.end)


def sentences(text: str, span: Span, lang: Language) -> Iterator[Span]:
    """The sentences of a paragraph, without the space around them."""
    known, openers = _words(lang.code)
    start = done = span.start
    for hit in _END.finditer(text, start, span.end):
        first, last = hit.span()
        bar = text[first] == "|"  # with the space around it, which no other mark may need
        if bar and not done < first < span.end - 1:
            continue
        first, last = (first - 1, last + 1) if bar else (first, last)
        done = last
        if last - start > LONGEST:
            start = yield from _pieces(text, start, first)
        if bar or _ends(text, first, last, start, span.end, known, openers):
            yield from _stripped(text, start, last)
            start = last
    start = yield from _pieces(text, start, span.end)
    yield from _stripped(text, start, span.end)


@lru_cache(maxsize=32)
def _words(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """A language's abbreviations, and the words that open a sentence behind one."""
    table = load(code).table("sentences")
    return frozenset(table.get("abbreviations", ())), frozenset(table.get("openers", ()))


def _pieces(text: str, start: int, end: int) -> Generator[Span, None, int]:
    """Cut what is too long for a sentence at spaces, so that time stays linear in the length."""
    while end - start > LONGEST:
        cut = max(text.rfind(" ", start + 1, start + LONGEST), start + LONGEST // 2)
        yield from _stripped(text, start, cut)
        start = cut
    return start


def _ends(
    text: str,
    first: int,
    last: int,
    start: int,
    end: int,
    known: frozenset[str],
    openers: frozenset[str],
) -> bool:
    mark = text[first:last]
    if mark == "\n":
        return True
    following = text[last : min(end, last + 8)].lstrip().lstrip(_OPENING)
    if not following or following[0].islower():
        return False
    if mark != ".":
        return True
    before = text[max(start, first - 40) : first]
    stands = before and not before[-1].isspace()  # a word right before the full stop
    word = _LAST_WORD.search(before.split()[-1]) if stands else None
    if word is None or word.group()[0].isdigit():
        return True
    said = word.group()
    if len(said) == 1 and said.isupper():
        if before.endswith("°" + said):
            return True  # "40 °C."
        return _named(before) and _opens(following, openers)  # an initial: "Anara T. In May …"
    return said.lower() not in known or _opens(following, openers)


def _opens(following: str, openers: frozenset[str]) -> bool:
    """Whether a small word with a capital follows, as after "at 6 p.m. In May …"."""
    word = re.match(r"[^\W\d_]+", following)
    if word is None or following[word.end() : word.end() + 1] == ".":
        return False  # another initial
    return word.group().lower() in openers


def _named(before: str) -> bool:
    """Whether an initial stands behind a first name, as a surname does: ``Anara T.``."""
    words = before.split()[-2:]
    return len(words) == 2 and len(words[0]) > 2 and words[0].istitle() and words[0].isalpha()


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    stretch = text[start:end]
    bare = stretch.lstrip()
    if bare:
        start = end - len(bare)
        yield Span(start, start + len(bare.rstrip()))
