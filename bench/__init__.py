"""Measurements against pages with gold; each module runs as ``python -m bench.<name>``."""
