"""The domain: what the housing bureau's registers speak of, declared once.

Names are those of `contract/schema.graphql` and `contract/tables.md`; Chinese names are the registers' own. A table's column is
headed by a field's snake_case name or by its `zh`; see graph/model.py for the words used here.

**Personal data** (个人信息保护法 §6: no more than is needed; §27: what is published by law may be used within reason; §28: identity
numbers are sensitive; §51: de-identification, by role). Identity numbers and telephones of people are in no answer at all. What the
schema has and not everybody may see is `masked`: before the role `public`, with `investigator` and above seeing it.

- A person's name is 张*, unless the person is a matter of public record (`PUBLIC_RECORD`): a legal representative, shareholder, director
  or supervisor, whom the enterprise register publishes (企业信息公示暂行条例 §6, 市场主体登记管理条例 §§8–9), or the first secretary of a
  party organisation; whoever once was, is. Controllers and project managers are in no public register, and stay masked.
- Who judged whether two firms are the same is masked.
- An enterprise's telephone and mail address are 139****5678 and ***@example.com: they are published in its annual report, but a small
  firm's are often a person's own.

Nothing else says a masked value: the role cannot ask by it (api/hidden.py), finds no people by search (they are in an index of their
own, whose words weigh in no other score), is not told it by history or flags, and a rule takes it for unknown. A source's own words (`quote`) on people are for those who see names. Not masked is free text: names of firms, addresses,
titles, summaries, statements and locators, in which a register should name nobody. That and when a record was corrected is told.
"""

from __future__ import annotations

from graph.model import (
    Computed,
    Enumeration,
    Field,
    Mask,
    Masked,
    Model,
    NodeType,
    Period,
    Published,
    Relation,
    Scalar,
    Step,
)

TEXT, INT, FLOAT, BOOLEAN, DAY = Scalar.TEXT, Scalar.INT, Scalar.FLOAT, Scalar.BOOLEAN, Scalar.DAY

# ---------------------------------------------------------------------------------------------------- closed word lists

REGION_LEVEL = Enumeration(
    "RegionLevel",
    "区划级别",
    "Level of an administrative division (GB/T 2260 and its statistical extension).",
    {"PROVINCE": "省", "CITY": "市", "COUNTY": "县", "SUBDISTRICT": "街道", "NEIGHBORHOOD": "社区"},
)
ENTERPRISE_KIND = Enumeration(
    "EnterpriseKind",
    "企业类型",
    "What an enterprise does.",
    {"PROPERTY_SERVICE": "物业服务", "DEVELOPER": "开发", "CONSTRUCTION": "建筑", "OTHER": "其他"},
)
ENTERPRISE_STATUS = Enumeration(
    "EnterpriseStatus",
    "企业状态",
    "Registration status of an enterprise.",
    {"ACTIVE": "存续", "DEREGISTERED": "注销", "REVOKED": "吊销"},
)
COMMITTEE_LEVEL = Enumeration(
    "PartyCommitteeLevel",
    "党组织层级",
    "The two upper levels of the three-level party organisation (letter, two (three) 1).",
    {"SUBDISTRICT_WORKING_COMMITTEE": "街道大工委", "NEIGHBORHOOD_COMMITTEE": "社区大党委"},
)
ROLE = Enumeration(
    "RoleKind",
    "任职类型",
    "What a person is in an enterprise.",
    {
        "LEGAL_REPRESENTATIVE": "法定代表人",
        "SHAREHOLDER": "股东",
        "CONTROLLER": "实际控制人",
        "DIRECTOR": "董事",
        "SUPERVISOR": "监事",
        "MANAGER": "项目经理",
    },
)
LINK_KIND = Enumeration(
    "LinkKind",
    "关联类型",
    "How two enterprises are linked: `from` is the parent, holder, head office or successor of `to`.",
    {"PARENT": "母公司", "SHAREHOLDER": "股东", "BRANCH": "分公司", "SUCCESSOR": "承继"},
)
POLARITY = Enumeration(
    "CreditPolarity", "信用性质", "Trustworthy or dishonest.", {"TRUSTWORTHY": "守信", "DISHONEST": "失信"}
)
SANCTION_KIND = Enumeration(
    "SanctionKind",
    "惩戒种类",
    "The five measures that the letter names. Only BID_RESTRICTION bars from bidding.",
    {
        "BID_RESTRICTION": "限制参与公开招投标",
        "MARKET_ACCESS_RESTRICTION": "限制市场准入",
        "AWARD_DISQUALIFICATION": "取消评先评优",
        "FORCED_EXIT": "强制清退",
        "PUBLIC_EXPOSURE": "公开曝光",
    },
)
TENDER_KIND = Enumeration(
    "TenderKind",
    "招标类型",
    "What a tender buys.",
    {
        "INITIAL_PROPERTY_SERVICE": "前期物业服务",
        "PROPERTY_SERVICE": "物业服务",
        "RENOVATION": "改造工程",
        "OTHER": "其他",
    },
)
BID_OUTCOME = Enumeration(
    "BidOutcome",
    "投标结果",
    "What became of a bid.",
    {"WON": "中标", "LOST": "未中标", "REJECTED": "否决", "WITHDRAWN": "撤回"},
)
MANAGEMENT_MODE = Enumeration(
    "ManagementMode",
    "管理模式",
    "The three modes among which residents choose (letter, two (three) 2); the letter defines none of them.",
    {"PROFESSIONAL": "专管型", "TRUSTEESHIP": "托管型", "SELF_MANAGED": "自管型"},
)
FILING_STATUS = Enumeration(
    "FilingStatus",
    "备案状态",
    "What became of a filing for market access.",
    {"ACCEPTED": "准予", "REJECTED": "不予", "WITHDRAWN": "撤回"},
)
DOCUMENT_KIND = Enumeration(
    "DocumentKind",
    "文件类型",
    "What a document is.",
    {
        "PROPOSAL": "提案",
        "REPLY": "答复",
        "POLICY": "政策",
        "DECISION": "决定",
        "NOTICE": "公告",
        "REGISTER": "名册",
        "OTHER": "其他",
    },
)
VERDICT = Enumeration(
    "JudgementVerdict",
    "判定结果",
    "What was judged.",
    {"SAME": "同一企业", "NOT_SAME": "并非同一企业", "UNSURE": "不能断定"},
)

