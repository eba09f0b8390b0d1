"""The published templates and a user's own mapping: their columns become ours, and whoever asks is told how."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.errors import BadInput
from loaders import explain
from loaders.formats import Broken
from loaders.mapping import built_in, parse
from loaders.opening import Position
from loaders.read import Found, find
from loaders.report import Counts

if TYPE_CHECKING:
    from tests.conftest import Graph

FIRM = "91421202MA48ABCD95"
BUREAU = "11421202011334567X"

#: 行政处罚, the newer set: 28 columns of which those stand here that say something; the others are there, and empty.
NEWER = (
    "CF_XDR_MC CF_XDR_LB CF_XDR_SHXYM CF_XDR_GSZC CF_XDR_ZZJG CF_XDR_SWDJ CF_XDR_SYDW CF_XDR_SHZZ CF_FRDB CF_FR_ZJLX"
    " CF_FR_ZJHM CF_XDR_ZJLX CF_XDR_ZJHM CF_WSH CF_WFXW CF_SY CF_YJ CF_CFLB CF_NR CF_NR_FK CF_NR_WFFF CF_NR_ZKDX CF_JDRQ"
    " CF_YXQ CF_GSJZQ CF_CFJG CF_CFJGDM CF_SJLY CF_SJLYDM BZ"
).split()
#: The older set of 2015.
OLDER = (
    "CF_WSH CF_CFMC CF_CFLB1 CF_CFLB2 CF_SY CF_YJ CF_XDR_MC CF_XDR_SHXYM CF_XDR_ZDM CF_XDR_GSDJ CF_XDR_SWDJ CF_XDR_SFZ CF_FR"
    " CF_JG CF_JDRQ CF_XZJG CF_ZT DFBM SJC BZ"
).split()
PERMIT = (
    "XK_XDR_MC XK_XDR_SHXYM XK_FRDB XK_FR_SFZH XK_XKWS XK_WSH XK_XKLB XK_XKZS XK_XKBH XK_JDRQ XK_YXQZ XK_YXQZI XK_NR XK_XKJG"
    " XK_XKJGDM XK_ZT"
).split()

FINE = {
    "CF_XDR_MC": "永安物业",
    "CF_XDR_SHXYM": FIRM,
    "CF_FRDB": "王伟",
    "CF_FR_ZJHM": "421202198001011234",
    "CF_WSH": "咸建罚〔2022〕1号",
    "CF_WFXW": "挪用维修资金",
    "CF_SY": "挪用住宅专项维修资金",
    "CF_CFLB": "罚款",
    "CF_NR": "罚款2万元",
    "CF_JDRQ": "2022/3/1",
    "CF_YXQ": "2099/12/31",
    "CF_GSJZQ": "2025/3/1",
    "CF_CFJG": "咸安区住建局",
    "CF_CFJGDM": BUREAU,
}
BAN = FINE | {
    "CF_WSH": "咸建罚〔2022〕2号",
    "CF_NR": "一年内限制参与公开招投标",
    "CF_YXQ": "2023-02-28",
    "CF_GSJZQ": "2099-12-31",
}


def sheet(path: Path, columns: Sequence[str], *rows: Mapping[str, str], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def rows(found: Found) -> dict[str, list[dict[str, object]]]:
    """Table → its rows, without empty cells."""
    return {
        source.table.name: [
            {"": cells.reason}
            if isinstance(cells, Broken)
            else {name: cell for name, cell in zip(source.header, cells, strict=True) if cell != ""}
            for _, cells in source.rows(Position())
        ]
        for source in found.sources
    }


def explained(found: Found) -> list[str]:
    """The explanation, its columns not aligned."""
    return [re.sub(" +→", " →", line) for line in explain.lines(found)]


EVENT = {
    "event_id": "咸建罚〔2022〕1号",
    "document_number": "咸建罚〔2022〕1号",
    "uscc": FIRM,
    "polarity": "dishonest",
    "category": "挪用维修资金",
    "occurred_on": "2022/3/1",
    "decided_on": "2022/3/1",
    "expires_on": "2025/3/1",
    "authority_id": BUREAU,
    "summary": "挪用住宅专项维修资金",
}


def test_the_newer_penalties_become_events_sanctions_and_authorities(tmp_path: Path) -> None:
    found = find([sheet(tmp_path / "处罚公示.csv", NEWER, FINE, BAN, encoding="gbk")])

    assert found.failures == ()
    assert rows(found) == {
        "authorities": [{"authority_id": BUREAU, "name": "咸安区住建局"}] * 2,
        "credit_events": [
            EVENT,
            {k: v for k, v in EVENT.items() if k != "expires_on"}
            | {"event_id": BAN["CF_WSH"], "document_number": BAN["CF_WSH"]},
        ],
        "sanctions": [
            {
                "sanction_id": BAN["CF_WSH"],
                "event_id": BAN["CF_WSH"],
                "document_number": BAN["CF_WSH"],
                "uscc": FIRM,
                "kind": "bid_restriction",
                "starts_on": "2022/3/1",
                "ends_on": "2023-02-28",
                "authority_id": BUREAU,
            }
        ],
    }
    assert "CF_FR_ZJHM" in found.warnings[0]


def test_the_older_penalties(tmp_path: Path) -> None:
    row = {
        "CF_WSH": "武罚1号",
        "CF_CFMC": "关于某公司的处罚",
        "CF_CFLB1": "其他",
        "CF_JG": "公开曝光",
        "CF_XDR_MC": "永安物业",
        "CF_XDR_SHXYM": FIRM,
        "CF_JDRQ": "2016/5/4",
        "CF_XZJG": "武汉市房管局",
        "CF_ZT": "0",
        "DFBM": "420100",
    }
    found = rows(find([sheet(tmp_path / "cf.csv", OLDER, row, row | {"CF_WSH": "武罚2号", "CF_ZT": "1"})]))

    assert found["authorities"][0] == {"authority_id": "武汉市房管局", "name": "武汉市房管局"}
    assert found["credit_events"][0] == {
        "event_id": "武罚1号",
        "document_number": "武罚1号",
        "uscc": FIRM,
        "polarity": "dishonest",
        "category": "其他",
        "occurred_on": "2016/5/4",
        "decided_on": "2016/5/4",
        "authority_id": "武汉市房管局",
        "summary": "关于某公司的处罚",
    }
    assert "revoked decision" in str(found["credit_events"][1][""])
    assert (found["sanctions"][0]["kind"], found["sanctions"][0].get("permanent")) == ("public_exposure", None)


def test_permits_become_filings(tmp_path: Path) -> None:
    row = {
        "XK_XDR_MC": "永安物业",
        "XK_XDR_SHXYM": FIRM,
        "XK_WSH": "咸备1号",
        "XK_JDRQ": "2021-01-05",
        "XK_YXQZ": "2021-02-01",
        "XK_YXQZI": "2099年12月31日",
        "XK_XKJG": "咸安区住建局",
        "XK_XKJGDM": BUREAU,
    }
    assert rows(find([sheet(tmp_path / "xk.csv", PERMIT, row, row | {"XK_WSH": "2", "XK_ZT": "撤销"})])) == {
        "authorities": [{"authority_id": BUREAU, "name": "咸安区住建局"}] * 2,
        "market_filings": [
            {"filing_id": "咸备1号", "uscc": FIRM, "region_code": "421202", "filed_on": "2021-02-01", "status": "accepted"},
            {"filing_id": "2", "uscc": FIRM, "region_code": "421202", "filed_on": "2021-02-01", "status": "withdrawn"},
        ],
    }  # fmt: skip


def test_the_template_is_known_by_its_chinese_headings_too(tmp_path: Path) -> None:
    chinese = {"行政相对人名称": "x", "统一社会信用代码": FIRM, "行政处罚决定书文号": "1", "处罚决定日期": "2022-03-01"}

    assert rows(find([sheet(tmp_path / "a.csv", list(chinese), chinese)]))["credit_events"] == [
        {"event_id": "1", "document_number": "1", "uscc": FIRM, "polarity": "dishonest"}
        | {"occurred_on": "2022-03-01", "decided_on": "2022-03-01"}
    ]


def test_a_template_in_the_graph_leaves_an_authority_as_it_is(graph: Graph, tmp_path: Path) -> None:
    sheet(
        tmp_path / "enterprises.csv", ["uscc", "name", "kind"], {"uscc": FIRM, "name": "永安物业", "kind": "物业服务"}
    )
    known = {"authority_id": BUREAU, "name": "区住房和城乡建设局", "level": "county"}
    sheet(tmp_path / "authorities.csv", list(known), known)
    graph.load(tmp_path)
    path = sheet(tmp_path / "cf.csv", NEWER, FINE, BAN, FINE | {"CF_WSH": "3", "CF_XDR_SHXYM": "91421202MA48ABCD00"})

    dry, report, again = graph.load(path, dry_run=True), graph.load(path), graph.load(path)

    assert dict(report.tables) == {
        "authorities": Counts(read=3, unchanged=3),
        "credit_events": Counts(read=3, created=2, rejected=1),
        "sanctions": Counts(read=1, created=1),
    }
    assert (dry.tables, again.total) == (report.tables, Counts(read=7, unchanged=6, rejected=1))
    assert graph.rows("MATCH (s:Sanction)-[:DECIDED_BY]->(a) RETURN s.kind, a.name, a.level") == [
        ["BID_RESTRICTION", "区住房和城乡建设局", "county"]
    ]


# ----------------------------------------------------------------------------------------------------- a mapping of one's own

OWN = """
name = "city register"
[[tables]]
table = "tenders"
[tables.columns]
"编号" = "tender_id"
"项目" = "title"
"金额(万元)" = "budget"
[tables.constants]
kind = "property_service"
[tables.values.kind]
"二类" = "renovation"
[[tables]]
table = "people"
only = "name"
[tables.columns]
"编号" = {column = "person_id", from = 1, to = 2}
"联系人" = "name"
"""


def test_a_mapping_of_one_s_own(tmp_path: Path) -> None:
    path = tmp_path / "2022年标书.csv"
    path.write_text("编号,项目,金额(万元),招标类型,联系人,备注\nT1,物业,12.5,二类,王伟,x\nT2,改造,,,,\n", "utf-8")
    found = find([path], mapping=parse(OWN, "own.toml"))

    assert rows(found) == {
        "tenders": [
            {"tender_id": "T1", "title": "物业", "budget(万元)": "12.5", "kind": "renovation"},
            {"tender_id": "T2", "title": "改造", "kind": "property_service"},
        ],
        "people": [{"person_id": "T1", "name": "王伟"}],
    }
    assert found.warnings == (f"{path}: 备注 feed nothing and were not loaded.",)
    assert explained(found) == [
        f"{path}: people 人员 (csv, utf-8, separated by commas, its header in row 1, by the mapping city register)",
        "  编号 (its characters 1 to 2) → person_id",
        "  联系人 → name",
        "",
        f"{path}: tenders 招标 (csv, utf-8, separated by commas, its header in row 1, by the mapping city register)",
        "  编号 → tender_id",
        "  项目 → title",
        "  金额(万元) → budget, times 10000",
        "  招标类型, else 'property_service' → kind",
        "",
    ]


def test_how_columns_were_understood_without_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "bids.csv"
    path.write_text("投标编号,报价（万元）,统一社会信用代码,备注,投递日期\n", "gbk")

    assert explained(find([path]))[1:] == [
        "  投标编号 → bid_id",
        "  报价（万元） → amount, times 10000",
        "  统一社会信用代码 → uscc (a key of Enterprise)",
        "  备注 → nothing: it is not loaded",
        "  投递日期 → nothing: it is not loaded; submitted_on (投标日期) perhaps?",
        "  required, and fed by nothing: submitted_on (投标日期), outcome (投标结果), tender_id (招标)",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x =", "is no TOML"),
        ("", "maps nothing"),
        ("[[tables]]\ntable = 'cats'", "is no table"),
        ("[[tables]]\ntable = 'people'\n[tables.columns]\nNo = 'person'", "no column 'person'; person_id perhaps?"),
        ("[[tables]]\ntable = 'people'\n[tables.columns]\nNo = 1", "must name a column"),
        ("[[tables]]\ntable = 'people'\nrows = 1", "'rows' is not known there"),
        ("[[tables]]\ntable = 'people'\nonly = 1", "only must be a str"),
        ("[[tables]]\ntable = 'people'\nvalues = {name = 'x'}", "written by column"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_said(text: str, why: str) -> None:
    with pytest.raises(BadInput, match=r"own\.toml") as error:
        parse(text, "own.toml")
    assert why in str(error.value)


def test_the_built_in_mappings_are_read() -> None:
    assert sorted(mapping.name for mapping in built_in()) == ["双公示 行政处罚", "双公示 行政许可"]
