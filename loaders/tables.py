"""The input tables, derived from the domain: which column feeds which field or relation, and in which order tables are loaded."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as unhashed
from functools import cached_property

from graph.domain import MODEL
from graph.model import Enumeration, Field, NodeType, Relation, Scalar
from graph.values import UNITS
from graph.versions import carried

DOCUMENT_ID = "source_document_id"
LOCATOR = "source_locator"
QUOTE = "source_quote"
SYNTHETIC = "synthetic"
REGISTER_COLUMN = "enterprise_id"
DOCUMENT_LINKS = "document_links"
#: The word of the `level` column that makes a row of party_organizations a PartyBranch.
BRANCH_LEVEL = "COMMUNITY_BRANCH"


@dataclass(frozen=True)
class Column:
    """A column of a table; at most one of `field` and `target` is given, neither for the locator and the quote."""

    name: str
    aliases: tuple[str, ...] = ()
    field: Field | None = None
    target: str = ""  # the node type whose key it holds
    many: bool = False
    required: bool = False

    @property
    def headings(self) -> str:
        """How it may be headed: "kind (类型)"."""
        return f"{self.name} ({self.aliases[0]})" if self.aliases else self.name

    @property
    def personal(self) -> bool:
        """Its values stand in no report."""
        return self.field is not None and self.field.personal


@dataclass(frozen=True)
class Header:
    """A file's header row, understood: where each column stands, and what is no column of the table.

    `units`: of a column whose heading names a unit, 报价(万元), what one of it is in the column's own; `odd`: the headings
    that name a unit which is not known there.
    """

    places: Mapping[str, int]
    unknown: tuple[str, ...]
    doubled: tuple[str, ...]
    units: Mapping[str, int | float] = unhashed(default_factory=dict)
    odd: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """An input table: its columns, and the node types that its rows become (none: links between documents)."""

    name: str
    zh: str
    types: tuple[NodeType, ...]
    columns: tuple[Column, ...]

    @cached_property
    def references(self) -> tuple[Column, ...]:
        """The columns that hold other rows' keys, the source document last."""
        return tuple(column for column in self.columns if column.target)

    @property
    def key_column(self) -> str:
        """The column that identifies a row."""
        return next((c.name for c in self.columns if c.required), "") if self.name != "enterprises" else "uscc"

    @cached_property
    def targets(self) -> frozenset[str]:
        """The tables that its rows refer to."""
        return frozenset(MODEL[column.target].table for column in self.references)

    @cached_property
    def carries(self) -> Mapping[str, tuple[int, ...]]:
        """Label → for each of its carried relations, the place of its column among `references`."""
        at = {column.name: place for place, column in enumerate(self.references)}
        return {node.name: tuple(at[relation.column] for relation in carried(node)) for node in self.types}

    def understand(self, header: Sequence[object]) -> Header:
        """Find the columns in a header row; one that begins with `_` is the loader's own and passed over."""
        places: dict[str, int] = {}
        unknown: list[str] = []
        doubled: list[str] = []
        units: dict[str, int | float] = {}
        odd: list[str] = []
        for place, cell in enumerate(header):
            text = str(cell or "").strip()
            column = self._named(text)
            if column in places:
                doubled.append(column)
            elif column:
                places[column] = place
                known = self._units.get(column)
                if known and (unit := unit_in(text)):
                    units[column] = known.get(unit.casefold(), 1)
                    odd += [text] if unit.casefold() not in known else []
            elif text and not text.startswith("_"):
                unknown.append(text)
        return Header(places, tuple(unknown), tuple(doubled), units, tuple(odd))

    @cached_property
    def _units(self) -> Mapping[str, Mapping[str, int | float]]:
        """Column → the units that its heading may name."""
        return {c.name: UNITS[c.field.unit] for c in self.columns if c.field is not None and c.field.unit}

    def nearest(self, text: str, places: Mapping[str, int]) -> str:
        """The column that a heading which names none may mean, of those that have no place yet; "" where none is near.

        >>> TABLES["enterprises"].nearest("企业类型", {}), TABLES["enterprises"].nearest("备注", {})
        ('kind (类型)', '')
        """
        spellings = {form: name for form, name in self._names.items() if name not in places}
        near = difflib.get_close_matches(plain(text), spellings, n=1)
        return f"{spellings[near[0]]} ({near[0]})" if near else ""

    def _named(self, text: str) -> str:
        """The column meant by a header cell, "" when none is."""
        for form in (plain(text), plain(_BRACKETS.sub("", text)), plain(_BRACKETED.sub("", text))):
            if form in self._names:
                return self._names[form]
        return ""

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Every spelling of a header, an alias that two columns would share left out."""
        names = {plain(column.name): column.name for column in self.columns}
        own = [column.aliases[:1] for column in self.columns]
        further = [column.aliases[1:] for column in self.columns]
        for rank in (own, further):
            claimed: dict[str, set[str]] = {}
            for column, aliases in zip(self.columns, rank, strict=True):
                for alias in aliases:
                    claimed.setdefault(plain(alias), set()).add(column.name)
            names = {alias: min(owners) for alias, owners in claimed.items() if len(owners) == 1} | names
        return names


_BRACKETS = re.compile(r"[()（）\[\]［］【】]")
_BRACKETED = re.compile(r"[(（\[［【].*?[)）\]］】]")
_IGNORED = re.compile(r"[\s_\-\ufeff]+")


def unit_in(text: str) -> str:
    """The unit that a header names in brackets, "" when it names none.

    >>> unit_in("报价（万元）"), unit_in("报价")
    ('万元', '')
    """
    found = _BRACKETED.search(text)
    return unicodedata.normalize("NFKC", found[0][1:-1]).strip() if found else ""


def plain(text: str) -> str:
    """A header without what does not matter: case, spaces, the width of its brackets.

    >>> plain("Community ID"), plain("建筑面积（㎡）")
    ('communityid', '建筑面积(m2)')
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())


