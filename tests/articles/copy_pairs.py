"""Texts of which it is known whether they are copies: made from the demo archive and invented forms.

``texts()`` gives each text with the name of its origin: two texts of one origin are copies, all
others are not. Everything is drawn with fixed dice, so each run makes the same texts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dalil import demo
from dalil.articles import read_article
from dalil.captures.archive import read_warc
from dalil.model import Tool, Wording
from dalil.sources import recognise
from dalil.text import compose


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text and what it is a copy of."""

    origin: str
    how: str
    wording: Wording


def texts() -> list[Text]:
    """All of them."""
    return [*_syndicated(), *_forms(), *_about_one_event()]


def _wording(paragraphs: list[str], headline: str = "A headline") -> Wording:
    text, blocks = compose([("headline", headline), *(("paragraph", p) for p in paragraphs)])
    return Wording(form="page", text=text, blocks=blocks, reader=Tool("t", "0"))


def articles() -> list[list[str]]:
    """The paragraphs of the demo archive's articles; those that share a paragraph are taken once."""
    found: list[list[str]] = []
    seen: set[str] = set()
    for record in read_warc(demo.warc_path()):
        if recognise(record.payload, url=record.url, media_type=record.media_type) == "page":
            read = read_article(record.payload, url=record.url)
            body = [b.span.of(read.text) for b in read.blocks if b.kind == "paragraph"]
            if not seen.intersection(body):
                found.append(body)
            seen.update(paragraph for paragraph in body if len(paragraph.split()) > 15)
    return found


# ── copies ───────────────────────────────────────────────────────────────────────────────────────

OWN = [
    (
        "This newspaper was founded by teachers of the valley and is printed on Thursdays; readers who "
        "want to write to us find the address on the last page, and we answer every letter ourselves."
    ),
    (
        "Газета выходит по четвергам с первого года независимости. Редакция просит читателей присылать "
        "письма и фотографии, а также напоминать соседям о подписке на следующее полугодие."
    ),
]


def _edited(body: list[str], dice: random.Random, share: float) -> list[str]:
    """Some of the words without a capital or a digit are others now, or gone."""

    def again(word: str) -> str:
        plain = word.isalpha() and word.islower() and len(word) > 3
        if not plain or dice.random() > share:
            return word
        return dice.choice(["", word[::-1], word + " " + word[:3]])

    return [" ".join(filter(None, map(again, p.split()))) for p in body]


def _corrected(body: list[str], dice: random.Random) -> list[str]:
    """One figure is another."""
    words = [(at, n) for at, p in enumerate(body) for n, w in enumerate(p.split()) if w.isdigit()]
    if not words:
        return body
    at, n = dice.choice(words)
    paragraph = body[at].split()
    paragraph[n] = str(int(paragraph[n]) + 7)
    return [*body[:at], " ".join(paragraph), *body[at + 1 :]]


def _shortened(body: list[str], dice: random.Random) -> list[str]:
    """The first part of it, of half its words or more."""
    words, kept = sum(len(p.split()) for p in body), 0
    for count, paragraph in enumerate(body, 1):
        kept += len(paragraph.split())
        if kept >= max(words / 2, 60):
            return body[:count]
    return body


COPIED: dict[str, Callable[[list[str], random.Random], list[str]]] = {
    "word for word": lambda body, dice: body,
    "with a credit line": lambda body, dice: [
        "By the Steppe Wire, reprinted with permission.", *body, "Source: Steppe Wire, Almaty desk.",
    ],
    "shortened": _shortened,
    "lightly edited": lambda body, dice: _edited(body, dice, 0.07),
    "a figure corrected": _corrected,
    "with paragraphs of the outlet's own": lambda body, dice: [OWN[0], *body, OWN[1]],
    "other signs": lambda body, dice: [
        p.replace("ё", "е").replace("«", '"').replace("»", '"').replace(" — ", " - ") for p in body
    ],
    "shortened and lightly edited": lambda body, dice: _edited(_shortened(body, dice), dice, 0.04),
    "another beginning": lambda body, dice: [dice.choice(OWN)[:120] + ".", *body[1:]],
}  # fmt: skip


def _syndicated() -> Iterator[Text]:
    dice = random.Random(4)
    for number, body in enumerate(articles()):
        origin = f"demo {number}"
        yield Text(origin=origin, how="first", wording=_wording(body))
        for how in dice.sample(list(COPIED), 5):
            copy = _wording(COPIED[how](body, dice), "Another headline")
            yield Text(origin=origin, how=how, wording=copy)


# ── one form, filled anew: no copies ─────────────────────────────────────────────────────────────

