"""The examples for front-ends: checked, built and run against a live server on a small register; each says what the register says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.settings import Settings
from tests.running import PATIENCE, ROOT, npm_install, ran, serving
from tests.tables import tables

if TYPE_CHECKING:
    from tests.conftest import Graph

FOLDER = ROOT / "tests" / "examples"
TYPESCRIPT = FOLDER / "typescript"
DAY = "2022-06-30"
FIRMS = ["丁丁物业", "丙丙物业", "乙乙物业", "甲甲物业", "戊戊物业"]
REGISTER = {
    "enterprises": "enterprise_id,name,kind\n"
    + "".join(f"E{n},{name},property_service\n" for n, name in enumerate(FIRMS)),
    "sanctions": "sanction_id,uscc,kind,starts_on,ends_on,document_number\n"
    + "".join(f"S{n},E{n},bid_restriction,2022-01-01,2022-12-31,第{n}号\n" for n in range(4))
    + "OLD,E4,bid_restriction,2020-01-01,2020-12-31,旧号\n",
    "tenders": "tender_id,title,kind,awarded_on\nT,桂苑小区物业服务采购,property_service,2022-03-01\n",
    "bids": "bid_id,tender_id,uscc,submitted_on,outcome\nB0,T,E0,2022-02-01,won\nB4,T,E4,2022-02-01,lost\n",
}
#: Names in the order of their characters' codes, which is Neo4j's.
BARRED = sorted(FIRMS[:4])


@pytest.fixture(scope="module")
def built() -> Path:
    """The TypeScript examples: installed as locked, their types generated, checked strictly, emitted."""
    npm = npm_install(TYPESCRIPT)
    ran(npm, "run", "build", folder=TYPESCRIPT)
    return TYPESCRIPT


@pytest.fixture(scope="module")
def documents(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of the examples as a server is given them."""
    found = json.loads((built / "src" / "generated" / "persisted-documents.json").read_text("utf-8"))
    folder = tmp_path_factory.mktemp("documents")
    for number, text in enumerate(found.values()):
        (folder / f"{number}.graphql").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def register(holding: Callable[[Mapping[str, str]], Graph]) -> Graph:
    return holding(REGISTER)


@pytest.fixture(scope="module")
def server(register: Graph, address: Settings, documents: Path) -> Iterator[str]:
    """The address of a server that knows the documents of the examples."""
    from graph import feed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feed, "LATER", 0.1)
        with serving(replace(address, documents=documents)) as port:
            yield f"http://127.0.0.1:{port}"


@contextmanager
def running(*words: str, folder: Path) -> Iterator[Iterator[Any]]:
    """The lines of JSON of a program that runs."""
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as run:
        assert run.stdout is not None
        ends = threading.Timer(PATIENCE, run.kill)
        ends.start()
        try:
            yield (json.loads(line) if line.startswith("{") else pytest.fail(line) for line in run.stdout)
            assert run.wait(PATIENCE) == 0
        finally:
            ends.cancel()
            run.kill()


def test_typescript(built: Path, server: str, register: Graph, tmp_path: Path) -> None:
    """fetch, Apollo Client, urql, Relay, cursor paging, errors by code, trusted documents, and a subscription that hears of a load."""
    node = shutil.which("node")
    assert node
    told: dict[str, Any] = {}
    with running(node, "dist/main.js", server, DAY, folder=built) as lines:
        for line in lines:
            told[line["example"]] = line["answer"]
            if line["example"] == "listening":
                assert not register.load(
                    tables(tmp_path / "more", {"regions": "code,name,level\n11,甲省,province\n"})
                ).exit_status
    assert told == {
        "fetch": ["丁丁物业: 桂苑小区物业服务采购"],
        "apollo": BARRED,
        "urql": 4,
        "pages": BARRED,
        "relay": [f"第{FIRMS.index(BARRED[0])}号"],
        "errors": ["4 barred", "mend the day"],
        "trusted": 4,
        "listening": None,
        "subscription": {
            "load": {"number": 2, "files": ["regions.csv"]},
            "rows": 1,
            "added": [{"name": "甲省"}],
            "removed": [],
        },
    }


def test_python(server: str) -> None:
    """gql: pages, and an error by its code."""
    said = ran(sys.executable, str(FOLDER / "barred.py"), server, DAY, folder=FOLDER)
    assert [json.loads(line) for line in said.splitlines()] == [BARRED, "BAD_USER_INPUT"]
