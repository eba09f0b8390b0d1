"""What later loads touched: the nodes they wrote, and what these refer to, so that rules need look there only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from graph.domain import MODEL
from graph.model import NodeType
from graph.rules import RULES
from graph.versions import carried

if TYPE_CHECKING:
    from graph.database import Database

#: Types that a rule may be fixed to. A region is about everything in it: it is followed where it was written itself only.
ABOUT = frozenset(label for rule in RULES.values() for label in rule.about.values())
FOLLOWED = ABOUT - {"Region", "Document"}


def later(node: str, since: str) -> str:
    """Was a node last written by a load after that of this number?

    >>> later("n", "$since")
    'coalesce(n.restoredBy, n.load) > $since'
    """
    return f"coalesce({node}.restoredBy, {node}.load) > {since}"


async def touched(database: Database, since: int) -> dict[str, set[str]]:
    """Label → keys of what loads after `since` wrote and rules may be fixed to, and of what those nodes refer to."""
    found: dict[str, set[str]] = {}
    for type in MODEL:
        for label, keys in await database.rows(statement(type), {"since": since, "keys": KEYS}):
            found.setdefault(label, set()).update(keys)
    return found


KEYS: Mapping[str, str] = {type.name: type.key for type in MODEL}


def statement(type: NodeType) -> str:
    """[label, keys] of the nodes of a type that were written later, and of what they refer to."""
    text = f"MATCH (n:{type.name}) WHERE {later('n', '$since')} "
    parts = [f"{text}RETURN '{type.name}' AS label, collect(n.{type.key}) AS keys"] if type.name in ABOUT else []
    steps = {relation.steps[0].type: relation.steps[0].label for relation in carried(type)}
    for name, label in steps.items():
        if label in FOLLOWED:
            parts.append(
                f"{text}MATCH (n)-[:{name}]->(m:{label}) RETURN '{label}' AS label, collect(DISTINCT m.{MODEL[label].key}) AS keys"
            )
    return " UNION ALL ".join(parts) or "RETURN '' AS label, [] AS keys LIMIT 0"
