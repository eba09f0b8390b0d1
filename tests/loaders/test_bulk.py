"""`--bulk`: the import's graph is the online load's, node for node; and what it refuses."""

from __future__ import annotations

import asyncio
import shlex
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph import launch, server
from graph.bulk import SCRATCH
from graph.errors import BadInput, ServerFailed, Unavailable
from graph.opened import open_graph
from graph.settings import Settings
from loaders.bulk import command, load_bulk, require_fitting, write_files
from loaders.ledger import Ledger
from loaders.load import load
from loaders.read import find
from loaders.report import Report
from tests.graph.test_server import at
from tests.loaders.test_load import CODE, TABLES
from tests.tables import tables

if TYPE_CHECKING:
    from tests.conftest import Graph

#: Rows that two loads may take differently: rejected, doubled, in circles, of two types, over lines, with odd letters.
ODD = TABLES | {
    "regions": "code,name,level,parent_code\n421202,咸安区,county,421200\n421200,咸宁市,city,42\n42,湖北省,province,\n43,x,??,\n",
    "documents": "document_id,title,kind,source_document_id,source_quote\n"
    'D1,"名册\n第二行 ""甲"", 乙\\",register,D2,"一\r\n二"\nD2,  答复,reply,D1,\nD3,a;b,reply,D3,\n',
    "enterprises": "uscc,enterprise_id,name,former_names,kind,status,established_on,dissolved_on,source_document_id,source_locator\n"
    f",E1,永安物业,,property_service,,2010,,,\n{CODE},E3,綠城物业,绿城; 旧城,物业服务,存续,2001-02-03,,D1,p. 1\n"
    f",E3,綠城物业,,物业服务,,,,,\n,E1,永安物业,,property_service,,2010,,,\n,E2,温泉物业,,物业服务,,,,D9,\n,E2,温泉,,物业服务,,,,,\n",
    "people": 'person_id,name,id_number,phone\nP1,"王,伟",421202198001011234,\nP2,,,\n',
    "party_organizations": "organization_id,name,level,superior_id,community_id,first_secretary_id\n"
    "B1,支部,community_branch,K1,C1,P1\nK1,大党委,neighborhood_committee,,C1,\nB2,b,community_branch,B1,,\n",
    "communities": "community_id,name,region_code,built_year,floor_area,is_old,longitude,merged_into\n"
    "C1,泉都花园,421202,1998,1.25万,是,114.3,C2\nC2,朝阳里,421202,,0.1,,,\n",
    "tenders": "tender_id,title,kind,budget\nT1,t,renovation,1e3\n",
    "bids": "bid_id,tender_id,uscc,amount,submitted_on,outcome\nB1,T1,E1;E3;E1,,2022-01-01,won\n",
    "renovations": "renovation_id,name,year,community_ids\nR1,r,2021,C1;C2\n",
    "document_links": "from_id,to_id,kind\nD2,D1,cites\nD1,D2,replies_to\nD2,D1,cites\n",
    "judgements": "judgement_id,verdict,name,left_uscc,right_uscc,judged_by,judged_on\nJ1,same,,E1,E3,李四,2026-11-23\nJ2,not_same,绿城,,E2,,\nJ3,same,,,E2,,\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A private Neo4j of the module's own, whose graph was never made."""
    settings = at(tmp_path_factory.mktemp("bulk"))
    yield settings
    server.stop(settings)


def asked(settings: Settings, text: str) -> list[list[Any]]:
    """What the private Neo4j answers."""

    async def ask() -> list[list[Any]]:
        async with open_graph(settings) as opened:
            return await opened.database.rows(text)

    return asyncio.run(ask())


def loaded(settings: Settings, folder: Path, **options: Any) -> Report:
    """What an online load into the private Neo4j reports."""

    async def work() -> Report:
        async with open_graph(settings) as opened:
            return await load([folder], opened.database, **options)

    return asyncio.run(work())


NODES = "MATCH (n) WHERE NOT n:Wuye RETURN labels(n), properties(n)"
TIES = "MATCH (a)-[r]->(b) RETURN labels(a), a.digest, type(r), properties(r), labels(b), b.digest"
INDEXES = "SHOW INDEXES YIELD name, type, state, labelsOrTypes, properties WHERE type <> 'LOOKUP' RETURN name, type, state, labelsOrTypes, properties"


def content(nodes: list[list[Any]], ties: list[list[Any]]) -> list[str]:
    """Nodes and relationships with all that they say, the types of values included, but for instants."""
    for _, properties in nodes:
        for name in ("recordedAt", "startedAt", "finishedAt"):
            properties.pop(name, None)
    said = [(sorted(labels), sorted(properties.items())) for labels, properties in nodes]
    tied = [[sorted(part.items()) if isinstance(part, dict) else part for part in tie] for tie in ties]
    return sorted(map(repr, [*said, *tied]))


def test_the_import_makes_the_graph_of_the_online_load(graph: Graph, home: Settings, tmp_path: Path) -> None:
    """Rejections, sources, digests, search keys, constraints and indexes included; keys and loads of before stay."""
    folder = tables(tmp_path / "in", ODD)
    graph.rows("CREATE (:Load {number: 4, kind: 'LOAD', files: ['a', 'b'], created: 0})")
    online = graph.load(folder, source="D2")
    asked(home, "CREATE (:Wuye:ApiKey {name: 'key k', createdAt: datetime('2026-01-01T00:00:00Z'), role: 'admin'})")
    asked(home, "CREATE (:Load {number: 4, kind: 'LOAD', files: ['a', 'b'], created: 0})")
    own = "MATCH (n:Wuye) RETURN n.name, n.secret, n.role, n.createdAt, n.revision ORDER BY n.name"
    [before, key] = asked(home, own)

    report = load_bulk([folder], home, source="D2")

    assert report == online
    assert report.total.rejected > 3
    assert content(asked(home, NODES), asked(home, TIES)) == content(graph.rows(NODES), graph.rows(TIES))
    assert sorted(asked(home, INDEXES)) == sorted(graph.rows(INDEXES))
    assert asked(home, own) == [[*before[:-1], before[-1] + 1], key]
    again = loaded(home, folder, source="D2")
    assert (again.total.created, again.total.updated, again.rejections) == (0, 0, report.rejections)


def test_only_an_empty_graph_of_ones_own_that_nobody_uses_is_filled(home: Settings, tmp_path: Path) -> None:
    """The module's graph is full by now."""
    folder = tables(tmp_path / "in", {"people": "person_id,name\nP9,a\n"})
    with pytest.raises(BadInput, match="not empty, and --bulk only fills an empty one: load without --bulk"):
        load_bulk([folder], home)
    asked(home, "MATCH (n) WHERE NOT n:Wuye DETACH DELETE n")
    with server.running(home), pytest.raises(Unavailable, match="1 wuye process uses the graph"):
        load_bulk([folder], home)
    assert asked(home, "MATCH (n) WHERE NOT n:Wuye RETURN count(n)") == [[0]]
    assert not list(launch.folder(home).glob(f"{SCRATCH}*"))

    foreign = replace(home, uri="bolt://127.0.0.1:1")
    with pytest.raises(BadInput, match="--bulk --into FOLDER"):
        require_fitting(foreign, None, dry_run=False)
    with pytest.raises(BadInput, match="leave one out"):
        require_fitting(home, None, dry_run=True)
    with pytest.raises(BadInput, match="is there already"):
        require_fitting(foreign, tmp_path, dry_run=False)
    with pytest.raises(ServerFailed, match="not Wuye's to run"):
        load_bulk([folder], foreign)


def test_files_for_a_neo4j_elsewhere_import_there(tmp_path: Path) -> None:
    """The words of the printed command, run by Neo4j's own tool on a data folder of its own."""
    elsewhere, files = at(tmp_path / "elsewhere"), tmp_path / "of a load"
    report = write_files(find([tables(tmp_path / "in", ODD)]), files)

    change, _, run = command(files, None).partition(" && ")
    assert shlex.split(change) == ["cd", str(files)]
    tool, *words = shlex.split(run)
    launch.folder(elsewhere).mkdir(parents=True)
    with server.held(elsewhere):
        said = launch.admin_tool(elsewhere, words, cwd=files)

    assert tool == "neo4j-admin"
    own = 2  # the graph's own node, and the load's
    assert f"{report.total.created - report.tables['document_links'].created + own} nodes" in said


def test_a_text_with_the_separator_of_lists_is_refused(tmp_path: Path) -> None:
    rows = {"enterprises": "enterprise_id,name,kind,former_names\nE1,a,other,b\x1fc\n"}
    with pytest.raises(BadInput, match="load it without --bulk"):
        write_files(find([tables(tmp_path / "in", rows)]), tmp_path / "out")


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file of this process, or of one that it starts, may grow beyond some kilobytes: writing fails as on a full disk."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path, full_disk: None) -> None:
    people = {"people": "person_id,name\n" + "".join(f"P{n},王\n" for n in range(2000))}
    found = find([tables(tmp_path / "in", people)])

    with pytest.raises(ServerFailed, match=r"cannot be written \(.+\): nothing was loaded; make room there"):
        write_files(found, tmp_path / "out")


def test_a_full_disk_for_keys_is_said_too(full_disk: None) -> None:
    ledger = Ledger(at_hand=0)
    with pytest.raises(Unavailable, match="make room there, and load again"):
        for number in range(100):
            ledger.latest |= {f"{number} {place}": "x" * 1000 for place in range(1000)}
            ledger.make_room()
    ledger.close()


@pytest.mark.parametrize("steps", range(8))
def test_a_store_takes_over_however_often_that_is_broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    settings = at(tmp_path)
    home = launch.folder(settings)
    for part in ("databases", "transactions"):
        for root, word in (("data", "old"), (launch.COMING, "new")):
            (home / root / part / launch.DATABASE).mkdir(parents=True)
            (home / root / part / launch.DATABASE / "file").write_text(word)
    left = iter(range(steps))

    def killed(real: Any) -> Any:
        def step(*given: Any) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt
            real(*given)

        return step

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(shutil, "rmtree", killed(shutil.rmtree))
        patch.setattr(Path, "rename", killed(Path.rename))
        launch.take_over(home)
    assert launch.has_graph(settings)
    launch.take_over(home)

    said = [(home / "data" / part / launch.DATABASE / "file").read_text() for part in ("databases", "transactions")]
    assert said == ["new", "new"]
    assert not (home / launch.COMING).exists()
