"""The archive as a program sees it: one folder, opened once, asked questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from dalil.model import Capture, Cards, CountryCount, Explanation, Problem, Reading, Source


class Archive:
    """A folder that holds captures, articles in all their versions, and what was found in them."""

    @classmethod
    def open(cls, folder: Path | str, *, create: bool = False) -> Archive:
        raise NotImplementedError

    def close(self) -> None: ...

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def sources(self) -> list[tuple[Source, int]]:
        """Every source and how many articles it has, by name."""
        raise NotImplementedError

    def countries(self) -> list[CountryCount]:
        """Every country that articles concern, most articles first."""
        raise NotImplementedError

    def cards(
        self,
        *,
        country: str | None = None,
        source: str | None = None,
        language: str | None = None,
        since: str | None = None,
        until: str | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int = 20,
    ) -> Cards:
        """Articles, newest first. ``since`` and ``until`` are ISO days, both included."""
        raise NotImplementedError

    def search(
        self,
        query: str,
        *,
        country: str | None = None,
        source: str | None = None,
        language: str | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int = 20,
    ) -> Cards:
        """Articles with all of the words of ``query``, in any of their forms; newest first."""
        raise NotImplementedError

    def read(self, article_id: str, version_id: str | None = None) -> Reading:
        """One article; its newest page version, or newest entry, unless a version is named."""
        raise NotImplementedError

    def capture(self, capture_id: str) -> Capture:
        raise NotImplementedError

    def payload(self, capture: Capture) -> bytes:
        """The archived bytes of a capture, checked against their digest."""
        raise NotImplementedError

    def explain(self, finding_id: str) -> Explanation:
        raise NotImplementedError

    def newest_findings(self, limit: int = 8) -> list[tuple[Reading, int]]:
        """The newest articles' findings, for the front page."""
        raise NotImplementedError

    def verify(self) -> list[Problem]:
        """Every digest, span and file checked; empty when all holds."""
        raise NotImplementedError

    def counts(self) -> dict[str, int]:
        """How many sources, captures, articles, versions and figures, by name."""
        raise NotImplementedError

    def log(self, limit: int = 50) -> Sequence[tuple[str, str, str]]:
        """``(when, what, by which program version)``, newest first."""
        raise NotImplementedError
