"""The command `wuye`: each sub-command parses its words, calls what does the work, and says what came of it in one line."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from graph.errors import BadInput, WuyeError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from graph.database import Database
    from loaders.read import Found
    from loaders.report import Report

# Heavy modules (strawberry, neo4j, uvicorn) are imported by the command that needs them: --help stays quick.

app = typer.Typer(
    name="wuye",
    help="物业 Wuye: a knowledge graph of property enterprises and residential communities, asked through GraphQL.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="First steps:  wuye demo. Any command takes --debug, which shows the trace of an error.",
)
db = typer.Typer(
    help="The private Neo4j by itself, when NEO4J_URI is not set.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(db, name="db")
keys = typer.Typer(
    help="API keys: who may ask, as whom. Each opens the graph that made it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(keys, name="keys")
loads = typer.Typer(
    help="The loads that made the graph: what each said, and taking one back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(loads, name="loads")

audit = typer.Typer(
    help="The audit log of servers: who asked what, and what came of it.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(audit, name="audit")

T = TypeVar("T")
HOST = typer.Option(help="Address to listen on.")
NUMBER = typer.Argument(help="The load's number, as `wuye loads list` gives it.", show_default=False)
PORT = typer.Option(min=0, max=65535, help="Port to listen on; 0: any free one.")


#: What typer raises for words that do not fit; its parent has no public name.
UsageError = typer.BadParameter.__base__


def main() -> None:
    """The entry point: errors are one line on standard error; `--debug`, anywhere, shows the trace."""
    debug = "--debug" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--debug"]
    try:
        sys.exit(app(standalone_mode=False))
    except WuyeError as error:
        if debug:
            raise
        fail(str(error), 1)
    except UsageError as error:  # type: ignore[misc]  # an exception, whatever __base__ is declared to be
        fail(f"{error.format_message()} See `{error.ctx.command_path if error.ctx else 'wuye'} --help`.", 2)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has gone; a trace would help nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def fail(sentence: str, status: int) -> None:
    """One line on standard error, and the exit status."""
    typer.echo(f"wuye: {sentence}", err=True)
    sys.exit(status)


def settings() -> Any:
    """The settings of the environment."""
    from graph.settings import Settings

    return Settings.read(os.environ)


def say(step: str) -> None:
    """Progress, one line a step."""
    typer.echo(f"… {step}", err=True)


@app.command(epilog="Example:  wuye demo --port 8000")
def demo(
    port: Annotated[int, PORT] = 8000,
) -> None:
    """The main job in one command: private Neo4j, seeds and synthetic data, the server; prints a first question's answer."""
    import asyncio

    from api.demo import run_demo

    asyncio.run(run_demo(settings(), port))


@app.command(epilog="Example:  wuye serve --port 8000 --workers 2")
def serve(
    host: Annotated[str, HOST] = "127.0.0.1",
    port: Annotated[int, PORT] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer.")] = 1,
    exposure: Annotated[
        str,
        typer.Option(help="local: introspection, suggestions and GraphiQL for anyone; public: for holders of a key."),
    ] = "",
    insecure: Annotated[
        bool, typer.Option(help="Listen beyond this machine although nobody can sign in, or has to.")
    ] = False,
) -> None:
    """The server, on the graph as it is."""
    from api.serve import run_server

    run_server(settings(), host=host, port=port, workers=workers, exposure=exposure, insecure=insecure, on_progress=say)


