"""What a file of an answer was made of, and by which its bytes can be made again: question, variables, as-of pair, schema, hashes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from api.document import document_id
from graph.errors import BadInput

#: What is added to a file's name for the name of its manifest.
SUFFIX = ".manifest.json"


@dataclass(frozen=True)
class Manifest:
    """The question in full, the day and the instant that its answer is of, and what came of it.

    `valid` is the day of the document's own @asOf, where it has one, `known` the instant as of whose record the file was made, `today`
    the day that stood for today. Document, variables, `known` and `today` give the same bytes again for as long as the schema's hash is
    the same (graph/rewind.py says what is taken back, and how far).
    """

    document: str
    documentHash: str
    operationName: str | None
    variables: dict[str, Any]
    format: str
    valid: str | None
    known: str
    today: str
    schemaHash: str
    rows: int
    sha256: str

    def as_json(self) -> bytes:
        """The manifest's own file."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

    def as_header(self) -> str:
        """What a response says of its body in a header: all but what the caller has sent; ASCII."""
        sent = ("document", "variables")
        return orjson.dumps({name: value for name, value in asdict(self).items() if name not in sent}).decode("ascii")


def beside(file: Path) -> Path:
    """Where the manifest of a file stands.

    >>> beside(Path("answer.csv")).name
    'answer.csv.manifest.json'
    """
    return file.with_name(file.name + SUFFIX)


def read(file: Path) -> Manifest:
    """A manifest from its file; raises BadInput for a file that is none, or whose document is not the one that it names."""
    try:
        found = Manifest(**orjson.loads(file.read_bytes()))
        moment(found.known), day(found.today)
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}).") from None
    except (orjson.JSONDecodeError, TypeError):
        raise BadInput(f"{file} is no manifest; `wuye export FILE --query FILE` writes FILE{SUFFIX}.") from None
    if document_id(found.document) != found.documentHash:
        raise BadInput(f"{file}: its document does not have the hash that stands beside it.")
    return found


def moment(text: str) -> datetime:
    """An instant with its offset; raises BadInput."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise BadInput(f"{text!r} is no instant; `known` is written like 2022-06-30T08:00:00Z.")
    return found


def day(text: str) -> date:
    """A calendar day; raises BadInput."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is no day; `today` is written like 2022-06-30.") from None
