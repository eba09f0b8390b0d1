"""Enterprises, the people in them, the links between them, and their market filings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from loaders.synthetic import names, places
from loaders.synthetic.dice import after, between, chance, day, pick, text
from loaders.synthetic.shapes import Contract, Firm

#: The firms of a block by number: who may be barred, who never is, and who has no credit file.
FIRMS = 246
CREDIT_FILES = 216
BARRED = range(60)
CLEAN = range(60, 180)
RESERVED = range(180, 216)
NEWCOMERS = range(216, 221)
DEVELOPERS = range(221, 227)
BUILDERS = range(227, 237)
OTHERS = range(237, 241)
SMALL = range(241, 246)
#: Firms on top of these, without a credit file: see later.py.
LATER = range(FIRMS, FIRMS + 17)

#: The people of a block by number: a representative each, then holders, managers, first secretaries; from PEOPLE on those of LATER.
PEOPLE = 900
HOLDERS = range(246, 446)
MANAGERS = range(446, 600)
SECRETARIES = range(600, 900)

_COUNTIES = ("421202",) * 9 + ("421281",) * 4 + ("421221",) * 2 + ("421222",) * 2 + ("421223",) * 2 + ("421224",)
_LAST_FILE = date(2022, 11, 28)


def county_of(index: int) -> str:
    """Where a firm of that number is registered, in every block."""
    return _COUNTIES[index * 7 % len(_COUNTIES)]


def number_of(block: int, index: int) -> int:
    """The number of a firm among those of all blocks: LATER's count down from the last there may be."""
    if index in LATER:
        return names.MAX_FIRMS - 1 - block * len(LATER) - (index - FIRMS)
    return block * FIRMS + index


def code_of(seed: int, block: int, index: int) -> str:
    """The credit code of a firm, known without making its block."""
    return names.credit_code(seed, number_of(block, index), county_of(index))


def person_key(block: int, index: int) -> str:
    """The id of a person of a block."""
    return f"syn-person-{block:04d}-{index + 1:04d}"


def _kind(index: int) -> str:
    for kind, numbers in (("developer", DEVELOPERS), ("construction", BUILDERS), ("other", OTHERS)):
        if index in numbers:
            return kind
    return "property_service"


def make_firms(rng: Random, seed: int, block: int, indexes: range = range(FIRMS)) -> list[Firm]:
    """The firms of a block as they are before the stories happen to them."""
    return [_firm(rng, seed, block, index) for index in indexes]


def _firm(rng: Random, seed: int, block: int, index: int) -> Firm:
    number = number_of(block, index)
    county, kind = county_of(index), _kind(index)
    code = code_of(seed, block, index)
    place = pick(rng, ("咸宁", "咸宁市", "湖北", places.COUNTIES[county][:2]))
    firm = Firm(
        index,
        code,
        names.firm_name(seed, number, place, kind),
        kind,
        county,
        f"{names.address(rng, places.COUNTIES[county])}{between(rng, 1, 30)}室",
        names.landline(number),
        f"office@{code[8:17].lower()}.example",
        day(rng, date(2003, 1, 1), date(2018, 12, 31)),
        day(rng, date(2019, 3, 1), _LAST_FILE) if index < CREDIT_FILES else None,
        PEOPLE + index - FIRMS if index in LATER else index,
    )
    if index in CLEAN and chance(rng, 0.08):
        firm.former = names.firm_name(seed, number, place, kind, former=True)
    if index in SMALL:
        firm.established = day(rng, date(2022, 12, 15), date(2024, 3, 1))
    return firm


def enterprise_rows(firms: list[Firm]) -> Iterator[tuple[str, ...]]:
    """Rows of `enterprises`."""
    for firm in firms:
        status = "revoked" if firm.revoked else "deregistered" if firm.dissolved else "active"
        yield (
            firm.code,
            firm.code,
            firm.name,
            firm.former,
            firm.kind,
            status,
            firm.county,
            firm.address,
            firm.phone,
            firm.email,
            text(firm.established),
            text(firm.dissolved),
            text(firm.file_opened),
        )


