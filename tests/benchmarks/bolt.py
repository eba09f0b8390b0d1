"""The driver of the servers beside Wuye: the settings of `graph.database.connect`, and one read as Wuye makes it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase, basic_auth


def connect() -> AsyncDriver:
    """A driver for the Neo4j that the environment names, as Wuye reads it."""
    return AsyncGraphDatabase.driver(
        os.environ["NEO4J_URI"],
        auth=basic_auth(os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"]),
        notifications_min_severity="OFF",
        connection_timeout=3.0,
        connection_acquisition_timeout=5.0,
        max_transaction_retry_time=3.0,
        liveness_check_timeout=30.0,
        user_agent="wuye",
    )


async def rows(driver: AsyncDriver, text: str, parameters: Mapping[str, Any]) -> list[list[Any]]:
    """The records of one auto-commit read."""
    async with driver.session(default_access_mode=READ_ACCESS) as session:
        result = await session.run(text, dict(parameters))
        return [list(record.values()) async for record in result]
