"""As of a day: `@asOf(valid: D)` answers as the same question does, without it, over tables cut to D by hand, for every root field.

The cut is written here in plain Python, table by table, from the words of the contract: rows that do not stand on the day go, with
them what names them; of a row that stays, the days of what came later go, but not those fixed beforehand. The questions are made
from the schema, so that a root field without one fails.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    is_list_type,
    is_required_argument,
)

from api.execution import Graph as Answering
from graph.domain import MODEL
from graph.query import Inputs
from tests import reference
from tests.asking import SECRET, SERVER, Asking, FixedSchema, fixed_schema
from tests.tables import tables

if TYPE_CHECKING:
    from tests.conftest import Graph

Row = dict[str, str]
Tables = dict[str, list[Row]]
DAYS = ("2019-06-30", "2021-08-01")

# ---------------------------------------------------------------------------------------------------------- the cut, by hand

ALWAYS, NEVER = "0000-00-00", "9999-99-99"


@dataclass(frozen=True)
class Cut:
    """How the rows of a table stand: from a day, to a day (included), until a day (excluded); what is told only later."""

    key: str
    start: str = ""
    unknown: str = ALWAYS  # what an unknown beginning means: entities have always been there, period facts never
    end: str = ""
    until: str = ""
    later: tuple[str, ...] = ()
    needs: tuple[tuple[str, str], ...] = ()  # columns that must name a row, and its table
    names: tuple[tuple[str, str], ...] = ()  # columns that may

    def life(self, row: Row) -> tuple[str, str, str]:
        """The first day, the last day, and the day from which it stands no more."""
        start = row.get(self.start, "") or self.unknown
        return start[:4] + start[4:], row.get(self.end, "") or NEVER, row.get(self.until, "") or NEVER

    def stands(self, row: Row, day: str) -> bool:
        """A year stands from its first day on."""
        start, end, until = self.life(row)
        return start <= day[: len(start)] and day <= end and day < until


FIRM, REGION, PERSON = ("uscc", "enterprises"), ("region_code", "regions"), ("person_id", "people")
HOME, TENDER = ("community_id", "communities"), ("tender_id", "tenders")
PRECONDITIONS = (
    "party_branch_formed_on",
    "consultation_held_on",
    "convention_signed_on",
    "illegal_structures_cleared_on",
    "residents_contributed_on",
    "fees_committed_on",
)
CUTS = {
    "documents": Cut("document_id", "issued_on"),
    "regions": Cut("code"),
    "people": Cut("person_id"),
    "authorities": Cut("authority_id"),
    "claims": Cut("claim_id", needs=(("document_id", "documents"),)),
    "coverage": Cut("coverage_id", needs=(("document_id", "documents"),)),
    "judgements": Cut("judgement_id", needs=(("right_uscc", "enterprises"),)),
    "document_links": Cut("kind", needs=(("from_id", "documents"), ("to_id", "documents"))),
    "enterprises": Cut("uscc", "established_on", until="dissolved_on", later=("dissolved_on", "credit_file_opened_on")),
    "communities": Cut("community_id", "built_year", until="merged_on", names=(("merged_into", "communities"),)),
    "party_organizations": Cut(
        "organization_id",
        "established_on",
        names=(HOME, ("superior_id", "party_organizations"), ("first_secretary_id", "people")),
    ),
    "owners_committees": Cut("committee_id", "elected_on", end="term_ends_on", needs=(HOME,)),
    "tenders": Cut("tender_id", "published_on", later=("awarded_on",), names=(HOME,)),
    "enterprise_roles": Cut("role_id", "starts_on", NEVER, "ends_on", needs=(FIRM, PERSON)),
    "enterprise_links": Cut(
        "link_id", "starts_on", NEVER, "ends_on", needs=(("from_uscc", "enterprises"), ("to_uscc", "enterprises"))
    ),
    "credit_events": Cut(
        "event_id",
        "occurred_on",
        NEVER,
        later=("decided_on", "published_on", "repaired_on", "revoked_on"),
        needs=(FIRM,),
        names=(HOME,),
    ),
    "sanctions": Cut(
        "sanction_id",
        "starts_on",
        NEVER,
        "ends_on",
        "lifted_on",
        ("lifted_on",),
        needs=(FIRM,),
        names=(("event_id", "credit_events"),),
    ),
    "bids": Cut("bid_id", "submitted_on", NEVER, needs=(FIRM, TENDER)),
    "contracts": Cut(
        "contract_id",
        "starts_on",
        NEVER,
        "ends_on",
        "terminated_on",
        ("terminated_on",),
        needs=(HOME,),
        names=(FIRM, TENDER),
    ),
    "market_filings": Cut("filing_id", "filed_on", NEVER, needs=(FIRM, REGION)),
    "renovations": Cut(
        "renovation_id",
        "year",
        NEVER,
        later=("completed_on", *PRECONDITIONS),
        names=(("community_ids", "communities"),),
    ),
}


def named(row: Row, column: str) -> list[str]:
    """The keys in a cell."""
    return [key for key in (row.get(column) or "").split(";") if key]


def key_of(cut: Cut, row: Row) -> str:
    """The key by which other rows name it."""
    return row[cut.key] or row.get("enterprise_id", "")


def lasting(tables: Tables) -> Tables:
    """Without the facts whose parties do not stand as long as they do: what holds of those is tested by itself, below."""
    lives = {(t, key_of(CUTS[t], row)): CUTS[t].life(row) for t, rows in tables.items() for row in rows}

    def outlived(cut: Cut, row: Row) -> bool:
        start, end, until = cut.life(row)
        for column, table in cut.needs:
            for key in named(row, column):
                began, ended, gone = lives[table, key]
                if began > start[: len(began)] or ended < end or gone < min(end, until):
                    return True
        return False

    return settled({t: [row for row in rows if not outlived(CUTS[t], row)] for t, rows in tables.items()})


def settled(tables: Tables) -> Tables:
    """Without what names rows that are gone: the whole row where it must name one, else the name."""
    keys = {t: {key_of(CUTS[t], row) for row in rows} for t, rows in tables.items()}
    kept = {
        t: [row for row in rows if all(set(named(row, column)) <= keys[to] for column, to in CUTS[t].needs)]
        for t, rows in tables.items()
    }
    for table, rows in kept.items():
        for row in rows:
            for column, to in CUTS[table].names:
                row[column] = ";".join(key for key in named(row, column) if key in keys[to])
    return kept


def base() -> Tables:
    """Some of the demonstration's rows, with more firms dissolved; what facts are sourced from has no day of issue."""
    tables = reference.tables() | {"judgements": []}
    for table, every in (("communities", 5), ("tenders", 3), ("renovations", 5), ("people", 3), ("market_filings", 2)):
        tables[table] = tables[table][::every]
    homes = {"", *(row["community_id"] for row in tables["communities"])}
    tables["party_organizations"] = [row for row in tables["party_organizations"] if row["community_id"] in homes]
    tables = settled(tables)
    for row in tables["enterprises"][::9]:
        row["dissolved_on"], row["status"] = row.get("dissolved_on") or "2022-03-31", "deregistered"
    sources = {row["source_document_id"] for rows in tables.values() for row in rows if row.get("source_document_id")}
    sources |= {row["document_id"] for table in ("claims", "coverage") for row in tables[table]}
    for row in tables["documents"]:
        row["issued_on"] = "" if row["document_id"] in sources else row["issued_on"]
    return lasting(tables)


