"""Who runs next, by order and counts; and what callers are told when there is no room."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api import turns
from api.app import create_app
from api.turns import Turns
from graph.errors import Busy
from graph.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Graph

#: Who asks all the time, and somebody else.
FLOOD, OTHER = "192.0.2.1", "192.0.2.2"


class Callers:
    """Operations that run until they are told to end; `began` and `told` hold who began, and who was turned away, in their order."""

    def __init__(self, kept: Turns) -> None:
        self.turns = kept
        self.began: list[str] = []
        self.told: list[str] = []
        self.running: list[tuple[str, asyncio.Event]] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def operation(self, name: str) -> None:
        over = asyncio.Event()
        try:
            async with self.turns.turn(name):
                self.began.append(name)
                self.running.append((name, over))
                await over.wait()
        except Busy as busy:
            assert busy.seconds > 0
            self.told.append(name)

    async def ask(self, *names: str) -> None:
        self.tasks += [asyncio.create_task(self.operation(name)) for name in names]
        await settled()

    async def end(self, place: int = 0) -> str:
        """The name of who has ended, the first that runs unless told otherwise."""
        name, over = self.running.pop(place)
        over.set()
        await settled()
        return name

    async def all_end(self) -> None:
        while self.running:
            await self.end()
        await asyncio.gather(*self.tasks)
        assert (self.turns.running, self.turns.waiting) == (0, 0), "nothing is forgotten"


async def settled() -> None:
    """Everybody has done what can be done by now."""
    for _ in range(10):
        await asyncio.sleep(0)


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(test)


def test_a_flood_leaves_room_for_others_at_once() -> None:
    async def test() -> None:
        callers = Callers(Turns(4, 3, 100))
        await callers.ask(*[FLOOD] * 50)
        assert callers.began == [FLOOD] * 3
        await callers.ask(OTHER)
        assert callers.began == [*[FLOOD] * 3, OTHER], "it waits for none of the 47"
        await callers.all_end()

    run(test())


def test_callers_take_turns() -> None:
    async def test() -> None:
        callers = Callers(Turns(1, 1, 100))
        await callers.ask(*[FLOOD] * 20, *[OTHER] * 3, "192.0.2.3")
        await callers.all_end()
        assert callers.began[:7] == [FLOOD, FLOOD, OTHER, "192.0.2.3", FLOOD, OTHER, FLOOD]
        assert callers.began.index(OTHER) == 2 and callers.began[8:] == [FLOOD] * 16

    run(test())


def test_who_has_least_running_is_next() -> None:
    async def test() -> None:
        callers = Callers(Turns(4, 3, 100))
        await callers.ask(*[FLOOD] * 9, *[OTHER] * 3)
        assert callers.began == [*[FLOOD] * 3, OTHER]
        await callers.end()
        await callers.end()
        assert callers.began[4:] == [OTHER, FLOOD]
        await callers.all_end()

    run(test())


def test_who_has_most_waiting_is_turned_away() -> None:
    async def test() -> None:
        callers = Callers(Turns(1, 1, 3))
        await callers.ask(*[FLOOD] * 6)
        assert callers.told == [FLOOD] * 2, "one runs, three wait"
        await callers.ask(OTHER)
        assert callers.told == [FLOOD] * 3, "the last of theirs made room"
        assert callers.turns.waiting == 3
        await callers.ask(OTHER, "192.0.2.3")
        assert callers.told[3:] == [OTHER, FLOOD], "who has as many as anybody makes nobody leave"
        await callers.all_end()

    run(test())


def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)

    async def test() -> None:
        callers = Callers(Turns(1, 1, 3))
        await callers.ask(FLOOD, OTHER)
        await callers.tasks[1]
        assert (callers.told, callers.turns.waiting) == ([OTHER], 0)
        await callers.all_end()

    run(test())


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["a", "b", "c"]).map(lambda name: ("ask", name)),
            st.tuples(st.sampled_from(["end", "leave"]), st.integers(0, 20)),
        ),
        max_size=40,
    )
)
def test_whoever_comes_ends_and_leaves_the_counts_hold(steps: list[tuple[str, Any]]) -> None:
    async def test() -> None:
        callers = Callers(Turns(3, 2, 4))
        for what, which in steps:
            if what == "ask":
                await callers.ask(which)
            elif what == "end" and callers.running:
                await callers.end(which % len(callers.running))
            elif what == "leave" and callers.tasks:
                # Without a pause before the next: a caller may leave just as its turn comes.
                callers.tasks[which % len(callers.tasks)].cancel()
            assert callers.turns.running <= 3 and callers.turns.waiting <= 4
            assert max(callers.turns._running.values(), default=0) <= 2
        for task in callers.tasks:
            task.cancel()
        await asyncio.gather(*callers.tasks, return_exceptions=True)
        assert (callers.turns.running, callers.turns.waiting) == (0, 0)

    run(test())


# ------------------------------------------------------------------------------------------------------------- over HTTP

QUESTION = "{ regions { totalCount } }"


@pytest.fixture
def kept() -> Turns:
    """One runs, none waits."""
    return Turns(1, 1, 0)


@pytest.fixture
def crowded(demo: Graph, address: Settings, kept: Turns, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("api.execution.Turns", lambda: kept)
    with TestClient(create_app(address)) as client:
        yield client


@contextmanager
def full(client: TestClient, kept: Turns) -> Iterator[None]:
    """Inside the block somebody's operation runs."""
    assert client.portal is not None
    with client.portal.wrap_async_context_manager(kept.turn(FLOOD)):
        yield


def test_beyond_capacity_callers_are_told_when_to_ask_again(crowded: TestClient, kept: Turns) -> None:
    asked = {"query": QUESTION}
    with full(crowded, kept):
        refused = crowded.post("/graphql", json=asked)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
        [error] = refused.json()["errors"]
        assert error["extensions"] == {"code": "UNAVAILABLE", "retryAfter": 1}
        assert "ask again" in error["message"]
        for address in ("/q/barred", "/q/barred?format=csv"):
            again = crowded.get(address)
            assert (again.status_code, again.headers["Retry-After"]) == (503, "1"), address
        found = crowded.get("/reconcile", params={"queries": '{"q0": {"query": "永安"}}'})
        assert (found.status_code, found.headers["Retry-After"]) == (503, "1")
        [member] = crowded.post("/graphql", json=[asked]).json()
        assert member["errors"][0]["extensions"]["retryAfter"] == 1
        # What asks for nothing is told what is wrong with it; who watches the server is answered.
        assert crowded.post("/graphql", json={"query": "{"}).json()["errors"][0]["extensions"]["code"] == (
            "GRAPHQL_PARSE_FAILED"
        )
        assert [crowded.get(path).status_code for path in ("/healthz", "/readyz", "/metrics")] == [200] * 3
        assert 'wuye_requests_total{code="UNAVAILABLE"}' in crowded.get("/metrics").text
    assert "data" in crowded.post("/graphql", json=asked).json(), "there is room again"
