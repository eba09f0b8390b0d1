RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(e0)<-[:SUBMITTED_BY]-(b2)-[:SUBMITTED_TO]->(t3)
    WHERE s1.kind = 'BID_RESTRICTION' AND b2.outcome = 'WON' AND coalesce(t3.awardedOn <= $p0, true) AND s1.startsOn <= coalesce(t3.awardedOn, b2.submittedOn) AND (s1.endsOn IS NULL OR s1.endsOn >= b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > b2.submittedOn OR s1.liftedOn > $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn) AND (NOT EXISTS { (s1)-[:APPLIES_IN]->() } OR EXISTS { (s1)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t3) }) AND (e0.establishedOn IS NULL OR e0.establishedOn <= $p0) AND (e0.dissolvedOn IS NULL OR e0.dissolvedOn > $p0) AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND b2.submittedOn <= $p0 AND (t3.publishedOn IS NULL OR t3.publishedOn <= $p0)
    WITH e0, s1, b2, t3 ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId LIMIT $p1
    RETURN [[toString(CASE WHEN t3.awardedOn <= $p0 THEN t3.awardedOn END)], [s1.sanctionId]] ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId
  }, COUNT {
    MATCH (s5:Sanction)-[:IMPOSED_ON]->(e4)<-[:SUBMITTED_BY]-(b6)-[:SUBMITTED_TO]->(t7)
    WHERE s5.kind = 'BID_RESTRICTION' AND b6.outcome = 'WON' AND coalesce(t7.awardedOn <= $p0, true) AND s5.startsOn <= coalesce(t7.awardedOn, b6.submittedOn) AND (s5.endsOn IS NULL OR s5.endsOn >= b6.submittedOn) AND (s5.liftedOn IS NULL OR s5.liftedOn > b6.submittedOn OR s5.liftedOn > $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > s5.startsOn) AND (NOT EXISTS { (s5)-[:APPLIES_IN]->() } OR EXISTS { (s5)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t7) }) AND (e4.establishedOn IS NULL OR e4.establishedOn <= $p0) AND (e4.dissolvedOn IS NULL OR e4.dissolvedOn > $p0) AND s5.startsOn <= $p0 AND (s5.endsOn IS NULL OR s5.endsOn >= $p0) AND (s5.liftedOn IS NULL OR s5.liftedOn > $p0) AND b6.submittedOn <= $p0 AND (t7.publishedOn IS NULL OR t7.publishedOn <= $p0)
  }] AS r0
// $p0 = "2021-11-09"
// $p1 = 21
