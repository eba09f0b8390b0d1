"""The command `wuye` as its users meet it: help with examples, one sentence for every failure, exit statuses, answers."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

from api.cli import app
from api.schema import make_schema
from graph.database import Database
from graph.server import Address
from tests.running import (
    ROOT,
    Ran,
    address_of,
    black_hole,
    bolt_server,
    command,
    environ,
    free_port,
    http_server,
    settings,
    without_neo4j,
    wuye,
    wuye_process,
)

if TYPE_CHECKING:
    from tests.conftest import Graph

#: Every command there is, `db start` as two words.
GROUPS = {"": app, **{f"{group.name} ": group.typer_instance for group in app.registered_groups}}
COMMANDS = [
    f"{words}{command.name or getattr(command.callback, '__name__', '')}"
    for words, group in GROUPS.items()
    for command in group.registered_commands
]
#: What only the work itself needs; typer's own pydantic comes with any option.
HEAVY = {"strawberry", "neo4j", "uvicorn", "rich", "graphql", "starlette", "jpype", "jgo", "orjson"}

REGIONS = "code,name,level\n421202,咸安区,county\n421221,嘉鱼县,county\n"
COMMUNITIES = (
    "小区编号,小区名称,社区代码,户数,老旧小区\n"
    "c1,永安小区,421202,120,是\n"
    "c2,=SUM(A1),421202,,否\n"
    "c3,鱼岳小区,421221,80,是\n"
)
QUESTION = (
    "query Q($least: Int = 0) { communities(where: {households: {gte: $least}}) { nodes { name households isOld } } }"
)


@pytest.fixture
def address(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Address:
    """Where the run's Neo4j answers."""
    return address_of(settings(tmp_path_factory))


