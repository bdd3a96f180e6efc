"""A language's tables made ready for finding: compiled patterns and look-ups, once per language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from dalil.findings.figures.patterns import Pattern, compile_pattern
from dalil.findings.figures.sentence import Sentence
from dalil.findings.figures.tokens import Token
from dalil.lang import Language, load

DATES = "periods.date"
"""The table whose patterns make the slot ``{date}``."""

_DASHES = frozenset("\u2212–")
_KEPT_WORDS = 50_000
_NUMBER_SLOTS = frozenset({"{n", "{q", "{d", "{day", "{year", "{dotted", "{ord"})
_STATING = frozenset(
    {
        *(
            "num.cardinals",
            "num.shares",
            "num.vague",
            "num.scales",
            "num.ordinals",
            "num.multiples",
        ),
        *("num.grown", "num.shrunk", "num.bare_scales", "cues.denied"),
    }
)
"""Kinds of phrases without which, and without digits, a sentence states and changes no figure."""


class Patterns:
    """The patterns of one table, in its order."""

    def __init__(self, table: str, rows: list[Pattern]) -> None:
        self.table = table
        self.rows = rows

    def starting(self, sentence: Sentence, at: int) -> Sequence[Pattern]:
        """The patterns that may begin at a token, in the order of the table."""
        return sentence.candidates(self.table).get(at, ())


Anchors = dict[str, list[tuple[str, int, Pattern]]]
"""Patterns (table, rank in it) by the rarest of what they cannot do without; ``""``: by nothing."""


def _anchored(groups: Iterable[Patterns]) -> Anchors:
    anchors: Anchors = {}
    for group in groups:
        for rank, pattern in enumerate(group.rows):
            for key in pattern.needs[0] if pattern.needs else ("",):
                anchors.setdefault(key, []).append((group.table, rank, pattern))
    return anchors


class Grammar:
    """What finding needs of a language, compiled."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self._own = _own_module(lang) if lang.known else None
        self.guessed: dict[str, str] = {}  # the class of words that no list has
        self._forms: dict[str, tuple[str, ...]] = {}
        self._patterns: dict[str, Patterns] = {}
        for table in ("frames", "periods", "places", "speech", "cues"):
            for name, rows in lang.table(table).items():
                if name not in ("words", "settings") and isinstance(rows, list):
                    self._patterns[f"{table}.{name}"] = Patterns(
                        f"{table}.{name}",
                        [compile_pattern(text, row) for row in rows for text in _texts(row)],
                    )
        groups = self._patterns.values()
        self._vocabulary = frozenset().union(
            *(e.words for group in groups for pattern in group.rows for e in pattern.elements)
        )
        self._keys: dict[str, tuple[str, ...]] = {}
        self._stating = _STATING.union(self.hook("STATING_KINDS", ()), *self._bare_frames())
        self._states: dict[str, bool | None] = {}
        self.anchors = _anchored(group for group in groups if group.table != DATES)
        self.date_anchors = _anchored(group for group in groups if group.table == DATES)

    def patterns(self, name: str) -> Patterns | None:
        """The patterns of ``[[name]]`` in a table: ``"frames.share"``."""
        return self._patterns.get(name)

    def _bare_frames(self) -> Iterable[frozenset[str]]:
        """What frames cannot do without that make a figure without any number: "every other"."""
        for table in ("frames.share", "frames.rank", "frames.range"):
            group = self._patterns.get(table)
            for pattern in group.rows if group else ():
                if not any(need & _NUMBER_SLOTS for need in pattern.needs):
                    yield pattern.needs[0]

    def keys_of(self, tokens: Iterable[Token]) -> list[tuple[str, ...]]:
        """For each token, the words and stems of patterns that it stands for; most for none."""
        known = self._keys
        return [known[t.low] if t.low in known else self._find_keys(t.low) for t in tokens]

    def _find_keys(self, low: str) -> tuple[str, ...]:
        keys = (low, "-") if low in _DASHES else self.lang.lexicon.keys(low)
        found = tuple(key for key in keys if key in self._vocabulary)
        if len(self._keys) < _KEPT_WORDS:
            self._keys[low] = found
        return found

    def may_state(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence may state a figure or change the one before: a digit or such a word."""
        known = self._states
        for at, token in enumerate(tokens):
            if token.kind == "n":
                return True
            if token.kind == "w":
                low = token.low
                states = known[low] if low in known else self._find_states(low)
                if states is None:
                    states = self.lang.lexicon.has(tokens, at, self._stating)
                if states:
                    return True
        return False

    def _find_states(self, low: str) -> bool | None:
        """Whether a word states a figure by itself; ``None``: words after it decide."""
        own = self.hook("STATES", None)
        found: bool | None = not self._stating.isdisjoint(self.lang.lexicon.keys(low))
        if own is not None and own(low):
            found = True
        elif not found and self.lang.lexicon.begins(low, self._stating):
            found = None
        if len(self._states) < _KEPT_WORDS:
            self._states[low] = found
        return found

    def hook(self, name: str, default: Any) -> Any:
        """What the language's own module (``in_ru.py``) puts in place of ``default``."""
        return getattr(self._own, name, default)

    def forms(self, name: str) -> tuple[str, ...]:
        """The endings of a form of words (``words.toml``: ``[forms]``)."""
        found = self._forms.get(name)
        if found is None:
            listed = self.lang.table("words").get("forms", {}).get(name, ())
            found = self._forms[name] = tuple(listed)
        return found

    def setting(self, table: str, name: str, default: Any = None) -> Any:
        """A value of a table's ``[settings]``."""
        return self.lang.table(table).get("settings", {}).get(name, default)


def _texts(row: Any) -> list[str]:
    text = row["pattern"]
    return [text] if isinstance(text, str) else list(text)


def _own_module(lang: Language) -> Any:
    """The rules that a language has for itself, or shares with its family (``words.toml``)."""
    rules = lang.table("words").get("settings", {}).get("rules", lang.code)
    name = f"dalil.findings.figures.in_{rules}"
    return import_module(name) if find_spec(name) else None


@lru_cache(maxsize=32)
def grammar(code: str) -> Grammar:
    """The compiled grammar of a language, kept."""
    return Grammar(load(code))
