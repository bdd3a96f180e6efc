"""Are two figures about the same thing? What is counted, as concepts that have no language.

``of`` phrases become sets of concepts: through the bilingual list (``lang/base/terms.toml``), else
by stems. Two figures measure the same if the sets are equal: "attacks on journalists", «нападений
на журналистов» and «журналистерге шабуыл» are all "attack journalist". What narrows a thing is part
of it, so that "convictions" and "convictions of journalists" stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from dalil.lang import countries, table
from dalil.lang.stems import stem, words

TermKind = Literal["event", "amount", "rate", "entity", "quality", "person", "generic"]
"""What happens, and is counted by itself; sums and volumes; what is measured in per cent; people and
things, of which a text says many different things; what narrows; people as such; words that say
nothing of what is counted."""

_HAPPENS: Final = frozenset({"event", "amount", "rate"})
_TIMES: Final = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
"""Lengths of time are said of everything: only a word of the list tells that one is followed."""
_SHORTEST, _LONGEST_PREFIX = 2, 24
_LONGEST_PHRASE = 1_000
_NEAR = 90  # characters around a quantity in which the word for what happened stands
_CLAUSE = re.compile(r"[;:()—\n]|\.\s|,\s(?=\d|(?:and|but|while|а|но|тогда|ал|бірақ|бирок)\b)")
_FROM: Final = frozenset({"from", "из", "от"})
_SOFTENED: Final = {"к": "г", "қ": "ғ", "п": "б"}  # мектеп, мектебі
_MULTIPLES: Final = {
    "thousand": 3,
    "тысяч": 3,
    "тыс": 3,
    "мың": 3,
    "миң": 3,
    "million": 6,
    "млн": 6,
}
_MULTIPLE = re.compile(rf"(\d+)\s*({'|'.join(_MULTIPLES)})\w*\.?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a figure counts: ``key`` is equal for equal things, ``reasons`` say how it came about."""

    key: str
    sure: bool  #           it says enough to stand in a series by itself
    reasons: tuple[str, ...]
    act: str | None = None  # what happened, where the sentence says it and not the phrase


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of the list."""

    id: str
    kind: TermKind
    listed: bool = True


# ── the list ─────────────────────────────────────────────────────────────────────────────────────

_Trie = dict[str, list[tuple[tuple[str, ...], Term]]]
"""Phrases by their first word's pattern; a pattern that ends in a star is the beginning of a word."""

LANGUAGES = ("en", "ru", "kk", "ky")


def terms() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The rows of the list, by kind and concept."""
    rows: Mapping[str, Mapping[str, Mapping[str, str]]] = table("base", "terms")
    return rows


@lru_cache(maxsize=8)
def _trie(language: str) -> _Trie:
    trie: _Trie = {}
    for kind, rows in terms().items():
        for name, row in rows.items():
            for phrase in row.get(language, "").split("|"):
                for pattern in _spellings(phrase, language):
                    entry = (pattern, Term(name, kind))  # type: ignore[arg-type]
                    trie.setdefault(pattern[0], []).append(entry)
    for entries in trie.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return trie


def _spellings(phrase: str, language: str) -> list[tuple[str, ...]]:
    """A phrase as patterns; in Kazakh and Kyrgyz its last consonant is also softened by endings."""
    *before, last = phrase.lower().replace("ё", "е").split() or [""]
    soft = _SOFTENED.get(last[-2:-1]) if language in {"kk", "ky"} and last.endswith("*") else None
    lasts = [last, f"{last[:-2]}{soft}*"] if soft else [last]
    return [(*before, one) for one in lasts if one]


def _patterns(word: str) -> Iterator[str]:
    """The patterns that a word answers to, the most exact first."""
    yield word
    for length in range(min(len(word), _LONGEST_PREFIX), _SHORTEST - 1, -1):
        yield word[:length] + "*"


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _term_at(tokens: Sequence[str], at: int, trie: _Trie) -> tuple[int, Term] | None:
    """The longest phrase of the list at a token, and of equally long ones the most exact."""
    best: tuple[int, Term] | None = None
    for pattern in _patterns(tokens[at]):
        for phrase, term in trie.get(pattern, ()):
            if (best is None or len(phrase) > best[0]) and _stands(phrase, tokens, at):
                best = (len(phrase), term)
                break
    return best


def _stands(phrase: Sequence[str], tokens: Sequence[str], at: int) -> bool:
    return at + len(phrase) <= len(tokens) and all(
        _fits(tokens[at + k], part) for k, part in enumerate(phrase)
    )


def language_of_terms(language: str | None) -> str:
    """The language whose words are looked up: the text's own, Kazakh's or Russian's script else."""
    return language if language in LANGUAGES else "en"


def concepts(text: str, language: str | None) -> list[Term]:
    """The concepts of a phrase in order; a word that the list has not is a concept by its stem."""
    return list(_concepts(text, language_of_terms(language)))


@lru_cache(maxsize=100_000)
def _concepts(text: str, language: str) -> tuple[Term, ...]:
    tokens, trie, found = words(text), _trie(language), []
    at = 0
    while at < len(tokens):
        hit = _term_at(tokens, at, trie)
        if hit:
            found.append(hit[1])
            at += hit[0]
        else:
            found.append(_unlisted(tokens[at], language))
            at += 1
    return tuple(found)


