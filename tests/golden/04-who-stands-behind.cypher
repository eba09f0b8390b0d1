RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0)
    WITH DISTINCT n0
    WHERE (n0.establishedOn IS NULL OR n0.establishedOn <= $p0) AND (n0.dissolvedOn IS NULL OR n0.dissolvedOn > $p0)
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [n0.name, [COLLECT {
      MATCH (n0)<-[:HELD_IN]-(n2)
      WHERE n2.startsOn <= $p0 AND (n2.endsOn IS NULL OR n2.endsOn >= $p0)
      WITH n2 ORDER BY n2.roleId LIMIT $p2
      OPTIONAL MATCH (n2)-[:HELD_BY]->(n3)
      RETURN [n2.role, CASE WHEN n3 IS NULL THEN null ELSE [n3.name, [COLLECT {
        MATCH (n3)<-[:HELD_BY]-(n4)
        WHERE n4.startsOn <= $p0 AND (n4.endsOn IS NULL OR n4.endsOn >= $p0)
        WITH n4 ORDER BY n4.roleId LIMIT $p3
        OPTIONAL MATCH (n4)-[:HELD_IN]->(n5)
        RETURN [n4.role, CASE WHEN n5 IS NULL THEN null ELSE [n5.name, EXISTS { (n5)<-[:IMPOSED_ON]-(s6:Sanction) WHERE s6.kind = 'BID_RESTRICTION' AND (s6.startsOn <= $p0 AND (s6.endsOn IS NULL OR s6.endsOn >= $p0) AND (s6.liftedOn IS NULL OR s6.liftedOn > $p0)) }] END] ORDER BY n4.roleId
      }]] END, toString(n2.startsOn), toString(n2.endsOn)] ORDER BY n2.roleId
    }], [COLLECT {
      MATCH (n0)<-[:LINK_FROM|LINK_TO]-(n7)
      WHERE n7.startsOn <= $p0 AND (n7.endsOn IS NULL OR n7.endsOn >= $p0)
      WITH n7 ORDER BY n7.linkId LIMIT $p4
      OPTIONAL MATCH (n7)-[:LINK_FROM]->(n8)
      OPTIONAL MATCH (n7)-[:LINK_TO]->(n9)
      RETURN [n7.kind, CASE WHEN n8 IS NULL THEN null ELSE [n8.name] END, CASE WHEN n9 IS NULL THEN null ELSE [n9.name] END] ORDER BY n7.linkId
    }]] ORDER BY n0.enterpriseId
  }] AS r0
// $p0 = "2022-06-30"
// $p1 = 6
// $p2 = 21
// $p3 = 21
// $p4 = 21
