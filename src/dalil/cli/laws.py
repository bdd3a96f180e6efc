"""The codes, laws and treaties that articles name, and what is said to have happened to them.

    dalil laws                        # acts by country, the most named first
    dalil laws --country KZ
    dalil laws --act kz/criminal-code # its timeline; a part of its English name will do

In Python: dalil.Archive.open(folder).acts(), .act("kz/criminal-code").
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.model import Act, ActHistory


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil laws``."""
    parser.add_argument("--act", metavar="ACT", help="an act's key, or a part of its name")
    parser.add_argument("--country", metavar="XX", help="acts of one country only: KZ")
    parser.add_argument("--json", action="store_true", help="everything known, as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print acts, or one act's timeline."""
    from dalil.archive import Archive

    with Archive.open(arguments.archive) as archive:
        if arguments.act and "/" in arguments.act:
            return _show(archive.act(arguments.act), as_json=arguments.json)
        acts = archive.acts(arguments.country, arguments.act)
        if arguments.act and len(acts) == 1:
            return _show(archive.act(acts[0].key), as_json=arguments.json)
    _list(acts, as_json=arguments.json)
    return 0


def _list(acts: list[Act], *, as_json: bool) -> None:
    import msgspec

    from dalil.cli.printing import counted, dim, safe

    for act in acts:
        if as_json:
            print(msgspec.json.encode(act).decode())
            continue
        said = f"{counted(act.articles, 'article')}, {counted(act.references, 'mention')}"
        print(f"{act.country or '  '}  {safe(act.name)}  {dim(f'{said} · {act.key}')}")
    if not acts and not as_json:
        print("no acts")


def _show(history: ActHistory, *, as_json: bool) -> int:
    import msgspec

    from dalil.cli.printing import bold, dim, provision, safe

    if as_json:
        print(msgspec.json.encode(history).decode())
        return 0
    print(bold(f"{safe(history.act.name)} {history.act.country or ''}".rstrip()))
    for one in history.references:
        law = one.kept.finding.value
        printed = one.published.on if one.published else "undated"
        when = law.when or (f"said {printed}" if law.change else f"named {printed}")
        part = provision(law)
        what = " ".join(filter(None, (law.change or "", f"article {part}" if part else "")))
        print(f"{when:16} {what:28} {dim(f'{one.kept.id}  {safe(one.source.outlet)}, {printed}')}")
    return 0