COVERED = Enumeration(
    "CoveredTable",
    "所载种类",
    "What a completeness statement is about: the facts that this table of a register holds.",
    {
        "COMMUNITIES": "小区",
        "PARTY_ORGANIZATIONS": "党组织",
        "OWNERS_COMMITTEES": "业主委员会",
        "ENTERPRISES": "企业",
        "ENTERPRISE_ROLES": "任职",
        "ENTERPRISE_LINKS": "企业关联",
        "CREDIT_EVENTS": "信用记录",
        "SANCTIONS": "惩戒",
        "TENDERS": "招标",
        "BIDS": "投标",
        "CONTRACTS": "合同",
        "MARKET_FILINGS": "市场准入备案",
        "RENOVATIONS": "改造项目",
    },
)

# ------------------------------------------------------------------------------------------------------------ shorthand

NAME = Field("name", TEXT, "名称", "Its name; several may share one.", required=True, indexed=True, searched=True)


def key(name: str, zh: str, en: str, *, searched: bool = True) -> Field:
    """The field that identifies a node; of facts that nobody looks for by their number, it is not in the full-text index."""
    return Field(name, TEXT, zh, en, required=True, searched=searched)


def day(
    name: str,
    zh: str,
    en: str,
    *,
    required: bool = False,
    exact: bool = False,
    indexed: bool = False,
    ahead: bool = False,
) -> Field:
    """A calendar day; `ahead`: it may be fixed before it comes."""
    return Field(name, DAY, zh, en, required=required, exact=exact, indexed=indexed, ahead=ahead)


#: Where the law publishes who a person is.
PUBLIC_RECORD = (
    Published("roles", "role", ("LEGAL_REPRESENTATIVE", "SHAREHOLDER", "DIRECTOR", "SUPERVISOR")),
    Published("partyBranches"),
    Published("partyCommittees"),
)

STARTS = day("startsOn", "起", "First day in force.", exact=True, ahead=True)
ENDS = day("endsOn", "止", "Last day in force; empty: unknown.", exact=True, ahead=True)
SHARE = Field("share", FLOAT, "持股比例", "Share held, 0 to 1.", unit="1")
DOCUMENT_NUMBER = Field("documentNumber", TEXT, "文号", "Number of the deciding document.", searched=True)
ADDED_IN_FORCE = Computed("inForce", BOOLEAN, "当日有效", "In force on the day.", required=True, on=True)


def to_region(inverse: str, zh: str, en: str, *, required: bool = False, type: str = "IN_REGION") -> Relation:
    """A to-one relation to the administrative division, with the connection that leads back."""
    return Relation(
        "region",
        "Region",
        (Step(type, True, "Region"),),
        zh,
        en,
        required=required,
        column="region_code",
        inverse=inverse,
        inverse_zh="在此区划者",
        inverse_en="Those in this very region (not below it).",
    )


def to_enterprise(type: str, inverse: str, en: str, *, required: bool = True) -> Relation:
    """A to-one relation to the enterprise that a fact is about."""
    return Relation(
        "enterprise",
        "Enterprise",
        (Step(type, True, "Enterprise"),),
        "企业",
        en,
        required=required,
        column="uscc",
        inverse=inverse,
        inverse_zh="与该企业有关者",
        inverse_en="Those that concern this enterprise.",
    )


def to_authority(inverse: str) -> Relation:
    """The authority that decided."""
    return Relation(
        "authority",
        "Authority",
        (Step("DECIDED_BY", True, "Authority"),),
        "认定机关",
        "The authority that decided.",
        column="authority_id",
        inverse=inverse,
        inverse_zh="由该机关认定者",
        inverse_en="Those that this authority decided.",
    )


