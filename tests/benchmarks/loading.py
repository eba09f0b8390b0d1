"""Loading: rows a second, and CPU seconds, of Wuye's loader and of a short hand-written one, in turns on an emptied graph, same
constraints; and beside them of `--bulk`, into a new graph of its own each time, its Neo4j started and its indexes made within the time.

`python tests/benchmarks/loading.py --home ~/.cache/wuye-benchmark-loading` (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own

from graph import launch, server, write
from graph.database import Database
from graph.domain import MODEL
from graph.opened import open_graph
from graph.pinyin import SEARCH_KEYS, search_keys
from graph.settings import Settings
from loaders import generate
from loaders.bulk import load_bulk
from loaders.load import load

#: Rows in a batch, and in a transaction: as Wuye's.
BATCH = 2_000
#: Scale of the tables by which Neo4j gets warm.
WARM = 2
KEYS = {
    "Document": "documentId",
    "Region": "code",
    "Person": "personId",
    "Authority": "authorityId",
    "Enterprise": "enterpriseId",
    "Community": "communityId",
    "PartyCommittee": "organizationId",
    "PartyBranch": "organizationId",
    "Tender": "tenderId",
    "CreditEvent": "eventId",
}
INTEGERS = {"built_year", "buildings", "households", "year", "security_systems", "parking_spaces"}
FLOATS = {
    "floor_area",
    "points",
    "budget",
    "amount",
    "fee_per_m2_month",
    "investment",
    "public_space",
    "share",
    "value",
}
FLOATS |= {"longitude", "latitude"}
WORDS = {"covers", "kind", "level", "status", "role", "polarity", "outcome", "mode"}


@dataclass(frozen=True)
class Table:
    """A table by hand: its label, the column of its key, the relationships that its columns name, a label for some rows."""

    name: str
    label: str
    key: str
    relations: dict[str, tuple[str, str]] = field(default_factory=dict)
    only: Callable[[dict[str, str | None]], bool] = lambda row: True


def is_branch(row: dict[str, str | None]) -> bool:
    """The table holds two labels; its level tells them apart."""
    return row["level"] == "community_branch"


REGION, FIRM, COMMUNITY = ("IN_REGION", "Region"), "Enterprise", "Community"
PARTY = {
    "superior_id": ("REPORTS_TO", "PartyCommittee"),
    "first_secretary_id": ("LED_BY", "Person"),
    "region_code": REGION,
}
TABLES = (
    Table("documents", "Document", "document_id"),
    Table("regions", "Region", "code", {"parent_code": ("PART_OF", "Region")}),
    Table("people", "Person", "person_id"),
    Table("authorities", "Authority", "authority_id", {"region_code": REGION}),
    Table("enterprises", "Enterprise", "enterprise_id", {"region_code": REGION}),
    Table(
        "communities", "Community", "community_id", {"region_code": REGION, "merged_into": ("MERGED_INTO", "Community")}
    ),
    Table("party_organizations", "PartyCommittee", "organization_id", PARTY, only=lambda row: not is_branch(row)),
    Table(
        "party_organizations",
        "PartyBranch",
        "organization_id",
        {**PARTY, "community_id": ("LEADS", COMMUNITY)},
        only=is_branch,
    ),
    Table("owners_committees", "OwnersCommittee", "committee_id", {"community_id": ("REPRESENTS", COMMUNITY)}),
    Table("tenders", "Tender", "tender_id", {"community_id": ("FOR", COMMUNITY)}),
    Table(
        "credit_events",
        "CreditEvent",
        "event_id",
        {
            "uscc": ("CONCERNS", FIRM),
            "authority_id": ("DECIDED_BY", "Authority"),
            "community_id": ("HAPPENED_AT", COMMUNITY),
        },
    ),
    Table(
        "sanctions",
        "Sanction",
        "sanction_id",
        {
            "uscc": ("IMPOSED_ON", FIRM),
            "event_id": ("BASED_ON", "CreditEvent"),
            "region_code": ("APPLIES_IN", "Region"),
            "authority_id": ("DECIDED_BY", "Authority"),
        },
    ),
    Table("bids", "Bid", "bid_id", {"tender_id": ("SUBMITTED_TO", "Tender"), "uscc": ("SUBMITTED_BY", FIRM)}),
    Table(
        "contracts",
        "Contract",
        "contract_id",
        {
            "community_id": ("SERVES", COMMUNITY),
            "uscc": ("CONTRACTED_WITH", FIRM),
            "tender_id": ("AWARDED_THROUGH", "Tender"),
        },
    ),
    Table("market_filings", "MarketFiling", "filing_id", {"uscc": ("FILED_BY", FIRM), "region_code": REGION}),
    Table(
        "renovations", "Renovation", "renovation_id", {"region_code": REGION, "community_ids": ("RENOVATES", COMMUNITY)}
    ),
    Table(
        "enterprise_roles", "EnterpriseRole", "role_id", {"person_id": ("HELD_BY", "Person"), "uscc": ("HELD_IN", FIRM)}
    ),
    Table(
        "enterprise_links",
        "EnterpriseLink",
        "link_id",
        {"from_uscc": ("LINK_FROM", FIRM), "to_uscc": ("LINK_TO", FIRM)},
    ),
    Table("claims", "Claim", "claim_id", {"document_id": ("MADE_IN", "Document"), "region_code": REGION}),
    Table("coverage", "Coverage", "coverage_id", {"document_id": ("MADE_IN", "Document"), "region_code": REGION}),
)
#: Columns whose cell names several.
SEVERAL = {("bids", "uscc"), ("renovations", "community_ids")}
SEPARATORS = re.compile(r"[;；、|]")


# ------------------------------------------------------------------------------------------------------------- by hand


def camel(column: str) -> str:
    """The property of a column."""
    head, *rest = column.split("_")
    return head + "".join(part.capitalize() for part in rest)


def value(column: str, label: str) -> str:
    """A cell as Cypher converts it."""
    cell = f"row.`{column}`"
    if column.endswith("_on") or column in ("as_of", "from", "to"):
        return f"date({cell})"
    if column in INTEGERS:
        return f"toInteger({cell})"
    if column in FLOATS:
        return f"toFloat({cell})"
    if column.startswith(("is_", "has_")) or column in ("permanent", "synthetic"):
        return f"toBoolean({cell})"
    if column == "former_names":
        return f"split({cell}, ';')"
    return f"toUpper({cell})" if column in WORDS and label != "Authority" else cell


def statement(table: Table, columns: list[str]) -> str:
    """The batch of one table."""
    plain = [
        column
        for column in columns
        if column not in (table.key, *table.relations) and not column.startswith("source_") and column != "community_id"
    ]
    lines = [
        "UNWIND $rows AS row",
        f"MERGE (n:{table.label} {{{camel(table.key)}: row.{table.key}}})",
        "SET " + ", ".join(f"n.{camel(column)} = {value(column, table.label)}" for column in plain),
        "WITH n, row",
    ]
    single = [(column, *end) for column, end in table.relations.items() if (table.name, column) not in SEVERAL]
    for number, (column, _, label) in enumerate(single):
        lines.append(f"OPTIONAL MATCH (t{number}:{label} {{{KEYS[label]}: row.{column}}})")
    lines.append("OPTIONAL MATCH (d:Document {documentId: row.source_document_id})")
    for number, (_, type, _) in enumerate(single):
        lines.append(
            f"FOREACH (t IN CASE WHEN t{number} IS NULL THEN [] ELSE [t{number}] END | CREATE (n)-[:{type}]->(t))"
        )
    lines.append(
        "FOREACH (t IN CASE WHEN d IS NULL THEN [] ELSE [d] END | CREATE (n)-[:CITED_IN {locator: row.source_locator}]->(t))"
    )
    for column, (type, label) in table.relations.items():
        if (table.name, column) in SEVERAL:
            lines.append(
                f"WITH n, row UNWIND row.{column} AS key MATCH (t:{label} {{{KEYS[label]}: key}}) CREATE (n)-[:{type}]->(t)"
            )
    return "\n".join(lines)


def batches(path: Path, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a file; an empty cell is null."""
    several = [column for name, column in SEVERAL if name == table.name]
    with path.open(encoding="utf-8", newline="") as file:
        batch: list[dict[str, Any]] = []
        for cells in csv.DictReader(file):
            row: dict[str, Any] = {name: cell or None for name, cell in cells.items()}
            if not table.only(row):
                continue
            for column in several:
                row[column] = SEPARATORS.split(row[column] or "")
            batch.append(row)
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch


