RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE (n0.establishedOn IS NULL OR n0.establishedOn <= $p0) AND (n0.dissolvedOn IS NULL OR n0.dissolvedOn > $p0) AND EXISTS { (n0)<-[:IMPOSED_ON]-(n1) WHERE (n1.startsOn <= $p0 AND (n1.endsOn IS NULL OR n1.endsOn >= $p0) AND (n1.liftedOn IS NULL OR n1.liftedOn > $p0)) AND n1.kind = $p1 } AND COUNT { (n0)<-[:SUBMITTED_BY]-(n2) WHERE n2.submittedOn <= $p0 } > $p2
    WITH n0, COUNT { (n0)<-[:IMPOSED_ON]-(n4) WHERE n4.startsOn <= $p0 AND (n4.endsOn IS NULL OR n4.endsOn >= $p0) AND (n4.liftedOn IS NULL OR n4.liftedOn > $p0) } AS k3
    WITH n0, k3 ORDER BY k3 DESC, n0.enterpriseId LIMIT $p3
    RETURN [n0.name, [COLLECT {
      MATCH (n0)<-[:IMPOSED_ON]-(n5)
      WHERE n5.startsOn <= $p0 AND (n5.endsOn IS NULL OR n5.endsOn >= $p0) AND (n5.liftedOn IS NULL OR n5.liftedOn > $p0)
      WITH n5 ORDER BY n5.sanctionId LIMIT $p4
      OPTIONAL MATCH (n5)-[:BASED_ON]->(n6)
      WHERE n6.occurredOn <= $p0
      RETURN [toString(n5.startsOn), CASE WHEN n6 IS NULL THEN null ELSE [toString(n6.occurredOn)] END] ORDER BY n5.sanctionId
    }]] ORDER BY k3 DESC, n0.enterpriseId
  }, COUNT {
    MATCH (n7:Enterprise)
    WHERE (n7.establishedOn IS NULL OR n7.establishedOn <= $p0) AND (n7.dissolvedOn IS NULL OR n7.dissolvedOn > $p0) AND EXISTS { (n7)<-[:IMPOSED_ON]-(n8) WHERE (n8.startsOn <= $p0 AND (n8.endsOn IS NULL OR n8.endsOn >= $p0) AND (n8.liftedOn IS NULL OR n8.liftedOn > $p0)) AND n8.kind = $p1 } AND COUNT { (n7)<-[:SUBMITTED_BY]-(n9) WHERE n9.submittedOn <= $p0 } > $p2
  }] AS r0,
  COLLECT {
    MATCH (n10:Sanction)
    WHERE n10.sanctionId = $p5 AND n10.startsOn <= $p0 AND (n10.endsOn IS NULL OR n10.endsOn >= $p0) AND (n10.liftedOn IS NULL OR n10.liftedOn > $p0)
    RETURN [n10.sanctionId, ['Sanction:' + n10.sanctionId]]
  } AS r1,
  [COLLECT {
    MATCH (n11:Sanction)
    WHERE n11.sanctionId IN $p6 AND n11.startsOn <= $p0 AND (n11.endsOn IS NULL OR n11.endsOn >= $p0) AND (n11.liftedOn IS NULL OR n11.liftedOn > $p0)
    RETURN [n11.sanctionId, ['Sanction:' + n11.sanctionId]] ORDER BY n11.sanctionId
  }] AS r2,
  COLLECT {
    MATCH (n12:Sanction)
    WHERE n12.sanctionId = $p7 AND n12.startsOn <= $p0 AND (n12.endsOn IS NULL OR n12.endsOn >= $p0) AND (n12.liftedOn IS NULL OR n12.liftedOn > $p0)
    OPTIONAL MATCH (n12)-[:IMPOSED_ON]->(n13)
    RETURN [n12.sanctionId, [CASE WHEN n13 IS NULL THEN null ELSE [n13.name] END]]
  } AS r3
// $p0 = "2021-08-01"
// $p1 = "BID_RESTRICTION"
// $p2 = 1
// $p3 = 3
// $p4 = 21
// $p5 = "syn-sanction-0000-0002"
// $p6 = ["syn-sanction-0000-0001","syn-sanction-0000-0002"]
// $p7 = "syn-sanction-0000-0001"
