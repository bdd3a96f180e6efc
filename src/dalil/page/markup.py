"""Foreign HTML cut into tags, comments and text as the standard cuts it, without building a tree.

https://html.spec.whatwg.org/multipage/parsing.html#tokenization, as far as it decides where a tag,
a comment or a script ends. Linear in any input: no pattern here ever goes back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

# A quote opens a value only after "="; a tag that is never closed reaches to the end of the file.
# Groups: 1 the slash of an end tag, 2 the name, 3 the attributes, 4 a comment's first dashes.
TAG = re.compile(
    r"<(?:(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?)*+)>?+"
    r"|(!--)|[!?/][^>]*+>?+)"
)

# Elements whose content is text up to their own end tag, whatever it looks like.
RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
# Those of them that a reader never sees.
UNSEEN = RAW - {"textarea", "title", "xmp"}
FOREIGN = frozenset({"svg", "math"})


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What never nests: has no end tag, stands once only, or ends by itself when the next one begins.
_FLAT = _names(
    "area base br col embed hr img input link meta param source track wbr html head body "
    "p li dt dd option optgroup tr td th thead tbody tfoot colgroup rt rp"
)
# HTML elements that end an <svg> or <math> around them.
_BREAKOUT = _names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
    "listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)

_COMMENT_END = re.compile(r"--!?>")


def comment_end(source: str, at: int) -> int:
    """Where the comment whose ``<!--`` ends at ``at`` is over; the end if it never is."""
    if source.startswith((">", "->"), at):
        return source.index(">", at) + 1
    end = _COMMENT_END.search(source, at)
    return end.end() if end else len(source)


def raw_ends(source: str) -> Callable[[str, int], int]:
    """A function ``(name, at)`` that says where the text of a raw element ends.

    It remembers which end tags do not come any more, so that a million openings cost one search.
    """
    missing: set[str] = set()

    def end(name: str, at: int) -> int:
        if name in missing:
            return len(source)
        length = len(name) + 2
        while (at := source.find("</", at)) >= 0:
            after = source[at + length : at + length + 1]
            if source[at + 2 : at + length].lower() == name and (after in "/>" or after.isspace()):
                return at
            at += 2
        missing.add(name)
        return len(source)

    return end


# ── the whole page at once ───────────────────────────────────────────────────────────────────────

_LONG = 4_000  # characters of a tag that is worth a second look


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a page's text stands between its markup, and how far its elements nest."""

    source: str
    text: list[tuple[int, int]]
    body: int  #                  how many pieces of text stand before <body>
    depth: int  #                 of open elements, at most; what never nests is not counted
    deepest: str  #               the name of the element that is open there
    long: list[re.Match[str]]  #  tags, as ``TAG`` matches them


def cut(source: str) -> Cut:
    """Go once through a page. Depth is counted per name, so that stray end tags hide nothing."""
    text: list[tuple[int, int]] = []
    long: list[re.Match[str]] = []
    opened: dict[str, int] = defaultdict(int)
    at = shown = body = total = depth = foreign = 0
    deepest = ""
    raw_end = raw_ends(source)
    going = True
    while going:  # one loop without calls: it sees every tag of every page
        for match in TAG.finditer(source, at):
            start, end = match.span()
            if shown < start:
                text.append((shown, start))
                shown = end
            elif shown == start:
                shown = end
            name = match[2]
            if name is None:
                if match[4]:
                    at = comment_end(source, end)
                    shown = max(shown, at)
                    break
                continue
            if end - start > _LONG:
                long.append(match)
            name = name.lower()
            if match[1]:
                if opened[name]:
                    opened[name] -= 1
                    total -= 1
                if foreign and name in FOREIGN:
                    foreign -= 1
            elif name in _FLAT:
                if name == "body":
                    body = len(text)
            elif name in RAW and not foreign:
                at = raw_end(name, end)
                shown = max(shown, at) if name in UNSEEN else shown
                break
            else:
                if name in FOREIGN:
                    foreign += 1
                elif foreign and name in _BREAKOUT:
                    foreign = 0
                elif name in UNSEEN and shown == end:
                    shown = raw_end(name, end)
                if foreign and source[end - 2] == "/":
                    continue
                opened[name] += 1
                total += 1
                if total > depth:
                    depth, deepest = total, name
        else:
            going = False
    if shown < len(source):
        text.append((shown, len(source)))
    return Cut(source, text, body, depth, deepest, long)
