"""What a caller may spend in a minute, by a clock of the test's own."""

from __future__ import annotations

import pytest

from api import rate
from api.rate import REQUEST, Rate
from graph.errors import RateLimited


class Clock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = 120.0

    def __call__(self) -> float:
        return self.now


def test_a_minute() -> None:
    clock = Clock()
    accounts = Rate(1_000, clock=clock)
    accounts.require("a")
    accounts.spend("a", 5_000)  # the last operation may go over
    clock.now = 150.5

    assert accounts.remaining("a") == 0
    assert accounts.remaining("b") == 1_000
    with pytest.raises(RateLimited, match="30 s") as refused:
        accounts.require("a")
    assert refused.value.seconds == 30
    assert accounts.reset_at == "1970-01-01T00:03:00Z"

    clock.now = 180.0
    accounts.require("a")
    assert accounts.remaining("a") == 1_000 - REQUEST


def test_without_a_limit_nothing_is_counted() -> None:
    accounts = Rate()
    for _ in range(3):
        accounts.require("a")
        accounts.spend("a", 10**9)

    assert accounts._used == {}


def test_one_household_has_one_account() -> None:
    accounts = Rate(1_000, clock=Clock())
    accounts.spend("2001:db8::1", 1_000)

    assert [accounts.remaining(address) for address in ("2001:db8::2:9", "2001:db8:0:1::1")] == [0, 1_000]


def test_addresses_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "CALLERS", 3)
    accounts = Rate(1_000, clock=Clock())
    for number in range(50):
        accounts.spend(f"10.0.0.{number}", 30)

    assert len(accounts._used) == 4
    assert accounts.remaining("10.0.0.49") == 0, "those that come late share an account"
    assert accounts.remaining("10.0.0.0") == 970
