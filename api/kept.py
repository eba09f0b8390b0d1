"""What is kept in memory, the least recently used forgotten first: by number and by what it weighs. Plans and answers are kept so."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, of which `most` bytes and `number` are kept at once; None: however many.

    >>> kept: Kept[str, bytes] = Kept(10_000)
    >>> kept.put("a question", b"its answer", 660)
    >>> kept.get("a question"), kept.get("another"), (kept.hits, kept.misses, kept.bytes)
    (b'its answer', None, (1, 1, 660))
    """

    def __init__(self, most: int, number: int | None = None) -> None:
        self.most, self.number = most, number
        self.bytes = self.hits = self.misses = 0
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self.bytes = 0

    def get(self, key: K) -> V | None:
        """What is kept, None where nothing is."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, weight: int) -> None:
        """Keep it, as the one used last; the last one stays, whatever it weighs."""
        if (before := self._kept.pop(key, None)) is not None:
            self.bytes -= before[1]
        self._kept[key] = (value, weight)
        self.bytes += weight
        while len(self._kept) > 1 and self._full():
            _, (_, gone) = self._kept.popitem(last=False)
            self.bytes -= gone

    def _full(self) -> bool:
        return self.bytes > self.most or (self.number is not None and len(self._kept) > self.number)
