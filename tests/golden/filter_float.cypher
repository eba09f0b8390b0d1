RETURN
  [COLLECT {
    MATCH (n0:Contract)
    WHERE n0.feePerM2Month = $p0 AND n0.contractId IS NOT NULL
    WITH n0 ORDER BY n0.contractId LIMIT $p1
    RETURN [n0.contractId, n0.feePerM2Month] ORDER BY n0.contractId
  }, COUNT {
    MATCH (n1:Contract)
    WHERE n1.feePerM2Month = $p0
  }] AS r0,
  [COLLECT {
    MATCH (n2:Contract)
    WHERE n2.feePerM2Month = $p2 AND n2.contractId IS NOT NULL
    WITH n2 ORDER BY n2.contractId LIMIT $p3
    RETURN [n2.contractId, n2.feePerM2Month] ORDER BY n2.contractId
  }, COUNT {
    MATCH (n3:Contract)
    WHERE n3.feePerM2Month = $p2
  }] AS r1,
  [COLLECT {
    MATCH (n4:Contract)
    WHERE n4.feePerM2Month <> $p4 AND n4.contractId IS NOT NULL
    WITH n4 ORDER BY n4.contractId LIMIT $p5
    RETURN [n4.contractId, n4.feePerM2Month] ORDER BY n4.contractId
  }, COUNT {
    MATCH (n5:Contract)
    WHERE n5.feePerM2Month <> $p4
  }] AS r2,
  [COLLECT {
    MATCH (n6:Contract)
    WHERE n6.feePerM2Month IN $p6 AND n6.contractId IS NOT NULL
    WITH n6 ORDER BY n6.contractId LIMIT $p7
    RETURN [n6.contractId, n6.feePerM2Month] ORDER BY n6.contractId
  }, COUNT {
    MATCH (n7:Contract)
    WHERE n7.feePerM2Month IN $p6
  }] AS r3,
  [COLLECT {
    MATCH (n8:Contract)
    WHERE NOT n8.feePerM2Month IN $p8 AND n8.contractId IS NOT NULL
    WITH n8 ORDER BY n8.contractId LIMIT $p9
    RETURN [n8.contractId, n8.feePerM2Month] ORDER BY n8.contractId
  }, COUNT {
    MATCH (n9:Contract)
    WHERE NOT n9.feePerM2Month IN $p8
  }] AS r4,
  [COLLECT {
    MATCH (n10:Contract)
    WHERE n10.feePerM2Month < $p10 AND n10.contractId IS NOT NULL
    WITH n10 ORDER BY n10.contractId LIMIT $p11
    RETURN [n10.contractId, n10.feePerM2Month] ORDER BY n10.contractId
  }, COUNT {
    MATCH (n11:Contract)
    WHERE n11.feePerM2Month < $p10
  }] AS r5,
  [COLLECT {
    MATCH (n12:Contract)
    WHERE n12.feePerM2Month <= $p12 AND n12.contractId IS NOT NULL
    WITH n12 ORDER BY n12.contractId LIMIT $p13
    RETURN [n12.contractId, n12.feePerM2Month] ORDER BY n12.contractId
  }, COUNT {
    MATCH (n13:Contract)
    WHERE n13.feePerM2Month <= $p12
  }] AS r6,
  [COLLECT {
    MATCH (n14:Contract)
    WHERE n14.feePerM2Month > $p14 AND n14.contractId IS NOT NULL
    WITH n14 ORDER BY n14.contractId LIMIT $p15
    RETURN [n14.contractId, n14.feePerM2Month] ORDER BY n14.contractId
  }, COUNT {
    MATCH (n15:Contract)
    WHERE n15.feePerM2Month > $p14
  }] AS r7,
  [COLLECT {
    MATCH (n16:Contract)
    WHERE n16.feePerM2Month >= $p16 AND n16.contractId IS NOT NULL
    WITH n16 ORDER BY n16.contractId LIMIT $p17
    RETURN [n16.contractId, n16.feePerM2Month] ORDER BY n16.contractId
  }, COUNT {
    MATCH (n17:Contract)
    WHERE n17.feePerM2Month >= $p16
  }] AS r8,
  [COLLECT {
    MATCH (n18:Contract)
    WHERE (n18.feePerM2Month IS NULL) = $p18 AND n18.contractId IS NOT NULL
    WITH n18 ORDER BY n18.contractId LIMIT $p19
    RETURN [n18.contractId, n18.feePerM2Month] ORDER BY n18.contractId
  }, COUNT {
    MATCH (n19:Contract)
    WHERE (n19.feePerM2Month IS NULL) = $p18
  }] AS r9
// $p0 = 1.5
// $p1 = 3
// $p2 = 1.0
// $p3 = 3
// $p4 = 1.5
// $p5 = 3
// $p6 = [1.5,2.0]
// $p7 = 3
// $p8 = [1.5]
// $p9 = 3
// $p10 = 0.9
// $p11 = 3
// $p12 = 1.5
// $p13 = 3
// $p14 = 2.5
// $p15 = 3
// $p16 = 2.5
// $p17 = 3
// $p18 = true
// $p19 = 3
