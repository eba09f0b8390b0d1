"""A report as blocks, headings, tables, lists, pictures, and these as Markdown and as one page of HTML without scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

CSS = """
:root{color-scheme:light;--ink:#1b1f24;--soft:#545b66;--line:#d5d9e0;--tint:#f4f6f9;--warn:#7a4100;--pale:#fff4e2}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1rem;color:var(--ink);background:#fff;line-height:1.6;
font-family:ui-sans-serif,system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid var(--line)}h3{font-size:1rem}
.notice{background:var(--pale);color:var(--warn);border-left:4px solid var(--warn);padding:.5rem .75rem;margin:.75rem 0}
.wide{overflow-x:auto}.wide:focus{outline:2px solid #1f5f8b}
table{border-collapse:collapse;font-size:.875rem}th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;
vertical-align:top;min-width:4.5rem;max-width:24rem}th{background:var(--tint);font-weight:600}
dl{display:grid;grid-template-columns:minmax(6rem,34%) 1fr;gap:.15rem .75rem;margin:.5rem 0}dt{color:var(--soft)}dd{margin:0}figure{margin:.75rem 0}
pre{background:var(--tint);padding:.75rem;overflow-x:auto;font-size:.8125rem;white-space:pre-wrap}
svg{display:block;max-width:100%;height:auto;border:1px solid var(--line)}sup{font-size:.7rem}a{color:#1f5f8b}
@media print{body{max-width:none}.wide{overflow:visible}}
"""


@dataclass(frozen=True)
class Cell:
    """A value as text, with the numbers of the sources that bear it out."""

    text: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True)
class Note:
    """A sentence; `loud`: it must not be overlooked."""

    text: str
    loud: bool = False


@dataclass(frozen=True)
class Values:
    """Names and what they are."""

    pairs: Sequence[tuple[str, Cell]]


@dataclass(frozen=True)
class Table:
    """Rows under columns."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Listing:
    """Text in a language of machines."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture that has a file of its own, too."""

    file: str
    alt: str
    svg: str


@dataclass(frozen=True)
class Sources:
    """The numbered sources: text, and an address where there is one."""

    items: Sequence[tuple[str, str | None]]


Block = Heading | Note | Values | Table | Listing | Picture | Sources

# ------------------------------------------------------------------------------------------------------------- Markdown


def markdown(blocks: Iterable[Block]) -> str:
    """The report as Markdown."""
    return "\n\n".join(text for block in blocks if (text := as_markdown(block))) + "\n"


def as_markdown(block: Block) -> str:
    """One block."""
    match block:
        case Heading():
            return f"{'#' * block.level} {plain(block.text)}"
        case Note():
            return f"> **{plain(block.text)}**" if block.loud else plain(block.text)
        case Values():
            return "\n".join(f"- {plain(name)}: {marked(cell)}" for name, cell in block.pairs)
        case Table():
            rows = [block.columns, ["---"] * len(block.columns)]
            lines = ["| " + " | ".join(map(plain, rows[0])) + " |", "| " + " | ".join(rows[1]) + " |"]
            return "\n".join([*lines, *("| " + " | ".join(map(marked, row)) + " |" for row in block.rows)])
        case Listing():
            fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", block.text))])
            return f"{fence}{block.language}\n{block.text.rstrip()}\n{fence}"
        case Picture():
            return f"![{plain(block.alt)}]({block.file})"
        case Sources():
            return "\n".join(
                f"{number}. {plain(text)}" + (f" <{url}>" if linked(url) else "")
                for number, (text, url) in enumerate(block.items, 1)
            )


def marked(cell: Cell) -> str:
    """A cell with its sources in brackets."""
    return plain(cell.text) + "".join(f" [{number}]" for number in cell.sources)


def plain(text: str) -> str:
    """A text none of whose letters mean anything in Markdown.

    >>> plain("a|b <i>*x*</i>")
    'a\\\\|b \\\\<i\\\\>\\\\*x\\\\*\\\\</i\\\\>'
    """
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))


# ----------------------------------------------------------------------------------------------------------------- HTML


def html(title: str, blocks: Iterable[Block]) -> str:
    """The report as a page of its own: nothing is fetched, no script runs, and its policy says so."""
    digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="zh-CN"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
            f"<title>{escape(title)}</title>",
            f"<style>{CSS}</style></head><body><main>",
            *(as_html(block) for block in blocks),
            "</main></body></html>",
            "",
        ]
    )


def as_html(block: Block) -> str:
    """One block."""
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Note():
            return f'<p class="notice">{escape(block.text)}</p>' if block.loud else f"<p>{escape(block.text)}</p>"
        case Values():
            return (
                "<dl>"
                + "".join(f"<dt>{escape(name)}</dt><dd>{said(cell)}</dd>" for name, cell in block.pairs)
                + "</dl>"
            )
        case Table():
            head = "".join(f'<th scope="col">{escape(name)}</th>' for name in block.columns)
            rows = "\n".join("<tr>" + "".join(f"<td>{said(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
            return (
                '<div class="wide" tabindex="0" role="region" aria-label="表 table"><table><thead><tr>'
                f"{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div>"
            )
        case Listing():
            return f"<pre><code>{escape(block.text.rstrip())}</code></pre>"
        case Picture():
            return f"<figure>{block.svg}<figcaption>{escape(block.alt)}</figcaption></figure>"
        case Sources():
            items = (
                f'<li id="source-{number}">{escape(text)}'
                + (f' <a href="{escape(url or "")}">{escape(url or "")}</a>' if linked(url) else "")
                + "</li>"
                for number, (text, url) in enumerate(block.items, 1)
            )
            return "<ol>\n" + "\n".join(items) + "\n</ol>"


def said(cell: Cell) -> str:
    """A cell with links to its sources."""
    links = ", ".join(f'<a href="#source-{number}">{number}</a>' for number in cell.sources)
    return escape(cell.text) + (f" <sup>[{links}]</sup>" if links else "")


def linked(url: str | None) -> bool:
    """Is it an address that may be a link? What a register wrote there may be anything."""
    return url is not None and re.fullmatch(r"https?://[^\s<>\"']+", url) is not None
