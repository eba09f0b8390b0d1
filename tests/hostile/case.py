"""A hostile request, what counts as handling it, and raw HTTP/1.1 to send it by: no client tidies it on its way."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

LOW, MEDIUM, HIGH, CRITICAL = "low", "medium", "high", "critical"
CODES = {
    "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND",
    "COST_LIMIT_EXCEEDED", "RATE_LIMITED",
}  # fmt: skip
#: What no answer may tell: a trace, a suggestion, a driver, a library, a file.
INSIDE = ("Traceback", "Did you mean", "org.apache", "lucene", "bolt://", 'File "', "site-packages", "sys.", "Neo.")
#: Seconds after which a server is dead to its caller.
PATIENCE = 60.0


@dataclass(frozen=True)
class Answer:
    """What came back; `status` 0: the connection was closed without a word. `seconds`: until the last byte."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float = 0.0

    @property
    def json(self) -> Any:
        """The body, None where it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def codes(self) -> set[str]:
        """Of its errors."""
        found = self.json
        errors = found.get("errors", ()) if isinstance(found, dict) else ()
        return {str((error.get("extensions") or {}).get("code")) for error in errors}

    @property
    def data(self) -> Any:
        """Its data, None where there is none."""
        found = self.json
        return found.get("data") if isinstance(found, dict) else None


Check = Callable[[Answer], bool]


@dataclass(frozen=True)
class Case:
    """A request as bytes, and what a good server does with it."""

    kind: str
    severity: str
    name: str
    sent: bytes
    handled: Check

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


def sound(answer: Answer) -> bool:
    """No crash, nothing of the inside, no banner."""
    text = answer.body.decode("utf-8", "replace")
    inside = any(word in text for word in INSIDE)
    return answer.status < 500 and "INTERNAL" not in answer.codes and not inside and "server" not in answer.headers


def refused(answer: Answer) -> bool:
    """One short typed refusal, and nothing else."""
    said = bool(answer.codes) and answer.codes <= CODES and len(answer.body) < 4_000
    return sound(answer) and answer.data is None and said


def closed(answer: Answer) -> bool:
    """A refusal, or the end of the connection."""
    return answer.status == 0 or refused(answer)


def harmless(answer: Answer) -> bool:
    """A refusal, or an answer that is none the worse for it."""
    return refused(answer) or (sound(answer) and answer.status in (200, 304, 404, 405) and len(answer.body) < 2_000_000)


def answered(data: Any) -> Check:
    """This answer: what was meant to do harm is a value like any other."""
    return lambda answer: sound(answer) and answer.data == data and not answer.codes


def without(*words: str) -> Check:
    """A sound answer that does not hold these words."""
    return lambda answer: sound(answer) and not any(word.encode() in answer.body for word in words)


# ------------------------------------------------------------------------------------------------------------- requests


def http(
    target: str, body: bytes | None = None, *, method: str = "", headers: Mapping[str, str] | None = None
) -> bytes:
    """A request as bytes; a body has its length, unless the headers say otherwise."""
    named = {"Host": "127.0.0.1"} | dict(headers or {})
    if body is not None and not {"Content-Length", "Transfer-Encoding"} & set(named):
        named["Content-Length"] = str(len(body))
    head = [f"{method or ('GET' if body is None else 'POST')} {target} HTTP/1.1"]
    head += [f"{name}: {value}" for name, value in named.items()]
    return "\r\n".join(head).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + (body or b"")


def body(raw: bytes | str, target: str = "/graphql", **headers: str) -> bytes:
    """A POST of something as JSON."""
    named = {"Content-Type": "application/json"} | {name.replace("_", "-"): headers[name] for name in headers}
    return http(target, raw.encode() if isinstance(raw, str) else raw, headers=named)


def asks(query: str, variables: Any = None, **members: Any) -> bytes:
    """A POST of a document."""
    return body(json.dumps({"query": query, "variables": variables, **members}))


HEALTH = asks("{ __typename }")


def exchange(port: int, sent: bytes) -> Answer:
    """The first answer to some bytes on a connection of their own."""
    began = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        try:
            connection.sendall(sent)
        except OSError:
            pass  # it answered and closed already
        try:
            status, headers, content = read(connection)
        except OSError:
            status, headers, content = 0, {}, b""
    return Answer(status, headers, content, time.perf_counter() - began)


def read(connection: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """An answer: its length is told, or it comes in chunks; nothing at all is status 0."""
    with connection.makefile("rb") as stream:
        line = stream.readline()
        if not line:
            return 0, {}, b""
        status, headers = int(line.split()[1]), {}
        while (line := stream.readline().rstrip()) != b"":
            name, _, value = line.partition(b":")
            headers[name.decode("latin-1").lower()] = value.strip().decode("latin-1")
        if headers.get("transfer-encoding") != "chunked":
            return status, headers, stream.read(int(headers.get("content-length", "0")))
        content = b""
        while size := int(stream.readline(), 16):
            content += stream.read(size)
            stream.readline()
        return status, headers, content
