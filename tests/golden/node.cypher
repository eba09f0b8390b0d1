RETURN
  COLLECT {
    MATCH (n0:Sanction)
    WHERE n0.sanctionId = $p0
    OPTIONAL MATCH (n0)-[:IMPOSED_ON]->(n1)
    RETURN [n0.sanctionId, ['Sanction', 'Sanction:' + n0.sanctionId, n0.kind, toString(n0.startsOn), CASE WHEN n1 IS NULL THEN null ELSE [n1.name] END]]
  } AS r0
// $p0 = "syn-sanction-0000-0001"
