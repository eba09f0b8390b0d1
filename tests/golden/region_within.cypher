RETURN
  [COUNT {
    MATCH (n0:Region)
    MATCH (n0)-[:PART_OF*0..]->(:Region {code: $p0})
  }] AS r0,
  [COLLECT {
    MATCH (n1:Community)
    MATCH (n1)-[:IN_REGION]->(n2:Region)
    MATCH (n2)-[:PART_OF*0..]->(:Region {code: $p1})
    WHERE n1.communityId IS NOT NULL
    WITH n1 ORDER BY n1.communityId LIMIT $p2
    RETURN [n1.communityId] ORDER BY n1.communityId
  }, COUNT {
    MATCH (n3:Community)
    MATCH (n3)-[:IN_REGION]->(n4:Region)
    MATCH (n4)-[:PART_OF*0..]->(:Region {code: $p1})
  }] AS r1,
  [COUNT {
    MATCH (n5:PartyBranch)
    MATCH (n5)-[:LEADS]->(n6:Community)
    MATCH (n6)-[:IN_REGION]->(n7:Region)
    MATCH (n7)-[:PART_OF*0..]->(:Region {code: $p3})
  }] AS r2,
  [COUNT {
    MATCH (n8:Enterprise)
    WHERE NOT (EXISTS { (n8)-[:IN_REGION]->(n9) WHERE EXISTS { (n9)-[:PART_OF*0..]->(:Region {code: $p4}) } })
  }] AS r3,
  [COUNT {
    MATCH (n10:Enterprise)
    MATCH (n10)-[:IN_REGION]->(n11:Region)
    WHERE (EXISTS { (n11)-[:PART_OF*0..]->(:Region {code: $p5}) } OR EXISTS { (n11)-[:PART_OF*0..]->(:Region {code: $p6}) })
  }] AS r4,
  [COUNT {
    MATCH (n12:Region)
    MATCH (n12)-[:PART_OF*0..]->(:Region {code: $p7})
  }] AS r5
// $p0 = "421200"
// $p1 = "421202"
// $p2 = 2
// $p3 = "421281"
// $p4 = "421202"
// $p5 = "421202"
// $p6 = "421281"
// $p7 = "99"
