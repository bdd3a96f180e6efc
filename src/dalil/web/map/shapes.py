"""The shapes of regions and countries, as ``scripts/map.py`` made them (origin and licence: NOTICE)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin, sqrt
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shape:
    """A region within the borders that it had from ``since`` until ``until``."""

    region: str  #          ISO 3166-2
    path: str  #            SVG path data
    since: str = ""  #      ISO days; "": as far back as our data goes
    until: str = "9999"


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes, and where degrees lie among them."""

    width: float
    height: float
    regions: tuple[Shape, ...]
    countries: Mapping[str, str]  # ISO 3166-1 alpha-2 to path data
    left: float
    top: float
    scale: float

    def at(self, on: str | None) -> dict[str, Shape]:
        """The regions by code, within the borders of a day; today's where none is given."""
        day = on or "9998"
        return {one.region: one for one in self.regions if one.since <= day < one.until}

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point lies: Albers' equal-area projection (Snyder 1987, p. 100)."""
        south, north, centre, middle = radians(38), radians(52), radians(66), radians(45)
        n = (sin(south) + sin(north)) / 2
        c = cos(south) ** 2 + 2 * n * sin(south)
        rho, rho0 = (sqrt(c - 2 * n * sin(at)) / n for at in (radians(latitude), middle))
        theta = n * (radians(longitude) - centre)
        x, y = rho * sin(theta), rho * cos(theta) - rho0
        return round((x - self.left) * self.scale, 1), round((y - self.top) * self.scale, 1)


@cache
def shapes() -> Shapes:
    """The shapes, read once."""
    data = json.loads((Path(__file__).parent / "shapes.json").read_text("utf-8"))
    return Shapes(
        width=data["width"],
        height=data["height"],
        left=data["left"],
        top=data["top"],
        scale=data["scale"],
        regions=tuple(
            Shape(one["region"], one["d"], one.get("since", ""), one.get("until", "9999"))
            for one in data["shapes"]
        ),
        countries={one["country"]: one["d"] for one in data["countries"]},
    )
