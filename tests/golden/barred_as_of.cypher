RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0:Enterprise)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p1 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn) AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0)
    WITH DISTINCT n0
    WHERE (n0.establishedOn IS NULL OR n0.establishedOn <= $p0) AND (n0.dissolvedOn IS NULL OR n0.dissolvedOn > $p0)
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p2
    RETURN [[n0.name, EXISTS { (n0)<-[:IMPOSED_ON]-(s2:Sanction) WHERE s2.kind = 'BID_RESTRICTION' AND (s2.startsOn <= $p0 AND (s2.endsOn IS NULL OR s2.endsOn >= $p0) AND (s2.liftedOn IS NULL OR s2.liftedOn > $p0)) }], COLLECT {
      MATCH (n0)<-[:IMPOSED_ON]-(s3:Sanction)
      WHERE s3.kind = 'BID_RESTRICTION' AND s3.startsOn <= $p1 AND (s3.endsOn IS NULL OR s3.endsOn >= $p0) AND (s3.liftedOn IS NULL OR s3.liftedOn > $p0) AND (s3.liftedOn IS NULL OR s3.liftedOn > s3.startsOn) AND s3.startsOn <= $p0 AND (s3.endsOn IS NULL OR s3.endsOn >= $p0) AND (s3.liftedOn IS NULL OR s3.liftedOn > $p0)
      RETURN [toString(s3.startsOn)] ORDER BY s3.startsOn, s3.sanctionId
    }] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (s5:Sanction)-[:IMPOSED_ON]->(n4:Enterprise)
    WHERE s5.kind = 'BID_RESTRICTION' AND s5.startsOn <= $p1 AND (s5.endsOn IS NULL OR s5.endsOn >= $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > s5.startsOn) AND s5.startsOn <= $p0 AND (s5.endsOn IS NULL OR s5.endsOn >= $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > $p0)
    WITH DISTINCT n4
    WHERE (n4.establishedOn IS NULL OR n4.establishedOn <= $p0) AND (n4.dissolvedOn IS NULL OR n4.dissolvedOn > $p0)
    RETURN n4
  }] AS r0
// $p0 = "2021-06-30"
// $p1 = "2021-06-30"
// $p2 = 3
