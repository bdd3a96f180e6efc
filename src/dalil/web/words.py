"""How the room speaks: its own words, dates, numbers and names in the reader's language.

Every word of the interface is written in English where it is used and goes through ``say`` or
``count``; ``languages/<code>.toml`` has the same in another language. Dates, numbers and names of
countries and languages come from the Unicode CLDR by way of Babel.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_interval, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import UnknownUnitError, format_unit

from dalil.model import ArticleChange, Figure, Law, Published

CATALOGUES = Path(__file__).parent / "languages"
LOCALES = {"en": "en_GB", "ru": "ru", "kk": "kk"}
LANGUAGES = tuple(LOCALES)
SIGNS = {"exact": "", "about": "≈", "min": "≥", "max": "≤", "range": ""}
SKELETONS = {1: "y", 2: "yMMM", 3: "yMMMd"}
DURATIONS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
AUTONYMS = {"kk": "қазақша"}  # CLDR: "қазақ тілі", too long for a line of many things
LENGTHS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_LENGTH = re.compile(r"P(\d{1,4})([YMWD])", re.ASCII)
CLOSE_UNITS = frozenset({"%", "×", "°C"})

Forms = str | Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure's amount, ready to be set: each symbol with the words to read aloud for it."""

    sign: str  #       "≥", or nothing
    sign_said: str  #  "at least"
    amount: str  #     "2,500" or "30–45"
    unit: str  #       "%", " KZT", " years"
    arrow: str  #      "▲", "▼" or nothing: it is the size of a change
    arrow_said: str

    def __str__(self) -> str:
        return f"{self.arrow}{self.sign}{self.amount}{self.unit}"


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language."""

    code: str
    locale: Locale
    catalogue: Mapping[str, Forms]

    @classmethod
    def of(cls, code: str) -> Words:
        """The words of a language in ``LANGUAGES``."""
        return _words(code)

    # words

    def say(self, text: str, **values: object) -> str:
        """``text`` in this language, ``{names}`` in it filled in."""
        said = self.catalogue.get(text, text)
        return (said if isinstance(said, str) else text).format(**values)

    def count(self, n: int, one: str, many: str, **values: object) -> str:
        """``one`` or ``many`` in the form that ``n`` asks for; ``{n}`` is the number itself."""
        forms = self.catalogue.get(many)
        if forms is None:
            form = one if n == 1 else many
        elif isinstance(forms, str):
            form = forms
        else:
            form = forms.get(str(self.locale.plural_form(n))) or forms["other"]
        return form.format(n=self.number(n), **values)

    # names

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166-1 alpha-2 code."""
        own = self.catalogue.get(f"country {code.upper()}")
        return str(own or self.locale.territories.get(code.upper(), code.upper()))

    def language(self, code: str) -> str:
        """A language's name for itself: "English", "русский"."""
        return _autonym(code)

    # numbers

    def number(self, value: Decimal | float) -> str:
        """All digits that ``value`` has, grouped; where those are too many, as a power of ten."""
        if isinstance(value, Decimal) and not -24 < value.adjusted() < 24:
            return str(value)
        try:
            return format_decimal(value, locale=self.locale, decimal_quantization=False)
        except InvalidOperation:  # more digits than decimal arithmetic carries
            return str(value)

    def share(self, part: float) -> str:
        """0..1 as whole per cent."""
        return f"{round(part * 100)} %"

    def sureness(self, confidence: float) -> str:
        """A confidence in a word."""
        if confidence >= 0.85:
            return self.say("sure")
        if confidence >= 0.65:
            return self.say("fairly sure")
        return self.say("unsure") if confidence >= 0.4 else self.say("doubtful")

    def reason(self, text: str) -> str:
        """What a confidence suffers from; as the finder says it where there is no translation."""
        said = self.catalogue.get(text, text)
        return said if isinstance(said, str) else text

    def size(self, length: int) -> str:
        """A number of bytes."""
        return self.count(length, "{n} byte", "{n} bytes")

    def quantity(self, figure: Figure) -> Quantity:
        """A figure's value with its bound and unit."""
        return Quantity(
            sign=SIGNS[figure.bound],
            sign_said=self._bound(figure.bound),
            amount=self._amount(figure),
            unit=self._unit(figure),
            arrow={"up": "▲", "down": "▼", None: ""}[figure.change],
            arrow_said={"up": self.say("up by"), "down": self.say("down by"), None: ""}[
                figure.change
            ],
        )

    def _amount(self, figure: Figure) -> str:
        values = figure.value if isinstance(figure.value, tuple) else (figure.value,)
        amount = "–".join(self.number(_short(value)) for value in values)
        return f"№ {amount}" if figure.unit == "rank" else amount

    def _unit(self, figure: Figure) -> str:
        unit = {"1": "", "rank": "", "x": "×", "%": "%"}.get(figure.unit, figure.unit)
        if unit in DURATIONS:
            return self._duration(figure, unit)
        unit = self.say(f"unit {unit}") if f"unit {unit}" in self.catalogue else unit
        close = not unit or (unit in CLOSE_UNITS and self.code == "en") or unit == "×"
        return unit if close else f"\u202f{unit}"

    def _duration(self, figure: Figure, unit: str) -> str:
        last = figure.value[-1] if isinstance(figure.value, tuple) else figure.value
        try:
            said = format_unit(last, f"duration-{unit}", locale=self.locale)
        except (UnknownUnitError, InvalidOperation):
            return f" {unit}"
        return " " + said.lstrip("-−0123456789.,\u00a0\u202f ")

    def _bound(self, bound: str) -> str:
        said = {"about": "about", "min": "at least", "max": "at most"}.get(bound)
        return self.say(said) if said else ""

    # findings

    def why(self, rule: str) -> str | None:
        """What a rule goes by, in a few words; None where only its name tells."""
        field, _, way = rule.partition(".")
        said = WHYS.get(rule) or WHYS.get(f"*.{way}") or WHYS.get(f"{field}.*")
        return self.say(said) if said else None

    def speech(self, form: str) -> str:
        """Whether a quotation has a person's own words."""
        return self.say(SPEECH[form]) if form in SPEECH else form

    def law_change(self, change: str) -> str:
        """What a text says happened to a law."""
        return self.say(LAW_CHANGES[change]) if change in LAW_CHANGES else change

    def place_in(self, law: Law) -> str:
        """Where in an act: "article 130, part 2"."""
        said = (
            law.article and self.say("article {n}", n=law.article),
            law.part and self.say("part {n}", n=law.part),
            law.paragraph and self.say("paragraph {n}", n=law.paragraph),
        )
        return ", ".join(filter(None, said))

    # changes

    def kind(self, kind: str) -> str:
        """A kind of change."""
        return self.say(CHANGES.get(kind, kind))

    def changed(self, change: ArticleChange) -> str:
        """What changed, in words: "the headline and 2 figures"."""
        things = [self.say(said) for kind, said in CHANGED.items() if kind in change.kinds]
        if change.figures:
            things.append(self.count(len(change.figures), "{n} figure", "{n} figures"))
        return format_list(things, locale=self.locale) if things else self.say("the wording")

    def verdict(self, text: str) -> str:
        """Why a date was taken or passed over; as the reader says it where it is not known."""
        said, _, origin = text.partition(": ")
        if origin in ORIGINS:
            return f"{self.say(said)}: {self.say(ORIGINS[origin])}"
        return self.reason(text)

    # dates

    def date(self, iso: str | None) -> str:
        """A date of any precision: "6 Aug 2020", "Aug 2020", "2020"; as it is if it is none."""
        parts = _date_parts(iso or "")
        if parts is None:
            return iso or self.say("undated")
        return _date_said(self.code, parts)

    def period(self, iso: str) -> str:
        """A date, a length or an interval of ISO 8601, also one with an open end."""
        start, slash, end = iso.partition("/")
        if length := _LENGTH.fullmatch(iso):
            return format_unit(int(length[1]), f"duration-{LENGTHS[length[2]]}", locale=self.locale)
        if not slash:
            return self.date(iso)
        if start in ("", ".."):
            return self.say("until {day}", day=self.date(end))
        if end in ("", ".."):
            return self.say("since {day}", day=self.date(start))
        return self._interval(start, end)

    def _interval(self, start: str, end: str) -> str:
        first, last = _date_parts(start), _date_parts(end)
        if not first or not last or len(first) != len(last):
            return f"{self.date(start)} – {self.date(end)}"
        ends = (_first_day(first), _first_day(last))
        return format_interval(*ends, skeleton=SKELETONS[len(first)], locale=self.locale)

    def published(self, published: Published | None) -> str:
        """The date of publication, with the time where the page gives one."""
        if published is None:
            return self.say("undated")
        hour = _clock(published)
        return f"{self.date(published.on)}, {hour}" if hour else self.date(published.on)

    def how_found(self, origin: str) -> str:
        """Where a date stood."""
        return self.say(ORIGINS.get(origin, origin))

    def how_dated(self, published: Published | None) -> str:
        """Where a date stood and how exact it is."""
        if published is None:
            return self.say("the publication gives no date")
        origin = self.say(ORIGINS[published.origin])
        precision = self.say(PRECISIONS[published.precision])
        return f"{origin}, {precision}"

    def moment(self, when: datetime | None) -> str:
        """A time of collection, in UTC."""
        if when is None:
            return self.say("at an unknown time")
        at = when.astimezone(UTC) if when.tzinfo else when
        hour = format_time(at.timetz(), "HH:mm", locale=self.locale)
        return f"{format_skeleton('yMMMd', at, locale=self.locale)}, {hour} UTC"

    def moment_of(self, iso: str) -> str:
        """A time of collection from its ISO 8601; as it is if it is none."""
        try:
            return self.moment(datetime.fromisoformat(iso))
        except ValueError:
            return iso

    def between(self, after: datetime | None, at: datetime | None) -> str:
        """When something changed, as far as its last sighting before and its first one after tell."""
        if after is None or at is None:
            return self.moment(at)
        first, last = self.day_of(after), self.day_of(at)
        if first == last:
            first, last = self.moment(after), self.moment(at)
        return self.say("between {after} and {at}", after=first, at=last)

    def day_of(self, when: datetime | None) -> str:
        """The day of a time of collection, in UTC."""
        if when is None:
            return self.say("at an unknown time")
        at = when.astimezone(UTC) if when.tzinfo else when
        return format_skeleton("yMMMd", at, locale=self.locale)


