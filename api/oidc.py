"""Tokens of an identity provider (OpenID Connect): its keys are fetched, its signatures and claims checked, its words read as our roles.

What a token says of itself decides nothing: the algorithm is that of the key, the key is the provider's, fetched from an address that
is configured or that its discovery document names (RFC 8725, OpenID Connect Discovery 1.0). Tokens that are meant for something else
(log-outs, proofs, events) sign nobody in.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt
import orjson
import requests
from jwt import PyJWK
from urllib3.exceptions import HTTPError

from graph.doctor import Finding
from graph.errors import Unauthenticated, Unavailable
from graph.provider import Provider, protected
from graph.role import Role

log = logging.getLogger("wuye")

#: Algorithms with a public key; never `none`, never a shared secret.
ALGORITHMS = frozenset(f"{kind}{size}" for kind in ("RS", "PS", "ES") for size in (256, 384, 512)) | {"EdDSA"}
#: What a token must say; and the types (`typ`) that sign somebody in: RFC 9068's access tokens, ID tokens, and those that say none.
REQUIRED = ["iss", "aud", "exp", "sub"]
TYPES = ("jwt", "at+jwt", "application/at+jwt")
#: Seconds by which clocks may differ.
LEEWAY = 60
#: Bytes of a token, of what the provider sends, and letters of a subject (OpenID Connect Core §2).
LARGEST_TOKEN, LARGEST_ANSWER, LONGEST_SUBJECT = 8_192, 1_000_000, 255
#: Seconds: after which keys are read anew, for how long they are believed if that fails, for how long a key that is not among
#: them is not looked for again, the same where the last attempt failed, and how long an attempt may take.
AGED, BELIEVED, SOUGHT, RETRIED, PATIENCE = 3_600.0, 86_400.0, 60.0, 10.0, 5.0

UNSAID = "The token in the header Authorization signs nobody in here; fetch one from the identity provider. 令牌无效。"
REASONS: Mapping[type[jwt.PyJWTError], str] = {
    jwt.ExpiredSignatureError: "The token has expired; fetch a new one. 令牌已过期。",
    jwt.ImmatureSignatureError: "The token is not valid yet; is a clock wrong? 令牌尚未生效。",
}
NO_ROLE = (
    "The token is valid, and brings no role here: none of its words stands in WUYE_OIDC_ROLES. 令牌未对应任何角色。"
)
NO_KEYS = (
    "The identity provider cannot be asked for its keys at the moment; try again in a minute. 身份提供方暂不可用。"
)


@dataclass(frozen=True)
class Signed:
    """Whom a token signs in, and as what."""

    subject: str
    role: Role


@dataclass
class Tokens:
    """Checks the tokens of one provider, whose keys it keeps."""

    provider: Provider
    _keys: Mapping[str, PyJWK] = field(default_factory=dict)
    _read: float = -BELIEVED
    _next: float = 0.0
    _failed: bool = False
    _reading: asyncio.Task[None] | None = None

    async def verified(self, text: str) -> Signed:
        """Whom a token signs in; raises Unauthenticated for one that is not valid, Unavailable where its key cannot be had."""
        if len(text) > LARGEST_TOKEN:
            raise Unauthenticated(UNSAID)
        try:
            header = jwt.get_unverified_header(text)
            name, type = header.get("kid"), header.get("typ", "jwt")
            if not isinstance(name, str) or not isinstance(type, str) or type.lower() not in TYPES:
                raise Unauthenticated(UNSAID)
            claims = checked(text, await self.key(name), self.provider)
        except jwt.PyJWTError as error:
            raise Unauthenticated(REASONS.get(error.__class__, UNSAID)) from None
        role = self.provider.role(claims)
        if role is None:
            raise Unauthenticated(NO_ROLE)
        return Signed(claims["sub"], role)

    async def key(self, name: str) -> PyJWK:
        """The provider's key of that id; raises Unauthenticated where it has none, Unavailable where that cannot be known."""
        now = time.monotonic()
        if now > self._read + BELIEVED:
            self._keys = {}
        if name not in self._keys or now > self._read + AGED:
            reading = self.reading(now)
            if name not in self._keys and reading is not None:  # whose key is known waits for nobody
                await asyncio.wait({reading}, timeout=PATIENCE)
        if name in self._keys:
            return self._keys[name]
        raise Unavailable(NO_KEYS) if self._failed or self._reading is not None else Unauthenticated(UNSAID)

    def reading(self, now: float) -> asyncio.Task[None] | None:
        """The one task that reads the keys anew; None where it is too soon."""
        if self._reading is None and now >= self._next:
            self._reading = asyncio.get_running_loop().create_task(self.read())
        return self._reading

    async def read(self) -> None:
        """Reads the keys; where that fails, the last ones go on."""
        try:
            self._keys = await asyncio.to_thread(fetched, self.provider)
            self._read, self._failed = time.monotonic(), False
        except Unavailable as error:
            self._failed = True
            log.warning("%s", error)
        finally:
            self._next = time.monotonic() + (RETRIED if self._failed else SOUGHT)
            self._reading = None

    async def close(self) -> None:
        """Ends what goes on in the background."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)


def checked(text: str, key: PyJWK, provider: Provider) -> dict[str, Any]:
    """The claims of a token that this key has signed, for us, for now; raises jwt.PyJWTError."""
    claims = jwt.decode(
        text,
        key,
        algorithms=[key.algorithm_name],
        issuer=provider.issuer,
        audience=provider.audience,
        leeway=LEEWAY,
        options={"require": REQUIRED, "enforce_minimum_key_length": True},
    )
    if "events" in claims or not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise jwt.InvalidTokenError
    return claims


# ------------------------------------------------------------------------------------------------------------------- keys


def fetched(provider: Provider) -> dict[str, PyJWK]:
    """The provider's keys that sign by a public key, by their ids; raises Unavailable, whose text is not for callers."""
    with requests.Session() as session:
        address = provider.jwks or discovered(session, provider.issuer)
        found = answer(session, address).get("keys")
    keys = {}
    for one in found if isinstance(found, list) else ():
        key = usable(one)
        if key is not None and key.key_id:
            keys[key.key_id] = key
    if not keys:
        raise Unavailable(f"{address} holds no public key with an id (kid) to check signatures by.")
    return keys


