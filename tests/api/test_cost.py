"""What an operation costs by Neo4j's estimate: nothing legitimate is refused, what is over budget is, and it is told why."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from api import cost
from api.app import create_app
from api.execution import PlannedSchema
from api.limits import Limits
from api.schema import make_schema
from graph.settings import Settings
from tests.asking import SECRET, SERVER, FixedSchema, compiled, fixed_schema
from tests.conftest import Graph
from tests.test_golden import CASES, given

#: Four relations there and back again: every bid of every firm with every other of the same tenders.
DEAR = "{ enterprises(where: { bids: { some: { tender: { bids: { some: { enterprises: { some: { bids: { some: { amount: { gt: 1 } } } } } } } } } } }) { totalCount } }"


@pytest.fixture(scope="module")
def bare() -> FixedSchema:
    """The schema without a graph."""
    return fixed_schema(None)


@pytest.fixture
def schema(demo: Graph) -> PlannedSchema:
    """The schema as it is served."""
    from api.execution import Graph as Answering

    made = make_schema(PlannedSchema)
    assert isinstance(made, PlannedSchema)
    made.graph = Answering(demo.database, SECRET, SERVER)
    return made


def test_no_question_is_over_budget(demo: Graph, bare: FixedSchema) -> None:
    """By far: the demonstration is a hundredth of what Wuye is for, and some of it grows with the square."""
    heavy = ("filter_float", "filter_single", "filter_all", "every_regions", "as_of_entities", "consortium")
    found: dict[str, int] = {}
    for case in CASES:
        if case.stem in heavy or case.parent.name == "questions":
            prepared = bare.prepare(given(case)[0], None)
            inputs = bare.inputs(prepared, given(case)[1])
            found[case.stem] = demo.run(cost.rows_of(demo.database, bare.variant(prepared, inputs).plan, inputs))

    assert max(found.values()) * 1_000 <= Limits().cost, max(found, key=found.__getitem__)
    assert found["every_regions"] > 5_000, "Neo4j knows what the graph holds"


@pytest.mark.parametrize(
    ("document", "named"),
    [
        (DEAR, "`where` of `enterprises`"),
        (f"{{ about {{ version }} e: {DEAR[2:]}", "`where` of `e`"),
        (
            "{ regions { nodes { name communities { nodes { tenders { nodes { title } } } } children { totalCount } } } }",
            "`first` of `regions.communities`",
        ),
        (
            "{ enterprises { totalCount } tenders(orderBy: [{ bidsCount: DESC }]) { nodes { id } } }",
            "`orderBy` of `tenders`",
        ),
        (
            "{ bids { totalCount groupedAggregate(groupBy: [{ submittedOn: MONTH }]) { count } } }",
            "`groupedAggregate` of `bids`",
        ),
    ],
)
def test_over_budget_is_refused_before_it_runs(
    document: str, named: str, schema: PlannedSchema, demo: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object, **__: object) -> Any:
        raise AssertionError("it ran")

    monkeypatch.setattr(demo.database, "read", never)
    schema.limits = replace(Limits(), cost=50)
    result = demo.run(schema.execute(document))

    [error] = result.errors or ()
    assert error.extensions is not None
    assert error.extensions["code"] == "COST_LIMIT_EXCEEDED"
    assert "at most 50 are allowed" in error.message
    assert named in error.message


def test_a_plan_is_explained_once(schema: PlannedSchema, demo: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many ask at the same time; with other values, too; and again when the estimate is old, without anybody waiting."""
    asked: list[str] = []
    explain = demo.database.explain

    async def counted(text: str, *given: Any, **named: Any) -> Any:
        asked.append(text)
        return await explain(text, *given, **named)

    monkeypatch.setattr(demo.database, "explain", counted)
    document = "query($n: Int, $gt: Float) { enterprises(first: $n, where: { bids: { some: { amount: { gt: $gt } } } }) { totalCount } }"

    async def together() -> None:
        await asyncio.gather(*(schema.execute(document, {"n": n, "gt": 1.5 * n}) for n in range(1, 9)))

    demo.run(together())
    demo.run(schema.execute(document, {"n": 3, "gt": 1.0}))
    assert len(asked) == 1

    [variant] = schema.prepare(document, None).variants.values()
    assert variant.estimate is not None
    variant.estimate = replace(variant.estimate, rows=7, made=variant.estimate.made - 2 * cost.FRESH)

    async def afterwards() -> None:
        await schema.execute(document, {"n": 3, "gt": 1.0})
        if variant.estimating:
            await variant.estimating

    demo.run(afterwards())
    assert len(asked) == 2
    assert variant.estimate.rows > 7


