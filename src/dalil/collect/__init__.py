"""Publications followed: what is at an address, what is due there, what it answered, how it fares."""

from dalil.collect.health import Health as Health
from dalil.collect.health import health as health
from dalil.collect.plan import Plan as Plan
from dalil.collect.plan import look as look
from dalil.collect.run import Collected as Collected
from dalil.collect.run import collect as collect

__all__ = ["Collected", "Health", "Plan", "collect", "health", "look"]
