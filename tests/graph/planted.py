"""A small graph with a planted case for every rule, and beside it innocents that look like it."""

from __future__ import annotations

TABLES = {
    "regions": """code,name,level,parent_code
        4212,咸宁市,city,
        421202,咸安区,county,4212
        421281,赤壁市,county,4212""",
    "communities": """community_id,name,region_code
        C1,桂苑小区,421202
        C2,竹园小区,421202
        C3,松苑小区,421281""",
    "people": """person_id,name
        P1,王伟
        P2,李娜
        P3,张敏""",
    "enterprises": """enterprise_id,name,former_names,kind,registered_address,phone,established_on
        BAR,咸宁甲子物业服务有限公司,咸宁旧名物业服务有限公司,property_service,长安路1号,0715-1,2010-01-01
        MATE,咸宁乙丑物业服务有限公司,,property_service,长安路2号,0715-2,2010-01-01
        LATE,咸宁丙寅物业服务有限公司,,property_service,长安路3号,0715-3,2010-01-01
        PAST,咸宁丁卯物业服务有限公司,,property_service,长安路4号,0715-4,2010-01-01
        AWAY,咸宁戊辰物业服务有限公司,,property_service,长安路5号,0715-5,2010-01-01
        RISEN,咸宁己巳物业服务有限公司,,property_service,长安路6号,0715-1,2021-05-20
        TENANT,咸宁庚午物业服务有限公司,,property_service,长安路1号,0715-7,2021-05-20
        OLDER,咸宁辛未物业服务有限公司,,property_service,长安路1号,0715-1,2015-05-20""",
    "enterprise_roles": """role_id,uscc,person_id,role,starts_on,ends_on
        R1,BAR,P1,legal_representative,2010-01-01,
        R2,RISEN,P1,legal_representative,2021-05-20,
        R3,TENANT,P2,legal_representative,2021-05-20,
        R4,MATE,P3,legal_representative,2010-01-01,""",
    "sanctions": """sanction_id,uscc,kind,starts_on,ends_on,region_code,document_number
        S1,BAR,bid_restriction,2021-05-01,2022-12-31,4212,1号
        S2,LATE,bid_restriction,2021-06-10,2022-12-31,,2号
        S3,PAST,bid_restriction,2020-01-01,2021-05-31,,3号
        S4,AWAY,bid_restriction,2021-05-01,2022-12-31,421281,4号
        S5,MATE,public_exposure,2021-05-01,2022-12-31,,5号""",
    "tenders": """tender_id,title,kind,community_id,published_on,bids_due_on,awarded_on
        T1,桂苑小区物业服务,property_service,C1,2021-05-01,2021-06-01,2021-06-15
        T2,竹园小区物业服务,property_service,C2,2021-05-01,2021-06-01,2021-06-15""",
    "bids": """bid_id,tender_id,uscc,amount,submitted_on,outcome
        B1,T1,MATE;BAR,100,2021-06-01,won
        B2,T1,LATE,110,2021-06-01,lost
        B3,T1,PAST,120,2021-06-01,lost
        B4,T2,AWAY,130,2021-06-01,won
        B5,T2,MATE,140,2021-06-01,lost""",
    "contracts": """contract_id,community_id,uscc,mode,starts_on,ends_on
        K1,C1,BAR,professional,2021-07-01,2024-06-30
        K2,C2,AWAY,professional,2021-07-01,2024-06-30""",
    "market_filings": """filing_id,uscc,region_code,filed_on,status
        F1,BAR,421202,2021-06-15,accepted
        F2,BAR,421281,2021-06-15,rejected
        F3,AWAY,421202,2021-06-15,accepted""",
}

#: Rule → the keys of the subjects that it must flag; innocents are all the others.
EXPECTED = {
    "BARRED_BIDDER": ["BAR"],
    "BARRED_WINNER": ["BAR"],
    "BARRED_BEFORE_AWARD": ["LATE"],
    "BARRED_CONTRACT": ["BAR"],
    "BARRED_FILING": ["BAR"],
    "NEW_NAME": ["BAR"],
    "PHOENIX": ["RISEN"],
}

#: Rule → inputs without which its subject is flagged still, by what is left.
NOT_NEEDED: dict[str, tuple[str, ...]] = {}
