"""Labelled pairs of made firm names: names as people write them, each with the firm that is meant and others that are not.

A family is a firm and those that look like it: of the same core in another city, of a core that differs in one character, of one
that sounds alike. A query is the firm's name, or a former one, written otherwise; its candidates are the family and some strangers.
All names are made from a seed; that a real firm bears one of them is chance.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from graph.match import Known, scored

#: Common characters of firms' names, no two of one sound.
LETTERS = "安康福泰昌荣盛嘉瑞和顺兴隆祥永恒宏达通金银玉华文明新天地家园春江山海龙凤云星光大方正中信诚德仁义礼美好乐民万利源丰汇凯"
#: Of some of these another character of the same sound.
SOUNDS = {
    "安": "鞍",
    "福": "富",
    "和": "禾",
    "永": "勇",
    "金": "今",
    "华": "桦",
    "新": "欣",
    "家": "佳",
    "宏": "鸿",
    "明": "铭",
}
PLACES = ("咸宁", "武汉", "赤壁", "黄石", "荆州", "宜昌", "长沙", "南昌")
ENDINGS = ("物业服务有限公司", "物业管理有限公司", "物业服务有限责任公司", "物业服务集团有限公司")
TRADITIONAL = str.maketrans("业务责宁汉荣兴华园龙凤云义礼万汇长团", "業務責寧漢榮興華園龍鳳雲義禮萬匯長團")
#: What a scanner takes one character for.
SLIPS = {"业": "亚", "务": "努", "限": "跟", "司": "同", "理": "埋", "管": "营", "任": "仟"}


#: The same, of characters that tell firms apart.
CORE_SLIPS = {
    "天": "夫",
    "大": "太",
    "明": "朋",
    "民": "氏",
    "星": "皇",
    "永": "水",
    "玉": "王",
    "金": "全",
    "乐": "东",
    "家": "冢",
    "盛": "盔",
    "瑞": "端",
}


@dataclass(frozen=True)
class Asked:
    """A name as it is written, of which kind the writing is, whose it is, and among which firms it is looked for."""

    name: str
    kind: str
    meant: str
    candidates: tuple[Known, ...]


def families(rng: Random, count: int) -> Iterator[list[Known]]:
    """Firms with those that look like them; the first of a family is the one that is asked for."""
    taken: set[str] = set()
    number = 0
    while count:
        core = "".join(rng.sample(LETTERS, rng.choice((2, 2, 2, 3))))
        near = core.replace(core[0], rng.choice([letter for letter in LETTERS if letter not in core]))
        if {core, near} & taken:
            continue
        taken |= {core, near}
        home, away = rng.sample(PLACES, 2)
        former = "".join(rng.sample(LETTERS, 3))
        names = [(home, core), (away, core), (home, near)]
        names += [(home, core.translate(str.maketrans(SOUNDS)))] if set(core) & set(SOUNDS) else []
        family = []
        for place, part in names:
            kept = (f"{home}{former}{rng.choice(ENDINGS)}",) if not family else ()
            family.append(Known("", f"F{number:04}", None, f"{place}{part}{rng.choice(ENDINGS)}", kept))
            number += 1
        count -= 1
        yield family


def written(rng: Random, firm: Known) -> Iterator[tuple[str, str]]:
    """(kind, name): the ways in which a firm's name is written."""
    place, rest = firm.name[:2], firm.name[2:]
    core, ending = next((rest.removesuffix(end), end) for end in ENDINGS if rest.endswith(end))
    other = rng.choice([end for end in ENDINGS if end != ending])
    yield "as registered", firm.name
    yield "another legal form", f"{place}{core}{other}"
    yield "place in full", f"{place}市{core}{ending}"
    yield "place in full, another legal form", f"{place}市{core}{other}"
    yield "short", f"{place}{core}物业"
    yield "traditional", firm.name.translate(TRADITIONAL)
    yield "width and spaces", unicodedata.normalize("NFKC", f"（{place}）{core} {ending}").replace("有限", " 有限")
    at = rng.choice([at for at, letter in enumerate(firm.name) if letter in SLIPS and at > len(place + core)])
    yield "misread by a scanner", firm.name[:at] + SLIPS[firm.name[at]] + firm.name[at + 1 :]
    if slipped := [letter for letter in core if letter in CORE_SLIPS]:
        yield "misread in its core", firm.name.replace(slipped[0], CORE_SLIPS[slipped[0]])
    yield "place left out", f"{core}{ending}"
    yield "former name", firm.former[0]


def pairs(seed: int = 1, count: int = 60) -> list[Asked]:
    """Some ten names of each of `count` families; of one without its place no namesake elsewhere is among the candidates."""
    rng = Random(seed)
    every = list(families(rng, count))
    firms = [firm for family in every for firm in family]
    found = []
    for family in every:
        strangers = rng.sample([firm for firm in firms if firm not in family], 5)
        candidates = [*family, *strangers]
        for kind, name in written(rng, family[0]):
            rng.shuffle(candidates)
            among = [firm for firm in candidates if kind != "place left out" or firm is not family[1]]
            found.append(Asked(name, kind, family[0].key, tuple(among)))
    return found


def ours(asked: Sequence[Asked]) -> list[list[float]]:
    """The scores of each query's candidates."""
    made = [[scored({"name": one.name}, firm) for firm in one.candidates] for one in asked]
    return [[candidate.score if candidate else 0.0 for candidate in found] for found in made]


def rates(asked: Sequence[Asked], scores: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Precision at 1, where of those at the top each is as likely to be taken; and the share of queries with a tie there."""
    right = ties = 0.0
    for one, found in zip(asked, scores, strict=True):
        top = [firm.key for firm, score in zip(one.candidates, found, strict=True) if score == max(found)]
        right += (one.meant in top) / len(top)
        ties += len(top) > 1
    return right / len(asked), ties / len(asked)
