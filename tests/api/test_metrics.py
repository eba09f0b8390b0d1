"""`GET /metrics`: what was answered, how long it took, what was kept; as Prometheus reads it."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from api.app import create_app
from api.metrics import BUCKETS, DOCUMENTS, Metrics
from graph.settings import Settings

SAMPLE = re.compile(r'(\w+)(?:\{((?:\w+="[^"\\\n]*",?)*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)')


def samples(text: str) -> dict[str, float]:
    """The samples of a text, each line of which is one, or says what follows."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        if not line.startswith(("# HELP ", "# TYPE ")):
            read = SAMPLE.fullmatch(line)
            assert read, line
            name, labels, value = read.groups()
            found[f"{name}{{{labels}}}" if labels else name] = float(value)
    return found


def test_what_was_answered_is_counted(address: Settings, demo: object) -> None:
    with TestClient(create_app(address)) as client:
        for body in ({"query": "query Named { regions { totalCount } }", "operationName": "Named"},) * 2 + (
            {"query": "{ cats }"},
        ):
            client.post("/graphql", json=body)
        client.post("/graphql", json=[{"query": "{ __typename }"}] * 2)
        response = client.get("/metrics")

    found = samples(response.text)
    named = next(name for name in found if name.startswith('wuye_request_seconds_count{document="Named:'))
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert found['wuye_requests_total{code="OK"}'] == 4
    assert found['wuye_requests_total{code="GRAPHQL_VALIDATION_FAILED"}'] == 1
    assert found[named] == 2
    assert found["wuye_cost_total"] > 0
    # Measured and executed, each member of a batch; the plain ones only executed.
    assert (found["wuye_plans"], found["wuye_plan_misses_total"], found["wuye_plan_hits_total"]) == (2, 3, 4)


def test_the_public_is_not_told(address: Settings, demo: object) -> None:
    with TestClient(create_app(address, exposure="public")) as client:
        assert client.get("/metrics").status_code == 403
    with TestClient(create_app(address, exposure="public"), client=("127.0.0.1", 5)) as client:
        assert client.get("/metrics").status_code == 200


def test_times_by_document_are_bounded_and_add_up() -> None:
    metrics = Metrics()
    for number in range(3 * DOCUMENTS):
        metrics.answered("OK", f"d{number}", BUCKETS[number % len(BUCKETS)])
    found = samples("\n".join(metrics.lines()))
    counts = {name: value for name, value in found.items() if name.startswith("wuye_request_seconds_count")}

    assert len(counts) == DOCUMENTS + 1
    assert sum(counts.values()) == 3 * DOCUMENTS
    assert found['wuye_request_seconds_bucket{document="d0",le="0.001"}'] == 1
    assert found['wuye_request_seconds_bucket{document="other",le="+Inf"}'] == 2 * DOCUMENTS
