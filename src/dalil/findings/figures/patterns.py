"""A small pattern language over tokens, so that frames and date grammars are data.

A pattern is a row of elements with a space between: ``every|each {ord}``, ``{n:a} {w*2} out of
{n:b}``. An element is a word or words with bars (``тысяч*`` for a stem), a sign (``,`` ``-`` ``(``),
``{class.prep}`` a phrase of a kind in the lexicon, or one of the slots below; ``?`` after it makes
it optional, ``{…:name}`` gives what it read a name.

``{n}`` a number · ``{q}`` a number with its unit · ``{d}`` digits · ``{day}`` 1–31 · ``{year}`` 1000–2100 · ``{ord}`` an ordinal ·
``{w}`` a word · ``{w*3}`` up to three words · ``{cap}`` a word with a capital
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dalil.findings.figures.sentence import Sentence

Found = dict[str, Any]
Slot = Callable[["Sentence", int, str], Iterator[tuple[int, Any]]]


@dataclass(frozen=True, slots=True)
class Element:
    """One element: literal keys or a slot, with its argument and name."""

    words: frozenset[str]
    slot: str
    argument: str
    name: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern and the row of the table it came from."""

    elements: tuple[Element, ...]
    row: Any
    needs: tuple[frozenset[str], ...] = ()  # of each, a sentence must have one to match at all

    def match(self, sentence: Sentence, at: int) -> tuple[int, Found] | None:
        """Where the pattern ends if it begins at token ``at``, and what its named slots read."""
        found: Found = {}
        end = _match(self.elements, 0, sentence, at, found)
        return None if end is None else (end, found)


def compile_pattern(text: str, row: Any = None) -> Pattern:
    """Read a pattern as written in a table."""
    elements = tuple(_element(piece) for piece in text.split())
    return Pattern(elements, row, _needs(elements))


def _needs(elements: tuple[Element, ...]) -> tuple[frozenset[str], ...]:
    needed = [
        element.words or frozenset({"{" + element.slot})
        for element in elements
        if not element.optional and element.slot not in _ANYWHERE
    ]
    return tuple(sorted(set(needed), key=lambda need: (any("{" in key for key in need), len(need))))


_ANYWHERE = frozenset({"w", "np"})


def _element(piece: str) -> Element:
    optional = len(piece) > 1 and piece.endswith("?")
    piece = piece[:-1] if optional else piece
    if piece.startswith("{") and piece.endswith("}"):
        slot, _, name = piece[1:-1].partition(":")
        slot, _, argument = slot.partition("*")
        return Element(frozenset(), slot, argument, name or slot, optional)
    words = frozenset(piece.lower().replace("ё", "е").split("|")) if piece != "|" else frozenset("|")
    return Element(words, "", "", "", optional)


def _match(
    elements: tuple[Element, ...], k: int, sentence: Sentence, at: int, found: Found
) -> int | None:
    if k == len(elements):
        return at
    element = elements[k]
    for end, value in _readings(element, sentence, at):
        if element.name:
            found[element.name] = value
            found[element.name + ".at"] = (at, end)
        done = _match(elements, k + 1, sentence, end, found)
        if done is not None:
            return done
        found.pop(element.name, None)
    return None


def _readings(element: Element, sentence: Sentence, at: int) -> Iterator[tuple[int, Any]]:
    if element.slot:
        yield from read_slot(sentence, element.slot, element.argument, at)
    elif at < len(sentence.tokens) and _is_word(element.words, sentence, at):
        yield at + 1, None
    if element.optional:
        yield at, None


def _is_word(words: frozenset[str], sentence: Sentence, at: int) -> bool:
    low = sentence.tokens[at].low
    if low in words:
        return True
    if low in "-–−" and "-" in words:
        return True
    return any(key in words for key in sentence.grammar.lang.lexicon.keys(low)[1:])


def read_slot(sentence: Sentence, slot: str, argument: str, at: int) -> Iterator[tuple[int, Any]]:
    """The readings of a slot at a token, longest first."""
    if slot == "w":
        yield from _some_words(sentence, int(argument or 1), at, bool(argument))
        return
    if at >= len(sentence.tokens):
        return
    token = sentence.tokens[at]
    if slot == "n":
        number = sentence.number(at)
        if number is not None:
            yield number.j, number
    elif slot == "q":
        quantity = sentence.quantity(at)
        if quantity is not None:
            yield quantity.j, quantity
    elif slot == "ord":
        ordinal = sentence.ordinal(at)
        if ordinal is not None:
            yield ordinal
    elif slot == "date":
        date = sentence.date(at)
        if date is not None:
            yield date
    elif slot == "np":
        end = sentence.noun_phrase(at)
        if end > at:
            yield end, None
    elif slot in ("d", "day", "year"):
        yield from _digits(token, slot, at)
    elif slot == "dotted":
        if token.kind == "n" and token.text.count(".") == 2:
            yield at + 1, token.text
    elif slot == "cap":
        yield from _capitals(sentence, at, int(argument or 1))
    else:
        entry = sentence.at(slot, at)
        if entry is not None:
            yield entry


def _capitals(sentence: Sentence, at: int, most: int) -> Iterator[tuple[int, Any]]:
    """Up to ``most`` words with capitals, hyphenated ones whole; the longest first."""
    tokens, end = sentence.tokens, at
    ends: list[int] = []
    if any(sentence.is_a(name, at) for name in ("det", "prep", "conj", "pron", "link", "clause")):
        return
    while end < len(tokens) and len(ends) < most and tokens[end].capital:
        end += 1
        while end + 1 < len(tokens) and tokens[end].low == "-" and not tokens[end + 1].space:
            if tokens[end].space or tokens[end + 1].kind != "w":
                break
            end += 2
        ends.append(end)
        if end < len(tokens) and tokens[end].low in ("'s", "'"):
            break
    for stop in reversed(ends):
        yield stop, None


def _digits(token: Any, slot: str, at: int) -> Iterator[tuple[int, Any]]:
    if token.kind != "n":
        return
    if slot == "d":
        yield at + 1, token.text
        return
    if not token.text.isdigit() or len(token.text) > 9:
        return
    value = int(token.text)
    if slot == "day" and not (1 <= value <= 31 and len(token.text) <= 2):
        return
    if slot == "year" and not (1000 <= value <= 2100 and len(token.text) == 4):
        return
    yield at + 1, value


def _some_words(
    sentence: Sentence, most: int, at: int, none_too: bool
) -> Iterator[tuple[int, Any]]:
    """Fewest words first: the rest of the pattern says how many."""
    tokens = sentence.tokens
    if none_too:
        yield at, None
    for end in range(at + 1, min(at + most, len(tokens)) + 1):
        if tokens[end - 1].kind != "w" and tokens[end - 1].low not in "-'":
            return
        yield end, None
