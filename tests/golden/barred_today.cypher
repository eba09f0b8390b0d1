RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0)
    WITH DISTINCT n0
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [n0.name] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (s3:Sanction)-[:IMPOSED_ON]->(n2)
    WHERE s3.kind = 'BID_RESTRICTION' AND s3.startsOn <= $p0 AND (s3.endsOn IS NULL OR s3.endsOn >= $p0) AND (s3.liftedOn IS NULL OR s3.liftedOn > $p0)
    WITH DISTINCT n2
    RETURN n2
  }] AS r0
// $p0 = "2023-07-10"
// $p1 = 3
