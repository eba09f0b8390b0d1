"""Judgements in `match`: what a person judged stands above the scores.

- A name judged to mean an enterprise means it; one judged not to mean it does not. The name counts as it was written then. A credit
  code beside the name is heard first: one that is the enterprise's own, or another valid one, settles it.
- Two enterprises judged the same are shown as one, the one that the judgement keeps (`right`), whichever of them was found. Judgements
  chain. Neither enterprise is changed: all else, their facts, bans, counts and ids, stays apart.
- An enterprise judged not the same as the best candidate is left out.
- UNSURE says only that somebody looked. Of several judgements on one pair the one recorded last counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.pattern import block, where

if TYPE_CHECKING:
    from graph.match import Candidate, Known

SAME, NOT_SAME = "SAME", "NOT_SAME"


@dataclass(frozen=True)
class Judgement:
    """One judgement: of a `name`, or of the enterprise `left`, against the enterprise `right`; both are keys."""

    verdict: str
    name: str | None
    left: str | None
    right: str
    on: str | None = None
    reason: str | None = None

    @property
    def pair(self) -> tuple[str, ...]:
        """What it is about: of each pair one judgement counts."""
        return pair(self.name, self.left, self.right)

    @property
    def told(self) -> str:
        """When and why. By whom is for those who see names: the judgement itself says it.

        >>> Judgement(SAME, "甲", None, "A", "2026-11-23", "telephoned").told
        ' on 2026-11-23: telephoned'
        """
        parts = ((" on ", self.on), (": ", self.reason))
        return "".join(word + text for word, text in parts if text)


def pair(name: str | None, left: str | None, right: str) -> tuple[str, ...]:
    """A name and an enterprise, or two enterprises, whichever comes first."""
    return ("name", name, right) if name else tuple(sorted((left or "", right)))


def id_of(name: str | None, left: str, right: str) -> str:
    """The key of the judgement on a pair, whichever of two enterprises comes first.

    >>> id_of(None, "A", "B") == id_of(None, "B", "A") != id_of("A", "", "B")
    True
    """
    return "judged-" + hashlib.blake2b("\n".join(pair(name, left, right)).encode(), digest_size=8).hexdigest()


class Judgements:
    """Those that bear on some names and enterprises, in the order in which they were recorded; and what is known of these enterprises."""

    def __init__(self, found: Iterable[Judgement] = (), known: Mapping[str, Known] | None = None) -> None:
        standing: dict[tuple[str, ...], Judgement] = {}
        for one in found:
            if one.left != one.right:
                standing[one.pair] = one
        self.known = known or {}
        self.named = [one for one in standing.values() if one.left is None]
        self.pairs = [one for one in standing.values() if one.left is not None]
        same = [one for one in self.pairs if one.verdict == SAME]
        self.group = groups(same)
        self.given_up = {one.left for one in same}

    def meant(self, name: str | None) -> list[Known]:
        """What is known of the enterprises that a name was judged to mean."""
        return [self.known[one.right] for one in self.of_name(name, SAME) if one.right in self.known]

    def of_name(self, name: str | None, verdict: str) -> list[Judgement]:
        """The judgements on a name."""
        return [one for one in self.named if name and one.name == name and one.verdict == verdict]

    def between(self, one: str, other: str, verdict: str) -> list[Judgement]:
        """The judgements on two enterprises, and on those that are the same as they."""
        ones, others = self.group.get(one, {one}), self.group.get(other, {other})
        return [
            each
            for each in self.pairs
            if each.verdict == verdict
            and ((each.left in ones and each.right in others) or (each.left in others and each.right in ones))
        ]

    def kept(self, key: str) -> str:
        """The enterprise that is shown for one: of those that are the same the one that no judgement gives up for another."""
        group = self.group.get(key, {key})
        return min(group - self.given_up or group)

    # ------------------------------------------------------------------------------------------------ above the scores

    def applied(self, asked: Mapping[str, str | None], candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates of a query as they are judged, the best first, equals by their key."""
        return self.apart(best_first(self.merged(self.by_name(asked, candidates))))

    def by_name(self, asked: Mapping[str, str | None], candidates: Sequence[Candidate]) -> list[Candidate]:
        """What was judged of the name that is asked for."""
        name = asked.get("name")
        yes = {one.right: one for one in self.of_name(name, SAME)}
        no = {key for one in self.of_name(name, NOT_SAME) for key in self.group.get(one.right, {one.right})} - set(yes)
        found = []
        for candidate in candidates:
            known = candidate.known
            own_code = bool(known.uscc) and known.uscc == asked.get("uscc")
            if known.key in yes:
                reason = f"判定即此企业 judged to be it{yes[known.key].told}"
                candidate = replace(candidate, score=1.0, reasons=(reason, *candidate.reasons), judged=True)
            if known.key not in no or own_code:
                found.append(candidate)
        return found

    def merged(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those judged the same as one: the one that is kept, with the best score among them."""
        found: dict[str, list[Candidate]] = {}
        for candidate in best_first(candidates):
            found.setdefault(self.kept(candidate.known.key), []).append(candidate)
        return [self.one(key, same) for key, same in found.items()]

    def one(self, key: str, same: Sequence[Candidate]) -> Candidate:
        """One candidate of several that are the same, the best of them first."""
        best, *_ = same
        if best.known.key == key and len(same) == 1:
            return best
        others = [each for each in same if each.known.key != key]
        shown = next((each.known for each in same if each.known.key == key), self.known.get(key, best.known))
        reasons = [
            f"判定与{other.known.name}为同一企业 judged the same as {other.known.name}{why.told}"
            for other in others
            for why in self.between(other.known.key, key, SAME)[:1]
        ]
        judged = any(each.judged for each in same)
        return replace(best, known=shown, reasons=(*best.reasons, *reasons), judged=judged)

    def apart(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Without those judged not the same as the best, where one is the best."""
        if len(candidates) < 2 or rank(candidates[0]) == rank(candidates[1]):
            return list(candidates)
        best, *others = candidates
        reasons, kept = [], []
        for other in others:
            judged = self.between(best.known.key, other.known.key, NOT_SAME)
            if judged:
                reasons.append(f"判定并非{other.known.name} judged not {other.known.name}{judged[0].told}")
            else:
                kept.append(other)
        return [replace(best, reasons=(*best.reasons, *reasons)), *kept]


def groups(judged: Iterable[Judgement]) -> dict[str, set[str]]:
    """Of each enterprise that is the same as others all of them, itself included.

    >>> sorted(groups([Judgement(SAME, None, "A", "B"), Judgement(SAME, None, "B", "C")])["A"])
    ['A', 'B', 'C']
    """
    found: dict[str, set[str]] = {}
    for one in judged:
        if one.left is not None:
            together = found.get(one.left, {one.left}) | found.get(one.right, {one.right})
            found |= dict.fromkeys(together, together)
    return found


def rank(candidate: Candidate) -> tuple[bool, float]:
    """What is judged stands before what is scored."""
    return (not candidate.judged, -candidate.score)


def best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best first, equals by their key."""
    return sorted(candidates, key=lambda candidate: (*rank(candidate), candidate.known.key))


# ------------------------------------------------------------------------------------------------------------- reading


def statement(names: str, keys: str, known: str, visible: str, seen: str) -> str:
    """The judgements on names and on enterprises, and on those that are the same as these, as recorded: [[Judgement's fields], known, known].

    `known` reads an enterprise `e`, `visible` says whether it is seen, `seen` whether a judgement `j` is; "" where all are.
    """

    def end(type: str) -> str:
        return f"head({block('COLLECT', [f'MATCH (j)-[:{type}]->(e:Enterprise)', *where(visible), f'RETURN {known}'])})"

    def key(type: str) -> str:
        return f"head([(j)-[:{type}]->(x:Enterprise) | x.enterpriseId])"

    fields = f"[j.verdict, j.name, {key('JUDGED')}, {key('JUDGED_AS')}, toString(j.judgedOn), j.reason]"
    same = "(()<-[:JUDGED|JUDGED_AS]-(:Judgement {verdict: 'SAME'})-[:JUDGED|JUDGED_AS]->())*"
    return "\n".join(
        [
            f"CALL () {{ UNWIND {names} AS name MATCH (j:Judgement {{name: name}}) RETURN j",
            "  UNION",
            f"  WITH 1 AS one WHERE EXISTS {{ (:Judgement) }} MATCH (e:Enterprise) WHERE e.enterpriseId IN {keys}",
            # The shortest way to each: there are very many ways between enterprises that were all judged the same.
            f"  MATCH SHORTEST 1 (e) {same} (o:Enterprise) MATCH (o)<-[:JUDGED|JUDGED_AS]-(j:Judgement) RETURN j }}",
            "WITH j ORDER BY j.recordedAt, j.judgementId",
            *where(seen),
            f"RETURN collect([{fields}, {end('JUDGED')}, {end('JUDGED_AS')}])",
        ]
    )
