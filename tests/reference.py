"""An answerer in plain Python over the demonstration's tables: slow and obvious, to hold GraphQL's answers against.

What it says of the meaning: a comparison with an unknown value is neither true nor false, nor is its negation; `some`, `all`, `none`,
`single` count those that surely satisfy the condition, a to-one relation is `some`; unknown values sort as the largest unless told
otherwise; ties end in the key; texts sort by code point.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from graph.domain import MODEL
from graph.model import Computed, Enumeration, Field, NodeType, Period, Relation, Scalar
from loaders import generate

Truth = bool | None
Where = Mapping[str, Any]
DAY = timedelta(1)


@dataclass(eq=False)
class Thing:
    """A node: its values by field, None where unknown; what it is related to, by relationship type and direction."""

    type: NodeType
    key: str
    values: dict[str, Any]
    out: dict[str, list[Thing]] = field(default_factory=dict)
    back: dict[str, list[Thing]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.type.name}:{self.key}"

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def related(self, name: str) -> list[Thing]:
        """What stands at the other end of a relation, each once."""
        found = [self]
        for step in self.type.relation(name).steps:
            reached: dict[int, Thing] = {}
            for thing in found:
                for type in step.type.split("|"):
                    ends = (thing.out if step.out else thing.back).get(type, [])
                    reached |= {id(end): end for end in ends if end.type.name == step.label}
            found = list(reached.values())
        return found

    def one(self, name: str) -> Thing | None:
        """What a to-one relation leads to."""
        return next(iter(self.related(name)), None)


World = dict[str, list[Thing]]


# ------------------------------------------------------------------------------------------------------------- the tables


def tables() -> dict[str, list[dict[str, str]]]:
    """The rows of the demonstration by table."""
    rows: dict[str, list[dict[str, str]]] = {}
    for file in sorted(files("seeds").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".csv"):
            rows[file.name.removesuffix(".csv")] = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    for table, made in generate.tables(complement=True):
        rows.setdefault(table, []).extend(made)
    return rows


@cache
def demonstration() -> World:
    """All nodes of the demonstration by type, in the order of their keys."""
    rows = tables()
    world: World = {}
    cells: list[tuple[Thing, dict[str, str]]] = []
    for node in MODEL:
        kept = [row for row in rows.get(node.table, []) if type_of(node.table, row) in ("", node.name)]
        made_of = [(thing_of(node, row), row) for row in kept]
        world[node.name] = sorted((thing for thing, _ in made_of), key=lambda thing: thing.key)
        cells += made_of
    keys = {(name, thing.key): thing for name, things in world.items() for thing in things}
    for thing, row in cells:
        for relation in thing.type.relations:
            for key in (row.get(relation.column) or "").split(";") if relation.column else ():
                if key:
                    link(thing, relation.steps[0].type, keys[relation.target, key])
    for row in rows["document_links"]:
        link(keys["Document", row["from_id"]], row["kind"].upper(), keys["Document", row["to_id"]])
    return world


def type_of(table: str, row: Mapping[str, str]) -> str:
    """Party organisations are of two types; "": the table has one."""
    if table != "party_organizations":
        return ""
    return "PartyBranch" if row["level"] == "community_branch" else "PartyCommittee"


def thing_of(node: NodeType, row: Mapping[str, str]) -> Thing:
    """A row as a node, not yet related to anything."""
    values = {each.name: value_of(each, row.get(header(node, each)) or "") for each in node.fields}
    values["synthetic"] = row.get("synthetic") == "true"
    key = row.get("uscc") or row["enterprise_id"] if node.name == "Enterprise" else values[node.key]
    return Thing(node, str(key), values | {node.key: str(key)})


def header(node: NodeType, each: Field) -> str:
    """The column of a field."""
    return node.column or each.header if each.name == node.key else each.header


def value_of(each: Field, cell: str) -> Any:
    """A cell as a value."""
    if not cell:
        return False if each.required and each.type is Scalar.BOOLEAN else None
    if each.many:
        return cell.split(";")
    if isinstance(each.type, Enumeration):
        return cell.upper()
    readers: dict[Any, Callable[[str], Any]] = {
        Scalar.INT: int,
        Scalar.FLOAT: float,
        Scalar.BOOLEAN: lambda text: text == "true",
        Scalar.DAY: date.fromisoformat,
    }
    return readers.get(each.type, str)(cell)


def link(start: Thing, type: str, end: Thing) -> None:
    """A relationship."""
    start.out.setdefault(type, []).append(end)
    end.back.setdefault(type, []).append(start)


# -------------------------------------------------------------------------------------------------------------- conditions


def every(parts: Iterable[Truth]) -> Truth:
    """And, where some are unknown."""
    found = list(parts)
    return False if False in found else None if None in found else True


def either(parts: Iterable[Truth]) -> Truth:
    """Or, where some are unknown."""
    found = list(parts)
    return True if True in found else None if None in found else False


def negated(part: Truth) -> Truth:
    """Not; the unknown stays unknown."""
    return None if part is None else not part


def holds(thing: Thing, where: Where) -> Truth:
    """Does the node satisfy a `where`?"""
    return every(term(thing, name, given) for name, given in where.items())


def term(thing: Thing, name: str, given: Any) -> Truth:
    """One key of a `where`."""
    match name:
        case "and":
            return every(holds(thing, part) for part in given)
        case "or":
            return either(holds(thing, part) for part in given)
        case "not":
            return negated(holds(thing, given))
        case "id":
            return compared(thing.id, given)
        case "inForce":
            return in_force(thing, given)
        case "within":
            return given in [region.key for region in above(thing)]
        case "synthetic":
            return compared(thing["synthetic"], given)
    member = thing.type.members[name]
    assert not isinstance(member, Computed)
    if isinstance(member, Field):
        return any_of(thing[name], given) if member.many else compared(thing[name], given)
    if not member.many:
        return any(holds(other, given) is True for other in thing.related(name))
    return every(quantified(thing.related(name), word, inner) for word, inner in given.items())


def quantified(related: Sequence[Thing], word: str, inner: Where) -> Truth:
    """some, all, none, single or count."""
    if word == "count":
        return compared(len(related), inner)
    sure = sum(holds(other, inner) is True for other in related)
    return {"some": sure > 0, "none": sure == 0, "all": sure == len(related), "single": sure == 1}[word]


def compared(value: Any, given: Where) -> Truth:
    """The operators of a filter, all of which must hold."""
    fold: Callable[[Any], Any] = str.lower if given.get("ignoreCase") else lambda value: value
    return every(operation(value, name, wanted, fold) for name, wanted in given.items() if name != "ignoreCase")


def operation(value: Any, name: str, wanted: Any, fold: Callable[[Any], Any]) -> Truth:
    """One operator."""
    if name == "isNull":
        return bool((value is None) == wanted)
    if value is None:
        return None
    value = fold(value)
    if name in ("in", "notIn"):
        return (value in [fold(plain(value, each)) for each in wanted]) == (name == "in")
    other = fold(plain(value, wanted))
    tests: dict[str, Callable[[], bool]] = {
        "eq": lambda: value == other,
        "ne": lambda: value != other,
        "lt": lambda: value < other,
        "lte": lambda: value <= other,
        "gt": lambda: value > other,
        "gte": lambda: value >= other,
        "contains": lambda: other in value,
        "startsWith": lambda: value.startswith(other),
        "endsWith": lambda: value.endswith(other),
    }
    return tests[name]()


def plain(value: Any, wanted: Any) -> Any:
    """What is wanted, in the value's own type: days come as text."""
    return date.fromisoformat(wanted) if isinstance(value, date) else wanted


