"""Communities, their renovations, party branches and owners' committees; the letter's sums are shared out here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from loaders.synthetic import places
from loaders.synthetic.dice import after, between, chance, day, pick, shares, text
from loaders.synthetic.names import address, community_name
from loaders.synthetic.shapes import Community, Project

OLD, ORDINARY = 688, 150
HOUSEHOLDS = 134_135
SECURITY_SYSTEMS, PARKING_SPACES, PUBLIC_SPACE = 535, 17_881, 9_162
#: The first communities of a block take no part in tenders: in the complement they are the letter's own.
QUIET = 8
#: How many projects of a block were approved with one of the six preconditions missing.
WITHOUT_PRECONDITION = 8

_YEARS = (2019,) * 12 + (2020,) * 22 + (2021,) * 25 + (2022,) * 24 + (2023,) * 17
STEPS = (
    "party_branch_formed_on",
    "consultation_held_on",
    "convention_signed_on",
    "illegal_structures_cleared_on",
    "residents_contributed_on",
    "fees_committed_on",
)


@dataclass(frozen=True)
class SeedCommunity:
    """A community of the letter that counts among the 688."""

    key: str
    name: str
    region: str


def make_communities(rng: Random, block: int, seeds: list[SeedCommunity]) -> list[Community]:
    """The 688 old communities of a block, the seeds first, then the 150 ordinary ones."""
    codes = places.neighborhood_codes(block)
    made = []
    for at in range(OLD + ORDINARY):
        old = at < OLD
        code = codes[at * len(codes) // OLD if old else (at - OLD) * len(codes) // ORDINARY]
        key = f"syn-community-{block:04d}-{at + 1:04d}"
        made.append(Community(key, community_name(rng, old=old), code, code[:6], old))
    for at, seed in enumerate(seeds):
        made[at] = Community(seed.key, seed.name, seed.region, seed.region[:6], True, seed=True)
    return made


def make_projects(rng: Random, block: int, communities: list[Community]) -> list[Project]:
    """Renovations of every old community, each in exactly one; some of several neighbours together."""
    projects: list[Project] = []
    at = 0
    while at < OLD:
        size = between(rng, 2, 5) if at >= QUIET and chance(rng, 0.12) else 1
        members = [one for one in communities[at : min(at + size, OLD)] if one.region == communities[at].region]
        at += len(members)
        projects.append(_project(rng, f"syn-renovation-{block:04d}-{len(projects) + 1:04d}", members))
    for which, project in enumerate(projects[QUIET :: len(projects) // WITHOUT_PRECONDITION][:WITHOUT_PRECONDITION]):
        project.steps[1 + which % 5] = None
    return projects


def _project(rng: Random, key: str, members: list[Community]) -> Project:
    year = pick(rng, _YEARS)
    formed = day(rng, date(year - 1, 1, 10), date(year - 1, 7, 31))
    steps: list[date | None] = [formed]
    last = formed
    for _ in STEPS[1:]:
        last = after(rng, last, 5, 30)
        steps.append(last)
    for member in members:
        member.branch_on = formed
    done = day(rng, date(year, 6, 1), date(year, 12, 28)) if year < 2023 else None
    if year == 2023 and chance(rng, 0.6):
        done = day(rng, date(2023, 9, 1), date(2024, 6, 30))
    return Project(key, members, year, done, steps)


def missing_preconditions(projects: list[Project]) -> list[dict[str, str]]:
    """The planted renovations that went ahead with one of the six preconditions unmet."""
    return [
        {"renovation": project.key, "missing": STEPS[project.steps.index(None)]}
        for project in projects
        if None in project.steps
    ]


def innocent_preconditions(projects: list[Project]) -> list[dict[str, str]]:
    """Renovations that are not complete, for all that is known, and have met all six."""
    return [{"renovation": one.key} for one in projects if one.completed is None and None not in one.steps]


def community_rows(rng: Random, communities: list[Community]) -> Iterator[tuple[str, ...]]:
    """Rows of `communities`; the households of the old ones sum to the letter's."""
    made = [one for one in communities if not one.seed]
    old = sum(one.old for one in made)
    households = shares(rng, HOUSEHOLDS, old, 12) if old else []
    for at, one in enumerate(made):
        homes = households[at] if one.old else between(rng, 180, 1600)
        built = between(rng, 1978, 2004) if one.old else between(rng, 2008, 2021)
        longitude, latitude = places.MIDDLES[one.county]
        basics = [text(chance(rng, 0.85 if one.old else 0.98)) for _ in range(4)]
        yield (
            one.key,
            one.name,
            one.region,
            address(rng, places.COUNTIES[one.county]),
            text(built),
            text(max(1, homes // 40)),
            text(homes),
            text(homes * between(rng, 62, 118)),
            text(one.old),
            *basics,
            "",
            "",
            f"{longitude + (rng.random() - 0.5) * 0.12:.6f}",
            f"{latitude + (rng.random() - 0.5) * 0.12:.6f}",
        )


def renovation_rows(rng: Random, projects: list[Project]) -> Iterator[tuple[str, ...]]:
    """Rows of `renovations`: systems and spaces of 2019–2022, and public space of all years, sum to the letter's."""
    early = [at for at, project in enumerate(projects) if project.year < 2023]
    security = dict(zip(early, shares(rng, SECURITY_SYSTEMS, len(early)), strict=True))
    parking = dict(zip(early, shares(rng, PARKING_SPACES, len(early)), strict=True))
    with_rooms = early[::5]
    rooms = dict(zip(with_rooms, shares(rng, PUBLIC_SPACE, len(with_rooms), 15), strict=True))
    for at, project in enumerate(projects):
        late = project.completed is not None and project.year == 2023
        yield (
            project.key,
            f"{project.year}年老旧小区{'连片' if len(project.members) > 1 else ''}改造项目第{at + 1}号",
            text(project.year),
            project.members[0].region,
            ";".join(one.key for one in project.members),
            text(between(rng, 40, 320) * 10_000 * len(project.members)),
            text(security.get(at, between(rng, 1, 3) if late else None)),
            text(parking.get(at, between(rng, 10, 60) if late else None)),
            text(rooms.get(at)),
            text(project.completed),
            *(text(step) for step in project.steps),
        )


def branch_rows(block: int, communities: list[Community], secretaries: list[str]) -> Iterator[tuple[str, ...]]:
    """Rows of `party_organizations`: a branch in each of the old communities."""
    yield from places.committee_rows(block)
    for at, one in enumerate(communities[:OLD]):
        above = places.committee(one.region) if len(one.region) == 12 else ""
        secretary = secretaries[at % len(secretaries)] if at % 3 else ""
        key = f"syn-branch-{block:04d}-{at + 1:04d}"
        yield (key, f"{one.name}党支部", "community_branch", above, one.region, one.key, text(one.branch_on), secretary)


def owners_committee_rows(rng: Random, block: int, communities: list[Community]) -> Iterator[tuple[str, ...]]:
    """Rows of `owners_committees`: one in each of the old communities."""
    for at, one in enumerate(communities[:OLD]):
        assert one.branch_on is not None
        elected = max(after(rng, one.branch_on, 20, 150), date(2019, 1, 5))
        key = f"syn-owners-{block:04d}-{at + 1:04d}"
        ends = date(elected.year + 5, elected.month, min(elected.day, 28))
        yield key, f"{one.name}业主委员会", one.key, text(elected), text(ends)
