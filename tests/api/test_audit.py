"""The audit log: every request leaves a line, no line says personal data, and whatever is done to the log afterwards shows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from api.access import SHELL
from api.app import create_app
from api.audit import LEDGER, Noted, Trail, read, verify
from graph import keys
from graph.errors import BadInput
from graph.settings import Settings
from tests.conftest import Graph
from tests.running import wuye

NAMED = {"query": "query Q($n: String!) { people(where: {name: {startsWith: $n}}, first: 2) { nodes { name } } }"}
NAMED["variables"] = {"n": "欧阳修远"}  # type: ignore[assignment]  # of JSON
COUNT = {"query": "{ enterprises(first: 3) { totalCount nodes { id } } }"}


def lines(folder: Path) -> list[dict[str, Any]]:
    """What the log says, but for the ledger."""
    wrong: list[str] = []
    found = [line for path in sorted(folder.glob("2*.jsonl")) for line in read(path, wrong)[1]]
    assert wrong == []
    return found


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of two processes' lives, five lines each."""
    for _ in range(2):
        trail = Trail(tmp_path / "audit")
        for number in range(5):
            trail.operation(SHELL, "{ __typename }", {"n": number}, Noted(rows=1), "OK")
        trail.close()
    return tmp_path / "audit"


def test_a_whole_log_is_whole(log: Path) -> None:
    found = verify(log)

    assert (found.files, found.lines, found.wrong) == (2, 10, [])
    assert verify(log, found.head).wrong == []
    assert [path.stat().st_mode & 0o777 for path in log.glob("*.jsonl")] == [0o600] * 3
    assert log.stat().st_mode & 0o777 == 0o700


def changed(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """A file with its lines changed."""
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda lines: [*lines[:2], lines[2].replace(b'"rows":1', b'"rows":0'), *lines[3:]],
            "line 4: it does not follow",
        ),
        (lambda lines: [*lines[:2], *lines[3:]], "line 3: it does not follow"),
        (lambda lines: lines[1:], "line 1: it does not follow"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "line 1: it does not follow"),
        (lambda lines: [*lines, lines[-1]], "line 6: it does not follow"),
        (lambda lines: lines[:-1], "closed with 5 lines, and does not end so"),
        (lambda lines: [], "closed with 5 lines, and does not end so"),
        (lambda lines: [*lines[:-1], lines[-1][:-9]], "ends in a broken line"),
        (lambda lines: [b"{}\n", *lines], "line 1: it is no line of the log"),
    ],
)
def test_what_is_done_to_a_file_shows(change: Callable[[list[bytes]], list[bytes]], said: str, log: Path) -> None:
    changed(sorted(log.glob("2*.jsonl"))[0], change)

    assert any(said in sentence for sentence in verify(log).wrong), verify(log).wrong


def test_what_is_done_to_the_folder_shows(log: Path) -> None:
    first, second = sorted(log.glob("2*.jsonl"))
    head = verify(log).head
    second.rename(log / "2020-01-01-1-0.jsonl")
    changed(log / LEDGER, lambda lines: lines[:-1])

    wrong = " ".join(verify(log, head).wrong)
    assert f"{second.name} is gone" in wrong
    assert "2020-01-01-1-0.jsonl is not in the ledger" in wrong
    assert "its end was cut off" in wrong
    assert first.name not in wrong
    assert f"{second.name} is gone" not in " ".join(verify(log, today=date(2100, 1, 1)).wrong), (
        "after six months it may go"
    )
    with pytest.raises(BadInput, match="holds no audit log"):
        verify(log.parent)


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    text = (
        "import sys; from pathlib import Path; from api.audit import Trail\n"
        "for _ in range(3):\n"
        "    trail = Trail(Path(sys.argv[1]))\n"
        "    for _ in range(200): trail.refused(None, '', 'OK')\n"
        "    trail.close()"
    )
    running = [subprocess.Popen([sys.executable, "-c", text, str(tmp_path / "audit")]) for _ in range(3)]

    assert [process.wait(60) for process in running] == [0, 0, 0]
    found = verify(tmp_path / "audit")
    assert (found.files, found.lines, found.wrong) == (9, 1_800, [])


# ------------------------------------------------------------------------------------------------------------- over HTTP


