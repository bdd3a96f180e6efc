"""A page in its other forms: JSON, CSV, RSS, Atom, and its chart as SVG and Vega-Lite.

A page declares what it has by what it puts on its ``Sheet``; here each form is made of it, in one place
for all pages. Long lists go out a page at a time, each asked of whichever clerk is free.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import URL
from starlette.responses import Response, StreamingResponse

import dalil
from dalil.archive import Archive
from dalil.export.feed import Feed, Item, atom, rss
from dalil.export.tables import BOM, csv_line, flat, json_line
from dalil.web import render
from dalil.web.charts import picture, vega_lite
from dalil.web.charts.picture import policy
from dalil.web.charts.timeline import timeline_file
from dalil.web.desk import Desk
from dalil.web.forms import FORMS
from dalil.web.listed import FEED_ITEMS
from dalil.web.sheet import Absent, Ask, Rows, Sheet

COUNT = "X-Total-Count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A body that is written while it is read: what comes first, each page of items, the end."""

    first: str
    rows: Rows
    items: Sequence[Any]  #          of the first page, which was read with the question
    after: str | None
    piece: Callable[[Any, bool], str]  # an item, and whether it is the first
    last: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = FORMS["csv"]

    def response(self, desk: Desk) -> StreamingResponse:
        """The whole. If the archive fails on the way, the connection breaks: never a short file."""
        return StreamingResponse(self._body(desk), headers=self.headers, media_type=self.media_type)

    async def _body(self, desk: Desk) -> AsyncIterator[bytes]:
        yield self.first.encode()
        items, after, begun = self.items, self.after, False
        while True:
            pieces = []
            for item in items:
                pieces.append(self.piece(item, not begun))
                begun = True
            yield "".join(pieces).encode()
            if after is None:
                break
            items, after = await desk.ask(_further(self.rows, after))
        yield self.last.encode()


def _further(rows: Rows, after: str) -> Callable[[Archive], tuple[Sequence[Any], str | None]]:
    return lambda archive: rows.page(archive, after)


def formed(sheet: Sheet, ask: Ask, url: URL, form: str) -> Response | Stream:
    """``sheet`` in one of ``FORMS``. Raises ``Absent`` where it has no such form."""
    if form not in sheet.formats:
        raise Absent(
            ask.words.say("This page has no such form: {forms}", forms=", ".join(sheet.formats))
        )
    if form == "json":
        return _json(sheet, ask)
    if form == "csv":
        return _csv(sheet, ask, url)
    if form in ("rss", "atom"):
        body = (rss if form == "rss" else atom)(_feed(sheet, ask, url, form))
        return Response(body.encode("utf-8", "replace"), media_type=FORMS[form])
    return _chart(sheet, ask, form)


def _json(sheet: Sheet, ask: Ask) -> Response | Stream:
    if sheet.rows is None:
        return render.as_json(sheet.data, sheet.status, sheet.headers)
    items, after = sheet.rows.page(ask.archive, None)
    head = json_line(sheet.data).rstrip().removesuffix("}")
    comma = "," if head != "{" else ""
    return Stream(
        first=f'{head}{comma}"total":{sheet.rows.total},"{sheet.rows.name}":[\n',
        rows=sheet.rows,
        items=items,
        after=after,
        piece=lambda item, first: ("" if first else ",") + json_line(item),
        last="]}\n",
        headers={COUNT: str(sheet.rows.total)},
        media_type=FORMS["json"],
    )


def _csv(sheet: Sheet, ask: Ask, url: URL) -> Response | Stream:
    bom = BOM if ask.query.get("bom") else ""
    name = _file_name(url.path)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    rows = sheet.rows
    if rows is None:
        columns, cells = flat(sheet.data)
        body = bom + csv_line(columns) + "".join(map(csv_line, cells))
        headers[COUNT] = str(len(cells))
        return Response(body.encode("utf-8", "replace"), headers=headers, media_type=FORMS["csv"])
    items, after = rows.page(ask.archive, None)
    return Stream(
        first=bom + csv_line(rows.columns),
        rows=rows,
        items=items,
        after=after,
        piece=lambda item, _: csv_line(rows.row(item)),
        headers={**headers, COUNT: str(rows.total)},
    )


def _file_name(path: str) -> str:
    plain = "".join(c if c.isascii() and (c.isalnum() or c in ".-") else "-" for c in path)
    return f"dalil{plain}"


def _feed(sheet: Sheet, ask: Ask, url: URL, form: str) -> Feed:
    items = tuple(islice(sheet.feed or (), FEED_ITEMS))
    query = [pair for pair in ask.query.multi_items() if pair[0] not in ("hl", "before", "after")]
    asked = f"?{urlencode(query, errors='replace')}" if query else ""
    path = url.path.removesuffix(f".{form}").replace("/index", "/")
    say = ask.words.say
    known = sheet.data.get("total") if isinstance(sheet.data, Mapping) else None
    total = sheet.rows.total if sheet.rows else known or len(items)
    shown, all_ = ask.words.number(len(items)), ask.words.number(total)
    return Feed(
        name=path + asked,
        title=sheet.title if sheet.title == "Dalil" else f"{sheet.title} · Dalil",
        subtitle=say("The newest {n} of {total}", n=shown, total=all_),
        link=f"{ask.base}{path}{asked}",
        here=f"{ask.base}{url.path}{asked}",
        items=tuple(_absolute(item, ask.base) for item in items),
        language=ask.words.code,
        program=f"Dalil {dalil.__version__}",
    )


def _absolute(item: Item, base: str) -> Item:
    return Item(
        name=item.name,
        title=item.title,
        link=base + item.link,
        summary=item.summary,
        author=item.author,
        at=item.at,
        language=item.language,
    )


def _chart(sheet: Sheet, ask: Ask, form: str) -> Response:
    if sheet.timeline:
        return Response(
            timeline_file(sheet.timeline, ask.words.code, base=ask.base).encode("utf-8", "replace"),
            headers={"Content-Security-Policy": policy()},
            media_type=FORMS["svg"],
        )
    assert sheet.chart  # noqa: S101  it is among the sheet's forms
    if form == "vl.json":
        return render.as_json(vega_lite(sheet.chart, ask.words, base=ask.base))
    return Response(
        picture(sheet.chart, ask.words, base=ask.base).encode("utf-8", "replace"),
        headers={"Content-Security-Policy": policy()},
        media_type=FORMS["svg"],
    )
