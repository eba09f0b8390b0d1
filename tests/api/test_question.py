"""The questions that come with Wuye: each has a title in both languages, is answered, and its answer is not empty."""

from __future__ import annotations

import re
from typing import Any

import pytest

from api.question import Question, questions, read, tabs
from tests.asking import Asking

ALL = questions()


def counted(data: Any) -> int:
    """How many rows an answer's root fields have."""
    return sum(len(value.get("nodes", value.get("edges", ()))) for value in data.values())


@pytest.mark.parametrize("question", ALL, ids=[question.name for question in ALL])
def test_a_question_is_answered_by_the_demonstration(question: Question, asking: Asking) -> None:
    assert counted(asking.data(question.document)) > 0


@pytest.mark.parametrize("question", ALL, ids=[question.name for question in ALL])
def test_a_title_is_in_both_languages(question: Question) -> None:
    chinese, separator, english = question.title.partition(" · ")

    assert separator
    assert re.search("[一-鿿]", chinese)
    assert english.isascii()


def test_they_are_in_the_order_of_their_names() -> None:
    assert [question.name for question in ALL] == sorted(question.name for question in ALL)
    assert [tab.title for tab in tabs()] == [question.title for question in ALL]


def test_a_question_is_read_from_its_file() -> None:
    found = read("07-cats.graphql", "# 猫 · Cats\n{ __typename }\n")

    assert (found.name, found.title, found.document) == ("07-cats", "猫 · Cats", "# 猫 · Cats\n{ __typename }\n")
