"""What later loads touched: the nodes they wrote, and what these refer to, so that rules need look there only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.domain import MODEL
from graph.model import NodeType
from graph.rules import RULES
from graph.rules.rule import Rule
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


@dataclass(frozen=True)
class Touched:
    """Keys by label of what was written later, and, by the type that refers, of what it refers to; `surely`: each does."""

    written: Mapping[str, set[str]]
    referred: Mapping[str, Mapping[str, set[str]]]

    def about(self, rule: Rule) -> dict[str, set[str]]:
        """Label → keys to which a rule is to be fixed, so that no case with a later record is missed.

        A record that the rule is about leads to its cases by itself; another by any one of those to which it surely refers.
        """
        found: dict[str, set[str]] = {}
        labels = set(rule.about.values())
        for name, keys in self.written.items():
            if name in labels:
                found.setdefault(name, set()).update(keys)
                continue
            sure = [label for label in self.referred[name] if label in labels and label in SURE[name]]
            least = min(sure, key=lambda label, name=name: len(self.referred[name][label]), default=None)  # type: ignore[misc]  # bound
            for label in [least] if least else labels & set(self.referred[name]):
                found.setdefault(label, set()).update(self.referred[name][label])
        return found


#: Type → labels to which each of its nodes refers.
SURE = {type.name: {relation.steps[0].label for relation in carried(type) if relation.required} for type in MODEL}


async def touched(database: Database, since: int) -> Touched:
    """What loads after `since` wrote, of all types, and what those nodes refer to, where rules may be fixed to it."""
    written: dict[str, set[str]] = {}
    referred: dict[str, dict[str, set[str]]] = {}
    for type in MODEL:
        found = dict(await database.rows(statement(type), {"since": since}, deadline=database.deadline))
        own = found.pop("", [])
        if own:
            written[type.name] = set(own)
            referred[type.name] = {label: set(keys) for label, keys in found.items()}
    return Touched(written, referred)


def statement(type: NodeType) -> str:
    """[label, keys] of what the nodes of a type refer to that were written later; "" for their own."""
    targets: dict[str, list[str]] = {}
    for relation in carried(type):
        if relation.steps[0].label in FOLLOWED:
            targets.setdefault(relation.steps[0].label, []).append(relation.steps[0].type)
    parts = [f"UNWIND found AS n RETURN '' AS label, collect(n.{type.key}) AS keys"]
    parts += [
        f"UNWIND found AS n MATCH (n)-[:{'|'.join(types)}]->(m:{label})"
        f" RETURN '{label}' AS label, collect(DISTINCT m.{MODEL[label].key}) AS keys"
        for label, types in targets.items()
    ]
    return (
        f"MATCH (n:{type.name}) WHERE {later('n', '$since')} WITH collect(n) AS found"
        f" CALL (found) {{ {' UNION ALL '.join(parts)} }} RETURN label, keys"
    )
