"""The graph as FollowTheMoney entities, one JSON object a line: what OpenSanctions, Aleph and yente read.

A debarment is a `Sanction` of a firm with the topic `debarment` while a restriction on bidding is in force. Enterprises are
companies; authorities public bodies; party organisations and owners' committees organisations; communities real estate. A head
office and its branch have no schema of their own and are an UnknownLink. Tenders, bids, contracts, filings, renovations, credit
events and claims have no counterpart that says what they say, and stay out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from graph import export
from graph.database import Database
from graph.domain import MODEL, ROLE, SANCTION_KIND
from graph.export import Exported
from graph.versions import carried
from loaders.export import written

Entity = dict[str, Any]
#: What is exported, in this order: what others refer to comes first.
_TYPES = (
    "Document",
    "Person",
    "Authority",
    "Enterprise",
    "Community",
    "PartyCommittee",
    "PartyBranch",
    "OwnersCommittee",
    "Sanction",
    "EnterpriseRole",
    "EnterpriseLink",
)


async def write_ftm(
    database: Database, path: Path, *, on_progress: Callable[[str, int], None] | None = None
) -> dict[str, int]:
    """One file of entities; returns how many of each schema it has. Personal fields stay out."""
    counts: dict[str, int] = {}
    authorities = {each.key: str(each.properties["name"]) async for each in export.nodes(database, MODEL["Authority"])}
    barred = await export.barred(database, date.today())
    with written(path, "utf-8") as file:
        for name in _TYPES:
            async for each in export.nodes(database, MODEL[name]):
                made = entity(each, authorities, barred)
                counts[made["schema"]] = counts.get(made["schema"], 0) + 1
                file.write(orjson.dumps(made, option=orjson.OPT_APPEND_NEWLINE).decode())
            if on_progress:
                on_progress(name, sum(counts.values()))
    return counts


def entity(each: Exported, authorities: Mapping[str, str], barred: frozenset[str]) -> Entity:
    """A node as an entity: id, schema, and lists of texts by property."""
    said = dict(each.properties)
    to = {r.name: list(keys) for r, keys in zip(carried(each.node), each.references, strict=True)}
    schema, properties = _MAKERS[each.node.name](said, to)
    if each.node.name == "Enterprise" and each.key in barred:
        properties["topics"] = ["debarment"]
    if each.node.name == "Sanction":
        properties["authority"] = [authorities[key] for key in to["authority"]]
    properties["proof"] = [identity("Document", source[0]) for source in each.sources if source[0]]
    if schema == "Document":
        del properties["proof"]
    if said.get("synthetic"):
        properties["notes" if schema in _THINGS else "description"] = ["合成数据 synthetic: made, not registered."]
    texts = {name: [str(value) for value in found if value not in (None, "")] for name, found in properties.items()}
    filled = {name: found for name, found in texts.items() if found}
    return {"id": identity(each.node.name, each.key), "schema": schema, "properties": filled}


def identity(type: str, key: str) -> str:
    """An entity's id.

    >>> identity("Person", "P 1")
    'wuye-person-P%201'
    """
    return f"wuye-{type.lower()}-{quote(key, safe='')}"


def _all(type: str, keys: list[str]) -> list[str]:
    return [identity(type, key) for key in keys]


Said = Mapping[str, Any]
To = Mapping[str, list[str]]
Made = tuple[str, dict[str, list[Any]]]


def _period(said: Said) -> dict[str, list[Any]]:
    return {"startDate": [said.get("startsOn")], "endDate": [said.get("endsOn")]}


def _enterprise(said: Said, to: To) -> Made:
    return "Company", {
        "name": [said["name"]],
        "previousName": said.get("formerNames") or [],
        "uscCode": [said.get("uscc")],
        "registrationNumber": [None if said.get("uscc") else said["enterpriseId"]],
        "country": ["cn"],
        "status": [said.get("status")],
        "address": [said.get("registeredAddress")],
        "phone": [said.get("phone")],
        "email": [said.get("email")],
        "incorporationDate": [said.get("establishedOn")],
        "dissolutionDate": [said.get("dissolvedOn")],
    }


def _sanction(said: Said, to: To) -> Made:
    kind = str(said["kind"])
    return "Sanction", {
        "entity": _all("Enterprise", to["enterprise"]),
        "authorityId": to["authority"],
        "program": [f"{SANCTION_KIND.words[kind]} {kind}"],
        "country": ["cn"],
        "recordId": [said.get("documentNumber")],
        "startDate": [said.get("startsOn")],
        # The first day on which it no longer holds where it was lifted.
        "endDate": [said.get("liftedOn") or said.get("endsOn")],
        "status": ["permanent" if said.get("permanent") else None],
    }


def _role(said: Said, to: To) -> Made:
    owner, asset = _all("Person", to["person"]), _all("Enterprise", to["enterprise"])
    words = [ROLE.words[str(said["role"])]]
    if said["role"] in ("SHAREHOLDER", "CONTROLLER"):
        return "Ownership", {"owner": owner, "asset": asset, "role": words, **_share(said), **_period(said)}
    return "Directorship", {"director": owner, "organization": asset, "role": words, **_period(said)}


def _share(said: Said) -> dict[str, list[Any]]:
    share = said.get("share")
    return {"percentage": [None if share is None else f"{share * 100:g}"]}


def _link(said: Said, to: To) -> Made:
    source, target = _all("Enterprise", to["from"]), _all("Enterprise", to["to"])
    if said["kind"] == "SUCCESSOR":
        return "Succession", {"predecessor": target, "successor": source, **_period(said)}
    if said["kind"] == "BRANCH":
        return "UnknownLink", {"subject": source, "object": target, "role": ["分公司"], **_period(said)}
    return "Ownership", {"owner": source, "asset": target, **_share(said), **_period(said)}


def _organization(said: Said, to: To) -> Made:
    founded = said.get("establishedOn") or said.get("electedOn")
    return "Organization", {"name": [said["name"]], "country": ["cn"], "incorporationDate": [founded]}


_MAKERS: Mapping[str, Callable[[Said, To], Made]] = {
    "Document": lambda said, to: (
        "Document",
        {
            "title": [said["title"]],
            "name": [said["title"]],
            "fileName": [said["documentId"]],
            "date": [said.get("issuedOn")],
            "publisher": [said.get("issuer")],
            "sourceUrl": [said.get("url")],
        },
    ),
    "Person": lambda said, to: ("Person", {"name": [said["name"]], "country": ["cn"]}),
    "Authority": lambda said, to: ("PublicBody", {"name": [said["name"]], "country": ["cn"]}),
    "Enterprise": _enterprise,
    "Community": lambda said, to: (
        "RealEstate",
        {"name": [said["name"]], "address": [said.get("address")], "country": ["cn"]},
    ),
    "PartyCommittee": _organization,
    "PartyBranch": _organization,
    "OwnersCommittee": _organization,
    "Sanction": _sanction,
    "EnterpriseRole": _role,
    "EnterpriseLink": _link,
}
_THINGS = frozenset({"Company", "Person", "PublicBody", "Organization", "RealEstate", "Document"})
