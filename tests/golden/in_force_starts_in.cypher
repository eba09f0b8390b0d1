RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    WHERE n0.startsOn >= $p0 AND n0.startsOn <= $p1 AND n0.sanctionId IS NOT NULL
    WITH n0 ORDER BY n0.sanctionId LIMIT $p2
    RETURN [toString(n0.startsOn), toString(n0.endsOn), toString(n0.liftedOn)] ORDER BY n0.sanctionId
  }, COUNT {
    MATCH (n1:Sanction)
    WHERE n1.startsOn >= $p0 AND n1.startsOn <= $p1
  }] AS r0,
  [COUNT {
    MATCH (n2:EnterpriseRole)
    WHERE n2.startsOn >= $p3 AND n2.startsOn <= $p4
  }] AS r1,
  [COUNT {
    MATCH (n3:Contract)
    WHERE n3.startsOn >= $p5 AND n3.startsOn <= $p6
  }] AS r2,
  [COUNT {
    MATCH (n4:MarketFiling)
    WHERE NOT (n4.filedOn >= $p7 AND n4.filedOn <= $p8)
  }] AS r3,
  [COUNT {
    MATCH (n5:CreditEvent)
    WHERE n5.occurredOn >= $p9 AND n5.occurredOn <= $p10
  }] AS r4,
  [COUNT {
    MATCH (n6:EnterpriseLink)
    WHERE n6.startsOn >= $p11 AND n6.startsOn <= $p12
  }] AS r5
// $p0 = "2022-01-01"
// $p1 = "2022-06-30"
// $p2 = 3
// $p3 = "2022-01-01"
// $p4 = "2022-06-30"
// $p5 = "2022-01-01"
// $p6 = "2022-06-30"
// $p7 = "2022-01-01"
// $p8 = "2022-06-30"
// $p9 = "2022-01-01"
// $p10 = "2022-06-30"
// $p11 = "2022-01-01"
// $p12 = "2022-06-30"
