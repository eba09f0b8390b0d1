"""Text → value, one function for each kind of value; a ValueError says in one sentence what is wrong and what would be right.

The sentence goes on where a column's name ends ("ends_on is not a day; …") and never repeats the text, which may be personal.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from graph.model import Enumeration, Scalar

#: The 31 characters of a credit code: no I, O, S, V, Z (GB 32100-2015).
CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
#: First characters in use: who registers, and what kind of body (GB 32100-2015 and its amendment).
CREDIT_CODE_PREFIXES = frozenset(
    "11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 54 55 59 61 62 69 71 72 79 81 89 91 92 93 99 "
    "A1 A9 N1 N2 N3 N9 Y1".split()
)
#: What GraphQL's Int can hold.
LARGEST_INT = 2**31 - 1
#: Of a text that an index holds: a range index key ends at 8 kB, and a character may take 4 bytes.
LONGEST_INDEXED = 2_000

_DAY = re.compile(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_PART_OF_DAY = re.compile(r"[0-9]{4}(?:年?|(?:[-/.年]?(?:0[1-9]|1[0-2])|[-/.年][1-9])月?)")
_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00(?:\.0+)?)?Z?$")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[,，' ][0-9]{3})+(?:\.[0-9]+)?")
_LOST = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+|[0-9]+\.0*")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]+")
_SPACES = re.compile(r"[\s\-]+")
_SEPARATORS = re.compile(r"[;；]")

LOST_DIGITS = "lost digits in a spreadsheet's number cell; format the column as text and enter the code again"


class PartialDate(ValueError):
    """A year or a month where a day is wanted."""


@lru_cache(maxsize=65_536)
def day(text: str) -> date:
    """A calendar day.

    >>> day("2022年6月30日"), day("20220630") == day("2022/6/30")
    (datetime.date(2022, 6, 30), True)
    """
    plain = _MIDNIGHT.sub("", unicodedata.normalize("NFKC", text).strip())
    found = _DAY.fullmatch(plain)
    if found is None:
        if _PART_OF_DAY.fullmatch(plain):
            raise PartialDate("is only a part of a date; the whole day is wanted, as 2022-06-30")
        raise ValueError("is not a day; write it as 2022-06-30")
    year, month, at = (int(part) for part in found.groups() if part and part not in "-/.")
    try:
        return date(year, month, at)
    except ValueError:
        raise ValueError("is a day that no calendar has; write one as 2022-06-30") from None


def boolean(text: str) -> bool:
    """True or false.

    >>> boolean("是"), boolean("no")
    (True, False)
    """
    found = _BOOLEANS.get(text.strip().casefold())
    if found is None:
        raise ValueError("is neither true nor false; write true/false, yes/no, 1/0 or 是/否")
    return found


_BOOLEANS = {"true": True, "yes": True, "1": True, "是": True, "false": False, "no": False, "0": False, "否": False}


def number(text: str) -> float:
    """A number, in the column's own unit.

    >>> number("12.50")
    12.5
    """
    plain = text
    if _NUMBER.fullmatch(plain) is None:
        plain = unicodedata.normalize("NFKC", text).strip()
        if _NUMBER.fullmatch(plain) is None:
            raise ValueError(_no_number(plain))
    found = float(plain)
    if found in (float("inf"), float("-inf")):
        raise ValueError("is larger than any number that can be kept; write the number meant")
    return found


def _no_number(text: str) -> str:
    if _GROUPED.fullmatch(text):
        return "has separators between thousands; write the digits alone, as 1234567.89"
    if text.endswith("%"):
        return "is a percentage; write the fraction, 0.51 for 51 %"
    return "is not a number; write digits alone, as 1234.5, without a unit"


#: A column's unit → the units that registers write in its place, each in terms of the column's own.
UNITS: Mapping[str, Mapping[str, int | float]] = {
    "CNY": {"元": 1, "人民币元": 1, "cny": 1, "yuan": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000},
    "m2": {"m2": 1, "平方米": 1, "平米": 1, "万m2": 10_000, "万平方米": 10_000, "公顷": 10_000},
    "CNY/m2": {"元/m2·月": 1, "元/m2/月": 1, "元/平方米·月": 1, "元/月·m2": 1, "元/平方米/月": 1},
    "1": {"1": 1, "0–1": 1, "0-1": 1, "%": 0.01},
}


def quantity(unit: str, times: float = 1) -> Callable[[str], float]:
    """The reader of figures in a unit, each of which may name another one; `times`: what the column's heading says.

    >>> quantity("CNY")("12.5 万元"), quantity("CNY", 10_000)("12.5"), quantity("CNY", 10_000)("300元")
    (125000.0, 125000.0, 300.0)
    """
    known = {name: each for name, each in UNITS[unit].items() if not name[0].isdigit() and name != "%"}

    def read(text: str) -> float:
        if _NUMBER.fullmatch(text) or (text[-1:].isdigit() and not text.endswith("2")):
            return _times(number(text), times)
        plain = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").casefold()
        named = max((name for name in known if plain.endswith(name)), key=len, default="")
        return _times(number(plain.removesuffix(named)), known.get(named, times))

    return read


def _times(figure: float, times: float) -> float:
    """A product as it would be on paper: 0.1234567 times 10000 is 1234.567."""
    return figure if times == 1 else float(Decimal(repr(figure)) * Decimal(repr(times)))


def integer(text: str) -> int:
    """A whole number; what a spreadsheet wrote as 535.0 is one.

    >>> integer("535")
    535
    """
    found = number(text)
    if not found.is_integer():
        raise ValueError("is not a whole number; write one, as 535")
    if abs(found) > LARGEST_INT:
        raise ValueError(f"is larger than {LARGEST_INT}; write the number meant")
    return int(found)


def items(text: str) -> list[str]:
    """The members of a list in one cell, in their order, each once.

    >>> items("咸安物业；永安物业; ")
    ['咸安物业', '永安物业']
    """
    text = unshielded(text)
    if ";" not in text and "；" not in text:
        return [text.strip()] if text.strip() else []
    return list(dict.fromkeys(part for piece in _SEPARATORS.split(text) if (part := piece.strip())))


def words(enumeration: Enumeration) -> Callable[[str], str]:
    """The reader of a closed word list: its NAME in any case, or its Chinese word.

    >>> from graph.domain import ENTERPRISE_KIND
    >>> words(ENTERPRISE_KIND)("property_service"), words(ENTERPRISE_KIND)("物业服务")
    ('PROPERTY_SERVICE', 'PROPERTY_SERVICE')
    """
    known = {zh: name for name, zh in enumeration.words.items()} | {name.casefold(): name for name in enumeration.words}

    def word(text: str) -> str:
        if text in known:
            return known[text]
        plain = unicodedata.normalize("NFKC", text).strip().casefold().replace(" ", "_").replace("-", "_")
        found = known.get(plain)
        if found is None:
            raise ValueError(_unknown_word(plain, known))
        return found

    return word


def _unknown_word(plain: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(plain, known, n=1)
    if near:
        return f"is no word of its list; the nearest is {near[0]}"
    return f"is no word of its list; write one of {', '.join(dict.fromkeys(name.lower() for name in known.values()))}"


def compact(text: str) -> str:
    """A code without spaces, hyphens, full-width forms and lower case.

    >>> compact("９１42 1202-ma48abcd95")
    '91421202MA48ABCD95'
    """
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper()


def credit_code(text: str) -> str:
    """A unified social credit code, compacted; its check digit is judged by `credit_code_flaws`.

    >>> credit_code("91421202ma48abcd95 ")
    '91421202MA48ABCD95'
    """
    code = compact(text)
    if _LOST.fullmatch(code):
        raise ValueError(LOST_DIGITS)
    if len(code) != 18:
        raise ValueError(f"has {len(code)} characters; a credit code has 18")
    for place, character in enumerate(code, 1):
        if character not in CREDIT_CODE_ALPHABET:
            raise ValueError(
                f"has {character!r} in place {place}; a credit code has digits and capitals but no I, O, S, V, Z"
            )
    return code


def credit_code_flaws(code: str) -> list[str]:
    """What is odd about a well-formed credit code: real registers hold such codes, so that it is noted, not refused.

    >>> credit_code_flaws("91421202MA48ABCD95"), credit_code_flaws("91421202MA48ABCD96")
    ([], ['uscc: the check digit should be 5'])
    """
    total = sum(
        CREDIT_CODE_ALPHABET.index(character) * weight
        for character, weight in zip(code, CREDIT_CODE_WEIGHTS, strict=False)
    )
    right = CREDIT_CODE_ALPHABET[-total % 31]
    flaws = [] if code[17] == right else [f"uscc: the check digit should be {right}"]
    if code[:2] not in CREDIT_CODE_PREFIXES:
        flaws.append(f"uscc: {code[:2]} is no known kind of registration")
    return flaws


@lru_cache(maxsize=65_536)
def enterprise_key(text: str) -> str:
    """How another table names an enterprise: by its credit code, or by the register's own identifier.

    >>> enterprise_key("91421202ma48abcd95"), enterprise_key(" E-7 ")
    ('91421202MA48ABCD95', 'E-7')
    """
    code = compact(text)
    if len(code) == 18 and all(character in CREDIT_CODE_ALPHABET for character in code):
        return code
    return identifier(text)


def identifier(text: str) -> str:
    """A register's own identifier, taken as it stands.

    >>> identifier(" P-0017 ")
    'P-0017'
    """
    found = text.strip()
    if "+" in found and _SCIENTIFIC.fullmatch(found):
        raise ValueError(LOST_DIGITS)
    return found if len(found) <= LONGEST_INDEXED and found[:1] != "'" else indexed(found)


def indexed(text: str) -> str:
    """A text short enough for an index.

    >>> indexed("温泉街道")
    '温泉街道'
    """
    if len(text) > LONGEST_INDEXED:
        raise ValueError(f"has {len(text)} characters; at most {LONGEST_INDEXED} can be kept here")
    return unshielded(text) if text[:1] == "'" else text


@lru_cache(maxsize=65_536)
def region_code(text: str) -> str:
    """A division code of GB/T 2260 or its statistical extension.

    >>> region_code("421202 ")
    '421202'
    """
    code = compact(text)
    if _LOST.fullmatch(code):
        raise ValueError(LOST_DIGITS)
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 12):
        raise ValueError("is no division code; write 2 to 12 digits, as 421202")
    return code


_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def shielded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before it, which a load takes off again.

    >>> shielded("=1+1"), shielded("'=1+1"), shielded("-3.5"), shielded("咸安")
    ("'=1+1", "''=1+1", '-3.5', '咸安')
    """
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unshielded(text: str) -> str:
    """The text that was shielded; any other as it is.

    >>> unshielded(shielded("=1+1")), unshielded("'咸安'")
    ('=1+1', "'咸安'")
    """
    return text[1:] if text[:1] == "'" and _FORMULA.match(text) else text


def spelled(cell: object) -> str:
    """A cell that is no text (JSON, spreadsheets) as the text that a person would have typed.

    >>> spelled(535.0), spelled(True), spelled(date(2022, 6, 30)), spelled(None)
    ('535', 'true', '2022-06-30', '')
    """
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, list):
        return ";".join(spelled(part) for part in cell)
    return str(cell)


#: How each scalar is read; texts are kept as they stand.
READERS: Mapping[Scalar, Callable[[str], object]] = {
    Scalar.INT: integer,
    Scalar.FLOAT: number,
    Scalar.BOOLEAN: boolean,
    Scalar.DAY: day,
}
