"""Languages whose words carry endings and whose verbs end the clause: Kazakh, later Kyrgyz.

``in_kk.py`` says which of these rules Kazakh uses. All words and endings are data in ``lang/kk``;
another such language needs its own tables with the same keys and a module like ``in_kk.py``.
"""
