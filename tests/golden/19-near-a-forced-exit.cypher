RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    WHERE n0.kind = $p0 AND n0.startsOn >= $p1 AND n0.startsOn IS NOT NULL
    WITH n0 ORDER BY n0.startsOn, n0.sanctionId LIMIT $p2
    OPTIONAL MATCH (n0)-[:IMPOSED_ON]->(n1)
    RETURN [toString(n0.startsOn), CASE WHEN n1 IS NULL THEN null ELSE [n1.name, [COLLECT {
      MATCH (n1)<-[:SUBMITTED_BY]-(n2)
      WHERE n2.outcome = $p3 AND n2.submittedOn >= $p4
      WITH n2 ORDER BY n2.bidId LIMIT $p5
      OPTIONAL MATCH (n2)-[:SUBMITTED_TO]->(n3)
      RETURN [CASE WHEN n3 IS NULL THEN null ELSE [n3.title, toString(n3.awardedOn)] END] ORDER BY n2.bidId
    }, COUNT {
      MATCH (n1)<-[:SUBMITTED_BY]-(n4)
      WHERE n4.outcome = $p3 AND n4.submittedOn >= $p4
    }], [COLLECT {
      MATCH (n1)<-[:HELD_IN]-(n5)
      WITH n5 ORDER BY n5.roleId LIMIT $p6
      OPTIONAL MATCH (n5)-[:HELD_BY]->(n6)
      RETURN [n5.role, CASE WHEN n6 IS NULL THEN null ELSE [n6.name, [COLLECT {
        MATCH (n6)<-[:HELD_BY]-(n7)
        WITH n7 ORDER BY n7.roleId LIMIT $p7
        OPTIONAL MATCH (n7)-[:HELD_IN]->(n8)
        RETURN [n7.role, CASE WHEN n8 IS NULL THEN null ELSE [n8.name, [COLLECT {
          MATCH (n8)<-[:SUBMITTED_BY]-(n9)
          WHERE n9.outcome = $p8 AND n9.submittedOn >= $p9
          WITH n9 ORDER BY n9.bidId LIMIT $p10
          OPTIONAL MATCH (n9)-[:SUBMITTED_TO]->(n10)
          RETURN [CASE WHEN n10 IS NULL THEN null ELSE [n10.title, toString(n10.awardedOn)] END] ORDER BY n9.bidId
        }, COUNT {
          MATCH (n8)<-[:SUBMITTED_BY]-(n11)
          WHERE n11.outcome = $p8 AND n11.submittedOn >= $p9
        }]] END] ORDER BY n7.roleId
      }]] END] ORDER BY n5.roleId
    }], [COLLECT {
      MATCH (n1)<-[:LINK_FROM|LINK_TO]-(n12)
      WITH n12 ORDER BY n12.linkId LIMIT $p11
      OPTIONAL MATCH (n12)-[:LINK_FROM]->(n13)
      OPTIONAL MATCH (n12)-[:LINK_TO]->(n26)
      RETURN [n12.kind, n12.share, CASE WHEN n13 IS NULL THEN null ELSE [n13.name, [COLLECT {
        MATCH (n13)<-[:SUBMITTED_BY]-(n14)
        WHERE n14.outcome = $p12 AND n14.submittedOn >= $p13
        WITH n14 ORDER BY n14.bidId LIMIT $p14
        OPTIONAL MATCH (n14)-[:SUBMITTED_TO]->(n15)
        RETURN [CASE WHEN n15 IS NULL THEN null ELSE [n15.title, toString(n15.awardedOn)] END] ORDER BY n14.bidId
      }, COUNT {
        MATCH (n13)<-[:SUBMITTED_BY]-(n16)
        WHERE n16.outcome = $p12 AND n16.submittedOn >= $p13
      }], [COLLECT {
        MATCH (n13)<-[:LINK_FROM|LINK_TO]-(n17)
        WITH n17 ORDER BY n17.linkId LIMIT $p15
        OPTIONAL MATCH (n17)-[:LINK_FROM]->(n18)
        OPTIONAL MATCH (n17)-[:LINK_TO]->(n22)
        RETURN [n17.kind, n17.share, CASE WHEN n18 IS NULL THEN null ELSE [n18.name, [COLLECT {
          MATCH (n18)<-[:SUBMITTED_BY]-(n19)
          WHERE n19.outcome = $p16 AND n19.submittedOn >= $p17
          WITH n19 ORDER BY n19.bidId LIMIT $p18
          OPTIONAL MATCH (n19)-[:SUBMITTED_TO]->(n20)
          RETURN [CASE WHEN n20 IS NULL THEN null ELSE [n20.title, toString(n20.awardedOn)] END] ORDER BY n19.bidId
        }, COUNT {
          MATCH (n18)<-[:SUBMITTED_BY]-(n21)
          WHERE n21.outcome = $p16 AND n21.submittedOn >= $p17
        }]] END, CASE WHEN n22 IS NULL THEN null ELSE [n22.name, [COLLECT {
          MATCH (n22)<-[:SUBMITTED_BY]-(n23)
          WHERE n23.outcome = $p19 AND n23.submittedOn >= $p20
          WITH n23 ORDER BY n23.bidId LIMIT $p21
          OPTIONAL MATCH (n23)-[:SUBMITTED_TO]->(n24)
          RETURN [CASE WHEN n24 IS NULL THEN null ELSE [n24.title, toString(n24.awardedOn)] END] ORDER BY n23.bidId
        }, COUNT {
          MATCH (n22)<-[:SUBMITTED_BY]-(n25)
          WHERE n25.outcome = $p19 AND n25.submittedOn >= $p20
        }]] END] ORDER BY n17.linkId
      }]] END, CASE WHEN n26 IS NULL THEN null ELSE [n26.name, [COLLECT {
        MATCH (n26)<-[:SUBMITTED_BY]-(n27)
        WHERE n27.outcome = $p22 AND n27.submittedOn >= $p23
        WITH n27 ORDER BY n27.bidId LIMIT $p24
        OPTIONAL MATCH (n27)-[:SUBMITTED_TO]->(n28)
        RETURN [CASE WHEN n28 IS NULL THEN null ELSE [n28.title, toString(n28.awardedOn)] END] ORDER BY n27.bidId
      }, COUNT {
        MATCH (n26)<-[:SUBMITTED_BY]-(n29)
        WHERE n29.outcome = $p22 AND n29.submittedOn >= $p23
      }], [COLLECT {
        MATCH (n26)<-[:LINK_FROM|LINK_TO]-(n30)
        WITH n30 ORDER BY n30.linkId LIMIT $p25
        OPTIONAL MATCH (n30)-[:LINK_FROM]->(n31)
        OPTIONAL MATCH (n30)-[:LINK_TO]->(n35)
        RETURN [n30.kind, n30.share, CASE WHEN n31 IS NULL THEN null ELSE [n31.name, [COLLECT {
          MATCH (n31)<-[:SUBMITTED_BY]-(n32)
          WHERE n32.outcome = $p26 AND n32.submittedOn >= $p27
          WITH n32 ORDER BY n32.bidId LIMIT $p28
          OPTIONAL MATCH (n32)-[:SUBMITTED_TO]->(n33)
          RETURN [CASE WHEN n33 IS NULL THEN null ELSE [n33.title, toString(n33.awardedOn)] END] ORDER BY n32.bidId
        }, COUNT {
          MATCH (n31)<-[:SUBMITTED_BY]-(n34)
          WHERE n34.outcome = $p26 AND n34.submittedOn >= $p27
        }]] END, CASE WHEN n35 IS NULL THEN null ELSE [n35.name, [COLLECT {
          MATCH (n35)<-[:SUBMITTED_BY]-(n36)
          WHERE n36.outcome = $p29 AND n36.submittedOn >= $p30
          WITH n36 ORDER BY n36.bidId LIMIT $p31
          OPTIONAL MATCH (n36)-[:SUBMITTED_TO]->(n37)
          RETURN [CASE WHEN n37 IS NULL THEN null ELSE [n37.title, toString(n37.awardedOn)] END] ORDER BY n36.bidId
        }, COUNT {
          MATCH (n35)<-[:SUBMITTED_BY]-(n38)
          WHERE n38.outcome = $p29 AND n38.submittedOn >= $p30
        }]] END] ORDER BY n30.linkId
      }]] END] ORDER BY n12.linkId
    }]] END] ORDER BY n0.startsOn, n0.sanctionId
  }, COUNT {
    MATCH (n39:Sanction)
    WHERE n39.kind = $p0 AND n39.startsOn >= $p1
  }] AS r0
// $p0 = "FORCED_EXIT"
// $p1 = "2021-01-01"
// $p2 = 6
// $p3 = "WON"
// $p4 = "2021-01-01"
// $p5 = 4
// $p6 = 6
// $p7 = 6
// $p8 = "WON"
// $p9 = "2021-01-01"
// $p10 = 4
// $p11 = 6
// $p12 = "WON"
// $p13 = "2021-01-01"
// $p14 = 4
// $p15 = 6
// $p16 = "WON"
// $p17 = "2021-01-01"
// $p18 = 4
// $p19 = "WON"
// $p20 = "2021-01-01"
// $p21 = 4
// $p22 = "WON"
// $p23 = "2021-01-01"
// $p24 = 4
// $p25 = 6
// $p26 = "WON"
// $p27 = "2021-01-01"
// $p28 = 4
// $p29 = "WON"
// $p30 = "2021-01-01"
// $p31 = 4