def to_community(type: str, inverse: str, en: str, *, required: bool = False, many: bool = True) -> Relation:
    """The community that something is about."""
    return Relation(
        "community",
        "Community",
        (Step(type, True, "Community"),),
        "小区",
        en,
        required=required,
        column="community_id",
        inverse=inverse,
        inverse_zh="与该小区有关者",
        inverse_en="Those that concern this community.",
        inverse_many=many,
    )


def to_tender(type: str, inverse: str, en: str, *, required: bool = False) -> Relation:
    """The tender that something belongs to."""
    return Relation(
        "tender",
        "Tender",
        (Step(type, True, "Tender"),),
        "招标",
        en,
        required=required,
        column="tender_id",
        inverse=inverse,
        inverse_zh="属于该招标者",
        inverse_en="Those that belong to this tender.",
    )


def first_secretary(inverse: str) -> Relation:
    """The first secretary of a party organisation."""
    return Relation(
        "firstSecretary",
        "Person",
        (Step("LED_BY", True, "Person"),),
        "第一书记",
        "First secretary sent to it.",
        column="first_secretary_id",
        inverse=inverse,
        inverse_zh="任第一书记的党组织",
        inverse_en="Party organisations whose first secretary this person is.",
    )


def superior(inverse: str) -> Relation:
    """The party committee above."""
    return Relation(
        "superior",
        "PartyCommittee",
        (Step("REPORTS_TO", True, "PartyCommittee"),),
        "上级组织",
        "The party committee above it.",
        column="superior_id",
        inverse=inverse,
        inverse_zh="下级组织",
        inverse_en="Party organisations below it.",
    )


def document_link(name: str, type: str, zh: str, en: str, inverse: str, inverse_zh: str, inverse_en: str) -> Relation:
    """A link between two documents, from the table document_links."""
    return Relation(
        name,
        "Document",
        (Step(type, True, "Document"),),
        zh,
        en,
        many=True,
        inverse=inverse,
        inverse_zh=inverse_zh,
        inverse_en=inverse_en,
    )


# ------------------------------------------------------------------------------------------------------------- entities

REGION = NodeType(
    "Region",
    "regions",
    "regions",
    "行政区划",
    "An administrative division: province, city, county, subdistrict or neighbourhood (GB/T 2260, statistical codes).",
    key="code",
    fields=(
        key("code", "区划代码", "Division code, 2 to 12 digits."),
        NAME,
        Field("level", REGION_LEVEL, "级别", "Level of the division.", required=True),
    ),
    relations=(
        Relation(
            "parent",
            "Region",
            (Step("PART_OF", True, "Region"),),
            "上级区划",
            "The division it is part of.",
            column="parent_code",
            alias="上级代码",
            inverse="children",
            inverse_zh="下级区划",
            inverse_en="Divisions that are part of it.",
        ),
    ),
)

COMMUNITY = NodeType(
    "Community",
    "communities",
    "communities",
    "小区",
    "A residential community. One merged into another keeps its node and points there.",
    key="communityId",
    place=("region",),
    fields=(
        key("communityId", "小区编号", "Identifier of the community."),
        Field("name", TEXT, "小区名称", "Its name; several may share one.", required=True, indexed=True, searched=True),
        Field("address", TEXT, "地址", "Street address.", searched=True),
        Field("builtYear", INT, "建成年份", "Year of completion."),
        Field("buildings", INT, "楼栋数", "Number of buildings."),
        Field("households", INT, "户数", "Number of households."),
        Field("floorArea", FLOAT, "建筑面积", "Floor area in m².", unit="m2"),
        Field("isOld", BOOLEAN, "老旧小区", "Is it an old community (老旧小区)?"),
        Field("hasGatehouse", BOOLEAN, "门岗", "Basic standard: a gatehouse at the entrance."),
        Field("hasCameras", BOOLEAN, "监控", "Basic standard: security cameras."),
        Field("hasBoundary", BOOLEAN, "围挡", "Basic standard: a boundary."),
        Field("hasParking", BOOLEAN, "停车", "Basic standard: parking spaces."),
        day("mergedOn", "并入日期", "Day of its merger into another."),
        Field("longitude", FLOAT, "经度", "Degrees east."),
        Field("latitude", FLOAT, "纬度", "Degrees north."),
    ),
    relations=(
        Relation(
            "region",
            "Region",
            (Step("IN_REGION", True, "Region"),),
            "所在区划",
            "The division it lies in.",
            required=True,
            column="region_code",
            alias="社区代码",
            inverse="communities",
            inverse_zh="小区",
            inverse_en="Communities in this very region (not below it).",
        ),
        Relation(
            "mergedInto",
            "Community",
            (Step("MERGED_INTO", True, "Community"),),
            "并入小区",
            "The community it was merged into.",
            column="merged_into",
            since="mergedOn",
            inverse="mergedFrom",
            inverse_zh="由其合并而成者",
            inverse_en="Communities merged into it.",
        ),
    ),
    computed=(
        Computed(
            "managementMode",
            MANAGEMENT_MODE,
            "管理模式",
            "Mode of the contract in force on the day, of the one begun last where there are several; "
            "null: no contract known.",
            on=True,
        ),
    ),
    exists=Period("builtYear", cut="mergedOn", open_start=True),
)

