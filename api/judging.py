"""`judgeMatch` and `withdrawJudgement`: a judgement is a row of its own, recorded, corrected and taken back as any other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from graph import judgement, loads
from graph.domain import MODEL
from graph.model import NodeType
from graph.withdraw import withdraw

if TYPE_CHECKING:
    from api.execution import Graph
    from loaders.edit import Edited

JUDGEMENT = MODEL["Judgement"]
#: What came of an edit, with the names of its columns in the input.
Came = tuple[NodeType, "Edited", dict[str, str]]
COLUMNS = {"left_uscc": "left", "right_uscc": "right", "name": "name", "verdict": "judgement", "reason": "note"}


async def judge(graph: Graph, given: Mapping[str, Any], by: str, on: date) -> Came:
    """Records a judgement of a day, or another one on the same pair."""
    from loaders import edit  # answering questions loads nothing
    from loaders.writer import Edit

    name = (given.get("name") or "").strip()
    left, right = ((given.get(each) or "").removeprefix("Enterprise:") for each in ("left", "right"))
    row = {
        "judgement_id": judgement.id_of(name or None, left, right),
        "verdict": given["judgement"],
        "name": name,
        "left_uscc": left,
        "right_uscc": right,
        "reason": given.get("note"),
        "judged_by": by,
        "judged_on": on.isoformat(),
    }
    done = await edit.put(graph.database, JUDGEMENT, row, Edit(by, given.get("note")))
    return JUDGEMENT, done, COLUMNS


async def take_back(graph: Graph, given: Mapping[str, Any], by: str) -> Came:
    """Takes back the edit that recorded a judgement."""
    from loaders.edit import Edited

    key = given["id"].removeprefix("Judgement:")
    load = await loads.of(graph.database, JUDGEMENT, key)
    if load is None:
        return wrong("id", "No judgement has this id.")
    if load.kind != "EDIT":
        return wrong(
            "id", f"What it says came with load {load.number}; `wuye loads withdraw {load.number}` takes that back."
        )
    done = await withdraw(graph.database, load.number, by=by, note=given.get("note"))
    own, _ = await loads.by_number(graph.database, done.number)
    return JUDGEMENT, Edited(key, own), {}


def wrong(field: str, reason: str) -> Came:
    """What is wrong with the input."""
    from loaders.edit import Edited, Wrong

    return JUDGEMENT, Edited(wrong=(Wrong(field, reason),)), {field: field}
