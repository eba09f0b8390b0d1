"""The audit log: who asked what, when, and what came of it, a line of JSON each, chained by hash so that no line goes unnoticed.

Each worker writes files of its own, one a day: an append needs no lock. Every line names the SHA-256 of the line before it. A ledger,
chained likewise and written under a lock, says which files were opened, and with which line each was closed: so a line that is changed
or taken out shows, and a file that is gone, and a file of which the end was cut off. A line is written before its answer is sent; an
answer whose line cannot be written is not given. `fsync` is left to the system: what a killed process wrote is there, a power failure
may cost the last seconds. Whoever can write to the folder can forge all of it: note the ledger's head elsewhere, and verify against it.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock

from api.access import Caller
from api.document import document_id
from graph.domain import MODEL
from graph.errors import BadInput, Unavailable

LEDGER, FIRST = "ledger.jsonl", "0" * 64
#: Six months, for which the law wants logs kept (网络安全法 §21, in its text of 2016): a file that is gone before is missed.
RETENTION = timedelta(days=183)
#: Text that says nothing of a person: a day or an instant, an enum's word, a global id.
PLAIN = re.compile(
    rf"\d{{4}}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?|[A-Z]+(_[A-Z]+)*|({'|'.join(MODEL.types)}):\S{{1,100}}"
)
#: Parts of the variables that are noted.
MOST_PARTS, DEEPEST = 20, 6


@dataclass
class Noted:
    """What is known of an operation when it has been answered: its cost, its rows, the personal data it read, and of what it saw masks."""

    cost: int = 0
    rows: int = 0
    personal: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()


@dataclass
class Chain:
    """A file of lines, each naming the one before."""

    path: Path
    head: str = FIRST
    lines: int = 0
    file: int = field(default=-1, repr=False)

    @classmethod
    def begin(cls, path: Path) -> Chain:
        """A new file, for its owner alone."""
        return cls(path, file=os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600))

    def add(self, said: Mapping[str, Any]) -> None:
        """One more line."""
        line = orjson.dumps({**said, "previous": self.head})
        if os.write(self.file, line + b"\n") <= len(line):
            raise OSError("the line was written in part")
        self.head, self.lines = hashlib.sha256(line).hexdigest(), self.lines + 1

    def close(self) -> None:
        """No more lines."""
        os.close(self.file)


class Trail:
    """The log of this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._chain: Chain | None = None
        self._day: date | None = None

    def operation(
        self,
        caller: Caller,
        query: str | None,
        variables: Mapping[str, Any] | None,
        noted: Noted,
        code: str,
        *,
        seconds: float = 0.0,
        kept: bool = False,
    ) -> None:
        """An operation that was answered, or refused with `code`."""
        self.add(
            {
                "who": caller.name or "shell",
                "role": caller.role.name,
                "address": caller.address,
                "document": document_id(query) if query else None,
                "variables": variable(variables or {}),
                "code": code,
                "rows": noted.rows,
                "cost": noted.cost,
                "ms": round(seconds * 1000, 1),
                "kept": kept,
                "personal": noted.personal,
                "masked": noted.masked,
            }
        )

    def refused(self, caller: Caller | None, address: str, code: str) -> None:
        """A request that was refused before any operation was read."""
        role = caller.role if caller else None
        self.add({"who": caller.name if caller else address, "role": role, "address": address, "code": code})

    def add(self, said: Mapping[str, Any]) -> None:
        """One line; raises Unavailable where it cannot be written."""
        now = datetime.now(UTC)
        try:
            if self._chain is None or now.date() != self._day:
                self._turn(now)
            assert self._chain is not None
            self._chain.add({"time": now.isoformat(), **said})
        except OSError as error:
            self._chain = None  # what was begun is not gone on with
            raise Unavailable(
                f"The audit log cannot be written ({error.strerror or error}), and nothing is answered that is not recorded. 审计日志不可写。"
            ) from None

    def close(self) -> None:
        """Says in the ledger how the file ends."""
        if self._chain is not None:
            chain, self._chain = self._chain, None
            chain.close()
            enter(self.folder, {"closed": chain.path.name, "lines": chain.lines, "head": chain.head})

    def _turn(self, now: datetime) -> None:
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"{now:%Y-%m-%d}-{os.getpid()}-{os.urandom(4).hex()}.jsonl"
        enter(self.folder, {"opened": name})
        self._chain, self._day = Chain.begin(self.folder / name), now.date()


def enter(folder: Path, said: Mapping[str, Any]) -> None:
    """A line in the ledger."""
    with FileLock(folder / (LEDGER + ".lock"), timeout=10):
        path = folder / LEDGER
        before = path.read_bytes().splitlines()[-1:] if path.exists() else []
        head = hashlib.sha256(before[0]).hexdigest() if before else FIRST
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        chain = Chain(path, head, file=file)
        try:
            chain.add({"time": datetime.now(UTC).isoformat(), **said})
        finally:
            chain.close()


