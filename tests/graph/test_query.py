"""What questions mean: filters, orders and rules hold against a plain-Python answerer over the same tables."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.domain import MODEL
from graph.query import Inputs, Value, constant
from loaders.generate import planted
from tests import reference
from tests.asking import TODAY, Asking
from tests.strategies import DAYS, ROOTS, literal, orders, ranges, wheres

REGIONS = ("421200", "421202", "421281", "421202001", "421202001600", "420000")


def ids(asking: Asking, type: str, where: Any, order: Any, *, literally: bool = False) -> tuple[list[str], int]:
    """The ids of a connection's rows, and its totalCount."""
    plural = MODEL[type].plural
    body = "(first: 1000, where: {}, orderBy: {}) {{ totalCount nodes {{ id }} }}"
    if literally:
        found = asking.data(f"{{ {plural}{body.format(literal(where), literal(order))} }}")
    else:
        head = f"query($where: {type}Where!, $order: [{type}Order!])"
        found = asking.data(f"{head} {{ {plural}{body.format('$where', '$order')} }}", where=where, order=order)
    return [row["id"] for row in found[plural]["nodes"]], found[plural]["totalCount"]


@pytest.mark.parametrize("type", ROOTS)
@given(data=st.data())
def test_filters_and_orders(type: str, asking: Asking, data: st.DataObject) -> None:
    where, order = data.draw(wheres(type, 3), "where"), data.draw(orders(type), "orderBy")
    expected = reference.select(type, where, order)

    found, total = ids(asking, type, where, order, literally=data.draw(st.booleans(), "literally"))

    assert total == len(expected)
    assert found == expected[:1000]


@pytest.mark.parametrize("type", ["Enterprise", "Region", "Community", "Tender"])
@given(data=st.data())
def test_connections_of_a_node(type: str, asking: Asking, data: st.DataObject) -> None:
    """A nested connection is its owner's part of the root connection."""
    owner = data.draw(st.sampled_from(reference.demonstration()[type]), "owner")
    relation = data.draw(st.sampled_from([r for r in MODEL[type].relations if r.many and not r.listed]), "relation")
    where, order = data.draw(wheres(relation.target, 1), "where"), data.draw(orders(relation.target), "orderBy")
    related = [one for one in owner.related(relation.name) if reference.holds(one, where) is True]

    found = asking.data(
        f"query($id: ID!, $where: {relation.target}Where, $order: [{relation.target}Order!])"
        f" {{ node(id: $id) {{ ... on {type} {{ rows: {relation.name}(first: 1000, where: $where, orderBy: $order)"
        " { totalCount nodes { id } } } } }",
        id=owner.id,
        where=where,
        order=order,
    )["node"]["rows"]

    expected = [one.id for one in reference.ordered(related, order)]
    assert (found["totalCount"], [row["id"] for row in found["nodes"]]) == (len(expected), expected[:1000])


@given(
    period=st.one_of(DAYS.map(lambda day: {"from": day, "to": day}), ranges(both=True)),
    region=st.sampled_from([None, *REGIONS]),
    where=st.none() | wheres("Enterprise", 1),
    order=orders("Enterprise"),
)
def test_barred_enterprises(asking: Asking, period: dict[str, str], region: str | None, where: Any, order: Any) -> None:
    first, last = (date.fromisoformat(period[end]) for end in ("from", "to"))
    firms = [
        firm
        for firm in reference.demonstration()["Enterprise"]
        if reference.barred(firm, first, last, region) and (where is None or reference.holds(firm, where) is True)
    ]
    args = ["first: 1000", f"orderBy: {literal(order)}", f"where: {literal(where)}" if where else ""]
    args.append(f'from: "{first}", to: "{last}"' if first < last else f'on: "{first}"')
    args.append(f'region: "{region}"' if region else "")

    found = asking.data(
        f"{{ barredEnterprises({' '.join(args)}) {{ totalCount edges {{ node {{ id }} sanctions {{ sanctionId }} }} }} }}"
    )["barredEnterprises"]

    expected = [
        (firm.id, {ban.key for ban in reference.barred(firm, first, last, region)})
        for firm in reference.ordered(firms, order)
    ]
    rows = [(e["node"]["id"], {s["sanctionId"] for s in e["sanctions"]}) for e in found["edges"]]
    assert (found["totalCount"], rows) == (len(expected), expected)


