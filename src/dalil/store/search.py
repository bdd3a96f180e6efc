"""Full-text search in SQLite's FTS5: what is indexed, and how a query is written.

The index holds stems of our own making (``lang.stems``), not the text, with the article's key as row
id, so that it walks the newest first. Tags (``c_kz``, ``l_ru``, ``s_gazette``) filter in the index.
Deleting from a table without content needs SQLite 3.43; an older one gets a table that keeps the
stems a second time and answers the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dalil.lang.stems import readings, words

CONTENTLESS_SINCE = (3, 43, 0)
MOST_TERMS = 32
LONGEST_QUERY = 1000

_TERM = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_TAG = re.compile(r"[^a-z0-9]+")


def table_sql(sqlite_version: tuple[int, ...]) -> str:
    """The statement that makes the index, for this SQLite."""
    lean = ", content='', contentless_delete=1" if sqlite_version >= CONTENTLESS_SINCE else ""
    tokenizer = "unicode61 remove_diacritics 0 tokenchars ''_''"
    return f"create virtual table ft using fts5(words, tags{lean}, tokenize='{tokenizer}')"


def tag(kind: str, value: str) -> str:
    """A tag as the index holds it: ``tag("c", "KZ")`` is ``c_kz``."""
    return f"{kind}_{_TAG.sub('_', value.lower()).strip('_')}"


@dataclass(frozen=True, slots=True)
class Query:
    """A query read: groups of words that must stand together, and those that must not."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[tuple[str, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.wanted


def parse(query: str) -> Query:
    """Read ``words "a phrase" -not``. Whatever cannot be read is left out; nothing is refused."""
    wanted: list[tuple[str, ...]] = []
    unwanted: list[tuple[str, ...]] = []
    for match in _TERM.finditer(query[:LONGEST_QUERY]):
        negative = (match[1] or match[3]) == "-"
        group = tuple(words(match[2] if match[2] is not None else match[4]))
        if group and len(wanted) + len(unwanted) < MOST_TERMS:
            (unwanted if negative else wanted).append(group)
    return Query(tuple(wanted), tuple(unwanted))


def match_expression(query: Query, tags: tuple[str, ...] = ()) -> str:
    """The FTS5 expression: every group in any reading of its words, the tags, none of the unwanted."""
    parts = [f"words : ({_any_reading(group)})" for group in query.wanted]
    parts += [f'tags : "{name}"' for name in tags]
    expression = " AND ".join(parts)
    for group in query.unwanted:
        expression = f"({expression}) NOT words : ({_any_reading(group)})"
    return expression


def _any_reading(group: tuple[str, ...]) -> str:
    phrases = {" ".join(phrase) for phrase in zip(*map(readings, group), strict=True)}
    return " OR ".join(f'"{phrase}"' for phrase in sorted(phrases))


def wanted_stems(query: Query) -> frozenset[str]:
    """Every stem that a match may have: for marking words in a snippet."""
    return frozenset(r for group in query.wanted for word in group for r in readings(word))
