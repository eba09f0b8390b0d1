"""Cursors: each row once in whatever order, forwards as backwards; and nothing but the question's own cursor is taken."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import cursor
from graph.domain import MODEL
from graph.errors import BadInput
from tests import reference
from tests.asking import Asking
from tests.strategies import orders, wheres

QUESTION, SECRET = cursor.fingerprint("enterprises", {"name": "甲"}), b"secret"
BANS = {"kind": {"eq": "BID_RESTRICTION"}}
VALUES = st.lists(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)


@given(values=VALUES)
def test_a_cursor_holds_its_values(values: list[Any]) -> None:
    assert cursor.decode(cursor.encode(values, QUESTION, SECRET), QUESTION, SECRET) == values


@given(text=st.text())
def test_whatever_else_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not of this question"):
        cursor.decode(text, QUESTION, SECRET)


@given(values=VALUES, place=st.integers(0, 200), bit=st.integers(0, 7))
def test_a_changed_bit_is_noticed(values: list[Any], place: int, bit: int) -> None:
    made = cursor.encode(values, QUESTION, SECRET)
    raw = bytearray(urlsafe_b64decode(made + "=" * (-len(made) % 4)))
    raw[place % len(raw)] ^= 1 << bit

    with pytest.raises(BadInput):
        cursor.decode(urlsafe_b64encode(bytes(raw)).decode(), QUESTION, SECRET)


@pytest.mark.parametrize(
    ("question", "secret"), [(cursor.fingerprint("tenders", {"name": "甲"}), SECRET), (QUESTION, b"other")]
)
def test_a_cursor_is_bound_to_its_question_and_its_graph(question: bytes, secret: bytes) -> None:
    with pytest.raises(BadInput):
        cursor.decode(cursor.encode(["甲"], QUESTION, SECRET), question, secret)


def test_the_order_of_keys_in_a_where_does_not_matter() -> None:
    assert cursor.fingerprint({"a": 1, "b": 2}) == cursor.fingerprint({"b": 2, "a": 1})
    assert cursor.fingerprint({"a": 1}) != cursor.fingerprint({"a": 2})


# ------------------------------------------------------------------------------------------------------- paging through

Pages = list[list[str]]


def pages(asking: Asking, type: str, order: Any, where: Any, size: int, *, back: bool = False) -> Pages:
    """The ids of all pages from one end to the other, each with its flags checked."""
    plural, way, bound = MODEL[type].plural, "last" if back else "first", "before" if back else "after"
    document = (
        f"query($size: Int!, $cursor: String, $where: {type}Where, $order: [{type}Order!])"
        f" {{ {plural}({way}: $size, {bound}: $cursor, where: $where, orderBy: $order)"
        " { totalCount edges { cursor node { id } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }"
    )
    given = {"where": where} if where else {}
    found: Pages = []
    at = None
    while True:
        page = asking.data(document, size=size, cursor=at, order=order, **given)[plural]
        info, rows = page["pageInfo"], page["edges"]
        assert info["startCursor"] == (rows[0]["cursor"] if rows else None)
        assert info["endCursor"] == (rows[-1]["cursor"] if rows else None)
        more, fewer = ("hasPreviousPage", "hasNextPage") if back else ("hasNextPage", "hasPreviousPage")
        assert info[fewer] is bool(found), "the rows of the pages before are still there"
        found.append([row["node"]["id"] for row in rows])
        assert page["totalCount"] >= sum(map(len, found))
        if not info[more]:
            return found
        assert len(rows) == size
        at = info["startCursor"] if back else info["endCursor"]


@pytest.mark.parametrize("type", ["Enterprise", "Sanction", "CreditEvent", "Region", "Community"])
@settings(max_examples=8)
@given(data=st.data())
def test_paging_gives_each_row_once(type: str, asking: Asking, data: st.DataObject) -> None:
    order, where = data.draw(orders(type), "orderBy"), data.draw(st.none() | wheres(type, 0), "where")
    expected = reference.select(type, where, order)
    size = data.draw(st.integers(max(1, len(expected) // 5), len(expected) + 1), "size")

    forwards = pages(asking, type, order, where, size)
    backwards = pages(asking, type, order, where, size, back=True)

    assert [id for page in forwards for id in page] == expected
    assert [id for page in reversed(backwards) for id in page] == expected


@pytest.mark.parametrize(
    ("type", "order"),
    [
        ("Enterprise", [{"dissolvedOn": way}])
        for way in ("ASC", "DESC", "ASC_NULLS_FIRST", "ASC_NULLS_LAST", "DESC_NULLS_FIRST", "DESC_NULLS_LAST")
    ]
    + [
        ("Enterprise", [{"sanctionsCount": "DESC"}, {"dissolvedOn": "DESC"}, {"status": "ASC_NULLS_FIRST"}]),
        ("Enterprise", [{"bidsCount": "ASC"}, {"id": "DESC"}]),
        ("Region", [{"communitiesCount": "DESC"}]),
        ("Enterprise", [{"sanctionsAggregate": {"where": BANS, "count": "DESC"}}, {"bidsCount": "ASC"}]),
        ("Enterprise", [{"sanctionsAggregate": {"where": BANS, "count": "ASC"}}, {"id": "DESC"}]),
        ("Sanction", [{"permanent": "DESC"}, {"endsOn": "ASC_NULLS_FIRST"}]),
        ("Community", [{"isOld": "DESC"}, {"hasGatehouse": "ASC_NULLS_FIRST"}, {"floorArea": "DESC_NULLS_LAST"}]),
    ],
)
def test_paging_over_unknown_values_and_counts(type: str, order: Any, asking: Asking) -> None:
    expected = reference.select(type, None, order)

    for size in (len(expected) // 4, len(expected) - 1):
        assert [id for page in pages(asking, type, order, None, size) for id in page] == expected
        assert [id for page in reversed(pages(asking, type, order, None, size, back=True)) for id in page] == expected


def test_every_bound_at_once(asking: Asking) -> None:
    """Between two cursors, from either side, with an offset."""
    whole = reference.select("Region", None, [{"name": "ASC"}])
    cursors = asking.data("{ regions(first: 1000, orderBy: [{ name: ASC }]) { edges { cursor } } }")["regions"]["edges"]
    after, before = cursors[9]["cursor"], cursors[20]["cursor"]
    text = (
        "query($after: String, $before: String) { first: regions(%s, orderBy: [{ name: ASC }], after: $after, before: $before)"
        " { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }"
    )

    def asked(bounds: str, **given: str) -> tuple[list[str], dict[str, bool]]:
        found = asking.data(text % bounds, **given)["first"]
        return [row["id"] for row in found["nodes"]], found["pageInfo"]

    both = {"hasNextPage": True, "hasPreviousPage": True}
    assert asked("first: 4", after=after, before=before) == (whole[10:14], both)
    assert asked("last: 4", after=after, before=before) == (whole[16:20], both)
    assert asked("first: 4, offset: 2", after=after, before=before) == (whole[12:16], both)
    assert asked("first: 100", after=after, before=before) == (whole[10:20], both)
    assert asked("first: 3, offset: 5") == (whole[5:8], both)
    assert asked("first: 2", before=before) == (whole[:2], {"hasNextPage": True, "hasPreviousPage": False})
    assert asked("last: 2", after=after) == (whole[-2:], {"hasNextPage": False, "hasPreviousPage": True})


def test_winners_are_paged(asking: Asking) -> None:
    """Their order has four keys, none of which is asked for."""
    text = "query($after: String) { barredWinners(first: 3, after: $after) { edges { cursor node { bid { id } sanction { id } } } pageInfo { endCursor hasNextPage hasPreviousPage } } }"
    whole = [(f"Bid:{bid}", f"Sanction:{ban}") for _, ban, bid, _ in reference.winners()]
    found: list[tuple[str, str]] = []
    after, more = None, True
    while more:
        page = asking.data(text, after=after)["barredWinners"]
        found += [(edge["node"]["bid"]["id"], edge["node"]["sanction"]["id"]) for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]

    assert found == whole


def test_barred_enterprises_are_paged(asking: Asking) -> None:
    text = (
        'query($after: String) { barredEnterprises(from: "2020-01-01", to: "2022-12-31", first: 7, after: $after,'
        " orderBy: [{ dissolvedOn: DESC_NULLS_LAST }, { bidsCount: DESC }]) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }"
    )
    found: list[str] = []
    after, more = None, True
    while more:
        page = asking.data(text, after=after)["barredEnterprises"]
        found += [row["id"] for row in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]

    assert len(found) == len(set(found)) == page["totalCount"]
