RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p1 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn)
    WITH n0, collect(s1) AS l2
    WITH n0, l2 ORDER BY n0.enterpriseId LIMIT $p2
    RETURN [[n0.uscc], COLLECT {
      UNWIND l2 AS s3
      RETURN [toString(s3.startsOn), toString(s3.endsOn), toString(s3.liftedOn)] ORDER BY s3.startsOn, s3.sanctionId
    }] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (s5:Sanction)-[:IMPOSED_ON]->(n4)
    WHERE s5.kind = 'BID_RESTRICTION' AND s5.startsOn <= $p1 AND (s5.endsOn IS NULL OR s5.endsOn >= $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > s5.startsOn)
    WITH n4, collect(s5) AS l6
    RETURN n4
  }] AS r0
// $p0 = "2022-01-01"
// $p1 = "2022-12-31"
// $p2 = 4
