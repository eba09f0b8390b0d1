"""The GraphiQL console as a page: its settings, its language and the policy it runs under, without HTTP."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Literal, NamedTuple

import orjson

Language = Literal["zh", "en"]

#: The languages as HTML names them.
TAGS: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}
TITLES: Mapping[Language, str] = {"zh": "物业 Wuye", "en": "Wuye 物业"}
WITHOUT_SCRIPT: Mapping[Language, str] = {
    "zh": "控制台需要 JavaScript；也可以用 POST /graphql 查询。",
    "en": "The console needs JavaScript; POST /graphql answers queries without it.",
}
WELCOME: Mapping[Language, str] = {
    "zh": "# 在这里写查询，Ctrl-Enter 执行。名称只能用 ASCII，中文写在值和注释里。\n\n{\n  __typename\n}\n",
    "en": "# Write a query here, Ctrl-Enter runs it.\n\n{\n  __typename\n}\n",
}
SCRIPT_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


class Tab(NamedTuple):
    """One tab of a first visit: a title for the reader, the query, and its variables if it has any."""

    title: str
    query: str
    variables: Mapping[str, object] | None = None


def page(
    *,
    endpoint: str = "/graphql",
    static: str = "/static/console",
    home: str = "/",
    language: Language = "zh",
    default_tabs: Sequence[Tab] = (),
    questions: Sequence[Tab] = (),
) -> bytes:
    """The console page: GraphQL at `endpoint`, its files below `static`, its title a link to `home`; `questions` are one click away."""
    tabs = default_tabs or [Tab("", WELCOME[language])]
    settings = {
        "language": language,
        "endpoint": endpoint,
        "home": home,
        "title": TITLES[language],
        "tabs": [_tab_settings(tab) for tab in tabs],
        "questions": [{"title": question.title, "query": question.query} for question in questions],
    }
    values = {
        "lang": TAGS[language],
        "title": escape(f"GraphiQL · {TITLES[language]}"),
        "static": escape(static.rstrip("/")),
        "noscript": escape(WITHOUT_SCRIPT[language]),
        "config": json_for_script(settings),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: values[found[1]], _template()).encode()


def json_for_script(value: object) -> str:
    """JSON that can stand inside a script element: no text in it can end the element or open a comment."""
    return orjson.dumps(value).decode().translate(SCRIPT_ESCAPES)


def content_security_policy(host: str | None) -> str:
    """What the page may load: its own origin only; WebSockets of `host`, the request's Host header, if it is one."""
    sockets = f" ws://{host} wss://{host}" if host and HOST.fullmatch(host) else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        f"font-src 'self' data:; connect-src 'self'{sockets}; worker-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def choose_language(accept_language: str | None, asked: str | None = None) -> Language:
    """`asked` (`?lang=`) if it is one of ours, else what the browser likes best; Chinese if it does not say."""
    if asked in ("zh", "en"):
        return "zh" if asked == "zh" else "en"
    weights = dict(_weighted(part) for part in reversed((accept_language or "*").split(",")))
    others = weights.get("*", 0.0)
    zh, en = weights.get("zh", others), weights.get("en", others)
    return "zh" if zh > en or zh == en > 0 else "en"


def _weighted(part: str) -> tuple[str, float]:
    """`zh-CN;q=0.9` → ("zh", 0.9)."""
    tag, _, parameter = part.partition(";")
    found = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d*)?)\s*", parameter)
    weight = float(found[1]) if found else 1.0
    return tag.strip().lower().partition("-")[0], weight


def _tab_settings(tab: Tab) -> dict[str, str | None]:
    title = re.sub(r"[\r\n]+", " ", tab.title)
    query = tab.query if not title or tab.query.lstrip().startswith("#") else f"# {title}\n{tab.query}"
    variables = orjson.dumps(tab.variables, option=orjson.OPT_INDENT_2).decode() if tab.variables else None
    return {"query": query, "variables": variables}


@cache
def _template() -> str:
    return files("api").joinpath("static/console/index.html").read_text("utf-8")
