RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(e0)<-[:SUBMITTED_BY]-(b2)-[:SUBMITTED_TO]->(t3)
    WHERE s1.kind = 'BID_RESTRICTION' AND b2.outcome = 'WON' AND s1.startsOn <= coalesce(t3.awardedOn, b2.submittedOn) AND (s1.endsOn IS NULL OR s1.endsOn >= b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn) AND (NOT EXISTS { (s1)-[:APPLIES_IN]->() } OR EXISTS { (s1)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t3) }) AND coalesce(t3.awardedOn, b2.submittedOn) <= $p0
    WITH e0, s1, b2, t3 ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId LIMIT $p1
    RETURN [[toString(t3.awardedOn)]] ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId
  }, COUNT {
    MATCH (s5:Sanction)-[:IMPOSED_ON]->(e4)<-[:SUBMITTED_BY]-(b6)-[:SUBMITTED_TO]->(t7)
    WHERE s5.kind = 'BID_RESTRICTION' AND b6.outcome = 'WON' AND s5.startsOn <= coalesce(t7.awardedOn, b6.submittedOn) AND (s5.endsOn IS NULL OR s5.endsOn >= b6.submittedOn) AND (s5.liftedOn IS NULL OR s5.liftedOn > b6.submittedOn) AND (s5.liftedOn IS NULL OR s5.liftedOn > s5.startsOn) AND (NOT EXISTS { (s5)-[:APPLIES_IN]->() } OR EXISTS { (s5)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t7) }) AND coalesce(t7.awardedOn, b6.submittedOn) <= $p0
  }] AS r0,
  [COUNT {
    MATCH (s9:Sanction)-[:IMPOSED_ON]->(e8)<-[:SUBMITTED_BY]-(b10)-[:SUBMITTED_TO]->(t11)
    WHERE s9.kind = 'BID_RESTRICTION' AND b10.outcome = 'WON' AND s9.startsOn <= coalesce(t11.awardedOn, b10.submittedOn) AND (s9.endsOn IS NULL OR s9.endsOn >= b10.submittedOn) AND (s9.liftedOn IS NULL OR s9.liftedOn > b10.submittedOn) AND (s9.liftedOn IS NULL OR s9.liftedOn > s9.startsOn) AND (NOT EXISTS { (s9)-[:APPLIES_IN]->() } OR EXISTS { (s9)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t11) }) AND coalesce(t11.awardedOn, b10.submittedOn) >= $p2
  }] AS r1,
  [COUNT {
    MATCH (s13:Sanction)-[:IMPOSED_ON]->(e12)<-[:SUBMITTED_BY]-(b14)-[:SUBMITTED_TO]->(t15)
    WHERE s13.kind = 'BID_RESTRICTION' AND b14.outcome = 'WON' AND s13.startsOn <= coalesce(t15.awardedOn, b14.submittedOn) AND (s13.endsOn IS NULL OR s13.endsOn >= b14.submittedOn) AND (s13.liftedOn IS NULL OR s13.liftedOn > b14.submittedOn) AND (s13.liftedOn IS NULL OR s13.liftedOn > s13.startsOn) AND (NOT EXISTS { (s13)-[:APPLIES_IN]->() } OR EXISTS { (s13)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t15) }) AND coalesce(t15.awardedOn, b14.submittedOn) >= $p3 AND coalesce(t15.awardedOn, b14.submittedOn) <= $p4 AND EXISTS { (t15)-[:FOR]->()-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: $p5}) }
  }] AS r2,
  [COUNT {
    MATCH (s17:Sanction)-[:IMPOSED_ON]->(e16)<-[:SUBMITTED_BY]-(b18)-[:SUBMITTED_TO]->(t19)
    WHERE s17.kind = 'BID_RESTRICTION' AND b18.outcome = 'WON' AND s17.startsOn <= coalesce(t19.awardedOn, b18.submittedOn) AND (s17.endsOn IS NULL OR s17.endsOn >= b18.submittedOn) AND (s17.liftedOn IS NULL OR s17.liftedOn > b18.submittedOn) AND (s17.liftedOn IS NULL OR s17.liftedOn > s17.startsOn) AND (NOT EXISTS { (s17)-[:APPLIES_IN]->() } OR EXISTS { (s17)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t19) }) AND EXISTS { (t19)-[:FOR]->()-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: $p6}) }
  }] AS r3,
  [COLLECT {
    MATCH (s21:Sanction)-[:IMPOSED_ON]->(e20)<-[:SUBMITTED_BY]-(b22)-[:SUBMITTED_TO]->(t23)
    WHERE s21.kind = 'BID_RESTRICTION' AND b22.outcome = 'WON' AND s21.startsOn <= coalesce(t23.awardedOn, b22.submittedOn) AND (s21.endsOn IS NULL OR s21.endsOn >= b22.submittedOn) AND (s21.liftedOn IS NULL OR s21.liftedOn > b22.submittedOn) AND (s21.liftedOn IS NULL OR s21.liftedOn > s21.startsOn) AND (NOT EXISTS { (s21)-[:APPLIES_IN]->() } OR EXISTS { (s21)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t23) }) AND EXISTS { (t23)-[:FOR]->()-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: $p7}) }
    WITH e20, s21, b22, t23 ORDER BY coalesce(t23.awardedOn, b22.submittedOn), b22.bidId, s21.sanctionId, e20.enterpriseId LIMIT $p8
    RETURN [['Bid:' + b22.bidId]] ORDER BY coalesce(t23.awardedOn, b22.submittedOn), b22.bidId, s21.sanctionId, e20.enterpriseId
  }, COUNT {
    MATCH (s25:Sanction)-[:IMPOSED_ON]->(e24)<-[:SUBMITTED_BY]-(b26)-[:SUBMITTED_TO]->(t27)
    WHERE s25.kind = 'BID_RESTRICTION' AND b26.outcome = 'WON' AND s25.startsOn <= coalesce(t27.awardedOn, b26.submittedOn) AND (s25.endsOn IS NULL OR s25.endsOn >= b26.submittedOn) AND (s25.liftedOn IS NULL OR s25.liftedOn > b26.submittedOn) AND (s25.liftedOn IS NULL OR s25.liftedOn > s25.startsOn) AND (NOT EXISTS { (s25)-[:APPLIES_IN]->() } OR EXISTS { (s25)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t27) }) AND EXISTS { (t27)-[:FOR]->()-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: $p7}) }
  }] AS r4
// $p0 = "2021-12-31"
// $p1 = 21
// $p2 = "2022-01-01"
// $p3 = "2021-01-01"
// $p4 = "2021-12-31"
// $p5 = "421202"
// $p6 = "421281"
// $p7 = "99"
// $p8 = 21
