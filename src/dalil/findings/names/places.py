"""Places: words with capitals that the gazetteer knows, and those with a word for their kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dalil.findings.names.bodies import in_title_case
from dalil.findings.names.words import Rules, Word
from dalil.lang.gazetteer import Place, candidates, head_kind

FoundPlace = tuple[int, int, str, tuple[str, ...]]
"""First word, word behind the last, the rule, and the keys of the places that it may be."""

_LONGEST = 3
_SHORTEST_KIND = 3
_ADJECTIVE = ("ий", "ый", "ой", "ого", "ому", "ом", "ым", "им", "ая", "ую")
_POSSESSIVE = re.compile("(?:облыс|аудан|ауыл|қала|округ|кент|обл?ус|район|айыл|шаар)[ыисуі]")
_BY_ITSELF = ("country", "region", "city")


def places(
    words: list[Word],
    hot: list[int],
    free: list[bool],
    rules: Rules,
    countries: tuple[str, ...],
) -> Iterator[FoundPlace]:
    """The places of a sentence."""
    done = 0
    for i in hot:
        told = words[i].told
        if i < done or not free[i] or told.common or not (told.capital or told.kind):
            continue
        found = _at(words, i, free, rules, countries)
        if found is not None:
            done = found[1]
            yield found


def _at(
    words: list[Word], i: int, free: list[bool], rules: Rules, countries: tuple[str, ...]
) -> FoundPlace | None:
    """The longest place that begins at a word."""
    before = 0 if words[i].told.capital else 1
    if before and words[i].text[0].islower() and rules.code == "en":
        return None  # "the village of X": the name begins behind
    end = i + before
    while end < len(words) and end - i - before < _LONGEST and _goes_on(words, i, end, free):
        end += 1
    for stop in range(end, i + before, -1):
        kinds = _kinds_behind(words, stop, free, rules)
        if kinds and (found := _look_up(words, i, kinds, rules, countries)):
            return i, kinds, "place.kind", found
        if before and (found := _look_up(words, i, stop, rules, countries)):
            return i, stop, "place.kind", found
        if not before and not kinds and (found := _bare(words, i, stop, rules, countries)):
            return i, stop, "place.name", found
    return _unknown(words, i, end, free, rules)


def _unknown(
    words: list[Word], i: int, end: int, free: list[bool], rules: Rules
) -> FoundPlace | None:
    """A place that no gazetteer of ours has, by the word for its kind: «Қарасу ауылында»."""
    if words[i].told.kind and not words[i].told.capital:
        long = len(words[i].text) > 3 and i + 1 < end == i + 2
        return (i, end, "place.unknown", ()) if long else None
    kinds = _kinds_behind(words, i + 1, free, rules)
    if kinds is None or words[i].told.surname == 2 or in_title_case(words):
        return None
    owned = rules.code not in ("kk", "ky") or _POSSESSIVE.search(words[kinds - 1].text)
    shaped = rules.code != "ru" or words[i].text.endswith(_ADJECTIVE)
    return (i, kinds, "place.unknown", ()) if owned and shaped else None


def _goes_on(words: list[Word], i: int, k: int, free: list[bool]) -> bool:
    return free[k] and words[k].told.capital and (k == i or words[k].joined)


def _kinds_behind(words: list[Word], at: int, free: list[bool], rules: Rules) -> int | None:
    """The word behind a word for a kind at ``at``: "region", «ауылдық округінде»."""
    for length in (2, 1):
        stop = at + length
        if stop > len(words) or not all(
            free[k] and words[k].joined and not words[k].told.upper for k in range(at, stop)
        ):
            continue
        if len(words[at].text) < _SHORTEST_KIND:
            continue
        if head_kind(tuple(w.text.lower() for w in words[at:stop]), rules.code) is not None:
            return stop
    return None


def _look_up(
    words: list[Word], i: int, stop: int, rules: Rules, countries: tuple[str, ...]
) -> tuple[str, ...]:
    printed = " ".join(word.text for word in words[i:stop])
    return _keys(_asked(printed, rules.code, True), countries)


def _bare(
    words: list[Word], i: int, stop: int, rules: Rules, countries: tuple[str, ...]
) -> tuple[str, ...]:
    """A name without a word for its kind: a country's, region's or town's; others behind "in"."""
    alone = stop - i == 1
    told = words[i].told
    if alone and (told.common or told.title or len(words[i].text) < 2):
        return ()
    printed = " ".join(word.text for word in words[i:stop])
    found = _asked(printed, rules.code, False)
    if not found:
        return ()
    led = i > 0 and words[i - 1].text.lower() in rules.places_before
    led = led or (rules.code in ("kk", "ky") and _in_a_case(words[stop - 1].text, found))
    if alone and (told.given or told.surname) and not led and not _country(found):
        return ()
    by_itself = any(place.kind in _BY_ITSELF for place in found)
    if not by_itself and (not led or (i == 0 and rules.code in ("kk", "ky"))):
        return ()
    return _keys(found, countries)


def _country(found: tuple[Place, ...]) -> bool:
    return any(place.kind == "country" or place.region == place.key for place in found)


def _in_a_case(word: str, found: tuple[Place, ...]) -> bool:
    """Whether a Kazakh or Kyrgyz name stands in a case: «Темірде»."""
    low = word.lower()
    return not any(
        low == name.lower() for place in found for n in place.names.values() for name in n
    )


def _keys(found: tuple[Place, ...], countries: tuple[str, ...]) -> tuple[str, ...]:
    nearer = [place for place in found if place.country in countries]
    return tuple(place.key for place in nearer or found)


@lru_cache(maxsize=50_000)
def _asked(printed: str, code: str, loose: bool) -> tuple[Place, ...]:
    return candidates(printed, language=code, loose=loose)