def cut(tables: Tables, day: str) -> Tables:
    """The tables as they would have been written on the day."""
    kept = {t: [dict(row) for row in rows if CUTS[t].stands(row, day)] for t, rows in tables.items()}
    for table, rows in kept.items():
        for row in rows:
            if (row.get("dissolved_on") or "") > day:
                row["status"] = ""
            for column in CUTS[table].later:
                row[column] = "" if (row.get(column) or "") > day else row.get(column) or ""
    return settled(kept)


def undecided(tables: Tables, day: str) -> list[str]:
    """Bids for tenders awarded later: their outcome is the one cell that a table cannot leave empty."""
    later = {row["tender_id"] for row in tables["tenders"] if row["awarded_on"] > day}
    return [row["bid_id"] for row in tables["bids"] if row["tender_id"] in later]


# ----------------------------------------------------------------------------------------------- the questions, from the schema

SCHEMA = fixed_schema(None)._schema
#: Fields that tell of the graph itself, not of the world; and flags, which the root field of that name asks for at once.
ABOUT_THE_GRAPH = {"recordedAt", "history", "flags"}
#: Root fields that ask nothing of the world.
APART = {"rateLimit", "rules", "creditRegimes"}
INNER = {
    "Citation": "{ document { id } locator quote }",
    "ClaimCheck": "{ verdict actual facts }",
}
MIDDLE = "2021-03-01"
PERIODS = (
    'on: "2022-01-15"',
    'overlaps: { from: "2021-01-01", to: "2023-06-30" }',
    f'covers: {{ from: "{MIDDLE}", to: "2022-05-05" }}',
)
FROM = f'(from: "{MIDDLE}", '


