"""Codes, telephone numbers and Chinese names that have the right shape and belong to nobody."""

from __future__ import annotations

from random import Random

from graph.values import CREDIT_CODE_ALPHABET, CREDIT_CODE_WEIGHTS
from loaders.synthetic.dice import between, chance, pick

_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

#: The organisation part of every made code starts so (虚构): no register gives such codes out.
ORGANIZATION_PREFIX = "XG"
#: More firms than this have no codes and no names of their own.
MAX_FIRMS = 1_000_000

_BRANDS = (
    "绿城 绿地 中海 万科 碧桂园 保利 恒大 融创 龙湖 华润 招商 金地 世茂 雅居乐 富力 新城 旭辉 阳光城 金科 中南"
    " 荣盛 远洋 首开 卓越 建发 美的 越秀 滨江 佳兆业 彩生活 永升 长城 南都 开元 朗诗 弘阳 颐和 融信 金辉 正荣 中骏"
    " 祥和 龙祥 和谐 华舟"
)
#: Known real-estate and property brands, and the letter's communities: no made name holds one.
DENIED = frozenset(_BRANDS.split())

_FIRST = "沐澜栖岚砚霁汀湄芃晏昀珩璟煦翊笙禾泓澍沛桐梓柏楠榆槿蕴茗苒荔馨晗昕晟曜辰铭钧铎淳瑜涵朗弘"
_SECOND = "川屿堂舍庭陌原野麓峤崧岱汐溪渡洲泽津衡恒钰琅璨焕熙晖昱昶旻暄竹松枫荷菱蓼荟萃芷衍淮漪澈"
_THIRD = "楚鄂桂隽斧淦柃榴菖蒲芦苇鹭鹤雁鸢麟骐骏驰轩宸宇寰瀚溟渤潇湘沅澧"
_CORES = tuple(core for core in (a + b for a in _FIRST for b in _SECOND) if core not in DENIED)
_ENDINGS = {
    "property_service": ("物业服务有限公司", "物业管理有限公司", "物业服务有限责任公司", "物业服务集团有限公司"),
    "developer": ("房地产开发有限公司", "置业有限公司", "房地产有限公司", "城市建设开发有限公司"),
    "construction": ("建设工程有限公司", "建筑安装有限公司", "市政工程有限公司", "建设集团有限公司"),
    "other": ("投资管理有限公司", "保安服务有限公司", "环境服务有限公司", "商务咨询有限公司"),
}
#: Coprime to the number of cores, so that neighbours in the numbering have unlike names.
_STRIDE = 997

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文斌波辉鹏飞宇欣怡梓涵浩然子轩俊思雨佳琪"
_COMMUNITY = "桂竹香樟玉兰青松翠柏紫荆金枫银杏梅园荷塘映山红石榴月季海棠丁香"
_COMMUNITY_FIRST = "东南西北临望兴康安宁福泰昌荣盛嘉瑞锦绣春秋云霞星晨"
_OLD_ENDINGS = ("小区", "小区", "小区", "宿舍", "家属院", "新村", "苑小区")
_NEW_ENDINGS = ("花园", "雅苑", "华府", "名邸", "家园", "公馆")


def check_digit(first17: str) -> str:
    """The eighteenth character of a unified social credit code (GB 32100-2015).

    >>> check_digit("91421202MA48ABCD9")
    '5'
    """
    pairs = zip(CREDIT_CODE_WEIGHTS, first17, strict=True)
    return CREDIT_CODE_ALPHABET[-sum(weight * CREDIT_CODE_ALPHABET.index(letter) for weight, letter in pairs) % 31]


def _organization_digit(first8: str) -> str:
    """The ninth character of an organisation code (GB 11714)."""
    total = sum(weight * int(letter, 36) for weight, letter in zip(_ORGANIZATION_WEIGHTS, first8, strict=True))
    return "0X987654321"[total % 11]


def credit_code(seed: int, number: int, county: str) -> str:
    """The valid credit code of firm `number`; two numbers never share one."""
    organization = f"{ORGANIZATION_PREFIX}{(number * 7919 + seed * 104729) % 1_000_000:06d}"
    first17 = f"91{county}{organization}{_organization_digit(organization)}"
    return first17 + check_digit(first17)


def firm_name(seed: int, number: int, place: str, kind: str, *, former: bool = False) -> str:
    """The name of firm `number`, or the one it had before; no two are equal."""
    at = 2 * number + former
    endings = _ENDINGS[kind]
    turn, rest = divmod(at, len(_CORES) * len(endings))
    ending, core = divmod(rest, len(_CORES))
    # For one core the four endings come in four turns: no name comes twice.
    last = endings[(ending + core // 2) % len(endings)]
    return f"{place}{_third(turn)}{_CORES[(core * _STRIDE + seed * 31) % len(_CORES)]}{last}"


def _third(turn: int) -> str:
    if turn == 0:
        return ""
    more, one = divmod(turn, len(_THIRD))
    return _THIRD[one] + (_THIRD[more] if more else "")


def person_name(rng: Random) -> str:
    """A common Chinese name: several people will share one."""
    name = pick(rng, _SURNAMES) + pick(rng, _GIVEN)
    return name + pick(rng, _GIVEN) if chance(rng, 0.7) else name


def community_name(rng: Random, *, old: bool) -> str:
    """The name of a residential community, never one of the letter's."""
    core = pick(rng, _COMMUNITY_FIRST) + pick(rng, _COMMUNITY)
    return core + pick(rng, _OLD_ENDINGS if old else _NEW_ENDINGS)


def neighborhood_name(number: int) -> str:
    """The name of neighbourhood `number` (社区).

    >>> neighborhood_name(0)
    '东桂社区'
    """
    first, second = divmod(number * 7, len(_COMMUNITY))
    return f"{_COMMUNITY_FIRST[first % len(_COMMUNITY_FIRST)]}{_COMMUNITY[second]}社区"


def address(rng: Random, county: str) -> str:
    """A street that may or may not exist, and a number in it."""
    street = pick(rng, "桂长永青文岭滨金银书") + pick(rng, "泉安兴城化江湖叶笔台")
    return f"{county}{street}路{between(rng, 1, 399)}号"


def landline(number: int) -> str:
    """0715 is the area; no local number starts with 0, so nobody answers here.

    >>> landline(42)
    '0715-0000042'
    """
    return f"0715-{number % 1_000_000:07d}"


def mobile(number: int) -> str:
    """169 is a prefix that no operator gives out, to our knowledge.

    >>> mobile(42)
    '16900000042'
    """
    return f"169{number % 100_000_000:08d}"
