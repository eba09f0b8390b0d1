"""Documents that cost: depth, lists in lists, aliases, duplicates, directives, fragments, sheer size."""

from __future__ import annotations

from typing import Any

from tests.hostile.case import CRITICAL, HIGH, LOW, MEDIUM, Case, Check, asks, body, harmless, refused


def nested(levels: int, leaf: str = "id") -> str:
    """A self-relation inside itself."""
    return "{ regions(first: 1) { nodes { " + "parent { " * levels + leaf + " }" * levels + " } } }"


def doubling(levels: int, spreads: int = 2, directive: str = "") -> str:
    """Fragments each of which spreads the next one twice."""
    chain = " ".join(f"fragment f{n} on Query {{ " + f"...f{n + 1} {directive} " * spreads + "}" for n in range(levels))
    return f"{{ ...f0 }} {chain} fragment f{levels} on Query {{ __typename }}"


def where(levels: int, step: str = "not") -> dict[str, Any]:
    """A condition inside conditions."""
    found: dict[str, Any] = {"name": {"eq": "x"}}
    for _ in range(levels):
        found = {step: found if step == "not" else [found]}
    return found


def aliases(number: int, field: str = "__typename", start: int = 0) -> str:
    return " ".join(f"a{n}: {field}" for n in range(start, start + number))


def case(kind: str, severity: str, name: str, query: str, variables: Any = None, handled: Check = refused) -> Case:
    return Case(kind, severity, name, asks(query, variables), handled)


WHERE = "query($w: RegionWhere) { regions(where: $w) { totalCount } }"
LISTS = "enterprises(first: {0}) {{ nodes {{ bids(first: {0}) {{ nodes {{ tender {{ bids(first: {0}) {{ nodes {{ id }} }} }} }} }} }} }}"
COMMENTS = "\n".join(["#"] * 40_000)

DEPTH = [
    *(case("depth", HIGH, f"a relation {n} levels deep", nested(n)) for n in (25, 100, 400)),
    case("depth", HIGH, "a relation 4,000 levels deep", nested(4_000)),
    case("depth", HIGH, "there and back", nested(1, leaf="children(first: 1) { nodes { parent { " * 9 + "id" + " } } }" * 9)),
    *(
        case("depth", CRITICAL, f"levels spread over {n} fragments",
             "{ regions { nodes { ...f0 } } } " + " ".join(f"fragment f{i} on Region {{ parent {{ ...f{i + 1} }} }}" for i in range(n)) + f" fragment f{n} on Region {{ id }}")
        for n in (30, 200)
    ),
    *(case("depth", HIGH, f"inline fragments {n} deep", "{ " + "... { " * n + "__typename" + " }" * n + " }", handled=harmless) for n in (50, 1_000, 3_000)),
    *(case("depth", HIGH, f"a condition {n} deep in a variable", WHERE, {"w": where(n)}) for n in (30, 250, 400)),
    case("depth", HIGH, "a condition 60 deep in lists", WHERE, {"w": where(60, "or")}),
    *(case("depth", HIGH, f"a condition {n} deep in the document", "{ regions(where: " + "{ not: " * n + '{ name: { eq: "x" } }' + " }" * n + ") { totalCount } }") for n in (30, 400, 3_000)),
    case("depth", MEDIUM, "a list value 5,000 deep", "{ regions(first: " + "[" * 5_000 + "1" + "]" * 5_000 + ") { totalCount } }"),
    case("depth", MEDIUM, "a type 3,000 deep", "query($a: " + "[" * 3_000 + "Int" + "]" * 3_000 + ") { __typename }"),
    *(
        Case("depth", HIGH, f"JSON {n} deep in {member}", body(f'{{"query":"{{ __typename }}","{member}":{{"a":{opening * n}1{closing * n}}}}}'), refused)
        for member in ("variables", "extensions")
        for opening, closing, n in (("[", "]", 300), ("[", "]", 100_000), ('{"a":', "}", 900))
    ),
]  # fmt: skip

