"""Render the demo archive: invented articles, as three sites would have served them, as a WARC.

Every article is one readable file (see README.md): TOML between two lines of ``+++``, then
its text. ``outlets.toml`` says how each outlet looks and when a crawler came by. The same sources
give the same bytes: nothing here reads the clock, the machine or the order of a folder.

    .venv/bin/python scripts/demo/build.py            # writes src/dalil/demo/demo.warc.gz
    .venv/bin/python scripts/demo/build.py --check    # says whether that file is up to date
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).parent
OUTPUT = HERE.parents[1] / "src/dalil/demo/demo.warc.gz"

MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


# ── sources ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, kw_only=True)
class Edit:
    """From ``at`` on the article says ``new`` where it said ``old``, without a word about it."""

    at: datetime
    where: str  # "headline", "teaser" or "text"
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article file. Times are UTC; ``date`` is the day that the outlet prints."""

    outlet: str
    slug: str
    headline: str
    text: str
    published: datetime
    country: str
    language: str
    byline: str | None = None
    teaser: str | None = None
    standfirst: str | None = None
    more: bool = True
    dated: bool = True  #           the outlet prints a date and a byline beside the headline
    page: bool = True  #            the article page was captured, not only the listing
    related: bool = True
    credit: str | None = None
    captures: tuple[datetime, ...] = ()
    gone: datetime | None = None  #  from then on: 404, and no longer listed
    edits: tuple[Edit, ...] = ()

    def as_of(self, at: datetime) -> Article:
        """The article as it read at a moment."""
        values = {"headline": self.headline, "teaser": self.teaser or "", "text": self.text}
        for edit in self.edits:
            if edit.at > at:
                continue
            if values[edit.where].count(edit.old) != 1:
                raise SystemExit(
                    f"{self.slug}: {edit.old!r} does not stand once in its {edit.where}"
                )
            values[edit.where] = values[edit.where].replace(edit.old, edit.new)
        values = {**values, "teaser": values["teaser"] or None}  # type: ignore[dict-item]
        return Article(**{**self.__dict__, **values})

    def listed(self, at: datetime) -> bool:
        """Whether a listing of that moment shows it."""
        return self.published <= at and (self.gone is None or at < self.gone)


@dataclass(frozen=True, kw_only=True)
class Crawl:
    """A listing and the moments at which it was captured, with how many pages deep."""

    path: str
    country: str | None
    title: str
    at: tuple[datetime, ...]
    deep: tuple[datetime, ...] = ()  #  those of them that followed the paging to its end
    least: int = 3  #  a listing with fewer entries was looked at, but not kept


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """How a site looks and where things stand on it."""

    id: str
    name: str
    base: str
    theme: str
    language: str
    per_page: int
    article_path: str
    page_path: str
    server: str
    zone: int  #                    hours east of Greenwich
    menu: tuple[tuple[str, str], ...]
    crawls: tuple[Crawl, ...]
    recoded: datetime | None = None  # until then the site was in windows-1251
    words: dict[str, str] = field(default_factory=dict)

    def url(self, article: Article) -> str:
        """The article's address."""
        day = self.local(article.published)
        return self.base + day.strftime(self.article_path).format(slug=article.slug)

    def local(self, at: datetime) -> datetime:
        """The moment on the outlet's own clock."""
        return at.astimezone(UTC) + timedelta(hours=self.zone)

    def charset(self, at: datetime) -> str:
        """What the site was encoded in then."""
        return "windows-1251" if self.recoded and at < self.recoded else "UTF-8"


def read_outlets() -> dict[str, Outlet]:
    """The outlets by id, from ``outlets.toml``."""
    table = tomllib.loads((HERE / "outlets.toml").read_text("utf-8"))
    return {each["id"]: _outlet(each) for each in table["outlet"]}


def _outlet(table: dict[str, Any]) -> Outlet:
    crawls = tuple(
        Crawl(**{**crawl, "at": tuple(crawl["at"]), "deep": tuple(crawl.get("deep", ()))})
        for crawl in table["crawls"]
    )
    menu = tuple((label, path) for label, path in table["menu"])
    return Outlet(**{**table, "crawls": crawls, "menu": menu})


