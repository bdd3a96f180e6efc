"""``/figures``: a table of figures by any filter, and the chart of them over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Literal, cast, get_args

from babel.lists import format_list
from babel.units import get_unit_name

import dalil
from dalil.archive import Archive
from dalil.export.feed import Item, moment_of
from dalil.export.figures import COLUMNS, figure_row
from dalil.model import (
    Bound,
    Drawable,
    FigureOrder,
    FigureQuery,
    FigureTally,
    Measured,
    Source,
    Statement,
    Status,
)
from dalil.periods import day
from dalil.series import place_key, place_name
from dalil.web.charts import Chart, Mark, Moment, Panel, draw, finding, mark_of
from dalil.web.charts.mark import told
from dalil.web.listed import FED, FEED_ITEMS, TOGETHER
from dalil.web.pages.figure import SAID
from dalil.web.render import address
from dalil.web.sheet import Absent, Ask, Rows, Sheet, Unclear
from dalil.web.words import DURATIONS, Words

SHOWN = 50  #          rows of a page
ON_A_PAGE, IN_A_FILE = 1000, 5000  # figures that are drawn
LARGEST = 1e15  #      that a filter may ask for
PANELS = 12
NAMES = 4  #           publications that a source line names
MEASURES = 14
DRAWN = ("html", "svg", "vl.json")
PANELS_BY = ("source", "place")
ORDERS: tuple[FigureOrder, ...] = get_args(FigureOrder)
MOMENTS = 4  #         beginnings of sources that a chart names
LATE = 366  #          days after the first figure from which a source counts as come in later


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked, in which order, and what there is of it."""

    asked: FigureQuery
    order: FigureOrder
    tally: FigureTally
    sources: Sequence[Source]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure to choose: its name, what the address says for it, how many figures it leaves."""

    label: str
    query: tuple[tuple[str, str], ...]
    leaves: int
    chosen: bool


def page(ask: Ask) -> Sheet:
    """The figures that are asked for; of one measure also as a chart."""
    country = ask.path.get("country")
    asked = query_of(ask, country)
    same = bool(ask.text("same"))
    steady = ask.archive.steady_sources(asked) if same else []
    asked = replace(asked, among=tuple(steady)) if same else asked
    order = cast(FigureOrder, _one_of(ask, "order", ORDERS) or "new")
    tally = ask.archive.tally_figures(asked)
    if not tally.total:
        _check_country(ask, country)
    sources = [source for source, _ in ask.archive.sources()]
    outlets = {source.id: source.outlet for source in sources}
    chart = _chart(ask, asked, tally, outlets) if ask.form in DRAWN else None
    convention = ask.archive.convention.name
    shown = Shown(asked, order, tally, sources, chart)
    return Sheet(
        template="figures.html",
        title=_title(ask.words, country),
        context=_context(ask, shown, steady) if ask.form == "html" else {},
        data={"asked": asked, "order": order, "convention": convention},
        rows=Rows(
            name="figures",
            total=tally.total,
            columns=COLUMNS,
            page=lambda archive, after: _rows(archive, asked, order, after),
            row=lambda one: figure_row(one, base=ask.base, convention=convention),
        ),
        feed=_feed(ask, asked) if ask.form in FED else (),
        chart=chart,
    )


def _rows(
    archive: Archive, asked: FigureQuery, order: FigureOrder, after: str | None
) -> tuple[Sequence[Statement], str | None]:
    found = archive.figures(asked, order=order, after=after, limit=TOGETHER)
    return found.rows, found.after


def _check_country(ask: Ask, code: str | None) -> None:
    if code and code not in {count.country for count in ask.archive.countries()}:
        name = ask.words.country(code)
        raise Absent(ask.words.say("No article in this archive concerns {country}", country=name))


def _title(words: Words, country: str | None) -> str:
    if not country:
        return words.say("Figures")
    return words.say("Figures: {country}", country=words.country(country))


# ── what is asked ────────────────────────────────────────────────────────────────────────────────


def query_of(ask: Ask, country: str | None) -> FigureQuery:
    """The filters of the address. Raises ``Unclear`` where one cannot be read."""
    return FigureQuery(
        of=ask.text("of"),
        place=ask.text("place"),
        who=ask.text("who"),
        unit=ask.text("unit"),
        per=ask.text("per") or ("" if "per" in ask.query and ask.text("unit") else None),
        change=cast(Any, _one_of(ask, "change", ("level", "size", "up", "down"))),
        least=_number(ask, "least"),
        most=_number(ask, "most"),
        since=ask.day("since"),
        until=ask.day("until"),
        country=country or (ask.text("country") or "").upper() or None,
        source=ask.text("source"),
        language=ask.text("language"),
        status=cast(Status | None, _one_of(ask, "status", get_args(Status))),
        bound=cast(Bound | None, _one_of(ask, "bound", get_args(Bound))),
        sureness=_number(ask, "sureness"),
        newest=not ask.text("versions"),
    )


def _one_of(ask: Ask, name: str, known: Iterable[str]) -> str | None:
    given = ask.text(name)
    if given is not None and given not in known:
        raise Unclear(
            ask.words.say("“{name}” must be one of: {known}", name=name, known=", ".join(known))
        )
    return given


def _number(ask: Ask, name: str) -> float | None:
    given = ask.text(name)
    if given is None:
        return None
    plain = given.replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace("−", "-")
    plain = plain.replace(",", ".") if plain.count(",") == 1 else plain.replace(",", "")
    try:
        number = float(plain[:40])
    except ValueError:
        number = float("nan")
    if not abs(number) <= LARGEST:
        raise Unclear(ask.words.say("“{name}” must be a number", name=name))
    return number


# ── the page ─────────────────────────────────────────────────────────────────────────────────────


def _context(ask: Ask, shown: Shown, steady: Sequence[str]) -> dict[str, Any]:
    asked, after = shown.asked, ask.text("after")
    all_measures = replace(asked, unit=None, per=None, change=None)
    offered = shown.tally if all_measures == asked else ask.archive.tally_figures(all_measures)
    languages = sorted({code for source in shown.sources for code in source.languages})
    outlets = {source.id: source.outlet for source in shown.sources}
    return {
        "found": ask.archive.figures(asked, order=shown.order, after=after, limit=SHOWN),
        "tally": shown.tally,
        "order": shown.order,
        "after": after,
        "asked_for": asked,
        "drawn": draw(shown.chart, ask.words) if shown.chart else None,
        "measures": choices_of(ask.words, offered, asked),
        "more_measures": max(0, len(offered.measures) - MEASURES),
        "outlets": outlets,
        "languages_here": [(code, ask.words.language(code)) for code in languages],
        "same": bool(ask.text("same")),
        "steady": [outlets.get(one, one) for one in steady],
        "by": ask.text("by"),
        "statuses": [(key, ask.words.say(said)) for key, said in SAID["status"].items()],
        "bounds": [(key, ask.words.say(said)) for key, said in SAID["bound"].items()],
        "filters": filters_of(ask),
    }


def filters_of(ask: Ask) -> list[tuple[str, str]]:
    """What the reader has narrowed the table by, apart from the measure."""
    names = "of place who least most since until source language status bound sureness versions"
    given = ((name, ask.text(name)) for name in names.split())
    return [(name, value) for name, value in given if value]


def choices_of(words: Words, offered: FigureTally, asked: FigureQuery) -> list[Choice]:
    """The measures to choose from, those of the most figures first."""
    made = []
    for measured, count in islice(offered.measures.items(), MEASURES):
        unit, per, change = measured.unit, measured.per or "", "size" if measured.size else "level"
        query = (("unit", unit), ("per", per), ("change", change))
        chosen = (asked.unit, asked.per or "", asked.change or "level") == (unit, per, change)
        made.append(Choice(measure_name(words, measured), query, count, chosen))
    return made


def measure_name(words: Words, measured: Measured) -> str:
    """A measure in words: "a count", "KZT / month", "changes: %"."""
    unit, per = measured.unit, measured.per
    if unit in SAID["unit"]:
        name = words.say(SAID["unit"][unit])
    elif unit in PERS:
        name = words.say(unit)
    elif unit in DURATIONS:
        name = get_unit_name(f"duration-{unit}", locale=words.locale) or unit
    else:
        name = unit
    if per:
        name = f"{name} / {words.say(per) if per in PERS else per}"
    return words.say("changes: {measure}", measure=name) if measured.size else name


PERS = ("day", "week", "month", "year", "person")


def _feed(ask: Ask, asked: FigureQuery) -> list[Item]:
    words = ask.words
    return [
        Item(
            name=f"f/{one.kept.id}",
            title=told(one.kept.finding.value, words, one.source.outlet, None),
            link=address("f", one.kept.id),
            summary=one.sentence,
            author=one.source.outlet,
            at=moment_of(one.published),
            language=one.language,
        )
        for one in ask.archive.figures(asked, order="new", limit=FEED_ITEMS).rows
    ]


# ── the chart ────────────────────────────────────────────────────────────────────────────────────


def _chart(
    ask: Ask, asked: FigureQuery, tally: FigureTally, outlets: Mapping[str, str]
) -> Chart | None:
    """The chart of the measure that most of the figures have; None where the unit is not one."""
    if len({measured.unit for measured in tally.measures}) != 1:
        return None
    words = ask.words
    (measured, total), *others = tally.measures.items()
    change: Literal["level", "size"] = "size" if measured.size else "level"
    drawn = replace(asked, unit=measured.unit, per=measured.per or "", change=change)
    counted = ask.archive.tally_figures(drawn) if others else tally
    found = ask.archive.drawables(drawn, ON_A_PAGE if ask.form == "html" else IN_A_FILE)
    marks = [(one, _mark(one, words)) for one in found]
    dated = [(one, mark) for one, mark in marks if mark]
    by = ask.text("by")
    panels, left = _panels(ask, dated, by if by in PANELS_BY else None, outlets)
    rest = [f"{measure_name(words, other)} ({words.number(n)})" for other, n in others]
    query = [pair for pair in ask.query.multi_items() if pair[0] not in ("after", "hl", "by")]
    return Chart(
        title=_chart_title(words, drawn, measure_name(words, measured), outlets),
        unit=axis(words, measured.unit),
        panels=panels,
        says=finding([mark for _, mark in dated], words),
        source_line=_source_line(ask, counted, outlets),
        notes=(
            *_others(rest, words),
            *_missing(words, total, len(found), len(found) - len(dated), left),
        ),
        moments=_beginnings(ask, dated, outlets) if not by else (),
        more=_here(asked.country if "country" in ask.path else None, query),
    )


def _mark(one: Drawable, words: Words) -> Mark | None:
    return mark_of(
        one.figure,
        href=address("f", one.finding_id),
        words=words,
        outlet=one.outlet,
        published=one.published,
        row=(
            ("of", one.figure.of),
            ("place", one.figure.place),
            ("period", one.figure.period),
            ("attribution", one.figure.attribution),
            ("publication", one.outlet),
            ("published", one.published.on if one.published else None),
            ("finding", one.finding_id),
        ),
    )


def _panels(
    ask: Ask, dated: Sequence[tuple[Drawable, Mark]], by: str | None, outlets: Mapping[str, str]
) -> tuple[tuple[Panel, ...], int]:
    """One panel, or one for each place or source that has the most; and how many are in none."""
    if by is None:
        return (Panel(marks=tuple(mark for _, mark in dated)),), 0
    grouped: dict[str, list[tuple[Drawable, Mark]]] = {}
    for one, mark in dated:
        key = one.source_id if by == "source" else place_key(one.figure.place, one.language)
        if key:
            grouped.setdefault(key, []).append((one, mark))
    chosen = sorted(grouped, key=lambda key: (-len(grouped[key]), key))[:PANELS]
    panels = []
    for key in chosen:
        first = grouped[key][0][0]
        known = outlets.get(key) if by == "source" else place_name(key, ask.words.code)
        panels.append(
            Panel(
                marks=tuple(mark for _, mark in grouped[key]),
                name=known or first.figure.place or key,
                language=first.language if by == "place" and not known else None,
            )
        )
    return tuple(panels), len(dated) - sum(len(panel.marks) for panel in panels)


def _missing(words: Words, total: int, found: int, undated: int, left: int) -> Iterable[str]:
    if total > found:
        yield words.say(
            "The newest {n} of {total} figures are drawn. The table and its files have all.",
            n=words.number(found),
            total=words.number(total),
        )
    if undated:
        yield words.count(
            undated,
            "{n} figure is not drawn: neither the text nor the page says of when it is.",
            "{n} figures are not drawn: neither the text nor the page says of when they are.",
        )
    if left:
        yield words.count(
            left,
            "{n} figure is in none of these panels.",
            "{n} figures are in none of these panels.",
        )


def _others(names: Sequence[str], words: Words) -> Iterable[str]:
    if names:
        named = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
        yield words.say("Not drawn, since they measure something else: {names}.", names=named)


def _chart_title(words: Words, asked: FigureQuery, measure: str, outlets: Mapping[str, str]) -> str:
    what = f"“{asked.of}”" if asked.of else words.say("All figures")
    where = asked.place or (words.country(asked.country) if asked.country else None)
    who = outlets.get(asked.source or "", asked.source)
    when = f"{asked.since or '..'}/{asked.until or '..'}"
    time = words.period(when) if asked.since or asked.until else None
    return " · ".join(part for part in (what, measure, where, asked.who, who, time) if part)


def axis(words: Words, unit: str) -> str:
    """What stands beside an axis: the unit's sign, nothing for counts and ranks."""
    if unit in ("1", "rank"):
        return ""
    if unit in DURATIONS:
        return get_unit_name(f"duration-{unit}", locale=words.locale) or unit
    said = words.catalogue.get(f"unit {unit}", unit)
    return "×" if unit == "x" else str(said)


