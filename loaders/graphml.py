"""The graph as GraphML, for Gephi, yEd, Cytoscape, networkx and Neo4j's own importers: nodes with their labels, relationships with their types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from graph import export, values
from graph.database import Database
from graph.domain import MODEL
from graph.export import Exported
from graph.model import Scalar
from graph.versions import carried
from loaders.export import written
from loaders.tables import link_kinds

_TYPES = {Scalar.INT: "int", Scalar.FLOAT: "double", Scalar.BOOLEAN: "boolean"}


async def write_graphml(
    database: Database, path: Path, *, on_progress: Callable[[str, int], None] | None = None
) -> dict[str, int]:
    """One file; personal fields stay out. Returns how many nodes of each type it has."""
    counts: dict[str, int] = {}
    with written(path, "utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        file.writelines(_keys())
        file.write('<graph id="wuye" edgedefault="directed">\n')
        for node in MODEL:
            counts[node.name] = 0
            async for each in export.nodes(database, node):
                file.writelines(_node(each))
                counts[node.name] += 1
            if on_progress:
                on_progress(node.name, counts[node.name])
        for kind in link_kinds():
            async for a, b in export.links(database, kind):
                file.write(_edge(f"Document/{a}", f"Document/{b}", kind))
        file.write("</graph>\n</graphml>\n")
    return counts


def _keys() -> Iterator[str]:
    """What nodes and edges may say. Fields of one name have one type, text where they differ."""
    types: dict[str, set[str]] = {"labels": {"string"}, "synthetic": {"boolean"}, "quality": {"string"}}
    for node in MODEL:
        for field in node.shown:
            own = _TYPES.get(field.type, "string") if isinstance(field.type, Scalar) and not field.many else "string"
            types.setdefault(field.name, set()).add(own)
    for name, found in types.items():
        one = next(iter(found)) if len(found) == 1 else "string"
        yield f'<key id="{name}" for="node" attr.name="{name}" attr.type="{one}"/>\n'
    for name in ("label", "locator", "quote"):
        yield f'<key id="e_{name}" for="edge" attr.name="{name}" attr.type="string"/>\n'


def _node(each: Exported) -> Iterator[str]:
    """A node, and the edges that its row says."""
    name = f"{each.node.name}/{each.key}"
    yield f"<node id={_attribute(name)} labels={_attribute(':' + each.node.name)}>{_data('labels', ':' + each.node.name)}"
    for field in (*(field.name for field in each.node.shown), "synthetic", "quality"):
        value = each.properties.get(field)
        if value is not None and value != []:
            yield _data(field, values.spelled(value))
    yield "</node>\n"
    for relation, keys in zip(carried(each.node), each.references, strict=True):
        [step] = relation.steps
        for key in keys:
            yield _edge(name, f"{step.label}/{key}", step.type)
    for document, locator, quote in each.sources:
        yield _edge(name, f"Document/{document}", "CITED_IN", locator=locator, quote=quote)


def _edge(source: str, target: str, type: str, **said: str | None) -> str:
    data = "".join(_data(f"e_{key}", text) for key, text in {"label": type, **said}.items() if text)
    return f"<edge source={_attribute(source)} target={_attribute(target)} label={_attribute(type)}>{data}</edge>\n"


def _data(key: str, text: str) -> str:
    return f'<data key="{key}">{escape(_plain(text))}</data>'


def _attribute(text: str) -> str:
    return quoteattr(_plain(text))


def _plain(text: str) -> str:
    """Without the characters that no XML may hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
