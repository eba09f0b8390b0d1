"""Workbooks, Parquet, archives, standard input, text with a title above its header: all of them as the same rows."""

from __future__ import annotations

import base64
import gzip
import io
import os
import tracemalloc
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
import xlsxwriter

from loaders.formats import Broken
from loaders.opening import Position, Unreadable
from loaders.read import Found, find, received

TEXT = "person_id,name\nP1,王伟\nP2,李娜\n"
ROWS = [["P1", "王伟"], ["P2", "李娜"]]
#: A workbook of Excel 97, made by xlwt: a title merged over three columns, 人员编号 姓名 电话 below it, then two people.
XLS = zlib.decompress(
    base64.b85decode(
        "c-rk)O=wd=5T1Q``L$`2nig86hJsaV57r{|(moZmCu7urwFsKppwf_p_yg*p)fy0jAb3)|6ngPe>&1UWZytn-JqSV}Q9OAP6cyS$XXfqGwC2!&"
        "7A^Zdc6N4lW@mq9_q~0urh|p?yUj&dgkEq!$@GG&OeQdS?Lq*s-ZY7|a}Op{;lF~{gA3_$!ejqSH?1M9cM&w0(w`#*c!%jQWFV4GCBn;yo!p1G"
        "pg!~<6>tkBwa~=9s%LtP>1w8TSn~<f?JT*<v<GzyVgRO%NPD-8;(o1_>uQ18z0WppS<(p&@PeXv<eIQ_ov<T&GM@Z5D_Zm#m;hY2zC<dKjVB8b"
        "!UddwFJ>6vv%OQFg_V4H<pNOtZK2#<L4IA+0Y<?*$^o9kfc);THen`_&Lk6a5aR=vk`u(ENPq0Y*{S@AE4o!^9Qk?xEoTn-W0-9_Gn>aCj&>rS"
        "KecWz@mrCP9A7)I3S+ygdy9mR+T@KNSg`T^ydi3k4nZCBLEaVtJlf}Oe|o)VFlroO$tWN8)+=E>jRH)#NET>Z%QZSv8csV~Y-W0iTV2C^Gt&@`"
        "4D+^VgJgD(vCd_#Z9_j@j2UA?8NU(v+{b+nT5|7=O~_C770-tz-x%Z2inBF@_VkQFhv*PDZx9|Db}r=cG0U{+x1+?P1!Uh%`QEF8dGIkCWcrj#"
        "G&?juq%SJy3)UxUmF(HHN*b0N(i=&&Mb;Wy>r&rZ3#Zg~RPg3teV5dCu)h0eiM-K@eUSYE_Smb{!##3@N9Hg1KtVx4K|w)5L1D#0@Q0xFp|0~a"
        "!@3H%<$s-dOeOW3WW{1Xr13e87t>vk!aNJ-s*0aRa0<IEu|ymDe<9%@de6cz401n)tBzm1%8ByvEZH#d=eAI_{!7*L^Dq1V0o`QSqW"
    )
)


def rows(found: Found) -> list[list[object]]:
    [source] = found.sources
    return [[] if isinstance(cells, Broken) else list(cells) for _, cells in source.rows(Position())]


