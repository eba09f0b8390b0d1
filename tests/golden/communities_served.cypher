RETURN
  COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.uscc = $p0
    RETURN [n0.enterpriseId, [[COLLECT {
      MATCH (n0)<-[:CONTRACTED_WITH]-()-[:SERVES]->(n1)
      WITH DISTINCT n1
      WITH n1 ORDER BY n1.name, n1.communityId LIMIT $p1
      RETURN [[n1.name], [n1.name, n1.communityId]] ORDER BY n1.name, n1.communityId
    }, COUNT {
      MATCH (n0)<-[:CONTRACTED_WITH]-()-[:SERVES]->(n2)
      RETURN DISTINCT n2
    }], [COLLECT {
      MATCH (n0)<-[:CONTRACTED_WITH]-()-[:SERVES]->(n3)
      WITH DISTINCT n3
      WITH n3 ORDER BY n3.communityId DESC LIMIT $p2
      RETURN [n3.communityId] ORDER BY n3.communityId DESC
    }]]]
  } AS r0
// $p0 = "91421202XG2472712Y"
// $p1 = 3
// $p2 = 2
