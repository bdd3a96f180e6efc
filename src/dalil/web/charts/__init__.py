"""Pictures of figures as plain SVG, written by us: every mark is a link to its sentence.

``Chart`` holds panels of ``Mark``; ``draw`` sets it into a page, ``picture`` makes a file that stands
alone, ``vega_lite`` gives the same data to other tools. Nothing here asks the archive.
"""

from dalil.periods import Stretch, stretch
from dalil.web.charts.mark import Chart, Mark, Moment, Panel, Who, mark_of, who_says
from dalil.web.charts.picture import picture
from dalil.web.charts.svg import Drawn, draw
from dalil.web.charts.told import finding
from dalil.web.charts.vega import vega_lite

__all__ = [
    "Chart",
    "Drawn",
    "Mark",
    "Moment",
    "Panel",
    "Stretch",
    "Who",
    "draw",
    "finding",
    "mark_of",
    "picture",
    "stretch",
    "vega_lite",
    "who_says",
]
