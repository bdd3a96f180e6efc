"""How sure a figure is: the probability that its whole row is right, and what it suffers from.

A row is right where the figure is one and all its fields are as a careful reader would write them.
Each figure has some **traits**, plain facts about how it was read: its place comes from another
sentence, two sources are named. A weight for each, learnt from gold (``scripts/confidence.py``,
``confidence.json``), gives the probability; the traits that cost most are its reasons.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from dalil.findings.figures.sentence import Mark, Quantity, Sentence
from dalil.model import Span

TRAITS = {
    "of missing": "what is counted was not found",
    "of elsewhere": "what is counted is taken from another figure",
    "of long": "what is counted is said in many words",
    "place elsewhere": "the place comes from another sentence",
    "places": "several places are named",
    "period elsewhere": "the period comes from another sentence",
    "period relative": "the period is told in words, not in digits",
    "periods": "several times are named",
    "source elsewhere": "the source comes from another sentence",
    "source long": "the source is said in many words",
    "sources": "several sources are named",
    "no place": "no place is named",
    "saying": "somebody says something, but not clearly this",
    "unit elsewhere": "the unit is taken from another figure",
    "bound": "the number is not exact",
    "share": "it is a share",
    "money": "it is a sum of money",
    "term": "it is a length of time",
    "rank": "it is a rank",
    "index": "it is in calculation indices",
    "plan": "it is a plan or a demand",
    "forecast": "it is a forecast",
    "alleged": "it is disputed",
    "many figures": "the sentence has many figures",
    "long sentence": "the sentence is long",
    "no sentence": "it stands in a headline or a fragment",
    "quote": "it stands in a quotation",
    "going on": "the sentences before have figures too",
    "turkic": "Kazakh and Kyrgyz are read less surely",
}
"""Every trait and the words for it; in a language that Dalil knows, a reason is one of these."""

UNKNOWN_LANGUAGE = "digits only: {code!r} is not a language Dalil knows"
_LONG_PHRASE = 6  #   words
_MANY = 4  #          figures in a sentence
_LONG_SENTENCE = 32  # tokens
_SHARED = frozenset({"unit.listed", "unit.served", "scale.served"})
_KINDS = {
    "share": "share", "percent": "share", "money": "money", "time": "term", "rank": "rank",
    "mci": "index",
}  # fmt: skip


class Weights(NamedTuple):
    """``confidence.json``: a logistic score, and its reading as a probability."""

    base: float
    traits: dict[str, float]
    slope: float  #       calibration (Platt): probability = logistic(slope * score + shift)
    shift: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The learnt weights, read once."""
    text = resources.files("dalil.findings.figures").joinpath("confidence.json").read_text("utf-8")
    return Weights(**json.loads(text)["weights"])


def assess(q: Quantity, sentence: Sentence) -> tuple[float, tuple[str, ...]]:
    """The confidence in a figure that is complete, and up to three reasons, the weightiest first."""
    learnt = weights()
    found = [(learnt.traits.get(name, 0.0), name) for name in traits(q, sentence)]
    score = learnt.base + sum(weight for weight, _ in found)
    share = 1 / (1 + math.exp(-(learnt.slope * score + learnt.shift)))
    costly = sorted(pair for pair in found if pair[0] * learnt.slope <= -_WORTH_SAYING)
    reasons = tuple(TRAITS[name] for _, name in costly[:3])
    if not sentence.grammar.lang.known:
        return min(round(share, 2), _UNKNOWN), (_unknown(sentence.grammar.lang.code),)
    return round(share, 2), reasons


def _unknown(code: str) -> str:
    return UNKNOWN_LANGUAGE.format(code=code)


_WORTH_SAYING = 0.2  #  in log-odds: about five points of probability at most
_SAYING = ("speech.say", "speech.by", "speech.by_after", "speech.say_alone")
_UNKNOWN = 0.1  #       only digits are read: that a whole row is right then is luck


def traits(q: Quantity, sentence: Sentence) -> list[str]:
    """The names of the traits that a figure has."""
    whole = sentence.span
    found = [
        *_of(q, whole),
        *_field(q, "place", q.place, sentence.places, whole),
        *_field(q, "period", q.period, sentence.periods, whole),
        *_field(q, "source", q.attribution, sentence.sources, whole),
    ]
    if q.attribution is None and not sentence.sources and sentence.where(*_SAYING):
        found.append("saying")
    if q.attribution and q.attribution.count(" ") >= _LONG_PHRASE - 1:
        found.append("source long")
    if not _SHARED.isdisjoint(q.rules):
        found.append("unit elsewhere")
    if q.bound != "exact":
        found.append("bound")
    if q.status != "actual":
        found.append(q.status)
    if q.kind in _KINDS:
        found.append(_KINDS[q.kind])
    if sentence.traits is None:
        sentence.traits = _surroundings(sentence)
    return found + sentence.traits


def _of(q: Quantity, whole: Span) -> list[str]:
    if q.of is None:
        return ["of missing"]
    found = []
    if not any(whole.covers(span) for span in q.parts.get("of", ())):
        found.append("of elsewhere")
    if q.of.count(" ") >= _LONG_PHRASE - 1:
        found.append("of long")
    return found


def _field(q: Quantity, name: str, value: str | None, marks: list[Mark], whole: Span) -> list[str]:
    """Traits of place, period and source: where it comes from, and what else it might be."""
    if value is None and not marks:
        return ["no place"] if name == "place" else []
    named = {mark.value for mark in marks if mark.value}
    found = []
    if value is None:
        if name == "place" and not named:
            found.append("no place")
    else:
        spans = q.parts.get("attribution" if name == "source" else name, ())
        if not any(whole.covers(span) for span in spans):
            found.append(f"{name} elsewhere")
        elif name == "period" and any(m.kind in _RELATIVE for m in marks if m.value == value):
            found.append("period relative")
    if len(named) > 1:
        found.append(f"{name}s")
    return found


_RELATIVE = frozenset(
    {"relative", "ago", "past", "yesterday", "same", "earlier", "year so far", "year start", "that"}
)


def _surroundings(sentence: Sentence) -> list[str]:
    """Traits of the sentence, which all of its figures have."""
    tokens = sentence.tokens
    found = []
    if len(sentence.quantities) >= _MANY:
        found.append("many figures")
    if len(tokens) > _LONG_SENTENCE:
        found.append("long sentence")
    if tokens[-1].text not in (".", "!", "?", "…", '"', ")"):
        found.append("no sentence")
    if '"' in [token.text for token in tokens]:
        found.append("quote")
    if sentence.earlier is not None:
        found.append("going on")
    if sentence.grammar.lang.code in ("kk", "ky"):
        found.append("turkic")
    return found
