"""Why a finding is what it is: its sentence, the rules that fired, the chain to the archived bytes.

    dalil why FINDING                 # an id from `dalil show`, or its beginning

In Python: dalil.Archive.open(folder).explain(finding_id).
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.lang.conventions import Convention
    from dalil.model import Check, Explanation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil why``."""
    parser.add_argument("finding", metavar="FINDING", help="a finding's id, or its beginning")
    parser.add_argument("--json", action="store_true", help="the whole explanation as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the explanation; 1 if a link of the chain no longer holds."""
    from dalil.archive import Archive

    with Archive.open(arguments.archive) as archive:
        explanation = archive.explain(arguments.finding)
        vague = archive.convention
    if arguments.json:
        import msgspec

        told = {**msgspec.to_builtins(explanation), "convention": vague.name}
        print(msgspec.json.encode(told).decode())
    else:
        _print(explanation, vague)
    return 0 if explanation.text_holds and explanation.payload_holds else 1


def _print(why: Explanation, vague: Convention) -> None:
    from dalil.cli.printing import bold, dim, marked, safe

    finding, text = why.kept.finding, why.version.wording.text
    before = text[finding.context.start : finding.span.start]
    after = text[finding.span.end : finding.context.end]
    print(f"{safe(before)}{marked(safe(why.kept.exact))}{safe(after)}\n")
    if finding.check is not None:
        _print_check(why, finding.check)
    else:
        _print_fields(why)
    if finding.confidence is not None:
        print(f"{'confidence':12} {finding.confidence:.2f}  {dim('; '.join(finding.reasons))}")
    if f"convention.{vague.name}" in finding.rules:
        print(f"{'convention':12} {vague}")
    print(bold("\nrules"))
    for number, rule in enumerate(finding.rules, 1):
        print(f"  {number}. {rule}")
    _print_chain(why)


def _print_check(why: Explanation, check: Check) -> None:
    from dalil.cli.printing import dim, safe

    text = why.version.wording.text
    print(f"{check.verdict:12} {safe(check.said)}")
    for name in ("stated", "used"):
        said = (span.of(text) for span in why.kept.finding.parts[name])
        print(f"{name:12} {safe(', '.join(said))}")
    print(f"{'allowed':12} {check.low} to {check.high}  {dim('as the numbers are rounded')}")


def _print_fields(why: Explanation) -> None:
    from dataclasses import fields

    from dalil.cli.printing import bold, dim, safe, value_text
    from dalil.model import Figure

    finding, text = why.kept.finding, why.version.wording.text
    told = {field.name: getattr(finding.value, field.name) for field in fields(finding.value)}
    if isinstance(finding.value, Figure):
        print(f"{'value':12} {value_text(finding.value)}  {dim(finding.value.bound)}")
        told = {name: told[name] for name in told if name not in {"value", "unit", "bound"}}
    else:
        print(bold(finding.kind))
    for name, value in told.items():
        if value is None:
            continue
        said = " … ".join(span.of(text) for span in finding.parts.get(name, ()))
        print(f"{name:12} {safe(value)}" + (dim(f"  from “{safe(said)}”") if said else ""))


def _print_chain(why: Explanation) -> None:
    from dalil.cli.printing import bold, date_line, dim, safe

    finding, version, capture = why.kept.finding, why.version, why.capture
    print(bold("\nchain"))
    ticks = {True: "✓", False: "✗"}
    card = why.card
    print(f"  article  {card.article.id}  {safe(card.headline or '')}")
    print(f"           {safe(card.source.outlet)}, {date_line(card.published)}")
    print(
        f"{ticks[why.text_holds]} text     {version.id}, characters {finding.span.start}–{finding.span.end}, {version.digest}"
    )
    if why.payload_span:
        span = why.payload_span
        print(f"✓ bytes    {span.start}–{span.end} of the payload: {why.payload_excerpt!r}")
    elif not why.payload_holds:
        print("✗ bytes    the capture is gone or damaged: dalil verify")
    else:
        print("· bytes    derived only: the expression does not stand in the payload in one piece")
    print(f"{ticks[why.payload_holds]} payload  {capture.digest}, {capture.length} bytes")
    print(f"  capture  {capture.id} in captures/{capture.file}, byte {capture.offset}")
    if capture.revisit_of:
        print(f"           its payload stands in {capture.revisit_of}")
    where = safe(capture.url or capture.name or "a file")
    when = capture.captured_at.isoformat() if capture.captured_at else "at a time nobody knows"
    print(f"           {where}, saved {when}, kept {capture.kept_at.isoformat()}")
    print(
        dim(
            f"           found by {finding.finder.name} {finding.finder.version}, read by {version.wording.reader.name} {version.wording.reader.version}"
        )
    )
