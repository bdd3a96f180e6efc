"""What ``--country``, ``--source`` and ``--language`` choose must be there: a slip of the pen is no empty list."""

from __future__ import annotations

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.archive import Archive


def check_chosen(
    archive: Archive, *, country: str | None, source: str | None, language: str | None = None
) -> None:
    """Raises ``NotFound`` where no article of the archive could ever match."""
    from dalil.errors import NotFound

    if source:
        archive.store.source(source)
    if country:
        there = [one.country for one in archive.countries()]
        if country.upper() not in there:
            raise NotFound(
                f"no article here concerns the country {country!r}",
                "one of: " + ", ".join(there[:20]) if there else "dalil add",
            )
    if language and not archive.cards(language=language, limit=1).total:
        from dalil.lang import known_languages

        there = [one for one in known_languages() if archive.cards(language=one, limit=1).total]
        raise NotFound(
            f"no article here is in the language {language!r}",
            "one of: " + ", ".join(there) if there else "dalil list",
        )
