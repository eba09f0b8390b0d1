"""The wheel as a user of plain pip has it: built, installed with hashes into a clean environment, run far from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path

import pytest

from graph.database import Database
from tests.running import address_of, environ, settings

ROOT = Path(__file__).parents[1]
TOP = {"graph", "api", "loaders", "seeds"}
PROBE = "import api, graph, loaders, seeds; print(api.__file__, graph.__file__, loaders.__file__, seeds.__file__)"

Run = subprocess.CompletedProcess[str]


def run(*command: str | Path, cwd: Path, stdin: str = "", **more: str) -> Run:
    """A command with nothing of this environment but what a user's own would have."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "NEO4J_"))
    }
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment | more,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def done(result: Run) -> str:
    """Its standard output, once it has gone well."""
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a release would."""
    folder = tmp_path_factory.mktemp("dist")
    done(run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder))
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """What is in it."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the commands of a clean environment that has the pinned requirements and the wheel."""
    folder = tmp_path_factory.mktemp("clean") / "环境"
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (commands / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    done(run(*pip, "--require-hashes", "-r", ROOT / "requirements.txt", cwd=folder))
    done(run(*pip, "--no-deps", "--no-index", wheel, cwd=folder))
    return commands


# ----------------------------------------------------------------------------------------------------------- what is in


def test_it_has_our_packages_and_nothing_else_at_the_top(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == TOP
    assert len(tops) == len(TOP) + 1


@pytest.mark.parametrize("pattern", ["api/static/**/*", "api/questions/*.graphql", "seeds/*", "*/**/*.py"])
def test_it_has_every_such_file_of_the_checkout(names: set[str], pattern: str) -> None:
    wanted = {
        file.relative_to(ROOT).as_posix()
        for top in TOP
        for file in ROOT.glob(pattern)
        if file.is_file() and file.relative_to(ROOT).parts[0] == top and "__pycache__" not in file.parts
    }
    assert wanted
    assert wanted <= names


@pytest.mark.parametrize("name", ["api/static/console/index.html", "seeds/claims.csv", "seeds/README.md"])
def test_it_has_what_is_read_at_run_time(names: set[str], name: str) -> None:
    assert name in names


def test_it_has_no_tests_no_caches_and_no_build_files(names: set[str]) -> None:
    assert not [
        name
        for name in names
        if name.startswith("tests/") or "/test_" in name or "__pycache__" in name or "node_modules" in name
    ]


def test_its_metadata_say_what_pyproject_says(wheel: Path, names: set[str]) -> None:
    [path] = [name for name in names if name.endswith(".dist-info/METADATA")]
    with zipfile.ZipFile(wheel) as archive:
        metadata = Parser().parsestr(archive.read(path).decode())
        licence = archive.read(path.replace("METADATA", "licenses/LICENSE"))
    assert metadata["Name"] == "wuye-graph"
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "物业" in metadata.get_payload()
    assert b"Apache License" in licence
    assert path.replace("METADATA", "sboms/wuye.cdx.json") in names


# ------------------------------------------------------------------------------------------------------- what it can do


def test_it_runs_from_the_wheel_and_not_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    files = done(run(installed / "python", "-c", PROBE, cwd=tmp_path)).split()
    assert len(files) == len(TOP)
    assert not [file for file in files if "site-packages" not in file or file.startswith(str(ROOT))]


def test_its_requirements_are_met(installed: Path, tmp_path: Path) -> None:
    done(run(installed / "python", "-m", "pip", "--disable-pip-version-check", "check", cwd=tmp_path))


def test_wuye_tells_what_it_can_do(installed: Path, tmp_path: Path) -> None:
    assert "demo" in done(run(installed / "wuye", "--help", cwd=tmp_path))


def test_wuye_prints_this_schema(installed: Path, tmp_path: Path) -> None:
    from api.schema import make_schema

    assert done(run(installed / "wuye", "schema", cwd=tmp_path)) == make_schema().as_str() + "\n"


def test_wuye_generates_and_says_how_much(installed: Path, tmp_path: Path) -> None:
    said = done(run(installed / "wuye", "generate", tmp_path / "城市", cwd=tmp_path))
    assert "synthetic" in said
    assert (tmp_path / "城市" / "claims.csv").stat().st_size > 0


def test_wuye_answers_from_neo4j(
    installed: Path, tmp_path: Path, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> None:
    question, reachable = "{ about { version neo4j } }", environ(address_of(settings(tmp_path_factory)))
    said = done(run(installed / "wuye", "query", "-", cwd=tmp_path, stdin=question, **reachable))
    assert json.loads(said)["data"]["about"]["version"] == distribution("wuye-graph").version


# ------------------------------------------------------------------------------------------------- and in the checkout


def test_uv_installs_the_checkout_as_it_stands() -> None:
    direct = distribution("wuye-graph").read_text("direct_url.json")
    assert direct is not None
    assert json.loads(direct)["dir_info"]["editable"] is True
    import api

    assert Path(api.__file__ or "").is_relative_to(ROOT)
