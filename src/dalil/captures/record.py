"""One WARC record: what a file, an exchange or an archived response becomes, and is read from."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote, unquote

from dalil.captures import message
from dalil.errors import Damaged
from dalil.text import digest, sound

UNKNOWN_CAPTURE_TIME = "Dalil-Capture-Time"
"""An extension header: WARC-Date must hold a time even where nobody knows when a page was saved."""

SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
"""The profiles of revisit records (ISO 28500:2017, 6.7)."""

Kind = Literal["response", "resource", "revisit", "request"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The record that a revisit refers to, as far as the revisit says."""

    profile: str
    id: str | None
    url: str | None
    captured_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A capture before it is kept: its payload, and the record's own bytes as they will stand."""

    kind: Kind
    id: str  #                      "urn:uuid:…"
    url: str | None
    name: str | None
    captured_at: datetime | None
    media_type: str | None
    charset: str | None  #          as the HTTP header declares it
    status: int | None  #           of an HTTP response; None for a file
    payload: bytes  #               transfer and content codings undone; empty in a revisit
    raw: bytes  #                   the WARC record: headers and block
    request: bytes = b""  #         the record of the request that it answers, if that is known
    concurrent_to: str | None = None
    refers_to: Reference | None = None  # of a revisit

    @property
    def digest(self) -> str:
        """``sha256:…`` of the payload."""
        return digest(self.payload)


# ── making records ───────────────────────────────────────────────────────────────────────────────


def from_file(
    payload: bytes,
    *,
    name: str,
    url: str | None = None,
    captured_at: datetime | None = None,
    media_type: str | None = None,
) -> Record:
    """A ``resource`` record of a file that a person added.

    Its id is made from name, address, time and bytes, so the same file gives the same record.
    """
    name, url = sound(name), sound(url) if url else None
    known = "" if captured_at is None else captured_at.isoformat()
    record_id = _made_id(digest(payload), url or "", name, known)
    headers = [
        ("WARC-Type", "resource"),
        ("WARC-Record-ID", f"<{record_id}>"),
        ("WARC-Date", _date(captured_at or datetime.now(UTC))),
        ("WARC-Target-URI", _one_line(url) if url else "file:///" + quote(name)),
        ("WARC-Payload-Digest", digest(payload)),
        ("Content-Type", media_type or "application/octet-stream"),
    ]
    if captured_at is None:
        headers.insert(3, (UNKNOWN_CAPTURE_TIME, "unknown"))
    return Record(
        kind="resource",
        id=record_id,
        url=url,
        name=name,
        captured_at=captured_at,
        media_type=media_type,
        charset=None,
        status=None,
        payload=payload,
        raw=_record_bytes(headers, payload),
    )


def from_exchange(
    *,
    url: str,
    status: int,
    reason: str,
    http_version: str,
    headers: Sequence[tuple[str, str]],
    body: bytes,
    request: bytes,
    fetched_at: datetime,
    ip: str | None = None,
    head: bytes = b"",
    cut: bool = False,
) -> Record:
    """A ``response`` record of one HTTP exchange, with its ``request`` record beside it.

    ``http_version`` is ``"HTTP/1.1"``; ``body`` has its content coding kept and its transfer coding
    undone, and a ``Transfer-Encoding`` header is renamed accordingly, so that no reader undoes it
    twice. ``head`` is the status line and headers as received, where they are at hand; ``cut`` says
    that there was more of the body. The ids are made from address, time and bytes: the same
    exchange handed over twice, after an interruption say, is the same record.
    """
    if not head.endswith(b"\r\n\r\n") or message.parse(head).status != status:
        head = message.made_head(f"{http_version} {status} {reason}", headers)
    block = message.unchunked_head(head) + body
    url = _one_line(sound(url))
    record_id = _made_id(digest(block), url, fetched_at.astimezone(UTC).isoformat())
    shared = [("WARC-Date", _date(fetched_at)), ("WARC-Target-URI", url)]
    shared += [("WARC-IP-Address", ip)] if ip else []
    raw = _record_bytes(
        [
            ("WARC-Type", "response"),
            ("WARC-Record-ID", f"<{record_id}>"),
            *shared,
            ("WARC-Payload-Digest", digest(body)),
            *((("WARC-Truncated", "length"),) if cut else ()),
            ("Content-Type", "application/http; msgtype=response"),
        ],
        block,
    )
    asked = _record_bytes(
        [
            ("WARC-Type", "request"),
            ("WARC-Record-ID", f"<{_made_id(record_id, 'request')}>"),
            ("WARC-Concurrent-To", f"<{record_id}>"),
            *shared,
            ("WARC-Payload-Digest", digest(message.parse(request).body)),
            ("Content-Type", "application/http; msgtype=request"),
        ],
        request,
    )
    return replace(parse(raw)[0], request=asked)


