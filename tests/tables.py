"""Small registers that a test writes down: a folder of CSV files, by table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def tables(folder: Path, contents: Mapping[str, str]) -> Path:
    """The folder, with a file of each table's text."""
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in contents.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder
