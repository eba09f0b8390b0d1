RETURN
  [COLLECT {
    MATCH (n0:Community)
    WHERE n0.communityId IS NOT NULL
    WITH n0 ORDER BY n0.communityId LIMIT $p0
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n2)
    OPTIONAL MATCH (n0)-[:MERGED_INTO]->(n3)
    OPTIONAL CALL (n0) {
      MATCH (n0)<-[:LEADS]-(n5)
      RETURN n5 ORDER BY n5.organizationId LIMIT 1
    }
    RETURN ['Community', 'Community:' + n0.communityId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.communityId, n0.name, n0.address, n0.builtYear, n0.buildings, n0.households, n0.floorArea, n0.isOld, n0.hasGatehouse, n0.hasCameras, n0.hasBoundary, n0.hasParking, toString(n0.mergedOn), n0.longitude, n0.latitude, head(COLLECT {
      MATCH (n0)<-[:SERVES]-(c1)
      WHERE c1.startsOn <= $p1 AND (c1.endsOn IS NULL OR c1.endsOn >= $p1) AND (c1.terminatedOn IS NULL OR c1.terminatedOn > $p1)
      RETURN c1.mode ORDER BY c1.startsOn DESC, c1.contractId LIMIT 1
    }), CASE WHEN n2 IS NULL THEN null ELSE ['Region:' + n2.code] END, CASE WHEN n3 IS NULL THEN null ELSE ['Community:' + n3.communityId] END, [COUNT { (n0)<-[:MERGED_INTO]-(n4) }], CASE WHEN n5 IS NULL THEN null ELSE ['PartyBranch:' + n5.organizationId] END, [COUNT { (n0)<-[:REPRESENTS]-(n6) }], [COUNT { (n0)<-[:FOR]-(n7) }], [COUNT { (n0)<-[:HAPPENED_AT]-(n8) }], [COUNT { (n0)<-[:SERVES]-(n9) }], [COUNT { (n0)<-[:RENOVATES]-(n10) }], COLLECT {
      MATCH (n0)-[c11:CITED_IN]->(n12:Document)
      RETURN [['Document:' + n12.documentId], c11.locator, c11.quote] ORDER BY n12.documentId
    }] ORDER BY n0.communityId
  }, COUNT { (n13:Community) }] AS r0,
  COLLECT {
    MATCH (n14:Community)
    WHERE n14.communityId = $p2
    OPTIONAL MATCH (n14)-[:IN_REGION]->(n16)
    OPTIONAL MATCH (n14)-[:MERGED_INTO]->(n17)
    OPTIONAL CALL (n14) {
      MATCH (n14)<-[:LEADS]-(n19)
      RETURN n19 ORDER BY n19.organizationId LIMIT 1
    }
    RETURN [n14.communityId, ['Community', 'Community:' + n14.communityId, coalesce(n14.synthetic, false), coalesce(n14.quality, []), n14.communityId, n14.name, n14.address, n14.builtYear, n14.buildings, n14.households, n14.floorArea, n14.isOld, n14.hasGatehouse, n14.hasCameras, n14.hasBoundary, n14.hasParking, toString(n14.mergedOn), n14.longitude, n14.latitude, head(COLLECT {
      MATCH (n14)<-[:SERVES]-(c15)
      WHERE c15.startsOn <= $p1 AND (c15.endsOn IS NULL OR c15.endsOn >= $p1) AND (c15.terminatedOn IS NULL OR c15.terminatedOn > $p1)
      RETURN c15.mode ORDER BY c15.startsOn DESC, c15.contractId LIMIT 1
    }), CASE WHEN n16 IS NULL THEN null ELSE ['Region:' + n16.code] END, CASE WHEN n17 IS NULL THEN null ELSE ['Community:' + n17.communityId] END, [COUNT { (n14)<-[:MERGED_INTO]-(n18) }], CASE WHEN n19 IS NULL THEN null ELSE ['PartyBranch:' + n19.organizationId] END, [COUNT { (n14)<-[:REPRESENTS]-(n20) }], [COUNT { (n14)<-[:FOR]-(n21) }], [COUNT { (n14)<-[:HAPPENED_AT]-(n22) }], [COUNT { (n14)<-[:SERVES]-(n23) }], [COUNT { (n14)<-[:RENOVATES]-(n24) }], COLLECT {
      MATCH (n14)-[c25:CITED_IN]->(n26:Document)
      RETURN [['Document:' + n26.documentId], c25.locator, c25.quote] ORDER BY n26.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n27:Community)
    WHERE n27.communityId = $p3
    RETURN [n27.communityId, ['Community:' + n27.communityId]]
  } AS r2,
  COLLECT {
    MATCH (n28:Community)
    WHERE n28.communityId = $p4
    RETURN [n28.communityId, ['Community:' + n28.communityId]]
  } AS r3
// $p0 = 3
// $p1 = "2023-07-10"
// $p2 = "xianning-xiangheyuan"
// $p3 = "xianning-xiangheyuan"
// $p4 = "none"
