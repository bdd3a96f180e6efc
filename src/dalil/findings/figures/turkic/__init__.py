"""Languages whose words carry endings and whose verbs end the clause: Kazakh, Kyrgyz.

All words and endings are data in ``lang/kk`` and ``lang/ky``; ``in_turkic.py`` says which of these
rules stand in place of the shared ones. Another such language needs its own tables with the same
keys, and ``rules = "turkic"`` in its ``words.toml``.
"""
