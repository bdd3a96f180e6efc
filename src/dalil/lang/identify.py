"""Which language a text is in: a small rule over letters, frequent words and endings.

Made for headlines and teasers of a few words, where statistics over letters fail: Kazakh, Kyrgyz
and Tajik share most letters with Russian and many words with each other. What is known of each
language stands in ``lang/<code>/language.toml``; languages that Dalil only has to tell from its own
in ``lang/base/neighbours.toml``. Unknown is ``None``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from resiliparse.parse.lang import detect_fast

CANDIDATES = ("en", "ru", "kk", "ky", "uz", "tg")

_READ = 6_000  #        characters of a text that are looked at
_LONG = 150  #          characters from which statistics over letters are worth asking
_LEAST = 1.0  #         evidence under which a text says nothing
_OF_NEIGHBOUR = 0.9  #  a language that nobody asked for has to be clearly better
_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ`-][^\W\d_]+)*")
_OF_WORD, _OF_ENDING, _OF_OWN_LETTER, _OF_STRANGE_LETTER = 2.0, 0.7, 1.2, -5.0
_OF_PIECE, _OF_MISSPELLING, _OF_FITTING, _OF_PRIOR, _OF_SECOND_VOICE = 0.3, -0.8, 0.1, 1.0, 3.0


@dataclass(frozen=True, slots=True)
class _Marks:
    """What tells one language: letters, words, endings, each with its weight."""

    code: str
    alphabet: frozenset[str]
    own: dict[str, float]
    words: dict[str, float]
    endings: dict[str, float]
    pieces: dict[str, float]
    never: tuple[str, ...]
    sample: str


def identify(
    text: str, candidates: Sequence[str] = CANDIDATES, prior: str | None = None
) -> tuple[str | None, float]:
    """The language of ``text`` (BCP 47) and how sure that is, from 0 to 1.

    Another language than ``candidates`` may come out where it is recognised, so that Ukrainian is
    not taken for Russian; ``None`` where nothing is. ``prior`` is what the page claims: it decides
    between equals.
    """
    words = _of_one_script([word.lower() for word in _WORD.findall(text[:_READ])])
    if not words:
        return None, 0.0
    counted = Counter(words)
    known = [marks for marks in _known() if marks.code in candidates or marks.code in _foreign()]
    scores = {marks.code: _score(marks, counted) for marks in known}
    for code in _foreign() & scores.keys():
        scores[code] *= _OF_NEIGHBOUR if scores[code] > 0 else 1
    base = (prior or "").split("-")[0].lower()
    if base in scores and scores[base] > 0:
        scores[base] += _OF_PRIOR
    if len(text) >= _LONG:
        _add_second_voice(scores, text[:_READ])
    return _best(scores)


def _of_one_script(words: list[str]) -> list[str]:
    """Names in Latin letters say nothing about a text in Cyrillic ones, and the other way round."""
    latin = [word for word in words if word[0] < "\u0370"]
    other = [word for word in words if word[0] >= "\u0370"]
    return max(latin, other, key=lambda part: sum(map(len, part)))


def _best(scores: dict[str, float]) -> tuple[str | None, float]:
    (code, first), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    if first < _LEAST or first <= second:
        return None, 0.0
    sure = (first - max(0.0, second)) / (first + 1.0)
    return code, round(min(1.0, 0.5 + sure / 2), 3)


def _score(marks: _Marks, words: Counter[str]) -> float:
    total = 0.0
    for word, count in words.items():
        total += _word_score(marks, word) * min(count, 3)
    return total


def _word_score(marks: _Marks, word: str) -> float:
    letters = set(word) - _JOINTS
    if not letters <= marks.alphabet:
        return _OF_STRANGE_LETTER
    score = _OF_FITTING + sum(marks.own.get(letter, 0.0) for letter in letters)
    score += marks.words.get(word, 0.0)
    if len(word) > 4:
        score += max((marks.endings.get(word[-n:], 0.0) for n in range(2, 6)), default=0.0)
    score += sum(weight for piece, weight in marks.pieces.items() if piece in word)
    return score + _OF_MISSPELLING * sum(piece in word for piece in marks.never)


_JOINTS = frozenset("'’‘ʻʼ`-")


def _add_second_voice(scores: dict[str, float], text: str) -> None:
    found = detect_fast(text, cutoff=1_200, langs=list(scores))
    if found[0] in scores and scores[found[0]] > 0:
        scores[found[0]] += _OF_SECOND_VOICE


# ── the tables ───────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def _known() -> tuple[_Marks, ...]:
    tables = dict(_tables())
    shared = {
        part: _counts(tables.values(), part) for part in ("own", "words", "endings", "pieces")
    }
    return tuple(_marks(code, table, shared) for code, table in tables.items())


def _tables() -> Iterable[tuple[str, dict[str, Any]]]:
    root = resources.files("dalil.lang")
    for code in CANDIDATES:
        yield code, tomllib.loads((root / code / "language.toml").read_text(encoding="utf-8"))
    text = (root / "base" / "neighbours.toml").read_text(encoding="utf-8")
    for code, table in tomllib.loads(text).items():
        yield (
            code,
            {k: v.split() if k in ("words", "endings", "pieces") else v for k, v in table.items()},
        )


@lru_cache(maxsize=1)
def _foreign() -> frozenset[str]:
    return frozenset(marks.code for marks in _known()) - frozenset(CANDIDATES)


def _counts(tables: Iterable[dict[str, Any]], part: str) -> Counter[str]:
    return Counter(item for table in tables for item in set(table[part]))


def _marks(code: str, table: dict[str, Any], shared: dict[str, Counter[str]]) -> _Marks:
    """What several languages share counts the less for each of them."""

    def weighted(part: str, weight: float) -> dict[str, float]:
        return {item: weight / shared[part][item] for item in table[part]}

    return _Marks(
        code=code,
        alphabet=frozenset(table["alphabet"]),
        own=weighted("own", _OF_OWN_LETTER * 2),
        words=weighted("words", _OF_WORD),
        endings=weighted("endings", _OF_ENDING),
        pieces=weighted("pieces", _OF_PIECE),
        never=tuple(table.get("never", ())),
        sample=table["sample"],
    )


def samples() -> dict[str, str]:
    """A sentence in each language that is known, by code."""
    return {marks.code: marks.sample for marks in _known()}
