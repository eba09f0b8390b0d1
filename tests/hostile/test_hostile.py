"""Every hostile request of the corpus against one real server on public exposure: handled, the server well, the graph as it was."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from api import protocol, reader, view
from graph.settings import Settings
from tests.conftest import Graph
from tests.hostile import documents, injections, requests, slow, sockets
from tests.hostile.case import HEALTH, Case, asks, exchange
from tests.running import serving

CASES = [*documents.CASES, *requests.CASES, *injections.CASES]


@pytest.fixture(scope="module")
def port(address: Settings, demo: Graph) -> Iterator[int]:
    """A server that waits for the slow a second only."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, value in (
            (protocol, "HEAD_SECONDS", 1.0),
            (reader, "READ_SECONDS", 1.0),
            (view, "SLOWEST", 1.0),
        ):
            patch.setattr(module, name, value)
        with serving(address, "public") as port:
            yield port


def healthy(port: int) -> bool:
    return bool(exchange(port, HEALTH).data == {"__typename": "Query"})


@pytest.mark.parametrize("kind", dict.fromkeys(case.kind for case in CASES))
def test_requests(kind: str, port: int, demo: Graph) -> None:
    count = "MATCH (n) RETURN count(n), count(n.recordedAt)"
    before = demo.rows(count)
    failed: list[tuple[Case, object]] = []
    for case in (case for case in CASES if case.kind == kind):
        answer = exchange(port, case.sent)
        if not case.handled(answer) or not healthy(port):
            failed.append((case, answer))

    assert failed == []
    assert demo.rows(count) == before


@pytest.mark.parametrize("talk", sockets.TALKS, ids=[talk.name for talk in sockets.TALKS])
def test_sockets(talk: sockets.Talk, port: int) -> None:
    assert talk.handled(port)
    assert healthy(port)


def test_there_are_more_than_two_hundred_of_twenty_classes() -> None:
    assert len(CASES) + len(sockets.TALKS) > 400


def test_slow_connections_are_let_go_while_others_are_answered(port: int) -> None:
    """A few of each kind; tests/benchmarks/slow.py holds three hundred."""
    found = asyncio.run(slow.hold(port, each=4))

    assert found.held == 0 and found.connections == 4 * len(slow.KINDS)
    assert found.asked == found.answered > 0


def test_what_a_scanner_asks(port: int) -> None:
    """The checks of graphql-cop 1.15, and what clairvoyance guesses from: nothing is found."""
    many = exchange(port, asks("query cop { " + " ".join(f"alias{n}: __typename" for n in range(101)) + " }"))
    assert many.data is None
    directives = exchange(port, asks("query cop { __typename " + "@aa" * 10 + " }"))
    assert len(directives.json["errors"]) < 10
    true, false = (exchange(port, asks(f"{{ {name} {{ zzz }} }}")).json["errors"] for name in ("regions", "regionz"))
    assert "regions" not in str(false).replace("regionz", "") and "Did you mean" not in str(true)
