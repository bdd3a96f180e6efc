"""A language's tables made ready for finding: compiled patterns and look-ups, once per language."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from dalil.findings.figures.patterns import Pattern, compile_pattern
from dalil.findings.figures.sentence import Sentence
from dalil.lang import Language, load


class Patterns:
    """Patterns by what they can begin with, in the order of the table."""

    def __init__(self, rows: list[Pattern]) -> None:
        self._starts: dict[str, list[tuple[int, Pattern]]] = {}
        self.slots: set[str] = set()
        for rank, pattern in enumerate(rows):
            for start in _starts(pattern):
                self._starts.setdefault(start, []).append((rank, pattern))
                if start.startswith("{"):
                    self.slots.add(start[1:])

    def may_start(self, sentence: Sentence, at: int) -> bool:
        """Whether any pattern may begin at a token."""
        return any(key in self._starts for key in sentence.starts(at))

    def starting(self, sentence: Sentence, at: int) -> list[Pattern]:
        """The patterns that may begin at a token, in the order of the table."""
        found: dict[int, Pattern] = {}
        for key in sentence.starts(at):
            for rank, pattern in self._starts.get(key, ()):
                if rank not in found and _possible(pattern, sentence):
                    found[rank] = pattern
        return [found[rank] for rank in sorted(found)]

    def candidates(self, sentence: Sentence) -> list[tuple[int, int, Pattern]]:
        """Where in a sentence which pattern may begin: token, rank in the table, pattern."""
        index = sentence.index()
        found: set[tuple[int, int]] = set()
        patterns: dict[int, Pattern] = {}
        for key in self._starts.keys() & index.keys():
            for rank, pattern in self._starts[key]:
                if rank in patterns or _possible(pattern, sentence):
                    patterns[rank] = pattern
                    found.update((at, rank) for at in index[key])
        return [(at, rank, patterns[rank]) for at, rank in sorted(found)]


def _possible(pattern: Pattern, sentence: Sentence) -> bool:
    """Whether the sentence has every word and slot that the pattern cannot do without."""
    known = sentence.possible.get(id(pattern))
    if known is None:
        index = sentence.index()
        known = True
        for need in pattern.needs:
            if need.isdisjoint(index):
                known = False
                break
        sentence.possible[id(pattern)] = known
    return known


def _starts(pattern: Pattern) -> set[str]:
    """The words and slots (with a brace in front) that a match may begin with."""
    starts: set[str] = set()
    for element in pattern.elements:
        starts |= {"{" + element.slot} if element.slot else element.words
        if not (element.optional or (element.slot == "w" and element.argument)):
            break
    return starts


class Grammar:
    """What finding needs of a language, compiled."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self._own = _own_module(lang.code) if lang.known else None
        self.guessed: dict[str, str] = {}  # the class of words that no list has
        self._patterns: dict[str, Patterns] = {}
        for table in ("frames", "periods", "places", "speech", "cues"):
            for name, rows in lang.table(table).items():
                if name not in ("words", "settings") and isinstance(rows, list):
                    self._patterns[f"{table}.{name}"] = Patterns(
                        [compile_pattern(text, row) for row in rows for text in _texts(row)]
                    )

        self.first_slots = frozenset(
            slot for group in self._patterns.values() for slot in group.slots if "." in slot
        )

    def patterns(self, name: str) -> Patterns | None:
        """The patterns of ``[[name]]`` in a table: ``"frames.share"``."""
        return self._patterns.get(name)

    def hook(self, name: str, default: Any) -> Any:
        """What the language's own module (``in_ru.py``) puts in place of ``default``."""
        return getattr(self._own, name, default)

    def setting(self, table: str, name: str, default: Any = None) -> Any:
        """A value of a table's ``[settings]``."""
        return self.lang.table(table).get("settings", {}).get(name, default)


def _texts(row: Any) -> list[str]:
    text = row["pattern"]
    return [text] if isinstance(text, str) else list(text)


def _own_module(code: str) -> Any:
    name = f"dalil.findings.figures.in_{code}"
    return import_module(name) if find_spec(name) else None


@lru_cache(maxsize=32)
def grammar(code: str) -> Grammar:
    """The compiled grammar of a language, kept."""
    return Grammar(load(code))
