RETURN
  COLLECT {
    MATCH (n0:Bid)
    WHERE n0.bidId = $p0
    OPTIONAL MATCH (n0)-[:SUBMITTED_TO]->(n3)
    RETURN [n0.bidId, [COLLECT {
      MATCH (n0)-[:SUBMITTED_BY]->(n1)
      RETURN [n1.name, [COLLECT {
        MATCH (n1)<-[:SUBMITTED_BY]-(n2)
        WITH n2 ORDER BY n2.bidId LIMIT $p1
        RETURN [n2.bidId] ORDER BY n2.bidId
      }]] ORDER BY n1.enterpriseId
    }, CASE WHEN n3 IS NULL THEN null ELSE [n3.title, [COLLECT {
      MATCH (n3)<-[:SUBMITTED_TO]-(n4)
      WITH n4 ORDER BY n4.amount, n4.bidId LIMIT $p2
      RETURN [n4.amount, n4.outcome, COLLECT {
        MATCH (n4)-[:SUBMITTED_BY]->(n5)
        RETURN [n5.uscc] ORDER BY n5.enterpriseId
      }] ORDER BY n4.amount, n4.bidId
    }]] END]]
  } AS r0,
  [COUNT {
    MATCH (n6:Bid)
    WHERE COUNT { (n6)-[:SUBMITTED_BY]->(n7) } > $p3
  }] AS r1,
  [COUNT {
    MATCH (n8:Bid)
    MATCH (n8)-[:SUBMITTED_BY]->(n9:Enterprise)
    MATCH (n9)-[:IN_REGION]->(n10:Region)
    WHERE n10.code = $p4
    WITH DISTINCT n8
    RETURN n8
  }] AS r2
// $p0 = "syn-bid-0000-0008-1"
// $p1 = 2
// $p2 = 21
// $p3 = 1
// $p4 = "421281"
