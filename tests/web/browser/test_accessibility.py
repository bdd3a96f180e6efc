"""axe-core finds nothing amiss: every page, three languages, both themes, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.browser.test_reading import PAGES

Visit = Callable[..., Any]
axe = pytest.importorskip(
    "axe_playwright_python.base", reason="pip install -r requirements-dev.txt"
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOOKS = [("en", 1280, "light"), ("ru", 360, "dark"), ("kk", 1280, "dark"), ("en", 360, "light")]


@pytest.mark.parametrize(("hl", "width", "scheme"), LOOKS)
def test_no_page_has_a_violation(
    visit: Visit, address: str, hl: str, width: int, scheme: str
) -> None:
    page = visit(f"/?hl={hl}", width=width, color_scheme=scheme)
    found: list[tuple[str, ...]] = []
    for path in PAGES:
        page.goto(address + path)
        found += [(path, *amiss) for amiss in violations(page)]
    assert not found, "\n".join(map(str, found))


def test_the_card_in_place_has_no_violation(visit: Visit) -> None:
    page = visit("/a/a1")
    page.locator("a.figure").first.click()
    page.locator("dialog[open] .sentence").wait_for()
    assert violations(page) == []


def test_axe_sees_a_violation(visit: Visit) -> None:
    page = visit("/about")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<a href=/></a>')")
    assert [rule for rule, _ in violations(page)] == ["link-name"]


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """Each rule that is broken, and where."""
    page.evaluate(axe.AXE_FILE_PATH.read_text("utf-8"))
    found = page.evaluate("options => axe.run(document, options)", RULES)
    return [
        (one["id"], [node["html"][:100] for node in one["nodes"]][:4])
        for one in found["violations"]
    ]
