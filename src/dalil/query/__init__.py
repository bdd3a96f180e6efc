"""What people ask of the search: one small language, read once, for the room, the command and Python.

``grammar`` reads a query, ``operators`` reads what stands behind ``source:`` and the like, ``tree`` is
what both make: pure values that the store turns into its own questions.
"""

from __future__ import annotations

from dalil.query.grammar import parse as parse
from dalil.query.tree import Question as Question
