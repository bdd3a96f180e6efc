"""Who speaks for a state, who has a name; each row's example holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.lang.bodies import is_named, is_official, rows

EXAMPLES = [(kind, row["example"]) for kind, table in rows().items() for row in table]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_the_examples_hold(kind: str, example: str) -> None:
    if kind == "official":
        assert is_official(example)
    else:
        assert not is_official(example)
    if kind == "unnamed":
        assert not is_named(example)


@given(st.text(max_size=400))
def test_nothing_breaks_it(name: str) -> None:
    assert is_official(name) in (True, False)
    assert is_named(name) in (True, False)