PARTY_BRANCH = NodeType(
    "PartyBranch",
    "partyBranches",
    "party_organizations",
    "小区党支部",
    "The party branch of a community, the lowest of the three levels.",
    key="organizationId",
    place=("region", "community"),
    fields=(
        key("organizationId", "组织编号", "Identifier of the organisation."),
        NAME,
        day("establishedOn", "成立日期", "Day of its establishment."),
    ),
    relations=(
        to_community("LEADS", "partyBranch", "The community it leads.", many=False),
        superior("branches"),
        first_secretary("partyBranches"),
        to_region("partyBranches", "所在区划", "The division it belongs to."),
    ),
    exists=Period("establishedOn", open_start=True),
)

PARTY_COMMITTEE = NodeType(
    "PartyCommittee",
    "partyCommittees",
    "party_organizations",
    "大工委和大党委",
    "A subdistrict's working committee or a neighbourhood's party committee, the two upper levels.",
    key="organizationId",
    place=("region",),
    fields=(
        key("organizationId", "组织编号", "Identifier of the organisation."),
        NAME,
        Field("level", COMMITTEE_LEVEL, "层级", "Which of the two levels.", required=True),
        day("establishedOn", "成立日期", "Day of its establishment."),
    ),
    relations=(
        superior("committees"),
        to_region("partyCommittees", "所在区划", "The division it belongs to."),
        first_secretary("partyCommittees"),
    ),
    exists=Period("establishedOn", open_start=True),
)

OWNERS_COMMITTEE = NodeType(
    "OwnersCommittee",
    "ownersCommittees",
    "owners_committees",
    "业主委员会",
    "The owners' committee of a community.",
    key="committeeId",
    fields=(
        key("committeeId", "业委会编号", "Identifier of the committee."),
        Field("name", TEXT, "业委会名称", "Its name.", required=True, indexed=True, searched=True),
        day("electedOn", "选举日期", "Day of its election."),
        day("termEndsOn", "任期届满", "Last day of its term.", ahead=True),
    ),
    relations=(to_community("REPRESENTS", "ownersCommittees", "The community it represents.", required=True),),
    exists=Period("electedOn", "termEndsOn", open_start=True),
)

PERSON = NodeType(
    "Person",
    "people",
    "people",
    "人员",
    "A person. Two persons of one name are two persons: a name merges nobody.",
    key="personId",
    fields=(
        key("personId", "人员编号", "Identifier of the person in its register."),
        Field(
            "name",
            TEXT,
            "姓名",
            "Name; a shared name is not a shared person.",
            required=True,
            indexed=True,
            masked=Masked(Mask.NAME, published=PUBLIC_RECORD),
        ),
        Field("idNumber", TEXT, "证件号码", "Identity number.", personal=True),
        Field("phone", TEXT, "电话", "Telephone.", personal=True),
    ),
)

ENTERPRISE = NodeType(
    "Enterprise",
    "enterprises",
    "enterprises",
    "企业",
    "An enterprise: property service, developer, builder or other.",
    key="enterpriseId",
    former="registerId",
    fields=(
        key("enterpriseId", "企业编号", "The credit code wherever one is known, else the register's own identifier."),
        Field(
            "uscc",
            TEXT,
            "统一社会信用代码",
            "Unified social credit code (GB 32100-2015), 18 characters; empty: none is known.",
            indexed=True,
            searched=True,
        ),
        Field(
            "name",
            TEXT,
            "企业名称",
            "Registered name; several may share one.",
            required=True,
            indexed=True,
            searched=True,
        ),
        Field("formerNames", TEXT, "曾用名", "Names it had before.", many=True, searched=True),
        Field("kind", ENTERPRISE_KIND, "类型", "What it does.", required=True, indexed=True),
        Field("status", ENTERPRISE_STATUS, "状态", "Registration status; empty: unknown.", since="dissolvedOn"),
        Field("registeredAddress", TEXT, "注册地址", "Registered address."),
        Field("phone", TEXT, "电话", "The enterprise's telephone.", masked=Masked(Mask.PHONE)),
        Field("email", TEXT, "电子邮箱", "The enterprise's mail address.", masked=Masked(Mask.EMAIL)),
        day("establishedOn", "成立日期", "Day of its registration.", indexed=True),
        day("dissolvedOn", "注销日期", "Day of its deregistration."),
        day("creditFileOpenedOn", "诚信档案建档日期", "Day on which its credit file was opened; empty: none known."),
    ),
    relations=(
        Relation(
            "region",
            "Region",
            (Step("IN_REGION", True, "Region"),),
            "注册地",
            "The division it is registered in.",
            column="region_code",
            inverse="enterprises",
            inverse_zh="企业",
            inverse_en="Enterprises registered in this very region (not below it).",
        ),
        Relation(
            "communities",
            "Community",
            (Step("CONTRACTED_WITH", False, "Contract"), Step("SERVES", True, "Community")),
            "服务小区",
            "Communities it serves or has served, by its contracts.",
            many=True,
        ),
        Relation(
            "links",
            "EnterpriseLink",
            (Step("LINK_FROM|LINK_TO", False, "EnterpriseLink"),),
            "企业关联",
            "Links to other enterprises, from either end.",
            many=True,
        ),
        Relation(
            "judgements",
            "Judgement",
            (Step("JUDGED|JUDGED_AS", False, "Judgement"),),
            "同一性判定",
            "Judgements on whether it is the same as another enterprise, or what a name means.",
            many=True,
        ),
    ),
    computed=(
        Computed(
            "barred",
            BOOLEAN,
            "当日是否被限制投标",
            "Is a BID_RESTRICTION on it, of whatever region, in force on the day?",
            required=True,
            on=True,
        ),
    ),
    exists=Period("establishedOn", cut="dissolvedOn", open_start=True),
    unique=("uscc",),
)

