"""What no parser is asked to read: the caps that keep a hostile page from costing more than a glance.

Some shapes cost a parser minutes or gigabytes (100,000 nested tags, 100,000 attributes on one tag)
or make it lose text without a word. They are found here in one linear pass, before any parsing. The
raw bytes of a refused page are kept all the same; only reading it stops.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dalil.errors import Unreadable
from dalil.page.markup import Cut, cut

MAX_BYTES = 5_000_000  #    of a page
MAX_LIST = 52_428_800  #    of a sitemap, by its own protocol
MAX_TAG = 64_000  #         characters of one tag without its quoted values (pictures live there)
MAX_ATTRIBUTES = 2_000  #   of one tag
MAX_DEPTH = 2_000  #        of open elements

KEPT = "the raw bytes are kept; open them with another program"

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP file (or an Office document)"),
    (b"\x1f\x8b", "gzipped data"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"Rar!", "a RAR file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"RIFF", "a picture or recording"),
)
_CONTROLS = bytes(sorted({*range(9), 11, *range(14, 27), *range(28, 32), 127}))


_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")


def check(payload: bytes, *, max_bytes: int | None = None) -> None:
    """Raise ``Unreadable`` if ``payload`` is empty, binary, or of a shape that harms parsers.

    Linear in the payload, without parsing it. UTF-16 is scanned too. A sitemap may be larger than
    a page, and has no shape to harm the parser that reads it element by element.
    """
    _check(payload, max_bytes)


@lru_cache(maxsize=1)  # who recognises a page asks before who reads it
def _check(payload: bytes, max_bytes: int | None) -> None:
    sitemap = _is_sitemap(payload)
    check_bytes(payload, max_bytes=max_bytes or (MAX_LIST if sitemap else MAX_BYTES))
    if b"<" in payload and not sitemap:
        check_markup(cut(_as_latin(payload)))


def _is_sitemap(payload: bytes) -> bool:
    head = payload[:4096]
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and (
        b"<urlset" in head or b"<sitemapindex" in head
    )


def check_bytes(payload: bytes, *, max_bytes: int = MAX_BYTES) -> None:
    """The part of ``check`` that holds for text without markup as well."""
    if not payload:
        raise Unreadable("there is nothing in it: 0 bytes", "fetch or save the page again")
    if len(payload) > max_bytes:
        raise Unreadable(
            f"too large to read: {_size(len(payload))}, the limit is {_size(max_bytes)}",
            f"{KEPT}, or split the page and add its parts",
        )
    kind = _binary(payload)
    if kind:
        raise Unreadable(f"{kind}, not a page or text", f"{KEPT}, or add its text as a .txt file")
    if not payload.strip(b" \t\r\n\f\0\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("there is only white space in it", "fetch or save the page again")


def _size(length: int) -> str:
    return f"{length / 1_000_000:.1f} MB" if length >= 100_000 else f"{length:,} bytes"


# ── binary ───────────────────────────────────────────────────────────────────────────────────────


def _binary(payload: bytes) -> str | None:
    for magic, kind in _MAGIC:
        if payload.startswith(magic):
            return kind
    if payload[4:8] == b"ftyp":
        return "a video"
    head = payload[:64_000]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 20 > len(head) and not _is_wide(head):
        return "binary data"
    return None


def _is_wide(head: bytes) -> bool:
    """UTF-16: every other byte is small, or a byte order mark says so."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = (sum(map(head[i:2_000:2].count, range(6))) for i in (0, 1))
    return max(even, odd) * 20 >= min(len(head), 2_000) * 9 and max(even, odd) > 8 * min(even, odd)


def _as_latin(payload: bytes) -> str:
    """One character a byte, which is all that finding tags needs."""
    head = payload[:2_000]
    wide = b"\0" in head and _is_wide(head)
    return (payload.replace(b"\0", b"") if wide else payload).decode("latin-1")


# ── tags ─────────────────────────────────────────────────────────────────────────────────────────


def check_markup(markup: Cut) -> None:
    """The rest of ``check``, for a page that has been cut already."""
    for tag in markup.long:
        _check_tag(tag)
    if markup.depth > MAX_DEPTH:
        name = markup.deepest[:20]
        raise Unreadable(f"tags nested more than {MAX_DEPTH:,} deep (<{name}>)", KEPT)


def _check_tag(match: re.Match[str]) -> None:
    bare = _QUOTED.sub("= ", match[3])
    name = match[2][:20]
    if len(bare) > MAX_TAG:
        raise Unreadable(
            f"a <{name}> tag of {len(bare):,} characters, the limit is {MAX_TAG:,}", KEPT
        )
    count = len(bare.replace("/", " ").split())
    if count > MAX_ATTRIBUTES:
        raise Unreadable(
            f"a <{name}> tag with {count:,} attributes, the limit is {MAX_ATTRIBUTES:,}", KEPT
        )
