"""How alike words are to the ear and to the hand: other spellings of a name, switched keyboards."""

from __future__ import annotations

import re
from functools import lru_cache

from dalil.lang.spelling import skeleton

# What nobody hears beside a vowel, and some write: Тұйықсу, Туюксу; Yulia, Юлия; Andrey, Андрей.
_GLIDE = re.compile("(?<=[aeou])i|i(?=[aeou])")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The key of one folded word: equal for all spellings of one name, in any alphabet.

    >>> sound("қостанай") == sound("kostanay") == sound("qostanai")
    True
    """
    return _TWICE.sub(r"\1", _GLIDE.sub("", skeleton(word)))


def is_cyrillic(word: str) -> bool:
    """Whether a word is written in Cyrillic letters."""
    return any("Ѐ" <= letter <= "ӿ" for letter in word)


_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбю"
_OTHER_KEYS = {
    **dict(zip(_LATIN_KEYS, _RUSSIAN_KEYS, strict=True)),
    **dict(zip(_RUSSIAN_KEYS, _LATIN_KEYS, strict=True)),
}


def on_other_keys(word: str) -> str:
    """What the same keys write where the keyboard is switched between Latin and Russian letters.

    >>> on_other_keys("ktlybr")
    'ледник'
    """
    return "".join(_OTHER_KEYS.get(letter, letter) for letter in word)
