"""Workbooks (XLSX, XLS, XLSB, ODS): each sheet as rows numbered as the spreadsheet shows them.

A cell merged downwards says the same of each of its rows, as it does to a reader; a cell merged to the right speaks for its first
column. Calamine holds one sheet at a time in memory, of which a workbook has at most 1,048,576 rows. It gives a cell in error
(#DIV/0!) as an empty one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, load_workbook

from loaders.formats import Content, Row, content
from loaders.opening import File, Position, Unreadable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def sheets(file: File) -> list[Content]:
    """The sheets that hold anything."""
    form = file.name.suffix[1:].lower()
    with _opened(file) as book:
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    found = [content(name, name, partial(_read, file, name), form) for name in names]
    filled = [each for each in found if each.head]
    if not filled:
        raise Unreadable("is empty; a header row is wanted.")
    return filled


@contextmanager
def _opened(file: File) -> Iterator[CalamineWorkbook]:
    whole = file.whole()
    try:
        with load_workbook(whole) as book:
            yield book
    except PasswordError:
        raise Unreadable("is locked by a password; save it without one.") from None
    except (CalamineError, ValueError) as error:
        raise Unreadable(f"is no workbook that could be read ({error}); save it as XLSX again, or as CSV.") from None


def _read(file: File, name: str, position: Position) -> Iterator[Row]:
    with file.path.open("rb") as raw:
        position.raw = raw
        with _opened(file) as book:
            sheet = book.get_sheet_by_name(name)
        size, total = file.path.stat().st_size, max(1, sheet.total_height)
        for number, cells in _rows(sheet):
            if number % 1_000 == 0:
                raw.seek(size * min(number, total) // total)
            yield number, cells


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows that hold anything of their own, merged cells filled downwards."""
    if sheet.start is None:
        return
    left = sheet.start[1]
    merged: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, column), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top and column >= left:
            merged[top].append((column - left, bottom))
    filling: dict[int, tuple[object, int]] = {}
    for place, row in enumerate(sheet.iter_rows()):
        cells: list[object] = list(row)
        filled = any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in cells)
        for column, (value, bottom) in list(filling.items()):
            if place > bottom:
                del filling[column]
            elif column < len(cells) and cells[column] == "":
                cells[column] = value
        for column, bottom in merged.get(place, ()):
            if column < len(cells):
                filling[column] = (cells[column], bottom)
        if filled:
            yield place + 1, cells
