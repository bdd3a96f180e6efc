"""Articles are put together when a new wording comes in: copies of its text, and its translations."""

from __future__ import annotations

from collections.abc import Iterable

from dalil.articles import copies
from dalil.captures.urls import url_key
from dalil.model import Figure, Kin, Version
from dalil.store import Store

TRANSLATED_WITHIN = 3
"""Days between an article and its translation, as their outlet dates them."""

_FIGURES, _SHARE = 4, 0.6  # shared ones from which a translation is guessed


def relate(store: Store, version_ids: Iterable[str]) -> None:
    """Find what belongs to articles that have these new versions. The caller holds the transaction."""
    for version_id in version_ids:
        version = store.version(version_id)
        if version.wording.form != "entry":
            _copies(store, version)
            _guess_translations(store, version)
        _stated_translations(store, version)


def _copies(store: Store, version: Version) -> None:
    ours = copies.prints_of(version.wording)
    hashes = copies.sketch(ours)
    for other_id in store.met_in_sketches(hashes, copies.MET, version.article_id):
        other = store.version(other_id)
        found = copies.likeness(ours, copies.prints_of(other.wording))
        if found.is_copy:
            reason = f"{found.containment:.0%} of the shorter text stands in the longer one"
            kin = Kin(
                kind="copy", article_id=other.article_id, reason=reason, likeness=found.containment
            )
            store.keep_kin(version.article_id, kin)
    store.keep_sketch(version.id, hashes)


def _stated_translations(store: Store, version: Version) -> None:
    for translation in version.wording.translations:
        key = url_key(translation.url)
        other = store.article_of_key(key) if key else None
        if other and other != version.article_id:
            reason = "the page itself names it as its translation"
            store.keep_kin(
                version.article_id, Kin(kind="translation", article_id=other, reason=reason)
            )


def _guess_translations(store: Store, version: Version) -> None:
    """Articles in another language that have the same figures, where no page says more."""
    if store.has_kin(version.article_id, "translation"):
        return
    ours = _figures(store, version.id)
    for other in store.with_the_same_figures(version.id, TRANSLATED_WITHIN, _FIGURES):
        shown = store.shown_version_id(other)
        count, share = copies.shared_figures(ours, _figures(store, shown) if shown else ())
        if count >= _FIGURES and share >= _SHARE and not store.has_kin(other, "translation"):
            reason = f"{count} figures in common ({share:.0%}), within {TRANSLATED_WITHIN} days"
            kin = Kin(kind="translation", article_id=other, reason=reason, guessed=True)
            store.keep_kin(version.article_id, kin)


def _figures(store: Store, version_id: str) -> list[Figure]:
    return [k.finding.value for k in store.findings(version_id) if k.finding.kind == "figure"]
