"""Which rows are in: keys named once, references that exist after the whole load, whatever the order of rows and files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from graph.domain import MODEL
from graph.model import NodeType
from graph.values import credit_code_flaws
from graph.write import REGISTER_ID
from loaders.ledger import Ledger
from loaders.read import Source
from loaders.tables import DOCUMENT_ID, REGISTER_COLUMN, TABLES, Column, Table
from loaders.validate import Candidate, Fault

#: The labels whose keys other rows name.
_NAMED = frozenset(column.target for table in TABLES.values() for column in table.references)
#: Keys in one question to the graph.
_ASKED = 5_000
#: Those of some keys that the graph has, each with its node's key.
Present = Callable[[NodeType, Sequence[str]], Awaitable[Mapping[str, str]]]


class Keys:
    """Every key that exists after the load as far as it was asked for: accepted in it, or `present` in the graph."""

    def __init__(self, present: Present) -> None:
        self._present = present
        self._known: dict[str, Ledger] = defaultdict(Ledger)

    def of(self, label: str) -> dict[str, str]:
        """Key → its node's key; they differ where an enterprise goes by its register's identifier."""
        return self._known[label].latest

    def make_room(self) -> None:
        """Put away what was learned long ago; `recall` and `look_up` bring it back."""
        for known in self._known.values():
            known.make_room()

    def recall(self, label: str, keys: Iterable[str]) -> None:
        """Have at hand what is known of these keys."""
        self._known[label].recall(keys)

    async def look_up(self, label: str, keys: set[str]) -> None:
        """Learn which of these keys the graph has."""
        self.recall(label, keys)
        known = self.of(label)
        known |= await self.present(label, {key for key in keys if key not in known})

    async def present(self, label: str, keys: Iterable[str]) -> dict[str, str]:
        """Those of the keys that the graph has, each with its node's key."""
        wanted = sorted(keys)
        found: dict[str, str] = {}
        for start in range(0, len(wanted), _ASKED):
            found |= await self._present(MODEL[label], wanted[start : start + _ASKED])
        return found


@dataclass
class _Pending:
    """A candidate that waits for rows of its own table."""

    source: Source
    candidate: Candidate
    missing: int = 0


