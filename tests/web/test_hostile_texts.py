"""What strangers wrote never becomes markup: the page around it stays the same, tag for tag."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest

from dalil.archive import Archive
from dalil.articles.versions import compare
from dalil.lang.conventions import Convention, convention
from dalil.model import (
    Card,
    Cards,
    Contradiction,
    Explanation,
    FigureChange,
    Found,
    Instead,
    KeptFinding,
    Note,
    Reading,
    Source,
    Tally,
    Visit,
)
from dalil.text import compose
from dalil.web import room

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "` onclick=`alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea><svg/onload=alert(1)>",
    "</p></article></main><iframe src=//evil.example>",
    "<!--><script>alert(1)</script-->",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example><button>x</button></form>",
    "<object data=data:text/html,<script>alert(1)</script>>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "{{ 7 * 7 }}{% raw %}{{ config }}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;script&#x3e;",
    "\\x3cscript\\x3e \\u003cscript\\u003e",
    "＜script＞alert(1)＜/script＞",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<ſcript>alert(1)</ſcript>",
    "\u202e<script>\u2066alert(1)",
    "<<script>script>alert(1)<</script>/script>",
    "<script\n>alert(1)</script\t>",
    "<a/href='x'/onclick=alert(1)//",
    "x" * 3_000 + "<b>",
    "<" * 500,
    "\ud800<script>\udfff",
    "a\r\nSet-Cookie: x=1\r\n\r\n<script>",
    "%3Cscript%3Ealert(1)%3C/script%3E",
)
PATHS = (
    "/",
    "/kz",
    "/a/x",
    "/f/x",
    "/search?q=x",
    "/capture/x",
    "/changes",
    "/a/a1/diff/x/y",
    "/a/a1/diff/x/y?view=side",
    "/sources",
    "/health",
    "/about",
    "/a/missing",
    "/a/x/@2020",
    "/v/x/0-5",
)
MADE_BY_US = {"kind", "status", "bound", "change", "form", "origin", "precision", "digest", "unit"}
MADE_BY_US |= {"kinds", "verdict", "role", "route", "outcome", "article_id"}


def poisoned(thing: Any, payload: str, name: str = "") -> Any:
    """``thing`` with every string in it that a stranger might have written replaced."""
    if is_dataclass(thing) and not isinstance(thing, type):
        mine = {f.name: getattr(thing, f.name) for f in fields(thing)}
        return replace(thing, **{key: poisoned(value, payload, key) for key, value in mine.items()})
    if isinstance(thing, str):
        if name in MADE_BY_US or name in ("text", "exact", "sentence", "language"):
            return thing
        return f"https://x.example/{payload}" if name == "url" else payload
    if isinstance(thing, tuple):
        return tuple(poisoned(one, payload, name) for one in thing)
    if isinstance(thing, Mapping | datetime | Decimal):
        return thing
    return thing


class PoisonedStore:
    """A source that is followed, with the payload wherever a server might have put it."""

    def __init__(self, payload: str) -> None:
        self.payload = payload

    def __getattr__(self, name: str) -> Any:
        visit = Visit(
            source_id="x",
            url=self.payload,
            role="list",
            found_at=datetime(2020, 8, 1, tzinfo=UTC),
            outcome="failed",
            why=self.payload,
        )
        said = {
            "lists": [visit],
            "reasons": [(self.payload, 3)],
            "newest_day": self.payload,
            "days_of_articles": [],
            "fields_of_newest": [],
            "visit_counts": {},
            "expected": {},
            "names_in": [],
        }
        return lambda *_: said.get(name)


class Poisoned(Archive):
    """The invented archive, with a payload in every string, texts included."""

    def __init__(self, good: Archive, payload: str) -> None:
        self.good, self.text = good, payload

    @property
    def convention(self) -> Convention:
        return convention("dalil")

    def _bad(self, thing: Any) -> Any:
        return poisoned(thing, self.text)

    def sources(self) -> list[tuple[Source, int]]:
        return [(self._bad(source), n) for source, n in self.good.sources()]

    def countries(self) -> Any:
        return self.good.countries()

    def cards(self, **by: Any) -> Cards:
        cards = self._bad(self.good.cards(limit=by.get("limit", 20)))
        return replace(cards, cards=tuple(replace(c, countries=("KZ",)) for c in cards.cards))

    def search(self, query: str, **by: Any) -> Found:
        found = self.cards(**by)
        pieces = ((self.text, False), (self.text, True))
        cards = tuple(
            replace(c, snippet=pieces, headline_marked=pieces, finding_id=self.text)
            for c in found.cards
        )
        return Found(
            cards=cards,
            total=1,
            read_as=self.text,
            notes=(Note(self.text, "source"),),
            also={self.text: (self.text,)},
            instead=Instead(why="meant", query=self.text, cards=cards, total=99),
        )

    def tally(self, query: str = "", **by: Any) -> Tally:
        bad = {self.text: 1}
        months = {"2020-01": 1, "2020-02": 3}
        return Tally(total=4, by_source=bad, by_language=bad, by_country=bad, by_month=months)

    def read(self, article_id: str, version_id: str | None = None) -> Reading:
        if article_id == "missing":
            return self.good.read(self.text)
        reading = self._bad(self.good.read("a1"))
        version = reading.version
        text, at = version.wording.text, version.wording.blocks[3].span.start
        length = len(self.text[:40])
        changed = text[:at] + self.text[:40] + text[at + length :]
        wording = replace(version.wording, text=changed)
        card = replace(reading.card, countries=("KZ",))
        return replace(reading, card=card, version=replace(version, wording=wording))

    def changes(self, **by: Any) -> Any:
        found = self._bad(tuple(self.good.changes(**{**by, "article": None, "source": None})))
        return [(change, replace(card, countries=("KZ",))) for change, card in found]

    def count_changes(self, by: Any, **_: Any) -> dict[str, int]:
        return {"kind": {"figure": 3, "wording": 1}, "country": {"KZ": 3, "KG": 1}}.get(
            by, {self.text: 3, "x": 1}
        )

    def diff(self, article_id: str, old_id: Any = None, new_id: Any = None) -> Any:
        """The payload stands in what was taken away, in what was put in, and in what is the same."""
        old, new, _ = self.good.diff("a1", "a1-p1", "a1-p2")
        old, new = (self._said(version, n) for n, version in enumerate((old, new)))
        found = compare(old.wording, new.wording, old_findings=[], new_findings=[])
        first, *_ = self.good.read("a1", "a1-p2").findings
        change = FigureChange(old=first.finding, new=first.finding)
        return self._bad(old), self._bad(new), replace(found, figures=(change,))

    def statement(self, finding_id: str) -> Any:
        return self._bad(self.good.statement("a1-p2.0"))

    def _said(self, version: Any, n: int) -> Any:
        parts = [("headline", f"{self.text} {n}"), ("paragraph", self.text)]
        text, blocks = compose([*parts, ("paragraph", f"{n} {self.text}")])
        return replace(version, wording=replace(version.wording, text=text, blocks=blocks))

    @property
    def store(self) -> Any:
        return PoisonedStore(self.text)

    def capture(self, capture_id: str) -> Any:
        return self._bad(self.good.capture("urn:uuid:1"))

    def version(self, version_id: str) -> Any:
        return self._bad(self.good.version("a1-p2"))

    def version_at(self, article_id: str, moment: Any) -> str:
        return self.text

    def payload(self, capture: Any) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")

    def encoding(self, capture: Any) -> str:
        return self.text

    def missing_files(self) -> list[str]:
        return [self.text]

    def explain(self, finding_id: str) -> Explanation:
        why = self._bad(self.good.explain("a1-p2.0"))
        return replace(
            why,
            payload_excerpt=self.text.encode("utf-8", "surrogatepass"),
            version=self.read("x").version,
        )

    def silent_in(self, periods: Any) -> dict[str, frozenset[str]]:
        return {period: frozenset({self.text}) for period in periods}

    def newest_day(self, source_id: str) -> str:
        return "2020-08-06"

    def series_of(self, finding_id: str) -> list[Any]:
        return []

    def contradictions(self, **_: Any) -> list[Any]:
        one = Contradiction(
            id="x", one="x", other="y", measure=self.text, place=self.text, period="2020",
            sure=True, itself=False, reason=self.text,
        )  # fmt: skip
        return [one]

    def newest_findings(
        self, limit: int = 8, country: str | None = None
    ) -> list[tuple[Card, KeptFinding]]:
        return [self._bad(pair) for pair in self.good.newest_findings(limit)]

    def counts(self) -> dict[str, int]:
        return self.good.counts()

    def log(self, limit: int = 50) -> list[tuple[str, str, str]]:
        return [(self.text,) * 3]


class Structure(HTMLParser):
    """Tags and names of attributes in order, and where links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A piece of text that some fields share is cut in as many spans as they need.
        if tag != "span" or [name for name, _ in attrs] != ["data-w"]:
            self.tags.append((tag, *(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]


@pytest.fixture(scope="module")
def structures(invented_archive: Archive, client: Any) -> dict[str, Structure]:
    visitor = type(client)(room("x", opening=lambda _: Poisoned(invented_archive, "benign" * 8)))
    return {path: Structure(visitor.get(path).text) for path in PATHS}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_changes_the_page_around_it(
    payload: str, invented_archive: Archive, client: Any, structures: dict[str, Structure]
) -> None:
    visitor = type(client)(room("x", opening=lambda _: Poisoned(invented_archive, payload)))
    for path in PATHS:
        answer = visitor.get(path)
        assert answer.status in (200, 404), (path, answer.text[-500:])
        page = Structure(answer.text)
        if payload.isprintable():  # else its address is shown, not linked
            assert page.tags == structures[path].tags, path
        for link in page.links:
            assert urlsplit(link).scheme in ("", "https"), link
            assert not link.startswith("//"), link
        twin = visitor.get((path.split("?")[0].rstrip("/") or "/index") + ".json")
        json.loads(twin.body)
        assert twin["content-type"] == "application/json"
        assert "x" not in [name for name, _ in twin.headers]
