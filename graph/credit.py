"""`creditScore` on an enterprise: its credit events as the operation sees them, scored by a regime (graph/score.py), and shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from graph import mixed
from graph.cypher import Statement, Writer
from graph.domain import CREDIT_EVENT, ENTERPRISE
from graph.errors import BadInput
from graph.pattern import block, shown, where
from graph.query import Derived, Inputs, Shape, Value, constant
from graph.regime import Regime
from graph.role import Role
from graph.score import Event, Score, score

if TYPE_CHECKING:
    from graph.database import Database
    from graph.record import Run

#: How many credit events an enterprise is reckoned to have when its cost is estimated.
EVENTS = 20
#: What a score looks at of an event.
LOOKED_AT = ("eventId", "polarity", "occurredOn", "category", "points", "expiresOn", "repairedOn", "revokedOn")


@dataclass(frozen=True)
class ScoreField:
    """A field of a score, with what is selected of it; of an event the place of its shape; `=Name` a typename."""

    key: str
    what: str
    below: tuple[ScoreField, ...] = ()
    place: int | None = None


@dataclass(frozen=True, eq=False)
class ScoreOf(Derived):
    """`creditScore` on an enterprise: its arguments, and its selection."""

    key: str
    regime: Value  # → Regime
    on: Value
    base: Value  # → the enterprise's own base, or null
    as_of: Value | None
    role: Role
    items: tuple[ScoreField, ...]
    shapes: tuple[Shape, ...]

    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        checked(self.regime.read(inputs), self.base.read(inputs))
        return [(EVENTS, (shape,)) for shape in self.shapes]

    def column(self, node: str) -> str:
        return f"{node}.{ENTERPRISE.key}"

    async def answers(self, database: Database, keys: Sequence[str], run: Run) -> dict[str, Any]:
        """The score of each enterprise, by one statement for all of them."""
        regime, on, base = (value.read(run.inputs) for value in (self.regime, self.on, self.base))
        writer = Writer(self.as_of, self.role)
        text = self.statement(writer, constant(keys))
        [rows] = await database.read(text, Statement(text, tuple(writer.parameters)).bind(run.inputs))
        decoders = [mixed.decoder((shape,)) for shape in self.shapes]
        found = {}
        for key, opened, events in rows:
            held = [event(place, values) for place, (values, *_) in enumerate(events)]
            takes_part = None if opened is None else opened <= on.isoformat()
            said = described(score(regime, held, on, base=base, takes_part=takes_part))

            def decode(place: int, one: Event, events: list[Any] = events) -> Any:
                return decoders[place](events[one.place][place + 1], run)

            found[key] = selected(said, self.items, decode)
        return found

    def statement(self, writer: Writer, keys: Value) -> str:
        """Of each enterprise [key, day of its credit file, [[what is looked at], what is shown …] of each event up to the day]."""
        occurred = CREDIT_EVENT.field("occurredOn")
        looked = ", ".join(
            shown(writer.value("e", CREDIT_EVENT, CREDIT_EVENT.field(name)), CREDIT_EVENT.field(name))
            for name in LOOKED_AT
        )
        columns = [f"[{looked}]", *(mixed.columns(writer, "e", (shape,)) for shape in self.shapes)]
        events = [
            f"MATCH (n)<-[:CONCERNS]-(e:{CREDIT_EVENT.name})",
            *where(f"e.{occurred.name} <= {writer.parameter(self.on)}", writer.visible(CREDIT_EVENT, "e")),
            f"RETURN [{', '.join(columns)}]",
        ]
        opened = ENTERPRISE.field("creditFileOpenedOn")
        row = [
            f"n.{ENTERPRISE.key}",
            shown(writer.value("n", ENTERPRISE, opened), opened),
            block("COLLECT", events),
        ]
        return "\n".join(
            [
                f"MATCH (n:{ENTERPRISE.name})",
                *where(f"n.{ENTERPRISE.key} IN {writer.parameter(keys)}"),
                f"RETURN collect([{', '.join(row)}])",
            ]
        )


def checked(regime: Regime, base: float | None) -> None:
    """Refuses a base where the regime has one for all, or that is over its cap."""
    if base is None:
        return
    if regime.base is not None:
        raise BadInput(
            f"The base of {regime.id} is {regime.base:g} for all; leave `base` out. 该制度基础分统一,勿给 base。"
        )
    if regime.caps.base is not None and not base <= regime.caps.base:
        raise BadInput(f"`base` is {base:g}; in {regime.id} it is at most {regime.caps.base:g}. 超过基础分上限。")


def event(place: int, values: Sequence[Any]) -> Event:
    """The event of what is looked at."""
    said = dict(zip(LOOKED_AT, values, strict=True))
    days = {name: date.fromisoformat(said[name]) if said[name] else None for name in CREDIT_EVENT.days if name in said}
    occurred = days["occurredOn"]
    assert occurred is not None  # it is found by that day
    return Event(
        said["eventId"],
        said["polarity"],
        occurred,
        said["category"],
        said["points"],
        days["expiresOn"],
        days["repairedOn"],
        days["revokedOn"],
        place,
    )


def described(found: Score) -> dict[str, Any]:
    """A score as the schema shows it, events as they are."""
    return {
        **{field.name: getattr(found, field.name) for field in fields(found)},
        "regime": regime_of(found.regime),
        "on": found.on.isoformat(),
        "applies": found.regime.applies(found.on),
        "contributions": [
            {"event": part.event, "points": part.points, "period": period(part.since, part.until)}
            for part in found.contributions
        ],
        "leftOut": [
            {"event": part.event, "because": part.because.value, "period": period(part.since, part.until)}
            for part in found.left_out
        ],
        "vetoes": list(found.vetoes),
        "missing": list(found.missing),
    }


def period(since: date, until: date | None) -> dict[str, Any]:
    """A ValidPeriod."""
    return {"from": since.isoformat(), "to": until and until.isoformat(), "endKnown": until is not None}


def regime_of(regime: Regime) -> dict[str, Any]:
    """A regime as the schema shows it."""
    return {
        "id": regime.id,
        "jurisdiction": regime.jurisdiction,
        "version": regime.version,
        "source": regime.source,
        "unconfirmed": list(regime.unconfirmed),
        "validFrom": regime.valid_from and regime.valid_from.isoformat(),
        "validTo": regime.valid_to and regime.valid_to.isoformat(),
        "base": regime.base,
        "caps": asdict(regime.caps),
        "cycle": regime.cycle.value,
        "cycleMonths": regime.cycle_months,
        "validityMonths": regime.validity_months,
        "repairedCounts": regime.repaired_counts,
        "absent": regime.absent,
        "bands": [{"grade": band.grade, "from": band.least, "dishonest": band.dishonest} for band in regime.bands],
        "veto": regime.veto and {"grade": regime.veto.grade, "categories": list(regime.veto.categories)},
    }


def selected(value: Any, items: Sequence[ScoreField], decode: Callable[[int, Event], Any]) -> Any:
    """Of a tree of dicts and lists what the fields name, each event as it is shown."""
    if isinstance(value, list):
        return [selected(each, items, decode) for each in value]
    if value is None or not items:
        return value
    assert isinstance(value, Mapping)
    return {item.key: field_of(value, item, decode) for item in items}


def field_of(value: Mapping[str, Any], item: ScoreField, decode: Callable[[int, Event], Any]) -> Any:
    """One field."""
    if item.what.startswith("="):
        return item.what[1:]
    held = value[item.what]
    if item.place is None:
        return selected(held, item.below, decode)
    return [decode(item.place, one) for one in held] if isinstance(held, list) else decode(item.place, held)
