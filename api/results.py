"""Answers that are kept: by document, variables, day and the graph's mark, so that each is the one that would be made now."""

from __future__ import annotations

from collections.abc import Hashable

from api.kept import Kept

#: Bytes that an entry takes beside its key and its answer: measured.
BESIDE = 600


class Results(Kept[Hashable, bytes]):
    """Answers by key; `most`: the bytes that they may take together.

    >>> results = Results(10_000)
    >>> results.put("a question", b"its answer", 50)
    >>> results.get("a question"), results.get("another"), (results.hits, results.misses)
    (b'its answer', None, (1, 1))
    """

    def put(self, key: Hashable, value: bytes, weight: int) -> None:
        """Keep an answer whose key takes `weight` bytes; one that would take an eighth of all room is not kept."""
        weight += len(value) + BESIDE
        if weight <= self.most // 8:
            super().put(key, value, weight)
