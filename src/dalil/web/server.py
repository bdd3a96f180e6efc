"""Serving the room: uvicorn on loopback, unless somebody says otherwise."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from pathlib import Path

import uvicorn

from dalil.archive import Archive
from dalil.errors import DalilError
from dalil.web.app import LOOPBACK, room


def serve(
    folder: Path | str,
    host: str = "127.0.0.1",
    port: int = 8765,
    *,
    names: Iterable[str] = (),
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the archive in ``folder`` until interrupted.

    ``port`` 0 takes any free one. ``names`` are further host names that readers may type, beside
    those of loopback and ``host`` itself; every other ``Host`` is refused (DNS rebinding). ``ready``
    is called with the address once the room answers. Raises ``NoArchive`` and its kin before
    anything is served, and ``DalilError`` where the address is not to be had.
    """
    Archive.open(folder).close()
    listening = _listening(host, port)
    application = room(folder, hosts=(*LOOPBACK, host, *names))
    config = uvicorn.Config(
        application, host=host, port=port, log_level="warning", server_header=False
    )
    _Server(config, ready).run_on(listening)


class _Server(uvicorn.Server):
    """uvicorn, telling when it listens, and saying in words why it cannot."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None] | None) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if self._ready and self.started:
            self._ready(self.address())

    def address(self) -> str:
        """The address to open in a browser."""
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    def run_on(self, listening: socket.socket) -> None:
        """Serve on a socket until interrupted."""
        try:
            with listening:
                self.run([listening])
        except KeyboardInterrupt:  # Ctrl+C is how one leaves
            return


def _listening(host: str, port: int) -> socket.socket:
    """A socket at the address, bound before anything is started. Raises ``DalilError``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise DalilError(
            f"cannot listen on {host}:{port}: {error.strerror or error}", "dalil serve --port 0"
        ) from error
    made.set_inheritable(True)
    return made
