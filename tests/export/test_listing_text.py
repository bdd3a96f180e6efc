"""What is written as a plain-text listing reads back as the same entries."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.export.listing_text import listing_text
from dalil.model import Entry, Published
from dalil.sources import read_listing

WORDS = st.sampled_from(
    [
        "court",
        "village",
        "river",
        "minister",
        "teachers",
        "40%",
        "wells",
        "of",
        "the",
        "in",
        "суд",
        "ауыл",
        "реки",
        "212",
        "“quoted”",
        "«слово»",
        "–",
        "(MP)",
        "tenge,",
        "police:",
        "K.",
    ]
)
PERSONS = st.sampled_from(
    ["Aizhan Toleu", "Marat Ilyasov", "Иванов Иван", "Ерлан Сапаров", "A. B. Pak"]
)
HOUSES = st.sampled_from(["STEPPE.info", "Editorial board", "Koksu Gazette", "Агентство Кокс"])
DAYS = st.dates(
    min_value=__import__("datetime").date(1990, 1, 1),
    max_value=__import__("datetime").date(2060, 1, 1),
)


@st.composite
def headlines(draw: st.DrawFn) -> str:
    return (
        "The "
        + " ".join(draw(st.lists(WORDS, min_size=2, max_size=12)))
        + draw(st.sampled_from(["", "?", "!", " x"]))
    )


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    dated = draw(st.booleans())
    byline = draw(st.none() | PERSONS | HOUSES)
    teaser = draw(
        st.none()
        | st.lists(WORDS, min_size=9, max_size=40).map(
            lambda words: "It says " + " ".join(words) + " again."
        )
    )
    on = draw(DAYS).isoformat() if dated else None
    return Entry(
        headline=draw(headlines()),
        byline=byline,
        published=Published(on=on, precision="day", origin="byline") if on else None,
        teaser=teaser,
        truncated=draw(st.booleans()) if teaser else False,
    )


def held(entry: Entry) -> tuple[object, ...]:
    return (
        entry.headline,
        entry.byline,
        entry.published.on if entry.published else None,
        entry.teaser,
        entry.truncated,
    )


@settings(max_examples=150, deadline=None)
@given(
    st.lists(entries(), min_size=1, max_size=8).filter(
        lambda many: any(e.teaser or e.published for e in many)
    )
)
def test_reading_what_was_written_gives_the_same_entries(many: list[Entry]) -> None:
    back = read_listing(listing_text(many)).entries
    assert [held(entry) for entry in back] == [held(entry) for entry in many]


def test_the_shape() -> None:
    entry = Entry(
        headline="The well runs dry",
        byline="Aizhan Toleu",
        published=Published(on="2021-06-14", precision="day", origin="byline"),
        teaser="Villagers buy water.",
        truncated=True,
    )
    assert (
        listing_text([entry])
        == "The well runs dry\n\nAizhan Toleu 14.06.21\n\nVillagers buy water. (more…)\n"
    )


def test_nothing_gives_an_empty_text() -> None:
    assert listing_text([]).strip() == ""
