"""Row → candidate or fault: every cell read by its column's type, every rule of the contract that needs no other row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from graph import values
from graph.claims import MEASURES
from graph.domain import MODEL
from graph.model import Enumeration, Field, NodeType, Period, Scalar, snake
from graph.values import PartialDate
from graph.write import REGISTER_ID, Citation, digest
from loaders.formats import Broken, Cells
from loaders.tables import BRANCH_LEVEL, DOCUMENT_ID, LOCATOR, QUOTE, REGISTER_COLUMN, Column, Header, Table

Reader = Callable[[str], object]
V = TypeVar("V")

#: What a field of that name may hold at least and at most, and why.
LIMITS: Mapping[str, tuple[float, float, str]] = {
    "share": (0, 1, "a share is a fraction, 0.51 for 51 %"),
    "longitude": (-180, 180, "degrees east are meant"),
    "latitude": (-90, 90, "degrees north are meant"),
    "builtYear": (1000, 9999, "a year has four digits"),
    "year": (1000, 9999, "a year has four digits"),
    "points": (float("-inf"), float("inf"), ""),
    "value": (float("-inf"), float("inf"), ""),
}
#: Cells of a column whose values are kept at hand.
KNOWN = 20_000
#: Counts, areas and sums of money.
NOT_NEGATIVE = (0.0, float("inf"), "less than nothing cannot be meant")


@dataclass(frozen=True)
class Fault:
    """Why a row is rejected: the first column at fault, its value as it may be shown, and one sentence."""

    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Candidate:
    """A row that is right in itself; `references` holds keys for each of its table's reference columns."""

    number: int
    cells: Cells
    label: str
    key: str
    properties: dict[str, object]
    references: list[list[str]]
    citation: Citation | None
    digest: int = 0
    place: str = ""  # where the row stands, for a row whose source is the file: no part of what it says
    origin: tuple[int, str | None] | None = None  # its file's place in the load, its sheet: no part of it, either
    adopts: str = ""  # the key under which the graph has this enterprise so far

    def sum(self) -> int:
        """The digest of all that the row says, its references included, whose order says nothing."""
        if not self.label:
            return digest(self.key)
        references = [sorted(keys) if len(keys) > 1 else keys for keys in self.references]
        return digest([self.label, self.properties, references, self.citation])


