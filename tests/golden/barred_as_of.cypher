RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0)
    WITH n0, collect(s1) AS l2
    WHERE (n0.establishedOn IS NULL OR n0.establishedOn <= $p0) AND (n0.dissolvedOn IS NULL OR n0.dissolvedOn > $p0)
    WITH n0, l2 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [[n0.name, EXISTS { (n0)<-[:IMPOSED_ON]-(s3:Sanction) WHERE s3.kind = 'BID_RESTRICTION' AND (s3.startsOn <= $p0 AND (s3.endsOn IS NULL OR s3.endsOn >= $p0) AND (s3.liftedOn IS NULL OR s3.liftedOn > $p0)) }], COLLECT {
      UNWIND l2 AS s4
      RETURN [toString(s4.startsOn)] ORDER BY s4.startsOn, s4.sanctionId
    }] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (s6:Sanction)-[:IMPOSED_ON]->(n5)
    WHERE s6.kind = 'BID_RESTRICTION' AND s6.startsOn <= $p0 AND (s6.endsOn IS NULL OR s6.endsOn >= $p0) AND (s6.liftedOn IS NULL OR s6.liftedOn > $p0) AND s6.startsOn <= $p0 AND (s6.endsOn IS NULL OR s6.endsOn >= $p0) AND (s6.liftedOn IS NULL OR s6.liftedOn > $p0)
    WITH n5, collect(s6) AS l7
    WHERE (n5.establishedOn IS NULL OR n5.establishedOn <= $p0) AND (n5.dissolvedOn IS NULL OR n5.dissolvedOn > $p0)
    RETURN n5
  }] AS r0
// $p0 = "2021-06-30"
// $p1 = 3
