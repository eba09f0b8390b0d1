"""The console page and the files beside it: whole, unchanged, self-contained, and safe to fill with any text."""

from __future__ import annotations

import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from api.console import Language, Tab, choose_language, content_security_policy, json_for_script, page

FOLDER = Path(str(files("api"))) / "static" / "console"
INPUTS = Path(__file__).parents[2] / ".console"
HOSTILE = "</script><!--<script>&amp;\u2028\u2029\"'{{config}}{{lang}}物业"


class Page(HTMLParser):
    """The tags of a page with their attributes, and the text inside its script elements."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_script = tag == "script"
        if self._in_script:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data

    @property
    def settings(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.scripts[0])
        return found

    def addresses(self) -> list[str]:
        """What a browser fetches by itself; a link to click is not one."""
        names = [attributes.get(name) for tag, attributes in self.tags if tag != "a" for name in ("src", "href")]
        return [name for name in names if name]


def vendored() -> dict[str, str]:
    """File name → sha512, as VENDOR.md says."""
    rows = re.findall(r"^\| (\S+) \| \d+ \| \d+ \| `([0-9a-f]{128})` \|$", (FOLDER / "VENDOR.md").read_text(), re.M)
    return dict(rows)


def test_every_file_is_the_one_that_vendor_md_names() -> None:
    present = {path.name: hashlib.sha512(path.read_bytes()).hexdigest() for path in FOLDER.iterdir()}
    del present["VENDOR.md"]

    assert present == vendored()


def test_page_names_only_files_that_are_there() -> None:
    addresses = Page(page(static="/static/console")).addresses()
    names = [address.removeprefix("/static/console/").partition("?v=")[0] for address in addresses]

    assert set(names) == {"data:,", "graphiql.css", "graphiql.js"}
    assert {"editor.worker.js", "json.worker.js", "graphql.worker.js"} <= set(vendored())


def test_style_loads_nothing_from_elsewhere() -> None:
    addresses = re.findall(r"url\(\s*[\"']?([^)\"']+)", (FOLDER / "graphiql.css").read_text("utf-8"))
    outside = [address for address in addresses if not address.startswith(("data:image/", "#", "./"))]

    assert outside == []
    assert "@import" not in (FOLDER / "graphiql.css").read_text("utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_has_no_inline_script_and_no_inline_handler(language: Language) -> None:
    shown = Page(page(language=language))
    scripts = [attributes for tag, attributes in shown.tags if tag == "script"]

    assert [script.get("type") for script in scripts] == ["application/json", "module"]
    assert [text.strip() for text in shown.scripts[1:]] == [""]
    assert not [name for _, attributes in shown.tags for name in attributes if name.startswith("on")]


def test_page_says_its_language_and_leaves_no_placeholder() -> None:
    zh, en = page(language="zh"), page(language="en")

    assert b'<html lang="zh-CN">' in zh
    assert b'<html lang="en">' in en
    assert Page(zh).settings["language"] == "zh"
    assert b"{{" not in zh + en
    assert b"%VERSION%" not in zh + en


def test_hostile_settings_stay_text() -> None:
    tab = Tab(HOSTILE, HOSTILE, {HOSTILE: HOSTILE})
    plain = Page(page())
    shown = Page(page(endpoint=HOSTILE, home=HOSTILE, static=HOSTILE, default_tabs=[tab]))
    tabs = shown.settings["tabs"]

    assert [tag for tag, _ in shown.tags] == [tag for tag, _ in plain.tags]
    assert shown.settings["endpoint"] == HOSTILE
    assert shown.addresses()[-1].startswith(HOSTILE + "/graphiql.js?v=")
    assert isinstance(tabs, list)
    assert tabs[0]["query"] == f"# {HOSTILE}\n{HOSTILE}"
    assert json.loads(tabs[0]["variables"]) == {HOSTILE: HOSTILE}


def test_json_for_script_has_none_of_the_dangerous_characters() -> None:
    text = json_for_script({"text": HOSTILE})

    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"text": HOSTILE}


def test_tab_title_becomes_the_first_comment_unless_there_is_one() -> None:
    tabs = [Tab("企业", "{ a }"), Tab("企业", "# own\n{ a }"), Tab("two\nlines", "{ a }"), Tab("", "{ a }")]
    settings = Page(page(default_tabs=tabs)).settings["tabs"]

    assert settings == [
        {"query": "# 企业\n{ a }", "variables": None},
        {"query": "# own\n{ a }", "variables": None},
        {"query": "# two lines\n{ a }", "variables": None},
        {"query": "{ a }", "variables": None},
    ]


def test_policy_allows_scripts_of_the_own_origin_only() -> None:
    directives = dict(part.strip().split(" ", 1) for part in content_security_policy("example.org:8000").split(";"))

    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["worker-src"] == "'self'"
    assert directives["connect-src"] == "'self' ws://example.org:8000 wss://example.org:8000"
    assert directives["base-uri"] == directives["frame-ancestors"] == "'none'"
    assert "unsafe-eval" not in content_security_policy("example.org")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "[::1]:8000", "localhost", "a-b.example.org"])
def test_policy_names_a_real_host(host: str) -> None:
    assert f" ws://{host} " in content_security_policy(host)


@pytest.mark.parametrize("host", [None, "", "a b", "a;script-src *", "a\r\nX: y", "*", "a/b", "a,b", "x:1\n"])
def test_policy_drops_what_is_no_host(host: str | None) -> None:
    assert content_security_policy(host) == content_security_policy(None)
    assert "ws:" not in content_security_policy(host)


@pytest.mark.parametrize(
    ("header", "asked", "expected"),
    [
        (None, None, "zh"),
        ("*", None, "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", None, "zh"),
        ("en-US,en;q=0.9,zh-CN;q=0.8", None, "en"),
        ("en;q=0.5, zh-TW;q=0.7", None, "zh"),
        ("fr-FR, de", None, "en"),
        ("zh;q=0, *;q=0.5", None, "en"),
        ("zh;q=nonsense", None, "zh"),
        (";;,,;q=", None, "en"),
        ("en", "zh", "zh"),
        ("zh", "en", "en"),
        ("zh", "<script>", "zh"),
    ],
)
def test_language(header: str | None, asked: str | None, expected: Language) -> None:
    assert choose_language(header, asked) == expected


def test_build_inputs_name_no_download_host() -> None:
    lock = json.loads((INPUTS / "package-lock.json").read_text("utf-8"))
    authored = [path for path in INPUTS.glob("**/*") if path.is_file() and "node_modules" not in path.parts]
    texts = [path.read_text("utf-8") for path in [*authored, FOLDER / "VENDOR.md", FOLDER / "index.html"]]

    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert [name for name, entry in lock["packages"].items() if name and "integrity" not in entry] == []
    assert not re.search(r"registry\.|npmmirror|unpkg|jsdelivr|esm\.sh|cdn\.", "\n".join(texts))
