"""Figures set against each other: which are about one thing, in one unit, place and kind of period.

Pure functions from figures to keys and points; ``dalil.gathering`` puts them to use on an archive.
"""

from dalil.series.align import Stretch, place_key, stretches, unit_of
from dalil.series.gather import Keyed, aligned, keyed, points_of, said_by, series_keys
from dalil.series.measures import Measure, measure_of, words_match

__all__ = [
    "Keyed",
    "Measure",
    "Stretch",
    "aligned",
    "keyed",
    "measure_of",
    "place_key",
    "points_of",
    "said_by",
    "series_keys",
    "stretches",
    "unit_of",
    "words_match",
]
