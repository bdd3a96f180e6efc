"""The reading room: an archive as pages for people and as JSON, served on this machine.

``room(folder)`` is an ASGI application; ``serve(folder)`` runs it.
"""

from dalil.web.app import LOOPBACK, room
from dalil.web.server import serve

__all__ = ["LOOPBACK", "room", "serve"]
