"""Timing in tests: processor time, without other tests' garbage, and never judged by one bad moment."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The least processor time of several runs of ``work``."""
    times = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(runs):
            before = process_time()
            work()
            times.append(process_time() - before)
    finally:
        gc.enable()
    return min(times)


def holds(measure: Callable[[], bool], tries: int = 4) -> bool:
    """Whether a comparison of timings holds in one of several tries.

    A square is a square in every try; a neighbour that takes the processor's memory is not.
    """
    return any(measure() for _ in range(tries))
