"""A citation says what is known, in each form's own way, and nothing more."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dalil.export.citation import FORMATS, LANGUAGES, Cited, bibtex, csl, csl_json, footnote, ris
from dalil.model import Published, Span

CITED = Cited(
    id="fexample",
    title="After the Flood: Tents & 12% of Houses",
    authors=("Aigul S.", "Saida K."),
    outlet="The Steppe Gazette",
    published=Published(on="2020-08-06", precision="day", origin="byline"),
    url="https://gazette.example/kz/1?a=b_c",
    language="en",
    seen_at=datetime(2020, 8, 7, 10, 0, tzinfo=UTC),
    version="vexample",
    digest="sha256:" + "ab" * 32,
    exact="at least\n41",
    span=Span(12, 23),
)
UNDATED = replace(CITED, published=None, authors=(), title=None, url=None, seen_at=None)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "Aigul S., Saida K., “After the Flood: Tents & 12% of Houses”, The Steppe Gazette, "
                "6 August 2020, https://gazette.example/kz/1?a=b_c (as archived 7 August 2020, 10:00 UTC; "
                "Dalil fexample, sha256:abababababababab): “at least 41”, characters 12–23."
            ),
        ),
        (
            "ru",
            (
                "Aigul S., Saida K. After the Flood: Tents & 12% of Houses // The Steppe Gazette. — "
                "6 августа 2020 г. — URL: https://gazette.example/kz/1?a=b_c (архивная копия: "
                "7 августа 2020 г., 10:00 UTC; Dalil fexample, sha256:abababababababab): "
                "«at least 41», знаки 12–23."
            ),
        ),
        (
            "kk",
            (
                "Aigul S., Saida K. After the Flood: Tents & 12% of Houses // The Steppe Gazette. — "
                "2020 ж. 6 тамыз. — URL: https://gazette.example/kz/1?a=b_c (мұрағат көшірмесі: "
                "2020 ж. 7 тамыз, 10:00 UTC; Dalil fexample, sha256:abababababababab): "
                "«at least 41», 12–23 таңбалар."
            ),
        ),
    ],
)
def test_a_footnote_in_three_languages(language: str, said: str) -> None:
    assert " ".join(footnote(CITED, language).split()) == said


@pytest.mark.parametrize(
    ("on", "said"), [("2020-08", "August 2020"), ("2020", ", 2020,"), ("soon", "soon")]
)
def test_a_date_is_as_exact_as_it_was_stated(on: str, said: str) -> None:
    published = Published(on=on, precision="month", origin="byline")
    assert said in footnote(replace(CITED, published=published))


def test_what_nobody_knows_is_not_made_up() -> None:
    assert "n.d." in footnote(UNDATED)
    assert "б. д." in footnote(UNDATED, "ru")
    assert "year" not in bibtex(UNDATED)
    assert not {"issued", "author", "title", "URL", "accessed"} & csl(UNDATED).keys()
    tags = [line[:2] for line in ris(UNDATED).splitlines()]
    assert not {"PY", "DA", "AU", "TI", "UR", "Y2"} & set(tags)


def test_bibtex_escapes_what_tex_would_read() -> None:
    entry = bibtex(CITED)
    assert r"title = {{After the Flood: Tents \& 12\% of Houses}}" in entry
    assert "author = {{Aigul S.} and {Saida K.}}" in entry
    assert "url = {https://gazette.example/kz/1?a=b_c}" in entry
    assert entry.startswith("@misc{fexample,\n")


def test_csl_has_the_parts_of_the_date_that_are_known() -> None:
    (item,) = json.loads(csl_json(CITED))
    assert item["issued"] == {"date-parts": [[2020, 8, 6]]}
    assert item["accessed"] == {"date-parts": [[2020, 8, 7]]}
    assert item["author"] == [{"literal": "Aigul S."}, {"literal": "Saida K."}]


def test_ris_is_one_record() -> None:
    lines = ris(CITED).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    assert "DA  - 2020/08/06/" in lines
    assert "Y2  - 2020/08/07" in lines


TEXTS = st.none() | st.text(max_size=40)


@example(title="a\r\nTY  - BOOK", author="\r\n", url=None, on="", exact=None)
@given(title=TEXTS, author=st.text(max_size=20), url=TEXTS, on=st.text(max_size=12), exact=TEXTS)
def test_any_text_makes_whole_records(
    title: str | None, author: str, url: str | None, on: str, exact: str | None
) -> None:
    cited = replace(
        CITED,
        title=title,
        authors=(author,),
        url=url,
        exact=exact,
        published=Published(on=on, precision="day", origin="guess"),
    )
    for language in LANGUAGES:
        footnote(cited, language)
    assert all(FORMATS.values())
    entry = bibtex(cited)
    depth = 0
    for place, c in enumerate(entry):
        if c in "{}" and entry[place - 1] != "\\":
            depth += 1 if c == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert all(line[2:6] == "  - " for line in ris(cited).split("\r\n")[:-1])
