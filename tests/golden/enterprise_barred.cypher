RETURN
  COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.uscc = $p0
    RETURN [n0.enterpriseId, [EXISTS { (n0)<-[:IMPOSED_ON]-(s1:Sanction) WHERE s1.kind = 'BID_RESTRICTION' AND (s1.startsOn <= $p1 AND (s1.endsOn IS NULL OR s1.endsOn >= $p1) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p1)) }, EXISTS { (n0)<-[:IMPOSED_ON]-(s2:Sanction) WHERE s2.kind = 'BID_RESTRICTION' AND (s2.startsOn <= $p2 AND (s2.endsOn IS NULL OR s2.endsOn >= $p2) AND (s2.liftedOn IS NULL OR s2.liftedOn > $p2)) }, EXISTS { (n0)<-[:IMPOSED_ON]-(s3:Sanction) WHERE s3.kind = 'BID_RESTRICTION' AND (s3.startsOn <= $p3 AND (s3.endsOn IS NULL OR s3.endsOn >= $p3) AND (s3.liftedOn IS NULL OR s3.liftedOn > $p3)) }, EXISTS { (n0)<-[:IMPOSED_ON]-(s4:Sanction) WHERE s4.kind = 'BID_RESTRICTION' AND (s4.startsOn <= $p4 AND (s4.endsOn IS NULL OR s4.endsOn >= $p4) AND (s4.liftedOn IS NULL OR s4.liftedOn > $p4)) }, EXISTS { (n0)<-[:IMPOSED_ON]-(s5:Sanction) WHERE s5.kind = 'BID_RESTRICTION' AND (s5.startsOn <= $p5 AND (s5.endsOn IS NULL OR s5.endsOn >= $p5) AND (s5.liftedOn IS NULL OR s5.liftedOn > $p5)) }]]
  } AS r0,
  [COLLECT {
    MATCH (n6:Enterprise)
    WHERE EXISTS { (n6)<-[:IMPOSED_ON]-(n7) WHERE n7.kind = $p6 } AND n6.enterpriseId IS NOT NULL
    WITH n6 ORDER BY n6.enterpriseId LIMIT $p7
    RETURN [EXISTS { (n6)<-[:IMPOSED_ON]-(s8:Sanction) WHERE s8.kind = 'BID_RESTRICTION' AND (s8.startsOn <= $p8 AND (s8.endsOn IS NULL OR s8.endsOn >= $p8) AND (s8.liftedOn IS NULL OR s8.liftedOn > $p8)) }] ORDER BY n6.enterpriseId
  }] AS r1
// $p0 = "91421202XG1047298R"
// $p1 = "2021-07-23"
// $p2 = "2021-07-24"
// $p3 = "2021-10-31"
// $p4 = "2021-11-01"
// $p5 = "2023-07-10"
// $p6 = "FORCED_EXIT"
// $p7 = 4
// $p8 = "2021-06-30"
