"""The catalogue of acts: every row is found by its examples, and every title by its terms."""

from __future__ import annotations

import pytest

from dalil.findings import find_laws
from dalil.findings.laws.titles import catalogue, titles
from dalil.lang import table

EXAMPLES = [
    pytest.param(row["name"], row["key"], language, said, id=f"{row['key']}-{language}")
    for _, row in catalogue()
    for language, said in row["examples"].items()
]
TITLES = [
    pytest.param(code, title, english, id=f"{code}-{title}")
    for code in ("ru", "kk")
    for title, english in table(code, "titles")["examples"].items()
]


@pytest.mark.parametrize(("name", "key", "language", "said"), EXAMPLES)
def test_an_act_is_found_by_its_examples(name: str, key: str, language: str, said: str) -> None:
    found = find_laws(said, language=language)
    acts = [law.value.act for law in found]
    assert acts == [name] or (language == "en" and len(acts) == 1)
    assert found[0].value.key is not None
    assert found[0].value.key.rpartition("/")[2] == key


@pytest.mark.parametrize(("code", "title", "english"), TITLES)
def test_a_title_is_put_together_from_its_terms(code: str, title: str, english: str) -> None:
    bare = title.removesuffix(" туралы").removeprefix("О ").removeprefix("Об ")
    assert titles(code).english(bare) == english


def test_no_two_rows_have_one_key_and_one_name() -> None:
    keys = [row["key"] for _, row in catalogue()]
    names = [row["name"] for _, row in catalogue()]
    assert len(set(keys)) == len(keys)
    assert len(set(names)) == len(names)


def test_every_term_of_a_title_reads_as_it_is_written() -> None:
    wrong = []
    for code in ("ru", "kk"):
        read = titles(code)
        for phrase, english in table(code, "titles")["terms"].items():
            if read.row(phrase) is None and not read.english(phrase):
                wrong.append((phrase, english))
    assert wrong == []


NAMES = [
    pytest.param(code, key, shown, id=f"{code}-{key}")
    for code in ("ru", "kk")
    for key, shown in table(code, "act_names")["names"].items()
]


@pytest.mark.parametrize(("code", "key", "shown"), NAMES)
def test_a_name_that_readers_are_shown_is_read_back(code: str, key: str, shown: str) -> None:
    [found] = find_laws(shown, language=code)
    assert found.value.key == key
