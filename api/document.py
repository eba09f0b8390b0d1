"""Documents known by their hash: trusted ones from a folder, and those that clients have sent once (automatic persisted queries)."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from api.kept import Kept
from graph.errors import BadInput, Forbidden, NotFound

#: Documents that clients sent, kept at most, and the bytes that they may take together: a flood of others only pushes these out.
KEPT, BYTES = 1_000, 8_000_000
PREFIX = "sha256:"


def document_id(text: str) -> str:
    """The id of a document: the hash of its text, as code generators make it.

    >>> document_id("{ __typename }")[:14]
    'sha256:7f56e67'
    """
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()


class Documents:
    """The documents that a request may name instead of sending. `only`: no others are run."""

    def __init__(self, trusted: Iterable[str] = (), *, only: bool = False) -> None:
        self._trusted = {document_id(text): text for text in trusted}
        self._sent: Kept[str, str] = Kept(BYTES, KEPT)
        self.only = only

    def resolve(self, request: dict[str, Any]) -> dict[str, Any]:
        """The request with its document; raises NotFound for an unknown id, Forbidden where only trusted ones run.

        `documentId: "sha256:…"` is GraphQL over HTTP's; `extensions.persistedQuery.sha256Hash` is Apollo's, which sends the
        document with its hash once when it hears PersistedQueryNotFound.
        """
        query = request.get("query")
        named = self._named(request)
        if query and named and document_id(query) != named:
            raise BadInput("The document does not have the hash that came with it. 文档与散列不符。")
        if not query and named:
            query = self._find(named, apollo="documentId" not in request)
        if query and self.only and document_id(query) not in self._trusted:
            raise Forbidden("Only trusted documents are run here; ask by documentId. 只执行受信任的文档。")
        if query and named and not self.only:
            self._keep(named, query)
        return request | {"query": query} if query else request

    @staticmethod
    def _named(request: dict[str, Any]) -> str | None:
        """The id that a request names."""
        given = request.get("documentId")
        if given is None:
            persisted = (request.get("extensions") or {}).get("persistedQuery")
            hash = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
            given = PREFIX + hash if isinstance(hash, str) else None
        if given is not None and not isinstance(given, str):
            raise BadInput('`documentId` must be a string, "sha256:…".')
        return given

    def _find(self, id: str, *, apollo: bool) -> str:
        text = self._trusted.get(id) or self._sent.get(id)
        if text is None:
            raise NotFound(
                "PersistedQueryNotFound" if apollo else f"No document is known as {id[:80]}. 没有此编号的文档。"
            )
        return text

    def _keep(self, id: str, text: str) -> None:
        if id not in self._trusted:
            self._sent.put(id, text, sys.getsizeof(text))


def read_folder(folder: Path) -> list[str]:
    """The documents of a folder; raises BadInput when it is none."""
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder of .graphql files; set WUYE_DOCUMENTS to one.")
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.graphql"))]