async def by_hand(folder: Path, database: Database, *, keyed: bool = False) -> None:
    """All tables, batch by batch; `keyed`: with the words by which pinyin finds a node, so that search answers the same."""
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
        text = statement(table, [*columns, SEARCH_KEYS] if keyed else columns)
        for batch in batches(path, table):
            for row in batch if keyed else ():
                row[SEARCH_KEYS] = keys_of(row, table)
            await database.write(text, {"rows": batch})
    for batch in batches(folder / "document_links.csv", Table("document_links", "", "")):
        for type in ("REPLIES_TO", "BASED_ON", "CITES"):
            mine = [row for row in batch if str(row["kind"]).upper() == type]
            text = f"""UNWIND $rows AS row
                MATCH (a:Document {{documentId: row.from_id}}) MATCH (b:Document {{documentId: row.to_id}})
                CREATE (a)-[:{type}]->(b)"""
            if mine:
                await database.write(text, {"rows": mine})


async def by_hand_keyed(folder: Path, database: Database) -> None:
    """The same with all that search needs."""
    await by_hand(folder, database, keyed=True)


def keys_of(row: dict[str, Any], table: Table) -> str | None:
    """The words of a row, by Wuye's own function: another one would find other nodes."""
    said = {camel(column): cell for column, cell in row.items() if cell}
    said["formerNames"] = str(said.get("formerNames", "")).split(";")
    return search_keys(MODEL[table.label], said)


