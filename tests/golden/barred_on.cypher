RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0)
    WITH n0, collect(s1) AS l2
    WITH n0, l2 ORDER BY n0.name, n0.enterpriseId LIMIT $p1
    RETURN [[n0.name, n0.uscc, EXISTS { (n0)<-[:IMPOSED_ON]-(s3:Sanction) WHERE s3.kind = 'BID_RESTRICTION' AND (s3.startsOn <= $p2 AND (s3.endsOn IS NULL OR s3.endsOn >= $p2) AND (s3.liftedOn IS NULL OR s3.liftedOn > $p2)) }, EXISTS { (n0)<-[:IMPOSED_ON]-(s4:Sanction) WHERE s4.kind = 'BID_RESTRICTION' AND (s4.startsOn <= $p3 AND (s4.endsOn IS NULL OR s4.endsOn >= $p3) AND (s4.liftedOn IS NULL OR s4.liftedOn > $p3)) }], COLLECT {
      UNWIND l2 AS s5
      OPTIONAL MATCH (s5)-[:BASED_ON]->(n6)
      OPTIONAL MATCH (s5)-[:APPLIES_IN]->(n7)
      RETURN [s5.sanctionId, toString(s5.startsOn), toString(s5.endsOn), toString(s5.liftedOn), (s5.permanent OR s5.endsOn IS NOT NULL), CASE WHEN n6 IS NULL THEN null ELSE [n6.summary] END, CASE WHEN n7 IS NULL THEN null ELSE [n7.name] END] ORDER BY s5.startsOn, s5.sanctionId
    }, [n0.name, n0.enterpriseId]] ORDER BY n0.name, n0.enterpriseId
  }, COUNT {
    MATCH (s9:Sanction)-[:IMPOSED_ON]->(n8)
    WHERE s9.kind = 'BID_RESTRICTION' AND s9.startsOn <= $p0 AND (s9.endsOn IS NULL OR s9.endsOn >= $p0) AND (s9.liftedOn IS NULL OR s9.liftedOn > $p0)
    WITH n8, collect(s9) AS l10
    RETURN n8
  }] AS r0
// $p0 = "2022-06-30"
// $p1 = 4
// $p2 = "2023-07-10"
// $p3 = "2022-06-30"
