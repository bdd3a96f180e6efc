"""A program that is killed at any moment has lost nothing that it had said was kept."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from dalil.archive import Archive
from tests.net.imitation import Imitation

KILLS = int(os.environ.get("DALIL_KILLS", "12"))
"""More with DALIL_KILLS=200."""

ROOT = Path(__file__).parents[2]


def one_run(folder: Path, site: Imitation, seconds: float | None) -> list[str]:
    """Collect, for so long; what the program said."""
    command = [
        sys.executable,
        "-m",
        "tests.collect.one_run",
        str(folder),
        site.url + "/",
        site.name,
    ]
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ) as program:
        said = [program.stdout.readline().strip()]  # it has begun: from here on it may die
        if seconds is not None:
            time.sleep(seconds)
            program.kill()
        said += program.stdout.read().splitlines()
    return said


def kept_urls(archive: Archive) -> set[str]:
    return {capture.url for capture in archive.store.captures()}


def test_nothing_acknowledged_is_lost(tmp_path):
    dice = random.Random(7)
    said: set[str] = set()
    with Imitation(posts=24, routes={"listing"}) as site:
        folder, whole = tmp_path / "archive-0", 0
        for kill in range(KILLS):
            lines = one_run(folder, site, dice.random() * 0.8)
            said |= {
                url
                for line in lines
                for outcome, _, url in [line.partition(" ")]
                if outcome == "ok"
            }
            with Archive.open(folder) as archive:
                assert archive.verify() == [], kill
                assert said <= kept_urls(archive), kill
                done = archive.counts()["captures"] >= 27
            if done or "done" in lines:  # all of it is there: begin anew
                folder, said, whole = tmp_path / f"archive-{kill + 1}", set(), whole + 1
        one_run(folder, site, None)
        with Archive.open(folder) as archive:
            assert {c.article.url for c in archive.cards(limit=100).cards} == site.urls()
            assert site.urls() <= kept_urls(archive)
            assert archive.verify() == []
