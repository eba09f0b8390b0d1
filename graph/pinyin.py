"""Text folded for searching, and the keys by which a node is found in other letters: pinyin, its initials, codes without signs.

The keys stand in one stored property that only the full-text index reads; they identify nothing. Its words are

- `0yonganwuye`: a name's pinyin from its beginning, and `0yawy`, its initials; the digit tells a beginning from a middle;
- `wuye`, `yawy`: the same from each syllable on, cut at 16 letters;
- `1ac12`: a code without its signs;
- a name in simplified characters where it is written otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.model import NodeType

#: The property that holds the keys.
SEARCH_KEYS = "searchKeys"
#: Letters of a key from within a name, and from its beginning.
MIDDLE, WHOLE = 16, 64
#: Fields that name a node, read aloud in pinyin; and fields that hold codes beside the node's own keys.
NAMES = ("name", "title", "formerNames")
#: What is asked for by its name; a branch, a tender or a project bears the name of its community, which leads to it.
ALOUD = frozenset({"Region", "Community", "Enterprise", "Authority", "Person", "Document"})
CODES = ("registerId", "number", "documentNumber")
#: Readings that pypinyin's own phrases get wrong, or do not know.
PHRASES = {
    "泉都": [["quán"], ["dū"]],
    "朝阳": [["cháo"], ["yáng"]],
    "华厦": [["huá"], ["xià"]],
    "单县": [["shàn"], ["xiàn"]],
    "尉氏": [["yù"], ["shì"]],
}
#: Characters of place and firm names that are read in two ways: such a name is found by either.
READINGS = {
    "都": ("du", "dou"),
    "厦": ("xia", "sha"),
    "朝": ("chao", "zhao"),
    "乐": ("le", "yue"),
    "长": ("chang", "zhang"),
    "重": ("chong", "zhong"),
    "行": ("hang", "xing"),
    "单": ("shan", "dan"),
    "曾": ("zeng", "ceng"),
    "解": ("jie", "xie"),
    "查": ("cha", "zha"),
    "仇": ("qiu", "chou"),
    "调": ("diao", "tiao"),
    "藏": ("cang", "zang"),
    "番": ("fan", "pan"),
    "绿": ("lv", "lu"),
    "吕": ("lv", "lu"),
}


@cache
def _simplifier() -> Any:
    """OpenCC, opened once: traditional characters become simplified ones."""
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _cutter() -> Any:
    """pypinyin's own cutter of text into words; it takes a third of a second to import: only what loads names needs it."""
    import pypinyin
    from pypinyin.seg import simpleseg

    pypinyin.load_phrases_dict(PHRASES)
    return simpleseg.seg


@lru_cache(maxsize=1 << 16)
def _read(word: str) -> tuple[str, ...]:
    """The syllables of a word, one for each letter. Names are made of few words, and pypinyin reads each by itself."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin([word], errors=list))  # type: ignore[arg-type]  # it takes a list too, one item a letter


def fold(text: str) -> str:
    """Text as searching compares it: full width as half width, traditional as simplified, no case, no accents.

    A word that is simplified throughout stays as it is: OpenCC's phrases would make another name of 沈思.

    >>> fold("ＡＢＣ永安物業"), fold("Yǒng'ān lǜ"), fold("沈思")
    ('abc永安物业', "yong'an lv", '沈思')
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return text
    if not _ACCENTLESS.fullmatch(text):
        text = text.translate(_UMLAUTS)
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", text)
    return text if all(map(_is_simple, text)) else str(_simplifier().convert(text))


#: Most texts: letters that no accent is a part of.
_ACCENTLESS = re.compile(r"[\x00-\x7f\u4e00-\u9fff]+")


@cache
def _is_simple(letter: str) -> bool:
    """Is the letter its own simplified form?"""
    return bool(_simplifier().convert(letter) == letter)


_UMLAUTS = {ord(letter): "v" for letter in "üǖǘǚǜ"}


def is_han(letter: str) -> bool:
    """Is it a letter that the cjk analyzer takes in pairs: Chinese, kana, hangul?

    >>> is_han("永"), is_han("y"), is_han("〇")
    (True, False, True)
    """
    return bool(_IS_HAN.match(letter))


def runs(text: str) -> Iterator[tuple[bool, str]]:
    """The folded text's runs of Chinese and of other letters and digits; signs end a run and are in none.

    >>> list(runs("永安abc-12（咸宁）"))
    [(True, '永安'), (False, 'abc'), (False, '12'), (True, '咸宁')]
    """
    for han, other in _RUNS.findall(text):
        yield bool(han), han or other


#: What `is_han` is true of, as a class of a regular expression.
_HAN = r"\u3005-\u3007\u3040-\u30ff\u1100-\u11ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{_HAN}]")
_RUNS = re.compile(rf"([{_HAN}]+)|((?:(?![{_HAN}])[^\W_])+)")


def squashed(code: str) -> str:
    """A code without its signs and case.

    >>> squashed("AC-12/３")
    'ac123'
    """
    return _SIGNS.sub("", fold(code))


_SIGNS = re.compile(r"[\W_]+")


def search_keys(node: NodeType, properties: Mapping[str, Any]) -> str | None:
    """The words by which a node is found beside its own fields; None where it needs none.

    >>> from graph.domain import MODEL
    >>> search_keys(MODEL["Enterprise"], {"name": "永安", "enterpriseId": "E-1"})
    '0yongan yongan an 0ya ya 1e1'
    """
    if not node.searched:
        return None
    found: dict[str, None] = {}
    for name in NAMES if node.name in ALOUD else ():
        for text in texts(properties.get(name)):
            found |= dict.fromkeys(aloud(text))
    for name in (node.key, *node.unique, *CODES):
        for text in texts(properties.get(name)):
            if not text.isalnum() and (code := squashed(text)):
                found["1" + code[:WHOLE]] = None
    return " ".join(found) or None


def texts(value: Any) -> Iterable[str]:
    """The texts of a property, which may be one, several or none."""
    return (value,) if isinstance(value, str) else value or ()


def aloud(name: str) -> list[str]:
    """The keys of one name.

    >>> list(aloud("绿城"))
    ['0lvcheng', 'lvcheng', 'cheng', '0lc', 'lc', '0lucheng', 'lucheng']
    """
    folded = fold(name)
    other = [run for han, run in runs(folded) if han and run not in name] if folded != name else []
    found: dict[str, None] = {}
    syllables, others = syllables_of(folded)
    for read in (syllables, others) if others != syllables else (syllables,):
        for parts in (read, [syllable[0] for syllable in read]):
            whole, at = "".join(parts), 0
            found["0" + whole[:WHOLE]] = None
            for part in parts:
                found[whole[at : at + MIDDLE]] = None
                at += len(part)
    return [*other, *(key for key in found if len(key) > 1)]


def syllables_of(folded: str) -> tuple[list[str], list[str]]:
    """A name's syllables as they are likely read, and with every two-way character read the other way."""
    likely: list[str] = []
    other: list[str] = []
    for han, run in runs(folded):
        if not han:
            likely.append(run)
            other.append(run)
            continue
        read = [syllable for word in _cutter()(run) for syllable in _read(word)]
        if len(read) != len(run):  # a letter that pypinyin takes for several
            read = list(run)
        for letter, syllable in zip(run, read, strict=True):
            both = READINGS.get(letter, ())
            likely.append(syllable)
            other.append(next((reading for reading in both if reading != syllable), syllable))
    return likely, other
