"""The journey "search by number", over articles that were read from pages: question, sentence, evidence."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from dalil.archive import Archive
from dalil.web import room

PAGE = """<!doctype html><html lang="{lang}"><title>{title}</title><article><h1>{title}</h1>
<p class="byline">{by} <time datetime="{on}">{on}</time></p><p>{first}</p><p>{then}</p></article></html>"""
ARTICLES = (
    {"lang": "en", "title": "Attacks on reporters", "by": "Aru Bekova", "on": "2021-03-04",
     "first": "The fund counted 141 attacks on journalists in Kazakhstan in 2020. 🛖 The year before there were 27.",
     "then": "Courts heard nine of the cases, and two officers were fined by the regional court in spring."},
    {"lang": "ru", "title": "Нападения на журналистов", "by": "Марат Ильясов", "on": "2022-05-06",
     "first": "Фонд насчитал в Казахстане 63 нападения на журналистов за 2021 год, сообщила его директор.",
     "then": "Суды рассмотрели четыре дела, и двух полицейских оштрафовали весной в областном суде."},
    {"lang": "en", "title": "Wells of the steppe", "by": "Dana Oralova", "on": "2021-08-09",
     "first": "The district has 320 wells, according to the ministry, and every third of them is dry.",
     "then": "People carry water from the river, which is five kilometres away from the last house."},
)  # fmt: skip


@pytest.fixture(scope="module")
def reading_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("searched")
    pages = folder / "pages"
    pages.mkdir()
    for number, one in enumerate(ARTICLES):
        (pages / f"{number}.html").write_text(PAGE.format(**one), "utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.add(pages)
    server = uvicorn.Server(
        uvicorn.Config(room(folder / "archive"), port=0, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("hl", ["en", "ru", "kk"])
def test_from_a_number_to_its_evidence(
    chromium: Any, reading_room: str, hl: str, javascript: bool
) -> None:
    context = chromium.new_context(
        java_script_enabled=javascript, viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{reading_room}/?hl={hl}")
    page.locator("#q").fill("figure:>100 of:attacks")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    assert page.locator(".card").count() == 1
    assert page.locator(".card .match").all_text_contents() == ["141"]
    page.locator(".card .teaser .more").click()
    page.wait_for_url("**/f/*")
    assert "141" in page.locator(".sentence mark").first.text_content()
    assert page.locator("html").get_attribute("lang") == hl
    context.close()


def test_choices_and_the_timeline_narrow_what_was_found(chromium: Any, reading_room: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{reading_room}/search?q=figure%3A%3E20")
    assert page.locator(".card").count() == 3
    page.locator('.timeline a[aria-label^="May 2022"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**since=2022-05**")
    assert page.locator(".card .headline").all_text_contents() == ["Нападения на журналистов"]
    page.locator(".timeline a", has_text="all dates").click()
    page.locator(".choices a", has_text="English").click()
    page.wait_for_url("**language=en**")
    assert page.locator(".card").count() == 2
    context.close()


def test_the_help_sheet_leads_to_questions(chromium: Any, reading_room: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{reading_room}/search")
    page.locator(".operators a", has_text="has:figures").click()
    page.wait_for_url("**q=has**")
    assert page.locator(".card").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
