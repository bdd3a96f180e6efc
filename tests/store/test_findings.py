"""Findings of every kind come back from the store as they went in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dalil.model import AnyFinding, Figure, Finding, Law, Name, Quotation, Span
from tests.conftest import wording

VALUES = {
    "figure": Figure(value=(Decimal(3), Decimal("4.5")), unit="%", of="votes", place="Osh"),
    "law": Law(act="Criminal Code", country="KZ", article="174", part="2", change="amended"),
    "quote": Quotation(form="direct", speaker="Aigul Sarsenova", role="minister", cue="said"),
    "name": Name(type="place", full="Osh", key="kg/osh"),
}


def finding(kind: str) -> AnyFinding:
    return Finding(
        kind=kind,  # type: ignore[arg-type]
        span=Span(0, 4),
        context=Span(0, 9),
        value=VALUES[kind],
        parts={"act": (Span(0, 4),)},
        rules=("a rule",),
    )


@pytest.mark.parametrize("kind", VALUES)
def test_a_finding_comes_back_as_it_went_in(store, keep, kind):
    version, _ = keep(wording("Some words of an article"), findings=[finding(kind)])
    (kept,) = store.findings(version)
    assert kept.finding == finding(kind)
    assert kept.exact == "Some"
    assert store.finding(kept.id) == kept


def test_kinds_on_the_same_characters_are_findings_of_their_own(store, keep):
    version, _ = keep(wording("Some words"), findings=[finding(kind) for kind in VALUES])
    assert {kept.finding.kind for kept in store.findings(version)} == set(VALUES)