def node_types() -> set[str]:
    return {node.name for node in MODEL}


def selection(type: str) -> str:
    """All of a node's own fields, and who stands at the other end of its relations."""
    found: GraphQLObjectType = SCHEMA.get_type(type)  # type: ignore[assignment]  # a node type is an object
    return " ".join(part for name, field in found.fields.items() if (part := selected(name, field)))


def selected(name: str, field: GraphQLField) -> str:
    """A field as a selection; "" for one that wants arguments or tells of the graph."""
    if name in ABOUT_THE_GRAPH or any(is_required_argument(argument) for argument in field.args.values()):
        return ""
    of = get_named_type(field.type)
    if isinstance(of, (GraphQLScalarType, GraphQLEnumType)):
        return name
    if of.name in node_types():
        return name + " { id }"
    if of.name in INNER:
        return f"{name} {INNER[of.name]}"
    if of.name.endswith("Connection"):
        return f"{name}(first: 2) {{ totalCount nodes {{ id }} }}"
    raise AssertionError(f"{name} is a {of.name}: say in INNER what is asked of it")


def figures(type: str) -> str:
    """Every figure over nodes of a type."""
    found: GraphQLObjectType = SCHEMA.get_type(f"{type}Aggregate")  # type: ignore[assignment]  # the same
    parts = []
    for name, field in found.fields.items():
        inner = get_named_type(field.type)
        parts.append(f"{name} {{ {' '.join(inner.fields)} }}" if isinstance(inner, GraphQLObjectType) else name)
    return " ".join(parts)


def list_questions(plural: str) -> Iterator[str]:
    """A connection's rows, figures and groups; then its orders, and filters over every day and relation."""
    node = next(node for node in MODEL if node.plural == plural)
    days = [field.name for field in node.fields if field.name in node.days or field.since]
    order: GraphQLInputObjectType = SCHEMA.get_type(f"{node.name}Order")  # type: ignore[assignment]  # an input
    yield f"{plural}(first: 1000) {{ totalCount nodes {{ {selection(node.name)} }} aggregate {{ {figures(node.name)} }} }}"
    parts: list[str] = []
    for name in days:
        value = "eq: WON" if name == "outcome" else "eq: ACTIVE" if name == "status" else f'lte: "{MIDDLE}"'
        by = "YEAR" if name in node.days else "VALUE"
        if not node.field(name).required or name in node.days:  # sorted by its index, a required value is never missed
            parts.append(f"{plural}(first: 300, orderBy: [{{ {name}: DESC }}]) {{ nodes {{ id }} }}")
        parts.append(f"{plural}(first: 0, where: {{ not: {{ {name}: {{ {value} }} }} }}) {{ totalCount }}")
        parts.append(
            f"{plural} {{ groupedAggregate(groupBy: [{{ {name}: {by} }}], first: 99) {{ key {{ {name} }} count }} }}"
        )
    for relation in node.relations:
        known = "{ id: { isNull: false } }"
        condition = f"{{ some: {known}, count: {{ lte: 3 }} }}" if relation.many else known
        counted = f", orderBy: [{{ {relation.name}Count: DESC }}]" * (f"{relation.name}Count" in order.fields)
        parts.append(
            f"{plural}(first: 9{counted}, where: {{ {relation.name}: {condition} }}) {{ totalCount nodes {{ id }} }}"
        )
    for kind in PERIODS if node.period else ():
        parts.append(f"{plural}(first: 300, where: {{ inForce: {{ {kind} }} }}) {{ totalCount nodes {{ id }} }}")
    yield " ".join(f"a{number}: {part}" for number, part in enumerate(parts))