AUTHORITY = NodeType(
    "Authority",
    "authorities",
    "authorities",
    "机关",
    "A public authority that decides, records or files.",
    key="authorityId",
    fields=(
        key("authorityId", "机关编号", "Identifier of the authority."),
        Field("name", TEXT, "机关名称", "Its name.", required=True, indexed=True, searched=True),
        Field("level", TEXT, "机关级别", "Its level, in the register's words."),
    ),
    relations=(to_region("authorities", "所在区划", "The division it is competent for."),),
)

TENDER = NodeType(
    "Tender",
    "tenders",
    "tenders",
    "招标",
    "A tender, from its notice to its award.",
    key="tenderId",
    place=("community",),
    fields=(
        key("tenderId", "招标编号", "Identifier of the tender."),
        Field("title", TEXT, "项目名称", "Title of the project.", required=True, searched=True),
        Field("kind", TENDER_KIND, "招标类型", "What it buys.", required=True),
        Field("tenderer", TEXT, "招标人", "Who invites the bids.", searched=True, indexed=True),
        day("publishedOn", "公告日期", "Day of the notice.", indexed=True),
        day("bidsDueOn", "截标日期", "Last day for bids.", ahead=True),
        day("awardedOn", "中标日期", "Day of the award.", indexed=True, exact=True),
        Field("budget", FLOAT, "预算", "Budget in yuan (CNY).", unit="CNY"),
    ),
    relations=(to_community("FOR", "tenders", "The community it is for."),),
    exists=Period("publishedOn", open_start=True),
)

DOCUMENT = NodeType(
    "Document",
    "documents",
    "documents",
    "文件",
    "A document: letter, policy, decision, notice or register; what facts are sourced from.",
    key="documentId",
    fields=(
        key("documentId", "文件编号", "Identifier of the document."),
        Field("title", TEXT, "标题", "Its title.", required=True, searched=True),
        Field("kind", DOCUMENT_KIND, "文件类型", "What it is.", required=True),
        Field("number", TEXT, "文号", "Its number.", searched=True),
        Field("issuer", TEXT, "发文机关", "Who issued it.", searched=True),
        day("issuedOn", "发文日期", "Day of issue."),
        Field("url", TEXT, "网址", "Where it is published."),
        Field("disclosure", TEXT, "公开属性", "Class of disclosure, in the document's words."),
    ),
    relations=(
        document_link(
            "repliesTo",
            "REPLIES_TO",
            "所答复",
            "Documents it replies to.",
            "repliedBy",
            "答复",
            "Documents in reply to it.",
        ),
        document_link(
            "basedOn",
            "BASED_ON",
            "依据",
            "Documents it is based on.",
            "basisOf",
            "以其为据者",
            "Documents based on it.",
        ),
        document_link("cites", "CITES", "引用", "Documents it cites.", "citedBy", "被引用", "Documents that cite it."),
    ),
    exists=Period("issuedOn", open_start=True),
)

# ---------------------------------------------------------------------------------------------------------------- facts

ENTERPRISE_ROLE = NodeType(
    "EnterpriseRole",
    "enterpriseRoles",
    "enterprise_roles",
    "任职",
    "A person's role in an enterprise, with its period.",
    key="roleId",
    fields=(
        key("roleId", "任职编号", "Identifier of the record.", searched=False),
        Field("role", ROLE, "任职类型", "What the person is there.", required=True),
        SHARE,
        STARTS,
        ENDS,
    ),
    relations=(
        Relation(
            "person",
            "Person",
            (Step("HELD_BY", True, "Person"),),
            "人员",
            "Who holds it.",
            required=True,
            column="person_id",
            inverse="roles",
            inverse_zh="任职",
            inverse_en="Roles that the person holds or held.",
        ),
        to_enterprise("HELD_IN", "roles", "Where it is held."),
    ),
    computed=(ADDED_IN_FORCE,),
    fact=True,
    period=Period("startsOn", "endsOn"),
)

