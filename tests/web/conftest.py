"""An invented archive, and a browser small enough to be read: ASGI called as it is."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from dalil.archive import Archive
from dalil.articles.versions import compare
from dalil.errors import NotFound, UsageError
from dalil.export.figures import stated_in, statement
from dalil.findings import find_quotes
from dalil.lang.conventions import Convention, convention
from dalil.model import (
    Act,
    ActHistory,
    Article,
    ArticleChange,
    Capture,
    Card,
    Cards,
    Claim,
    CountryCount,
    DateCandidate,
    Decision,
    Difference,
    Drawable,
    Explanation,
    Figure,
    FigureQuery,
    FigureTally,
    Finding,
    Found,
    Indicator,
    KeptFinding,
    Law,
    Measured,
    Origin,
    Point,
    Published,
    Quoted,
    Reading,
    Root,
    Series,
    SeriesKey,
    Sort,
    Source,
    Span,
    SpeakerCount,
    Stated,
    Statement,
    Statements,
    Tally,
    Tool,
    Version,
    Visit,
    Wording,
)
from dalil.query import parse
from dalil.text import around, compose, digest, text_digest
from dalil.web import room

READER = Tool("dalil.reader", "1")
PAYLOAD = b"<html><script>alert(1)</script>\xff"

# ── the archive ──────────────────────────────────────────────────────────────────────────────────

GAZETTE = Source(
    id="gazette",
    outlet="The Steppe Gazette",
    url="https://gazette.example/kz/",
    country="KZ",
    languages=("en",),
    route="feed",
    start="https://gazette.example/feed",
)
VESTNIK = Source(
    id="vestnik",
    outlet="Вестник долины",
    url="https://vestnik.example/",
    country="KG",
    languages=("ru",),
    route="sitemap",
    start="https://vestnik.example/sitemap.xml",
)
DALA = Source(
    id="dala", outlet="Дала хабары", url="javascript:alert(1)", country="KZ", languages=("kk", "ru")
)

EMOJI_PARAGRAPH = (
    "🛖🛖 At least 41 attacks on journalists were recorded in Kazakhstan in January–August 2020, "
    "according to the Adal Media Fund; a year before there were 27 😀, a third fewer."
)


def span_of(text: str, words: str, start: int = 0) -> Span:
    at = text.index(words, start)
    return Span(at, at + len(words))


def figure(
    text: str,
    exact: str,
    parts: Mapping[str, str | tuple[str, ...]],
    *,
    after: int = 0,
    **fields: Any,
) -> Finding:
    span = span_of(text, exact, after)
    line = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    spans = {
        name: tuple(
            span_of(text, one, line) for one in ((words,) if isinstance(words, str) else words)
        )
        for name, words in parts.items()
    }
    return Finding(
        kind="figure",
        span=span,
        context=Span(line, end if end >= 0 else len(text)),
        value=Figure(**fields),
        parts={"value": (span,), **spans},
        rules=("number.digits", "bound.before", "of.noun_after", "attribution.according_to"),
        confidence=0.87,
        reasons=("the place stands in the same sentence",),
        finder=Tool("dalil.figures", "1"),
    )


@dataclass(frozen=True)
class Item:
    card: Card
    versions: tuple[Version, ...]
    findings: Mapping[str, tuple[Finding, ...]]


def version(
    article: str, number: int, wording: Wording, day: int, capture: str = "urn:uuid:1"
) -> Version:
    return Version(
        id=f"{article}-{wording.form[0]}{number}",
        article_id=article,
        number=number,
        capture_id=capture,
        first_seen_at=datetime(2020, 8, day, 10, 0, tzinfo=UTC),
        digest=text_digest(wording.text),
        wording=wording,
    )


def wording(form: Any, language: str, parts: list[tuple[Any, str]], **fields: Any) -> Wording:
    text, blocks = compose(parts)
    return Wording(form=form, text=text, blocks=blocks, reader=READER, language=language, **fields)


def attacks() -> Item:
    parts: list[tuple[Any, str]] = [
        ("headline", "Attacks on Journalists Rise by Half in a Year"),
        ("standfirst", "Editors in three regions say that complaints lead nowhere."),
        ("byline", "Aru Bekova"),
        ("paragraph", EMOJI_PARAGRAPH),
        (
            "paragraph",
            (
                "The ministry disputes the count. “We know of about 30 cases, and in 12 of them the"
                " complaint was withdrawn,” its spokesman said. Compensation, where a court ordered"
                " it, came to between 150 and 400 thousand tenge (some 350 to 950 dollars)."
            ),
        ),
        ("subheading", "What the courts say"),
        (
            "paragraph",
            (
                "By 2025 the ministry plans to cut the number of such cases by 20 per cent. Lawyers"
                " are sceptical: in the Aksu district a case takes 14 months on average, and the"
                " district’s two judges hear 120 cases a month. The rest of this paragraph has no"
                " numbers in it and goes on for a little while, as paragraphs in newspapers do, so"
                " that the margin beside it has room to breathe and the page can be judged."
            ),
        ),
        ("quote", "Nobody has come back to tell us what became of it."),
        ("list_item", "Almaty region: 9 complaints"),
        ("list_item", "Aksu district: 7 complaints"),
        ("caption", "A newsroom in Aksu. Photo: Gazette"),
        ("correction", "An earlier wording of this article said 14 attacks instead of 41."),
    ]
    text, _ = compose(parts)
    fund = {"place": "Kazakhstan", "attribution": "Adal Media Fund"}
    said = {"place": "in Kazakhstan", "attribution": "the Adal Media Fund"}
    now = figure(
        text,
        "41",
        {
            "bound": "At least",
            "of": "attacks on journalists",
            "period": "January–August 2020",
            **said,
        },
        value=Decimal(41),
        unit="1",
        bound="min",
        of="attacks on journalists",
        period="2020-01/2020-08",
        **fund,
    )
    before = figure(
        text,
        "27",
        {"of": "attacks on journalists", "period": ("a year before", "2020"), **said},
        value=Decimal(27),
        unit="1",
        of="attacks on journalists",
        period="2019-01/2019-08",
        **fund,
    )
    fewer = figure(
        text,
        "a third",
        {"change": "fewer", "of": "attacks on journalists", **said},
        value=Decimal("33.33"),
        unit="%",
        of="attacks on journalists",
        change="down",
        **fund,
    )
    findings = (
        now,
        before,
        fewer,
        figure(
            text,
            "30",
            {"bound": "about", "of": "cases", "attribution": ("its spokesman",)},
            value=Decimal(30),
            unit="1",
            bound="about",
            of="cases",
            attribution="ministry’s spokesman",
            status="alleged",
        ),
        figure(text, "12", {"of": "complaint"}, value=Decimal(12), unit="1", of="cases"),
        figure(
            text,
            "between 150 and 400 thousand tenge",
            {"of": "Compensation"},
            value=(Decimal(150000), Decimal(400000)),
            unit="KZT",
            bound="range",
            of="compensation",
        ),
        figure(
            text,
            "350 to 950 dollars",
            {"of": "Compensation", "bound": "some"},
            value=(Decimal(350), Decimal(950)),
            unit="USD",
            bound="range",
            of="compensation",
        ),
        figure(
            text,
            "20 per cent",
            {
                "of": "the number of such cases",
                "period": "By 2025",
                "change": "cut",
                "status": "plans",
            },
            value=Decimal(20),
            unit="%",
            of="number of such cases",
            period="2025",
            status="plan",
            change="down",
            attribution="ministry",
        ),
        figure(
            text,
            "14 months",
            {"of": "a case", "place": "Aksu district", "bound": "on average"},
            value=Decimal(14),
            unit="month",
            bound="about",
            of="case",
            place="Aksu district",
        ),
        figure(
            text,
            "120",
            {"of": "cases", "per": "a month", "place": "district"},
            value=Decimal(120),
            unit="1",
            of="cases",
            per="month",
            place="Aksu district",
        ),
        figure(
            text,
            "9",
            {"of": "complaints", "place": "Almaty region"},
            after=text.index("Almaty region"),
            value=Decimal(9),
            unit="1",
            of="complaints",
            place="Almaty region",
        ),
    )
    published = Published(on="2020-08-06", precision="day", origin="byline", printed="06.08.20")
    fields: dict[str, Any] = {
        "headline": "Attacks on Journalists Rise by Half in a Year",
        "byline": "Aru Bekova",
        "authors": ("Aru Bekova",),
        "published": published,
    }
    first = wording(
        "page", "en", [(k, t.replace("41 attacks", "14 attacks")) for k, t in parts[:5]], **fields
    )
    dates = (
        DateCandidate(role="published", printed="06.08.20", origin="byline", on="2020-08-06"),
        DateCandidate(
            role="published",
            printed="2020-08-06T09:00:00+06:00",
            origin="markup",
            on="2020-08-06",
            verdict="another one comes first: byline",
        ),
        DateCandidate(
            role="modified",
            printed="31.02.20",
            origin="markup",
            verdict="no date that can be",
        ),
    )
    second = wording("page", "en", parts, agreement=0.97, dates=dates, **fields)
    entry = wording(
        "entry",
        "en",
        [
            ("headline", "Attacks on Journalists Rise by Half in a Year"),
            ("byline", "Aru Bekova 06.08.20"),
            ("teaser", "At least 14 attacks on journalists were recorded in eight months."),
        ],
        truncated=True,
        **fields,
    )
    versions = (
        version("a1", 1, entry, 6),
        version("a1", 1, first, 6),
        version("a1", 2, second, 7),
    )
    card = Card(
        article=Article(id="a1", source_id="gazette", url="https://gazette.example/kz/1", key=90),
        source=GAZETTE,
        headline="Attacks on Journalists Rise by Half in a Year",
        byline="Aru Bekova",
        published=published,
        language="en",
        teaser="At least 41 attacks on journalists were recorded in eight months, half more than a"
        " year before, a media fund says. Editors in three regions say that complaints lead"
        " nowhere.",
        truncated=True,
        countries=("KZ",),
        version_count=3,
        figure_count=len(findings),
    )
    was = figure(
        first.text,
        "14",
        {"bound": "At least", "of": "attacks on journalists"},
        value=Decimal(14),
        unit="1",
        bound="min",
        of="attacks on journalists",
    )
    return Item(card, versions, {"a1-p1": (was,), "a1-p2": findings})


def small(
    n: int,
    source: Source,
    language: str,
    headline: str,
    teaser: str,
    exact: str,
    *,
    byline: str | None = None,
    published: Published | None = None,
    country: str = "KG",
    url: str | None = None,
    **fields: Any,
) -> Item:
    parts: list[tuple[Any, str]] = [("headline", headline), ("teaser", teaser)]
    text, _ = compose(parts)
    of = fields.get("of")
    found = (figure(text, exact, {"of": of} if of else {}, **fields),) if exact else ()
    made = wording(
        "entry",
        language,
        parts,
        headline=headline,
        byline=byline,
        published=published,
        truncated=True,
    )
    kept = version(f"a{n}", 1, made, 6)
    card = Card(
        article=Article(id=f"a{n}", source_id=source.id, url=url, key=90 - n),
        source=source,
        headline=headline,
        byline=byline,
        published=published,
        language=language,
        teaser=teaser,
        truncated=n % 2 == 0,
        countries=(country,),
        version_count=1,
        figure_count=len(found),
    )
    return Item(card, (kept,), {kept.id: found})


def day(on: str, origin: Any = "markup") -> Published:
    return Published(on=on, precision="day", origin=origin)


ITEMS = (
    attacks(),
    small(
        2,
        VESTNIK,
        "ru",
        "В долине закрылась каждая третья сельская школа",
        "За пять лет в долине закрыто 118 школ, говорится в отчёте областного управления"
        " образования. Дети ездят на уроки за 30 километров.",
        "118",
        byline="Назгуль Осмонова",
        published=day("2020-08-05"),
        url="https://vestnik.example/2",
        value=Decimal(118),
        unit="1",
        of="школ",
        place="долине",
        attribution="областное управление образования",
    ),
    small(
        3,
        DALA,
        "kk",
        "Ақсу ауданында 2,5 мың үй ауыз суға қосылды",
        "Әкімдіктің айтуынша, жыл соңына дейін ауданда 2,5 мың үй орталықтандырылған ауыз суға"
        " қосылады, бұл өткен жылғыдан екі есе көп.",
        "2,5 мың",
        byline="Дала хабары",
        published=Published(on="2020-08", precision="month", origin="guess"),
        country="KZ",
        value=Decimal(2500),
        unit="1",
        of="үй",
        place="Ақсу ауданы",
        attribution="Әкімдік",
        status="plan",
    ),
    small(
        4,
        GAZETTE,
        "en",
        "Wheat, Water and a Promise: What the Valley Was Told",
        "Officials promised 400 hectares of irrigated land to returning families.",
        "400 hectares",
        published=None,
        country="KZ",
        value=Decimal(400),
        unit="ha",
        of="irrigated land",
        status="plan",
    ),
    small(
        5,
        DALA,
        "kk",
        "Қ" + "ұқықбұзушылық" * 22,
        "<script>alert(1)</script> & <b>белгі</b>",
        "",
        published=day("2019-01-02", "url"),
        country="KZ",
        url="javascript:alert(1)",
    ),
    *(
        small(
            n,
            GAZETTE if n % 3 else VESTNIK,
            "en" if n % 3 else "ru",
            f"Older News, Number {n}" if n % 3 else f"Старая новость номер {n}",
            "A short notice of 7 lines." if n % 3 else "Короткая заметка в 7 строк.",
            "7",
            published=day(f"20{18 - n // 12}-{n % 12 + 1:02}-03", "feed"),
            country="KZ",
            value=Decimal(7),
            unit="1",
        )
        for n in range(6, 40)
    ),
)


def changed(
    n: int,
    article: str,
    kinds: tuple[Any, ...],
    old: str | None,
    new: str | None,
    day: int,
    *figures: Any,
) -> ArticleChange:
    return ArticleChange(
        id=f"c{n}",
        article_id=article,
        kinds=kinds,
        old_id=old,
        new_id=new,
        after=datetime(2020, 8, day - 1, 10, tzinfo=UTC),
        at=datetime(2020, 8, day, 10, tzinfo=UTC),
        figures=figures,
    )


CHANGES = (
    changed(1, "a2", ("deletion",), "a2-e1", None, 9),
    changed(2, "a1", ("figure", "correction"), "a1-p1", "a1-p2", 7, ("14", "41"), (None, "27")),
    replace(
        changed(3, "a1", ("figure", "correction"), "a1-e1", "a1-p2", 7, ("14", "41"), (None, "27")),
        form="entry",
    ),
    *(changed(n, f"a{n}", ("wording",), f"a{n}-e1", f"a{n}-e1", 5) for n in range(6, 40)),
    *(changed(n, f"a{n - 34}", ("headline",), f"a{n - 34}-e1", None, 3) for n in range(40, 56)),
)

VISITS = {
    "vestnik": Visit(
        source_id="vestnik",
        url="https://vestnik.example/sitemap.xml",
        role="list",
        found_at=datetime(2020, 8, 1, tzinfo=UTC),
        outcome="refused",
        why="robots.txt says no",
    )
}


class Followed:
    """What the store remembers of the sources that are followed."""

    def close(self) -> None:
        pass

    def days_of_articles(self, source_id: str, since: str) -> list[str]:
        """Three articles a day for two weeks in June, and three in the end of July 2020."""
        dates = [f"2020-06-{day:02}" for day in range(1, 15)] + ["2020-07-28", "2020-07-29"]
        return [day for day in dates for _ in range(3)] if source_id == "gazette" else []

    def expected(self, source_id: str) -> dict[str, object]:
        return {}

    def fields_of_newest(self, source_id: str, limit: int) -> list[dict[str, bool]]:
        return []

    def visit_counts(self, source_id: str) -> dict[tuple[str, str], int]:
        return {("article", "ok"): 24} if source_id == "gazette" else {}

    def last_answer_of(self, source_id: str) -> datetime | None:
        return datetime(2020, 8, 7, 10, tzinfo=UTC) if source_id == "gazette" else None

    def newest_day(self, source_id: str) -> str | None:
        return "2020-08-06" if source_id == "gazette" else None

    def next_due(self, source_ids: list[str]) -> datetime | None:
        return None

    def lists(self, source_id: str) -> list[Visit]:
        return [VISITS[source_id]] if source_id in VISITS else []

    def reasons(self, source_id: str) -> list[tuple[str, int]]:
        return []


def _claim(number: int, **other: Any) -> Claim:
    given = {
        "finding_id": f"a1-p{number}.0", "article_id": "a1", "version_id": f"a1-p{number}",
        "source_id": "gazette", "outlet": "The Gazette", "exact": str(40 + number),
        "sentence": f"There were {40 + number} fires.", "language": "en", "published_on": "2022-01-02",
        "of": "fires", "place": "Kazakhstan", "period": "2021", "low": Decimal(40 + number),
        "high": Decimal(40 + number), "bound": "exact", "status": "actual",
        "attribution": "Ministry of Emergencies", "said_by": "official", "reason": "counts fire",
    }  # fmt: skip
    return Claim(**{**given, **other})


CLAIMS = (
    _claim(1),
    _claim(2, new_source=True, repeats="a1-p1.0", attribution=None, said_by="media"),
    _claim(2, finding_id="a1-p2.1", status="forecast", joined=True, said_by="other"),
)
SERIES = Series(
    id="s1",
    key=SeriesKey(measure="fire", unit="1", per="", change=False, place="KZ", kind="year"),
    label="fires <b>",
    periods=2,
    claims=4,
    sources=1,
    first_on="2020-01-01",
    last_on="2021-12-31",
    points=(
        Point(
            period="2020", first_on="2020-01-01", last_on="2020-12-31", low=Decimal(38),
            high=Decimal(38), claims=(_claim(1, exact="38", low=Decimal(38), high=Decimal(38)),),
            chosen=None, rule="official",
        ),
        Point(
            period="2021", first_on="2021-01-01", last_on="2021-12-31", low=Decimal(41),
            high=Decimal(42), claims=CLAIMS, chosen=CLAIMS[1], rule="by hand", why="the yearbook",
        ),
    ),
)  # fmt: skip
INDICATOR = Indicator(
    name="fires",
    title="Fires <i>",
    words={"en": ("fires",), "ru": ("пожары",)},
    places=("KZ", "nowhere"),
    kind="year",
    counting="forests too",
    made_at=datetime(2022, 1, 2, tzinfo=UTC),
    made_by="Dana",
)
DECISION = Decision(
    id=1,
    at=datetime(2022, 1, 3, tzinfo=UTC),
    who="Dana",
    kind="choose",
    indicator="fires",
    finding_id="a1-p2.0",
    found=False,
    version_id="a1-p2",
    span=Span(3, 5),
    exact="42",
    why="the yearbook",
)


ACT = Act(
    key="kz/criminal-code", name="Criminal Code", country="KZ", articles=2, references=4,
    changes=3, first_on="2020-07-09", last_on="2020-08-06",
)  # fmt: skip


class Invented(Archive):
    """What ``dalil.archive`` promises, out of the list above."""

    def __init__(self, items: tuple[Item, ...] = ITEMS) -> None:
        self.items = {item.card.article.id: item for item in items}
        self.store: Any = Followed()

    @property
    def convention(self) -> Convention:
        return convention("acled")

    def sources(self) -> list[tuple[Source, int]]:
        all_sources = (GAZETTE, VESTNIK, DALA)
        return [(s, sum(c.source == s for c in self._cards())) for s in all_sources]

    def countries(self) -> list[CountryCount]:
        return [
            CountryCount(country="KZ", articles=38, first_on="2015-01-02", last_on="2020-08-06"),
            CountryCount(country="KG", articles=1, first_on="2020-08-05", last_on="2020-08-05"),
        ]

    def _cards(self) -> list[Card]:
        return [item.card for item in self.items.values()]

    def cards(self, **by: Any) -> Cards:
        return self._page(self._cards(), **by)

    def search(self, query: str, sort: Sort | None = None, **by: Any) -> Found:
        read = parse(query)
        found = []
        for card in self._cards():
            text = f"{card.headline} {card.teaser}"
            before, word, after = text.partition(query) if query else ("", text, "")
            if word:
                snippet = ((before[-60:], False), (word, True), (after[:90], False))
                found.append(replace(card, snippet=snippet))
        page = self._page(found, **by)
        return Found(
            cards=page.cards,
            total=page.total,
            older=page.older,
            newer=page.newer,
            sort=sort or "date",
            read_as=read.written,
            notes=read.notes,
        )

    def tally(self, query: str = "", **by: Any) -> Tally:
        def counts(name: str, of: Callable[[Card], Iterable[str | None]]) -> dict[str, int]:
            others = {key: value for key, value in by.items() if key != name}
            found = (
                self.search(query, limit=10**6, **others)
                if query
                else self.cards(limit=10**6, **others)
            )
            return dict(Counter(value for card in found.cards for value in of(card) if value))

        return Tally(
            total=self.search(query, limit=1, **by).total,
            by_source=counts("source", lambda card: [card.source.id]),
            by_language=counts("language", lambda card: [card.language]),
            by_country=counts("country", lambda card: card.countries),
            by_month=counts("", lambda card: [card.published.on[:7] if card.published else None]),
        )

    def without_articles(self, query: str = "", **by: Any) -> list[tuple[Source, Any, Any]]:
        return [(DALA, "2015-01-02", "2016-03-01")] if "2019" in query else []

    def _page(
        self,
        cards: list[Card],
        country: str | None = None,
        source: str | None = None,
        language: str | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int = 20,
        **_: Any,
    ) -> Cards:
        fits = [
            c
            for c in cards
            if country in (None, *c.countries)
            and source in (None, c.source.id)
            and language in (None, c.language)
        ]
        page = [c for c in fits if before is None or c.article.key < before]
        if after is not None:
            page = [c for c in fits if c.article.key > after][-limit:]
        page = page[:limit]
        older = page[-1].article.key if page and page[-1] is not fits[-1] else None
        newer = page[0].article.key if page and page[0] is not fits[0] else None
        return Cards(cards=tuple(page), total=len(fits), older=older, newer=newer)

    def names_in(self, version_id: str) -> list[Any]:
        return []

    def names(self, **_: object) -> tuple[list[Any], int]:
        return [], 0

    def count_names(self, like: str | None = None) -> dict[str, int]:
        return {}

    def read(self, article_id: str, version_id: str | None = None) -> Reading:
        item = self.items.get(article_id)
        named = [v for v in item.versions if version_id in (None, v.id)] if item else []
        if item is None or not named:
            raise NotFound(f"no article or version {version_id or article_id}", "dalil list")
        shown = named[-1]
        return Reading(
            card=item.card,
            version=shown,
            versions=item.versions,
            findings=self._kept(item, shown),
            capture=self.capture(shown.capture_id),
        )

    def version(self, version_id: str) -> Version:
        for item in self.items.values():
            for one in item.versions:
                if one.id == version_id:
                    return one
        raise NotFound(f"no version {version_id}", "dalil list")

    def version_at(self, article_id: str, moment: datetime) -> str:
        versions = self.read(article_id).versions
        by_then = [v for v in versions if v.first_seen_at and v.first_seen_at <= moment]
        return (by_then[-1] if by_then else versions[0]).id

    def diff(
        self, article_id: str, old_id: str | None = None, new_id: str | None = None
    ) -> tuple[Version, Version, Difference]:
        old, new = self.read(article_id, old_id), self.read(article_id, new_id)
        found = compare(
            old.version.wording,
            new.version.wording,
            old_findings=[kept.finding for kept in old.findings],
            new_findings=[kept.finding for kept in new.findings],
        )
        return old.version, new.version, found

    def changes(self, **by: Any) -> list[tuple[ArticleChange, Card]]:
        found = [(one, self.items[one.article_id].card) for one in CHANGES]
        if by.get("before"):
            ids = [one.id for one in CHANGES]
            found = found[ids.index(by["before"]) + 1 :] if by["before"] in ids else []
        fits = [
            (one, card)
            for one, card in found
            if by.get("kind") in (None, *one.kinds)
            and by.get("source") in (None, card.source.id)
            and by.get("country") in (None, *card.countries)
            and by.get("article") in (None, one.article_id)
            and (one.at is None or one.at.isoformat() >= (by.get("since") or ""))
        ]
        return fits[: by.get("limit")]

    def count_changes(self, by: str, **filters: Any) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for one, card in self.changes(**filters):
            counts.update({"kind": one.kinds, "source": [card.source.id]}.get(by, card.countries))
        return dict(counts)

    @staticmethod
    def _kept(item: Item, shown: Version) -> tuple[KeptFinding, ...]:
        return tuple(
            KeptFinding(
                id=f"{shown.id}.{n}",
                version_id=shown.id,
                **dict(
                    zip(
                        ("prefix", "exact", "suffix"),
                        around(shown.wording.text, finding.span),
                        strict=True,
                    )
                ),
                finding=finding,
            )
            for n, finding in enumerate(item.findings.get(shown.id, ()))
        )

    def capture(self, capture_id: str) -> Capture:
        if capture_id != "urn:uuid:1":
            raise NotFound(f"no capture {capture_id}")
        return Capture(
            id=capture_id,
            url="https://gazette.example/kz/1",
            name=None,
            captured_at=datetime(2020, 8, 7, 10, 0, tzinfo=UTC),
            kept_at=datetime(2020, 8, 7, 10, 0, 3, tzinfo=UTC),
            media_type="text/html",
            digest=digest(PAYLOAD),
            length=len(PAYLOAD),
            file="warc/2020-08.warc.gz",
            offset=48213,
            size=912,
        )

    def encoding(self, capture: Capture) -> str | None:
        return "utf-8"

    def missing_files(self) -> list[str]:
        return []

    def payload(self, capture: Capture) -> bytes:
        return PAYLOAD

    def explain(self, finding_id: str) -> Explanation:
        for item in self.items.values():
            for shown in item.versions:
                for kept in self._kept(item, shown):
                    if kept.id == finding_id:
                        return self._explained(item, shown, kept)
        raise NotFound(f"no finding {finding_id}", "dalil list")

    def _explained(self, item: Item, shown: Version, kept: KeptFinding) -> Explanation:
        return Explanation(
            kept=kept,
            card=item.card,
            version=shown,
            capture=self.capture(shown.capture_id),
            sentence=kept.finding.context.of(shown.wording.text),
            payload_span=Span(1204, 1206),
            payload_excerpt=kept.exact.encode() + b"\xff\x1b<b>",
            text_holds=True,
            payload_holds=False,
        )

    def _stated(self, asked: FigureQuery) -> list[Statement]:
        """The newest wording's figures; of the filters only those that the pages' tests use."""
        readings = [self.read(id_) for id_ in self.items]
        all_ = [(r.card, one) for r in readings for one in stated_in(r)]
        return [
            one
            for card, one in all_
            if asked.unit in (None, one.kept.finding.value.unit)
            and asked.per in (None, one.kept.finding.value.per or "")
            and asked.change in (None, "size" if one.kept.finding.value.change else "level")
            and asked.source in (None, one.source.id)
            and asked.country in (None, *card.countries)
            and (asked.among is None or one.source.id in asked.among)
        ]

    def figures(
        self, asked: FigureQuery, *, order: Any = "new", after: str | None = None, limit: int = 50
    ) -> Statements:
        found, start = self._stated(asked), int(after or 0)
        more = start + limit < len(found)
        rows = tuple(found[start : start + limit])
        return Statements(rows=rows, after=str(start + limit) if more else None)

    def statement(self, finding_id: str) -> Statement:
        why = self.explain(finding_id)
        return statement(why.kept, why.card, why.version, why.capture, newest=True)

    def acts(self, country: str | None = None, words: str | None = None) -> list[Act]:
        return [ACT]

    def act(self, key: str) -> ActHistory:
        if key != ACT.key:
            raise NotFound("no article names it", "dalil laws")
        figures = self._stated(FigureQuery())[:4]
        said = (
            Law(act=ACT.name, country="KZ", article="130", change="moved", when="2020-07"),
            Law(act=ACT.name, country="KZ", article="130", part="2", change="proposed"),
            Law(act=ACT.name, country="KZ", change="amended", when="2017"),
            Law(act=ACT.name, country="KZ"),
        )
        references = tuple(
            replace(
                one,
                kept=replace(one.kept, finding=replace(one.kept.finding, kind="law", value=law)),
            )
            for one, law in zip(figures, said, strict=True)
        )
        return ActHistory(act=ACT, references=references, figures=tuple(figures[:2]))

    def count_figures(self, asked: FigureQuery) -> int:
        return len(self._stated(asked))

    def tally_figures(self, asked: FigureQuery) -> FigureTally:
        found = self._stated(asked)
        values = [one.kept.finding.value for one in found]
        measures = Counter(Measured(v.unit, v.per, v.change is not None) for v in values)
        return FigureTally(
            total=len(found),
            articles=len({one.article_id for one in found}),
            measures=dict(measures.most_common()),
            sources=dict(Counter(one.source.id for one in found).most_common()),
        )

    def drawables(self, asked: FigureQuery, limit: int) -> list[Drawable]:
        return [
            Drawable(
                finding_id=one.kept.id,
                figure=one.kept.finding.value,
                source_id=one.source.id,
                outlet=one.source.outlet,
                language=one.language,
                published=one.published,
            )
            for one in self._stated(asked)[:limit]
        ]

    def steady_sources(self, asked: FigureQuery) -> list[str]:
        return ["gazette"]

    def beginnings(self) -> dict[str, str]:
        return {"gazette": "2015-01-02", "vestnik": "2020-08-05", "dala": "2020-08-04"}

    # series: one of two years, and an indicator of it

    def contradictions(self, **by: Any) -> list[Any]:
        return []

    def foretold(self, **by: Any) -> list[Any]:
        return []

    def count_foretold(self, kinds: Any = ()) -> int:
        return 0

    def cases(self) -> list[Any]:
        return []

    def origin(self, finding_id: str) -> Origin:
        card, kept = self.claim(finding_id)
        version = self.version(kept.version_id)
        if not isinstance(kept.finding.value, Figure):
            raise UsageError("only figures have an origin")
        stated = Stated(
            id=kept.id, article_id=card.article.id, version_id=kept.version_id,
            source_id=card.source.id, language=card.language, published_on=None, country=None,
            sentence=kept.finding.context.of(version.wording.text), at=0, exact=kept.exact,
            figure=kept.finding.value,
        )  # fmt: skip
        root = Root(key=kept.id, label=card.source.outlet, findings=(kept.id,), why=())
        return Origin(claims=(stated,), links=(), roots=(root,), first=kept.id)

    def claim(self, finding_id: str) -> tuple[Card, KeptFinding]:
        why = self.explain(finding_id)
        return why.card, why.kept

    def series_list(self, **by: Any) -> tuple[list[Series], int]:
        return ([], 0) if by.get("country") == "RU" or by.get("offset") else ([SERIES], 1)

    def series_labels(self, found: Any, language: str) -> dict[str, tuple[str, str | None]]:
        return {one.id: (one.label, "en") for one in found}

    def series_values(self, series_ids: Any) -> dict[str, list[tuple[str, float, str]]]:
        return {one: [("2021-12-31", 40.0, "actual")] for one in series_ids}

    def series(self, series_id: str) -> Series:
        if series_id != SERIES.id:
            raise NotFound("no such series", "dalil series")
        return SERIES

    # quotations: those of the newest article's text, under the ids of its other findings

    def quotes(self, offset: int = 0, limit: int = 50, **by: Any) -> tuple[list[Quoted], int]:
        reading = self.read("a1")
        text = reading.version.wording.text
        found = [
            Quoted(
                kept=replace(kept, exact=one.span.of(text), finding=one), card=reading.card, who="x"
            )
            for one, kept in zip(find_quotes(text, language="en"), reading.findings, strict=False)
        ]
        found = found if not (by.get("by") or by.get("about")) or by.get("by") == "ministry" else []
        return found[offset : offset + limit], len(found)

    def speakers(self, **by: Any) -> list[SpeakerCount]:
        return [SpeakerCount(who="x", name="its spokesman", role=None, quotes=1, articles=1)]

    def indicators(self) -> list[Indicator]:
        return [INDICATOR]

    def series_of(self, finding_id: str) -> list[Series]:
        return [SERIES]

    def indicator_series(self, name: str) -> list[Series]:
        return [SERIES]

    def indicator(self, name: str) -> tuple[Indicator, list[Series], list[Decision]]:
        if name != INDICATOR.name:
            raise NotFound("no such indicator", "dalil indicator list")
        return INDICATOR, [SERIES], [DECISION]

    def claimed_by_others(self, indicator: str) -> list[tuple[str, str]]:
        return [("a1-p2.0", "fires")]

    def silent_in(self, periods: Any) -> dict[str, frozenset[str]]:
        return {period: frozenset({"vestnik"}) for period in periods}

    def newest_day(self, source_id: str) -> str | None:
        return {"gazette": "2020-08-06", "vestnik": "2020-02"}.get(source_id)

    def newest_findings(
        self, limit: int = 8, country: str | None = None
    ) -> list[tuple[Card, KeptFinding]]:
        readings = [self.read(id_) for id_ in ("a1", "a2", "a3", "a4")]
        pairs = [(r.card, kept) for r in readings for kept in r.findings[:3]]
        return pairs[:limit]

    def counts(self) -> dict[str, int]:
        return {"sources": 3, "captures": 41, "articles": 39, "versions": 41, "figures": 48}

    def log(self, limit: int = 50) -> list[tuple[str, str, str]]:
        return [("2020-08-07T10:00:03Z", "added 1 capture, 1 version", "dalil 0.1.0")]


# ── the browser ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.body)

    def __getitem__(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key == name.lower())


class Client:
    """Asks an ASGI application and reads the whole answer."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def get(self, target: str, method: str = "GET", **headers: str) -> Answer:
        return asyncio.run(self._get(target, method, headers))

    async def _get(self, target: str, method: str, headers: dict[str, str]) -> Answer:
        path, _, query = target.partition("?")
        given = {"host": "127.0.0.1:8765", **{k.replace("_", "-"): v for k, v in headers.items()}}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": quote(path).encode(),
            "query_string": query.encode("latin-1"),
            "root_path": "",
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in given.items()],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 8765),
        }
        messages: list[Any] = []

        asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> dict[str, Any]:
            return next(asked, None) or await asyncio.Future()  # then quiet: the line stays open

        async def send(message: Any) -> None:
            messages.append(message)

        try:
            await self.app(scope, receive, send)
        except Exception:
            if not messages:  # the server's own last resort answers, then raises for the log
                raise
        start = messages[0]
        pairs = [(k.decode().lower(), v.decode("latin-1")) for k, v in start["headers"]]
        return Answer(start["status"], pairs, b"".join(m.get("body", b"") for m in messages[1:]))


@pytest.fixture(scope="session")
def invented_room(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    folder: Path = tmp_path_factory.mktemp("archive")
    return room(folder, opening=lambda _: Invented())


@pytest.fixture(scope="session")
def client(invented_room: Starlette) -> Client:
    return Client(invented_room)


@pytest.fixture(scope="session")
def emoji_paragraph() -> str:
    return EMOJI_PARAGRAPH


@pytest.fixture(scope="session")
def invented_archive() -> Archive:
    return Invented()
