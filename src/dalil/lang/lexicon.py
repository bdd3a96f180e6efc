"""Phrases found in tokens: one trie a language, over words and stems, longest match first.

A phrase is written as it stands in a text, in lower case. ``теңге*`` stands for the stem with any
of the language's endings (``words.toml``: ``endings``), ``принят~`` for any word that begins so; a
word with a capital letter (``MW``, ``May``) matches only so spelt. Straight quotes and hyphens stand for every kind.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

_PIECE = re.compile(r"[^\W\d_]+[*~]?|[0-9]+|'s\b|\S")
_KEPT_FORMS = 50_000


class Word(Protocol):
    """What the lexicon needs of a token."""

    text: str
    low: str


Entry = tuple[int, Any]
"""Where a match ends (token index, exclusive) and what the phrase means."""
Meanings = dict[str, Entry]
"""By kind of phrase: of how many words the longest is, and what it means."""


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


_NOTHING: frozenset[str] = frozenset()


class Known:
    """What a lexicon knows of one spelling of a word: found once, then looked up."""

    __slots__ = ("alone", "branches", "follows", "keys")

    def __init__(
        self, keys: tuple[str, ...], alone: Meanings, branches: tuple[dict[str, _Node], ...]
    ) -> None:
        self.keys = keys  #          the word and its stems with a star, as phrases are written
        self.alone = alone  #        the phrases that it is by itself
        self.branches = branches  #  how the longer phrases go on that it may begin
        self.follows: frozenset[str] = _NOTHING  # the keys of what may stand behind it
        if branches:
            self.follows = _NOTHING.union(*branches)


class Lexicon:
    """A trie of phrases by kind."""

    def __init__(self, endings: Container[str] = frozenset()) -> None:
        self._root = _Node()
        self._endings = endings
        self._stems: set[str] = set()
        self._beginnings: set[str] = set()

    def add(self, kind: str, phrase: str, meaning: Any) -> None:
        """Let ``phrase`` mean ``meaning`` among the phrases of ``kind``; the first one holds."""
        pieces = _PIECE.findall(phrase)
        node = self._root
        for piece in pieces:
            key = piece.lower().replace("ё", "е")
            if key.endswith("*") and len(key) > 1:
                self._stems.add(key[:-1])
            elif key.endswith("~") and len(key) > 1:
                self._beginnings.add(key[:-1])
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
        """The trie keys that a lower-cased word answers to: itself, and its stems with their sign."""
        return (low, *self._stem_keys(low))

    def _stem_keys(self, low: str) -> Iterable[str]:
        if len(low) > 40:
            return
        for cut in range(len(low), 0, -1):
            if low[:cut] in self._stems and (cut == len(low) or low[cut:] in self._endings):
                yield low[:cut] + "*"
            if low[:cut] in self._beginnings:
                yield low[:cut] + "~"

    def look_up(self, word: Word) -> Known:
        """All that is known of a word as it is spelt; to be kept by the caller."""
        keys = self.keys(word.low)
        heads = [self._root.next[key] for key in keys if key in self._root.next]
        alone: Meanings = {}
        for node in heads:
            _keep_longest(node, [word], 0, 1, alone)
        return Known(keys, alone, tuple(node.next for node in heads if node.next))

    def longer(self, known: Sequence[Known], words: Sequence[Word], at: int) -> Meanings:
        """By kind, the longest phrase of two words or more that begins at ``words[at]``."""
        found: Meanings = {}
        for branch in known[at].branches:
            self._walk(branch, known, words, at, at + 1, found)
        return found

    def _walk(
        self,
        branch: dict[str, _Node],
        known: Sequence[Known],
        words: Sequence[Word],
        start: int,
        end: int,
        found: Meanings,
    ) -> None:
        if end >= len(known):
            return
        for key in known[end].keys:
            node = branch.get(key)
            if node is not None:
                _keep_longest(node, words, start, end + 1, found)
                if node.next:
                    self._walk(node.next, known, words, start, end + 1, found)

    def kinds_ahead(self, known: Known) -> set[str]:
        """The kinds of all phrases that a word may begin."""
        kinds = set(known.alone)
        waiting = list(known.branches)
        while waiting:
            for node in waiting.pop().values():
                kinds.update(kind for kind, _, _ in node.here)
                waiting.append(node.next)
        return kinds


_KEPT_WORDS = 20_000


class Phrasebook:
    """A lexicon that remembers the spellings it has looked up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, Known] = {}

    def meanings(self, words: Sequence[Word]) -> list[Meanings]:
        """For each word, the longest phrase of each kind that begins there."""
        known = [self._known.get(word.text) or self._look_up(word) for word in words]
        found: list[Meanings] = []
        for at, word in enumerate(known):
            goes_on = (
                word.branches
                and at + 1 < len(known)
                and not word.follows.isdisjoint(known[at + 1].keys)
            )
            longer = self._lexicon.longer(known, words, at) if goes_on else None
            found.append({**word.alone, **longer} if longer else word.alone)
        return found

    def marks(self, words: Sequence[Word]) -> dict[str, dict[int, int]]:
        """By kind, at which word a phrase begins and where its longest one ends."""
        marks: dict[str, dict[int, int]] = {}
        for at, meanings in enumerate(self.meanings(words)):
            for kind, (length, _) in meanings.items():
                marks.setdefault(kind, {})[at] = at + length
        return marks

    def _look_up(self, word: Word) -> Known:
        if len(self._known) >= _KEPT_WORDS:
            self._known.clear()
        return self._known.setdefault(word.text, self._lexicon.look_up(word))


def _keep_longest(
    node: _Node, words: Sequence[Word], start: int, end: int, found: Meanings
) -> None:
    for kind, meaning, cased in node.here:
        if cased is not None and not _spelt(cased, words, start):
            continue
        before = found.get(kind)
        if before is None or before[0] < end - start:
            found[kind] = (end - start, meaning)


def _spelt(cased: tuple[str, ...], tokens: Sequence[Word], start: int) -> bool:
    return all(
        tokens[start + k].text == piece
        or piece == piece.lower()
        or (piece.endswith(("*", "~")) and tokens[start + k].text[:1].isupper())
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
