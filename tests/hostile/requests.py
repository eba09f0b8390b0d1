"""What is wrong with a request itself: its size, its bytes, its method, where it comes from; and what probing for the inside finds."""

from __future__ import annotations

import gzip
import json
from urllib.parse import quote, urlencode

from graphql import get_introspection_query

from tests.hostile.case import (
    CRITICAL,
    HIGH,
    LOW,
    MEDIUM,
    Answer,
    Case,
    Check,
    answered,
    asks,
    body,
    closed,
    harmless,
    http,
    refused,
    sound,
    without,
)

HELLO = '{"query":"{ __typename }"}'
FORM = "application/x-www-form-urlencoded"
PUBLIC_PATHS = ("/graphql", "/export", "/q/barred", "/reconcile")


def get(target: str, **headers: str) -> bytes:
    return http(target, headers={name.replace("_", "-"): headers[name] for name in headers})


def asked_by_get(**params: str) -> bytes:
    return get("/graphql?" + urlencode(params), X_Wuye_Preflight="1")


def chunked(*pieces: bytes, **headers: str) -> bytes:
    named = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"} | headers
    content = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    return http("/graphql", content, headers=named)


def status(*wanted: int) -> Check:
    return lambda answer: sound(answer) and answer.status in wanted


def no_data(answer: Answer) -> bool:
    return closed(answer) or (sound(answer) and answer.data is None and answer.status >= 400)


SIZE = [
    Case("size", HIGH, "a body of 3 MB", body('{"query":"{ __typename }","more":"' + "x" * 3_000_000 + '"}'), refused),
    Case("size", HIGH, "in chunks", chunked(*[b" " * 60_000] * 50), refused),
    Case("size", HIGH, "a length of 10 GB, and nothing more", http("/graphql", b"{", headers={"Content-Type": "application/json", "Content-Length": "10000000000"}), refused),
    Case("size", HIGH, "80,000 empty lists", body('{"query":"{ __typename }","variables":{"a":[' + "[]," * 80_000 + "1]}}"), harmless),
    Case("size", HIGH, "80,000 empty objects", body('{"query":"{ __typename }","variables":{"a":[' + "{}," * 80_000 + "1]}}"), harmless),
    Case("size", HIGH, "20,000 members", body('{"query":"{ __typename }","variables":{' + ",".join(f'"{n}":1' for n in range(20_000)) + "}}"), refused),
    Case("size", HIGH, "a document of 200,000 letters", asks("{ __typename " + "\n" * 200_000 + "}"), refused),
    Case("size", MEDIUM, "a header of 30 kB", http("/graphql", HELLO.encode(), headers={"Content-Type": "application/json", "X-A": "a" * 30_000}), refused),
    Case("size", MEDIUM, "5,000 headers", http("/graphql", HELLO.encode(), headers={"Content-Type": "application/json"} | {f"x-{n}": "a" for n in range(5_000)}), refused),
    Case("size", MEDIUM, "an address of 12 kB", get("/graphql?query=" + "a" * 12_000, X_Wuye_Preflight="1"), refused),
    Case("size", MEDIUM, "an address of 60 kB", get("/" + "a" * 60_000), refused),
    Case("size", HIGH, "a document that an error would quote", asks('{ regions(where: { code: { eq: ' + "[" * 9 + '"' + "q" * 40_000 + '"' + "]" * 9 + " } }) { totalCount } }"), refused),
    Case("size", MEDIUM, "a field that an error would quote", asks("{ " + "q" * 40_000 + " }"), refused),
    Case("size", MEDIUM, "a variable that an error would quote", asks("query($a: Int) { regions(first: $a) { totalCount } }", {"a": "q" * 40_000}), refused),
    Case("size", MEDIUM, "an operation's name that an error would quote", asks("query A { __typename } query B { __typename }", operationName="q" * 40_000), refused),
    *(
        Case("size", CRITICAL, f"a gzip bomb at {path}", http(path, gzip.compress(b" " * 30_000_000), headers={"Content-Type": type, "Content-Encoding": packed}), refused)
        for path, type in (("/graphql", "application/json"), ("/export", "application/json"), ("/reconcile", FORM))
        for packed in ("gzip", "deflate, gzip", "br")
    ),
]  # fmt: skip