@dataclass(frozen=True)
class World:
    """What questions may name: of each type some keys, those that come and go among them."""

    tables: Tables

    def ids(self, type: str, step: int = 1) -> list[str]:
        """Global ids of some nodes of a type."""
        node = MODEL[type]
        rule = CUTS[node.table]
        rows = [row for row in self.tables[node.table] if reference.type_of(node.table, row) in ("", type)]
        return [f"{type}:{key_of(rule, row)}" for row in rows][::step]

    def some(self, type: str) -> list[str]:
        """A few of them, spread."""
        ids = self.ids(type)
        return ids[:: max(1, len(ids) // 4)][:4]


def one_questions(singular: str, world: World) -> Iterator[str]:
    """Some nodes of a type by their ids."""
    node = next(node for node in MODEL if node.singular == singular)
    for id in world.some(node.name)[:2]:
        yield f'{singular}(by: {{ id: "{id}" }}) {{ {selection(node.name)} }}'


def special_questions(world: World) -> dict[str, list[str]]:
    """Of the root fields that no node type makes."""
    some = [id for node in MODEL for id in world.some(node.name)]
    everything = " ".join(
        f"... on {node.name} {{ {' '.join(f'{node.singular}_{day}: {day}' for day in node.days)} id }}"
        for node in MODEL
    )
    firms = "{ totalCount edges { node { id barred } sanctions { id liftedOn } } }"
    wins = "(first: 1000) { totalCount nodes { enterprise { id } sanction { id liftedOn } bid { id outcome } tender { id awardedOn } } }"
    spans = " ".join(
        f"a{n}: enterprises(first: 300, where: {{ correlate: [{{ left: {{ {left} }}, is: {word}, right: {{ {right} }} }}] }}) {{ nodes {{ id }} }}"
        for n, (left, word, right) in enumerate(
            [
                ("sanctions: {}", "OVERLAPS", "bids: {}"),
                ("contracts: {}", "CONTAINS", "bids: {}"),
                ("creditEvents: { day: REVOKED_ON }", "AFTER", "bids: { day: AWARDED_ON }"),
                ("sanctions: { day: LIFTED_ON }", "BEFORE", "contracts: {}"),
            ]
        )
    )
    scored = "on score points grade missing contributions { points period { to } event { id } } leftOut { because event { id } }"
    scores = [
        f'enterprises(first: 300) {{ nodes {{ creditScore(regime: "{id}") {{ {scored} }} }} }}'
        for id in ("lianyungang-2018", "shandong")
    ]
    measures = ["communities.count", "communities.households", "enterprises.credit_files", "credit_events.count"]
    measures += [
        "sanctions.bid_restrictions",
        "renovations.security_systems",
        "party_branches.count",
        "owners_committees.count",
    ]
    claims = ", ".join(f'{{ measure: "{m}", value: 1, from: "2019-01-01", to: "2022-10-31" }}' for m in measures)
    claims += ", " + ", ".join(f'{{ measure: "{m}", value: 1 }}' for m in measures if "credit" not in m)
    near = "{ total truncated nodes { id } edges { from to type } }"
    ban = next(row for row in world.tables["sanctions"] if row["event_id"])
    return {
        "node": [f'node(id: "{id}") {{ id {everything} }}' for id in some[::5]],
        "nodes": [f"nodes(ids: {reference_literal(some)}) {{ id {everything} }}"],
        "barredEnterprises": [
            f"barredEnterprises {firms}",
            f'barredEnterprises(on: "2022-02-01") {firms}',
            f'barredEnterprises(from: "2021-01-01", to: "2023-03-01", region: "421202") {firms}',
        ],
        "barredWinners": [f"barredWinners{wins}", f"barredWinners{wins.replace('(', FROM)}"],
        "enterprises": [spans, *scores],
        "checkClaims": [
            f"checkClaims(claims: [{claims}]) {{ actual facts }}",
            'checkClaims(document: "Document:xianning-reply-2023-07-10") { verdict actual facts explanation }',
        ],
        "search": [
            f'search(text: "{text}", types: [{type}], first: 1000) {{ totalCount nodes {{ id }} }}'
            for text, type in (
                ("物业", "ENTERPRISE"),
                ("采购", "TENDER"),
                ("永安", "OWNERS_COMMITTEE"),
                ("虚", "SANCTION"),
                ("限制", "CREDIT_EVENT"),
            )
        ],
        "paths": [
            f'paths(from: "Sanction:{ban["sanction_id"]}", to: "{to}", maxLength: {most}, k: 1) {{ length validDuring {{ from to }} }}'
            for to, most in ((f"CreditEvent:{ban['event_id']}", 3), ("Community:syn-community-0000-0005", 8))
        ],
        "pathsAmong": [
            f'pathsAmong(ids: ["Sanction:{ban["sanction_id"]}", "CreditEvent:{ban["event_id"]}", "Enterprise:{ban["uscc"]}"],'
            " maxLength: 1) { length validDuring { from to } }"
        ],
        "neighborhood": [f'neighborhood(id: "{id}", limit: 1000, depth: 1) {near}' for id in world.some("Enterprise")],
        "flags": ["flags(first: 1000) { totalCount nodes { id on explanation } }"],
        "match": [
            f'match(queries: [{{ name: "{name}" }}]) {{ candidates {{ score reasons enterprise {{ id status }} }} }}'
            for name in [row["name"] for row in world.tables["enterprises"]][::40]
        ],
        "about": ["about { synthetic types { type count synthetic } sources { documentId facts } }"],
    }


def reference_literal(values: list[str]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


def questions(world: World) -> Iterator[tuple[str, str]]:
    """Root field and question, for every root field of the schema."""
    assert SCHEMA.query_type is not None
    special = special_questions(world)
    for name, field in SCHEMA.query_type.fields.items():
        of = get_named_type(field.type)
        if name in special:
            yield from ((name, question) for question in special[name])
        if of.name in node_types() and not is_list_type(field.type):
            yield from ((name, question) for question in one_questions(name, world))
        elif of.name.removesuffix("Connection") in node_types():
            yield from ((name, question) for question in list_questions(name))
        else:
            assert name in special or name in APART, f"{name} has no question here: is it governed by @asOf?"


# -------------------------------------------------------------------------------------------------------------------- the tests


class OnADay(FixedSchema):
    """The schema on a day of the test's own."""

    day: date

    def inputs(self, *given: Any, **named: Any) -> Inputs:
        return replace(super().inputs(*given, **named), today=self.day)


def asking_on(graph: Graph, day: str) -> Asking:
    from api.schema import make_schema

    made = make_schema(OnADay)
    assert isinstance(made, OnADay)
    made.day = date.fromisoformat(day)
    made.graph = Answering(graph.database, SECRET, SERVER)
    return Asking(made, graph.run)


def write(tables: Mapping[str, list[Row]], folder: Path) -> Path:
    folder.mkdir()
    for table, rows in tables.items():
        if rows:
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, sorted({name for row in rows for name in row}))
                writer.writeheader()
                writer.writerows(rows)
    return folder


#: What leads to, or stands around, a node that is not there.
NOTHING: tuple[Any, ...] = (
    {"paths": []},
    {"pathsAmong": []},
    {"neighborhood": {"total": 0, "truncated": False, "nodes": [], "edges": []}},
)


def answered(asking: Asking, document: str, **variables: Any) -> Any:
    """An answer as it is compared; what is not there yet is not found, or nothing leads to it."""
    body = asking.answer(document, variables)
    if "errors" in body:
        assert [error["extensions"]["code"] for error in body["errors"]] == ["NOT_FOUND"], (body["errors"], document)
        return None
    found = {key: plain(value) for key, value in body["data"].items()}
    return None if found in NOTHING else found


def difference(cut: Any, governed: Any, at: str = "") -> str:
    """Where two answers first differ."""
    if type(cut) is type(governed) and isinstance(cut, (dict, list)) and len(cut) == len(governed):
        for key in cut if isinstance(cut, dict) else range(len(cut)):
            if cut[key] != governed[key]:
                return difference(cut[key], governed[key], f"{at}/{key}")
    return f"{at}: {str(cut)[:200]} in the cut, {str(governed)[:200]} as of the day"


def plain(value: Any) -> Any:
    """An answer without what the order of a text index, the degree of a node or the order of a sum decides."""
    match value:
        case float():
            return float(f"{value:.6g}")
        case list():
            return [plain(part) for part in value]
        case {"totalCount": int(), "nodes": list() as nodes} if len(value) == 2:
            return {**value, "nodes": sorted(plain(nodes), key=repr)}
        case {"truncated": bool()}:
            return {name: sorted(part, key=repr) if isinstance(part, list) else part for name, part in value.items()}
        case dict():
            return {name: plain(part) for name, part in value.items()}
        case _:
            return value


def test_as_of_a_day_is_as_over_tables_cut_to_it(graph: Graph, tmp_path: Path) -> None:
    tables = base()
    asked = list(questions(World(tables)))
    report = graph.load(write(tables, tmp_path / "whole"))
    assert not report.rejections, report.rejections[:3]
    governed = asking_on(graph, "2026-01-01")
    governing = "query($valid: Date!) @asOf(valid: $valid)"
    found = {
        (day, question): answered(governed, f"{governing} {{ {question} }}", valid=day)
        for _, question in asked
        for day in DAYS
    }

    differing = []
    for day in DAYS:
        graph.wipe()
        report = graph.load(write(cut(tables, day), tmp_path / day))
        assert not report.rejections, report.rejections[:3]
        graph.rows("MATCH (b:Bid) WHERE b.bidId IN $keys REMOVE b.outcome", keys=undecided(tables, day))
        then = asking_on(graph, day)
        for name, question in asked:
            answer = answered(then, f"{{ {question} }}")
            if answer != found[day, question]:
                differing.append((day, name, difference(answer, found[day, question]), question))
    assert not differing, differing


SMALL = {
    "regions": "code,name,level\n42,甲省,province",
    "communities": "community_id,name,region_code,merged_into,merged_on\nA,甲,42,,\nB,乙,42,A,2021-06-01\nC,丙,42,A,",
    "documents": "document_id,title,kind,issued_on\nD,甲函,reply,2023-07-10",
    "enterprises": (
        "uscc,enterprise_id,name,kind,status,established_on,dissolved_on,source_document_id\n"
        ",E1,甲公司,property_service,deregistered,2010-01-01,2021-01-01,D\n"
        ",E2,乙公司,property_service,,2022-01-01,,D"
    ),
    "sanctions": (
        "sanction_id,uscc,kind,starts_on,ends_on,lifted_on,source_document_id\n"
        "S1,E1,bid_restriction,2020-01-01,2022-12-31,2022-06-01,D"
    ),
    "tenders": "tender_id,title,kind,community_id,published_on,bids_due_on,awarded_on\nT,招标,other,A,2020-02-01,2020-03-01,2020-04-01",
    "bids": "bid_id,tender_id,uscc,submitted_on,outcome\nW,T,E1;E2,2020-02-15,won",
}


def test_what_later_days_tell_is_not_told_as_of_a_day(graph: Graph, tmp_path: Path) -> None:
    assert not graph.load(tables(tmp_path, SMALL)).exit_status
    asking = asking_on(graph, "2026-01-01")
    question = """query($valid: Date) @asOf(valid: $valid) {
      enterprises { nodes { name status dissolvedOn barred } }
      sanctions { nodes { enterprise { name status dissolvedOn } endsOn liftedOn later: inForce(on: "2022-07-01") sources { document { id } } } }
      bids { nodes { outcome enterprises { name } tender { bidsDueOn awardedOn } } some: totalCount }
      single: bids(where: { enterprises: { count: { eq: 2 } } }) { totalCount }
      won: bids(where: { outcome: { eq: WON } }) { totalCount }
      barredWinners { totalCount }
      merged: communities { nodes { communityId mergedInto { communityId } mergedFrom { nodes { communityId } } } }
      documents { totalCount }
    }"""
    before = asking.data(question, valid="2020-03-15")
    gone = asking.data(question, valid="2021-06-30")
    firm = {"name": "甲公司", "status": None, "dissolvedOn": None}

    # A day that came later is not known, nor what came with it; a day fixed beforehand is. The source is named all the same.
    assert before["enterprises"]["nodes"] == [firm | {"barred": True}]
    source = [{"document": {"id": "Document:D"}}]
    ban = {"enterprise": firm, "endsOn": "2022-12-31", "liftedOn": None, "later": True, "sources": source}
    assert before["sanctions"]["nodes"] == [ban] and before["documents"]["totalCount"] == 0
    # Until the award nobody has won. A fact's own parties are shown whatever their days, and counted.
    parties = [{"name": "甲公司"}, {"name": "乙公司"}]
    tender = {"bidsDueOn": "2020-03-01", "awardedOn": None}
    assert before["bids"]["nodes"] == [{"outcome": None, "enterprises": parties, "tender": tender}]
    assert (before["single"]["totalCount"], before["won"]["totalCount"], before["barredWinners"]["totalCount"]) == (
        1,
        0,
        0,
    )
    # The firm has gone, its ban is in force.
    assert gone["enterprises"]["nodes"] == [] and gone["won"]["totalCount"] == 1
    told = {"name": "甲公司", "status": "DEREGISTERED", "dissolvedOn": "2021-01-01"}
    assert gone["sanctions"]["nodes"] == [ban | {"enterprise": told}]
    # A merger is told from its day on, by who is left; one of an unknown day always.
    assert merged(before) == {"A": (None, ["C"]), "B": (None, []), "C": ("A", [])}
    assert merged(gone) == {"A": (None, ["B", "C"]), "C": ("A", [])}


def merged(found: Mapping[str, Any]) -> dict[str, tuple[str | None, list[str]]]:
    """Of each community the one it was merged into, and those merged into it."""
    return {
        node["communityId"]: (
            (node["mergedInto"] or {}).get("communityId"),
            [one["communityId"] for one in node["mergedFrom"]["nodes"]],
        )
        for node in found["merged"]["nodes"]
    }


def test_the_days_used_are_told(graph: Graph) -> None:
    asking = asking_on(graph, "2026-01-01")
    question = "query($valid: Date) @asOf(valid: $valid) { about { revision } }"

    assert asking.answer(question, {"valid": "2020-02-29"})["extensions"]["asOf"] == {"valid": "2020-02-29"}
    assert "extensions" not in asking.answer(question, {"valid": None})
