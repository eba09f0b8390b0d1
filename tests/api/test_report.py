"""`wuye report`: a bundle holds what it says it holds, is the same when made again, and its page needs nothing but itself."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import orjson
import pytest

from api.report import blocks
from api.report.bundle import MANIFEST, make, write
from api.report.question import Desk, Pins, pinned, question, read_manifest
from graph import rewind
from graph.domain import MODEL
from graph.errors import BadInput, NotFound
from tests.asking import TODAY, Asking, fixed_schema
from tests.conftest import Graph

WINNERS = """query Who($first: Int) {
  barredWinners(first: $first) { totalCount nodes { enterprise { name uscc barred } sanction { kind startsOn } tender { title } } }
}"""


class Page(HTMLParser):
    """A page's elements and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def bundle(asking: Asking, what: str, folder: Path, text: str | None = None, **variables: Any) -> dict[str, bytes]:
    """A bundle of the demonstration, pinned."""
    pins = Pins(None, asking.run(rewind.settled(asking.schema.graph.database)), TODAY)
    made = question(what, text, variables, pins)
    return asking.run(make(Desk(asking.schema, pins), made, folder))  # type: ignore[no-any-return]  # what `make` returns


def again(asking: Asking, manifest: Path, folder: Path) -> dict[str, bytes]:
    """The bundle of a manifest."""
    made, pins = read_manifest(manifest)
    return asking.run(make(Desk(asking.schema, pins), made, folder))  # type: ignore[no-any-return]  # what `make` returns


@pytest.fixture(scope="module")
def winner(asking: Asking) -> tuple[str, str]:
    """A barred winner, and the flag about it."""
    [flag] = asking.data("{ flags(rules: [BARRED_WINNER], first: 1) { nodes { id subject { id } } } }")["flags"][
        "nodes"
    ]
    return flag["subject"]["id"], flag["id"]


@pytest.fixture(scope="module", params=["QUERY", "ENTITY", "FLAG"])
def made(
    request: pytest.FixtureRequest, asking: Asking, winner: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, bytes]]:
    """A bundle of each kind, with its folder."""
    folder = tmp_path_factory.mktemp(request.param) / "case"
    match request.param:
        case "QUERY":
            return folder, bundle(asking, "who.graphql", folder, WINNERS, first=2)
        case "ENTITY":
            return folder, bundle(asking, winner[0], folder)
        case _:
            return folder, bundle(asking, winner[1], folder)


def test_the_manifest_has_every_file_and_its_hash(made: tuple[Path, dict[str, bytes]]) -> None:
    folder, files = made
    manifest = orjson.loads((folder / MANIFEST).read_bytes())

    assert {path.name for path in folder.iterdir()} == {*manifest["files"], MANIFEST} == set(files)
    for name, said in manifest["files"].items():
        content = (folder / name).read_bytes()
        assert said == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    counts, cited = manifest["counts"], orjson.loads(files["citations.json"])
    assert counts["cited"] + counts["derived"] + counts["withoutSource"] == counts["values"]
    assert (counts["cited"], counts["values"] - counts["cited"]) == (len(cited["citations"]), len(cited["uncited"]))
    assert manifest["synthetic"] is True
    assert counts["flags"] == len(orjson.loads(files["flags.json"])) > 0
    assert "picture-1.svg" in files


def test_made_again_it_is_the_same_bytes(made: tuple[Path, dict[str, bytes]], asking: Asking, tmp_path: Path) -> None:
    folder, files = made

    assert again(asking, folder / MANIFEST, tmp_path / "again") == files
    assert again(asking, folder / MANIFEST, folder) == files, "also in its own place"


