RETURN
  [COLLECT {
    MATCH (n0:Community)
    WHERE COUNT { (n0)<-[:SERVES]-(n1) } >= $p0 AND n0.communityId IS NOT NULL
    WITH n0 ORDER BY n0.communityId LIMIT $p1
    RETURN [n0.communityId, head(COLLECT {
      MATCH (n0)<-[:SERVES]-(c2)
      WHERE c2.startsOn <= $p2 AND (c2.endsOn IS NULL OR c2.endsOn >= $p2) AND (c2.terminatedOn IS NULL OR c2.terminatedOn > $p2)
      RETURN c2.mode ORDER BY c2.startsOn DESC, c2.contractId LIMIT 1
    }), head(COLLECT {
      MATCH (n0)<-[:SERVES]-(c3)
      WHERE c3.startsOn <= $p3 AND (c3.endsOn IS NULL OR c3.endsOn >= $p3) AND (c3.terminatedOn IS NULL OR c3.terminatedOn > $p3)
      RETURN c3.mode ORDER BY c3.startsOn DESC, c3.contractId LIMIT 1
    }), head(COLLECT {
      MATCH (n0)<-[:SERVES]-(c4)
      WHERE c4.startsOn <= $p4 AND (c4.endsOn IS NULL OR c4.endsOn >= $p4) AND (c4.terminatedOn IS NULL OR c4.terminatedOn > $p4)
      RETURN c4.mode ORDER BY c4.startsOn DESC, c4.contractId LIMIT 1
    }), [COLLECT {
      MATCH (n0)<-[:SERVES]-(n5)
      WITH n5 ORDER BY n5.startsOn, n5.contractId LIMIT $p5
      RETURN [n5.mode, toString(n5.startsOn), toString(n5.endsOn), toString(n5.terminatedOn)] ORDER BY n5.startsOn, n5.contractId
    }]] ORDER BY n0.communityId
  }] AS r0
// $p0 = 2
// $p1 = 5
// $p2 = "2023-07-10"
// $p3 = "2020-01-01"
// $p4 = "2022-06-30"
// $p5 = 21
