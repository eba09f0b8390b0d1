RETURN
  [COLLECT {
    MATCH (n0:Tender)
    WITH n0 ORDER BY n0.kind DESC, n0.budget IS NULL, n0.budget DESC, n0.tenderId LIMIT $p0
    RETURN [n0.tenderId, n0.budget] ORDER BY n0.kind DESC, n0.budget IS NULL, n0.budget DESC, n0.tenderId
  }] AS r0,
  [COLLECT {
    MATCH (n1:Tender)
    WITH n1 ORDER BY n1.awardedOn, n1.tenderId LIMIT $p1
    RETURN [toString(n1.awardedOn)] ORDER BY n1.awardedOn, n1.tenderId
  }] AS r1,
  [COLLECT {
    MATCH (n2:Tender)
    WITH n2, COUNT { (n2)<-[:SUBMITTED_TO]-(n4) } AS k3
    WITH n2, k3 ORDER BY k3 DESC, n2.tenderId LIMIT $p2
    RETURN [[COUNT { (n2)<-[:SUBMITTED_TO]-(n5) }]] ORDER BY k3 DESC, n2.tenderId
  }] AS r2
// $p0 = 3
// $p1 = 3
// $p2 = 2