NAMES = [
    "Aigul",
    "Timur",
    "Saule",
    "Damir",
    "Lena",
    "Marat",
    "Dina",
    "Oraz",
    "Zhanna",
    "Pavel",
    "Ilyas",
    "Gulnar",
]
FAMILIES = [
    "Ospanov",
    "Sadyk",
    "Vale",
    "Marrow",
    "Kim",
    "Abenov",
    "Lukin",
    "Serik",
    "Temir",
    "Jaksy",
    "Orlov",
    "Bekov",
]
TOWNS = [
    "Aksay",
    "Birlik",
    "Karasu",
    "Orman",
    "Saryterek",
    "Tuzdy",
    "Ushkol",
    "Zhanabulak",
    "Kokdala",
    "Taskent",
]
ГОРОДА = [
    "Аксай",
    "Бирлик",
    "Карасу",
    "Орман",
    "Сарытерек",
    "Туздов",
    "Ушколь",
    "Жанабулак",
    "Кокдала",
    "Таскент",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ДНИ = ["понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"]
SKIES = ("light rain", "snow showers", "clear skies", "thick fog", "strong wind", "drizzle")
НЕБО = ("дождь", "мокрый снег", "туман", "ясная погода", "сильный ветер", "гололедица")
CRIMES = ("theft", "fraud", "assault", "bribery", "slander", "forgery", "arson")

FORMS = {
    "weather": (
        "The weather service expects {sky} in {town} on {day}. The temperature will be {a} degrees by "
        "day and {b} by night, the wind {c} metres a second. In {town2} it will be {d} degrees, with "
        "{sky2} towards evening. Drivers are asked to be careful on the mountain roads. The service "
        "reminds that forecasts are renewed every morning at the same hour and can be had by phone."
    ),
    "погода": (
        "По данным синоптиков, в {день} в городе {город} ожидается {небо}. Температура днём составит "
        "{a} градусов, ночью {b}, ветер {c} метров в секунду. В городе {город2} будет {d} градусов, "
        "вечером {небо2}. Водителей просят соблюдать осторожность на горных дорогах и не выезжать без "
        "необходимости за пределы населённых пунктов. Прогноз обновляется каждое утро."
    ),
    "rates": (
        "The National Bank set the rate of the tenge for {day}. One dollar costs {e} tenge, one euro "
        "{f} tenge, one rouble {c} tenge. The day before the dollar cost {g} tenge on the exchange, and "
        "{h} million dollars changed hands there, the bank said in its daily report for the press. The "
        "bank sets the rate every working day after the main session of the exchange has ended."
    ),
    "court": (
        "The district court of {town} has heard the case of {name} {family}, who is accused of {crime}. "
        "The prosecutor asked for {b} years. Judge {name2} {family2} put the next hearing on {day}. The "
        "hearings are open to the public. Under the law, an appeal may be lodged with the regional "
        "court within fifteen days after the sentence has been read out and handed to the parties in "
        "writing. Until the sentence comes into force, everybody is held to be innocent."
    ),
    "obituary": (
        "After a long illness our colleague {name} {family} of {town} has died. {name} worked for the "
        "post office for many years and was known to everybody in {town2}. The family asks for quiet, "
        "and thanks all who have helped in these hard weeks. The farewell is on {day} in the house of "
        "culture; flowers may be brought from nine in the morning. The colleagues of the post office "
        "mourn with the family and will not forget."
    ),
    "brief": (
        "Good morning, {town}. It is {day}, and this is what you should know before you leave the house. "
        "Buses run as usual but for line {a}, which ends at {town2} because of road works. Water is off "
        "in {b} houses until noon. The market is open until six. {name} {family} reads from a new book "
        "in the library tonight. Do you have news for us? Write to the desk or call at any time, and "
        "we will look into it. Have a good day, and take an umbrella with you."
    ),
    "road": (
        "The road between {town} and {town2} is closed because of {sky}, the roads department said on "
        "{day}. {a} lorries and {b} cars wait at the barrier; {h} people have been put up in the school "
        "of {town}. The road will be opened when the weather allows it. The department asks not to set "
        "out without chains, food and a full tank, and to follow what the police on the road say. The "
        "telephone of the department answers day and night."
    ),
    "results": (
        "{town} beat {town2} by {b} to {c} on {day}. {name} {family} scored first, in minute {a}; the "
        "guests answered through {name2} {family2}. {h} people saw the game at the stadium. The coach "
        "said after the game that the team had played with heart and that there was still much to do "
        "before the end of the season. The next round is played in a week. The table stays as it is."
    ),
}  # fmt: skip


def filled(form: str, dice: random.Random) -> str:
    """A form with values of a day."""
    towns, cities = dice.sample(range(len(TOWNS)), 2), dice.sample(range(len(ГОРОДА)), 2)
    names, families = dice.sample(NAMES, 2), dice.sample(FAMILIES, 2)
    skies, small = dice.sample(SKIES, 2), dice.sample(range(3, 40), 4)
    return FORMS[form].format(
        town=TOWNS[towns[0]], town2=TOWNS[towns[1]], город=ГОРОДА[cities[0]],
        город2=ГОРОДА[cities[1]], day=dice.choice(DAYS), день=dice.choice(ДНИ), sky=skies[0],
        sky2=skies[1], небо=dice.choice(НЕБО), небо2=dice.choice(НЕБО), name=names[0],
        name2=names[1], family=families[0], family2=families[1], crime=dice.choice(CRIMES),
        a=small[0], b=small[1], c=small[2], d=small[3], e=dice.randrange(440, 560),
        f=dice.randrange(480, 620), g=dice.randrange(440, 560), h=dice.randrange(50, 950),
    )  # fmt: skip


def _forms() -> Iterator[Text]:
    dice = random.Random(5)
    for form in FORMS:
        for number in range(9):
            body = _wording([filled(form, dice)])
            yield Text(origin=f"{form} {number}", how="a form", wording=body)


# ── of one event, one outlet, or one that quotes another: no copies ──────────────────────────────


def _about_one_event() -> Iterator[Text]:
    """Two outlets share a statement; a follow-up quotes; articles of one outlet end alike."""
    dice = random.Random(6)
    bodies = articles()
    for number, body in enumerate(bodies):
        other = bodies[(number * 7 + 5) % len(bodies)]
        if other is body:
            continue
        words = sum(len(p.split()) for p in other)
        quoted: list[str] = []
        for paragraph in body:  # up to a third of what is new
            if sum(len(p.split()) for p in [*quoted, paragraph]) <= words / 3:
                quoted.append(paragraph)
        told = [*_edited(other, dice, 0.5), *quoted, *OWN]
        origin = f"follow-up {number}"
        yield Text(origin=origin, how="quotes another", wording=_wording(told))