class Checker:
    """The rules for one table in one file, made once from its header row; `check` applies them to a row.

    `document` is the source of rows that name none, which then stand at `place`: the file, as that document has it.
    `origin`: the file's place among those of the load, and its sheet.
    """

    def __init__(
        self,
        table: Table,
        width: int,
        header: Header,
        *,
        document: str = "",
        place: str = "",
        origin: tuple[int, str | None] | None = None,
    ) -> None:
        places = header.places
        self._table = table
        self._width = width
        self._document = document
        self._place = place
        self._origin = origin
        self._fields = [
            (
                places[column.name],
                column,
                column.field.name,
                read := _reader(column, column.field, header.units.get(column.name, 1)),
                _Known(read) if _repeats(column.field) else None,
            )
            for column in table.columns
            if column.field and column.name in places
        ]
        self._references = [
            (place, places[column.name], column, read := _key_reader(column.target), _Known(read))
            for place, column in enumerate(table.references)
            if column.name in places
        ]
        self._required = [
            (column, places.get(column.name), -1, column.field.name)
            if column.field
            else (column, places.get(column.name), table.references.index(column), "")
            for column in table.columns
            if column.required
        ]
        self._defaults = [
            column.field.name
            for column in table.columns
            if column.field and column.field.required and column.field.type is Scalar.BOOLEAN
        ]
        self._locator = places.get(LOCATOR)
        self._quote = places.get(QUOTE)
        self._periods = {node.name: _periods(node) for node in table.types}
        sayable = range(len(table.references) - 1)
        self._strays = {label: tuple(set(sayable) - set(carried)) for label, carried in table.carries.items()}

    def check(self, number: int, cells: Cells | Broken) -> Candidate | Fault:
        """The row's candidate, or what is wrong with it."""
        if isinstance(cells, Broken):
            return Fault("", "", f"The row {cells.reason}.")
        if len(cells) != self._width and (len(cells) < self._width or any(cells[self._width :])):
            return Fault(
                "", "", f"The row has {len(cells)} cells where the header row has {self._width}; is a separator amiss?"
            )
        faults: list[Fault] = []
        notes: list[str] = []
        properties = self._read_fields(cells, faults, notes)
        references = self._read_references(cells, faults)
        self._require(cells, properties, references, faults)
        if faults:
            return _told(faults)
        label = self._label(properties)
        key, fault = self._identify(label, properties, notes)
        if periods := self._periods.get(label):
            fault = fault or _ends_before(periods, properties, notes)
        if label == "Judgement":
            fault = fault or self._judged(properties, references)
        if fault:
            return fault
        if strays := self._strays.get(label):
            self._note_strays(label, strays, references, notes)
        place = f"{self._place}, row {number}" if self._document and not references[-1] else ""
        citation = self._cite(cells, references, notes)
        properties["quality"] = notes
        if not self._table.types:
            key = "\0".join((str(properties["kind"]), references[0][0], references[1][0]))
        return Candidate(number, cells, label, key, properties, references, citation, place=place, origin=self._origin)

    def _read_fields(self, cells: Cells, faults: list[Fault], notes: list[str]) -> dict[str, object]:
        properties: dict[str, object] = {}
        for place, column, name, read, known in self._fields:
            cell = cells[place]
            try:
                if known is not None and isinstance(cell, str):
                    if (value := known[cell]) is not None:
                        properties[name] = value
                    continue
                text = cell.strip() if isinstance(cell, str) else _text(cell, read)
                if text:
                    properties[name] = read(text)
            except PartialDate as error:
                if column.field is None or column.field.exact:
                    faults.append(_fault(column, cell, error))
                else:
                    notes.append(f"{name}: {values.spelled(cell).strip()} (partial date)")
            except ValueError as error:
                faults.append(_fault(column, cell, error))
        return properties

    def _read_references(self, cells: Cells, faults: list[Fault]) -> list[list[str]]:
        references: list[list[str]] = [[] for _ in self._table.references]
        for place, at, column, read, known in self._references:
            cell = cells[at]
            try:
                if isinstance(cell, str) and not column.many:
                    if (key := known[cell]) is not None:
                        references[place] = [key]
                    continue
                text = cell.strip() if isinstance(cell, str) else _text(cell, read)
                if text:
                    references[place] = [read(part) for part in values.items(text)] if column.many else [read(text)]
            except ValueError as error:
                faults.append(_fault(column, cell, error))
        return references

    def _require(
        self, cells: Cells, properties: dict[str, object], references: list[list[str]], faults: list[Fault]
    ) -> None:
        """Note what is missing, and give a required yes-or-no its default."""
        for column, place, at, name in self._required:
            given = name in properties if name else references[at]
            if not given and (place is None or not values.spelled(cells[place]).strip(" \t;；")):
                faults.append(Fault(column.name, "", f"{column.name} is required and empty; fill it in."))
        for name in self._defaults:
            properties.setdefault(name, False)

    def _label(self, properties: dict[str, object]) -> str:
        types = self._table.types
        if len(types) < 2:
            return types[0].name if types else ""
        branch = properties["level"] == BRANCH_LEVEL
        if branch:
            del properties["level"]
        return next(node.name for node in types if branch != ("level" in node.members))

    def _identify(self, label: str, properties: dict[str, object], notes: list[str]) -> tuple[str, Fault | None]:
        """The row's key; an enterprise's is its credit code where there is one."""
        if label != "Enterprise":
            return (str(properties[MODEL[label].key]) if label else ""), None
        code, register = properties.get("uscc"), properties.get("enterpriseId")
        if code is None and register is None:
            return "", Fault(
                "uscc", "", f"uscc is empty, which it may be only where {REGISTER_COLUMN} is given; give either."
            )
        if code is not None:
            notes += values.credit_code_flaws(str(code))
            if register not in (None, code):
                properties[REGISTER_ID] = register
        properties["enterpriseId"] = key = str(code or register)
        return key, None

    def _judged(self, properties: dict[str, object], references: list[list[str]]) -> Fault | None:
        """A judgement is of one: a name, or an enterprise that is not the one it is compared with."""
        named = {column.name: keys for column, keys in zip(self._table.references, references, strict=True)}
        left, right = named["left_uscc"], named["right_uscc"]
        if bool(left) == ("name" in properties):
            return Fault("left_uscc", "", "Either left_uscc, an enterprise, or name, as written somewhere, is judged; give one of them.")  # fmt: skip
        if left == right:
            return Fault("right_uscc", right[0], "right_uscc is left_uscc; judge two enterprises, or a name.")
        return None

    def _note_strays(self, label: str, strays: Sequence[int], references: list[list[str]], notes: list[str]) -> None:
        """What a row says that its type does not carry: the community of a party committee."""
        for place in strays:
            if references[place]:
                notes.append(
                    f"{self._table.references[place].name}: {';'.join(references[place])} (not said of a {label})"
                )

    def _cite(self, cells: Cells, references: list[list[str]], notes: list[str]) -> Citation | None:
        locator, quote = _words(cells, self._locator), _words(cells, self._quote)
        if self._document and not references[-1]:
            references[-1] = [self._document]
        documents = references[-1]
        if documents:
            return documents[0], locator or None, quote or None
        if locator or quote:
            # The quoted words stay out of a note that everybody may read.
            notes.append(f"source: {locator or 'a quote'} (no {DOCUMENT_ID})")
        return None


def _words(cells: Cells, place: int | None) -> str:
    """What a cell says, "" where there is no such column."""
    return values.unshielded(values.spelled(cells[place]).strip()) if place is not None else ""


