"""The report, block by block: what it rests on first, then the answer with its sources, pictures, flags, and how to make it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from api.report.blocks import Block, Cell, Heading, Listing, Note, Picture, Sources, Table, Values
from api.report.found import Found, counts
from api.report.picture import label, word
from graph.domain import MODEL

Path = tuple[str | int, ...]
#: Member → its Chinese name, where all types agree on it.
NAMES = {
    name: next(iter(zh))
    for name, zh in {
        name: {type.members[name].zh for type in MODEL if name in type.members}
        for type in MODEL
        for name in type.members
    }.items()
    if len(zh) == 1
}


@dataclass
class Numbered:
    """The sources in the order in which they are first cited."""

    items: dict[tuple[str, str | None, str | None], Mapping[str, Any]] = field(default_factory=dict)

    def numbers(self, sources: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
        """The numbers of these sources, which get one when they are new."""
        found = []
        for source in sources:
            key = source["document"]["id"], source["locator"], source["quote"]
            self.items.setdefault(key, source)
            found.append(list(self.items).index(key) + 1)
        return tuple(sorted(set(found)))

    def listed(self) -> Sources:
        """All of them, as text with an address."""
        return Sources([(described(source), source["document"].get("url")) for source in self.items.values()])


def described(source: Mapping[str, Any]) -> str:
    """A source in words."""
    document = source["document"]
    parts = [
        document["title"],
        document.get("number"),
        document.get("issuer"),
        document.get("issuedOn"),
        source["locator"],
    ]
    quote = f"「{source['quote']}」" if source["quote"] else ""
    made = "(合成 synthetic)" if document.get("synthetic") else ""
    return " · ".join(str(part) for part in (*parts, quote, made) if part)


def report(found: Found, numbered: Numbered, pictures: Sequence[Picture]) -> Iterator[Block]:
    """The report, block by block."""
    question, pins, number = found.question, found.pins.told(), counts(found.answer)
    yield Heading(1, f"证据卷宗 Evidence bundle: {question.subject or '查询 query'}")
    if found.synthetic:
        yield Note("含合成数据,并非真实企业或个人。This rests on SYNTHETIC data: no real firm or person.", loud=True)
    yield Note("线索只是值得一看的理由,不是结论。A flag is a reason to look, never a finding.", loud=True)
    yield Values(
        [
            ("有效之日 valid", Cell(pins["valid"] or "全部历史 all of history")),
            ("记录之时 known", Cell(pins["known"] or "—")),
            ("当日 today", Cell(pins["today"] or "—")),
            (
                "各值 values",
                Cell(
                    f"{number['values']}:有出处 cited {number['cited']},推得 derived {number['derived']},无出处 without a source "
                    f"{number['withoutSource']}"
                ),
            ),
        ]
    )
    for note in found.notes:
        yield Note(note)
    if question.kind != "FLAG":
        yield Heading(2, "答案 Answer")
        refs = {tuple(entry["path"]): numbered.numbers(entry["sources"]) for entry in found.answer.citations}
        for key, value in found.answer.data.items():
            yield from shown(key, value, (key,), refs)
    if pictures:
        yield Heading(2, "图 Pictures")
        yield Note("方为主体,圆为事实,空心为合成。Squares are entities, circles facts, hollow ones synthetic.")
        yield from pictures
    yield Heading(2, f"线索 Flags ({len(found.flags)})")
    if not found.flags:
        yield Note("规则未发现线索;未发现不等于没有。The rules find none; that is no proof that there is nothing.")
    for flag in found.flags:
        yield from flagged(flag, numbered)
    if numbered.items:
        yield Heading(2, "出处 Sources")
        yield numbered.listed()
    yield Heading(2, "问题 Question")
    yield Listing(question.document, "graphql")
    yield Listing(orjson.dumps(question.variables, option=orjson.OPT_INDENT_2).decode(), "json")
    yield Heading(2, "重做 Make it again")
    yield Note(
        "同一 as-of 之下,字节相同;manifest.json 载各文件之 SHA-256。The same bytes at the same as-of pair; manifest.json has each file's SHA-256."
    )
    yield Listing("wuye report manifest.json --out again", "sh")


def titled(key: str) -> str:
    """A response key with the Chinese name of the member that it is called by.

    >>> titled("enterprise.uscc")
    'enterprise.uscc 统一社会信用代码'
    """
    name = NAMES.get(key.rpartition(".")[2])
    return f"{key} {name}" if name else key


def shown(key: str, value: Any, path: Path, refs: Mapping[Path, tuple[int, ...]]) -> Iterator[Block]:
    """What an answer's field holds: its single values as a list, each list in it as a table."""
    if isinstance(value, list):
        yield Heading(3, titled(key))
        yield from table(value, path, refs)
        return
    if not isinstance(value, dict):
        yield Values([(titled(key), cell(value, path, refs))])
        return
    lists: list[tuple[str, list[Any], Path]] = []
    pairs = list(flat(value, path, refs, "", lambda name, part, at: lists.append((name, part, at))))
    yield Heading(3, titled(key))
    if pairs:
        yield Values([(titled(name), found) for name, found in pairs])
    for name, part, at in lists:
        if part:
            yield Heading(3, titled(f"{key}.{name}"))
            yield from table(part, at, refs)


