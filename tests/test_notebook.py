"""The notebook, cell by cell, without Jupyter: what it shows is what it holds, and its picture has every win.

`pytest tests/test_notebook.py --update-golden` puts the outputs in anew.
"""

from __future__ import annotations

import ast
import json
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.running import ROOT, Demonstration

NOTEBOOK = ROOT / "tests" / "examples" / "from-question-to-picture.ipynb"
SVG = "image/svg+xml"


def run(cell: str, names: dict[str, Any]) -> Any:
    """The value of a cell's last expression."""
    *before, last = ast.parse(cell).body
    assert isinstance(last, ast.Expr)
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def output(value: Any, number: int) -> dict[str, Any]:
    """What a notebook keeps of a value."""
    drawn = {SVG: value._repr_svg_().splitlines(keepends=True)} if hasattr(value, "_repr_svg_") else {}
    data = drawn | {"text/plain": [f"<{type(value).__name__}>" if drawn else repr(value)]}
    return {"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}


def test_it_shows_what_it_holds(
    served: Demonstration, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("WUYE_SERVER", served.address)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    text = NOTEBOOK.read_text("utf-8")
    notebook, names = json.loads(text), {}
    for number, cell in enumerate((cell for cell in notebook["cells"] if cell["cell_type"] == "code"), 1):
        value = run("".join(cell["source"]), names)
        cell |= {"outputs": [output(value, number)], "execution_count": number}
    made = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--update-golden"):
        NOTEBOOK.write_text(made, "utf-8")

    drawn = ElementTree.fromstring(names["picture"])
    wins = served.ask('{ barredWinners(from: "2019-01-01", to: "2024-12-31") { totalCount } }')["barredWinners"][
        "totalCount"
    ]
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) == wins > 5
    assert made == (made if request.config.getoption("--update-golden") else text)