BATCH = [
    *(Case("batch", HIGH, f"{n} operations", body(json.dumps([{"query": "{ __typename }"}] * n)), refused) for n in (1, 2, 10, 100, 5_000)),
    Case("batch", MEDIUM, "an empty one", body("[]"), refused),
    Case("batch", MEDIUM, "lists of lists", body("[" * 200 + HELLO + "]" * 200), refused),
]  # fmt: skip

INTROSPECTION = [
    Case("introspection", HIGH, "whole", asks(get_introspection_query()), refused),
    Case("introspection", HIGH, "the names of types", asks("{ __schema { types { name } } }"), refused),
    Case("introspection", HIGH, "one type", asks('{ __type(name: "Query") { fields { name } } }'), refused),
    Case("introspection", HIGH, "under another name, in a fragment", asks("{ ...a } fragment a on Query { b: __schema { queryType { name } } }"), refused),
    Case("introspection", HIGH, "in an inline fragment, spread over lines", asks("{\n... {\n#\n__schema\n,\n{ queryType { name } } } }"), refused),
    Case("introspection", HIGH, "by a condition", asks("query($a: Boolean!) { __schema @include(if: $a) { queryType { name } } }", {"a": True}), refused),
    Case("introspection", HIGH, "by GET", asked_by_get(query="{ __schema { queryType { name } } }"), refused),
    Case("introspection", HIGH, "as a file", get("/export?" + urlencode({"query": "{ __schema { types { name } } }"}), X_Wuye_Preflight="1"), refused),
    Case("introspection", MEDIUM, "in a circle", asks("{ __schema { types { fields { type { " + "fields { type { " * 30 + "name" + " } }" * 30 + " } } } } }"), refused),
    Case("introspection", LOW, "the service of a federation", asks("{ _service { sdl } }"), refused),
]  # fmt: skip

TYPOS = ["{ region { id } }", "{ regio }", "{ regionss { totalCount } }", "{ enterprize { id } }", "{ regions { node { id } } }", "{ regions { nodes { nam } } }",
         "{ regions(frst: 1) { totalCount } }", "{ regions { totalCount @inclde(if: true) } }", "query($a: Regionn) { __typename }", '{ regions(where: { nme: { eq: "x" } }) { totalCount } }',
         "{ regions(orderBy: [{ name: ASCC }]) { totalCount } }", "{ ... on Regionn { id } }"]  # fmt: skip
DISCLOSURE = [
    *(Case("disclosure", MEDIUM, f"a suggestion for {query}", asks(query), refused) for query in TYPOS),
    Case("disclosure", HIGH, "a suggestion for a member of a variable", asks("query($w: RegionWhere) { regions(where: $w) { totalCount } }", {"w": {"nme": {"eq": "x"}}}), refused),
    Case("disclosure", HIGH, "a suggestion for a word of a variable", asks("query($o: [RegionOrder!]) { regions(orderBy: $o) { totalCount } }", {"o": [{"name": "ASCC"}]}), refused),
    *(Case("disclosure", MEDIUM, f"a console at {path}", get(path, Accept="text/html"), without("graphiql", "GraphiQL", "playground")) for path in ("/graphql", "/graphiql", "/playground", "/console", "/altair")),
    Case("disclosure", MEDIUM, "a trace", body(HELLO, X_Wuye_Explain="profile"), refused),
    Case("disclosure", MEDIUM, "tracing of Apollo", body(HELLO, apollo_federation_include_trace="ftv1"), answered({"__typename": "Query"})),
    Case("disclosure", LOW, "a word that no parser knows", asks("qwerty cop { abc }"), refused),
    Case("disclosure", LOW, "pages that are none", get("/docs"), status(404)),
    Case("disclosure", HIGH, "files beside the pages", get("/static/console/..%2f..%2f..%2fapp.py"), without("Starlette")),
    Case("disclosure", HIGH, "files above the pages", get("/static/console/../../../../../../etc/passwd"), without("root:")),
    Case("disclosure", LOW, "TRACE", http("/graphql", method="TRACE", headers={"X-Secret": "s3cret"}), without("s3cret")),
    Case("disclosure", LOW, "what the server is", body(HELLO), lambda answer: sound(answer) and answer.headers["x-content-type-options"] == "nosniff" and answer.headers["cache-control"] == "no-store" and "frame-ancestors" in answer.headers["content-security-policy"]),
]  # fmt: skip


