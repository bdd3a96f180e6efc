"""The commands as a person types them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from dalil.cli import main

LISTING = """Only 12 of 33 Shelters Are Left in Kazakhstan

Aigul Sadyk 12.10.20

According to the fund “Umit”, 41 per cent of women who asked for help were refused. (more…)

Karaganda Miners Wait for Their Wages

Marat Omarov 03.10.20

Last month 320 miners went on strike.
"""

PAGE = (
    """<html lang=en><head><title>Miners wait</title>
<meta property="article:published_time" content="2020-10-03T08:00:00+06:00"></head><body>
<nav><a href=/>Home</a></nav><article><h1>Miners Wait for Their Wages</h1><p class=byline>By Marat Omarov</p>
"""
    + "".join(
        f"<p>In the {word} week of the strike 320 miners stayed underground, and the company said that it "
        f"would pay 2.5 million tenge to each of them before the end of the month.</p>"
        for word in ("first", "second", "third", "fourth")
    )
    + "</article><footer>All rights reserved</footer></body></html>"
)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command in a folder of its own; returns status, what it printed, and its errors."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(LISTING, "utf-8")
    (tmp_path / "page.html").write_text(PAGE, "utf-8")

    def ran(*words: str) -> tuple[int, str, str]:
        status = main(words)
        out, err = capsys.readouterr()
        return status, out, err

    return ran


def test_read_stores_nothing_and_prints_every_key(run, tmp_path):
    status, out, _ = run("read", "page.txt", "--json")
    first, second = (json.loads(line) for line in out.splitlines())
    assert status == 0
    assert first == {
        "headline": "Only 12 of 33 Shelters Are Left in Kazakhstan",
        "byline": "Aigul Sadyk",
        "authors": ["Aigul Sadyk"],
        "published": "2020-10-12",
        "published_origin": "byline",
        "published_precision": "day",
        "teaser": "According to the fund “Umit”, 41 per cent of women who asked for help were refused.",
        "truncated": True,
        "url": None,
        "language": "en",
    }
    assert second["truncated"] is False
    assert not (tmp_path / "dalil-archive").exists()


def test_read_an_article_page(run):
    status, out, _ = run("read", "page.html", "--url", "https://a.example/miners", "--json")
    (article,) = (json.loads(line) for line in out.splitlines())
    assert status == 0
    assert article["headline"] == "Miners Wait for Their Wages"
    assert (article["published"], article["published_origin"]) == ("2020-10-03", "markup")
    assert article["authors"] == ["Marat Omarov"]
    assert "All rights reserved" not in article["text"]
    assert article["agreement"] > 0.5


def test_from_a_file_to_why(run):
    assert run("add", "page.txt", "--outlet", "The Review")[0] == 0
    status, out, _ = run("list", "--country", "kz")
    assert status == 0
    assert "The Review" in out
    (article, *_) = re.findall(r"\ba[a-z2-7]{12}\b", out)
    status, out, _ = run("show", article)
    assert status == 0
    finding = re.findall(r"\bf[a-z2-7]{12}\b", out)[-1]
    status, out, _ = run("why", finding[:9])
    assert status == 0
    assert "41 per cent" in out
    assert "✓ payload" in out
    assert run("verify")[0] == 0
    assert "added 1 capture: " in run("log")[1]
    assert "the-review" in run("sources")[1]


def test_the_list_as_text_is_the_same_listing(run, tmp_path):
    run("add", "page.txt")
    _, out, _ = run("list", "--format", "text")
    (tmp_path / "again.txt").write_text(out, "utf-8")
    before = run("read", "page.txt", "--json")[1].splitlines()
    after = run("read", "again.txt", "--json")[1].splitlines()
    assert [json.loads(line) for line in after] == [json.loads(line) for line in before]
    _, out, _ = run("add", "again.txt")
    assert " 0 new versions" in out


def test_search(run):
    run("add", "page.txt")
    status, out, _ = run("search", "miner strikes")
    assert status == 0
    assert "[miners]" in out
    assert run("search", "nothing like it")[0] == 1


@pytest.mark.parametrize("form", ["table", "json"])
def test_find(run, tmp_path, form):
    (tmp_path / "text.txt").write_text("Police registered 14 murders in March.", "utf-8")
    status, out, _ = run("find", "text.txt", "--published", "2020-07-20", "--format", form)
    assert status == 0
    assert "14" in out
    assert "murders" in out
    assert "2020-03" in out


@pytest.mark.parametrize("form", ["table", "json"])
def test_find_does_the_arithmetic_again(run, tmp_path, form):
    (tmp_path / "text.txt").write_text("Police held 35 people: 20 men and 16 women.", "utf-8")
    status, out, _ = run("find", "text.txt", "--format", form)
    assert status == 0
    assert "20 + 16 = 36; the text says 35" in out
    assert '"kind":"check"' in out or "✗ 1:13  differs" in out


def test_checks_are_kept_and_explained(run, tmp_path):
    (tmp_path / "held.txt").write_text(
        "Osh: dozens held\n\nPolice in Osh held 35 people on Friday: 20 men and 16 women.\n",
        "utf-8",
    )
    assert run("add", "held.txt", "--outlet", "The Review")[0] == 0
    (article,) = re.findall(r"\ba[a-z2-7]{12}\b", run("list")[1])
    shown = run("show", article)[1]
    (line,) = [line for line in shown.splitlines() if "differs" in line]
    (finding,) = re.findall(r"\bf[a-z2-7]{12}\b", line)
    status, out, _ = run("why", finding)
    assert status == 0
    assert re.search(r"^stated +35$", out, re.MULTILINE)
    assert re.search(r"^used +20, 16$", out, re.MULTILINE)
    assert "sum.listed" in out
    assert run("verify")[0] == 0


def test_find_as_gold(run, tmp_path):
    lines = [
        json.dumps({"id": "a", "lang": "en", "published": None, "text": "There are 14 wells."}),
        "not json",
        json.dumps({"id": "b", "lang": "xx", "text": "14"}),
    ]
    (tmp_path / "p.jsonl").write_text("\n".join(lines), "utf-8")
    status, out, err = run("find", "p.jsonl", "--format", "gold")
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert "line 2" in err
    assert [line["id"] for line in found] == ["a", "b"]
    assert (found[0]["figures"][0]["value"], found[0]["figures"][0]["of"]) == (14, "wells")


def test_doctor(run):
    status, out, _ = run("doctor")
    assert status == 0
    assert "! no archive in" in out
    run("add", "page.txt")
    assert "✓ archive in" in run("doctor")[1]


WRONG = [
    (("list",), 1, "there is no archive"),
    (("add", "nowhere.html"), 1, "nowhere.html"),
    (("read", "nowhere.html"), 1, "nowhere.html"),
    (("find", "nowhere.txt"), 1, "nowhere.txt"),
    (("add", "page.txt", "--country", "Kazakhstan"), 2, "KZ"),
    (("add", "page.txt", "page.html", "--url", "https://a.example/"), 2, "--url"),
    (("read", "page.txt", "--captured", "yesterday"), 2, "yesterday"),
    (("find", "page.txt", "--published", "31.02.20"), 2, "31.02.20"),
]


@pytest.mark.parametrize(("words", "status", "says"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_said_with_a_way_out(run, words, status, says):
    found, _, err = run(*words)
    assert found == status
    assert says in err
    assert "try: " in err
    assert "Traceback" not in err


@pytest.mark.parametrize("words", [(), ("fetch",), ("list", "--format", "pdf"), ("add",)])
def test_wrong_usage(run, words):
    with pytest.raises(SystemExit) as done:
        run(*words)
    assert done.value.code == 2


def test_an_unknown_article(run):
    run("add", "page.txt")
    for words in (("show", "zzz"), ("why", "zzz")):
        status, _, err = run(*words)
        assert (status, "zzz" in err) == (1, True)


def test_control_characters_do_not_reach_the_terminal(run, tmp_path):
    page = LISTING.replace("Karaganda", "Kara\x1b[2Jganda")
    (tmp_path / "page.txt").write_text(page, "utf-8")
    run("add", "page.txt")
    assert "\x1b" not in run("list")[1]


def test_help_loads_nothing_that_takes_its_time():
    script = (
        "import sys\nfrom dalil.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "slow = {'pathlib', 'urllib.parse', 'msgspec', 'typing', 'dataclasses', 'datetime', 'sqlite3'}\n"
        "print(sorted(slow & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    assert done.stderr.strip() == "[]"


VAGUE = "Shops Close in Osh\n\nAsel Usen 03.10.20\n\nDozens of shops closed in Osh. (more…)\n"


def test_the_convention_of_vague_words_is_chosen_and_named(run, tmp_path):
    (tmp_path / "vague.txt").write_text("Dozens of shops closed in Osh.", "utf-8")
    for name, value in (("dalil", "24"), ("acled", "12")):
        status, out, _ = run("find", "vague.txt", "--convention", name, "--format", "json")
        line = json.loads(out)
        assert (status, line["convention"], line["value"]["value"]) == (0, name, value)
        assert f"convention {name}" in run("find", "vague.txt", "--convention", name)[1]
    status, _, err = run("find", "vague.txt", "--convention", "mine")
    assert status == 2
    assert "one of: dalil, acled" in err


def test_an_archive_keeps_the_convention_that_it_was_made_with(run, tmp_path):
    (tmp_path / "vague.txt").write_text(VAGUE, "utf-8")
    assert run("add", "vague.txt", "--convention", "acled")[0] == 0
    (tmp_path / "more.txt").write_text(VAGUE.replace("Shops", "Wells").replace("shops", "wells"))
    assert run("add", "more.txt")[0] == 0
    (first, second) = re.findall(r"\ba[a-z2-7]{12}\b", run("list")[1])
    for article in (first, second):
        out = run("show", article)[1]
        assert "≈ 12" in out
        assert "convention acled" in out
        assert json.loads(run("show", article, "--json")[1])["convention"] == "acled"
    finding = re.findall(r"\bf[a-z2-7]{12}\b", run("show", first)[1])[0]
    assert "convention   acled" in run("why", finding)[1]
    assert json.loads(run("why", finding, "--json")[1])["convention"] == "acled"
    status, _, err = run("add", "more.txt", "--convention", "dalil")
    assert status == 2
    assert "'acled'" in err


def test_find_as_gold_names_the_convention(run, tmp_path):
    passage = {"id": "a", "lang": "ru", "published": None, "text": "Закрылись сотни магазинов."}
    (tmp_path / "p.jsonl").write_text(json.dumps(passage), "utf-8")
    found = json.loads(run("find", "p.jsonl", "--format", "gold", "--convention", "acled")[1])
    assert found["convention"] == "acled"
    assert [figure["value"] for figure in found["figures"]] == [100]


def test_offsets_in_utf16_are_those_of_a_browser(run, tmp_path):
    text = "😀 Dozens of shops 🏚️ closed, and 14 fires 🔥 broke out."
    (tmp_path / "e.txt").write_text(text, "utf-8")
    units = text.encode("utf-16-le")
    words = ("find", "e.txt", "--language", "en", "--format", "json")
    plain = [json.loads(line) for line in run(*words)[1].splitlines()]
    wide = [json.loads(line) for line in run(*words, "--offsets", "utf16")[1].splitlines()]
    assert len(plain) == 2
    for one, other in zip(plain, wide, strict=True):
        assert other["offsets"] == "utf16"
        pairs = [(one["span"], other["span"]), (one["context"], other["context"])]
        for name, spans in one["parts"].items():
            pairs += zip(spans, other["parts"][name], strict=True)
        for point, unit in pairs:
            cut = units[2 * unit["start"] : 2 * unit["end"]].decode("utf-16-le")
            assert cut == text[point["start"] : point["end"]]
    assert plain[1]["span"] != wide[1]["span"]
    assert run("find", "e.txt", "--offsets", "utf16")[0] == 2


def test_a_language_that_is_not_known_is_said_and_digits_are_read(run, tmp_path):
    (tmp_path / "x.txt").write_text("Ala 14 xyz.", "utf-8")
    status, out, err = run("find", "x.txt", "--language", "xx")
    assert (status, "14" in out) == (0, True)
    assert "'xx'" in err
    assert "only digits are read" in err
    assert run("find", "x.txt", "--language", "en")[2] == ""


@pytest.mark.parametrize("command", [("list",), ("search", "miners"), ("changes",)])
def test_what_is_not_there_is_no_empty_list(run, command):
    run("add", "page.txt", "--source", "gazette")
    status, out, err = run(*command, "--country", "ZZ")
    assert (status, out) == (1, "")
    assert "'ZZ'" in err
    assert "KZ" in err
    status, out, err = run(*command, "--source", "nowhere")
    assert (status, out) == (1, "")
    assert "'nowhere'" in err
    assert run(*command, "--country", "kz", "--source", "gazette")[2] == ""


def test_one_is_not_many(run, tmp_path):
    (tmp_path / "vague.txt").write_text(VAGUE, "utf-8")
    out = run("add", "vague.txt")[1] + run("list")[1] + run("verify")[1]
    assert "kept 1 capture: 1 new version of articles, 1 figure\n" in out
    assert "\n1 article\n" in out
    assert not re.search(r"\b1 (captures|versions|articles|figures)", out)
