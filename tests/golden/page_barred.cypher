RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0)
    WITH DISTINCT n0
    WITH n0, COUNT { (n0)<-[:IMPOSED_ON]-(n3) } AS k2
    WHERE (k2 <= $p2 AND (k2 <> $p2 OR n0.enterpriseId > $p1))
    WITH n0, k2 ORDER BY k2 DESC, n0.enterpriseId LIMIT $p3
    RETURN [n0.enterpriseId] ORDER BY k2 DESC, n0.enterpriseId
  }, COUNT {
    MATCH (s5:Sanction)-[:IMPOSED_ON]->(n4)
    WHERE s5.kind = 'BID_RESTRICTION' AND s5.startsOn <= $p0 AND (s5.endsOn IS NULL OR s5.endsOn >= $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > $p0)
    WITH DISTINCT n4
    RETURN n4
  }, EXISTS {
    MATCH (s7:Sanction)-[:IMPOSED_ON]->(n6)
    WHERE s7.kind = 'BID_RESTRICTION' AND s7.startsOn <= $p0 AND (s7.endsOn IS NULL OR s7.endsOn >= $p0) AND (s7.liftedOn IS NULL OR s7.liftedOn > $p0)
    WITH DISTINCT n6
    WITH n6, COUNT { (n6)<-[:IMPOSED_ON]-(n9) } AS k8
    WHERE (NOT coalesce(k8 <= $p5 AND (k8 <> $p5 OR n6.enterpriseId > $p4), false))
    RETURN n6
  }] AS r0
// $p0 = "2022-06-30"
// $p1 = "91421202XG3343808R"
// $p2 = 3
// $p3 = 3
// $p4 = "91421202XG3343808R"
// $p5 = 3
