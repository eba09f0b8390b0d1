RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    WHERE n0.kind = $p0 AND n0.sanctionId IS NOT NULL
    WITH n0 ORDER BY n0.sanctionId LIMIT $p1
    OPTIONAL MATCH (n0)-[:BASED_ON]->(n1)
    OPTIONAL MATCH (n1)-[:CONCERNS]->(n2)
    OPTIONAL MATCH (n2)-[:IN_REGION]->(n3)
    OPTIONAL MATCH (n0)-[:IMPOSED_ON]->(n4)
    OPTIONAL MATCH (n4)-[:IN_REGION]->(n5)
    RETURN [n0.sanctionId, toString(n0.startsOn), toString(n0.endsOn), n0.permanent, toString(n0.liftedOn), CASE WHEN n1 IS NULL THEN null ELSE [CASE WHEN n2 IS NULL THEN null ELSE [n2.name, CASE WHEN n3 IS NULL THEN null ELSE [n3.name] END] END] END, CASE WHEN n4 IS NULL THEN null ELSE [n4.name, CASE WHEN n5 IS NULL THEN null ELSE [n5.name] END] END] ORDER BY n0.sanctionId
  }, COUNT {
    MATCH (n6:Sanction)
    WHERE n6.kind = $p0
  }] AS r0
// $p0 = "BID_RESTRICTION"
// $p1 = 3
