"""Which addresses are the same article. The rules are ours and fixed: ids are made from the keys."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

TRACKING = frozenset(
    [
        "fbclid",
        "gclid",
        "yclid",
        "ysclid",
        "dclid",
        "msclkid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "ref_src",
        "_openstat",
    ]
)
"""Query parameters that say where a reader came from, not what is read; and all ``utm_…``."""

SESSIONS = frozenset(["phpsessid", "jsessionid", "aspsessionid", "cfid", "cftoken"])
"""Query parameters by which a server knows a reader again."""

_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_AS_IT_IS = "%/:@!$&'()*+,;=~-._"


def url_key(url: str) -> str | None:
    """A key that is equal for addresses of one article, or None where ``url`` is no web address.

    Left out: scheme, ``www.``, default port, fragment, tracking and session parameters, trailing
    slash, a last ``/amp``. The query is sorted; letters beyond ASCII are percent-encoded, in hosts
    punycode. ``url_key(url_key(x))`` after ``https://`` is ``url_key(x)``.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    host = _ascii(parts.hostname).removeprefix("www.")
    if port not in {None, 80, 443}:
        host += f":{port}"
    path = quote(_SESSION.sub("", parts.path), safe=_AS_IT_IS, errors="surrogatepass")
    path = _ESCAPE.sub(lambda escape: escape[0].upper(), path)
    path = path.rstrip("/").removesuffix("/amp")
    query = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
        if not _of_the_reader(key)
    )
    return host + path + ("?" + urlencode(query, errors="surrogatepass") if query else "")


def to_visit(url: str) -> str:
    """An address without what is about its reader: fragment, tracking, session; else as it stands."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    kept = [
        pair for pair in parts.query.split("&") if pair and not _of_the_reader(pair.split("=")[0])
    ]
    return urlunsplit(
        (parts.scheme, parts.netloc, _SESSION.sub("", parts.path), "&".join(kept), "")
    )


def _of_the_reader(name: str) -> bool:
    name = name.casefold()
    return name in TRACKING or name in SESSIONS or name.startswith("utm_")


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


def host_of(url: str | None) -> str | None:
    """The host without ``www.``, or None."""
    key = url_key(url) if url else None
    return key.split("/", 1)[0].split("?", 1)[0] if key else None