def other_site(type: str, content: str | bytes = HELLO, **headers: str) -> bytes:
    """What a page of another site makes a browser send without asking."""
    named = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"} | (
        {"Content-Type": type} if type else {}
    )
    return http("/graphql", content.encode() if isinstance(content, str) else content, headers=named | headers)


PART = '--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }","variables":{"f":null}}\r\n--x\r\nContent-Disposition: form-data; name="map"\r\n\r\n{}\r\n--x--\r\n'
CSRF = [
    *(Case("csrf", HIGH, f"a POST of {type or 'no type'}", other_site(type), refused) for type in ("text/plain", "", "text/plain; application/json", "application/graphql", "application/jsonp", "text/json")),
    Case("csrf", HIGH, "a form", other_site(FORM, "query=%7B__typename%7D"), refused),
    Case("csrf", HIGH, "a form of parts", other_site("multipart/form-data; boundary=x", PART), refused),
    Case("csrf", HIGH, "JSON in a form's field", other_site("text/plain", '{"query":"{ __typename }","a":"=b"}'), refused),
    Case("csrf", HIGH, "a GET", get("/graphql?query=%7B__typename%7D"), refused),
    Case("csrf", HIGH, "a GET of JSON", get("/graphql?query=%7B__typename%7D", Accept="application/json"), refused),
    Case("csrf", HIGH, "a GET of a file", get("/export?query=%7Bregions%7Bnodes%7Bid%7D%7D%7D"), refused),
    Case("csrf", CRITICAL, "a mutation by GET", asked_by_get(query="mutation { __typename }"), refused),
    Case("csrf", HIGH, "another method in a header", get("/graphql?query=mutation%7B__typename%7D", X_HTTP_Method_Override="POST"), refused),
    Case("csrf", HIGH, "the reconciliation from another site", http("/reconcile", b"queries=%7B%7D", headers={"Content-Type": FORM, "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}), refused),
]  # fmt: skip


def uncrossed(answer: Answer) -> bool:
    return sound(answer) and answer.headers.get("access-control-allow-origin") is None


CORS = [
    *(Case("cors", HIGH, f"an origin {origin}", body(HELLO, Origin=origin), uncrossed) for origin in ("https://evil.example", "null", "http://127.0.0.1.evil.example", "http://127.0.0.1:3333.evil.example")),
    Case("cors", HIGH, "a preflight", http("/graphql", method="OPTIONS", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}), uncrossed),
    Case("cors", HIGH, "the reconciliation", get("/reconcile", Origin="http://localhost:3333.evil.example"), uncrossed),
]  # fmt: skip

WRONG = ["", "{", "null", "1", '"x"', "[1]", "{}", "[null]", '{"query":null}', '{"query":1}', '{"query":[]}', '{"query":{}}', '{"query":""}', '{"query":"{ __typename }","variables":[]}',
         '{"query":"{ __typename }","variables":"{}"}', '{"query":"{ __typename }","variables":{"a":NaN}}', '{"query":"{ __typename }","variables":{"a":Infinity}}',
         '{"query":"{ __typename }","operationName":[]}', '{"query":"{ __typename }","extensions":1}', '{"query":"{ __typename }"} {}', '{"query":"{ __typename }",}', "{'query':'{ __typename }'}",
         '{"query":"query A { __typename }","operationName":"B"}', '{"documentId":1}', '{"documentId":"sha256:00"}', '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}',
         '{"query":"{ __typename }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}']  # fmt: skip
HTTP = [
    *(Case("http", MEDIUM, f"a body {text[:60]!r}", body(text), refused) for text in WRONG),
    *(Case("http", MEDIUM, f"extensions {text}", body(f'{{"query":"{{ __typename }}","extensions":{text}}}'), harmless) for text in ('{"persistedQuery":1}', '{"persistedQuery":{"sha256Hash":{}}}')),
    *(Case("http", LOW, method, http("/graphql", HELLO.encode(), method=method, headers={"Content-Type": "application/json"}), closed) for method in ("PUT", "DELETE", "PATCH", "QUERY", "HACK", "PRI")),
    Case("http", LOW, "HEAD", http("/graphql?query=%7B__typename%7D", method="HEAD", headers={"Connection": "close"}), lambda answer: 0 < answer.status < 500),
    Case("http", LOW, "CONNECT", b"CONNECT 127.0.0.1:7687 HTTP/1.1\r\nHost: 127.0.0.1:7687\r\n\r\n", no_data),
    Case("http", HIGH, "two lengths that differ", b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5\r\nContent-Length: 26\r\n\r\n" + HELLO.encode(), closed),
    Case("http", HIGH, "a length and chunks", http("/graphql", b"0\r\n\r\nGET /x HTTP/1.1\r\n\r\n", headers={"Content-Type": "application/json", "Content-Length": "4", "Transfer-Encoding": "chunked"}), closed),
    *(Case("http", HIGH, f"a length {length!r}", http("/graphql", HELLO.encode(), headers={"Content-Type": "application/json", "Content-Length": length}), closed) for length in ("-1", "+26", "0x1a", "1e2", "99999999999999999999999")),
    *(Case("http", HIGH, f"an encoding {coding!r}", http("/graphql", b"1a\r\n" + HELLO.encode() + b"\r\n0\r\n\r\n", headers={"Content-Type": "application/json", "Transfer-Encoding": coding}), closed) for coding in ("xchunked", "chunked, identity", "\x0bchunked")),
    Case("http", HIGH, "a chunk of no size", http("/graphql", b"zz\r\n{}\r\n0\r\n\r\n", headers={"Content-Type": "application/json", "Transfer-Encoding": "chunked"}), closed),
    Case("http", HIGH, "a chunk beyond all numbers", http("/graphql", b"f" * 40 + b"\r\n{}\r\n", headers={"Content-Type": "application/json", "Transfer-Encoding": "chunked"}), closed),
    Case("http", MEDIUM, "a header split over lines", b"POST /graphql HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n", closed),
    Case("http", MEDIUM, "a header with a NUL", b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n", closed),
    Case("http", MEDIUM, "a space before the colon", b"GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length : 0\r\n\r\n", closed),
    Case("http", MEDIUM, "no host", b"POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n" + HELLO.encode(), harmless),
    Case("http", HIGH, "a host that is a path", http("/graphql", HELLO.encode(), headers={"Host": "a/export?x=", "Content-Type": "application/json"}), harmless),
    Case("http", HIGH, "a host that is a script", get("/reconcile", Host="<script>alert(1)</script>"), lambda answer: sound(answer) and "html" not in answer.headers.get("content-type", "")),
    Case("http", MEDIUM, "HTTP/0.9", b"GET /graphql\r\n\r\n", closed),
    Case("http", MEDIUM, "HTTP/9.9", b"GET /graphql HTTP/9.9\r\nHost: a\r\n\r\n", closed),
    Case("http", MEDIUM, "another protocol", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", closed),
    *(Case("http", MEDIUM, f"a type {type!r}", http("/graphql", HELLO.encode(), headers={"Content-Type": type}), refused) for type in ("application/json; charset=utf-16", "application/xml", "application/json, text/plain", "application/cbor")),
    *(Case("http", LOW, f"Accept {accept[:30]!r}", body(HELLO, Accept=accept), harmless) for accept in ("text/event-stream", "multipart/mixed", "," * 9_000, "application/graphql-response+json;q=" + "9" * 5_000, "\xff")),
    Case("http", MEDIUM, "a range of 1,000 parts", get("/static/console/graphiql.js", Range="bytes=" + ",".join(f"{n}-{n + 9}" for n in range(1_000))), lambda answer: 0 < answer.status < 500),
    *(Case("http", HIGH, f"{target[:50]} ends no server", get(target), lambda answer: 0 < answer.status < 500) for target in ("/reconcile/properties?limit=" + "9" * 5_000, "/reconcile/suggest/property?prefix=a&cursor=" + "9" * 5_000, "/q/barred?first=" + "9" * 5_000, "/q/barred?on=" + "9" * 5_000, "/q/%00", "/q/..%2f", "/q/barred?format=%0d%0aSet-Cookie:a", "/export?format=%0d%0aX:a&query=a", "/reconcile/preview?id=%3Cscript%3E", "/reconcile?queries=" + quote("[" * 2_000), "/reconcile?extend=" + quote('{"ids":1}'))),
    Case("http", HIGH, "a form of deep JSON", http("/reconcile", ("queries=" + quote('{"q0":{"query":' + "[" * 900 + "]" * 900 + "}}")).encode(), headers={"Content-Type": FORM}), refused),
    Case("http", MEDIUM, "a form of 50,000 fields", http("/reconcile", b"&".join(b"a=1" for _ in range(50_000)), headers={"Content-Type": FORM}), refused),
    Case("http", HIGH, "10,000 queries to reconcile", http("/reconcile", ("queries=" + quote(json.dumps({f"q{n}": {"query": "a"} for n in range(2_000)}))).encode(), headers={"Content-Type": FORM}), refused),
]  # fmt: skip

LOOKALIKE = {"е": "a Cyrillic e", "ｅ": "a full-width e"}
UNICODE = [
    *(Case("unicode", MEDIUM, f"bytes that are no UTF-8: {raw!r}", body(b'{"query":"{ __typename }","variables":{"a":"' + raw + b'"}}'), refused) for raw in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe4\xb8")),
    Case("unicode", HIGH, "half a surrogate in a variable", body('{"query":"query($a: String!) { search(text: $a) { totalCount } }","variables":{"a":"\\ud800"}}'), refused),
    Case("unicode", HIGH, "half a surrogate in the document", body('{"query":"{ search(text: \\"\\\\ud800\\") { totalCount } }"}'), refused),
    Case("unicode", HIGH, "half a surrogate in the document, in braces", body('{"query":"{ search(text: \\"\\\\u{d800}\\") { totalCount } }"}'), refused),
    Case("unicode", MEDIUM, "UTF-16", body(HELLO.encode("utf-16")), refused),
    Case("unicode", LOW, "a byte order mark", body(b"\xef\xbb\xbf" + HELLO.encode()), harmless),
    *(Case("unicode", MEDIUM, f"a name with {said}", asks(f"{{ __typ{letter}name }}"), refused) for letter, said in LOOKALIKE.items()),
    *(Case("unicode", MEDIUM, f"{letter!r} between names", asks(f"{{ __typename {letter} }}"), refused) for letter in ("\x00", "\u202e", "\u200b", "\u00a0", "\x1b[31m")),
    *(Case("unicode", MEDIUM, f"{text!r} in a value", asks("query($a: String!) { regions(where: { name: { eq: $a } }) { totalCount } }", {"a": text}), answered({"regions": {"totalCount": 0}})) for text in ("\x00", "a\x00b", "\u202eabc", "\U0001f3e2" * 50, "e\u0301" * 500, "\ufeff")),
    Case("unicode", MEDIUM, "5,000 marks on one letter", asks("query($a: String!) { search(text: $a) { totalCount } }", {"a": "a" + "\u0301" * 5_000}), harmless),
    Case("unicode", MEDIUM, "by GET: no UTF-8", get("/graphql?query=%ff%fe", X_Wuye_Preflight="1"), refused),
    Case("unicode", MEDIUM, "by GET: half a surrogate", get("/graphql?query=%7B__typename%7D&operationName=%ED%A0%80", X_Wuye_Preflight="1"), harmless),
]  # fmt: skip

CASES: list[Case] = [*SIZE, *BATCH, *INTROSPECTION, *DISCLOSURE, *CSRF, *CORS, *HTTP, *UNICODE]
