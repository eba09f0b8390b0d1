"""Answers that are kept: by document, variables, day and the graph's mark, so that each is the one that would be made now."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

#: Bytes that an entry takes beside its key and its answer: measured.
BESIDE = 600


class Results:
    """Answers by key, the least recently used forgotten first. `most`: the bytes that they may take together.

    >>> results = Results(10_000)
    >>> results.put("a question", b"its answer", 50)
    >>> results.get("a question"), results.get("another"), (results.hits, results.misses)
    (b'its answer', None, (1, 1))
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = self.hits = self.misses = 0
        self._kept: OrderedDict[Hashable, tuple[bytes, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> bytes | None:
        """The answer, None where there is none."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, answer: bytes, size: int) -> None:
        """Keep an answer whose key takes `size` bytes; one that would take an eighth of all room is not kept."""
        weight = size + len(answer) + BESIDE
        if weight > self.most // 8:
            return
        if (before := self._kept.pop(key, None)) is not None:
            self.bytes -= before[1]
        self._kept[key] = (answer, weight)
        self.bytes += weight
        while self.bytes > self.most:
            _, (_, gone) = self._kept.popitem(last=False)
            self.bytes -= gone
