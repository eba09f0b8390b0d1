"""`@cite`: which sources bear out each value of an answer, by its response path, and which values none does.

The plan asks of every node, beside what is selected, for its id, the instant of its recording and its sources, under keys that
no response can have; the decoded answer is then split into itself and its citations. Without the directive nothing of this is
planned.
"""

from __future__ import annotations

from typing import Any

from graph.domain import MODEL
from graph.query import Citations, CitationText, CitedDocument, Identity, Item, Property, Shape, Stored

#: Hidden keys begin with what begins no GraphQL name.
HIDDEN = "@"
ID, RECORDED, SYNTHETIC, SOURCES = HIDDEN + "id", HIDDEN + "recordedAt", HIDDEN + "synthetic", HIDDEN + "sources "

_DOCUMENT = MODEL["Document"]
#: What is told of a source.
DOCUMENT = Shape(
    _DOCUMENT,
    (
        Identity("id"),
        *(Property(name, _DOCUMENT.field(name)) for name in ("title", "kind", "number", "issuer", "issuedOn", "url")),
        Stored("synthetic", "synthetic"),
    ),
)
SOURCE = (CitedDocument("document", DOCUMENT), CitationText("locator", "locator"), CitationText("quote", "quote"))

#: Why a value has no citation: its fact names no source; or no single fact says it (counts, verdicts, cursors, type names).
NO_SOURCE, DERIVED = "NO_SOURCE", "DERIVED"


def cited(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """What is read of a node, and what its citation needs; the key of the sources names the values that they bear out."""
    said = [item.key for item in items if isinstance(item, (Property, Identity)) or is_label(item)]
    hidden = (Identity(ID), Stored(RECORDED, "recordedAt"), Stored(SYNTHETIC, "synthetic"))
    return (*items, *hidden, Citations(SOURCES + " ".join(said), SOURCE))


def is_label(item: Item) -> bool:
    """Is it `synthetic`, which a row says of itself?"""
    return isinstance(item, Stored) and item.name == "synthetic"


class Cited:
    """An answer taken apart: `data` as it is without the directive, and an entry for each value that is not null.

    >>> row = {"name": "甲", "bids": 2, "@id": "Enterprise:1", "@recordedAt": None, "@synthetic": False}
    >>> row |= {"@sources name": [{"locator": "一"}]}
    >>> found = Cited({"enterprise": row})
    >>> found.data
    {'enterprise': {'name': '甲', 'bids': 2}}
    >>> [entry["path"] for entry in found.citations], found.uncited
    ([['enterprise', 'name']], [{'path': ['enterprise', 'bids'], 'because': 'DERIVED'}])
    """

    def __init__(self, data: dict[str, Any] | None) -> None:
        self.citations: list[dict[str, Any]] = []
        self.uncited: list[dict[str, Any]] = []
        self.data = None if data is None else self.object(data, [])

    def object(self, value: dict[str, Any], path: list[str | int]) -> dict[str, Any]:
        """An object without what is hidden in it."""
        hidden = next((key for key in value if key.startswith(SOURCES)), None)
        said = hidden.removeprefix(SOURCES).split() if hidden is not None else []
        entry = None
        if hidden is not None:
            told = {"fact": ID, "synthetic": SYNTHETIC, "recordedAt": RECORDED, "sources": hidden}
            entry = {name: value[key] for name, key in told.items()}
        return {
            key: self.value(part, [*path, key], entry if key in said else None)
            for key, part in value.items()
            if not key.startswith(HIDDEN)
        }

    def value(self, value: Any, path: list[str | int], entry: dict[str, Any] | None) -> Any:
        """What stands at a path; a list of values is one value, as its field is."""
        if isinstance(value, dict):
            return self.object(value, path)
        if isinstance(value, list) and (not value or any(isinstance(part, (dict, list)) for part in value)):
            return [self.value(part, [*path, place], None) for place, part in enumerate(value)]
        if value is not None and entry is not None and entry["sources"]:
            self.citations.append({"path": path, **entry})
        elif value is not None:
            self.uncited.append({"path": path, "because": DERIVED if entry is None else NO_SOURCE})
        return value
