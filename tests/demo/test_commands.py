"""What the README has people type, typed: on the demo archive each command finds something."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from dalil.archive import Archive
from dalil.cli import main
from dalil.demo import sources, warc_path

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
ASIDE = {"demo", "add", "collect", "serve", "read", "doctor"}  # they need a file, a network, a wait
COMMANDS = [
    line
    for line in re.findall(r"^\$ dalil ([^#\n]*[^#\s])", README, re.MULTILINE)
    if line.split()[0] not in ASIDE and "…" not in line and "text.txt" not in line
]
NOTHING = re.compile(r"^(?:0|no) \w+", re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("demo") / "archive"
    with Archive.open(made, create=True) as archive:
        archive.add(warc_path(), sources=sources())
    return made


@pytest.fixture(scope="module")
def named(folder: Path) -> dict[str, str]:
    """An id for each word that stands for one."""
    with Archive.open(folder) as archive:
        article = archive.cards().cards[0].article.id
        figure = archive.read(article).figures[0].id
    return {"ARTICLE": article, "FINDING": figure, "FIGURE": figure}


def typed(command: str, folder: Path, named: dict[str, str], written: Path) -> list[str]:
    words = [named.get(word, word) for word in shlex.split(command)]
    files = {word: str(written / word) for word in words if word.endswith((".csv", ".wacz"))}
    return ["--archive", str(folder), *(files.get(word, word) for word in words)]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_finds_something(command, folder, named, tmp_path, capsys):
    assert main(typed(command, folder, named, tmp_path)) == 0
    told = "".join(capsys.readouterr())
    if command.startswith("verify"):
        return
    assert told.strip()
    assert not NOTHING.search(told)


@pytest.mark.parametrize(
    "command",
    ["changes", "changes --json", "laws", "quotes", "quotes --speakers", "names", "sources", "log"],
)
def test_a_bare_command_answers(command, folder, named, tmp_path, capsys):
    assert main(typed(command, folder, named, tmp_path)) == 0
    assert capsys.readouterr().out.strip()
