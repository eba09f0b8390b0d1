"""How each file was understood, in words, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from loaders.read import Found, Source


def lines(found: Found) -> Iterator[str]:
    """For each table in each file: where its header row is, what each column means, what is missing."""
    for source in found.sources:
        yield from _source(source)
        yield ""


def _source(source: Source) -> Iterator[str]:
    mapping = f", by the mapping {source.mapping}" if source.mapping else ""
    header = f", its header in row {source.header_row}" if source.header_row else ""
    yield f"{source.where}: {source.table.name} {source.table.zh} ({source.content.form}{header}{mapping})"
    pairs = list(_pairs(source))
    wide = max((cell_len(left) for left, _ in pairs), default=0)
    for left, right in pairs:
        yield f"  {left}{' ' * (wide - cell_len(left))} → {right}"
    places = source.understood.places
    missing = [column.headings for column in source.table.columns if column.required and column.name not in places]
    if missing:
        yield f"  required, and fed by nothing: {', '.join(missing)}"


def _pairs(source: Source) -> Iterator[tuple[str, str]]:
    """What the file says → what it was taken for."""
    understood = source.understood
    columns = {column.name: column for column in source.table.columns}

    def meant(name: str) -> str:
        target = columns[name].target
        unit = understood.units.get(name, 1)
        return name + (f" (a key of {target})" if target else "") + (f", times {unit:g}" if unit != 1 else "")

    if source.mapped is not None:
        yield from ((words, meant(name)) for name, words in source.mapped.told().items())
        return
    at = {place: name for name, place in understood.places.items()}
    for place, text in enumerate(source.header):
        if text:
            near = "" if place in at else source.table.nearest(text, understood.places)
            perhaps = f"; {near} perhaps?" if near else ""
            yield text, meant(at[place]) if place in at else f"nothing: it is not loaded{perhaps}"
