RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    MATCH (n0)-[:BASED_ON]->(n1:CreditEvent)
    WHERE n1.polarity = $p0
    MATCH (n1)-[:CONCERNS]->(n2:Enterprise)
    MATCH (n2)-[:IN_REGION]->(n3:Region)
    WHERE n3.code STARTS WITH $p1
    MATCH (n0)-[:DECIDED_BY]->(n4:Authority)
    WHERE n4.level = $p2 AND n0.sanctionId IS NOT NULL
    WITH n0 ORDER BY n0.sanctionId LIMIT $p3
    RETURN [n0.sanctionId] ORDER BY n0.sanctionId
  }, COUNT {
    MATCH (n5:Sanction)
    MATCH (n5)-[:BASED_ON]->(n6:CreditEvent)
    WHERE n6.polarity = $p0
    MATCH (n6)-[:CONCERNS]->(n7:Enterprise)
    MATCH (n7)-[:IN_REGION]->(n8:Region)
    WHERE n8.code STARTS WITH $p1
    MATCH (n5)-[:DECIDED_BY]->(n9:Authority)
    WHERE n9.level = $p2
  }] AS r0,
  [COUNT {
    MATCH (n10:Sanction)
    WHERE NOT (EXISTS { (n10)-[:APPLIES_IN]->(n11) WHERE n11.code = $p4 })
  }] AS r1,
  [COUNT {
    MATCH (n12:Sanction)
    WHERE (EXISTS { (n12)-[:APPLIES_IN]->(n13) WHERE n13.code = $p5 } OR EXISTS { (n12)-[:BASED_ON]->(n14) WHERE n14.points > $p6 })
  }] AS r2,
  [COUNT {
    MATCH (n15:Community)
    WHERE EXISTS { (n15)<-[:LEADS]-(n16) WHERE n16.establishedOn < $p7 }
  }] AS r3
// $p0 = "DISHONEST"
// $p1 = "421202"
// $p2 = "city"
// $p3 = 3
// $p4 = "421202"
// $p5 = "421202"
// $p6 = 5.0
// $p7 = "2020-01-01"
