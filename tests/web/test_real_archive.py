"""The room over a real archive, and the server around it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dalil.archive import Archive
from dalil.errors import DalilError, NoArchive
from dalil.model import Source
from dalil.page.worker import Pool
from dalil.web import room, serve
from dalil.web.pages.article import KINDS
from tests.test_keeping import GAZETTE, answer, not_modified, page

LISTING = """Three Wells and a Promise: What Aksu Was Told

Aru Bekova 06.08.20

In 2019, officials promised 400 hectares of irrigated land to 38 families in the Aksu district of
Kazakhstan. A year later 12 families have it. (more…)

Schools in the Valley: Every Third Is Closed

The Steppe Gazette 03.08.20

At least 118 schools have been closed in five years, the department of education says.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("real")
    listing = made / "listing.txt"
    listing.write_text(LISTING, "utf-8")
    gazette = Source(id="gazette", outlet="The Steppe Gazette", country="KZ", languages=("en",))
    with Archive.open(made / "archive", create=True) as archive:
        archive.add(listing, source=gazette)
    return made / "archive"


def test_every_link_of_a_real_archive_leads_somewhere(folder: Path, client: Any) -> None:
    visitor = type(client)(room(folder))
    seen, to_see = set[str](), ["/", "/search?q=families"]
    while to_see and len(seen) < 200:
        path = to_see.pop().partition("#")[0].replace("&amp;", "&")
        if path in seen:
            continue
        seen.add(path)
        answer = visitor.get(path)
        assert answer.status == 200, path
        if answer["content-type"].startswith("text/html"):
            to_see += re.findall(r'href="(/[^"]*)"', answer.text)
    assert any(path.startswith("/f/") for path in seen)
    assert any(path.endswith("/bytes") for path in seen)


def test_changes_of_a_real_archive_lead_to_both_wordings(tmp_path: Path, client: Any) -> None:
    with (
        Archive.open(tmp_path / "a", create=True) as archive,
        Pool("dalil.pipeline:read_capture", inline=True) as readers,
    ):
        answers = [answer(), answer(24, page(15)), answer(48, b"", 404)]
        archive.keep(answers, source=GAZETTE, readers=readers)
    visitor = type(client)(room(tmp_path / "a"))
    text = visitor.get("/changes").text
    diff = re.search(r'href="(/a/[^"]+/diff/[^"]+)"', text)
    assert "<del>14</del>" in text
    assert "Gone" in text
    assert diff
    assert "<del>14</del><ins>15</ins> wells" in visitor.get(diff[1]).text
    assert visitor.get(f"{diff[1]}.json").json()["difference"]["kinds"] == ["figure"]
    assert "<del>14</del>" in visitor.get("/").text
    assert "Gone from the publication since" in visitor.get(diff[1].partition("/diff")[0]).text
    assert visitor.get("/sources.json").json()[0]["source"]["id"] == "gazette"
    for asked in (
        "kind=nothing",
        "source=%00",
        "country=%ff",
        "before=x",
        "since=2021&until=2021-03",
    ):
        assert visitor.get(f"/changes?{asked}").status == 200


def test_a_revisit_leads_to_the_bytes(tmp_path: Path, client: Any) -> None:
    with (
        Archive.open(tmp_path / "a", create=True) as archive,
        Pool("dalil.pipeline:read_capture", inline=True) as readers,
    ):
        first, again = archive.keep([answer(), not_modified(1)], source=GAZETTE, readers=readers)
    visitor = type(client)(room(tmp_path / "a"))
    page = visitor.get(f"/capture/{again.capture.id}").text
    assert "304" in page
    assert f'href="/capture/{first.capture.id}"' in page.replace("%3A", ":")
    same = (visitor.get(f"/capture/{one.capture.id}/bytes").text for one in (first, again))
    assert next(same) == next(same)


def test_a_real_article_is_marked_exactly(folder: Path, client: Any) -> None:
    visitor = type(client)(room(folder))
    with Archive.open(folder) as archive:
        readings = [archive.read(card.article.id) for card in archive.cards().cards]
    assert len(readings) == 2
    for reading in readings:
        text = visitor.get(f"/a/{reading.card.article.id}?show={','.join(KINDS)}").text
        for kept in reading.findings:
            if kept.finding.check:
                continue
            marks = re.findall(rf'<mark data-f="[^"]*{kept.id}[^"]*">(.*?)</mark>', text)
            assert "".join(re.sub(r"<[^>]+>", "", mark) for mark in marks) == kept.exact


