"""The form for a language names every key that a data file has, every action and every hook."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dalil.findings.figures.grammar import grammar
from dalil.findings.figures.periods import ACTIONS
from dalil.lang import TABLES

ROOT = Path(__file__).parents[2]
LANG = ROOT / "src/dalil/lang"
RULES = ROOT / "src/dalil/findings/figures"
FORM = (ROOT / "docs/concepts/languages.md").read_text("utf-8")
HOOKS = (ROOT / "docs/concepts/figures.md").read_text("utf-8")
FILES = [*TABLES, "language", "months", "listing"]
FREE = {"example", "pattern"}  # told once for all rows


def told(name: str) -> set[str]:
    """The names in backticks of a file's section."""
    found = re.search(rf"^## `{name}\.toml`\n(.*?)(?=^## |\Z)", FORM, re.MULTILINE | re.DOTALL)
    assert found, f"docs/concepts/languages.md has no section '## `{name}.toml`'"
    quoted = re.findall(r"`([^`]+)`", found[1])
    return {word for text in quoted for word in re.findall(r"[A-Za-z_]+", text)} | set(quoted)


def keys(name: str) -> set[str]:
    """The keys of a file in all languages: of rows, of ``[words]`` and the like, of the file."""
    found: set[str] = set()
    for path in LANG.glob(f"*/{name}.toml"):
        if (path.parent.name, name) == ("base", "months"):
            continue  # by language
        for key, value in tomllib.loads(path.read_text("utf-8")).items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                found |= {key, *(k for row in value for k in row)}
            elif isinstance(value, dict):
                found |= {key, *value} - {"words"}
            else:
                found.add(key)
    return found - FREE


@pytest.mark.parametrize("name", FILES)
def test_every_key_of_a_file_is_described(name):
    assert sorted(keys(name) - told(name)) == []


def test_every_form_is_described_and_no_other():
    section = FORM[FORM.index("`[forms]` (E)") : FORM.index("## `periods.toml`")]
    named = set(re.findall(r"`([a-z_]+)`", section))
    used = {k for code in ("kk", "ky") for k in _table(code, "words")["forms"]}
    assert sorted(used ^ named) == []


def _table(code: str, name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((LANG / code / f"{name}.toml").read_text("utf-8"))


def test_every_action_of_a_time_is_described():
    own = {name for code in ("ru", "kk") for name in grammar(code).hook("PERIOD_ACTIONS", {})}
    assert sorted(name for name in {*ACTIONS, *own} if f"`{name}`" not in FORM) == []


def test_every_hook_is_described():
    code = "".join(path.read_text("utf-8") for path in RULES.rglob("*.py"))
    hooks = set(re.findall(r"\bhook\(\s*\"([A-Z_]+)\"", code))
    assert len(hooks) > 10
    assert sorted(name for name in hooks if f"`{name}`" not in HOOKS) == []


@pytest.mark.parametrize("code", ["en", "ru", "kk", "ky"])
def test_every_list_is_asked_for_by_a_rule_or_a_pattern(code):
    asked = "".join(path.read_text("utf-8") for path in RULES.rglob("*.py"))
    asked += "".join(path.read_text("utf-8") for path in (LANG / code).glob("*.toml"))
    unasked = [
        f"{name}.{kind}"
        for name in ("frames", "periods", "places", "speech", "cues", "words")
        for kind in _table(code, name).get("words", {})
        if not re.search(rf"{name}\.{kind}\b", asked) and not re.search(rf'"{kind}"', asked)
    ]
    assert unasked == []
