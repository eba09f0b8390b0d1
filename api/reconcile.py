"""The W3C reconciliation service, API 0.2, at `/reconcile`: for OpenRefine and its like, which enterprise a name or a code means.

The manifest at GET; `queries` and `extend` as a form at POST (or in the address); suggest with its flyouts, proposed properties and
a preview below. Each is a GraphQL question of our own, under the limits, costs and rates of any other. A page of another site may
not ask, its server may; but OpenRefine's own page on the same machine may (CORS), which reads the manifest and suggests as you type,
and may show the preview in a frame. There is no JSONP: by it any page that is open could read the graph.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import parse_qs

import orjson
from cross_web import HTTPException
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.limits import size_of
from api.view import SECURITY_HEADERS, GraphQLView, context, watched
from graph.domain import ENTERPRISE
from graph.match import QUERIES
from graph.model import Enumeration, Field, Scalar

TYPE = {"id": ENTERPRISE.name, "name": f"{ENTERPRISE.zh} {ENTERPRISE.name}"}
#: Candidates of a query unless it says how many, and the least score that makes one.
CANDIDATES, MOST, LEAST = 5, 100, 0.3
#: Digits of a number, and levels of a value, that somebody may mean.
DIGITS, DEEPEST = 9, 10
#: Ids of one extension at most.
EXTENDED = 1_000
#: What is suggested at once.
SUGGESTED = 20
FORM = "application/x-www-form-urlencoded"
#: The pages of OpenRefine, which runs beside its user, on this port.
OPENREFINE = ("http://127.0.0.1:3333", "http://localhost:3333")
STATUS = {"RATE_LIMITED": 429, "TIMEOUT": 504, "UNAVAILABLE": 503, "INTERNAL": 500}

MATCH = f"""query Reconcile($queries: [MatchQuery!]!, $limit: Int) {{
  match(queries: $queries, limit: $limit, threshold: {LEAST}) {{
    candidates {{ score match reasons enterprise {{ id name uscc synthetic region {{ name }} }} }}
  }}
}}"""
SUGGEST = """query Suggest($text: String!, $first: Int) {
  search(text: $text, types: [ENTERPRISE], first: $first) {
    nodes { ... on Enterprise { id name uscc synthetic region { name } } }
  }
}"""
PREVIEW = """query Preview($id: ID!) {
  enterprise(by: { id: $id }) { id name uscc formerNames status registeredAddress barred synthetic region { name } }
}"""

#: What may be asked of an enterprise: its own fields, whether it is barred, and where it is registered.
FIELDS: Mapping[str, Field] = {field.name: field for field in ENTERPRISE.shown}
NAMES: Mapping[str, str] = {
    **{name: f"{field.zh} {name}" for name, field in FIELDS.items()},
    "region": "注册地 region",
    "barred": "今日是否被限制投标 barred",
    "representative": "法定代表人 representative",
}
#: Properties that help to match, by what `match` calls them.
HINTS = {"uscc": "uscc", "registeredAddress": "address", "representative": "representative"}
#: Properties that can be told of an enterprise.
TOLD = [name for name in NAMES if name != "representative"]


class Reconciliation(GraphQLView):
    """The service: its requests are guarded as those of `/graphql` are."""

    def meant(self, request: Request) -> bool:
        return True  # its questions are its own, and change nothing

    async def respond(self, request: Request) -> Response:
        """The response to a request, by its path."""
        if request.method not in ("GET", "POST"):
            raise HTTPException(405, "GET and POST are answered here.")
        path = request.path_params.get("path", "")
        origin = request.headers.get("origin")
        foreign = request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        if path != "preview" and foreign and origin not in OPENREFINE:
            raise HTTPException(403, "A page of another site may not ask here; its server may.")
        response = await self.told(request, path)
        response.headers["Vary"] = "Origin"
        if origin in OPENREFINE:
            response.headers["Access-Control-Allow-Origin"] = str(origin)
        return response

    async def told(self, request: Request, path: str) -> Response:
        """What is at a path."""
        given = dict(request.query_params)
        if request.method == "POST":
            given |= await form(request)
        if path == "":
            return answered(await self.asked(request, given))
        if path not in PATHS:
            raise HTTPException(
                404, f"Nothing is served at /reconcile/{path}; the manifest at /reconcile names what is."
            )
        return await PATHS[path](self, request, given)

    async def asked(self, request: Request, given: Mapping[str, str]) -> dict[str, Any]:
        """Candidates, further properties, or the manifest."""
        if "query" in given:
            raise HTTPException(400, 'Version 0.2 has no single `query`: send `queries={"q0": {"query": "…"}}`.')
        if "queries" in given:
            return await self.candidates(request, an_object(given["queries"], "queries"))
        if "extend" in given:
            return await self.extended(request, an_object(given["extend"], "extend"))
        if request.method == "POST":
            raise HTTPException(400, "A POST brings `queries` or `extend`, each JSON in a form.")
        return manifest(str(request.base_url).rstrip("/"))

    async def data(self, request: Request, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        """The answer to a question of ours; raises HTTPException with what the schema says against it."""
        found = await watched(request, self.schema.execute(document, variables, context(request)))
        if found.errors or found.data is None:
            [error, *_] = found.errors or [GraphQLError("There is no answer.", extensions={"code": "INTERNAL"})]
            raise HTTPException(STATUS.get(str((error.extensions or {}).get("code")), 400), error.message)
        return dict(found.data)

    async def candidates(self, request: Request, queries: Mapping[str, Any]) -> dict[str, Any]:
        """Of each query its candidates, the best first."""
        if len(queries) > QUERIES:
            raise HTTPException(413, f"{len(queries)} queries are too many at once; at most {QUERIES}.")
        read = {key: understood(key, query) for key, query in queries.items()}
        there = {key: query for key, query in read.items() if query}
        limits = {key: limit(key, query) for key, query in queries.items()}
        found: dict[str, Any] = {key: {"result": []} for key in queries}
        if there:
            most = max(limits[key] for key in there)
            results = (await self.data(request, MATCH, {"queries": list(there.values()), "limit": most}))["match"]
            for key, result in zip(there, results, strict=True):
                found[key] = {"result": [candidate(one) for one in result["candidates"][: limits[key]]]}
        return found

    async def extended(self, request: Request, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Further properties of enterprises."""
        ids, properties = asked.get("ids"), asked.get("properties")
        if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids) or len(ids) > EXTENDED:
            raise HTTPException(400, f"`extend.ids` must be a list of at most {EXTENDED} ids.")
        if not isinstance(properties, list) or not all(isinstance(one, dict) for one in properties):
            raise HTTPException(400, '`extend.properties` must be a list of {"id": …}.')
        names = [str(one.get("id")) for one in properties]
        if unknown := [name for name in names if name not in TOLD]:
            raise HTTPException(400, f"No property {', '.join(unknown)}; there are {', '.join(TOLD)}.")
        selected = " ".join("region { id name }" if name == "region" else name for name in dict.fromkeys(names))
        document = f"query Extend($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Enterprise {{ id {selected} }} }} }}"
        nodes = (await self.data(request, document, {"ids": ids}))["nodes"]
        rows = {
            id: {name: values(name, node.get(name) if node else None) for name in names}
            for id, node in zip(ids, nodes, strict=True)
        }
        return {"meta": [{"id": name, "name": NAMES[name]} for name in names], "rows": rows}

    # ------------------------------------------------------------------------------------------------ below the service

    async def suggest_entity(self, request: Request, given: Mapping[str, str]) -> Response:
        """Enterprises whose name, former name or code begins so, or sounds so; where there are more, the cursor that leads there."""
        prefix, start = given.get("prefix", ""), cursor(given)
        if not prefix.strip():
            return answered({"result": []})
        most = start + SUGGESTED
        found = (await self.data(request, SUGGEST, {"text": prefix, "first": most + 1}))["search"]["nodes"]
        shown = [
            {"id": one["id"], "name": one["name"], "description": described(one), "notable": [TYPE]}
            for one in found[start:most]
        ]
        more = {"cursor": most} if most < len(found) and most <= MOST else {}
        return answered({"result": shown, **more})

    async def suggest_type(self, request: Request, given: Mapping[str, str]) -> Response:
        """The one type there is."""
        return answered({"result": beginning([TYPE], given)})

    async def suggest_property(self, request: Request, given: Mapping[str, str]) -> Response:
        """Properties that help to match, or can be told."""
        return answered({"result": beginning([{"id": id, "name": name} for id, name in NAMES.items()], given)})

    async def flyout(self, request: Request, given: Mapping[str, str]) -> Response:
        """A few lines about what is suggested."""
        id = given.get("id", "")
        if name := TYPE["name"] if id == TYPE["id"] else NAMES.get(id):
            return answered({"id": id, "html": f"<p>{escape(name)}</p>"})
        found = (await self.data(request, PREVIEW, {"id": id}))["enterprise"]
        return answered({"id": id, "html": told_of(found)})

    async def search(self, request: Request, given: Mapping[str, str]) -> Response:
        """The flyout where OpenRefine looks for it: it leaves what the manifest says of it, and asks as Freebase was asked."""
        id = given.get("filter", "").removeprefix("(all mid:").removesuffix(")")
        return await self.flyout(request, {"id": id})

    async def properties(self, request: Request, given: Mapping[str, str]) -> Response:
        """Properties that an extension may ask for; a column that was reconciled without a type has an empty one."""
        most, type = given.get("limit", ""), given.get("type") or TYPE["id"]
        shown = TOLD[: int(most[:DIGITS])] if most.isascii() and most.isdigit() else TOLD
        shown = shown if type == TYPE["id"] else []
        return answered({"type": type, "properties": [{"id": name, "name": NAMES[name]} for name in shown]})

    async def preview(self, request: Request, given: Mapping[str, str]) -> Response:
        """A small page about an enterprise."""
        found = (await self.data(request, PREVIEW, {"id": given.get("id", "")}))["enterprise"]
        policy = f"default-src 'none'; frame-ancestors 'self' {' '.join(OPENREFINE)}"
        headers = SECURITY_HEADERS | {"Content-Security-Policy": policy}
        return HTMLResponse(page(found), 200 if found else 404, headers)


