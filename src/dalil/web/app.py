"""The room as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from dalil.archive import Archive
from dalil.web.desk import Desk
from dalil.web.errors import HANDLERS
from dalil.web.guard import KnownHosts, SafeHeaders
from dalil.web.routes import routes

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def room(
    folder: Path | str,
    *,
    hosts: Iterable[str] = LOOPBACK,
    opening: Callable[[Path | str], Archive] = Archive.open,
) -> Starlette:
    """The reading room of the archive in ``folder``, which is opened at the first question.

    ``hosts`` are the names that the room answers to.
    """
    desk = Desk(partial(opening, folder))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    return Starlette(
        routes=routes(desk),
        lifespan=lifespan,
        exception_handlers=HANDLERS,
        middleware=[
            Middleware(SafeHeaders),
            Middleware(KnownHosts, hosts=tuple(hosts)),
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
        ],
    )