def variable(value: Any, depth: int = DEEPEST) -> Any:
    """A variable as the log shows it: text that may say something of a person is masked.

    >>> variable({"name": "张三丰", "on": "2022-06-30", "first": 5, "ids": ["Person:P-1"], "phone": "13912345678"})
    {'name': '张*', 'on': '2022-06-30', 'first': 5, 'ids': ['Person:P-1'], 'phone': '1*'}
    """
    match value:
        case str():
            return value if PLAIN.fullmatch(value) else value[:1] + "*"
        case dict() if depth:
            return {str(name)[:100]: variable(part, depth - 1) for name, part in list(value.items())[:MOST_PARTS]}
        case list() if depth:
            return [variable(part, depth - 1) for part in value[:MOST_PARTS]]
        case dict() | list():
            return "…"
        case _:
            return value


def rows(data: Mapping[str, Any] | None) -> int:
    """The rows of an answer: of each root field what its longest list holds, else itself.

    >>> rows({"enterprises": {"totalCount": 9, "nodes": [{}, {}]}, "enterprise": {}, "person": None, "rules": [{}]})
    4
    """
    total = 0
    for value in (data or {}).values():
        if isinstance(value, dict):
            total += max((len(part) for part in value.values() if isinstance(part, list)), default=1)
        elif value is not None:
            total += len(value) if isinstance(value, list) else 1
    return total


# ------------------------------------------------------------------------------------------------------------ reading it


@dataclass
class Verified:
    """What a verification found: files, lines, the ledger's head, and what is wrong, a sentence each."""

    files: int = 0
    lines: int = 0
    head: str = FIRST
    wrong: list[str] = field(default_factory=list)


def verify(folder: Path, head: str = "", *, today: date | None = None) -> Verified:
    """The whole log checked; `head`: one that the ledger had once, and must still have. Raises BadInput where there is no log."""
    if not (folder / LEDGER).is_file():
        raise BadInput(f"{folder} holds no audit log; WUYE_AUDIT says where it is written, unset: under WUYE_HOME.")
    found = Verified()
    heads, lines = read(folder / LEDGER, found.wrong)
    found.head = heads[-1] if heads else FIRST
    if head and head not in heads:
        found.wrong.append(f"{LEDGER} never had the head {head}, or its end was cut off.")
    closed = {line["closed"]: line for line in lines if "closed" in line}
    opened = [line["opened"] for line in lines if "opened" in line]
    missed = (today or datetime.now(UTC).date()) - RETENTION
    for name in opened:
        path = folder / Path(name).name
        if not path.is_file():
            if date.fromisoformat(name[:10]) >= missed:
                found.wrong.append(f"{name} is gone, before its six months are over.")
            continue
        own, said = read(path, found.wrong)
        found.files, found.lines = found.files + 1, found.lines + len(said)
        end = closed.get(name)
        if end and (end["lines"], end["head"]) != (len(said), own[-1] if own else FIRST):
            found.wrong.append(f"{name} was closed with {end['lines']} lines, and does not end so.")
    known = {LEDGER, LEDGER + ".lock", *opened}
    found.wrong += [f"{path.name} is not in the ledger." for path in sorted(folder.iterdir()) if path.name not in known]
    return found


def read(path: Path, wrong: list[str]) -> tuple[list[str], list[dict[str, Any]]]:
    """The hash of each line of a chain, and what it says; what is wrong is added to `wrong`."""
    heads: list[str] = []
    lines: list[dict[str, Any]] = []
    before = FIRST
    for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], start=1):
        try:
            said = orjson.loads(line)
            if said["previous"] != before:
                wrong.append(
                    f"{path.name}, line {number}: it does not follow the line before it; one was changed or taken out."
                )
        except (orjson.JSONDecodeError, KeyError, TypeError):
            wrong.append(f"{path.name}, line {number}: it is no line of the log.")
            said = {}
        before = hashlib.sha256(line).hexdigest()
        heads.append(before)
        lines.append(said)
    if not path.read_bytes().endswith(b"\n") and path.stat().st_size:
        wrong.append(f"{path.name} ends in a broken line.")
    return heads, lines


def shown(folder: Path, last: int, *, personal: bool = False) -> Iterator[str]:
    """The last lines, the latest at the end; `personal`: of operations that read personal data only."""
    lines = [line for path in sorted(folder.glob("2*.jsonl")) for line in read(path, [])[1]]
    wanted = sorted(
        (line for line in lines if line.get("personal") or not personal), key=lambda line: str(line.get("time"))
    )
    for line in wanted[-last:]:
        noted = (str(line.get(name, "")) for name in ("time", "who", "role", "address", "code", "rows", "cost", "ms"))
        hash, read_whole = str(line.get("document") or "")[:19], ",".join(line.get("personal") or ())
        text = "  ".join([*noted, hash, orjson.dumps(line.get("variables")).decode(), read_whole])
        yield "".join(letter if letter.isprintable() else "?" for letter in text)
