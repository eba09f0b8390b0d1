"""All that a report is made of: the answer with its citations, the flags about what it names, and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.report.picture import draw, label
from api.report.question import SUBJECTS, Answered, Desk, Pins, Question, flags_of_nodes, neighbourhood
from api.schema_flags import ABOUT
from graph.domain import MODEL
from graph.errors import BadInput
from graph.mixed import APART

#: Pictures of an answer's first entities.
PICTURES = 3


@dataclass(frozen=True)
class Found:
    """All that a report is made of."""

    question: Question
    pins: Pins
    answer: Answered
    flags: Sequence[Mapping[str, Any]]
    pictures: Sequence[tuple[str, str]]  # title, SVG
    notes: Sequence[str] = ()

    @property
    def synthetic(self) -> bool:
        """Is any of it made by the generator?"""
        facts = any(entry["synthetic"] for entry in self.answer.citations)
        inputs = (one for flag in self.flags for one in (flag["subject"], *flag["inputs"]))
        return facts or any(one["synthetic"] for one in inputs)


async def find(desk: Desk, question: Question) -> Found:
    """Asks the question, and then for flags and pictures; raises BadInput, NotFound."""
    notes: list[str] = []
    if question.kind == "FLAG":
        assert question.subject is not None
        variables = {"subject": await desk.subject_of(question.subject)}
        question = Question(question.kind, question.subject, question.document, variables)
        answer = await desk.ask(question.document, variables)
        flags = [node for node in answer.data["flags"]["nodes"] if node["id"] == question.subject]
        pictures = [
            (flag["explanation"], draw(flag["path"]["nodes"], flag["path"]["edges"], flag["id"])) for flag in flags
        ]
        return Found(question, desk.pins, answer, flags, pictures)
    answer = await desk.ask(question.document, question.variables)
    if question.kind == "ENTITY" and answer.data["entity"] is None:
        raise BadInput(f"No node has the id {question.subject} there and then; `wuye query` finds ids by `search`.")
    named = list(dict.fromkeys(entry["fact"] for entry in answer.citations))
    subjects = [question.subject] if question.subject else [id for id in named if id.partition(":")[0] in ABOUT]
    if len(subjects) > SUBJECTS:
        notes.append(
            f"只查了前 {SUBJECTS} 个对象的线索,共 {len(subjects)} 个。Flags of the first {SUBJECTS} of {len(subjects)} nodes only."
        )
    subjects = subjects[:SUBJECTS]
    held = (await desk.data(flags_of_nodes(), ids=subjects))["nodes"] if subjects else []
    flags_by_id = {flag["id"]: flag for node in held if node and "flags" in node for flag in node["flags"]["nodes"]}
    cut = sum(len(node["flags"]["nodes"]) < node["flags"]["totalCount"] for node in held if node and "flags" in node)
    if cut:
        notes.append(f"{cut} 个对象的线索未全列。Not all flags of {cut} nodes are listed.")
    entities = [id for id in named if not MODEL[id.partition(":")[0]].fact and id.partition(":")[0] not in APART]
    drawn = [question.subject] if question.subject else entities[:PICTURES]
    pictures = [await picture(desk, id) for id in drawn]
    return Found(question, desk.pins, answer, list(flags_by_id.values()), pictures, notes)


async def picture(desk: Desk, id: str) -> tuple[str, str]:
    """What stands around a node, drawn."""
    around = (await desk.data(neighbourhood(), id=id))["neighborhood"]
    nodes = around["nodes"]
    left = f" ({len(nodes)}/{around['total']})" if around["truncated"] else ""
    title = f"{label(nodes[0])}:周围 what stands around it{left}"
    return title, draw(nodes, around["edges"], title)


def counts(answer: Answered) -> dict[str, int]:
    """How many values are cited, and how many are not, by the reason."""
    because = [entry["because"] for entry in answer.uncited]
    return {
        "values": len(answer.citations) + len(because),
        "cited": len(answer.citations),
        "derived": because.count("DERIVED"),
        "withoutSource": because.count("NO_SOURCE"),
    }