def _unlisted(word: str, language: str) -> Term:
    place = countries.named(word.title())
    if place:
        return Term(f"@{place[0].lower()}", "quality")
    if word.isdigit():
        return Term(word, "quality")
    return Term(stem(word, "kk" if language == "ky" else language), "event", listed=False)


# ── the key of a figure ──────────────────────────────────────────────────────────────────────────


def measure_of(
    of: str | None,
    language: str | None,
    *,
    unit: str = "1",
    change: bool = False,
    sentence: str = "",
    at: int = 0,
    place: str = "",
) -> Measure | None:
    """What a figure measures; None where the text says too little to set it beside another.

    ``sentence`` is where it stands and ``at`` the quantity's place in it: "54 people were detained"
    counts detentions, which only the verb says. ``place`` is the key of the figure's place, which
    what is counted need not say again.
    """
    of = (of or "")[:_LONGEST_PHRASE]
    if unit == "1" and not change and sentence and _wants_act(of, language, place):
        acts = _acts_of(sentence, at, language)
        if acts:
            return _measure(of, language, unit, change, place, acts)
    return _measure(of, language, unit, change, place, ())


@lru_cache(maxsize=50_000)
def _wants_act(of: str, language: str | None, place: str) -> bool:
    """Whether a phrase names somebody or something, and not what happened."""
    listed = [term for term in _without(of, language, place) if term.kind != "generic"]
    return bool(listed) and not any(term.kind in _HAPPENS for term in listed)


def _without(of: str, language: str | None, place: str) -> list[Term]:
    return [term for term in concepts(of, language) if term.id != f"@{place.lower()}"]


@lru_cache(maxsize=50_000)
def _measure(
    of: str,
    language: str | None,
    unit: str,
    change: bool,
    place: str,
    acts: tuple[Term, ...],
) -> Measure | None:
    found = _without(of, language, place)
    telling = [term for term in found if term.kind not in {"generic", "person"}]
    telling += acts
    if not telling:
        return None
    names = sorted({term.id for term in telling} - _implied(telling))
    if _FROM & set(words(of)) and any(name.startswith("@") for name in names):
        names.append("<from")
    reasons = ["counts " + " + ".join(names)]
    reasons += [f"the sentence says what happened: {act.id}" for act in acts[:1]]
    return Measure(
        key=" ".join(names),
        sure=_says_enough(telling, found, unit, change),
        reasons=tuple(reasons),
        act=acts[0].id if acts else None,
    )


def _says_enough(telling: list[Term], found: list[Term], unit: str, change: bool) -> bool:
    kinds = {term.kind for term in telling}
    if unit == "%" and not change:
        return "rate" in kinds
    if unit in _TIMES:
        kinds = {term.kind for term in telling if term.listed}
    if kinds & {"event", "amount", "rate"}:
        return True
    return any(term.id == "number" for term in found) and "entity" in kinds


def is_listed(concept: str) -> bool:
    """Whether a concept of a key is one of the list, and no stem of a word that is not in it."""
    return any(concept in rows for rows in terms().values())


def said_in(concept: str, language: str | None) -> str:
    """A concept in a language's words, as the list's example has it; its own name where none does."""
    for rows in terms().values():
        if concept in rows:
            said = [part.strip() for part in rows[concept]["example"].split("|")]
            own = said[LANGUAGES.index(language_of_terms(language))]
            return own if own != "-" else said[0]
    return concept


def _implied(telling: Sequence[Term]) -> set[str]:
    """What goes without saying: those who are born are children."""
    rows = terms()["event"]
    return {str(rows.get(term.id, {}).get("implies")) for term in telling}


def _acts_of(sentence: str, at: int, language: str | None) -> tuple[Term, ...]:
    """What the quantity's clause says happened to those who are counted, and in what: ``death``, and
    ``road_accident``. Nothing where it says two things, of which either may be meant.
    """
    begin, end = max(0, at - _NEAR), min(len(sentence), at + _NEAR)
    for cut in _CLAUSE.finditer(sentence, begin, end):
        if cut.end() <= at:
            begin = cut.end()
        elif cut.start() > at:
            end = cut.start()
            break
    said = dict.fromkeys(concepts(sentence[begin:end], language))
    rows = terms()["event"]
    acts = [term for term in said if term.kind == "event" and rows.get(term.id, {}).get("befalls")]
    settings = [t for t in said if t.kind == "event" and rows.get(t.id, {}).get("setting")]
    return (acts[0], *settings) if len(acts) == 1 else ()


@lru_cache(maxsize=20_000)
def per_key(per: str | None, language: str | None) -> str:
    """The denominator of a rate without a language: "100000 person" of "100,000 people"."""
    if not per:
        return ""
    joined = re.sub(r"(?<=\d)[\s.,](?=\d{3})", "", per[:200])
    joined = _MULTIPLE.sub(lambda m: m[1] + "0" * _MULTIPLES[m[2]], joined)
    return " ".join(sorted({term.id for term in concepts(joined, language)}))


# ── words that a person gives ────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=50_000)
def stems_of(text: str, language: str | None) -> frozenset[str]:
    """The stems of a phrase, for asking whether it has the words that a person names."""
    return frozenset(stem(word, language) for word in words(text))


def words_match(phrases: Sequence[str], of: str | None, language: str | None) -> str | None:
    """The first of a person's phrases whose words all stand in ``of``, in any form; None: none do."""
    have = stems_of(of or "", language)
    for phrase in phrases:
        wanted = stems_of(phrase, language)
        if wanted and wanted <= have:
            return phrase
    return None