COMMON = (
    Column(
        SYNTHETIC,
        ("合成数据",),
        field=Field("synthetic", Scalar.BOOLEAN, "合成数据", "True: made, not registered.", required=True),
    ),
    Column(LOCATOR, ("来源出处",)),
    Column(QUOTE, ("来源原文",)),
    Column(DOCUMENT_ID, ("来源文件编号",), target="Document"),
)


def _columns(types: Sequence[NodeType]) -> tuple[Column, ...]:
    found: dict[str, Column] = {}
    for node in types:
        for field in node.fields:
            if field.header:
                name = node.column or field.header if field.name == node.key else field.header
                found.setdefault(name, _of_field(name, field))
        for relation in carried(node):
            found.setdefault(relation.column, _of_relation(relation))
    if len(types) > 1:
        found["level"] = _of_field("level", party_level(types))
    return (*found.values(), *COMMON)


def _of_field(name: str, field: Field) -> Column:
    # A required yes-or-no has "no" for its default, and the enterprise's key comes from either of two columns.
    required = field.required and field.type is not Scalar.BOOLEAN and name != REGISTER_COLUMN
    return Column(name, (field.zh,), field=field, many=field.many, required=required)


def _of_relation(relation: Relation) -> Column:
    target = MODEL[relation.target]
    keys = [target.field(name).zh for name in (target.key, *target.unique)]
    return Column(
        relation.column,
        tuple(dict.fromkeys((relation.alias or relation.zh, relation.zh, *keys))),
        target=relation.target,
        many=relation.many,
        required=relation.required,
    )


def key_column(node: NodeType) -> str:
    """The column that holds a type's key.

    >>> from graph.domain import MODEL
    >>> key_column(MODEL["Sanction"]), key_column(MODEL["Enterprise"])
    ('sanction_id', 'enterprise_id')
    """
    return node.column or node.field(node.key).header or ""


def party_level(types: Sequence[NodeType]) -> Field:
    """The column that says which of several types a row of one table is: the levels above, and that of the branch."""
    [(level, enumeration)] = [
        (field, field.type)
        for node in types
        for field in node.fields
        if field.name == "level" and isinstance(field.type, Enumeration)
    ]
    [branch] = [node for node in types if "level" not in node.members]
    words = {**enumeration.words, BRANCH_LEVEL: branch.zh}
    return Field(
        "level", Enumeration("PartyLevel", enumeration.zh, enumeration.en, words), level.zh, level.en, required=True
    )


def link_kinds() -> Mapping[str, str]:
    """The kinds of document_links: relationship type → Chinese word."""
    return {
        relation.steps[0].type: relation.zh
        for relation in MODEL["Document"].relations
        if not relation.carried and relation.target == "Document" and relation.steps[0].out
    }


def _links() -> Table:
    kind = Enumeration("DocumentLinkKind", "文件关系", "How two documents are linked.", link_kinds())
    return Table(
        DOCUMENT_LINKS,
        "文件关系",
        (),
        (
            Column("from_id", ("文件", "文件编号"), target="Document", required=True),
            Column("to_id", ("所指文件", "所指文件编号"), target="Document", required=True),
            Column(
                "kind",
                ("文件关系",),
                field=Field("kind", kind, "文件关系", "How they are linked.", required=True),
                required=True,
            ),
            *COMMON,
        ),
    )


def _tables() -> dict[str, Table]:
    types: dict[str, list[NodeType]] = {}
    for node in MODEL:
        types.setdefault(node.table, []).append(node)
    found = {
        name: Table(name, nodes[0].zh if len(nodes) == 1 else "党组织", tuple(nodes), _columns(nodes))
        for name, nodes in types.items()
    }
    return found | {DOCUMENT_LINKS: _links()}


#: Every table by name.
TABLES: Mapping[str, Table] = _tables()


def loading_order() -> tuple[Table, ...]:
    """The tables, each after those that it refers to.

    >>> names = [table.name for table in loading_order()]
    >>> names.index("documents") < names.index("regions") < names.index("enterprises") < names.index("credit_events")
    True
    """
    ordered: dict[str, Table] = {}
    while len(ordered) < len(TABLES):
        ready = [t for t in TABLES.values() if t.name not in ordered and t.targets <= {t.name, *ordered}]
        assert ready, "tables refer to each other in a circle"
        ordered |= {table.name: table for table in ready}
    return tuple(ordered.values())


def table_named(text: str) -> Table | None:
    """The table that a file, a sheet or a `_table` cell names, in English or Chinese.

    >>> table_named("Credit_Events").name, table_named("小区").name, table_named("cats")
    ('credit_events', 'communities', None)
    """
    form = plain(text)
    return next((table for table in TABLES.values() if form in (plain(table.name), plain(table.zh))), None)
