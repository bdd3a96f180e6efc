"""``/series``: what is followed over time; ``/series/ID``: one of them, every claim in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from babel.lists import format_list
from markupsafe import Markup

import dalil
from dalil.archive import Archive
from dalil.export.series import HEADER, rows
from dalil.export.tables import Row
from dalil.lang import gazetteer
from dalil.model import Claim, Figure, Measured, Point, Series, SourceKind
from dalil.periods import stretch
from dalil.series import place_name
from dalil.web.charts import Chart, Mark, Moment, Panel, Who, draw, finding
from dalil.web.charts.spark import spark
from dalil.web.pages.figures import axis, measure_name
from dalil.web.render import address
from dalil.web.sheet import Ask, Rows, Sheet
from dalil.web.words import Words

SHOWN = 40  #     series of a page
TOGETHER = 200  # that are read at once where all are asked for
LEAST = 2  #      periods
NAMES = 4  #      publications that a source line names

KINDS = {
    "day": "by day",
    "week": "by week",
    "month": "by month",
    "quarter": "by quarter",
    "half": "by half a year",
    "to date": "from January on",
    "year": "by year",
    "years": "several years together",
    "since": "since a day",
    "stretch": "other stretches of time",
}
RULES = {
    "latest": "the newest article’s stands",
    "conservative": "the lowest stands",
    "official": "a public body’s stands",
    "by hand": "chosen by hand",
}
SPEAKERS: Mapping[SourceKind, Who] = {
    "official": "official",
    "named": "named",
    "other": "unnamed",
    "media": "own",
}
COLUMNS = (
    "series", "label", "place", "place_key", "unit", "per", "change", "kind", "periods", "claims",
    "sources", "first_day", "last_day",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A series on a list: its name in the reader's words, and its course."""

    series: Series
    label: str
    language: str | None
    place: str
    measure: str
    kind: str
    last: str
    picture: Markup


# ── the list ─────────────────────────────────────────────────────────────────────────────────────


def listing(ask: Ask) -> Sheet:
    """Series that were found, by what they count and where."""
    of, country = ask.text("of"), (ask.text("country") or "").upper() or None
    begin = max(0, ask.place("after") or 0)
    found, total = ask.archive.series_list(
        of=of, country=country, least=LEAST, offset=begin, limit=SHOWN
    )

    def page(archive: Archive, after: str | None) -> tuple[Sequence[Series], str | None]:
        at = int(after or 0)
        some, _ = archive.series_list(
            of=of, country=country, least=LEAST, offset=at, limit=TOGETHER
        )
        return some, str(at + TOGETHER) if at + TOGETHER < total else None

    return Sheet(
        template="series_list.html",
        title=ask.words.say("Series"),
        context={
            "lines": lines(ask, found) if ask.form == "html" else (),
            "total": total,
            "of": of,
            "country": country,
            "countries": [
                (one.country, ask.words.country(one.country)) for one in ask.archive.countries()
            ],
            "before": begin - SHOWN if begin else None,
            "after": begin + SHOWN if begin + SHOWN < total else None,
            "indicators": ask.archive.indicators(),
        },
        data={"of": of, "country": country, "convention": ask.archive.convention.name},
        rows=Rows(name="series", total=total, columns=COLUMNS, page=page, row=_list_row),
    )


def lines(ask: Ask, found: Sequence[Series]) -> list[Line]:
    """Series as a list shows them."""
    words = ask.words
    labels = ask.archive.series_labels(found, words.code)
    values = ask.archive.series_values([one.id for one in found])
    made = []
    for one in found:
        label, language = labels[one.id]
        course = values[one.id]
        made.append(
            Line(
                series=one,
                label=label[:1].upper() + label[1:],
                language=language,
                place=place(one, words),
                measure=measure(one, words),
                kind=words.say(KINDS[one.key.kind]),
                last=number(Decimal(repr(course[-1][1])), one, words) if course else "",
                picture=spark(course),
            )
        )
    return made


def _list_row(one: Series) -> Row:
    key = one.key
    said = place_name(key.place.lstrip("?"), "en") or ""
    return (
        one.id, one.label, said, key.place, key.unit, key.per, key.change, key.kind, one.periods,
        one.claims, one.sources, one.first_on, one.last_on,
    )  # fmt: skip


# ── one series ───────────────────────────────────────────────────────────────────────────────────


def page(ask: Ask) -> Sheet:
    """One series: chart, points, and every claim with its sentence."""
    series = ask.archive.series(ask.path["series"])
    words = ask.words
    label, language = ask.archive.series_labels([series], words.code)[series.id]
    label = label[:1].upper() + label[1:]
    where = place(series, words)
    title = f"{label} · {where}"
    same = bool(ask.text("same"))
    shown = same_sources(series) if same else series
    picture = chart(ask, title, [(None, shown)])
    return Sheet(
        template="series.html",
        title=title,
        context={
            "series": shown,
            "label": label,
            "label_language": language,
            "place": where,
            "measure": measure(series, words),
            "kind": words.say(KINDS[series.key.kind]),
            "drawn": draw(picture, words) if ask.form == "html" else None,
            "number": lambda value: number(value, series, words),
            "rules": RULES,
            "same": same,
            "late": any(claim.new_source for point in series.points for claim in point.claims),
        },
        data={**summary(shown), "convention": ask.archive.convention.name},
        rows=claim_rows([shown]),
        chart=picture,
    )


def same_sources(series: Series) -> Series:
    """The series without those sources that came in later."""
    points = [
        replace(point, claims=tuple(claim for claim in point.claims if not claim.new_source))
        for point in series.points
    ]
    return replace(series, points=tuple(_again(point) for point in points if point.claims))