def any_of(values: list[str] | None, given: Where) -> Truth:
    """A list satisfies what any of its elements does; `ne` and `notIn` what none contradicts."""
    if values is None:
        return every((given[name] if name == "isNull" else None) for name in given if name != "ignoreCase")
    parts: list[Truth] = []
    for name, wanted in given.items():
        inner = {name: wanted, "ignoreCase": given.get("ignoreCase", False)}
        if name == "isNull":
            parts.append(not wanted)
        elif name in ("ne", "notIn"):
            parts.append(all(compared(value, inner) for value in values))
        elif name != "ignoreCase":
            parts.append(any(compared(value, inner) for value in values))
    return every(parts)


def above(region: Thing | None) -> Iterator[Thing]:
    """A region, and those that it is part of."""
    while region is not None:
        yield region
        region = region.one("parent")


# ------------------------------------------------------------------------------------------------------------------ periods


def span(thing: Thing, period: Period) -> tuple[date, date]:
    """The first and the last day on which a fact holds; the first after the last: never."""
    ends, cut = (thing[name] if name else None for name in (period.end, period.cut))
    return thing[period.start], min(ends or date.max, cut - DAY if cut else date.max)


def in_force(thing: Thing, given: Where) -> Truth:
    """A PeriodFilter."""
    assert thing.type.period is not None
    [(kind, asked)] = given.items()
    if thing[thing.type.period.start] is None:
        return unknown_start(thing, thing.type.period, kind, asked)
    first, last = span(thing, thing.type.period)
    if kind == "on":
        return first <= date.fromisoformat(asked) <= last
    low, high = (date.fromisoformat(asked[end]) if asked.get(end) else None for end in ("from", "to"))
    if kind == "startsIn":
        return (low or date.min) <= first <= (high or date.max)
    if kind == "covers":
        assert low and high
        return first <= low and high <= last
    return max(first, low or date.min) <= min(last, high or date.max)