@given(day=DAYS)
def test_barred_and_in_force_on_a_day(asking: Asking, day: str) -> None:
    found = asking.data(
        "query($on: Date!) { enterprises(first: 1000, where: { sanctions: { count: { gt: 0 } } }) { nodes { enterpriseId"
        " barred(on: $on) } } sanctions(first: 1000) { nodes { sanctionId inForce(on: $on) } } }",
        on=day,
    )
    world = reference.demonstration()
    firms = {firm.key: firm for firm in world["Enterprise"]}
    bans = {ban.key: ban for ban in world["Sanction"]}

    assert len(found["sanctions"]["nodes"]) == len(bans)
    for row in found["enterprises"]["nodes"]:
        on = date.fromisoformat(day)
        assert row["barred"] == bool(reference.barred(firms[row["enterpriseId"]], on, on)), row
    for row in found["sanctions"]["nodes"]:
        assert row["inForce"] == reference.in_force(bans[row["sanctionId"]], {"on": day}), row


@given(day=DAYS)
def test_management_mode_on_a_day(asking: Asking, day: str) -> None:
    found = asking.data(
        "query($on: Date!) { communities(first: 1000) { nodes { communityId managementMode(on: $on) } } }", on=day
    )["communities"]["nodes"]
    world = {community.key: community for community in reference.demonstration()["Community"]}

    on = date.fromisoformat(day)
    expected = {key: reference.management_mode(community, on) for key, community in world.items()}
    assert {row["communityId"]: row["managementMode"] for row in found} == expected


def parties(win: dict[str, Any]) -> tuple[str, str, str, str]:
    """The four keys of a BarredWinner."""
    roles = (("enterprise", "enterpriseId"), ("sanction", "sanctionId"), ("bid", "bidId"), ("tender", "tenderId"))
    enterprise, ban, bid, tender = (str(win[role][key]) for role, key in roles)
    return enterprise, ban, bid, tender


WINNERS = (
    "query($from: Date, $to: Date, $region: String) { barredWinners(first: 1000, from: $from, to: $to, region: $region)"
    " { totalCount nodes { enterprise { enterpriseId } sanction { sanctionId } bid { bidId } tender { tenderId } } } }"
)


def test_barred_winners_are_those_that_were_planted(asking: Asking) -> None:
    found = asking.data(WINNERS)["barredWinners"]

    assert [parties(win) for win in found["nodes"]] == reference.winners()
    wanted = {
        tuple(case[role] for role in ("enterprise", "sanction", "bid", "tender"))
        for case in planted(complement=True)["barred_winners"]
    }
    assert {parties(win) for win in found["nodes"]} == wanted
    assert found["totalCount"] == len(wanted)


@given(period=ranges(both=False), region=st.sampled_from([None, *REGIONS]))
def test_barred_winners_narrowed(asking: Asking, period: dict[str, str], region: str | None) -> None:
    found = asking.data(WINNERS, **period, region=region)["barredWinners"]
    tenders = {tender.key: tender for tender in reference.demonstration()["Tender"]}

    def wanted(key: str) -> bool:
        awarded = tenders[key]["awardedOn"].isoformat()
        home = tenders[key].related("community")[0].one("region")
        inside = region is None or region in [r.key for r in reference.above(home)]
        return period.get("from", "") <= awarded <= period.get("to", "9") and inside

    assert [parties(win) for win in found["nodes"]] == [win for win in reference.winners() if wanted(win[3])]


@pytest.mark.parametrize("field", ["status", "uscc", "dissolvedOn", "establishedOn"])
def test_an_empty_list_says_nothing_of_the_unknown(field: str, asking: Asking) -> None:
    """With an index on the field as without one."""
    firms = reference.demonstration()["Enterprise"]
    known = sum(firm[field] is not None for firm in firms)
    conditions = {
        "in": ("{ F: { in: [] } }", 0),
        "notIn": ("{ F: { notIn: [] } }", known),
        "notInList": ("{ not: { F: { in: [] } } }", known),
        "notNotIn": ("{ not: { F: { notIn: [] } } }", 0),
        "never": ("{ F: { isNull: true, notIn: [] } }", 0),
    }
    asked = " ".join(
        f"{a}: enterprises(where: {c.replace('F', field)}) {{ totalCount }}" for a, (c, _) in conditions.items()
    )

    found = asking.data(f"{{ {asked} }}")

    assert {name: value["totalCount"] for name, value in found.items()} == {
        name: n for name, (_, n) in conditions.items()
    }