def read_articles() -> list[Article]:
    """Every article, oldest first."""
    files = sorted((HERE / "articles").glob("*/*.md"))
    return sorted(map(read_article, files), key=lambda article: (article.published, article.slug))


def read_article(path: Path) -> Article:
    """One article file. Its name without the number is its slug."""
    _, head, text = path.read_text("utf-8").split("+++\n", 2)
    table = tomllib.loads(head)
    edits = tuple(Edit(**edit) for edit in table.pop("edits", ()))
    captures = tuple(table.pop("captures", ()))
    slug = table.pop("slug", path.stem)
    outlet = path.parent.name
    return Article(
        **table, outlet=outlet, slug=slug, text=text.strip(), edits=edits, captures=captures
    )


# ── pages ────────────────────────────────────────────────────────────────────────────────────────


def blocks(text: str) -> list[tuple[str, Any]]:
    """Paragraphs, ``## `` subheadings, ``> `` quotations, ``- `` lists and ``| | |`` tables."""
    return [_block(part.strip("\n")) for part in re.split(r"\n\s*\n", text.strip())]


def _block(part: str) -> tuple[str, Any]:
    lines = part.split("\n")
    if part.startswith("## "):
        return "subheading", part[3:]
    if part.startswith("> "):
        return "quote", _joined(line[2:] for line in lines)
    if part.startswith("- "):
        return "list", [line[2:] for line in lines]
    if part.startswith("| "):
        return "table", [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
    return "paragraph", _joined(lines)


def _joined(lines: Iterator[str] | list[str]) -> str:
    return " ".join(line.strip() for line in lines)


def inline(text: str) -> Markup:
    """``[words](address)`` and ``*emphasis*`` as HTML; everything else escaped."""
    out = str(escape(text))
    out = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r'<a href="\2">\1</a>', out)
    return Markup(re.sub(r"\*([^*]+)\*", r"<em>\1</em>", out))


def plain(text: str) -> str:
    """The words of a marked-up line alone."""
    return re.sub(r"\[([^\]]+)\]\([^)\s]+\)", r"\1", text).replace("*", "")


def teaser(article: Article) -> str:
    """What a listing says beneath the headline."""
    return article.teaser or next(
        plain(b) for kind, b in blocks(article.text) if kind == "paragraph"
    )


def printed(outlet: Outlet, article: Article, at: datetime | None = None) -> str:
    """The date as the outlet prints it: each has its own way."""
    day = outlet.local(article.published)
    if outlet.language == "en":
        return day.strftime("%d.%m.%y")
    if at is not None and outlet.language == "ru":
        return _ago(outlet.local(at), day) or day.strftime("%d.%m.%Y, %H:%M")
    month = MONTHS[outlet.language].split()[day.month - 1]
    return f"{day.day} {month} {day.year}" + (" г." if outlet.language == "ru" else "")


def _ago(now: datetime, day: datetime) -> str | None:
    days = (now.date() - day.date()).days
    if days == 0:
        return f"{max(1, (now - day).seconds // 3600)} ч. назад"
    return {1: "1 день назад", 2: "2 дня назад", 3: "3 дня назад"}.get(days)


def json_ld(outlet: Outlet, article: Article) -> Markup:
    """What a WordPress SEO plugin says of the article to machines."""
    stamp = _offset(outlet, article.published)
    graph: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "datePublished": stamp,
        "dateModified": stamp,
        "inLanguage": article.language,
        "mainEntityOfPage": outlet.url(article),
        "publisher": {"@type": "Organization", "name": outlet.name, "url": outlet.base + "/"},
    }
    if article.byline:
        kind = "Organization" if article.byline == outlet.name else "Person"
        graph["author"] = {"@type": kind, "name": article.byline}
    return Markup(json.dumps(graph, ensure_ascii=False).replace("</", "<\\/"))


def _offset(outlet: Outlet, at: datetime) -> str:
    return outlet.local(at).strftime("%Y-%m-%dT%H:%M:%S") + f"+{outlet.zone:02}:00"


