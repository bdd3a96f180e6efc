"""From groups to entries: which groups are listed on this page, and what of it belongs to each entry."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dalil.page.dates import is_date
from dalil.sources import addresses
from dalil.sources.candidates import Candidate
from dalil.sources.groups import LEAST, Group, has_date, has_teaser, is_rubric
from dalil.sources.tree import Element, Page

_BESIDE = 0.55  #   of the best group's quality, for another group to be entries as well
_ADDRESSED = 0.3  # what a day in the addresses is worth where nothing better is on the page
_SHORT = 0.9  #     quality that a list of short headlines with dates needs
_LIST = 5  #        links that make a list
_OVER = 3  #        times as long as the words above stories are their headlines
_BARE = 0.4  #      how long, in the measure of groups, headlines without anything else must be
_MOST_TOLD = 0.8  # of their addresses must hold the words of a headline
_ALONE = 2.2  #     quality that a group of one or two needs
_GAPS = 0.6  #      of the gaps between boxes must hold text for it to belong to the entries
_STRAY_TOLD = 0.8  # of a list must have dates or teasers, for a list without to be another
_HEADING = 60  #    letters of a date that is a line of its own
_LONG_GAP = 4000  # letters; more than that between two headlines is no teaser


@dataclass(slots=True, eq=False, kw_only=True)
class Region:
    """One entry's part of the page: its headline's candidate, and the runs ``start`` to ``end``."""

    title: Candidate
    box: Element
    start: int
    end: int
    group: int  # which group it came from, 0 the best


def choose_groups(groups: list[Group]) -> list[Group]:
    """The groups that are entries of this page: the best, and those like it outside its boxes."""
    chosen: list[Group] = []
    taken: list[Element] = []
    for group in groups:
        if group.quality < LEAST and (chosen or not (_is_addressed(group) or _is_short(group))):
            continue
        if chosen and not _is_like(group, chosen[0]):
            continue
        if _inside(group, taken) or (chosen and _is_over(group, chosen[0])):
            continue
        chosen.append(group)
        taken.extend(group.boxes[member] for member in group.members)
    return chosen


def _is_like(group: Group, best: Group) -> bool:
    signs = group.signs
    if signs["nav"] > 0.5 or signs["ad"] > 0.5 > best.signs["ad"]:
        return False
    if signs["rubric"] > 0.3 or signs["repeated"] > 0.5:
        return False
    needed = max(LEAST, _BESIDE * best.quality)
    if len(group.members) <= 2:
        needed = max(needed, LEAST if _leads(group, best) else _ALONE)
        if signs["teaser"] + signs["date"] < 1:
            return False
    first = len(best.members) <= 2 < len(group.members) or _is_among(group, best)
    if first and _is_plain_list(group):
        needed = LEAST  # a large first story above a list of short ones
    if best.heading and not group.heading and signs["date"] < 0.5 and signs["teaser"] < 0.5:
        return False
    return group.quality >= needed


def _is_among(group: Group, best: Group) -> bool:
    """Whether the best are the first stories of sections, and the group stands below them there."""
    sections = {box.parent for box in best.boxes.values() if box.parent is not None}
    if not 2 <= len(sections) == len(best.boxes):
        return False
    starts = sorted(member.start for member in group.members)
    held = sum(bisect_left(starts, one.start) < bisect_left(starts, one.end) for one in sections)
    return held * 2 > len(sections)


def _leads(group: Group, best: Group) -> bool:
    """Whether a dated first story stands right above the list of the others, or in it."""
    head, first = (min(one.boxes.values(), key=lambda box: box.start) for one in (group, best))
    around = first.parent
    beside = around is not None and head.parent in (around, around.parent)
    return beside and len(best.members) > 2 and group.signs["date"] > 0 and head.end <= first.start


def _is_addressed(group: Group) -> bool:
    """Whether the days in a group's addresses make up for dates and texts that it does not print."""
    days = sum(addresses.names_day(member.url) for member in group.members)
    return group.quality + _ADDRESSED * days / len(group.members) >= LEAST


def _is_short(group: Group) -> bool:
    """Whether a group is a longer list of dated headlines that are short: "14.06 Hello"."""
    return _is_list(group) and group.signs["date"] >= 0.8 and group.quality >= _SHORT


def _is_list(group: Group) -> bool:
    """Whether a group is a longer list in the main part of the page, and no menu."""
    against = ("nav", "aside", "ad", "rubric", "repeated")
    return len(group.members) >= _LIST and all(group.signs[sign] < 0.2 for sign in against)


