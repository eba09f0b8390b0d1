"""Masks: what stands for personal data before those who may not see it. They are made by Neo4j: what is masked stays there.

The forms are those in common use in China (GB/T 35273-2020, display de-identification): 张*, 139****5678, ***@example.com. None
tells how long a value is.
"""

from __future__ import annotations

from graph.model import Mask


def masked(mask: Mask, text: str) -> str:
    """The Cypher expression of a value's mask; null stays null.

    >>> masked(Mask.NAME, "n.name")
    "left(n.name, 1) + '*'"
    """
    match mask:
        case Mask.NAME:
            return f"left({text}, 1) + '*'"
        case Mask.PHONE:
            # Of a short number the ends would be most of it.
            whole = f"left({text}, 3) + '****' + right({text}, 4)"
            return f"CASE WHEN size({text}) >= 11 THEN {whole} WHEN {text} IS NOT NULL THEN '****' END"
        case Mask.EMAIL:
            domain = f"'***@' + last(split({text}, '@'))"
            return f"CASE WHEN {text} CONTAINS '@' THEN {domain} WHEN {text} IS NOT NULL THEN '***' END"
