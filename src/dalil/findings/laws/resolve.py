"""Which act an article belongs to, and which country an act, where the mention does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dalil.findings.laws.acts import Act
from dalil.findings.laws.mentions import Mention
from dalil.findings.laws.vocabulary import ActName, Reading
from dalil.model import Span

HOME = ("KZ", "KG", "UZ", "TJ", "TM")


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
    so_far: list[Mention] = []
    for at, bench in enumerate(benches):
        for index, mention in enumerate(bench.mentions):
            if mention.name is None:
                _resolve(mention, index, bench, places[at], so_far)
            so_far.append(mention)
    for at, bench in enumerate(benches):  # an act that only later words name
        for mention in bench.mentions:
            if mention.name is None:
                shunned = places[at].targets.get(id(mention), [])
                _name(mention, _later(mention, benches, shunned), "act.later")


def _resolve(
    mention: Mention, index: int, bench: Bench, places: Places, so_far: Sequence[Mention]
) -> None:
    if mention.act is not None and mention.act.short:
        kinds = _KINDS[mention.act.short]
        before = next((m.name for m in reversed(so_far) if m.name and m.name.kind in kinds), None)
        _name(mention, before, "act.short")
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
    before = next((m.name for m in reversed(so_far) if m.name and id(m) not in shunned), None)
    _name(mention, before, "act.earlier")


_KINDS = {
    "code": ("code",),
    "constitution": ("constitution",),
    "law": ("law",),
    "treaty": ("treaty",),
}


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


def _later(mention: Mention, benches: Sequence[Bench], shunned: Sequence[int]) -> ActName | None:
    seen = False
    short = mention.act.short if mention.act is not None else ""
    for other in benches:
        for candidate in other.mentions:
            if candidate is mention:
                seen = True
            elif (
                seen
                and id(candidate) not in shunned
                and candidate.name is not None
                and candidate.article is None
                and (candidate.name.kind in _KINDS.get(short, ("code", "law", "treaty")))
            ):
                return candidate.name
    return None


# ── countries ──


def resolve_countries(benches: Sequence[Bench]) -> dict[int, tuple[str, Span | None]]:
    """By ``id`` of each mention, its country and the characters that name it."""
    found: dict[int, tuple[str, Span | None]] = {}
    for at, bench in enumerate(benches):
        for mention in bench.mentions:
            if mention.name is not None and mention.name.kind == "treaty":
                continue
            named = _attached(mention, bench) or _near(mention, bench, benches, at)
            if named is not None:
                found[id(mention)] = named
    return found


def _attached(mention: Mention, bench: Bench) -> tuple[str, Span | None] | None:
    act = mention.act
    if act is None or act.country is None or act.country_at is None:
        return None
    first, last = act.country_at
    tokens = bench.reading.tokens
    return act.country, Span(tokens[first].start, tokens[last - 1].end)


def _near(
    mention: Mention, bench: Bench, benches: Sequence[Bench], at: int
) -> tuple[str, Span | None] | None:
    fits = _fits(mention)
    before = [c for c in bench.countries if c[0] < mention.i and c[1] in fits]
    after = [c for c in bench.countries if c[0] >= mention.i and c[1] in fits]
    for _, code, span in [*reversed(before), *after]:
        return code, span
    for other in [*reversed(benches[:at]), *benches[at + 1 :]]:
        for _, code, span in reversed(other.countries):
            if code in fits:
                return code, span
    return None


def _fits(mention: Mention) -> frozenset[str]:
    """The countries that an act may be of: those of its row, else the five."""
    return frozenset(HOME)
