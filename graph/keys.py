"""API keys: 256 random bits shown once; the graph keeps their SHA-256, the role they carry, and until when."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from graph.database import Database
from graph.errors import BadInput, NotFound
from graph.role import BUILT_IN, Roles, named


@dataclass(frozen=True)
class Key:
    """What is known of a key; its secret is not."""

    id: str
    role: str  # its name
    name: str
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None

    def valid(self, now: datetime) -> bool:
        """Does it open anything at that moment?"""
        return self.revoked is None and (self.expires is None or now < self.expires)


#: `wuye_ID_SECRET`: what begins so is found by scanners of leaked secrets; the id names the key in lists and logs.
_FORM = re.compile(r"wuye_([a-z0-9]{12})_([A-Za-z0-9_-]{43})", re.ASCII)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
#: The properties of a key's node, in the order in which they are read.
_SHOWN = "k.id, k.role, k.title, k.createdAt, k.expiresAt, k.revokedAt"


def hashed(secret: str) -> str:
    """The SHA-256 of a secret of 256 random bits, which needs no salt.

    >>> hashed("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def parsed(text: str) -> tuple[str, str] | None:
    """The id and the secret in a key's text; None where it is no key.

    >>> parsed("wuye_abcdefghijkl_" + "x" * 43)[0]
    'abcdefghijkl'
    >>> parsed("Basic abc") is None
    True
    """
    found = _FORM.fullmatch(text)
    return (found[1], found[2]) if found else None


async def create(
    database: Database, role: str, name: str = "", *, days: float | None = None, roles: Roles = BUILT_IN
) -> tuple[Key, str]:
    """A new key and its text, which can never be had again; raises BadInput for an unknown role.

    `days`: how long it is valid; for ever unless given.
    """
    if days is not None and days <= 0:
        raise BadInput("A key that has ended already opens nothing; give a number of days above 0.")
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    key = Key(
        id="".join(secrets.choice(_ALPHABET) for _ in range(12)),
        role=named(role, roles).name,
        name=name,
        created=now,
        expires=None if days is None else now + timedelta(days=days),
    )
    # A node of Wuye's own, like the graph's: no entity, found by no question.
    await database.write(
        "MERGE (k:Wuye:ApiKey {name: 'key ' + $id}) SET k.id = $id, k.hash = $hash, k.role = $role, k.title = $title,"
        " k.createdAt = $created, k.expiresAt = $expires",
        {
            "id": key.id,
            "hash": hashed(secret),
            "role": key.role,
            "title": name,
            "created": now,
            "expires": key.expires,
        },
    )
    return key, f"wuye_{key.id}_{secret}"


async def every(database: Database) -> list[Key]:
    """All keys, the oldest first, revoked ones too."""
    found = await database.rows(f"MATCH (k:Wuye:ApiKey) RETURN {_SHOWN} ORDER BY k.createdAt, k.id")
    return [_key(row) for row in found]


async def revoke(database: Database, id: str) -> Key:
    """End a key; again, nothing changes. Raises NotFound."""
    found = await database.write(
        "MATCH (k:Wuye:ApiKey {name: 'key ' + $id}) SET k.revokedAt = coalesce(k.revokedAt, $now) RETURN " + _SHOWN,
        {"id": id, "now": datetime.now(UTC)},
    )
    if not found:
        raise NotFound(f"No key is called {id!r}; `wuye keys list` shows them.")
    return _key(found[0])


async def verify(database: Database, text: str) -> Key | None:
    """The key whose text this is, if it opens anything now."""
    asked = parsed(text)
    if asked is None:
        return None
    id, secret = asked
    [found] = await database.read(
        f"OPTIONAL MATCH (k:Wuye:ApiKey {{name: 'key ' + $id}}) RETURN [k.hash, {_SHOWN}]", {"id": id}, deadline=3.0
    )
    # Compared also where there is no such key, so that both take the same time.
    same = hmac.compare_digest(hashed(secret), found[0] or hashed(""))
    if not same:
        return None
    key = _key(found[1:])
    return key if key.valid(datetime.now(UTC)) else None


def _key(row: Sequence[Any]) -> Key:
    id, role, name, created, *ends = row
    expires, revoked = (None if end is None else end.to_native() for end in ends)
    return Key(id, role, name, created.to_native(), expires, revoked)
