RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(e0)<-[:SUBMITTED_BY]-(b2)-[:SUBMITTED_TO]->(t3)
    WHERE s1.kind = 'BID_RESTRICTION' AND b2.outcome = 'WON' AND s1.startsOn <= coalesce(t3.awardedOn, b2.submittedOn) AND (s1.endsOn IS NULL OR s1.endsOn >= b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn) AND (NOT EXISTS { (s1)-[:APPLIES_IN]->() } OR EXISTS { (s1)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t3) }) AND coalesce(t3.awardedOn, b2.submittedOn) >= $p0 AND coalesce(t3.awardedOn, b2.submittedOn) <= $p1
    WITH e0, s1, b2, t3 ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId LIMIT $p2
    OPTIONAL MATCH (t3)-[:FOR]->(n5)
    OPTIONAL MATCH (n5)-[:IN_REGION]->(n6)
    RETURN [[e0.name, e0.uscc], [toString(s1.startsOn), toString(s1.endsOn), toString(s1.liftedOn), s1.documentNumber], [toString(b2.submittedOn), b2.amount, COLLECT {
      MATCH (b2)-[:SUBMITTED_BY]->(n4)
      RETURN [n4.name] ORDER BY n4.enterpriseId
    }], [t3.title, toString(t3.awardedOn), CASE WHEN n5 IS NULL THEN null ELSE [n5.name, CASE WHEN n6 IS NULL THEN null ELSE [n6.name] END] END]] ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId
  }, COUNT {
    MATCH (s8:Sanction)-[:IMPOSED_ON]->(e7)<-[:SUBMITTED_BY]-(b9)-[:SUBMITTED_TO]->(t10)
    WHERE s8.kind = 'BID_RESTRICTION' AND b9.outcome = 'WON' AND s8.startsOn <= coalesce(t10.awardedOn, b9.submittedOn) AND (s8.endsOn IS NULL OR s8.endsOn >= b9.submittedOn) AND (s8.liftedOn IS NULL OR s8.liftedOn > b9.submittedOn) AND (s8.liftedOn IS NULL OR s8.liftedOn > s8.startsOn) AND (NOT EXISTS { (s8)-[:APPLIES_IN]->() } OR EXISTS { (s8)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t10) }) AND coalesce(t10.awardedOn, b9.submittedOn) >= $p0 AND coalesce(t10.awardedOn, b9.submittedOn) <= $p1
  }] AS r0
// $p0 = "2019-01-01"
// $p1 = "2024-12-31"
// $p2 = 11
