"""Foreign bytes to text: which encoding, how sure, and the way back from characters to bytes.

A page's own word about its encoding is often wrong, so the bytes are asked first: a byte order
mark, then strict UTF-8 (text in another encoding hardly ever is valid UTF-8), then what the header
or ``<meta>`` declares if the text then looks like writing, and last chardet. Labels are read as
browsers read them (https://encoding.spec.whatwg.org/#names-and-labels): ``iso-8859-1`` means
windows-1252.

The text is derived; the bytes are the record. No character is dropped or added on the way, so an
offset in the text leads back to the bytes: see ``byte_offsets``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import chardet

Origin = Literal["bom", "header", "meta", "utf-8", "detected"]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SNIFFED = 8_192  #        bytes in which a <meta charset> is looked for
_SAMPLED = 400_000  #      bytes that plausibility and detection look at
_DETECTED = 60_000  #      bytes of text, without markup, that chardet is shown

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Where browsers understand more under a label than it says, so do we.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-8-sig": "utf-8",
}
_NOT_HIGH = bytes(range(6, 256))
# Codecs of Python that are no charsets, or that attackers like and browsers refuse.
_REFUSED = re.compile(
    r"utf[-_]?7|unicode|escape|punycode|idna|undefined|hex|base|rot|zip|bz2|uu|mbcs|oem",
    re.IGNORECASE,
)
_META = re.compile(
    rb"<meta[^>]{1,500}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.IGNORECASE
)
_XML = re.compile(rb"<\?xml[^>]{1,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{2,40})", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]{1,4000}>")
_CODE = re.compile(rb"<(script|style)\b", re.IGNORECASE)
# Everything that is no character of a text: C0 but for white space, DEL, C1, halves of pairs.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROLS = bytes((*range(9), 11, *range(14, 32), 127))
_C1 = re.compile(b"\xc2[\x80-\x9f]")
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Bytes as text, and how that was decided.

    ``replaced`` counts the bytes that are no characters in ``encoding``; they, control characters
    and lone surrogates stand in ``text`` as U+FFFD, one for one.
    """

    text: str
    encoding: str
    origin: Origin
    replaced: int = 0
    notes: tuple[str, ...] = ()


def decode(payload: bytes, *, declared: str | None = None, html: bool = True) -> Decoded:
    """The text of ``payload``. Never fails: what cannot be decoded is counted in ``replaced``.

    ``declared`` is the charset of a Content-Type header, if there was one; with ``html``, a
    ``<meta>`` or XML declaration in the first 8 kB counts too.
    """
    for mark, encoding in _BOMS:
        if payload.startswith(mark) and _holds(payload, encoding):
            return _decoded(payload, encoding, "bom", ())
    wide = _without_mark(payload)
    if wide:
        return _decoded(payload, wide, "detected", (f"{wide} without a byte order mark",))
    told = list(_declarations(payload, declared, html))
    if _is_utf8(payload) and not _is_shifted(payload, told):
        return _decoded(payload, "utf-8", _origin_of("utf-8", told), _contradictions("utf-8", told))
    for origin, encoding in told:
        if encoding != "utf-8" and _plausible(payload, encoding):
            return _decoded(payload, encoding, origin, _contradictions(encoding, told))
    found = _detect(payload, [encoding for _, encoding in told])
    return _decoded(payload, found, "detected", _contradictions(found, told))


@lru_cache(maxsize=2)
def text_of(payload: bytes, encoding: str) -> str:
    """``payload`` in ``encoding`` (as ``Decoded`` names it), just as ``decode`` gives its text."""
    raw = _raw(payload, encoding)
    return raw if encoding == "utf-8" and _is_clean(payload) else printable(raw)


def _is_clean(payload: bytes) -> bool:
    """Whether UTF-8 is valid and holds no control characters; quicker than to look for them."""
    if len(payload.translate(None, _CONTROLS)) < len(payload) or _C1.search(payload):
        return False
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def printable(text: str) -> str:
    """``text`` with control characters and lone surrogates replaced by U+FFFD, one for one."""
    return _UNPRINTABLE.sub(REPLACEMENT, text) if _UNPRINTABLE.search(text) else text


