"""The questions that come with Wuye: each a file with a title, run by the tests, offered in the console's first tabs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from api.console import Tab

FOLDER = "questions"


@dataclass(frozen=True)
class Question:
    """A question: its file's name, its title (`# 标题 · Title`, the first line), its document."""

    name: str
    title: str
    document: str

    @property
    def word(self) -> str:
        """Its name in an address: that of the file without its number.

        >>> Question("01-barred", "", "").word
        'barred'
        """
        return self.name.partition("-")[2]

    @property
    def titles(self) -> tuple[str, str]:
        """Its title in Chinese and in English."""
        chinese, _, english = self.title.partition(" · ")
        return chinese, english


@cache
def questions() -> tuple[Question, ...]:
    """All of them, in the order of their file names."""
    found = (path for path in files("api").joinpath(FOLDER).iterdir() if path.name.endswith(".graphql"))
    return tuple(
        read(path.name, path.read_text(encoding="utf-8")) for path in sorted(found, key=lambda path: path.name)
    )


def read(name: str, text: str) -> Question:
    """A question from its file's text.

    >>> read("01-barred.graphql", "# 某日受限 · Barred on a day\\n{ __typename }").title
    '某日受限 · Barred on a day'
    """
    title, _, _ = text.partition("\n")
    return Question(name.removesuffix(".graphql"), title.removeprefix("#").strip(), text)


@cache
def tabs() -> tuple[Tab, ...]:
    """The questions as the console opens them; the first stands in its tab on a first visit."""
    return tuple(Tab(question.title, question.document) for question in questions())
