"""Text → value: every form of the contract, and for every wrong one a sentence that says what would be right."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from graph import values
from graph.domain import ENTERPRISE_KIND, SANCTION_KIND
from graph.values import CREDIT_CODE_ALPHABET


@pytest.mark.parametrize(
    "text",
    [
        "2022-06-30", "2022/6/30", "2022/06/30", "2022年6月30日", "2022年06月30日", "20220630", "２０２２-０６-３０",
        "2022.6.30", "2022-06-30 00:00:00", "2022-06-30T00:00:00Z", " 2022-06-30 ",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form(text: str) -> None:
    assert values.day(text) == date(2022, 6, 30)


@pytest.mark.parametrize("text", ["2022", "2022年", "2022-06", "2022/6", "2022年6月", "202206"])
def test_a_part_of_a_date_is_never_completed(text: str) -> None:
    with pytest.raises(values.PartialDate, match="2022-06-30"):
        values.day(text)


@pytest.mark.parametrize(
    "text",
    ["30-06-2022", "6/30/2022", "2022-13-01", "2022-02-30", "44742", "2022-06-30 12:00", "2022-6/30", "昨天", "0"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2022-06-30") as refused:
        values.day(text)

    assert not isinstance(refused.value, values.PartialDate)


@given(st.dates())
def test_days_survive_being_written(day: date) -> None:
    assert values.day(day.isoformat()) == day
    assert values.day(f"{day.year:04}年{day.month}月{day.day}日") == day
    assert values.day(f"{day:%Y%m%d}".zfill(8)) == day


@pytest.mark.parametrize(
    ("text", "value"), [("TRUE", True), ("是", True), ("1", True), ("No", False), ("否", False), ("0", False)]
)
def test_booleans(text: str, value: bool) -> None:
    assert values.boolean(text) is value


@pytest.mark.parametrize("text", ["2", "maybe", "有", "t"])
def test_no_other_word_is_a_boolean(text: str) -> None:
    with pytest.raises(ValueError, match="是/否"):
        values.boolean(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1,234", "1234567.89"),
        ("51%", "0.51"),
        ("12万", "without a unit"),
        ("1_000", "digits"),
        ("nan", "digits"),
        ("0x10", "digits"),
    ],
)
def test_numbers_are_not_guessed(text: str, right: str) -> None:
    with pytest.raises(ValueError, match=right):
        values.number(text)


def test_a_spreadsheets_decimals_are_whole_numbers() -> None:
    assert values.integer("535.0") == 535
    with pytest.raises(ValueError, match="whole"):
        values.integer("535.5")
    with pytest.raises(ValueError, match="2147483647"):
        values.integer("9999999999")


def test_lists_take_either_semicolon() -> None:
    assert values.items("a; b；;a") == ["a", "b"]


@pytest.mark.parametrize("text", ["bid_restriction", "BID_RESTRICTION", "Bid Restriction", "限制参与公开招投标"])
def test_words_of_a_closed_list(text: str) -> None:
    assert values.words(SANCTION_KIND)(text) == "BID_RESTRICTION"


def test_an_unknown_word_is_told_its_nearest() -> None:
    read = values.words(ENTERPRISE_KIND)

    with pytest.raises(ValueError, match="the nearest is property_service"):
        read("propertyservice")
    with pytest.raises(ValueError, match="developer, construction"):
        read("xyz")


CODES = st.text(CREDIT_CODE_ALPHABET, min_size=15, max_size=15).map(lambda tail: "91" + tail)


@given(CODES)
def test_the_check_digit_is_the_one_that_an_independent_judge_computes(head: str) -> None:
    right = uscc.calc_check_digit(head) if head[:8].isdigit() else None
    flaws = {last: values.credit_code_flaws(head + last) for last in CREDIT_CODE_ALPHABET}
    unflawed = [last for last, found in flaws.items() if not found]

    assert len(unflawed) == 1
    assert right in (None, unflawed[0])


@given(st.text("0123456789", min_size=6, max_size=6), st.text(CREDIT_CODE_ALPHABET, min_size=9, max_size=9))
def test_codes_that_the_judge_accepts_have_no_flaw(region: str, body: str) -> None:
    head = "91" + region + body
    code = head + uscc.calc_check_digit(head)

    assert uscc.is_valid(code)
    assert values.credit_code_flaws(code) == []


def test_a_credit_code_is_cleaned_and_judged() -> None:
    assert values.credit_code(" 9142 1202-ma48abcd95 ") == "91421202MA48ABCD95"
    assert len(values.credit_code_flaws("91350211M0000XUF46")) == 1  # a real firm's
    assert "uscc: 00 is no known kind of registration" in values.credit_code_flaws("0" * 18)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9.142E+17", "lost digits"),
        ("914212020000000000.0", "lost digits"),
        ("91421202MA48ABCD9", "17 characters"),
        ("91421202MA48ABCDO5", "'O' in place 17"),
    ],
)
def test_what_is_no_credit_code_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        values.credit_code(text)


@pytest.mark.parametrize("text", ["421202", "42", "421202001005", "４２１２０２"])
def test_region_codes(text: str) -> None:
    assert values.region_code(text).isdigit()


@pytest.mark.parametrize(
    ("text", "why"), [("4.21E+05", "lost"), ("421202.0", "lost"), ("4", "2 to 12"), ("咸安区", "2 to 12")]
)
def test_what_is_no_region_code_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        values.region_code(text)


def test_an_identifier_is_taken_as_it_stands_unless_it_lost_digits() -> None:
    assert values.identifier("3E10") == "3E10"
    with pytest.raises(ValueError, match="lost digits"):
        values.identifier("4.21202E+17")
    with pytest.raises(ValueError, match="at most 2000"):
        values.identifier("x" * 2001)


def test_cells_that_are_no_text_are_spelled_as_a_person_would() -> None:
    cells = [None, True, 12, 12.0, 0.5, date(2022, 6, 30), datetime(2022, 6, 30), ["a", "b"]]

    assert [values.spelled(cell) for cell in cells] == [
        "",
        "true",
        "12",
        "12",
        "0.5",
        "2022-06-30",
        "2022-06-30 00:00:00",
        "a;b",
    ]


@given(st.text())
def test_no_text_makes_a_reader_fail_otherwise_than_by_saying_why(text: str) -> None:
    readers = (
        values.day,
        values.boolean,
        values.number,
        values.integer,
        values.credit_code,
        values.region_code,
        values.identifier,
    )
    for read in (*readers, values.words(SANCTION_KIND)):
        try:
            read(text)
        except ValueError as error:
            assert text not in str(error) or len(text) < 4


@pytest.mark.parametrize(
    ("unit", "times", "text", "figure"),
    [
        ("CNY", 1, "12.5万元", 125_000),
        ("CNY", 1, "￥300 元", 300),
        ("CNY", 1, "1.2亿元", 120_000_000),
        ("CNY", 10_000, "0.1234567", 1234.567),
        ("CNY", 10_000, "3元", 3),
        ("m2", 1, "120㎡", 120),
        ("m2", 10_000, "1.1", 11_000),
        ("m2", 1, "1.1 万平方米", 11_000),
        ("1", 0.01, "51", 0.51),
        ("CNY/m2", 1, "1.8元/㎡·月", 1.8),
    ],
)
def test_figures_in_other_units(unit: str, times: float, text: str, figure: float) -> None:
    assert values.quantity(unit, times)(text) == figure


@pytest.mark.parametrize(
    ("unit", "text"), [("CNY", "12美元"), ("CNY", "万元"), ("m2", "3亩"), ("1", "51%"), ("CNY", "1,2元")]
)
def test_other_units_are_refused(unit: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"number|percentage|separators"):
        values.quantity(unit)(text)
