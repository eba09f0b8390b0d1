"""咸宁's real counties and streets, with made neighbourhoods (社区) under them, and who governs them."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.synthetic.names import neighborhood_name

CITY = "421200"
COUNTIES = {
    "421202": "咸安区",
    "421221": "嘉鱼县",
    "421222": "通城县",
    "421223": "崇阳县",
    "421224": "通山县",
    "421281": "赤壁市",
}
#: Rough middles, for coordinates.
MIDDLES = {
    "421202": (114.30, 29.85),
    "421221": (113.94, 29.97),
    "421222": (113.82, 29.25),
    "421223": (114.04, 29.56),
    "421224": (114.48, 29.61),
    "421281": (113.90, 29.72),
}
#: Street or town → its name, and how many neighbourhoods a block has in it.
STREETS = {
    "421202001": ("温泉街道", 9),
    "421202002": ("浮山街道", 6),
    "421202003": ("永安街道", 8),
    "421202103": ("横沟桥镇", 2),
    "421221103": ("鱼岳镇", 7),
    "421222100": ("隽水镇", 7),
    "421223100": ("天城镇", 7),
    "421224100": ("通羊镇", 6),
    "421281001": ("蒲圻街道", 6),
    "421281002": ("赤马港街道", 5),
    "421281003": ("陆水湖街道", 3),
}
#: Real neighbourhoods are numbered from 001; made ones from here, ten numbers a block, so that none is mistaken.
_FIRST_SUFFIX, _STEP, _ROOM = 600, 10, 40


def _neighborhoods(block: int) -> list[tuple[str, str]]:
    """The (code, name) of the neighbourhoods of a block; from block 40 on they are those of an earlier one."""
    slot = block % _ROOM
    codes = [
        f"{street}{_FIRST_SUFFIX + slot * _STEP + at}" for street, (_, count) in STREETS.items() for at in range(count)
    ]
    return [(code, neighborhood_name(slot * len(codes) + at)) for at, code in enumerate(codes)]


def neighborhood_codes(block: int) -> list[str]:
    """The codes of a block's neighbourhoods."""
    return [code for code, _ in _neighborhoods(block)]


def new_neighborhoods(block: int) -> list[tuple[str, str]]:
    """The (code, name) of those that no earlier block has."""
    return _neighborhoods(block) if block < _ROOM else []


#: Real streets and towns have smaller numbers in their county; a block has two made ones of its own, while there are numbers.
_FIRST_STREET, _STREET_ROOM = 600, 200


def made_streets(block: int) -> list[tuple[str, str]]:
    """The (code, name) of streets that are a block's alone, none from block 1200 on.

    >>> made_streets(0), made_streets(201)[1][0], made_streets(1200)
    ([('421202600', '第1合成街道'), ('421202601', '第2合成街道')], '421221603', [])
    """
    if block >= len(COUNTIES) * _STREET_ROOM:
        return []
    county = list(COUNTIES)[block // _STREET_ROOM]
    first = _FIRST_STREET + 2 * (block % _STREET_ROOM)
    return [(f"{county}{first + at}", f"第{2 * block + at + 1}合成街道") for at in range(2)]


def parent(code: str) -> str:
    """The region above.

    >>> parent("421202001600"), parent("421202001"), parent("421202"), parent("421200"), parent("420000")
    ('421202001', '421202', '421200', '420000', '')
    """
    if len(code) > 6:
        return code[: 9 if len(code) == 12 else 6]
    return {CITY: "420000", "420000": ""}.get(code, CITY)


def common_regions() -> Iterator[tuple[str, str, str]]:
    """(code, name, level) of all that is above the neighbourhoods."""
    yield "420000", "湖北省", "province"
    yield CITY, "咸宁市", "city"
    yield from ((code, name, "county") for code, name in COUNTIES.items())
    yield from ((code, name, "subdistrict") for code, (name, _) in STREETS.items())


def region_rows(block: int, known: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Rows of `regions`, without those that are `known` already."""
    if block == 0:
        for code, name, level in common_regions():
            if code not in known:
                yield code, name, level, parent(code)
    for code, name in new_neighborhoods(block):
        yield code, name, "neighborhood", parent(code)
    for code, name in made_streets(block):
        yield code, name, "subdistrict", parent(code)


def authority(region: str) -> str:
    """The key of the made authority of the city or a county."""
    return f"syn-authority-{region}"


def authority_rows(block: int) -> Iterator[tuple[str, ...]]:
    """Rows of `authorities`: made bodies, named so that nobody takes them for the real bureaus."""
    if block == 0:
        yield authority(CITY), "咸宁市物业信用监管机构（合成）", "city", CITY
        for code, name in COUNTIES.items():
            yield authority(code), f"{name}物业信用监管机构（合成）", "county", code


def committee(region: str) -> str:
    """The key of the party committee of a street or a neighbourhood."""
    return f"syn-party-{region}"


def committee_rows(block: int) -> Iterator[tuple[str, ...]]:
    """Rows of `party_organizations`: the two levels above the communities' branches."""
    if block == 0:
        for code, (name, _) in STREETS.items():
            yield (committee(code), f"{name}大工委", "subdistrict_working_committee", "", code, "", "2018-03-01", "")
    for code, name in new_neighborhoods(block):
        above = committee(code[:9])
        yield (committee(code), f"{name}大党委", "neighborhood_committee", above, code, "", "2018-06-01", "")
