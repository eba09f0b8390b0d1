"""The model on one picture, derived from graph/domain.py: a line across for each node type, one down for each type that others lead to.

A disc where they cross is a relation that a row of the table carries: full where each row has it, hollow where a row may have it, in a
ring where it may lead to several.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from graph.domain import MODEL
from graph.model import NodeType, Relation

LEFT, TOP, ROW, COLUMN, RIGHT = 222, 64, 30, 106, 14
FONT = "ui-sans-serif, system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
STYLE = """
.ground { fill: #ffffff } .name { fill: #1a1f24 } .quiet { fill: #566069 } .fact { fill: #a3261d } .entity { fill: #0b5a86 }
.across { stroke: #dde1e5 } .down { stroke: #9db8c9 } .disc { fill: #0b5a86; stroke: #0b5a86 } .hollow { fill: #ffffff }
.label { stroke: #ffffff; stroke-width: 3px; paint-order: stroke }
@media (prefers-color-scheme: dark) {
.ground { fill: #14171a } .name { fill: #e8ebed } .quiet { fill: #a3adb5 } .fact { fill: #ff9d92 } .entity { fill: #7cc4ee }
.across { stroke: #333a41 } .down { stroke: #48606f } .disc { fill: #7cc4ee; stroke: #7cc4ee } .hollow { fill: #14171a } .label { stroke: #14171a }
}
"""


def carried(node: NodeType) -> list[Relation]:
    """The relations that a row of the type's table carries."""
    return [relation for relation in node.relations if relation.carried]


def targets() -> list[NodeType]:
    """The types that others lead to, in the model's order."""
    names = {relation.target for node in MODEL for relation in carried(node)}
    return [node for node in MODEL if node.name in names]


def drawn() -> str:
    """The picture as SVG."""
    columns = targets()
    rows = sorted(MODEL, key=lambda node: node.fact)
    width, height = LEFT + COLUMN * len(columns) + RIGHT, TOP + ROW * len(rows) + 62
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="{FONT}" font-size="12" role="img">',
        f"<title>Wuye's model: {len(rows)} node types and what they lead to · 物业图谱的模型</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{width}" height="{height}"/>',
        *(line for place, node in enumerate(columns) for line in column(place, node, TOP + ROW * len(rows) - 8)),
        *(line for place, node in enumerate(rows) for line in row(place, node, columns, width)),
        *legend(TOP + ROW * len(rows) + 18),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def column(place: int, node: NodeType, bottom: int) -> Iterator[str]:
    """The line down of a type."""
    x = LEFT + COLUMN * place + COLUMN // 2
    kind = "fact" if node.fact else "entity"
    yield f'<path class="down" d="M{x} {TOP - 14}V{bottom}" stroke-width="2"/>'
    yield f'<text class="{kind}" x="{x}" y="22" text-anchor="middle" font-weight="600">{node.name}</text>'
    yield f'<text class="quiet" x="{x}" y="40" text-anchor="middle">{escape(node.zh)}</text>'


def row(place: int, node: NodeType, columns: list[NodeType], width: int) -> Iterator[str]:
    """The line across of a type: its name, and its relations."""
    y = TOP + ROW * place + 8
    kind = "fact" if node.fact else "entity"
    period = " ↔" if node.period else ""
    yield f'<path class="across" d="M14 {y + 13}H{width - RIGHT}"/>'
    yield f'<text x="14" y="{y + 4}"><tspan class="{kind}" font-weight="600">{node.name}</tspan> <tspan class="quiet">{escape(node.zh)}{period}</tspan></text>'
    for target in columns:
        yield from discs(LEFT + COLUMN * columns.index(target) + COLUMN // 2, y, node, target)


def discs(middle: int, y: int, node: NodeType, target: NodeType) -> Iterator[str]:
    """The relations from one type to another, side by side."""
    found = [relation for relation in carried(node) if relation.target == target.name]
    for place, relation in enumerate(found):
        x = middle + 44 * place - 22 * (len(found) - 1)
        if relation.many:
            yield f'<circle class="disc hollow" cx="{x}" cy="{y - 3}" r="7" stroke-width="1.5"/>'
        hollow = "" if relation.required or relation.many else " hollow"
        yield f'<circle class="disc{hollow}" cx="{x}" cy="{y - 3}" r="4" stroke-width="1.5"><title>{node.name}.{relation.name}</title></circle>'
        yield f'<text class="quiet label" x="{x}" y="{y + 11}" text-anchor="middle" font-size="9">{relation.name}</text>'


def legend(y: int) -> Iterator[str]:
    """What the signs mean."""
    yield f'<text class="name" x="14" y="{y}"><tspan class="entity">Entity 主体</tspan> · <tspan class="fact">fact 事实</tspan>, ↔ with a period 有期间 · ● each row leads there 必有 · ○ may 可有 · ◎ to several 可多个</text>'
    yield f'<text class="quiet" x="14" y="{y + 20}">Every node has its history, each fact its sources (documents, with file and row). 每个节点有变更历史,每项事实有出处。</text>'
