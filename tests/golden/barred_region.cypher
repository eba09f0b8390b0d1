RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0:Enterprise)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p1 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn) AND (NOT EXISTS { (s1)-[:APPLIES_IN]->() } OR EXISTS { (s1)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p2}) }) AND EXISTS { (:Region {code: $p2}) }
    WITH DISTINCT n0
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p3
    RETURN COLLECT {
      MATCH (n0)<-[:IMPOSED_ON]-(s2:Sanction)
      WHERE s2.kind = 'BID_RESTRICTION' AND s2.startsOn <= $p1 AND (s2.endsOn IS NULL OR s2.endsOn >= $p0) AND (s2.liftedOn IS NULL OR s2.liftedOn > $p0) AND (s2.liftedOn IS NULL OR s2.liftedOn > s2.startsOn) AND (NOT EXISTS { (s2)-[:APPLIES_IN]->() } OR EXISTS { (s2)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p2}) }) AND EXISTS { (:Region {code: $p2}) }
      OPTIONAL MATCH (s2)-[:APPLIES_IN]->(n3)
      RETURN [CASE WHEN n3 IS NULL THEN null ELSE [n3.code] END] ORDER BY s2.startsOn, s2.sanctionId
    } ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (s5:Sanction)-[:IMPOSED_ON]->(n4:Enterprise)
    WHERE s5.kind = 'BID_RESTRICTION' AND s5.startsOn <= $p1 AND (s5.endsOn IS NULL OR s5.endsOn >= $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > s5.startsOn) AND (NOT EXISTS { (s5)-[:APPLIES_IN]->() } OR EXISTS { (s5)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p2}) }) AND EXISTS { (:Region {code: $p2}) }
    WITH DISTINCT n4
    RETURN n4
  }] AS r0,
  [COUNT {
    MATCH (s7:Sanction)-[:IMPOSED_ON]->(n6:Enterprise)
    WHERE s7.kind = 'BID_RESTRICTION' AND s7.startsOn <= $p5 AND (s7.endsOn IS NULL OR s7.endsOn >= $p4) AND (s7.liftedOn IS NULL OR s7.liftedOn > $p4) AND (s7.liftedOn IS NULL OR s7.liftedOn > s7.startsOn) AND (NOT EXISTS { (s7)-[:APPLIES_IN]->() } OR EXISTS { (s7)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p6}) }) AND EXISTS { (:Region {code: $p6}) }
    WITH DISTINCT n6
    RETURN n6
  }] AS r1,
  [COUNT {
    MATCH (s9:Sanction)-[:IMPOSED_ON]->(n8:Enterprise)
    WHERE s9.kind = 'BID_RESTRICTION' AND s9.startsOn <= $p8 AND (s9.endsOn IS NULL OR s9.endsOn >= $p7) AND (s9.liftedOn IS NULL OR s9.liftedOn > $p7) AND (s9.liftedOn IS NULL OR s9.liftedOn > s9.startsOn) AND (NOT EXISTS { (s9)-[:APPLIES_IN]->() } OR EXISTS { (s9)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p9}) }) AND EXISTS { (:Region {code: $p9}) }
    WITH DISTINCT n8
    RETURN n8
  }] AS r2,
  [COUNT {
    MATCH (s11:Sanction)-[:IMPOSED_ON]->(n10:Enterprise)
    WHERE s11.kind = 'BID_RESTRICTION' AND s11.startsOn <= $p11 AND (s11.endsOn IS NULL OR s11.endsOn >= $p10) AND (s11.liftedOn IS NULL OR s11.liftedOn > $p10) AND (s11.liftedOn IS NULL OR s11.liftedOn > s11.startsOn) AND (NOT EXISTS { (s11)-[:APPLIES_IN]->() } OR EXISTS { (s11)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p12}) }) AND EXISTS { (:Region {code: $p12}) }
    WITH DISTINCT n10
    RETURN n10
  }] AS r3
// $p0 = "2022-06-30"
// $p1 = "2022-06-30"
// $p2 = "421202"
// $p3 = 3
// $p4 = "2022-06-30"
// $p5 = "2022-06-30"
// $p6 = "421202001600"
// $p7 = "2022-06-30"
// $p8 = "2022-06-30"
// $p9 = "421281"
// $p10 = "2022-06-30"
// $p11 = "2022-06-30"
// $p12 = "99"
