RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WITH n0, COUNT { (n0)<-[:SUBMITTED_BY]-(n2) } AS k1
    WITH n0, k1 ORDER BY k1 DESC, n0.name, n0.enterpriseId LIMIT $p0
    RETURN [n0.name, [COUNT { (n0)<-[:SUBMITTED_BY]-(n3) }]] ORDER BY k1 DESC, n0.name, n0.enterpriseId
  }] AS r0,
  [COLLECT {
    MATCH (n4:Region)
    WITH n4, COUNT { (n4)<-[:IN_REGION]-(n6:Community) } AS k5
    WITH n4, k5 ORDER BY k5, n4.code LIMIT $p1
    RETURN [n4.code] ORDER BY k5, n4.code
  }] AS r1,
  [COLLECT {
    MATCH (n7:Enterprise)
    WITH n7, COUNT { (n7)<-[:LINK_FROM|LINK_TO]-(n9) } AS k8
    WITH n7, k8 ORDER BY k8 DESC, n7.enterpriseId LIMIT $p2
    RETURN [n7.name, [COUNT { (n7)<-[:LINK_FROM|LINK_TO]-(n10) }]] ORDER BY k8 DESC, n7.enterpriseId
  }] AS r2
// $p0 = 4
// $p1 = 4
// $p2 = 3
