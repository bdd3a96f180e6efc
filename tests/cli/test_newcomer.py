"""What a person who begins does wrong, or is interrupted at, is said with the way on."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.cli import add, diff, following, main
from dalil.cli.printing import print_problems, short
from dalil.collect.health import Expectations, _silence
from dalil.lang import countries
from dalil.model import Problem, Source
from tests.cli.test_commands import VAGUE, run

__all__ = ["run"]


def folder(path: Path, **files: bytes) -> Path:
    path.mkdir()
    for name, content in files.items():
        (path / name.replace("_", ".")).write_bytes(content)
    return path


# ── a WACZ ───────────────────────────────────────────────────────────────────────────────────────


def test_an_export_replaces_no_file_unless_told(run, tmp_path):
    run("add", "page.html", "--url", "https://a.example/miners")
    assert run("export", "wacz", "x.wacz")[0] == 0
    status, _, err = run("export", "wacz", "x.wacz")
    assert (status, "--force" in err) == (2, True)
    assert run("export", "wacz", "x.wacz", "--force")[0] == 0


def test_an_empty_export_writes_nothing(run, tmp_path):
    run("add", "page.txt", "--source", "gazette")
    for words in (("--country", "TJ"), ("--since", "2031"), ("--source", "nowhere")):
        status, out, err = run("export", "wacz", "x.wacz", *words)
        assert (status, out) == (1, "")
        assert "try: " in err
        assert not list(tmp_path.glob("x.wacz*"))


def test_a_folder_that_takes_nothing_is_said(run, tmp_path, monkeypatch):
    run("add", "page.txt")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    real = Path.open
    monkeypatch.setattr(
        Path, "open", lambda p, *a, **k: refuse() if p.suffix == ".part" else real(p, *a, **k)
    )
    monkeypatch.setattr(Path, "unlink", refuse)
    status, _, err = run("export", "wacz", "x.wacz")
    assert status == 1
    assert "cannot write x.wacz: Permission denied" in err


# ── interrupted, or asked ────────────────────────────────────────────────────────────────────────


def test_an_interrupted_collect_says_how_to_go_on(run, tmp_path, monkeypatch):
    run("add", "page.txt", "--source", "gazette")
    (tmp_path / "l.csv").write_text("address\nhttps://a.example/1\nhttps://a.example/2\n")
    run("add", "l.csv")
    step = SimpleNamespace(done=1, waiting=1, seconds=2.0, source="l", versions=3)

    def interrupted(*_: object, progress: object, **__: object) -> None:
        progress(step)  # type: ignore[operator]
        raise KeyboardInterrupt

    monkeypatch.setattr("dalil.collect.collect", interrupted)
    status, _, err = run("collect", "l")
    assert status == 130
    assert "1 visit and 3 new versions were kept in this run; 2 more are due" in err
    assert "to go on: dalil collect l" in err
    run("add", "page.txt", "--archive", "other one", "--source", "gazette")
    run("add", "l.csv", "--archive", "other one")
    assert "dalil --archive 'other one' collect l" in run("--archive", "other one", "collect")[2]


def test_the_command_to_follow_repeats_what_was_given():
    parser = argparse.ArgumentParser()

    add.add_arguments(parser)
    url = "https://a.example/?a=1&b=2"
    words = ["--allow", "h:8000", "--outlet", "The Review", "--country", "KZ", "--source", "r"]
    given = parser.parse_args([url, *words, "--delay", "0.5", "--no-raw"])
    given.archive = "dalil-archive"
    again = following._again(url, given)
    assert again.startswith(f"dalil add '{url}' ")
    for part in ("--allow h:8000", "--outlet 'The Review'", "--country KZ", "--source r"):
        assert part in again
    assert "--delay 0.5 --allow h:8000 --no-raw --yes" in again
    plain = parser.parse_args(["https://a.example/"])
    plain.archive = "dalil-archive"
    assert following._again("https://a.example/", plain) == "dalil add https://a.example/ --yes"


# ── files and addresses ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", ["read", "add", "find"])
@pytest.mark.parametrize("name", ["missing.html", "empty.html", "bin.html"])
def test_a_file_is_named_as_it_was_given(run, tmp_path, command, name):
    folder(tmp_path / "in", empty_html=b"", bin_html=b"\0\1\2\3bin")
    status, _, err = run(command, f"in/{name}")
    assert status == 1
    assert f"dalil: in/{name}: " in err
    assert command == "add" or "kept" not in err


def test_a_file_in_a_folder_is_named_with_it(run, tmp_path):
    folder(tmp_path / "in", empty_html=b"")
    for command in ("read", "add"):
        assert f"dalil: {Path('in/empty.html')}: " in run(command, "in")[2]


WRONG = [
    (("read", "https://x.example/"), 2, "dalil add https://x.example/"),
    (("find", "https://x.example/"), 2, "dalil add https://x.example/"),
    (("add", "freepost.example"), 1, "https://freepost.example/"),
    (("add", "freepost.example/kz/"), 1, "https://freepost.example/kz/"),
    (("add", "missing.html"), 1, "check the name"),
    (("add", "in", "--url", "https://x.example/"), 2, "--url"),
    (("add", "page.txt", "--country", "ZZ"), 2, "KZ"),
    (("add", "page.txt", "--source", "A b/c!"), 2, "--source a-b-c"),
    (("demo", "in", "--no-serve"), 2, "dalil demo"),
]


@pytest.mark.parametrize(("words", "status", "says"), WRONG, ids=str)
def test_a_slip_is_said_with_what_was_meant(run, tmp_path, words, status, says):
    folder(tmp_path / "in", note_txt=b"mine")
    found, _, err = run(*words)
    assert (found, says in err, "try: " in err) == (status, True, True)


def test_all_countries_have_a_code():
    assert len(countries.codes()) == 250
    assert all(len(code) == 2 and code.isupper() for code in countries.codes())
    assert set(countries.known()) <= countries.codes()


@pytest.mark.parametrize("command", [("list",), ("search", "miners")])
def test_a_language_that_is_not_there_is_said(run, command):
    run("add", "page.txt")
    status, out, err = run(*command, "--language", "kazakh")
    assert (status, out) == (1, "")
    assert "'kazakh'" in err
    assert "one of: en" in err
    assert run(*command, "--language", "en")[2] == ""


def test_a_list_of_links_is_read_as_its_addresses(run, tmp_path):
    (tmp_path / "l.csv").write_text("address\nhttps://a.example/1\nhttps://a.example/2\n")
    out = run("read", "l.csv")[1]
    assert "https://a.example/1\nhttps://a.example/2\n2 entries, read as a list of links" in out
    lines = run("read", "l.csv", "--json")[1].splitlines()
    assert [json.loads(line)["url"] for line in lines] == [
        "https://a.example/1",
        "https://a.example/2",
    ]
    run("add", "l.csv")
    assert "links, from a list that was added" in run("source", "show", "l")[1]


def test_what_is_not_followed_cannot_be_stopped(run):
    run("add", "page.txt")
    assert "is not followed" in run("source", "stop", "files")[1]


def test_an_archive_in_a_folder_gives_its_captures_only(run):
    run("add", "page.txt")
    status, out, err = run("add", ".")
    assert (status, "archive.db" in err) == (0, False)
    status, out, err = run("add", "dalil-archive")
    assert (status, err) == (0, "")
    assert "kept 0 captures" in out


# ── the command line ─────────────────────────────────────────────────────────────────────────────


def test_the_archive_may_be_named_after_the_command(run, tmp_path):
    assert run("add", "page.txt", "--archive", "mine")[0] == 0
    assert (tmp_path / "mine" / "archive.db").exists()
    assert run("export", "cdxj", "-", "--archive", "mine")[0] == 0
    assert run("--archive", "mine", "list")[1] == run("list", "--archive", "mine")[1]


def test_no_command_is_answered_with_the_help(capsys):
    with pytest.raises(SystemExit):
        main([])
    assert "Begin with: dalil demo" in capsys.readouterr().err


def test_an_address_is_said_once_and_shortened(capsys):
    print_problems([Problem(thing="http://a.example/", what="http://a.example/: port 9 is shut")])
    assert capsys.readouterr().err == "dalil: http://a.example/: port 9 is shut\n"
    long = "https://a.example/wp-json/wp/v2/posts?" + "x" * 100
    assert len(short(long)) == 60
    assert short("https://a.example/") == "https://a.example/"


def test_sources_stand_in_columns(run, tmp_path):
    run("add", "page.txt", "--source", "a-source-whose-name-is-long")
    (tmp_path / "vague.txt").write_text(VAGUE, "utf-8")
    run("add", "vague.txt", "--source", "b")
    lines = [line for line in run("sources")[1].splitlines() if not line.startswith(" ")]
    assert len({line.index("not followed") for line in lines}) == 1
    assert any(" 1 article " in line for line in lines)


def test_silence_counts_from_when_it_is_followed():
    source, now = Source(id="a", outlet="A"), datetime(2026, 5, 1, tzinfo=UTC)
    expects = Expectations(longest_pause=2)

    def told(followed: datetime | None) -> bool:
        return bool(list(_silence(source, expects, ["2026-01-01"], followed, now)))

    assert told(None)
    assert told(now - timedelta(days=9))
    assert not told(now - timedelta(days=8))
    assert not told(now)


# ── changes ──────────────────────────────────────────────────────────────────────────────────────


def test_between_far_passages_stands_a_line_of_its_own():
    text = "The first was told. " + "Much else stood here. " * 40 + "The last was told. It is"
    shown = diff._shortened(text, first=False, last=False)
    before, dots, after = shown.split("\n")
    assert (before[:19], dots, after[-5:]) == ("The first was told.", "…", "It is")
    assert before.endswith(".")
    assert after.startswith(("Much else", "The last"))
    assert diff._shortened("A short one.", first=False, last=False) == "A short one."
    assert diff._shortened(text, first=True, last=False).startswith("…\n")
    assert diff._shortened(text, first=False, last=True).endswith("\n…")


@given(st.text("a. \n…", max_size=600), st.booleans(), st.booleans())
def test_what_is_shown_is_of_the_text(text, first, last):
    for part in diff._shortened(text, first=first, last=last).split("\n…\n"):
        assert part.strip("\n…") in text


def test_a_changed_figure_says_what_it_counts(run, tmp_path):
    words = ("--url", "https://a.example/miners")
    run("add", "page.html", *words, "--captured", "2020-10-03")
    page = (tmp_path / "page.html").read_text("utf-8")
    (tmp_path / "page.html").write_text(page.replace("320 miners", "350 miners"), "utf-8")
    run("add", "page.html", *words, "--captured", "2020-10-04")
    out = run("changes")[1]
    assert "320 → 350  (miners)" in out
    assert out.endswith("\n1 change\n")


def test_a_host_that_is_not_there_is_said_first(run, monkeypatch):
    def nothing(*_: object) -> list[str]:
        raise OSError(-2, "Name or service not known")

    monkeypatch.setattr("dalil.net.addresses.by_system", nothing)
    status, _, err = run("add", "https://nohost.invalid/", "--delay", "0")
    assert status == 1
    assert "dalil: https://nohost.invalid/: nohost.invalid: there is no such name" in err
    assert "Errno" not in err