ORIGINS = {
    "byline": "from the byline",
    "markup": "from the page’s markup",
    "url": "from the address",
    "feed": "from the feed",
    "sitemap": "from the sitemap",
    "api": "from the publishing system",
    "guess": "guessed from the page’s text",
}
CHANGES = {
    "figure": "Figures",
    "headline": "Headline",
    "correction": "Correction",
    "wording": "Wording",
    "cosmetic": "Signs and spaces",
    "deletion": "Gone",
    "return": "Back again",
}
CHANGED = {
    "headline": "the headline",
    "correction": "the correction",
    "wording": "the wording",
    "cosmetic": "signs and spaces",
}
SPEECH = {
    "direct": "word for word",
    "indirect": "in the publication’s words",
    "partial": "partly word for word",
}
LAW_CHANGES = {
    "adopted": "adopted",
    "amended": "amended",
    "repealed": "repealed",
    "moved": "moved",
    "proposed": "proposed",
}
WHYS = {  # by the name of a rule, or what several names have in common
    "*.named": "named in the sentence",
    "*.carried": "carried on from what was said before",
    "*.backward": "named a little later",
    "*.listed": "as in the rest of the list",
    "*.frame": "from the phrase around the number",
    "of.counted": "the words beside the number",
    "of.measured": "the words beside the number",
    "of.subject": "the subject of the sentence",
    "of.counted_again": "named again beside another number",
    "of.named_before": "named before the number",
    "of.pronoun": "what a pronoun stands for",
    "of.of_them": "what a pronoun stands for",
    "of.after_of": "the words after “of”",
    "of.share_of": "what it is a share of",
    "of.of_total": "what it is a share of",
    "of.dashed": "the words on the other side of a dash or colon",
    "of.purpose": "what it is for",
    "of.compared": "what it is compared with",
    "of.paired": "as in the other number of the pair",
    "unit.*": "the word or sign beside the number",
    "bound.*": "a word that says so",
    "status.*": "a word that says so",
    "change.*": "a word that says so",
    "convention.*": "what a vague word stands for",
}
VERDICTS = (
    "says the same",
    "another one comes first",
    "later than the capture",
    "later than today",
    "before there were web pages",
    "before the day of publication",
    "no date that can be",
    "may be the day of collection: it does not stand below the headline",
    "a year or month that was made a day",
    "the day of collection, which stands in no date field",
)
PRECISIONS = {
    "year": "exact to the year",
    "month": "exact to the month",
    "day": "exact to the day",
    "minute": "exact to the minute",
    "second": "exact to the second",
}


