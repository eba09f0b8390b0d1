"""Keyset cursors: the sort values of a row and its id, signed, and bound to the question that they page through."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

import orjson

from graph.errors import BadInput

SIGNATURE = 8  # bytes: a cursor grants nothing, it only must not be made up


def encode(values: Sequence[Any], question: bytes, secret: bytes) -> str:
    """The cursor of a row.

    >>> decode(encode(["甲", None, "E-1"], b"q", b"s"), b"q", b"s")
    ['甲', None, 'E-1']
    """
    body = orjson.dumps(values)
    return urlsafe_b64encode(_signature(body, question, secret) + body).rstrip(b"=").decode()


def decode(cursor: str, question: bytes, secret: bytes) -> list[Any]:
    """The values of a cursor; raises BadInput for one that this question did not give."""
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except ValueError:
        raw = b""
    signature, body = raw[:SIGNATURE], raw[SIGNATURE:]
    if not hmac.compare_digest(signature, _signature(body, question, secret)):
        raise BadInput(
            "This cursor is not of this question: take startCursor or endCursor from an answer with the same where, "
            "orderBy and @asOf. 游标不属于此查询。"
        )
    values: list[Any] = orjson.loads(body)
    return values


def fingerprint(*parts: Any) -> bytes:
    """What a cursor is bound to: the connection, its where, its order, its day.

    >>> fingerprint("enterprises", {"a": 1}) == fingerprint("enterprises", {"a": 1})
    True
    """
    return hashlib.blake2b(orjson.dumps(parts, default=str, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()


def _signature(body: bytes, question: bytes, secret: bytes) -> bytes:
    return hashlib.blake2b(question + body, key=secret[:64], digest_size=SIGNATURE).digest()
