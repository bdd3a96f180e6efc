"""``dalil export csv`` and ``jsonl`` as a person types them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dalil.cli import main

PAGE = """<html lang=en><head><title>Wells</title>
<meta property="article:published_time" content="2020-10-03T08:00:00+06:00"></head><body><article>
<h1>Wells Run Dry</h1><p>By Aigul Sadyk</p>
<p>In the Aksu district 14 wells ran dry in 2019, according to the Ministry of Water, and people there say that
nobody came to look at them in all that time.</p>
<p>At night it was −30 °C, and 2.5 million tenge were promised to the village for a pump that it has not seen.</p>
</article></body></html>"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    assert main(("add", "page.html", "--url", "https://gazette.example/wells")) == 0
    capsys.readouterr()

    def ran(*words: str) -> tuple[int, str, str]:
        status = main(words)
        said = capsys.readouterr()
        return status, said.out, said.err

    return ran


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_to_standard_output(run: Run) -> None:
    status, out, err = run("export", "csv", "--of", "well")
    assert status == 0
    (row,) = rows(out)
    assert (row["value"], row["of"]) == ("14", "wells")
    assert row["sentence"].startswith("In the Aksu district 14 wells")
    assert err == "1 figure\n"


def test_csv_into_a_file_that_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    assert run("export", "csv", "all.csv", "--bom")[0] == 0
    data = (tmp_path / "all.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert b"\r\r" not in data
    found = rows(data.decode("utf-8-sig"))
    assert {"14", "-30"} <= {row["value"] for row in found}
    status, _, err = run("export", "csv", "all.csv")
    assert status != 0
    assert "already there" in err
    assert run("export", "csv", "all.csv", "--force")[0] == 0


def test_jsonl_has_every_field(run: Run) -> None:
    _, out, _ = run("export", "jsonl", "-", "--unit", "KZT")
    (one,) = map(json.loads, out.splitlines())
    assert float(one["kept"]["finding"]["value"]["value"]) == 2_500_000
    assert one["source"]["outlet"]


def test_numbers_and_orders(run: Run) -> None:
    _, out, _ = run("export", "csv", "--order", "low", "--most", "100")
    values = [float(row["value"]) for row in rows(out)]
    assert values == sorted(values)
    assert max(values) <= 100


def test_another_kind_has_no_figures_filters(run: Run) -> None:
    status, out, err = run("export", "csv", "--kind", "law")
    assert (status, err) == (0, "0 laws\n")
    assert out.startswith('"act",')
    status, _, err = run("export", "csv", "--kind", "law", "--unit", "1")
    assert status != 0
    assert "--unit is for figures" in err


def test_what_is_not_there_is_said(run: Run) -> None:
    assert "no article here concerns" in run("export", "csv", "--country", "FR")[2]
    status, _, err = run("export", "csv", "nowhere/x.csv")
    assert status != 0
    assert "cannot write" in err
