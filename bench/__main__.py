"""Every bench, one after the other: `python -m bench`."""

from __future__ import annotations

import runpy
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    print(f"\n── {path.stem} " + "─" * (70 - len(path.stem)), flush=True)
    runpy.run_module(f"bench.{path.stem}", run_name="__main__")
