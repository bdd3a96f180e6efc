"""``/changes``: what changed in the articles, by day, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import cast

from dalil.archive import Archive
from dalil.export.feed import Item
from dalil.export.figures import CHANGE_COLUMNS, change_row
from dalil.model import ArticleChange, Card, ChangeKind, Form
from dalil.store.changes import ChangesBy
from dalil.web import render
from dalil.web.facets import MOST, Choice
from dalil.web.listed import FED, FEED_ITEMS, TOGETHER
from dalil.web.sheet import Ask, Rows, Sheet
from dalil.web.words import CHANGES, Words

CHANGES_SHOWN = 40
FIGURES_SHOWN = 6
LATELY = (7, 30)  # days

Changed = tuple[ArticleChange, Card]


@dataclass(frozen=True, slots=True)
class Told:
    """A change of an article, and where it was seen: on its page, in the list that names it."""

    change: ArticleChange
    card: Card
    forms: frozenset[Form]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of UTC and what was seen to have changed on it; None: nobody knows when."""

    at: datetime | None
    told: tuple[Told, ...]


def page(ask: Ask) -> Sheet:
    """Changes by kind, publication, country and time, as asked."""
    chosen = {
        "kind": ask.text("kind"),
        "source": ask.text("source"),
        "country": (ask.text("country") or "").upper() or None,
        "since": ask.day("since"),
        "until": ask.day("until"),
    }
    kind, by = cast(ChangeKind | None, chosen["kind"]), dict(chosen)
    del by["kind"]
    before = ask.text("before")
    found = ask.archive.changes(kind=kind, before=before, limit=CHANGES_SHOWN + 1, **by)
    older = found[CHANGES_SHOWN - 1][0].id if len(found) > CHANGES_SHOWN else None
    found = found[:CHANGES_SHOWN]
    total = sum(_counts(ask, "source", chosen).values())
    return Sheet(
        template="changes.html",
        title=ask.words.say("What changed"),
        context={
            "days": days(found),
            "total": total,
            "older": older,
            "before": before,
            "facets": _facets(ask, chosen),
            "chosen": chosen,
            "figures_shown": FIGURES_SHOWN,
        },
        data={
            **chosen,
            "convention": ask.archive.convention.name,
            "total": total,
            "changes": [{"change": change, "article": card} for change, card in found],
            "older": older,
        },
        rows=_rows(total, kind, by) if ask.form != "json" else None,
        feed=_items(ask, kind, by) if ask.form in FED else (),
    )


def _rows(total: int, kind: ChangeKind | None, by: Mapping[str, str | None]) -> Rows:
    def page(archive: Archive, after: str | None) -> tuple[Sequence[Changed], str | None]:
        found = archive.changes(kind=kind, before=after, limit=TOGETHER, **by)
        return found, found[-1][0].id if len(found) == TOGETHER else None

    return Rows(
        name="changes",
        total=total,
        columns=CHANGE_COLUMNS,
        page=page,
        row=lambda changed: change_row(*changed),
    )


def _items(ask: Ask, kind: ChangeKind | None, by: Mapping[str, str | None]) -> list[Item]:
    words = ask.words
    made = []
    for change, card in ask.archive.changes(kind=kind, limit=FEED_ITEMS, **by):
        kinds = ", ".join(words.kind(one) for one in change.kinds)
        figures = "; ".join(f"{old or '–'} → {new or '–'}" for old, new in change.figures)
        both = change.old_id and change.new_id
        parts = ("diff", change.old_id, change.new_id) if both else ()
        made.append(
            Item(
                name=f"change/{change.id}",
                title=f"{kinds}: {card.headline or words.say('Without a headline')}",
                link=render.address("a", card.article.id, *filter(None, parts)),
                summary=figures,
                author=card.source.outlet,
                at=change.at,
                language=card.language,
            )
        )
    return made


def days(found: Iterable[Changed]) -> list[Day]:
    """Changes by the day on which they were seen; what was seen in two places is told once."""
    return [
        Day(group[0][0].at, once(group))
        for _, items in groupby(found, key=lambda item: item[0].at and item[0].at.date())
        if (group := list(items))
    ]


def once(found: Iterable[Changed]) -> tuple[Told, ...]:
    """An article's page and the list that names it often change together: the page stands for both."""
    kept: dict[tuple[object, ...], Told] = {}
    for change, card in found:
        day = change.at and change.at.date()
        what = (change.article_id, day, change.kinds, change.figures)
        before = kept.get(what)
        shown = before.change if before and change.form != "page" else change
        forms = before.forms if before else frozenset()
        kept[what] = Told(shown, card, forms | {change.form})
    return tuple(kept.values())


def _counts(ask: Ask, by: ChangesBy, chosen: Mapping[str, str | None]) -> dict[str, int]:
    kind = cast(ChangeKind | None, chosen["kind"])
    rest = {name: value for name, value in chosen.items() if name != "kind"}
    return ask.archive.count_changes(by, kind=kind, **rest)


def _facets(ask: Ask, chosen: Mapping[str, str | None]) -> dict[str, list[Choice]]:
    """Each filter's choices; their counts heed the other filters."""
    words = ask.words
    outlets = {source.id: source.outlet for source, _ in ask.archive.sources()}
    labels: dict[str, Callable[[str], str]] = {
        "kind": words.kind,
        "source": lambda source: outlets.get(source, source),
        "country": words.country,
    }
    made: dict[str, list[Choice]] = {}
    for by, label in labels.items():
        counts = _counts(ask, cast(ChangesBy, by), {**chosen, by: None})
        choices = [Choice(value, label(value), n) for value, n in counts.items()]
        worth = len(choices) > 1 or chosen[by]
        made[by] = choices[:MOST] if worth else []
    rank = {kind: place for place, kind in enumerate(CHANGES)}
    made["kind"].sort(key=lambda choice: rank.get(choice.value, len(rank)))
    made["since"] = _lately(ask, words, chosen) if any(made.values()) else []
    return made


def _lately(ask: Ask, words: Words, chosen: Mapping[str, str | None]) -> list[Choice]:
    today = datetime.now(UTC).date()
    made = []
    for n in LATELY:
        day = (today - timedelta(days=n)).isoformat()
        label = words.count(n, "the last {n} day", "the last {n} days")
        seen = _counts(ask, "source", {**chosen, "since": day})
        made.append(Choice(day, label, sum(seen.values())))
    return made
