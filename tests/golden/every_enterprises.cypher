RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p0
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n2)
    RETURN ['Enterprise', 'Enterprise:' + n0.enterpriseId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.enterpriseId, n0.uscc, n0.name, coalesce(n0.formerNames, []), n0.kind, n0.status, n0.registeredAddress, n0.phone, n0.email, toString(n0.establishedOn), toString(n0.dissolvedOn), toString(n0.creditFileOpenedOn), EXISTS { (n0)<-[:IMPOSED_ON]-(s1:Sanction) WHERE s1.kind = 'BID_RESTRICTION' AND (s1.startsOn <= $p1 AND (s1.endsOn IS NULL OR s1.endsOn >= $p1) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p1)) }, CASE WHEN n2 IS NULL THEN null ELSE ['Region:' + n2.code] END, [COUNT {
      MATCH (n0)<-[:CONTRACTED_WITH]-()-[:SERVES]->(n3)
      RETURN DISTINCT n3
    }], [COUNT { (n0)<-[:LINK_FROM|LINK_TO]-(n4) }], [COUNT { (n0)<-[:CONCERNS]-(n5) }], [COUNT { (n0)<-[:IMPOSED_ON]-(n6) }], [COUNT { (n0)<-[:SUBMITTED_BY]-(n7) }], [COUNT { (n0)<-[:CONTRACTED_WITH]-(n8) }], [COUNT { (n0)<-[:FILED_BY]-(n9) }], [COUNT { (n0)<-[:HELD_IN]-(n10) }], COLLECT {
      MATCH (n0)-[c11:CITED_IN]->(n12:Document)
      RETURN [['Document:' + n12.documentId], c11.locator, c11.quote] ORDER BY n12.documentId
    }] ORDER BY n0.enterpriseId
  }, COUNT { (n13:Enterprise) }] AS r0,
  COLLECT {
    MATCH (n14:Enterprise)
    WHERE (n14.enterpriseId = $p2 OR n14.registerId = $p2 AND NOT EXISTS { (:Enterprise {enterpriseId: $p2}) })
    WITH n14 ORDER BY n14.enterpriseId LIMIT 11
    OPTIONAL MATCH (n14)-[:IN_REGION]->(n16)
    RETURN [n14.enterpriseId, ['Enterprise', 'Enterprise:' + n14.enterpriseId, coalesce(n14.synthetic, false), coalesce(n14.quality, []), n14.enterpriseId, n14.uscc, n14.name, coalesce(n14.formerNames, []), n14.kind, n14.status, n14.registeredAddress, n14.phone, n14.email, toString(n14.establishedOn), toString(n14.dissolvedOn), toString(n14.creditFileOpenedOn), EXISTS { (n14)<-[:IMPOSED_ON]-(s15:Sanction) WHERE s15.kind = 'BID_RESTRICTION' AND (s15.startsOn <= $p1 AND (s15.endsOn IS NULL OR s15.endsOn >= $p1) AND (s15.liftedOn IS NULL OR s15.liftedOn > $p1)) }, CASE WHEN n16 IS NULL THEN null ELSE ['Region:' + n16.code] END, [COUNT {
      MATCH (n14)<-[:CONTRACTED_WITH]-()-[:SERVES]->(n17)
      RETURN DISTINCT n17
    }], [COUNT { (n14)<-[:LINK_FROM|LINK_TO]-(n18) }], [COUNT { (n14)<-[:CONCERNS]-(n19) }], [COUNT { (n14)<-[:IMPOSED_ON]-(n20) }], [COUNT { (n14)<-[:SUBMITTED_BY]-(n21) }], [COUNT { (n14)<-[:CONTRACTED_WITH]-(n22) }], [COUNT { (n14)<-[:FILED_BY]-(n23) }], [COUNT { (n14)<-[:HELD_IN]-(n24) }], COLLECT {
      MATCH (n14)-[c25:CITED_IN]->(n26:Document)
      RETURN [['Document:' + n26.documentId], c25.locator, c25.quote] ORDER BY n26.documentId
    }]] ORDER BY n14.enterpriseId
  } AS r1,
  COLLECT {
    MATCH (n27:Enterprise)
    WHERE (n27.enterpriseId = $p3 OR n27.registerId = $p3 AND NOT EXISTS { (:Enterprise {enterpriseId: $p3}) })
    WITH n27 ORDER BY n27.enterpriseId LIMIT 11
    RETURN [n27.enterpriseId, ['Enterprise:' + n27.enterpriseId]] ORDER BY n27.enterpriseId
  } AS r2,
  COLLECT {
    MATCH (n28:Enterprise)
    WHERE (n28.enterpriseId = $p4 OR n28.registerId = $p4 AND NOT EXISTS { (:Enterprise {enterpriseId: $p4}) })
    WITH n28 ORDER BY n28.enterpriseId LIMIT 11
    RETURN [n28.enterpriseId, ['Enterprise:' + n28.enterpriseId]] ORDER BY n28.enterpriseId
  } AS r3
// $p0 = 3
// $p1 = "2023-07-10"
// $p2 = "91421202XG1047298R"
// $p3 = "91421202XG1047298R"
// $p4 = "none"
