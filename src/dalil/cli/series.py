"""Figures about the same thing, in order of period: all series, or one with every claim.

    dalil series --of "protective orders" --country KZ
    dalil series st4txnbcjnp45

In Python: dalil.Archive.open(folder).series_list(of="protective orders").
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.model import Claim, Point, Series


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil series``."""
    parser.add_argument("id", nargs="?", help="a series, or the beginning of its id")
    parser.add_argument("--of", metavar="WORDS", help="what is counted, in any of the languages")
    parser.add_argument("--country", metavar="XX", help="of places in a country")
    parser.add_argument("--limit", type=int, metavar="N", default=50, help="50 unless told")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--csv", action="store_true", help="of one series: a row a claim")


def run(arguments: argparse.Namespace) -> int:
    """Print one series, or a list."""
    import msgspec

    from dalil.archive import Archive
    from dalil.cli.printing import counted
    from dalil.errors import UsageError

    if arguments.csv and not arguments.id:
        raise UsageError("--csv is for one series", "dalil series ID --csv")
    with Archive.open(arguments.archive) as archive:
        vague = archive.convention.name
        if arguments.id:
            found, total = [archive.series(arguments.id)], 1
        else:
            country = arguments.country.upper() if arguments.country else None
            found, total = archive.series_list(
                of=arguments.of, country=country, limit=max(0, arguments.limit)
            )
        labels = archive.series_labels(found, "en")
    for series in found:
        if arguments.json:
            print(msgspec.json.encode({"series": series, "convention": vague}).decode())
        elif arguments.csv:
            _print_csv(series)
        else:
            _print_head(series, labels[series.id][0])
            for point in series.points:
                print_point(point)
    if not arguments.id and not arguments.json:
        more = f" of {total}" if total > len(found) else ""
        print(f"{counted(len(found), 'series', 'series')}{more}")
    return 0


def _print_csv(series: Series) -> None:
    import csv
    import sys

    from dalil.export.series import HEADER, rows

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows(series))


def _print_head(series: Series, label: str) -> None:
    from dalil.cli.printing import bold, counted, dim, safe

    print(bold(safe(f"{label} · {place(series)}")) + f" · by {series.key.kind}{unit(series)}")
    print(
        dim(
            f"  {series.id} · {counted(series.periods, 'period')}, {series.first_on} to "
            f"{series.last_on} · {counted(series.claims, 'figure')} · "
            f"{counted(series.sources, 'source')}"
        )
    )


def unit(series: Series) -> str:
    """The unit of a series, its rate, and whether it is of changes."""
    said = "" if series.key.unit == "1" else f" · {series.key.unit}"
    said += f" per {series.key.per}" if series.key.per else ""
    return said + (" · changes" if series.key.change else "")


def place(series: Series) -> str:
    """The place of a series in English, as far as we know it."""
    from dalil.series import place_name

    key = series.key.place
    if key.startswith("?"):
        return f"place not stated ({place_name(key[1:], 'en') or key[1:]})"
    return place_name(key, "en") or key


def print_point(point: Point) -> None:
    """A period: what stands, what differs, and every claim."""
    from dalil.cli.printing import safe

    span = f"  ({_number(point.low)} – {_number(point.high)})" if point.low != point.high else ""
    stands = _number(point.chosen.low) if point.chosen else "—"
    why = f"  {point.rule}: {safe(point.why)}" if point.why else ""
    print(f"  {point.period:24} {stands:>14}{span}{why}")
    for claim in point.claims:
        _print_claim(claim)


def _print_claim(claim: Claim) -> None:
    from dalil.cli.printing import dim, safe

    marks = [
        claim.status if claim.status != "actual" else "",
        f"repeats {claim.repeats}" if claim.repeats else "",
        "source came in later" if claim.new_source else "",
        "put in by hand" if claim.joined else "",
    ]
    said = " · ".join(
        safe(part) for part in (claim.outlet, claim.attribution or "", *marks) if part
    )
    print(dim(f"    {claim.finding_id}  {safe(claim.exact):>14}  {said}"))


def _number(value: object) -> str:
    return f"{float(str(value)):,.10g}".replace(",", "\N{NARROW NO-BREAK SPACE}")
