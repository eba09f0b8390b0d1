RETURN
  [COLLECT {
    MATCH (n0:Region)
    WHERE n0.code IS NOT NULL
    WITH n0 ORDER BY n0.code LIMIT $p0
    OPTIONAL MATCH (n0)-[:PART_OF]->(n1)
    RETURN [n0.code, CASE WHEN n1 IS NULL THEN null ELSE [n1.name] END] ORDER BY n0.code
  }] AS r0,
  [COUNT { (n2:Community) }] AS r1
// $p0 = 2
