"""What a version states: findings that stand off from its text."""

from dalil.findings.checks import find_checks
from dalil.findings.events import find_events
from dalil.findings.figures import find_figures
from dalil.findings.laws import find_laws
from dalil.findings.names import find_names
from dalil.findings.quotes import find_quotes

__all__ = ["find_checks", "find_events", "find_figures", "find_laws", "find_names", "find_quotes"]
