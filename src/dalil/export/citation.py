"""Citing an article, or a passage of it, so that others find the same characters.

A citation names the outlet's own date and address, the wording that was read (its digest), and, of a
finding, the characters. Nothing is guessed: what has no date says so, and a name stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import msgspec
from babel import Locale
from babel.dates import format_date, format_skeleton

from dalil.model import Card, Explanation, Published, Reading, Span, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What is cited: one wording of an article, and of a finding the characters that state it."""

    id: str  #              of the finding, or of the article
    title: str | None
    authors: tuple[str, ...]  # as printed
    outlet: str
    published: Published | None
    url: str | None
    language: str | None
    seen_at: datetime | None  # when this wording was first seen, UTC
    version: str
    digest: str  #          of the wording's text
    exact: str | None = None
    span: Span | None = None


def of_article(reading: Reading) -> Cited:
    """The citation of an article in one of its versions."""
    return _cited(reading.card.article.id, reading.card, reading.version)


def of_finding(why: Explanation) -> Cited:
    """The citation of a finding's characters."""
    kept = why.kept
    return _cited(kept.id, why.card, why.version, kept.exact, kept.finding.span)


def _cited(
    id_: str, card: Card, version: Version, exact: str | None = None, span: Span | None = None
) -> Cited:
    wording = version.wording
    byline = wording.byline or card.byline
    return Cited(
        id=id_,
        title=_line(wording.headline or card.headline),
        authors=tuple(filter(None, map(_line, wording.authors or ((byline,) if byline else ())))),
        outlet=card.source.outlet,
        published=wording.published or card.published,
        url=card.article.url,
        language=wording.language or card.language,
        seen_at=version.first_seen_at,
        version=version.id,
        digest=version.digest,
        exact=exact,
        span=span,
    )


# ── a footnote ───────────────────────────────────────────────────────────────────────────────────

# Each after the custom of its language: Chicago for English, GOST R 7.0.100 for Russian and Kazakh.
_FOOTNOTES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "locale": "en_GB",
        "order": "{authors}{title}, {outlet}, {on}{url} ({kept}){place}.",
        "authors": "{}, ",
        "title": "“{}”",
        "url": ", {}",
        "kept": "as archived {at}; Dalil {id}, {digest}",
        "place": ": “{exact}”, characters {start}–{end}",
        "untitled": "without a headline",
        "undated": "n.d.",
        "unknown": "at an unknown time",
    },
    "ru": {
        "locale": "ru",
        "order": "{authors}{title} // {outlet}. — {on}{url} ({kept}){place}.",
        "authors": "{} ",
        "title": "{}",
        "url": ". — URL: {}",
        "kept": "архивная копия: {at}; Dalil {id}, {digest}",
        "place": ": «{exact}», знаки {start}–{end}",
        "untitled": "[без заголовка]",
        "undated": "б. д.",
        "unknown": "время неизвестно",
    },
    "kk": {
        "locale": "kk",
        "order": "{authors}{title} // {outlet}. — {on}{url} ({kept}){place}.",
        "authors": "{} ",
        "title": "{}",
        "url": ". — URL: {}",
        "kept": "мұрағат көшірмесі: {at}; Dalil {id}, {digest}",
        "place": ": «{exact}», {start}–{end} таңбалар",
        "untitled": "[тақырыпсыз]",
        "undated": "күні көрсетілмеген",
        "unknown": "уақыты белгісіз",
    },
}
LANGUAGES = tuple(_FOOTNOTES)


def footnote(cited: Cited, language: str = "en") -> str:
    """One sentence for a footnote, in English, Russian or Kazakh; the title in its own language."""
    words = _FOOTNOTES.get(language, _FOOTNOTES["en"])
    locale = Locale.parse(words["locale"])
    joined = ", ".join(cited.authors)
    if joined and language != "en" and not joined.endswith("."):
        joined += "."
    on = _day(cited.published, locale) or words["undated"]
    place = ""
    if cited.exact is not None and cited.span is not None:
        place = words["place"].format(
            exact=_line(cited.exact), start=cited.span.start, end=cited.span.end
        )
    return words["order"].format(
        authors=words["authors"].format(joined) if joined else "",
        title=words["title"].format(cited.title or words["untitled"]),
        outlet=cited.outlet,
        on=on.removesuffix(".") if cited.url and words["url"].startswith(".") else on,
        url=words["url"].format(cited.url) if cited.url else "",
        kept=words["kept"].format(
            at=_moment(cited.seen_at, locale) or words["unknown"],
            id=cited.id,
            digest=_short(cited.digest),
        ),
        place=place,
    )


def _day(published: Published | None, locale: Locale) -> str | None:
    parts = _date_parts(published)
    if not parts:
        return published.on if published else None
    day = date(*(*parts, 1, 1)[:3])
    if len(parts) == 3:
        return format_date(day, "long", locale=locale)
    return format_skeleton("yMMMM" if len(parts) == 2 else "y", day, locale=locale)


def _moment(when: datetime | None, locale: Locale) -> str | None:
    if when is None:
        return None
    at = when.astimezone(UTC) if when.tzinfo else when
    return f"{format_date(at, 'long', locale=locale)}, {at:%H:%M} UTC"


