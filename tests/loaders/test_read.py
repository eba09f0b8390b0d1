"""Files → rows: encodings, separators, positions; and a clear word about every file that cannot be read."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.formats import Broken
from loaders.opening import Position, Unreadable
from loaders.read import Found, find

TEXT = "person_id,name\nP1,王伟\nP2,李娜\n"
ROWS = [(2, ["P1", "王伟"]), (3, ["P2", "李娜"])]


def rows(found: Found) -> list[tuple[int, object]]:
    [source] = found.sources
    return [(number, cells if isinstance(cells, Broken) else list(cells)) for number, cells in source.rows(Position())]


def written(folder: Path, content: str | bytes, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_the_encoding_is_told_by_the_file(tmp_path: Path, encoding: str) -> None:
    assert rows(find([written(tmp_path, TEXT.encode(encoding))])) == ROWS


def test_a_late_byte_decides_the_encoding_too(tmp_path: Path) -> None:
    long = "person_id,name\n" + "P,a\n" * 600_000 + "Q,王伟\n"

    [source] = find([written(tmp_path, long.encode("gb18030"))]).sources

    *_, last = source.rows(Position())
    assert last == (600_002, ["Q", "王伟"])


def test_the_encoding_may_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "person_id,name\nP1,王偉\n".encode("big5"))

    assert rows(find([path], "big5")) == [(2, ["P1", "王偉"])]
    assert "no encoding is called klingon" in find([path], "klingon").failures[0]


@pytest.mark.parametrize("name", ["people.csv", "people.jsonl"])
def test_a_wrong_encoding_in_the_first_row_is_said(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, '{"person_id": "王"},\n'.encode("gb18030"), name)

    assert "is not utf-8" in find([path], "utf-8").failures[0]


def test_neither_utf8_nor_gb18030_is_said(tmp_path: Path) -> None:
    found = find([written(tmp_path, b"person_id,name\nP1,\xff\xff\n")])

    assert not found.sources
    assert "--encoding" in found.failures[0]


def test_a_wrongly_named_encoding_is_said_after_the_rows_before(tmp_path: Path) -> None:
    [source] = find(
        [written(tmp_path, ("person_id,name\n" + "P1,a\n" * 5000 + "P2,王\n").encode("gb18030"))], "utf-8"
    ).sources

    with pytest.raises(Unreadable, match=r"is not utf-8: the rest was not read"):
        list(source.rows(Position()))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_told_by_the_header(tmp_path: Path, separator: str) -> None:
    assert rows(find([written(tmp_path, TEXT.replace(",", separator))])) == ROWS


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    content = 'person_id,name\r\n\r\nP1,"two\r\nlines"\r\n , \r\nP2,b\r\n'

    assert rows(find([written(tmp_path, content)])) == [(3, ["P1", "two\r\nlines"]), (5, ["P2", "b"])]


def test_a_quote_in_the_wrong_place_breaks_its_row_only(tmp_path: Path) -> None:
    found = rows(find([written(tmp_path, 'person_id,name\nP1,"a"b\nP2,c\n')]))

    assert isinstance(found[0][1], Broken)
    assert found[1:] == [(3, ["P2", "c"])]


def test_a_quote_never_closed_is_said(tmp_path: Path) -> None:
    [source] = find([written(tmp_path, 'person_id,name\nP1,a\nP2,"b\nP3,c\n')]).sources

    with pytest.raises(Unreadable, match="row 3 opens a quote"):
        list(source.rows(Position()))


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.text("a;,\"'\t")),
        max_size=5,
    )
)
@settings(max_examples=50, deadline=None)
def test_whatever_csv_holds_comes_back(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("person_id", "name"), *cells])
    path = written(tmp_path_factory.mktemp("csv"), out.getvalue())

    kept = [list(row) for row in cells if "".join(row).strip()]

    assert [found for _, found in rows(find([path]))] == kept


def test_gzip_and_jsonl(tmp_path: Path) -> None:
    lines = '{"person_id": "P1", "name": "王伟"}\n\n[1]\n{"name": "李娜", "phone": 5}\n'
    found = rows(find([written(tmp_path, gzip.compress(lines.encode()), "people.jsonl.gz")]))

    assert found[0] == (1, ["P1", "王伟", ""])
    assert isinstance(found[1][1], Broken)
    assert found[2] == (4, ["", "李娜", 5])


def test_a_folder_is_read_in_loading_order_whatever_its_files_order(tmp_path: Path) -> None:
    written(tmp_path, "code,name,level\n", "regions.csv")
    written(tmp_path, TEXT)
    written(tmp_path, "document_id,title,kind\n", "文件.csv")
    written(tmp_path, "notes", "README.md")
    written(tmp_path, "1", "people.doc")
    written(tmp_path, "x", ".hidden.csv")
    found = find([tmp_path])

    assert [source.table.name for source in found.sources] == ["documents", "regions", "people"]
    assert found.failures == ()
    assert len(found.warnings) == 1


@pytest.mark.parametrize("name", ["people-2024-05.csv", "人员（五月）.csv"])
def test_a_file_called_by_its_table_and_more_is_that_table(tmp_path: Path, name: str) -> None:
    found = find([written(tmp_path, TEXT, name)])

    assert (rows(found), found.failures) == (ROWS, ())
    assert "read as people, as its header row says" in found.warnings[0]


def test_a_path_given_twice_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT)

    assert len(find([tmp_path, path, path]).sources) == 1


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("peeple.csv", "a,b\n", "people perhaps"),
        ("foo.csv", TEXT, "its header row is that of people: say --table people"),
        ("foo.csv", "a,b\n", "no table is called foo; tables are documents"),
        ("standard-input.csv", "a,b\n", "say which with --table, of documents"),
        ("people.csv", "", "is empty"),
        ("people.csv", "\n\n", "is empty"),
        ("people.csv", "a,b\n1,2\n", "names no column of people; columns are person_id"),
        ("people.csv", "person_id,人员编号\n1,2\n", "several headers mean person_id"),
        ("people.csv", b"PK\x03\x04\x00\x00,\x00\n", "is no text"),
        ("people.jsonl", "person_id,name\n", "one a line"),
        ("people.csv.gz", TEXT, "cannot be read"),
        ("people.doc", TEXT, "none of the formats .csv, .tsv"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: str | bytes, why: str) -> None:
    found = find([written(tmp_path, content, name)])

    assert not found.sources
    [failure] = found.failures
    assert failure.startswith(str(tmp_path / name))
    assert why in failure


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert find([tmp_path / "none.csv"]).failures == (f"{tmp_path / 'none.csv'}: there is no such file or folder.",)


def test_a_file_with_a_table_column_holds_several_tables(tmp_path: Path) -> None:
    content = "_table,_reason,person_id,name,code\npeople,x,P1,王伟,\nregions,y,,湖北省,42\npeople,z,P2,李娜,\n猫,,,,\n"
    found = find([written(tmp_path, content, "rejects.csv")])

    regions, people = found.sources
    assert [number for number, _ in people.rows(Position())] == [2, 4]
    assert [number for number, _ in regions.rows(Position())] == [3]
    assert people.table.understand(people.header).unknown == ()
    assert "no table is called '猫'" in found.failures[0]
