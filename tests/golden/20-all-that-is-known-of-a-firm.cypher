RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WITH n0, COUNT { (n0)<-[:IMPOSED_ON]-(n2) } AS k1
    WITH n0, k1 ORDER BY k1 DESC, n0.enterpriseId LIMIT $p0
    RETURN [n0.name, n0.uscc, EXISTS { (n0)<-[:IMPOSED_ON]-(s3:Sanction) WHERE s3.kind = 'BID_RESTRICTION' AND (s3.startsOn <= $p1 AND (s3.endsOn IS NULL OR s3.endsOn >= $p1) AND (s3.liftedOn IS NULL OR s3.liftedOn > $p1)) }, [COLLECT {
      MATCH (n0)<-[:CONCERNS]-(n4)
      WITH n4 ORDER BY n4.occurredOn DESC, n4.eventId LIMIT $p2
      RETURN [n4.polarity, toString(n4.occurredOn), n4.summary] ORDER BY n4.occurredOn DESC, n4.eventId
    }, COUNT { (n0)<-[:CONCERNS]-(n5) }], [COLLECT {
      MATCH (n0)<-[:IMPOSED_ON]-(n6)
      WITH n6 ORDER BY n6.startsOn DESC, n6.sanctionId LIMIT $p3
      RETURN [n6.kind, toString(n6.startsOn), toString(n6.endsOn)] ORDER BY n6.startsOn DESC, n6.sanctionId
    }, COUNT { (n0)<-[:IMPOSED_ON]-(n7) }], n0.enterpriseId] ORDER BY k1 DESC, n0.enterpriseId
  }] AS r0
// $p0 = 4
// $p1 = "2023-07-10"
// $p2 = 4
// $p3 = 4