@pytest.fixture
def yours(graph: Graph, address: Address, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """An empty graph in a Neo4j that NEO4J_URI names."""
    for name, value in environ(address).items():
        monkeypatch.setenv(name, value)
    return graph


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder with two small tables."""
    folder = tmp_path / "登记"
    folder.mkdir()
    (folder / "regions.csv").write_text(REGIONS, encoding="utf-8")
    (folder / "communities.csv").write_text(COMMUNITIES, encoding="gb18030")
    return folder


@pytest.fixture
def loaded(yours: Graph, tables: Path) -> Graph:
    """A graph that holds them."""
    yours.load(tables)
    return yours


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No Neo4j is reached, and none is started."""
    monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{free_port()}")


# ----------------------------------------------------------------------------------------------------------------- help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example_of_itself(command: str) -> None:
    help = wuye(*command.split(), "--help")
    assert (help.status, help.err) == (0, "")
    assert f"Example:  wuye {command}" in help.out or f"| wuye {command} " in help.out


@pytest.mark.parametrize("words", COMMANDS)
def test_the_example_is_one_that_can_be_typed(words: str) -> None:
    """Its options and arguments are those of the command."""
    [example] = re.findall(r"Example:\s+(.+)", " ".join(wuye(*words.split(), "--help").out.split("\n")))
    given = shlex.split(example[example.index("wuye ") :].partition(" > ")[0])[1:]
    found: Any = typer.main.get_command(app)
    for word in words.split():
        assert given.pop(0) == word
        found = found.commands[word]
    assert found.make_context(words, given).command is found


def test_wuye_alone_names_every_command_and_the_first_step() -> None:
    help = wuye("--help")
    assert help.status == 0
    assert not [command for command in COMMANDS if f"\n  {command.split()[0]} " not in help.out]
    assert "wuye demo" in help.out
    assert "--debug" in help.out


def test_the_private_neo4j_s_commands_are_named() -> None:
    help = wuye("db", "--help")
    assert all(f"\n  {command} " in help.out for command in ("start", "stop", "status"))


def test_bash_completes_its_commands() -> None:
    """As after `wuye --install-completion`, in a bash of its own."""
    typed = 'eval "$(wuye --show-completion)"; COMP_WORDS=(wuye ba) COMP_CWORD=1; _wuye_completion wuye; echo "${COMPREPLY[@]}"'
    path = f"{Path(command()).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", f"{typed}; true"], env=os.environ | {"PATH": path}, capture_output=True, encoding="utf-8"
    )
    assert (done.stdout, done.stderr) == ("backup\n", "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_complete_as_well(shell: str) -> None:
    asked = {
        "_WUYE_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": "wuye db st",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run([command()], env=os.environ | asked, capture_output=True, encoding="utf-8")
    assert all(word in done.stdout for word in ("start", "stop", "status")), done.stderr


@pytest.mark.parametrize("words", [[], ["serve"], ["query"], ["load"], ["db", "start"]], ids=" ".join)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    program = (
        "import sys\n"
        "from api.cli import main\n"
        f"sys.argv = ['wuye', *{words!r}, '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert "Usage: wuye" in done.stdout
    assert not {name.partition(".")[0] for name in done.stderr.split()} & HEAVY


# ----------------------------------------------------------------------------------------------------------- what fails


@pytest.mark.parametrize(
    "words, says",
    [
        ("nope", "wuye --help"),
        ("demo --nope", "wuye demo --help"),
        ("serve --port x", "--port"),
        ("serve --port 70000", "--port"),
        ("serve --workers 0", "--workers"),
        ("serve --exposure both", "local or public"),
        ("serve --host 0.0.0.0 --exposure local", "--insecure"),
        ("serve --host 192.0.2.1 --exposure local", "--insecure"),
        ("serve --host :: --exposure local", "--insecure"),
        ("serve --host example.invalid --exposure local", "--insecure"),
        ("query", "wuye query --help"),
        ("query /no/such/file", "/no/such/file"),
        ("query .", "cannot be read"),
        ("query - --format xml", "json, table or csv"),
        ("query - --variables [", "--variables"),
        ("query - --variables []", "JSON object"),
        ("load", "wuye load --help"),
        ("load seeds --mapping /no/such.toml", "/no/such.toml"),
        ("load seeds --table cats", "no table is called cats"),
        ("export", "wuye export --help"),
        ("export x --format xml", "tables, csv, jsonl"),
        ("export seeds --format ftm", "seeds is a folder"),
        ("export pyproject.toml", "pyproject.toml is a file"),
        ("generate", "wuye generate --help"),
        ("generate x --format xlsx", "csv"),
        ("generate x --scale 0", "--scale"),
        ("generate x --scale 1000000", "--scale"),
        ("generate pyproject.toml", "pyproject.toml"),
        ("db start", "NEO4J_URI"),
        ("db stop", "NEO4J_URI"),
        ("query -", "NEO4J_URI"),
        ("load seeds", "NEO4J_URI"),
        ("demo --port 0", "NEO4J_URI"),
    ],
)
def test_a_failure_is_one_sentence_that_says_what_to_do(
    nowhere: None, monkeypatch: pytest.MonkeyPatch, words: str, says: str
) -> None:
    monkeypatch.chdir(ROOT)
    failed = wuye(*words.split(), stdin="{ __typename }")
    assert says in failed.sentence
    assert failed.sentence.startswith("wuye: ")


@pytest.mark.parametrize("name, value", [("WUYE_DEADLINE", "soon"), ("WUYE_BOLT_PORT", "any")])
def test_a_setting_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    failed = wuye("query", "-", stdin="{ __typename }")
    assert name in failed.sentence


@pytest.mark.parametrize("document", ["", " \n", "# nothing but a comment\n"])
def test_an_empty_question_is_said(yours: Graph, document: str) -> None:
    failed = wuye("query", "-", stdin=document)
    assert failed.status == 1
    assert "Traceback" not in failed.err
    assert failed.err.count("\n") <= 1


def test_a_question_that_is_no_text_is_said(yours: Graph, tmp_path: Path) -> None:
    (tmp_path / "question.graphql").write_bytes(b"\xff\xfe{\x00")
    assert "question.graphql" in wuye("query", tmp_path / "question.graphql").sentence


def test_a_trace_is_shown_to_those_who_ask(nowhere: None) -> None:
    uri = f"bolt://127.0.0.1:{free_port()}"
    quiet = wuye_process("query", "-", stdin="{ __typename }", NEO4J_URI=uri)
    loud = wuye_process("query", "-", "--debug", stdin="{ __typename }", NEO4J_URI=uri)
    assert "NEO4J_URI" in quiet.sentence
    assert loud.status != 0
    assert "Traceback" in loud.err


def test_a_reader_who_leaves_is_no_failure_of_ours() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", "schema"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    with process:
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


# --------------------------------------------------------------------------------------- a Neo4j of the user's own


def test_the_ways_in_which_a_neo4j_is_none_are_told_apart(yours: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def says(uri: str | None = None, **more: str) -> str:
        with monkeypatch.context() as patch:
            for name, value in {**({"NEO4J_URI": uri} if uri else {}), **more}.items():
                patch.setenv(name, value)
            return wuye("query", "-", stdin="{ __typename }").sentence

    with bolt_server(("Neo4j Kernel", "5.20.0")) as old, bolt_server(("Memgraph", "3.1")) as foreign:
        found = {
            "password": says(NEO4J_PASSWORD="wrong"),
            "database": says(NEO4J_DATABASE="nowhere"),
            "nobody": says(f"bolt://127.0.0.1:{free_port()}"),
            "old": says(old),
            "foreign": says(foreign),
            "scheme": says("http://127.0.0.1:7474"),
        }
    with http_server() as port:
        found["web"] = says(f"bolt://127.0.0.1:{port}")
    assert len(set(found.values())) == len(found), found
    assert "NEO4J_PASSWORD" in found["password"]
    assert "NEO4J_DATABASE" in found["database"]
    assert "5.20.0" in found["old"]
    assert all("NEO4J_URI" in found[way] for way in ("nobody", "old", "foreign", "scheme", "web"))


def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with black_hole() as port:
        monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{port}")
        assert "NEO4J_URI" in wuye("query", "-", stdin="{ __typename }").sentence


def test_a_missing_cluster_is_one_line_without_the_driver_s_own_words() -> None:
    failed = wuye_process("query", "-", stdin="{ __typename }", NEO4J_URI=f"neo4j://127.0.0.1:{free_port()}")
    assert "NEO4J_URI" in failed.sentence


def test_tables_go_in_and_answers_come_out_of_it(graph: Graph, address: Address, tables: Path, tmp_path: Path) -> None:
    own = environ(address) | {"WUYE_HOME": str(tmp_path / "home")}
    load = wuye_process("load", tables, **own)
    assert (load.status, load.err.strip()) == (0, "")
    asked = wuye_process("query", "-", "--variables", '{"least": 100}', stdin=QUESTION, **own)
    assert asked.status == 0
    assert json.loads(asked.out) == {
        "data": {"communities": {"nodes": [{"name": "永安小区", "households": 120, "isOld": True}]}}
    }
    assert not (tmp_path / "home").exists(), "a private Neo4j was made all the same"


# ----------------------------------------------------------------------------------------------------------------- load


def counts(ran: Ran) -> dict[str, list[int]]:
    """The table that a load prints."""
    rows = [line.split() for line in ran.out.splitlines()[1:]]
    return {name: [int(cell.replace(",", "")) for cell in cells] for name, *cells in rows}


def test_a_load_that_takes_all_ends_with_0(yours: Graph, tables: Path) -> None:
    load = wuye("load", tables)
    assert load.status == 0
    assert counts(load) == {"regions": [2, 2, 0, 0, 0], "communities": [3, 3, 0, 0, 0], "total": [5, 5, 0, 0, 0]}
    again = wuye("load", tables / "regions.csv", tables / "communities.csv")
    assert (again.status, counts(again)["total"]) == (0, [5, 0, 0, 5, 0])


def test_a_load_that_rejects_some_ends_with_1_and_says_which(yours: Graph, tables: Path, tmp_path: Path) -> None:
    with (tables / "communities.csv").open("a", encoding="gb18030") as file:
        file.write("c4,,421202,1,是\nc5,无区小区,999999,1,是\n")
    rejects, report = tmp_path / "rejected.csv", tmp_path / "report.json"
    load = wuye("load", tables, "--rejects", rejects, "--report", report)
    assert load.status == 1
    assert counts(load)["communities"] == [5, 3, 0, 0, 2]
    rejected = [line for line in load.err.splitlines() if line.startswith("rejected: ")]
    assert len(rejected) == 2
    assert all("communities.csv, row " in line for line in rejected)
    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["exitStatus"], len(told["rejections"])) == (1, 2)
    assert told["tables"]["communities"]["rejected"] == 2
    corrected = rejects.read_text(encoding="utf-8-sig").replace("999999", "421202").replace("c4,,", "c4,补名小区,")
    rejects.write_text(corrected, encoding="utf-8")
    assert wuye("load", rejects).status == 0
    assert yours.rows("MATCH (c:Community) RETURN count(c)") == [[5]]


@pytest.mark.parametrize("what", ["nothing.csv", "empty", "picture.csv"])
def test_a_load_of_nothing_ends_with_2_and_says_so(yours: Graph, tmp_path: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "picture.csv").write_bytes(bytes(range(256)))
    load = wuye("load", tmp_path / what)
    assert load.status == 2
    assert "Traceback" not in load.err
    assert [line for line in load.err.splitlines() if line.startswith("wuye: ")]


def test_what_cannot_be_read_starts_no_neo4j(tmp_path: Path) -> None:
    load = wuye_process("load", tmp_path / "nothing.csv", WUYE_HOME=str(tmp_path / "home"))
    assert load.status == 2
    assert not (tmp_path / "home").exists()


def test_a_dry_run_writes_nothing(yours: Graph, tables: Path) -> None:
    load = wuye("load", tables, "--dry-run")
    assert (load.status, counts(load)["total"][0]) == (0, 5)
    assert yours.rows("MATCH (n) WHERE NOT n:Wuye RETURN count(n)") == [[0]]


def test_an_encoding_is_taken_as_given(yours: Graph, tables: Path) -> None:
    assert wuye("load", tables / "regions.csv").status == 0
    assert wuye("load", tables / "communities.csv", "--encoding", "gb18030").status == 0
    assert "latin-9000" in wuye("load", tables, "--encoding", "latin-9000").err


@pytest.mark.parametrize("option", ["--report", "--rejects"])
def test_a_report_that_cannot_be_written_is_said_before_anything_is_loaded(
    yours: Graph, tables: Path, tmp_path: Path, option: str
) -> None:
    with (tables / "communities.csv").open("a", encoding="gb18030") as file:
        file.write("c4,,421202,1,是\n")
    load = wuye("load", tables, option, tmp_path / "no" / "such" / "folder.csv")
    assert load.status == 1
    assert "folder" in load.sentence
    assert yours.rows("MATCH (n:Community) RETURN count(n)") == [[0]]


def test_a_register_comes_on_standard_input_and_the_graph_goes_out_again(
    yours: Graph, tables: Path, tmp_path: Path
) -> None:
    assert wuye("load", "-", "--table", "行政区划", stdin=REGIONS).status == 0
    assert wuye("load", tables / "communities.csv").status == 0
    exported = wuye("export", tmp_path / "out")
    assert (exported.status, exported.out.split(" ")[0]) == (0, "5")
    assert counts(wuye("load", tmp_path / "out"))["total"] == [5, 0, 0, 5, 0]


def test_how_a_file_is_understood_is_told_without_a_neo4j(nowhere: None, tables: Path) -> None:
    told = wuye("load", "--explain", tables / "communities.csv")
    assert told.status == 0
    assert "社区代码 → region_code (a key of Region)" in told.out


# ---------------------------------------------------------------------------------------------------------------- query


def test_an_answer_is_json_unless_said_otherwise(loaded: Graph, tmp_path: Path) -> None:
    (tmp_path / "问题.graphql").write_text(QUESTION, encoding="utf-8")
    asked = wuye("query", tmp_path / "问题.graphql", "--variables", '{"least": 100}')
    assert (asked.status, asked.err) == (0, "")
    assert json.loads(asked.out)["data"]["communities"]["nodes"] == [
        {"name": "永安小区", "households": 120, "isOld": True}
    ]
    assert "永安小区" in asked.out, "Chinese is readable, not escaped"


def test_an_answer_as_csv_is_safe_in_a_spreadsheet(loaded: Graph) -> None:
    document = "{ communities(orderBy: [{communityId: ASC}]) { nodes { name households region { name } } } }"
    asked = wuye("query", "-", "--format", "csv", stdin=document)
    assert asked.status == 0
    assert list(csv.reader(io.StringIO(asked.out))) == [
        ["name", "households", "region.name"],
        ["永安小区", "120", "咸安区"],
        ["'=SUM(A1)", "", "咸安区"],
        ["鱼岳小区", "80", "嘉鱼县"],
    ]


def test_an_answer_as_a_table_holds_every_cell(loaded: Graph) -> None:
    asked = wuye("query", "-", "--format", "table", stdin=QUESTION)
    assert asked.status == 0
    rows = [[cell.strip() for cell in line.strip("│┃").replace("┃", "│").split("│")] for line in asked.out.splitlines()]
    assert ["name", "households", "isOld"] in rows
    assert ["永安小区", "120", "true"] in rows
    assert ["鱼岳小区", "80", "true"] in rows


def test_on_a_terminal_it_is_a_table_and_in_a_pipe_json(loaded: Graph, address: Address, tmp_path: Path) -> None:
    question = tmp_path / "question.graphql"
    question.write_text(QUESTION, "utf-8")
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        done = subprocess.run(
            [command(), "query", str(question)], env=without_neo4j(**environ(address)), stdout=theirs, check=True
        )
        shown = terminal.read(1 << 16).decode()
        os.close(theirs)
    assert done.returncode == 0
    assert "┃" in shown and '"data"' not in shown
    assert json.loads(wuye("query", str(question)).out)["data"]


@pytest.mark.parametrize("format", ["json", "table", "csv"])
@pytest.mark.parametrize("document", ["{", "{ nothing }", "query Q($a: Int!) { about { version } }"])
def test_a_question_that_cannot_be_answered_ends_with_1(loaded: Graph, format: str, document: str) -> None:
    asked = wuye("query", "-", "--format", format, stdin=document)
    assert asked.status == 1
    assert "Traceback" not in asked.err
    if format == "json":
        [error] = json.loads(asked.out)["errors"]
        assert error["message"]
        assert error["extensions"]["code"] in ("GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT")
    else:
        assert asked.sentence.startswith("wuye: ")


# -------------------------------------------------------------------------------------------------- schema and generate


def test_an_answer_becomes_a_file_whole_or_not_at_all(loaded: Graph, tmp_path: Path) -> None:
    question, file = tmp_path / "q.graphql", tmp_path / "a.csv"
    question.write_text("{ communities { nodes { name households } } }", encoding="utf-8")
    made = wuye("export", str(file), "--query", str(question))
    assert (made.status, made.out) == (0, f"3 rows: {file}\n")
    assert file.read_text(encoding="utf-8").splitlines() == [
        "name,households",
        "永安小区,120",
        "'=SUM(A1),",
        "鱼岳小区,80",
    ]

    question.write_text("{ cats }", encoding="utf-8")
    assert "no whole answer" in wuye("export", str(file), "--query", str(question)).err
    assert ".ndjson" in wuye("export", str(tmp_path / "a.xls"), "--query", str(question)).err


def test_a_key_is_shown_once_listed_and_ended(yours: Graph) -> None:
    made = wuye("keys", "create", "--role", "investigator", "--name", "李, 7", "--days", "3")
    id, text = made.err.split()[1].rstrip(","), made.out.strip()
    assert text.startswith(f"wuye_{id}_") and made.status == 0
    listed = wuye("keys", "list")
    assert id in listed.out and "李, 7" in listed.out and text not in listed.out
    assert "opens nothing since" in wuye("keys", "revoke", id).out
    assert yours.rows("MATCH (k:ApiKey) RETURN k.revokedAt IS NOT NULL") == [[True]]
    assert wuye("keys", "revoke", "nobody").err == "wuye: No key is called 'nobody'; `wuye keys list` shows them.\n"
    assert wuye("keys", "create", "--role", "root").status == 1


def test_an_older_graph_is_brought_to_this_form_and_a_newer_one_refused(yours: Graph) -> None:
    yours.rows("DROP CONSTRAINT key_Enterprise_enterpriseId IF EXISTS")

    assert wuye("upgrade").out.startswith("The graph has form 1, which is this Wuye's;")
    names = [name for (name,) in yours.rows("SHOW CONSTRAINTS YIELD name")]
    yours.rows("MATCH (g:Wuye {name: 'graph'}) SET g.schemaVersion = 99")
    try:
        refused = wuye("upgrade")
    finally:
        yours.rows("MATCH (g:Wuye {name: 'graph'}) SET g.schemaVersion = 1")
    assert "key_Enterprise_enterpriseId" in names
    assert refused.status == 1 and "A newer Wuye has made this graph (form 99; this one knows 1)" in refused.err


def test_nobody_listens_to_the_world_before_anybody_can_sign_in(yours: Graph) -> None:
    refused = wuye("serve", "--host", "0.0.0.0", "--port", "0")
    assert refused.status == 1 and "wuye keys create" in refused.err and "--insecure" in refused.err


def test_the_schema_is_printed_as_it_is_made() -> None:
    printed = wuye("schema")
    assert (printed.status, printed.err) == (0, "")
    assert printed.out == make_schema().as_str() + "\n"


def test_the_generated_set_is_a_function_of_its_seed(tmp_path: Path) -> None:
    said = [wuye("generate", tmp_path / name, "--seed", seed) for name, seed in (("a", "7"), ("b", "7"), ("c", "8"))]
    assert [one.status for one in said] == [0, 0, 0]
    assert "synthetic rows" in said[0].out

    def content(name: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}

    assert content("a") == content("b") != content("c")
    assert {name.rpartition(".")[2] for name in content("a")} == {"csv"}


# ------------------------------------------------------------------------------------------------------------------- db


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh WUYE_HOME; what runs in it is stopped at the end."""
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WUYE_HOME", str(tmp_path / "家"))
    yield tmp_path / "家"
    wuye("db", "stop")


def test_the_private_neo4j_starts_serves_and_stops(home: Path, tables: Path) -> None:
    assert "False" in wuye("db", "status").out
    assert not home.exists(), "asking makes nothing"
    started = wuye("db", "start")
    assert started.status == 0
    uri = started.out.split()[-1]
    assert uri.startswith("bolt://127.0.0.1:")
    assert wuye("db", "start").out == started.out, "it is joined"
    status = wuye("db", "status").out
    assert all(word in status for word in ("True", str(home), uri.rpartition(":")[2]))
    # Another process finds it, and leaves it running.
    assert wuye_process("load", tables, WUYE_HOME=str(home)).status == 0
    asked = wuye_process("query", "-", "--format", "csv", stdin=QUESTION, WUYE_HOME=str(home))
    assert asked.out.splitlines()[1] == "永安小区,120,true"
    assert "True" in wuye("db", "status").out
    assert wuye("db", "stop").out == "Stopped.\n"
    assert wuye("db", "stop").out == "It was not running.\n"
    assert "False" in wuye("db", "status").out


def test_the_environment_of_processes_is_what_tests_say() -> None:
    assert not [name for name in without_neo4j() if name.startswith("NEO4J_")]