ENTERPRISE_LINK = NodeType(
    "EnterpriseLink",
    "enterpriseLinks",
    "enterprise_links",
    "企业关联",
    "A link between two enterprises: `from` is the parent, holder, head office or successor of `to`.",
    key="linkId",
    fields=(
        key("linkId", "关联编号", "Identifier of the record.", searched=False),
        Field("kind", LINK_KIND, "关联类型", "How they are linked.", required=True),
        SHARE,
        STARTS,
        ENDS,
    ),
    relations=tuple(
        Relation(name, "Enterprise", (Step(type, True, "Enterprise"),), zh, en, required=True, column=f"{name}_uscc")
        for name, type, zh, en in (
            ("from", "LINK_FROM", "关联方", "The parent, holder, head office or successor."),
            ("to", "LINK_TO", "被关联方", "The subsidiary, held firm, branch or predecessor."),
        )
    ),
    computed=(ADDED_IN_FORCE,),
    fact=True,
    period=Period("startsOn", "endsOn"),
)

CREDIT_EVENT = NodeType(
    "CreditEvent",
    "creditEvents",
    "credit_events",
    "信用记录",
    "A trustworthy or dishonest event in an enterprise's credit file.",
    key="eventId",
    fields=(
        key("eventId", "记录编号", "Identifier of the record."),
        Field("polarity", POLARITY, "信用性质", "Trustworthy or dishonest.", required=True, indexed=True),
        Field("category", TEXT, "类别", "Category, in the register's words.", searched=True),
        Field("points", FLOAT, "记分", "Points as scored; regimes differ by city and year."),
        day("occurredOn", "发生日期", "Day of the event.", required=True, exact=True, indexed=True),
        day("decidedOn", "认定日期", "Day of the decision."),
        day("publishedOn", "公示日期", "Day of publication."),
        day("expiresOn", "有效期至", "Last day on which the record counts.", exact=True, ahead=True),
        day("repairedOn", "修复日期", "Day of its repair."),
        day("revokedOn", "撤销日期", "Day on which the decision was revoked.", exact=True),
        DOCUMENT_NUMBER,
        Field("summary", TEXT, "事由", "What happened.", searched=True),
    ),
    relations=(
        to_enterprise("CONCERNS", "creditEvents", "The enterprise it concerns."),
        to_authority("creditEvents"),
        to_community("HAPPENED_AT", "creditEvents", "Where it happened."),
    ),
    computed=(ADDED_IN_FORCE,),
    fact=True,
    period=Period("occurredOn", "expiresOn", "revokedOn"),
    exists=Period("occurredOn"),
)

SANCTION = NodeType(
    "Sanction",
    "sanctions",
    "sanctions",
    "惩戒",
    "A measure against an enterprise, with its period; a BID_RESTRICTION bars it from bidding.",
    key="sanctionId",
    fields=(
        key("sanctionId", "惩戒编号", "Identifier of the record."),
        Field("kind", SANCTION_KIND, "惩戒种类", "Which measure.", required=True, indexed=True),
        day("startsOn", "起", "First day in force.", required=True, exact=True, indexed=True),
        day("endsOn", "止", "Last day in force; empty: unknown, or never when `permanent`.", exact=True, ahead=True),
        Field("permanent", BOOLEAN, "永久", "True: it never ends.", required=True),
        day("liftedOn", "解除日期", "Day from which it no longer holds.", exact=True),
        DOCUMENT_NUMBER,
    ),
    relations=(
        to_enterprise("IMPOSED_ON", "sanctions", "The enterprise it is imposed on."),
        Relation(
            "event",
            "CreditEvent",
            (Step("BASED_ON", True, "CreditEvent"),),
            "依据记录",
            "The credit event it is based on.",
            column="event_id",
            inverse="sanctions",
            inverse_zh="据此惩戒",
            inverse_en="Sanctions based on this event.",
        ),
        to_region("sanctions", "适用地域", "Where it applies, with all below; null: everywhere.", type="APPLIES_IN"),
        to_authority("sanctions"),
    ),
    computed=(
        ADDED_IN_FORCE,
        Computed(
            "endKnown",
            BOOLEAN,
            "止期是否已知",
            "False: neither an end nor permanence is recorded, so that it counts as in force with an unknown end.",
            required=True,
        ),
    ),
    fact=True,
    period=Period("startsOn", "endsOn", "liftedOn"),
)

BID = NodeType(
    "Bid",
    "bids",
    "bids",
    "投标",
    "A bid for a tender, by one enterprise or by a consortium (联合体) of several.",
    key="bidId",
    fields=(
        key("bidId", "投标编号", "Identifier of the bid.", searched=False),
        Field("amount", FLOAT, "报价", "Amount in yuan (CNY).", unit="CNY"),
        day("submittedOn", "投标日期", "Day of submission.", required=True, exact=True, indexed=True),
        Field(
            "outcome",
            BID_OUTCOME,
            "投标结果",
            "What became of it; null as of a day before the award.",
            required=True,
            indexed=True,
            since="tender.awardedOn",
        ),
    ),
    relations=(
        to_tender("SUBMITTED_TO", "bids", "The tender it is for.", required=True),
        Relation(
            "enterprises",
            "Enterprise",
            (Step("SUBMITTED_BY", True, "Enterprise"),),
            "投标人",
            "Who submitted it: several make a consortium.",
            many=True,
            required=True,
            listed=True,
            column="uscc",
            inverse="bids",
            inverse_zh="投标",
            inverse_en="Bids that the enterprise submitted, alone or in a consortium.",
        ),
    ),
    fact=True,
    exists=Period("submittedOn"),
)

