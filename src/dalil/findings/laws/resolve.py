"""Which act an article belongs to, and which country an act, where the mention does not say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dalil.findings.laws.acts import Act
from dalil.findings.laws.mentions import Mention
from dalil.findings.laws.vocabulary import ActName, Reading
from dalil.model import Span

HOME = frozenset({"KZ", "KG", "UZ", "TJ", "TM"})


@dataclass(slots=True)
class Bench:
    """One sentence with its references."""

    span: Span
    reading: Reading
    mentions: list[Mention] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    countries: list[tuple[int, str, Span]] = field(
        default_factory=list
    )  # (token, code, characters)


@dataclass(slots=True)
class Places:
    """What the verbs of a sentence tell of where provisions stand."""

    acts: dict[int, Mention] = field(default_factory=dict)  # by ``id`` of a provision, its act
    targets: dict[int, list[int]] = field(default_factory=dict)
    """By ``id`` of a provision that moves, the ``id`` of the acts that it moves to."""


def resolve_acts(benches: Sequence[Bench], places: Sequence[Places]) -> None:
    """Give every article its act, as far as the text tells it."""
    named: list[Mention] = []  #        those before that have an act, in order
    latest: dict[str, ActName] = {}  #  by kind
    for at, bench in enumerate(benches):
        for index, mention in enumerate(bench.mentions):
            if mention.name is None:
                _resolve(mention, index, bench, places[at], named, latest)
            if mention.name is not None:
                named.append(mention)
                latest[mention.name.kind] = mention.name
    following: list[Mention] = []  #    acts that come later, the nearest last
    for at in range(len(benches) - 1, -1, -1):
        for mention in reversed(benches[at].mentions):
            if mention.name is None:
                _name(mention, _later(mention, following, places[at]), "act.later")
            elif mention.article is None:
                following.append(mention)


def _resolve(
    mention: Mention,
    index: int,
    bench: Bench,
    places: Places,
    named: Sequence[Mention],
    latest: Mapping[str, ActName],
) -> None:
    if mention.act is not None and mention.act.short:
        _name(mention, latest.get(mention.act.short), "act.short")
        return
    partner = _partner(mention, index, bench)
    if partner is not None:
        _name(mention, partner, "act.listed")
        return
    place = places.acts.get(id(mention))
    if place is not None:
        _name(mention, place.name, "act.place")
        return
    shunned = places.targets.get(id(mention), [])
    before = next((m.name for m in reversed(named) if id(m) not in shunned), None)
    _name(mention, before, "act.earlier")


def _later(mention: Mention, following: Sequence[Mention], places: Places) -> ActName | None:
    """The act that the text names next, where none was named before."""
    shunned = places.targets.get(id(mention), [])
    kinds = (mention.act.short,) if mention.act and mention.act.short else _ANY
    for other in following[: -_LOOKED_AT - 1 : -1]:
        if other.name is not None and other.name.kind in kinds and id(other) not in shunned:
            return other.name
    return None


_ANY = ("code", "law", "treaty")
_LOOKED_AT = 50  # acts


def _name(mention: Mention, name: ActName | None, rule: str) -> None:
    if name is not None:
        mention.name = name
        mention.rules.append(rule)


def _partner(mention: Mention, index: int, bench: Bench) -> ActName | None:
    """The act behind the last article of a list: ``Article 189, Article 218 and Article 262 of …``."""
    at = mention
    for other in bench.mentions[index + 1 :]:
        if not _listed(bench.reading, at.j, other.i) or other.article is None:
            return None
        if other.act is not None and other.act.i > other.article.i:
            return other.name
        at = other
    return None


def _listed(reading: Reading, end: int, start: int) -> bool:
    """Whether only a comma, "and" or a preposition stands between two mentions."""
    if start - end > 4 or start <= end:
        return False
    joined = False
    for k in range(end, start):
        if reading.low(k) == "," or reading.end("and", k) is not None:
            joined = True
        elif not (reading.end("glue", k) or reading.low(k) in _LIGHT):
            return False
    return joined


_LIGHT = frozenset(
    ["the", "to", "in", "of", "also", "в", "во", "по", "к", "and", "и", "as", "well", "для", "both"]
)


# ── countries ──


Named = tuple[str, Span]
"""A country and the characters that name it."""


def resolve_countries(benches: Sequence[Bench]) -> dict[int, Named]:
    """By ``id`` of each mention, its country: in the mention, its sentence, before it, behind it."""
    found: dict[int, Named] = {}
    before: list[Named | None] = []  # the last one named before each sentence
    last: Named | None = None
    for bench in benches:
        before.append(last)
        last = _at_home(reversed(bench.countries)) or last
    behind: Named | None = None
    for at in range(len(benches) - 1, -1, -1):
        bench = benches[at]
        for mention in bench.mentions:
            if mention.name is not None and mention.name.kind == "treaty":
                continue
            named = _attached(mention, bench) or _near(mention, bench) or before[at] or behind
            if named is not None:
                found[id(mention)] = named
        behind = _at_home(bench.countries) or behind
    return found


def _attached(mention: Mention, bench: Bench) -> Named | None:
    act = mention.act
    if act is None or act.country is None or act.country_at is None:
        return None
    first, last = act.country_at
    tokens = bench.reading.tokens
    return act.country, Span(tokens[first].start, tokens[last - 1].end)


def _near(mention: Mention, bench: Bench) -> Named | None:
    """The country that the sentence names: the last before the mention, else the first behind it."""
    before = [one for one in bench.countries if one[0] < mention.i]
    after = bench.countries[len(before) :]
    return _at_home(reversed(before)) or _at_home(after)


def _at_home(countries: Iterable[tuple[int, str, Span]]) -> Named | None:
    """The first of the five; another country's acts are only those that say so themselves."""
    return next(((code, span) for _, code, span in countries if code in HOME), None)