def unknown_start(thing: Thing, period: Period, kind: str, asked: Any) -> Truth:
    """Of a fact that began nobody knows when: not in force once it has ended, else unknown."""
    if kind == "startsIn":
        return None
    day = asked if kind == "on" else asked.get("from" if kind == "overlaps" else "to")
    ended = period.end and day and thing[period.end] and thing[period.end] < date.fromisoformat(day)
    return False if ended or (kind == "overlaps" and not asked.get("to")) else None


def barred(enterprise: Thing, first: date, last: date, region: str | None = None) -> list[Thing]:
    """The bans that bar an enterprise on some day of a period, in a region."""
    bans = [ban for ban in enterprise.related("sanctions") if ban["kind"] == "BID_RESTRICTION"]
    return [ban for ban in bans if overlap(ban, first, last) and (region is None or applies(ban, region))]


def overlap(ban: Thing, first: date, last: date) -> bool:
    """In force on some day of a period?"""
    assert ban.type.period is not None
    start, end = span(ban, ban.type.period)
    return max(start, first) <= min(end, last)


def applies(ban: Thing, region: str) -> bool:
    """Does a ban apply in a region? Everywhere, when it names none."""
    own = ban.one("region")
    codes = {region.key: region for region in demonstration()["Region"]}
    return own is None or own in list(above(codes.get(region)))


def winners() -> list[tuple[str, str, str, str]]:
    """Enterprise, ban, bid and tender of each bid won by who was barred, in the order of the answer."""
    found: list[tuple[date, str, str, str, str]] = []
    for bid in demonstration()["Bid"]:
        if bid["outcome"] != "WON":
            continue
        tender = bid.one("tender")
        assert tender is not None
        community = tender.one("community")
        home = community.one("region") if community else None
        awarded = tender["awardedOn"] or bid["submittedOn"]
        for enterprise in bid.related("enterprises"):
            for ban in barred(enterprise, bid["submittedOn"], awarded):
                if ban.one("region") is None or (home and applies(ban, home.key)):
                    found.append((awarded, bid.key, ban.key, enterprise.key, tender.key))
    return [(enterprise, ban, bid, tender) for _, bid, ban, enterprise, tender in sorted(found)]


def management_mode(community: Thing, day: date) -> str | None:
    """The mode of the contract in force on the day that began last."""
    held = [c for c in community.related("contracts") if in_force(c, {"on": day.isoformat()})]
    held.sort(key=lambda contract: contract.key)
    held.sort(key=lambda contract: contract["startsOn"], reverse=True)
    return held[0]["mode"] if held else None


# ------------------------------------------------------------------------------------------------------- order and selection


def ordered(things: Iterable[Thing], orders: Sequence[Mapping[str, Any]]) -> list[Thing]:
    """Sorted by each key in turn, the first the first; ties by key."""
    found = sorted(things, key=lambda thing: thing.key)
    for order in reversed(orders):
        [(name, direction)] = order.items()
        found = sorted_by(found, name, direction)
    return found


def sorted_by(things: list[Thing], name: str, given: Any) -> list[Thing]:
    """Sorted by one key, ties as they stood."""
    way, _, nulls = (given["count"] if name.endswith("Aggregate") else given).partition("_NULLS_")
    value = sort_value(things[0].type, name, given) if things else None
    known = [thing for thing in things if value and value(thing) is not None]
    unknown = [thing for thing in things if value and value(thing) is None]
    known.sort(key=value, reverse=way == "DESC")  # type: ignore[arg-type]  # of one type for one field
    first = nulls == "FIRST" if nulls else way == "DESC"
    return unknown + known if first else known + unknown


def sort_value(type: NodeType, name: str, given: Any) -> Callable[[Thing], Any]:
    """What a node is sorted by."""
    if name.endswith("Aggregate"):
        related = name.removesuffix("Aggregate")
        return lambda thing: sum(holds(other, given["where"]) is True for other in thing.related(related))
    if name == "id":
        return lambda thing: thing.key
    if name in type.members:
        return lambda thing: thing[name]
    return lambda thing: len(thing.related(name.removesuffix("Count")))


def select(type: str, where: Where | None, orders: Sequence[Mapping[str, Any]]) -> list[str]:
    """The ids of a root connection's rows."""
    found = [thing for thing in demonstration()[type] if where is None or holds(thing, where) is True]
    return [thing.id for thing in ordered(found, orders)]


def connections(type: NodeType) -> list[Relation]:
    """The relations of a type that are counted in an order."""
    return [r for r in type.relations if r.many and not r.listed and len(r.steps) == 1]
