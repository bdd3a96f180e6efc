"""Which figure stands where on the map, and which stands nowhere, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dalil.lang.gazetteer import Place, candidates
from dalil.model import Drawable
from dalil.periods import Stretch, stretch
from dalil.web.map.shapes import shapes

Why = Literal["no place", "unknown", "several", "too small", "elsewhere", "borders"]
"""Why a figure is not on the map: it states no place; none that the gazetteer has; one of several
places of one name; a place without borders or a point of ours (a district, a village, a lake); a place
beyond the five countries; a region that had other borders then."""

Level = Literal["country", "region", "city"]
CLASSES = 5
FIVE = ("KZ", "KG", "UZ", "TJ", "TM")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the place that it is about, as far as it is known."""

    drawable: Drawable
    place: Place | None
    on: str | None  #       the last day of what it is about, else of its publication
    low: float
    high: float

    @property
    def middle(self) -> float:
        """The middle of a range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map with all figures that are stated for it, the latest first."""

    place: Place
    level: Level
    told: tuple[Told, ...]
    shade: int  #           the class of what is drawn: 0 to CLASSES - 1


@dataclass(frozen=True, slots=True)
class Map:
    """Everything that is drawn, and what is not."""

    on: str | None  #       the day whose borders are drawn; None: today's
    spots: tuple[Spot, ...]
    left: tuple[tuple[Why, tuple[Told, ...]], ...]
    classes: tuple[tuple[float, float], ...]  # lowest and highest of each
    counted: bool  #        how many figures there are is drawn, not their values

    def of(self, level: Level) -> list[Spot]:
        """The spots of one precision."""
        return [spot for spot in self.spots if spot.level == level]


def place(
    found: Iterable[Drawable],
    *,
    countries: dict[str, str | None],
    on: str | None = None,
    counted: bool = False,
) -> Map:
    """Put figures where they may stand. ``countries`` are those of sources, by id.

    ``on`` is the day whose borders are drawn (ISO 8601, reduced precision). Shades are those of each
    place's latest figure, or of how many there are if ``counted``: values of different things make no
    picture.
    """
    known: dict[str, tuple[Place, list[Told]]] = {}
    left: dict[Why, list[Told]] = {}
    for one in found:
        told, why = _told(one, countries.get(one.source_id), on)
        if told.place is None or why is not None:
            left.setdefault(why or "unknown", []).append(told)
        else:
            known.setdefault(told.place.key, (told.place, []))[1].append(told)
    latest = {key: _latest_first(told) for key, (_, told) in known.items()}
    drawn = {key: float(len(t)) if counted else t[0].middle for key, t in latest.items()}
    classes = _classes(list(drawn.values()))
    spots = [
        Spot(where, _level(where), told, _shade(drawn[key], classes))
        for key, (where, _) in known.items()
        for told in [latest[key]]
    ]
    order: tuple[Level, ...] = ("country", "region", "city")
    spots.sort(key=lambda spot: (order.index(spot.level), spot.place.key))
    rest = tuple((why, tuple(told)) for why, told in left.items())
    return Map(on, tuple(spots), rest, classes, counted)


def _told(one: Drawable, country: str | None, on: str | None) -> tuple[Told, Why | None]:
    figure = one.figure
    time = stretch(figure.period) or stretch(one.published.on if one.published else None)
    first, day = _ends(time) if time else (None, None)
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    found: Sequence[Place] = ()
    if figure.place:
        found = candidates(figure.place, language=one.language or "und", country=country, on=day)
    where = found[0] if len(found) == 1 else None
    told = Told(one, where, day, float(low), float(high))
    if where is None:
        return told, "no place" if not figure.place else "several" if found else "unknown"
    return told, _not_drawn(where, first, day, on)


def _not_drawn(where: Place, first: str | None, last: str | None, on: str | None) -> Why | None:
    if where.country not in FIVE:
        return "elsewhere"
    if where.kind == "country":
        return None
    if where.kind == "city":
        return None if where.point is not None else "too small"
    if where.kind != "region":
        return "too small"
    shape = shapes().at(on).get(where.key)
    if shape is None or (first and first < shape.since) or (last and last >= shape.until):
        return "borders"
    return None


def _ends(time: Stretch) -> tuple[str, str]:
    """The first and the last day of a time; what begins or ends somewhere is taken at that day."""
    last = time.start if time.length == "since" else max(time.start, time.end - 1)
    first, last = (max(1, min(int(day), date.max.toordinal())) for day in (time.start, last))
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


def _level(where: Place) -> Level:
    if where.kind == "country":
        return "country"
    return "region" if where.kind == "region" else "city"


def _latest_first(told: Iterable[Told]) -> tuple[Told, ...]:
    def key(one: Told) -> tuple[str, str]:
        published = one.drawable.published
        return one.on or "", published.on if published else ""

    return tuple(sorted(told, key=key, reverse=True))


def _classes(values: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Up to five classes of about as many places each; equal values stand in one class."""
    ordered = sorted(set(values))
    count = min(CLASSES, len(ordered))
    made = []
    for n in range(count):
        first, last = n * len(ordered) // count, (n + 1) * len(ordered) // count
        made.append((ordered[first], ordered[last - 1]))
    return tuple(made)


def _shade(value: float, classes: Sequence[tuple[float, float]]) -> int:
    """The class of a value; few classes keep the ends of the scale."""
    n = next((k for k, (low, high) in enumerate(classes) if low <= value <= high), 0)
    return CLASSES - 1 if len(classes) == 1 else round(n * (CLASSES - 1) / (len(classes) - 1))
