"""Python with gql: who is barred on a day, page by page, and what to do about an error by its code.

uv run --with "gql[httpx]" python tests/examples/barred.py http://127.0.0.1:8000 2022-06-30
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport

BARRED = """
query BarredOn($on: Date!, $first: Int!, $after: String) {
  barredEnterprises(on: $on, first: $first, after: $after, orderBy: [{ name: ASC }]) {
    nodes { name }
    pageInfo { hasNextPage endCursor }
  }
}
"""


def barred(client: Client, on: str, first: int = 100) -> Iterator[str]:
    """The names of all that are barred on a day; each page begins after the cursor that the one before ended with."""
    after = None
    while True:
        question = gql(BARRED)
        question.variable_values = {"on": on, "first": first, "after": after}
        page: dict[str, Any] = client.execute(question)["barredEnterprises"]
        yield from (node["name"] for node in page["nodes"])
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def code(error: TransportQueryError) -> str:
    """The code of an answer's first error."""
    [first, *_] = error.errors or [{"extensions": {"code": "INTERNAL"}}]
    return str(first["extensions"]["code"])


def main(server: str = "http://127.0.0.1:8000", on: str = "2022-06-30") -> None:
    client = Client(transport=HTTPXTransport(url=f"{server}/graphql"))
    print(json.dumps(list(barred(client, on, 2)), ensure_ascii=False))
    try:
        list(barred(client, "yesterday"))
    except TransportQueryError as error:
        print(json.dumps(code(error)))


if __name__ == "__main__":
    main(*sys.argv[1:])
