"""Where in a node's texts the words of a search stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.pinyin import fold, is_han

#: Letters of a highlight on either side of what was found.
AROUND = 40


def highlights(values: Sequence[Any], words: Sequence[tuple[bool, str]]) -> list[str]:
    """The texts in which words were found, these between « and »; the name alone where none stands as it was written.

    >>> highlights(["泉都市永安物业公司"], [(True, "永安")])
    ['泉都市«永安»物业公司']
    >>> highlights(["泉都市永安物业公司"], [(False, "yawy")])
    ['泉都市永安物业公司']
    """
    held = [part for value in values for part in ((value,) if isinstance(value, str) else value or ())]
    wanted = [word for _, word in words]
    marked = [shown for part in held if (shown := mark(part, wanted))]
    if not marked:  # found by pairs of letters
        pairs = [run[at : at + 2] for han, run in words if han for at in range(len(run) - 1)]
        marked = [shown for part in held[:3] if (shown := mark(part, pairs))]
    return list(dict.fromkeys(marked)) or held[:1]


def mark(text: str, words: Sequence[str]) -> str:
    """A text with the words marked, cut around the first; "" where it has none of them.

    >>> mark("ＡＢ-12 永安", ["ab12"])
    '«ＡＢ-12» 永安'
    """
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for folded in fold(letter):
            if folded.isalnum() or is_han(folded):
                letters.append(folded)
                places.append(place)
    folded_text = "".join(letters)
    inside = [False] * len(text)
    for word in words:
        at = folded_text.find(word)
        while at >= 0:
            for place in range(places[at], places[at + len(word) - 1] + 1):
                inside[place] = True
            at = folded_text.find(word, at + len(word))
    if not any(inside):
        return ""
    begin = max(0, inside.index(True) - AROUND)
    end = min(len(text), len(inside) - inside[::-1].index(True) + AROUND, begin + 6 * AROUND)
    shown, open = "…" if begin else "", False
    for place in range(begin, end):
        if inside[place] != open:
            shown += "«" if inside[place] else "»"
            open = inside[place]
        shown += text[place]
    return shown + ("»" if open else "") + ("…" if end < len(text) else "")
