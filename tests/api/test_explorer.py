"""The explorer without a browser: its page, its files, the documents it asks with, and the words it uses."""

from __future__ import annotations

import gzip
import hashlib
import re
from html.parser import HTMLParser

import orjson
import pytest
from graphql import parse, validate
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from api import assets, explorer
from api.document import document_id
from graph.domain import MODEL
from tests.asking import Asking
from tests.running import schema

MODULES = {name: (explorer.FOLDER / name).read_text("utf-8") for name in explorer.modules()}
STYLE = (explorer.FOLDER / "explorer.css").read_text("utf-8")
#: Bytes, compressed, that a first visit may fetch before any picture of a graph is opened.
BUDGET = 300_000


@pytest.fixture(scope="module")
def served() -> TestClient:
    """The explorer's routes alone; no graph is asked here."""
    return TestClient(Starlette(routes=explorer.routes()))


class Page(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def addresses(self) -> list[str]:
        """What a browser fetches by itself."""
        names = [attributes.get(name) for tag, attributes in self.tags if tag != "a" for name in ("src", "href")]
        return [name for name in names if name and not name.startswith("data:")]


# ------------------------------------------------------------------------------------------------------------- the page


@pytest.mark.parametrize(
    "address", ["/", "/barred", "/paths", "/flags", "/list/Sanction", "/entity/Enterprise:91421202XG12848674"]
)
def test_every_address_is_the_page_under_a_strict_policy(served: TestClient, address: str) -> None:
    response = served.get(address)
    policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))

    assert response.status_code == 200
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert [attributes.get("type") for tag, attributes in Page(response.text).tags if tag == "script"] == ["module"]
    assert "style=" not in response.text


def test_the_page_fetches_what_is_there_and_keeps_it(served: TestClient) -> None:
    for address in Page(served.get("/").text).addresses():
        response = served.get(address)
        assert response.status_code == 200, address
        assert "immutable" in response.headers["cache-control"]


def test_the_page_speaks_the_language_asked_for(served: TestClient) -> None:
    assert '<html lang="en"' in served.get("/?lang=en", headers={"Accept-Language": "zh"}).text
    assert '<html lang="zh-CN"' in served.get("/", headers={"Accept-Language": "zh"}).text


def test_below_another_root_the_page_finds_its_files() -> None:
    page = Page(explorer.html("zh", "/wuye").decode())

    assert all(address.startswith("/wuye/explorer/") for address in page.addresses())


def test_a_first_visit_is_small(served: TestClient) -> None:
    first = {address: served.get(address).content for address in ("/", *Page(served.get("/").text).addresses())}

    assert sum(len(gzip.compress(content)) for content in first.values()) < BUDGET


def test_whoever_takes_gzip_gets_it_and_others_the_same_plainly(served: TestClient) -> None:
    for address in Page(served.get("/").text).addresses():
        packed = served.get(address, headers={"Accept-Encoding": "gzip"})
        plain = served.get(address, headers={"Accept-Encoding": "identity"})

        assert packed.content == plain.content and "content-encoding" not in plain.headers
        assert packed.headers.get("content-encoding") == ("gzip" if len(plain.content) >= assets.LEAST else None)
        assert packed.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("name", MODULES)
def test_a_module_loads_local_modules_only(name: str) -> None:
    imported = re.findall(r'(?:from |import\(|import )"([^"]+)"', MODULES[name])

    assert {one.removeprefix("./") for one in imported} <= {*MODULES, "vendor/graph.js"}
    assert not re.search(r"https?://(?!www\.w3\.org/|schemas\.openxmlformats\.org/)", MODULES[name]), (
        "an address elsewhere"
    )
    assert not re.search("innerHTML|WebSocket|EventSource", MODULES[name])


def test_every_vendored_file_is_the_one_that_vendor_md_names() -> None:
    folder = explorer.FOLDER / "vendor"
    rows = re.findall(
        r"^\| (\S+) \| \d+ \| \d+ \| `([0-9a-f]{128})` \|$", (folder / "VENDOR.md").read_text("utf-8"), re.M
    )
    present = {path.name: hashlib.sha512(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    del present["VENDOR.md"]

    assert present == dict(rows)


def test_the_style_loads_nothing() -> None:
    assert "url(" not in STYLE
    assert "@import" not in STYLE


# --------------------------------------------------------------------------------------------------------- the documents


@pytest.mark.parametrize("name", explorer.documents())
def test_a_document_is_valid(name: str) -> None:
    assert validate(schema()._schema, parse(explorer.documents()[name])) == []


def test_every_type_has_a_list_and_a_page() -> None:
    assert {f"{node.name}List" for node in MODEL} | {node.name for node in MODEL} <= set(explorer.documents())


def test_no_document_is_left_over() -> None:
    asked = "\n".join(MODULES.values())
    made = {f"{node.name}{end}" for node in MODEL for end in ("", "List", "Flags")}
    other = set(explorer.documents()) - made

    assert {name for name in other if f'"{name}"' not in asked and "Timeline" not in name} == set()


def test_documents_are_trusted(address: object) -> None:
    from api.app import create_app

    app = create_app(address)  # type: ignore[arg-type]  # Settings
    [view] = [route.app for route in app.routes if isinstance(route, Route) and route.path == "/graphql"]

    for text in explorer.documents().values():
        assert view.schema.documents.resolve({"documentId": document_id(text)})["query"] == text


@pytest.mark.parametrize("name", [node.name for node in MODEL])
def test_a_list_and_the_page_of_its_first_row_are_answered(name: str, asking: Asking) -> None:
    documents = explorer.documents()
    rows = asking.data(documents[f"{name}List"], first=1)["list"]["nodes"]
    if name == "Judgement":  # nobody has judged anything of the demonstration
        assert rows == [] and asking.data(documents[name], id="Judgement:none")["entity"] is None
        return
    entity = asking.data(documents[name], id=rows[0]["id"])["entity"]

    assert {key: entity[key] for key in ("__typename", "id", "synthetic")} == {
        key: rows[0][key] for key in ("__typename", "id", "synthetic")
    }


# ------------------------------------------------------------------------------------------------------------- the words


def test_every_text_asked_for_is_there_in_both_languages() -> None:
    told = dict(
        re.findall(r'^  (\w+): \[\s*"((?:[^"\\]|\\.)+)",\s*"(?:[^"\\]|\\.)+",?\s*\]', MODULES["strings.js"], re.M)
    )
    asked = {key for text in MODULES.values() for key in re.findall(r'\bt\((?:asOf \? )?"(\w+)"', text)}

    assert asked <= set(told)
    assert all(re.search("[一-鿿、：；]", chinese) for chinese in told.values())


def test_the_words_are_the_model_s() -> None:
    words = orjson.loads(explorer.content())

    assert set(words["types"]) == {node.name for node in MODEL}
    assert words["enums"]["SanctionKind"]["BID_RESTRICTION"] == "限制参与公开招投标"
    assert words["types"]["Enterprise"]["members"]["bids"] == {
        "zh": "投标",
        "note": "Bids that the enterprise submitted, alone or in a consortium.",
        "type": "Bid",
        "inverse": "enterprises",
        "inverseMany": True,
    }
