"""Find the figures in a text and do their arithmetic again, or laws, quotations, names. Nothing is stored.

    dalil find text.txt --language en --published 2020-07-20
    dalil find passages.jsonl --format gold     # lines of {"id","lang","published","text"}
    dalil find text.txt --kind law              # acts, articles, what happened to them
    dalil find text.txt --kind quote            # who says what
    dalil find text.txt --kind name             # persons, organisations, places

In Python: dalil.find_figures(text, language="en", published="2020-07-20").
"""

from __future__ import annotations

import argparse
import sys

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dalil.lang.conventions import Convention
    from dalil.model import AnyFinding, Figure, Finding, FindingKind


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil find``."""
    parser.add_argument("path", metavar="FILE", help="a text, or - for standard input")
    parser.add_argument(
        "--language", metavar="xx", help="en, ru, kk, ky (told from the text unless said)"
    )
    parser.add_argument("--published", metavar="DATE", help="what relative times count from")
    parser.add_argument(
        "--kind",
        choices=("figure", "law", "quote", "name"),
        default="figure",
        help="what to find: figure, law, quote, name",
    )
    parser.add_argument("--format", choices=("table", "json", "gold"), default="table")
    parser.add_argument(
        "--convention",
        metavar="NAME",
        default="dalil",
        help="what vague words count as: dalil (dozens 24), acled (dozens 12)",
    )
    parser.add_argument(
        "--offsets",
        choices=("codepoints", "utf16"),
        default="codepoints",
        help="how the JSON counts characters: utf16 as browsers, Java and C# do",
    )
    parser.add_argument(
        "--model-server",
        metavar="URL",
        help="also ask a model server of yours on this machine: http://127.0.0.1:8080/v1",
    )
    parser.add_argument("--model", metavar="NAME", help="which model of that server")


def run(arguments: argparse.Namespace) -> int:
    """Print the figures."""
    from dalil.errors import UsageError
    from dalil.lang.conventions import convention

    text = _read(arguments.path)
    vague = convention(arguments.convention)
    if arguments.offsets == "utf16" and arguments.format != "json":
        raise UsageError("--offsets is for JSON", "dalil find FILE --format json --offsets utf16")
    if arguments.model_server and (arguments.format == "gold" or not arguments.model):
        raise UsageError(
            "a model server needs --model NAME, and is not asked for gold",
            "dalil find FILE --model-server http://127.0.0.1:8080/v1 --model NAME",
        )
    if arguments.model_server and arguments.kind != "figure":
        raise UsageError("a model server is asked for figures only", "leave --kind out")
    if arguments.format == "gold":
        return _gold(text, arguments.path, vague, arguments.kind)
    from dalil.cli.printing import day
    from dalil.findings import find_checks, find_figures

    language = _language(text, arguments.language)
    published = day(arguments.published) if arguments.published else None
    if arguments.kind != "figure":
        return _others(text, language, published, arguments)
    figures = find_figures(text, language=language, published=published, convention=vague.name)
    checks = find_checks(text, figures, language=language)
    if arguments.format == "json":
        utf16, more = arguments.offsets == "utf16", {"convention": vague.name}
        _print_json(text, (*figures, *checks), utf16=utf16, more=more)
    else:
        _print_table(text, figures, checks, vague)
    if arguments.model_server:
        _propose(text, language, published, arguments)
    return 0


def _others(text: str, language: str, published: str | None, arguments: argparse.Namespace) -> int:
    """Laws, quotations or names, as they are asked for."""
    from dalil.cli.printing import print_laws, print_names, print_quotes

    found = _found(arguments.kind, text, language, published)
    if arguments.format == "json":
        _print_json(text, found, utf16=arguments.offsets == "utf16", more={})
        return 0
    printers: dict[str, Callable[[Sequence[tuple[str, str, AnyFinding]]], None]]
    printers = {"law": print_laws, "quote": print_quotes, "name": print_names}
    printers[arguments.kind](
        [(_place(text, one.span.start), one.span.of(text), one) for one in found]
    )
    return 0


def _found(kind: str, text: str, language: str, published: str | None) -> list[AnyFinding]:
    from dalil.findings import find_laws, find_names, find_quotes

    if kind == "law":
        return find_laws(text, language=language, published=published)
    return (find_quotes if kind == "quote" else find_names)(text, language=language)


def _propose(
    text: str, language: str, published: str | None, arguments: argparse.Namespace
) -> None:
    """What a model proposes, apart from what the rules found; nothing of it is kept."""
    from dalil.cli.printing import bold, counted, print_findings, safe
    from dalil.proposing import propose

    told = propose(
        text,
        language=language,
        server=arguments.model_server,
        model=arguments.model,
        published=published,
    )
    if arguments.format == "json":
        _print_json(
            text, told.findings, utf16=arguments.offsets == "utf16", more={"proposed": True}
        )
    else:
        print(bold(f"\nproposed by the model {safe(arguments.model)}; only its quotes are checked"))
        print_findings([(_place(text, f.span.start), f) for f in told.findings])
    for reason, count in told.refused:
        print(f"dalil: {counted(count, 'proposal')} refused: {reason}", file=sys.stderr)


def _language(text: str, said: str | None) -> str:
    """The language to read by; of one that is not known the error stream is told."""
    from dalil.cli.printing import safe
    from dalil.lang import known_languages, load
    from dalil.lang.identify import identify

    language = said or identify(text)[0] or "und"
    if not load(language).known:
        why = (
            f"{safe(language)!r} is none of the languages that Dalil knows"
            if language != "und"
            else "the text's language cannot be told"
        )
        known = ", ".join(known_languages())
        print(f"dalil: {why} ({known}): only digits are read", file=sys.stderr)
    return language


def _print_json(
    text: str, findings: Iterable[AnyFinding], *, utf16: bool, more: Mapping[str, object]
) -> None:
    import msgspec

    from dalil.text import in_utf16

    more = {**more, "offsets": "utf16"} if utf16 else more
    for finding in in_utf16(text, findings) if utf16 else findings:
        print(msgspec.json.encode({**msgspec.to_builtins(finding), **more}).decode())


def _print_table(
    text: str,
    figures: Iterable[Finding[Figure]],
    checks: Iterable[Finding[Figure]],
    vague: Convention,
) -> None:
    from dalil.cli.printing import dim, print_checks, print_findings

    print_findings([(_place(text, f.span.start), f) for f in figures])
    print_checks([(_place(text, f.parts["stated"][0].start), f) for f in checks])
    print(dim(f"\nconvention {vague}"))


def _read(path: str) -> str:
    from pathlib import Path

    from dalil.cli.read import check_file
    from dalil.errors import InputError
    from dalil.page.encoding import decode
    from dalil.page.guard import check_bytes

    check_file(path)
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", "check the name and its rights") from error
    name = "standard input" if path == "-" else path
    try:
        check_bytes(data)
    except InputError as error:  # what it says of keeping is not true here
        fix = None if error.fix and "kept" in error.fix else error.fix
        raise type(error)(f"{name}: {error.message}", fix) from error
    if data.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        raise InputError(f"{path} is a page, not a text", f"dalil read {path}, or dalil add {path}")
    return decode(data, html=False).text


def _place(text: str, start: int) -> str:
    line = text.count("\n", 0, start) + 1
    return f"{line}:{start - text.rfind(chr(10), 0, start)}"


def _gold(lines: str, path: str, vague: Convention, kind: FindingKind) -> int:
    import json

    status = 0
    for number, line in enumerate(lines.split("\n"), 1):
        if not line.strip():
            continue
        try:
            passage = json.loads(line)
            text, name, language = passage["text"], passage["id"], passage["lang"]
            published = passage.get("published")
            found = _gold_line(name, language, published, text, vague, kind)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            print(
                f"dalil: {path}: line {number} is not a JSON object with id, lang and text: {error}",
                file=sys.stderr,
            )
            status = 1
            continue
        print(json.dumps(found, ensure_ascii=False))
    return status


def _gold_line(
    name: str, language: str, published: str | None, text: str, vague: Convention, kind: FindingKind
) -> dict[str, object]:
    """One passage with what was found in it."""
    from dalil.export.gold import gold_line
    from dalil.findings import find_figures

    if kind != "figure":
        found = _found(kind, text, language, published)
        return gold_line(name, language, published, text, found, kind)
    figures = find_figures(text, language=language, published=published, convention=vague.name)
    return {**gold_line(name, language, published, text, figures), "convention": vague.name}
