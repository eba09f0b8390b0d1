RETURN
  COLLECT {
    MATCH (n0:Person)
    WHERE n0.personId = $p0
    RETURN [n0.personId, [n0.name, [COLLECT {
      MATCH (n0)<-[:HELD_BY]-(n1)
      WITH n1 ORDER BY n1.roleId LIMIT $p1
      OPTIONAL MATCH (n1)-[:HELD_IN]->(n2)
      RETURN [n1.role, toString(n1.startsOn), toString(n1.endsOn), CASE WHEN n2 IS NULL THEN null ELSE [n2.name, EXISTS { (n2)<-[:IMPOSED_ON]-(s3:Sanction) WHERE s3.kind = 'BID_RESTRICTION' AND (s3.startsOn <= $p2 AND (s3.endsOn IS NULL OR s3.endsOn >= $p2) AND (s3.liftedOn IS NULL OR s3.liftedOn > $p2)) }] END] ORDER BY n1.roleId
    }]]]
  } AS r0,
  [COLLECT {
    MATCH (n4:EnterpriseLink)
    WHERE n4.kind = $p3 AND n4.linkId IS NOT NULL
    WITH n4 ORDER BY n4.linkId LIMIT $p4
    OPTIONAL MATCH (n4)-[:LINK_FROM]->(n5)
    OPTIONAL MATCH (n4)-[:LINK_TO]->(n6)
    RETURN [CASE WHEN n5 IS NULL THEN null ELSE [n5.name] END, CASE WHEN n6 IS NULL THEN null ELSE [n6.name, toString(n6.dissolvedOn)] END, n4.share] ORDER BY n4.linkId
  }] AS r1
// $p0 = "syn-person-0000-0016"
// $p1 = 21
// $p2 = "2021-06-30"
// $p3 = "SUCCESSOR"
// $p4 = 3
