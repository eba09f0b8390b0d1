"""A file of names for `wuye match`: which column holds them, and which others help."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graph.errors import BadInput
from loaders.formats import FORMATS, Broken
from loaders.opening import BROKEN_FILE, File, Position

#: Headings of a column of names, and of the other columns that help, by what `match` calls them.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "企业名称", "单位名称", "名称"),
    "uscc": ("uscc", "统一社会信用代码", "信用代码"),
    "address": ("registered_address", "address", "注册地址", "地址"),
    "representative": ("legal_representative", "representative", "法定代表人"),
}


def read(file: Path, column: str = "", encoding: str | None = None) -> list[tuple[int, dict[str, str]]]:
    """The rows of a file that name something: their numbers, and what `match` is asked; raises BadInput where it has no column of names."""
    opener = FORMATS.get(File(file).name.suffix.lower())
    if opener is None:
        raise BadInput(f"{file}: no such format is read; name one of {', '.join(sorted(FORMATS))}.")
    try:
        [content, *_] = opener(File(file), encoding)
        rows = [(number, cells) for number, cells in content.rows(Position()) if not isinstance(cells, Broken)]
    except BROKEN_FILE as error:
        raise BadInput(f"{file} cannot be read: {error}") from None
    heads = [str(cell or "").strip() for cell in rows[0][1]] if rows else []
    places = placed(heads, column)
    if "name" not in places:
        raise BadInput(f"{file} has no column {column or 'name'}; name one of {', '.join(heads)} by --column.")
    found = []
    for number, cells in rows[1:]:
        texts = {name: str(cells[place] or "").strip() for name, place in places.items() if place < len(cells)}
        query = {name: text for name, text in texts.items() if text}
        if {"name", "uscc"} & set(query):
            found.append((number, query))
    return found


def placed(heads: list[str], column: str) -> dict[str, int]:
    """Where what `match` takes stands.

    >>> placed(["序号", "企业名称", "信用代码"], "")
    {'name': 1, 'uscc': 2}
    """
    plain = [head.casefold() for head in heads]
    words = {name: (column.casefold(),) if name == "name" and column else known for name, known in KNOWN.items()}
    return {name: plain.index(word) for name, known in words.items() for word in known[::-1] if word in plain}
