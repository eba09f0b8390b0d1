RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE toLower(n0.email) = toLower($p0) AND n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [n0.email] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (n1:Enterprise)
    WHERE toLower(n1.email) = toLower($p0)
  }] AS r0,
  [COLLECT {
    MATCH (n2:Enterprise)
    WHERE toLower(n2.email) <> toLower($p2) AND n2.enterpriseId IS NOT NULL
    WITH n2 ORDER BY n2.enterpriseId LIMIT $p3
    RETURN [n2.email] ORDER BY n2.enterpriseId
  }, COUNT {
    MATCH (n3:Enterprise)
    WHERE toLower(n3.email) <> toLower($p2)
  }] AS r1,
  [COLLECT {
    MATCH (n4:Enterprise)
    WHERE toLower(n4.email) IN [y IN $p4 | toLower(y)] AND n4.enterpriseId IS NOT NULL
    WITH n4 ORDER BY n4.enterpriseId LIMIT $p5
    RETURN [n4.email] ORDER BY n4.enterpriseId
  }, COUNT {
    MATCH (n5:Enterprise)
    WHERE toLower(n5.email) IN [y IN $p4 | toLower(y)]
  }] AS r2,
  [COLLECT {
    MATCH (n6:Enterprise)
    WHERE NOT toLower(n6.email) IN [y IN $p6 | toLower(y)] AND n6.enterpriseId IS NOT NULL
    WITH n6 ORDER BY n6.enterpriseId LIMIT $p7
    RETURN [n6.email] ORDER BY n6.enterpriseId
  }, COUNT {
    MATCH (n7:Enterprise)
    WHERE NOT toLower(n7.email) IN [y IN $p6 | toLower(y)]
  }] AS r3,
  [COLLECT {
    MATCH (n8:Enterprise)
    WHERE toLower(n8.email) CONTAINS toLower($p8) AND n8.enterpriseId IS NOT NULL
    WITH n8 ORDER BY n8.enterpriseId LIMIT $p9
    RETURN [n8.email] ORDER BY n8.enterpriseId
  }, COUNT {
    MATCH (n9:Enterprise)
    WHERE toLower(n9.email) CONTAINS toLower($p8)
  }] AS r4,
  [COLLECT {
    MATCH (n10:Enterprise)
    WHERE toLower(n10.email) STARTS WITH toLower($p10) AND n10.enterpriseId IS NOT NULL
    WITH n10 ORDER BY n10.enterpriseId LIMIT $p11
    RETURN [n10.email] ORDER BY n10.enterpriseId
  }, COUNT {
    MATCH (n11:Enterprise)
    WHERE toLower(n11.email) STARTS WITH toLower($p10)
  }] AS r5,
  [COLLECT {
    MATCH (n12:Enterprise)
    WHERE toLower(n12.email) ENDS WITH toLower($p12) AND n12.enterpriseId IS NOT NULL
    WITH n12 ORDER BY n12.enterpriseId LIMIT $p13
    RETURN [n12.email] ORDER BY n12.enterpriseId
  }, COUNT {
    MATCH (n13:Enterprise)
    WHERE toLower(n13.email) ENDS WITH toLower($p12)
  }] AS r6,
  [COLLECT {
    MATCH (n14:Enterprise)
    WHERE toLower(n14.email) < toLower($p14) AND n14.enterpriseId IS NOT NULL
    WITH n14 ORDER BY n14.enterpriseId LIMIT $p15
    RETURN [n14.email] ORDER BY n14.enterpriseId
  }, COUNT {
    MATCH (n15:Enterprise)
    WHERE toLower(n15.email) < toLower($p14)
  }] AS r7,
  [COUNT {
    MATCH (n16:Enterprise)
    WHERE n16.email = $p16
  }] AS r8
// $p0 = "OFFICE@XG1047298.EXAMPLE"
// $p1 = 2
// $p2 = "OFFICE@XG1047298.EXAMPLE"
// $p3 = 2
// $p4 = ["OFFICE@XG1047298.EXAMPLE","Office@xg112648x.example"]
// $p5 = 2
// $p6 = ["OFFICE@XG1047298.EXAMPLE"]
// $p7 = 2
// $p8 = "XG10"
// $p9 = 2
// $p10 = "OFFICE@XG1047"
// $p11 = 2
// $p12 = "298.EXAMPLE"
// $p13 = 2
// $p14 = "OFFICE@XG2"
// $p15 = 2
// $p16 = "OFFICE@XG1047298.EXAMPLE"
