"""A list of articles as the address narrows it: front page and country pages ask alike."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from dalil.archive import Archive
from dalil.model import Cards, Tally
from dalil.web.sheet import Ask

YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What is chosen; None: everything."""

    country: str | None
    source: str | None
    language: str | None
    author: str | None
    since: str | None
    until: str | None
    figures: str | None  # "yes": only what states figures
    edited: str | None  #  "yes": only what was changed after it was published

    @classmethod
    def of(cls, ask: Ask, country: str | None = None) -> Narrowed:
        """What the address says. Raises ``Unclear`` for dates that are none."""
        return cls(
            country=country,
            source=ask.text("source"),
            language=ask.text("language"),
            author=ask.text("author"),
            since=ask.day("since"),
            until=ask.day("until"),
            figures=YES if ask.text("figures") == YES else None,
            edited=YES if ask.text("edited") == YES else None,
        )

    @property
    def chosen(self) -> dict[str, str | None]:
        """Each filter and what it is set to."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def is_open(self) -> bool:
        """Whether nothing but the country is chosen."""
        return not any(value for name, value in self.chosen.items() if name != "country")

    def page(
        self, archive: Archive, before: int | None, limit: int, after: int | None = None
    ) -> Cards:
        """The articles before (or after) a place in the order of dates, the newest first."""
        if not (self.author or self.figures or self.edited):
            return archive.cards(
                country=self.country, source=self.source, language=self.language,
                since=self.since, until=self.until, before=before, after=after, limit=limit,
            )  # fmt: skip
        found = archive.search(
            self._query, **self._by, sort="date", before=before, after=after, limit=limit
        )
        return Cards(cards=found.cards, total=found.total, older=found.older, newer=found.newer)

    def tally(self, archive: Archive) -> Tally:
        """How many there are by publication, language and month; each heeds the other filters."""
        return archive.tally(self._query, **self._by)

    @property
    def _query(self) -> str:
        author = (self.author or "").replace('"', " ").strip()
        asked = (author and f'author:"{author}"', self.edited and "edited:yes")
        return " ".join(filter(None, asked))

    @property
    def _by(self) -> dict[str, Any]:
        return {
            "country": self.country,
            "source": self.source,
            "language": self.language,
            "since": self.since,
            "until": self.until,
            "figures": self.figures is not None,
        }
