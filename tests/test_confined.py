"""Row rules: a confined role is answered as anybody is over tables without the rows that it does not see, for every root field.

Which rows these are is written here in plain Python, table by table, from the words of graph/role.py; the questions are those that
are made from the schema for @asOf.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from api.access import Caller
from api.execution import Graph as Answering
from graph.errors import BadInput
from graph.role import BUILT_IN, Role, named, read
from graph.rules import RULES
from tests.asking import SECRET, SERVER, FixedSchema, fixed_schema
from tests.tables import tables
from tests.test_as_of import NOTHING, Row, Tables, World, base, difference, plain, questions, settled, write
from tests.test_as_of import named as keys_in

if TYPE_CHECKING:
    from tests.conftest import Graph

CASE = "case-7"
README = Path(__file__).parents[1] / "README.md"
CONFINED = Role("liangzhuang", 1, ("421202",), (CASE,))

# ---------------------------------------------------------------------------------------------------------- the cut, by hand


def with_a_case(tables: Tables) -> Tables:
    """The tables, some rows of each resting on a case file."""
    source = tables["documents"][0]
    tables["documents"].append({**source, "document_id": CASE, "title": "案卷", "issued_on": "", "synthetic": "true"})
    for table, every in {
        "regions": 0,
        "documents": 0,
        "document_links": 0,
        "claims": 3,
        "people": 9,
        "bids": 4,
    }.items():
        for row in tables[table][::every] if every else ():
            row["source_document_id"] = CASE
    for table in tables.keys() - {"regions", "documents", "document_links", "claims", "people", "bids"}:
        for row in tables[table][3::13]:
            row["source_document_id"] = CASE
    return tables


def without(tables: Tables, role: Role) -> Tables:
    """The tables as the role sees them."""
    inside = set(role.regions)
    while below := {row["code"] for row in tables["regions"] if row["parent_code"] in inside} - inside:
        inside |= below
    homes = {row["community_id"] for row in tables["communities"] if row["region_code"] in inside}

    def lies(table: str, row: Row) -> bool:
        somewhere = row.get("region_code", "") in inside
        match table:
            case "communities" | "market_filings":
                return somewhere
            case "tenders":
                return row["community_id"] in homes
            case "party_organizations":
                return somewhere or row["community_id"] in homes
            case "renovations":
                return somewhere or not homes.isdisjoint(keys_in(row, "community_ids"))
            case _:
                return True

    def disclosed(table: str, row: Row) -> bool:
        return row["document_id" if table == "documents" else "source_document_id"] not in role.withheld

    seen = {
        table: [dict(row) for row in rows if lies(table, row) and (table == "regions" or disclosed(table, row))]
        for table, rows in tables.items()
        if table != "document_links"
    }
    deciding = {row["authority_id"] for row in seen["authorities"]}
    for row in (*seen["credit_events"], *seen["sanctions"]):
        row["authority_id"] = row["authority_id"] if row["authority_id"] in deciding else ""
    return settled(settled(seen | {"document_links": [dict(row) for row in tables["document_links"]]}))


# -------------------------------------------------------------------------------------------------------------------- the tests


def answered(graph: Graph, schema: FixedSchema, role: Role, question: str) -> Any:
    """An answer as it is compared: what a claim comes to is no verdict for whom does not see all; what is not seen is not found."""
    result = graph.run(schema.execute(f"{{ {question} }}", {}, {"caller": Caller(role, "")}))
    if result.errors:
        assert [error.extensions["code"] for error in result.errors] == ["NOT_FOUND"], (result.errors, question)
        return None
    found = unjudged({key: plain(value) for key, value in result.data.items()})
    return None if found in NOTHING else found


def unjudged(value: Any) -> Any:
    """Without the verdicts on claims."""
    match value:
        case dict():
            return {key: unjudged(part) for key, part in value.items() if key not in ("verdict", "explanation")}
        case list():
            return [unjudged(part) for part in value]
        case _:
            return value


def test_a_confined_role_is_answered_as_over_tables_without_what_it_does_not_see(graph: Graph, tmp_path: Path) -> None:
    registers = with_a_case(base())
    judged = ", ".join(rule for rule in RULES if rule != "CLAIM_DISAGREES")
    asked = [(name, text.replace("flags(", f"flags(rules: [{judged}], ")) for name, text in questions(World(registers))]
    assert not graph.load(write(registers, tmp_path / "whole")).rejections
    schema = fixed_schema(graph.database)
    schema.graph = Answering(graph.database, SECRET, SERVER)
    found = [answered(graph, schema, CONFINED, question) for _, question in asked]

    seen = without(registers, CONFINED)
    assert all(
        len(rows) < len(registers[table]) for table, rows in seen.items() if table in ("bids", "sanctions", "people")
    )
    graph.wipe()
    assert not graph.load(write(seen, tmp_path / "seen")).rejections
    differing = []
    for (name, question), told in zip(asked, found, strict=True):
        answer = answered(graph, schema, Role.INVESTIGATOR, question)
        if answer != told:
            differing.append(f"{name}: {difference(answer, told)}: {question}")
    assert not differing, "\n\n".join(differing)


SMALL = {
    "regions": "code,name,level,parent_code\n42,甲省,province,\n4201,乙市,city,42\n4202,丙市,city,42",
    "documents": "document_id,title,kind\nR,名册,register\nCASE,案卷,other",
    "communities": (
        "community_id,name,region_code,is_old,source_document_id\n"
        "A,甲园,4201,true,R\nB,乙园,4202,true,R\nC,丙园,4201,true,CASE"
    ),
    "enterprises": "uscc,enterprise_id,name,kind,source_document_id\n,E,永安物业,property_service,R",
    "people": "person_id,name,source_document_id\nP,张三,CASE",
    "enterprise_roles": "role_id,uscc,person_id,role,starts_on,source_document_id\nL,E,P,legal_representative,2020-01-01,R",
    "contracts": (
        "contract_id,community_id,uscc,mode,starts_on,source_document_id\n"
        "K1,A,E,professional,2020-01-01,R\nK2,B,E,professional,2020-01-01,R\nK3,C,E,professional,2020-01-01,R"
    ),
    "claims": (
        "claim_id,document_id,locator,statement,measure,value,as_of,source_document_id\n"
        "M,R,p1,三个小区,communities.count,3,2023-01-01,R"
    ),
    "coverage": (
        "coverage_id,document_id,covers,to,source_document_id\nV,R,communities,2030-01-01,R\nW,R,renovations,2030-01-01,R"
    ),
}
#: Of what the small registers have, what is seen.
SEEN = """{
  communities { totalCount nodes { id contracts { totalCount } sources { document { id } } } }
  contracts { nodes { id } } people { nodes { id } } documents { nodes { id } }
  enterprises { nodes { contracts { totalCount } communities { nodes { id } } roles { totalCount } } }
}"""


def told_to(graph: Graph, role: Role, document: str) -> Any:
    schema = fixed_schema(graph.database)
    result = graph.run(schema.execute(document, {}, {"caller": Caller(role, "")}))
    return result.data if not result.errors else [error.extensions["code"] for error in result.errors]


def test_by_region_or_by_case(graph: Graph, tmp_path: Path) -> None:
    assert not graph.load(tables(tmp_path, SMALL)).exit_status

    def seen(role: Role) -> tuple[list[str], list[str], int, int]:
        found = told_to(graph, role, SEEN)
        [firm] = found["enterprises"]["nodes"]
        assert found["communities"]["totalCount"] == len(found["communities"]["nodes"])
        assert firm["contracts"]["totalCount"] == len(found["contracts"]["nodes"])
        ids = [node["id"][-1] for node in found["communities"]["nodes"]]
        return (
            ids,
            [n["id"][-2:] for n in found["contracts"]["nodes"]],
            len(found["people"]["nodes"]),
            firm["roles"]["totalCount"],
        )

    assert seen(Role.INVESTIGATOR) == (["A", "B", "C"], ["K1", "K2", "K3"], 1, 1)
    # A city, and what is below it: the contracts of its communities; people and their roles lie nowhere.
    assert seen(Role("north", 1, ("4201",))) == (["A", "C"], ["K1", "K3"], 1, 1)
    assert seen(Role("province", 1, ("42",))) == (["A", "B", "C"], ["K1", "K2", "K3"], 1, 1)
    # What rests on the case file alone goes, and with a person the role that cannot do without.
    assert seen(Role("desk", 1, (), ("CASE",))) == (["A", "B"], ["K1", "K2"], 0, 0)
    assert seen(Role("both", 1, ("4201",), ("CASE",))) == (["A"], ["K1"], 0, 0)


def test_what_would_tell_of_the_rest_is_refused_or_unknown(graph: Graph, tmp_path: Path) -> None:
    assert not graph.load(tables(tmp_path, SMALL)).exit_status
    north = Role("north", 1, ("4201",))
    check = '{ document(by: { id: "Document:R" }) { claims { nodes { check { verdict actual } } } } }'

    [whole] = told_to(graph, Role.INVESTIGATOR, check)["document"]["claims"]["nodes"]
    [part] = told_to(graph, north, check)["document"]["claims"]["nodes"]
    assert whole["check"] == {"verdict": "SUPPORTED", "actual": 3.0}
    assert part["check"]["verdict"] == "UNKNOWN"
    assert told_to(graph, north, "{ communities { nodes { history { recordedAt } } } }") == ["FORBIDDEN"]
    assert told_to(graph, north, '{ community(by: { id: "Community:B" }) { name } }') == {"community": None}


def test_readme_shows_a_file_of_roles(tmp_path: Path) -> None:
    [shown] = re.findall(r"```toml\n(\[xianan\].*?)```", README.read_text("utf-8"), re.S)
    (tmp_path / "roles.toml").write_text(shown, "utf-8")

    roles = read(tmp_path / "roles.toml")

    assert roles["xianan"] == Role("xianan", 1, ("421202",), ("case-7",))
    assert roles["public"] == Role("public", 0, (), ("case-7",))


def test_a_file_of_roles(tmp_path: Path) -> None:
    file = tmp_path / "roles.toml"
    file.write_text(
        '["北区"]\nas = "investigator"\nregions = ["4201"]\n["审计"]\nas = "admin"\n[public]\nas = "public"\nwithheld = ["case-7"]\n',
        "utf-8",
    )

    roles = read(file)

    assert list(roles) == [*BUILT_IN, "北区", "审计"]
    assert roles["北区"].confined and roles["北区"].reaches(Role.INVESTIGATOR)
    assert roles["public"].withheld == ("case-7",)
    assert roles["审计"].reaches(Role.ADMIN) and not roles["审计"].confined
    with pytest.raises(BadInput, match="'东区' is no role; roles are public, investigator, editor, admin, 北区, 审计"):
        named("东区", roles)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[north", "cannot be read"),
        ('north = "investigator"', "a role is a table"),
        ('[admin]\nas = "public"', "admin is always there"),
        ('[north]\nregions = ["42"]', "as = None; write which role it is like: public, investigator"),
        ('[north]\nas = "editor"\nregions = ["42"]', "who does not see every row can edit none"),
        ('[north]\nas = "public"\nregion = ["42"]', "'region' is not known there; as, regions, withheld are"),
        ('[north]\nas = "public"\nregions = "42"', "a list of texts is wanted"),
        ('[north]\nas = "public"\nregions = []', "a list of texts is wanted"),
        ('[north]\nas = "public"\nregions = ["北区"]', "a division code is wanted"),
    ],
)
def test_what_is_wrong_in_a_file_of_roles_is_said(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "roles.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadInput) as refused:
        read(file)
    assert said in str(refused.value) and str(file) in str(refused.value)
