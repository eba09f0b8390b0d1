"""Rows into a file as they come: CSV and XLSX for spreadsheets, a JSON value a line for programs; memory does not grow with the rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Protocol

import orjson

from api.sheet import flat, text
from graph.errors import BadInput
from graph.values import shielded

#: What Excel takes: rows in a sheet, its header among them, and characters in a cell.
XLSX_ROWS, XLSX_CELL = 1_048_576, 32_767
#: The largest whole number that a spreadsheet holds exactly.
EXACT = 2**53


class Format(Protocol):
    """Writes rows to a binary file: made with the columns and the instant that the file is of, ended by `finish`."""

    def __init__(self, file: BinaryIO, columns: Sequence[str], moment: datetime) -> None: ...

    def row(self, row: Any) -> None: ...

    def finish(self) -> None: ...

    def close(self) -> None:
        """Let go of what it holds, finished or not."""


class CSV:
    """CSV in UTF-8; a cell that a spreadsheet would run as a formula gets an apostrophe, which a load takes off again.

    >>> file = io.BytesIO()
    >>> made = CSV(file, ["name", "of"], datetime.min)
    >>> made.row({"name": "=1+1", "of": ["a", "b"]}); made.finish()
    >>> file.getvalue()
    b"name,of\\n'=1+1,a; b\\n"
    """

    def __init__(self, file: BinaryIO, columns: Sequence[str], moment: datetime) -> None:
        self._columns = columns
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(columns)

    def row(self, row: Any) -> None:
        cells = dict(flat(row))
        self._writer.writerow([shielded(text(cells.get(name))) for name in self._columns])

    def finish(self) -> None:
        self._text.flush()

    def close(self) -> None:
        self._text.detach()


class NDJSON:
    """A JSON value a line, each row as it stands in the answer."""

    def __init__(self, file: BinaryIO, columns: Sequence[str], moment: datetime) -> None:
        self._file = file

    def row(self, row: Any) -> None:
        self._file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))

    def finish(self) -> None:
        """Every line is written."""

    def close(self) -> None:
        """It holds nothing."""


class XLSX:
    """A workbook: numbers as numbers, texts shielded as in CSV, never formulas or links; a sheet that is full is followed by another.

    Rows go to a temporary file one by one. Raises BadInput for a cell longer than Excel takes: none is cut.
    """

    def __init__(self, file: BinaryIO, columns: Sequence[str], moment: datetime) -> None:
        import xlsxwriter  # a twentieth of a second that only workbooks need

        self._folder = TemporaryDirectory()
        options = {
            "tmpdir": self._folder.name,
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        }
        self._book = xlsxwriter.Workbook(file, options)
        self._book.use_zip64()
        # The file is the same for the same instant, whenever it is written.
        self._book.set_properties({"created": moment.replace(tzinfo=None, microsecond=0)})
        self._columns = columns
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self._sheet, self._row = self._book.add_worksheet(), 1
        for place, name in enumerate(self._columns):
            self._sheet.write_string(0, place, shielded(name))

    def row(self, row: Any) -> None:
        if self._row == XLSX_ROWS:
            self._begin_sheet()
        cells = dict(flat(row))
        for place, name in enumerate(self._columns):
            match cells.get(name):
                case None | "":
                    pass
                case bool(cell):
                    self._sheet.write_boolean(self._row, place, cell)
                case int(cell) | float(cell) if abs(cell) <= EXACT:
                    self._sheet.write_number(self._row, place, cell)
                case cell:
                    said = shielded(str(cell))
                    if len(said) > XLSX_CELL:
                        raise BadInput(
                            f"A cell of {name} has {len(said):,} characters, and Excel takes {XLSX_CELL:,}: write .csv."
                        )
                    self._sheet.write_string(self._row, place, said)
        self._row += 1

    def finish(self) -> None:
        self._book.close()

    def close(self) -> None:
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()  # still open where the workbook was not finished
        self._folder.cleanup()


#: How an answer is written, by the ending of a file's name.
FORMATS: Mapping[str, type[Format]] = {"csv": CSV, "ndjson": NDJSON, "xlsx": XLSX}
#: Their media types.
TYPES = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