@pytest.mark.parametrize(
    ("document", "plain"),
    [
        ('{ enterprise(by: { uscc: "x" }) { name region { name } bids { totalCount nodes { id } } } }', True),
        ('{ communities(first: 1000, where: { name: { contains: "a" } }) { nodes { region { name } } } }', True),
        ("{ __typename about { version } }", True),
        (DEAR, False),
        ("{ regions { nodes { communities { totalCount } } } }", False),
        ("{ tenders(orderBy: [{ bidsCount: DESC }]) { nodes { id } } }", False),
        ('{ enterprise(by: { uscc: "x" }) { bids { nodes { tender { bids { totalCount } } } } } }', False),
        ("{ bids { aggregate { count } } }", False),
    ],
)
def test_what_is_run_before_it_is_explained(document: str, plain: bool, bare: FixedSchema) -> None:
    assert cost.plain(compiled(bare, document).variant.plan) is plain


def test_a_plain_plan_does_not_wait(schema: PlannedSchema, demo: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    document = "{ regions(first: 3) { nodes { name } } }"

    explain, asked = demo.database.explain, asyncio.Event()

    async def waiting(*given: Any, **named: Any) -> Any:
        await asked.wait()
        return await explain(*given, **named)

    monkeypatch.setattr(demo.database, "explain", waiting)

    async def first() -> int:
        result = await schema.execute(document)
        [variant] = schema.prepare(document, None).variants.values()
        assert result.data
        assert variant.estimating
        asked.set()
        return (await variant.estimating).rows

    assert demo.run(first()) > 0


# ------------------------------------------------------------------------------------------------------------- rateLimit


def test_the_cost_of_an_operation(client: TestClient) -> None:
    fields = "rateLimit { cost limit remaining used resetAt nodeCount __typename }"

    def asked(rest: str) -> dict[str, Any]:
        data = client.post("/graphql", json={"query": f"{{ {fields} {rest} }}"}).json()["data"]
        assert (len(data) > 1) == bool(rest), "it is answered as well"
        found: dict[str, Any] = data["rateLimit"]
        return found

    nothing, little, much = (
        asked(""),
        asked("regions(first: 10) { nodes { id } }"),
        asked("regions(first: 900) { nodes { id } }"),
    )
    assert nothing["cost"] <= little["cost"] < much["cost"] <= much["limit"]
    assert (little["nodeCount"], much["nodeCount"]) == (12, 902)
    assert {key: little[key] for key in ("limit", "remaining", "used")} == {
        "limit": Limits().cost,
        "remaining": Limits().cost,
        "used": 0,
    }
    assert little["resetAt"].endswith("Z")


def test_a_dry_run_runs_nothing(schema: PlannedSchema, demo: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even what is over budget is refused then: that is what is asked."""

    async def never(*_: object, **__: object) -> Any:
        raise AssertionError("it ran")

    monkeypatch.setattr(demo.database, "read", never)
    schema.limits = replace(Limits(), cost=50)
    document = 'query($dry: Boolean) { enterprises { nodes { sanctions { nodes { id } } } } search(text: "咸") { nodes { __typename } } r: rateLimit(dryRun: $dry) { cost limit } }'
    dry, run = (demo.run(schema.execute(document, {"dry": dry})) for dry in (True, False))

    assert dry.errors is None
    assert set(dry.data) == {"r"}
    assert dry.data["r"]["cost"] > dry.data["r"]["limit"] == 50
    assert run.errors[0].extensions["code"] == "COST_LIMIT_EXCEEDED"


# ---------------------------------------------------------------------------------------------------------- rate limiting


def test_a_caller_who_has_spent_the_minute(address: Settings, demo: Graph) -> None:
    """What one operation costs is charged, over the rest, too; then it is 429 until the minute ends."""
    document = "{ regions { totalCount nodes { name } } rateLimit { limit remaining used } }"
    with TestClient(create_app(replace(address, rate_limit=250))) as client:
        answers = [client.post("/graphql", json={"query": document}) for _ in range(4)]
        page = client.get("/healthz")

    first = answers[0].json()["data"]["rateLimit"]
    assert first["limit"] == 250
    assert first["remaining"] + first["used"] == 250
    refused = answers[-1]
    assert refused.status_code == 429
    assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert page.status_code == 200
