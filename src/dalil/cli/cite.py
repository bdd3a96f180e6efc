"""Cite an article or a finding: a footnote, or a record for a reference manager.

    dalil cite FINDING                    # a footnote in English
    dalil cite ARTICLE --language ru
    dalil cite FINDING --format bib       # BibTeX; csl: CSL-JSON; ris: RIS

In Python: dalil.export.citation.footnote(of_finding(archive.explain(finding_id))).
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.archive import Archive
    from dalil.export.citation import Cited


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil cite``."""
    parser.add_argument("what", metavar="ID", help="a finding's or an article's id")
    parser.add_argument("--version", metavar="ID", help="of an article: which wording")
    parser.add_argument(
        "--format", choices=["footnote", "bib", "csl", "ris"], default="footnote",
        help="bib: BibTeX; csl: CSL-JSON; ris: RIS",
    )  # fmt: skip
    parser.add_argument(
        "--language", choices=["en", "ru", "kk"], default="en", help="of the footnote"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the citation."""
    from dalil.archive import Archive
    from dalil.export import citation

    with Archive.open(arguments.archive) as archive:
        cited = _cited(archive, arguments.what, arguments.version)
    if arguments.format == "footnote":
        print(citation.footnote(cited, arguments.language))
    else:
        print(citation.FORMATS[arguments.format](cited), end="")
    return 0


def _cited(archive: Archive, what: str, version: str | None) -> Cited:
    from dalil.errors import NotFound
    from dalil.export import citation

    if what.startswith("f") and not version:
        return citation.of_finding(archive.explain(what))
    if what.startswith("a"):
        return citation.of_article(archive.read(what, version))
    raise NotFound(f"{what!r} is no id of an article or a finding", "dalil list")
