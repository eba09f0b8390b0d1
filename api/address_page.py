"""The list of the questions at `/q/`: a page of forms for people, which needs no script, and JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.address import FORMAT, JSON, Addresses
from api.console import TAGS, TITLES, Language, choose_language
from api.explorer import files_below
from api.sheet_format import FORMATS

POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    "Vary": "Accept, Accept-Language",
}
WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "heading": "现成的问题",
        "about": "每个问题都有自己的网址，填好参数即可得到答案或文件，无需编写 GraphQL。CSV、NDJSON、XLSX 含全部行。",
        "format": "格式",
        "ask": "查询",
        "document": "对应的 GraphQL",
    },
    "en": {
        "heading": "Questions to start from",
        "about": "Each question has an address: fill in its parameters for an answer or a file, no GraphQL needed. CSV, NDJSON and XLSX have all rows.",
        "format": "Format",
        "ask": "Ask",
        "document": "The GraphQL behind it",
    },
}
#: How a browser lets people write a value of a type.
INPUTS = {"Date": 'type="date"', "Int": 'type="number"', "Float": 'type="number" step="any"'}


def listing(addresses: Addresses, request: Request) -> Response:
    """The list, as the caller accepts it."""
    root = request.scope.get("root_path", "")
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"questions": addresses.listed(root)}, headers=HEADERS)
    language = choose_language(request.headers.get("accept-language"), request.query_params.get("lang"))
    return Response(page(addresses, language, root), media_type="text/html", headers=HEADERS)


def page(addresses: Addresses, language: Language, root: str = "") -> str:
    """The list as HTML in a language."""
    words = WORDS[language]
    other: Language = "en" if language == "zh" else "zh"
    below = files_below(root)
    documents = {each.question.word: each.question.document for each in addresses}
    sections = "\n".join(section(told, documents[told["name"]], language) for told in addresses.listed(root))
    return f"""<!doctype html>
<html lang="{TAGS[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{words["heading"]} · {TITLES[language]}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{below}/theme.css">
<link rel="stylesheet" href="{below}/questions.css">
</head>
<body>
<header><a href="{escape(root)}/">{TITLES[language]}</a> · <a href="?lang={other}" lang="{TAGS[other]}">{"English" if other == "en" else "中文"}</a></header>
<main>
<h1>{words["heading"]}</h1>
<p>{words["about"]}</p>
{sections}
</main>
</body>
</html>
"""


def section(told: Mapping[str, Any], document: str, language: Language) -> str:
    """A question: its title, its form, its document."""
    words, title = WORDS[language], escape(told["title"][language])
    inputs = "\n".join(field(parameter, language) for parameter in told["parameters"])
    formats = "".join(f"<option>{form}</option>" for form in (JSON, *FORMATS))
    return f"""<section aria-labelledby="{told["name"]}">
<h2 id="{told["name"]}">{title}</h2>
<form action="{escape(told["address"])}">
{inputs}
<label>{words["format"]}<select name="{FORMAT}">{formats}</select></label>
<button aria-label="{words["ask"]}: {title}">{words["ask"]}</button>
</form>
<details><summary>{words["document"]}</summary><pre tabindex="0"><code>{escape(document)}</code></pre></details>
</section>"""


def field(told: Mapping[str, Any], language: Language) -> str:
    """A parameter of a form; left empty it is what the question says."""
    hint = "" if told["default"] is None else f' placeholder="{escape(str(told["default"]))}"'
    filled = f' value="{escape(str(told["default"]))}"' if hint and told["type"] == "Date" else hint
    said = f' title="{escape(told["meaning"][language])}"'
    return f'<label>{told["name"]}<input name="{told["name"]}" {INPUTS.get(told["type"], "")}{filled}{said}></label>'
