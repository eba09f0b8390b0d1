"""The synthetic documents: the registers that every row cites, decisions, notices, and the totals as claims."""

from __future__ import annotations

from collections.abc import Iterator

from graph.domain import COVERED
from loaders.synthetic import communities, conduct, firms, places
from loaders.synthetic.columns import COLUMNS
from loaders.synthetic.conduct import document_number
from loaders.synthetic.dice import text
from loaders.synthetic.shapes import Event, Sanction, Tender

_ISSUER = "wuye generate（合成）"
_DATED = "2024-12-31"
_POLICY, _TOTALS, _BULLETIN = "syn-policy", "syn-totals", "syn-bulletin"

#: Measure → value at scale 1, unit, as of, from, to: the letter's numbers and windows.
_CLAIMS: dict[str, tuple[int, str, str, str, str]] = {
    "communities.count": (communities.OLD, "个", "", "2019-01-01", "2023-12-31"),
    "communities.households": (communities.HOUSEHOLDS, "户", "", "2019-01-01", "2023-12-31"),
    "renovations.security_systems": (communities.SECURITY_SYSTEMS, "套", "", "2019-01-01", "2022-12-31"),
    "renovations.parking_spaces": (communities.PARKING_SPACES, "个", "", "2019-01-01", "2022-12-31"),
    "renovations.public_space": (communities.PUBLIC_SPACE, "㎡", "2023-07-10", "2019-01-01", ""),
    "party_branches.count": (communities.OLD, "个", "", "2019-01-01", "2023-12-31"),
    "owners_committees.count": (communities.OLD, "个", "", "2019-01-01", "2023-12-31"),
    "enterprises.credit_files": (firms.CREDIT_FILES, "家", text(conduct.CUT), "", ""),
    "credit_events.count": (conduct.EVENTS, "条", text(conduct.CUT), "", ""),
    "sanctions.bid_restrictions": (conduct.RESTRICTIONS, "次", text(conduct.CUT), "", ""),
}
#: A bulletin beside the set: figures as above, some of which are wrong. Of the last one's days no register states that it holds all.
_SAID: tuple[tuple[str, int, str, str], ...] = (
    ("enterprises.credit_files", 0, "", "agrees"),
    ("credit_events.count", 12, "", "differs"),
    ("sanctions.bid_restrictions", 0, "", "agrees"),
    ("renovations.parking_spaces", 1_000, "", "differs"),
    ("party_branches.count", 0, "", "agrees"),
    ("credit_events.count", 0, "2025-06-30", "not covered"),
)


def register(table: str) -> str:
    """The document that every row of a table cites."""
    return f"syn-register-{table.replace('_', '-')}"


def decided(sanctions: list[Sanction]) -> list[Event]:
    """The events behind a bid restriction or a forced exit: each has a decision of its own."""
    kinds = ("bid_restriction", "forced_exit")
    return list({one.event.key: one.event for one in sanctions if one.kind in kinds}.values())


def document_rows(
    block: int, sanctions: list[Sanction], tenders: list[Tender], *, totals: bool
) -> Iterator[tuple[str, ...]]:
    """Rows of `documents`."""
    if block == 0:
        for table in COLUMNS:
            yield (register(table), f"合成数据名册：{table}", "register", "", _ISSUER, _DATED, "", "合成")
        yield (_POLICY, "物业服务企业信用管理办法（合成样本）", "policy", "", _ISSUER, "2018-12-01", "", "合成")
        if totals:
            yield _TOTALS, "合成数据总数公告", "notice", "", _ISSUER, _DATED, "", "合成"
    for event in decided(sanctions):
        office = places.authority(event.firm.county)
        title = f"关于{event.firm.name}失信行为的处理决定（合成）"
        yield (_decision(event), title, "decision", document_number(event), office, text(event.decided), "", "合成")
    for tender in _announced(tenders):
        title = f"中标公告（合成）第{tender.index + 1}号"
        yield (_notice(tender), title, "notice", "", _ISSUER, text(tender.awarded), "", "合成")


def document_link_rows(block: int, sanctions: list[Sanction], tenders: list[Tender]) -> Iterator[tuple[str, ...]]:
    """Rows of `document_links`."""
    for event in decided(sanctions):
        yield _decision(event), _POLICY, "based_on"
    for tender in _announced(tenders):
        yield _notice(tender), register("tenders"), "cites"


def claim_rows(scale: int) -> Iterator[tuple[str, ...]]:
    """Rows of `claims`: what the whole set adds up to."""
    for number, (measure, (value, unit, *window)) in enumerate(_CLAIMS.items(), start=1):
        said = f"合成数据的总数：{measure}"
        key = f"syn-claim-{number:02d}"
        yield (key, _TOTALS, f"第{number}项", said, measure, text(value * scale), unit, *window, places.CITY)


def bulletin_rows(scale: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Table and row of a bulletin about the whole set, with their source, which is the bulletin, and their label."""
    title = "物业信用简报（合成样本）"
    yield "documents", (_BULLETIN, title, "other", "", _ISSUER, _DATED, "", "合成", _BULLETIN, "", "true")
    for number, (measure, more, until, _) in enumerate(_SAID, start=1):
        value, unit, as_of, *window = _CLAIMS[measure]
        place, claimed = f"第{number}条", text(value * scale + more)
        said = (_said(number), _BULLETIN, place, f"合成简报所称：{measure}", measure, claimed, unit)
        yield "claims", (*said, until or as_of, *window, places.CITY, _BULLETIN, place, "true")


def bulletin_cases() -> dict[str, list[dict[str, str]]]:
    """The bulletin's claims that the registers contradict, and those that they bear out or cannot decide."""
    keys = [({"claim": _said(number)}, sort) for number, (*_, sort) in enumerate(_SAID, start=1)]
    return {
        "contradicted_claims": [claim for claim, sort in keys if sort == "differs"],
        "innocent_claims": [claim for claim, sort in keys if sort != "differs"],
    }


def _said(number: int) -> str:
    return f"{_BULLETIN}-{number:02d}"


def coverage_rows() -> Iterator[tuple[str, ...]]:
    """Rows of `coverage`: the registers hold all that was made, so that what is missing from a copy was taken away."""
    for table in COLUMNS:
        if table.upper() in COVERED.words:
            said = f"合成数据名册所载齐全：{table}"
            yield f"syn-coverage-{table.replace('_', '-')}", register(table), table, "", _DATED, places.CITY, said


def _decision(event: Event) -> str:
    return event.key.replace("event", "decision")


def _notice(tender: Tender) -> str:
    return tender.key.replace("tender", "notice")


def _announced(tenders: list[Tender]) -> list[Tender]:
    return [tender for tender in tenders if tender.awarded and tender.index % 10 == 0]
