"""A neighbourhood or a path as SVG: the nodes in a column, what joins them as arcs beside it; readable at any width, no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from graph.domain import MODEL
from graph.model import Enumeration, Scalar

#: Pixels: of a row, of the column's left edge at least, of the whole.
ROW, LEFT, WIDTH = 26, 24, 460
#: Letters of a label that fit; one of Chinese is twice as wide.
LETTERS = 56
COLOURS = {True: "#b3261e", False: "#1f5f8b"}  # facts, entities: told apart by their shape as well
FONT = "ui-sans-serif, system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"


def fragments() -> str:
    """A fragment that reads the label of any record, derived from the model: its name or title, else its first word and day."""
    parts = []
    for type in MODEL:
        fields = [field for field in type.shown if field.name in ("name", "title")][:1]
        if not fields:
            words = [field for field in type.shown if isinstance(field.type, Enumeration)][:1]
            days = [field for field in type.shown if field.type is Scalar.DAY][:1]
            texts = [field for field in type.shown if field.name in ("statement", "summary")][:1]
            fields = [*texts, *words, *days]
        said = " ".join(f"label{place}: {field.name}" for place, field in enumerate(fields))
        # An alias of its own for each type: enums of different types may not share one.
        parts.append(f"... on {type.name} {{ {said.replace('label', type.name + '_')} }}")
    return "fragment label on Record { __typename id synthetic " + " ".join(parts) + " }"


def label(node: Mapping[str, Any]) -> str:
    """How a node read by `fragments` is called: its type in Chinese, and what its label reads.

    >>> label({"__typename": "Sanction", "id": "Sanction:1", "Sanction_0": "BID_RESTRICTION", "Sanction_1": "2022-01-01"})
    '惩戒 限制参与公开招投标 2022-01-01'
    """
    type = MODEL[node["__typename"]]
    values = [str(value) for key, value in node.items() if key.startswith(type.name + "_") and value is not None]
    return " ".join([type.zh, *map(word, values)])


def word(value: str) -> str:
    """An enum word in Chinese, any other text as it is."""
    return WORDS.get(value, value)


WORDS = {
    name: zh
    for type in MODEL
    for field in type.fields
    if isinstance(field.type, Enumeration)
    for name, zh in field.type.words.items()
}


def width(text: str) -> int:
    """How wide it is, in letters."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def short(text: str, most: int = LETTERS) -> str:
    """The text, cut where it is too wide.

    >>> short("咸宁市榆恒物业服务有限责任公司", 12)
    '咸宁市榆恒…'
    """
    if width(text) <= most:
        return text
    while width(text) > most - 2:
        text = text[:-1]
    return text + "…"


def draw(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, str]], title: str) -> str:
    """The picture: entities are squares, facts are circles, synthetic ones are outlined only."""
    places = {node["id"]: number for number, node in enumerate(nodes)}
    arcs = [(places[edge["from"]], places[edge["to"]], edge["type"]) for edge in edges]
    reach = max((abs(one - other) for one, other, _ in arcs), default=0)
    x, height = LEFT + 12 * min(reach, 12), ROW * len(nodes) + 12
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + x} {height}" width="{WIDTH + x}" height="{height}"'
        f' role="img" font-family="{FONT}" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH + x}" height="{height}" fill="#ffffff"/>',
    ]
    for one, other, type in sorted(arcs):
        top, bottom = sorted((middle(one), middle(other)))
        bow = x - 8 - min(x - 12, 12 * abs(one - other))
        said = f"{nodes[one]['id']} {type} {nodes[other]['id']}"
        lines.append(
            f'<path d="M{x} {top} C{bow} {top} {bow} {bottom} {x} {bottom}" fill="none" stroke="#8a8f98" stroke-width="1.2">'
            f"<title>{escape(said)}</title></path>"
        )
    for number, node in enumerate(nodes):
        fact, y = MODEL[node["__typename"]].fact, middle(number)
        colour = COLOURS[fact]
        fill = "#ffffff" if node["synthetic"] else colour
        shape = (
            f'<circle cx="{x}" cy="{y}" r="5.5"'
            if fact
            else f'<rect x="{x - 5.5}" y="{y - 5.5}" width="11" height="11"'
        )
        weight = ' font-weight="bold"' if number == 0 else ""
        lines.append(f'{shape} fill="{fill}" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="{x + 12}" y="{y + 4.5}" fill="#1b1f24"{weight}>{escape(short(label(node)))}</text>')
    return "\n".join([*lines, "</svg>", ""])


def middle(number: int) -> int:
    """The height of a row's middle."""
    return 6 + ROW * number + ROW // 2
