"""The graph out again: tables and JSON Lines that load to the same graph, GraphML and FollowTheMoney that their readers take."""

from __future__ import annotations

import json
import stat
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from api.demo import load_demo
from loaders.export import write_jsonl, write_tables
from loaders.ftm import write_ftm
from loaders.graphml import write_graphml
from loaders.report import Counts
from tests.tables import tables

if TYPE_CHECKING:
    from tests.conftest import Graph

CODE = "91421202MA48ABCD95"
#: What is odd, and must come back as it was: partial dates, strays, two identifiers, formulas, quotes, lists, personal data.
ODD = {
    "documents": "document_id,title,kind,issued_on\nD1,名册,register,2022-06\nD2,答复,reply,\n",
    "document_links": "from_id,to_id,kind\nD2,D1,replies_to\nD2,D1,cites\n",
    "regions": "code,name,level,parent_code\n42,湖北省,province,\n421202,咸安区,county,42\n",
    "communities": "community_id,name,region_code,is_old,floor_area\nC1,\"=1+1\",421202,true,1200.5\nC2,''=x,421202,,\n",
    "people": "person_id,name,id_number,phone\nP1,王伟,421202198001011234,+86 138\n",
    "party_organizations": "organization_id,name,level,community_id,region_code\nO1,大工委,街道大工委,C1,421202\nO2,支部,小区党支部,C1,\n",
    "enterprises": "uscc,enterprise_id,name,former_names,kind,source_document_id,source_locator,source_quote,synthetic\n"
    f'{CODE},E1,"a, ""b""\nc",甲;乙,物业服务,D1,p. 1,"原文",true\n,E2,丙,,开发,,第3页,,\n'
    "91421202MA48ABCD00,,丁,,other,,,,\n",
    "tenders": "tender_id,title,kind,budget\nT1,标,renovation,12.5万元\n",
    "bids": f"bid_id,tender_id,uscc,submitted_on,outcome\nB1,T1,E2;{CODE},2022-01-01,won\n",
    "credit_events": "event_id,uscc,polarity,points,occurred_on\nX1,E1,失信,-3,2022-01-01\n",
    "sanctions": "sanction_id,uscc,kind,starts_on,permanent\nS1,E2,限制参与公开招投标,2022-01-01,true\n",
    "enterprise_roles": "role_id,uscc,person_id,role,share\nR1,E1,P1,shareholder,0.51\nR2,E2,P1,legal_representative,\n",
    "enterprise_links": f"link_id,from_uscc,to_uscc,kind\nL1,{CODE},E2,successor\nL2,{CODE},E2,parent\nL3,{CODE},E2,branch\n",
}


def odd(graph: Graph, folder: Path) -> None:
    report = graph.load(tables(folder, ODD))
    assert report.exit_status == 0, report.rejections


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8-sig") for path in folder.iterdir()}


def said(graph: Graph) -> tuple[list[Any], list[Any]]:
    """All that the graph holds but for the loads and their numbers."""
    nodes, relations = graph.content()
    kept = [
        (labels, sorted((k, repr(v)) for k, v in p.items() if k != "load")) for labels, p in nodes if labels != ["Load"]
    ]
    ends = [(*a, t, sorted(p.items()), *b) for *a, t, p, b0, b1 in relations for b in [(b0, b1)]]
    return sorted(kept), sorted(ends, key=repr)


def test_the_demonstration_goes_out_and_in_again_as_it_was(graph: Graph, tmp_path: Path) -> None:
    graph.run(load_demo(graph.database))
    before = said(graph)
    counts = graph.run(write_tables(graph.database, tmp_path / "out"))

    graph.wipe()
    report = graph.load(tmp_path / "out")
    graph.run(write_tables(graph.database, tmp_path / "again"))

    assert report.total == Counts(read=sum(counts.values()), created=sum(counts.values()))
    assert said(graph) == before
    assert texts(tmp_path / "again") == texts(tmp_path / "out")


