"""A small pattern language over tokens, so that frames and date grammars are data.

A pattern is a row of elements with a space between: ``every|each {ord}``, ``{n:a} {w*2} out of
{n:b}``. An element is a word or words with bars (``тысяч*`` for a stem), a sign (``,`` ``-`` ``(``),
``{class.prep}`` a phrase of a kind in the lexicon, or one of the slots below; ``?`` after it makes
it optional, ``{…:name}`` gives what it read a name.

``{n}`` a number · ``{q}`` a number with its unit · ``{d}`` digits · ``{day}`` 1–31 · ``{year}`` 1000–2100 · ``{ord}`` an ordinal ·
``{w}`` a word · ``{w*3}`` up to three words · ``{cap}`` a word with a capital
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dalil.findings.figures.sentence import Sentence

Found = dict[str, Any]
Readings = Sequence[tuple[int, Any]]
"""Where each reading ends and what was read; best first."""
Slot = Callable[["Sentence", int, str], Readings]


@dataclass(frozen=True, slots=True)
class Element:
    """One element: literal keys or a slot, with its argument and name."""

    words: frozenset[str]
    slot: str
    read: Slot | None  #  reads the slot; None for words
    argument: str
    name: str
    optional: bool

    @property
    def keys(self) -> frozenset[str]:
        """What stands in a sentence's index where this may be read."""
        return self.words if self.read is None else frozenset({slot_key(self.slot)})


Match = tuple[int, Found]
"""Where a pattern ends, and what its named slots read: ``name`` the value, ``name.at`` the tokens."""
Step = Callable[["Sentence", int], Match | None]
"""Reads an element at a token, and the rest of the pattern behind it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern and the row of the table it came from."""

    elements: tuple[Element, ...]
    row: Any
    starts: frozenset[str]  #              the words and slots that a match may begin with
    needs: tuple[frozenset[str], ...]  #   of each, a sentence must have one; the rarest first
    match: Step  #                         of all elements; ``None`` where it does not match


def compile_pattern(text: str, row: Any = None) -> Pattern:
    """Read a pattern as written in a table."""
    elements = tuple(_element(piece) for piece in text.split())
    return Pattern(elements, row, _starts(elements), _needs(elements), _steps(elements))


def slot_key(slot: str) -> str:
    """How the index of a sentence calls a slot: no word looks so."""
    return slot if "." in slot else "{" + slot


def _starts(elements: tuple[Element, ...]) -> frozenset[str]:
    starts: frozenset[str] = frozenset()
    for element in elements:
        starts |= element.keys
        if not (element.optional or (element.slot == "w" and element.argument.isdigit())):
            break
    return starts


def _needs(elements: tuple[Element, ...]) -> tuple[frozenset[str], ...]:
    needed = {e.keys: _rarity(e) for e in elements if not e.optional and e.slot not in _ANYWHERE}
    return tuple(sorted(needed, key=lambda keys: (needed[keys], len(keys), sorted(keys))))


def _rarity(element: Element) -> int:
    """Phrases of one kind and single words are rarer than numbers, and numbers than capitals."""
    if element.read is None:
        return 2 if element.words & _EVERYWHERE else 0
    return 0 if "." in element.slot else {"cap": 4, "date": 1}.get(element.slot, 3)


_EVERYWHERE = frozenset(",.-")
_ANYWHERE = frozenset({"w", "np"})


def _element(piece: str) -> Element:
    optional = len(piece) > 1 and piece.endswith("?")
    piece = piece[:-1] if optional else piece
    if piece.startswith("{") and piece.endswith("}"):
        slot, _, name = piece[1:-1].partition(":")
        slot, _, argument = slot.partition("*")
        read = SLOTS.get(slot, _phrase)
        return Element(frozenset(), slot, read, argument or slot, name or slot, optional)
    words = (
        frozenset(piece.lower().replace("ё", "е").split("|")) if piece != "|" else frozenset("|")
    )
    return Element(words, "", None, "", "", optional)


# ── matching: each element is a step that goes on with the rest of the pattern ──


def _steps(elements: tuple[Element, ...]) -> Step:
    step: Step = _done
    for element in reversed(elements):
        step = _step(element, step)
    return step


def _done(sentence: Sentence, at: int) -> Match | None:
    return at, {}


def _step(element: Element, rest: Step) -> Step:
    if element.read is None:
        step = _words_step(element.words, rest)
    elif element.read is _phrase:
        step = _phrase_step(element, rest)
    else:
        step = _slot_step(element, rest)
    return _optional_step(element.name, step, rest) if element.optional else step


def _words_step(words: frozenset[str], rest: Step) -> Step:
    def step(sentence: Sentence, at: int) -> Match | None:
        return None if words.isdisjoint(sentence.labels[at]) else rest(sentence, at + 1)

    return step


