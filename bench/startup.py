"""How big an install is, how quickly a command answers, how soon the demo is full.

    python -m bench.startup

Ratios against a raw limit in the same run: `dalil --help` against `python -c pass`, adding the demo
archive against reading the same captures in this process alone.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

ROUNDS = 15


def main() -> None:
    sizes()
    answer()
    demo_archive()


def sizes() -> None:
    """The environment's size, and each package over 5 MB."""
    site = Path(metadata.distribution("dalil").locate_file(""))
    core = Path(__file__).parents[1] / "requirements.txt"
    wanted = [line.split("==")[0] for line in core.read_text("utf-8").splitlines() if "==" in line]
    total, large = 0.0, []
    for name in wanted:
        files = metadata.files(name) or []
        size = sum(path.stat().st_size for f in files if (path := site / f).is_file()) / 1e6
        total += size
        if size > 5:
            large.append(f"{name} {size:.0f}")
    print(f"core: {len(wanted)} packages, {total:.0f} MB (over 5 MB: {', '.join(large)})")


def seconds(*command: str) -> float:
    """The median wall time of a command."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def answer() -> None:
    """`dalil --help` against an empty Python."""
    program = Path(sys.executable).with_name("dalil")
    empty, helped = seconds(sys.executable, "-c", "pass"), seconds(str(program), "--help")
    print(f"dalil --help: {helped / empty:.1f} × python -c pass ({helped * 1e3:.0f} ms)")


def demo_archive() -> None:
    """The demo archive, from nothing to kept."""
    from dalil import demo
    from dalil.archive import Archive

    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        with Archive.open(Path(folder) / "demo", create=True) as archive:
            added = archive.add(demo.warc_path(), sources=demo.sources())
        wall = time.perf_counter() - begun
    print(f"demo archive: {added.captures} captures, {added.figures} figures in {wall:.1f} s")


if __name__ == "__main__":
    main()
