RETURN
  [COLLECT {
    MATCH (n0:Region)
    WHERE n0.code = $p0 AND n0.code IS NOT NULL
    WITH n0 ORDER BY n0.code LIMIT $p1
    RETURN ['Region:' + n0.code] ORDER BY n0.code
  }, COUNT {
    MATCH (n1:Region)
    WHERE n1.code = $p0
  }] AS r0,
  [COLLECT {
    MATCH (n2:Region)
    WHERE n2.code <> $p2 AND n2.code IS NOT NULL
    WITH n2 ORDER BY n2.code LIMIT $p3
    RETURN ['Region:' + n2.code] ORDER BY n2.code
  }, COUNT {
    MATCH (n3:Region)
    WHERE n3.code <> $p2
  }] AS r1,
  [COLLECT {
    MATCH (n4:Region)
    WHERE n4.code IN $p4 AND n4.code IS NOT NULL
    WITH n4 ORDER BY n4.code LIMIT $p5
    RETURN ['Region:' + n4.code] ORDER BY n4.code
  }, COUNT {
    MATCH (n5:Region)
    WHERE n5.code IN $p4
  }] AS r2,
  [COLLECT {
    MATCH (n6:Region)
    WHERE NOT n6.code IN $p6 AND n6.code IS NOT NULL
    WITH n6 ORDER BY n6.code LIMIT $p7
    RETURN ['Region:' + n6.code] ORDER BY n6.code
  }, COUNT {
    MATCH (n7:Region)
    WHERE NOT n7.code IN $p6
  }] AS r3,
  [COLLECT {
    MATCH (n8:Region)
    WHERE n8.code = $p8 AND n8.code IS NOT NULL
    WITH n8 ORDER BY n8.code LIMIT $p9
    RETURN ['Region:' + n8.code] ORDER BY n8.code
  }, COUNT {
    MATCH (n9:Region)
    WHERE n9.code = $p8
  }] AS r4,
  [COLLECT {
    MATCH (n10:Region)
    WHERE (n10.code IS NULL) = $p10 AND n10.code IS NOT NULL
    WITH n10 ORDER BY n10.code LIMIT $p11
    RETURN ['Region:' + n10.code] ORDER BY n10.code
  }, COUNT {
    MATCH (n11:Region)
    WHERE (n11.code IS NULL) = $p10
  }] AS r5
// $p0 = "421202"
// $p1 = 3
// $p2 = "421202"
// $p3 = 3
// $p4 = ["421202","421281"]
// $p5 = 3
// $p6 = ["421202"]
// $p7 = 3
// $p8 = ""
// $p9 = 3
// $p10 = false
// $p11 = 3
