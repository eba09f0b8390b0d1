"""The core of an enterprise's name: what is left without the place before it, the trade and the legal form after it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: Places that stand before a name without their level: provinces and their capitals, and the cities and counties around this one.
PLACES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 "
    "内蒙古 广西 西藏 宁夏 新疆 石家庄 太原 沈阳 长春 哈尔滨 南京 杭州 合肥 福州 南昌 济南 郑州 长沙 广州 海口 成都 贵阳 昆明 西安 兰州 西宁 "
    "呼和浩特 南宁 拉萨 银川 乌鲁木齐 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 随州 恩施 仙桃 潜江 天门 咸宁 咸安 赤壁 嘉鱼 通城 "
    "崇阳 通山 温泉"
).split()
_LEVEL = "省|市|县|区|自治区|自治州"
_KNOWN = re.compile(rf"({'|'.join(PLACES)})({_LEVEL})?")
_NAMED = re.compile(r"([一-鿿]{2,3})(省|市|县|自治区|自治州)")
_FORM = re.compile(r"(?:集团)?(?:股份)?(?:有限(?:责任)?)?(?:总公司|分公司|公司|集团|企业|中心)$")
_TRADE = re.compile(
    r"(?:物业(?:服务|管理)?(?:服务|管理)?|房地产开发|置业|建设工程|建筑工程|建筑|建设|城市服务|生活服务|家政服务|保洁服务|企业管理|服务|管理|工程)$"
)


@dataclass(frozen=True)
class Parts:
    """A name's places, without their levels, and its core."""

    places: tuple[str, ...]
    core: str


@lru_cache(maxsize=16384)
def parts(name: str, places: tuple[str, ...] = ()) -> Parts:
    """A name taken apart; `places` are further names of places, which another name with their level has told.

    >>> parts("湖北省咸宁市榆恒物业服务有限公司")
    Parts(places=('湖北', '咸宁'), core='榆恒')
    >>> parts("衡阳榆恒物业").core, parts("衡阳榆恒物业", ("衡阳",)).core
    ('衡阳榆恒', '榆恒')
    """
    text = re.sub(r"[\s()\[\]【】·.,-]", "", unicodedata.normalize("NFKC", name))
    left = _FORM.sub("", text)
    left = _TRADE.sub("", _TRADE.sub("", left))
    told = re.compile(f"({'|'.join(map(re.escape, places))})({_LEVEL})?") if places else _KNOWN
    found: list[str] = []
    for _ in range(3):
        place = _KNOWN.match(left) or _NAMED.match(left) or told.match(left)
        # What would leave nothing, or one character after a place without its level, is no place but the core: 天门山.
        if place is None or len(left) - place.end() < (1 if place[2] else 2):
            break
        found.append(place[1])
        left = left[place.end() :]
    return Parts(tuple(found), left or text)


def core(name: str) -> str:
    """The part of a name that tells firms apart; the name itself where nothing is left.

    >>> core("咸宁市榆恒物业服务有限责任公司"), core("湖北榆恒物业管理有限公司"), core("(咸宁)金安物业服务有限公司")
    ('榆恒', '榆恒', '金安')
    """
    return parts(name).core
