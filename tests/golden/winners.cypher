RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(e0)<-[:SUBMITTED_BY]-(b2)-[:SUBMITTED_TO]->(t3)
    WHERE s1.kind = 'BID_RESTRICTION' AND b2.outcome = 'WON' AND s1.startsOn <= coalesce(t3.awardedOn, b2.submittedOn) AND (s1.endsOn IS NULL OR s1.endsOn >= b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn) AND (NOT EXISTS { (s1)-[:APPLIES_IN]->() } OR EXISTS { (s1)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t3) })
    WITH e0, s1, b2, t3 ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId LIMIT $p0
    OPTIONAL MATCH (s1)-[:APPLIES_IN]->(n4)
    OPTIONAL MATCH (t3)-[:FOR]->(n6)
    OPTIONAL MATCH (n6)-[:IN_REGION]->(n7)
    RETURN [[[e0.name, coalesce(e0.formerNames, [])], [toString(s1.startsOn), toString(s1.endsOn), s1.permanent, toString(s1.liftedOn), (s1.permanent OR s1.endsOn IS NOT NULL), CASE WHEN n4 IS NULL THEN null ELSE [n4.name] END], [toString(b2.submittedOn), COLLECT {
      MATCH (b2)-[:SUBMITTED_BY]->(n5)
      RETURN [n5.name] ORDER BY n5.enterpriseId
    }, b2.outcome], [t3.title, toString(t3.awardedOn), CASE WHEN n6 IS NULL THEN null ELSE [CASE WHEN n7 IS NULL THEN null ELSE [n7.name] END] END]], [toString(coalesce(t3.awardedOn, b2.submittedOn)), b2.bidId, s1.sanctionId, e0.enterpriseId]] ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId
  }, COUNT {
    MATCH (s9:Sanction)-[:IMPOSED_ON]->(e8)<-[:SUBMITTED_BY]-(b10)-[:SUBMITTED_TO]->(t11)
    WHERE s9.kind = 'BID_RESTRICTION' AND b10.outcome = 'WON' AND s9.startsOn <= coalesce(t11.awardedOn, b10.submittedOn) AND (s9.endsOn IS NULL OR s9.endsOn >= b10.submittedOn) AND (s9.liftedOn IS NULL OR s9.liftedOn > b10.submittedOn) AND (s9.liftedOn IS NULL OR s9.liftedOn > s9.startsOn) AND (NOT EXISTS { (s9)-[:APPLIES_IN]->() } OR EXISTS { (s9)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t11) })
  }] AS r0
// $p0 = 21
