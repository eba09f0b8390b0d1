"""`history`: what changed of a node, when and by which load, the latest first; from what is kept of it (graph/versions.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from graph import loads, versions
from graph.model import Field, NodeType
from graph.pattern import block, shown
from graph.write import ORIGIN

if TYPE_CHECKING:
    from graph.pattern import Patterns

#: A state of a node: since when, by which load (a list of `loads.FIELDS`), its fields, what it refers to, where it stood (file, sheet, row).
State = Sequence[Any]


def expression(writer: Patterns, type: NodeType, node: str) -> str:
    """The states of a node, the latest first."""
    version = writer.variable("v")
    kept = [
        f"MATCH ({version}:Version {{versionType: '{type.name}', versionKey: {node}.{type.key}}})",
        f"RETURN {state(writer, type, node, version, f'{version}.versionReferences')} ORDER BY {version}.recordedAt DESC",
    ]
    return f"[{state(writer, type, node, node, versions.references(type, node))}] + {block('COLLECT', kept)}"


def state(writer: Patterns, type: NodeType, now: str, node: str, references: str) -> str:
    """One state of what is `now` the node, as a list: whether a value is masked is for the node to say, as it stands."""
    load = f"head(COLLECT {{ MATCH (l:Load {{number: coalesce({node}.restoredBy, {node}.load)}}) RETURN {loads.fields('l')} }})"
    values = ", ".join(shown(writer.seen_as(now, type, field, f"{node}.{field.name}"), field) for field in type.shown)
    file, sheet, row = (f"{node}.{name}" for name in ORIGIN)
    origin = f"[{loads.of_file('files', f'{node}.load', file)}, {sheet}, {row}]"
    return f"[toString({node}.recordedAt), {load}, [{values}], {references}, {origin}]"


def changes(type: NodeType, states: Sequence[State]) -> list[dict[str, Any]]:
    """What each state changed of the one before, as the fields of a Change."""
    found = []
    for place, (recorded, load, _, _, origin) in enumerate(states):
        before = states[place + 1] if place + 1 < len(states) else None
        found.append(
            {
                "recordedAt": recorded,
                "load": dict(zip(loads.FIELDS, load, strict=True)) if load else None,
                "changes": list(differences(type, before, states[place])),
                **dict(zip(("file", "sheet", "row"), origin, strict=True)),
            }
        )
    return found


def differences(type: NodeType, before: State | None, after: State) -> Iterator[dict[str, str | None]]:
    """The fields and relations in which two states differ, None: there was none."""
    old, new = (named(type, each) if each is not None else {} for each in (before, after))
    for name in new:
        if old.get(name) != new[name]:
            yield {"field": name, "before": old.get(name), "after": new[name]}


def named(type: NodeType, given: State) -> dict[str, str | None]:
    """The fields and relations of a state by name, as text."""
    _, _, values, references, _ = given
    found = {field.name: text(field, value) for field, value in zip(type.shown, values, strict=True)}
    for relation in versions.carried(type):
        step = relation.steps[0]
        keys = [key for word, _, key in (each.partition(" ") for each in references) if word == step.type]
        found[relation.name] = "; ".join(f"{step.label}:{key}" for key in sorted(keys)) or None
    return found


def text(field: Field, value: Any) -> str | None:
    """A value as `history` shows it.

    >>> from graph.model import Scalar
    >>> text(Field("isOld", Scalar.BOOLEAN, "", ""), True), text(Field("names", Scalar.TEXT, "", "", many=True), ["甲", "乙"])
    ('true', '甲; 乙')
    """
    if value is None or value == []:
        return None
    if isinstance(value, list):
        return "; ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
