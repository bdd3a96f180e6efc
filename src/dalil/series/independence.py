"""On how many sources a figure rests: who has it from whom, and who said it first.

Claims come from one source if their articles share a text, if they name the same body for it, or
if one names the publication of the other. What is left over is counted; each root says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dalil.lang.speakers import sounds, speaker
from dalil.lang.stems import words
from dalil.model import Kin, Link, Origin, Root, Stated

_SHORTEST = 6
"""Words of a sentence that two writers do not write alike by chance."""


def origin(
    claims: Iterable[Stated],
    *,
    kin: Mapping[str, Sequence[Kin]],
    outlets: Mapping[str, str],
) -> Origin:
    """Who says what all these claims say; they are of one measure, place, time and value.

    ``kin`` gives an article's copies and translations, ``outlets`` the name of each source.
    """
    ordered = tuple(sorted(claims, key=_order))
    links = tuple(_links(ordered, kin, outlets))
    roots = _roots(ordered, links, outlets)
    return Origin(
        claims=ordered,
        links=links,
        roots=roots,
        first=_first(ordered),
        circles=tuple(_circles(ordered, links)),
    )


def _order(claim: Stated) -> tuple[str, str]:
    return claim.published_on or "9999", claim.id


def _first(ordered: Sequence[Stated]) -> str | None:
    """The claim that is older than all others by their dates, as far as these go."""
    if not ordered or not ordered[0].published_on:
        return None
    on = ordered[0].published_on
    length = min(len(c.published_on or on) for c in ordered)
    rivals = [c for c in ordered if (c.published_on or "")[:length] == on[:length]]
    own = {c.article_id for c in rivals}
    return ordered[0].id if len(own) == 1 else None


# ── links ────────────────────────────────────────────────────────────────────────────────────────


def _links(
    ordered: Sequence[Stated], kin: Mapping[str, Sequence[Kin]], outlets: Mapping[str, str]
) -> Iterable[Link]:
    """Each claim's ways back: to the text it shares, the publication or the body it names."""
    by_article = {claim.article_id: claim for claim in reversed(ordered)}
    first_saying: dict[tuple[str, ...], Stated] = {}
    for place, claim in enumerate(ordered):
        said = tuple(words(claim.sentence))
        earlier = first_saying.setdefault(said, claim)
        yield from _of_kin(claim, ordered[:place], kin.get(claim.article_id, ()), by_article)
        if earlier.article_id != claim.article_id and len(said) >= _SHORTEST:
            yield Link(
                taker=claim.id, giver=earlier.id, kind="same words", why="the sentence is the same"
            )
        cited = _cited(claim, ordered, outlets)
        if cited:
            yield Link(
                taker=claim.id,
                giver=cited.id,
                kind="cites",
                why=f"it names “{claim.figure.attribution}”",
            )
        elif claim.figure.attribution:
            yield Link(
                taker=claim.id,
                giver=body_key(claim),
                kind="names",
                why=f"it names “{claim.figure.attribution}”",
            )


def _of_kin(
    claim: Stated, earlier: Sequence[Stated], kin: Sequence[Kin], by_article: Mapping[str, Stated]
) -> Iterable[Link]:
    before = {one.article_id for one in earlier}
    for one in kin:
        if one.article_id in before and one.article_id in by_article:
            giver = by_article[one.article_id].id
            yield Link(taker=claim.id, giver=giver, kind=one.kind, why=one.reason)


def _cited(claim: Stated, ordered: Sequence[Stated], outlets: Mapping[str, str]) -> Stated | None:
    """The claim of the publication that this one names, where that has one: its first."""
    said = claim.figure.attribution
    if not said:
        return None
    named = f" {sounds(said)} "
    for other in ordered:
        outlet = sounds(outlets.get(other.source_id, ""))
        if other.source_id != claim.source_id and outlet and f" {outlet} " in named:
            return other
    return None


def body_key(claim: Stated) -> str:
    """The key of the body that a claim names; equal for equal bodies, in several languages."""
    return "body:" + speaker(claim.figure.attribution or "", claim.language).key


# ── roots ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Sets:
    """Things put together two by two (disjoint sets)."""

    parent: dict[str, str]

    def of(self, one: str) -> str:
        self.parent.setdefault(one, one)
        while self.parent[one] != one:
            self.parent[one] = self.parent[self.parent[one]]
            one = self.parent[one]
        return one

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.of(one), self.of(other)))
        self.parent[b] = a


def _roots(
    ordered: Sequence[Stated], links: Sequence[Link], outlets: Mapping[str, str]
) -> tuple[Root, ...]:
    sets = _Sets({})
    for claim in ordered:
        sets.of(claim.id)
        if not claim.figure.attribution:
            sets.join(claim.id, f"outlet:{claim.source_id}")
    for link in links:
        sets.join(link.taker, link.giver)
    _join_speakers(ordered, sets)
    grouped: dict[str, list[Stated]] = {}
    for claim in ordered:
        grouped.setdefault(sets.of(claim.id), []).append(claim)
    return tuple(_root(group, links, outlets) for group in grouped.values())


def _join_speakers(ordered: Sequence[Stated], sets: _Sets) -> None:
    """One body that is named in several ways: who speaks for it, a name in two scripts."""
    named = [claim for claim in ordered if claim.figure.attribution]
    for place, claim in enumerate(named[:200]):
        mine = speaker(claim.figure.attribution or "", claim.language)
        for other in named[:place]:
            if mine.same(speaker(other.figure.attribution or "", other.language)):
                sets.join(claim.id, other.id)


def _root(group: Sequence[Stated], links: Sequence[Link], outlets: Mapping[str, str]) -> Root:
    ids = tuple(claim.id for claim in group)
    named = next((claim for claim in group if claim.figure.attribution), None)
    kinds = {link.kind for link in links if link.taker in ids}
    if named:
        label, key = named.figure.attribution or "", body_key(named)
        why = "one body" if len(group) > 1 else "one name"
    else:
        label, key = outlets.get(group[0].source_id, group[0].source_id), group[0].id
        why = "own"
    told = (why, *(kind for kind in _SHARED if kind in kinds))
    return Root(key=key, label=label, findings=ids, why=tuple(WHYS[one] for one in told))


_SHARED = ("copy", "translation", "same words", "cites")
WHYS = {
    "one body": "all of it is from one body",
    "one name": "one article names it",
    "own": "nobody is named: the publication itself says it",
    "copy": "articles share one text",
    "translation": "articles are one in several languages",
    "same words": "sentences are the same, word for word",
    "cites": "one publication names the other",
}
"""Why claims are of one source."""


# ── circles ──────────────────────────────────────────────────────────────────────────────────────


def _circles(ordered: Sequence[Stated], links: Sequence[Link]) -> Iterable[tuple[str, ...]]:
    """Claims that have it from each other: followed link by link, none twice."""
    ways: dict[str, list[str]] = {}
    for link in links:
        if link.kind == "cites":
            ways.setdefault(link.taker, []).append(link.giver)
    seen: set[str] = set()
    for claim in ordered:
        path: list[str] = []
        at: str | None = claim.id
        while at is not None and at not in path and at not in seen:
            path.append(at)
            at = next(iter(ways.get(at, ())), None)
        if at in path:
            yield tuple(path[path.index(at) :])
        seen.update(path)
