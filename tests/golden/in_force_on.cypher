RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    WHERE n0.startsOn <= $p0 AND (n0.endsOn IS NULL OR n0.endsOn >= $p0) AND (n0.liftedOn IS NULL OR n0.liftedOn > $p0) AND n0.sanctionId IS NOT NULL
    WITH n0 ORDER BY n0.sanctionId LIMIT $p1
    RETURN [toString(n0.startsOn), toString(n0.endsOn), toString(n0.liftedOn)] ORDER BY n0.sanctionId
  }, COUNT {
    MATCH (n1:Sanction)
    WHERE n1.startsOn <= $p0 AND (n1.endsOn IS NULL OR n1.endsOn >= $p0) AND (n1.liftedOn IS NULL OR n1.liftedOn > $p0)
  }] AS r0,
  [COUNT {
    MATCH (n2:EnterpriseRole)
    WHERE n2.startsOn <= $p2 AND (n2.endsOn IS NULL OR n2.endsOn >= $p2)
  }] AS r1,
  [COUNT {
    MATCH (n3:Contract)
    WHERE n3.startsOn <= $p3 AND (n3.endsOn IS NULL OR n3.endsOn >= $p3) AND (n3.terminatedOn IS NULL OR n3.terminatedOn > $p3)
  }] AS r2,
  [COUNT {
    MATCH (n4:MarketFiling)
    WHERE NOT (n4.filedOn <= $p4 AND (n4.expiresOn IS NULL OR n4.expiresOn >= $p4))
  }] AS r3,
  [COUNT {
    MATCH (n5:CreditEvent)
    WHERE n5.occurredOn <= $p5 AND (n5.expiresOn IS NULL OR n5.expiresOn >= $p5) AND (n5.revokedOn IS NULL OR n5.revokedOn > $p5)
  }] AS r4,
  [COUNT {
    MATCH (n6:EnterpriseLink)
    WHERE n6.startsOn <= $p6 AND (n6.endsOn IS NULL OR n6.endsOn >= $p6)
  }] AS r5
// $p0 = "2022-06-30"
// $p1 = 3
// $p2 = "2022-06-30"
// $p3 = "2022-06-30"
// $p4 = "2022-06-30"
// $p5 = "2022-06-30"
// $p6 = "2022-06-30"
