RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0)
    WITH n0, collect(s1) AS l2
    WITH n0, l2 ORDER BY n0.name, n0.enterpriseId LIMIT $p1
    RETURN [['Enterprise:' + n0.enterpriseId, n0.name, n0.uscc, coalesce(n0.synthetic, false)], COLLECT {
      UNWIND l2 AS s3
      OPTIONAL MATCH (s3)-[:BASED_ON]->(n4)
      OPTIONAL MATCH (s3)-[:APPLIES_IN]->(n5)
      RETURN [toString(s3.startsOn), toString(s3.endsOn), (s3.permanent OR s3.endsOn IS NOT NULL), s3.documentNumber, CASE WHEN n4 IS NULL THEN null ELSE [toString(n4.occurredOn), n4.summary] END, CASE WHEN n5 IS NULL THEN null ELSE [n5.name] END] ORDER BY s3.startsOn, s3.sanctionId
    }, [n0.name, n0.enterpriseId]] ORDER BY n0.name, n0.enterpriseId
  }, COUNT {
    MATCH (s7:Sanction)-[:IMPOSED_ON]->(n6)
    WHERE s7.kind = 'BID_RESTRICTION' AND s7.startsOn <= $p0 AND (s7.endsOn IS NULL OR s7.endsOn >= $p0) AND (s7.liftedOn IS NULL OR s7.liftedOn > $p0)
    WITH n6, collect(s7) AS l8
    RETURN n6
  }] AS r0
// $p0 = "2022-06-30"
// $p1 = 6
