CALL () {
  CALL () {
    MATCH (n0)<-[:IMPOSED_ON]-(n2:Sanction)
    WHERE n2.kind = $p0
    WITH n0, count(n2) AS k1
    WITH n0, k1 ORDER BY k1 DESC, n0.enterpriseId LIMIT $p1
    RETURN n0, k1
  }
  WITH collect([n0, k1]) AS l4
  CALL (l4) {
    UNWIND l4 AS x3
    RETURN x3[0] AS n0, x3[1] AS k1
    UNION ALL
    WITH l4 WHERE size(l4) < $p1
    CALL () {
      MATCH (n0:Enterprise)
      WHERE NOT EXISTS { (n0)<-[:IMPOSED_ON]-(n2:Sanction) WHERE n2.kind = $p0 } AND n0.enterpriseId IS NOT NULL
      WITH n0, 0 AS k1
      WITH n0, k1 ORDER BY n0.enterpriseId LIMIT $p1
      RETURN n0, k1
    }
    RETURN n0, k1
  }
  WITH n0, k1 ORDER BY k1 DESC, n0.enterpriseId LIMIT $p1
  WITH [n0.enterpriseId, [COUNT {
    MATCH (n0)<-[:IMPOSED_ON]-(n5)
    WHERE n5.kind = $p2
  }]] AS row, n0, k1 ORDER BY k1 DESC, n0.enterpriseId
  RETURN collect(row) AS v6
}
CALL () {
  CALL () {
    MATCH (n7:Enterprise)
    WHERE n7.kind = $p3 AND NOT EXISTS { (n7)<-[:SUBMITTED_BY]-(n9:Bid) WHERE n9.outcome = $p4 } AND n7.name IS NOT NULL
    WITH n7, 0 AS k8
    WITH n7, k8 ORDER BY n7.name, n7.enterpriseId LIMIT $p5 + $p6
    RETURN n7, k8
  }
  WITH collect([n7, k8]) AS l11
  CALL (l11) {
    UNWIND l11 AS x10
    RETURN x10[0] AS n7, x10[1] AS k8
    UNION ALL
    WITH l11 WHERE size(l11) < $p5 + $p6
    CALL () {
      MATCH (n7:Enterprise)
      WHERE n7.kind = $p3
      MATCH (n7)<-[:SUBMITTED_BY]-(n9:Bid)
      WHERE n9.outcome = $p4
      WITH n7, count(n9) AS k8
      WITH n7, k8 ORDER BY k8, n7.name, n7.enterpriseId LIMIT $p5 + $p6
      RETURN n7, k8
    }
    RETURN n7, k8
  }
  WITH n7, k8 ORDER BY k8, n7.name, n7.enterpriseId SKIP $p6 LIMIT $p5
  WITH [n7.enterpriseId, [COUNT {
    MATCH (n7)<-[:SUBMITTED_BY]-(n12)
    WHERE n12.outcome = $p7
  }]] AS row, n7, k8 ORDER BY k8, n7.name, n7.enterpriseId
  RETURN collect(row) AS v13
}
RETURN
  [v6] AS r0,
  [v13] AS r1
// $p0 = "BID_RESTRICTION"
// $p1 = 4
// $p2 = "BID_RESTRICTION"
// $p3 = "PROPERTY_SERVICE"
// $p4 = "WON"
// $p5 = 3
// $p6 = 1
// $p7 = "WON"
