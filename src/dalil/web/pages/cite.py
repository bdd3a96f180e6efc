"""``/a/<article>/cite.<form>``, ``/f/<finding>/cite.<form>``: a file for a reference manager."""

from __future__ import annotations

from starlette.responses import Response

from dalil.export import citation
from dalil.export.citation import Cited
from dalil.web.sheet import Absent, Ask


def article(ask: Ask) -> Response:
    """An article, in the version that the address names or the newest."""
    return _file(ask, citation.of_article(ask.archive.read(ask.path["article"], _version(ask))))


def finding(ask: Ask) -> Response:
    """The characters of a finding."""
    return _file(ask, citation.of_finding(ask.archive.explain(ask.path["finding"])))


def _version(ask: Ask) -> str | None:
    return ask.path.get("version")


def _file(ask: Ask, cited: Cited) -> Response:
    form = ask.path["form"]
    if form not in citation.FORMATS:
        raise Absent(ask.words.say("There are citations as .bib, .csl and .ris"))
    return Response(
        citation.FORMATS[form](cited).encode("utf-8", "replace"),
        media_type=citation.MEDIA_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{_plain(cited.id)}.{form}"'},
    )


def _plain(name: str) -> str:
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_."))
