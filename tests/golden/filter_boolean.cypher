RETURN
  [COLLECT {
    MATCH (n0:Community)
    WHERE n0.hasGatehouse = $p0 AND n0.communityId IS NOT NULL
    WITH n0 ORDER BY n0.communityId LIMIT $p1
    RETURN [n0.communityId, n0.hasGatehouse] ORDER BY n0.communityId
  }, COUNT {
    MATCH (n1:Community)
    WHERE n1.hasGatehouse = $p0
  }] AS r0,
  [COLLECT {
    MATCH (n2:Community)
    WHERE n2.hasGatehouse = $p2 AND n2.communityId IS NOT NULL
    WITH n2 ORDER BY n2.communityId LIMIT $p3
    RETURN [n2.communityId, n2.hasGatehouse] ORDER BY n2.communityId
  }, COUNT {
    MATCH (n3:Community)
    WHERE n3.hasGatehouse = $p2
  }] AS r1,
  [COLLECT {
    MATCH (n4:Community)
    WHERE n4.hasGatehouse <> $p4 AND n4.communityId IS NOT NULL
    WITH n4 ORDER BY n4.communityId LIMIT $p5
    RETURN [n4.communityId, n4.hasGatehouse] ORDER BY n4.communityId
  }, COUNT {
    MATCH (n5:Community)
    WHERE n5.hasGatehouse <> $p4
  }] AS r2,
  [COLLECT {
    MATCH (n6:Community)
    WHERE (n6.hasGatehouse IS NULL) = $p6 AND n6.communityId IS NOT NULL
    WITH n6 ORDER BY n6.communityId LIMIT $p7
    RETURN [n6.communityId, n6.hasGatehouse] ORDER BY n6.communityId
  }, COUNT {
    MATCH (n7:Community)
    WHERE (n7.hasGatehouse IS NULL) = $p6
  }] AS r3,
  [COLLECT {
    MATCH (n8:Community)
    WHERE (n8.hasGatehouse IS NULL) = $p8 AND n8.communityId IS NOT NULL
    WITH n8 ORDER BY n8.communityId LIMIT $p9
    RETURN [n8.communityId, n8.hasGatehouse] ORDER BY n8.communityId
  }, COUNT {
    MATCH (n9:Community)
    WHERE (n9.hasGatehouse IS NULL) = $p8
  }] AS r4,
  [COUNT {
    MATCH (n10:Community)
    WHERE n10.synthetic = $p10
  }] AS r5,
  [COUNT {
    MATCH (n11:Community)
    WHERE n11.synthetic = $p11
  }] AS r6
// $p0 = true
// $p1 = 2
// $p2 = false
// $p3 = 2
// $p4 = true
// $p5 = 2
// $p6 = true
// $p7 = 2
// $p8 = false
// $p9 = 2
// $p10 = true
// $p11 = false
