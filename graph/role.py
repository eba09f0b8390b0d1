"""Roles: what those who ask may do and see."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a caller may do, each role more than the one before it."""

    PUBLIC = "public"
    INVESTIGATOR = "investigator"
    EDITOR = "editor"
    ADMIN = "admin"

    def reaches(self, other: Role) -> bool:
        """May it do what the other may?

        >>> Role.EDITOR.reaches(Role.INVESTIGATOR), Role.PUBLIC.reaches(Role.INVESTIGATOR)
        (True, False)
        """
        order = list(Role)
        return order.index(self) >= order.index(other)