def _source_line(ask: Ask, tally: FigureTally, outlets: Mapping[str, str]) -> str:
    words = ask.words
    names = [outlets.get(one, one) for one in islice(tally.sources, NAMES)]
    if len(tally.sources) > NAMES:
        more = words.number(len(tally.sources) - NAMES)
        names.append(words.say("{n} more publications", n=more))
    return words.say(
        "{figures} from {articles} of {publications}. Made on {day} by {program}, vague words counted by the convention “{convention}”.",
        figures=words.count(tally.total, "{n} figure", "{n} figures"),
        articles=words.count(tally.articles, "{n} article", "{n} articles"),
        publications=format_list(names, locale=words.locale),
        day=words.day_of(datetime.now(UTC)),
        program=f"Dalil {dalil.__version__}",
        convention=ask.archive.convention.name,
    )


def _beginnings(
    ask: Ask, dated: Sequence[tuple[Drawable, Mark]], outlets: Mapping[str, str]
) -> tuple[Moment, ...]:
    """Where a publication of this chart came in later than its first: there it may bend a trend."""
    here = {one.source_id for one, _ in dated}
    begun = {
        source: time
        for source, on in ask.archive.beginnings().items()
        if source in here and (time := day(on))
    }
    if len(begun) < 2:
        return ()
    first = min(time.start for time in begun.values())
    start = min(mark.time.start for _, mark in dated)
    late = [(t, s) for s, t in begun.items() if t.start > first + LATE and t.start > start]
    late.sort(key=lambda pair: pair[0].start)
    return tuple(
        Moment(at=time, words=ask.words.say("{outlet} begins", outlet=outlets.get(source, source)))
        for time, source in late[:MOMENTS]
    )


def _here(country: str | None, query: Sequence[tuple[str, str]]) -> str:
    parts = (country.lower(), "figures") if country else ("figures",)
    return address(*parts, **dict(query)) + "#figures"
