RETURN
  [COUNT {
    MATCH (n0:Sanction)
    WHERE n0.startsOn IS NOT NULL AND (n0.endsOn IS NULL OR n0.endsOn >= $p0) AND (n0.liftedOn IS NULL OR n0.liftedOn > $p0) AND (n0.liftedOn IS NULL OR n0.liftedOn > n0.startsOn)
  }] AS r0,
  [COUNT {
    MATCH (n1:Sanction)
    WHERE n1.startsOn <= $p1 AND (n1.liftedOn IS NULL OR n1.liftedOn > n1.startsOn)
  }] AS r1,
  [COUNT {
    MATCH (n2:Sanction)
    WHERE n2.startsOn <= $p2
  }] AS r2,
  [COUNT {
    MATCH (n3:Sanction)
    WHERE n3.startsOn >= $p3
  }] AS r3,
  [COUNT {
    MATCH (n4:Enterprise)
    WHERE EXISTS { (n4)<-[:IMPOSED_ON]-(n5) WHERE (((n5.startsOn <= $p4 AND (n5.endsOn IS NULL OR n5.endsOn >= $p4) AND (n5.liftedOn IS NULL OR n5.liftedOn > $p4)) AND n5.kind = $p5)) }
  }] AS r4
// $p0 = "2022-01-01"
// $p1 = "2022-01-01"
// $p2 = "2022-01-01"
// $p3 = "2022-01-01"
// $p4 = "2022-06-30"
// $p5 = "BID_RESTRICTION"