def _phrase_step(element: Element, rest: Step) -> Step:
    kind, name, span = element.argument, element.name, element.name + ".at"

    def step(sentence: Sentence, at: int) -> Match | None:
        entry = sentence.at(kind, at)
        done = None if entry is None else rest(sentence, entry[0])
        if done is not None and entry is not None and name not in done[1]:
            done[1][name], done[1][span] = entry[1], (at, entry[0])
        return done

    return step


def _slot_step(element: Element, rest: Step) -> Step:
    read, argument, name, span = element.read, element.argument, element.name, element.name + ".at"
    may_end = element.slot == "w"  # "up to three words" may be none, at the very end too

    def step(sentence: Sentence, at: int) -> Match | None:
        if read is None or (at >= len(sentence.tokens) and not may_end):
            return None
        for end, value in read(sentence, at, argument):
            done = rest(sentence, end)
            if done is not None:
                if name not in done[1]:
                    done[1][name], done[1][span] = value, (at, end)
                return done
        return None

    return step


def _optional_step(name: str, step: Step, rest: Step) -> Step:
    def either(sentence: Sentence, at: int) -> Match | None:
        done = step(sentence, at)
        if done is None:
            done = rest(sentence, at)
            if done is not None and name and name not in done[1]:
                done[1][name], done[1][name + ".at"] = None, (at, at)
        return done

    return either


# ── slots ──


def _number(sentence: Sentence, at: int, _: str) -> Readings:
    number = sentence.number(at)
    return () if number is None else ((number.j, number),)


def _quantity(sentence: Sentence, at: int, _: str) -> Readings:
    quantity = sentence.quantity(at)
    return () if quantity is None else ((quantity.j, quantity),)


def _ordinal(sentence: Sentence, at: int, _: str) -> Readings:
    ordinal = sentence.ordinal(at)
    return () if ordinal is None else (ordinal,)


def _date(sentence: Sentence, at: int, _: str) -> Readings:
    date = sentence.date(at)
    return () if date is None else (date,)


def _noun_phrase(sentence: Sentence, at: int, _: str) -> Readings:
    end = sentence.noun_phrase(at)
    return ((end, None),) if end > at else ()


def _phrase(sentence: Sentence, at: int, kind: str) -> Readings:
    entry = sentence.at(kind, at)
    return () if entry is None else (entry,)


def _dotted(sentence: Sentence, at: int, _: str) -> Readings:
    token = sentence.tokens[at]
    return ((at + 1, token.text),) if token.kind == "n" and token.text.count(".") == 2 else ()


def _capitals(sentence: Sentence, at: int, argument: str) -> Readings:
    """Up to ``most`` words with capitals, hyphenated ones whole; the longest first."""
    tokens, end = sentence.tokens, at
    most = int(argument) if argument.isdigit() else 1
    ends: list[int] = []
    if not tokens[at].capital or sentence.any_at(_SMALL, at):
        return ()
    while end < len(tokens) and len(ends) < most and tokens[end].capital:
        end += 1
        while end + 1 < len(tokens) and tokens[end].low == "-" and not tokens[end + 1].space:
            if tokens[end].space or tokens[end + 1].kind != "w":
                break
            end += 2
        ends.append(end)
        if end < len(tokens) and tokens[end].low in ("'s", "'"):
            break
    return [(stop, None) for stop in reversed(ends)]


_SMALL = frozenset("class." + kind for kind in ("det", "prep", "conj", "pron", "link", "clause"))


def _digits(sentence: Sentence, at: int, slot: str) -> Readings:
    token = sentence.tokens[at]
    if token.kind != "n":
        return ()
    if slot == "d":
        return ((at + 1, token.text),)
    if not token.text.isdigit() or len(token.text) > 9:
        return ()
    value = int(token.text)
    if slot == "day" and not (1 <= value <= 31 and len(token.text) <= 2):
        return ()
    if slot == "year" and not (1000 <= value <= 2100 and len(token.text) == 4):
        return ()
    return ((at + 1, value),)


def _some_words(sentence: Sentence, at: int, argument: str) -> Readings:
    """Fewest words first: the rest of the pattern says how many; ``{w*3}`` may be none."""
    tokens = sentence.tokens
    counted = argument.isdigit()
    readings: list[tuple[int, Any]] = [(at, None)] if counted else []
    for end in range(at + 1, min(at + (int(argument) if counted else 1), len(tokens)) + 1):
        if tokens[end - 1].kind != "w" and tokens[end - 1].low not in "-'":
            break
        readings.append((end, None))
    return readings


SLOTS: dict[str, Slot] = {
    "n": _number,
    "q": _quantity,
    "d": _digits,
    "day": _digits,
    "year": _digits,
    "dotted": _dotted,
    "ord": _ordinal,
    "w": _some_words,
    "cap": _capitals,
    "np": _noun_phrase,
    "date": _date,
}
"""The slots by name; any other name is a kind of the lexicon."""
