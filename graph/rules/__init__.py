"""Investigation rules, one module a family: adding a rule is a declaration in its family's module, and its tests."""

from __future__ import annotations

from graph.rules import barred, bidders, bids, identity, records, rivals
from graph.rules.rule import Rule

RULES: dict[str, Rule] = {
    rule.id: rule for family in (barred, identity, bidders, bids, rivals, records) for rule in family.FOUND
}
