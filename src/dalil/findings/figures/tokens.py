"""Tokens with exact spans. The text is never rewritten: odd characters are read 1 to 1."""

from __future__ import annotations

import re

from dalil.model import Span

_ALIKE = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u2002": " ",
        "\u2003": " ", "\t": " ",
        "\u2010": "-", "\u2011": "-", "\u2212": "\u2212", "\u2012": "–", "\u2014": "–",
        "\u2015": "–", "\u2019": "'", "\u02bc": "'", "\u2018": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"', "\u00ad": "\u00ad",
    }
)  # fmt: skip

_TOKEN = re.compile(
    r"""
    (?P<n> [0-9]{1,3} (?: [ ][0-9]{3} )+ (?![0-9]) (?: [.,][0-9]{1,9} (?![0-9.,]*[0-9]) )?
         | [0-9]{1,40} (?: [.,'][0-9]{1,40} ){0,12}
    )
    | (?P<w> 's (?![^\W\d_]) | [^\W\d_]{1,60} (?: [\u0300\u0301] [^\W\d_]{0,60} ){0,8} )
    | (?P<s> \S )
    """,
    re.VERBOSE,
)
_NUMBER, _WORD = "n", "w"
_FRACTION_SIGNS = frozenset("½⅓⅔¼¾⅕⅛")


class Token:
    """A number in digits (``n``), a word (``w``) or one other character (``s``)."""

    __slots__ = ("capital", "end", "kind", "low", "space", "start", "text")

    def __init__(self, start: int, end: int, text: str, kind: str, space: bool) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.kind = kind
        self.low = text.lower().replace("ё", "е")  # Russian prints either
        self.space = space  # whitespace stands before it
        self.capital = kind == _WORD and text[0].isupper()

    def __repr__(self) -> str:
        return f"{self.text}@{self.start}"


def alike(text: str) -> str:
    """``text`` with look-alike spaces, dashes and quotes made one, character for character."""
    return text.translate(_ALIKE)


def tokens_of(plain: str, span: Span) -> list[Token]:
    """The tokens of a stretch of ``plain``, a text that went through :func:`alike`."""
    found: list[Token] = []
    last = span.start
    for hit in _TOKEN.finditer(plain, span.start, span.end):
        start, end = hit.span()
        text = hit.group()
        kind = hit.lastgroup or "s"
        if text in _FRACTION_SIGNS:
            kind = _NUMBER
        elif kind == _WORD and not text.isalpha():
            text = text.replace("\u0301", "").replace("\u0300", "")
        found.append(Token(start, end, text, kind, start > last))
        last = end
    return found
