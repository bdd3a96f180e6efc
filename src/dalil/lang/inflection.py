"""The dictionary forms that a form of a name may come from: «Назарбаевой», «Қостанайда».

Turkic languages and Tajik string endings behind a name (``layers`` in ``words.toml``, or in
``inflection.toml`` where the figure finder has no tables); Russian changes the ending (``from`` in
``ru/inflection.toml``). What comes out is a proposal: who asks looks it up among what is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dalil.lang import table
from dalil.lang.lexicon import Endings

_SHORTEST = 2
_LONGEST = 40
_LONGEST_ENDING = 5


@lru_cache(maxsize=50_000)
def bases(word: str, language: str) -> tuple[str, ...]:
    """What ``word`` may be a form of: itself first, then the likelier before the less likely."""
    if len(word) > _LONGEST:
        return (word,)
    if language == "en":
        return (word, word[:-2]) if word.endswith(("'s", "’s")) else (word,)
    changed, strung = _rules(language)
    found = {word: None}
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST), 0, -1):
        for ending in changed.get(word[-length:], ()):
            found[word[:-length] + ending] = None
    if strung is not None:
        for cut in range(len(word) - 1, _SHORTEST - 1, -1):
            if word[cut:] in strung:
                found[word[:cut]] = None
    return tuple(found)


@lru_cache
def _rules(language: str) -> tuple[Mapping[str, list[str]], Endings | None]:
    """The endings that change, and those that are strung; nothing for an unknown language."""
    own = read(language)
    layers = own.get("layers") or table(language, "words").get("layers")
    return own.get("from", {}), Endings((), layers) if layers else None


def read(language: str) -> Mapping[str, Any]:
    """The language's ``inflection.toml``, empty where it has none."""
    return table(language, "inflection")
