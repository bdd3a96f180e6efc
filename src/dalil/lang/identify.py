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

_READ = 1_200  #        characters of a text that are looked at
_LONG = 150  #          characters from which statistics over letters are worth asking
_PLAINLY = 3  #         words of its own that settle the language of a text
_LEAST = 1.0  #         evidence under which a text says nothing
_OF_NEIGHBOUR = 0.9  #  a language that nobody asked for has to be clearly better
_LISTS = ("words", "endings", "pieces")
_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ`-][^\W\d_]+)*")
_OF_WORD, _OF_ENDING, _OF_OWN_LETTER, _OF_STRANGE_LETTER = 2.0, 0.7, 1.2, -5.0
_OF_PIECE, _OF_MISSPELLING, _OF_FITTING, _OF_PRIOR, _OF_SECOND_VOICE = 0.3, -0.8, 0.1, 1.0, 3.0


_Weights = dict[str, list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class _Table:
    """Every language's marks by what is looked up: a list of ``(language, weight)`` for each."""

    codes: tuple[str, ...]
    letters: dict[str, int]  #      the languages that write a letter, as bits
    runs: _Weights  #               letters of its own, pieces, and what its spelling does not know
    words: _Weights
    endings: _Weights
    samples: dict[str, str]


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
    table = _table()
    scores = dict(zip(table.codes, _scores(_thinned(words)), strict=True))
    for code in CANDIDATES:
        if code not in candidates:
            del scores[code]
    for code in table.codes[len(CANDIDATES) :]:
        scores[code] *= _OF_NEIGHBOUR if scores[code] > 0 else 1
    base = (prior or "").split("-")[0].lower()
    if base in scores and scores[base] > 0:
        scores[base] += _OF_PRIOR
    if len(text) >= _LONG:
        _add_second_voice(scores, text[:_READ])
    return _best(scores)


def plain_language(text: str, likely: str | None = None) -> str | None:
    """The language that frequent words which no other known language has give away, at once.

    ``None`` where they are too few, contradict each other, or a letter is strange to the language:
    ask ``identify`` then, which takes ten times as long. One word is enough for ``likely``.
    """
    owners, strange = _plain_signs()
    lower = text[:_READ].lower()
    found = Counter(owner for word in lower.split() if (owner := owners.get(word)))
    for code, count in found.most_common(1):
        clear = count >= (1 if code == likely else _PLAINLY) and count * 4 > found.total() * 3
        return code if clear and strange[code].isdisjoint(lower) else None
    return None


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


def _thinned(words: list[str]) -> list[str]:
    """Each word three times at most, so that a name or a refrain does not decide."""
    if len(words) < 12:
        return words
    return [word for word, count in Counter(words).items() for _ in range(min(count, 3))]


def _scores(words: list[str]) -> list[float]:
    """The evidence for each language of the table."""
    totals = [len(words) * _OF_STRANGE_LETTER] * len(_table().codes)
    for word in words:
        for index, score in _word_scores(word):
            totals[index] += score
    return totals


@lru_cache(maxsize=20_000)
def _word_scores(word: str) -> tuple[tuple[int, float], ...]:
    """For each language that could write the word, how much better that is than if it could not."""
    table = _table()
    scores = [_OF_FITTING] * len(table.codes)
    for index, weight in table.words.get(word, ()):
        scores[index] += weight
    for run in {word[i : i + n] for n in range(1, 5) for i in range(len(word) - n + 1)}:
        for index, weight in table.runs.get(run, ()):
            scores[index] += weight
    if len(word) > 4:
        _add_ending(scores, word)
    fitting = -1
    for letter in set(word) - _JOINTS:
        fitting &= table.letters.get(letter, 0)
    return tuple(
        (index, score - _OF_STRANGE_LETTER)
        for index, score in enumerate(scores)
        if fitting >> index & 1
    )


def _add_ending(scores: list[float], word: str) -> None:
    """The weightiest ending that fits, once for each language."""
    best: dict[int, float] = {}
    for n in range(2, 6):
        for index, weight in _table().endings.get(word[-n:], ()):
            best[index] = max(best.get(index, 0.0), weight)
    for index, weight in best.items():
        scores[index] += weight


_JOINTS = frozenset("'’‘ʻʼ`-")


def _add_second_voice(scores: dict[str, float], text: str) -> None:
    found = detect_fast(text, cutoff=1_200, langs=list(scores))
    if found[0] in scores and scores[found[0]] > 0:
        scores[found[0]] += _OF_SECOND_VOICE


# ── the tables ───────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def _table() -> _Table:
    tables = dict(_tables())
    every = list(tables.values())
    runs = _weights(every, "own", 2 * _OF_OWN_LETTER)
    for more in (_weights(every, "pieces", _OF_PIECE), _weights(every, "never", _OF_MISSPELLING)):
        for run, entries in more.items():
            runs[run] = [*runs.get(run, ()), *entries]
    letters: dict[str, int] = {}
    for index, table in enumerate(every):
        for letter in table["alphabet"]:
            letters[letter] = letters.get(letter, 0) | 1 << index
    return _Table(
        codes=tuple(tables),
        letters=letters,
        runs=runs,
        words=_weights(every, "words", _OF_WORD),
        endings=_weights(every, "endings", _OF_ENDING),
        samples={code: table["sample"] for code, table in tables.items()},
    )


def _weights(tables: list[dict[str, Any]], part: str, weight: float) -> _Weights:
    """What several languages share counts the less for each; what speaks against one does not."""
    found: _Weights = {}
    shared = Counter(item for table in tables for item in set(table.get(part, ())))
    for index, table in enumerate(tables):
        for item in set(table.get(part, ())):
            one = weight if weight < 0 else weight / shared[item]
            found.setdefault(item, []).append((index, one))
    return found


def _tables() -> Iterable[tuple[str, dict[str, Any]]]:
    root = resources.files("dalil.lang")
    for code in CANDIDATES:
        yield code, tomllib.loads((root / code / "language.toml").read_text(encoding="utf-8"))
    text = (root / "base" / "neighbours.toml").read_text(encoding="utf-8")
    for code, table in tomllib.loads(text).items():
        yield code, {k: v.split() if k in _LISTS else v for k, v in table.items()}


@lru_cache(maxsize=1)
def _plain_signs() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Whose each frequent word is that one language alone has; the letters that each has not."""
    tables = dict(_tables())
    shared = Counter(word for table in tables.values() for word in set(table["words"]))
    owners = {
        word: code for code, table in tables.items() for word in table["words"] if shared[word] == 1
    }
    letters = frozenset(c for table in tables.values() for c in table["alphabet"] if c.isalpha())
    return owners, {code: letters.difference(table["alphabet"]) for code, table in tables.items()}


def samples() -> dict[str, str]:
    """A sentence in each language that is known, by code."""
    return dict(_table().samples)
