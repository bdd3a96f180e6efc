"""One analyser for search, ours, so that every store finds the same: words to stems.

English and Russian by Snowball (https://snowballstem.org), Russian without its fleeting vowels;
Kazakh by the endings in ``kk/stem.toml``; other languages by their word forms as they stand.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources

ANALYSER = "3"
"""Raised with every change that makes other stems; an archive then indexes itself anew."""

_WORD = re.compile(r"[^\W_]+")
_SNOWBALL = {"en": "english", "ru": "russian"}
_MARKS_RUN = re.compile(r"([̀-ͯ]{30})[̀-ͯ]+")
_FLEETING = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])[ео](?=[кц]$)")  # беженец, беженцы; пыток, пытки
_CYRILLIC = re.compile("[Ѐ-ӿ]")


def words(text: str) -> list[str]:
    """The words of ``text``, folded: NFC, lower case, ё as е, no stress marks."""
    return [folded for folded, _, _ in spans(text)]


def spans(text: str) -> list[tuple[str, int, int]]:
    """``(folded word, start, end)`` for each word; the offsets are of ``text`` as it is."""
    if not text.isascii() and not unicodedata.is_normalized("NFC", _calm(text)):
        # Composing moves offsets, so a decomposed text is cut at its own marks and folded apart.
        found = re.finditer(r"(?:[^\W_][̀-ͯ]*)+", text)
    else:
        found = _WORD.finditer(text)
    return [(_fold(m[0]), m.start(), m.end()) for m in found]


def _calm(text: str) -> str:
    """Runs of combining marks cut to 30 (Unicode Stream-Safe Text): NFC is quadratic on them."""
    return _MARKS_RUN.sub(r"\1", text)


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFC", _calm(word)).lower()
    return word.replace("ё", "е").replace("́", "")


@lru_cache(maxsize=200_000)
def stem(word: str, language: str | None) -> str:
    """The stem of one folded word."""
    if language == "kk":
        return _stem_kazakh(word)
    name = _SNOWBALL.get(language or "")
    if not name:
        return word
    made: str = _snowball(name).stemWord(word)
    return _FLEETING.sub("", made) if language == "ru" else made


@lru_cache
def _snowball(name: str):  # type: ignore[no-untyped-def]  # PyStemmer has no types
    import Stemmer

    return Stemmer.Stemmer(name, 0)


@lru_cache
def _kazakh() -> tuple[int, tuple[str, ...], dict[str, str], dict[str, str]]:
    data = tomllib.loads(resources.files("dalil.lang").joinpath("kk/stem.toml").read_text("utf-8"))
    endings = {ending for row in data["layer"] for ending in row["endings"]}
    longest_first = tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))
    soften, restore = (
        {k: v for k, v in data[t].items() if k != "forms"} for t in ("soften", "restore")
    )
    return data["keep"], longest_first, soften, restore


def _stem_kazakh(word: str) -> str:
    """Take endings off until none is left: a stem may be too short, but all forms share it."""
    keep, endings, soften, restore = _kazakh()
    while True:
        ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= keep), None)
        if ending is None:
            break
        word = word[: -len(ending)]
    word = word[:-2] + restore.get(word[-2:], word[-2:])
    return word[:-1] + soften.get(word[-1:], word[-1:])


def stems(text: str, language: str | None) -> list[str]:
    """The stems of a text in its own language, in order: what the index holds."""
    return [stem(word, language) for word in words(text)]


def readings(word: str) -> tuple[str, str, str]:
    """What a folded query word may stand for in the index, the text's language being unknown.

    Always three, in one order, so that the readings of a phrase's words go together.
    """
    languages = ("ru", "kk", None) if _CYRILLIC.search(word) else ("en", None, None)
    first, second, third = (stem(word, language) for language in languages)
    return first, second, third
