"""What the environment says, read once into one frozen object that is passed down."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from graph import provider, role
from graph.errors import BadInput
from graph.provider import Provider
from graph.role import BUILT_IN, Roles

#: The two lines of Neo4j that the suite runs on; any other version may be named by WUYE_NEO4J_VERSION.
NEO4J_LTS = "5.26.31"
NEO4J_CURRENT = "2026.09.0"


@dataclass(frozen=True)
class Settings:
    """Where the graph lives and how long it may take; `Settings.read(os.environ)` makes it.

    >>> Settings.read({"NEO4J_URI": "bolt://127.0.0.1:7687"}).private
    False
    """

    home: Path
    uri: str | None = None
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None
    neo4j_version: str = NEO4J_LTS
    jars: Path | None = None
    maven_mirror: str | None = None
    bolt_port: int = 0
    deadline: float = 30.0
    documents: Path | None = None
    regimes: Path | None = None
    trusted_only: bool = False
    cost_limit: int = 100_000_000
    rate_limit: int | None = None
    cache: int = 64
    sole_writer: bool = False
    batch: int | None = None
    audit: str | None = None
    roles: Roles = field(default_factory=lambda: BUILT_IN)
    provider: Provider | None = None

    @property
    def private(self) -> bool:
        """True when no NEO4J_URI is given, so that Wuye runs a Neo4j of its own under `home`."""
        return self.uri is None

    def audit_folder(self, *, public: bool = True) -> Path | None:
        """Where the audit log of a server is, None where none is kept.

        >>> str(Settings.read({"WUYE_HOME": "/w"}).audit_folder(public=True)), Settings.read({}).audit_folder(public=False)
        ('/w/audit', None)
        """
        if self.audit == "0" or (self.audit is None and not public):
            return None
        return self.home / "audit" if self.audit in (None, "1") else Path(self.audit).expanduser()

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """The settings in `environ`; raises BadInput for a number that is none.

        Variables: WUYE_HOME, NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE, and for the private
        Neo4j WUYE_NEO4J_VERSION, WUYE_NEO4J_JARS (a folder of jars), WUYE_MAVEN_MIRROR (a repository's address),
        WUYE_BOLT_PORT (0: any free one), WUYE_DEADLINE (seconds that one question may take), WUYE_DOCUMENTS (a folder of
        trusted .graphql files) and WUYE_TRUSTED_ONLY (1: no other document is run). WUYE_COST_LIMIT: what one operation may
        cost, in rows that Neo4j expects to touch; WUYE_RATE_LIMIT: what one caller may spend in a minute, in the same (0:
        without limit; unset: as the exposure has it). WUYE_CACHE: megabytes of answers that are kept (0: none);
        WUYE_SOLE_WRITER (1: nobody but Wuye writes to the Neo4j of NEO4J_URI, so that answers may be kept there, too);
        WUYE_BATCH: operations in one request (0: no batches; unset: 10, at a public address 0). WUYE_AUDIT: where servers log who asked what: 1, under WUYE_HOME; 0,
        nowhere; else a folder; unset: 1 on public exposure. WUYE_REGIMES: a folder of credit regimes (graph/regime.py).
        WUYE_ROLES: a file of further roles (graph/role.py).
        WUYE_OIDC_ISSUER, _AUDIENCE, _ROLES, _CLAIM, _JWKS: the identity provider whose tokens sign in (graph/provider.py).
        """

        def text(name: str) -> str | None:
            return environ.get(name, "").strip() or None

        def place(name: str) -> Path | None:
            found = text(name)
            return Path(found).expanduser() if found else None

        roles = role.read(place("WUYE_ROLES"))
        return cls(
            home=Path(text("WUYE_HOME") or platformdirs.user_data_path("wuye", appauthor=False)).expanduser(),
            uri=text("NEO4J_URI"),
            username=text("NEO4J_USERNAME") or "neo4j",
            password=environ.get("NEO4J_PASSWORD", ""),
            database=text("NEO4J_DATABASE"),
            neo4j_version=text("WUYE_NEO4J_VERSION") or NEO4J_LTS,
            jars=place("WUYE_NEO4J_JARS"),
            maven_mirror=text("WUYE_MAVEN_MIRROR"),
            bolt_port=_port(environ, "WUYE_BOLT_PORT"),
            deadline=_seconds(environ, "WUYE_DEADLINE", 30.0),
            documents=place("WUYE_DOCUMENTS"),
            regimes=place("WUYE_REGIMES"),
            trusted_only=_switch(environ, "WUYE_TRUSTED_ONLY"),
            cost_limit=_count(environ, "WUYE_COST_LIMIT", 100_000_000, least=1),
            cache=_count(environ, "WUYE_CACHE", 64),
            sole_writer=_switch(environ, "WUYE_SOLE_WRITER"),
            batch=_count(environ, "WUYE_BATCH", 0) if text("WUYE_BATCH") else None,
            audit=text("WUYE_AUDIT"),
            roles=roles,
            provider=provider.read(environ, roles),
            rate_limit=_count(environ, "WUYE_RATE_LIMIT", 0) if text("WUYE_RATE_LIMIT") else None,
        )


def _port(environ: Mapping[str, str], name: str) -> int:
    value = environ.get(name, "").strip() or "0"
    if not value.isascii() or not value.isdigit() or int(value) > 65_535:
        raise BadInput(
            f"{name} is {value!r}; a port from 0 (any free one) to 65535 is wanted, for example {name}=7687."
        )
    return int(value)


def _seconds(environ: Mapping[str, str], name: str, default: float) -> float:
    value = environ.get(name, "").strip()
    if not value:
        return default
    try:
        found = float(value)
    except ValueError:
        found = 0.0
    if not 0 < found < math.inf:
        raise BadInput(f"{name} is {value!r}; a number of seconds above 0 is wanted, for example {name}={default:g}.")
    return found


def _count(environ: Mapping[str, str], name: str, default: int, *, least: int = 0) -> int:
    value = environ.get(name, "").strip().replace("_", "") or str(default)
    if not value.isascii() or not value.isdigit() or len(value) > 15 or int(value) < least:
        raise BadInput(
            f"{name} is {value[:50]!r}; a whole number from {least} on is wanted, for example {name}={default}."
        )
    return int(value)


def _switch(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value not in ("", "0", "1", "true", "false", "yes", "no"):
        raise BadInput(f"{name} is {value!r}; write {name}=1 or {name}=0.")
    return value in ("1", "true", "yes")
