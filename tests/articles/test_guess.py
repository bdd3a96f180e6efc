"""A date that stands only in a page's text, found without loading two hundred languages."""

import subprocess
import sys

import pytest

from dalil.articles.guess import guesser

PAGE = """<html><body><h1>New wells in the lowland</h1><p>{}</p>
<p>The council paid for four wells, and the work went on until the first snow came.</p></body>"""


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("Written by the desk, 14 March 2019, in the evening", "2019-03-14"),
        ("Жазылған күні: 2019 жылғы 14 наурыз", "2019-03-14"),
        ("Опубликовано в четверг, 14 марта 2019 года", "2019-03-14"),
        ("Nothing here says when", None),
    ],
)
def test_dates_in_the_text(line: str, on: str | None) -> None:
    assert guesser(PAGE.format(line), None, None)() == on


def test_no_page_at_all() -> None:
    assert guesser("", None, None)() is None


def test_dateparser_is_not_loaded() -> None:
    code = (
        "import sys; from dalil.articles.guess import guesser;"
        f"guesser({PAGE.format('Nothing from 2019 or 3/2018, but 5 figures in Octember')!r}, None, None)();"
        "print('dateparser' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