class Resolver:
    """The rules between the rows of one table, and between them and others."""

    def __init__(self, keys: Keys, table: Table) -> None:
        self.repeated = 0
        self._keys = keys
        self._table = table
        self._own = [p for p, column in enumerate(table.references) if MODEL[column.target].table == table.name]
        self._own_targets = frozenset(table.references[place].target for place in self._own)
        self._others = [(p, column.target) for p, column in enumerate(table.references) if p not in self._own]
        self._firsts = Ledger()  # key → digest, place of the source, row
        self._sources: list[Source] = []
        self._registered: dict[str, str] = {}
        self._waiting: dict[str, list[_Pending]] = defaultdict(list)

    async def look_up(self, candidates: Sequence[Candidate], *, new: bool = False) -> None:
        """Ask the graph for what a batch refers to, and for the batch itself where only what is `new` is wanted."""
        self._firsts.make_room()
        self._keys.make_room()
        wanted: dict[str, set[str]] = defaultdict(set)
        for place, column in enumerate(self._table.references):
            wanted[column.target].update(*[candidate.references[place] for candidate in candidates])
        for target, keys in wanted.items():
            await self._keys.look_up(target, keys)
        if new and candidates:
            await self._keys.look_up(candidates[0].label, {candidate.key for candidate in candidates})
        registers = {_register(candidate) for candidate in candidates if candidate.label == "Enterprise"} - {""}
        self._registered = await self._keys.present("Enterprise", registers)
        self._recall({candidate.key for candidate in candidates} | registers | set(self._registered.values()))

    def _recall(self, names: set[str]) -> None:
        """Have at hand what earlier rows said of these keys."""
        if any(node.name == "Enterprise" for node in self._table.types):
            self._keys.recall("Enterprise", names)
            known = self._keys.of("Enterprise")
            names = names | {known[name] for name in names if name in known}
        self._firsts.recall(names)

    def close(self) -> None:
        """Forget what was said of each key: the table is done."""
        self._firsts.latest.clear()
        self._firsts.close()

    def settle(self, source: Source, candidate: Candidate) -> list[Candidate] | Fault:
        """The candidates that are in now: this one unless it waits or is there already, and those that waited for it."""
        if candidate.label == "Enterprise":
            self._identify(candidate)
        if source.adds_only and (
            candidate.key in self._firsts.latest or candidate.key in self._keys.of(candidate.label)
        ):
            self.repeated += 1
            return []
        fault = self._resolve(candidate)
        if fault:
            return fault
        candidate.digest = candidate.sum()
        register = candidate.properties.get(REGISTER_ID)
        names = (candidate.key,) if register is None else (candidate.key, str(register))
        for name in names:
            if name in self._firsts.latest:
                return self._again(candidate, name)
        if not self._sources or self._sources[-1] is not source:
            self._sources.append(source)
        for name in names:
            self._firsts.latest[name] = (candidate.digest, len(self._sources) - 1, candidate.number)
        return self._accept_or_wait(source, candidate)

    def rest(self) -> tuple[list[tuple[Source, Candidate, Fault]], list[Candidate]]:
        """Of those that still wait at the end: the rejected, with all that wait for them in turn, and circles, which are in."""
        left = {pending.candidate.key: pending for waiting in self._waiting.values() for pending in waiting}
        there = {key for key, pending in left.items() if pending.candidate.label in self._own_targets}
        gone = [key for key in sorted(self._waiting) if key not in there]
        rejected: list[tuple[Source, Candidate, Fault]] = []
        for key in gone:
            for pending in self._waiting.pop(key, ()):
                candidate = pending.candidate
                if left.pop(candidate.key, None):
                    column = next(self._table.references[p] for p in self._own if key in candidate.references[p])
                    rejected.append((pending.source, candidate, _missing(column, key)))
                    gone.append(candidate.key)
        self._waiting.clear()
        return rejected, [one for pending in left.values() for one in self._accept(pending.candidate)]

    def _identify(self, candidate: Candidate) -> None:
        """Let an enterprise that is known by its register's identifier be the one that it is."""
        register = _register(candidate)
        known = self._keys.of("Enterprise")
        if "uscc" in candidate.properties:
            there = self._registered.get(register, "")
            candidate.adopts = "" if there == candidate.key or there in known else there
            return
        code = known.get(register) or self._registered.get(register, register)
        if code != register:
            candidate.key = code
            quality = [*cast(list[str], candidate.properties["quality"]), *credit_code_flaws(code)]
            candidate.properties |= {"enterpriseId": code, "uscc": code, REGISTER_ID: register, "quality": quality}

    def _resolve(self, candidate: Candidate) -> Fault | None:
        """Replace references by the keys of their nodes, or say which has none."""
        for place, target in self._others:
            named = candidate.references[place]
            if not named:
                continue
            known = self._keys.of(target)
            for at, key in enumerate(named):
                if key not in known:
                    return _missing(self._table.references[place], key)
                named[at] = known[key]
            if len(named) > 1:
                candidate.references[place] = list(dict.fromkeys(named))
        for place in self._own:
            if candidate.key in candidate.references[place]:
                column = self._table.references[place].name
                if column != DOCUMENT_ID:
                    why = f"{column} names its own row; name another one, or leave it empty."
                    return Fault(column, candidate.key, why)
        return None

    def _again(self, candidate: Candidate, name: str) -> list[Candidate] | Fault:
        """A key for the second time: the same row again, or a contradiction."""
        digest, place, number = self._firsts.latest[name]
        source = self._sources[place]
        if digest == candidate.digest:
            self.repeated += 1
            return []
        column = self._table.key_column if name == candidate.key else REGISTER_COLUMN
        value = ";".join(key for keys in candidate.references[:2] for key in keys) if not candidate.label else name
        reason = f"{column} stands in row {number} of {source.where} already, with other content; keep one of the two."
        return Fault(column, value, reason)

    def _accept_or_wait(self, source: Source, candidate: Candidate) -> list[Candidate]:
        if not self._own:
            return self._accept(candidate)
        pending = _Pending(source, candidate)
        for place in self._own:
            known = self._keys.of(self._table.references[place].target)
            for key in candidate.references[place]:
                if key not in known and key != candidate.key:
                    self._waiting[key].append(pending)
                    pending.missing += 1
        return [] if pending.missing else self._accept(candidate)

    def _accept(self, candidate: Candidate) -> list[Candidate]:
        accepted = [candidate]
        if candidate.label not in _NAMED:
            return accepted
        for one in accepted:
            known = self._keys.of(one.label)
            known[one.key] = one.key
            if REGISTER_ID in one.properties:
                known[str(one.properties[REGISTER_ID])] = one.key
            accepted += self._release(one.label, one.key)
        return accepted

    def _release(self, label: str, key: str) -> Iterator[Candidate]:
        """Those that waited for a node of that label, and now wait for nothing."""
        for pending in self._waiting.pop(key, ()) if label in self._own_targets else ():
            pending.missing -= 1
            if not pending.missing:
                yield pending.candidate


def _register(candidate: Candidate) -> str:
    """What an enterprise's register calls it, where that is not its credit code."""
    if "uscc" in candidate.properties:
        return str(candidate.properties.get(REGISTER_ID, ""))
    return candidate.key


def _missing(column: Column, key: str) -> Fault:
    table = MODEL[column.target].table
    reason = (
        f"{column.name} names no accepted row of {table}, in this load or in the graph; add it, or correct the key."
    )
    return Fault(column.name, key, reason)