async def by_wuye(folder: Path, database: Database) -> None:
    """Wuye's own loader: validation, resolution of references, digests and report included."""
    report = await load([folder], database)
    if report.exit_status:
        raise SystemExit(f"The data did not load whole: {[*report.failures, *report.rejections][:3]}")


# -------------------------------------------------------------------------------------------------------- the measuring


async def empty(database: Database) -> None:
    """Everything goes, constraints and indexes stay. Relationships first: a hub's would not fit one transaction."""
    await database.rows("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS")
    await database.rows("MATCH (n) WHERE NOT n:Wuye CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
    await write.ensure_schema(database)
    await database.rows("CALL db.awaitIndexes(300)")


async def held(database: Database) -> dict[str, int]:
    """How many nodes of each label and relationships of each type there are."""
    nodes = await database.rows("MATCH (n) WHERE NOT n:Wuye|Load RETURN labels(n)[0], count(*)")
    ties = await database.rows("MATCH ()-[r]->() RETURN type(r), count(*)")
    return {str(name): int(count) for name, count in [*nodes, *ties]}


@dataclass
class Turn:
    """One load: seconds that passed, CPU seconds of the loader and of all else: Neo4j, its import, what writes the import's files."""

    seconds: float
    loader: float
    others: float
    steps: dict[str, float] = field(default_factory=dict)  # of `--bulk`: seconds of each

    @property
    def cpu(self) -> float:
        """CPU seconds of all processes."""
        return self.loader + self.others


async def turn(
    work: Callable[[Path, Database], Awaitable[None]], folder: Path, database: Database, pid: int
) -> tuple[Turn, dict[str, int]]:
    """One load into the emptied graph, and what it holds then."""
    await empty(database)
    neo4j = psutil.Process(pid)
    spent, own, start = sum(neo4j.cpu_times()[:2]), time.process_time(), time.perf_counter()
    await work(folder, database)
    seconds = time.perf_counter() - start
    took = Turn(seconds, time.process_time() - own, sum(neo4j.cpu_times()[:2]) - spent)
    return took, await held(database)


def bulk_turn(folder: Path, settings: Settings) -> tuple[Turn, dict[str, int]]:
    """One `--bulk` into a new graph, from nothing to a Neo4j that answers, and what it holds then."""
    shutil.rmtree(launch.folder(settings), ignore_errors=True)
    steps: list[tuple[str, float]] = [("Checking", time.perf_counter())]
    spent, own, start = _of_children(), time.process_time(), time.perf_counter()
    report = load_bulk([folder], settings, on_step=lambda step: steps.append((step, time.perf_counter())))
    seconds, own = time.perf_counter() - start, time.process_time() - own
    if report.exit_status:
        raise SystemExit(f"The data did not load whole: {[*report.failures, *report.rejections][:3]}")

    async def ask() -> dict[str, int]:
        async with open_graph(settings) as opened:
            return await held(opened.database)

    pid = server.status(settings).pid
    assert pid is not None
    took = Turn(seconds, own, sum(psutil.Process(pid).cpu_times()[:2]) + _of_children() - spent)
    ends = [*(at for _, at in steps[1:]), start + seconds]
    took.steps = {step: end - at for (step, at), end in zip(steps, ends, strict=True)}
    counts = asyncio.run(ask())
    stop(settings)
    return took, counts


def stop(settings: Settings) -> None:
    """End the private Neo4j, and count its CPU seconds among those of processes that have ended."""
    pid = server.status(settings).pid
    server.stop(settings)
    if pid is not None and psutil.pid_exists(pid):
        psutil.wait_procs([psutil.Process(pid)], timeout=60)


def _of_children() -> float:
    """CPU seconds of the processes that this one started and that have ended: the import, what writes its files."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


ONLINE: dict[str, Callable[[Path, Database], Awaitable[None]]] = {
    "Wuye": by_wuye,
    "by hand": by_hand,
    "by hand, with pinyin": by_hand_keyed,
}
BULK = "Wuye --bulk"


async def turns(settings: Settings, folder: Path, warm: Path, rounds: int, chosen: list[str]) -> dict[str, list[Turn]]:
    """Round after round each loader in turn, the first one changing, after one with the tables in `warm` that is not counted."""
    found: dict[str, list[Turn]] = {each: [] for each in chosen}
    async with open_graph(settings) as opened:
        database = opened.database
        [[marked, others]] = await database.rows(
            "MATCH (g:Wuye) RETURN coalesce(g.benchmark, 0), EXISTS { (n) WHERE NOT n:Wuye }"
        )
        if others and marked != -1:
            raise SystemExit(f"{settings.home} holds a graph that this would empty: name another --home.")
        await database.write("MATCH (g:Wuye) SET g.benchmark = -1", {})
        pid = server.status(settings).pid
        assert pid is not None
        for number in range(-1, rounds):
            held_by: dict[str, dict[str, int]] = {}
            keys: dict[str, list[list[Any]]] = {}
            given = folder if number >= 0 else warm
            for each in sorted(chosen, reverse=number % 2 == 0):
                if each == BULK:
                    bulk = replace(settings, home=settings.home / "bulk")
                    took, held_by[each] = await asyncio.to_thread(bulk_turn, given, bulk)
                else:
                    took, held_by[each] = await turn(ONLINE[each], given, database, pid)
                    keys[each] = await database.rows("MATCH (n) RETURN count(n.searchKeys), sum(size(n.searchKeys))")
                if number >= 0:
                    found[each].append(took)
                    print(f"{each}: {took}; load average {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)
            for one in held_by.values():
                require_same(one, next(iter(held_by.values())))
            if len({str(keys[each]) for each in keys if each != "by hand"}) > 1:
                raise SystemExit(f"The search keys differ: {keys}")
    return found


def require_same(one: dict[str, int], other: dict[str, int]) -> None:
    """Ends the run where two loaders made different graphs."""
    if one != other:
        raise SystemExit(f"The two graphs differ: {set(one.items()) ^ set(other.items())}")


def show(found: dict[str, list[Turn]], rows: int) -> None:
    """The table, the ratios of loaders within a round, and the steps of `--bulk`."""
    print("| loader | rows/s | seconds | CPU s, loader | CPU s, other processes |\n|---|---:|---:|---:|---:|")
    for each, taken in found.items():
        seconds = median(one.seconds for one in taken)
        spent = f"{median(one.loader for one in taken):.1f} | {median(one.others for one in taken):.1f}"
        print(f"| {each} | {rows / seconds:,.0f} | {seconds:.1f} | {spent} |")
    for each, other in (("by hand", "Wuye"), ("by hand, with pinyin", "Wuye"), ("Wuye", BULK)):
        if {each, other} <= found.keys():
            pairs = list(zip(found[each], found[other], strict=True))
            wall = median(one.seconds / two.seconds for one, two in pairs)
            cpu = median(one.cpu / two.cpu for one, two in pairs)
            print(f"\n{other} loads at {wall:.2f} of the rate of {each}, by CPU {cpu:.2f} (median of the rounds).")
    for one in found.get(BULK, ()):
        print("\n--bulk, seconds: " + ", ".join(f"{step} {seconds:.1f}" for step, seconds in one.steps.items()))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="folder of a private Neo4j that this may empty")
    parser.add_argument("--scale", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--loader", action="append", choices=[*ONLINE, BULK], help="only this one; may be repeated")
    asked = parser.parse_args()
    settings = Settings(asked.home)
    with tempfile.TemporaryDirectory() as name:
        folder, warm = Path(name) / "tables", Path(name) / "warm"
        rows = sum(generate.write(folder, asked.scale).values())
        generate.write(warm, min(asked.scale, WARM))
        found = asyncio.run(turns(settings, folder, warm, asked.rounds, asked.loader or [*ONLINE, BULK]))
        stop(settings)
    print(
        f"Scale {asked.scale}: {rows:,} rows, {asked.rounds} rounds; load average at the end {os.getloadavg()[0]:.1f}.\n"
    )
    show(found, rows)


if __name__ == "__main__":
    main()
