"""The query language: what is read, what is not and said, and laws that hold for any query."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.model import Source
from dalil.query import parse
from dalil.query.operators import OPERATORS, Unread, amount, day
from dalil.query.tree import NOTES, And, Not, Or, Stated, Words, said, written
from tests.timing import holds, seconds

SOURCES = (
    Source(id="gazette", outlet="The Steppe Gazette"),
    Source(id="vestnik", outlet="Вестник долины"),
)

READ = [
    ("journalists courts", "journalists courts"),
    ("Ёлка", "елка"),
    ('"for slander" -theft', '"for slander" -theft'),
    ("«жала жабу» “a b” „c d”", '"жала жабу" "a b" "c d"'),
    ("a OR b", "a OR b"),
    ("a | b ИЛИ c НЕМЕСЕ d", "a OR b OR c OR d"),
    ("a AND b & c", "a b c"),
    ("a b OR c", "(a b) OR c"),
    ("a (b OR c)", "a (b OR c)"),
    ("a -(b c)", "a -(b c)"),
    ("a NOT b", "a -b"),
    ("-(-a)", "a"),
    ("a a a", "a"),
    ("нур-султан", '"нур султан"'),
    ("осужд*", "осужд*"),
    ('"суд осужд*"', '"суд осужд*"'),
    ("exact:Путин", "exact:путин"),
    ("exact:yes Путин", "путин exact:yes"),
    ("source:gazette", "source:gazette"),
    ("source:Steppe", "source:gazette"),
    ("source:vestnik OR source:gazette", "source:vestnik OR source:gazette"),
    ("source:Vestnik", "source:vestnik"),
    ("site:вестник a", "source:vestnik a"),
    ("lang:ru", "lang:ru"),
    ("lang:русский", "lang:ru"),
    ("language:Kazakh", "lang:kk"),
    ("place:kz", "place:KZ"),
    ("place:Казахстан", "place:KZ"),
    ("country:Қырғызстан", "place:KG"),
    ('place:"South Korea"', "place:KR"),
    ('author:"Dana Oralova"', 'author:"dana oralova"'),
    ("from:2020", "from:2020"),
    ("from:2020-8 to:06.09.2021", "from:2020-08 to:2021-09-06"),
    ("date:2020-01/2020-06", "date:2020-01/2020-06"),
    ("date:2020..2021", "date:2020/2021"),
    ("on:2020-08-06", "date:2020-08-06"),
    ("figure:>100", "figure:>100"),
    ("figure: >100", "figure:>100"),
    ("figure:>=1,000", "figure:>=1000"),
    ("figure:<0.5", "figure:<0.5"),
    ("figure:0,5", "figure:=0.5"),
    ("figure:≤5", "figure:<=5"),
    ("figure:100..200", "figure:100..200"),
    ("figure:100–200", "figure:100..200"),
    ("figure:..200", "figure:<=200"),
    ("figure:>50%", 'figure:>50 unit:"%"'),
    ("figure:2.6bn", "figure:=2600000000"),
    ("figure:30тыс", "figure:=30000"),
    ('figure:"1 200"', "figure:=1200"),
    ("figure:>100 unit:% of:convictions", 'figure:>100 unit:"%" of:convictions'),
    ("figure:>100 figure:<=200", "figure:>100 figure:<=200"),
    ("figure:any", "has:figures"),
    ('law:"Criminal Code" article:130', 'law:"criminal code" article:130'),
    ("article:ст.73-1", 'article:"73-1"'),
    ('law: "Criminal Code"', 'law:"criminal code"'),
    ("has:figures edited:yes", "has:figures edited:yes"),
    ("edited:нет", "edited:no"),
    ("", ""),
    ("   ", ""),
]


@pytest.mark.parametrize(("query", "read"), READ)
def test_read(query, read):
    found = parse(query, SOURCES)
    assert found.written == read
    assert not found.notes


SAID = [
    ('a "b c', "a b c", "quote"),
    ("(a", "a", "parenthesis"),
    ("a) b", "a b", "parenthesis"),
    ("a OR", "a", "alone"),
    ("OR a", "a", "alone"),
    ("a -", "a", "signs"),
    ("*** a", "a", "signs"),
    ("ab*", "ab", "wildcard"),
    ("*tion", "tion", "wildcard"),
    ("co*ion", "co ion", "wildcard"),
    ("foo:bar", "foo bar", "operator"),
    ("figure: a", "a", "empty"),
    ("from:2020-13", "", "date"),
    ("from:yesterday a", "a", "date"),
    ("to:31.02.2020", "", "date"),
    ("from:2021 to:2020", "from:2021 to:2020", "backwards"),
    ("date:2021/2020", "date:2021/2020", "backwards"),
    ("figure:many", "", "number"),
    ("figure:>", "", "number"),
    ("figure:1e999", "", "number"),
    ("place:Narnia", "narnia", "place"),
    ("lang:klingonese", "", "language"),
    ("source:nobody", "source:nobody", "source"),
    ("has:money", "", "has"),
    ("article:first", "", "article"),
    ("edited:perhaps", "", "has"),
    ("x" * 1_001, "x" * 1_000, "long"),
    ("(" * 40 + "a", "", "deep"),
    (" ".join(f"w{n}" for n in range(99)), None, "many"),
]


@pytest.mark.parametrize(("query", "read", "code"), SAID)
def test_what_cannot_be_read_is_said(query, read, code):
    found = parse(query, SOURCES)
    assert code in [note.code for note in found.notes]
    if read is not None:
        assert found.written.replace('"', "") == read


def test_every_note_can_be_said():
    codes = {code for _, _, code in SAID}
    assert codes == set(NOTES)
    for query, _, _ in SAID:
        assert all(said(note) for note in parse(query).notes)


def test_conditions_of_one_figure_go_together_wherever_they_stand():
    tree = parse("unit:% courts figure:>100 of:convictions").tree
    assert isinstance(tree, And)
    (stated,) = [part for part in tree.parts if isinstance(part, Stated)]
    assert (stated.number.low, stated.unit, stated.of) == (100, "%", ("convictions",))


def test_two_units_are_two_figures():
    tree = parse("unit:% unit:KZT").tree
    assert isinstance(tree, And)
    assert len(tree.parts) == 2


def test_a_join_in_small_letters_is_a_word():
    assert parse("a or b").written == "a or b"


def test_an_address_is_words():
    assert parse("https://example.org/a-b").written == '"https example org a b"'


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("1,234,567", 1_234_567), ("1 234", 1234), ("1.5", 1.5), ("1,5", 1.5), ("-3", -3),
     ("2.5k", 2500), ("3млн", 3e6), ("12мың", 12000)],
)  # fmt: skip
def test_amounts(text, number):
    assert amount(text) == number


@pytest.mark.parametrize("text", ["", "x", "1.2.3.4,5", "--1", "1 dozen", "nan", "inf", "9" * 400])
def test_what_is_no_amount(text):
    with pytest.raises(Unread):
        amount(text)


@pytest.mark.parametrize("text", ["", "20", "2020-00", "2020-02-30", "0000", "2020-1-1-1", "٢٠٢٠"])
def test_what_is_no_day(text):
    with pytest.raises(Unread):
        day(text)


def test_every_operator_reads_its_example():
    for operator in OPERATORS:
        found = parse(operator.example, [Source(id="steppe", outlet="Steppe")])
        assert found.tree is not None, operator.name
        assert not found.notes, operator.name


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────

PIECES = st.sampled_from(
    ["a", "суд", "OR", "AND", "-", "(", ")", '"', "«", "x*", "*", "figure:>3", "figure:", "unit:%",
     "place:kz", "from:2020", "to:1", "exact:yes", "exact:b", "source:gazette", "of:c", ":", "law:d",
     "a:b", "has:figures", "\0", "\ud800", "é", "|"]
)  # fmt: skip
QUERIES = st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES, max_size=30).map("".join)


@given(QUERIES | st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_reading_never_raises_and_reading_what_was_read_gives_the_same(query):
    found = parse(query, SOURCES)
    again = parse(found.written, SOURCES)
    assert again.tree == found.tree
    assert again.exact == found.exact


WORDS = st.builds(lambda word: Words((word,)), st.sampled_from(["a", "b", "суд"]))
TREES = st.recursive(
    WORDS, lambda part: st.builds(Not, WORDS) | st.lists(part, min_size=2, max_size=3).map(
        lambda parts: Or(tuple(dict.fromkeys(parts))) if len(set(parts)) > 1 else parts[0]
    ), max_leaves=8
)  # fmt: skip


@given(TREES)
@settings(max_examples=100, deadline=None)
def test_what_is_written_says_the_tree(tree):
    assert written(parse(written(tree)).tree) == written(
        parse(written(parse(written(tree)).tree)).tree
    )


@pytest.mark.parametrize(
    "query", ["(" * 10_000, '"' * 10_000, "a:" * 5_000, "-" * 10_000, "*" * 10_000, "a " * 5_000,
              "figure:" + "9," * 5_000, "place:" + "x" * 9_999, "«»" * 5_000]
)  # fmt: skip
def test_hostile_queries_are_read_quickly(query):
    parse("place:x lang:y")  # the names of countries are loaded once
    assert holds(lambda: seconds(lambda: parse(query)) < 0.2)
