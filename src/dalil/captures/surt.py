"""SURT keys: addresses turned round, so that what belongs together sorts together.

``https://www.example.kz/News/?b=2&a=1`` is ``kz,example)/news?a=1&b=2``. The rules are those by which
web archives look addresses up (the Internet Archive's canonicalizer, as the package ``surt`` has it);
``dalil.captures.urls.url_key`` has our own, stricter ones, for which articles are the same.
"""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes

_PARTS = re.compile(
    rb"^([a-z][a-z0-9+.-]*):(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.IGNORECASE | re.DOTALL
)
_DEFAULT_PORTS = {b"http": b"80", b"https": b"443"}
_WWW = re.compile(rb"^www\d*\.")
_PATH_SESSIONS = [
    re.compile(rb"^(.*/)\((?:[a-z]\([0-9a-z]{24}\))+\)/([^?]+\.aspx.*)$"),
    re.compile(rb"^(.*/)\([0-9a-z]{24}\)/([^?]+\.aspx.*)$"),
]
_QUERY_SESSIONS = [
    re.compile(rb"^(.*)jsessionid=[0-9a-z]{32}(?:&(.*))?$"),
    re.compile(rb"^(.*)phpsessid=[0-9a-z]{32}(?:&(.*))?$"),
    re.compile(rb"^(.*)sid=[0-9a-z]{32}(?:&(.*))?$"),
    re.compile(rb"^(.*)aspsessionid[a-z]{8}=[a-z]{24}(?:&(.*))?$"),
    re.compile(rb"^(.*)cfid=[^&]+&cftoken=[^&]+(?:&(.*))?$"),
]
_SAFE = rb"""!"$&'()*+,-./:;<=>?@[\]^_`{|}~"""
_MOST_ROUNDS = 16
_LONGEST = 4096


def surt(url: str) -> str:
    """The key of an address; an address that is none, or too long for one, stands as it is."""
    raw = re.sub(rb"[\r\n\t]", b"", url.encode("utf-8", "replace").strip())
    found = _PARTS.match(raw)
    if not found or len(raw) > _LONGEST:
        return quote_from_bytes(raw, safe=_SAFE + b"%")
    scheme, authority, path, query = (part or b"" for part in found.groups())
    host = _host(authority, scheme.lower())
    if not host:
        return (scheme.lower() + b":" + _escaped(_plain(path)).lower()).decode("ascii")
    asked = _query(query)
    return (host + b")" + _path(path) + (b"?" + asked if asked else b"")).decode("ascii")


def _host(authority: bytes, scheme: bytes) -> bytes:
    host, port = authority.rpartition(b"@")[2], b""
    if not host.endswith(b"]"):
        name, colon, number = host.rpartition(b":")
        if colon and (number.isdigit() or not number):
            host, port = name, number
    host = _plain(host)
    if not host.isascii():
        try:
            host = host.decode("utf-8", "ignore").encode("idna")
        except ValueError:
            host = _escaped(host)
    host = _WWW.sub(b"", _escaped(host.replace(b"..", b".").strip(b".[]")).lower())
    if b":" not in host:
        host = b",".join(reversed(host.split(b".")))
    shown = b":" + port if port and port != _DEFAULT_PORTS.get(scheme) else b""
    return host + shown if host else b""


def _path(path: bytes) -> bytes:
    kept: list[bytes] = []
    parts = _plain(path).split(b"/")[1:]
    for part in parts:
        if part == b"..":
            kept = kept[:-1]
        elif part not in {b"", b"."}:
            kept.append(part)
    path = _escaped(b"/" + b"/".join(kept)).lower()
    for session in _PATH_SESSIONS:
        path = session.sub(rb"\1\2", path)
    return path


def _query(query: bytes) -> bytes:
    query = _escaped(_plain(query)).lower()
    for session in _QUERY_SESSIONS:
        query = session.sub(rb"\1\2", query)
    pairs = sorted(pair.split(b"=", 1) for pair in query.split(b"&"))
    return b"&".join(b"=".join(pair) for pair in pairs)


def _plain(raw: bytes) -> bytes:
    """Without percent-encoding, however often it was applied."""
    for _ in range(_MOST_ROUNDS):
        plain = unquote_to_bytes(raw)
        if plain == raw:
            break
        raw = plain
    return raw


def _escaped(raw: bytes) -> bytes:
    return quote_from_bytes(raw, safe=_SAFE).encode("ascii")
