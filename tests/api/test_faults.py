"""Faults between Wuye and Neo4j, by a proxy that fails on demand: no wrong answer ever, a typed error meanwhile, and whole again by itself."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graph import database, link
from graph.database import connect
from graph.settings import Settings
from tests.asking import Asking, fixed_schema
from tests.proxy import Proxy, proxied
from tests.running import PATIENCE, get, post, serving

if TYPE_CHECKING:
    from tests.conftest import Graph

#: A register whose answer is some packets long.
FIRMS = [f"第{number}物业服务有限公司" for number in range(300)]
#: One question of each kind: a list in one statement, a search, and a path, which takes several.
QUESTIONS = (
    "{ enterprises(first: 300, orderBy: [{enterpriseId: ASC}]) { totalCount nodes { name } } }",
    '{ search(text: "第17物业", first: 3) { totalCount } }',
    '{ paths(from: "Enterprise:E1", to: "Enterprise:E2") { validity } }',
)
#: A caller sees these and no others while the database cannot be reached.
MEANWHILE = {"UNAVAILABLE", "TIMEOUT"}


class Wuye:
    """A server whose Neo4j is behind the proxy, and what it says when nothing is wrong."""

    def __init__(self, proxy: Proxy, port: int) -> None:
        self.proxy = proxy
        self.address = f"http://127.0.0.1:{port}"
        self.whole = [self.ask(question) for question in QUESTIONS]
        assert all("errors" not in json.loads(text) for text in self.whole), self.whole

    def ask(self, question: str) -> str:
        return post(f"{self.address}/graphql", question).text

    def asked_at_once(self) -> list[str]:
        """The answers to each question twice, all at once, in their order."""
        with ThreadPoolExecutor(2 * len(QUESTIONS)) as threads:
            return list(threads.map(self.ask, QUESTIONS * 2))

    def code(self) -> str:
        """That of the error that a question has now; empty for the right answer."""
        text = self.ask(QUESTIONS[0])
        return "" if text == self.whole[0] else code(text)

    def ready(self) -> bool:
        found = get(f"{self.address}/readyz")
        assert (found.status, found.json["status"]) in {(200, "ok"), (503, "unavailable")}
        return found.status == 200

    def wait_until_whole(self) -> None:
        """Waits, without a restart, until it is ready and answers."""
        until = time.monotonic() + PATIENCE
        while not self.ready() or self.code():
            assert time.monotonic() < until
            time.sleep(0.05)


def code(text: str) -> str:
    """That of an answer's error, which has no data."""
    answer: dict[str, Any] = json.loads(text)
    assert answer.get("data") is None, text
    return str(answer["errors"][0]["extensions"]["code"])


@pytest.fixture(scope="module")
def register(holding: Callable[[Mapping[str, str]], Graph]) -> Graph:
    rows = "".join(f"E{number},{name},property_service,active\n" for number, name in enumerate(FIRMS))
    return holding({"enterprises": f"enterprise_id,name,kind,status\n{rows}"})


@contextmanager
def behind(address: Settings, deadline: float) -> Iterator[Wuye]:
    assert address.uri
    with (
        proxied(address.uri) as proxy,
        serving(replace(address, uri=proxy.uri, cache=0, deadline=deadline)) as port,
    ):
        yield Wuye(proxy, port)


@pytest.fixture(scope="module")
def wuye(register: Graph, address: Settings) -> Iterator[Wuye]:
    """With all the time that a busy machine may need."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link, "TRIAL", PATIENCE)
        patch.setattr(database, "RETRY_TIME", PATIENCE)
        with behind(address, PATIENCE) as made:
            yield made


def test_nobody_notices_that_connections_are_reset(wuye: Wuye) -> None:
    for _ in range(2):
        assert wuye.asked_at_once() == wuye.whole * 2
        wuye.proxy.reset()
        assert wuye.asked_at_once() == wuye.whole * 2, "over uvloop, the driver keeps what was reset for ever"


@pytest.mark.parametrize("after", [1, 20, 3000])
def test_an_answer_that_is_cut_in_the_middle_is_asked_again(wuye: Wuye, after: int) -> None:
    wuye.proxy.cut(after)
    assert wuye.ask(QUESTIONS[0]) == wuye.whole[0]
    assert wuye.proxy.left is None, "it was cut"


def test_a_slow_network_changes_no_answer(wuye: Wuye) -> None:
    wuye.proxy.slow(latency=0.001, slice=100)
    assert wuye.asked_at_once() == wuye.whole * 2
    wuye.proxy.slow(latency=0.05)
    assert wuye.asked_at_once() == wuye.whole * 2
    wuye.proxy.heal()


def test_a_database_that_is_down_is_said_to_be_and_comes_back(wuye: Wuye) -> None:
    wuye.proxy.refuse()
    assert not wuye.ready()
    assert {code(text) for text in wuye.asked_at_once()} == {"UNAVAILABLE"}
    assert get(f"{wuye.address}/healthz").status == 200
    wuye.proxy.heal()
    assert wuye.asked_at_once() == wuye.whole * 2, "the first who asks finds it back"
    assert wuye.ready()


def test_whatever_fails_whenever_no_answer_is_wrong(wuye: Wuye, request: pytest.FixtureRequest) -> None:
    """`pytest --faults 200` does it longer; five faults are enough for every day."""
    chance, proxy = random.Random(8), wuye.proxy
    faults = (
        proxy.reset,
        proxy.refuse,
        lambda: proxy.cut(chance.randrange(9000)),
        lambda: proxy.slow(latency=0.01, slice=chance.randrange(100, 9000)),
    )
    for turn in range(request.config.getoption("--faults")):
        with ThreadPoolExecutor(4) as threads:
            answers = [threads.submit(wuye.ask, question) for question in QUESTIONS * 4]
            time.sleep(chance.random() / 20)  # into the midst of them, or after them: each is right
            chance.choice(faults)()
            answers += [threads.submit(wuye.ask, question) for question in QUESTIONS]
            told = [answer.result() for answer in answers]
        for text, whole in zip(told, wuye.whole * 5, strict=True):
            assert text == whole or code(text) in MEANWHILE, turn
        proxy.heal()
        wuye.wait_until_whole()


def test_a_black_hole_is_left_at_the_deadline_and_later_asked_no_more(
    register: Graph, address: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "TRIAL", 0.5)
    with behind(address, 3.0) as wuye:
        wuye.wait_until_whole()
        wuye.proxy.swallow()
        assert wuye.code() == "TIMEOUT"
        assert wuye.code() == "UNAVAILABLE", "no other question waits for its deadline"
        assert not wuye.ready()
        # What was open stays silent, as behind a firewall that has forgotten it.
        wuye.proxy.heal(half_open=True)
        wuye.wait_until_whole()
        monkeypatch.setattr(link, "TRIAL", PATIENCE)
        wuye.proxy.swallow()
        wuye.proxy.heal()
        wuye.wait_until_whole()


def test_an_edit_into_a_black_hole_says_that_it_may_have_been_recorded(register: Graph, address: Settings) -> None:
    assert address.uri and address.password is not None
    with proxied(address.uri) as proxy:
        opened = register.run(connect(proxy.uri, address.username, address.password, deadline=1.0))
        proxy.swallow()
        edit = 'mutation { recordRegion(input: {code: "11", name: "甲省", level: PROVINCE}) { load { number } } }'
        refused, sentence = Asking(fixed_schema(opened), register.run).refusal(edit)
        assert refused == "TIMEOUT" and "look, then repeat it" in sentence
        register.run(opened.close())