def bare_list(page: Page, groups: list[Group]) -> list[Region]:
    """The entries of a page that has nothing but links to articles, as far as addresses tell."""
    for group in groups:
        told = sum(addresses.names_headline(member.url) for member in group.members)
        long = group.signs["length"] >= _BARE
        if long and _is_list(group) and told >= _MOST_TOLD * len(group.members):
            return make_regions(page, [group])
    return []


def _is_plain_list(group: Group) -> bool:
    """Whether a group lists dated headlines, in the main part of the page."""
    signs = group.signs
    return signs["date"] >= 0.8 and signs["length"] >= 0.5 and signs["nav"] + signs["aside"] < 0.5


def _inside(group: Group, taken: list[Element]) -> bool:
    """Whether a good part of the group stands in boxes of entries already found."""
    within = sum(any(member.anchor.inside(box) for box in taken) for member in group.members)
    return within * 3 > len(group.members)


def _is_over(group: Group, best: Group) -> bool:
    """Whether the group heads sections of the best: its members are words above stories, or several
    entries follow most of them.
    """
    heads = sorted({member.key: member.start for member in group.members}.values())
    entries = sorted({member.key: member.start for member in best.members}.values())
    if not 2 <= len(heads) <= len(entries) or not group.heading:
        return False
    level = max(member.heading for member in group.members)
    under = min((member.heading for member in best.members if member.heading), default=7)
    bounds = [bisect_left(entries, at) for at in heads] + [len(entries)]
    steps = [after - before for before, after in pairwise(bounds)]
    if _OVER * group.signs["length"] < best.signs["length"] and all(steps):
        return level < under  # a word above each story, whatever else stands below it
    several = sum(step > 1 for step in steps)
    return level < under and several * 2 > len(heads) and group.signs["date"] <= 0.5


def make_regions(page: Page, groups: list[Group]) -> list[Region]:
    """One region for each entry, in page order; the same address twice is one entry."""
    found: list[Region] = []
    for number, group in enumerate(groups):
        regions = [
            Region(
                title=member,
                box=group.boxes[member],
                start=group.boxes[member].start,
                end=group.boxes[member].end,
                group=number,
            )
            for member in _best_of_each(group)
        ]
        _widen(page, regions)
        found.extend(_without_strays(page, regions))
    kept = _without_copies(page, sorted(found, key=lambda region: region.start))
    _part(kept)
    return kept


def _part(regions: list[Region]) -> None:
    """Let no region reach over another's headline: a first story's, over the list below it."""
    heads = [region.title.start for region in sorted(regions, key=lambda one: one.title.start)]
    for region in regions:
        if _others(heads, region.start, region.end):
            box = region.title.top
            while box.parent is not None and not _others(heads, box.parent.start, box.parent.end):
                box = box.parent
            region.box, region.start, region.end = box, box.start, box.end


def _others(heads: list[int], start: int, end: int) -> bool:
    """Whether more than one headline begins between two runs."""
    return bisect_left(heads, end) - bisect_left(heads, start) > 1


def _without_strays(page: Page, regions: list[Region]) -> list[Region]:
    """Of a group that stands in several lists of dated entries, leave out a list of bare short links."""
    families = _families(regions)
    main = max(families, key=len, default=[])
    if len(main) * 2 < len(regions) or _share_told(page, main) < _STRAY_TOLD:
        return regions
    usual = median(region.title.weight for region in main)
    strays: set[int] = set()
    for family in families:
        short = median(region.title.weight for region in family) * 2 < usual
        if family is not main and short and not _share_told(page, family):
            strays.update(id(region) for region in family)
    return [region for region in regions if id(region) not in strays]


def _share_told(page: Page, family: list[Region]) -> float:
    """The share of entries with a date or a teaser."""
    told = sum(
        has_date(page, one.title, one.start, one.end)
        or has_teaser(page, one.title, one.start, one.end)
        for one in family
    )
    return told / len(family)


def _best_of_each(group: Group) -> list[Candidate]:
    """One member for each box: the longest, or the first; no advertisement or rubric among others."""
    best: dict[tuple[str, int], Candidate] = {}
    few_ads = sum(map(is_advert, group.members)) * 2 < len(group.members)
    few_rubrics = group.signs["rubric"] < 0.5
    for member in group.members:
        if (few_ads and is_advert(member)) or (few_rubrics and is_rubric(member)):
            continue
        place = (member.key, group.boxes[member].index)
        if place not in best or member.weight > best[place].weight:
            best[place] = member
    return sorted(best.values(), key=lambda member: member.start)


