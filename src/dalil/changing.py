"""Changes are told when a capture brings them: the versions of an article, in the order of sight."""

from __future__ import annotations

from collections.abc import Iterable

from dalil.articles.versions import compare
from dalil.model import ArticleChange, ChangeKind, Difference, Form, Version
from dalil.store import Store
from dalil.store.changes import Stretch
from dalil.store.keys import made_id
from dalil.store.rows import from_iso


def difference(store: Store, old: Version, new: Version) -> Difference:
    """What changed from one version to another, with their figures."""
    return compare(
        old.wording,
        new.wording,
        old_findings=[kept.finding for kept in store.findings(old.id)],
        new_findings=[kept.finding for kept in store.findings(new.id)],
    )


def retell(store: Store, article_ids: Iterable[str]) -> None:
    """Bring the changes of these articles up to date. The caller holds the transaction.

    Only what a capture put between two others is compared; the rest stays as it was told.
    """
    for article_id in article_ids:
        known = store.known_changes(article_id)
        seen: set[str] = set()
        for old, new in store.successions(article_id):
            change_id = made_id("c", article_id, old.version_id, new.version_id, new.first)
            seen.add(change_id)
            if known.get(change_id) == old.last:
                continue
            change = _told(store, change_id, article_id, old, new)
            if change:
                store.keep_change(change)
        store.forget_changes(known.keys() - seen)


def _told(
    store: Store, change_id: str, article_id: str, old: Stretch, new: Stretch
) -> ArticleChange | None:
    kinds: tuple[ChangeKind, ...]
    figures: tuple[tuple[str | None, str | None], ...] = ()
    form: Form = "page"
    if new.version_id is None:
        kinds = ("deletion",)
    elif old.version_id is None:
        kinds = ("return",)
    else:
        before, after = store.version(old.version_id), store.version(new.version_id)
        found = difference(store, before, after)
        kinds, form = found.kinds, after.wording.form
        figures = tuple(
            (
                one.old.span.of(before.wording.text) if one.old else None,
                one.new.span.of(after.wording.text) if one.new else None,
            )
            for one in found.figures
        )
    if not kinds:
        return None
    return ArticleChange(
        id=change_id,
        article_id=article_id,
        kinds=kinds,
        old_id=old.version_id,
        new_id=new.version_id,
        after=from_iso(old.last),
        at=from_iso(new.first),
        figures=figures,
        form=form,
    )