@pytest.fixture
def served(demo: Graph, address: Settings, tmp_path: Path) -> Iterator[tuple[TestClient, Path, dict[str, str]]]:
    """A public server with a log, and the header of an investigator's key."""
    _, key = demo.run(keys.create(demo.database, "investigator"))
    try:
        with TestClient(create_app(replace(address, home=tmp_path, batch=10), exposure="public")) as client:
            yield client, tmp_path / "audit", {"Authorization": f"Bearer {key}"}
    finally:
        demo.rows("MATCH (k:ApiKey) DELETE k")


def test_every_request_leaves_a_line(served: tuple[TestClient, Path, dict[str, str]]) -> None:
    client, folder, key = served
    asked = [
        client.post("/graphql", json=COUNT),
        client.post("/graphql", json=COUNT),
        client.post("/graphql", json=NAMED),
        client.post("/graphql", json=NAMED, headers=key),
        client.post("/graphql", json={"query": "{ nothing }"}),
        client.post("/graphql", json={"query": "{"}),
        client.post("/graphql", content=b"no JSON", headers={"Content-Type": "application/json"}),
        client.post("/graphql", json=COUNT, headers={"Authorization": "Bearer x"}),
        client.get("/graphql", params=COUNT),
        client.get("/graphql", params=COUNT, headers=key),
        client.get("/export", params=COUNT, headers=key),
        client.post("/graphql", json=[COUNT, COUNT]),
        client.post("/graphql", json=COUNT, headers={"Content-Type": 'application/json; charset="utf-8"'}),
    ]
    said = lines(folder)

    assert [line["code"] for line in said] == [
        "OK",
        "OK",
        "FORBIDDEN",
        "OK",
        "GRAPHQL_VALIDATION_FAILED",
        "GRAPHQL_PARSE_FAILED",
        "BAD_USER_INPUT",
        "UNAUTHENTICATED",
        "BAD_USER_INPUT",
        *["OK"] * 5,
    ]
    assert len(said) == len(asked) + 1, "a batch has a line for each of its operations"
    assert [line["rows"] for line in said[:4]] == [3, 3, 0, said[3]["rows"]]
    assert (said[3]["personal"], said[3]["masked"], said[3]["role"]) == (["Person.name"], [], "investigator")
    assert said[3]["who"].startswith("key ")
    assert said[3]["variables"] == {"n": "欧*"}
    assert said[0]["document"] == said[1]["document"] != said[3]["document"]
    assert "欧阳修远" not in "".join(path.read_text("utf-8") for path in folder.iterdir())


LISTS = {"query": "{ enterprises { nodes { id } edges { node { id } } } }"}
WATCHED = "query Q($n: String!) { people(where: {name: {startsWith: $n}}, first: 2) { nodes { name } } }"
WATCH = "subscription($q: String!, $v: JSON) { watch(document: $q, variables: $v) { rows } }"


