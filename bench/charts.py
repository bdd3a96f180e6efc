"""How long a chart of many marks takes: `python -m bench.charts`.

Ratios in one run: drawing 5,000 marks against writing the same characters from a ready list, which is
the least that any program could do; and the size of what is written for each mark.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from typing import get_args

from dalil.model import Bound, Figure, Published, Status
from dalil.web.charts import Chart, Mark, Panel, draw, finding, mark_of, picture, vega_lite
from dalil.web.words import Words

MARKS = 5_000
ROUNDS = 5
SOURCES = (None, "Ministry of Labour", "experts", "the fund “Umit”")
WORDS = Words.of("en")


def main() -> None:
    marks = made()
    chart = Chart(
        title="Wells",
        unit="",
        panels=(Panel(marks=marks),),
        says=finding(marks, WORDS),
        source_line="Invented",
    )
    drawn = picture(chart, WORDS)
    pieces = re.findall(r"<[^>]*>|[^<]+", drawn)
    written = seconds(lambda: "".join(f"{piece}" for piece in pieces))
    for name, work in (
        ("marks of figures", made),
        ("a page", lambda: draw(chart, WORDS)),
        ("a file", lambda: picture(chart, WORDS)),
        ("Vega-Lite", lambda: vega_lite(chart, WORDS)),
    ):
        took = seconds(work)
        print(
            f"{name}: {took / written:.1f} × writing the characters, {took / MARKS * 1e6:.0f} µs a mark"
        )
    links = drawn.count("<a ")
    print(f"the file: {len(drawn) / 1e3:.0f} kB for {MARKS} figures, {links} links")


def made() -> tuple[Mark, ...]:
    """Invented figures of ten years, the same in every run."""
    chance = random.Random(1)
    return tuple(mark for n in range(MARKS) if (mark := one(n, chance)))


def one(n: int, chance: random.Random) -> Mark | None:
    year, month = chance.randrange(2011, 2021), chance.randrange(1, 13)
    period = chance.choice((str(year), f"{year}-{month:02}", f"{year}-01/{year}-08", None))
    figure = Figure(
        value=Decimal(chance.randrange(1, 10_000)),
        unit="1",
        bound=chance.choice([one for one in get_args(Bound) if one != "range"]),
        of="wells",
        period=period,
        attribution=chance.choice(SOURCES),
        status=chance.choice(get_args(Status)),
    )
    published = Published(on=f"{year}-{month:02}-15", precision="day", origin="byline")
    return mark_of(figure, href=f"/f/{n}", words=WORDS, outlet="The Gazette", published=published)


def seconds(work: Callable[[], object]) -> float:
    """The median of a few runs, in seconds of this process."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return statistics.median(times)


if __name__ == "__main__":
    main()
