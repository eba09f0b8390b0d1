RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0:Enterprise)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p1 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn)
    WITH DISTINCT n0
    WITH n0 ORDER BY n0.name, n0.enterpriseId LIMIT $p2
    RETURN [[n0.name, n0.uscc, EXISTS { (n0)<-[:IMPOSED_ON]-(s2:Sanction) WHERE s2.kind = 'BID_RESTRICTION' AND (s2.startsOn <= $p3 AND (s2.endsOn IS NULL OR s2.endsOn >= $p3) AND (s2.liftedOn IS NULL OR s2.liftedOn > $p3)) }, EXISTS { (n0)<-[:IMPOSED_ON]-(s3:Sanction) WHERE s3.kind = 'BID_RESTRICTION' AND (s3.startsOn <= $p4 AND (s3.endsOn IS NULL OR s3.endsOn >= $p4) AND (s3.liftedOn IS NULL OR s3.liftedOn > $p4)) }], COLLECT {
      MATCH (n0)<-[:IMPOSED_ON]-(s4:Sanction)
      WHERE s4.kind = 'BID_RESTRICTION' AND s4.startsOn <= $p1 AND (s4.endsOn IS NULL OR s4.endsOn >= $p0) AND (s4.liftedOn IS NULL OR s4.liftedOn > $p0) AND (s4.liftedOn IS NULL OR s4.liftedOn > s4.startsOn)
      OPTIONAL MATCH (s4)-[:BASED_ON]->(n5)
      OPTIONAL MATCH (s4)-[:APPLIES_IN]->(n6)
      RETURN [s4.sanctionId, toString(s4.startsOn), toString(s4.endsOn), toString(s4.liftedOn), (s4.permanent OR s4.endsOn IS NOT NULL), CASE WHEN n5 IS NULL THEN null ELSE [n5.summary] END, CASE WHEN n6 IS NULL THEN null ELSE [n6.name] END] ORDER BY s4.startsOn, s4.sanctionId
    }, [n0.name, n0.enterpriseId]] ORDER BY n0.name, n0.enterpriseId
  }, COUNT {
    MATCH (s8:Sanction)-[:IMPOSED_ON]->(n7:Enterprise)
    WHERE s8.kind = 'BID_RESTRICTION' AND s8.startsOn <= $p1 AND (s8.endsOn IS NULL OR s8.endsOn >= $p0) AND (s8.liftedOn IS NULL OR s8.liftedOn > $p0) AND (s8.liftedOn IS NULL OR s8.liftedOn > s8.startsOn)
    WITH DISTINCT n7
    RETURN n7
  }] AS r0
// $p0 = "2022-06-30"
// $p1 = "2022-06-30"
// $p2 = 4
// $p3 = "2023-07-10"
// $p4 = "2022-06-30"
