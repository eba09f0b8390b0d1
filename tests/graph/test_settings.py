"""The settings: what the environment says, once, with a sentence for what cannot be meant."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.provider import Provider
from graph.role import BUILT_IN, Role
from graph.settings import NEO4J_CURRENT, NEO4J_LTS, Settings

#: A file with one role.
ROLES = Path(__file__).with_name("roles.toml")
XIANAN = Role("xianan", 1, ("421202",))
EVERYTHING = {
    "WUYE_HOME": "/data/物业",
    "NEO4J_URI": "neo4j://db:7687",
    "NEO4J_USERNAME": "reader",
    "NEO4J_PASSWORD": "  secret ",
    "NEO4J_DATABASE": "wuye",
    "WUYE_NEO4J_VERSION": "2026.09.0",
    "WUYE_NEO4J_JARS": "/opt/neo4j/lib",
    "WUYE_MAVEN_MIRROR": "http://127.0.0.1:8081/maven",
    "WUYE_BOLT_PORT": "7688",
    "WUYE_DEADLINE": "2.5",
    "WUYE_DOCUMENTS": "/srv/questions",
    "WUYE_REGIMES": "/srv/regimes",
    "WUYE_TRUSTED_ONLY": "1",
    "WUYE_COST_LIMIT": "5_000",
    "WUYE_RATE_LIMIT": "700",
    "WUYE_CACHE": "8",
    "WUYE_SOLE_WRITER": "1",
    "WUYE_BATCH": "3",
    "WUYE_AUDIT": "/var/log/wuye",
    "WUYE_ROLES": str(ROLES),
    "WUYE_OIDC_ISSUER": "https://id.example/",
    "WUYE_OIDC_AUDIENCE": "wuye",
    "WUYE_OIDC_ROLES": "staff=xianan",
    "WUYE_OIDC_CLAIM": "groups",
    "WUYE_OIDC_JWKS": "https://id.example/keys",
}


def test_an_empty_environment_means_a_private_neo4j_in_the_user_s_folder() -> None:
    settings = Settings.read({})
    assert settings.private
    assert settings.home.is_absolute()
    assert settings.home.name == "wuye"
    assert (settings.username, settings.password, settings.database) == ("neo4j", "", None)
    assert (settings.neo4j_version, settings.bolt_port, settings.deadline) == (NEO4J_LTS, 0, 30.0)


def test_every_variable_reaches_its_field() -> None:
    assert Settings.read(EVERYTHING) == Settings(
        home=Path("/data/物业"),
        uri="neo4j://db:7687",
        username="reader",
        password="  secret ",  # a blank may be part of it
        database="wuye",
        neo4j_version="2026.09.0",
        jars=Path("/opt/neo4j/lib"),
        maven_mirror="http://127.0.0.1:8081/maven",
        bolt_port=7688,
        deadline=2.5,
        documents=Path("/srv/questions"),
        regimes=Path("/srv/regimes"),
        trusted_only=True,
        cost_limit=5_000,
        rate_limit=700,
        cache=8,
        sole_writer=True,
        batch=3,
        audit="/var/log/wuye",
        roles={**BUILT_IN, "xianan": XIANAN},
        provider=Provider("https://id.example/", "wuye", (("staff", XIANAN),), "groups", "https://id.example/keys"),
    )


def test_every_field_has_a_variable() -> None:
    plain, full = Settings.read({}), Settings.read(EVERYTHING)
    assert not [field.name for field in fields(Settings) if getattr(plain, field.name) == getattr(full, field.name)]


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_an_empty_variable_is_as_good_as_none(name: str) -> None:
    assert Settings.read({name: ""}) == Settings.read({})


@pytest.mark.parametrize("name", sorted(set(EVERYTHING) - {"NEO4J_PASSWORD"}))
def test_blanks_around_a_value_do_not_matter(name: str) -> None:
    assert Settings.read(EVERYTHING | {name: f" {EVERYTHING[name]}\n"}) == Settings.read(EVERYTHING)


def test_a_tilde_is_the_home_folder() -> None:
    settings = Settings.read({"WUYE_HOME": "~/wuye", "WUYE_NEO4J_JARS": "~/jars"})
    assert (settings.home, settings.jars) == (Path.home() / "wuye", Path.home() / "jars")


@pytest.mark.parametrize("name", ["WUYE_BOLT_PORT", "WUYE_DEADLINE", "WUYE_COST_LIMIT", "WUYE_BATCH"])
@pytest.mark.parametrize("value", ["soon", "1,5", "nan", "inf", "-1", "１e"])
def test_a_number_that_is_none_is_named_with_an_example(name: str, value: str) -> None:
    with pytest.raises(BadInput) as refusal:
        Settings.read({name: value})
    text = str(refusal.value)
    assert "\n" not in text
    assert f"{name}=" in text
    assert repr(value) in text


@pytest.mark.parametrize("port", ["7687.5", "65536"])
def test_a_port_is_a_whole_number_that_a_port_can_be(port: str) -> None:
    with pytest.raises(BadInput, match="WUYE_BOLT_PORT"):
        Settings.read({"WUYE_BOLT_PORT": port})


def test_no_time_at_all_is_no_deadline() -> None:
    with pytest.raises(BadInput, match="WUYE_DEADLINE"):
        Settings.read({"WUYE_DEADLINE": "0"})


@pytest.mark.parametrize(
    "value, meant", [("1", True), ("true", True), ("YES", True), ("0", False), ("false", False), ("no", False)]
)
def test_a_switch_is_on_or_off(value: str, meant: bool) -> None:
    assert Settings.read({"WUYE_TRUSTED_ONLY": value}).trusted_only is meant


@pytest.mark.parametrize("value", ["on ce", "ture", "2"])
def test_a_switch_that_is_neither_is_no_open_door(value: str) -> None:
    with pytest.raises(BadInput, match="WUYE_TRUSTED_ONLY"):
        Settings.read({"WUYE_TRUSTED_ONLY": value})


def test_the_password_stands_in_no_text() -> None:
    assert "secret" not in repr(Settings.read(EVERYTHING))


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings.read({}).deadline = 1.0  # type: ignore[misc]  # that is the point


def test_the_two_lines_of_neo4j_are_those_of_the_design() -> None:
    assert NEO4J_LTS.startswith("5.26.")
    assert NEO4J_CURRENT.split(".")[0] >= "2026"


@pytest.mark.parametrize(
    ("given", "public", "folder"),
    [
        (None, True, "/w/audit"),
        (None, False, None),
        ("0", True, None),
        ("1", False, "/w/audit"),
        ("/log", False, "/log"),
    ],
)
def test_where_the_audit_log_is(given: str | None, public: bool, folder: str | None) -> None:
    environ = {"WUYE_HOME": "/w"} | ({"WUYE_AUDIT": given} if given else {})
    found = Settings.read(environ).audit_folder(public=public)

    assert (found and found.as_posix()) == folder
