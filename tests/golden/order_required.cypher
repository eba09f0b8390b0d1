RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    WHERE n0.startsOn IS NOT NULL
    WITH n0 ORDER BY n0.startsOn, n0.sanctionId LIMIT $p0
    RETURN [n0.sanctionId, toString(n0.startsOn)] ORDER BY n0.startsOn, n0.sanctionId
  }] AS r0,
  [COLLECT {
    MATCH (n1:Sanction)
    WHERE n1.startsOn IS NOT NULL
    WITH n1 ORDER BY n1.startsOn DESC, n1.sanctionId LIMIT $p1
    RETURN [n1.sanctionId, toString(n1.startsOn)] ORDER BY n1.startsOn DESC, n1.sanctionId
  }] AS r1,
  [COLLECT {
    MATCH (n2:Sanction)
    WHERE n2.startsOn IS NOT NULL
    WITH n2 ORDER BY n2.startsOn, n2.sanctionId LIMIT $p2
    RETURN [n2.sanctionId, toString(n2.startsOn)] ORDER BY n2.startsOn, n2.sanctionId
  }] AS r2,
  [COLLECT {
    MATCH (n3:Sanction)
    WHERE n3.startsOn IS NOT NULL
    WITH n3 ORDER BY n3.startsOn DESC, n3.sanctionId LIMIT $p3
    RETURN [n3.sanctionId, toString(n3.startsOn)] ORDER BY n3.startsOn DESC, n3.sanctionId
  }] AS r3
// $p0 = 3
// $p1 = 3
// $p2 = 3
// $p3 = 3