class Press:
    """Renders pages of all outlets as they stood at a moment."""

    def __init__(self, outlets: dict[str, Outlet], articles: list[Article]) -> None:
        self.outlets, self.articles = outlets, articles
        self.jinja = Environment(
            loader=FileSystemLoader(HERE / "themes"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.jinja.filters.update(inline=inline, blocks=blocks, teaser=teaser)

    def standing(self, outlet: Outlet, at: datetime, country: str | None = None) -> list[Article]:
        """What the outlet lists at that moment, newest first."""
        return [
            article.as_of(at)
            for article in reversed(self.articles)
            if article.outlet == outlet.id
            and article.listed(at)
            and country in (None, article.country)
        ]

    def listing(self, outlet: Outlet, crawl: Crawl, at: datetime, page: int) -> str:
        """A listing page."""
        shown = self.standing(outlet, at, crawl.country)
        first = (page - 1) * outlet.per_page
        return self._render(
            outlet,
            "listing",
            at,
            crawl=crawl,
            page=page,
            pages=range(1, pages(outlet, shown) + 1),
            cards=shown[first : first + outlet.per_page],
            page_url=lambda number: page_url(outlet, crawl, number),
        )

    def article(self, outlet: Outlet, article: Article, at: datetime) -> str:
        """An article page."""
        peers = [a for a in self.standing(outlet, at, article.country) if a.slug != article.slug]
        return self._render(
            outlet, "article", at, article=article.as_of(at), peers=peers[:3], json_ld=json_ld
        )

    def missing(self, outlet: Outlet, at: datetime) -> str:
        """The outlet's 404 page."""
        return self._render(outlet, "missing", at)

    def _render(self, outlet: Outlet, kind: str, at: datetime, **more: Any) -> str:
        return self.jinja.get_template(f"{outlet.theme}/{kind}.html").render(
            outlet=outlet,
            at=at,
            year=at.year,
            charset=outlet.charset(at),
            words=outlet.words,
            latest=self.standing(outlet, at)[:5],
            printed=printed,
            offset=_offset,
            **more,
        )


def pages(outlet: Outlet, shown: list[Article]) -> int:
    """How many pages so many entries take."""
    return max(1, -(-len(shown) // outlet.per_page))


def page_url(outlet: Outlet, crawl: Crawl, number: int) -> str:
    """The address of a page of a listing."""
    first = outlet.base + crawl.path
    return first if number == 1 else first + outlet.page_path.format(number=number)


# ── captures ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a server answered at a moment."""

    url: str
    at: datetime
    status: str
    body: bytes
    headers: tuple[tuple[str, str], ...]


def answers(press: Press) -> list[Answer]:
    """Every response that the crawler kept, in order of time."""
    kept = [*_listings(press), *_article_pages(press)]
    return sorted(kept, key=lambda answer: (answer.at, answer.url))


def _listings(press: Press) -> Iterator[Answer]:
    for outlet in press.outlets.values():
        for crawl in outlet.crawls:
            for at in crawl.at:
                shown = press.standing(outlet, at, crawl.country)
                if len(shown) < crawl.least:
                    continue
                deep = pages(outlet, shown)
                for page in range(1, (deep if at in crawl.deep else 1) + 1):
                    seen = at + timedelta(seconds=11 * page - 11)
                    html = press.listing(outlet, crawl, at, page)
                    yield _answer(outlet, page_url(outlet, crawl, page), seen, html)


def _article_pages(press: Press) -> Iterator[Answer]:
    for article in press.articles:
        if not article.page:
            continue
        outlet = press.outlets[article.outlet]
        for at in article.captures or (_first_visit(outlet, article),):
            gone = article.gone is not None and at >= article.gone
            html = press.missing(outlet, at) if gone else press.article(outlet, article, at)
            status = "404 Not Found" if gone else "200 OK"
            yield _answer(outlet, outlet.url(article), at, html, status)


def _first_visit(outlet: Outlet, article: Article) -> datetime:
    """The crawler follows a listing's new links a minute after it, one every few seconds."""
    visits = [
        at
        for crawl in outlet.crawls
        for at in crawl.at
        if crawl.country in (None, article.country) and article.listed(at)
    ]
    if not visits:
        raise SystemExit(f"{article.slug}: no listing shows it; add a crawl to outlets.toml")
    return min(visits) + timedelta(seconds=60 + sum(map(ord, article.slug)) % 300)


def _answer(outlet: Outlet, url: str, at: datetime, html: str, status: str = "200 OK") -> Answer:
    charset = outlet.charset(at)
    body = html.encode(charset, "xmlcharrefreplace")
    headers = (
        ("Date", _http_date(at)),
        ("Server", outlet.server),
        ("Content-Type", f"text/html; charset={charset}"),
        ("Content-Length", str(len(body))),
        ("Connection", "keep-alive"),
        *([("X-Powered-By", "PHP/7.4.33")] if outlet.theme == "wordpress" else []),
    )
    return Answer(url=url, at=at, status=status, body=body, headers=headers)


def _http_date(at: datetime) -> str:
    day, month = WEEKDAYS[at.weekday()], ENGLISH[at.month - 1]
    return f"{day}, {at.day:02} {month} {at.year} {at:%H:%M:%S} GMT"


def warc(kept: list[Answer]) -> bytes:
    """The captures as a WARC, one gzip member a record."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(_warcinfo(writer, kept[0].at))
    for answer in kept:
        writer.write_record(_record(writer, answer))
    return out.getvalue()


def _warcinfo(writer: WARCWriter, at: datetime) -> Any:
    about = {
        "software": "scripts/demo/build.py",
        "format": "WARC File Format 1.0",
        "description": "An invented archive. Nothing in it happened.",
    }
    fields = "".join(f"{key}: {value}\r\n" for key, value in about.items()).encode()
    return writer.create_warc_record(
        "",
        "warcinfo",
        payload=io.BytesIO(fields),
        length=len(fields),
        warc_content_type="application/warc-fields",
        warc_headers_dict=_warc_headers(at, b"", fields, "warcinfo")
        | {"WARC-Filename": OUTPUT.name},
    )


def _record(writer: WARCWriter, answer: Answer) -> Any:
    http = StatusAndHeaders(answer.status, list(answer.headers), protocol="HTTP/1.1")
    http.compute_headers_buffer()
    return writer.create_warc_record(
        answer.url,
        "response",
        payload=io.BytesIO(answer.body),
        length=len(answer.body),
        http_headers=http,
        warc_headers_dict=_warc_headers(answer.at, http.headers_buff, answer.body, answer.url),
    )


def _warc_headers(at: datetime, head: bytes, body: bytes, name: str) -> dict[str, str]:
    """Said beforehand: warcio would work digests out in temporary files that it leaves open."""
    return {
        "WARC-Date": _stamp(at),
        "WARC-Record-ID": _record_id(name, _stamp(at), _digest(body)),
        "WARC-Payload-Digest": _digest(body),
        "WARC-Block-Digest": _digest(head + body),
    }


def _digest(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def _record_id(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, chr(10).join(parts))}>"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def contents(data: bytes) -> list[tuple[list[tuple[str, str]], bytes]]:
    """Headers and content of every record: what must be equal, however zlib packed it."""
    return [
        (record.rec_headers.headers, record.raw_stream.read())
        for record in ArchiveIterator(io.BytesIO(data), no_record_parse=True)
    ]


def build() -> bytes:
    """The whole archive from its sources."""
    return warc(answers(Press(read_outlets(), read_articles())))


def main() -> int:
    """Write the archive, or with ``--check`` only say whether it is up to date."""
    data = build()
    if "--check" in sys.argv[1:]:
        fresh = OUTPUT.exists() and contents(OUTPUT.read_bytes()) == contents(data)
        print(
            "up to date" if fresh else f"{OUTPUT.name} is not what its sources give: run build.py"
        )
        return 0 if fresh else 1
    OUTPUT.write_bytes(data)
    print(f"{OUTPUT.name}: {len(contents(data)) - 1} captures, {len(data) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
