"""``dalil laws`` and ``dalil find --kind law``: acts of an archive, references of a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dalil.cli import main

TEXT = """Parliament of Kazakhstan repeals an article

On 3 May 2021 parliament repealed Article 9 of the Land Code. The Water Code will follow.
"""


@pytest.fixture
def archive(tmp_path: Path) -> str:
    (tmp_path / "news.txt").write_text(TEXT, "utf-8")
    folder = str(tmp_path / "archive")
    assert main(["--archive", folder, "add", str(tmp_path / "news.txt")]) == 0
    return folder


def test_acts_are_listed_and_one_is_told(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["--archive", archive, "laws"]) == 0
    listed = capsys.readouterr().out
    assert "kz/land-code" in listed
    assert "kz/water-code" in listed
    assert main(["--archive", archive, "laws", "--act", "land"]) == 0
    told = capsys.readouterr().out
    assert "2021-05-03" in told
    assert "repealed article 9" in told
    assert main(["--archive", archive, "laws", "--country", "UZ"]) == 0
    assert capsys.readouterr().out == "no acts\n"


def test_an_act_that_nobody_names_is_said_so(
    archive: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--archive", archive, "laws", "--act", "kz/no-such-code"]) != 0
    assert "no article names the act" in capsys.readouterr().err


def test_laws_of_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, "utf-8")
    assert main(["find", str(path), "--kind", "law", "--language", "en"]) == 0
    assert "Land Code" in capsys.readouterr().out
    assert main(["find", str(path), "--kind", "law", "--language", "en", "--format", "json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["value"]["article"] for one in found] == ["9", None]
    lines = tmp_path / "passages.jsonl"
    lines.write_text(json.dumps({"id": "x", "lang": "en", "text": TEXT}) + "\n", "utf-8")
    assert main(["find", str(lines), "--kind", "law", "--format", "gold"]) == 0
    gold = json.loads(capsys.readouterr().out)
    assert gold["laws"][0]["change"] == "repealed"
    assert "key" not in gold["laws"][0]