def _again(point: Point) -> Point:
    facts = [one for one in point.claims if one.status == "actual"] or point.claims
    stays = point.chosen in point.claims
    return replace(
        point,
        low=min(one.low for one in facts),
        high=max(one.high for one in facts),
        chosen=point.chosen if stays else facts[-1],
    )


def summary(series: Series) -> dict[str, Any]:
    """A series as data; its claims go out as rows beside it."""
    return {
        "series": replace(series, points=()),
        "points": [
            {
                "period": point.period,
                "low": point.low,
                "high": point.high,
                "stands": point.chosen.finding_id if point.chosen else None,
                "rule": point.rule,
                "why": point.why,
            }
            for point in series.points
        ],
    }


def claim_rows(found: Sequence[Series]) -> Rows:
    """Every claim of some series, a row each."""
    made = [dict(zip(HEADER, row, strict=True)) for series in found for row in rows(series)]
    return Rows(
        name="claims",
        total=len(made),
        columns=HEADER,
        page=lambda _archive, _after: (made, None),
        row=lambda row: tuple(row.values()),
    )


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def place(series: Series, words: Words) -> str:
    """The place of a series in the reader's language, as far as we know it."""
    key = series.key.place
    name = place_name(key.lstrip("?"), words.code) or key.lstrip("?")
    return words.say("place not stated ({country})", country=name) if key[:1] == "?" else name


def measure(series: Series, words: Words) -> str:
    """Unit and rate in words; nothing for a plain count."""
    key = series.key
    if (key.unit, key.per, key.change) == ("1", "", False):
        return ""
    return measure_name(words, Measured(key.unit, key.per or None, key.change))


def number(value: Decimal, series: Series, words: Words) -> str:
    """A value of a series with its unit; of a fall below nought."""
    figure = Figure(value=value.normalize() + 0, unit=series.key.unit)
    return str(words.quantity(figure)).replace("-", "\N{MINUS SIGN}")


# ── the chart ────────────────────────────────────────────────────────────────────────────────────


def chart(ask: Ask, title: str, panels: Sequence[tuple[str | None, Series]]) -> Chart:
    """A chart of series in one unit, a panel each."""
    words = ask.words
    made = tuple(
        Panel(marks=tuple(_marks(series, words)), name=name, language=words.code if name else None)
        for name, series in panels
    )
    unit = panels[0][1].key.unit if panels else "1"
    moments = tuple(one for _, series in panels for one in breaks(series, words))
    return Chart(
        title=title,
        unit=axis(words, unit),
        panels=made,
        says=finding([mark for panel in made for mark in panel.marks], words),
        source_line=_source_line(ask, [series for _, series in panels]),
        notes=tuple(
            words.say("Figures before and after are of different lands: {what}.", what=what)
            for what in dict.fromkeys(
                f"{moment.words} ({words.period(_day(moment))})" for moment in moments
            )
        ),
        moments=moments if len(panels) == 1 else (),
    )


def _day(moment: Moment) -> str:
    return date.fromordinal(int(moment.at.start)).isoformat()


def breaks(series: Series, words: Words) -> tuple[Moment, ...]:
    """Days on which the place of a series became another: a region was parted, or grew."""
    place = gazetteer.by_key(series.key.place)
    made = []
    for one in place.breaks if place else ():
        other, at = gazetteer.by_key(one.other), stretch(one.on)
        if other and at and series.first_on <= one.on <= series.last_on:
            name = other.title(words.code)
            said = (
                words.say("parted from: {place}", place=name)
                if one.left
                else words.say("parted from it: {place}", place=name)
            )
            made.append(Moment(at=at, words=said))
    return tuple(made)


def _marks(series: Series, words: Words) -> list[Mark]:
    marks = []
    for point in series.points:
        time = stretch(point.period)
        if time is None:
            continue
        for claim in point.claims:
            if claim.repeats:
                continue  # said once already: a copy is no second dot
            marks.append(
                Mark(
                    href=address("f", claim.finding_id),
                    label=_told(claim, point, words),
                    low=float(claim.low),
                    high=float(claim.high),
                    bound=claim.bound,
                    status=claim.status,
                    who=SPEAKERS[claim.said_by],
                    time=time,
                    measure=series.id,
                    thread=series.id if claim is point.chosen else None,
                    row=(("publication", claim.outlet), ("finding", claim.finding_id)),
                )
            )
    return marks


def _told(claim: Claim, point: Point, words: Words) -> str:
    status = words.say(claim.status) if claim.status != "actual" else None
    parts = (
        f"{claim.exact} {claim.of or ''}".strip(),
        status,
        words.period(point.period),
        claim.attribution,
        claim.outlet,
    )
    return " · ".join(part for part in parts if part)


def _source_line(ask: Ask, found: Sequence[Series]) -> str:
    words = ask.words
    claims = [claim for series in found for point in series.points for claim in point.claims]
    outlets = list(dict.fromkeys(claim.outlet for claim in claims))
    names = outlets[:NAMES]
    if len(outlets) > NAMES:
        more = words.number(len(outlets) - NAMES)
        names.append(words.say("{n} more publications", n=more))
    articles = len({claim.article_id for claim in claims})
    return words.say(
        "{figures} from {articles} of {publications}. Made on {day} by {program}, vague words counted by the convention “{convention}”.",
        figures=words.count(len(claims), "{n} figure", "{n} figures"),
        articles=words.count(articles, "{n} article", "{n} articles"),
        publications=format_list(names, locale=words.locale),
        day=words.day_of(datetime.now(UTC)),
        program=f"Dalil {dalil.__version__}",
        convention=ask.archive.convention.name,
    )
