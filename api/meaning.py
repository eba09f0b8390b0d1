"""What a member of a node type says of itself in the schema: its meaning, its source, and why it may be null; derived from the model."""

from __future__ import annotations

from api.sdl import both
from graph.domain import MODEL
from graph.model import Computed, Field, NodeType, Relation, Scalar

#: Descriptions that say themselves what it means that there is nothing.
SAID = ("null:", "empty:")
#: The table of links between documents, which are no nodes.
DOCUMENT_LINKS = "document_links"


def of_field(node: NodeType, field: Field) -> str:
    """A field: where it is masked, the column that says it, and whether unknown or not yet so.

    >>> print(of_field(MODEL["Contract"], MODEL["Contract"].field("terminatedOn")))
    终止日期;来源:contracts 表 terminated_on 列;空为不详,或在 @asOf 之日以后
    <BLANKLINE>
    Day from which it no longer holds. Source: column `terminated_on` of `contracts`. Null: not known, or later than @asOf.
    """
    zh, en = _masked(field)
    sourced = (
        (f"{node.table} 表 {field.header} 列", f"column `{field.header}` of `{node.table}`") if field.header else None
    )
    later = bool(field.since) or (field.type is Scalar.DAY and not field.ahead)
    null = () if field.many or (field.required and not field.since) else _unknown(later=later)
    return _text(zh, en, sourced, null)


def of_computed(computed: Computed) -> str:
    """A field that a rule works out."""
    return _text(computed.zh, computed.en, ("依规则推算", "worked out by a rule, never recorded"), ())


def of_relation(node: NodeType, relation: Relation) -> str:
    """A relation: the column that says it, here or at its other end."""
    null = () if relation.many or relation.listed or relation.required else _unknown(later=bool(relation.since))
    return _text(relation.zh, relation.en, _source(node, relation), null)


def _source(node: NodeType, relation: Relation) -> tuple[str, str]:
    """The column from which a relation comes, here or at its other end; the table of what lies on the way, where that is all."""
    owner, column = node, relation.column
    if not column:
        owner = MODEL[relation.target]
        column = next((r.column for r in owner.relations if r.inverse == relation.name and r.target == node.name), "")
    if column:
        return f"{owner.table} 表 {column} 列", f"column `{column}` of `{owner.table}`"
    facts = [MODEL[step.label].table for step in relation.steps if MODEL[step.label].fact]
    table = facts[0] if facts else DOCUMENT_LINKS
    return f"{table} 表", f"table `{table}`"


def _unknown(*, later: bool) -> tuple[str, str]:
    """Why there is nothing."""
    return (
        "空为不详" + ",或在 @asOf 之日以后" * later,
        "Null: not known" + ", or later than @asOf" * later + ".",
    )


def _masked(field: Field) -> tuple[str, str]:
    """What a field is, and for whom it is masked."""
    if field.masked is None:
        return field.zh, field.en
    zh, published = "(见公开名册者除外)" * bool(field.masked.published), " but of people in public registers"
    role = field.masked.role
    return (
        f"{field.zh};{role} 以下角色所见为遮蔽{zh}",
        f"{field.en} Masked below the role {role}{published * bool(zh)}.",
    )


def _text(zh: str, en: str, source: tuple[str, str] | None, null: tuple[str, str] | tuple[()]) -> str:
    """All of it, in both languages; what the meaning says already is not said again."""
    told = null and not any(word in en for word in SAID)
    chinese = [zh, *([f"来源:{source[0]}"] if source else []), *([null[0]] if null and told else [])]
    english = [en, *([f"Source: {source[1]}."] if source else []), *([null[1]] if null and told else [])]
    return both(";".join(chinese), " ".join(english))
