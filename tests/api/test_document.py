"""Documents named by their hash: trusted ones, automatic persisted queries, and a server that runs no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.document import Documents, document_id, read_folder
from api.question import questions
from graph.errors import BadInput, Forbidden, NotFound

QUERY = "{ regions(first: 1) { totalCount } }"


def apollo(text: str) -> dict[str, Any]:
    """What Apollo's clients send beside, or instead of, a document."""
    return {"persistedQuery": {"version": 1, "sha256Hash": document_id(text).removeprefix("sha256:")}}


def test_a_trusted_document_is_named_instead_of_sent() -> None:
    """Its id is the hash of its text."""
    documents = Documents([QUERY])
    assert documents.resolve({"documentId": document_id(QUERY)})["query"] == QUERY


def test_apollos_way_sends_a_document_once() -> None:
    """Unknown, sent with its hash, known."""
    documents = Documents()
    with pytest.raises(NotFound, match=r"^PersistedQueryNotFound$"):
        documents.resolve({"extensions": apollo(QUERY)})
    documents.resolve({"query": QUERY, "extensions": apollo(QUERY)})
    assert documents.resolve({"extensions": apollo(QUERY)})["query"] == QUERY


def test_a_wrong_hash_is_refused() -> None:
    """Else one client could put a document of its own under another's hash."""
    with pytest.raises(BadInput):
        Documents().resolve({"query": QUERY, "extensions": apollo("{ __typename }")})


def test_only_trusted_documents() -> None:
    """Sent or named, no other document runs."""
    documents = Documents([QUERY], only=True)
    assert documents.resolve({"query": QUERY})["query"] == QUERY
    with pytest.raises(Forbidden):
        documents.resolve({"query": "{ __typename }"})
    with pytest.raises(Forbidden):
        documents.resolve({"query": "{ __typename }", "extensions": apollo("{ __typename }")})
    with pytest.raises(NotFound):
        documents.resolve({"documentId": document_id("{ __typename }")})


def test_a_folder_of_documents(tmp_path: Path) -> None:
    """Every .graphql file in it; what is no folder is said."""
    (tmp_path / "one.graphql").write_text(QUERY, "utf-8")
    (tmp_path / "other.txt").write_text("no document", "utf-8")
    assert read_folder(tmp_path) == [QUERY]
    with pytest.raises(BadInput, match="WUYE_DOCUMENTS"):
        read_folder(tmp_path / "none")


def test_over_http_by_get_and_post(client: TestClient) -> None:
    """The questions that come with Wuye are trusted; Apollo's exchange works, with the status its clients expect."""
    known = document_id(questions()[0].document)
    by_get = client.get("/graphql", params={"documentId": known, "variables": '{"on": "2022-06-30"}'})
    by_post = client.post("/graphql", json={"documentId": known, "variables": {"on": "2022-06-30"}})
    assert by_get.json() == by_post.json()
    assert by_get.json()["data"]["barredEnterprises"]["totalCount"] > 0

    unknown = client.post("/graphql", json={"extensions": apollo(QUERY)})
    assert (unknown.status_code, unknown.json()["errors"][0]["message"]) == (200, "PersistedQueryNotFound")
    client.post("/graphql", json={"query": QUERY, "extensions": apollo(QUERY)})
    again = client.post("/graphql", json={"extensions": apollo(QUERY)})
    assert again.json()["data"]["regions"]["totalCount"] > 0
