RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.dissolvedOn = $p0 AND n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [n0.uscc, toString(n0.dissolvedOn)] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (n1:Enterprise)
    WHERE n1.dissolvedOn = $p0
  }] AS r0,
  [COLLECT {
    MATCH (n2:Enterprise)
    WHERE n2.dissolvedOn <> $p2 AND n2.enterpriseId IS NOT NULL
    WITH n2 ORDER BY n2.enterpriseId LIMIT $p3
    RETURN [n2.uscc, toString(n2.dissolvedOn)] ORDER BY n2.enterpriseId
  }, COUNT {
    MATCH (n3:Enterprise)
    WHERE n3.dissolvedOn <> $p2
  }] AS r1,
  [COLLECT {
    MATCH (n4:Enterprise)
    WHERE n4.dissolvedOn IN $p4 AND n4.enterpriseId IS NOT NULL
    WITH n4 ORDER BY n4.enterpriseId LIMIT $p5
    RETURN [n4.uscc, toString(n4.dissolvedOn)] ORDER BY n4.enterpriseId
  }, COUNT {
    MATCH (n5:Enterprise)
    WHERE n5.dissolvedOn IN $p4
  }] AS r2,
  [COLLECT {
    MATCH (n6:Enterprise)
    WHERE NOT n6.dissolvedOn IN $p6 AND n6.enterpriseId IS NOT NULL
    WITH n6 ORDER BY n6.enterpriseId LIMIT $p7
    RETURN [n6.uscc, toString(n6.dissolvedOn)] ORDER BY n6.enterpriseId
  }, COUNT {
    MATCH (n7:Enterprise)
    WHERE NOT n7.dissolvedOn IN $p6
  }] AS r3,
  [COLLECT {
    MATCH (n8:Enterprise)
    WHERE n8.dissolvedOn < $p8 AND n8.enterpriseId IS NOT NULL
    WITH n8 ORDER BY n8.enterpriseId LIMIT $p9
    RETURN [n8.uscc, toString(n8.dissolvedOn)] ORDER BY n8.enterpriseId
  }, COUNT {
    MATCH (n9:Enterprise)
    WHERE n9.dissolvedOn < $p8
  }] AS r4,
  [COLLECT {
    MATCH (n10:Enterprise)
    WHERE n10.dissolvedOn <= $p10 AND n10.enterpriseId IS NOT NULL
    WITH n10 ORDER BY n10.enterpriseId LIMIT $p11
    RETURN [n10.uscc, toString(n10.dissolvedOn)] ORDER BY n10.enterpriseId
  }, COUNT {
    MATCH (n11:Enterprise)
    WHERE n11.dissolvedOn <= $p10
  }] AS r5,
  [COLLECT {
    MATCH (n12:Enterprise)
    WHERE n12.dissolvedOn > $p12 AND n12.enterpriseId IS NOT NULL
    WITH n12 ORDER BY n12.enterpriseId LIMIT $p13
    RETURN [n12.uscc, toString(n12.dissolvedOn)] ORDER BY n12.enterpriseId
  }, COUNT {
    MATCH (n13:Enterprise)
    WHERE n13.dissolvedOn > $p12
  }] AS r6,
  [COLLECT {
    MATCH (n14:Enterprise)
    WHERE n14.dissolvedOn >= $p14 AND n14.enterpriseId IS NOT NULL
    WITH n14 ORDER BY n14.enterpriseId LIMIT $p15
    RETURN [n14.uscc, toString(n14.dissolvedOn)] ORDER BY n14.enterpriseId
  }, COUNT {
    MATCH (n15:Enterprise)
    WHERE n15.dissolvedOn >= $p14
  }] AS r7,
  [COLLECT {
    MATCH (n16:Enterprise)
    WHERE (n16.dissolvedOn IS NULL) = $p16 AND n16.enterpriseId IS NOT NULL
    WITH n16 ORDER BY n16.enterpriseId LIMIT $p17
    RETURN [n16.uscc, toString(n16.dissolvedOn)] ORDER BY n16.enterpriseId
  }, COUNT {
    MATCH (n17:Enterprise)
    WHERE (n17.dissolvedOn IS NULL) = $p16
  }] AS r8,
  [COLLECT {
    MATCH (n18:Enterprise)
    WHERE (n18.dissolvedOn IS NULL) = $p18 AND n18.enterpriseId IS NOT NULL
    WITH n18 ORDER BY n18.enterpriseId LIMIT $p19
    RETURN [n18.uscc, toString(n18.dissolvedOn)] ORDER BY n18.enterpriseId
  }, COUNT {
    MATCH (n19:Enterprise)
    WHERE (n19.dissolvedOn IS NULL) = $p18
  }] AS r9,
  [COLLECT {
    MATCH (n20:Enterprise)
    WHERE n20.dissolvedOn >= $p20 AND n20.dissolvedOn < $p21 AND n20.enterpriseId IS NOT NULL
    WITH n20 ORDER BY n20.enterpriseId LIMIT $p22
    RETURN [n20.uscc, toString(n20.dissolvedOn)] ORDER BY n20.enterpriseId
  }, COUNT {
    MATCH (n21:Enterprise)
    WHERE n21.dissolvedOn >= $p20 AND n21.dissolvedOn < $p21
  }] AS r10
// $p0 = "2022-06-30"
// $p1 = 3
// $p2 = "2022-06-30"
// $p3 = 3
// $p4 = ["2022-06-30","2021-01-01"]
// $p5 = 3
// $p6 = ["2022-06-30"]
// $p7 = 3
// $p8 = "2022-06-30"
// $p9 = 3
// $p10 = "2022-06-30"
// $p11 = 3
// $p12 = "2022-06-30"
// $p13 = 3
// $p14 = "2022-06-30"
// $p15 = 3
// $p16 = true
// $p17 = 3
// $p18 = false
// $p19 = 3
// $p20 = "2020-01-01"
// $p21 = "2022-01-01"
// $p22 = 3
