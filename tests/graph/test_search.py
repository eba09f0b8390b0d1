"""Finding by full text: the right firm first, whatever it is written in; nothing of a text is Lucene's syntax."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.highlight import highlights, mark
from graph.pinyin import MIDDLE, WHOLE, aloud, fold, search_keys
from graph.search import CHARACTERS, TERMS, read
from tests.asking import Asking, fixed_schema
from tests.conftest import Graph

FIRMS = """uscc,enterprise_id,name,former_names,kind
,E-1,泉都市永安物业服务有限公司,,property_service
,E-2,泉都市永泰物业服务有限公司,泉都安居物业公司,property_service
,E-3,綠城物業管理有限公司,,property_service
,QD-2022/001,朝阳大厦开发有限公司,,developer
,QD-2022/002,ＡＢＣ建筑安装有限公司,,construction
,E-6,咸宁市安永商务咨询有限公司,,other
,E-7,重庆长乐置业有限公司,,developer
"""
NAMED = "query ($text: String!) { search(text: $text) { totalCount edges { score highlights node { ... on Enterprise { enterpriseId } } } } }"


@pytest.fixture
def firms(graph: Graph, tmp_path: Path) -> Asking:
    """Seven firms."""
    table = tmp_path / "enterprises.csv"
    table.write_text(FIRMS, "utf-8")
    report = graph.load(table)
    assert not report.exit_status, report.rejections
    # The index follows its graph within moments.
    graph.rows("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    return Asking(fixed_schema(graph.database), graph.run)


def test_the_right_firm_comes_first(firms: Asking) -> None:
    for text, code in {
        "永安物业": "E-1",
        "泉都市永安物业服务有限公司": "E-1",
        "永安": "E-1",
        "yongan": "E-1",
        "YongAnWuYe": "E-1",
        "yong an wu ye": "E-1",
        "yǒng'ān wùyè": "E-1",
        "yawy": "E-1",
        "qdsya": "E-1",
        "quandu yongan": "E-1",
        "泉都 yawy": "E-1",
        "ｙａｗｙ": "E-1",
        "泉都永安物业公司": "E-1",  # no name holds it: the nearest
        "永泰": "E-2",
        "安居": "E-2",
        "quanduanju": "E-2",
        "绿城物业": "E-3",
        "綠城物業": "E-3",
        "lvcheng": "E-3",
        "lücheng": "E-3",
        "朝阳大厦": "QD-2022/001",
        "chaoyangdasha": "QD-2022/001",
        "cyds": "QD-2022/001",
        "QD-2022/001": "QD-2022/001",
        "qd2022001": "QD-2022/001",
        "QD－2022／002": "QD-2022/002",
        "abc建筑": "QD-2022/002",
        "ＡＢＣ": "QD-2022/002",
        "e-6": "E-6",
        "anyong": "E-6",
        "changle": "E-7",
        "chongqing": "E-7",
    }.items():
        edges = firms.data(NAMED, text=text)["search"]["edges"]

        assert edges and edges[0]["node"]["enterpriseId"] == code, (text, edges[:3])
        assert edges[0]["highlights"], text


def test_a_code_is_found_by_its_beginning(firms: Asking) -> None:
    page = firms.data(NAMED, text="QD-2022")["search"]

    assert sorted(edge["node"]["enterpriseId"] for edge in page["edges"][:2]) == ["QD-2022/001", "QD-2022/002"]


def test_all_words_must_be_found_or_the_nearest_are(firms: Asking) -> None:
    assert firms.data(NAMED, text="永安 物业")["search"]["totalCount"] == 1
    assert firms.data(NAMED, text="永安 建筑")["search"]["totalCount"] > 1
    assert firms.data(NAMED, text="龘龘")["search"]["totalCount"] == 0


def test_highlights_mark_what_was_found(firms: Asking) -> None:
    [edge] = firms.data(NAMED, text="永安物業")["search"]["edges"]

    assert edge["highlights"] == ["泉都市«永安物业»服务有限公司"]


def test_keys_are_written_again_with_their_row(firms: Asking, graph: Graph, tmp_path: Path) -> None:
    before = graph.content()
    (tmp_path / "enterprises.csv").write_text(FIRMS, "utf-8")
    graph.load(tmp_path / "enterprises.csv")
    assert graph.content() == before

    (tmp_path / "enterprises.csv").write_text(FIRMS.replace("永安物业", "恒久物业"), "utf-8")
    graph.load(tmp_path / "enterprises.csv")
    graph.rows("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")

    assert firms.data(NAMED, text="yawy")["search"]["totalCount"] == 0
    assert firms.data(NAMED, text="hengjiu")["search"]["edges"][0]["node"]["enterpriseId"] == "E-1"


# ---------------------------------------------------------------------------------------------------------- without a graph

TEXTS = st.text(max_size=CHARACTERS)
#: All that a query may hold: words and phrases of letters and digits, of fields that we name, with our own boosts.
QUERY = re.compile(r'(?:[()*^" ]|AND|OR|[a-zA-Z]+:|\w|[^\W\d_])*')


@given(TEXTS)
def test_no_sign_of_a_text_reaches_the_query(text: str) -> None:
    try:
        found = read(text)
    except BadInput:
        return
    for han, word in found.words:
        assert word and not set(word) & set('+-&|!(){}[]^"~*?:\\/ \t\n')
        assert not han or '"' not in word
    for query in (*found.strict, *found.loose):
        assert query.count('"') % 2 == 0 and query.count("(") == query.count(")")
        assert not set(query) & set("+-&|!{}[]~?\\/\n\t")
    assert bool(found.words) == bool(found.strict) == bool(found.loose)


@given(TEXTS)
def test_folding_again_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_every_name_has_keys_of_one_word(text: str) -> None:
    for key in aloud(text):
        assert key.strip()


def test_too_much_is_refused() -> None:
    with pytest.raises(BadInput):
        read("x" * (CHARACTERS + 1))
    with pytest.raises(BadInput):
        read(" ".join(f"w{n}" for n in range(TERMS + 1)))
    assert len(read(" ".join(f"w{n}" for n in range(TERMS))).words) == TERMS


def test_keys_are_few_and_short() -> None:
    from graph.domain import MODEL

    keys = search_keys(MODEL["Enterprise"], {"enterpriseId": "91421202MA48ABCD9X", "name": "永安" * 100})
    assert keys is not None and max(map(len, keys.split())) <= WHOLE + 1
    assert all(len(key) <= MIDDLE or key[0] == "0" for key in keys.split())
    assert search_keys(MODEL["Sanction"], {"sanctionId": "S1"}) is None
    assert search_keys(MODEL["Sanction"], {"sanctionId": "S-1"}) == "1s1"


@given(st.text(max_size=300), st.lists(st.text(alphabet="永安ab1", min_size=1, max_size=3), max_size=3))
def test_a_mark_changes_no_letter(text: str, words: list[str]) -> None:
    plain = text.replace("«", "").replace("»", "")
    shown = mark(plain, words)

    assert shown.count("«") == shown.count("»")
    assert shown.replace("«", "").replace("»", "").strip("…") in plain or not shown or "…" in plain


def test_a_long_text_is_cut_around_what_was_found() -> None:
    [shown] = highlights(["甲" * 500 + "永安" + "乙" * 500], [(True, "永安")])

    assert "«永安»" in shown and shown.startswith("…") and shown.endswith("…") and len(shown) < 100
