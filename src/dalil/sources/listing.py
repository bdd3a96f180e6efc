"""HTML pages that list articles, read by their structure: what repeats, what links, what is dated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from dalil.errors import Unreadable
from dalil.lang.listings import bare
from dalil.model import Entry, Listing, Published
from dalil.page.bylines import Byline, read_byline
from dalil.page.dates import slash_habit
from dalil.sources import addresses, entry_bylines, linked_data
from dalil.sources.candidates import Candidate
from dalil.sources.entry_dates import DateHabit, entry_date, heading_dates
from dalil.sources.entry_texts import Texts, entry_texts
from dalil.sources.lines import Line, lines_of, with_leads_apart
from dalil.sources.outlet import outlet_names
from dalil.sources.outline import outline
from dalil.sources.paging import next_page
from dalil.sources.regions import Region, bare_list, choose_groups, make_regions
from dalil.sources.tree import Page
from dalil.sources.unlinked import without_links
from dalil.sources.untitled import beside_links, with_untitled, without_headlines

_MOST = 0.6  # of the entries, for a line in them to be a label


def read_html(html: str, *, url: str | None, captured_at: datetime | None) -> Listing:
    """Read an HTML listing. ``Unreadable`` if no entries are on the page."""
    found = outline(html, url)
    page, zones, groups = found.page, found.zones, found.groups
    regions = (
        with_untitled(page, make_regions(page, choose_groups(groups)))
        or without_headlines(page)
        or without_links(page, zones)
        or beside_links(page, zones)
        or bare_list(page, groups)
    )
    language = _language(page)
    lines = with_leads_apart([lines_of(page, region) for region in regions])
    habit = DateHabit(
        captured_at=captured_at,
        language=language,
        day_first=slash_habit(line.text[:80] for one in lines for line in one),
        told=linked_data.days(page),
    )
    outlet = outlet_names(page)
    names = entry_bylines.Names(outlet=outlet, rubrics=_rubrics(found.candidates, regions) - outlet)
    entries = _entries(page, regions, lines, habit, names)
    if not entries:
        raise Unreadable("no entries found on the page", "give the address of a listing page")
    return Listing(
        entries=tuple(entries),
        title=(page.title or "")[:500] or None,
        url=url,
        next_url=next_page(page, url),
        feed_urls=_feeds(page),
        language=language,
    )


def _entries(
    page: Page,
    regions: list[Region],
    lines: list[list[Line]],
    habit: DateHabit,
    names: entry_bylines.Names,
) -> list[Entry]:
    bylines = _bylines(lines, names)
    found = []
    above = heading_dates(page, regions, lines, habit)
    labels = _labels(lines)
    for region, own, byline, heading in zip(regions, lines, bylines, above, strict=True):
        date = entry_date(page, region, own, heading, habit)
        texts = entry_texts(region, own, byline, labels)
        found.append(_entry(region, byline, date, texts))
    return found


def _labels(lines: list[list[Line]]) -> frozenset[str]:
    """Short lines that most entries say alike: "Share", "Details of the item"."""
    times = Counter(text for own in lines for text in {one.text for one in own if one.weight < 60})
    needed = max(3, _MOST * len(lines))
    return frozenset(text for text, count in times.items() if count >= needed)


def _entry(region: Region, byline: Byline | None, date: Published | None, texts: Texts) -> Entry:
    return Entry(
        headline=region.title.text or None,
        url=region.title.url or None,
        byline=byline.printed if byline else None,
        authors=byline.authors if byline else (),
        published=date,
        teaser=texts.teaser,
        more=texts.more,
        truncated=texts.truncated,
        pinned=_is_pinned(region),
    )


def _bylines(lines: list[list[Line]], names: entry_bylines.Names) -> list[Byline | None]:
    """Bylines that the page labels; names without a label only if the whole page bears them out."""
    found = [entry_bylines.entry_byline(own, names.rubrics) for own in lines]
    if any(found):
        return found
    guesses = [entry_bylines.unlabelled(own, names) for own in lines]
    if entry_bylines.agreed(guesses, names.outlet):
        guesses = entry_bylines.in_the_same_place(guesses, lines)
        return [read_byline(guess) if guess else None for guess in guesses]
    return found


def _rubrics(candidates: Iterable[Candidate], regions: list[Region]) -> frozenset[str]:
    """What the links outside the entries say: menu words, which no author is called."""
    inside = {run for region in regions for run in range(region.start, region.end)}
    return frozenset(
        bare(candidate.text)
        for candidate in candidates
        if candidate.start not in inside and not addresses.is_author(candidate.url)
    )


def _is_pinned(region: Region) -> bool:
    element = region.box
    return "sticky" in element.hints or any("sticky" in child.hints for child in element.children)


def _language(page: Page) -> str | None:
    root = page.parser.root
    value = ((root.attributes.get("lang") if root is not None else "") or "").strip()
    return value.replace("_", "-") if 1 < len(value) <= 35 and value[0].isalpha() else None


def _feeds(page: Page) -> tuple[str, ...]:
    found = []
    for link in page.head_links:
        kind = (link.get("type") or "").casefold()
        told = "alternate" in (link.get("rel") or "").casefold().split()
        if told and ("rss" in kind or "atom" in kind or "feed+json" in kind):
            found.append(addresses.absolute(page.base, link.get("href") or ""))
    return tuple(dict.fromkeys(address for address in found if address))
