RETURN
  [COLLECT {
    MATCH (n0:Community)
    WHERE n0.communityId IN $p0
    RETURN [n0.communityId, ['Community:' + n0.communityId]] ORDER BY n0.communityId
  }, COLLECT {
    MATCH (n1:Region)
    WHERE n1.code IN $p1
    RETURN [n1.code, ['Region:' + n1.code, n1.code]] ORDER BY n1.code
  }] AS r0
// $p0 = ["xianning-hexie"]
// $p1 = ["421200"]
