"""What a web address asks for: host, port and path as they are sent, or a refusal.

Programs read odd addresses differently, and attacks live in the difference: so an address has one
meaning here or none. What browsers quietly repair in a path (spaces, letters beyond ASCII, ``..``) is
repaired as they do it (https://url.spec.whatwg.org/); what they repair in a host is refused.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

from dalil.errors import Refused
from dalil.net.addresses import is_allowed

MAX_URL = 8_000  # characters
PORTS = {"http": 80, "https": 443}

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
_DOTS = {".": 1, "%2e": 1, "..": 2, ".%2e": 2, "%2e.": 2, "%2e%2e": 2}
_IN_PATH = "!$&'()*+,;=:@/%~[]|"
_IN_QUERY = _IN_PATH + "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A web address taken apart. ``url`` is the whole of it, as it is asked for and kept."""

    scheme: str  #          "http" or "https"
    host: str  #            lower-case ASCII, no final dot; an IPv6 address without brackets
    port: int
    path: str  #            with the query, percent-encoded, beginning with "/"

    @property
    def authority(self) -> str:
        """Host, and the port where it is not the scheme's own: the Host header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address, without fragment."""
        return self.origin + self.path


def target(url: str, allow: Set[str] = frozenset(), *, base: str | None = None) -> Target:
    """Take ``url`` apart. Raises ``Refused`` where it is not plainly an address on the web.

    Only http and https; ports 80 and 443, others where ``allow`` names the host (``"host"``,
    ``"host:port"``). With ``base``, ``url`` may be relative to it, as in a Location header.
    """
    url = url.strip(" \t\r\n\f")
    if len(url) > MAX_URL:
        raise _refuse(url, f"{len(url):,} characters, the limit is {MAX_URL:,}")
    if _CONTROL.search(url):
        raise _refuse(url, "control characters stand in it")
    try:
        url = urljoin(base, url) if base else url
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _refuse(url, str(error)) from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise _refuse(url, f"it begins with {scheme}:" if scheme else "it has no http:// before it")
    if "@" in parts.netloc:
        raise _refuse(url, "a user name stands before the host")
    host = _host(url, parts.netloc)
    if port is None:
        port = PORTS[scheme]
    if port not in PORTS.values() and not is_allowed(host, port, allow):
        raise Refused(
            f"{_short(url)}: port {port} is not one of the web's (80, 443)",
            f"if you mean to read it, allow it by name: --allow {host}:{port}",
        )
    path = _path(parts.path) + ("?" + quote(parts.query, _IN_QUERY) if parts.query else "")
    return Target(scheme=scheme, host=host, port=port, path=path)


def _host(url: str, netloc: str) -> str:
    """The host as it is looked up, whatever way of writing it had."""
    if netloc.startswith("["):
        inside, bracket, rest = netloc[1:].partition("]")
        if not bracket or (rest and not re.fullmatch(r":[0-9]*", rest)):
            raise _refuse(url, "its host is not one")
        try:
            if "%" in inside:
                raise ValueError("an address with a zone")
            return IPv6Address(inside).compressed
        except ValueError as error:
            raise _refuse(url, f"its host is not an IPv6 address: {error}") from error
    name = _ascii(url, netloc.rpartition(":")[0] if ":" in netloc else netloc).removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _dotted(url, name)
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refuse(url, "its host is not a name" if name else "it names no host")
    return name


def _ascii(url: str, name: str) -> str:
    if name.isascii():
        return name.lower()
    import idna

    try:
        return idna.encode(name, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise _refuse(url, f"its host is not a name: {error}") from error


def _dotted(url: str, name: str) -> str:
    """An IPv4 address in its one plain form: not as one number, octal, hexadecimal or shortened."""
    try:
        return str(IPv4Address(name))
    except ValueError as error:
        raise _refuse(url, "its host is a number, not four with dots between") from error


def _path(path: str) -> str:
    """Percent-encoded, without ``.`` and ``..``."""
    kept: list[str] = []
    segments = path.split("/")[1:] or [""]
    for index, segment in enumerate(segments):
        dots = _DOTS.get(segment.lower())
        if dots is None:
            kept.append(segment)
            continue
        if dots == 2 and kept:
            kept.pop()
        if index == len(segments) - 1:
            kept.append("")
    return "/" + quote("/".join(kept), _IN_PATH, errors="replace")


def _refuse(url: str, why: str) -> Refused:
    return Refused(
        f"{_short(url)!r} is not an address on the web: {why}",
        "give it as a browser's address bar shows it: https://…",
    )


def _short(url: str) -> str:
    return url if len(url) <= 120 else url[:117] + "…"
