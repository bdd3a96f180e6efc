"""``/kz``: a country's articles across publications, newest first."""

from __future__ import annotations

from dalil.web.facets import facets
from dalil.web.listed import FED, FEED_ITEMS, Asking, card_items, card_rows
from dalil.web.sheet import Absent, Ask, Sheet

CARDS = 20


def page(ask: Ask) -> Sheet:
    """The card list of one country, by publication and language where asked."""
    code = ask.path["country"]
    known = {count.country: count for count in ask.archive.countries()}
    if code not in known:
        name = ask.words.country(code)
        raise Absent(ask.words.say("No article in this archive concerns {country}", country=name))
    source, language = ask.text("source"), ask.text("language")
    cards = ask.archive.cards(
        country=code,
        source=source,
        language=language,
        before=ask.place("before"),
        after=ask.place("after"),
        limit=CARDS,
    )
    tally = ask.archive.tally(country=code, source=source, language=language)
    chosen = {"source": source, "language": language}
    return Sheet(
        template="country.html",
        title=ask.words.country(code),
        context={
            "country": known[code],
            "cards": cards,
            "facets": facets(ask, tally, chosen),
            "chosen": chosen,
        },
        data=cards,
        rows=card_rows(cards.total, _asked(code, source, language)) if ask.form == "csv" else None,
        feed=card_items(
            _asked(code, source, language)(ask.archive, None, FEED_ITEMS).cards, ask.words
        )
        if ask.form in FED
        else (),
    )


def _asked(code: str, source: str | None, language: str | None) -> Asking:
    return lambda archive, before, limit: archive.cards(
        country=code, source=source, language=language, before=before, limit=limit
    )