PATHS: Mapping[str, Callable[[Reconciliation, Request, Mapping[str, str]], Awaitable[Response]]] = {
    "suggest/entity": Reconciliation.suggest_entity,
    "suggest/type": Reconciliation.suggest_type,
    "suggest/property": Reconciliation.suggest_property,
    "flyout": Reconciliation.flyout,
    "search": Reconciliation.search,
    "properties": Reconciliation.properties,
    "preview": Reconciliation.preview,
}


def manifest(base: str) -> dict[str, Any]:
    """What the service says of itself.

    >>> manifest("http://127.0.0.1:8000")["versions"]
    ['0.2']
    """
    service = f"{base}/reconcile"

    def suggesting(path: str) -> dict[str, str]:
        return {"service_url": service, "service_path": f"/suggest/{path}", "flyout_service_path": "/flyout?id=${id}"}

    return {
        "versions": ["0.2"],
        "name": "物业 Wuye: enterprises 企业",
        "identifierSpace": f"{base}/entity/",
        "schemaSpace": f"{base}/schema.graphql",
        "defaultTypes": [TYPE],
        "view": {"url": f"{base}/entity/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": 420, "height": 240},
        "suggest": {name: suggesting(name) for name in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [],
        },
        "batchSize": QUERIES,
    }


# ------------------------------------------------------------------------------------------------------- what is asked


