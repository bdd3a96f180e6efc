"""What people come for, from the front page to its end: three languages, with and without a script,
by keyboard alone. ``visit`` sees to it that nothing complained and nothing left the machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Visit = Callable[..., Any]
LANGUAGES = ["en", "ru", "kk"]
WAYS = [(hl, javascript) for hl in LANGUAGES for javascript in (True, False)]
COUNTRY = {"en": "Kazakhstan", "ru": "Казахстан", "kk": "Қазақстан"}
ORIGIN = {"en": "from the byline", "ru": "из подписи", "kk": "қолтаңба"}


@pytest.mark.parametrize(("hl", "javascript"), WAYS)
def test_from_the_country_to_the_article_to_the_number(
    visit: Visit, hl: str, javascript: bool
) -> None:
    page = visit(f"/?hl={hl}", java_script_enabled=javascript)
    page.locator(".countries a", has_text=COUNTRY[hl]).click()
    page.get_by_role("link", name="Attacks on Journalists").first.click()
    page.locator("a.figure", has_text="41").first.click()
    if javascript:
        card = page.locator("dialog[open] .huge")
        card.wait_for()
        assert "41" in card.inner_text()
        page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0
    else:
        page.locator(".note:target .trace").click()
        page.wait_for_url("**/f/a1-p2.0")
        assert "41" in page.locator("h1").inner_text()


@pytest.mark.parametrize(("hl", "javascript"), WAYS)
def test_how_sure_is_this_date(visit: Visit, hl: str, javascript: bool) -> None:
    page = visit(f"/a/a1?hl={hl}", java_script_enabled=javascript, width=360)
    told = page.locator(".provenance dd", has=page.locator("time")).first
    assert page.locator(".story time").first.get_attribute("title")
    assert told.is_visible()
    assert told.inner_text().count(",") >= 1
    page.locator(".provenance details:has(.dates) summary").click()
    assert page.locator(".dates li").first.is_visible()


@pytest.mark.parametrize("hl", LANGUAGES)
def test_by_keys_alone(visit: Visit, hl: str) -> None:
    """j, k, o, Escape; g and a letter; f; the sheet of keys and back."""
    page = visit(f"/kz?hl={hl}")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/a/a1")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.locator("dialog[open] .whole a:focus").wait_for()
    first = page.locator("dialog[open] h1").inner_text()
    page.keyboard.press("j")
    page.wait_for_function(
        "first => document.querySelector('dialog[open] h1').innerText !== first", arg=first
    )
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").startswith("figure")
    page.keyboard.press("?")
    page.locator("dialog[open] kbd").first.wait_for()
    assert page.locator("dialog[open] input").is_checked()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/changes")
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.locator(".countries").wait_for()
    page.keyboard.press("g")
    page.keyboard.press("k")
    page.wait_for_url("**/kz")
    page.keyboard.press("f")
    page.wait_for_url("**/kz?figures=yes")


def test_single_keys_can_be_switched_off(visit: Visit) -> None:
    """WCAG 2.2, 2.1.4."""
    page = visit("/about")
    page.locator("#keys-on").uncheck()
    page.goto(page.url.replace("/about", "/kz"))
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_what_is_to_be_copied_is_selected_and_said(visit: Visit) -> None:
    page = visit("/f/a1-p2.0")
    page.locator("details.tool summary").first.click()
    page.locator("details.tool button.copy").first.click()
    chosen = page.evaluate("document.activeElement.value || getSelection().toString()")
    assert "The Steppe Gazette" in page.locator("details.tool textarea").first.input_value()
    assert chosen is not None


def test_a_card_that_does_not_come_is_a_page(visit: Visit) -> None:
    """What the script cannot show in place, its own address shows."""
    page = visit("/a/a1")
    page.route(
        "**/f/**",
        lambda route: (
            route.fulfill(status=200, body="", content_type="text/html")
            if route.request.resource_type == "fetch"
            else route.continue_()
        ),
    )
    page.locator(".trace").first.click()
    page.wait_for_url("**/f/a1-p2.0")


def test_a_word_of_300_letters_breaks_nothing(visit: Visit, address: str) -> None:
    """A headline in Kazakh without a space."""
    word = "қазақстандағы" * 23 + "x"
    for width in (360, 1280):
        page = visit("/", width=width)
        for path in ("/kz", "/a/a1", "/f/a1-p2.0", "/changes", "/a/a1/diff/a1-p1/a1-p2"):
            page.goto(address + path)
            page.evaluate(
                """word => document.querySelectorAll('h1, h2, h3, .headline a, figcaption a')
                  .forEach((e) => { if (!e.closest('.label')) e.textContent = word; })""",
                word,
            )
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
