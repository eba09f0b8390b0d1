"""Investigation rules, one module a rule or a family: adding a rule is adding a declaration, in a file of its own or in its family's.

Nothing lists them: every module of this package is looked through. A question about `RULES` has them in the order of their
modules' names, and in a module in that of the file.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from graph.rules.rule import Rule


def declared() -> dict[str, Rule]:
    """The rules that the modules of this package declare, by id.

    >>> list(declared())[:2]
    ['BARRED_BIDDER', 'BARRED_WINNER']
    """
    modules = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__)]
    return {rule.id: rule for module in modules for rule in vars(module).values() if isinstance(rule, Rule)}


RULES: dict[str, Rule] = declared()