@pytest.mark.parametrize("type", ["Enterprise", "Region", "Community", "CreditEvent"])
@pytest.mark.parametrize("day", ["2019-06-30", "2021-08-01"])
def test_filters_see_what_fields_show_as_of_a_day(type: str, day: str, asking: Asking) -> None:
    """@asOf governs every field, filter, order and count alike."""
    node = MODEL[type]
    names = [r.name for r in node.relations if r.many and not r.listed]
    shown = " ".join(f"{name} {{ totalCount }}" for name in names)
    counts = " ".join(
        f"c{n}: {node.plural}(where: {{ {name}: {{ count: {{ gt: 0 }} }} }}) {{ totalCount }}"
        f" s{n}: {node.plural}(where: {{ {name}: {{ some: {{ id: {{ isNull: false }} }} }} }}) {{ totalCount }}"
        f" x{n}: {node.plural}(where: {{ {name}: {{ none: {{ id: {{ isNull: false }} }} }} }}) {{ totalCount }}"
        for n, name in enumerate(names)
    )

    found = asking.data(
        f'query @asOf(valid: "{day}") {{ rows: {node.plural}(first: 1000) {{ nodes {{ {shown} }} }} {counts} }}'
    )

    rows = found["rows"]["nodes"]
    expected = {name: sum(row[name]["totalCount"] > 0 for row in rows) for name in names}
    assert {name: found[f"c{n}"]["totalCount"] for n, name in enumerate(names)} == expected
    assert {name: found[f"s{n}"]["totalCount"] for n, name in enumerate(names)} == expected
    assert {name: len(rows) - found[f"x{n}"]["totalCount"] for n, name in enumerate(names)} == expected


@pytest.mark.parametrize("as_of", ["", '@asOf(valid: "2021-08-01")'])
def test_where_the_planner_may_start_changes_no_answer(as_of: str, asking: Asking) -> None:
    """What some related node demands by a key is matched, once for each enterprise; written as `not none` it is only tested."""
    [region] = asking.data('{ region(by: { code: "421202" }) { children { nodes { code } } } }').values()
    codes = [child["code"] for child in region["children"]["nodes"]]
    question = f"""query ($codes: [String!]!, $after: String) {as_of} {{
      a: enterprises(where: {{ bids: {{ some: WON }}, kind: {{ ne: OTHER }} }}, first: 5, after: $after, orderBy: [{{ bidsCount: DESC }}]) ROWS
      b: enterprises(where: {{ not: {{ bids: {{ none: WON }} }}, kind: {{ ne: OTHER }} }}, first: 5, orderBy: [{{ bidsCount: DESC }}]) ROWS
    }}"""
    question = question.replace(
        "ROWS", "{ totalCount aggregate { count } pageInfo { hasNextPage endCursor } nodes { id } }"
    )
    question = question.replace(
        "WON", "{ outcome: { eq: WON }, tender: { community: { region: { parent: { code: { in: $codes } } } } } }"
    )

    found = asking.data(question, codes=codes)
    cursors = [found[key]["pageInfo"].pop("endCursor") for key in "ab"]
    assert found["a"] == found["b"] and found["a"]["totalCount"] == found["a"]["aggregate"]["count"] > 5
    further = asking.data(question, codes=codes, after=cursors[0])["a"]["nodes"]
    assert further and not {node["id"] for node in further} & {node["id"] for node in found["a"]["nodes"]}


def test_today_is_the_day_where_none_is_given(asking: Asking) -> None:
    found = asking.data(
        "query($on: Date!) { a: barredEnterprises(first: 100) { nodes { id barred } }"
        " b: barredEnterprises(on: $on, first: 100) { nodes { id barred(on: $on) } } }",
        on=TODAY.isoformat(),
    )

    assert found["a"] == found["b"]
    assert all(row["barred"] for row in found["a"]["nodes"])


def test_a_value_is_read_by_each_request_anew() -> None:
    value = Value(lambda inputs: inputs.variables["n"], now=1).then(lambda n: n + 1)

    assert [value.read(Inputs({"n": n}, TODAY)) for n in (1, 5)] == [2, 6]
    assert constant("x").read(Inputs({}, TODAY + timedelta(1))) == "x"