def test_the_page_needs_nothing_but_itself(made: tuple[Path, dict[str, bytes]]) -> None:
    page = Page(made[1]["report.html"].decode())
    tags = {tag for tag, _ in page.found}

    assert not tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not [(tag, name) for tag, given in page.found for name in given if name == "style" or name.startswith("on")]
    [policy] = [given["content"] for tag, given in page.found if given.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None and policy.startswith("default-src 'none'; style-src 'sha256-")
    ids = {given["id"] for _, given in page.found if "id" in given}
    links = [given["href"] or "" for tag, given in page.found if tag == "a"]
    assert links and {link[1:] for link in links if link.startswith("#")} <= ids
    assert "SYNTHETIC data" in page.text and "never a finding" in page.text


def test_pictures_are_whole_documents(made: tuple[Path, dict[str, bytes]]) -> None:
    for name in made[1]:
        if name.endswith(".svg"):
            root = ElementTree.fromstring(made[1][name])
            assert root.tag.endswith("svg")
            assert len(root.findall("{*}path")) > 0 and len(root.findall("{*}text")) > 1


def test_a_report_of_a_flag_has_that_flag_and_its_inputs(
    asking: Asking, winner: tuple[str, str], tmp_path: Path
) -> None:
    files = bundle(asking, winner[1], tmp_path / "case")

    [flag] = orjson.loads(files["flags.json"])
    assert (flag["id"], flag["subject"]["id"]) == (winner[1], winner[0])
    text = files["report.md"].decode()
    assert flag["inputs"] and all(one["id"] in text.replace("\\", "") for one in flag["inputs"])
    assert all(MODEL[one["__typename"]].zh in text for one in flag["inputs"])


def test_markdown_and_html_tell_the_same_values(asking: Asking, tmp_path: Path) -> None:
    files = bundle(asking, "who.graphql", tmp_path / "case", WINNERS, first=2)
    answer, page = orjson.loads(files["answer.json"]), Page(files["report.html"].decode())

    names = [win["enterprise"]["name"] for win in answer["barredWinners"]["nodes"]]
    assert names and all(name in files["report.md"].decode() and name in page.text for name in names)
    assert "限制参与公开招投标 BID_RESTRICTION" in page.text


@pytest.mark.parametrize(
    "what", ["Flag:BARRED_WINNER:0000000000000000", "Enterprise:none", "nonsense", "Flag:NO_RULE:1", "Enterprise:"]
)
def test_what_is_not_there_is_said(what: str, asking: Asking, tmp_path: Path) -> None:
    with pytest.raises((BadInput, NotFound), match=r"id|finds no flag"):
        bundle(asking, what, tmp_path / "case")
    assert not (tmp_path / "case").exists()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(BadInput, match="other files"):
        write(tmp_path, {MANIFEST: b"{}"})
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_later_loads_do_not_change_an_earlier_report(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "enterprises.csv").write_text("uscc,name,kind\n91421202MA48ABCD95,<b>永安</b>物业,property_service\n")
    graph.load(tmp_path / "enterprises.csv")
    asking = Asking(fixed_schema(graph.database), graph.run)
    before = bundle(asking, "Enterprise:91421202MA48ABCD95", tmp_path / "before")

    (tmp_path / "enterprises.csv").write_text("uscc,name,kind\n91421202MA48ABCD95,长乐物业,property_service\n")
    graph.load(tmp_path / "enterprises.csv")

    assert again(asking, tmp_path / "before" / MANIFEST, tmp_path / "again") == before
    after = bundle(asking, "Enterprise:91421202MA48ABCD95", tmp_path / "after")
    assert "长乐" in after["report.md"].decode() and "长乐" not in before["report.md"].decode()
    page = before["report.html"].decode()
    assert "&lt;b&gt;永安" in page and "<b>永安" not in page
    assert orjson.loads(before[MANIFEST])["counts"]["withoutSource"] > 0 and "SYNTHETIC" not in page


# ------------------------------------------------------------------------------------------------------------ without a graph

DAY = date(2022, 6, 30)


@pytest.mark.parametrize(
    ("document", "directive"),
    [
        ("{ a }", '@asOf(valid: "2022-06-30") @cite'),
        ("query Q @cite { a }", '@asOf(valid: "2022-06-30") @cite'),
        (
            'query @asOf(known: "2025-01-01T00:00:00Z") { a }',
            '@asOf(known: "2025-01-01T00:00:00Z", valid: "2022-06-30") @cite',
        ),
    ],
)
def test_a_question_is_pinned_once(document: str, directive: str) -> None:
    found = pinned(document, DAY)

    assert directive in found
    assert pinned(found, DAY) == found


@pytest.mark.parametrize("document", ["{ a", "fragment f on Query { a }", "query A { a } query B { b }"])
def test_a_question_is_one_operation(document: str) -> None:
    with pytest.raises(BadInput):
        pinned(document, None)


def test_a_day_is_not_said_twice() -> None:
    with pytest.raises(BadInput, match="--valid"):
        pinned('query @asOf(valid: "2021-01-01") { a }', DAY)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", 'https://a" onclick="x', None])
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    told = blocks.Sources([("一 <script>", url)])

    assert "<a" not in blocks.as_html(told) and "<script>" not in blocks.as_html(told)
    assert not re.search(r"<(?!\\)", blocks.as_markdown(told).replace("\\<", ""))
    assert '<a href="https://a.example/b">' in blocks.as_html(blocks.Sources([("一", "https://a.example/b")]))
