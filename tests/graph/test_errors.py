"""The errors as one tree: every one has a code of the contract, and a sentence is all its text."""

from __future__ import annotations

import inspect

import pytest

from graph import errors
from graph.errors import AccessDenied, Busy, RateLimited, ServerFailed, Unavailable, WuyeError

#: The codes of contract/cli.md; those of parsing and validation belong to the protocol.
CODES = {
    "BAD_USER_INPUT",
    "UNAUTHENTICATED",
    "FORBIDDEN",
    "NOT_FOUND",
    "COST_LIMIT_EXCEEDED",
    "RATE_LIMITED",
    "TIMEOUT",
    "UNAVAILABLE",
    "INTERNAL",
}
ALL = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)]


@pytest.mark.parametrize("kind", ALL)
def test_every_error_is_ours_and_has_a_code_of_the_contract(kind: type[WuyeError]) -> None:
    assert issubclass(kind, WuyeError)
    assert kind.code in CODES


def test_only_the_base_is_masked_as_internal() -> None:
    assert [kind for kind in ALL if kind.code == "INTERNAL"] == [WuyeError]


@pytest.mark.parametrize("kind", [AccessDenied, ServerFailed])
def test_whatever_keeps_us_from_the_database_is_unavailable(kind: type[WuyeError]) -> None:
    assert issubclass(kind, Unavailable)
    assert kind.code == "UNAVAILABLE"


@pytest.mark.parametrize("kind", ALL)
def test_the_text_is_the_sentence(kind: type[WuyeError]) -> None:
    more = [1] if kind in (RateLimited, Busy) else []  # the seconds to wait
    assert str(kind("Say what would be right.", *more)) == "Say what would be right."


def test_the_tree_in_the_module_s_head_is_the_tree() -> None:
    assert errors.__doc__ is not None
    named = {word for word in errors.__doc__.replace("─", " ").split() if word.isidentifier() and hasattr(errors, word)}
    assert named == {kind.__name__ for kind in ALL}
