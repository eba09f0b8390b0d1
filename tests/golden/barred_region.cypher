RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND (NOT EXISTS { (s1)-[:APPLIES_IN]->() } OR EXISTS { (s1)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p1}) }) AND EXISTS { (:Region {code: $p1}) }
    WITH n0, collect(s1) AS l2
    WITH n0, l2 ORDER BY n0.enterpriseId LIMIT $p2
    RETURN COLLECT {
      UNWIND l2 AS s3
      OPTIONAL MATCH (s3)-[:APPLIES_IN]->(n4)
      RETURN [CASE WHEN n4 IS NULL THEN null ELSE [n4.code] END] ORDER BY s3.startsOn, s3.sanctionId
    } ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (s6:Sanction)-[:IMPOSED_ON]->(n5)
    WHERE s6.kind = 'BID_RESTRICTION' AND s6.startsOn <= $p0 AND (s6.endsOn IS NULL OR s6.endsOn >= $p0) AND (s6.liftedOn IS NULL OR s6.liftedOn > $p0) AND (NOT EXISTS { (s6)-[:APPLIES_IN]->() } OR EXISTS { (s6)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p1}) }) AND EXISTS { (:Region {code: $p1}) }
    WITH n5, collect(s6) AS l7
    RETURN n5
  }] AS r0,
  [COUNT {
    MATCH (s9:Sanction)-[:IMPOSED_ON]->(n8)
    WHERE s9.kind = 'BID_RESTRICTION' AND s9.startsOn <= $p3 AND (s9.endsOn IS NULL OR s9.endsOn >= $p3) AND (s9.liftedOn IS NULL OR s9.liftedOn > $p3) AND (NOT EXISTS { (s9)-[:APPLIES_IN]->() } OR EXISTS { (s9)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p4}) }) AND EXISTS { (:Region {code: $p4}) }
    WITH DISTINCT n8
    RETURN n8
  }] AS r1,
  [COUNT {
    MATCH (s11:Sanction)-[:IMPOSED_ON]->(n10)
    WHERE s11.kind = 'BID_RESTRICTION' AND s11.startsOn <= $p5 AND (s11.endsOn IS NULL OR s11.endsOn >= $p5) AND (s11.liftedOn IS NULL OR s11.liftedOn > $p5) AND (NOT EXISTS { (s11)-[:APPLIES_IN]->() } OR EXISTS { (s11)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p6}) }) AND EXISTS { (:Region {code: $p6}) }
    WITH DISTINCT n10
    RETURN n10
  }] AS r2,
  [COUNT {
    MATCH (s13:Sanction)-[:IMPOSED_ON]->(n12)
    WHERE s13.kind = 'BID_RESTRICTION' AND s13.startsOn <= $p7 AND (s13.endsOn IS NULL OR s13.endsOn >= $p7) AND (s13.liftedOn IS NULL OR s13.liftedOn > $p7) AND (NOT EXISTS { (s13)-[:APPLIES_IN]->() } OR EXISTS { (s13)-[:APPLIES_IN]->()<-[:PART_OF*0..]-(:Region {code: $p8}) }) AND EXISTS { (:Region {code: $p8}) }
    WITH DISTINCT n12
    RETURN n12
  }] AS r3
// $p0 = "2022-06-30"
// $p1 = "421202"
// $p2 = 3
// $p3 = "2022-06-30"
// $p4 = "421202001600"
// $p5 = "2022-06-30"
// $p6 = "421281"
// $p7 = "2022-06-30"
// $p8 = "99"
