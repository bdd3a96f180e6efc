"""What all tests share: no test reaches out, and made-up wordings."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

from dalil.captures import record as records
from dalil.captures.archive import CaptureFiles
from dalil.captures.record import Record
from dalil.model import Capture, Published, Source, Tool, Wording
from dalil.store import Store, connection
from dalil.text import compose

GAZETTE = Source(id="gazette", outlet="The Gazette", country="KZ")


def pytest_runtest_setup() -> None:
    """Only loopback answers."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


def wording(
    headline: str = "Two wells run dry",
    teaser: str = "The village has 14 wells.",
    *,
    on: str | None = "2020-08-06",
    url: str | None = "https://gazette.example/wells",
    language: str | None = "en",
    byline: str | None = "Aigul Sadyk",
    form: str = "entry",
) -> Wording:
    """A wording as a listing gives it."""
    text, blocks = compose((("headline", headline), ("byline", byline or ""), ("teaser", teaser)))
    return Wording(
        form=form,  # type: ignore[arg-type]
        text=text,
        blocks=blocks,
        reader=Tool("test", "1"),
        url=url,
        headline=headline,
        byline=byline,
        published=Published(on=on, precision="day", origin="byline") if on else None,
        language=language,
    )


def file_record(
    payload: bytes = b"page", name: str = "page.html", at: datetime | None = None
) -> Record:
    """A record of a file, saved on 7 August 2020 unless said otherwise."""
    return records.from_file(payload, name=name, captured_at=at or datetime(2020, 8, 7, tzinfo=UTC))


@pytest.fixture(params=["sqlite3", "pysqlite3.dbapi2"])
def store(tmp_path: Path, request, monkeypatch):
    """An empty store in a folder of its own, with Python's SQLite and with a recent one."""
    module = pytest.importorskip(request.param)
    monkeypatch.setattr(connection, "sqlite3", module)
    made = Store(tmp_path / "archive", create=True)
    yield made
    made.close()


@pytest.fixture
def keep(store: Store):
    """Keep a wording, as one capture each; returns ``(version id, is new)``."""

    def kept(one: Wording, *, payload: bytes | None = None, placed_on: str | None = None, **more):
        at = more.pop("at", None)
        given = file_record(payload or one.text.encode("utf-8", "surrogatepass"), at=at)
        with store.writing():
            store.keep_source(GAZETTE)
            capture = store.same_capture(given) or _capture(store, given)
            return store.keep_wording(
                one,
                capture=capture,
                source_id="gazette",
                url_key=more.pop("url_key", one.url and one.url.split("://")[1]),
                position=0,
                placed_on=placed_on,
                countries=more.pop("countries", (("KZ", "text"),)),
                findings=more.pop("findings", ()),
            )

    return kept


def _capture(store: Store, given: Record) -> Capture:
    files = CaptureFiles(store.folder / "captures")
    file = "00001.warc.gz"
    offset, size = files.append(given, file, store.acknowledged(file))
    return store.keep_capture(given, "gazette", file, offset, size)
