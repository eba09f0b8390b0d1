RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(e0)<-[:SUBMITTED_BY]-(b2)-[:SUBMITTED_TO]->(t3)
    WHERE s1.kind = 'BID_RESTRICTION' AND b2.outcome = 'WON' AND s1.startsOn <= coalesce(t3.awardedOn, b2.submittedOn) AND (s1.endsOn IS NULL OR s1.endsOn >= b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn) AND (NOT EXISTS { (s1)-[:APPLIES_IN]->() } OR EXISTS { (s1)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t3) }) AND (coalesce(t3.awardedOn, b2.submittedOn) >= $p3 AND (coalesce(t3.awardedOn, b2.submittedOn) <> $p3 OR b2.bidId >= $p2 AND (b2.bidId <> $p2 OR s1.sanctionId >= $p1 AND (s1.sanctionId <> $p1 OR e0.enterpriseId > $p0))))
    WITH e0, s1, b2, t3 ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId LIMIT $p4
    RETURN [[b2.bidId], [s1.sanctionId]] ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId
  }, COUNT {
    MATCH (s5:Sanction)-[:IMPOSED_ON]->(e4)<-[:SUBMITTED_BY]-(b6)-[:SUBMITTED_TO]->(t7)
    WHERE s5.kind = 'BID_RESTRICTION' AND b6.outcome = 'WON' AND s5.startsOn <= coalesce(t7.awardedOn, b6.submittedOn) AND (s5.endsOn IS NULL OR s5.endsOn >= b6.submittedOn) AND (s5.liftedOn IS NULL OR s5.liftedOn > b6.submittedOn) AND (s5.liftedOn IS NULL OR s5.liftedOn > s5.startsOn) AND (NOT EXISTS { (s5)-[:APPLIES_IN]->() } OR EXISTS { (s5)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t7) })
  }, EXISTS {
    MATCH (s9:Sanction)-[:IMPOSED_ON]->(e8)<-[:SUBMITTED_BY]-(b10)-[:SUBMITTED_TO]->(t11)
    WHERE s9.kind = 'BID_RESTRICTION' AND b10.outcome = 'WON' AND s9.startsOn <= coalesce(t11.awardedOn, b10.submittedOn) AND (s9.endsOn IS NULL OR s9.endsOn >= b10.submittedOn) AND (s9.liftedOn IS NULL OR s9.liftedOn > b10.submittedOn) AND (s9.liftedOn IS NULL OR s9.liftedOn > s9.startsOn) AND (NOT EXISTS { (s9)-[:APPLIES_IN]->() } OR EXISTS { (s9)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t11) }) AND (NOT coalesce(coalesce(t11.awardedOn, b10.submittedOn) >= $p8 AND (coalesce(t11.awardedOn, b10.submittedOn) <> $p8 OR b10.bidId >= $p7 AND (b10.bidId <> $p7 OR s9.sanctionId >= $p6 AND (s9.sanctionId <> $p6 OR e8.enterpriseId > $p5))), false))
  }] AS r0
// $p0 = "91421202XG12848674"
// $p1 = "syn-sanction-0000-0004"
// $p2 = "syn-bid-0000-0004-1"
// $p3 = "2020-08-16"
// $p4 = 3
// $p5 = "91421202XG12848674"
// $p6 = "syn-sanction-0000-0004"
// $p7 = "syn-bid-0000-0004-1"
// $p8 = "2020-08-16"