def written(folder: Path, content: str | bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for place, cells in enumerate(lines):
                sheet.write_row(place, 0, cells)
    return path


def archive(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


# ------------------------------------------------------------------------------------------------------------ workbooks


def test_a_workbook_s_sheets_are_tables(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "registers.xlsx",
        people=[["person_id", "name"], *ROWS],
        文件=[["文件编号", "标题", "文件类型", "发文日期"], ["D1", "名册", "名册", date(2022, 6, 30)]],
        说明=[["谁填写", "何时"]],
    )
    found = find([path])

    assert [(source.table.name, source.sheet) for source in found.sources] == [
        ("documents", "文件"),
        ("people", "people"),
    ]
    assert list(found.sources[0].rows(Position())) == [(2, ["D1", "名册", "名册", date(2022, 6, 30)])]
    assert found.failures == ()
    assert "no table is called 说明" in found.warnings[0]


def test_the_header_row_is_found_below_titles_and_merged_cells_are_filled(tmp_path: Path) -> None:
    path = tmp_path / "惩戒.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.merge_range("B2:G2", "2022年物业服务企业惩戒名单")
        sheet.write("B3", "填表日期:2022-12-01")
        for column, text in (("B", "惩戒编号"), ("C", "统一社会信用代码"), ("D", "惩戒种类")):
            sheet.merge_range(f"{column}4:{column}5", text)
        sheet.merge_range("E4:F4", "期限")
        sheet.write_row("E5", ["起", "止"])
        sheet.write_row("B6", ["S1", "E1", "公开曝光", "2022-01-01", "2022-06-30"])
        sheet.write_row("B8", ["S2", "E1", "公开曝光", "2022-01-01", "2022-07-31"])
        sheet.merge_range("G6:G8", "421202")

    [source] = find([path]).sources

    assert (source.table.name, source.header_row) == ("sanctions", 5)
    assert source.understood.places == {"sanction_id": 0, "uscc": 1, "kind": 2, "starts_on": 3, "ends_on": 4}
    assert [(number, cells) for number, cells in source.rows(Position())] == [
        (6, ["S1", "E1", "公开曝光", "2022-01-01", "2022-06-30", "421202"]),
        (8, ["S2", "E1", "公开曝光", "2022-01-01", "2022-07-31", "421202"]),
    ]


def test_cells_keep_their_kinds(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx", people=[["person_id", "name", "电话"], ["P1", True, 0.5], ["P2", None, 13800000000]]
    )

    assert rows(find([path])) == [["P1", True, 0.5], ["P2", "", 13800000000.0]]


def test_excel_97(tmp_path: Path) -> None:
    assert rows(find([written(tmp_path, XLS, "register.xls")])) == [["P1", "王伟", ""], ["P2", "李娜", "13800000000"]]


def test_a_sheet_without_a_name_of_its_own_is_known_by_its_header(tmp_path: Path) -> None:
    found = find([workbook(tmp_path / "2022.xlsx", Sheet1=[["person_id", "name"], *ROWS], Sheet2=[])])

    assert rows(found) == ROWS
    assert "Sheet1]: read as people, as its header row says." in found.warnings[0]


@pytest.mark.parametrize(
    ("content", "why"), [(b"PK\x03\x04", "no workbook"), (b"", "no workbook"), (TEXT.encode(), "no workbook")]
)
def test_what_is_no_workbook_is_said(tmp_path: Path, content: bytes, why: str) -> None:
    [failure] = find([written(tmp_path, content, "people.xlsx")]).failures

    assert why in failure


def test_an_empty_workbook_is_said(tmp_path: Path) -> None:
    assert "is empty" in find([workbook(tmp_path / "people.xlsx", people=[])]).failures[0]


# -------------------------------------------------------------------------------------------------------------- Parquet


def test_parquet(tmp_path: Path) -> None:
    table = pyarrow.table(
        {
            "document_id": ["D1", "D2"],
            "title": ["名册", None],
            "issued_on": [date(2022, 6, 30), None],
            "seen": [datetime(2022, 6, 30, 8), None],
        }
    )
    pyarrow.parquet.write_table(table, tmp_path / "documents.parquet")

    found = find([tmp_path / "documents.parquet"])

    assert rows(found) == [["D1", "名册", date(2022, 6, 30), datetime(2022, 6, 30, 8)], ["D2", None, None, None]]
    assert [number for number, _ in found.sources[0].rows(Position())] == [1, 2]


def test_what_is_no_parquet_is_said(tmp_path: Path) -> None:
    assert "no Parquet file" in find([written(tmp_path, TEXT, "people.parquet")]).failures[0]


# ---------------------------------------------------------------------------------------------------------- text, packed


@pytest.mark.parametrize("name", ["people.csv", "people.tsv", "people.txt"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_a_title_above_the_header_is_passed_over(tmp_path: Path, name: str, encoding: str) -> None:
    separator = "\t" if name.endswith("tsv") else ","
    text = "物业服务企业人员登记表\n\n2022年\n" + TEXT.replace(",", separator)

    [source] = find([written(tmp_path, text.encode(encoding), name)]).sources

    assert list(source.rows(Position())) == [(5, ROWS[0]), (6, ROWS[1])]


def test_a_note_beside_tables_is_no_failure(tmp_path: Path) -> None:
    written(tmp_path, TEXT, "people.csv")
    written(tmp_path, "给读者的话\n", "说明.txt")
    found = find([tmp_path])

    assert (len(found.sources), found.failures, len(found.warnings)) == (1, (), 1)


@pytest.mark.parametrize(("suffix", "codec"), [(".gz", "gzip"), (".zst", "zstd")])
def test_compressed_files(tmp_path: Path, suffix: str, codec: str) -> None:
    # Two frames, one after the other, are one file: so do compressors that work in parallel write.
    parts = [pyarrow.compress(part.encode("gbk"), codec=codec, asbytes=True) for part in (TEXT[:20], TEXT[20:])]

    assert rows(find([written(tmp_path, b"".join(parts), f"people.csv{suffix}")])) == ROWS


@pytest.mark.parametrize(("suffix", "codec"), [(".gz", "gzip"), (".zst", "zstd")])
def test_a_file_cut_short_is_said(tmp_path: Path, suffix: str, codec: str) -> None:
    text = "person_id,name\n" + "".join(f"P{n},{n * 7919}\n" for n in range(5_000))
    packed = pyarrow.compress(text.encode(), codec=codec, asbytes=True)

    assert "cannot be read" in find([written(tmp_path, packed[:-9], f"people.csv{suffix}")]).failures[0]


def test_an_archive_holds_files(tmp_path: Path) -> None:
    inner = workbook(tmp_path / "inner.xlsx", 文件=[["文件编号", "标题"], ["D1", "名册"]]).read_bytes()
    path = archive(
        tmp_path / "registers.zip",
        **{"2022/people.csv": TEXT.encode(), "book.xlsx": inner, "code.csv.gz": b"", "__MACOSX/people.csv": b"x"},
        **{"read me.pdf": b"x", "regions.csv.gz": gzip.compress("code,name,level\n42,湖北省,省\n".encode())},
    )
    found = find([path])

    assert [(source.table.name, source.sheet) for source in found.sources] == [
        ("documents", "book.xlsx, 文件"),
        ("regions", "regions.csv.gz"),
        ("people", "2022/people.csv"),
    ]
    assert [[cells for _, cells in source.rows(Position())] for source in found.sources] == [
        [["D1", "名册"]],
        [["42", "湖北省", "省"]],
        ROWS,
    ]
    assert f"{path} [code.csv.gz]: is empty" in found.failures[0]
    assert f"{path} [read me.pdf]: is none of the formats" in found.warnings[0]


def test_names_in_an_archive_from_chinese_windows(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", **{"XXXX.csv": TEXT.encode()})
    path.write_bytes(path.read_bytes().replace(b"XXXX.csv", "人员.csv".encode("gbk")))

    [source] = find([path]).sources

    assert (source.table.name, source.sheet) == ("people", "人员.csv")
    assert rows(find([path])) == ROWS


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"x"])
def test_what_is_no_archive_is_said(tmp_path: Path, content: bytes) -> None:
    assert "cannot be read" in find([written(tmp_path, content, "people.zip")]).failures[0]


# --------------------------------------------------------------------------------------------------------- standard input


@pytest.mark.parametrize("kind", ["csv", "jsonl", "gz", "jsonl.gz", "xlsx", "zip", "parquet"])
def test_standard_input_is_known_by_its_content(tmp_path: Path, kind: str) -> None:
    lines = '{"person_id": "P1", "name": "王伟"}\n{"person_id": "P2", "name": "李娜"}\n'.encode()
    table = pyarrow.table({"person_id": ["P1", "P2"], "name": ["王伟", "李娜"]})
    pyarrow.parquet.write_table(table, tmp_path / "people.parquet")
    content = {
        "csv": TEXT.encode("gbk"),
        "jsonl": lines,
        "gz": gzip.compress(TEXT.encode()),
        "jsonl.gz": gzip.compress(lines),
        "xlsx": workbook(tmp_path / "a.xlsx", people=[["person_id", "name"], *ROWS]).read_bytes(),
        "zip": archive(tmp_path / "a.zip", **{"people.csv": TEXT.encode()}).read_bytes(),
        "parquet": (tmp_path / "people.parquet").read_bytes(),
    }[kind]

    assert rows(find([received(io.BytesIO(content), tmp_path)])) == ROWS


def test_the_table_may_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "人员编号,姓名,备注\nP1,王伟,x\n", "2022.csv")

    assert "no table is called 2022" in find([path]).failures[0]
    assert rows(find([path], table="人员")) == [["P1", "王伟", "x"]]
    with pytest.raises(Unreadable, match="no table is called cats"):
        find([path], table="cats")


# --------------------------------------------------------------------------------------------------------------- memory


@pytest.mark.parametrize("name", ["people.csv", "people.jsonl", "people.csv.gz", "people.csv.zst", "people.parquet"])
def test_reading_takes_no_more_memory_for_more_rows(tmp_path: Path, name: str) -> None:
    """Ten times the rows, the same peak: rows stream. What Rust and C++ hold is not counted, and is a batch or a chunk."""
    peaks = []
    for count in (5_000, 50_000):
        path = tmp_path / name
        if name.endswith("parquet"):
            ids = [f"P{n}" for n in range(count)]
            pyarrow.parquet.write_table(pyarrow.table({"person_id": ids, "name": ids}), path, row_group_size=5_000)
        elif "jsonl" in name:
            path.write_text("".join(f'{{"person_id": "P{n}", "name": "王{n}"}}\n' for n in range(count)))
        else:
            text = "person_id,name\n" + "".join(f"P{n},王{n}\n" for n in range(count))
            codec = {".gz": "gzip", ".zst": "zstd"}.get(path.suffix)
            path.write_bytes(pyarrow.compress(text.encode(), codec=codec, asbytes=True) if codec else text.encode())
        find([path])
        tracemalloc.start()
        [source] = find([path]).sources
        assert sum(1 for _ in source.rows(Position())) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        os.remove(path)

    assert peaks[1] < peaks[0] + 3_000_000, peaks
