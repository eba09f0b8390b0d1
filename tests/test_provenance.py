"""Each fact leads back to its row: file, hash, sheet, number, load; through corrections, withdrawals and record time."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from graph.settings import Settings
from graph.withdraw import withdraw
from tests.asking import Asking, fixed_schema
from tests.running import wuye

if TYPE_CHECKING:
    from tests.conftest import Graph

SOURCES = """query($known: DateTime) @asOf(known: $known) { sanctions(orderBy: [{sanctionId: ASC}]) { nodes {
  sanctionId sources { document { documentId } locator file sha256 sheet row load } history { file sheet row load { number } } } } }"""


def registers(folder: Path, ends: str) -> Path:
    """A workbook of sanctions below a title, and an archive of what they refer to."""
    folder.mkdir()
    with zipfile.ZipFile(folder / "登记.zip", "w") as archive:
        archive.writestr("documents.csv", "document_id,title,kind\nD,甲册,register\nF,乙册,register")
        archive.writestr("enterprises.csv", "uscc,enterprise_id,name,kind\n,E1,甲公司,property_service")
    with xlsxwriter.Workbook(folder / "名册.xlsx") as book:
        sheet = book.add_worksheet("sanctions")
        sheet.write_row(0, 0, ["某市限制名单"])
        sheet.write_row(1, 0, ["sanction_id", "uscc", "kind", "starts_on", "ends_on", "source_document_id"])
        sheet.write_row(2, 0, ["S1", "E1", "bid_restriction", "2022-01-01", ends, "D"])
        sheet.write_row(3, 0, ["S2", "E1", "forced_exit", "2022-01-01", "2022-12-31", ""])
    return folder


def sanctions(graph: Graph, **variables: Any) -> dict[str, Any]:
    found = Asking(fixed_schema(graph.database), graph.run).data(SOURCES, **variables)
    return {node["sanctionId"]: node for node in found["sanctions"]["nodes"]}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_fact_leads_back_to_its_row(
    graph: Graph, address: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = registers(tmp_path / "1", "2022-06-30"), registers(tmp_path / "2", "2022-07-31")
    assert not graph.load(first, source="F").exit_status
    between = graph.rows("RETURN toString(datetime())")[0][0]
    assert graph.load(second, source="F").total.updated == 1
    hashes = [sha256(folder / "名册.xlsx") for folder in (first, second)]
    row = {"file": "名册.xlsx", "sheet": "sanctions", "row": 3}

    found = sanctions(graph)
    assert found["S1"]["sources"] == [
        {"document": {"documentId": "D"}, "locator": None, **row, "sha256": hashes[1], "load": 2}
    ]
    # What the second load repeats unchanged is said by the first.
    [source] = found["S2"]["sources"]
    assert source == {"document": {"documentId": "F"}, "locator": "名册.xlsx, sanctions, row 4", "file": "名册.xlsx", "sheet": "sanctions", "row": 4, "sha256": hashes[0], "load": 1}  # fmt: skip
    assert [change["load"]["number"] for change in found["S1"]["history"]] == [2, 1]
    assert [{name: change[name] for name in row} for change in found["S1"]["history"]] == [row, row]
    assert sanctions(graph, known=between)["S1"]["sources"][0]["sha256"] == hashes[0]

    for name, value in (("URI", address.uri), ("USERNAME", address.username), ("PASSWORD", address.password)):
        monkeypatch.setenv(f"NEO4J_{name}", str(value))
    shown = wuye("loads", "show", "1").out
    assert f"file         {hashes[0]}  名册.xlsx\n" in shown
    assert f"file         {sha256(first / '登记.zip')}  登记.zip/enterprises.csv\n" in shown

    graph.run(withdraw(graph.database, 2))
    assert sanctions(graph)["S1"]["sources"][0] == {"document": {"documentId": "D"}, "locator": None, **row, "sha256": hashes[0], "load": 1}  # fmt: skip


def test_what_no_file_says_has_no_file(graph: Graph, tmp_path: Path) -> None:
    """A row that a person corrects, and a graph that an older Wuye loaded."""
    graph.load(registers(tmp_path / "1", "2022-06-30"))
    asking = Asking(fixed_schema(graph.database), graph.run)
    asking.data(
        'mutation { correctSanction(input: {sanctionId: "S1", endsOn: "2023-01-01"}) { userErrors { message } } }'
    )
    nothing = {"file": None, "sheet": None, "row": None}

    [source] = sanctions(graph)["S1"]["sources"]
    assert (source["load"], {name: source[name] for name in nothing}, source["sha256"]) == (2, nothing, None)
    graph.rows("MATCH (l:Load) REMOVE l.files, l.hashes, l.by, l.note")
    assert {name: sanctions(graph)["S2"]["history"][0][name] for name in nothing} == nothing | {"sheet": "sanctions", "row": 4}  # fmt: skip
    found = asking.data("{ sanctions { nodes { history { load { number files hashes by note } } } } }")
    assert found["sanctions"]["nodes"][0]["history"][-1]["load"]["hashes"] == []
