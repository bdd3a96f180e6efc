"""The description of the JSON addresses is complete, and the room keeps to it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from dalil.archive import Archive
from dalil.demo import sources, warc_path
from dalil.web import room
from dalil.web.app import LOOPBACK
from dalil.web.openapi import ANSWERS, PARAMETER, document
from dalil.web.routes import PAGES

schemathesis = pytest.importorskip("schemathesis", reason="pip install -r requirements-dev.txt")
TESTING = "testserver"  # as which the in-process client calls the room


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo archive."""
    folder = tmp_path_factory.mktemp("demo") / "archive"
    with Archive.open(folder, create=True) as archive:
        archive.add(warc_path(), sources=sources())
    return folder


@pytest.fixture(scope="session")
def described(demo: Path) -> Any:
    """The description, with ids that there are beside those that there are not."""
    app = _without_end(room(demo, hosts=(*LOOPBACK, TESTING)))
    made = schemathesis.openapi.from_asgi("/openapi.json", app)
    ids = _ids(demo)
    for path in made.raw_schema["paths"].values():
        for parameter in path["get"]["parameters"]:
            if parameter["name"] in ids:
                parameter["schema"] = {
                    "anyOf": [{"enum": ids[parameter["name"]]}, parameter["schema"]]
                }
    return made


def _without_end(app: Any) -> Any:
    """The client begins and ends an application with every question; ours ends once."""

    async def answering(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await app(scope, receive, send)
            return
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})

    return answering


def _ids(demo: Path) -> dict[str, list[str]]:
    with Archive.open(demo) as archive:
        (change, _), *_ = archive.changes(kind="figure", limit=1)
        reading = archive.read(change.article_id)
    return {
        "article": [change.article_id],
        "old": [str(change.old_id)],
        "new": [str(change.new_id)],
        "version": [str(change.old_id), str(change.new_id)],
        "finding": [kept.id for kept in reading.findings[:3]],
        "capture": [reading.capture.id],
        "country": ["kz"],
        "source": ["steppe-monitor", "nothing"],
        "q": ["journalists", "шабуыл", "а OR"],
    }


ADDRESSES = [path for _, _, path in PAGES if path]
ASKED = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_room_answers_as_it_is_described(described: Any, address: str) -> None:
    """What the description allows, and what it does not."""
    operation = described[PARAMETER.sub(r"{\1}", address)]["GET"]
    for mode in schemathesis.GenerationMode:

        @ASKED
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            case.call_and_validate()

        with contextlib.suppress(Unsatisfiable):  # there is no wrong way to ask without parameters
            ask()


def test_every_json_address_is_described() -> None:
    addresses = set(ADDRESSES)
    assert ANSWERS.keys() - addresses == set()
    assert len(document(addresses)["paths"]) == len(addresses)


@pytest.mark.parametrize(
    "path",
    [
        "/index",
        "/kz",
        "/changes",
        "/about",
        "/health",
        "/a/a1",
        "/a/a1/v/a1-p1",
        "/a/a1/@2020",
        "/v/a1-p2/4-9",
        "/a/a1/diff/a1-p1/a1-p2",
        "/f/a1-p2.0",
        "/capture/urn:uuid:1",
    ],
)
def test_what_is_there_is_of_the_class_that_is_described(client: Any, path: str) -> None:
    """Every key, and no other."""
    described = document(ADDRESSES)
    shape = _shape(path)
    schema = described["paths"][shape]["get"]["responses"]["200"]["content"]["application/json"]
    name = schema["schema"]["$ref"].rpartition("/")[2]
    keys = described["components"]["schemas"][name]["properties"].keys()
    assert client.get(f"{path}.json").json().keys() == keys


@pytest.mark.parametrize("path", ["/zz", "/a/nope", "/f/nope", "/v/nope/0-1", "/kz?before=x"])
def test_errors_have_one_shape(client: Any, path: str) -> None:
    bare, _, query = path.partition("?")
    answer = client.get(f"{bare}.json?{query}")
    from dalil.web.answers import Error

    error = msgspec.json.decode(answer.body, type=Error)
    assert (error.ok, error.status) == (False, answer.status)


def _shape(path: str) -> str:
    """Which address of the document a path is of."""
    for _, _, address in PAGES:
        if address and _matches(address.removesuffix(".json"), path):
            return address.replace(":country", "").replace(":int", "")
    raise AssertionError(path)


def _matches(address: str, path: str) -> bool:
    mine, given = address.split("/"), path.split("/")
    if len(mine) != len(given):
        return False
    for one, other in zip(mine, given, strict=True):
        if one.startswith("@"):
            fits = other.startswith("@")
        elif one.startswith("{country"):
            fits = len(other) == 2
        else:
            fits = (one.startswith("{") and not other.startswith("@")) or one == other
        if not fits:
            return False
    return True
