"""Roles: what those who ask may do and see; four that are always there, and those of a file of one's own.

    [liangzhuang]                      # the role's name, for `wuye keys create --role liangzhuang` and WUYE_OIDC_ROLES
    as = "investigator"                # which of the four it is like
    regions = ["421202"]               # of what lies somewhere, it sees only what lies in these divisions or below
    withheld = ["case-7"]              # documents that it does not see, case files (案卷) say, nor what rests on these alone

A role that does not see everything is *confined*: it sees some rows only, and what they refer to. What lies somewhere says the
model (`NodeType.place`); what lies nowhere known is not seen by a role with `regions`. Enterprises, people, their roles, credit
records and sanctions lie nowhere: they are of the whole city. A record is seen only with the parties that it cannot do without, so
that a bid goes with its tender; any other reference to what is not seen is as if it were not there. A confined role can be like
`public` or `investigator`, and edits nothing. `[public]` says which rows whoever shows no key sees: all, unless it stands there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from graph.errors import BadInput


@dataclass(frozen=True)
class Role:
    """What a caller may do, each step more than the one below it; and which rows it sees."""

    name: str
    step: int
    regions: tuple[str, ...] = ()  # codes of divisions; empty: everywhere
    withheld: tuple[str, ...] = ()  # ids of documents

    PUBLIC: ClassVar[Role]
    INVESTIGATOR: ClassVar[Role]
    EDITOR: ClassVar[Role]
    ADMIN: ClassVar[Role]

    def __str__(self) -> str:
        return self.name

    @property
    def confined(self) -> bool:
        """Are there rows that it does not see?"""
        return bool(self.regions or self.withheld)

    @property
    def known(self) -> bool:
        """May it look behind the answers: introspection, suggestions, explanations, the console?"""
        return self.reaches(Role.INVESTIGATOR)

    def reaches(self, other: Role) -> bool:
        """May it do what the other may?

        >>> Role.EDITOR.reaches(Role.INVESTIGATOR), Role.PUBLIC.reaches(Role.INVESTIGATOR)
        (True, False)
        """
        return self.step >= other.step


Role.PUBLIC = Role("public", 0)
Role.INVESTIGATOR = Role("investigator", 1)
Role.EDITOR = Role("editor", 2)
Role.ADMIN = Role("admin", 3)

#: Roles by their names.
Roles = Mapping[str, Role]
BUILT_IN: Roles = {role.name: role for role in (Role.PUBLIC, Role.INVESTIGATOR, Role.EDITOR, Role.ADMIN)}

WORDS = ("as", "regions", "withheld")
_NAME = re.compile(r"[\w-]{1,40}")
_DIVISION = re.compile(r"[0-9]{2,12}", re.ASCII)


def named(name: str, roles: Roles = BUILT_IN) -> Role:
    """The role of that name; raises BadInput where there is none."""
    if name not in roles:
        raise BadInput(f"{name!r} is no role; roles are {', '.join(roles)}.")
    return roles[name]


def read(file: Path | None) -> Roles:
    """The roles of a file of TOML beside the four; raises BadInput for whatever is wrong in it."""
    if file is None:
        return BUILT_IN
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:  # TOMLDecodeError is a ValueError, as is what is no UTF-8
        raise BadInput(f"WUYE_ROLES: {file} cannot be read: {error}") from None
    return {**BUILT_IN, **{name: _role(name, each, f"{file}: [{name}]") for name, each in said.items()}}


def _role(name: str, said: Any, where: str) -> Role:
    if not isinstance(said, dict) or not _NAME.fullmatch(name):
        raise BadInput(f'{where}: a role is a table, [name], of letters, digits, - and _, with as = "investigator".')
    if name in BUILT_IN and not (name == said.get("as") == Role.PUBLIC.name):
        raise BadInput(
            f'{where}: {name} is always there; only public may be confined, as = "public". Call others otherwise.'
        )
    if unknown := [word for word in said if word not in WORDS]:
        raise BadInput(f"{where}: {unknown[0]!r} is not known there; {', '.join(WORDS)} are.")
    like, regions, withheld = said.get("as"), _texts(said, "regions", where), _texts(said, "withheld", where)
    if not isinstance(like, str) or like not in BUILT_IN:
        raise BadInput(f"{where}: as = {like!r}; write which role it is like: {', '.join(BUILT_IN)}.")
    for code in regions:
        if not _DIVISION.fullmatch(code):
            raise BadInput(f'{where}: regions has {code!r}; a division code is wanted, as "421202".')
    role = Role(name, BUILT_IN[like].step, regions, withheld)
    if role.confined and role.reaches(Role.EDITOR):
        raise BadInput(f"{where}: who does not see every row can edit none; write as = public or investigator.")
    return role


def _texts(said: Mapping[str, Any], word: str, where: str) -> tuple[str, ...]:
    found = said.get(word, ())
    if word in said and (not isinstance(found, list) or not found or not all(isinstance(e, str) and e for e in found)):
        raise BadInput(f"{where}: {word} = {found!r}; a list of texts is wanted, or leave it out.")
    return tuple(found)
