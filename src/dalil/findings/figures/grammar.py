"""A language's tables made ready for finding: compiled patterns and look-ups, once per language."""

from __future__ import annotations

from collections.abc import Iterator
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
        self._words: dict[str, list[tuple[int, Pattern]]] = {}
        self._any: list[tuple[int, Pattern]] = []
        for rank, pattern in enumerate(rows):
            first = pattern.elements[0]
            if first.words and not first.optional:
                for word in first.words:
                    self._words.setdefault(word, []).append((rank, pattern))
            else:
                self._any.append((rank, pattern))

    def starting(self, sentence: Sentence, at: int) -> Iterator[Pattern]:
        """The patterns that may begin at a token, in the order of the table."""
        token = sentence.tokens[at]
        keys = sentence.grammar.lang.lexicon.keys(token.low)
        found = [hit for key in keys for hit in self._words.get(key, ())]
        if token.low in ("–", "\u2212"):
            found += self._words.get("-", ())
        if not found:
            yield from (pattern for _, pattern in self._any)
            return
        for _, pattern in sorted(found + self._any, key=lambda hit: hit[0]):
            yield pattern


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
