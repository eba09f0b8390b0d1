"""Credit events and the sanctions based on them; those up to 2022-11-30 have the letter's numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from loaders.synthetic import places
from loaders.synthetic.dice import after, between, chance, day, pick, text
from loaders.synthetic.firms import BARRED, CLEAN
from loaders.synthetic.shapes import Community, Event, Firm, Sanction

#: The day for which the letter gives its numbers of records and restrictions.
CUT = date(2022, 11, 30)
EVENTS, RESTRICTIONS = 168, 47
#: What the years after the letter's day add, so that a question as of that day differs from one as of today.
LATER_RESTRICTIONS, LATER_EVENTS = 8, 40
#: Dishonest records up to that day; the rest of the 168 are trustworthy.
_DISHONEST, _LATER_DISHONEST = 72, 18

_BAD = ("拒不退出项目", "擅自改变共用部位用途", "投标弄虚作假", "未按合同提供服务", "不移交物业资料", "挪用公共收益")
_GOOD = ("获评示范项目", "抗洪救灾表现突出", "业主满意度测评优秀", "成立企业党组织", "参与社区志愿服务")
_OTHER_KINDS = ("public_exposure", "public_exposure", "award_disqualification", "market_access_restriction")


class Conduct:
    """The records and sanctions of a block; stories add theirs first, `complete` fills up to the letter's numbers."""

    def __init__(self, rng: Random, block: int, firms: list[Firm], first: int = 0) -> None:
        self.rng, self.block, self.firms, self.first = rng, block, firms, first
        self.events: list[Event] = []
        self.sanctions: list[Sanction] = []

    def record(self, firm: Firm, polarity: str, published: date, community: Community | None = None) -> Event:
        """An event that was published that day and happened 11 to 72 days before."""
        rng = self.rng
        bad = polarity == "dishonest"
        decided = after(rng, published, -7, -1)
        occurred = after(rng, decided, -60, -10)
        event = Event(
            f"syn-event-{self.block:04d}-{self.first + len(self.events) + 1:04d}",
            firm,
            polarity,
            pick(rng, _BAD if bad else _GOOD),
            between(rng, 1, 10),
            occurred,
            decided,
            published,
            after(rng, published, 365, 1095),
            community.key if community else "",
        )
        if bad and chance(rng, 0.2):
            event.repaired = after(rng, published, 60, 300)
        self.events.append(event)
        return event

    def sanction(
        self,
        firm: Firm,
        kind: str,
        starts: date,
        ends: date | None,
        *,
        region: str = places.CITY,
        event: Event | None = None,
        permanent: bool = False,
        lifted: date | None = None,
        community: Community | None = None,
    ) -> Sanction:
        """A sanction, and its dishonest event where none is given."""
        event = event or self.record(firm, "dishonest", after(self.rng, starts, -5, -1), community)
        key = f"syn-sanction-{self.block:04d}-{self.first + len(self.sanctions) + 1:04d}"
        made = Sanction(key, firm, kind, starts, ends, region, event, permanent, lifted)
        self.sanctions.append(made)
        return made

    def bar(self, firm: Firm, starts: date, ends: date | None, *, region: str = places.CITY) -> Sanction:
        """A bid restriction."""
        return self.sanction(firm, "bid_restriction", starts, ends, region=region)

    def complete(self, spare: list[Firm]) -> None:
        """Fill up with restrictions of the spare firms, then with other sanctions and records."""
        early = sum(one.kind == "bid_restriction" and one.starts <= CUT for one in self.sanctions)
        late = sum(one.kind == "bid_restriction" and one.starts > CUT for one in self.sanctions)
        windows = [(date(2019, 6, 1), CUT)] * (RESTRICTIONS - early)
        windows += [(date(2023, 4, 1), date(2024, 8, 31))] * (LATER_RESTRICTIONS - late)
        for at, window in enumerate(windows):
            self._ordinary_bar(spare[at % len(spare)], day(self.rng, *window))
        self._records(date(2019, 7, 1), CUT, _DISHONEST, EVENTS)
        self._records(date(2023, 4, 1), date(2024, 10, 31), _LATER_DISHONEST, LATER_EVENTS)
        self._exposures()

    def _ordinary_bar(self, firm: Firm, starts: date) -> None:
        rng = self.rng
        region = pick(rng, ("", places.CITY, places.CITY, firm.county))
        made = self.bar(firm, starts, after(rng, starts, 180, 730), region=region)
        roll = rng.random()
        if roll < 0.06:
            made.ends = None
        elif roll < 0.1:
            made.ends, made.permanent = None, True
        elif roll < 0.22:
            made.lifted = after(rng, starts, 40, 170)

    def _records(self, first: date, last: date, bad: int, total: int) -> None:
        """Records published from first to last until that many are dishonest, and that many in all."""
        rng = self.rng
        had = [one for one in self.events if (one.published <= CUT) == (last <= CUT)]
        for _ in range(bad - sum(one.polarity == "dishonest" for one in had)):
            firm = self.firms[pick(rng, BARRED)]
            event = self.record(firm, "dishonest", day(rng, first, last))
            if chance(rng, 0.2):
                event.revoked = max(after(rng, event.published, 100, 400), date(2023, 2, 1))
            ends = after(rng, event.published, 180, 720) if chance(rng, 0.8) else None
            self.sanction(firm, pick(rng, _OTHER_KINDS), event.published, ends, event=event)
        for _ in range(total - max(bad, sum(one.polarity == "dishonest" for one in had))):
            self.record(self.firms[pick(rng, CLEAN)], "trustworthy", day(rng, first, last))

    def _exposures(self) -> None:
        """Some restrictions come with an exposure or the loss of awards, from the same record."""
        for one in [one for one in self.sanctions if one.kind == "bid_restriction"]:
            if chance(self.rng, 0.4):
                kind = pick(self.rng, _OTHER_KINDS)
                ends = after(self.rng, one.starts, 90, 365)
                self.sanction(one.firm, kind, one.starts, ends, event=one.event, region=one.region)


def document_number(event: Event) -> str:
    """The made number of the decision behind a dishonest event.

    It is unlike a real one: 虚物信 stands for no office.
    """
    return f"虚物信〔{event.decided.year}〕{event.key[10:].replace('-', '')}号"


def event_rows(events: list[Event]) -> Iterator[tuple[str, ...]]:
    """Rows of `credit_events`; points are magnitudes, the polarity says which way they count."""
    for one in (one for one in events if one.recorded):
        yield (
            one.key,
            one.firm.code,
            one.polarity,
            one.category,
            text(one.points),
            text(one.occurred),
            text(one.decided),
            text(one.published),
            text(one.expires),
            text(one.repaired),
            text(one.revoked),
            places.authority(one.firm.county),
            one.community,
            document_number(one) if one.polarity == "dishonest" else "",
            f"{one.category}（合成记录）",
        )


def sanction_rows(sanctions: list[Sanction]) -> Iterator[tuple[str, ...]]:
    """Rows of `sanctions`."""
    for one in sanctions:
        yield (
            one.key,
            one.firm.code,
            one.kind,
            text(one.starts),
            text(one.ends),
            text(one.permanent),
            text(one.lifted),
            one.event.key if one.based else "",
            one.region,
            places.authority(one.region or places.CITY),
            document_number(one.event),
        )
