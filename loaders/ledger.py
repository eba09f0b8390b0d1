"""A dictionary that may outgrow memory: its latest entries at hand, the others in a temporary file of SQLite's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

import orjson

from graph.errors import Unavailable

#: Entries kept at hand: a load of that many rows touches no file.
AT_HAND = 100_000
_ASKED = 500


class Ledger:
    """Key → what JSON can hold. `latest` is the dictionary to read and write; `recall` first what may have been put away.

    >>> ledger = Ledger(at_hand=1)
    >>> ledger.latest |= {"a": [1], "b": [2]}
    >>> ledger.make_room(); ledger.latest
    {}
    >>> ledger.recall(["b", "c"]); ledger.latest
    {'b': [2]}
    """

    def __init__(self, at_hand: int | None = None) -> None:
        self.latest: dict[str, Any] = {}
        self._at_hand = AT_HAND if at_hand is None else at_hand
        self._file: sqlite3.Connection | None = None

    def make_room(self) -> None:
        """Put the entries away when there are too many of them at hand."""
        if len(self.latest) <= self._at_hand:
            return
        entries = ((key, orjson.dumps(self.latest[key])) for key in sorted(self.latest))
        try:
            if self._file is None:
                self._file = _opened()
            with self._file:
                self._file.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?)", entries)
        except sqlite3.OperationalError as error:
            raise Unavailable(
                f"The keys of this load cannot be kept in the folder of temporary files ({error}): make room there, and load again."
            ) from None
        self.latest.clear()

    def recall(self, keys: Iterable[str]) -> None:
        """Have at hand what was put away of these keys."""
        if self._file is None:
            return
        wanted = [key for key in keys if key not in self.latest]
        for start in range(0, len(wanted), _ASKED):
            some = wanted[start : start + _ASKED]
            found = self._file.execute(f"SELECT key, value FROM entry WHERE key IN ({','.join('?' * len(some))})", some)
            self.latest.update((key, orjson.loads(value)) for key, value in found)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()


def _opened() -> sqlite3.Connection:
    """A file on disk, without a name, gone with the connection."""
    file = sqlite3.connect("")
    file.execute("PRAGMA journal_mode = OFF")
    file.execute("PRAGMA synchronous = OFF")
    file.execute("PRAGMA cache_size = -16000")
    file.execute("CREATE TABLE entry (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
    return file
