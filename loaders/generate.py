"""The synthetic data set: the letter's totals at scale 1, every row labelled, a function of its scale and seed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from loaders.synthetic import papers
from loaders.synthetic.block import Block, Taken, taken_by_seeds
from loaders.synthetic.columns import COLUMNS
from loaders.synthetic.firms import FIRMS, LATER
from loaders.synthetic.names import MAX_FIRMS, check_digit

__all__ = ["COLUMNS", "MAX_SCALE", "bulletin", "check_digit", "planted", "tables", "write"]

#: Beyond it the made credit codes run out.
MAX_SCALE = MAX_FIRMS // (FIRMS + len(LATER))
#: Up to this scale the blocks are kept from one table to the next; beyond it each is made again.
_KEPT = 8


def tables(
    scale: int = 1, seed: int = 1, *, complement: bool = False
) -> Iterator[tuple[str, Iterator[dict[str, str]]]]:
    """Each table's name and its rows, as cells by column name.

    With `complement` what the letter's tables hold is left out, so that both together have the letter's totals.
    """
    blocks: Iterable[Block] = _blocks(scale, seed, complement)
    if scale <= _KEPT:
        blocks = list(blocks)
    for table, columns in COLUMNS.items():
        yield table, _as_cells(columns, _table(table, blocks, scale, complement))
        if scale > _KEPT:
            blocks = _blocks(scale, seed, complement)


def write(
    folder: Path,
    scale: int = 1,
    seed: int = 1,
    *,
    complement: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> dict[str, int]:
    """Write one CSV file a table into the folder, block by block; the number of rows by table.

    `on_progress` hears how many of how many blocks are written.
    """
    blocks = _blocks(scale, seed, complement)
    counts = dict.fromkeys(COLUMNS, 0)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {}
        for table, columns in COLUMNS.items():
            file = stack.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            writers[table] = csv.writer(file, lineterminator="\n")
            writers[table].writerow(columns)
        for block in blocks:
            for table in COLUMNS:
                rows = list(_labelled(table, block, scale, complement))
                writers[table].writerows(rows)
                counts[table] += len(rows)
            if on_progress:
                on_progress(block.number + 1, scale)
    return counts


def planted(scale: int = 1, seed: int = 1, *, complement: bool = False) -> dict[str, list[dict[str, str]]]:
    """The patterns that were planted, by name: what a question about them must find, and what it must not, the bulletin's too.

    >>> len(planted()["barred_winners"]), len(planted()["innocent_ended"])
    (11, 2)
    """
    found: dict[str, list[dict[str, str]]] = {}
    for block in _blocks(scale, seed, complement):
        for pattern, cases in block.planted().items():
            found.setdefault(pattern, []).extend(cases)
    return found | papers.bulletin_cases()


def bulletin(scale: int = 1) -> dict[str, list[dict[str, str]]]:
    """The tables of a document beside the set, of whose claims the set's registers contradict two.

    It is no part of the set, where everything that is claimed holds.

    >>> [len(rows) for rows in bulletin().values()]
    [1, 6]
    """
    made: dict[str, list[dict[str, str]]] = {}
    for table, row in papers.bulletin_rows(scale):
        made.setdefault(table, []).append(dict(zip(COLUMNS[table], row, strict=True)))
    return made


def _blocks(scale: int, seed: int, complement: bool) -> Iterator[Block]:
    if not 1 <= scale <= MAX_SCALE:
        raise ValueError(f"The scale is {scale}; a whole number from 1 to {MAX_SCALE} is wanted.")
    taken = taken_by_seeds() if complement else Taken()
    return (Block(seed, number, taken) for number in range(scale))


def _table(table: str, blocks: Iterable[Block], scale: int, complement: bool) -> Iterator[tuple[str, ...]]:
    for block in blocks:
        yield from _labelled(table, block, scale, complement)


def _labelled(table: str, block: Block, scale: int, complement: bool) -> Iterator[tuple[str, ...]]:
    """The rows of a table with their source, a register, and the label that they are made."""
    register, volume = papers.register(table), f"第{block.number + 1}册"
    for number, row in enumerate(_bare(table, block, scale, complement), start=1):
        yield *row, register, f"{volume}第{number}条", "true"


def _bare(table: str, block: Block, scale: int, complement: bool) -> Iterator[tuple[str, ...]]:
    if table == "claims":
        return papers.claim_rows(scale) if block.number == 0 and not complement else iter(())
    if table == "coverage":
        return papers.coverage_rows() if block.number == 0 else iter(())
    return block.rows(table, totals=not complement)


def _as_cells(columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[dict[str, str]]:
    return (dict(zip(columns, row, strict=True)) for row in rows)