@pytest.fixture
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    program = f"from dalil.web import serve; serve({str(folder)!r}, port=0, ready=lambda a: print(a, flush=True))"
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield process, process.stdout.readline().strip()
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_server_says_where_it_is_and_leaves_on_interrupt(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = served
    with urllib.request.urlopen(f"{address}about.json", timeout=10) as answer:
        assert b'"articles":2' in answer.read()
        assert answer.headers["server"] is None
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0


def test_a_port_that_is_taken_is_said(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(DalilError, match="cannot listen") as raised:
            serve(folder, port=taken.getsockname()[1])
    assert raised.value.exit_status == 1
    assert not caplog.records, "uvicorn has nothing to add"


def test_no_archive_is_said_before_anything_is_served(tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        serve(tmp_path / "nothing")


HOSTILE = (
    "\x00",
    "' OR 1=1 --",
    '"; DROP TABLE articles; --',
    "a" * 5_000,
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "🛖",
    "\ufffd\ufffd",
    "<urn:uuid:1>",
    "%",
    "{}",
    "NEAR(a b, 99)",
    "* ^ : - AND OR NOT",
    '"broken',
    "(" * 10_000,
    "x" * 10_000,
    "a OR " * 2_000,
    "\u0301" * 500,
    "-",
    "column:x",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_questions_to_a_real_archive(folder: Path, client: Any, words: str) -> None:
    visitor = type(client)(room(folder))
    asked = urllib.request.quote(words)
    assert visitor.get(f"/search?q={asked}").status == 200
    assert visitor.get(f"/search.json?q={asked}").json()["results"]["total"] >= 0
    assert visitor.get(f"/kz?source={asked}&language={asked}").status == 200
    assert visitor.get(f"/search?q=families&country={asked}").status == 200
    for path in (f"/a/{words}", f"/f/{words}", f"/capture/{words}", f"/capture/{words}/bytes"):
        assert visitor.get(path).status == 404


@pytest.mark.parametrize("place", ["0", "-1", "9223372036854775807", "-9223372036854775807"])
def test_places_at_the_ends_of_the_list(folder: Path, client: Any, place: str) -> None:
    visitor = type(client)(room(folder))
    for name in ("before", "after"):
        for path in ("/kz?", "/search?q=families&"):
            assert visitor.get(f"{path}{name}={place}").status == 200


SUMS = """Osh: Dozens Held After the Match

Police in Osh held 35 people on Friday: 20 men and 16 women.

Of the 380 complaints filed since then, 190, or 50%, were rejected.
"""


@pytest.mark.parametrize(
    ("hl", "said"), [("en", "does not add up"), ("ru", "не сходится"), ("kk", "сәйкес келмейді")]
)
def test_a_sum_that_does_not_add_up_is_noted_beside_it(
    tmp_path: Path, client: Any, hl: str, said: str
) -> None:
    (tmp_path / "sums.txt").write_text(SUMS, "utf-8")
    with Archive.open(tmp_path / "archive", create=True) as archive:
        archive.add(tmp_path / "sums.txt", source=Source(id="g", outlet="Gazette"))
        (card,) = archive.cards().cards
        wrong, right = archive.read(card.article.id).checks
    visitor = type(client)(room(tmp_path / "archive"))
    page = visitor.get(f"/a/{card.article.id}", cookie=f"hl={hl}").text
    note = page[page.index(f'id="f-{wrong.id}"') :][:600]
    assert said in note
    assert "20 + 16 = 36" in note
    assert "35" in note
    assert "190 / 380 = 50%" in page[page.index(f'id="f-{right.id}"') :][:600]
    traced = visitor.get(f"/f/{wrong.id}", cookie=f"hl={hl}").text
    assert said in traced
    assert re.findall(r"<mark>(.*?)</mark>", traced) == ["35", "20", "16"]
    assert visitor.get(f"/f/{wrong.id}.json").status == 200
