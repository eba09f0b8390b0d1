RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0:Enterprise)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p1 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn)
    WITH DISTINCT n0
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p2
    RETURN [[n0.uscc], COLLECT {
      MATCH (n0)<-[:IMPOSED_ON]-(s2:Sanction)
      WHERE s2.kind = 'BID_RESTRICTION' AND s2.startsOn <= $p1 AND (s2.endsOn IS NULL OR s2.endsOn >= $p0) AND (s2.liftedOn IS NULL OR s2.liftedOn > $p0) AND (s2.liftedOn IS NULL OR s2.liftedOn > s2.startsOn)
      RETURN [toString(s2.startsOn), toString(s2.endsOn), toString(s2.liftedOn)] ORDER BY s2.startsOn, s2.sanctionId
    }] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (s4:Sanction)-[:IMPOSED_ON]->(n3:Enterprise)
    WHERE s4.kind = 'BID_RESTRICTION' AND s4.startsOn <= $p1 AND (s4.endsOn IS NULL OR s4.endsOn >= $p0) AND (s4.liftedOn IS NULL OR s4.liftedOn > $p0) AND (s4.liftedOn IS NULL OR s4.liftedOn > s4.startsOn)
    WITH DISTINCT n3
    RETURN n3
  }] AS r0
// $p0 = "2022-01-01"
// $p1 = "2022-12-31"
// $p2 = 4