CONTRACT = NodeType(
    "Contract",
    "contracts",
    "contracts",
    "合同",
    "A contract for managing a community, or its self-management (without an enterprise).",
    key="contractId",
    fields=(
        key("contractId", "合同编号", "Identifier of the contract.", searched=False),
        Field("mode", MANAGEMENT_MODE, "管理模式", "Mode of management.", required=True),
        day("startsOn", "起", "First day in force.", required=True, exact=True, indexed=True),
        ENDS,
        day("terminatedOn", "终止日期", "Day from which it no longer holds.", exact=True),
        Field(
            "feePerM2Month",
            FLOAT,
            "物业费",
            "Fee in yuan (CNY) per m² and month.",
            column="fee_per_m2_month",
            unit="CNY/m2",
        ),
    ),
    relations=(
        to_community("SERVES", "contracts", "The community it serves.", required=True),
        to_enterprise("CONTRACTED_WITH", "contracts", "Who manages; null: self-managed.", required=False),
        to_tender("AWARDED_THROUGH", "contracts", "The tender it was awarded through."),
    ),
    computed=(ADDED_IN_FORCE,),
    fact=True,
    period=Period("startsOn", "endsOn", "terminatedOn"),
)

MARKET_FILING = NodeType(
    "MarketFiling",
    "marketFilings",
    "market_filings",
    "市场准入备案",
    "An enterprise's filing for market access in a region.",
    key="filingId",
    place=("region",),
    fields=(
        key("filingId", "备案编号", "Identifier of the filing.", searched=False),
        day("filedOn", "备案日期", "Day of filing.", required=True, exact=True, indexed=True),
        day("expiresOn", "有效期至", "Last day on which it counts.", exact=True, ahead=True),
        Field("status", FILING_STATUS, "备案状态", "What became of it; empty: unknown."),
    ),
    relations=(
        to_enterprise("FILED_BY", "marketFilings", "Who filed."),
        to_region("marketFilings", "备案区划", "Where access is asked for.", required=True),
    ),
    computed=(ADDED_IN_FORCE,),
    fact=True,
    period=Period("filedOn", "expiresOn"),
    exists=Period("filedOn"),
)

PRECONDITIONS = (
    day("partyBranchFormedOn", "成立小区党组织", "Precondition 1: a party branch was formed."),
    day("consultationHeldOn", "多方协商共治", "Precondition 2: the parties consulted."),
    day("conventionSignedOn", "签订居民公约", "Precondition 3: residents signed a convention."),
    day("illegalStructuresClearedOn", "拆除违法建设", "Precondition 4: illegal structures were cleared."),
    day("residentsContributedOn", "出资参与改造", "Precondition 5: residents contributed."),
    day("feesCommittedOn", "承诺接受物业管理并交纳费用", "Precondition 6: residents committed to management and fees."),
)

RENOVATION = NodeType(
    "Renovation",
    "renovations",
    "renovations",
    "改造项目",
    "A renovation project of one community, or of several together (连片改造), with its six preconditions.",
    key="renovationId",
    place=("region", "communities"),
    fields=(
        key("renovationId", "改造编号", "Identifier of the project."),
        NAME,
        Field("year", INT, "改造年度", "Year of the plan.", required=True, indexed=True),
        Field("investment", FLOAT, "投资", "Investment in yuan (CNY).", unit="CNY"),
        Field("securitySystems", INT, "安防设施套数", "Security systems added."),
        Field("parkingSpaces", INT, "停车位", "Parking spaces added."),
        Field("publicSpace", FLOAT, "公服用房面积", "Public space added, in m².", unit="m2"),
        day("completedOn", "竣工日期", "Day of completion."),
        *PRECONDITIONS,
    ),
    relations=(
        to_region("renovations", "所在区划", "The division it lies in."),
        Relation(
            "communities",
            "Community",
            (Step("RENOVATES", True, "Community"),),
            "改造小区",
            "Communities it renovates; several: a joint renovation.",
            many=True,
            column="community_ids",
            inverse="renovations",
            inverse_zh="改造项目",
            inverse_en="Renovations of this community.",
        ),
    ),
    computed=(
        Computed(
            "preconditionsMet",
            BOOLEAN,
            "六个前置是否齐备",
            "Are all six preconditions dated (up to the day of @asOf)? An undated one is unknown, and not met.",
            required=True,
        ),
    ),
    fact=True,
    exists=Period("year"),
)

