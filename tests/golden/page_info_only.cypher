RETURN
  [COLLECT {
    MATCH (n0:Tender)
    WHERE n0.tenderId IS NOT NULL
    WITH n0 ORDER BY n0.tenderId LIMIT $p0
    RETURN [] ORDER BY n0.tenderId
  }] AS r0,
  [COLLECT {
    MATCH (n1:Bid)
    WHERE n1.bidId IS NOT NULL
    WITH n1 ORDER BY n1.bidId LIMIT $p1
    RETURN [n1.bidId] ORDER BY n1.bidId
  }] AS r1,
  [COLLECT {
    MATCH (n2:Contract)
    WHERE n2.contractId IS NOT NULL
    WITH n2 ORDER BY n2.contractId DESC LIMIT $p2
    RETURN [] ORDER BY n2.contractId DESC
  }] AS r2
// $p0 = 6
// $p1 = 21
// $p2 = 6
