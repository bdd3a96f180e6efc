"""Figures set against each other: which are about one thing, in one unit, place and kind of period.

Pure functions from figures to keys and points; ``dalil.gathering`` puts them to use on an archive.
"""

from dalil.series.align import Stretch, country_of, place_key, place_name, stretches, unit_of
from dalil.series.gather import Keyed, aligned, keyed, points_of, said_by, series_keys
from dalil.series.measures import Measure, measure_of, per_key, words_match

__all__ = [
    "Keyed",
    "Measure",
    "Stretch",
    "aligned",
    "country_of",
    "keyed",
    "measure_of",
    "per_key",
    "place_key",
    "place_name",
    "points_of",
    "said_by",
    "series_keys",
    "stretches",
    "unit_of",
    "words_match",
]
