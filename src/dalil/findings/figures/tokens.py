"""Tokens with exact spans. The text is never rewritten: odd characters are read 1 to 1."""

from __future__ import annotations

import re

from dalil.model import Span

_ALIKE = {
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u2002": " ",
    "\u2003": " ", "\t": " ", "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2014": "–",
    "\u2015": "–", "\u2019": "'", "\u02bc": "'", "\u2018": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"',
}  # fmt: skip

_TOKEN = re.compile(
    r"""
    (\s*)
    (   [^\W\d_]{1,60} (?: [\u0300\u0301] [^\W\d_]{0,60} ){0,8}
      | 's (?![^\W\d_])
      | [0-9]{1,3} (?: [ ][0-9]{3} )+ (?![0-9]) (?: [.,][0-9]{1,9} (?![0-9.,]*[0-9]) )?
      | [0-9]{1,40} (?: [.,'][0-9]{1,40} ){0,12}
      | \S
    )
    """,
    re.VERBOSE,
)
_NUMBER, _WORD, _SIGN = "n", "w", "s"
_FRACTION_SIGNS = frozenset("½⅓⅔¼¾⅕⅛")
_KEPT = 50_000

Spelling = tuple[str, str, str, bool]
"""What a token's characters tell: text without stress marks, kind, lower case, capital."""


class Token:
    """A number in digits (``n``), a word (``w``) or one other character (``s``)."""

    __slots__ = ("capital", "end", "kind", "low", "space", "start", "text")

    def __init__(self, start: int, end: int, space: bool, spelling: Spelling) -> None:
        self.start = start
        self.end = end
        self.space = space  # whitespace stands before it
        self.text, self.kind, self.low, self.capital = spelling

    def __repr__(self) -> str:
        return f"{self.text}@{self.start}"


def alike(text: str) -> str:
    """``text`` with look-alike spaces, dashes and quotes made one, character for character."""
    for odd, plain in _ALIKE.items():
        text = text.replace(odd, plain)
    return text


def tokens_of(plain: str, span: Span) -> list[Token]:
    """The tokens of a stretch of ``plain``, a text that went through :func:`alike`."""
    found: list[Token] = []
    spelt = _SPELT.get
    at = span.start
    for space, text in _TOKEN.findall(plain, at, span.end):
        start = at + len(space)
        at = start + len(text)
        found.append(Token(start, at, space != "", spelt(text) or _spelling(text)))
    return found


_SPELT: dict[str, Spelling] = {}


def _spelling(text: str) -> Spelling:
    """Read a token's characters, and keep the answer: most words come again."""
    first = text[0]
    letter = first.isalnum() and not first.isdecimal()
    bare = text.replace("\u0301", "").replace("\u0300", "") if letter else text
    if first in "0123456789" or bare in _FRACTION_SIGNS:
        return bare, _NUMBER, bare, False
    kind = _WORD if letter or text == "'s" else _SIGN
    spelling = (bare, kind, bare.lower().replace("ё", "е"), letter and first.isupper())
    if len(_SPELT) >= _KEPT:
        _SPELT.clear()
    _SPELT[text] = spelling
    return spelling
