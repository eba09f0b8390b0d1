"""Pages: how a connection's rows are ordered, which of them a page holds, how many there are, and whether there are more."""

from __future__ import annotations

from abc import ABC
from collections.abc import Sequence
from dataclasses import replace

from graph.figures import Figures
from graph.model import NodeType, Relation, Step
from graph.pattern import (
    block,
    bracketed,
    ended,
    exists,
    where,
)
from graph.query import (
    Page,
    RelatedMeasure,
    Value,
    Winners,
)
from graph.sort import Key, computed_key, field_key, id_key, position, winners_order
from graph.source import Source


class Paging(Figures, ABC):
    """Writes the order and the bounds of pages."""

    def paged(self, page: Page, source: Source) -> tuple[list[str], list[Key]]:
        """The clauses that give a page's rows, one more than it shows, and its sort keys as they stand for this direction."""
        most = page.bounds.size.then(one_more)
        clauses, keys = self.counted(page, source, most) if by_count(page) else self.keyed(page, source)
        order = ", ".join(key.order for key in keys)
        skip = f" SKIP {self.parameter(page.bounds.offset)}" if page.bounds.offset is not None else ""
        return [
            *clauses,
            f"WITH {self.kept(source, keys)} ORDER BY {order}{skip} LIMIT {self.parameter(most)}",
        ], keys

    def keyed(self, page: Page, source: Source) -> tuple[list[str], list[Key]]:
        """The clauses up to the bounds that cursors set."""
        clauses = list(source.clauses)
        keys, made = self.order(page, source)
        if source.distinct or made:
            clauses.append(f"WITH {'DISTINCT ' if source.distinct else ''}{', '.join(source.kept)}{made}")
        bounds = self.bounds(page, keys)
        self.restrict(clauses, *(bounds or [self.in_order(source, keys)]))
        return clauses, directed(page, keys)

    def counted(self, page: Page, source: Source, most: Value) -> tuple[list[str], list[Key]]:
        """The same where the number of some related nodes comes first in the order: it is counted among those who have any.

        Those who have none stand together before or after all others, and are looked for only where the page reaches them. Neo4j
        may begin at the related nodes, which their condition may make few; a subquery for each row would leave it no choice.
        """
        first, further = page.order[0], replace(page, order=page.order[1:])
        assert isinstance(first.by, RelatedMeasure)
        node, number = source.node, self.variable("k")
        path, other, terms = self.measured_over(node, page.node, first.by, end=first.by.relation.target)
        later, made = self.order(further, source)
        keys = [computed_key(number, first, first.by.measure), *later]
        bounds, kept, row, held = (
            self.bounds(page, keys),
            self.kept(source, keys),
            self.variable("x"),
            self.variable("l"),
        )
        reach = " + ".join(self.parameter(v) for v in (most, page.bounds.offset) if v)
        keys = directed(page, keys)

        def half(clauses: list[str], keys: Sequence[Key]) -> str:
            self.restrict(clauses, *bounds)
            order = ", ".join(key.order for key in keys)
            return block("CALL ()", [*clauses, f"WITH {kept} ORDER BY {order} LIMIT {reach}", f"RETURN {kept}"])

        each = "DISTINCT " if len(first.by.relation.steps) > 1 else ""
        begin = [] if self.leads_only_to(page.node, first.by.relation) and source.clauses[1:] == () else source.clauses
        having = [*begin, f"MATCH {path}", *where(*terms), f"WITH {node}, count({each}{other}) AS {number}"]
        some = half([*having, f"WITH {node}, {number}{made}"] if made else having, keys)
        lacking = list(source.clauses)
        self.restrict(lacking, "NOT " + exists(path, *terms), "" if bounds else self.in_order(source, later))
        none = half([*lacking, f"WITH {node}, 0 AS {number}{made}"], keys[1:])

        early, late = (some, none) if keys[0].descending else (none, some)
        columns = ", ".join(f"{row}[{place}] AS {name}" for place, name in enumerate(kept.split(", ")))
        rest = [f"WITH {held} WHERE size({held}) < {reach}", late, f"RETURN {kept}"]
        both = block(f"CALL ({held})", [f"UNWIND {held} AS {row}", f"RETURN {columns}", "UNION ALL", *rest])
        return [early, f"WITH collect([{kept}]) AS {held}", both], keys

    def leads_only_to(self, type: NodeType, relation: Relation) -> bool:
        """Is whatever the related nodes belong to of this type, so that its label need not be looked at?"""
        step = relation.steps[0]
        return self.ends(step.label, Step(step.type, not step.out, type.name)) == {type.name}

    @staticmethod
    def in_order(source: Source, keys: Sequence[Key]) -> str:
        """That a required key is there needs no saying, but lets the planner read an index in its order."""
        return f"{keys[0].text} IS NOT NULL" if source.whole and keys[0].indexed else ""

    def bounds(self, page: Page, keys: Sequence[Key]) -> list[str]:
        """What cursors demand of a row."""
        after, before = page.bounds.after, page.bounds.before
        found = [self.cursor_bound(keys, after)] if after is not None else []
        return found + ([self.cursor_bound([key.reversed() for key in keys], before)] if before is not None else [])

    @staticmethod
    def restrict(clauses: list[str], *predicates: str) -> None:
        """Adds predicates to the last clause, or to its WHERE."""
        found = " AND ".join(bracketed(predicate) for predicate in predicates if predicate)
        if found and clauses[-1].startswith("WHERE "):
            clauses[-1] += " AND " + found
        elif found:
            clauses.append("WHERE " + found)

    @staticmethod
    def kept(source: Source, keys: Sequence[Key]) -> str:
        """The variables that a page's rows still need, computed sort keys among them."""
        return ", ".join([*source.kept, *(key.text for key in keys if "." not in key.text)])

    def cursor_bound(self, keys: Sequence[Key], cursor: Value) -> str:
        """Sorts after the cursor: by the first key, then among equals by the next."""
        text = ""
        for number, key in reversed(list(enumerate(keys))):
            text = key.beyond(self.parameter(cursor.then(position(number))), text)
        return text

    def total(self, page: Page, owner: tuple[str, NodeType] | None) -> str:
        """The number of rows, by a subquery that only counts."""
        source = self.source(page, owner)
        if source.distinct:
            return block("COUNT", [*source.clauses, f"RETURN DISTINCT {source.node}"])
        if len(source.clauses) == 1:
            return f"COUNT {{ {source.clauses[0].removeprefix('MATCH ')} }}"
        return block("COUNT", ended(source.clauses, source.node))

    def beyond(self, page: Page, owner: tuple[str, NodeType] | None, *, earlier: bool) -> str:
        """Is there a row on the far side of the cursor that bounds this page (or, without one, before the offset)?"""
        source = self.source(page, owner)
        clauses = list(source.clauses)
        keys, made = self.order(page, source)
        if source.distinct or made:
            clauses.append(f"WITH {'DISTINCT ' if source.distinct else ''}{', '.join(source.kept)}{made}")
        cursor = page.bounds.after if earlier else page.bounds.before
        if cursor is not None:
            inside = self.cursor_bound(keys if earlier else [key.reversed() for key in keys], cursor)
            self.restrict(clauses, f"NOT coalesce({inside}, false)")
        return block("EXISTS", ended(clauses, source.node))

    def order(self, page: Page, source: Source) -> tuple[list[Key], str]:
        """Sort keys, ties always ending in the key; and what must be computed for them first."""
        if isinstance(page.source, Winners):
            return winners_order(source), ""
        node, made = source.node, ""
        keys: list[Key] = []
        for order in page.order:
            if isinstance(order.by, RelatedMeasure):
                name = self.variable("k")
                made += f", {self.related_measure(node, page.node, order.by)} AS {name}"
                keys.append(computed_key(name, order, order.by.measure))
            elif isinstance(order.by, Relation):
                name = self.variable("k")
                made += f", {self.number(node, page.node, order.by)} AS {name}"
                keys.append(Key(name, name, False, order.descending, order.descending))
            elif order.by is None:
                keys.append(id_key(f"{node}.{page.node.key}", descending=order.descending))
            else:
                text, told = self.value(node, page.node, order.by), f"{node}.{order.by.name}"
                if text != told:
                    told = self.variable("k")
                    made += f", {text} AS {told}"
                keys.append(field_key(told, order, page.node.key, told=text == told))
        if not any(order.by is None or order.by == page.node.field(page.node.key) for order in page.order):
            keys.append(id_key(f"{node}.{page.node.key}"))
        return keys, made


def by_count(page: Page) -> bool:
    """Do the rows come first by the number of some of their related nodes? Of all of them a node knows the number."""
    by = page.order[0].by if page.order else None
    some = isinstance(by, RelatedMeasure) and by.measure.function == "count" and by.condition is not None
    return some and page.source is None


def directed(page: Page, keys: list[Key]) -> list[Key]:
    """The keys as they stand for the page's direction."""
    return [key.reversed() for key in keys] if page.bounds.backward else keys


def one_more(size: int) -> int:
    """One row more than asked for tells whether there are more."""
    return size + 1
