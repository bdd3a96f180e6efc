"""What only a real browser can say: where things stand, what keys reach, what a reader sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Visit = Callable[..., Any]
PAGES = (
    "/",
    "/kz",
    "/a/a1",
    "/a/a5",
    "/f/a1-p2.5",
    "/search",
    "/search?q=journalists",
    "/search?q=nothing+to:2019+(place:Narnia",
    "/search?q=" + "x" * 300,
    "/capture/urn:uuid:1",
    "/changes",
    "/a/a1/diff/a1-p1/a1-p2",
    "/a/a1/diff/a1-p1/a1-p2?view=side",
    "/a/a2",
    "/v/a1-p2/4-9",
    "/a/a1?show=figure,law,quote,name,event",
    "/sources",
    "/health",
    "/about",
    "/figures",
    "/figures?unit=1",
    "/figures?unit=1&by=source&of=attacks",
    "/kz/figures?unit=%25",
    "/series",
    "/series/s1",
    "/indicators",
    "/indicator/fires",
)


OVERFLOW = """() => [document.documentElement.scrollWidth > innerWidth,
  [...document.querySelectorAll('main *, header *')]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.wide, .said'))
    .map((e) => e.className || e.tagName)]"""


@pytest.mark.parametrize("hl", ["en", "ru", "kk"])
def test_nothing_overflows_a_phone(visit: Visit, address: str, hl: str) -> None:
    page = visit(f"/?hl={hl}", width=360)
    for path in PAGES:
        page.goto(address + path)
        assert page.locator("html").get_attribute("lang") == hl
        assert page.evaluate(OVERFLOW) == [False, []], path


@pytest.mark.parametrize("width", [1280, 1024, 768, 320])
def test_nothing_overflows_at_any_width(visit: Visit, address: str, width: int) -> None:
    """320 px is a 1280 px window at 400 % (WCAG 2.2, 1.4.10)."""
    page = visit("/", width=width)
    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate(OVERFLOW) == [False, []], path


def test_marks_are_exactly_the_figures_characters(visit: Visit, address: str) -> None:
    page = visit("/a/a1")
    kept = page.request.get(f"{address}/a/a1.json").json()["findings"]
    for finding in kept:
        shown = page.locator(f'mark[data-f~="{finding["id"]}"]').all_text_contents()
        assert "".join(shown) == finding["exact"]
    assert len(kept) == 11


def test_the_mark_after_an_emoji_covers_its_number_on_the_screen(visit: Visit) -> None:
    page = visit("/a/a1")
    page.locator('mark[data-f="a1-p2.1"]').select_text()
    assert page.evaluate("getSelection().toString()") == "27"


def test_notes_stand_beside_their_paragraph_and_below_it_on_a_phone(visit: Visit) -> None:
    boxes = """() => {
      const row = document.querySelector('.row:has(#f-a1-p2\\\\.0)');
      const box = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
      return [box(row.querySelector('.block')), box(row.querySelector('.notes'))];
    }"""
    text, notes = visit("/a/a1", width=1280).evaluate(boxes)
    assert notes[0] > text[2]
    assert abs(notes[1] - text[1]) < 12
    text, notes = visit("/a/a1", width=360).evaluate(boxes)
    assert notes[1] >= text[3] - 8


@pytest.mark.parametrize("javascript", [True, False])
def test_a_figure_shows_its_words_when_it_is_the_target(visit: Visit, javascript: bool) -> None:
    page = visit("/a/a1", java_script_enabled=javascript)
    words = page.locator('[data-w~="of1"]').first
    line = "e => getComputedStyle(e).textDecorationLine"
    if javascript:
        assert words.evaluate(line) == "none"
    page.locator("a.figure.k1").first.click()
    assert page.url.endswith("/a/a1#f-a1-p2.0")
    if javascript:
        assert words.evaluate(line) == "underline"
        ways = {
            page.locator(f'[data-w~="{field}1"]').first.evaluate(
                "e => getComputedStyle(e).textDecorationStyle"
            )
            for field in ("of", "place", "period", "attribution", "bound")
        }
        assert len(ways) == 5


def test_keys_reach_a_figure_and_its_trace(visit: Visit) -> None:
    page = visit("/a/a1")
    reached: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className"))
        if reached[-1].startswith("figure"):
            break
    assert reached[0] == "skip"
    assert reached[-1].startswith("figure")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.locator("dialog[open] .whole a:focus").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/f/a1-p2.0")
    assert "41" in page.locator("h1").inner_text()


def test_single_keys_search_and_step(visit: Visit) -> None:
    page = visit("/kz")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent").startswith("Attacks on")
    page.keyboard.press("/")
    page.keyboard.type("jk/")
    assert page.input_value("#q") == "jk/"


def test_the_journey_from_country_to_bytes(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False)
    page.get_by_role("link", name="Kazakhstan").first.click()
    page.get_by_role("link", name="Attacks on Journalists").first.click()
    page.get_by_role("link", name="41").first.click()
    page.get_by_role("link", name="where ≥41 stands").click()
    page.get_by_role("link", name="archived 7 Aug 2020, 10:00 UTC").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the bytes").click()
    assert download.value.suggested_filename.endswith(".bin")


@pytest.mark.parametrize("hl", ["en", "ru", "kk"])
def test_the_journey_from_what_changed_to_the_figure(visit: Visit, hl: str) -> None:
    page = visit(f"/?hl={hl}", java_script_enabled=False, width=360)
    page.locator('.places a[href="/changes"]').click()
    row = page.locator(".change", has_text="41")
    assert row.locator("del").first.inner_text() == "14"
    row.locator(".more").click()
    page.wait_for_url("**/a/a1/diff/a1-p1/a1-p2")
    page.locator(".turned-figures ins a", has_text="41").click()
    page.wait_for_url("**/f/a1-p2.0")
    assert "41" in page.locator("h1").inner_text()


def test_texts_stand_side_by_side_where_there_is_room(visit: Visit, address: str) -> None:
    page = visit("/a/a1/diff/a1-p1/a1-p2", width=1280)
    page.locator(".views a").last.click()
    boxes = """() => [...document.querySelector('.pair:has(del)').children]
      .map((e) => e.getBoundingClientRect()).map((r) => [r.left, r.top, r.right, r.bottom])"""
    old, new = page.evaluate(boxes)
    assert old[1] == new[1]
    assert old[2] < new[0]
    page.set_viewport_size({"width": 700, "height": 800})
    old, new = page.evaluate(boxes)
    assert old[3] <= new[1]
    same = page.locator(".diff > .pair.same").first
    assert not same.locator(".old").is_visible()
    assert same.locator(".new").is_visible()


def test_what_was_and_what_is_differ_without_colour(visit: Visit, address: str) -> None:
    page = visit("/changes")
    line = "e => getComputedStyle(e).textDecorationLine"
    for path in ("/changes", "/a/a1/diff/a1-p1/a1-p2", "/"):
        page.goto(address + path)
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            assert page.locator("main .turns del, .turned del").first.is_visible()
            for name, wanted in (("del", "line-through"), ("ins", "underline")):
                marked = page.locator(f".diff {name}, .change {name}, .turned {name}").first
                assert marked.evaluate(line) == wanted


def test_what_is_folded_opens_with_a_key(visit: Visit) -> None:
    page = visit("/a/a1/diff/a1-p2/a1-p2", java_script_enabled=False)
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Lawyers are sceptical").is_visible()


CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (c) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => { for (; e; e = e.parentElement) {
    const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; }
    return [255, 255, 255, 255]; };
  const poor = [];
  for (const e of document.body.querySelectorAll('*')) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push([e.className || e.tagName, e.textContent.slice(0, 30), ratio]);
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast(visit: Visit, address: str, scheme: str) -> None:
    page = visit("/", color_scheme=scheme)
    for path in (*PAGES, "/a/a1#f-a1-p2.0"):
        page.goto(address + path)
        assert page.evaluate(CONTRAST) == [], path


def test_the_contrast_test_sees_poor_contrast(visit: Visit) -> None:
    page = visit("/about")
    page.evaluate("document.querySelector('h1').style.color = 'rgb(200, 200, 200)'")
    assert [what for what, *_ in page.evaluate(CONTRAST)] == ["H1"]


def test_what_is_pressed_is_large_enough(visit: Visit, address: str) -> None:
    """WCAG 2.2, 2.5.8: 24 px, unless it stands in a line of text."""
    page = visit("/", width=360)
    for path in PAGES:
        page.goto(address + path)
        small = page.evaluate(
            """() => [...document.querySelectorAll(
              '.masthead a, .masthead button, .choices a, .turn a, .button')]
              .map((e) => [e.textContent, e.getBoundingClientRect()])
              .filter(([, r]) => r.width && (r.height < 24 || r.width < 24))
              .map(([text, r]) => [text, r.width, r.height])"""
        )
        assert small == [], path


def test_an_article_prints_with_its_notes(visit: Visit) -> None:
    page = visit("/a/a1")
    page.emulate_media(media="print")
    assert page.locator(".notes").first.is_visible()
    assert not page.locator(".ask").is_visible()
    assert len(page.pdf()) > 10_000
