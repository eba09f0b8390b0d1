RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0:Enterprise)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p1 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn)
    WITH DISTINCT n0
    WITH n0, COUNT { (n0)<-[:IMPOSED_ON]-(n3) } AS k2
    WHERE (k2 <= $p3 AND (k2 <> $p3 OR n0.enterpriseId > $p2))
    WITH n0, k2 ORDER BY k2 DESC, n0.enterpriseId LIMIT $p4
    RETURN [n0.enterpriseId] ORDER BY k2 DESC, n0.enterpriseId
  }, COUNT {
    MATCH (s5:Sanction)-[:IMPOSED_ON]->(n4:Enterprise)
    WHERE s5.kind = 'BID_RESTRICTION' AND s5.startsOn <= $p1 AND (s5.endsOn IS NULL OR s5.endsOn >= $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > s5.startsOn)
    WITH DISTINCT n4
    RETURN n4
  }, EXISTS {
    MATCH (s7:Sanction)-[:IMPOSED_ON]->(n6:Enterprise)
    WHERE s7.kind = 'BID_RESTRICTION' AND s7.startsOn <= $p1 AND (s7.endsOn IS NULL OR s7.endsOn >= $p0) AND (s7.liftedOn IS NULL OR s7.liftedOn > $p0) AND (s7.liftedOn IS NULL OR s7.liftedOn > s7.startsOn)
    WITH DISTINCT n6
    WITH n6, COUNT { (n6)<-[:IMPOSED_ON]-(n9) } AS k8
    WHERE (NOT coalesce(k8 <= $p6 AND (k8 <> $p6 OR n6.enterpriseId > $p5), false))
    RETURN n6
  }] AS r0
// $p0 = "2022-06-30"
// $p1 = "2022-06-30"
// $p2 = "91421202XG3343808R"
// $p3 = 3
// $p4 = 3
// $p5 = "91421202XG3343808R"
// $p6 = 3