async def form(request: Request) -> dict[str, str]:
    """The fields of a form; raises HTTPException for another body."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, f"The body must be {FORM}.")
    try:
        found = parse_qs((await request.body()).decode("utf-8"), max_num_fields=10, strict_parsing=True)
    except ValueError:
        raise HTTPException(
            400, "The form cannot be read; send `queries=` and JSON in UTF-8, percent-encoded."
        ) from None
    return {name: texts[-1] for name, texts in found.items()}


def an_object(text: str, name: str) -> dict[str, Any]:
    """A JSON object in a field of a form."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise HTTPException(400, f"`{name}` is no JSON: {error}") from None
    if not isinstance(found, dict) or size_of(found).levels > DEEPEST:
        raise HTTPException(400, f"`{name}` must be a JSON object of at most {DEEPEST} levels.")
    return found


def understood(key: str, query: Any) -> dict[str, str] | None:
    """A query as `match` takes it; None for one that asks for another type, or for nothing.

    >>> understood("q0", {"query": "永安物业", "properties": [{"pid": "uscc", "v": {"id": "9142", "name": "x"}}]})
    {'name': '永安物业', 'uscc': '9142'}
    """
    if not isinstance(query, dict):
        raise HTTPException(400, f"`{key}` must be an object with `query`.")
    types = query.get("type") or [TYPE["id"]]
    if TYPE["id"] not in (types if isinstance(types, list) else [types]):
        return None
    found = {"name": word(query.get("query"))}
    properties = query.get("properties") or []
    if not isinstance(properties, list) or not all(isinstance(one, dict) for one in properties):
        raise HTTPException(400, f'`{key}.properties` must be a list of {{"pid": …, "v": …}}.')
    for one in properties:
        if hint := HINTS.get(str(one.get("pid"))):
            found[hint] = word(one.get("v"))
    found = {name: text for name, text in found.items() if text}
    return found if {"name", "uscc"} & set(found) else None


