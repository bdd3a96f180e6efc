"""Serving the room: uvicorn on loopback, unless somebody says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import uvicorn

from dalil.archive import Archive
from dalil.errors import UsageError
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
    anything is served, and ``UsageError`` where the address is not to be had.
    """
    Archive.open(folder).close()
    application = room(folder, hosts=(*LOOPBACK, host, *names))
    config = uvicorn.Config(
        application, host=host, port=port, log_level="warning", server_header=False
    )
    _Server(config, ready).run_or_say_why()


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

    def run_or_say_why(self) -> None:
        try:
            self.run()
        except KeyboardInterrupt:  # Ctrl+C is how one leaves
            return
        except SystemExit as error:  # uvicorn's way to say that it cannot bind
            if not error.code:
                raise
            where = f"{self.config.host}:{self.config.port}"
            raise UsageError(f"cannot listen on {where}", "dalil serve --port 0") from error
