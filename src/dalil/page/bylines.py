"""Bylines: who a line says wrote it, as printed, and the names in it one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dalil.lang.listings import bare, listing_words

_LONGEST = 120
_ROLE_LENGTH = 40
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_]*(?:[’'‘ʼ`.-][^\W\d_]+)*[.]?")
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "abu",
        "ben",
        "zu",
        "af",
        "av",
        "oglu",
        "qizi",
        "кызы",
        "уулу",
        "оглы",
        "қызы",
        "ұлы",
        "улы",
    ]
)
_SEPARATORS = re.compile(r"\s*(?:[,;/|•·]|\s[&+]\s)\s*")
_EDGE = " \t\n\r\u00a0|•·,;:–—-/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A byline as printed, and its names."""

    printed: str
    authors: tuple[str, ...]


def read_byline(text: str) -> Byline | None:
    """A cell that is known to be a byline, without "by" before it; None if it names nobody."""
    printed = without_prefix(" ".join(text.split()).strip(_EDGE))
    if not printed or len(printed) > _LONGEST or not any(char.isalpha() for char in printed):
        return None
    if is_nobody(printed):
        return None
    return Byline(printed=printed, authors=split_authors(printed))


def byline_prefix(text: str) -> int:
    """How many characters of "By ", "Автор:" and the like ``text`` begins with; 0 for none."""
    folded = text.casefold().lstrip()
    if not folded.startswith(listing_words().byline_before):
        return 0
    lead = len(text) - len(text.lstrip())
    for prefix in listing_words().byline_before:
        if folded.startswith(prefix) and _ends_there(folded, len(prefix)):
            rest = folded[len(prefix) :]
            return lead + len(prefix) + len(rest) - len(rest.lstrip(" :\u00a0"))
    return 0


def _ends_there(text: str, at: int) -> bool:
    """Whether a word ends at ``at``; after a colon or in scripts without spaces it always does."""
    if at >= len(text):
        return True
    return text[at - 1] in ":：/" or not (text[at].isalnum() or text[at] in "’'-.")


def without_prefix(text: str) -> str:
    """``text`` without the prefixes of a byline."""
    for _ in range(2):  # "Posted by: by Anna"
        length = byline_prefix(text)
        if not length:
            break
        text = text[length:].strip(_EDGE)
    return text


def is_nobody(text: str) -> bool:
    """Whether a byline names nobody: "our correspondent", "Соб. инф."."""
    return bare(text) in listing_words().nobody


def split_authors(printed: str) -> tuple[str, ...]:
    """The names of a byline, each as printed; an organisation's "and" does not divide it."""
    names: list[str] = []
    for part in _SEPARATORS.split(printed):
        names.extend(_split_at_joins(part))
    cleaned = [name for name in (name.strip(_EDGE) for name in names) if name]
    return tuple(dict.fromkeys(cleaned)) or (printed,)


def _split_at_joins(part: str) -> list[str]:
    words = part.split()
    joins = listing_words().byline_joins
    at = next(
        (i for i, word in enumerate(words) if 0 < i < len(words) - 1 and word.casefold() in joins),
        None,
    )
    if at is None:
        return [part]
    left, right = " ".join(words[:at]), " ".join(words[at + 1 :])
    rest = _split_at_joins(right)
    if all(_like_person(name) for name in (left, *rest)):
        return [left, *rest]
    return [part]


def _like_person(text: str) -> bool:
    """Two to four words of a name, or one; organisations tend to be longer or to hold small words."""
    words = text.split()
    return 1 <= len(words) <= 4 and all(_name_word(word) for word in words)


def looks_like_name(text: str) -> bool:
    """Whether a short line could be a person's name by its shape: "Asel Sultan", "А. Б. Иванов"."""
    words = text.split()
    if not 2 <= len(words) <= 4 or len(text) > 50:
        return False
    if not all(_name_word(word) or word.casefold() in _PARTICLES for word in words):
        return False
    return _name_word(words[0]) and _name_word(words[1]) and not text.isupper()


def looks_like_names(text: str) -> bool:
    """Whether a line could be names by its shape: one, several, or one with what the person is."""
    if looks_like_name(text):
        return True
    if len(text) > _LONGEST or any(char.isdigit() for char in text):
        return False
    name, comma, role = text.partition(", ")
    if comma and role[:1].islower():
        return looks_like_name(name) and len(role) <= _ROLE_LENGTH
    names = split_authors(text)
    return len(names) > 1 and all(map(looks_like_name, names))


def _name_word(word: str) -> bool:
    return bool(_NAME_WORD.fullmatch(word)) and (word[0].isupper() or not word[0].islower())
