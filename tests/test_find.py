"""Search, paths and neighborhood as callers ask for them, on the demonstration and through the whole way from document to answer."""

from __future__ import annotations

from typing import Any

import pytest

from graph.search import NEAREST
from tests.asking import Asking

SEARCH = """
query ($text: String!, $types: [NodeType!], $first: Int, $after: String) {
  search(text: $text, types: $types, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor score highlights node { __typename id synthetic ... on Enterprise { name region { name } } ... on Fact { sources { locator } } } }
    nodes { id }
  }
}
"""
PATHS = """
query ($from: ID!, $to: ID!, $maxLength: Int, $k: Int, $via: [NodeType!], $avoid: [ID!], $maxDegree: Int, $during: DateRange) {
  paths(from: $from, to: $to, maxLength: $maxLength, k: $k, via: $via, avoid: $avoid, maxDegree: $maxDegree, during: $during) {
    length
    nodes { __typename id ... on Enterprise { name } }
    steps { from { id } to { id } type forward fact { id recordedAt } sources { locator document { title } } }
    validDuring { from to }
  }
}
"""
AROUND = """
query ($id: ID!, $depth: Int, $types: [NodeType!], $limit: Int) {
  neighborhood(id: $id, depth: $depth, types: $types, limit: $limit) {
    nodes { id ... on Enterprise { name } } edges { from to type } truncated total
  }
}
"""


def found(asking: Asking, text: str, **more: Any) -> dict[str, Any]:
    """A page of a search."""
    page: dict[str, Any] = asking.data(SEARCH, text=text, **more)["search"]
    return page


def ids(page: dict[str, Any]) -> list[str]:
    """Its ids."""
    return [edge["node"]["id"] for edge in page["edges"]]


@pytest.fixture(scope="module")
def firm(asking: Asking) -> dict[str, Any]:
    """A firm that won a tender."""
    query = "{ bids(where: {outcome: {eq: WON}}, first: 1) { nodes { id enterprises { id name enterpriseId } tender { id community { id } } } } }"
    [bid] = asking.data(query)["bids"]["nodes"]
    return {**bid["enterprises"][0], "bid": bid["id"], "tender": bid["tender"]["id"]}


# ------------------------------------------------------------------------------------------------------------------- search


def test_a_firm_is_found_first_by_its_name_and_by_its_code(asking: Asking, firm: dict[str, Any]) -> None:
    for text in (firm["name"], firm["enterpriseId"], firm["enterpriseId"].lower(), firm["enterpriseId"][:-3]):
        page = found(asking, text, types=["ENTERPRISE"])

        assert ids(page)[0] == firm["id"], text
        assert page["edges"][0]["node"]["name"] == firm["name"]


def test_what_is_found_is_shown_by_its_own_type(asking: Asking) -> None:
    page = found(asking, "咸宁", first=50)

    assert page["totalCount"] >= len(page["edges"]) > 5
    assert page["nodes"] == [{"id": id} for id in ids(page)]
    assert [edge["node"]["__typename"] for edge in page["edges"]] == [id.partition(":")[0] for id in ids(page)]
    assert len({edge["node"]["__typename"] for edge in page["edges"]}) > 1


def test_pages_give_every_row_once(asking: Asking) -> None:
    whole = found(asking, "咸宁", first=1000)
    assert not whole["pageInfo"]["hasNextPage"] and len(whole["edges"]) == whole["totalCount"] > 120

    rows: list[str] = []
    after = None
    while True:
        page = found(asking, "咸宁", first=60, after=after)
        rows += ids(page)
        assert page["totalCount"] == whole["totalCount"]
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]

    assert rows == ids(whole)


def test_a_cursor_of_another_search_is_refused(asking: Asking) -> None:
    cursor = found(asking, "咸宁", first=1)["pageInfo"]["endCursor"]

    assert asking.refusal(SEARCH, text="赤壁", after=cursor)[0] == "BAD_USER_INPUT"


def test_types_narrow_and_none_of_them_finds_nothing(asking: Asking) -> None:
    page = found(asking, "咸宁", types=["REGION", "AUTHORITY"], first=100)

    assert {id.partition(":")[0] for id in ids(page)} <= {"Region", "Authority"} and ids(page)
    assert found(asking, "咸宁", types=[])["totalCount"] == 0


