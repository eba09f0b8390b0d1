"""`creditRegimes`, and `creditScore` on an enterprise, as plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import SelectionSetNode

from api.operation import Selected
from api.plan_find import perhaps
from graph.credit import ScoreField, ScoreOf, regime_of
from graph.domain import MODEL
from graph.errors import BadInput
from graph.query import TODAY, Derived, Fixed, Shape, Value, constant
from graph.record import project
from graph.regime import Regime

if TYPE_CHECKING:
    from api.plan import Planner


def plan_regimes(planner: Planner, field: Selected) -> Fixed:
    """`creditRegimes`: all that are known here."""
    said = [regime_of(regime) for regime in planner.regimes.values()]
    return Fixed(field.key, constant(project(said, planner.branches("CreditRegime", field.below))))


def score_of(planner: Planner, field: Selected) -> Derived:
    """`creditScore` on an enterprise."""
    given = field.arguments
    wanted, on = given["regime"], given.get("on")
    assert isinstance(wanted, Value)

    def regime(id: str) -> Regime:
        if id not in planner.regimes:
            raise BadInput(f"There is no regime {id[:100]!r}; there are: {', '.join(planner.regimes)}. 没有此制度。")
        return planner.regimes[id]

    shapes: list[Shape] = []
    items = selection(planner, "CreditScore", field.below, shapes)
    return ScoreOf(
        field.key,
        wanted.then(regime),
        on if isinstance(on, Value) else planner.as_of or TODAY,
        perhaps(given.get("base")),
        planner.as_of,
        planner.role,
        items,
        tuple(shapes),
    )


def selection(
    planner: Planner, type: str, below: tuple[SelectionSetNode, ...], shapes: list[Shape]
) -> tuple[ScoreField, ...]:
    """What is selected of a type; the shapes of events are added to `shapes`."""
    found = []
    for part in planner.operation.fields(type, below):
        if part.name == "__typename":
            found.append(ScoreField(part.key, f"={type}"))
            continue
        target = planner.field_type(type, part.name)
        if target == "CreditEvent":
            shapes.append(planner.shape(MODEL["CreditEvent"], part.below))
            found.append(ScoreField(part.key, part.name, place=len(shapes) - 1))
        else:
            deeper = selection(planner, target, part.below, shapes) if part.below else ()
            found.append(ScoreField(part.key, part.name, deeper))
    return tuple(found)
