"""The synthetic set: its totals, its labels, its references, and that what is planted is there and nothing else is."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from stdnum.cn import uscc

import seeds
from loaders.generate import MAX_SCALE, bulletin, check_digit, planted, tables, write
from loaders.synthetic.dice import shares
from loaders.synthetic.names import DENIED, firm_name
from loaders.tables import TABLES

Row = dict[str, str]
Data = dict[str, list[Row]]
CUT = "2022-11-30"

#: Column → the tables whose key it holds.
REFERENCES = {
    "region_code": "regions",
    "parent_code": "regions",
    "community_id": "communities",
    "community_ids": "communities",
    "merged_into": "communities",
    "superior_id": "party_organizations",
    "first_secretary_id": "people",
    "person_id": "people",
    "uscc": "enterprises",
    "from_uscc": "enterprises",
    "to_uscc": "enterprises",
    "authority_id": "authorities",
    "tender_id": "tenders",
    "event_id": "credit_events",
    "document_id": "documents",
    "source_document_id": "documents",
    "from_id": "documents",
    "to_id": "documents",
}
KEYS = {
    "regions": "code",
    "communities": "community_id",
    "party_organizations": "organization_id",
    "people": "person_id",
    "enterprises": "uscc",
    "authorities": "authority_id",
    "tenders": "tender_id",
    "credit_events": "event_id",
    "documents": "document_id",
}


@cache
def made(scale: int = 1, seed: int = 1) -> Data:
    """The whole set."""
    return {table: list(rows) for table, rows in tables(scale, seed)}


def read_seeds() -> Data:
    """The letter's tables."""
    found: Data = {}
    for path in sorted(Path(seeds.__file__).parent.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


@cache
def demo() -> Data:
    """What `wuye demo` loads: the letter's tables and their complement."""
    found: Data = defaultdict(list, read_seeds())
    for table, rows in tables(complement=True):
        found[table] = found[table] + list(rows)
    return found


def counted(data: Data) -> list[Row]:
    """The communities that count: old, not merged, renovated in the plan of 2019–2023."""
    planned = {
        one for row in data["renovations"] if "2019" <= row["year"] <= "2023" for one in split(row["community_ids"])
    }
    return [
        row
        for row in data["communities"]
        if row["is_old"] == "true" and not row["merged_into"] and row["community_id"] in planned
    ]


def split(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def total(rows: Iterable[Row], column: str) -> int:
    return sum(int(row[column] or 0) for row in rows)


def totals(data: Data) -> dict[str, int]:
    """The measures that a claim may name, in plain Python."""
    homes = counted(data)
    keys = {row["community_id"] for row in homes}
    early = [row for row in data["renovations"] if "2019" <= row["year"] <= "2022"]
    branches = [row for row in data["party_organizations"] if row["level"] == "community_branch"]
    return {
        "communities.count": len(homes),
        "communities.households": sum(int(row.get("households") or 0) for row in homes),
        "enterprises.credit_files": sum(
            "" < row.get("credit_file_opened_on", "") <= CUT for row in data["enterprises"]
        ),
        "credit_events.count": sum(row["occurred_on"] <= CUT for row in data["credit_events"]),
        "sanctions.bid_restrictions": sum(
            row["kind"] == "bid_restriction" and row["starts_on"] <= CUT for row in data["sanctions"]
        ),
        "renovations.security_systems": total(early, "security_systems"),
        "renovations.parking_spaces": total(early, "parking_spaces"),
        "renovations.public_space": total(data["renovations"], "public_space"),
        "party_branches.count": len({row["community_id"] for row in branches} & keys),
        "owners_committees.count": len({row["community_id"] for row in data["owners_committees"]} & keys),
    }


def claimed(data: Data) -> dict[str, int]:
    return {row["measure"]: int(row["value"]) for row in data["claims"]}


LETTER = {
    "communities.count": 688,
    "communities.households": 134_135,
    "enterprises.credit_files": 216,
    "credit_events.count": 168,
    "sanctions.bid_restrictions": 47,
    "renovations.security_systems": 535,
    "renovations.parking_spaces": 17_881,
    "renovations.public_space": 9_162,
    "party_branches.count": 688,
    "owners_committees.count": 688,
}


@pytest.mark.parametrize(("scale", "seed"), [(1, 1), (1, 7), (2, 1), (3, 99)])
def test_the_totals_are_the_letter_s_times_the_scale(scale: int, seed: int) -> None:
    assert totals(made(scale, seed)) == {measure: value * scale for measure, value in LETTER.items()}


def test_the_set_claims_its_own_totals() -> None:
    assert claimed(made(2)) == totals(made(2))


def test_seeds_and_complement_together_have_the_letter_s_totals() -> None:
    assert totals(demo()) == LETTER == claimed(demo())


@pytest.mark.parametrize(("scale", "data"), [(2, lambda: made(2)), (1, demo)], ids=["alone", "demo"])
def test_of_what_the_bulletin_says_that_is_wrong_which_is_planted_as_wrong(
    scale: int, data: Callable[[], Data]
) -> None:
    right, said = totals(data()), bulletin(scale)["claims"]
    wrong = {row["claim_id"] for row in said if int(row["value"]) != right[row["measure"]]}
    assert wrong == {case["claim"] for case in planted()["contradicted_claims"]}
    assert {row["claim_id"] for row in said} - wrong == {case["claim"] for case in planted()["innocent_claims"]}


def test_of_a_place_and_a_day_there_is_one_set_only() -> None:
    assert {table: list(rows) for table, rows in tables(1, 1)} == made(1, 1)
    assert made(1, 2)["people"] != made(1, 1)["people"]


def test_a_larger_set_begins_with_the_smaller_one() -> None:
    for table in ("communities", "enterprises", "tenders", "bids", "sanctions"):
        small, large = made(1)[table], made(2)[table]
        assert large[: len(small)] == small


def test_a_table_can_be_read_without_the_ones_before_it() -> None:
    bids = next(rows for table, rows in tables() if table == "bids")
    assert list(bids) == made()["bids"]
    large = next(rows for table, rows in tables(9) if table == "bids")
    assert [row for row, _ in zip(large, range(10), strict=False)] == made()["bids"][:10]


def test_every_row_is_labelled() -> None:
    registers = {row["document_id"] for row in made()["documents"] if row["kind"] == "register"}
    for table, rows in made().items():
        assert {row["synthetic"] for row in rows} == {"true"}, table
        assert {row["source_document_id"] for row in rows} <= registers, table
        assert all(row["source_locator"] for row in rows), table


def test_the_columns_are_the_contract_s() -> None:
    assert set(made()) == set(TABLES) - {"judgements"}, "what people judge is not made up"
    for table, rows in made().items():
        known = {column.name for column in TABLES[table].columns}
        required = {column.name for column in TABLES[table].columns if column.required}
        assert required <= set(rows[0]) <= known, table
        for column in required:
            assert all(row[column] for row in rows), f"{table}.{column}"


@pytest.mark.parametrize("data", [lambda: made(2), demo], ids=["alone", "demo"])
def test_every_reference_resolves_and_no_key_comes_twice(data: object) -> None:
    assert callable(data)
    found: Data = data()
    keys = {table: {row[key] or row.get("enterprise_id", "") for row in found[table]} for table, key in KEYS.items()}
    for table, rows in found.items():
        for column in {column for row in rows for column in row} & set(REFERENCES):
            if KEYS.get(table) != column:
                unknown = {one for row in rows for one in split(row.get(column, ""))} - keys[REFERENCES[column]]
                assert not unknown, f"{table}.{column}"
        first = next(iter(rows[0]))
        if table not in ("enterprises", "document_links"):
            assert len({row[first] for row in rows}) == len(rows), table
    assert len(keys["enterprises"]) == len(found["enterprises"])


def test_every_count_is_as_the_plan_of_the_set_says() -> None:
    counts = {table: len(rows) for table, rows in made().items()}
    assert (counts["communities"], counts["tenders"], counts["enterprises"], counts["people"]) == (
        838 + 6,
        420 + 56 + 32,
        246 + 17,
        900 + 21,
    )
    assert 1_400 < counts["bids"] < 1_900
    assert 800 < counts["contracts"] < 1_000
    assert {row["level"] for row in made()["party_organizations"]} == {
        "subdistrict_working_committee",
        "neighborhood_committee",
        "community_branch",
    }
    assert {row["mode"] for row in made()["contracts"]} == {"professional", "trusteeship", "self_managed"}
    assert {row["kind"] for row in made()["sanctions"]} == {
        "bid_restriction",
        "market_access_restriction",
        "award_disqualification",
        "forced_exit",
        "public_exposure",
    }
    assert any(";" in row["community_ids"] for row in made()["renovations"])


def test_credit_codes_are_valid_and_of_no_register() -> None:
    for row in made(2)["enterprises"]:
        code = row["uscc"]
        assert uscc.is_valid(code), code
        assert code == code[:17] + check_digit(code[:17])
        assert code[8:10] == "XG"


def test_names_are_nobody_s() -> None:
    names = [name for row in made(2)["enterprises"] for name in (row["name"], *split(row["former_names"]))]
    assert len(set(names)) == len(names)
    assert not [name for name in names for brand in DENIED if brand in name]
    letter = {row["name"] for row in read_seeds()["communities"]}
    assert not letter & {row["name"] for row in made(2)["communities"]}


def test_no_firm_name_comes_twice_in_a_large_set() -> None:
    names = {firm_name(1, number, "咸宁", "property_service") for number in range(40_000)}
    assert len(names) == 40_000
    assert not [name for name in names for brand in DENIED if brand in name]


def test_nobody_can_be_called_or_identified() -> None:
    for row in made()["people"]:
        assert row["id_number"] == ""
        assert row["phone"].startswith("169")
        assert len(row["phone"]) == 11
    assert all(row["phone"].startswith("0715-0") for row in made()["enterprises"])
    assert all(row["email"].endswith(".example") for row in made()["enterprises"])


def test_days_stand_in_their_order() -> None:
    data = made(2)
    tender = {row["tender_id"]: row for row in data["tenders"]}
    firm = {row["uscc"]: row for row in data["enterprises"]}
    for row in data["tenders"]:
        assert (
            "2019" <= row["published_on"] < row["bids_due_on"] < (row["awarded_on"] or "9")
            and row["awarded_on"] < "2025"
        )
    late = {row["tender"] for name in ("late_winners", "innocent_late") for row in planted(2)[name]}
    for row in data["bids"]:
        call = tender[row["tender_id"]]
        assert call["published_on"] < row["submitted_on"]
        assert row["submitted_on"] <= call["bids_due_on"] or row["tender_id"] in late
        assert row["outcome"] != "won" or call["awarded_on"]
        for code in split(row["uscc"]):
            assert firm[code]["established_on"] < call["published_on"]
            assert not firm[code]["dissolved_on"] or row["submitted_on"] < firm[code]["dissolved_on"]
    for row in data["contracts"]:
        assert not row["ends_on"] or row["starts_on"] < row["ends_on"]
        assert not row["tender_id"] or tender[row["tender_id"]]["awarded_on"] < row["starts_on"]
        assert not row["uscc"] or firm[row["uscc"]]["established_on"] < row["starts_on"]
        assert (row["uscc"] == "") == (row["mode"] == "self_managed")
    for row in data["credit_events"]:
        assert row["occurred_on"] < row["decided_on"] < row["published_on"] < row["expires_on"]
        assert not row["repaired_on"] or row["published_on"] < row["repaired_on"]
        assert (row["occurred_on"] <= CUT) == (row["published_on"] <= CUT)
    for row in data["enterprises"]:
        assert not row["credit_file_opened_on"] or row["established_on"] < row["credit_file_opened_on"] <= CUT


def test_sanctions_follow_from_their_records() -> None:
    events = {row["event_id"]: row for row in made()["credit_events"]}
    unbased = {case["sanction"] for name in ("unrecorded_bars", "innocent_bars") for case in planted()[name]}
    for row in made()["sanctions"]:
        assert (row["event_id"] == "") == (row["sanction_id"] in unbased)
        if row["sanction_id"] in unbased:
            continue
        event = events[row["event_id"]]
        assert event["uscc"] == row["uscc"]
        assert event["polarity"] == "dishonest"
        assert event["published_on"] <= row["starts_on"] < (row["ends_on"] or "9")
        assert not (row["permanent"] == "true" and row["ends_on"])
        assert not row["lifted_on"] or row["starts_on"] < row["lifted_on"]


def test_renovations_meet_the_preconditions_first_but_for_the_planted_ones() -> None:
    steps = [column for column in made()["renovations"][0] if column.endswith(("_formed_on", "_held_on", "_signed_on"))]
    steps += ["illegal_structures_cleared_on", "residents_contributed_on", "fees_committed_on"]
    missing = []
    for row in made()["renovations"]:
        days = [row[step] for step in steps if row[step]]
        assert days == sorted(days)
        assert days[-1] < (row["completed_on"] or "9")
        assert days[-1][:4] <= row["year"]
        missing += [{"renovation": row["renovation_id"], "missing": step} for step in steps if not row[step]]
    assert missing == planted()["missing_preconditions"]


def test_old_communities_are_each_in_one_renovation() -> None:
    times = Counter(one for row in made()["renovations"] for one in split(row["community_ids"]))
    assert set(times.values()) == {1}
    assert len(times) == 688


def test_shares_add_up() -> None:
    from random import Random

    for parts in (1, 2, 7, 400):
        found = shares(Random(parts), 9_162, parts, 15)
        assert sum(found) == 9_162
        assert min(found) >= 15


# What is planted


def in_force(sanction: Row, first: str, last: str) -> bool:
    """On any day from first to last."""
    return (
        sanction["starts_on"] <= last
        and (not sanction["ends_on"] or first <= sanction["ends_on"])
        and (not sanction["lifted_on"] or first < sanction["lifted_on"])
    )


def holds(region: str, place: str) -> bool:
    """Whether the region of a sanction holds a place."""
    return region in ("", "421200") or place.startswith(region)


def barred_bids(data: Data) -> Iterator[Row]:
    """Every bid with a barred bidder, by brute force."""
    place = {row["community_id"]: row["region_code"] for row in data["communities"]}
    tender = {row["tender_id"]: row for row in data["tenders"]}
    bans = defaultdict(list)
    for row in data["sanctions"]:
        if row["kind"] == "bid_restriction":
            bans[row["uscc"]].append(row)
    for bid in data["bids"]:
        call = tender[bid["tender_id"]]
        last = call["awarded_on"] or bid["submitted_on"]
        for code in split(bid["uscc"]):
            for ban in bans[code]:
                where = place.get(call["community_id"], "")
                if in_force(ban, bid["submitted_on"], last) and holds(ban["region_code"], where):
                    yield {**bid, "enterprise": code, "sanction": ban["sanction_id"]}


def found(rows: Iterable[Row]) -> set[tuple[str, ...]]:
    return {(row["enterprise"], row["sanction"], row["bid_id"], row["tender_id"]) for row in rows}


def said(pattern: str, scale: int = 2) -> set[tuple[str, ...]]:
    return {(row["enterprise"], row["sanction"], row["bid"], row["tender"]) for row in planted(scale)[pattern]}


def test_the_planted_barred_winners_and_losers_are_all_there_are() -> None:
    barred = list(barred_bids(made(2)))
    assert found(row for row in barred if row["outcome"] == "won") == said("barred_winners")
    assert found(row for row in barred if row["outcome"] != "won") == said("barred_losers")
    assert len(said("barred_winners")) == 22
    assert said("barred_consortium_winners") | said("renamed_winners") < said("barred_winners")
    joint = {row["bid_id"] for row in barred if ";" in row["uscc"]}
    assert joint == {bid for _, _, bid, _ in said("barred_consortium_winners")}


def test_the_planted_numbers_grow_with_the_scale_alone() -> None:
    for seed in (1, 5):
        once, thrice = planted(1, seed), planted(3, seed)
        for made_by_dice in ("single_bids", "others_rejected", "innocent_rejections", "innocent_preconditions"):
            assert len(once.pop(made_by_dice)) < len(thrice.pop(made_by_dice))
        for said_once in ("contradicted_claims", "innocent_claims"):
            assert once.pop(said_once) == thrice.pop(said_once)
        assert {pattern: 3 * len(cases) for pattern, cases in once.items()} == {
            pattern: len(cases) for pattern, cases in thrice.items()
        }


def test_both_edges_of_a_ban_are_planted() -> None:
    bids = {row["bid_id"]: row for row in made()["bids"]}
    tender = {row["tender_id"]: row for row in made()["tenders"]}
    ban = {row["sanction_id"]: row for row in made()["sanctions"]}
    cases = [(ban[s], bids[b], tender[t]) for _, s, b, t in said("barred_winners", 1)]
    assert any(one["ends_on"] == bid["submitted_on"] for one, bid, _ in cases)
    assert any(one["starts_on"] == call["awarded_on"] for one, _, call in cases)
    assert any(one["permanent"] == "true" for one, _, _ in cases)
    assert any(not one["ends_on"] and one["permanent"] == "false" for one, _, _ in cases)
    assert any(one["lifted_on"] for one, _, _ in cases)
    assert any(one["starts_on"] > CUT for one, _, _ in cases)
    assert {one["region_code"] for one, _, _ in cases} >= {"", "421200"}


def test_innocents_won_with_a_ban_that_did_not_hold_them() -> None:
    ban = {row["sanction_id"]: row for row in made()["sanctions"]}
    bids = {row["bid_id"]: row for row in made()["bids"]}
    guilty = {bid for _, _, bid, _ in said("barred_winners", 1)}
    for pattern in ("innocent_ended", "innocent_elsewhere", "innocent_lifted", "innocent_other_kind"):
        for code, sanction, bid, _ in said(pattern, 1):
            assert bids[bid]["outcome"] == "won" and ban[sanction]["uscc"] == code
            assert bid not in guilty
    day_before = {
        (date.fromisoformat(bids[bid]["submitted_on"]) - timedelta(1)).isoformat() == ban[sanction]["ends_on"]
        for _, sanction, bid, _ in said("innocent_ended", 1)
    }
    assert day_before == {True}
    assert any(ban[s]["lifted_on"] == bids[b]["submitted_on"] for _, s, b, _ in said("innocent_lifted", 1))


def test_phoenixes_rise_from_the_barred() -> None:
    data = made(2)
    firm = {row["uscc"]: row for row in data["enterprises"]}
    ban = {row["sanction_id"]: row for row in data["sanctions"]}
    bid = {row["bid_id"]: row for row in data["bids"]}
    represented = {
        (row["uscc"], row["person_id"]) for row in data["enterprise_roles"] if row["role"] == "legal_representative"
    }
    cases = planted(2)["phoenixes"]
    assert len(cases) == 6
    for case in cases:
        old, new, sanction = firm[case["old"]], firm[case["new"]], ban[case["sanction"]]
        assert {(case["old"], case["person"]), (case["new"], case["person"])} <= represented
        assert old["phone"] == new["phone"] or old["registered_address"] == new["registered_address"]
        earliest = (date.fromisoformat(sanction["starts_on"]) - timedelta(180)).isoformat()
        assert earliest <= new["established_on"] <= sanction["ends_on"]
        won = bid[case["bid"]]
        assert won["outcome"] == "won" and won["uscc"] == case["new"]
        assert in_force(sanction, won["submitted_on"], won["submitted_on"])
        assert sanction["uscc"] == case["old"] and sanction["kind"] == "bid_restriction"


def test_the_planted_common_representatives_are_all_there_are() -> None:
    data = made(2)
    roles = defaultdict(list)
    for row in data["enterprise_roles"]:
        if row["role"] == "legal_representative":
            roles[row["uscc"]].append(row)
    bidders = defaultdict(dict)  # type: defaultdict[str, dict[str, str]]
    for row in data["bids"]:
        for code in split(row["uscc"]):
            bidders[row["tender_id"]][code] = row["submitted_on"]
    pairs = set()
    for tender, codes in bidders.items():
        for one, other in combinations(sorted(codes), 2):
            for left in roles[one]:
                for right in roles[other]:
                    both = all(
                        role["starts_on"] <= codes[role["uscc"]] <= (role["ends_on"] or "9") for role in (left, right)
                    )
                    if left["person_id"] == right["person_id"] and both:
                        pairs.add((tender, left["person_id"], frozenset((one, other))))
    assert pairs == {
        (case["tender"], case["person"], frozenset(split(case["enterprises"])))
        for case in planted(2)["common_representatives"]
    }
    assert len(pairs) == 6


def test_innocent_pairs_share_a_name_an_address_or_a_past() -> None:
    data = made()
    name = {row["person_id"]: row["name"] for row in data["people"]}
    address = {row["uscc"]: row["registered_address"] for row in data["enterprises"]}
    phone = {row["uscc"]: row["phone"] for row in data["enterprises"]}
    heads = defaultdict(list)
    for row in data["enterprise_roles"]:
        if row["role"] == "legal_representative":
            heads[row["uscc"]].append(row)
    for case in planted()["innocent_same_name"]:
        one, other = (heads[code][-1]["person_id"] for code in split(case["enterprises"]))
        assert one != other and name[one] == name[other]
    for case in planted()["innocent_shared_address"]:
        first, second = split(case["enterprises"])
        assert address[first] == address[second] and phone[first] != phone[second]
    for case in planted()["innocent_former_representative"]:
        first, second = split(case["enterprises"])
        assert heads[first][0]["person_id"] == heads[second][0]["person_id"]
        assert heads[second][0]["ends_on"] < heads[second][1]["starts_on"]


def test_the_forced_exits_that_came_back_are_all_there_are() -> None:
    data = made(2)
    events = {row["event_id"]: row for row in data["credit_events"]}
    person = {
        row["uscc"]: row["person_id"] for row in data["enterprise_roles"] if row["role"] == "legal_representative"
    }
    back = set()
    for sanction in data["sanctions"]:
        if sanction["kind"] != "forced_exit":
            continue
        place = events[sanction["event_id"]]["community_id"]
        assert place
        until = (date.fromisoformat(sanction["starts_on"]) + timedelta(365)).isoformat()
        for row in data["contracts"]:
            same = row["uscc"] and person[row["uscc"]] == person[sanction["uscc"]]
            if row["community_id"] == place and same and sanction["starts_on"] < row["starts_on"] <= until:
                back.add((place, sanction["uscc"], row["uscc"], sanction["sanction_id"], row["contract_id"]))
    assert back == {tuple(case.values()) for case in planted(2)["forced_exit_returns"]}
    assert len(back) == 4


def test_most_awards_of_a_place_go_to_one_firm_where_that_is_planted() -> None:
    """Counted by brute force, over all communities and streets: five awards or more, half of them or more."""
    data = made(2)
    place = {row["community_id"]: row["region_code"][:9] for row in data["communities"]}
    home = {row["tender_id"]: row["community_id"] for row in data["tenders"]}
    for pattern, where in (("concentrated_communities", str), ("concentrated_streets", place.__getitem__)):
        awards = defaultdict(list)
        for bid in data["bids"]:
            if bid["outcome"] == "won" and home[bid["tender_id"]]:
                awards[where(home[bid["tender_id"]])].append(split(bid["uscc"]))
        counts = [(Counter(code for codes in won for code in codes), len(won)) for won in awards.values()]
        firms = {code for times, n in counts if n >= 5 for code, won in times.items() if 2 * won >= n}
        assert firms == {case["enterprise"] for case in planted(2)[pattern]}


def test_the_new_heads_and_those_who_only_look_so() -> None:
    data = made()
    heads = {row["uscc"]: row["starts_on"] for row in data["enterprise_roles"] if row["role"] == "legal_representative"}
    ban = {row["sanction_id"]: row for row in data["sanctions"]}
    events = {row["event_id"]: row for row in data["credit_events"]}
    for name in ("new_heads", "innocent_heads"):
        for case in planted()[name]:
            sanction, since = ban[case["sanction"]], heads[case["enterprise"]]
            after_cause = events[sanction["event_id"]]["occurred_on"] <= since <= sanction["starts_on"]
            assert after_cause == (name == "new_heads")


def test_rings_win_in_turn_and_companions_always_lose() -> None:
    bids = defaultdict(dict)  # type: defaultdict[str, dict[str, str]]
    for row in made()["bids"]:
        for code in split(row["uscc"]):
            bids[row["tender_id"]][code] = row["outcome"]
    for case in planted()["rings"]:
        ring, keys = split(case["enterprises"]), split(case["tenders"])
        assert all(set(bids[key]) == set(ring) for key in keys)
        assert Counter(code for key in keys for code in ring if bids[key][code] == "won") == dict.fromkeys(ring, 2)
    for case in planted()["companion_losers"]:
        together = [key for key in bids if {case["winner"], case["loser"]} <= set(bids[key])]
        assert sorted(together) == split(case["tenders"])
        assert all(bids[key][case["winner"]] == "won" and bids[key][case["loser"]] == "lost" for key in together)


# The complement


def test_the_complement_repeats_nothing_of_the_seeds_and_gives_their_communities_both_committees() -> None:
    rest = {table: list(rows) for table, rows in tables(complement=True)}
    letter = read_seeds()
    for table in ("regions", "communities", "documents", "claims", "authorities"):
        key = next(iter(rest[table][0])) if rest[table] else ""
        assert not {row[key] for row in letter[table]} & {row[key] for row in rest[table]} if key else not rest[table]
    both = {row["community_id"] for row in letter["communities"] if row["is_old"] == "true" and not row["merged_into"]}
    assert both
    assert both <= {row["community_id"] for row in rest["party_organizations"]}
    assert both <= {row["community_id"] for row in rest["owners_committees"]}
    named = {row["community_id"] for row in letter["communities"]}
    for table in ("tenders", "contracts", "credit_events"):
        assert not named & {row["community_id"] for row in rest[table]}, "nothing is made up about who serves them"


def test_what_is_planted_is_the_same_in_the_complement() -> None:
    assert planted(complement=True) == planted()


# Files


def test_write_gives_the_rows_of_tables(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    counts = write(tmp_path / "new", 2, on_progress=lambda done, of: heard.append((done, of)))
    assert heard == [(1, 2), (2, 2)]
    for table, rows in made(2).items():
        with (tmp_path / "new" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file)) == rows
        assert counts[table] == len(rows)


@pytest.mark.parametrize("scale", [0, -1, MAX_SCALE + 1])
def test_a_scale_without_meaning_is_refused(scale: int) -> None:
    with pytest.raises(ValueError, match="from 1 to"):
        next(iter(tables(scale)))
