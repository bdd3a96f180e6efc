"""Phrases found in tokens: one trie a language, over words and stems, longest match first.

A phrase is written as it stands in a text, in lower case. ``теңге*`` stands for the stem with any
of the language's endings (``words.toml``: ``endings``); a word with a capital letter (``MW``,
``May``) matches only so spelt. Straight quotes and hyphens stand for every kind.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

_PIECE = re.compile(r"[^\W\d_]+\*?|[0-9]+|'s\b|\S")
_KEPT_FORMS = 50_000


class Word(Protocol):
    """What the lexicon needs of a token."""

    text: str
    low: str


Entry = tuple[int, Any]
"""Where a match ends (token index, exclusive) and what the phrase means."""


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    here: list[tuple[str, Any, tuple[str, ...] | None]] = field(default_factory=list)


class Endings:
    """What may follow a starred stem: one of a list, or at most one of each layer, in their order.

    Strung endings are taken apart when one is asked for. Written out they would be hundreds of
    thousands.
    """

    def __init__(self, listed: Iterable[str], layers: Sequence[Iterable[str]] = ()) -> None:
        self._listed = frozenset(listed)
        self._layers = tuple(frozenset(layer) for layer in layers)
        self._longest = max((len(end) for layer in self._layers for end in layer), default=0)
        self._known: dict[tuple[str, int], bool] = {}

    def __contains__(self, ending: object) -> bool:
        return ending in self._listed or (isinstance(ending, str) and self._strung(ending, 0))

    def _strung(self, ending: str, first: int) -> bool:
        """Whether ``ending`` is made of the layers from ``first`` on."""
        if not ending:
            return True
        known = self._known.get((ending, first))
        if known is None:
            known = any(
                ending[:cut] in layer and self._strung(ending[cut:], after)
                for after, layer in enumerate(self._layers[first:], first + 1)
                for cut in range(1, min(len(ending), self._longest) + 1)
            )
            if len(self._known) < _KEPT_FORMS:
                self._known[ending, first] = known
        return known


class Lexicon:
    """A trie of phrases by kind. ``marks`` reads a sentence once, for all kinds."""

    def __init__(self, endings: Container[str] = frozenset()) -> None:
        self._root = _Node()
        self._endings = endings
        self._stems: set[str] = set()
        self._forms: dict[str, tuple[str, ...]] = {}
        self._heads: dict[str, tuple[_Node, ...]] = {}

    def add(self, kind: str, phrase: str, meaning: Any) -> None:
        """Let ``phrase`` mean ``meaning`` among the phrases of ``kind``; the first one holds."""
        pieces = _PIECE.findall(phrase)
        node = self._root
        for piece in pieces:
            key = piece.lower().replace("ё", "е")
            if key.endswith("*") and len(key) > 1:
                self._stems.add(key[:-1])
            node = node.next.setdefault(key, _Node())
        cased = tuple(pieces) if phrase != phrase.lower() else None
        node.here.append((kind, meaning, cased))

    def stems_of_patterns(self, rows: Iterable[Any]) -> None:
        """Know the starred words of ``pattern`` rows, so that their forms are told too."""
        for row in rows:
            for text in phrases(row.get("pattern", ())) if isinstance(row, Mapping) else ():
                for word in re.findall(r"([^\W\d_]+)\*(?![^\s|?])", text):
                    self._stems.add(word.lower())

    def keys(self, low: str) -> tuple[str, ...]:
        """The trie keys that a lower-cased word answers to: itself and its stems with a star."""
        found = self._forms.get(low)
        if found is None:
            found = (low, *self._stem_keys(low))
            if len(self._forms) < _KEPT_FORMS:
                self._forms[low] = found
        return found

    def _stem_keys(self, low: str) -> Iterable[str]:
        if len(low) > 40:
            return
        for cut in range(len(low), 0, -1):
            if low[:cut] in self._stems and (cut == len(low) or low[cut:] in self._endings):
                yield low[:cut] + "*"

    def marks(self, tokens: Sequence[Word]) -> dict[str, dict[int, Entry]]:
        """For each kind, at which token its longest phrase begins, where it ends, what it means."""
        marks: dict[str, dict[int, Entry]] = {}
        for at, token in enumerate(tokens):
            nodes = self._heads.get(token.low)
            if nodes is None:
                nodes = self._find_heads(token.low)
            for node in nodes:
                self._walk(node, tokens, at, at + 1, marks)
        return marks

    def _find_heads(self, low: str) -> tuple[_Node, ...]:
        """Where in the trie the phrases begin that a word may begin; most words begin none."""
        branches = self._root.next
        heads = tuple(branches[key] for key in self.keys(low) if key in branches)
        if len(self._heads) < _KEPT_FORMS:
            self._heads[low] = heads
        return heads

    def has(self, tokens: Sequence[Word], at: int, kinds: Container[str]) -> bool:
        """Whether a phrase of one of these kinds begins at a token."""
        marks: dict[str, dict[int, Entry]] = {}
        for node in self._find_heads(tokens[at].low):
            self._walk(node, tokens, at, at + 1, marks)
        return any(kind in kinds for kind in marks)

    def begins(self, low: str, kinds: Container[str]) -> bool:
        """Whether a phrase of one of these kinds may begin with a word."""
        waiting = list(self._find_heads(low))
        while waiting:
            node = waiting.pop()
            if any(kind in kinds for kind, _, _ in node.here):
                return True
            waiting += node.next.values()
        return False

    def _walk(
        self,
        node: _Node,
        tokens: Sequence[Word],
        start: int,
        end: int,
        marks: dict[str, dict[int, Entry]],
    ) -> None:
        for kind, meaning, cased in node.here:
            if cased is not None and not _spelt(cased, tokens, start):
                continue
            of_kind = marks.get(kind)
            if of_kind is None:
                marks[kind] = {start: (end, meaning)}
            elif start not in of_kind or of_kind[start][0] < end:
                of_kind[start] = (end, meaning)
        if node.next and end < len(tokens):
            for key in self.keys(tokens[end].low):
                following = node.next.get(key)
                if following is not None:
                    self._walk(following, tokens, start, end + 1, marks)


def _spelt(cased: tuple[str, ...], tokens: Sequence[Word], start: int) -> bool:
    return all(
        tokens[start + k].text == piece
        or piece == piece.lower()
        or (piece.endswith("*") and tokens[start + k].text[:1].isupper())
        for k, piece in enumerate(cased)
    )


def phrases(value: Any) -> list[str]:
    """A list of phrases, however the table writes it: a list, or one string with bars."""
    return [p.strip() for p in value.split("|")] if isinstance(value, str) else list(value)


def fill_lexicon(tables: Mapping[str, Mapping[str, Any]]) -> Lexicon:
    """Every phrase of every table, under the kind that the table gives it."""
    words = tables["words"]
    lexicon = Lexicon(Endings(words.get("endings", ()), words.get("layers", ())))
    _fill_numerals(lexicon, tables["numerals"])
    _fill_units(lexicon, tables["units"])
    for row in tables["bounds"].get("bound", ()):
        for phrase in phrases(row.get("before", ())):
            lexicon.add("bound.before", phrase, row["is"])
        for phrase in phrases(row.get("after", ())):
            lexicon.add("bound.after", phrase, row["is"])
    for name, listed in words.get("class", {}).items():
        for phrase in phrases(listed):
            lexicon.add("class", phrase, name)
            lexicon.add(f"class.{name}", phrase, name)
    for table in ("words", "speech", "cues", "periods", "places", "frames"):
        for kind, listed in tables[table].get("words", {}).items():
            _fill_kind(lexicon, f"{table}.{kind}", listed)
        for rows in tables[table].values():
            lexicon.stems_of_patterns(rows if isinstance(rows, list) else ())
    return lexicon


def _fill_kind(lexicon: Lexicon, kind: str, listed: Any) -> None:
    """``kind = [phrases]`` or ``kind.phrase = meaning``."""
    if isinstance(listed, Mapping):
        for phrase, meaning in listed.items():
            for one in phrases(phrase):
                lexicon.add(kind, one, meaning)
    else:
        for phrase in phrases(listed):
            lexicon.add(kind, phrase, phrase)


def _fill_numerals(lexicon: Lexicon, numerals: Mapping[str, Any]) -> None:
    for kind, listed in numerals.get("words", {}).items():
        _fill_kind(lexicon, f"num.{kind}", listed)


def _fill_units(lexicon: Lexicon, units: Mapping[str, Any]) -> None:
    for row in units.get("unit", ()):
        for side in ("after", "before"):
            for phrase in phrases(row.get(side, ())):
                lexicon.add(f"unit.{side}", phrase, row)