@app.command(epilog="Example:  wuye load registers/ --rejects rejected.csv")
def load(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders of tables; - is standard input.", show_default=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and report; write nothing.")] = False,
    rejects: Annotated[
        Path | None, typer.Option(help="Write rejected rows here, to load again once corrected.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write the whole report here, as JSON.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of the files, gb18030 for example; detected unless given.")
    ] = None,
    table: Annotated[
        str, typer.Option(help="Whose rows are meant where neither the file's nor the sheet's name says it.")
    ] = "",
    mapping: Annotated[
        Path | None, typer.Option(help="A TOML file that says which of the files' columns feed which of ours.")
    ] = None,
    source: Annotated[
        str, typer.Option(help="The document_id of the document from which rows come that name none of their own.")
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say how each column was understood; read and write nothing else.")
    ] = False,
    bulk: Annotated[
        bool, typer.Option("--bulk", help="Fill an empty private graph by Neo4j's own import, while nobody uses it.")
    ] = False,
    into: Annotated[
        Path | None,
        typer.Option(help="With --bulk: only write the import's files into this new folder, for a Neo4j elsewhere."),
    ] = None,
) -> None:
    """Tables into the graph. Exit status: 0 all in, 1 some rejected, 2 nothing could be read."""
    import asyncio
    import json
    from tempfile import TemporaryDirectory

    from rich.progress import BarColumn, Progress, TextColumn

    from graph.opened import open_graph
    from loaders import bulk as bulk_loader
    from loaders import explain as explanation
    from loaders.load import load as load_tables
    from loaders.mapping import read as read_mapping
    from loaders.read import find, received

    for path in (report, rejects):
        require_writable(path)
    if bulk:
        bulk_loader.require_fitting(settings(), into, dry_run=dry_run)
    elif into:
        raise BadInput("--into says where the files of --bulk go; add --bulk, or leave it out.")

    @contextmanager
    def shown() -> Iterator[Callable[[Any], None]]:
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
        with Progress(*columns, transient=True, console=stderr()) as bars:
            task = bars.add_task("reading", total=1.0)
            yield lambda at: bars.update(task, completed=at.share, description=f"{at.table} {at.rows:,}")

    async def online(found: Found) -> Report:
        async with open_graph(settings(), on_progress=say) as opened:
            with shown() as show:
                return await load_tables(
                    found, opened.database, dry_run=dry_run, rejects=rejects, source=source, on_progress=show
                )

    def work(found: Found) -> Report:
        if not bulk:
            return asyncio.run(online(found))
        with shown() as show:
            if into:
                return bulk_loader.write_files(found, into, rejects=rejects, source=source, on_progress=show)
            return bulk_loader.load_bulk(
                found, settings(), rejects=rejects, source=source, on_progress=show, on_step=say
            )

    with TemporaryDirectory(prefix="wuye-") as folder:
        given = [received(sys.stdin.buffer, Path(folder)) if str(path) == "-" else path for path in paths]
        found = find(given, encoding, table=table, mapping=read_mapping(mapping) if mapping else None)
        if not found.sources:
            for failure in found.failures or ["There is no table in what was given."]:
                typer.echo(f"wuye: {failure}", err=True)
            raise typer.Exit(2)
        if explain:
            for line in explanation.lines(found):
                typer.echo(line)
            for text in (*found.failures, *found.warnings):
                typer.echo(f"wuye: {text}", err=True)
            raise typer.Exit(1 if found.failures else 0)
        done = work(found)
    if report:
        report.write_text(json.dumps(done.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    tell(done)
    if into and done.total.created:
        typer.echo(bulk_loader.command(into, settings().database))
    raise typer.Exit(done.exit_status)


def require_writable(path: Path | None) -> None:
    """Raises BadInput for a file that cannot be written, before anything else is done."""
    if path is None:
        return
    try:
        path.open("a", encoding="utf-8").close()
    except OSError as error:
        raise BadInput(
            f"{path} cannot be written ({error.strerror}); name a file in a folder that is there and yours."
        ) from None


def tell(done: Report) -> None:
    """The report on the terminal: the table on standard output, what went wrong on standard error."""
    for line in done.as_table():
        typer.echo(line)
    for text in (*done.failures, *done.warnings):
        typer.echo(f"wuye: {text}", err=True)
    for rejection in done.rejections[:20]:
        typer.echo(f"rejected: {rejection}", err=True)
    if len(done.rejections) > 20:
        typer.echo(f"… and {done.total.rejected - 20:,} more; --rejects FILE.csv keeps them all.", err=True)


@app.command(epilog="Example:  wuye generate /tmp/city --scale 1 --seed 1")
def generate(
    folder: Annotated[Path, typer.Argument(help="Where the tables go.", show_default=False)],
    scale: Annotated[int, typer.Option(min=1, help="1 has the letter's totals, N is N times as large.")] = 1,
    seed: Annotated[int, typer.Option(help="The data are a function of it.")] = 1,
    format: Annotated[str, typer.Option(help="csv.")] = "csv",
) -> None:
    """A labelled synthetic data set, no row of which is of a real firm or person."""
    from loaders.generate import MAX_SCALE, write

    if format != "csv":
        raise BadInput(f"--format {format} is not written; csv is.")
    if scale > MAX_SCALE:
        raise BadInput(f"--scale {scale} is too large; at most {MAX_SCALE}.")
    try:
        counts = write(folder, scale, seed)
    except OSError as error:
        raise BadInput(f"{folder} cannot be written ({error.strerror}); name a folder.") from None
    typer.echo(f"{sum(counts.values()):,} synthetic rows in {len(counts)} tables: {folder}")


@app.command(epilog="Example:  echo '{ about { types { type count } } }' | wuye query - --format table")
def query(
    file: Annotated[
        str, typer.Argument(help="A file with one GraphQL operation; - is standard input.", show_default=False)
    ],
    variables: Annotated[str, typer.Option(help='Its variables as JSON, {"on": "2022-06-30"} for example.')] = "{}",
    format: Annotated[
        str, typer.Option(help="json, table or csv; unless given, a table on a terminal, and JSON elsewhere.")
    ] = "",
) -> None:
    """One GraphQL operation from the shell, no server needed. Exit status 1 when the answer has errors."""
    import asyncio

    from api.ask import answer, read_document

    format = format or ("table" if sys.stdout.isatty() else "json")
    if format not in ("json", "table", "csv"):
        raise BadInput(f"--format {format} is not known; write json, table or csv.")
    raise typer.Exit(asyncio.run(answer(settings(), read_document(file), variables, format)))


@app.command(epilog="Example:  wuye export /tmp/tables --format tables")
def export(
    target: Annotated[
        Path, typer.Argument(help="A folder, or a file for graphml, ftm and .jsonl.", show_default=False)
    ],
    format: Annotated[str, typer.Option(help="tables or csv, jsonl, graphml or ftm (FollowTheMoney).")] = "tables",
    query: Annotated[
        str,
        typer.Option(
            help="A file with a GraphQL operation (- is standard input): its answer, as .csv, .ndjson or .xlsx."
        ),
    ] = "",
    variables: Annotated[str, typer.Option(help="With --query: its variables as JSON.")] = "{}",
    again: Annotated[
        Path | None, typer.Option(help="A file's manifest: the same question as of the same instant, byte for byte.")
    ] = None,
) -> None:
    """The whole graph out again, or an answer, with its manifest beside it. Tables and JSON Lines load again, personal data included: only you can read them."""
    if query or again:
        import asyncio

        from api.ask import again as ask_again
        from api.ask import answer_to_file, read_document, read_variables
        from api.manifest import read
        from api.whole import Asking

        require_writable(target)
        made = asyncio.run(
            ask_again(settings(), read(again), target)
            if again
            else answer_to_file(settings(), Asking(read_document(query), variables=read_variables(variables)), target)
        )
        typer.echo(f"{made.rows:,} rows: {target}")
        return

    from loaders import export as tables
    from loaders.ftm import write_ftm
    from loaders.graphml import write_graphml

    writers: dict[str, Any] = {
        "tables": tables.write_tables,
        "csv": tables.write_tables,
        "jsonl": tables.write_jsonl,
        "graphml": write_graphml,
        "ftm": write_ftm,
    }
    if format not in writers:
        raise BadInput(f"--format {format} is not known; write {', '.join(writers)}.")
    one_file = format in ("graphml", "ftm") or (format == "jsonl" and target.suffix == ".jsonl")
    if one_file and target.is_dir():
        raise BadInput(f"{target} is a folder; --format {format} writes one file, name it.")
    if not one_file and target.is_file():
        raise BadInput(f"{target} is a file; --format {format} writes one file a table, name a folder.")

    def tell_count(name: str, count: int) -> None:
        say(f"{name} {count:,}")

    try:
        counts: dict[str, int] = on_graph(lambda database: writers[format](database, target, on_progress=tell_count))
    except OSError as error:
        raise BadInput(f"{target} cannot be written ({error.strerror}); name a place that is yours.") from None
    typer.echo(f"{sum(counts.values()):,} rows: {target}")


@app.command(epilog="Example:  wuye match names.csv --out candidates.csv")
def match(
    file: Annotated[Path, typer.Argument(help="A table of names: CSV, XLSX, JSON Lines …", show_default=False)],
    column: Annotated[
        str, typer.Option(help="Whose heading; name, 企业名称 or 名称 unless given. A column uscc (信用代码) helps.")
    ] = "",
    out: Annotated[Path | None, typer.Option(help="The CSV file to write; standard output unless given.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Candidates of a name at most.")] = 5,
    threshold: Annotated[float, typer.Option(min=0, max=1, help="The least score of a candidate.")] = 0.5,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the file; detected unless given.")] = None,
) -> None:
    """Which enterprises many names may mean: candidates with score and reasons, as CSV. A score is no probability."""
    import asyncio
    from contextlib import ExitStack

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from api import names
    from loaders.names import read

    require_writable(out)
    found = read(file, column, encoding)
    with ExitStack() as stack:
        output = stack.enter_context(out.open("w", encoding="utf-8", newline="")) if out else sys.stdout
        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bars = stack.enter_context(Progress(*columns, transient=True, console=stderr()))
        task = bars.add_task("matching", total=len(found))
        done = names.match(
            settings(),
            found,
            output,
            limit=limit,
            threshold=threshold,
            on_progress=lambda count: bars.advance(task, count),
        )
        some, sure = asyncio.run(done)
    typer.echo(f"{len(found):,} names: {some:,} with candidates, {sure:,} of these sure", err=True)


@app.command(epilog="Example:  wuye report Enterprise:91421200SYN0000001 --out case-7")
def report(
    what: Annotated[
        str,
        typer.Argument(
            help="A file with a GraphQL operation (- is standard input), an entity's id, a flag's id, or the manifest.json of an "
            "earlier report, which is made again.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path, typer.Option(help="The folder to write: new, or that of an earlier report.", show_default=False)
    ],
    variables: Annotated[str, typer.Option(help="The operation's variables as JSON.")] = "{}",
    valid: Annotated[str, typer.Option(help="As the world stood that day; all of history unless given.")] = "",
    known: Annotated[str, typer.Option(help="As it was recorded at that instant; now unless given.")] = "",
    today: Annotated[str, typer.Option(help="The day that counts as today.")] = "",
) -> None:
    """An evidence bundle: question, answer, flags, citations, pictures, as data, Markdown and HTML, with a manifest of hashes."""
    import asyncio

    from api.report.bundle import run

    made = asyncio.run(run(settings(), what, out, variables=variables, valid=valid, known=known, today=today))
    typer.echo(f"{len(made)} files: {out}")


@app.command(epilog="Example:  wuye schema > schema.graphql")
def schema() -> None:
    """The schema in GraphQL's own language, on standard output."""
    from api.schema import make_schema

    typer.echo(make_schema().as_str())


@loads.command("list", epilog="Example:  wuye loads list")
def list_loads() -> None:
    """The loads that changed something, the latest first."""
    from graph.loads import listed

    found = on_graph(listed)
    for load in found:
        typer.echo(f"{load.number:>4}  {load.startedAt[:19]}  {summary(load)}")
    if not found:
        typer.echo("No load has changed anything.")


@loads.command("show", epilog="Example:  wuye loads show 2")
def show_load(number: Annotated[int, NUMBER]) -> None:
    """A load: its files, its counts, and what of it still stands."""
    from dataclasses import asdict

    from graph.loads import by_number

    load, standing = on_graph(lambda database: by_number(database, number))
    for name, value in asdict(load).items():
        if name not in ("files", "hashes") and value is not None:
            typer.echo(f"{name:<12} {value}")
    for file in load.read:
        typer.echo(f"{'file':<12} {file.sha256 or '(hash not known)'}  {file.name}")
    for label, count in standing.items():
        typer.echo(f"{'stands':<12} {count:,} {label}")


@loads.command("withdraw", epilog="Example:  wuye loads withdraw 2")
def withdraw_load(number: Annotated[int, NUMBER]) -> None:
    """Take a load back: what stood before it stands again. What it said stays in the history."""
    from graph.withdraw import withdraw

    done = on_graph(lambda database: withdraw(database, number))
    typer.echo(f"Load {number} is withdrawn (as {done.number}): {done.restored:,} restored, {done.removed:,} removed.")


@app.command(epilog="Example:  wuye purge Person:P-17 --yes")
def purge(
    id: Annotated[str, typer.Argument(help="A global id, as `id` of a node shows it.", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete a node's content for good, from the history as well; a tombstone with its key stays."""
    from graph.purge import purge as purge_node

    if not yes:
        typer.confirm(f"Delete all that is known of {id}, for good?", abort=True)
    states = on_graph(lambda database: purge_node(database, id))
    typer.echo(f"{id} is purged, and {states:,} earlier states of it.")


def summary(load: Any) -> str:
    """What a load did, in a line."""
    counts = f"{load.created:,} created, {load.updated:,} updated, {load.removed:,} removed, {load.rejected:,} rejected"
    state = "" if load.finishedAt else " (not finished)"
    return f"{load.kind.lower()}: {counts}{state}{f' (withdrawn by {load.withdrawn})' if load.withdrawn else ''}: {', '.join(load.files)}"


@app.command(epilog="Example:  wuye backup ~/wuye-2026-11-23.dump")
def backup(
    file: Annotated[Path, typer.Argument(help="A new file.", show_default=False)],
    pause: Annotated[
        bool, typer.Option("--pause", help="Though it is being served: callers are told to wait, a load is broken off.")
    ] = False,
) -> None:
    """The private graph as one file. Nobody may use it meanwhile; API keys and the demonstration's mark are in it."""
    from graph.backup import backup

    size = backup(settings(), file, on_progress=say, pause=pause)
    typer.echo(f"{file}: {size / 1e6:,.1f} MB")


@app.command(epilog="Example:  wuye restore ~/wuye-2026-11-23.dump")
def restore(
    file: Annotated[Path, typer.Argument(help="What `wuye backup` wrote.", show_default=False)],
) -> None:
    """The private graph as it was at a backup; the one that is there is kept in a file beside it."""
    from graph.backup import restore

    before = restore(settings(), file, on_progress=say)
    typer.echo(f"{file} is restored." + (f" The graph from before: {before}" if before else ""))


@app.command(epilog="Example:  wuye upgrade")
def upgrade() -> None:
    """Bring a graph that an older Wuye has made to this one's form. Whatever opens a graph does so; one that a newer Wuye has made is refused."""
    from graph.write import schema_version

    form = on_graph(schema_version)
    typer.echo(f"The graph has form {form}, which is this Wuye's; its constraints and indexes are there.")


@app.command(epilog="Example:  wuye check")
def check() -> None:
    """Neo4j's own check that the private graph's store is consistent. Exit status 1 when it is not."""
    from graph.backup import check

    check(settings(), on_progress=say)
    typer.echo("The store is consistent.")


@app.command(epilog="Example:  wuye doctor")
def doctor() -> None:
    """Check the installation: the machine, Neo4j, the graph, the identity provider. Prints what is wrong and what to do; exit status 1 if anything is."""
    import asyncio

    from graph.doctor import Finding, examine

    def told(finding: Finding) -> bool:
        mark = "ok" if not finding.mend else "WRONG" if finding.grave else "note"
        typer.echo(f"{mark:<6} {finding.what}: {finding.said}")
        if finding.mend:
            typer.echo(f"{'':<6} → {finding.mend}")
        return finding.wrong

    async def work() -> int:
        found = settings()
        wrong = sum([told(finding) async for finding in examine(found)])
        if found.provider is not None:
            from api import oidc

            wrong += told(await oidc.examine(found.provider))
        return wrong

    raise typer.Exit(1 if asyncio.run(work()) else 0)


@db.command(epilog="Example:  wuye db start")
def start() -> None:
    """Start the private Neo4j, and keep it until `wuye db stop`."""
    from graph import server

    address = server.start(settings(), on_progress=say)
    typer.echo(f"Neo4j answers at {address.uri}")


@db.command(epilog="Example:  wuye db stop")
def stop() -> None:
    """Stop the private Neo4j, whoever uses it."""
    from graph import server

    typer.echo("Stopped." if server.stop(settings()) else "It was not running.")


@db.command(epilog="Example:  wuye db status")
def status() -> None:
    """Is the private Neo4j running, where, and who uses it?"""
    from dataclasses import asdict

    from graph import server

    for name, value in asdict(server.status(settings())).items():
        typer.echo(f"{name:<10} {value}")


@keys.command(epilog="Example:  wuye keys create --role investigator --name 'Li, case 7' --days 90")
def create(
    role: Annotated[
        str, typer.Option(help="public, investigator, editor, admin, or one of WUYE_ROLES.", show_default=False)
    ],
    name: Annotated[str, typer.Option(help="Whose it is, for the list.")] = "",
    days: Annotated[float | None, typer.Option(help="How long it opens anything; for ever unless given.")] = None,
) -> None:
    """A new key. It is shown once: the graph keeps its SHA-256 only. Callers send it as `Authorization: Bearer KEY`."""
    from graph.keys import create

    key, text = on_graph(lambda database: create(database, role, name, days=days, roles=settings().roles))
    typer.echo(text)
    typer.echo(f"Key {key.id}, role {key.role}; keep it now, it cannot be shown again.", err=True)


@keys.command("list", epilog="Example:  wuye keys list")
def list_keys() -> None:
    """All keys, the oldest first: id, role, made, ends, revoked, name."""
    from graph.keys import every

    for key in on_graph(every):
        days = (f"{day:%Y-%m-%d}" if day else "-" for day in (key.created, key.expires, key.revoked))
        typer.echo("  ".join((key.id, f"{key.role:<12}", *(f"{day:<10}" for day in days), key.name)).rstrip())


@keys.command(epilog="Example:  wuye keys revoke 3kq0x9m2v7ab")
def revoke(id: Annotated[str, typer.Argument(help="The key's id, as the list shows it.", show_default=False)]) -> None:
    """End a key. Servers that run notice within seconds."""
    from graph.keys import revoke

    key = on_graph(lambda database: revoke(database, id))
    typer.echo(f"Key {key.id} opens nothing since {key.revoked:%Y-%m-%d %H:%M} UTC.")


@audit.command(epilog="Example:  wuye audit verify --head 5f2c…")
def verify(
    head: Annotated[str, typer.Option(help="A head of the ledger noted before, which must still be in it.")] = "",
) -> None:
    """Is the log whole? Exit status 1, and a line for each thing that is wrong: a line changed or taken out, a file gone or cut off."""
    from api.audit import verify

    found = verify(audit_folder(), head)
    for sentence in found.wrong:
        typer.echo(f"wuye: {sentence}", err=True)
    typer.echo(f"{found.lines:,} lines in {found.files:,} files; the ledger's head is {found.head}")
    raise typer.Exit(1 if found.wrong else 0)


@audit.command("show", epilog="Example:  wuye audit show --last 50 --personal")
def show_audit(
    last: Annotated[int, typer.Option(min=1, help="How many lines.")] = 20,
    personal: Annotated[bool, typer.Option("--personal", help="Only what read personal data.")] = False,
) -> None:
    """The last lines: time, who, role, address, outcome, rows, cost, ms, document, variables, personal data read."""
    from api.audit import shown

    for line in shown(audit_folder(), last, personal=personal):
        typer.echo(line)


def audit_folder() -> Path:
    """Where the audit log is; raises BadInput where WUYE_AUDIT says that there is none."""
    folder: Path | None = settings().audit_folder()
    if folder is None:
        raise BadInput("WUYE_AUDIT is 0: no audit log is kept.")
    return folder


def on_graph(work: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    """What some work on the open graph returns."""
    import asyncio

    from graph.opened import open_graph

    async def run() -> T:
        async with open_graph(settings(), on_progress=say) as opened:
            return await work(opened.database)

    return asyncio.run(run())


def stderr() -> Any:
    """The terminal on standard error, where progress belongs."""
    from rich.console import Console

    return Console(stderr=True)
