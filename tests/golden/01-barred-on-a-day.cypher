RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0:Enterprise)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p1 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn)
    WITH DISTINCT n0
    WITH n0 ORDER BY n0.name, n0.enterpriseId LIMIT $p2
    RETURN [['Enterprise:' + n0.enterpriseId, n0.name, n0.uscc, coalesce(n0.synthetic, false)], COLLECT {
      MATCH (n0)<-[:IMPOSED_ON]-(s2:Sanction)
      WHERE s2.kind = 'BID_RESTRICTION' AND s2.startsOn <= $p1 AND (s2.endsOn IS NULL OR s2.endsOn >= $p0) AND (s2.liftedOn IS NULL OR s2.liftedOn > $p0) AND (s2.liftedOn IS NULL OR s2.liftedOn > s2.startsOn)
      OPTIONAL MATCH (s2)-[:BASED_ON]->(n3)
      OPTIONAL MATCH (s2)-[:APPLIES_IN]->(n4)
      RETURN [toString(s2.startsOn), toString(s2.endsOn), (s2.permanent OR s2.endsOn IS NOT NULL), s2.documentNumber, CASE WHEN n3 IS NULL THEN null ELSE [toString(n3.occurredOn), n3.summary] END, CASE WHEN n4 IS NULL THEN null ELSE [n4.name] END] ORDER BY s2.startsOn, s2.sanctionId
    }, [n0.name, n0.enterpriseId]] ORDER BY n0.name, n0.enterpriseId
  }, COUNT {
    MATCH (s6:Sanction)-[:IMPOSED_ON]->(n5:Enterprise)
    WHERE s6.kind = 'BID_RESTRICTION' AND s6.startsOn <= $p1 AND (s6.endsOn IS NULL OR s6.endsOn >= $p0) AND (s6.liftedOn IS NULL OR s6.liftedOn > $p0) AND (s6.liftedOn IS NULL OR s6.liftedOn > s6.startsOn)
    WITH DISTINCT n5
    RETURN n5
  }] AS r0
// $p0 = "2022-06-30"
// $p1 = "2022-06-30"
// $p2 = 6
