"""Pictures of the reading room for the README: `python scripts/screenshots.py ARCHIVE docs/pictures`.

Serves the archive on a free port and photographs it with the Chromium that the system has, wide and
narrow, light and dark. Nothing is downloaded.
"""

from __future__ import annotations

import argparse
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from dalil.archive import Archive
from dalil.model import Card
from dalil.web import room

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]
PRESSED = "#press"  # the first figure of the text is pressed before the picture is taken
SIZES = {"wide": (1280, 800), "narrow": (360, 740)}


def main() -> None:
    """Photograph every page in every size and colour scheme."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--only", default="", help="names that begin so, as card-wide-light")
    given = parser.parse_args()
    given.pictures.mkdir(parents=True, exist_ok=True)
    server, address = serve(given.archive)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, path in pages(given.archive).items():
            for size in SIZES:
                for scheme in ("light", "dark"):
                    picture = given.pictures / f"{name}-{size}-{scheme}.png"
                    if not picture.name.startswith(given.only):
                        continue
                    photograph(browser, address + path, picture, size, scheme)
                    print(picture)
        browser.close()
    server.should_exit = True


def pages(folder: Path) -> dict[str, str]:
    """The addresses worth a picture: those with the most in them."""
    with Archive.open(folder) as archive:
        cards = archive.cards(limit=60).cards
        fullest = max(cards, key=_worth)
        found = archive.newest_findings(1)
        countries = archive.countries()
        changed = archive.changes(kind="figure", limit=1)
    made = {"front": "/", "article": f"/a/{fullest.article.id}", "changes": "/changes"}
    made["figures"] = "/figures?unit=%25&per=&change=level"
    made["card"] = f"/a/{fullest.article.id}{PRESSED}"
    made |= {name: f"/{name}" for name in ("series", "laws", "quotes", "names", "map", "health")}
    for change, card in changed:
        made["diff"] = f"/a/{card.article.id}/diff/{change.old_id}/{change.new_id}"
    if countries:
        made["country"] = f"/{countries[0].country.lower()}"
    if found:
        made["figure"] = f"/f/{found[0][1].id}"
    return made


def _worth(card: Card) -> tuple[bool, bool, int, int]:
    english = card.language == "en"  # the README's language
    return english, card.figure_count > 0, card.version_count, card.figure_count


def serve(folder: Path) -> tuple[uvicorn.Server, str]:
    """The room of the archive in ``folder``, running, and its address."""
    server = uvicorn.Server(uvicorn.Config(room(folder), port=0, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return server, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


def photograph(browser: Any, url: str, picture: Path, size: str, scheme: str) -> None:
    """One page, as far as the window shows it."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB"
    )
    page = context.new_page()
    page.goto(url.removesuffix(PRESSED))
    if url.endswith(PRESSED):
        page.locator("p.block a.figure").nth(1).click()
        page.locator("dialog[open] .sentence").wait_for()
    page.screenshot(path=str(picture))
    context.close()


if __name__ == "__main__":
    main()
