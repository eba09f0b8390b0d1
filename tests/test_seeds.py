"""The letter's tables: in the contract's form, complete, sourced, in our own words, and with nothing invented."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from importlib.resources import files

import pytest

from loaders.generate import tables
from loaders.tables import TABLES

Row = dict[str, str]
LETTER = "xianning-reply-2023-07-10"
SEEDS = {
    path.name.removesuffix(".csv"): list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    for path in files("seeds").iterdir()
    if path.name.endswith(".csv")
}
README = (files("seeds") / "README.md").read_text(encoding="utf-8")

#: Of every eight characters of the letter in a row, the first six digits of their SHA-256 where these are divisible by
#: four: enough to notice any passage of some twenty characters, and not the letter.
MARKS = (
    "0020d4024158031494041c9c05459405a21005b4dc064668067998069974086f1c08d99409864c0a68080b4e8c0b59800c13e80c4908"
    "0c6ed40d550c0dd5940eb5b00f22b80fae040fc7641108a011356012bc381485d014aa9814d6c4150e30154ad81601641608f41627a8"
    "162db816419c1698e8169a2817370c1744f4178ca0185ccc190d9c195f94196e7c1981341ab4701bbbb81c693c1dbac81dc5ec1dce50"
    "1ed5741f68d01faa4820bf5421083c210ae0214898215a8423008c235bcc242c34256a58257a3c25b0b025c52826614c274100278c00"
    "285bac288c7429655c2a0a3c2b11f02c012c2c45042d5b802dc3282dd83c2df5cc2dfcac2e66002f26cc30286430704c320868321b70"
    "32f1d4330b203343a0337b6433e05c3466f435b5ec36463c369c6c37f5fc38e60c3944bc396434398c903a9e003b111c3bd1c83c5f48"
    "3cbf683d253c3daf203dc2e43dd0803df5303f08c43f16b43fa3884001a04068f040d33441cb60445c04452ce045ebdc475b7047af4c"
    "488a6449a9d049b5c84a0aa44a444c4ac67c4b19c04b1b5c4b32a04bdabc4c437c4c85184ca2a04e5b884e6ec84ea7584ecf9c4ee63c"
    "4fbe7c505784518880519dc0536a6453be4c54ed6454f04057040c57561c5799345905e459aba859bc4459c5045b08d45c0efc5c16d8"
    "5d16245d179c5d97945ddb505e68005f2f445feadc60176c60b28c62428463737063c66c640e6464cae8652f1865d6fc65f6cc669c40"
    "66d6e466e86c67bc08680cdc683ac868b9ec68fce469f8ec6b6a7c6bc6b86c4ac06c55546d05946ecdc870359870415870775070f058"
    "7206ec722098730274734cd47435bc753ca875cd9c75e2b076194c764370766fe476775076b41876ba3477c17077de687882ac78f3e0"
    "78f8d4799aec7a64c47af9d07b38c07b582c7b759c7bb3e47d23207d28a0805128818b1c82628c83005c8495f484c50c84d2b085746c"
    "85de6085efb4869700875e48881b8888c6f88bf57c8c76208e05548e16ec916d9491f234920b6092fac093dc6493e4089437d09482c0"
    "94e18c95d78496ff9c97e8689836b898d6849ad1d09ae3b09b76309b89949ca9d89d65409d73709d92e49df8789e17f49ed5989f97f4"
    "a02f20a095a0a20578a22040a2aa64a43910a44048a5225ca541eca5fc58a71178a71edca72ea8a7ad18a7f10ca88588a990d4a9a8dc"
    "aafc04ab8ff8ac27a0ad2848ae46b8ae5f8caeaa78aed298b0a0c0b0a764b13630b15d68b192bcb2263cb23330b2ee4cb39cacb49a68"
    "b4eae8b512a4b558acb69510b77fb4ba4258ba44c0ba7e30baa2b8bb56a4bb794cbb95f0bbd054bc41ecbc9ca8bcc9ecbcd17cbce5ec"
    "bd57d0bd8648be5dc0beb2c8bee420bf29f4c150c8c1bbf0c1f810c23d38c334a8c34eb0c352ecc40a98c45260c51b8cc54338c699a4"
    "c7b0d4c86840c96704ca0e3cca37cccad55ccbf628ccf850cda730ce0d40ce0d54cea2f4cece98ceedd4cf389ccfa130cfeb98d03528"
    "d0de9cd12a30d30c40d31428d38558d3b414d56740d5920cd60e04d720f8d729b4d77648d7e704d8b2d4d92cecd958c4d96378d9738c"
    "d979e8da3de0da567cdaac00dac780db2d4cdb7a10dbc710dbca30dceba8ddffc0de7b98df5974df7950df8afcdfc810dfd500e09698"
    "e0fc90e143f0e17a28e1a7b0e28dd0e2a0e8e2b740e3d3a8e44a90e45f78e4dd04e5273ce59b90e5d774e6a0f4e71094e714e4e7d9a4"
    "e8381ce84678e84e44e901fcea6320ea8548eae6b4eb8f9cebfd84eded04edfbccedfc58ee52dcee5740eedc60efdf40f04384f078cc"
    "f098acf0e82cf105f8f12a78f1a4ecf257ccf3917cf3f168f4ff18f54230f55c8cf5f120f615e4f6e85cf7f6b0f92824f98dd8f9fe1c"
    "fc51c4fcf0c8fde818fe59a4ff114c"
)
_MARKS = {MARKS[at : at + 6] for at in range(0, len(MARKS), 6)}


def column(table: str, name: str) -> list[str]:
    return [row[name] for row in SEEDS[table]]


def test_the_tables_of_the_letter_are_there() -> None:
    assert set(SEEDS) == {
        "authorities",
        "claims",
        "communities",
        "document_links",
        "documents",
        "enterprises",
        "regions",
    }


@pytest.mark.parametrize("table", sorted(SEEDS))
def test_a_table_has_the_contract_s_columns_and_its_required_cells(table: str) -> None:
    rows = SEEDS[table]
    known = {one.name for one in TABLES[table].columns}
    required = {one.name for one in TABLES[table].columns if one.required}
    assert required <= set(rows[0]) <= known
    assert not [row for row in rows for name in required if not row[name]]


@pytest.mark.parametrize("table", sorted(SEEDS))
def test_every_row_names_its_source_and_is_no_synthetic_one(table: str) -> None:
    for row in SEEDS[table]:
        assert row["source_document_id"] == (LETTER if table != "regions" else "division-codes") or table == "documents"
        assert row["source_document_id"] in column("documents", "document_id")
        assert row["source_locator"] or row["document_id"] == "division-codes"
        assert row["synthetic"] == "false"


def test_references_resolve_within_the_seeds() -> None:
    regions, documents = column("regions", "code"), column("documents", "document_id")
    communities = column("communities", "community_id")
    assert {*column("communities", "region_code"), *column("claims", "region_code")} <= set(regions)
    assert {*column("regions", "parent_code"), *column("authorities", "region_code")} - {""} <= set(regions)
    assert {*column("document_links", "from_id"), *column("document_links", "to_id")} <= set(documents)
    assert set(column("claims", "document_id")) <= set(documents)
    assert set(column("communities", "merged_into")) - {""} <= set(communities)
    for keys in (regions, documents, communities, column("claims", "claim_id"), column("enterprises", "enterprise_id")):
        assert len(set(keys)) == len(keys)


def test_the_complement_stands_on_the_seeds() -> None:
    made = {table: list(rows) for table, rows in tables(complement=True) if table in ("regions", "communities")}
    regions = {*column("regions", "code"), *(row["code"] for row in made["regions"])}
    assert {row["parent_code"] for row in made["regions"]} <= regions
    assert {row["region_code"] for row in made["communities"]} <= regions


def test_the_letter_answers_the_proposal_and_names_three_documents() -> None:
    letter = next(row for row in SEEDS["documents"] if row["document_id"] == LETTER)
    assert (letter["kind"], letter["issued_on"], letter["disclosure"]) == ("reply", "2023-07-10", "予以公开 B")
    assert Counter(column("document_links", "kind")) == {"replies_to": 1, "cites": 3}
    assert Counter(column("documents", "kind")) == {"reply": 1, "proposal": 1, "policy": 3, "other": 1}


def test_the_ten_figures_have_their_windows_and_paragraphs() -> None:
    found = {
        row["measure"]: (int(row["value"]), row["unit"], row["locator"], row["as_of"], row["from"], row["to"])
        for row in SEEDS["claims"]
    }
    plan, works, day = ("", "2019-01-01", "2023-12-31"), ("", "2019-01-01", "2022-12-31"), ("2022-11-30", "", "")
    assert found == {
        "communities.count": (688, "个", "一", *plan),
        "communities.households": (134_135, "户", "一", *plan),
        "renovations.security_systems": (535, "套", "二(二)2", *works),
        "renovations.parking_spaces": (17_881, "个", "二(二)2", *works),
        "renovations.public_space": (9_162, "㎡", "二(二)3", "2023-07-10", "2019-01-01", ""),
        "party_branches.count": (688, "个", "二(三)1", *plan),
        "owners_committees.count": (688, "个", "二(三)1", *plan),
        "enterprises.credit_files": (216, "家", "二(三)3", *day),
        "credit_events.count": (168, "条", "二(三)3", *day),
        "sanctions.bid_restrictions": (47, "次", "二(三)3", *day),
    }
    assert set(column("claims", "region_code")) == {"421200"}
    assert all(row["locator"] == row["source_locator"] for row in SEEDS["claims"])


def test_five_communities_became_one_and_two_count() -> None:
    merged = [row for row in SEEDS["communities"] if row["merged_into"]]
    assert {row["merged_into"] for row in merged} == {"xianning-xiangheyuan"}
    assert len(merged) == 5
    assert not any(row["merged_on"] for row in merged), "the letter gives no day"
    counted = [row["name"] for row in SEEDS["communities"] if row["is_old"] == "true" and not row["merged_into"]]
    assert counted == ["祥和苑小区", "和谐小区"]


def test_no_code_of_a_firm_or_a_place_is_invented() -> None:
    assert column("enterprises", "name") == ["浙江绿城", "上海绿地", "广州中海"]
    assert set(column("enterprises", "uscc")) == {""}
    assert all(len(code) in (6, 9) for code in column("regions", "code")), "no neighbourhood's code is known"
    assert next(row for row in SEEDS["communities"] if row["name"] == "华舟社区")["region_code"] == "421281"


def copied(text: str) -> list[str]:
    """Where the text has eight characters in a row that the letter has too, as far as the marks tell."""
    plain = re.sub(r"\W", "", text)
    passages = [plain[at : at + 8] for at in range(len(plain) - 7)]
    return [one for one in passages if hashlib.sha256(one.encode()).hexdigest()[:6] in _MARKS]


def without_titles(text: str) -> str:
    """The text without the titles of documents, which are facts."""
    for title in column("documents", "title"):
        for part in (title, *re.findall("《(.+?)》", title)):
            text = text.replace(part, "|" * 9)
    return re.sub(r"《.+?》", "", text)


def test_copying_would_be_noticed() -> None:
    assert copied("关于老旧小区改造要建好更要管好的建议")


def test_no_sentence_of_the_letter_is_copied() -> None:
    cells = [cell for rows in SEEDS.values() for row in rows for cell in row.values()]
    found = [passage for text in [*cells, README] for passage in copied(without_titles(text))]
    assert not [passage for passage in found if not passage.isdigit()]


def test_the_readme_tells_of_every_table() -> None:
    assert set(re.findall(r"`(\w+)\.csv`", README)) == set(SEEDS)
