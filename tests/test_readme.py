"""README says what is so: its questions are asked, its commands, variables and links are looked up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from graphql import build_schema, parse, validate

from api.question import questions
from graph.settings import NEO4J_LTS, Settings
from tests.running import Demonstration, get, wuye

ROOT = Path(__file__).parents[1]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
README, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
BLOCKS = FENCED.findall(README)
PROSE = FENCED.sub("", README)
#: What stands in backquotes within the text, in either language.
CODE = [code for text in (PROSE, FENCED.sub("", CHINESE)) for code in re.findall(r"`([^`\n]+)`", text)]
SHELL = [text.strip() for language, text in BLOCKS if language == "sh"]
#: A question directly followed by its answer.
ANSWERED = re.findall(r"^```graphql\n(.*?)^```\n+```json\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
LINKS = re.findall(r"\]\(([^)\s]+)\)", PROSE + CHINESE)


class Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    names: set[str]

    def __init__(self) -> None:
        super().__init__()
        self.names = set()

    def get(self, name: str, default: object = None) -> object:  # type: ignore[override]  # all defaults are text
        self.names.add(name)
        return default


def test_it_opens_with_a_question_and_its_answer() -> None:
    assert [language for language, _ in BLOCKS][:4] == ["graphql", "json", "sh", "sh"]
    assert len(ANSWERED) >= 1


@pytest.mark.parametrize("question, answer", ANSWERED)
def test_a_question_has_the_answer_that_it_shows(served: Demonstration, question: str, answer: str) -> None:
    assert served.ask(question) == json.loads(answer)


@pytest.mark.parametrize("question", [text for language, text in BLOCKS if language == "graphql"])
def test_a_question_without_its_answer_is_one_that_can_be_asked(served: Demonstration, question: str) -> None:
    assert served.ask(question)


@pytest.mark.parametrize("command", SHELL[:2])
def test_its_two_commands_are_those_of_the_gate(command: str) -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(rf"(^|[\s\"']){re.escape(command)}([\s\"']|$)", gate, re.MULTILINE)


def commands() -> Iterator[str]:
    """Every `wuye WORD` that README names, `wuye db start|stop` as two."""
    for text in [*CODE, *"\n".join(text for _, text in BLOCKS).splitlines()]:
        for words in re.findall(r"\bwuye ((?:db )?[a-z]+(?:\|[a-z]+)*)", text):
            first, _, last = words.rpartition(" ")
            yield from (f"{first} {word}".strip() for word in last.split("|"))


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_a_command_that_it_names_exists(command: str) -> None:
    assert wuye(*command.split(), "--help").status == 0


@pytest.mark.parametrize("command", ["demo", "serve", "load", "generate", "query", "db"])
def test_a_command_that_exists_is_named(command: str) -> None:
    assert command in {name.split()[0] for name in commands()}


@pytest.mark.parametrize("line", sorted({code for code in CODE if re.match(r"wuye [a-z ]+.* --", code)}))
def test_an_option_that_it_shows_exists(line: str) -> None:
    command, options = re.match(r"wuye ((?:db |keys |loads |audit )?[a-z]+)", line), re.findall(r"(--[a-z-]+)", line)
    assert command is not None
    help = wuye(*command[1].split(), "--help").out
    assert [option for option in options if not re.search(rf"{option}\b", help)] == []


@pytest.mark.parametrize(
    "address", sorted({code for code in CODE if re.fullmatch(r"/(q/.*|healthz|readyz|metrics|schema\.graphql)?", code)})
)
def test_an_address_that_it_shows_answers(served: Demonstration, address: str) -> None:
    assert get(served.address + address).status == 200


@pytest.mark.parametrize("document", sorted({c for c in CODE if re.match(r"(\{ \w+|mutation \{|subscription \{)", c)}))
def test_a_document_within_the_text_is_valid(document: str) -> None:
    assert validate(build_schema((ROOT / "api" / "schema.graphql").read_text("utf-8")), parse(document)) == []


def test_the_files_of_how_it_works_are_there() -> None:
    [flow] = [text for language, text in BLOCKS if not language and "graph/cypher" in text]
    named = re.findall(r"\b(?:api|graph|loaders)/\w+", flow)
    assert len(named) > 8 and all((ROOT / f"{name}.py").exists() for name in named)


# -------------------------------------------------------------------------------------------------------------- in Chinese


def test_the_chinese_one_shows_the_same() -> None:
    assert FENCED.findall(CHINESE) == BLOCKS[:4]
    assert "README.md" in CHINESE and "README.zh-CN.md" in README


def test_the_questions_stand_in_both_by_their_titles() -> None:
    for place, text in enumerate((CHINESE, README)):
        table = re.findall(r"^\| \[`([\w-]+)`\]\(api/questions/\1\.graphql\) \| (.+) \|$", text, re.MULTILINE)
        assert table == [(question.name, question.titles[place]) for question in questions()]


def test_every_command_of_the_chinese_one_stands_in_the_other() -> None:
    own = {code for code in re.findall(r"`([^`\n]+)`", FENCED.sub("", CHINESE)) if code.startswith("wuye ")}
    assert own and not {code for code in own if code not in README}


def test_every_variable_that_is_read_stands_in_the_table() -> None:
    asked = Asked()
    Settings.read(asked)
    table = {
        name for line in README.splitlines() if line.startswith("| `") for name in re.findall(r"`([A-Z0-9_]+)`", line)
    }
    assert asked.names <= table
    assert {name for name in table if name.startswith(("WUYE_", "NEO4J_"))} <= asked.names


def test_every_variable_in_the_text_is_one_that_is_read() -> None:
    asked = Asked()
    Settings.read(asked)
    assert set(re.findall(r"\b((?:WUYE|NEO4J)_[A-Z0-9_]+)", README)) <= asked.names


def test_the_default_version_is_the_one_it_names() -> None:
    assert re.search(rf"`WUYE_NEO4J_VERSION` .*\b{re.escape(NEO4J_LTS)}\b", README)


@pytest.mark.parametrize("link", sorted({link for link in LINKS if "://" not in link}))
def test_a_link_leads_somewhere(link: str) -> None:
    path, _, anchor = link.partition("#")
    target = ROOT / unquote(path) if path else ROOT / "README.md"
    assert target.exists()
    if anchor:
        headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
        assert unquote(anchor) in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_nothing_is_left_to_fill_in() -> None:
    assert not re.findall(r"^[A-Z_]{4,}$", PROSE, re.MULTILINE)
