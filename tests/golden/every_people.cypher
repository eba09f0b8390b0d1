RETURN
  [COLLECT {
    MATCH (n0:Person)
    WHERE n0.personId IS NOT NULL
    WITH n0 ORDER BY n0.personId LIMIT $p0
    RETURN ['Person', 'Person:' + n0.personId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.personId, n0.name, [COUNT { (n0)<-[:LED_BY]-(n1:PartyCommittee) }], [COUNT { (n0)<-[:LED_BY]-(n2:PartyBranch) }], [COUNT { (n0)<-[:HELD_BY]-(n3) }], COLLECT {
      MATCH (n0)-[c4:CITED_IN]->(n5:Document)
      RETURN [['Document:' + n5.documentId], c4.locator, c4.quote] ORDER BY n5.documentId
    }] ORDER BY n0.personId
  }, COUNT { (n6:Person) }] AS r0,
  COLLECT {
    MATCH (n7:Person)
    WHERE n7.personId = $p1
    RETURN [n7.personId, ['Person', 'Person:' + n7.personId, coalesce(n7.synthetic, false), coalesce(n7.quality, []), n7.personId, n7.name, [COUNT { (n7)<-[:LED_BY]-(n8:PartyCommittee) }], [COUNT { (n7)<-[:LED_BY]-(n9:PartyBranch) }], [COUNT { (n7)<-[:HELD_BY]-(n10) }], COLLECT {
      MATCH (n7)-[c11:CITED_IN]->(n12:Document)
      RETURN [['Document:' + n12.documentId], c11.locator, c11.quote] ORDER BY n12.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n13:Person)
    WHERE n13.personId = $p2
    RETURN [n13.personId, ['Person:' + n13.personId]]
  } AS r2,
  COLLECT {
    MATCH (n14:Person)
    WHERE n14.personId = $p3
    RETURN [n14.personId, ['Person:' + n14.personId]]
  } AS r3
// $p0 = 3
// $p1 = "syn-person-0000-0001"
// $p2 = "syn-person-0000-0001"
// $p3 = "none"
