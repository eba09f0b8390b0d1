RETURN
  [COLLECT {
    MATCH (n0:Community)
    WHERE n0.builtYear = $p0 AND n0.communityId IS NOT NULL
    WITH n0 ORDER BY n0.communityId LIMIT $p1
    RETURN [n0.communityId, n0.builtYear] ORDER BY n0.communityId
  }, COUNT {
    MATCH (n1:Community)
    WHERE n1.builtYear = $p0
  }] AS r0,
  [COLLECT {
    MATCH (n2:Community)
    WHERE n2.builtYear <> $p2 AND n2.communityId IS NOT NULL
    WITH n2 ORDER BY n2.communityId LIMIT $p3
    RETURN [n2.communityId, n2.builtYear] ORDER BY n2.communityId
  }, COUNT {
    MATCH (n3:Community)
    WHERE n3.builtYear <> $p2
  }] AS r1,
  [COLLECT {
    MATCH (n4:Community)
    WHERE n4.builtYear IN $p4 AND n4.communityId IS NOT NULL
    WITH n4 ORDER BY n4.communityId LIMIT $p5
    RETURN [n4.communityId, n4.builtYear] ORDER BY n4.communityId
  }, COUNT {
    MATCH (n5:Community)
    WHERE n5.builtYear IN $p4
  }] AS r2,
  [COLLECT {
    MATCH (n6:Community)
    WHERE NOT n6.builtYear IN $p6 AND n6.communityId IS NOT NULL
    WITH n6 ORDER BY n6.communityId LIMIT $p7
    RETURN [n6.communityId, n6.builtYear] ORDER BY n6.communityId
  }, COUNT {
    MATCH (n7:Community)
    WHERE NOT n7.builtYear IN $p6
  }] AS r3,
  [COLLECT {
    MATCH (n8:Community)
    WHERE n8.builtYear < $p8 AND n8.communityId IS NOT NULL
    WITH n8 ORDER BY n8.communityId LIMIT $p9
    RETURN [n8.communityId, n8.builtYear] ORDER BY n8.communityId
  }, COUNT {
    MATCH (n9:Community)
    WHERE n9.builtYear < $p8
  }] AS r4,
  [COLLECT {
    MATCH (n10:Community)
    WHERE n10.builtYear <= $p10 AND n10.communityId IS NOT NULL
    WITH n10 ORDER BY n10.communityId LIMIT $p11
    RETURN [n10.communityId, n10.builtYear] ORDER BY n10.communityId
  }, COUNT {
    MATCH (n11:Community)
    WHERE n11.builtYear <= $p10
  }] AS r5,
  [COLLECT {
    MATCH (n12:Community)
    WHERE n12.builtYear > $p12 AND n12.communityId IS NOT NULL
    WITH n12 ORDER BY n12.communityId LIMIT $p13
    RETURN [n12.communityId, n12.builtYear] ORDER BY n12.communityId
  }, COUNT {
    MATCH (n13:Community)
    WHERE n13.builtYear > $p12
  }] AS r6,
  [COLLECT {
    MATCH (n14:Community)
    WHERE n14.builtYear >= $p14 AND n14.communityId IS NOT NULL
    WITH n14 ORDER BY n14.communityId LIMIT $p15
    RETURN [n14.communityId, n14.builtYear] ORDER BY n14.communityId
  }, COUNT {
    MATCH (n15:Community)
    WHERE n15.builtYear >= $p14
  }] AS r7,
  [COLLECT {
    MATCH (n16:Community)
    WHERE (n16.builtYear IS NULL) = $p16 AND n16.communityId IS NOT NULL
    WITH n16 ORDER BY n16.communityId LIMIT $p17
    RETURN [n16.communityId, n16.builtYear] ORDER BY n16.communityId
  }, COUNT {
    MATCH (n17:Community)
    WHERE (n17.builtYear IS NULL) = $p16
  }] AS r8
// $p0 = 1999
// $p1 = 3
// $p2 = 1999
// $p3 = 3
// $p4 = [1999,2000]
// $p5 = 3
// $p6 = [1999,2000]
// $p7 = 3
// $p8 = 1985
// $p9 = 3
// $p10 = 1985
// $p11 = 3
// $p12 = 2015
// $p13 = 3
// $p14 = 2015
// $p15 = 3
// $p16 = true
// $p17 = 3
