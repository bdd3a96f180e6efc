"""``/laws``: acts by country; ``/laws/kz/criminal-code``: what is said of one, in order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import dalil
from dalil.errors import NotFound
from dalil.export.tables import Row
from dalil.lang import table
from dalil.model import Act, ActHistory, Law, Statement
from dalil.periods import stretch
from dalil.web.charts.timeline import Happened, Lane, Timeline, draw_timeline
from dalil.web.render import address
from dalil.web.sheet import Absent, Ask, Rows, Sheet
from dalil.web.words import Words

ORDER: Final = ("proposed", "adopted", "amended", "moved", "repealed")
SHOWN = 100  #      sentences of a page
PROVISIONS = 60
NEAR = 12  #        figures

ACT_COLUMNS = ("key", "name", "country", "articles", "references", "changes", "first_on", "last_on")
COLUMNS = (
    "when", "change", "act", "country", "article", "part", "paragraph", "exact", "sentence",
    "publication", "published", "headline", "language", "finding", "address",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """An act with its name in the reader's language, and which language that is."""

    act: Act
    name: str
    language: str
    href: str


def page(ask: Ask) -> Sheet:
    """The acts that articles name, by country."""
    acts = ask.archive.acts()
    groups = [
        (country, [_named(ask.words, act) for act in some])
        for country, some in groupby(acts, key=lambda act: act.country)
    ]
    return Sheet(
        template="laws.html",
        title=ask.words.say("Laws"),
        context={"groups": groups, "total": len(acts)},
        data={"convention": ask.archive.convention.name},
        rows=Rows(
            name="acts",
            total=len(acts),
            columns=ACT_COLUMNS,
            page=lambda archive, _: (archive.acts(), None),
            row=lambda one: [getattr(one, column) for column in ACT_COLUMNS],
        ),
    )


def act(ask: Ask) -> Sheet:
    """One act: its timeline, its provisions, the sentences that name it, and the figures in them."""
    key = f"{ask.path['country']}/{ask.path['act']}"
    try:
        history = ask.archive.act(key)
    except NotFound as error:
        raise Absent(ask.words.say("No article in this archive names this act")) from error
    provision = ask.text("article")
    fitting = [one for one in history.references if _fits(one, provision)]
    references = sorted(fitting, key=lambda one: one.kept.finding.value.change is None)
    named = _named(ask.words, history.act)
    timeline = _timeline(ask.words, named, references, provision)
    return Sheet(
        template="act.html",
        title=named.name,
        context={
            "named": named,
            "provision": provision,
            "provisions": _provisions(history),
            "references": references[:SHOWN],
            "left": max(0, len(references) - SHOWN),
            "timeline": timeline,
            "drawn": draw_timeline(timeline) if timeline else None,
            "figures": _near(history, references),
        }
        if ask.form == "html"
        else {},
        data={"act": history.act, "figures": history.figures},
        rows=Rows(
            name="references",
            total=len(references),
            columns=COLUMNS,
            page=lambda _, __: (references, None),
            row=lambda one: reference_row(one, base=ask.base),
        ),
        timeline=timeline,
    )


def reference_row(one: Statement, *, base: str = "") -> Row:
    """The cells of ``COLUMNS``."""
    law: Law = one.kept.finding.value
    return [
        law.when, law.change, law.act, law.country, law.article, law.part, law.paragraph,
        one.kept.exact, one.sentence, one.source.outlet, one.published.on if one.published else None,
        one.headline, one.language, one.kept.id, base + address("f", one.kept.id),
    ]  # fmt: skip


def _fits(one: Statement, provision: str | None) -> bool:
    law: Law = one.kept.finding.value
    return provision is None or law.article == provision


def _named(words: Words, act: Act) -> Named:
    slug = act.key.rpartition("/")[2]
    shown = table(words.code, "act_names").get("names", {}).get(slug)
    href = address("laws", *act.key.split("/"))
    return Named(act, shown or act.name, words.code if shown else "en", href)


def _provisions(history: ActHistory) -> list[tuple[str, int]]:
    """The articles that are named, and how often, in the order of the act."""
    laws = (one.kept.finding.value for one in history.references)
    counts = Counter(law.article for law in laws if law.article)
    return sorted(counts.items(), key=lambda item: _number(item[0]))[:PROVISIONS]


def _number(article: str) -> tuple[int, str]:
    digits = article.split("-")[0].split("/")[0]
    return (int(digits[:9]) if digits.isdigit() else 0, article)


def _timeline(
    words: Words, named: Named, references: Sequence[Statement], provision: str | None
) -> Timeline | None:
    lanes = []
    for change in ORDER:
        marks = tuple(
            mark
            for one in references
            if one.kept.finding.value.change == change and (mark := _mark(words, one)) is not None
        )
        if marks:
            lanes.append(Lane(name=words.law_change(change), marks=marks))
    if not lanes:
        return None
    said = [f"{lane.name}: {words.number(len(lane.marks))}" for lane in lanes]
    place = f" · {words.country(named.act.country)}" if named.act.country else ""
    part = f" · {words.say('article {n}', n=provision)}" if provision else ""
    outlets = {one.source.outlet for one in references if one.kept.finding.value.change}
    return Timeline(
        title=f"{named.name}{place}{part}",
        says=words.say("What articles say happened, by time. {counts}.", counts="; ".join(said)),
        lanes=tuple(lanes),
        more="#sentences",
        source_line=f"{', '.join(sorted(outlets)[:4])} · Dalil {dalil.__version__}",
    )


def _mark(words: Words, one: Statement) -> Happened | None:
    law: Law = one.kept.finding.value
    printed = one.published.on if one.published else None
    time = stretch(law.when) or stretch(printed)
    if time is None:
        return None
    when = words.period(law.when) if law.when else words.date(printed)
    place = words.place_in(law)
    said = ", ".join(filter(None, (words.law_change(law.change or ""), place, when)))
    return Happened(
        time=time,
        href=address("f", one.kept.id),
        label=f"{said} — {one.source.outlet}",
        hollow=law.change == "proposed",
        stated=stretch(law.when) is not None,
    )


def _near(history: ActHistory, references: Sequence[Statement]) -> list[Statement]:
    """The figures in the sentences that are shown."""
    shown = {(one.kept.version_id, one.kept.finding.context.start) for one in references}
    return [
        one
        for one in history.figures
        if (one.kept.version_id, one.kept.finding.context.start) in shown
    ][:NEAR]
