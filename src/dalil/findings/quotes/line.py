"""A paragraph as the quotation rules see it: tokens, stretches in quotation marks, sentences."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from dalil.findings.figures.tokens import Token, tokens_of
from dalil.findings.quotes.words import Words
from dalil.findings.sentences import sentences
from dalil.lang import load
from dalil.model import Span

_CLOSES = {"«": "»", "“": "”", "„": "“”", "‟": "”", '"': '"', "‘": "’"}
_SPEECH_ENDS = ",.!?…"
_MOST_OPEN = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens ``[begin, end)`` within quotation marks, which stand before and behind them."""

    begin: int
    end: int

    @property
    def outer(self) -> tuple[int, int]:
        """With the marks."""
        return self.begin - 1, self.end + 1


def _begin_of(stretch: Stretch) -> int:
    return stretch.begin


class Line:
    """One paragraph."""

    def __init__(self, text: str, plain: str, span: Span, words: Words) -> None:
        self.text = text
        self.span = span
        self.words = words
        self.tokens: list[Token] = tokens_of(plain, span)
        self.marks = words.marks(self.tokens)
        self.stretches = _stretches(text, self.tokens)
        self.inside = [-1] * len(self.tokens)  # the stretch that a token is in, its marks too
        for number, stretch in enumerate(self.stretches):
            for k in range(stretch.begin - 1, min(stretch.end + 1, len(self.tokens))):
                self.inside[k] = number
        self.dialogue = self.is_dash(0) and len(self.tokens) > 1 and self.tokens[1].space
        self.sentences = self._sentences(plain)

    def _sentences(self, plain: str) -> list[tuple[int, int]]:
        """Token ranges; what ends inside quotation marks does not end a sentence."""
        starts = [token.start for token in self.tokens]
        found: list[tuple[int, int]] = []
        for span in sentences(plain, self.span, load(self.words.code)):
            i, j = bisect_left(starts, span.start), bisect_left(starts, span.end)
            if found and (self._within(i) or self._after_dash(i)):
                found[-1] = found[-1][0], j
            elif i < j:
                found.append((i, j))
        return found

    def _after_dash(self, i: int) -> bool:
        """Whether a dash and a small letter stand at ``i``: ``«Стойте!» – крикнул офицер``."""
        return self.is_dash(i) and i + 1 < len(self.tokens) and self.tokens[i + 1].text.islower()

    def _within(self, i: int) -> bool:
        """Whether a sentence that begins at token ``i`` begins inside quotation marks."""
        number = self.inside[i] if i < len(self.inside) else -1
        return number >= 0 and i >= self.stretches[number].begin

    def stretches_in(self, i: int, j: int) -> list[Stretch]:
        """The stretches that begin in tokens ``[i, j)``."""
        first = bisect_left(self.stretches, i, key=_begin_of)
        return self.stretches[first : bisect_left(self.stretches, j, key=_begin_of)]

    # ── tokens ──

    def low(self, k: int) -> str:
        """The lower-cased token at ``k``, ``""`` beyond the ends."""
        return self.tokens[k].low if 0 <= k < len(self.tokens) else ""

    def at(self, kind: str, k: int) -> int | None:
        """Where the phrase of a kind ends that begins at token ``k``."""
        found = self.marks.get(kind)
        return found.get(k) if found else None

    def any_at(self, kinds: frozenset[str], k: int) -> bool:
        """Whether a phrase of one of these kinds begins at token ``k``."""
        return any(k in self.marks[kind] for kind in kinds if kind in self.marks)

    def is_dash(self, k: int) -> bool:
        """Whether a dash stands at ``k``; a hyphen within a word is none."""
        if self.low(k) == "–":
            return True
        behind = k + 1 >= len(self.tokens) or self.tokens[k + 1].space
        return self.low(k) == "-" and behind and (self.tokens[k].space or k == 0)

    def is_word(self, k: int) -> bool:
        """Whether a word stands at ``k``, or a hyphen within one."""
        return 0 <= k < len(self.tokens) and (self.tokens[k].kind != "s" or self.is_hyphen(k))

    def is_hyphen(self, k: int) -> bool:
        """Whether a hyphen joins the tokens around ``k`` to one word."""
        if self.low(k) != "-" or not 0 < k < len(self.tokens) - 1:
            return False
        return not self.tokens[k].space and not self.tokens[k + 1].space

    def capital(self, k: int) -> bool:
        """Whether a word with a capital stands at ``k``."""
        return 0 <= k < len(self.tokens) and self.tokens[k].capital

    def sign_before(self, k: int, signs: str = _SPEECH_ENDS) -> bool:
        """Whether one of the signs stands right before token ``k``."""
        return k > 0 and self.low(k - 1) != "" and self.low(k - 1) in signs

    def span_of(self, i: int, j: int) -> Span:
        """The characters of tokens ``[i, j)``."""
        return Span(self.tokens[i].start, self.tokens[j - 1].end)

    def said(self, i: int, j: int) -> str:
        """The characters of tokens ``[i, j)`` as they stand."""
        return self.span_of(i, j).of(self.text)

    def trimmed(self, i: int, j: int) -> tuple[int, int]:
        """Tokens ``[i, j)`` without the signs around them that are nobody's words."""
        while i < j and (self.low(i) in ",;:.)" or self.is_dash(i)):
            i += 1
        while j > i and (self.low(j - 1) in ",;:.(" or self.is_dash(j - 1)):
            j -= 1
        if j - i > 2 and self.inside[i] >= 0 and self.inside[i] == self.inside[j - 1]:
            stretch = self.stretches[self.inside[i]]
            if stretch.outer == (i, j):
                return self.trimmed(i + 1, j - 1)
        return i, j

    def word_count(self, i: int, j: int) -> int:
        """How many words stand in tokens ``[i, j)``."""
        return sum(self.tokens[k].kind == "w" for k in range(i, j))


def _stretches(text: str, tokens: list[Token]) -> list[Stretch]:
    """What stands in quotation marks; an inner quotation belongs to the outer one."""
    found: list[Stretch] = []
    open_: list[str] = []
    begin = last = 0
    for k, token in enumerate(tokens):
        sign = text[token.start]
        if open_ and sign in _CLOSES[open_[-1]] and _may_close(tokens, k, sign):
            open_.pop()
            last = k
            if not open_:
                found.append(Stretch(begin, k))
        elif sign in _CLOSES and _may_open(tokens, k, sign) and len(open_) < _MOST_OPEN:
            if not open_:
                begin, last = k + 1, 0
            open_.append(sign)
    if open_:
        if last > begin:  # «… «…»: one mark closes both
            found.append(Stretch(begin, last))
        elif begin == 1 or (begin > 1 and tokens[begin - 2].low in (":", ".", "!", "?", "…")):
            found.append(Stretch(begin, len(tokens)))  # it goes on in the next paragraph
    return [stretch for stretch in found if stretch.begin < stretch.end]


def _may_open(tokens: list[Token], k: int, sign: str) -> bool:
    if sign not in '"‘':
        return True
    behind = k + 1 < len(tokens) and not tokens[k + 1].space
    return behind and (k == 0 or tokens[k].space or tokens[k - 1].low in '("–')


def _may_close(tokens: list[Token], k: int, sign: str) -> bool:
    """A straight mark or an apostrophe closes where no word goes on behind it."""
    if sign not in '"’':
        return True
    word_behind = k + 1 < len(tokens) and tokens[k + 1].kind == "w" and not tokens[k + 1].space
    return not word_behind and not (sign == '"' and tokens[k].space)
