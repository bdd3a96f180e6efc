"""The reading room: the archive in a browser, on this machine only.

    dalil serve
    dalil serve --port 8080

In Python: dalil.web.serve(folder).
"""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil serve``."""
    parser.add_argument("--port", type=int, default=8765, help="8765 unless told; 0: any free one")
    parser.add_argument("--open", action="store_true", help="open a browser too")


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    from dalil.archive import Archive

    Archive.open(arguments.archive).close()  # say what is wrong with it before serving
    room(arguments.archive, arguments.port, open_browser=arguments.open)
    return 0


def room(folder: str, port: int, *, open_browser: bool) -> None:
    """Serve ``folder`` on loopback and say where."""
    from dalil.errors import UsageError
    from dalil.web import serve

    if not 0 <= port < 65536:
        raise UsageError(f"{port} is no port", "dalil serve --port 8765")

    def ready(address: str) -> None:
        print(f"\n  Open  {address}   (Ctrl+C stops; nothing leaves this machine)\n", flush=True)
        if open_browser:
            import webbrowser

            webbrowser.open(address)

    serve(folder, port=port, ready=ready)
