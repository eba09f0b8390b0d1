"""Documents that were prepared, with their plans: the least recently used forgotten first, by number and by what they weigh."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

Kept = TypeVar("Kept")
#: A document, the name of its operation, and whether introspection is for those who ask.
Key = tuple[str, str | None, bool]

#: Documents and plans that are kept, and the bytes that they take together.
DOCUMENTS, BYTES = 1_000, 64_000_000
#: Bytes that a character takes: of a document that was parsed and planned (120 to 240, measured on the golden operations; the first plan
#: of a document is most of the rest), and of a statement.
OF_DOCUMENT, OF_PLAN, OF_STATEMENT = 100, 100, 15


class Plans(Generic[Kept]):
    """What was prepared of each document and operation name."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()
        self.bytes = self.hits = self.misses = 0

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self.bytes = 0

    def get(self, key: Key) -> Kept | None:
        """What is kept of it."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Key, kept: Kept, weight: int) -> None:
        """Keep it, as the one used last."""
        if (before := self._kept.pop(key, None)) is not None:
            self.bytes -= before[1]
        self._kept[key] = (kept, weight)
        self.bytes += weight
        while len(self._kept) > DOCUMENTS or (self.bytes > BYTES and len(self._kept) > 1):
            _, (_, gone) = self._kept.popitem(last=False)
            self.bytes -= gone
