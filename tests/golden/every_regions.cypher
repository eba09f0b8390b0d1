RETURN
  [COLLECT {
    MATCH (n0:Region)
    WHERE n0.code IS NOT NULL
    WITH n0 ORDER BY n0.code LIMIT $p0
    OPTIONAL MATCH (n0)-[:PART_OF]->(n1)
    RETURN ['Region', 'Region:' + n0.code, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.code, n0.name, n0.level, CASE WHEN n1 IS NULL THEN null ELSE ['Region:' + n1.code] END, [COUNT { (n0)<-[:PART_OF]-(n2) }], [COUNT { (n0)<-[:IN_REGION]-(n3:Authority) }], [COUNT { (n0)<-[:IN_REGION]-(n4:Enterprise) }], [COUNT { (n0)<-[:IN_REGION]-(n5:Community) }], [COUNT { (n0)<-[:IN_REGION]-(n6:PartyCommittee) }], [COUNT { (n0)<-[:IN_REGION]-(n7:PartyBranch) }], [COUNT { (n0)<-[:APPLIES_IN]-(n8) }], [COUNT { (n0)<-[:IN_REGION]-(n9:MarketFiling) }], [COUNT { (n0)<-[:IN_REGION]-(n10:Renovation) }], COLLECT {
      MATCH (n0)-[c11:CITED_IN]->(n12:Document)
      RETURN [['Document:' + n12.documentId], c11.locator, c11.quote] ORDER BY n12.documentId
    }] ORDER BY n0.code
  }, COUNT { (n13:Region) }] AS r0,
  COLLECT {
    MATCH (n14:Region)
    WHERE n14.code = $p1
    OPTIONAL MATCH (n14)-[:PART_OF]->(n15)
    RETURN [n14.code, ['Region', 'Region:' + n14.code, coalesce(n14.synthetic, false), coalesce(n14.quality, []), n14.code, n14.name, n14.level, CASE WHEN n15 IS NULL THEN null ELSE ['Region:' + n15.code] END, [COUNT { (n14)<-[:PART_OF]-(n16) }], [COUNT { (n14)<-[:IN_REGION]-(n17:Authority) }], [COUNT { (n14)<-[:IN_REGION]-(n18:Enterprise) }], [COUNT { (n14)<-[:IN_REGION]-(n19:Community) }], [COUNT { (n14)<-[:IN_REGION]-(n20:PartyCommittee) }], [COUNT { (n14)<-[:IN_REGION]-(n21:PartyBranch) }], [COUNT { (n14)<-[:APPLIES_IN]-(n22) }], [COUNT { (n14)<-[:IN_REGION]-(n23:MarketFiling) }], [COUNT { (n14)<-[:IN_REGION]-(n24:Renovation) }], COLLECT {
      MATCH (n14)-[c25:CITED_IN]->(n26:Document)
      RETURN [['Document:' + n26.documentId], c25.locator, c25.quote] ORDER BY n26.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n27:Region)
    WHERE n27.code = $p2
    RETURN [n27.code, ['Region:' + n27.code]]
  } AS r2,
  COLLECT {
    MATCH (n28:Region)
    WHERE n28.code = $p3
    RETURN [n28.code, ['Region:' + n28.code]]
  } AS r3
// $p0 = 3
// $p1 = "421202"
// $p2 = "421202"
// $p3 = "none"