def byte_offsets(payload: bytes, encoding: str, offsets: Sequence[int]) -> list[int] | None:
    """The byte at which each character of ``text_of(payload, encoding)`` begins, for some of them.

    ``offsets`` ascend; the text's length is allowed and gives the end. ``None`` if the encoding
    cannot be walked back byte for byte (ISO-2022-JP with needless escapes, broken Big5).
    """
    start = _mark_length(payload, encoding)
    if _is_single_byte(encoding):
        return [start + offset for offset in offsets]
    raw = _raw(payload, encoding)
    if encoding != "utf-8" and _back(raw, encoding) != payload[start : start + len(payload)]:
        return None
    if encoding == "utf-8" and raw.isascii():
        return [start + offset for offset in offsets]
    return _walk(raw, encoding, offsets, start)


def _walk(raw: str, encoding: str, offsets: Sequence[int], at: int) -> list[int]:
    found: list[int] = []
    before = 0
    for offset in offsets:
        at += len(_back(raw[before:offset], encoding))
        before = max(before, offset)
        found.append(at)
    return found


# ── what the page says ───────────────────────────────────────────────────────────────────────────


def known_label(label: str | None) -> str | None:
    """The codec that browsers use for a charset label, or ``None`` if there is none."""
    if not label or _REFUSED.search(label):
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return _WIDER.get(name, name)


def _declarations(payload: bytes, declared: str | None, html: bool) -> Iterable[tuple[Origin, str]]:
    header = known_label(declared)
    if header:
        yield "header", header
    if not html:
        return
    head = payload[:_SNIFFED]
    match = _META.search(head) or _XML.search(head)
    meta = known_label(match[1].decode("ascii", "replace")) if match else None
    if meta:
        # A <meta> that could be read as ASCII is not in UTF-16, whatever it says.
        yield "meta", "utf-8" if meta.startswith(("utf-16", "utf-32")) else meta


def _origin_of(encoding: str, told: list[tuple[Origin, str]]) -> Origin:
    return next((origin for origin, name in told if name == encoding), "utf-8")


def _contradictions(encoding: str, told: list[tuple[Origin, str]]) -> tuple[str, ...]:
    return tuple(f"the {origin} says {name}" for origin, name in told if name != encoding)


# ── what the bytes say ───────────────────────────────────────────────────────────────────────────


def _is_utf8(payload: bytes) -> bool:
    """Valid UTF-8, but for a cut end or single bad bytes among many good sequences."""
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return True
    text = payload.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(text))
    good = len(re.findall("[^\x00-\x7f\udc80-\udcff]", text))
    return good >= 2 * bad or (bad <= 3 and good > 0 and _ESCAPED.search(text[-3:]) is not None)


def _is_shifted(payload: bytes, told: list[tuple[Origin, str]]) -> bool:
    """Whether seven-bit bytes are Japanese or Korean by escapes, as the page declares."""
    return b"\x1b" in payload and any(name.startswith("iso2022") for _, name in told)


def _without_mark(payload: bytes) -> str | None:
    """UTF-16 of Latin, Greek or Cyrillic shows: every other byte is under 6."""
    head = payload[:2_000]
    even, odd = (len(head[i::2].translate(None, _NOT_HIGH)) for i in (0, 1))
    if len(head) < 4 or (even + odd) * 20 < len(head) * 9:
        return None
    if odd > 8 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 8 * odd else None


def _holds(payload: bytes, encoding: str) -> bool:
    """Whether a byte order mark is meant: "яю" in windows-1251 looks like one of UTF-16."""
    if encoding == "utf-8":
        return True
    head = payload[:2_000]
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    return text.count(REPLACEMENT) * 50 <= len(text) and (
        0 in head or "\u4e00" <= text[-1:] <= "\u9fff"
    )


def _detect(payload: bytes, told: list[str]) -> str:
    sample = _words(payload)
    guess = known_label(chardet.detect(sample[:_DETECTED])["encoding"])
    if guess and guess != "utf-8" and _share_of_bad(payload, guess) < 0.01:
        return "cp1252" if text_of(sample, guess) == text_of(sample, "cp1252") else guess
    return next(
        (name for name in told if name != "utf-8"), "utf-8" if "utf-8" in told else "cp1252"
    )


