"""Names across articles: which spellings are one person, body or place, and who says so.

Spellings whose letters are told alike across alphabets are one name. People join and part names;
what they decided is kept and holds however often names are found anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from dalil.errors import UsageError
from dalil.findings.names import find_names
from dalil.findings.names.words import rules, same_bodies
from dalil.lang.spelling import skeleton
from dalil.model import AnyKept, Finding, Name, Named, NameDecision, NameType, Span
from dalil.store import Store
from dalil.store.keys import made_id
from dalil.store.names import Form, MentionRow, Text

RULES = "4"
"""Raised with every change by which other names are found; archives then find them anew."""

_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,80})[»”“\"]")
_AT_ONCE = 500  # articles of one transaction


def name_articles(store: Store, article_ids: Iterable[str]) -> int:
    """Find the names of these articles; how many mentions. The caller holds the transaction."""
    said = Said.of(store.name_decisions())
    mentions = 0
    for article_id in article_ids:
        text = store.text_to_name(article_id)
        rows = [_row(found, text, said) for found in _found(text)] if text else []
        store.replace_mentions(article_id, text.version_id if text else "", rows, RULES)
        mentions += len(rows)
    return mentions


def name_rest(store: Store, progress: Callable[[int, int], None] | None = None) -> int:
    """Find the names of every article that has none yet, or has them by other rules."""
    waiting = store.not_named(RULES)
    left, done = iter(waiting), 0
    while batch := list(islice(left, _AT_ONCE)):
        with store.writing():
            name_articles(store, batch)
        done += len(batch)
        if progress:
            progress(done, len(waiting))
    if done:
        with store.writing():
            decided(store)
    return done


def decided(store: Store) -> None:
    """Put every spelling where today's rules and people's decisions have it.

    The caller holds the transaction.
    """
    said = Said.of(store.name_decisions())
    touched: set[str] = set()
    moved = []
    for form in store.forms():
        plain = identity(form.type, form.full, form.place)
        group = said.group(replace(form, plain=plain))
        if (plain, group) != (form.plain, form.group):
            moved.append((plain, group, form.id))
            touched |= {group, form.group}
    store.move_forms(moved)
    store.count_names(touched)


def _found(text: Text) -> list[Finding[Name]]:
    return find_names(
        text.text, language=text.language or "und", regions=text.regions, countries=text.countries
    )


def _row(found: Finding[Name], text: Text, said: Said) -> MentionRow:
    name = found.value
    plain = identity(name.type, name.full, name.key)
    form = Form(id=0, type=name.type, full=name.full, place=name.key, plain=plain, group=plain)
    return MentionRow(
        start=found.span.start,
        end=found.span.end,
        type=name.type,
        full=name.full,
        place=name.key,
        plain=plain,
        group=said.group(form),
    )


def identity(kind: NameType, full: str, place: str | None = None) -> str:
    """What all spellings of a name share, whatever the alphabet; also the name's address.

    Of a person the words in whatever order, without a patronymic beside two other words.
    """
    if place is not None:
        return f"place-{place}"
    if kind == "organisation" and (plain := _of_body(full)):
        return plain
    words = [word for word in full.replace(".", " ").split() if skeleton(word)]
    if kind == "person" and len(words) > 2:
        endings = rules("und").patronymics
        words = [word for word in words if not word.lower().endswith(endings)] or words
    alike = [skeleton(word) for word in words]
    if kind == "person":
        alike.sort()
    letters = "-".join(alike)
    if not letters.isascii() or not letters or len(letters) > 120:
        letters = made_id("", letters or full)
    return f"{kind}-{letters}"


def _of_body(full: str) -> str | None:
    """Of an abbreviation its letters as they are; of a name in quotes that, and the kind of body."""
    if full.isupper() and " " not in full:
        low = full.lower()
        return f"organisation-{low}" if low.isascii() else f"organisation-{made_id('', low)}"
    quoted = _QUOTED.search(full)
    if quoted is None:
        return None
    head = " ".join((full[: quoted.start()] + full[quoted.end() :]).lower().split())
    kind = same_bodies().get(head) or skeleton(head)
    letters = f"{kind}-" + "-".join(skeleton(word) for word in quoted[1].split())
    return f"organisation-{letters}" if letters.isascii() and len(letters) < 120 else None


@dataclass(slots=True)
class Said:
    """What people's decisions come to: where a name's group goes, and which spellings leave it."""

    into: dict[str, str] = field(default_factory=dict)
    alone: dict[tuple[NameType, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, decisions: Sequence[NameDecision]) -> Said:
        """All decisions, in the order in which they were made: a later one prevails."""
        said = cls()
        for decision in decisions:
            said._take(decision)
        return said

    def group(self, form: Form) -> str:
        """The group of a spelling."""
        return self._end(self.alone.get((form.type, form.full), form.plain))

    def _take(self, decision: NameDecision) -> None:
        kind = decision.type
        one, other = identity(kind, decision.one), identity(kind, decision.other)
        if decision.kind == "join":
            goes, to = self._at(kind, decision.other, other), self._at(kind, decision.one, one)
            if goes != to:
                self.into[goes] = to
        elif one == other:
            self.alone[kind, decision.other] = f"{other}.{decision.id}"
        else:
            self.into.pop(other, None)
            if self._end(one) == self._end(other):  # the first had been put to the second
                self.into.pop(one, None)

    def _at(self, kind: NameType, full: str, plain: str) -> str:
        return self._end(self.alone.get((kind, full), plain))

    def _end(self, group: str) -> str:
        seen = set()
        while group in self.into and group not in seen:
            seen.add(group)
            group = self.into[group]
        return group


# ── asked by name ────────────────────────────────────────────────────────────────────────────────

_TYPES: tuple[NameType, ...] = ("person", "organisation", "place")
_AROUND = 60  # characters of a line on each side of a mention
_QUOTED_IN = 60  # articles that are looked at for quotations


def asked(like: str | None) -> str | None:
    """The beginning of a name's word, told alike across alphabets."""
    return skeleton(like) or like if like else None


