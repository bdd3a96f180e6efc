"""What a site's robots.txt forbids (RFC 9309), as a plain value that the caller keeps.

A missing file (4xx) forbids nothing. One that cannot be had (5xx, 429, no answer) forbids everything
until it can, unless an earlier copy is known: that one is then used on, for a month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from dalil.errors import FetchError
from dalil.net.client import Exchange

if TYPE_CHECKING:
    from protego import Protego

AGENT = "Dalil"
"""Our product token: the name under which a site may forbid us, or allow us what it forbids others."""

MAX_BYTES = 500 * 1024  #               of a file, as RFC 9309 asks; what follows is not read
MAX_REDIRECTS = 5
FRESH = timedelta(hours=24)
TRY_AGAIN = timedelta(minutes=30)
LAST_RESORT = timedelta(days=30)  #     how long an old copy speaks for a file that cannot be had

_AGENT_LINE = re.compile(r"\s*user[-\s]?agent\s*:\s*(.*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-zA-Z_-]+|\*(?=\s|#|$)")
_NO_LINE_ENDS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What one origin's robots.txt says, and until when it need not be asked again."""

    origin: str  #                      "https://gazette.example"
    access: Literal["rules", "free", "closed"]
    expires_at: datetime
    body: bytes = b""  #                of the file, where access is "rules"
    fetched_at: datetime | None = None  # when ``body`` was read
    why: str | None = None  #           why it is closed, in words

    def may_fetch(self, url: str) -> bool:
        """Whether we may ask for ``url``. The file itself may always be asked for."""
        if self.access != "rules":
            return self.access == "free"
        return bool(_rules(self.body).can_fetch(url, AGENT))

    @property
    def delay(self) -> float | None:
        """Crawl-delay for us in seconds, if it is stated."""
        stated = _rules(self.body).crawl_delay(AGENT) if self.access == "rules" else None
        return None if stated is None else float(stated)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that the file names, absolute."""
        if self.access != "rules":
            return ()
        named = _rules(self.body).sitemaps
        return tuple(dict.fromkeys(urljoin(self.origin + "/", one) for one in named))


def robots_url(origin: str) -> str:
    """Where the file is."""
    return origin + "/robots.txt"


def read(origin: str, answer: Exchange, now: datetime, before: Robots | None = None) -> Robots:
    """What an ``answer`` to ``robots_url`` means. ``before`` is what was known of this origin."""
    status = answer.status
    if 200 <= status < 300:
        try:
            body = answer.payload
        except FetchError as error:
            return unreachable(origin, f"robots.txt: {error.message}", now, before)
        return Robots(
            origin=origin,
            access="rules",
            body=_whole_lines(body[:MAX_BYTES], answer.cut or len(body) > MAX_BYTES),
            fetched_at=now,
            expires_at=now + FRESH,
        )
    if 300 <= status < 500 and status != 429:  # 3xx: redirects without end, as if there were none
        return Robots(origin=origin, access="free", expires_at=now + FRESH)
    return unreachable(origin, f"robots.txt answers {status}", now, before)


def unreachable(origin: str, why: str, now: datetime, before: Robots | None = None) -> Robots:
    """The file cannot be had: closed, or as it was when it last could."""
    if (
        before is not None
        and before.fetched_at is not None
        and now - before.fetched_at < LAST_RESORT
    ):
        return replace(before, expires_at=now + TRY_AGAIN)
    return Robots(origin=origin, access="closed", why=why, expires_at=now + TRY_AGAIN)


def _whole_lines(body: bytes, cut: bool) -> bytes:
    """Without the line in which it was cut: half a rule may forbid the whole site."""
    end = max(body.rfind(b"\n"), body.rfind(b"\r")) if cut else -1
    return body[: end + 1] if end >= 0 else body


@lru_cache(maxsize=64)
def _rules(body: bytes) -> Protego:
    from protego import Protego

    lines = re.split(r"[\r\n]+", body.decode("utf-8-sig", "replace").translate(_NO_LINE_ENDS))
    return Protego.parse("\n".join(map(_whose, lines)))


def _whose(line: str) -> str:
    """A line that names an agent, with the name as ``_rules`` asks for it: us, all, or another.

    RFC 9309 compares whole product tokens, and of "Dalil/1.0" the token is "Dalil"; protego would
    have us obey what is meant for "Dal".
    """
    named = _AGENT_LINE.match(line)
    if not named:
        return line
    token = _TOKEN.match(named[1])
    whose = token[0].lower() if token else ""
    return "User-agent: " + (
        AGENT if whose == AGENT.lower() else "*" if whose == "*" else "(other)"
    )