def test_every_operation_over_a_socket_or_as_a_file_leaves_a_line(
    served: tuple[TestClient, Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, folder, key = served
    anybody: list[tuple[Any, list[str]]] = [(NAMED, ["FORBIDDEN"]), (COUNT, ["OK"])]
    investigator: list[tuple[Any, list[str]]] = [
        (NAMED, ["OK"]),
        ({"query": "{ nothing }"}, ["GRAPHQL_VALIDATION_FAILED"]),
        ({"query": "{"}, ["GRAPHQL_PARSE_FAILED"]),
        ({"query": 'mutation { annotateFact(input: {id: "Bid:x", note: "n"}) { node { id } } }'}, ["FORBIDDEN"]),
        (
            {"query": 'subscription { watch(document: "{ nothing }") { rows } }'},
            ["SUBSCRIBED", "GRAPHQL_VALIDATION_FAILED"],
        ),
        ({"query": WATCH, "variables": {"q": "sha256:0"}}, ["SUBSCRIBED", "NOT_FOUND"]),
        ({"query": WATCH, "variables": {"q": WATCHED, "v": {"n": "欧阳修远"}}}, ["SUBSCRIBED", "OK"]),
    ]
    expected = []
    for header, asked in (({}, anybody), (key, investigator)):
        with client.websocket_connect("/graphql", ["graphql-transport-ws"], headers=header) as socket:
            socket.send_json({"type": "connection_init"})
            assert socket.receive_json() == {"type": "connection_ack"}
            for number, (body, codes) in enumerate(asked):
                socket.send_json({"type": "subscribe", "id": str(number), "payload": body})
                answer = socket.receive_json()
                assert answer["type"] == ("next" if codes[-1] == "OK" else "error"), answer
                if answer["type"] == "next" and "subscription" not in body["query"]:
                    assert socket.receive_json()["type"] == "complete"
                expected += codes
    with client.websocket_connect("/graphql", ["graphql-transport-ws"]) as socket:
        socket.send_json({"type": "connection_init", "payload": {"Authorization": "Bearer x"}})
        assert socket.receive()["code"] == 4403
    said = lines(folder)
    for body, code in (
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        (LISTS, "BAD_USER_INPUT"),
    ):
        assert client.get("/export", params=body, headers=key).json()["errors"][0]["extensions"]["code"] == code
        assert [line["code"] for line in lines(folder)[len(said) :]] == [code]
        said = lines(folder)

    assert [line["code"] for line in said[:-3]] == [*expected, "UNAUTHENTICATED"]
    by_key = [line for line in said[:-3] if line["role"] == "investigator"]
    assert len(by_key) == len(expected) - 2 and all(line["who"].startswith("key ") for line in by_key)
    assert (by_key[0]["personal"], by_key[-1]["personal"]) == (["Person.name"], ["Person.name"]), (
        "what is watched is read"
    )
    assert by_key[-2]["variables"]["v"] == {"n": "欧*"}
    assert "欧阳修远" not in "".join(path.read_text("utf-8") for path in folder.iterdir())
    monkeypatch.setenv("WUYE_AUDIT", str(folder))
    assert wuye("audit", "verify").status == 0


def test_masks_are_told_as_such_and_the_log_is_closed(served: tuple[TestClient, Path, dict[str, str]]) -> None:
    client, folder, _ = served
    client.post("/graphql", json={"query": "{ people(first: 2) { nodes { name } } }"})
    [line] = lines(folder)

    assert (line["personal"], line["masked"]) == ([], ["Person.name"])
    assert line["role"] == "public"
    assert b'"opened"' in (folder / LEDGER).read_bytes()


def test_nothing_is_answered_that_cannot_be_recorded(demo: Graph, address: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with TestClient(create_app(replace(address, audit=str(tmp_path / "file" / "audit")))) as client:
        answer = client.post("/graphql", json=COUNT)
        refused = client.post("/graphql", content=b"{", headers={"Content-Type": "application/json"})

    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert "data" not in answer.json()
    assert refused.status_code == 400


def test_locally_there_is_none_unless_it_is_wanted(demo: Graph, address: Settings, tmp_path: Path) -> None:
    for audit, found in ((None, False), ("1", True), ("0", False)):
        home = tmp_path / str(audit)
        with TestClient(create_app(replace(address, home=home, audit=audit))) as client:
            client.post("/graphql", json=COUNT)
        assert (home / "audit").exists() is found
    assert verify(tmp_path / "1" / "audit").wrong == []


# ------------------------------------------------------------------------------------------------------------- commands


def test_commands(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WUYE_AUDIT", str(log))
    head = verify(log).head

    assert wuye("audit", "verify", "--head", head).out == f"10 lines in 2 files; the ledger's head is {head}\n"
    assert wuye("audit", "show", "--last", "3").out.count("\n") == 3
    assert wuye("audit", "show", "--personal").out == ""
    changed(sorted(log.glob("2*.jsonl"))[1], lambda lines: lines[1:])
    ran = wuye("audit", "verify")
    assert ran.status == 1
    assert "does not follow" in ran.err
    monkeypatch.setenv("WUYE_AUDIT", "0")
    assert wuye("audit", "verify").sentence == "wuye: WUYE_AUDIT is 0: no audit log is kept."


def test_a_line_is_one_line(tmp_path: Path) -> None:
    trail = Trail(tmp_path)
    trail.operation(replace(SHELL, address="x\ny"), "{ a }\n", {"a\nb": "c\nd‮", "deep": [[[[[[[1]]]]]]]}, Noted(), "OK")

    [line] = lines(tmp_path)
    assert line["variables"] == {"a\nb": "c*", "deep": [[[[["…"]]]]]}
    assert orjson.dumps(line)
