"""One WARC record: what a file or an archived response becomes, and how it is read again."""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from dalil.errors import Damaged
from dalil.text import digest, sound

UNKNOWN_CAPTURE_TIME = "Dalil-Capture-Time"
"""An extension header: WARC-Date must hold a time even where nobody knows when a page was saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A capture before it is kept: its payload, and the record's own bytes as they will stand."""

    id: str  #                      "urn:uuid:…"
    url: str | None
    name: str | None
    captured_at: datetime | None
    media_type: str | None
    charset: str | None  #          as the HTTP header declares it
    status: int | None  #           of an HTTP response; None for a file
    payload: bytes  #               transfer and content encodings undone
    raw: bytes  #                   the WARC record: headers and block

    @property
    def digest(self) -> str:
        """``sha256:…`` of the payload."""
        return digest(self.payload)


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
    seed = "\n".join((digest(payload), url or "", name, known))
    record_id = uuid.uuid5(uuid.NAMESPACE_URL, seed).urn
    date = (captured_at or datetime.now(UTC)).astimezone(UTC)
    headers = [
        ("WARC-Type", "resource"),
        ("WARC-Record-ID", f"<{record_id}>"),
        ("WARC-Date", date.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("WARC-Target-URI", _one_line(url) if url else "file:///" + quote(name)),
        ("WARC-Payload-Digest", digest(payload)),
        ("WARC-Block-Digest", digest(payload)),
        ("Content-Type", media_type or "application/octet-stream"),
        ("Content-Length", str(len(payload))),
    ]
    if captured_at is None:
        headers.insert(3, (UNKNOWN_CAPTURE_TIME, "unknown"))
    head = "WARC/1.1\r\n" + "".join(f"{key}: {value}\r\n" for key, value in headers) + "\r\n"
    return Record(
        id=record_id,
        url=url,
        name=name,
        captured_at=captured_at,
        media_type=media_type,
        charset=None,
        status=None,
        payload=payload,
        raw=head.encode() + payload + b"\r\n\r\n",
    )


def _one_line(url: str) -> str:
    return "".join(c if c.isprintable() and c != " " else quote(c, errors="replace") for c in url)


def parse(raw: bytes) -> list[Record]:
    """The ``response`` and ``resource`` records in ``raw``, uncompressed WARC bytes.

    Raises ``Damaged`` where the bytes are not WARC records, or a stated digest does not hold.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    found: list[Record] = []
    try:
        for item in ArchiveIterator(
            io.BytesIO(raw), record_types=kinds, parse_http=False, auto_decode="none"
        ):
            end = end_of(raw, item.stream_pos)
            found.append(_read_one(raw[item.stream_pos : end]))
    except Damaged:
        raise
    except BaseException as error:  # FastWARC is Rust: a panic there is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Damaged(f"not a sound WARC record: {error}") from error
    return found


def end_of(raw: bytes, start: int) -> int:
    """Where the record at ``start`` ends, by its own Content-Length. Raises ``Damaged``."""
    head_end = raw.find(b"\r\n\r\n", start)
    if head_end < 0:
        raise Damaged("a WARC record without an end to its headers")
    for line in raw[start:head_end].split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == b"content-length":
            try:
                return min(head_end + 4 + int(value) + 4, len(raw))
            except ValueError:
                break
    raise Damaged("a WARC record without a Content-Length")


def _read_one(raw: bytes) -> Record:
    from fastwarc.warc import ArchiveIterator

    for item in ArchiveIterator(io.BytesIO(raw), parse_http=True, auto_decode="all"):
        headers = item.headers
        length = int(headers.get("Content-Length") or 0)
        body_at = raw.find(b"\r\n\r\n") + 4
        if len(raw) < body_at + length:
            raise Damaged(f"record {item.record_id}: {length} bytes stated, fewer there")
        stated = headers.get("WARC-Block-Digest") or ""
        if stated.lower().startswith("sha"):
            _check_block(str(item.record_id), stated, raw[body_at:][:length])
        url = headers.get("WARC-Target-URI")
        unknown = headers.get(UNKNOWN_CAPTURE_TIME) == "unknown"
        http = item.http_headers if item.is_http_parsed else None
        content_type = item.http_content_type if http else headers.get("Content-Type")
        name = unquote(url.rsplit("/", 1)[-1]) if url and url.startswith("file:///") else None
        return Record(
            id=str(item.record_id).strip("<>"),
            url=None if name else url,
            name=name,
            captured_at=None if unknown else item.record_date.astimezone(UTC),
            media_type=(content_type or "").split(";")[0].strip() or None,
            charset=item.http_charset if http else None,
            status=http.status_code if http else None,
            payload=item.reader.read(),
            raw=raw,
        )
    raise Damaged("no WARC record where one was expected")


def _check_block(record_id: str, stated: str, block: bytes) -> None:
    """Compare a stated digest, hexadecimal or base32, with the block's own."""
    import base64
    import hashlib

    algorithm, _, value = stated.partition(":")
    name = algorithm.lower().replace("-", "")
    if name not in {"sha1", "sha256", "sha512"}:
        return
    actual = hashlib.new(name, block, usedforsecurity=False).digest()
    if value.lower() == actual.hex() or value.upper() == base64.b32encode(actual).decode():
        return
    raise Damaged(f"record {record_id}: its bytes do not have the digest that it states")
