RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE NOT EXISTS { (n0)<-[:IMPOSED_ON]-(n1) WHERE n1.kind = $p0 } AND n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [n0.name, [COUNT { (n0)<-[:IMPOSED_ON]-(n2) }]] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (n3:Enterprise)
    WHERE NOT EXISTS { (n3)<-[:IMPOSED_ON]-(n4) WHERE n4.kind = $p0 }
  }] AS r0,
  [COUNT {
    MATCH (n5:Enterprise)
    WHERE NOT EXISTS { (n5)<-[:IMPOSED_ON]-(n6) WHERE n6.liftedOn > $p2 }
  }] AS r1,
  [COUNT {
    MATCH (n7:Region)
    WHERE NOT EXISTS { (n7)<-[:IN_REGION]-(n8:Enterprise) WHERE NOT EXISTS { (n8)<-[:IMPOSED_ON]-(n9) WHERE n9.kind = $p3 } }
  }] AS r2,
  [COUNT {
    MATCH (n10:Enterprise)
    WHERE NOT EXISTS { (n10)<-[:CONTRACTED_WITH]-()-[:SERVES]->(n11) WHERE n11.isOld = $p4 }
  }] AS r3,
  [COUNT {
    MATCH (n12:Enterprise)
    WHERE NOT EXISTS { (n12)<-[:LINK_FROM|LINK_TO]-(n13) WHERE n13.kind = $p5 }
  }] AS r4
// $p0 = "BID_RESTRICTION"
// $p1 = 3
// $p2 = "2020-01-01"
// $p3 = "BID_RESTRICTION"
// $p4 = true
// $p5 = "PARENT"
