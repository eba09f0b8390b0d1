"""Who asks: nobody known, the holder of an API key, looked up in the graph and remembered for some seconds, or of a provider's token."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph import keys
from graph.database import Database
from graph.errors import Unauthenticated
from graph.keys import Key, hashed
from graph.role import BUILT_IN, Role, Roles

if TYPE_CHECKING:  # read where there is a provider only: it takes a tenth of a second
    from api.oidc import Tokens

#: Seconds for which a key that was verified is believed: how long a revoked one may still open.
REMEMBERED = 5.0
#: Keys remembered at once.
MOST = 1_000
SCHEME = "bearer "
UNSAID = "The header Authorization holds no valid key; send `Authorization: Bearer KEY`, or leave it out. 密钥无效。"


@dataclass(frozen=True)
class Caller:
    """Who asks: `role` decides what is answered; `name` stands for the caller where spending is counted."""

    role: Role
    name: str
    address: str = ""  # "" for one who does not come over the network

    @property
    def known(self) -> bool:
        """May the caller look behind the answers: introspection, suggestions, explanations, the console?"""
        return self.role.known


#: Whoever asks from the shell has the graph itself.
SHELL = Caller(Role.ADMIN, "")


class Callers:
    """Tells who asks. On local exposure anybody is an investigator; on public exposure, a key or a token says it."""

    def __init__(self, *, public: bool, tokens: Tokens | None = None, roles: Roles = BUILT_IN) -> None:
        self._nobody = roles["public"] if public else Role.INVESTIGATOR
        self._tokens = tokens
        self._roles = roles
        self._remembered: OrderedDict[str, tuple[Key, float]] = OrderedDict()

    async def of(self, headers: Mapping[str, str], address: str, database: Database) -> Caller:
        """Who sends these headers from that address; raises Unauthenticated for a key or a token that opens nothing, Unavailable
        where that cannot be known."""
        given = headers.get("authorization")
        if given is None:
            return Caller(self._nobody, address, address)
        if given[: len(SCHEME)].lower() != SCHEME:
            raise Unauthenticated(UNSAID)
        text = given[len(SCHEME) :].strip()
        if self._tokens is not None and not keys.parsed(text):
            signed = await self._tokens.verified(text)
            return Caller(signed.role, f"oidc {signed.subject}", address)
        key = await self._verified(text, database)
        role = self._roles.get(key.role)
        if role is None:
            raise Unauthenticated(
                f"The key's role, {key.role}, is not configured on this server. 此密钥之角色未在本服务配置。"
            )
        return Caller(role, f"key {key.id}", address)

    async def _verified(self, text: str, database: Database) -> Key:
        # The secret itself is not kept in memory.
        name, now = hashed(text), time.monotonic()
        key, until = self._remembered.get(name, (None, 0.0))
        if key is None or until < now:
            self._remembered.pop(name, None)
            key = await keys.verify(database, text)
            if key is None:
                raise Unauthenticated(UNSAID)
            self._remembered[name] = (key, now + REMEMBERED)
            if len(self._remembered) > MOST:
                self._remembered.popitem(last=False)
        return key

    async def close(self) -> None:
        """Ends what goes on in the background."""
        if self._tokens is not None:
            await self._tokens.close()