def named(store: Store, name: str, kind: NameType | None = None) -> tuple[Named, str]:
    """A name by its id or by one of its spellings, and the spelling. Raises ``NotFound``."""
    for one in (kind,) if kind else _TYPES:
        found = store.name_called(name, one, identity(one, name))
        if found is not None:
            return found
    by_id = store.name(name)
    return by_id, by_id.full


def two(
    store: Store, verb: str, one: str, other: str, kind: NameType | None
) -> tuple[NameType, str, str]:
    """The type and the spellings of two names to be joined or parted.

    Raises ``NotFound``, and ``UsageError`` where nothing would change.
    """
    first, said = named(store, one, kind)
    second, also = named(store, other, kind or first.type)
    if first.type != second.type:
        raise UsageError(f"{said} is a {first.type}, {also} a {second.type}", "--type person")
    if said == also:
        raise UsageError(f"{said} is one spelling", "name two of them: dalil names")
    if (first.id == second.id) == (verb == "join"):
        state = "one name already" if verb == "join" else "two names already"
        raise UsageError(f"{said} and {also} are {state}", "dalil names")
    return first.type, said, also


def in_its_line(text: str, span: Span) -> tuple[Span, str, str, str]:
    """A mention with what stands before and after it in its block."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    end = text.find("\n", span.end)
    end = min(len(text) if end < 0 else end, span.end + _AROUND)
    before, after = text[start : span.start], text[span.end : end]
    if start and text[start - 1] != "\n":
        before = "…" + before.partition(" ")[2]
    if end < len(text) and text[end] != "\n":
        after = after.rpartition(" ")[0] + "…"
    return span, before, span.of(text), after


def quotes_by(store: Store, name_id: str, limit: int) -> list[tuple[str, AnyKept]]:
    """``(article id, quotation)`` of those whose speaker is a spelling of this name."""
    name = store.name(name_id)
    said = Said.of(store.name_decisions())
    found = []
    for article_id, _, version_id in store.articles_naming(name_id, before=None, limit=_QUOTED_IN):
        for kept in store.findings(version_id):
            speaker = getattr(kept.finding.value, "speaker", None)
            if kept.finding.kind == "quote" and speaker and _is(speaker, name, said):
                found.append((article_id, kept))
                if len(found) == limit:
                    return found
    return found


def _is(speaker: str, name: Named, said: Said) -> bool:
    plain = identity(name.type, speaker)
    form = Form(id=0, type=name.type, full=speaker, place=None, plain=plain, group=plain)
    return bool(said.group(form) == name.id)
