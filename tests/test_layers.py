"""Data flows one way: who imports whom, where Cypher is written, and that what is generated holds the model's words alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.domain import MODEL
from graph.model import Enumeration, Field

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "graph": {"graph"},
    "api": {"api", "graph", "loaders", "seeds"},
    "loaders": {"loaders", "graph", "seeds"},
    "seeds": set(),
}
OURS = set(PACKAGES)
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
#: What no comment and no message says in this case: a clause of Cypher.
CYPHER = re.compile(
    r"\b(OPTIONAL MATCH|MATCH \(|MERGE \(|UNWIND \$|DETACH DELETE|CREATE (CONSTRAINT|INDEX|FULLTEXT)|CALL \{|CALL db\.|COLLECT \{)"
)


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield str(node.module).partition(".")[0]


def texts(path: Path) -> Iterator[str]:
    """The strings of a module, its docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]

    assert set(imported(path)) & OURS <= PACKAGES[package]


def test_loaders_and_api_meet_in_the_commands_and_in_edits_alone() -> None:
    """Answering questions loads nothing."""
    meeting = {path.name for path in MODULES if path.parent.name == "api" and "loaders" in set(imported(path))}

    assert meeting <= {"cli.py", "demo.py", "judging.py", "mutation.py", "schema_mutation.py"}


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if "graph" not in p.relative_to(ROOT).parts[:1]],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_cypher_is_written_in_graph_alone(path: Path) -> None:
    assert [text for text in texts(path) if CYPHER.search(text)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_environment_is_read_at_the_edge(path: Path) -> None:
    """`Settings` is made where a process begins, and passed down."""
    text = path.read_text("utf-8")

    if "os.environ" in text:
        assert path.relative_to(ROOT).as_posix() in {
            "api/app.py",
            "api/cli.py",
            "api/serve.py",
            "api/demo.py",
            "graph/settings.py",
            "graph/launch.py",
        }


# ------------------------------------------------------------------------------------------------- the Cypher that is made

GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.cypher"))
#: Words that rules of ours hold fields against; everything else in quotes is a type's or a field's name.
RULE_WORDS = {"BID_RESTRICTION", "WON", "REGISTER", "graph", "-Q"}


def words() -> set[str]:
    """What the model may put between quotes."""
    found = {node.name for node in MODEL} | {f"{node.name}:" for node in MODEL} | RULE_WORDS
    found |= {"Citation", "BarredWinner"}
    for node in MODEL:
        for field in node.fields:
            if isinstance(field, Field) and isinstance(field.type, Enumeration):
                found |= set(field.type.words)
    return found


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_statement_holds_no_value_of_a_caller(path: Path) -> None:
    """Quotes only around words of the model and the names of measures, no number but the rules' own and those of the types."""
    from graph.claims import MEASURES

    text = "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("// "))
    quoted = set(re.findall(r"'([^']*)'", text))

    assert quoted <= words() | {measure.name for measure in MEASURES}
    assert '"' not in text
    assert "`" not in text
    assert set(re.findall(r"(?<![\w$.])\d+(?:\.\d+)?(?![\w.]|\.\.)", text)) <= {
        "0.0",
        "100",
        *map(str, range(len(MODEL.types))),
    }


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_statement_only_reads(path: Path) -> None:
    text = "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("// "))

    assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH|LOAD)\b", text)
    assert "=~" not in text