CLAIM = NodeType(
    "Claim",
    "claims",
    "claims",
    "主张",
    "A figure that a document claims, to be held against the graph.",
    key="claimId",
    fields=(
        key("claimId", "主张编号", "Identifier of the claim."),
        Field("locator", TEXT, "出处", "Where in the document.", required=True),
        Field(
            "statement",
            TEXT,
            "主张内容",
            "What is claimed, in the words of whoever recorded it.",
            required=True,
            searched=True,
        ),
        Field("measure", TEXT, "指标", "The named measure, `communities.count` for example.", required=True),
        Field("value", FLOAT, "数值", "The figure claimed.", required=True),
        Field("unit", TEXT, "单位", "Its unit."),
        day("asOf", "截至", "The day for which it is claimed.", exact=True, ahead=True),
        day("from", "自", "First day of its window.", exact=True, ahead=True),
        day("to", "至", "Last day of its window.", exact=True, ahead=True),
    ),
    relations=(
        Relation(
            "document",
            "Document",
            (Step("MADE_IN", True, "Document"),),
            "文件",
            "The document that claims it.",
            required=True,
            column="document_id",
            inverse="claims",
            inverse_zh="主张",
            inverse_en="What the document claims.",
        ),
        Relation(
            "region",
            "Region",
            (Step("IN_REGION", True, "Region"),),
            "区划",
            "The region it is about, with all below.",
            column="region_code",
        ),
    ),
    computed=(Computed("check", "ClaimCheck", "核对", "The claim held against the graph.", required=True),),
    fact=True,
)

COVERAGE = NodeType(
    "Coverage",
    "coverages",
    "coverage",
    "完整性声明",
    "A completeness statement: every fact of one kind, in a region and up to a day, is in this graph, as the document lists them. "
    "Without one, what is not there may merely not be known.",
    key="coverageId",
    fields=(
        key("coverageId", "声明编号", "Identifier of the statement.", searched=False),
        Field("covers", COVERED, "所载种类", "Which facts are complete.", required=True),
        day("from", "自", "First day covered; empty: from the beginning.", exact=True, ahead=True),
        day("to", "至", "Last day covered.", required=True, exact=True, ahead=True),
        Field("statement", TEXT, "声明内容", "What is stated, in the words of whoever recorded it."),
    ),
    relations=(
        Relation(
            "document",
            "Document",
            (Step("MADE_IN", True, "Document"),),
            "文件",
            "The register, or other document, that is complete.",
            required=True,
            column="document_id",
            inverse="coverages",
            inverse_zh="完整性声明",
            inverse_en="For what the document is stated to be complete.",
        ),
        Relation(
            "region",
            "Region",
            (Step("IN_REGION", True, "Region"),),
            "区划",
            "Where it is complete, with all below; null: everywhere.",
            column="region_code",
        ),
    ),
    fact=True,
)

JUDGEMENT = NodeType(
    "Judgement",
    "judgements",
    "judgements",
    "同一性判定",
    "What a person judged: that an enterprise, or whoever bears a name, is the same as another enterprise, or is not. `match` holds it "
    "above its scores; both enterprises stay as they are.",
    key="judgementId",
    fields=(
        key("judgementId", "判定编号", "Identifier of the judgement.", searched=False),
        Field("verdict", VERDICT, "判定结果", "What was judged.", required=True),
        Field(
            "name",
            TEXT,
            "所判名称",
            "The name that was judged, as written somewhere; empty: two enterprises were.",
            indexed=True,
        ),
        Field("reason", TEXT, "判定理由", "Why."),
        Field(
            "judgedBy",
            TEXT,
            "判定人",
            "By whom: `key` and its id, `shell`, or as the row says.",
            masked=Masked(Mask.NAME),
        ),
        # Whoever was the same was so all along: a judgement counts, and tells its day, on any day of @asOf.
        day("judgedOn", "判定日期", "When.", ahead=True),
    ),
    relations=tuple(
        Relation(
            name, "Enterprise", (Step(type, True, "Enterprise"),), zh, en, required=required, column=f"{name}_uscc"
        )
        for name, type, zh, en, required in (
            ("left", "JUDGED", "所判企业", "The enterprise that was judged; null: a name was.", False),
            (
                "right",
                "JUDGED_AS",
                "所判对象",
                "The enterprise that it is, or is not; of two that are the same, the one to show.",
                True,
            ),
        )
    ),
    fact=True,
)

MODEL = Model(
    (
        DOCUMENT,
        REGION,
        PERSON,
        AUTHORITY,
        ENTERPRISE,
        COMMUNITY,
        PARTY_COMMITTEE,
        PARTY_BRANCH,
        OWNERS_COMMITTEE,
        TENDER,
        CREDIT_EVENT,
        SANCTION,
        BID,
        CONTRACT,
        MARKET_FILING,
        RENOVATION,
        ENTERPRISE_ROLE,
        ENTERPRISE_LINK,
        CLAIM,
        COVERAGE,
        JUDGEMENT,
    )
)