# ── for reference managers ───────────────────────────────────────────────────────────────────────

_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "#": r"\#", "$": r"\$", "%": r"\%",
    "&": r"\&", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def bibtex(cited: Cited) -> str:
    """A BibTeX entry (``@misc``, which classic styles and biblatex both know), in UTF-8."""
    parts = _date_parts(cited.published)
    fields = {
        "author": " and ".join("{" + _tex(name) + "}" for name in cited.authors),
        "title": "{" + _tex(cited.title) + "}" if cited.title else "",
        "howpublished": _tex(cited.outlet),
        "year": f"{parts[0]:04}" if parts else "",
        "month": str(parts[1]) if len(parts) > 1 else "",
        "day": str(parts[2]) if len(parts) > 2 else "",
        "url": _tex_url(cited.url),
        "urldate": _iso_day(cited.seen_at) or "",
        "langid": cited.language or "",
        "note": _tex(_note(cited)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{cited.id},", *lines, "}"]) + "\n"


def csl(cited: Cited) -> dict[str, object]:
    """An item of CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""
    parts = _date_parts(cited.published)
    item: dict[str, object] = {
        "id": cited.id,
        "type": "article-newspaper",
        "title": cited.title,
        "author": [{"literal": name} for name in cited.authors] or None,
        "container-title": cited.outlet,
        "issued": {"date-parts": [list(parts)]} if parts else None,
        "accessed": {"date-parts": [_day_parts(cited.seen_at)]} if cited.seen_at else None,
        "URL": cited.url,
        "language": cited.language,
        "archive": "Dalil",
        "archive_location": cited.version,
        "note": _note(cited),
    }
    return {name: value for name, value in item.items() if value is not None}


def csl_json(cited: Cited) -> str:
    """A CSL-JSON file with one item."""
    return msgspec.json.format(msgspec.json.encode([csl(cited)])).decode() + "\n"


def ris(cited: Cited) -> str:
    """A RIS record of type ``NEWS``; dates as ``YYYY/MM/DD/``, each part as far as it is known."""
    told = ((tag, _line(value)) for tag, value in _ris(cited))  # a line feed would end the field
    return "".join(f"{tag}  - {value}\r\n" for tag, value in told if value) + "ER  - \r\n"


def _ris(cited: Cited) -> Iterator[tuple[str, str | None]]:
    parts = _date_parts(cited.published)
    known = [f"{part:0{4 if n == 0 else 2}}" for n, part in enumerate(parts)]
    yield "TY", "NEWS"
    yield "ID", cited.id
    yield from (("AU", name) for name in cited.authors)
    yield from (
        ("TI", cited.title),
        ("T2", cited.outlet),
        ("PY", known[0] if known else None),
        ("DA", "/".join((*known, "", "", "")[:3]) + "/" if known else None),
        ("Y2", (_iso_day(cited.seen_at) or "").replace("-", "/")),
        ("UR", cited.url),
        ("LA", cited.language),
        ("DB", "Dalil"),
        ("AN", cited.version),
        ("N1", _note(cited)),
    )


FORMATS: Mapping[str, Callable[[Cited], str]] = {"bib": bibtex, "csl": csl_json, "ris": ris}
"""By what a file of it is called: ``cite.bib``, ``cite.csl``, ``cite.ris``."""

MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "csl": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems",
}


# ── pieces ───────────────────────────────────────────────────────────────────────────────────────


def _note(cited: Cited) -> str:
    note = f"Dalil {cited.id}; version {cited.version}; text {cited.digest}"
    if cited.span is None or cited.exact is None:
        return note
    where = f"characters {cited.span.start}-{cited.span.end}"
    return f"{note}; {where}: {_line(cited.exact)}"


def _line(text: str | None) -> str | None:
    """``text`` in one line, without control characters."""
    if text is None:
        return None
    return re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in text)).strip() or None


def _date_parts(published: Published | None) -> tuple[int, ...]:
    """Year, month and day as far as they are known; nothing where there is no such day."""
    pieces = (published.on if published else "").split("T")[0].split("-")
    if not all(piece.isascii() and piece.isdigit() for piece in pieces) or len(pieces) > 3:
        return ()
    parts = tuple(map(int, pieces))
    try:
        date(*(*parts, 1, 1)[:3])
    except (ValueError, OverflowError):
        return ()
    return parts


def _iso_day(when: datetime | None) -> str | None:
    return f"{when.astimezone(UTC) if when.tzinfo else when:%Y-%m-%d}" if when else None


def _day_parts(when: datetime) -> list[int]:
    at = when.astimezone(UTC) if when.tzinfo else when
    return [at.year, at.month, at.day]


def _short(digest: str) -> str:
    return digest[: len("sha256:") + 16]


def _tex(text: str | None) -> str:
    return "".join(_BIBTEX.get(c, c) for c in _line(text) or "")


def _tex_url(url: str | None) -> str:
    """An address: only what would end the field is written otherwise."""
    return (_line(url) or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
