"""Find the figures in a text and do their arithmetic again. Nothing is stored.

    dalil find text.txt --language en --published 2020-07-20
    dalil find passages.jsonl --format gold     # lines of {"id","lang","published","text"}

In Python: dalil.find_figures(text, language="en", published="2020-07-20").
"""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil find``."""
    parser.add_argument("path", metavar="FILE", help="a text, or - for standard input")
    parser.add_argument(
        "--language", metavar="xx", help="en, ru, kk, ky (told from the text unless said)"
    )
    parser.add_argument("--published", metavar="DATE", help="what relative times count from")
    parser.add_argument("--format", choices=("table", "json", "gold"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """Print the figures."""
    text = _read(arguments.path)
    if arguments.format == "gold":
        return _gold(text, arguments.path)
    from dalil.cli.printing import day, print_checks, print_findings
    from dalil.findings import find_checks, find_figures
    from dalil.lang.identify import identify

    language = arguments.language or identify(text)[0] or "und"
    published = day(arguments.published) if arguments.published else None
    figures = find_figures(text, language=language, published=published)
    checks = find_checks(text, figures, language=language)
    if arguments.format == "json":
        import msgspec

        for finding in (*figures, *checks):
            print(msgspec.json.encode(finding).decode())
    else:
        print_findings([(_place(text, f.span.start), f) for f in figures])
        print_checks([(_place(text, f.parts["stated"][0].start), f) for f in checks])
    return 0


def _read(path: str) -> str:
    from pathlib import Path

    from dalil.errors import InputError
    from dalil.page.encoding import decode
    from dalil.page.guard import check_bytes

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", "check the name and its rights") from error
    if not data:
        return ""
    check_bytes(data)
    if data.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        raise InputError(f"{path} is a page, not a text", f"dalil read {path}, or dalil add {path}")
    return decode(data, html=False).text


def _place(text: str, start: int) -> str:
    line = text.count("\n", 0, start) + 1
    return f"{line}:{start - text.rfind(chr(10), 0, start)}"


def _gold(lines: str, path: str) -> int:
    import json

    from dalil.export.gold import gold_line
    from dalil.findings import find_figures

    status = 0
    for number, line in enumerate(lines.split("\n"), 1):
        if not line.strip():
            continue
        try:
            passage = json.loads(line)
            text, name, language = passage["text"], passage["id"], passage["lang"]
            published = passage.get("published")
            findings = find_figures(text, language=language, published=published)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            print(
                f"dalil: {path}: line {number} is not a JSON object with id, lang and text: {error}",
                file=sys.stderr,
            )
            status = 1
            continue
        found = gold_line(name, language, published, text, findings)
        print(json.dumps(found, ensure_ascii=False))
    return status
