"""The core of an enterprise's name: what is left without the place before it, the trade and the legal form after it."""

from __future__ import annotations

import re
import unicodedata

#: Places that stand before a name without their level: provinces, and the divisions that the registers of this city name.
PLACES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 "
    "内蒙古 广西 西藏 宁夏 新疆 武汉 杭州 广州 咸宁 咸安 赤壁 嘉鱼 通城 崇阳 通山 温泉"
).split()
_PLACE = re.compile(rf"^(?:(?:{'|'.join(PLACES)})(?:省|市|县|区|自治区)?|[一-鿿]{{2,3}}(?:省|市|县|自治区|自治州))")
_FORM = re.compile(r"(?:集团)?(?:股份)?(?:有限(?:责任)?)?(?:总公司|分公司|公司|集团|企业|中心)$")
_TRADE = re.compile(
    r"(?:物业(?:服务|管理)?(?:服务|管理)?|房地产开发|置业|建设工程|建筑工程|建筑|建设|城市服务|生活服务|家政服务|保洁服务|企业管理|服务|管理|工程)$"
)


def core(name: str) -> str:
    """The part of a name that tells firms apart; the name itself where nothing is left.

    >>> core("咸宁市榆恒物业服务有限责任公司"), core("湖北榆恒物业管理有限公司"), core("(咸宁)金安物业服务有限公司")
    ('榆恒', '榆恒', '金安')
    """
    text = re.sub(r"[\s()\[\]【】·.,-]", "", unicodedata.normalize("NFKC", name))
    found = text
    for _ in range(3):
        found = _PLACE.sub("", found, count=1)
    found = _FORM.sub("", found)
    found = _TRADE.sub("", _TRADE.sub("", found))
    return found or text