def person_rows(rng: Random, block: int, same_name: dict[int, int]) -> Iterator[tuple[str, ...]]:
    """Rows of `people`; `same_name` tells whose name a person shares by chance. No id numbers: none is safe to make."""
    called = [names.person_name(rng) for _ in range(PEOPLE)]
    for index in range(PEOPLE):
        name = called[same_name.get(index, index)]
        yield person_key(block, index), name, "", names.mobile(block * PEOPLE + index)


def role_rows(rng: Random, block: int, firms: list[Firm], contracts: list[Contract]) -> Iterator[tuple[str, ...]]:
    """Rows of `enterprise_roles`; a firm has one legal representative at a time."""
    number = 0

    def row(code: str, person: int, role: str, starts: date, ends: date | None, share: str = "") -> tuple[str, ...]:
        nonlocal number
        number += 1
        key = f"syn-role-{block:04d}-{number:04d}"
        return (key, code, person_key(block, person), role, share, text(starts), text(ends))

    for firm in firms:
        for person, starts, until in firm.led():
            yield row(firm.code, person, "legal_representative", starts, until)
    for firm, holder in zip(firms, HOLDERS, strict=False):
        share = f"0.{between(rng, 10, 95)}"
        yield row(firm.code, holder, "shareholder", firm.established, firm.dissolved, share)
        if chance(rng, 0.25):
            yield row(firm.code, holder, "controller", firm.established, firm.dissolved)
        if chance(rng, 0.2):
            yield row(firm.code, holder, pick(rng, ("director", "supervisor")), firm.established, firm.dissolved)
    for contract in contracts:
        if contract.manager is not None:
            yield row(contract.code, MANAGERS[contract.manager], "manager", contract.starts, contract.ends)


def link_rows(
    rng: Random, block: int, firms: list[Firm], successions: list[tuple[Firm, Firm]]
) -> Iterator[tuple[str, ...]]:
    """Rows of `enterprise_links`: owners outside the trade, branches that do not bid, and successions."""
    clean = iter(CLEAN)
    pairs: list[tuple[Firm, Firm, str, str]] = []
    pairs += [(firms[one], firms[next(clean)], "parent", f"0.{between(rng, 51, 99)}") for one in DEVELOPERS]
    pairs += [(firms[one], firms[next(clean)], "shareholder", f"0.{between(rng, 5, 45)}") for one in OTHERS]
    pairs += [(firms[next(clean)], firms[one], "branch", "") for one in SMALL]
    pairs += [(new, old, "successor", "") for new, old in successions]
    for number, (one, other, kind, share) in enumerate(pairs, start=1):
        starts = max(one.established, other.established)
        yield (f"syn-link-{block:04d}-{number:04d}", one.code, other.code, kind, share, text(starts), "")


def filing_rows(rng: Random, block: int, firms: list[Firm]) -> Iterator[tuple[str, ...]]:
    """Rows of `market_filings`: who asked for access to which county's market."""
    number = 0
    for firm in firms:
        if firm.kind != "property_service":
            continue
        filed = after(rng, max(firm.established, date(2019, 1, 2)), 20, 600)
        for _ in range(2 if chance(rng, 0.3) else 1):
            if firm.dissolved and filed >= firm.dissolved:
                break
            number += 1
            county = firm.county if chance(rng, 0.7) else pick(rng, tuple(places.COUNTIES))
            status = "accepted" if chance(rng, 0.9) else pick(rng, ("rejected", "withdrawn"))
            expires = after(rng, filed, 1094, 1096) if status == "accepted" else None
            yield (f"syn-filing-{block:04d}-{number:04d}", firm.code, county, text(filed), text(expires), status)
            filed = after(rng, filed, 400, 1100)
