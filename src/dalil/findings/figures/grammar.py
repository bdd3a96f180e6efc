"""A language's tables made ready for finding: compiled patterns and look-ups, once per language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from dalil.findings.figures.numbers import NumberRules
from dalil.findings.figures.patterns import Pattern, compile_pattern
from dalil.findings.figures.sentence import (
    Form,
    Roles,
    Sentence,
    labels_of_kinds,
    labels_of_token,
)
from dalil.findings.figures.tokens import Token
from dalil.lang import Language, load
from dalil.lang.conventions import DEFAULT, Convention, convention
from dalil.lang.lexicon import Known, Meanings

DATES = "periods.date"
"""The table whose patterns make the slot ``{date}``."""

_DASHES = frozenset("\u2212–")
_KEPT_WORDS = 50_000
_NUMBER_SLOTS = frozenset({"{n", "{q", "{d", "{day", "{year", "{dotted", "{ord"})
_VISITED = frozenset({"{n", "{q", "{d", "{cap", "{sign"})
"""Labels whose tokens the stages ask for, beside those that patterns begin with."""

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
        *("num.grown", "num.shrunk", "num.bare_scales", "cues.denied", "speech.about_this"),
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


@dataclass(frozen=True, slots=True)
class Anchored:
    """A pattern filed under one of its needs."""

    table: str
    rank: int  #                          in the table
    pattern: Pattern
    rest: tuple[frozenset[str], ...]  #   what else a sentence must have


Anchors = dict[str, list[Anchored]]
"""Patterns by what they need that the fewest others need; ``""``: those that need nothing."""


def _anchored(groups: Iterable[Patterns], common: Counter[str]) -> Anchors:
    anchors: Anchors = {}
    for group in groups:
        for rank, pattern in enumerate(group.rows):
            anchor = min(pattern.needs, key=lambda need: _shared(need, common), default=_NOTHING)
            rest = tuple(need for need in pattern.needs if need != anchor)
            for key in anchor:
                anchors.setdefault(key, []).append(Anchored(group.table, rank, pattern, rest))
    return anchors


def _shared(need: frozenset[str], common: Counter[str]) -> int:
    """How many needs of all patterns have a word or slot of this one; slots stand everywhere."""
    return sum(common[key] + _OF_A_SLOT * key.startswith("{") for key in need)


_NOTHING = frozenset({""})
_OF_A_SLOT = 30


class Grammar:
    """What finding needs of a language, compiled."""

    def __init__(self, lang: Language, vague: Convention) -> None:
        self.lang = lang
        self._own = _own_module(lang) if lang.known else None
        self._settings: dict[str, Mapping[str, Any]] = {}
        self.guessed: dict[str, str] = {}  # the class of words that no list has
        self.shapes: dict[str, str] = {}  # what their endings make words, where endings tell
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
        rows = [pattern for group in groups for pattern in group.rows]
        self._vocabulary = frozenset().union(
            *(e.words for pattern in rows for e in pattern.elements)
        )
        self._visited = _VISITED.union(*(pattern.starts for pattern in rows))
        self._spelt: dict[str, Form] = {}
        self._roles: dict[frozenset[str], Roles] = {}
        self.numbers = NumberRules(lang.table("numerals"), vague)
        self._stating = _STATING.union(self.hook("STATING_KINDS", ()), *self._bare_frames())
        common = Counter(key for pattern in rows for need in pattern.needs for key in need)
        self.anchors = _anchored((g for g in groups if g.table != DATES), common)
        self.date_anchors = _anchored((g for g in groups if g.table == DATES), common)
        self._filed = frozenset(self.anchors.keys() | self.date_anchors.keys())

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

    def forms_of(self, tokens: Sequence[Token]) -> list[Form]:
        """What is known of each token as it is spelt."""
        known = self._spelt
        return [known.get(token.text) or self._find_form(token) for token in tokens]

    def _find_form(self, token: Token) -> Form:
        known = self.lang.lexicon.look_up(token)
        keys = (token.low, "-") if token.low in _DASHES else known.keys
        labels = labels_of_token(token)
        if known.alone:
            labels |= labels_of_kinds(known.alone)
        if not self._vocabulary.isdisjoint(keys):
            labels |= self._vocabulary.intersection(keys)
        form = Form(known, self.roles(labels), self._states(token, known))
        if len(self._spelt) >= _KEPT_WORDS:
            self._spelt.clear()
        self._spelt[token.text] = form
        return form

    def roles(self, labels: frozenset[str]) -> Roles:
        """Labels, and those among them that are asked for first; most words have the same few."""
        roles = self._roles.get(labels)
        if roles is None:
            roles = Roles(labels, tuple(labels & self._visited), labels & self._filed)
            if len(self._roles) < _KEPT_WORDS:
                self._roles[labels] = roles
        return roles

    def longer(self, forms: Sequence[Form], tokens: Sequence[Token], at: int) -> Meanings:
        """The phrases of two words or more that begin at a token."""
        return self.lang.lexicon.longer(forms, tokens, at)

    def may_state(self, tokens: Sequence[Token], forms: Sequence[Form]) -> bool:
        """Whether a sentence may state a figure or change the one before: a digit or such a word."""
        states = {form.states for form in forms}
        if True in states or None not in states:
            return True in states
        return any(
            form.states is None and not self._stating.isdisjoint(self.longer(forms, tokens, at))
            for at, form in enumerate(forms)
        )

    def _states(self, token: Token, known: Known) -> bool | None:
        """Whether a word states a figure by itself; ``None``: words after it decide."""
        if token.kind != "w":
            return token.kind == "n"
        own = self.hook("STATES", None)
        if not self._stating.isdisjoint(known.keys) or not self._stating.isdisjoint(known.alone):
            return True
        if own is not None and own(token.low):
            return True
        if not known.branches or self._stating.isdisjoint(self.lang.lexicon.kinds_ahead(known)):
            return False
        return None

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
        settings = self._settings.get(table)
        if settings is None:
            settings = self._settings[table] = self.lang.table(table).get("settings", {})
        return settings.get(name, default)


def _texts(row: Any) -> list[str]:
    text = row["pattern"]
    return [text] if isinstance(text, str) else list(text)


def _own_module(lang: Language) -> Any:
    """The rules that a language has for itself, or shares with its family (``words.toml``)."""
    rules = lang.table("words").get("settings", {}).get("rules", lang.code)
    name = f"dalil.findings.figures.in_{rules}"
    return import_module(name) if find_spec(name) else None


@lru_cache(maxsize=32)
def grammar(code: str, vague: str = DEFAULT) -> Grammar:
    """The compiled grammar of a language under a convention for vague words, kept.

    Raises ``UsageError``.
    """
    return Grammar(load(code), convention(vague))