@pytest.mark.parametrize("text", ["", "   ", "\u3000", "()", "*", "?", "*:*", '"', "\\", "!!!", "~", "^", "…——"])
def test_a_text_without_words_finds_nothing(asking: Asking, text: str) -> None:
    page = found(asking, text)

    assert page["edges"] == [] and page["totalCount"] == 0
    assert page["pageInfo"] == {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


@pytest.mark.parametrize(
    "text",
    [
        "咸宁 AND",
        "OR",
        "NOT 咸宁",
        '"咸宁',
        "咸宁)",
        "(咸宁",
        "咸宁\\",
        "name:咸宁",
        "enterpriseId:9*",
        "[a TO z]",
        "{* TO *}",
        "/.*/",
        "咸宁~2",
        "咸宁^99999999999",
        "+咸宁 -市",
        "咸&&宁||x!",
        "\u0000咸宁\u0000",
        "咸宁' OR '1'='1",
        "}) RETURN 1 //",
        "a\ud83d\ude00b😀",
        "${jndi:x}",
    ],
)
def test_lucene_s_syntax_is_data(asking: Asking, text: str) -> None:
    body = asking.answer(SEARCH, {"text": text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")})

    assert "errors" not in body
    assert body["data"]["search"]["totalCount"] <= NEAREST


def test_a_pattern_matches_no_more_than_its_letters(asking: Asking) -> None:
    everything = asking.data("{ about { types { count } } }")["about"]["types"]

    for text in ("*:*", "name:*", "[* TO *]", "/.*/", "咸宁 OR name:*"):
        assert found(asking, text)["totalCount"] < sum(type["count"] for type in everything) / 2


def test_long_texts_and_many_words_are_refused_and_the_most_is_taken(asking: Asking) -> None:
    assert asking.refusal(SEARCH, text="咸" * 1_001)[0] == "BAD_USER_INPUT"
    assert asking.refusal(SEARCH, text=" ".join(f"w{n}" for n in range(101)))[0] == "BAD_USER_INPUT"
    assert asking.refusal(SEARCH, text="咸宁", first=1_001)[0] == "BAD_USER_INPUT"

    for text in (" ".join(f"w{n}" for n in range(100)), " ".join(chr(0x4E00 + n) for n in range(100))):
        assert "errors" not in asking.answer(SEARCH, {"text": text})
    various = "".join(chr(0x4E00 + n) for n in range(1_000))
    assert "errors" not in asking.answer(SEARCH, {"text": various})


def test_what_as_of_does_not_see_is_not_found(asking: Asking) -> None:
    document = 'query @asOf(valid: "1900-01-01") { search(text: "咸宁", types: [TENDER, BID, SANCTION]) { totalCount nodes { id } } }'

    assert asking.data(document)["search"] == {"totalCount": 0, "nodes": []}


# -------------------------------------------------------------------------------------------------------------------- paths


def test_the_path_of_a_won_bid(asking: Asking, firm: dict[str, Any]) -> None:
    [path, *_] = asking.data(PATHS, **{"from": firm["id"], "to": firm["tender"], "k": 1})["paths"]

    assert [node["__typename"] for node in path["nodes"]] == ["Enterprise", "Bid", "Tender"]
    assert path["length"] == 2 == len(path["steps"])
    first, second = path["steps"]
    assert (first["from"]["id"], first["to"]["id"]) == (firm["id"], second["from"]["id"])
    assert not first["forward"] and second["forward"]
    assert first["fact"]["id"] == second["fact"]["id"] == path["nodes"][1]["id"]


def test_paths_pass_no_region_and_no_document_unless_named(asking: Asking) -> None:
    query = "{ enterprises(where: {region: {name: {isNull: false}}}, first: 12) { nodes { id region { id } } } }"
    firms = asking.data(query)["enterprises"]["nodes"]
    [(a, b), *_] = [
        (x["id"], y["id"]) for x in firms for y in firms if x["id"] < y["id"] and x["region"] == y["region"]
    ]

    plain = asking.data(PATHS, **{"from": a, "to": b, "k": 5})["paths"]
    assert not {node["__typename"] for path in plain for node in path["nodes"]} & {"Region", "Document"}
    [path] = asking.data(PATHS, **{"from": a, "to": b, "k": 1, "via": ["REGION"]})["paths"]
    assert [node["__typename"] for node in path["nodes"]] == ["Enterprise", "Region", "Enterprise"]
    assert path["validDuring"] == {"from": None, "to": None}


def test_a_sanction_s_path_is_valid_while_it_is_in_force(asking: Asking) -> None:
    query = "{ sanctions(first: 1, where: {endsOn: {isNull: false}, liftedOn: {isNull: true}}) { nodes { id startsOn endsOn enterprise { id } } } }"
    [ban] = asking.data(query)["sanctions"]["nodes"]

    [path] = asking.data(PATHS, **{"from": ban["id"], "to": ban["enterprise"]["id"], "k": 1})["paths"]
    assert path["validDuring"] == {"from": ban["startsOn"], "to": ban["endsOn"]}
    assert path["steps"][0]["type"] == "IMPOSED_ON" and path["steps"][0]["sources"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"maxLength": 0},
        {"maxLength": 11},
        {"k": 0},
        {"k": 26},
        {"maxDegree": 0},
        {"avoid": ["Enterprise:x"] * 1_001},
        {"during": {}},
        {"during": {"from": "2022-07-01", "to": "2022-06-30"}},
    ],
)
def test_arguments_out_of_bounds_are_refused(asking: Asking, firm: dict[str, Any], wrong: dict[str, Any]) -> None:
    given = {"from": firm["id"], "to": firm["tender"], **wrong}

    assert asking.refusal(PATHS, **given)[0] == "BAD_USER_INPUT"


def test_one_node_twice_is_refused_and_an_unknown_one_not_found(asking: Asking, firm: dict[str, Any]) -> None:
    assert asking.refusal(PATHS, **{"from": firm["id"], "to": firm["id"]})[0] == "BAD_USER_INPUT"
    for id in ("Enterprise:none", "Nothing:1", "", "x"):
        assert asking.refusal(PATHS, **{"from": firm["id"], "to": id})[0] == "NOT_FOUND"
        assert asking.refusal(AROUND, id=id)[0] == "NOT_FOUND"


def test_paths_lead_among_two_to_ten_different_nodes(asking: Asking, firm: dict[str, Any]) -> None:
    document = "query ($ids: [ID!]!) { pathsAmong(ids: $ids) { nodes { id } } }"

    for ids in ([], [firm["id"]], [firm["id"]] * 2, [f"Enterprise:{n}" for n in range(11)]):
        assert asking.refusal(document, ids=ids)[0] == "BAD_USER_INPUT"
    found = asking.data(document, ids=[firm["id"], firm["bid"], firm["tender"]])["pathsAmong"]
    assert [len(path["nodes"]) for path in found] == [2, 2, 3]


def test_costly_selections_are_refused_before_they_run(asking: Asking, firm: dict[str, Any]) -> None:
    document = """query ($a: ID!, $b: ID!) { paths(from: $a, to: $b, k: 25, maxLength: 10) {
      nodes { ... on Enterprise { sanctions(first: 1000) { nodes { id } } } } } }"""

    assert asking.refusal(document, a=firm["id"], b=firm["tender"])[0] == "COST_LIMIT_EXCEEDED"


# ------------------------------------------------------------------------------------------------------------- neighborhood


def test_what_stands_around_a_firm(asking: Asking, firm: dict[str, Any]) -> None:
    near = asking.data(AROUND, id=firm["id"])["neighborhood"]
    shown = [node["id"] for node in near["nodes"]]

    assert shown[0] == firm["id"] and near["nodes"][0]["name"] == firm["name"]
    assert near["total"] == len(shown) and not near["truncated"]
    assert {"from": firm["bid"], "to": firm["id"], "type": "SUBMITTED_BY"} in near["edges"]
    assert all({edge["from"], edge["to"]} <= set(shown) for edge in near["edges"])
    assert not {id.partition(":")[0] for id in shown} & {"Region", "Document"}


def test_a_cut_neighborhood_says_so_and_keeps_the_nearest(asking: Asking, firm: dict[str, Any]) -> None:
    near = asking.data(AROUND, id=firm["id"], limit=1_000)["neighborhood"]
    far = asking.data(AROUND, id=firm["id"], depth=2, limit=1_000)["neighborhood"]
    cut = asking.data(AROUND, id=firm["id"], depth=2, limit=3)["neighborhood"]

    assert far["total"] > near["total"]
    assert far["nodes"][: len(near["nodes"])] == near["nodes"]
    assert cut["nodes"] == far["nodes"][:3] and cut["truncated"] and cut["total"] == far["total"]


def test_types_are_walked_and_shown(asking: Asking, firm: dict[str, Any]) -> None:
    around = asking.data(AROUND, id=firm["id"], depth=3, types=["REGION", "ENTERPRISE"], limit=1_000)["neighborhood"]

    assert {node["id"].partition(":")[0] for node in around["nodes"]} <= {"Region", "Enterprise"}


@pytest.mark.parametrize("wrong", [{"depth": 0}, {"depth": 4}, {"limit": 0}, {"limit": 1_001}])
def test_a_neighborhood_has_bounds(asking: Asking, firm: dict[str, Any], wrong: dict[str, int]) -> None:
    assert asking.refusal(AROUND, id=firm["id"], **wrong)[0] == "BAD_USER_INPUT"


def test_several_findings_and_aliases_answer_in_one_operation(asking: Asking, firm: dict[str, Any]) -> None:
    document = """query ($id: ID!, $to: ID!) {
      a: search(text: "咸宁") { t: totalCount __typename edges { __typename again: node { id } } pageInfo { __typename } }
      b: neighborhood(id: $id) { __typename n: total edges { __typename f: from } }
      c: paths(from: $id, to: $to) { __typename steps { __typename fact { __typename ... on Bid { outcome } } } validDuring { __typename } }
      about { version }
    }"""
    data = asking.data(document, id=firm["id"], to=firm["tender"])

    assert data["a"]["__typename"] == "SearchConnection" and data["b"]["n"] > 1
    assert data["c"][0]["steps"][0]["fact"]["__typename"] == "Bid"
    assert data["c"][0]["validDuring"] == {"__typename": "ValidPeriod"}


def test_nobody_is_there_before_their_day(asking: Asking, firm: dict[str, Any]) -> None:
    document = """query ($id: ID!, $to: ID!) @asOf(valid: "1900-01-01") {
      neighborhood(id: $id) { nodes { id } total truncated }
      paths(from: $id, to: $to) { length }
    }"""

    assert asking.data(document, id=firm["bid"], to=firm["tender"]) == {
        "neighborhood": {"nodes": [], "total": 0, "truncated": False},
        "paths": [],
    }
