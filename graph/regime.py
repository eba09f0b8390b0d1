"""Credit regimes: how a city scores the credit events of an enterprise and grades the score, as data; graph/score.py scores by them.

Formulas, bands, validity, repair and vetoes differ by city and year, and letters change meaning: nothing here is built in as
anybody's. A regime is a file of TOML; three published ones come along as examples (graph/regimes/), each with its source and with
what of it is unconfirmed. Xianning's own has no text known, and is not among them.

    id = "somewhere-2024"                # what `creditScore(regime:)` names
    jurisdiction = "某市"
    version = "试行 2024"
    valid_from = 2024-08-01              # valid_to likewise; left out: unknown
    source = "where it is published"
    unconfirmed = ["what of it is not certain"]
    base = 100                           # left out: scored for each enterprise, and given with the question
    cycle = "CALENDAR_YEAR"              # a record counts in the year of its event; REAL_TIME: while it is valid; or
                                         # "ROLLING" with cycle_months = 12: for so long after its event
    validity_months = 12                 # of records that name no last day; left out: without end
    repaired_counts = false              # true: a repaired record counts on
    absent = "未参评"                     # the grade of those that take no part
    [caps]                               # the most that counts: base, trustworthy, dishonest
    trustworthy = 40
    [[bands]]                            # the first that fits is the grade
    grade = "A"
    from = 80                            # the least score; left out: any
    dishonest = false                    # only without (true: only with) a dishonest record that counts; left out: either way
    [veto]                               # a dishonest record of one of these categories gives this grade, whatever the score
    grade = "D"
    categories = ["挪用维修资金"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from graph.errors import BadInput


class Cycle(StrEnum):
    """How long a record counts, its validity apart."""

    REAL_TIME = "REAL_TIME"
    CALENDAR_YEAR = "CALENDAR_YEAR"
    ROLLING = "ROLLING"


@dataclass(frozen=True)
class Band:
    """A grade, the least score that it wants, and whether a dishonest record must count (True) or must not (False)."""

    grade: str
    least: float | None = None
    dishonest: bool | None = None

    def fits(self, score: float, dishonest: bool) -> bool:
        """Is it the grade of this score?"""
        return (self.least is None or score >= self.least) and self.dishonest in (None, dishonest)


@dataclass(frozen=True)
class Veto:
    """The grade that a dishonest record of one of these categories gives, whatever the score."""

    grade: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Caps:
    """The most that counts: of the base, of trustworthy and of dishonest records; None: all."""

    base: float | None = None
    trustworthy: float | None = None
    dishonest: float | None = None


@dataclass(frozen=True)
class Regime:
    """A credit regime. Points have no unit; months are calendar months; a day that is None is unknown."""

    id: str
    jurisdiction: str
    version: str
    source: str
    bands: tuple[Band, ...]
    unconfirmed: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    base: float | None = None
    cycle: Cycle = Cycle.REAL_TIME
    cycle_months: int | None = None
    validity_months: int | None = None
    repaired_counts: bool = False
    absent: str | None = None
    veto: Veto | None = None
    caps: Caps = Caps()

    def applies(self, on: date) -> bool | None:
        """Is it in force on the day? None: a day that would tell is unknown."""
        if (self.valid_from and on < self.valid_from) or (self.valid_to and on > self.valid_to):
            return False
        return True if self.valid_from and self.valid_to else None

    def grade(self, score: float, dishonest: bool) -> str | None:
        """The grade of a score; None: no band has it."""
        return next((band.grade for band in self.bands if band.fits(score, dishonest)), None)


# -------------------------------------------------------------------------------------------------------------- reading

NUMBER, TEXT, DAY = (int, float), str, date
#: Each kind in words.
KINDS = {
    NUMBER: "a number of points",
    int: "a whole number",
    TEXT: "a text",
    DAY: "a day, written like 2022-07-01",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}
#: A hundred years; a day must stay one of the calendar.
MOST_MONTHS = 1_200
MOST_POINTS = 1e9
#: What a file may say, and of which kind it is.
REGIME = {
    "id": TEXT,
    "jurisdiction": TEXT,
    "version": TEXT,
    "source": TEXT,
    "unconfirmed": list,
    "valid_from": DAY,
    "valid_to": DAY,
    "base": NUMBER,
    "cycle": TEXT,
    "cycle_months": int,
    "validity_months": int,
    "repaired_counts": bool,
    "absent": TEXT,
    "caps": dict,
    "bands": list,
    "veto": dict,
}
REQUIRED = ("id", "jurisdiction", "version", "source")


@cache
def published() -> Mapping[str, Regime]:
    """The examples that come along, by id."""
    folder = resources.files("graph") / "regimes"
    return gathered((each.name, each.read_text("utf-8")) for each in folder.iterdir() if each.name.endswith(".toml"))


def read(folder: Path | None) -> Mapping[str, Regime]:
    """The regimes of a folder of .toml files, and the examples, by id; raises BadInput for whatever is wrong in a file."""
    if folder is None:
        return published()
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder of .toml files; set WUYE_REGIMES to one.")
    own: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            own.append((str(path), path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"{path} cannot be read: {error}") from None
    return gathered(own, published())


def gathered(texts: Iterable[tuple[str, str]], known: Mapping[str, Regime] | None = None) -> Mapping[str, Regime]:
    """Regimes by id, in its order; raises BadInput for two of one id."""
    found = dict(known or {})
    for where, text in texts:
        regime = parse(text, where)
        if regime.id in found:
            raise BadInput(f"{where}: there is a regime {regime.id!r} already; call this one otherwise.")
        found[regime.id] = regime
    return dict(sorted(found.items()))


def parse(text: str, where: str) -> Regime:
    """A regime's file; raises BadInput with a sentence for whatever is wrong in it.

    >>> parse('id = "x"\\njurisdiction = "某市"\\nversion = "1"\\nsource = "?"\\nbase = 90', "x.toml").base
    90.0
    """
    try:
        said = tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError is one, and so is a number of too many digits
        raise BadInput(f"{where} is no TOML: {error}.") from None
    only_known(said, REGIME, where)
    for name in REQUIRED:
        if not said.get(name):
            raise BadInput(f"{where} does not say {name}; a regime has {', '.join(REQUIRED)}.")
    cycle = said.get("cycle", Cycle.REAL_TIME)
    if cycle not in tuple(Cycle):
        raise BadInput(f"{where}: cycle = {cycle!r} is not known; write {', '.join(Cycle)}.")
    if (cycle == Cycle.ROLLING) != ("cycle_months" in said):
        raise BadInput(f'{where}: cycle_months go with cycle = "ROLLING", which wants them.')
    for name in ("cycle_months", "validity_months"):
        if not 1 <= said.get(name, 1) <= MOST_MONTHS:
            raise BadInput(f"{where}: {name} = {said[name]}; it must be from 1 to {MOST_MONTHS}.")
    caps, veto = said.get("caps", {}), said.get("veto")
    only_known(caps, {"base": NUMBER, "trustworthy": NUMBER, "dishonest": NUMBER}, f"{where}: caps")
    if any(value < 0 for value in caps.values()):
        raise BadInput(f"{where}: caps are 0 or more: the most that counts, whichever way it counts.")
    base = said.get("base")
    return Regime(
        id=said["id"],
        jurisdiction=said["jurisdiction"],
        version=said["version"],
        source=said["source"],
        bands=tuple(band(each, where) for each in said.get("bands", ())),
        unconfirmed=texts_of(said.get("unconfirmed", []), f"{where}: unconfirmed"),
        valid_from=said.get("valid_from"),
        valid_to=said.get("valid_to"),
        base=None if base is None else float(base),
        cycle=Cycle(cycle),
        cycle_months=said.get("cycle_months"),
        validity_months=said.get("validity_months"),
        repaired_counts=said.get("repaired_counts", False),
        absent=said.get("absent"),
        veto=None if veto is None else veto_of(veto, f"{where}: veto"),
        caps=Caps(**{name: float(value) for name, value in caps.items()}),
    )


def band(said: object, where: str) -> Band:
    """One of [[bands]]."""
    if not isinstance(said, dict) or not said.get("grade"):
        raise BadInput(f"{where}: each of bands is written as [[bands]] with its grade.")
    only_known(said, {"grade": TEXT, "from": NUMBER, "dishonest": bool}, f"{where}: bands")
    least = said.get("from")
    return Band(said["grade"], None if least is None else float(least), said.get("dishonest"))


def veto_of(said: Mapping[str, Any], where: str) -> Veto:
    """[veto]."""
    only_known(said, {"grade": TEXT, "categories": list}, where)
    if not said.get("grade"):
        raise BadInput(f"{where} says no grade, which is what it gives.")
    return Veto(said["grade"], texts_of(said.get("categories", []), f"{where}: categories"))


def texts_of(said: Sequence[object], where: str) -> tuple[str, ...]:
    """A list of texts."""
    if not all(isinstance(each, str) for each in said):
        raise BadInput(f"{where} must be a list of texts.")
    return tuple(str(each) for each in said)


def only_known(said: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    """Raises BadInput for a name that is not known there, and for a value of another kind."""
    for name, value in said.items():
        if name not in known:
            raise BadInput(f"{where}: {name!r} is not known there; {', '.join(known)} are.")
        kind = known[name]
        odd = isinstance(value, datetime) or (isinstance(value, bool) and kind is not bool)
        if not isinstance(value, kind) or odd or (kind is NUMBER and not abs(value) <= MOST_POINTS):
            raise BadInput(f"{where}: {name} = {value!r} is not {KINDS[kind]}.")
