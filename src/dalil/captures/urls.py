"""Which addresses are the same article. The rules are ours and fixed: ids are made from the keys."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

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


def url_key(url: str) -> str | None:
    """A key that is equal for addresses of one article, or None where ``url`` is no web address.

    Left out: scheme, ``www.``, default port, fragment, tracking parameters, trailing slash, a last
    ``/amp``. The query is sorted. ``url_key(url_key(x))`` after ``https://`` is ``url_key(x)``.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    host = parts.hostname.removeprefix("www.")
    if port not in {None, 80, 443}:
        host += f":{port}"
    path = parts.path.rstrip("/").removesuffix("/amp")
    query = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if key.lower() not in TRACKING and not key.lower().startswith("utm_")
    )
    return host + path + ("?" + urlencode(query) if query else "")


def host_of(url: str | None) -> str | None:
    """The host without ``www.``, or None."""
    key = url_key(url) if url else None
    return key.split("/", 1)[0].split("?", 1)[0] if key else None
