"""Answers that are kept: by document, variables, day and the graph's mark, so that each is the one that would be made now."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from api.audit import Noted
from api.kept import Kept

#: Bytes that an entry takes beside its key and its answer: measured.
BESIDE = 600


class Stored(NamedTuple):
    """An answer that is kept, and what there is to record of it."""

    body: bytes
    noted: Noted | None = None


class Results(Kept[Hashable, Stored]):
    """Answers by key; `most`: the bytes that they may take together.

    >>> results = Results(10_000)
    >>> results.put("a question", Stored(b"its answer"), 50)
    >>> results.get("a question"), results.get("another"), (results.hits, results.misses)
    (Stored(body=b'its answer', noted=None), None, (1, 1))
    """

    def put(self, key: Hashable, value: Stored, weight: int) -> None:
        """Keep an answer whose key takes `weight` bytes; one that would take an eighth of all room is not kept."""
        weight += len(value.body) + BESIDE
        if weight <= self.most // 8:
            super().put(key, value, weight)