def table(rows: Sequence[Any], path: Path, refs: Mapping[Path, tuple[int, ...]]) -> Iterator[Block]:
    """A list as a table: a column for each single value in its objects, a list within a row in one cell."""
    if not rows:
        yield Note("无 none")
        return
    made: list[dict[str, Cell]] = []
    for place, row in enumerate(rows):
        found: dict[str, Cell] = {}

        def inner(name: str, part: list[Any], at: Path, found: dict[str, Cell] = found) -> None:
            cells = [list(flat(one, (*at, n), refs, "", lambda *_: None)) for n, one in enumerate(part)]
            text = "; ".join(", ".join(c.text for _, c in each if c.text) for each in cells)
            found[name] = Cell(text, tuple(sorted({n for each in cells for _, c in each for n in c.sources})))

        for name, one in flat(row, (*path, place), refs, "", inner):
            found[name] = one
        made.append(found)
    columns = [
        name for name in dict.fromkeys(n for row in made for n in row) if any(name in r and r[name].text for r in made)
    ]
    yield Table([titled(name) for name in columns], [[row.get(name, Cell("")) for name in columns] for row in made])


def flat(
    value: Any,
    path: Path,
    refs: Mapping[Path, tuple[int, ...]],
    prefix: str,
    listed: Callable[[str, list[Any], Path], None],
) -> Iterator[tuple[str, Cell]]:
    """The single values in an object by dotted name; lists of objects are handed to `listed`."""
    if not isinstance(value, dict):
        yield prefix or "value", cell(value, path, refs)
        return
    for key, part in value.items():
        name, at = f"{prefix}.{key}" if prefix else key, (*path, key)
        if key in ("__typename", "sources") or (prefix and key in ("id", "synthetic") and len(value) > 3):
            continue  # of another node its name says enough
        if isinstance(part, dict):
            yield from flat(part, at, refs, name, listed)
        elif isinstance(part, list) and any(isinstance(one, (dict, type(None))) for one in part):
            listed(name.removesuffix(".nodes"), part, at)
        else:
            yield name, cell(part, at, refs)


def cell(value: Any, path: Path, refs: Mapping[Path, tuple[int, ...]]) -> Cell:
    """A single value, or a list of such, with its sources."""
    if isinstance(value, list):
        return Cell("; ".join(map(text, value)), refs.get(path, ()))
    return Cell(text(value), refs.get(path, ()))


def text(value: Any) -> str:
    """A value in words: an enum word in Chinese as well."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是 yes" if value else "否 no"
    said = word(str(value))
    return said if said == str(value) else f"{said} {value}"


def flagged(flag: Mapping[str, Any], numbered: Numbered) -> Iterator[Block]:
    """A flag with what it rests on."""
    rule = flag["rule"]
    yield Heading(3, f"{rule['name']} · {label(flag['subject'])}")
    yield Note(flag["explanation"])
    parameters = "; ".join(f"{one['name']} = {one['value']:g}" for one in rule["parameters"])
    yield Values(
        [
            ("编号 id", Cell(flag["id"])),
            ("日期 on", Cell(flag["on"] or "不详 unknown")),
            ("规则 rule", Cell(f"{rule['id']} v{rule['version']}: {rule['text']}")),
            ("依据 basis", Cell(rule["basis"])),
            ("参数 parameters", Cell(parameters or "—")),
            ("所知之比 confidence", Cell(f"{flag['confidence']:.2f}(不是概率 no probability)")),
            ("不详 missing", Cell("; ".join(flag["missing"]) or "—")),
            ("何以消除 clears when", Cell("; ".join(flag["clearsWhen"]))),
        ]
    )
    yield Table(
        ["指标 indicator", "值 value", "界限 threshold", "满足 met"],
        [
            [Cell(part["indicator"]), Cell(text(part["value"])), Cell(text(part["threshold"])), Cell(text(part["met"]))]
            for part in flag["contributions"]
        ],
    )
    yield Table(
        ["所据事实 input", "编号 id", "记录之时 recorded"],
        [
            [
                Cell(label(one), numbered.numbers(one.get("sources", ()))),
                Cell(one["id"]),
                Cell(one.get("recordedAt") or "—"),
            ]
            for one in flag["inputs"]
        ],
    )