def usable(found: object) -> PyJWK | None:
    """A key that may check signatures, None for any other: secrets and keys to encrypt by stand in such lists, too."""
    if not isinstance(found, dict) or found.get("use", "sig") != "sig" or not isinstance(found.get("kid"), str):
        return None
    try:
        key = PyJWK(found)
    except (jwt.PyJWTError, LookupError, TypeError, ValueError):  # of what is no key, PyJWT says it in many ways
        return None
    return key if key.algorithm_name in ALGORITHMS and "d" not in found else None


def discovered(session: requests.Session, issuer: str) -> str:
    """Where the keys are, as the provider's own document says; raises Unavailable."""
    address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    found = answer(session, address)
    if found.get("issuer") != issuer:
        raise Unavailable(
            f"{address} says that the issuer is {found.get('issuer')!r}, and WUYE_OIDC_ISSUER {issuer!r}."
        )
    named = found.get("jwks_uri")
    if not isinstance(named, str) or not protected(named):
        raise Unavailable(f"{address} names no https address of its keys (jwks_uri); WUYE_OIDC_JWKS may.")
    return named


def answer(session: requests.Session, address: str) -> dict[str, Any]:
    """The JSON object at an address; raises Unavailable."""
    until, body = time.monotonic() + PATIENCE, b""
    try:
        with session.get(address, timeout=PATIENCE, stream=True, allow_redirects=False) as response:
            if response.status_code != 200:
                raise Unavailable(f"{address} answers {response.status_code}, not 200.")
            while part := response.raw.read1(65_536, decode_content=True):
                body += part
                if len(body) > LARGEST_ANSWER or time.monotonic() > until:
                    raise Unavailable(f"{address} sends more than {LARGEST_ANSWER:,} bytes, or takes too long.")
        found = orjson.loads(body)
    except (requests.RequestException, HTTPError, orjson.JSONDecodeError) as error:
        raise Unavailable(f"{address} cannot be read: {error}") from None
    if not isinstance(found, dict):
        raise Unavailable(f"{address} holds no JSON object.")
    return found


async def examine(provider: Provider) -> Finding:
    """What `wuye doctor` says of the provider."""
    try:
        keys = await asyncio.to_thread(fetched, provider)
    except Unavailable as error:
        return Finding(
            "Identity provider", str(error), "mend it there, or set WUYE_OIDC_ISSUER and WUYE_OIDC_JWKS anew"
        )
    algorithms = sorted({key.algorithm_name for key in keys.values()})
    return Finding("Identity provider", f"{provider.issuer}, {len(keys)} keys ({', '.join(algorithms)})")