def mask(text: str) -> str:
    """Personal data as a report shows it: how long it is, and no more.

    >>> mask("421202198001011234")
    '******************'
    """
    return "*" * len(text)


def _fault(column: Column, cell: object, error: ValueError) -> Fault:
    text = values.spelled(cell).strip()
    return Fault(column.name, mask(text) if column.personal else text[:200], f"{column.name} {error}.")


def _told(faults: Sequence[Fault]) -> Fault:
    """One fault that names the columns of the others too."""
    first = faults[0]
    others = ", ".join(dict.fromkeys(fault.column for fault in faults[1:]))
    return Fault(first.column, first.value, f"{first.reason} Also wrong: {others}." if others else first.reason)


# --------------------------------------------------------------------------------------------------------------- readers


def _text(cell: object, read: Reader) -> str:
    """A cell that is no text; a code in a number cell has lost its digits' form, and is not guessed."""
    if read in _CODES and isinstance(cell, int | float) and not isinstance(cell, bool):
        raise ValueError(values.LOST_DIGITS)
    return values.spelled(cell).strip()


def _repeats(field: Field) -> bool:
    """Do its columns say the same few things again and again?"""
    return not field.many and (isinstance(field.type, Enumeration) or field.type in (Scalar.BOOLEAN, Scalar.DAY))


class _Known(dict[str, V | None]):
    """Cell → what was read of it, None of an empty one: a column that repeats itself is read once. Forgets when there are many."""

    def __init__(self, read: Callable[[str], V]) -> None:
        self._read = read

    def __missing__(self, cell: str) -> V | None:
        text = cell.strip()
        value = self._read(text) if text else None
        if len(self) >= KNOWN:
            self.clear()
        self[cell] = value
        return value


_CODES: tuple[Reader, ...] = (values.credit_code, values.region_code, values.enterprise_key)


def _reader(column: Column, field: Field, times: float = 1) -> Reader:
    """How a field's cells are read; `times`: the unit that the column's heading names, in the field's own."""
    if field.many:
        return values.items
    if isinstance(field.type, Enumeration):
        return values.words(field.type)
    if field.name == "measure":
        return _measure
    if field.unit:
        return _limited(values.quantity(field.unit, times), *LIMITS.get(field.name, NOT_NEGATIVE))
    if field.type in (Scalar.INT, Scalar.FLOAT):
        return _limited(values.READERS[field.type], *LIMITS.get(field.name, NOT_NEGATIVE))
    return values.READERS.get(field.type) or _text_reader(column, field)


def _text_reader(column: Column, field: Field) -> Reader:
    if column.name == "code":
        return values.region_code
    if column.name == "uscc":
        return values.credit_code
    if column.name == REGISTER_COLUMN:
        return values.enterprise_key
    if field.personal or any(field.name == node.key for node in MODEL):
        return values.identifier
    return values.indexed if field.indexed else values.unshielded


def _key_reader(target: str) -> Callable[[str], str]:
    return {"Region": values.region_code, "Enterprise": values.enterprise_key}.get(target, values.identifier)


def _limited(read: Reader, low: float, high: float, why: str) -> Reader:
    def limited(text: str) -> object:
        found = read(text)
        if not low <= found <= high:  # type: ignore[operator]
            raise ValueError(f"is out of range; {why}")
        return found

    return limited


_measure = values.words(Enumeration("Measure", "指标", "", {measure.name: measure.zh for measure in MEASURES}))


# --------------------------------------------------------------------------------------------------------------- periods


def _periods(node: NodeType) -> tuple[Period, ...]:
    """Its periods whose beginning is a day, and a claim's window."""
    found = [period for period in (node.period, node.exists) if period and _is_day(node, period.start)]
    if _is_day(node, "from") and _is_day(node, "to"):
        found.append(Period("from", "to"))
    return tuple(dict.fromkeys(found))


def _is_day(node: NodeType, name: str) -> bool:
    member = node.members.get(name)
    return isinstance(member, Field) and member.type is Scalar.DAY


def _ends_before(periods: Sequence[Period], properties: Mapping[str, object], notes: list[str]) -> Fault | None:
    """Reject an end before the beginning; a cut at or before it is possible, and means that it never was in force."""
    for period in periods:
        start = properties.get(period.start)
        end = properties.get(period.end) if period.end else None
        cut = properties.get(period.cut) if period.cut else None
        if isinstance(start, date) and isinstance(end, date) and end < start:
            column = snake(period.end or "")
            why = f"{column} is before {snake(period.start)}, {start}; a period ends on or after its beginning."
            return Fault(column, end.isoformat(), why)
        if isinstance(start, date) and isinstance(cut, date) and cut <= start:
            notes.append(f"{period.cut}: not after {period.start}, so that it never was in force")
        if end is not None and properties.get("permanent"):
            notes.append(f"permanent: true, and yet {period.end} is given")
    return None