def is_advert(member: Candidate) -> bool:
    """Whether the page itself calls a link an advertisement."""
    rel = (member.anchor.attributes.get("rel") or "").casefold().split()
    return "ad" in member.zones or "ad" in member.anchor.hints or "sponsored" in rel


def _widen(page: Page, regions: list[Region]) -> None:
    """Let regions reach to the next headline where entries have no box of their own."""
    for siblings in _families(regions):
        gaps = [(left.end, right.start) for left, right in pairwise(siblings)]
        weights = [_weight(page, *gap) for gap in gaps]
        if not gaps or sum(weight > 2 for weight in weights) < _GAPS * len(gaps):
            continue
        if median(weights) > _LONG_GAP:
            continue
        if _dates_lead(page, siblings):
            _reach_back(siblings)
        else:
            _take_own_line(page, siblings)
            _reach_on(page, siblings)


def _families(regions: list[Region]) -> list[list[Region]]:
    by_parent: dict[int, list[Region]] = {}
    for region in regions:
        parent = region.box.parent
        by_parent.setdefault(parent.index if parent is not None else -1, []).append(region)
    return [family for family in by_parent.values() if len(family) > 1]


def _weight(page: Page, start: int, end: int) -> int:
    return sum(run.weight for run in page.runs[start:end] if not run.hidden)


def _dates_lead(page: Page, siblings: list[Region]) -> bool:
    """Whether what stands between two headlines belongs to the second: nothing follows the last."""
    last = siblings[-1]
    parent = last.box.parent
    if parent is None:
        return False
    after = _weight(page, last.end, parent.end)
    before = _weight(page, parent.start, siblings[0].start)
    return after == 0 and before > 0


def _take_own_line(page: Page, siblings: list[Region]) -> None:
    """Let regions begin where their headline's line does: "14.06.21 Headline"."""
    previous = 0
    for region in siblings:
        region.start = max(previous, line_start(page, region.start))
        previous = region.end


def line_start(page: Page, at: int) -> int:
    """The first run on the line of a run."""
    while at > 0 and page.runs[at - 1].block == page.runs[at].block:
        at -= 1
    return at


def _date_above(page: Page, at: int) -> int:
    """Where a date begins that is the line above a run and no part of a link; ``at`` if none is."""
    if at == 0 or page.runs[at - 1].anchor is not None:
        return at
    start = line_start(page, at - 1)
    text = page.text(start, at)
    return start if len(text) <= _HEADING and is_date(text) else at


def _reach_on(page: Page, siblings: list[Region]) -> None:
    """Each region to the next headline; the last as many elements further as the others at most.

    Where a date stands above the first, dates above others are theirs too.
    """
    steps = []
    headed = _date_above(page, siblings[0].start) < siblings[0].start
    for left, right in pairwise(siblings):
        left.end = _date_above(page, right.start) if headed else right.start
        steps.append(_steps_between(left.box, right.box))
    last = siblings[-1]
    parent = last.box.parent
    if parent is None or not steps:
        return
    at = _child_at(parent, last.box)
    following = parent.children[at + 1 : at + 1 + round(median(steps))]
    for element in following:
        if element.hints & {"nav", "aside", "ad"}:
            break
        last.end = max(last.end, element.end)


def _reach_back(siblings: list[Region]) -> None:
    previous = siblings[0].box.parent.start if siblings[0].box.parent is not None else 0
    for region in siblings:
        region.start, previous = previous, region.end


def _steps_between(left: Element, right: Element) -> int:
    parent = left.parent
    if parent is None:
        return 0
    return max(0, _child_at(parent, right) - _child_at(parent, left) - 1)


def _child_at(parent: Element, child: Element) -> int:
    return bisect_left(parent.children, child.index, key=lambda element: element.index)


def _without_copies(page: Page, regions: list[Region]) -> list[Region]:
    """Of two regions with one address keep the one that says more, or else the better group's."""
    best: dict[str, Region] = {}
    for region in regions:
        kept = best.get(region.title.key)
        if kept is None or _richness(page, region) > _richness(page, kept):
            best[region.title.key] = region
    return sorted(best.values(), key=lambda region: region.start)


def _richness(page: Page, region: Region) -> tuple[int, int]:
    date = has_date(page, region.title, region.start, region.end)
    teaser = has_teaser(page, region.title, region.start, region.end)
    return 2 * date + 2 * teaser + bool(region.title.heading) - len(
        region.title.zones
    ), -region.group
