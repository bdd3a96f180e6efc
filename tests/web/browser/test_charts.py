"""Charts as a reader meets them: with a mouse, by keyboard alone, without JavaScript, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Visit = Callable[..., Any]


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(("hl", "width"), [("en", 1280), ("ru", 1280), ("kk", 360)])
def test_from_the_country_to_another_sources_sentence(
    visit: Visit, javascript: bool, hl: str, width: int
) -> None:
    """Country page, article, number, chart, and the sentence of another source."""
    page = visit(f"/kz?hl={hl}", width=width, java_script_enabled=javascript)
    page.locator(".card .headline a").first.click()
    page.wait_for_url("**/a/a*")
    root = page.url.split("/a/")[0]
    page.goto(root + page.locator("a[href^='/f/']").first.get_attribute("href"))
    outlet = page.locator(".kicker .outlet").first.inner_text()
    page.locator(".like-it a").click()
    page.wait_for_url("**/figures?*")
    marks = page.locator(".plot a:not(.more)").all()
    other = next(mark for mark in marks if outlet not in (mark.text_content() or ""))
    there = other.get_attribute("href")
    other.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{there}")
    assert page.locator(".sentence blockquote mark").first.inner_text()
    assert page.locator(".kicker .outlet").first.inner_text() != outlet


def test_a_mark_is_what_it_says_under_the_mouse(visit: Visit) -> None:
    page = visit("/figures?unit=1&per=&change=level")
    mark = page.locator(".plot a:not(.more)").first
    box = mark.locator("use").last.bounding_box()
    at = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('a')?.getAttribute('href')",
        [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
    )
    assert at.startswith("/f/")


def test_the_chart_can_be_skipped_by_keyboard(visit: Visit) -> None:
    page = visit("/figures?unit=1&per=&change=level")
    page.locator(".chart .skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#figures"


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_names_of_axes_do_not_cover_each_other(visit: Visit, width: int) -> None:
    covering = """(kind) => {
      const shown = [...document.querySelectorAll(kind)].filter((e) => e.getClientRects().length);
      const boxes = shown.map((e) => e.getBoundingClientRect());
      return boxes.filter((a, i) => boxes.some((b, j) => j > i && a.left < b.right - 1
        && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2)).length;
    }"""
    page = visit("/figures?unit=1&per=&change=level", width=width)
    assert page.locator("text.value").count() > 2
    assert page.evaluate(covering, "text.time") == 0
    assert page.evaluate(covering, "text.value") == 0


def test_sentences_open_without_javascript(visit: Visit) -> None:
    page = visit("/figures", java_script_enabled=False)
    sentence = page.locator("tbody blockquote").first
    assert not sentence.is_visible()
    page.locator("tbody summary").first.click()
    assert sentence.is_visible()


def test_filters_are_a_form_that_works_without_javascript(visit: Visit) -> None:
    page = visit("/figures", java_script_enabled=False)
    page.locator(".sift summary").click()
    page.get_by_label("Unit").fill("%")
    page.get_by_role("button", name="Show").click()
    assert "unit=%25" in page.url
    assert page.locator(".chart").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_file_is_drawn_with_its_style(visit: Visit, address: str, scheme: str) -> None:
    page = visit("/figures.svg?unit=1", color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.querySelector('.paper')).fill")
    assert paper == {"light": "rgb(252, 251, 247)", "dark": "rgb(23, 22, 19)"}[scheme]
