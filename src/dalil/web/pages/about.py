"""``/about``: how much there is, how it is made, how well, and by which conventions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import dalil
from dalil.web.answers import Logged
from dalil.web.sheet import Ask, Sheet

LOG = 12
MOST = 5_000  # lines of the log in which a change of program is looked for
ACCURACY = Path(__file__).parents[1] / "accuracy.json"  # written by scripts/gold.py
MEASURED = ("f1", "unit", "bound", "of", "per", "place", "period", "attribution", "status", "whole")


@dataclass(frozen=True, slots=True)
class Change:
    """From when on another program did the work."""

    at: str
    program: str


@cache
def accuracy() -> Sequence[dict[str, Any]]:
    """How many figures are found and how many of their fields are right, as measured, by language."""
    measured: list[dict[str, Any]] = json.loads(ACCURACY.read_text("utf-8"))
    return measured


def changes_of_method(log: Iterable[tuple[str, str, str]]) -> list[Change]:
    """When the program changed that did what the log says, the newest first as the log is."""
    made: list[Change] = []
    for at, _, program in log:
        if made and made[-1].program == program:
            made[-1] = Change(at, program)
        else:
            made.append(Change(at, program))
    return made


def page(ask: Ask) -> Sheet:
    """Counts, the program's version, conventions, and what was added lately."""
    counts, whole = ask.archive.counts(), list(ask.archive.log(MOST))
    log = whole[:LOG]
    return Sheet(
        template="about.html",
        title=ask.words.say("About this archive"),
        context={
            "counts": counts,
            "accuracy": accuracy(),
            "measured": MEASURED,
            "methods": [
                (ask.words.moment_of(one.at), one.program) for one in changes_of_method(whole)
            ],
            "vague": ask.archive.convention,
            "log": [(ask.words.moment_of(when), what, by) for when, what, by in log],
        },
        data={
            "program": f"dalil {dalil.__version__}",
            "convention": ask.archive.convention.name,
            "counts": counts,
            "log": [Logged(at=at, what=what, program=by) for at, what, by in log],
            "accuracy": accuracy(),
        },
    )
