"""What docs/concepts/fetching.md promises is what the code does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from dalil import __version__
from dalil.net import coding, pace, robots, visitor
from dalil.net.client import ACCEPT, Limits, own_name
from dalil.net.pace import Pace

TEXT = (Path(__file__).parents[2] / "docs/concepts/fetching.md").read_text("utf-8")


def test_the_figures_are_those_of_the_code():
    limits, ours = Limits(), Pace()
    assert f"| {limits.seconds:.0f} s |" in TEXT
    assert f"| {limits.bytes // 1_000_000} MB |" in TEXT
    assert f"| {limits.head // 1024} KiB |" in TEXT
    assert f"| {coding.MAX_DECODED // 2**20} MiB, and {coding.MAX_RATIO} for each byte" in TEXT
    assert f"({coding.FREE // 2**20} MiB is free)" in TEXT
    assert f"a pause of {ours.delay:.0f} seconds" in TEXT
    assert f"{ours.per_day:,} requests" in TEXT
    assert f"read to {robots.MAX_BYTES // 1024} KiB" in TEXT
    assert f"once in {robots.FRESH // timedelta(hours=1)} hours" in TEXT
    assert visitor.MAX_REDIRECTS == 5
    assert "at most five" in TEXT
    assert timedelta(hours=1) == pace.MAX_HOLD
    assert pace.MAX_CRAWL_DELAY == 120


def test_the_request_is_what_is_sent():
    assert f"User-Agent: {own_name('https://newsroom.example/dalil')}" in TEXT
    assert f"Accept: {ACCEPT}\n" in TEXT
    assert f"Dalil/{__version__}" in TEXT
    assert f"User-agent: {robots.AGENT}" in TEXT