def test_what_is_odd_comes_back_as_it_was(graph: Graph, tmp_path: Path) -> None:
    odd(graph, tmp_path / "in")
    before = said(graph)
    graph.run(write_tables(graph.database, tmp_path / "out"))
    graph.run(write_jsonl(graph.database, tmp_path / "lines"))
    graph.run(write_jsonl(graph.database, tmp_path / "all.jsonl"))

    for path in (tmp_path / "out", tmp_path / "lines", tmp_path / "all.jsonl"):
        graph.wipe()
        assert graph.load(path).rejections == ()
        assert said(graph) == before, path
        assert graph.load(path).total.unchanged == graph.load(path).total.read


def test_no_cell_of_a_table_is_a_formula_and_only_its_owner_reads_it(graph: Graph, tmp_path: Path) -> None:
    odd(graph, tmp_path / "in")
    graph.run(write_tables(graph.database, tmp_path / "out"))

    assert "C1,'=1+1" in (tmp_path / "out" / "communities.csv").read_text("utf-8-sig")
    assert ",-3.0," in (tmp_path / "out" / "credit_events.csv").read_text("utf-8-sig").replace(",-3,", ",-3.0,")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()} == {0o600}


def test_graphml_has_every_node_and_every_relationship(graph: Graph, tmp_path: Path) -> None:
    odd(graph, tmp_path / "in")
    graph.run(write_graphml(graph.database, tmp_path / "graph.graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(tmp_path / "graph.graphml").getroot()
    nodes = {node.attrib["id"]: node for node in root.iter(f"{space}node")}
    edges = [(edge.attrib["source"], edge.attrib["label"], edge.attrib["target"]) for edge in root.iter(f"{space}edge")]
    known = {key.attrib["id"] for key in root.iter(f"{space}key")}

    [[count]] = graph.rows("MATCH (n) WHERE NOT n:Wuye AND NOT n:Load RETURN count(n)")
    assert len(nodes) == count
    stored = graph.rows("MATCH (a)-[r]->(b) RETURN labels(a)[0], type(r), labels(b)[0]")
    assert Counter((a.split("/")[0], t, b.split("/")[0]) for a, t, b in edges) == Counter(map(tuple, stored))
    assert {end for a, _, b in edges for end in (a, b)} <= set(nodes)
    assert {data.attrib["key"] for data in root.iter(f"{space}data")} <= known
    assert "421202198001011234" not in (tmp_path / "graph.graphml").read_text("utf-8")


def test_followthemoney_entities_are_as_its_schemata_say(graph: Graph, tmp_path: Path) -> None:
    """The library cannot be installed from wheels alone (pyicu has none): its published schemata stand in for it."""
    odd(graph, tmp_path / "in")
    counts = graph.run(write_ftm(graph.database, tmp_path / "entities.json"))
    lines = (tmp_path / "entities.json").read_text("utf-8").splitlines()
    entities = {entity["id"]: entity for entity in map(json.loads, lines)}
    schemata = json.loads(Path(__file__).with_name("followthemoney.json").read_text("utf-8"))

    assert len(entities) == len(lines) == sum(counts.values())
    for entity in entities.values():
        schema = schemata[entity["schema"]]
        assert set(schema["required"]) <= set(entity["properties"]), entity
        for name, found in entity["properties"].items():
            kind = schema["properties"][name]
            assert found and all(isinstance(value, str) and value for value in found)
            if kind.startswith("entity:"):
                wanted = kind.removeprefix("entity:")
                assert all(wanted in schemata[entities[value]["schema"]]["extends"] for value in found), (entity, name)
    firm = entities["wuye-enterprise-E2"]
    assert (firm["schema"], firm["properties"]["topics"]) == ("Company", ["debarment"])
    assert entities[f"wuye-enterprise-{CODE}"]["properties"]["uscCode"] == [CODE]
    assert counts == {"Document": 2, "Person": 1, "Company": 3, "RealEstate": 2, "Organization": 2, "Sanction": 1} | {
        "Ownership": 2, "Directorship": 1, "Succession": 1, "UnknownLink": 1
    }  # fmt: skip
    assert "421202198001011234" not in "".join(lines)
