"""What the manual shows beside its words: the picture of the model is that of the model."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from graph.domain import MODEL
from tests.model_picture import carried, drawn
from tests.running import ROOT

PICTURE = ROOT / ".manual" / "model.svg"
SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_of_the_model_is_of_this_model(request: pytest.FixtureRequest) -> None:
    """`pytest tests/test_manual.py --update-golden` draws it anew."""
    made = drawn()
    if request.config.getoption("--update-golden"):
        PICTURE.write_text(made, "utf-8")

    assert PICTURE.read_text("utf-8") == made
    titles = [title.text for title in ElementTree.fromstring(made).iter(f"{SVG}title")][1:]
    assert sorted(titles) == sorted(f"{node.name}.{relation.name}" for node in MODEL for relation in carried(node))
