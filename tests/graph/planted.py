"""A small graph with a planted case for every rule, and beside it innocents that look like it."""

from __future__ import annotations

TABLES = {
    "regions": """code,name,level,parent_code
        4212,咸宁市,city,
        421202,咸安区,county,4212
        421281,赤壁市,county,4212
        421202001,温泉街道,subdistrict,421202
        421202002,浮山街道,subdistrict,421202
        421281001,蒲圻街道,subdistrict,421281""",
    "communities": """community_id,name,region_code
        C1,桂苑小区,421202001
        C2,竹园小区,421202
        C3,松苑小区,421281001
        C4,柏苑小区,421202
        C5,榆苑小区,421202
        C6,槐苑小区,421202002""",
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
        FIRM,咸宁庚辰物业服务有限公司,,property_service,长安路17号,0715-17,2012-01-01
        X1,咸宁子丑物业服务有限公司,,property_service,长安路30号,0715-30,2012-01-01
        X2,咸宁寅卯物业服务有限公司,,property_service,长安路31号,0715-31,2012-01-01
        X3,咸宁辰巳物业服务有限公司,,property_service,长安路32号,0715-32,2012-01-01
        X4,咸宁午未物业服务有限公司,,property_service,长安路33号,0715-33,2012-01-01
        X5,咸宁申酉物业服务有限公司,,property_service,长安路34号,0715-34,2012-01-01
        X6,咸宁戌亥物业服务有限公司,,property_service,长安路35号,0715-35,2012-01-01
        Q1,咸宁甲辰物业服务有限公司,,property_service,永安路1号,0716-1,2012-01-01
        Q2,咸宁甲午物业服务有限公司,,property_service,永安路2号,0716-2,2012-01-01
        Q3,咸宁甲申物业服务有限公司,,property_service,永安路3号,0716-3,2012-01-01
        Q4,咸宁乙巳物业服务有限公司,,property_service,永安路4号,0716-4,2012-01-01
        Q5,咸宁乙未物业服务有限公司,,property_service,永安路5号,0716-5,2012-01-01
        Q6,咸宁乙酉物业服务有限公司,,property_service,永安路6号,0716-6,2012-01-01
        Q7,咸宁丙午物业服务有限公司,,property_service,永安路7号,0716-7,2012-01-01
        Q8,咸宁丙申物业服务有限公司,,property_service,永安路8号,0716-8,2012-01-01
        Q9,咸宁丙戌物业服务有限公司,,property_service,永安路9号,0716-9,2012-01-01
        Q10,咸宁丁未物业服务有限公司,,property_service,永安路10号,0716-10,2012-01-01""",
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
        V4,BAR,dishonest,2021-04-20,
        V5,LATE,dishonest,2021-06-01,
        V6,AWAY,dishonest,2021-04-01,
        V7,PAST,trustworthy,2019-12-01,""",
    "sanctions": """sanction_id,uscc,kind,starts_on,ends_on,region_code,document_number,event_id
        S1,BAR,bid_restriction,2021-05-01,2022-12-31,4212,1号,V4
        S2,LATE,bid_restriction,2021-06-10,2022-12-31,,2号,
        S3,PAST,bid_restriction,2020-01-01,2021-05-31,,3号,
        S4,AWAY,bid_restriction,2021-05-01,2022-12-31,421281,4号,
        S5,MATE,public_exposure,2021-05-01,2022-12-31,,5号,
        S6,LEFT,forced_exit,2021-03-01,2023-12-31,,6号,V1
        S7,GONE,bid_restriction,2021-09-10,2022-12-31,,7号,V2
        S8,UNIT,forced_exit,2021-03-01,2023-12-31,,8号,V3""",
    "tenders": """tender_id,title,kind,community_id,published_on,bids_due_on,awarded_on,tenderer
        T1,桂苑小区物业服务,property_service,C1,2021-05-01,2021-06-01,2021-06-15,
        T2,竹园小区物业服务,property_service,C2,2021-05-01,2021-06-01,2021-06-15,
        T3,松苑小区物业服务,property_service,C3,2021-09-01,2021-10-01,2021-10-15,
        T4,培训一,other,,2021-02-01,2021-03-01,2021-03-15,
        T5,培训二,other,,2021-02-01,2021-03-01,2021-03-15,
        T6,培训三,other,,2021-02-01,2021-03-01,2021-03-15,
        T7,培训四,other,,2021-02-01,2021-03-01,2021-03-15,
        T8,培训五,other,,2021-02-01,2021-03-01,2021-03-15,
        G1,项目G1,other,,2021-02-01,2021-03-01,2021-03-15,
        G2,项目G2,other,,2021-02-01,2021-03-01,2021-03-15,
        G3,项目G3,other,,2021-02-01,2021-03-01,2021-03-15,
        I1,项目I1,other,,2021-02-01,2021-03-01,2021-03-15,
        I2,项目I2,other,,2021-02-01,2021-03-01,2021-03-15,
        N1,项目N1,other,,2021-02-01,2021-03-01,2021-03-15,
        N2,项目N2,other,,2021-02-01,2021-03-01,,
        D1,项目D1,other,,2021-02-10,2021-03-01,2021-03-15,
        D2,项目D2,other,,2021-02-09,2021-03-01,2021-03-15,
        L1,项目L1,other,,2021-02-01,2021-03-01,2021-03-15,
        L2,项目L2,other,,2021-02-01,2021-03-01,2021-03-15,
        J1,项目J1,other,,2021-02-01,2021-03-01,2021-03-15,
        J2,项目J2,other,,2021-02-01,2021-03-01,2021-03-15,
        M1,项目M1,other,C6,2021-02-01,2021-03-01,2021-03-15,甲街办
        M2,项目M2,other,C6,2021-02-01,2021-03-01,2021-03-15,甲街办
        M3,项目M3,other,C6,2021-02-01,2021-03-01,2021-03-15,甲街办
        M4,项目M4,other,C6,2021-02-01,2021-03-01,2021-03-15,甲街办
        M5,项目M5,other,C6,2021-02-01,2021-03-01,2021-03-15,甲街办
        M11,项目M11,other,C3,2021-02-01,2021-03-01,2021-03-15,乙街办
        M12,项目M12,other,C3,2021-02-01,2021-03-01,2021-03-15,乙街办
        M13,项目M13,other,C3,2021-02-01,2021-03-01,2021-03-15,乙街办
        R1,项目R1,other,,2020-01-01,2020-01-25,2020-01-28,
        R2,项目R2,other,,2020-02-01,2020-02-25,2020-02-28,
        R3,项目R3,other,,2020-03-01,2020-03-25,2020-03-28,
        R4,项目R4,other,,2020-04-01,2020-04-25,2020-04-28,
        R5,项目R5,other,,2020-05-01,2020-05-25,2020-05-28,
        R6,项目R6,other,,2020-06-01,2020-06-25,2020-06-28,
        R7,项目R7,other,,2020-07-01,2020-07-25,2020-07-28,
        S1,项目S1,other,,2020-01-01,2020-01-25,2020-01-28,
        S2,项目S2,other,,2020-02-01,2020-02-25,2020-02-28,
        S3,项目S3,other,,2020-03-01,2020-03-25,2020-03-28,
        S4,项目S4,other,,2020-04-01,2020-04-25,2020-04-28,
        S5,项目S5,other,,2020-05-01,2020-05-25,2020-05-28,
        S6,项目S6,other,,2020-06-01,2020-06-25,2020-06-28,
        S7,项目S7,other,,2020-07-01,2020-07-25,2020-07-28,
        P1,项目P1,other,,2021-02-01,2021-03-01,2021-03-15,
        P2,项目P2,other,,2021-02-01,2021-03-01,2021-03-15,
        P3,项目P3,other,,2021-02-01,2021-03-01,2021-03-15,
        P4,项目P4,other,,2021-02-01,2021-03-01,2021-03-15,
        P5,项目P5,other,,2021-02-01,2021-03-01,2021-03-15,
        O1,项目O1,other,,2021-02-01,2021-03-01,2021-03-15,
        O2,项目O2,other,,2021-02-01,2021-03-01,2021-03-15,
        O3,项目O3,other,,2021-02-01,2021-03-01,2021-03-15,
        O4,项目O4,other,,2021-02-01,2021-03-01,2021-03-15,
        O5,项目O5,other,,2021-02-01,2021-03-01,2021-03-15,""",
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
        B17,T8,FIRM,107,2021-03-01,lost
        G1-1,G1,X1,100,2021-03-01,won
        G1-2,G1,X2,110,2021-03-01,lost
        G1-3,G1,X3,120,2021-03-01,lost
        G1-4,G1,X4,130.1,2021-03-01,lost
        G2-1,G2,X1,100,2021-03-01,won
        G2-2,G2,X2,110,2021-03-01,lost
        G2-3,G2,X3,125,2021-03-01,lost
        G2-4,G2,X4,130,2021-03-01,lost
        G3-1,G3,X1,100,2021-03-01,won
        G3-2,G3,X2,110,2021-03-01,lost
        G3-3,G3,X3,120,2021-03-01,lost
        G3-4,G3,X4,130,2021-03-01,withdrawn
        I1-1,I1,X1,100,2021-03-01,won
        I1-2,I1,X5,100,2021-03-01,lost
        I2-1,I2,X1,101,2021-03-01,won
        I2-2,I2,X5,101,2021-03-01,withdrawn
        I2-3,I2,X6,109,2021-03-01,lost
        N1-1,N1,X6,100,2021-03-01,won
        N2-1,N2,X6,100,2021-03-01,rejected
        D1-1,D1,X5,100,2021-03-01,won
        D1-2,D1,X6,103,2021-03-01,lost
        D2-1,D2,X5,100,2021-03-01,won
        D2-2,D2,X6,103,2021-03-01,lost
        L1-1,L1,X5,100,2021-03-02,won
        L1-2,L1,X6,103,2021-03-01,lost
        L2-1,L2,X5,100,2021-03-01,won
        L2-2,L2,X6,103,2021-03-02,lost
        J1-1,J1,X5,100,2021-03-01,won
        J1-2,J1,X4,103,2021-03-01,rejected
        J2-1,J2,X5,100,2021-03-01,won
        J2-2,J2,X4,103,2021-03-01,rejected
        J2-3,J2,X3,107,2021-03-01,lost
        M1-1,M1,X4,101,2021-03-01,won
        M1-2,M1,X6,157,2021-03-01,lost
        M2-1,M2,X4,102,2021-03-01,won
        M2-2,M2,X3,164,2021-03-01,lost
        M3-1,M3,X4,103,2021-03-01,won
        M3-2,M3,X6,171,2021-03-01,lost
        M4-1,M4,X2,104,2021-03-01,won
        M4-2,M4,X3,178,2021-03-01,lost
        M5-1,M5,X2,105,2021-03-01,won
        M5-2,M5,X6,185,2021-03-01,lost
        M11-1,M11,X4,101,2021-03-01,won
        M11-2,M11,X6,157,2021-03-01,lost
        M12-1,M12,X4,102,2021-03-01,won
        M12-2,M12,X3,164,2021-03-01,lost
        M13-1,M13,X4,103,2021-03-01,won
        M13-2,M13,X6,171,2021-03-01,lost
        R1-1,R1,Q1,200,2020-01-25,won
        R1-2,R1,Q2,212,2020-01-25,lost
        R1-3,R1,Q3,234,2020-01-25,lost
        R2-1,R2,Q1,203,2020-02-25,lost
        R2-2,R2,Q2,216,2020-02-25,won
        R2-3,R2,Q3,239,2020-02-25,lost
        R3-1,R3,Q1,206,2020-03-25,lost
        R3-2,R3,Q2,220,2020-03-25,lost
        R3-3,R3,Q3,244,2020-03-25,won
        R4-1,R4,Q1,209,2020-04-25,won
        R4-2,R4,Q2,224,2020-04-25,lost
        R4-3,R4,Q3,249,2020-04-25,lost
        R5-1,R5,Q1,212,2020-05-25,lost
        R5-2,R5,Q2,228,2020-05-25,won
        R5-3,R5,Q3,254,2020-05-25,lost
        R6-1,R6,Q1,215,2020-06-25,lost
        R6-2,R6,Q2,232,2020-06-25,lost
        R6-3,R6,Q3,259,2020-06-25,won
        R7-1,R7,Q1,218,2020-07-25,won
        R7-2,R7,Q2,236,2020-07-25,lost
        R7-3,R7,Q3,264,2020-07-25,lost
        S1-1,S1,Q4,200,2020-01-25,won
        S1-2,S1,Q5,212,2020-01-25,lost
        S1-3,S1,Q6,234,2020-01-25,lost
        S2-1,S2,Q4,203,2020-02-25,lost
        S2-2,S2,Q5,216,2020-02-25,won
        S2-3,S2,Q6,239,2020-02-25,lost
        S3-1,S3,Q4,206,2020-03-25,won
        S3-2,S3,Q5,220,2020-03-25,lost
        S3-3,S3,Q6,244,2020-03-25,lost
        S4-1,S4,Q4,209,2020-04-25,won
        S4-2,S4,Q5,224,2020-04-25,lost
        S4-3,S4,Q6,249,2020-04-25,lost
        S5-1,S5,Q4,212,2020-05-25,lost
        S5-2,S5,Q5,228,2020-05-25,lost
        S5-3,S5,Q6,254,2020-05-25,won
        S6-1,S6,Q4,215,2020-06-25,lost
        S6-2,S6,Q5,232,2020-06-25,won
        S6-3,S6,Q6,259,2020-06-25,lost
        S7-1,S7,Q4,218,2020-07-25,lost
        S7-2,S7,Q5,236,2020-07-25,lost
        S7-3,S7,Q6,264,2020-07-25,won
        P1-1,P1,Q7,300,2021-03-01,won
        P1-2,P1,Q8,320,2021-03-01,lost
        P2-1,P2,Q7,301,2021-03-01,won
        P2-2,P2,Q8,322,2021-03-01,lost
        P3-1,P3,Q7,302,2021-03-01,won
        P3-2,P3,Q8,324,2021-03-01,lost
        P4-1,P4,Q7,303,2021-03-01,won
        P4-2,P4,Q8,326,2021-03-01,lost
        P5-1,P5,Q7,304,2021-03-01,won
        P5-2,P5,Q8,328,2021-03-01,lost
        O1-1,O1,Q10,300,2021-03-01,won
        O1-2,O1,Q9,320,2021-03-01,lost
        O2-1,O2,Q9,301,2021-03-01,won
        O2-2,O2,Q10,322,2021-03-01,lost
        O3-1,O3,Q9,302,2021-03-01,won
        O3-2,O3,Q10,324,2021-03-01,lost
        O4-1,O4,Q9,303,2021-03-01,won
        O4-2,O4,Q10,326,2021-03-01,lost
        O5-1,O5,Q9,304,2021-03-01,won
        O5-2,O5,Q10,328,2021-03-01,lost""",
    "contracts": """contract_id,community_id,uscc,mode,starts_on,ends_on
        K1,C1,BAR,professional,2021-07-01,2024-06-30
        K2,C2,AWAY,professional,2021-07-01,2024-06-30
        K3,C4,BACK,professional,2021-09-01,2024-06-30
        K4,C5,BACK,professional,2021-09-01,2024-06-30""",
    "renovations": """renovation_id,name,year,community_ids,completed_on,party_branch_formed_on,consultation_held_on,convention_signed_on,illegal_structures_cleared_on,residents_contributed_on,fees_committed_on
        N1,桂苑改造,2020,C1,2021-06-01,2020-01-01,2020-01-02,2020-01-03,,2020-01-05,2020-01-06
        N2,竹园改造,2020,C2,2021-04-15,2020-01-01,2020-01-02,2020-01-03,2020-01-04,2020-01-05,2020-01-06
        N3,松苑改造,2019,C3,2021-03-01,2020-01-01,2020-01-02,2020-01-03,2020-01-04,2020-01-05,2020-01-06
        N4,柏苑改造,2023,C4,,2020-01-01,2020-01-02,2020-01-03,2020-01-04,,2020-01-06""",
    "documents": """document_id,title,kind
        D1,某答复,reply
        D2,惩戒名册,register""",
    "coverage": """coverage_id,document_id,covers,from,to
        V1,D2,sanctions,2021-01-01,2021-12-31""",
    "claims": """claim_id,document_id,locator,statement,measure,value,from,to,region_code
        Q1,D1,一,限制一次,sanctions.bid_restrictions,1,2021-01-01,2021-12-31,
        Q2,D1,二,限制五次,sanctions.bid_restrictions,4,2021-01-01,2021-12-31,
        Q3,D1,三,限制百次,sanctions.bid_restrictions,100,2020-12-31,2021-12-31,""",
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
    "REGULAR_PRICE_GAPS": ["G1"],
    "IDENTICAL_PRICES": ["I1"],
    "SINGLE_BID": ["N1"],
    "SHORT_NOTICE": ["D1"],
    "LATE_WINNING_BID": ["L1"],
    "ALL_OTHERS_REJECTED": ["J1"],
    "CONCENTRATION_COMMUNITY": ["X4"],
    "CONCENTRATION_STREET": ["X4"],
    "CONCENTRATION_TENDERER": ["X4"],
    "ROTATION": ["Q1"],
    "COMPANION_LOSER": ["Q8"],
    "PRECONDITION_MISSING": ["N1"],
    "NO_MANAGER_AFTER_COMPLETION": ["C3"],
    "RESTRICTION_WITHOUT_RECORD": ["S3"],
    "CLAIM_DISAGREES": ["Q1"],
}

#: Rule → inputs without which its subject is flagged still, by what is left.
NOT_NEEDED: dict[str, tuple[str, ...]] = {}

#: Rules whose verdict is over all that the graph holds: their inputs alone cannot give it.
OVER_ALL = {"CLAIM_DISAGREES"}
