"""A program that collects and says what is kept, for a test that kills it: FOLDER URL HOST."""

from __future__ import annotations

import sys

from dalil.archive import Archive
from dalil.collect import collect, run
from dalil.collect.asking import visitors
from dalil.collect.run import READER, begin, chosen
from dalil.model import Source
from dalil.net.pace import SystemClock
from dalil.page.worker import Pool


def main(folder: str, start: str, host: str) -> None:
    run.BATCH, run.AHEAD = 3, 6  # many small batches: many moments to die in
    clock = SystemClock()
    with Archive.open(folder, create=True) as archive, Pool(READER, inline=True) as readers:
        source = Source(
            id="site", outlet="Site", url=start, route="listing", start=start, allow=(host,)
        )
        if not archive.sources():
            begin(archive, source, clock.now())
        print("begun", flush=True)
        collect(
            archive,
            chosen(archive, []),
            visitors=visitors(delay=0.0),
            clock=clock,
            readers=readers,
            progress=lambda step: print(step.outcome, step.url, flush=True),
        )
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
