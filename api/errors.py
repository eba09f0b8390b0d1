"""Errors at the edge: ours as GraphQL errors with a code, all else masked behind an id that stands in the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError

from graph.errors import Busy, WuyeError

log = logging.getLogger("wuye")

#: Messages longer than this are cut: they may quote the caller's own document.
LONGEST = 500


def graphql_error(
    error: Exception, *, path: Sequence[str | int] | None = None, code: str | None = None
) -> GraphQLError:
    """An error as GraphQL shows it; `code` is given where the stage decides it (parse, validation)."""
    if isinstance(error, GraphQLError):
        own = (error.extensions or {}).get("code")
        return GraphQLError(
            str(error.message)[:LONGEST],
            nodes=error.nodes,
            source=error.source,
            positions=error.positions,
            path=error.path or path,
            extensions={**(error.extensions or {}), "code": own or code or "BAD_USER_INPUT"},
        )
    if isinstance(error, WuyeError) and error.code != "INTERNAL":
        later = {"retryAfter": error.seconds} if isinstance(error, Busy) else {}
        return GraphQLError(str(error)[:LONGEST], path=path, extensions={"code": error.code, **later})
    return internal(error, path)


def internal(error: Exception, path: Sequence[str | int] | None = None) -> GraphQLError:
    """An unexpected error: its text goes to the log, its id to the caller."""
    id = secrets.token_hex(6)
    log.error("internal error %s", id, exc_info=error)
    return GraphQLError("Internal error.", path=path, extensions={"code": "INTERNAL", "id": id})


def coded(errors: Sequence[GraphQLError], code: str) -> list[GraphQLError]:
    """Errors of one stage, with its code where they have none of their own."""
    return [graphql_error(error, code=code) for error in errors]


def formatted(errors: Sequence[Any]) -> list[dict[str, Any]]:
    """Errors as the response holds them."""
    return [dict(error.formatted) for error in errors]
