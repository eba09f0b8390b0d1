RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.name IS NOT NULL
    WITH n0 ORDER BY n0.name DESC, n0.enterpriseId LIMIT $p0
    RETURN [n0.name] ORDER BY n0.name DESC, n0.enterpriseId
  }] AS r0,
  [COLLECT {
    MATCH (n1:Contract)
    WITH n1 ORDER BY n1.feePerM2Month IS NULL, n1.feePerM2Month DESC, n1.contractId LIMIT $p1
    RETURN [n1.feePerM2Month] ORDER BY n1.feePerM2Month IS NULL, n1.feePerM2Month DESC, n1.contractId
  }] AS r1,
  [COLLECT {
    MATCH (n2:Community)
    WITH n2 ORDER BY n2.hasParking, n2.communityId LIMIT $p2
    RETURN [n2.hasParking] ORDER BY n2.hasParking, n2.communityId
  }] AS r2,
  [COLLECT {
    MATCH (n3:Enterprise)
    WHERE n3.kind IS NOT NULL
    WITH n3 ORDER BY n3.kind, n3.enterpriseId LIMIT $p3
    RETURN [n3.kind] ORDER BY n3.kind, n3.enterpriseId
  }] AS r3,
  [COLLECT {
    MATCH (n4:Region)
    WHERE n4.code IS NOT NULL
    WITH n4 ORDER BY n4.code DESC LIMIT $p4
    RETURN ['Region:' + n4.code] ORDER BY n4.code DESC
  }] AS r4,
  [COLLECT {
    MATCH (n5:Region)
    WHERE n5.code IS NOT NULL
    WITH n5 ORDER BY n5.code DESC LIMIT $p5
    RETURN ['Region:' + n5.code] ORDER BY n5.code DESC
  }] AS r5
// $p0 = 3
// $p1 = 3
// $p2 = 3
// $p3 = 3
// $p4 = 3
// $p5 = 3
