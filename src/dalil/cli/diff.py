"""What changed between two versions of an article: words and figures.

    dalil diff ARTICLE                # the last two
    dalil diff ARTICLE --from VERSION --to VERSION

In Python: dalil.Archive.open(folder).diff(article_id).
"""

from __future__ import annotations

import argparse
import re
import sys

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.model import Difference, FigureChange, Version

_AROUND = 60  # characters of unchanged text that are shown beside a change, to the sentence's end
_LONGEST = 400  # characters in which a sentence's end is sought


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil diff``."""
    parser.add_argument("article", metavar="ARTICLE", help="an article's id, or its beginning")
    parser.add_argument("--from", metavar="VERSION", dest="old", help="the older version")
    parser.add_argument("--to", metavar="VERSION", dest="new", help="the newer version")
    parser.add_argument("--json", action="store_true", help="spans and figures, as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the difference."""
    import msgspec

    from dalil.archive import Archive

    with Archive.open(arguments.archive) as archive:
        old, new, found = archive.diff(arguments.article, arguments.old, arguments.new)
        vague = archive.convention.name
    if arguments.json:
        told = {"old": old.id, "new": new.id, "difference": found, "convention": vague}
        print(msgspec.json.encode(told).decode())
    else:
        _print(old, new, found)
    return 0


def _print(old: Version, new: Version, found: Difference) -> None:
    from dalil.cli.printing import bold, dim, safe, wrapped

    print(bold(safe(new.wording.headline or "(no headline)")))
    for sign, version in (("−", old), ("+", new)):
        seen = (
            version.first_seen_at.isoformat(" ", "minutes") if version.first_seen_at else "unknown"
        )
        print(
            dim(f"{sign} {version.id}  {version.wording.form} {version.number}  first seen {seen}")
        )
    print(f"{', '.join(found.kinds) or 'nothing changed'}\n")
    for change in found.figures:
        print("  " + safe(_figure(change, old.wording.text, new.wording.text)))
    print("\n" * bool(found.figures) + wrapped(_marked(found, old.wording.text, new.wording.text)))


def _figure(change: FigureChange, old: str, new: str) -> str:
    from dalil.cli.printing import value_text

    def said(text: str, one: object) -> str:
        from dalil.model import Finding

        assert isinstance(one, Finding)  # noqa: S101  asked only where there is one
        of = f" {one.value.of}" if one.value.of else ""
        return f"{value_text(one.value)}{of} (“{one.span.of(text)}”)"

    if change.old and change.new:
        return f"changed  {said(old, change.old)}  →  {said(new, change.new)}"
    if change.old:
        return f"removed  {said(old, change.old)}"
    return f"added    {said(new, change.new)}"


def _marked(found: Difference, old: str, new: str) -> str:
    """The text with what was taken away and put in; long unchanged stretches are left out."""
    styled = sys.stdout.isatty()
    pieces: list[str] = []
    for number, run in enumerate(found.runs):
        if run.kind == "same" and run.new:
            first, last = number == 0, number == len(found.runs) - 1
            pieces.append(_shortened(run.new.of(new), first=first, last=last))
        elif run.old:
            text = run.old.of(old)
            pieces.append(f"\033[31;9m{text}\033[0m" if styled else f"[-{text}-]")
        elif run.new:
            text = run.new.of(new)
            pieces.append(f"\033[32;4m{text}\033[0m" if styled else f"[+{text}+]")
    return "".join(pieces)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Of a long unchanged stretch the sentences beside the changes; ``…`` stands for the rest."""
    head = "" if first else text[: _sentence_end(text, _AROUND)]
    tail = "" if last else text[_sentence_start(text, len(text) - _AROUND) :]
    if len(head) + len(tail) >= len(text):
        return text
    return f"{head.rstrip()}\n…\n{tail.lstrip()}".strip("\n")


_STOP = re.compile(r"[.!?…]['\"”’»)]*\s|\n")


def _sentence_end(text: str, at: int) -> int:
    """Where the sentence ends that ``at`` stands in."""
    found = _STOP.search(text, at, at + _LONGEST)
    return found.end() if found else min(len(text), text.find(" ", at) + 1 or len(text))


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that ``at`` stands in."""
    found = [stop.end() for stop in _STOP.finditer(text, max(0, at - _LONGEST), max(0, at))]
    return found[-1] if found else max(0, text.rfind(" ", 0, max(0, at)) + 1)