COST = [
    *(case("cost", HIGH, f"three lists of {n} in each other", f"{{ {LISTS.format(n)} }}") for n in (100, 1_000)),
    case("cost", HIGH, "two lists of 1,000", "{ communities(first: 1000) { nodes { contracts(first: 1000) { nodes { id } } } } }"),
    case("cost", HIGH, "by variables", "query($n: Int) { communities(first: $n) { nodes { contracts(first: $n) { nodes { id } } } } }", {"n": 1_000}),
    *(case("cost", MEDIUM, f"first: {n}", f"{{ regions(first: {n}) {{ nodes {{ id }} }} }}") for n in (-1, 1_001, 2**31, -(2**63), 10**30)),
    *(case("cost", MEDIUM, f"last: {n}", f"{{ regions(last: {n}) {{ nodes {{ id }} }} }}") for n in (-5, 100_000)),
    case("cost", MEDIUM, "offset: -1", "{ regions(offset: -1) { nodes { id } } }"),
    case("cost", HIGH, "5,000 digits", "{ regions(first: " + "9" * 5_000 + ") { totalCount } }"),
    case("cost", HIGH, "a float without end", "{ contracts(where: { feePerM2Month: { gt: 1e99999 } }) { totalCount } }"),
    Case("cost", HIGH, "5,000 digits in a variable", body('{"query":"query($n:Int){regions(first:$n){totalCount}}","variables":{"n":' + "9" * 5_000 + "}}"), refused),
    Case("cost", HIGH, "an exponent in a variable", body('{"query":"query($n:Float){contracts(where:{feePerM2Month:{gt:$n}}){totalCount}}","variables":{"n":1e9999}}'), refused),
    case("cost", CRITICAL, "1,000 conditions", WHERE, {"w": {"or": [{"name": {"eq": f"x{n}"}} for n in range(1_000)]}}),
    case("cost", CRITICAL, "1,000 conditions in the document", "{ regions(where: { or: [" + '{ name: { eq: "x" } } ' * 1_000 + "] }) { totalCount } }"),
    case("cost", CRITICAL, "an order of 3,000", "query($o: [RegionOrder!]) { regions(orderBy: $o) { nodes { id } } }", {"o": [{"name": "ASC"}] * 3_000}),
    case("cost", HIGH, "10,000 ids", "query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["Region:1"] * 10_000}),
    case("cost", HIGH, "1,000 matches", "query($q: [MatchQuery!]!) { match(queries: $q) { candidates { score } } }", {"q": [{"name": "永安"}] * 1_000}),
    case("cost", HIGH, "the longest of all paths", '{ paths(from: "Region:1", to: "Region:2", maxLength: 1000000) { length } }'),
    case("cost", LOW, "a date that is none", '{ barredEnterprises(on: "99999-99-99") { totalCount } }'),
    case("cost", LOW, "a cursor that is none", '{ regions(after: "' + "A" * 5_000 + '") { nodes { id } } }'),
]  # fmt: skip

ALIAS = [
    *(case("alias", HIGH, f"one field under {n} names", f"{{ {aliases(n)} }}") for n in (101, 1_000, 3_000)),
    *(case("alias", CRITICAL, f"a list under {n} names", f"{{ {aliases(n, 'regions(first: 1000) { nodes { id name } }')} }}") for n in (50, 200)),
    case("alias", CRITICAL, "names in names", "{ regions(first: 2) { nodes { " + aliases(8, "parent { " + aliases(8, "parent { " + aliases(8, "id") + " }") + " }") + " } } }"),
    case("alias", CRITICAL, "names multiplied by fragments", "{ regions { nodes { ...a } } } fragment a on Region { " + aliases(10, "parent { ...b }") + " } fragment b on Region { " + aliases(10, "parent { id }") + " }"),
    case("alias", HIGH, "in the operation that is not asked for", f"query A {{ __typename }} query B {{ {aliases(500)} }}"),
]  # fmt: skip

DUPLICATION = [
    *(case("duplication", HIGH, f"one field {n} times", "{ " + "__typename " * n + "}") for n in (1_000, 3_900, 50_000)),
    case("duplication", HIGH, "an object 1,000 times", "{ " + "regions { totalCount } " * 1_000 + "}"),
    case("duplication", CRITICAL, "overlapping fragments", "{ regions { nodes { " + " ".join(f"...f{n}" for n in range(150)) + " } } } " + " ".join(f"fragment f{n} on Region {{ id name parent {{ id name }} }}" for n in range(150))),
    case("duplication", HIGH, "overlapping inline fragments", "{ node(id: \"Region:1\") { " + "... on Region { name parent { name } } " * 400 + " } }"),
]  # fmt: skip

DIRECTIVE = [
    *(case("directive", HIGH, f"{n} unknown directives on a field", "{ __typename " + "@a" * n + " }") for n in (10, 1_000)),
    case("directive", HIGH, "500 that are known", "{ __typename " + "@skip(if: false) " * 500 + "}"),
    case("directive", HIGH, "one on each of 200 fields", "{ " + " ".join(f"a{n}: __typename @include(if: true)" for n in range(200)) + " }"),
    case("directive", MEDIUM, "500 on the operation", "query " + "@a " * 500 + "{ __typename }"),
    case("directive", MEDIUM, "500 on a spread", "{ ...f " + "@include(if: true) " * 500 + "} fragment f on Query { __typename }"),
]  # fmt: skip

FRAGMENT = [
    case("fragment", CRITICAL, "a fragment in itself", "{ ...a } fragment a on Query { ...a }"),
    case("fragment", CRITICAL, "two in each other", "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"),
    case("fragment", HIGH, "a cycle of 300", "{ ...f0 } " + " ".join(f"fragment f{n} on Query {{ ...f{(n + 1) % 300} }}" for n in range(300))),
    *(case("fragment", CRITICAL, f"{n} that double", doubling(n)) for n in (21, 40, 150)),
    case("fragment", CRITICAL, "that grow tenfold", doubling(30, 10)),
    case("fragment", HIGH, "a chain of 400", doubling(400, 1), handled=harmless),
    case("fragment", MEDIUM, "400 that nothing uses", "{ __typename } " + " ".join(f"fragment f{n} on Query {{ __typename }}" for n in range(400))),
    case("fragment", LOW, "one that is not there", "{ ...absent }"),
    case("fragment", LOW, "two of a name", "{ ...a } fragment a on Query { __typename } fragment a on Query { __typename }"),
    case("fragment", HIGH, "doubling, with directives", doubling(30, directive="@include(if: true)")),
]  # fmt: skip

DOCUMENT = [
    case("document", HIGH, "2,000 operations", " ".join(f"query q{n} {{ __typename }}" for n in range(2_000))),
    case("document", HIGH, "200 operations, one chosen", " ".join(f"query q{n} {{ __typename }}" for n in range(200)), handled=harmless),
    case("document", HIGH, "40,000 comments", COMMENTS + "{ __typename }"),
    case("document", MEDIUM, "100,000 commas", "{ __typename" + "," * 100_000 + " }"),
    case("document", MEDIUM, "a name of 90,000 letters", "{ " + "a" * 90_000 + " }"),
    case("document", MEDIUM, "a text of 90,000 letters", '{ search(text: "' + "a" * 90_000 + '") { totalCount } }'),
    case("document", MEDIUM, "1,500 variables", "query(" + " ".join(f"$v{n}: Int" for n in range(1_500)) + ") { __typename }"),
    case("document", LOW, "the definition of a type", "type A { a: Int } { __typename }"),
]  # fmt: skip

CASES = [*DEPTH, *COST, *ALIAS, *DUPLICATION, *DIRECTIVE, *FRAGMENT, *DOCUMENT]