def word(value: Any) -> str:
    """A property's value as text: the first of several, the id of a cell that is reconciled already."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("id") or value.get("name")
    return "" if value is None else str(value).strip()


def limit(key: str, query: Mapping[str, Any]) -> int:
    """How many candidates a query wants; of more than there may be, as many as may be."""
    found = CANDIDATES if query.get("limit") is None else query["limit"]
    if not isinstance(found, int) or found < 1:
        raise HTTPException(400, f"`{key}.limit` must be a whole number from 1 on.")
    return min(found, MOST)


def cursor(given: Mapping[str, str]) -> int:
    """How many suggestions are passed over."""
    text = given.get("cursor", "0") or "0"
    if not (text.isascii() and text.isdigit()) or len(text) > DIGITS or int(text) > MOST:
        raise HTTPException(400, f"`cursor` must be a number up to {MOST}.")
    return int(text)


# ----------------------------------------------------------------------------------------------------- what is answered


def answered(body: dict[str, Any]) -> Response:
    """A body as JSON."""
    return Response(orjson.dumps(body), media_type="application/json", headers=SECURITY_HEADERS)


def candidate(one: Mapping[str, Any]) -> dict[str, Any]:
    """A candidate with its score of 100 at most, and its reasons as its description."""
    firm = one["enterprise"]
    reasons = "; ".join(filter(None, [*one["reasons"], described(firm)]))
    said = {"id": firm["id"], "name": firm["name"], "description": reasons}
    return said | {"type": [TYPE], "score": round(100 * one["score"], 2), "match": one["match"]}


def described(firm: Mapping[str, Any]) -> str:
    """An enterprise in a few words."""
    region = (firm["region"] or {}).get("name")
    return " · ".join(part for part in (firm["uscc"], region, "合成 synthetic" if firm["synthetic"] else "") if part)


def values(name: str, found: Any) -> list[dict[str, Any]]:
    """A property's values as the service writes them; none for what is not known."""
    if found is None:
        return []
    if name == "region":
        return [{"id": found["id"], "name": found["name"]}]
    if isinstance(found, list):
        return [{"str": str(one)} for one in found]
    if isinstance(found, bool):
        return [{"str": str(found).lower()}]  # the specification's schema of 0.2 has no boolean here
    field = FIELDS[name]
    if field.type is Scalar.DAY:
        return [{"date": f"{found}T00:00:00Z"}]  # a day is no date there
    zh = field.type.words.get(found) if isinstance(field.type, Enumeration) else None
    return [{"str": f"{zh} {found}" if zh else str(found)}]


def beginning(found: Sequence[dict[str, str]], given: Mapping[str, str]) -> list[dict[str, str]]:
    """Those in whose id or name the prefix is found."""
    prefix = given.get("prefix", "").strip().casefold()
    return [one for one in found if prefix in f"{one['id']} {one['name']}".casefold()][cursor(given) :]


def page(found: Mapping[str, Any] | None) -> str:
    """The preview: text only."""
    return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8">{told_of(found)}</html>'


def told_of(found: Mapping[str, Any] | None) -> str:
    """What is shown of an enterprise, as HTML without a script."""
    if found is None:
        return "<p>没有此企业。No such enterprise.</p>"
    lines = [
        f"<p><b>{escape(found['name'])}</b></p>",
        "<p>合成数据,并非真实企业。SYNTHETIC data: no real firm.</p>" if found["synthetic"] else "",
        f"<p>{escape(found['uscc'] or '信用代码不详 code not known')}</p>",
        f"<p>{escape('; '.join(found['formerNames']))}</p>" if found["formerNames"] else "",
        f"<p>{escape(' · '.join(part for part in ((found['region'] or {}).get('name'), found['registeredAddress']) if part))}</p>",
        "<p>今日被限制投标 barred from bidding today</p>" if found["barred"] else "",
    ]
    return "".join(lines)
