"""Tokens of an identity provider: a real one on loopback with its keys, everything that is forged, and the three ways in."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from api import oidc
from api.app import create_app
from api.audit import read, verify
from api.oidc import Signed, Tokens
from api.serve import require_sign_in
from graph import provider as providers
from graph.errors import BadInput, Unauthenticated, Unavailable
from graph.provider import Provider
from graph.role import Role
from graph.settings import Settings
from tests import running
from tests.conftest import Graph

RSA, OTHER = (rsa.generate_private_key(65_537, 2_048) for _ in range(2))
WEAK = rsa.generate_private_key(65_537, 1_024)
CURVE, EDWARDS = ec.generate_private_key(ec.SECP256R1()), ed25519.Ed25519PrivateKey.generate()
ROLES = (("staff", Role.INVESTIGATOR), ("审计 editors", Role.EDITOR))


def public(name: str, key: Any, algorithm: str, **more: str) -> dict[str, Any]:
    """A key as the provider publishes it."""
    found: dict[str, Any] = jwt.get_algorithm_by_name(algorithm).to_jwk(key.public_key(), as_dict=True)
    return {"kid": name, "use": "sig", "alg": algorithm, **found, **more}


def published() -> list[dict[str, Any]]:
    """The provider's list, in which stands what signs nothing, too."""
    return [
        public("rsa", RSA, "RS256"),
        public("curve", CURVE, "ES256"),
        public("edwards", EDWARDS, "EdDSA"),
        public("weak", WEAK, "RS256"),
        public("sealing", RSA, "RS256", use="enc"),
        {"kid": "secret", "kty": "oct", "alg": "HS256", "k": segment(b"s" * 32)},
        {"kid": "private", "alg": "RS256", **jwt.get_algorithm_by_name("RS256").to_jwk(OTHER, as_dict=True)},
        {"kid": "broken", "kty": "RSA", "alg": ["RS256"]},
        {"kid": "half", "kty": "RSA", "n": "AQAB"},
        {"kid": 1},
        "no key",  # type: ignore[list-item]  # that is the point
    ]


@dataclass
class Published:
    """A provider on loopback: what it publishes, and how often it was asked for its keys."""

    keys: list[dict[str, Any]] = field(default_factory=published)
    address: str = ""
    down: bool = False
    asked: int = 0
    said: dict[str, Any] = field(default_factory=dict)

    def answer(self, path: str) -> dict[str, Any] | None:
        """What is at a path."""
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **self.said}
        self.asked += 1
        return {"keys": self.keys} if path == "/keys" and not self.down else None

    def provider(self, **more: Any) -> Provider:
        """As it is configured."""
        return Provider(**{"issuer": self.address, "audience": "wuye", "roles": ROLES} | more)


