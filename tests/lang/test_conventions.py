"""What vague words count as: each example of each convention, and what a figure says of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.errors import UsageError
from dalil.findings import find_figures
from dalil.lang.conventions import convention, conventions, rows

EXAMPLES = [
    (name, example)
    for name, row in rows().items()
    if isinstance(row, dict)
    for example in row["examples"]
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_gives_its_value(name: str, example: str) -> None:
    language, text = example.split(": ", 1)
    text, wanted = text.rsplit(" = ", 1)
    (found,) = find_figures(text, language=language, convention=name)
    assert found.value.value == Decimal(wanted)
    assert found.value.bound == "about"
    assert f"convention.{name}" in found.rules


@pytest.mark.parametrize("name", conventions())
def test_each_convention_has_examples_in_every_language(name: str) -> None:
    told = {example.split(":")[0] for one, example in EXAMPLES if one == name}
    assert told >= {"en", "ru", "kk", "ky"}


@given(st.sampled_from(["14 fires", "a third of wells", "a dozen wells", "5 million tenge"]))
def test_what_is_said_outright_is_the_same_under_each(text: str) -> None:
    found = [find_figures(text, language="en", convention=name) for name in conventions()]
    assert all(one == found[0] for one in found)
    assert not any("convention" in rule for one in found[0] for rule in one.rules)


def test_the_default_comes_first_and_an_unknown_one_is_named() -> None:
    assert next(iter(conventions())) == "dalil"
    assert "“dozens” is 12" in str(convention("acled"))
    with pytest.raises(UsageError, match="nowhere"):
        find_figures("Dozens of wells.", language="en", convention="nowhere")
