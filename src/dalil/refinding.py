"""Today's finders over the texts that were kept: what they find more, no longer, or otherwise.

A version's text never changes, so a better rule can be put to it years later. A figure's id is made
from its version and span: what people decided of it stays with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, fields
from itertools import islice
from typing import Literal

from dalil.gathering import gather
from dalil.model import AnyFinding, Figure, Version
from dalil.pipeline import find
from dalil.store import Store
from dalil.store.rows import finding_id

_AT_ONCE = 50  # versions of one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Refound:
    """A finding that today's finders see otherwise than it was kept."""

    article_id: str
    version_id: str
    what: Literal["gained", "lost", "changed"]
    exact: str
    old: AnyFinding | None = None
    new: AnyFinding | None = None

    @property
    def fields(self) -> tuple[tuple[str, object, object], ...]:
        """Of a changed figure: each field that is another now, as it was and as it is."""
        if not (self.old and self.new):
            return ()
        old, new = self.old.value, self.new.value
        if not (isinstance(old, Figure) and isinstance(new, Figure)):
            return ()
        names = [one.name for one in fields(Figure)]
        return tuple(
            (name, getattr(old, name), getattr(new, name))
            for name in names
            if getattr(old, name) != getattr(new, name)
        )


def refind(store: Store, *, keep: bool = True) -> Iterator[Refound]:
    """Put today's finders to every version; yields what differs, and ``keep``\\ s it.

    Each batch is on the disk before its differences are told.
    """
    convention = store.convention()
    versions = iter(store.version_ids())
    while batch := list(islice(versions, _AT_ONCE)):
        with store.writing() if keep else nullcontext():
            told = [
                one
                for version_id in batch
                for one in _again(store, version_id, convention, keep=keep)
            ]
            if keep:
                gather(store, sorted({one.article_id for one in told}))
        yield from told


def _again(store: Store, version_id: str, convention: str, *, keep: bool) -> list[Refound]:
    version = store.version(version_id)
    found = find(version.wording, convention)
    differences = list(compared(version, store, found))
    if differences and keep:
        store.replace_findings(version.id, version.wording.text, found)
    return differences


def compared(version: Version, store: Store, found: tuple[AnyFinding, ...]) -> Iterator[Refound]:
    """The differences between what was kept of a version and what is found in it now."""
    text = version.wording.text
    before = {kept.id: kept.finding for kept in store.findings(version.id)}
    after = {finding_id(version.id, one): one for one in found}
    lost = {key: one for key, one in before.items() if key not in after}
    for key, new in after.items():
        old = before.get(key) or _moved(new, lost)
        if old is None or old.value != new.value:
            what: Literal["gained", "changed"] = "changed" if old else "gained"
            yield _refound(version, what, new.span.of(text), old, new)
    for old in lost.values():
        yield _refound(version, "lost", old.span.of(text), old, None)


def _moved(new: AnyFinding, lost: dict[str, AnyFinding]) -> AnyFinding | None:
    """The finding that stood on some of these characters and is not found as it was."""
    for key, old in lost.items():
        if old.kind == new.kind and old.span.overlaps(new.span):
            return lost.pop(key)
    return None


def _refound(
    version: Version,
    what: Literal["gained", "lost", "changed"],
    exact: str,
    old: AnyFinding | None,
    new: AnyFinding | None,
) -> Refound:
    return Refound(
        article_id=version.article_id,
        version_id=version.id,
        what=what,
        exact=exact,
        old=old,
        new=new,
    )
