RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.name = $p0 AND n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [n0.name] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (n1:Enterprise)
    WHERE n1.name = $p0
  }] AS r0,
  [COLLECT {
    MATCH (n2:Enterprise)
    WHERE n2.name <> $p2 AND n2.enterpriseId IS NOT NULL
    WITH n2 ORDER BY n2.enterpriseId LIMIT $p3
    RETURN [n2.name] ORDER BY n2.enterpriseId
  }, COUNT {
    MATCH (n3:Enterprise)
    WHERE n3.name <> $p2
  }] AS r1,
  [COLLECT {
    MATCH (n4:Enterprise)
    WHERE n4.name IN $p4 AND n4.enterpriseId IS NOT NULL
    WITH n4 ORDER BY n4.enterpriseId LIMIT $p5
    RETURN [n4.name] ORDER BY n4.enterpriseId
  }, COUNT {
    MATCH (n5:Enterprise)
    WHERE n5.name IN $p4
  }] AS r2,
  [COLLECT {
    MATCH (n6:Enterprise)
    WHERE NOT n6.name IN $p6 AND n6.enterpriseId IS NOT NULL
    WITH n6 ORDER BY n6.enterpriseId LIMIT $p7
    RETURN [n6.name] ORDER BY n6.enterpriseId
  }, COUNT {
    MATCH (n7:Enterprise)
    WHERE NOT n7.name IN $p6
  }] AS r3,
  [COLLECT {
    MATCH (n8:Enterprise)
    WHERE n8.name < $p8 AND n8.enterpriseId IS NOT NULL
    WITH n8 ORDER BY n8.enterpriseId LIMIT $p9
    RETURN [n8.name] ORDER BY n8.enterpriseId
  }, COUNT {
    MATCH (n9:Enterprise)
    WHERE n9.name < $p8
  }] AS r4,
  [COLLECT {
    MATCH (n10:Enterprise)
    WHERE n10.name <= $p10 AND n10.enterpriseId IS NOT NULL
    WITH n10 ORDER BY n10.enterpriseId LIMIT $p11
    RETURN [n10.name] ORDER BY n10.enterpriseId
  }, COUNT {
    MATCH (n11:Enterprise)
    WHERE n11.name <= $p10
  }] AS r5,
  [COLLECT {
    MATCH (n12:Enterprise)
    WHERE n12.name > $p12 AND n12.enterpriseId IS NOT NULL
    WITH n12 ORDER BY n12.enterpriseId LIMIT $p13
    RETURN [n12.name] ORDER BY n12.enterpriseId
  }, COUNT {
    MATCH (n13:Enterprise)
    WHERE n13.name > $p12
  }] AS r6,
  [COLLECT {
    MATCH (n14:Enterprise)
    WHERE n14.name >= $p14 AND n14.enterpriseId IS NOT NULL
    WITH n14 ORDER BY n14.enterpriseId LIMIT $p15
    RETURN [n14.name] ORDER BY n14.enterpriseId
  }, COUNT {
    MATCH (n15:Enterprise)
    WHERE n15.name >= $p14
  }] AS r7,
  [COLLECT {
    MATCH (n16:Enterprise)
    WHERE n16.name CONTAINS $p16 AND n16.enterpriseId IS NOT NULL
    WITH n16 ORDER BY n16.enterpriseId LIMIT $p17
    RETURN [n16.name] ORDER BY n16.enterpriseId
  }, COUNT {
    MATCH (n17:Enterprise)
    WHERE n17.name CONTAINS $p16
  }] AS r8,
  [COLLECT {
    MATCH (n18:Enterprise)
    WHERE n18.name STARTS WITH $p18 AND n18.enterpriseId IS NOT NULL
    WITH n18 ORDER BY n18.enterpriseId LIMIT $p19
    RETURN [n18.name] ORDER BY n18.enterpriseId
  }, COUNT {
    MATCH (n19:Enterprise)
    WHERE n19.name STARTS WITH $p18
  }] AS r9,
  [COLLECT {
    MATCH (n20:Enterprise)
    WHERE n20.name ENDS WITH $p20 AND n20.enterpriseId IS NOT NULL
    WITH n20 ORDER BY n20.enterpriseId LIMIT $p21
    RETURN [n20.name] ORDER BY n20.enterpriseId
  }, COUNT {
    MATCH (n21:Enterprise)
    WHERE n21.name ENDS WITH $p20
  }] AS r10,
  [COLLECT {
    MATCH (n22:Enterprise)
    WHERE (n22.name IS NULL) = $p22 AND n22.enterpriseId IS NOT NULL
    WITH n22 ORDER BY n22.enterpriseId LIMIT $p23
    RETURN [n22.name] ORDER BY n22.enterpriseId
  }, COUNT {
    MATCH (n23:Enterprise)
    WHERE (n23.name IS NULL) = $p22
  }] AS r11,
  [COLLECT {
    MATCH (n24:Enterprise)
    WHERE n24.name STARTS WITH $p24 AND n24.name CONTAINS $p25 AND n24.name <> $p26 AND n24.enterpriseId IS NOT NULL
    WITH n24 ORDER BY n24.enterpriseId LIMIT $p27
    RETURN [n24.name] ORDER BY n24.enterpriseId
  }, COUNT {
    MATCH (n25:Enterprise)
    WHERE n25.name STARTS WITH $p24 AND n25.name CONTAINS $p25 AND n25.name <> $p26
  }] AS r12
// $p0 = "浙江绿城"
// $p1 = 3
// $p2 = "浙江绿城"
// $p3 = 3
// $p4 = ["浙江绿城","上海绿地"]
// $p5 = 3
// $p6 = ["浙江绿城","上海绿地"]
// $p7 = 3
// $p8 = "咸安"
// $p9 = 3
// $p10 = "上海绿地"
// $p11 = 3
// $p12 = "赤壁"
// $p13 = 3
// $p14 = "赤壁"
// $p15 = 3
// $p16 = "柏"
// $p17 = 3
// $p18 = "咸宁"
// $p19 = 3
// $p20 = "集团有限公司"
// $p21 = 3
// $p22 = true
// $p23 = 3
// $p24 = "咸宁"
// $p25 = "柏"
// $p26 = "x"
// $p27 = 3