def as_revisit(record: Record, of: Record, profile: str) -> Record:
    """``record`` without its body, which ``of`` has: a ``revisit`` record with the same id."""
    warc, block = split(record.raw)
    stated = split(of.raw)[0].get("warc-payload-digest")
    address = warc.get("warc-ip-address")
    reference = Reference(profile=profile, id=of.id, url=of.url, captured_at=of.captured_at)
    headers = [
        ("WARC-Type", "revisit"),
        ("WARC-Record-ID", f"<{record.id}>"),
        ("WARC-Date", warc["warc-date"]),
        ("WARC-Target-URI", warc["warc-target-uri"]),
        *((("WARC-IP-Address", address),) if address else ()),
        ("WARC-Profile", profile),
        ("WARC-Refers-To", f"<{of.id}>"),
        *((("WARC-Refers-To-Target-URI", _one_line(of.url)),) if of.url else ()),
        *((("WARC-Refers-To-Date", _date(of.captured_at)),) if of.captured_at else ()),
        *((("WARC-Payload-Digest", stated),) if stated else ()),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    raw = _record_bytes(headers, message.parse(block).head)
    return replace(record, kind="revisit", payload=b"", raw=raw, refers_to=reference)


def _made_id(*parts: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(parts)).urn


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _one_line(url: str) -> str:
    return "".join(c if c.isprintable() and c != " " else quote(c, errors="replace") for c in url)


def _record_bytes(headers: Iterable[tuple[str, str]], block: bytes) -> bytes:
    lines = [
        *headers,
        ("WARC-Block-Digest", digest(block)),
        ("Content-Length", str(len(block))),
    ]
    head = "WARC/1.1\r\n" + "".join(f"{key}: {value}\r\n" for key, value in lines) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


# ── reading records ──────────────────────────────────────────────────────────────────────────────


def parse(raw: bytes) -> list[Record]:
    """The responses, resources, revisits and requests in ``raw``, uncompressed WARC bytes.

    Raises ``Damaged`` where the bytes are not WARC records, or a stated digest does not hold.
    """
    found: list[Record] = []
    at = 0
    while at < len(raw):
        end = end_of(raw, at)
        record = _read_one(raw[at:end])
        if record:
            found.append(record)
        while raw[end : end + 2] == b"\r\n":  # more empty lines than the two that belong there
            end += 2
        at = end
    return found


def split(raw: bytes) -> tuple[dict[str, str], bytes]:
    """A record's own headers, names in lower case, and its block. Raises ``Damaged``."""
    end_of(raw, 0)
    headers = headers_of(raw)
    at = raw.find(b"\r\n\r\n") + 4
    length = int(headers["content-length"])
    block = raw[at : at + length]
    if len(block) < length:
        raise Damaged(f"{length} bytes stated, {len(block)} there")
    return headers, block


def headers_of(raw: bytes) -> dict[str, str]:
    """A record's own headers, names in lower case; of several of one name the first."""
    headers: dict[str, str] = {}
    for line in raw[: raw.find(b"\r\n\r\n")].split(b"\r\n")[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers.setdefault(_said(name).lower(), _said(value))
    return headers


def _said(raw: bytes) -> str:
    return sound(raw.decode("utf-8", "replace").strip())


def end_of(raw: bytes, start: int) -> int:
    """Where the record at ``start`` ends, by its own Content-Length. Raises ``Damaged``."""
    if not raw.startswith(b"WARC/", start):
        raise Damaged("no WARC record where one was expected")
    head_end = raw.find(b"\r\n\r\n", start)
    if head_end < 0:
        raise Damaged("a WARC record without an end to its headers")
    for line in raw[start:head_end].split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == b"content-length":
            if not value.strip().isdigit() or len(value) > 20:
                break
            return min(head_end + 4 + int(value) + 4, len(raw))
    raise Damaged("a WARC record without a Content-Length")


def _read_one(raw: bytes) -> Record | None:
    """The record, if it is of a kind that is kept."""
    headers, block = split(raw)
    kind = headers.get("warc-type")
    if kind not in {"response", "resource", "revisit", "request"}:
        return None
    record_id = _id(headers.get("warc-record-id"))
    if record_id is None:
        raise Damaged("a WARC record without a WARC-Record-ID")
    http = _http(kind, headers, block)
    # Of a revisit wget states the digest of the body, which is empty, as that of the block.
    held = (block, http.body) if http and kind == "revisit" else (block,)
    _check_block(record_id, headers.get("warc-block-digest", ""), held)
    url = (headers.get("warc-target-uri") or "").strip("<>") or None
    name = unquote(url[len("file:///") :]) if url and url.startswith("file:///") else None
    unknown = headers.get(UNKNOWN_CAPTURE_TIME.lower()) == "unknown"
    given = (headers.get("content-type") or "").split(";")[0].strip() or None
    return Record(
        kind=kind,  # type: ignore[arg-type]
        id=record_id,
        url=None if name else url,
        name=name,
        captured_at=None if unknown else _moment(headers.get("warc-date")),
        media_type=http.media_type if http else given,
        charset=http.charset if http else None,
        status=http.status if http else None,
        payload=b"" if kind == "revisit" else http.payload() if http else block,
        raw=raw,
        concurrent_to=_id(headers.get("warc-concurrent-to")),
        refers_to=_reference(headers) if kind == "revisit" else None,
    )


def _http(kind: str, headers: dict[str, str], block: bytes) -> message.Message | None:
    """The HTTP message that a record holds; not every scheme's answers are HTTP."""
    stated = (headers.get("content-type") or "").lower()
    if kind == "resource" or not (stated.startswith("application/http") or block[:5] == b"HTTP/"):
        return None
    return message.parse(block)


def _reference(headers: dict[str, str]) -> Reference:
    return Reference(
        profile=headers.get("warc-profile", ""),
        id=_id(headers.get("warc-refers-to")),
        url=(headers.get("warc-refers-to-target-uri") or "").strip("<>") or None,
        captured_at=_moment(headers.get("warc-refers-to-date")),
    )


def _id(stated: str | None) -> str | None:
    return (stated or "").strip("<> ") or None


def _moment(stated: str | None) -> datetime | None:
    """A WARC date; None for what is none, as a month alone is (ISO 28500 allows it)."""
    try:
        moment = datetime.fromisoformat(stated or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _check_block(record_id: str, stated: str, held: Iterable[bytes]) -> None:
    """Compare a stated digest, hexadecimal or base32, with those of what it may be of."""
    algorithm, _, value = stated.partition(":")
    name = algorithm.lower().replace("-", "")
    if name not in {"sha1", "sha256", "sha512"}:
        return
    for block in held:
        actual = hashlib.new(name, block, usedforsecurity=False).digest()
        if value.lower() == actual.hex() or value.upper() == base64.b32encode(actual).decode():
            return
    raise Damaged(f"record {record_id}: its bytes do not have the digest that it states")
