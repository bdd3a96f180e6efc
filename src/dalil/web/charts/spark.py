"""A series in a line of text: its values from left to right, with a dot at each period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 132, 32, 4
MOST = 200  # dots


def spark(values: Sequence[tuple[str, float, str]]) -> Markup:
    """A small picture of ``(ISO day, value, status)`` in order of time; nothing to read from it alone.

    Several claims for one day are one dot each; the line goes through the last. What is no fact is
    hollow and on no line.
    """
    shown = list(values)[-MOST:]
    days = [date.fromisoformat(day).toordinal() for day, _, _ in shown]
    heights = [value for _, value, _ in shown]
    if not shown:
        return Markup("")
    line: dict[float, float] = {}
    dots = []
    for (_, value, status), day in zip(shown, days, strict=True):
        x = _scaled(day, min(days), max(days), EDGE, WIDTH - EDGE)
        y = _scaled(value, min(heights), max(heights), HEIGHT - EDGE, EDGE)
        hollow = "" if status == "actual" else ' class="hollow"'
        dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2"{hollow}/>')
        if status == "actual":
            line[x] = y
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in line.items())
    return Markup(  # noqa: S704  numbers only
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' aria-hidden="true" focusable="false"><polyline points="{points}"/>{"".join(dots)}</svg>'
    )


def _scaled(value: float, low: float, high: float, start: float, end: float) -> float:
    if high <= low:
        return (start + end) / 2
    return start + (value - low) / (high - low) * (end - start)
