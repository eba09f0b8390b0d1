RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p0
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n1)
    RETURN [n0.name, CASE WHEN n1 IS NULL THEN null ELSE [n1.name, n1.code] END, n0.uscc] ORDER BY n0.enterpriseId
  }, COUNT { (n2:Enterprise) }] AS r0
// $p0 = 2
