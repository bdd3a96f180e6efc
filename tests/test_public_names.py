"""The front page of the library is complete, loads little, and says where each name lives."""

from __future__ import annotations

import subprocess
import sys

import dalil


def test_every_public_name_is_there():
    assert dalil.__all__ == sorted(dalil._HOMES)
    for name in dalil.__all__:
        assert getattr(dalil, name).__doc__, name


def test_importing_dalil_loads_nothing_heavy():
    heavy = "{'trafilatura', 'lxml', 'starlette', 'msgspec', 'sqlite3', 'dateparser'}"
    code = f"import sys, dalil, dalil.cli; dalil.cli.parser(); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
