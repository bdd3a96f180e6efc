"""``/names``: whom and what the articles mention; ``/n/NAME``: one of them, with all its spellings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast, get_args

from dalil.archive import Archive
from dalil.lang.gazetteer import Break, Place, by_key
from dalil.model import Named, NameDecision, NamedIn, NameType
from dalil.web.facets import Choice
from dalil.web.sheet import Ask, Rows, Sheet, Unclear
from dalil.web.words import Words

SHOWN = 60  #       names of a page
ARTICLES = 12  #    of a name's page
QUOTES = 8
TOGETHER = 500  #   names that are read at once where all are asked for
TYPES: dict[NameType, str] = {
    "person": "Persons",
    "organisation": "Organisations",
    "place": "Places",
}
ONE: dict[NameType, str] = {
    "person": "person",
    "organisation": "organisation",
    "place": "place",
}
REASONS = (
    "the same letters, written another way",
    "the same name in quotes, of the same kind of body",
    "the same place in the gazetteer",
    "joined by hand",
)
DECIDED = {"join": "one name", "part": "two names"}
COLUMNS = ("name", "type", "full", "place_key", "articles", "mentions", "first_on", "last_on")


def listing(ask: Ask) -> Sheet:
    """Names, those in the most articles first, of a type and a beginning where asked."""
    kind = ask.text("type")
    if kind is not None and kind not in get_args(NameType):
        known = ", ".join(get_args(NameType))
        raise Unclear(ask.words.say("“{name}” must be one of: {known}", name="type", known=known))
    kind = cast(NameType | None, kind)
    like = ask.text("like")
    begin = max(0, ask.place("after") or 0)
    found, total = ask.archive.names(kind=kind, like=like, offset=begin, limit=SHOWN)

    def more(archive: Archive, after: str | None) -> tuple[Sequence[Named], str | None]:
        at = int(after or 0)
        some, _ = archive.names(kind=kind, like=like, offset=at, limit=TOGETHER)
        return some, str(at + TOGETHER) if at + TOGETHER < total else None

    counts = ask.archive.count_names(like) if ask.form == "html" else {}
    return Sheet(
        template="names.html",
        title=ask.words.say("Names"),
        context={
            "names": [(one, called(one, ask.words)) for one in found],
            "total": total,
            "like": like,
            "chosen": {"type": kind},
            "facets": {
                "type": [Choice(t, ask.words.say(TYPES[t]), counts.get(t, 0)) for t in TYPES]
            },
            "one": ONE,
            "before": max(0, begin - SHOWN) if begin else None,
            "after": begin + SHOWN if begin + SHOWN < total else None,
        },
        data={"type": kind, "like": like},
        rows=Rows(
            name="names",
            total=total,
            columns=COLUMNS,
            page=more,
            row=lambda one: (
                one.id, one.type, one.full, one.place, one.articles, one.mentions, one.first_on,
                one.last_on,
            ),
        ),
    )  # fmt: skip


def page(ask: Ask) -> Sheet:
    """A name: its spellings and why they are one, where it stands, what it is quoted with."""
    one = ask.archive.name(ask.path["name"])
    before = ask.place("before")
    articles = ask.archive.named_in(one.id, before=before, limit=ARTICLES + 1)
    older = articles[ARTICLES - 1].card.article.key if len(articles) > ARTICLES else None
    articles = articles[:ARTICLES]
    place = by_key(one.place) if one.place else None
    decisions = _about(one, ask.archive.name_decisions())
    return Sheet(
        template="name.html",
        title=called(one, ask.words),
        context={
            "one": one,
            "kind": ONE[one.type],
            "place": place,
            "above": _above(place, ask.words),
            "breaks": _breaks(place, ask.words),
            "articles": articles,
            "older": older,
            "before": before,
            "quotes": ask.archive.quotes_by(one.id, limit=QUOTES)
            if ask.form == "html" and one.type != "place"
            else [],
            "decisions": decisions,
            "decided": DECIDED,
        },
        data={"name": one, "decisions": decisions, "articles": articles},
        rows=Rows(
            name="mentions",
            total=sum(len(article.mentions) for article in articles),
            columns=("article", "publication", "published", "headline", "start", "end", "exact"),
            page=lambda _archive, _after: (_mentions(articles), None),
            row=lambda cells: tuple(cells.values()),
        ),
    )


def called(one: Named, words: Words) -> str:
    """A name as it is called here: a place in the reader's language."""
    place = by_key(one.place) if one.place else None
    return place.title(words.code) if place else one.full


def _about(one: Named, decisions: Sequence[NameDecision]) -> list[NameDecision]:
    """What people decided of this name: of any of its spellings."""
    spelt = {spelling.full for spelling in one.spellings}
    return [
        decision
        for decision in decisions
        if decision.type == one.type and {decision.one, decision.other} & spelt
    ]


def _above(place: Place | None, words: Words) -> list[str]:
    """The places that a place lies in, the nearest first."""
    found = []
    at = by_key(place.parent) if place and place.parent else None
    while at is not None:
        found.append(at.title(words.code))
        at = by_key(at.parent) if at.parent else None
    return found


def _breaks(place: Place | None, words: Words) -> list[tuple[Break, str]]:
    """The days on which a place's land became another, and the other place."""
    if place is None:
        return []
    known = [(one, by_key(one.other)) for one in place.breaks]
    return [(one, other.title(words.code)) for one, other in known if other is not None]


def _mentions(articles: Sequence[NamedIn]) -> list[dict[str, Any]]:
    return [
        {
            "article": article.card.article.id,
            "publication": article.card.source.outlet,
            "published": article.card.published.on if article.card.published else None,
            "headline": article.card.headline,
            "start": span.start,
            "end": span.end,
            "exact": exact,
        }
        for article in articles
        for span, _, exact, _ in article.mentions
    ]
