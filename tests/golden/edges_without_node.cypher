RETURN
  [COLLECT {
    MATCH (n0:Tender)
    WHERE n0.tenderId IS NOT NULL
    WITH n0 ORDER BY n0.tenderId LIMIT $p0
    RETURN [n0.tenderId] ORDER BY n0.tenderId
  }] AS r0,
  [COLLECT {
    MATCH (n1:Bid)
    WHERE n1.bidId IS NOT NULL
    WITH n1 ORDER BY n1.bidId LIMIT $p1
    RETURN [] ORDER BY n1.bidId
  }] AS r1
// $p0 = 3
// $p1 = 3
