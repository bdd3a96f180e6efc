"""One source: how it fares and why, what is normal for it, and the end of following it.

    dalil source show gazette
    dalil source expect gazette entries_per_week=12 always=headline,date
    dalil source stop gazette         # what was kept stays

In Python: dalil.collect.health(archive, source, articles, now).
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from datetime import datetime

    from dalil.archive import Archive
    from dalil.collect import Health
    from dalil.model import Source


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil source``."""
    parser.add_argument("what", choices=("show", "expect", "stop"), help="what to do with it")
    parser.add_argument("source", metavar="NAME", help="its id, as dalil sources prints it")
    parser.add_argument(
        "settings", nargs="*", metavar="NAME=VALUE",
        help="with expect: entries_per_week=12, longest_pause=3 (days), always=headline,date; "
        "an empty value is learned again",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="everything known, as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Do one of the three."""
    from datetime import UTC, datetime

    from dalil.archive import Archive

    with Archive.open(arguments.archive) as archive:
        source = archive.store.source(arguments.source)  # there is one
        if arguments.what == "stop" and not source.route:
            print(f"{arguments.source} is not followed: nothing to stop")
            return 0
        if arguments.what == "stop":
            archive.stop_following(arguments.source)
            print(f"{arguments.source} is no longer followed; what was kept stays")
            return 0
        if arguments.what == "expect":
            archive.expect(arguments.source, _settings(arguments.settings))
        return _show(_health(archive, arguments.source, datetime.now(UTC)), arguments.json)


def _health(archive: Archive, name: str, now: datetime) -> Health:
    from dalil.collect import health

    found = next((s, count) for s, count in archive.sources() if s.id == name)
    return health(archive, *found, now)


def _settings(given: list[str]) -> dict[str, object]:
    from dalil.errors import UsageError

    said: dict[str, object] = {}
    for setting in given:
        name, equals, value = setting.partition("=")
        try:
            said[name] = _value(name, value)
        except (KeyError, ValueError):
            equals = ""
        if not equals:
            raise UsageError(
                f"{setting!r} is nothing that can be expected",
                "entries_per_week=12 longest_pause=3 always=headline,date,byline,teaser",
            )
    return said


def _value(name: str, value: str) -> object:
    from dalil.collect.health import FIELDS

    if name == "always":
        fields = [field for field in value.split(",") if field]
        if not set(fields) <= set(FIELDS):
            raise ValueError(value)
        return fields or None
    kind = {"entries_per_week": float, "longest_pause": int}[name]
    return kind(value) if value else None


def _show(health: Health, as_json: bool) -> int:
    import msgspec

    from dalil.cli.printing import bold, dim, safe, short

    if as_json:
        print(msgspec.json.encode(health).decode())
        return 0
    source, normal = health.source, health.expects
    print(bold(safe(source.outlet)) + f"  {source.id}  {health.state}")
    seen = health.last_answer.isoformat(" ", "minutes") if health.last_answer else "never"
    due = health.next_due.isoformat(" ", "minutes") if health.next_due else "not by itself"
    rows = [
        ("address", source.url),
        ("country", source.country),
        ("languages", " ".join(source.languages)),
        ("followed", _followed(source)),
        ("pages kept", "yes" if source.keep_pages else "no: only what lists them"),
        ("articles", str(health.articles)),
        ("newest", health.last_article_on),
        ("last answer", seen),
        ("next visit", due),
        ("visits", ", ".join(f"{count} {name}" for name, count in sorted(health.visits.items()))),
        ("normal", _normal(health)),
        ("said by you", ", ".join(normal.said)),
        ("gaps", "; ".join(f"{a} to {b}" for a, b in health.gaps)),
    ]
    for name, value in rows:
        if value:
            print(f"  {dim(f'{name:12}')} {safe(value)}")
    for problem in health.problems:
        print(f"  {dim('problem     ')} {safe(short(problem.thing))}: {safe(problem.what)}")
        if problem.fix:
            print(f"  {' ' * 12} try: {safe(problem.fix)}")
    return 0


def _followed(source: Source) -> str:
    if not source.route:
        return "no"
    return f"{source.route}, from {source.start or 'a list that was added'}"


def _normal(health: Health) -> str:
    from dalil.cli.printing import counted

    normal = health.expects
    said = [
        f"{counted(normal.entries_per_week, 'article')} a week" if normal.entries_per_week else "",
        f"a pause of {counted(normal.longest_pause, 'day')} at most"
        if normal.longest_pause
        else "",
        f"always {', '.join(normal.always)}" if normal.always else "",
    ]
    return "; ".join(filter(None, said)) or "not known yet: too few articles"