@pytest.fixture
def issuer() -> Iterator[Published]:
    told = Published()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = told.answer(self.path)
            body = json.dumps(found).encode()
            self.send_response(503 if found is None else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield told
        server.shutdown()
        thread.join()


def segment(data: bytes | object) -> str:
    """A part of a token."""
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def claims(issuer: Published, **more: Any) -> dict[str, Any]:
    """What a good token says, but for `more`; None leaves a claim out."""
    now = int(time.time())
    said = {"iss": issuer.address, "aud": "wuye", "sub": "u-1", "iat": now, "exp": now + 3_600, "roles": ["staff"]}
    return {name: value for name, value in (said | more).items() if value is not None}


def token(issuer: Published, key: Any = RSA, algorithm: str = "RS256", *, header: Any = None, **more: Any) -> str:
    """A token as the provider makes it, but for `more`."""
    return jwt.encode(claims(issuer, **more), key, algorithm, headers={"kid": "rsa"} | (header or {}))


def by_hand(header: dict[str, Any], said: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    """A token that no library would make."""
    text = f"{segment(header)}.{segment(said)}"
    return f"{text}.{segment(sign(text.encode()))}"


def shared(secret: bytes) -> Callable[[bytes], bytes]:
    """Signs by a shared secret, whatever it is."""
    return lambda text: hmac.new(secret, text, hashlib.sha256).digest()


def right(text: bytes) -> bytes:
    """Signs as the provider does."""
    return jwt.get_algorithm_by_name("RS256").sign(text, RSA)


def weak(text: bytes) -> bytes:
    """Signs by a key that is known, and too short."""
    return jwt.get_algorithm_by_name("RS256").sign(text, WEAK)


def of(tokens: Tokens, text: str) -> Signed:
    """Whom a token signs in."""
    return asyncio.run(tokens.verified(text))


# -------------------------------------------------------------------------------------------------- what is valid and is not


@pytest.mark.parametrize(
    ("name", "key", "algorithm"), [("rsa", RSA, "RS256"), ("curve", CURVE, "ES256"), ("edwards", EDWARDS, "EdDSA")]
)
def test_a_token_signs_in_with_the_highest_role_that_it_brings(
    name: str, key: Any, algorithm: str, issuer: Published
) -> None:
    tokens = Tokens(issuer.provider())

    assert of(tokens, token(issuer, key, algorithm, header={"kid": name})) == Signed("u-1", Role.INVESTIGATOR)
    both = token(
        issuer,
        key,
        algorithm,
        header={"kid": name, "typ": "at+jwt"},
        roles=["x", 1, "审计 editors", "staff"],
        aud=["a", "wuye"],
    )
    assert of(tokens, both) == Signed("u-1", Role.EDITOR)
    assert issuer.asked == 1, "keys are fetched once"
    direct = Tokens(issuer.provider(jwks=f"{issuer.address}/keys", issuer="https://id.example/"))
    assert (
        of(direct, token(issuer, key, algorithm, header={"kid": name}, iss="https://id.example/")).role
        is Role.INVESTIGATOR
    )


def test_clocks_may_differ_a_little(issuer: Published) -> None:
    now = time.time()

    assert of(Tokens(issuer.provider()), token(issuer, exp=now - 2, nbf=now + 30, iat=now + 30)).subject == "u-1"


PEM = RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
DER = RSA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
HOUR = 3_600
#: Made by hand like the others, and right: were it refused, the others would prove nothing.
CONTROL = "rightly signed"
FORGED: dict[str, Callable[[Published], str]] = {
    "signed by another key": lambda i: token(i, OTHER),
    "by a key of its own, brought along": lambda i: token(i, OTHER, header={"jwk": public("rsa", OTHER, "RS256")}),
    "by a key that its header names": lambda i: token(i, OTHER, header={"jku": f"{i.address}/keys", "x5u": i.address}),
    "by a private key that was published": lambda i: token(i, OTHER, header={"kid": "private"}),
    "by a secret that was published": lambda i: token(i, b"s" * 32, "HS256", header={"kid": "secret"}),
    "by a key too short": lambda i: by_hand({"alg": "RS256", "kid": "weak"}, claims(i), weak),
    "by a key that only encrypts": lambda i: token(i, header={"kid": "sealing"}),
    "by half a key": lambda i: token(i, header={"kid": "half"}),
    "not signed": lambda i: by_hand({"alg": "none", "kid": "rsa"}, claims(i), lambda _: b""),
    "not signed, in other letters": lambda i: by_hand({"alg": "nOnE", "kid": "rsa"}, claims(i), lambda _: b""),
    "signature left out": lambda i: token(i).rpartition(".")[0] + ".",
    "two parts": lambda i: token(i).rpartition(".")[0],
    "HS256 with the public key, PEM": lambda i: by_hand({"alg": "HS256", "kid": "rsa"}, claims(i), shared(PEM)),
    "HS256 with the public key, DER": lambda i: by_hand({"alg": "HS256", "kid": "rsa"}, claims(i), shared(DER)),
    "HS256 with the public key, JWK": lambda i: by_hand({"alg": "HS256", "kid": "rsa"}, claims(i), shared(json.dumps(i.keys[0]).encode())),
    "HS256 with nothing": lambda i: by_hand({"alg": "HS256", "kid": "rsa"}, claims(i), shared(b"")),
    "RS256 said, HS256 done": lambda i: by_hand({"alg": "RS256", "kid": "rsa"}, claims(i), shared(PEM)),
    "another algorithm than the key's": lambda i: token(i, algorithm="PS256"),
    "a longer hash than the key's": lambda i: token(i, algorithm="RS512"),
    "the algorithm of another key": lambda i: token(i, header={"kid": "curve"}),
    "no algorithm": lambda i: by_hand({"kid": "rsa"}, claims(i), right),
    "a list of algorithms": lambda i: by_hand({"kid": "rsa", "alg": ["RS256"]}, claims(i), right),
    "the psychic signature": lambda i: by_hand({"kid": "curve", "alg": "ES256"}, claims(i), lambda _: bytes(64)),
    "no key's id": lambda i: jwt.encode(claims(i), RSA, "RS256"),
    "the id of no key": lambda i: token(i, header={"kid": "../rsa"}),
    "a number as the key's id": lambda i: by_hand({"kid": 1, "alg": "RS256"}, claims(i), right),
    "critical extensions": lambda i: token(i, header={"crit": ["exp"], "exp": 1}),
    "a payload elsewhere": lambda i: by_hand({"kid": "rsa", "alg": "RS256", "b64": False, "crit": ["b64"]}, {}, right),
    "another issuer": lambda i: token(i, iss="https://evil.example"),
    "the issuer with a slash": lambda i: token(i, iss=f"{i.address}/"),
    "part of the issuer": lambda i: token(i, iss=i.address[:-1]),
    "a list of issuers": lambda i: by_hand({"kid": "rsa", "alg": "RS256"}, claims(i, iss=[i.address]), right),
    "no issuer": lambda i: token(i, iss=None),
    "another audience": lambda i: token(i, aud="other"),
    "part of the audience": lambda i: token(i, aud="wuy"),
    "no audience": lambda i: token(i, aud=None),
    "an empty audience": lambda i: token(i, aud=[]),
    "expired": lambda i: token(i, exp=time.time() - HOUR),
    "expired in text": lambda i: token(i, exp="tomorrow"),
    "for ever": lambda i: token(i, exp=None),
    "not yet valid": lambda i: token(i, nbf=time.time() + HOUR),
    "issued tomorrow": lambda i: token(i, iat=time.time() + 24 * HOUR),
    "of nobody": lambda i: token(i, sub=None),
    "of an empty subject": lambda i: token(i, sub=""),
    "of a long subject": lambda i: token(i, sub="x" * 256),
    "a log-out": lambda i: token(i, events={"http://schemas.openid.net/event/backchannel-logout": {}}),
    "a log-out by its type": lambda i: token(i, header={"typ": "logout+jwt"}),
    "a proof": lambda i: token(i, header={"typ": "dpop+jwt"}),
    CONTROL: lambda i: by_hand({"alg": "RS256", "kid": "rsa"}, claims(i), right),
    "no role": lambda i: token(i, roles=None),
    "an unknown role": lambda i: token(i, roles=["admin", "editor", "Staff"]),
    "a role in an object": lambda i: token(i, roles={"staff": True}),
    "too long": lambda i: token(i, more="x" * oidc.LARGEST_TOKEN),
    "encrypted": lambda i: ".".join([segment({"alg": "RSA-OAEP", "enc": "A256GCM", "kid": "rsa"}), *"abcd"]),
}  # fmt: skip


@pytest.fixture
def known(issuer: Published) -> Tokens:
    """Tokens whose keys are known already."""
    tokens = Tokens(issuer.provider())
    assert of(tokens, token(issuer))
    return tokens


def test_nothing_forged_is_accepted(issuer: Published, known: Tokens) -> None:
    accepted = []
    for name, forge in FORGED.items():
        try:
            accepted.append((name, of(known, forge(issuer))))
        except Unauthenticated as refused:
            assert "Traceback" not in str(refused) and issuer.address not in str(refused)

    assert accepted == [(CONTROL, Signed("u-1", Role.INVESTIGATOR))]


def test_no_change_of_a_token_is_accepted(issuer: Published, known: Tokens) -> None:
    whole = token(issuer)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
    header = st.fixed_dictionaries(
        {"kid": st.sampled_from(["rsa", "curve", "edwards", "weak", "secret", ""]), "alg": st.sampled_from(
            [*oidc.ALGORITHMS, "none", "HS256", "HS512", ""]) },
        optional={"typ": st.sampled_from(["JWT", "at+jwt", 1]), "crit": st.lists(st.text(max_size=3)), "x5c": st.lists(st.text(max_size=3))},
    )  # fmt: skip
    changes = st.one_of(
        st.tuples(st.integers(0, len(whole) - 1), st.sampled_from(letters)).map(lambda at: whole[: at[0]] + at[1] + whole[at[0] + 1 :]),
        st.integers(0, len(whole) - 1).map(lambda end: whole[:end]),
        st.text(max_size=60),
        st.lists(st.binary(max_size=40).map(segment), min_size=3, max_size=3).map(".".join),
        st.tuples(header, st.binary(max_size=80)).map(lambda made: f"{segment(made[0])}.{whole.split('.')[1]}.{segment(made[1])}"),
    )  # fmt: skip

    @given(changes)
    def check(text: str) -> None:
        if text != whole:
            with pytest.raises(Unauthenticated):
                asyncio.run(known.verified(text))

    check()


# ------------------------------------------------------------------------------------------------------------------- keys


def test_a_new_key_is_found_and_an_unknown_one_is_not_asked_for_again(
    issuer: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = Tokens(issuer.provider())
    assert of(tokens, token(issuer))
    issuer.keys = [public("new", OTHER, "RS256")]
    rotated = token(issuer, OTHER, header={"kid": "new"})
    for _ in range(3):
        with pytest.raises(Unauthenticated):
            of(tokens, rotated)
    assert issuer.asked == 1, "whoever invents keys does not make us ask"

    tokens._next = 0.0  # a minute later
    assert of(tokens, rotated).subject == "u-1"
    with pytest.raises(Unauthenticated):
        of(tokens, token(issuer))
    assert issuer.asked == 2, "what the provider withdrew is gone"


def test_many_at_once_ask_once(issuer: Published) -> None:
    tokens, text = Tokens(issuer.provider()), token(issuer)

    async def many() -> list[Signed]:
        return list(await asyncio.gather(*(tokens.verified(text) for _ in range(20))))

    assert len(asyncio.run(many())) == 20
    assert issuer.asked == 1


def test_the_last_keys_go_on_while_the_provider_is_away(
    issuer: Published, known: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc, "AGED", 0.0)
    issuer.down, known._next = True, 0.0

    async def meanwhile() -> None:
        assert (await known.verified(token(issuer))).subject == "u-1"
        assert known._reading is not None, "keys that have aged are read anew, and nobody waits for it"
        await known._reading
        assert (await known.verified(token(issuer))).subject == "u-1"
        with pytest.raises(Unavailable, match="cannot be asked for its keys"):
            await known.verified(token(issuer, OTHER, header={"kid": "new"}))

    asyncio.run(meanwhile())
    monkeypatch.setattr(oidc, "BELIEVED", -1.0)
    with pytest.raises(Unavailable):
        of(known, token(issuer))
    issuer.down, known._next = False, 0.0
    monkeypatch.undo()
    assert of(known, token(issuer)).subject == "u-1", "it is back"


def test_a_provider_that_never_answers(issuer: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oidc, "PATIENCE", 0.2)
    with running.black_hole() as port:
        tokens = Tokens(issuer.provider(jwks=f"http://127.0.0.1:{port}/keys"))
        with pytest.raises(Unavailable, match="cannot be asked for its keys"):
            of(tokens, token(issuer))


@pytest.mark.parametrize(
    ("said", "keys", "sentence"),
    [
        ({"issuer": "https://id.example"}, None, "says that the issuer is 'https://id.example'"),
        ({"jwks_uri": "http://id.example/keys"}, None, "names no https address of its keys"),
        ({"jwks_uri": 1}, None, "names no https address of its keys"),
        ({}, [], "holds no public key"),
        ({}, [{"kid": "secret", "kty": "oct", "k": segment(b"s" * 32)}], "holds no public key"),
        ({}, "x" * oidc.LARGEST_ANSWER, "sends more than 1,000,000 bytes"),
    ],
)
def test_doctor_says_what_is_wrong(said: Any, keys: Any, sentence: str, issuer: Published) -> None:
    assert asyncio.run(oidc.examine(issuer.provider())).said == f"{issuer.address}, 4 keys (ES256, EdDSA, RS256)"
    issuer.said, issuer.keys = said, issuer.keys if keys is None else keys
    found = asyncio.run(oidc.examine(issuer.provider()))

    assert sentence in found.said
    assert found.wrong
    issuer.down, issuer.said = True, {}
    assert "answers 503" in asyncio.run(oidc.examine(issuer.provider())).said


# -------------------------------------------------------------------------------------------------------------- settings

GIVEN = {
    "WUYE_OIDC_ISSUER": "https://id.example/realms/a",
    "WUYE_OIDC_AUDIENCE": "wuye",
    "WUYE_OIDC_ROLES": "CN=staff=investigator, *=public",
}


def test_settings() -> None:
    found = Settings.read(GIVEN | {"WUYE_OIDC_CLAIM": "groups"}).provider

    assert found is not None
    assert found.roles == (("CN=staff", Role.INVESTIGATOR), ("*", Role.PUBLIC))
    assert (found.role({"groups": []}), found.role({"groups": "a CN=staff"})) == (Role.PUBLIC, Role.INVESTIGATOR)
    assert Settings.read({}).provider is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WUYE_OIDC_ISSUER", "http://id.example", "an https address is wanted"),
        ("WUYE_OIDC_ISSUER", "https://u:p@id.example", "an https address is wanted"),
        ("WUYE_OIDC_ISSUER", "id.example", "an https address is wanted"),
        ("WUYE_OIDC_JWKS", "file:///etc/passwd", "an https address is wanted"),
        ("WUYE_OIDC_AUDIENCE", "", "WUYE_OIDC_AUDIENCE is not set"),
        ("WUYE_OIDC_ROLES", " ", "WUYE_OIDC_ROLES is not set"),
        ("WUYE_OIDC_ROLES", "staff", "write WORD=ROLE"),
        ("WUYE_OIDC_ROLES", "staff=boss", "public, investigator, editor, admin"),
    ],
)
def test_settings_that_do_not_fit(name: str, value: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence.replace("*", r"\*")):
        providers.read(GIVEN | {name: value})


def test_whoever_listens_to_the_world_needs_a_provider_or_a_key(demo: Graph, address: Settings) -> None:
    with pytest.raises(BadInput, match="WUYE_OIDC_ISSUER"):
        asyncio.run(require_sign_in(address, "0.0.0.0"))
    asyncio.run(require_sign_in(replace(address, provider=providers.read(GIVEN)), "0.0.0.0"))


# ------------------------------------------------------------------------------------------------------ the three ways in


@pytest.fixture
def open_to_all(demo: Graph, address: Settings, issuer: Published, tmp_path: Path) -> Iterator[TestClient]:
    """A public server with a provider and an audit log."""
    settings = replace(address, home=tmp_path, provider=issuer.provider())
    with TestClient(create_app(settings, exposure="public")) as client:
        yield client


NAMES = {"query": "{ people(first: 3, orderBy: [{name: ASC}]) { nodes { name } } }"}


def test_over_http_the_pages_and_a_socket(
    open_to_all: TestClient, issuer: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc, "SOUGHT", 0.0)
    monkeypatch.setattr("api.socket.STILL", 1_000.0)
    key = {"Authorization": f"Bearer {token(issuer)}"}
    forged = {"Authorization": f"Bearer {token(issuer, OTHER)}"}
    json_type = {"Accept": "application/graphql-response+json"}

    told = open_to_all.post("/graphql", json=NAMES, headers=key).json()
    assert len(told["data"]["people"]["nodes"]) == 3
    assert open_to_all.post("/graphql", json=NAMES).json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    refused = open_to_all.post("/graphql", json=NAMES, headers=forged | json_type)
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert "<html" in open_to_all.get("/graphql", headers=key | {"Accept": "text/html"}).text
    assert "<html" not in open_to_all.get("/graphql", headers=forged | {"Accept": "text/html"}).text
    assert open_to_all.get("/export", params=NAMES | {"format": "csv"}, headers=key).text.count("\n") == 4
    assert open_to_all.get("/export", params=NAMES | {"format": "csv"}, headers=forged).status_code == 401
    assert open_to_all.get("/reconcile", headers=forged).status_code == 401
    assert (
        open_to_all.post(
            "/graphql", json=NAMES, headers={"Authorization": "Bearer wuye_000000000000_" + "A" * 43}
        ).status_code
        == 401
    )

    with open_to_all.websocket_connect("/graphql", ["graphql-transport-ws"]) as socket:
        socket.send_json(
            {"type": "connection_init", "payload": {"Authorization": f"Bearer {token(issuer, exp=time.time() - 2)}"}}
        )
        assert socket.receive_json() == {"type": "connection_ack"}
        socket.send_json({"type": "subscribe", "id": "1", "payload": NAMES})
        assert socket.receive_json()["payload"] == {"data": told["data"]}
        assert socket.receive_json()["type"] == "complete"
        monkeypatch.setattr(oidc, "LEEWAY", 0)
        socket.send_json({"type": "subscribe", "id": "2", "payload": NAMES})
        late = socket.receive_json()
        assert (late["type"], late["payload"][0]["extensions"]["code"]) == ("error", "UNAUTHENTICATED"), (
            "it has expired"
        )
    monkeypatch.setattr("api.socket.STILL", 0.05)
    with open_to_all.websocket_connect("/graphql", ["graphql-transport-ws"], headers=key) as socket:
        socket.send_json({"type": "connection_init"})
        assert socket.receive_json() == {"type": "connection_ack"}
        monkeypatch.setattr(oidc, "LEEWAY", -1_000_000)  # it expires
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == 4403
    with open_to_all.websocket_connect("/graphql", ["graphql-transport-ws"], headers=forged) as socket:
        socket.send_json({"type": "connection_init"})
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == 4403

    issuer.down = True
    unknown = {"Authorization": f"Bearer {token(issuer, header={'kid': 'new'})}"}
    away = open_to_all.post("/graphql", json=NAMES, headers=unknown | json_type)
    assert (away.status_code, away.json()["errors"][0]["extensions"]["code"]) == (503, "UNAVAILABLE")

    wrong: list[str] = []
    [path] = (tmp_path / "audit").glob("2*.jsonl")
    _, said = read(path, wrong)
    assert {line["who"] for line in said if line["role"] == "investigator"} == {"oidc u-1"}
    assert token(issuer).split(".")[0] not in path.read_text("utf-8")
    assert wrong == verify(tmp_path / "audit").wrong == []
