"""What repeats on a page, worked out once for who recognises the page and for who then reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dalil.sources.candidates import Candidate, find_candidates
from dalil.sources.groups import Group, make_groups
from dalil.sources.tree import Page, read_tree
from dalil.sources.zones import mark_zones


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A page, its zones, the links that could be headlines, and their groups, best first."""

    page: Page
    zones: list[frozenset[str]]
    candidates: list[Candidate]
    groups: list[Group]


@lru_cache(maxsize=1)
def outline(html: str, url: str | None) -> Outline:
    """The outline of a page at an address. Nobody may change it: the next reader gets the same."""
    page = read_tree(html, url)
    zones = mark_zones(page)
    candidates = find_candidates(page, zones)
    return Outline(
        page=page, zones=zones, candidates=candidates, groups=make_groups(page, candidates)
    )
