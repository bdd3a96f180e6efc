"""Every command, option, field and key is documented, or this says which is not."""

from __future__ import annotations

import argparse
import dataclasses
import re
from pathlib import Path

import pytest

from dalil.cli import COMMANDS, parser
from dalil.cli.read import as_object
from dalil.model import Check, Figure, Finding, Tool, Wording

ROOT = Path(__file__).parents[2]
CLI = (ROOT / "docs/reference/cli.md").read_text("utf-8")
JSON = (ROOT / "docs/reference/json.md").read_text("utf-8")


def section(command: str) -> str:
    found = re.search(rf"^## {command}\n(.*?)(?=^## |\Z)", CLI, re.MULTILINE | re.DOTALL)
    assert found, f"docs/reference/cli.md has no section '## {command}'"
    return found[1]


def options(command: str) -> list[str]:
    (commands,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    actions = commands.choices[command]._actions
    return [name for a in actions for name in a.option_strings if name.startswith("--")]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option(command):
    text = section(command)
    for option in options(command):
        if option not in {"--help", "--archive"}:  # of all commands: said above them
            assert f"`{option}" in text, f"{option} is missing under '## {command}'"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as done:
        parser().parse_args([command, "--help"])
    assert done.value.code == 0
    assert len(capsys.readouterr().out) > 80


def test_every_key():
    wording = Wording(form="page", text="", blocks=(), reader=Tool("x", "1"))
    names = [field.name for kind in (Figure, Finding, Check) for field in dataclasses.fields(kind)]
    for name in (*names, *as_object(wording)):
        assert f"`{name}`" in JSON, f"{name} is missing in docs/reference/json.md"


def test_links_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
