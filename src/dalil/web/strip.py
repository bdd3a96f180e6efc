"""The versions of an article on a line: when each was seen, and in which a figure changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dalil.model import ArticleChange, Reading, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One version on the line."""

    version: Version
    number: int
    change: ArticleChange | None  #  from the version before it
    here: bool

    @property
    def turned(self) -> bool:
        """Whether a figure is another one than in the version before."""
        return self.change is not None and "figure" in self.change.kinds


def strip(reading: Reading, changes: Iterable[ArticleChange]) -> tuple[Dot, ...]:
    """The versions of the same form as the one at hand, the oldest first."""
    told = {change.new_id: change for change in reversed(list(changes)) if change.old_id}
    form = reading.version.wording.form
    same = [version for version in reading.versions if version.wording.form == form]
    return tuple(
        Dot(
            version=version,
            number=number,
            change=told.get(version.id),
            here=version.id == reading.version.id,
        )
        for number, version in enumerate(same, 1)
    )
