"""python -m dalil."""

import sys

from dalil.cli import main

sys.exit(main())
