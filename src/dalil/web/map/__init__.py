"""The map of the five countries' regions, at the precision that a text states: never a false pin.

``place`` puts figures where they may stand, ``draw`` sets the map into a page, ``picture`` makes a file
that stands alone. Nothing here asks the archive.
"""

from dalil.web.map.draw import draw, picture, policy
from dalil.web.map.placing import Map, Spot, Told, Why, place

__all__ = ["Map", "Spot", "Told", "Why", "draw", "picture", "place", "policy"]
