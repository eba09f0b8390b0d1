"""The identity provider (OpenID Connect) whose tokens sign in beside API keys, as the environment names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.errors import BadInput
from graph.loopback import loopback
from graph.role import BUILT_IN, Role, Roles

#: What stands for every word in `roles`: whoever has a valid token.
ANYONE = "*"
#: The variables, those first without which the others mean nothing.
NAMES = ("WUYE_OIDC_ISSUER", "WUYE_OIDC_AUDIENCE", "WUYE_OIDC_ROLES", "WUYE_OIDC_CLAIM", "WUYE_OIDC_JWKS")


@dataclass(frozen=True)
class Provider:
    """Whose tokens are believed, for whom they must be made, and which of its words mean which of our roles."""

    issuer: str
    audience: str
    roles: tuple[tuple[str, Role], ...]
    claim: str = "roles"
    jwks: str | None = None  # where its keys are; its discovery document says so unless given

    def role(self, claims: Mapping[str, object]) -> Role | None:
        """The highest role that the claims bring, of equals one that sees every row; None for none.

        The claim is a list of words, or one text of words and spaces, as `scope` is; its name may be a path.

        >>> keycloak = Provider("https://id.example", "wuye", (("审计", Role.EDITOR), ("staff", Role.PUBLIC)), "realm_access.roles")
        >>> print(keycloak.role({"realm_access": {"roles": ["staff", "审计"]}}), keycloak.role({"roles": ["审计"]}))
        editor None
        """
        found = claims.get(self.claim)
        if found is None:
            found = claims
            for name in self.claim.split("."):
                found = found.get(name) if isinstance(found, Mapping) else None
        said = found.split() if isinstance(found, str) else found if isinstance(found, list) else []
        brought = [role for word, role in self.roles if word == ANYONE or word in said]
        return max(brought, key=lambda role: (role.step, not role.confined), default=None)


def read(environ: Mapping[str, str], roles: Roles = BUILT_IN) -> Provider | None:
    """The provider that WUYE_OIDC_ISSUER names, None where it is unset; raises BadInput for words that do not fit."""
    given = {name: text for name in NAMES if (text := environ.get(name, "").strip())}
    if not given:
        return None
    for name in NAMES[:3]:
        if name not in given:
            raise BadInput(
                f"{name} is not set, and {', '.join(sorted(given))} is: to sign in by an identity provider, set the issuer of its tokens,"
                " the audience they must name, and the roles they bring, for example WUYE_OIDC_ROLES=wuye-editors=editor,staff=investigator."
            )
    for name in ("WUYE_OIDC_ISSUER", "WUYE_OIDC_JWKS"):
        if name in given and not protected(given[name]):
            raise BadInput(f"{name} is {given[name]!r}; an https address is wanted (http on this machine only).")
    return Provider(
        issuer=given["WUYE_OIDC_ISSUER"],
        audience=given["WUYE_OIDC_AUDIENCE"],
        roles=tuple(_pair(part, roles) for part in given["WUYE_OIDC_ROLES"].split(",")),
        claim=given.get("WUYE_OIDC_CLAIM", "roles"),
        jwks=given.get("WUYE_OIDC_JWKS"),
    )


def protected(address: str) -> bool:
    """Is what comes from an address what its owner sent: https, or this machine?

    >>> protected("https://id.example/realms/a"), protected("http://id.example"), protected("http://127.0.0.1:8080")
    (True, False, True)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = parts.hostname or ""
    safe = address.startswith("https://") or (parts.scheme == "http" and loopback(host))
    return safe and bool(host) and "@" not in address


def _pair(text: str, roles: Roles) -> tuple[str, Role]:
    word, _, role = (part.strip() for part in text.rpartition("="))
    if not word or role not in roles:
        raise BadInput(
            f"WUYE_OIDC_ROLES has {text.strip()!r}; write WORD=ROLE, a role being {', '.join(roles)}, or *=ROLE for whoever has a token."
        )
    return word, roles[role]
