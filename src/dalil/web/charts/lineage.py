"""Who has a figure from whom, drawn: sources on the left, claims below each other in time."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from markupsafe import Markup, escape

from dalil.model import Origin

WIDTH, ROW, STEP = 360, 30, 22  # pixels: of the picture, of a line, between two depths
TOP, LEFT = 14, 12
MOST = 24  #  claims that are drawn; the list beside it has all
LETTERS = 46
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Point = tuple[float, float]


def lineage(found: Origin, names: Mapping[str, str], *, said: str, base: str | None = None) -> str:
    """The picture as SVG; with ``base``, as a document of its own whose names are links."""
    claims = found.claims[:MOST]
    depths = _depths(found)
    rows: dict[str, Point] = {}
    pieces: list[str] = []
    y = float(TOP)
    shown = {claim.id for claim in claims}
    for root in found.roots:
        own = [finding for finding in root.findings if finding in shown]
        if not own:
            continue
        body = root.key.startswith("body:")
        if body:
            rows[root.key] = (LEFT, y)
            pieces.append(_node(LEFT, y, root.label, "body", None))
            y += ROW
        for finding in own:
            x = LEFT + STEP * min(depths[finding], 5)
            rows[finding] = (x, y)
            link = f"{base}/f/{finding}" if base is not None else None
            first = "first" if finding == found.first else "claim"
            pieces.append(_node(x, y, names[finding], first, link))
            y += ROW
    lines = [_line(rows, link.taker, link.giver) for link in found.links]
    body_of = {finding: root.key for root in found.roots for finding in root.findings}
    lines += [
        _line(rows, link.taker, body_of[link.taker])
        for link in found.links
        if link.kind == "names" and link.giver not in rows and link.taker in body_of
    ]
    height = y - ROW + TOP + 6
    alone = ' xmlns="http://www.w3.org/2000/svg"' if base is not None else ' aria-hidden="true"'
    style = _ALONE if base is not None else ""
    title = f"<title>{_text(said)}</title>" if base is not None else ""
    drawn = "".join([*dict.fromkeys(filter(None, lines)), *pieces])
    size = f'viewBox="0 0 {WIDTH} {height:.0f}"'
    return Markup(f'<svg class="lineage" {size}{alone}>{title}{style}{drawn}</svg>')  # noqa: S704  every text in it is escaped


_RULES = (
    ".lineage{font:12px sans-serif;background:#fcfbf7}path{fill:none;stroke:#5d584e}"
    ".body,.first{fill:#98281b}.claim{fill:#1b1a17}text{fill:#1b1a17}"
)
_ALONE = f"<style>{_RULES}</style>"


def policy() -> str:
    """The Content-Security-Policy of a file: nothing but its own style sheet."""
    stamp = b64encode(sha256(_RULES.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{stamp}'; base-uri 'none'; frame-ancestors 'none'"
    )


def _depths(found: Origin) -> dict[str, int]:
    """How many steps a claim is from its source; a circle ends where it begins."""
    given: dict[str, list[str]] = {}
    for link in found.links:
        given.setdefault(link.taker, []).append(link.giver)
    depths: dict[str, int] = {}
    for claim in found.claims:  # the earlier ones are done when the later ones ask for them
        ways = [depths[giver] for giver in given.get(claim.id, ()) if giver in depths]
        named = any(giver.startswith("body:") for giver in given.get(claim.id, ()))
        depths[claim.id] = 1 + max(ways) if ways else int(named)
    return depths


def _line(rows: Mapping[str, Point], taker: str, giver: str) -> str | None:
    """A bent line from who has it to who has it from there."""
    if taker not in rows or giver not in rows:
        return None
    (x, y), (to_x, to_y) = rows[giver], rows[taker]
    if abs(x - to_x) < 1:
        bend = x - 9
        return f'<path d="M{x} {y}C{bend} {y} {bend} {to_y} {to_x} {to_y}"/>'
    return f'<path d="M{x} {y}V{to_y - 6}Q{x} {to_y} {x + 6} {to_y}H{to_x}"/>'


def _node(x: float, y: float, label: str, kind: str, link: str | None) -> str:
    sign = (
        f'<rect class="{kind}" x="{x - 4.5}" y="{y - 4.5}" width="9" height="9"/>'
        if kind == "body"
        else f'<circle class="{kind}" cx="{x}" cy="{y}" r="{5 if kind == "first" else 4}"/>'
    )
    letters = max(12, LETTERS - int(x / 7))
    short = label if len(label) <= letters else label[: letters - 1].rstrip() + "…"
    text = f'<text x="{x + 11}" y="{y + 4}">{_text(short)}</text>'
    return f'<a href="{_text(link)}">{sign}{text}</a>' if link else sign + text


def _text(said: str) -> str:
    return str(escape(_NO_XML.sub("\ufffd", said)))
