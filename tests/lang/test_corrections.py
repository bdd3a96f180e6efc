"""Every row of corrections.toml knows its example from its counter-example."""

from __future__ import annotations

import pytest

from dalil.lang import corrections


@pytest.mark.parametrize("row", corrections.rows(), ids=lambda row: row["example"][:20])
def test_examples(row):
    assert corrections.says_so(row["example"])
    assert not corrections.says_so(row["counter"])
