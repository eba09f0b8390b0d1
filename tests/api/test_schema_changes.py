"""The schema since the last release: what breaks clients is announced in CHANGELOG.md.

A line of it marked **schema, breaking** names what breaks, as `Type.field`. `released/VERSION.graphql.gz` is the schema of a release
without its descriptions; once a version is released, `uv run python -m tests.api.test_schema_changes` writes its file.
"""

from __future__ import annotations

import gzip
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from graphql import (
    BreakingChange,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    parse,
    print_ast,
    strip_ignored_characters,
)
from packaging.version import Version

from api.schema import make_schema

RELEASED = Path(__file__).parent / "released"
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"
MARK = "**schema, breaking**"
DESCRIPTION = re.compile(r'""".*?"""', re.DOTALL)


def latest() -> Path:
    """The schema of the last release."""
    return max(RELEASED.glob("*.graphql.gz"), key=lambda path: Version(path.name.removesuffix(".graphql.gz")))


def unannounced(old: GraphQLSchema, new: GraphQLSchema, changelog: str) -> list[str]:
    """The breaking changes of which no line of the changelog tells."""
    told = [part for part in re.split(r"^- ", changelog, flags=re.MULTILINE) if part.startswith(MARK)]
    return [
        change.description
        for change in find_breaking_changes(old, new)
        if not any(f"`{name}`" in part for name in named(change) for part in told)
    ]


def named(change: BreakingChange) -> list[str]:
    """What a change is about: `Type`, `Type.field`, `Type.field(argument:)`, with or without the argument."""
    found = re.findall(r"@?[A-Za-z_]\w*(?:\.\w+)?(?:\(\w+:?\))?", change.description.replace("'", ""))
    return [*found, *(name.partition("(")[0] for name in found), *(name.partition(".")[0] for name in found)]


def write() -> None:
    """Keeps the schema as it is now as that of this version."""
    text = strip_ignored_characters(print_ast(parse(DESCRIPTION.sub("", make_schema().as_str()))))
    (RELEASED / f"{version('wuye-graph')}.graphql.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def test_what_breaks_since_the_last_release_is_announced() -> None:
    before = build_schema(gzip.decompress(latest().read_bytes()).decode())
    found = unannounced(before, make_schema()._schema, CHANGELOG.read_text("utf-8"))
    assert found == [], f"Tell it in CHANGELOG.md, in a line that begins with {MARK} and names it, `Type.field`."


@pytest.mark.parametrize(
    ("after", "told", "count"),
    [
        ("type Query { a(n: Int): Int b: E c: Int } enum E { X Y }", "", 0),
        ("type Query { b: E c: Int } enum E { X Y }", "", 1),
        ("type Query { b: E c: Int } enum E { X Y }", f"- {MARK} `Query.a` is gone.\n- Another thing.", 0),
        ("type Query { b: E c: Int } enum E { X Y }", "- **schema** `Query.a` is new.", 1),
        ("type Query { a(n: Int): Int b: E } enum E { X }", "", 1),
        ("type Query { a(n: Int): Int b: E } enum E { X }", f"- {MARK} `E.Y` is gone.", 0),
        ("type Query { a(n: Int): String b: E } enum E { X Y }", f"- {MARK} `Query.b`, not a.", 1),
    ],
)
def test_a_line_that_names_it_announces_it(after: str, told: str, count: int) -> None:
    before = build_schema("type Query { a(n: Int): Int b: E } enum E { X Y }")
    assert len(unannounced(before, build_schema(after), told)) == count


if __name__ == "__main__":
    write()
