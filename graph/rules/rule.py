"""What an investigation rule is: its words, its basis, its parameters, the Cypher that finds its cases, the judgement of each.

A rule is evaluated on what the operation sees: at `@asOf(valid:)` on the facts in force that day, else on all of history.
What it finds is a reason to look, never a finding, and its words say so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from graph import interval
from graph.domain import MODEL
from graph.pattern import block, bracketed, period_of
from graph.query import Value

if TYPE_CHECKING:
    from graph.cypher import Writer

#: Ends every explanation.
CAUTION = "这是值得一看的理由,不是结论。A reason to look, not a finding."
#: Ends the text of a rule that no law or publication gives as it stands.
OWN = "(PROPOSED 本项目自拟。This project's own, in whole or in part: see its basis.)"
#: What an unknown value reads as.
UNKNOWN = "不详 (unknown)"

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Parameter:
    """A threshold of a rule. A default comes from the rule's basis, or is PROPOSED as the rule itself."""

    name: str
    default: float
    zh: str
    en: str


@dataclass(frozen=True)
class Contribution:
    """What one indicator adds: its value, the threshold it is held against, whether it is met, and its days.

    `met` is None where the value is unknown: that counts neither for nor against.
    """

    indicator: str
    value: str | None
    threshold: str
    met: bool | None = True
    since: str | None = None
    until: str | None = None


class Reach(Enum):
    """Where what a case rests on stands: how far a load must be followed that may have made it."""

    PARTIES = "each record refers to one that the rule is about"
    GROUP = "records of others count as well: other firms' awards, say"
    GRAPH = "it counts what the whole graph holds"


@dataclass(frozen=True)
class Rule:
    """One rule; a module of this package declares it, `graph.rules.RULES` finds it there.

    `about` names the variables of its pattern that a question may fix, the subject first, each with its label. `find` writes
    clauses that end in RETURN subject, day, inputs, others, values: the node it is about, the day of the act, the records it
    rests on, further nodes for the picture, and the values that `judge` reads. `judge` is None for a case that is none after
    all. `clears` says what would make the flag go away.
    """

    id: str
    version: str
    zh: str
    en: str
    text: str
    basis: str
    proposed: bool
    about: Mapping[str, str]
    find: Callable[[Scope], list[str]]
    judge: Callable[[Values, Mapping[str, float]], Sequence[Contribution] | None]
    explanation: str
    clears: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()
    #: Values of a case that may be unknown, each with the words that say so.
    unknowns: Mapping[str, str] = field(default_factory=dict)
    reach: Reach = Reach.PARTIES

    @property
    def told(self) -> str:
        """Its text, which says so where the definition or a threshold is ours."""
        return f"{self.text} {OWN}" if self.proposed else self.text

    @property
    def subject(self) -> str:
        """The label of its subject."""
        return next(iter(self.about.values()))


@dataclass(frozen=True)
class Judged:
    """A case that is a flag: what contributes, what is not known, in which words."""

    contributions: tuple[Contribution, ...]
    missing: tuple[str, ...]
    explanation: str

    @property
    def confidence(self) -> float:
        """The share of what the rule looks at that is known, 0 to 1."""
        known = sum(part.met is not None for part in self.contributions)
        return round(known / (known + len(self.missing)), 2)


def judged(rule: Rule, values: Values, parameters: Mapping[str, float]) -> Judged | None:
    """The judgement of a case from its values alone; None: no flag.

    >>> from graph.rules import RULES
    >>> rule = RULES["SINGLE_BID"]
    >>> judged(rule, {"title": "甲", "bids": 2}, {"bids": 1}) is None
    True
    """
    contributions = rule.judge(values, parameters)
    if contributions is None:
        return None
    missing = [text for name, text in rule.unknowns.items() if values.get(name) is None]
    missing += [part.indicator for part in contributions if part.met is None]
    shown = {name: words(value) for name, value in values.items()}
    text = rule.explanation.format_map({**parameters, **shown})
    return Judged(tuple(contributions), tuple(dict.fromkeys(missing)), f"{text} {CAUTION}")


def words(value: Any) -> Any:
    """A value as a sentence shows it.

    >>> words(None), words(["甲", "乙"]), words(3)
    ('不详 (unknown)', '甲、乙', 3)
    """
    if isinstance(value, list):
        return "、".join(str(words(part)) for part in value)
    return UNKNOWN if value is None else value


class Scope:
    """Where the Cypher of a rule stands: what @asOf sees there, its parameters, and the variable that is fixed."""

    def __init__(self, writer: Writer, parameters: Mapping[str, Value], today: Value, bound: str | None = None) -> None:
        self.writer, self.bound = writer, bound
        self._parameters, self._today = parameters, today

    def __getitem__(self, name: str) -> str:
        """A parameter of the rule."""
        return self.writer.parameter(self._parameters[name])

    @property
    def today(self) -> str:
        """The day that counts as today: that of @asOf where there is one."""
        return self.writer.parameter(self._today)

    def come(self, day: str) -> str:
        """Had that day come, as far as is known? "" without @asOf."""
        return f"coalesce({day} <= {self.writer.seen}, true)" if self.writer.seen else ""

    def seen(self, **variables: str) -> list[str]:
        """What @asOf must see: variable=label."""
        return [f"({text})" for name, label in variables.items() if (text := self.writer.visible(MODEL[label], name))]

    def where(self, *predicates: str, **variables: str) -> str:
        """A WHERE of predicates that hold and variables that are seen, "" for none."""
        found = [bracketed(part) for part in predicates if part] + self.seen(**variables)
        return "WHERE " + " AND ".join(found) if found else ""

    def either(self, variables: str, *branches: Sequence[str]) -> str:
        """A CALL that binds these variables (`"s a b"`) by any of the branches, each combination once."""
        given = f"CALL ({self.bound or ''})"
        names = ", ".join(name for name in variables.split() if name != self.bound)
        lines: list[str] = []
        for branch in branches:
            lines += [*(["UNION"] if lines else []), *[line for line in branch if line], f"RETURN {names}"]
        return block(given, lines)


def on(label: str, node: str, day: str) -> str:
    """A fact in force on a day."""
    return interval.on(period_of(MODEL[label]), node, day)


def overlaps(label: str, node: str, first: str | None, last: str | None) -> str:
    """A fact in force on some day of a period."""
    return interval.overlaps(period_of(MODEL[label]), node, first, last)


def within_days(scope: Scope, name: str) -> str:
    """A parameter as a duration of days."""
    return f"duration({{days: toInteger({scope[name]})}})"


def days(first: str | None, last: str | None) -> str:
    """A period in words.

    >>> days("2022-01-01", None)
    '2022-01-01…'
    """
    return f"{first or ''}…{last or ''}"
