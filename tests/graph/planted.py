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
        C3,松苑小区,421281
        C4,柏苑小区,421202
        C5,榆苑小区,421202""",
    "people": """person_id,name
        P1,王伟
        P2,李娜
        P3,张敏
        P4,刘洋
        P5,刘洋
        P6,陈静
        P7,赵刚
        P8,吴超""",
    "enterprises": """enterprise_id,name,former_names,kind,registered_address,phone,established_on
        BAR,咸宁甲子物业服务有限公司,咸宁旧名物业服务有限公司,property_service,长安路1号,0715-1,2010-01-01
        MATE,咸宁乙丑物业服务有限公司,,property_service,长安路2号,0715-2,2010-01-01
        LATE,咸宁丙寅物业服务有限公司,,property_service,长安路3号,0715-3,2010-01-01
        PAST,咸宁丁卯物业服务有限公司,,property_service,长安路4号,0715-4,2010-01-01
        AWAY,咸宁戊辰物业服务有限公司,,property_service,长安路5号,0715-5,2010-01-01
        RISEN,咸宁己巳物业服务有限公司,,property_service,长安路6号,0715-1,2021-05-20
        TENANT,咸宁庚午物业服务有限公司,,property_service,长安路1号,0715-7,2021-05-20
        OLDER,咸宁辛未物业服务有限公司,,property_service,长安路1号,0715-1,2015-05-20
        HEIR,咸宁壬申物业服务有限公司,,property_service,长安路9号,0715-9,2012-01-01
        GONE,咸宁癸酉物业服务有限公司,,property_service,长安路10号,0715-10,2012-01-01
        LEFT,咸宁甲戌物业服务有限公司,,property_service,长安路11号,0715-11,2012-01-01
        BACK,咸宁乙亥物业服务有限公司,,property_service,长安路12号,0715-12,2012-01-01
        ONE,咸宁丙子物业服务有限公司,,property_service,长安路13号,0715-13,2012-01-01
        TWO,咸宁丁丑物业服务有限公司,,property_service,长安路14号,0715-14,2012-01-01
        SAME,咸宁戊寅物业服务有限公司,,property_service,长安路13号,0715-13,2012-01-01
        UNIT,咸宁己卯物业服务有限公司,,property_service,长安路16号,0715-16,2012-01-01
        FIRM,咸宁庚辰物业服务有限公司,,property_service,长安路17号,0715-17,2012-01-01""",
    "enterprise_roles": """role_id,uscc,person_id,role,starts_on,ends_on
        R1,BAR,P1,legal_representative,2010-01-01,
        R2,RISEN,P1,legal_representative,2021-05-20,
        R3,TENANT,P2,legal_representative,2021-05-20,
        R4,MATE,P3,legal_representative,2010-01-01,
        R5,GONE,P6,controller,2012-01-01,
        R6,LEFT,P7,legal_representative,2012-01-01,
        R7,BACK,P7,controller,2012-01-01,
        R8,GONE,P8,legal_representative,2021-08-25,
        R9,ONE,P2,legal_representative,2012-01-01,
        R10,TWO,P2,legal_representative,2012-01-01,
        R11,SAME,P4,legal_representative,2012-01-01,
        R12,UNIT,P5,legal_representative,2012-01-01,
        R13,HEIR,P6,controller,2012-01-01,
        R14,UNIT,P1,controller,2012-01-01,2020-12-31
        R15,ONE,P4,controller,2012-01-01,
        R16,FIRM,P4,controller,2012-01-01,""",
    "enterprise_links": """link_id,from_uscc,to_uscc,kind,share,starts_on,ends_on
        L1,HEIR,LATE,successor,,2021-07-01,
        L2,TENANT,AWAY,successor,,2015-07-01,
        L3,FIRM,UNIT,shareholder,0.6,2015-01-01,
        L4,ONE,SAME,shareholder,0.2,2015-01-01,
        L5,TWO,UNIT,parent,,2015-01-01,2020-01-01""",
    "credit_events": """event_id,uscc,polarity,occurred_on,community_id
        V1,LEFT,dishonest,2021-02-01,C4
        V2,GONE,dishonest,2021-06-20,
        V3,UNIT,dishonest,2021-02-01,C5
        V4,BAR,dishonest,2021-04-20,""",
    "sanctions": """sanction_id,uscc,kind,starts_on,ends_on,region_code,document_number,event_id
        S1,BAR,bid_restriction,2021-05-01,2022-12-31,4212,1号,V4
        S2,LATE,bid_restriction,2021-06-10,2022-12-31,,2号,
        S3,PAST,bid_restriction,2020-01-01,2021-05-31,,3号,
        S4,AWAY,bid_restriction,2021-05-01,2022-12-31,421281,4号,
        S5,MATE,public_exposure,2021-05-01,2022-12-31,,5号,
        S6,LEFT,forced_exit,2021-03-01,2023-12-31,,6号,V1
        S7,GONE,bid_restriction,2021-09-10,2022-12-31,,7号,V2
        S8,UNIT,forced_exit,2021-03-01,2023-12-31,,8号,V3""",
    "tenders": """tender_id,title,kind,community_id,published_on,bids_due_on,awarded_on
        T1,桂苑小区物业服务,property_service,C1,2021-05-01,2021-06-01,2021-06-15
        T2,竹园小区物业服务,property_service,C2,2021-05-01,2021-06-01,2021-06-15
        T3,松苑小区物业服务,property_service,C3,2021-09-01,2021-10-01,2021-10-15
        T4,培训一,other,,2021-02-01,2021-03-01,2021-03-15
        T5,培训二,other,,2021-02-01,2021-03-01,2021-03-15
        T6,培训三,other,,2021-02-01,2021-03-01,2021-03-15
        T7,培训四,other,,2021-02-01,2021-03-01,2021-03-15
        T8,培训五,other,,2021-02-01,2021-03-01,2021-03-15""",
    "bids": """bid_id,tender_id,uscc,amount,submitted_on,outcome
        B1,T1,MATE;BAR,100,2021-06-01,won
        B2,T1,LATE,110,2021-06-01,lost
        B3,T1,PAST,120,2021-06-01,lost
        B4,T2,AWAY,130,2021-06-01,won
        B5,T2,MATE,140,2021-06-01,lost
        B6,T3,HEIR,99,2021-10-01,won
        B7,T3,TENANT,105,2021-10-01,lost
        B8,T4,ONE,100,2021-03-01,won
        B9,T4,TWO,107,2021-03-01,lost
        B10,T5,SAME,100,2021-03-01,won
        B11,T5,UNIT,107,2021-03-01,lost
        B12,T6,ONE,100,2021-03-01,won
        B13,T6,SAME,107,2021-03-01,lost
        B14,T7,FIRM,100,2021-03-01,won
        B15,T7,UNIT,107,2021-03-01,lost
        B16,T8,ONE,100,2021-03-01,won
        B17,T8,FIRM,107,2021-03-01,lost""",
    "contracts": """contract_id,community_id,uscc,mode,starts_on,ends_on
        K1,C1,BAR,professional,2021-07-01,2024-06-30
        K2,C2,AWAY,professional,2021-07-01,2024-06-30
        K3,C4,BACK,professional,2021-09-01,2024-06-30
        K4,C5,BACK,professional,2021-09-01,2024-06-30""",
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
    "SUCCESSOR": ["HEIR"],
    "CONTROLLER_CARRIED_OVER": ["HEIR"],
    "EXIT_AND_RETURN": ["BACK"],
    "REPRESENTATIVE_CHANGED": ["GONE"],
    "COMMON_REPRESENTATIVE": ["T4"],
    "COMMON_CONTROLLER": ["T8"],
    "HELD_BIDDERS": ["T7"],
    "COMMON_CONTACT": ["T6"],
}

#: Rule → inputs without which its subject is flagged still, by what is left.
NOT_NEEDED: dict[str, tuple[str, ...]] = {}
