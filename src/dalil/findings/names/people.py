"""Persons: a given name with what follows it, initials, and family names by their endings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.findings.names.bodies import Found, is_place
from dalil.findings.names.words import Rules, Word

_INITIAL = re.compile(r"(?:[^\W\d_]\.[ \N{NO-BREAK SPACE}]?){1,2}$")
_LONGEST_INITIALS = 6


def people(
    text: str, words: list[Word], hot: list[int], free: list[bool], rules: Rules
) -> Iterator[Found]:
    """The persons of a sentence that something beside a family name's ending speaks for."""
    done = 0
    for i in hot:
        if i < done or not free[i] or not words[i].told.capital:
            continue
        found = _named(words, i, free, rules) or _after_initials(words, text, i)
        if found is not None:
            done = found[1]
            yield found


def surnames(words: list[Word], hot: list[int], free: list[bool], rules: Rules) -> Iterator[Found]:
    """Family names that stand alone, told by their endings."""
    for i in hot:
        told = words[i].told
        if not free[i] or not told.capital or told.upper or told.common or told.title:
            continue
        if told.surname == 2 and (i > 0 or rules.code == "en"):
            yield i, i + 1, "person.ending"


def _named(words: list[Word], i: int, free: list[bool], rules: Rules) -> Found | None:
    """A given name and what belongs to it; or a family name and a given one."""
    told = words[i].told
    if told.common or told.title:
        return None
    following = _next(words, i, free)
    if following is None:
        return None
    after = words[following].told
    agree = _agree(words[i], words[following], rules)
    if told.given is not None and agree and not after.title and not after.common:
        if after.patronymic or after.behind:
            last = _next(words, following, free)
            if last is not None and words[last].told.surname and not after.behind:
                following = last
            return i, following + 1, "person.given"
        end = following + 1
        if end < len(words) and words[end].joined and words[end].told.behind:
            end += 1
        if after.capital and (after.surname or after.given is None) and not after.upper:
            return i, end, "person.given"
    if (
        told.surname == 2
        and after.given is not None
        and not is_place(words[following].text, rules.code)
    ):
        end = following + 1
        last = _next(words, following, free)
        if last is not None and words[last].told.patronymic:
            end = last + 1
        return i, end, "person.turned"
    if (
        agree
        and after.surname == 2
        and after.given is None
        and i > 0
        and not told.head
        and not told.upper
    ):
        return i, following + 1, "person.surname"
    return None


def _agree(given: Word, after: Word, rules: Rules) -> bool:
    """Whether a given name may stand before a family name: «Нур-Султаном Токаев» does not agree.

    In Kazakh and Kyrgyz only the last word of a name takes endings, in Russian all that can.
    """
    if given.told.given in (None, given.text) or after.told.surname != 2:
        return True
    if rules.code in ("kk", "ky"):
        return False
    straight = after.text.lower().endswith(("ов", "ев", "ёв"))
    return rules.code != "ru" or given.told.female or not straight


def _next(words: list[Word], i: int, free: list[bool]) -> int | None:
    """The word that follows by a space alone and may belong to a name."""
    k = i + 1
    if k >= len(words) or not free[k] or not words[k].joined:
        return None
    return k if words[k].told.capital or words[k].told.behind else None


def _after_initials(words: list[Word], text: str, i: int) -> Found | None:
    """«А. Баитова»: the initials are words of their own before it."""
    word = words[i]
    if len(word.text) < 3 or word.told.common or word.told.upper:
        return None
    hit = _INITIAL.search(text, max(0, word.start - _LONGEST_INITIALS), word.start)
    if hit is None or not text[hit.start()].isupper():
        return None
    start = i
    while start and words[start - 1].start >= hit.start():
        start -= 1
    return (start, i + 1, "person.initials") if start < i else None