def wanted(asked: str | None, kept: str | None, accepted: str | None) -> str:
    """The interface language: asked for in the address, kept in a cookie, or the browser's."""
    for code in (asked, kept, *_accepted(accepted or "")):
        if code in LOCALES:
            return str(code)
    return LANGUAGES[0]


def _accepted(header: str) -> Iterable[str]:
    """The language codes of an ``Accept-Language``, best first (RFC 9110, 12.5.4)."""
    weighed = []
    for place, item in enumerate(header[:400].split(",")):
        tag, _, weight = item.partition(";q=")
        weighed.append((-_weight(weight), place, tag.strip().lower().partition("-")[0]))
    return (code for weight, _, code in sorted(weighed) if weight < 0)


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


@lru_cache(maxsize=20_000)  # a table or a chart says the same days many times
def _date_said(code: str, parts: tuple[int, ...]) -> str:
    return format_skeleton(SKELETONS[len(parts)], _first_day(parts), locale=_words(code).locale)


@cache
def _words(code: str) -> Words:
    return Words(code, Locale.parse(LOCALES[code]), _catalogue(code))


def _catalogue(code: str) -> dict[str, Forms]:
    path = CATALOGUES / f"{code}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


@cache
def _autonym(code: str) -> str:
    if code in AUTONYMS:
        return AUTONYMS[code]
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return code
    return locale.get_language_name() or code


def _short(value: Decimal) -> Decimal:
    """``value`` as a reader wants it: 11.11 for a ninth; digits that a text states are all kept."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6 and -6 < value.adjusted() < 12:
        return round(value, 2)
    return value


def _date_parts(iso: str) -> tuple[int, ...] | None:
    """Year, month and day as far as ``iso`` gives them; None if it is not a date."""
    pieces = iso.split("T")[0].split("-")
    if not all(piece.isascii() and piece.isdigit() for piece in pieces) or len(pieces) > 3:
        return None
    parts = tuple(int(piece) for piece in pieces)
    try:
        _first_day(parts)
    except (ValueError, OverflowError):
        return None
    return parts


def _first_day(parts: tuple[int, ...]) -> date:
    return date(*(*parts, 1, 1)[:3])


def _clock(published: Published) -> str | None:
    """``14:05`` as the page itself gives it, in the page's own time zone."""
    if published.precision not in ("minute", "second") or not published.at:
        return None
    return published.at.partition("T")[2][:5] or None
