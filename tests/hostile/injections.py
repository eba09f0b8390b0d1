"""Cypher, Lucene and patterns in values: each is a value like any other, and changes nothing."""

from __future__ import annotations

from typing import Any

from tests.hostile.case import CRITICAL, HIGH, MEDIUM, Case, answered, asks, harmless, refused

QUOTES = [
    "' OR 1=1 //",
    '" OR 1=1 //',
    "\\' OR 1=1 //",
    "\\u0027 OR 1=1 //",
    "\\u0027}) DETACH DELETE n //",
    "'}) MATCH (n) DETACH DELETE n //",
    "`) DETACH DELETE n //",
    "x' RETURN 1 UNION MATCH (n) RETURN n //",
    "*/ MATCH (n) DETACH DELETE n /*",
    "$name",
    "{name}",
    "'; CALL db.labels() //",
    "' + apoc.load.json('http://127.0.0.1') + '",
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "\n\r\t\b\f'\"`\\",
]
NONE = answered({"regions": {"totalCount": 0}})
EQUAL = "query($a: String!) { regions(where: { name: { eq: $a } }) { totalCount } }"

CYPHER = [
    *(Case("cypher", CRITICAL, f"eq {text!r}", asks(EQUAL, {"a": text}), NONE) for text in QUOTES),
    *(Case("cypher", CRITICAL, f"contains {text!r}", asks("query($a: String!) { regions(where: { name: { contains: $a } }) { totalCount } }", {"a": text}), NONE) for text in QUOTES[:6]),
    *(Case("cypher", CRITICAL, f"in {text!r}", asks("query($a: [String!]) { regions(where: { code: { in: $a } }) { totalCount } }", {"a": [text]}), NONE) for text in QUOTES[4:8]),
    Case("cypher", CRITICAL, "a quote in the document", asks('{ regions(where: { name: { eq: "\\u0027 OR 1=1 //" } }) { totalCount } }'), NONE),
    *(Case("cypher", CRITICAL, f"an id {id!r}", asks("query($a: ID!) { node(id: $a) { id } }", {"a": id}), harmless) for id in ("Region:' OR 1=1 //", "Region`) DETACH DELETE n //:1", "Load:1", "Version:1", "Wuye:1", "Region", ":", "")),
    *(Case("cypher", CRITICAL, f"an order {order!r}", asks("query($o: [RegionOrder!]) { regions(orderBy: $o) { totalCount } }", {"o": order}), refused) for order in ([{"name; MATCH (n) DETACH DELETE n": "ASC"}], [{"name": "ASC; MATCH (n) DETACH DELETE n"}], "name ASC")),
    Case("cypher", CRITICAL, "a key of a condition", asks("query($w: RegionWhere) { regions(where: $w) { totalCount } }", {"w": {"name} RETURN 1 //": {"eq": "x"}}}), refused),
    Case("cypher", HIGH, "a cursor of another making", asks('{ regions(after: "WyJ4JyBPUiAxPTEgLy8iXQ==") { totalCount nodes { id } } }'), refused),
    Case("cypher", HIGH, "a name of an alias", asks("{ `DETACH`: __typename }"), refused),
    Case("cypher", HIGH, "a number that is a text", asks("query($n: Int) { regions(first: $n) { totalCount } }", {"n": "1; MATCH (n) DETACH DELETE n"}), refused),
]  # fmt: skip

SEARCH = "query($a: String!) { search(text: $a) { totalCount } }"
LUCENE = [
    *(
        Case("lucene", HIGH, f"search {text[:40]!r}", asks(SEARCH, {"a": text}), harmless)
        for text in (
            "", " ", "*", "?", "*:*", "*水*", "name:*", "_id:*", "[* TO *]", "{a TO z}", "/.*/", "/(a+)+$/", "a~", "a~0.1 b~ c~", '"', '"a', "(", ")(", "a AND", "OR", "NOT a", "+ - && ||",
            "a\\", "\\", "^9999999", "a^99999999999", "!", "NOT *", "a OR " * 1_025, "水 " * 3_000, "a* " * 400, "a~2 " * 400, "x" * 40_000,
        )
    ),
    Case("lucene", HIGH, "operators are text", asks(SEARCH, {"a": "*:*"}), answered({"search": {"totalCount": 0}})),
    Case("lucene", HIGH, "a wildcard is text", asks(SEARCH, {"a": "咸*"}), harmless),
]  # fmt: skip

PATTERNS = ["(a+)+$", "(.*)*$", "(?=a)*", "(a|aa)+$", "((a*)*)*b"]


def operator(name: str, text: str) -> dict[str, Any]:
    return {"a": {"name": {name: text}}}


REDOS = [
    *(Case("redos", CRITICAL, f"no operator {name}", asks("query($a: RegionWhere) { regions(where: $a) { totalCount } }", operator(name, "(a+)+$")), refused) for name in ("matches", "regex", "MATCHES", "like", "=~")),
    *(Case("redos", HIGH, f"a pattern is text: {text}", asks("query($a: RegionWhere) { regions(where: $a) { totalCount } }", operator("contains", text)), NONE) for text in PATTERNS),
    *(Case("redos", HIGH, f"{letters[:2]!r} again and again as {what}", asks(query, {"a": letters * 20_000}), harmless) for letters in ("a", "(", "1-", "有限") for what, query in (("a name", "query($a: String!) { match(queries: [{ name: $a }]) { candidates { score } } }"), ("a code", "query($a: String!) { match(queries: [{ uscc: $a }]) { candidates { score } } }"), ("a date", "query($a: Date!) { barredEnterprises(on: $a) { totalCount } }"))),
    Case("redos", MEDIUM, "an instant", asks("query($a: DateTime!) @asOf(known: $a) { regions { totalCount } }", {"a": "2022-01-01T00:00:00+" + "0" * 50_000}), refused),
]  # fmt: skip

CASES = [*CYPHER, *LUCENE, *REDOS]