# ── does it look like writing? ───────────────────────────────────────────────────────────────────

# The commonest letters of the languages in Cyrillic. They are six in ten letters of any real text,
# and under four in ten of one in KOI8-R that is read as windows-1251 or the other way round.
_COMMON_CYRILLIC = frozenset("аеиоынтсрлвіәЕ")
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]{3,}")
_FOREIGN_LATIN = re.compile("[\u00c0-\u024f]{4,}")
_STUCK = re.compile(
    "(?<=[^\\W\\d_])[\u00a1-\u00bf\u00d7\u00f7\u02c6-\u02dd\u2100-\u2bff](?=[^\\W\\d_])"
)


def _plausible(payload: bytes, encoding: str) -> bool:
    if _share_of_bad(payload, encoding) > 0.01:
        return False
    text = text_of(_words(payload), encoding)
    odd = sum(map(len, _FOREIGN_LATIN.findall(text))) + len(_STUCK.findall(text))
    foreign = sum(1 for char in text if char > "\x7f" and char.isalpha())
    if odd * 4 > max(foreign, 1):
        return False
    return _plausible_cyrillic(_CYRILLIC_WORD.findall(text))


def _plausible_cyrillic(words: list[str]) -> bool:
    if not words:
        return True
    mixed = sum(1 for word in words if word[0].islower() and not word.islower())
    letters = "".join(words).lower()
    common = sum(map(_COMMON_CYRILLIC.__contains__, letters))
    return mixed * 5 <= len(words) and common * 20 >= len(letters) * 9


def _share_of_bad(payload: bytes, encoding: str) -> float:
    raw = _raw(payload[:_SAMPLED], encoding)
    foreign = sum(1 for _ in re.finditer("[^\x00-\x7f]", raw))
    return len(_UNPRINTABLE.findall(raw)) / max(foreign, 1)


def _words(payload: bytes) -> bytes:
    """The first of the text without markup, which would drown its few foreign letters."""
    sample = payload[:_SAMPLED]
    return _TAG.sub(b" ", b" ".join(_outside_code(sample))).strip() or sample


def _outside_code(sample: bytes) -> Iterable[bytes]:
    at = 0
    while opening := _CODE.search(sample, at):
        yield sample[at : opening.start()]
        at = sample.find(b"</" + opening[1], opening.end())
        if at < 0:
            return
    yield sample[at:]


# ── to text and back ─────────────────────────────────────────────────────────────────────────────


def _decoded(payload: bytes, encoding: str, origin: Origin, notes: tuple[str, ...]) -> Decoded:
    text = text_of(payload, encoding)
    replaced = len(_ESCAPED.findall(_raw(payload, encoding))) if REPLACEMENT in text else 0
    return Decoded(text=text, encoding=encoding, origin=origin, replaced=replaced, notes=notes)


@lru_cache(maxsize=2)  # a page is decoded once and located in right after
def _raw(payload: bytes, encoding: str) -> str:
    """Every undecodable byte as one lone surrogate, so that no byte is lost and all can be found."""
    start = _mark_length(payload, encoding)
    body = payload[start:] if start else payload
    if encoding.startswith("utf-16"):
        return body[: len(body) // 2 * 2].decode(encoding, "surrogatepass")
    try:
        return body.decode(encoding, "surrogateescape")
    except UnicodeDecodeError:
        return body.decode(encoding, "replace")


def _back(raw: str, encoding: str) -> bytes:
    errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
    try:
        return raw.encode(encoding, errors)
    except UnicodeEncodeError:
        return b""


def _mark_length(payload: bytes, encoding: str) -> int:
    return next((len(m) for m, name in _BOMS if name == encoding and payload.startswith(m)), 0)


def _is_single_byte(encoding: str) -> bool:
    if encoding.startswith(("iso2022", "hz", "utf")):
        return False
    every = bytes(range(256))
    try:
        return len(every.decode(encoding, "surrogateescape")) == 256
    except (UnicodeDecodeError, LookupError):
        return False
