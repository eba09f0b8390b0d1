CALL () {
  MATCH (n2:Claim)
  WHERE n2.claimId IS NOT NULL
  WITH n2 ORDER BY n2.claimId LIMIT $p1
  CALL (n2) {
    WITH n2.measure AS measure, n2.from AS first, coalesce(n2.to, n2.asOf) AS last, head(COLLECT { MATCH (n2)-[:IN_REGION]->(r) RETURN r.code }) AS region
    CALL (measure, first, last, region) {
      WITH measure AS m WHERE m = 'communities.count' CALL (first, last, region) { MATCH (x:Community) WHERE x.isOld AND NOT EXISTS { (x)-[:MERGED_INTO]->(o) } AND (first IS NULL OR EXISTS { (x)<-[:RENOVATES]-(r) WHERE r.year >= first.year AND (last IS NULL OR r.year <= last.year) }) AND (region IS NULL OR EXISTS { (x)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH x AS y WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'communities.households' CALL (first, last, region) { MATCH (x:Community) WHERE x.isOld AND NOT EXISTS { (x)-[:MERGED_INTO]->(o) } AND (first IS NULL OR EXISTS { (x)<-[:RENOVATES]-(r) WHERE r.year >= first.year AND (last IS NULL OR r.year <= last.year) }) AND (region IS NULL OR EXISTS { (x)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH x AS y WITH DISTINCT y RETURN [toFloat(sum(y.households)), count(y), count(CASE WHEN y.households IS NULL THEN 1 END), count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'enterprises.credit_files' CALL (first, last, region) { MATCH (y:Enterprise) WHERE (first IS NULL OR y.creditFileOpenedOn >= first) AND (last IS NULL OR y.creditFileOpenedOn <= last) AND y.creditFileOpenedOn IS NOT NULL AND (NOT EXISTS { (y)-[:IN_REGION]->() } OR (region IS NULL OR EXISTS { (y)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) })) WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'credit_events.count' CALL (first, last, region) { MATCH (y:CreditEvent)-[:CONCERNS]->(e) WHERE (first IS NULL OR y.occurredOn >= first) AND (last IS NULL OR y.occurredOn <= last) AND y.occurredOn IS NOT NULL AND (NOT EXISTS { (e)-[:IN_REGION]->() } OR (region IS NULL OR EXISTS { (e)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) })) WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'sanctions.bid_restrictions' CALL (first, last, region) { MATCH (y:Sanction)-[:IMPOSED_ON]->(e) WHERE y.kind = 'BID_RESTRICTION' AND (first IS NULL OR y.startsOn >= first) AND (last IS NULL OR y.startsOn <= last) AND y.startsOn IS NOT NULL AND (NOT EXISTS { (e)-[:IN_REGION]->() } OR (region IS NULL OR EXISTS { (e)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) })) WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'renovations.security_systems' CALL (first, last, region) { MATCH (y:Renovation) WHERE (first IS NULL OR y.year >= first.year) AND (last IS NULL OR y.year <= last.year) AND (region IS NULL OR EXISTS { (y)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH DISTINCT y RETURN [toFloat(sum(y.securitySystems)), count(y), count(CASE WHEN y.securitySystems IS NULL THEN 1 END), count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'renovations.parking_spaces' CALL (first, last, region) { MATCH (y:Renovation) WHERE (first IS NULL OR y.year >= first.year) AND (last IS NULL OR y.year <= last.year) AND (region IS NULL OR EXISTS { (y)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH DISTINCT y RETURN [toFloat(sum(y.parkingSpaces)), count(y), count(CASE WHEN y.parkingSpaces IS NULL THEN 1 END), count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'renovations.public_space' CALL (first, last, region) { MATCH (y:Renovation) WHERE (first IS NULL OR y.year >= first.year) AND (last IS NULL OR y.year <= last.year) AND (region IS NULL OR EXISTS { (y)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH DISTINCT y RETURN [toFloat(sum(y.publicSpace)), count(y), count(CASE WHEN y.publicSpace IS NULL THEN 1 END), count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'party_branches.count' CALL (first, last, region) { MATCH (x:Community)<-[:LEADS]-(y) WHERE x.isOld AND NOT EXISTS { (x)-[:MERGED_INTO]->(o) } AND (first IS NULL OR EXISTS { (x)<-[:RENOVATES]-(r) WHERE r.year >= first.year AND (last IS NULL OR r.year <= last.year) }) AND (region IS NULL OR EXISTS { (x)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'owners_committees.count' CALL (first, last, region) { MATCH (x:Community)<-[:REPRESENTS]-(y) WHERE x.isOld AND NOT EXISTS { (x)-[:MERGED_INTO]->(o) } AND (first IS NULL OR EXISTS { (x)<-[:RENOVATES]-(r) WHERE r.year >= first.year AND (last IS NULL OR r.year <= last.year) }) AND (region IS NULL OR EXISTS { (x)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE NOT m IN ['communities.count', 'communities.households', 'enterprises.credit_files', 'credit_events.count', 'sanctions.bid_restrictions', 'renovations.security_systems', 'renovations.parking_spaces', 'renovations.public_space', 'party_branches.count', 'owners_committees.count'] RETURN null AS counted
    }
    WITH *, CASE measure WHEN 'communities.count' THEN ['COMMUNITIES', 'RENOVATIONS'] WHEN 'communities.households' THEN ['COMMUNITIES', 'RENOVATIONS'] WHEN 'enterprises.credit_files' THEN ['ENTERPRISES'] WHEN 'credit_events.count' THEN ['CREDIT_EVENTS'] WHEN 'sanctions.bid_restrictions' THEN ['SANCTIONS'] WHEN 'renovations.security_systems' THEN ['RENOVATIONS'] WHEN 'renovations.parking_spaces' THEN ['RENOVATIONS'] WHEN 'renovations.public_space' THEN ['RENOVATIONS'] WHEN 'party_branches.count' THEN ['COMMUNITIES', 'RENOVATIONS', 'PARTY_ORGANIZATIONS'] WHEN 'owners_committees.count' THEN ['COMMUNITIES', 'RENOVATIONS', 'OWNERS_COMMITTEES'] END AS tables
    CALL (tables, region) {
      MATCH (s:Coverage) WHERE s.covers IN tables OPTIONAL MATCH (s)-[:IN_REGION]->(r)
      WITH s, r IS NULL OR EXISTS { (:Region {code: region})-[:PART_OF*0..]->(r) } AS whole ORDER BY s.coverageId
      RETURN collect(['Coverage:' + s.coverageId, s.covers, toString(s.from), toString(s.to), s.synthetic, whole]) AS statements
    }
    RETURN [measure, n2.value, toString(first), toString(last), region, counted, statements] AS v3
  }
  WITH [v3, COLLECT {
    MATCH (n2)-[c4:CITED_IN]->(n5:Document)
    RETURN ['Citation', ['Document']] ORDER BY n5.documentId
  }] AS row, n2 ORDER BY n2.claimId
  RETURN collect(row) AS v6
}
CALL () {
  UNWIND range(0, size($p5) - 1) AS i WITH i, $p5[i] AS c
  CALL (c) {
    WITH c.measure AS measure, c.from AS first, coalesce(c.to, c.asOf) AS last, c.region AS region
    CALL (measure, first, last, region) {
      WITH measure AS m WHERE m = 'communities.count' CALL (first, last, region) { MATCH (x:Community) WHERE x.isOld AND NOT EXISTS { (x)-[:MERGED_INTO]->(o) } AND (first IS NULL OR EXISTS { (x)<-[:RENOVATES]-(r) WHERE r.year >= first.year AND (last IS NULL OR r.year <= last.year) }) AND (region IS NULL OR EXISTS { (x)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH x AS y WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'communities.households' CALL (first, last, region) { MATCH (x:Community) WHERE x.isOld AND NOT EXISTS { (x)-[:MERGED_INTO]->(o) } AND (first IS NULL OR EXISTS { (x)<-[:RENOVATES]-(r) WHERE r.year >= first.year AND (last IS NULL OR r.year <= last.year) }) AND (region IS NULL OR EXISTS { (x)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH x AS y WITH DISTINCT y RETURN [toFloat(sum(y.households)), count(y), count(CASE WHEN y.households IS NULL THEN 1 END), count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'enterprises.credit_files' CALL (first, last, region) { MATCH (y:Enterprise) WHERE (first IS NULL OR y.creditFileOpenedOn >= first) AND (last IS NULL OR y.creditFileOpenedOn <= last) AND y.creditFileOpenedOn IS NOT NULL AND (NOT EXISTS { (y)-[:IN_REGION]->() } OR (region IS NULL OR EXISTS { (y)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) })) WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'credit_events.count' CALL (first, last, region) { MATCH (y:CreditEvent)-[:CONCERNS]->(e) WHERE (first IS NULL OR y.occurredOn >= first) AND (last IS NULL OR y.occurredOn <= last) AND y.occurredOn IS NOT NULL AND (NOT EXISTS { (e)-[:IN_REGION]->() } OR (region IS NULL OR EXISTS { (e)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) })) WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'sanctions.bid_restrictions' CALL (first, last, region) { MATCH (y:Sanction)-[:IMPOSED_ON]->(e) WHERE y.kind = 'BID_RESTRICTION' AND (first IS NULL OR y.startsOn >= first) AND (last IS NULL OR y.startsOn <= last) AND y.startsOn IS NOT NULL AND (NOT EXISTS { (e)-[:IN_REGION]->() } OR (region IS NULL OR EXISTS { (e)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) })) WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'renovations.security_systems' CALL (first, last, region) { MATCH (y:Renovation) WHERE (first IS NULL OR y.year >= first.year) AND (last IS NULL OR y.year <= last.year) AND (region IS NULL OR EXISTS { (y)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH DISTINCT y RETURN [toFloat(sum(y.securitySystems)), count(y), count(CASE WHEN y.securitySystems IS NULL THEN 1 END), count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'renovations.parking_spaces' CALL (first, last, region) { MATCH (y:Renovation) WHERE (first IS NULL OR y.year >= first.year) AND (last IS NULL OR y.year <= last.year) AND (region IS NULL OR EXISTS { (y)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH DISTINCT y RETURN [toFloat(sum(y.parkingSpaces)), count(y), count(CASE WHEN y.parkingSpaces IS NULL THEN 1 END), count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'renovations.public_space' CALL (first, last, region) { MATCH (y:Renovation) WHERE (first IS NULL OR y.year >= first.year) AND (last IS NULL OR y.year <= last.year) AND (region IS NULL OR EXISTS { (y)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH DISTINCT y RETURN [toFloat(sum(y.publicSpace)), count(y), count(CASE WHEN y.publicSpace IS NULL THEN 1 END), count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'party_branches.count' CALL (first, last, region) { MATCH (x:Community)<-[:LEADS]-(y) WHERE x.isOld AND NOT EXISTS { (x)-[:MERGED_INTO]->(o) } AND (first IS NULL OR EXISTS { (x)<-[:RENOVATES]-(r) WHERE r.year >= first.year AND (last IS NULL OR r.year <= last.year) }) AND (region IS NULL OR EXISTS { (x)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE m = 'owners_committees.count' CALL (first, last, region) { MATCH (x:Community)<-[:REPRESENTS]-(y) WHERE x.isOld AND NOT EXISTS { (x)-[:MERGED_INTO]->(o) } AND (first IS NULL OR EXISTS { (x)<-[:RENOVATES]-(r) WHERE r.year >= first.year AND (last IS NULL OR r.year <= last.year) }) AND (region IS NULL OR EXISTS { (x)-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {code: region}) }) WITH DISTINCT y RETURN [toFloat(count(y)), count(y), 0, count(CASE WHEN y.synthetic THEN 1 END)] AS counted } RETURN counted
      UNION ALL
      WITH measure AS m WHERE NOT m IN ['communities.count', 'communities.households', 'enterprises.credit_files', 'credit_events.count', 'sanctions.bid_restrictions', 'renovations.security_systems', 'renovations.parking_spaces', 'renovations.public_space', 'party_branches.count', 'owners_committees.count'] RETURN null AS counted
    }
    WITH *, CASE measure WHEN 'communities.count' THEN ['COMMUNITIES', 'RENOVATIONS'] WHEN 'communities.households' THEN ['COMMUNITIES', 'RENOVATIONS'] WHEN 'enterprises.credit_files' THEN ['ENTERPRISES'] WHEN 'credit_events.count' THEN ['CREDIT_EVENTS'] WHEN 'sanctions.bid_restrictions' THEN ['SANCTIONS'] WHEN 'renovations.security_systems' THEN ['RENOVATIONS'] WHEN 'renovations.parking_spaces' THEN ['RENOVATIONS'] WHEN 'renovations.public_space' THEN ['RENOVATIONS'] WHEN 'party_branches.count' THEN ['COMMUNITIES', 'RENOVATIONS', 'PARTY_ORGANIZATIONS'] WHEN 'owners_committees.count' THEN ['COMMUNITIES', 'RENOVATIONS', 'OWNERS_COMMITTEES'] END AS tables
    CALL (tables, region) {
      MATCH (s:Coverage) WHERE s.covers IN tables OPTIONAL MATCH (s)-[:IN_REGION]->(r)
      WITH s, r IS NULL OR EXISTS { (:Region {code: region})-[:PART_OF*0..]->(r) } AS whole ORDER BY s.coverageId
      RETURN collect(['Coverage:' + s.coverageId, s.covers, toString(s.from), toString(s.to), s.synthetic, whole]) AS statements
    }
    RETURN [measure, c.value, toString(first), toString(last), region, counted, statements] AS v
  }
  WITH v AS row, i ORDER BY i
  RETURN collect(row) AS v16
}
RETURN
  [COLLECT {
    MATCH (n0:Region)
    WHERE n0.code IS NOT NULL
    WITH n0 ORDER BY n0.code LIMIT $p0
    OPTIONAL MATCH (n0)-[:PART_OF]->(n1)
    RETURN [['Region', CASE WHEN n1 IS NULL THEN null ELSE ['Region'] END, []], ['Region']] ORDER BY n0.code
  }] AS r1,
  [v6] AS r2,
  [COLLECT {
    MATCH (s8:Sanction)-[:IMPOSED_ON]->(n7)
    WHERE s8.kind = 'BID_RESTRICTION' AND s8.startsOn <= $p2 AND (s8.endsOn IS NULL OR s8.endsOn >= $p2) AND (s8.liftedOn IS NULL OR s8.liftedOn > $p2)
    WITH n7, collect(s8) AS l9
    WITH n7, l9 ORDER BY n7.enterpriseId LIMIT $p3
    RETURN [['Enterprise'], COLLECT {
      UNWIND l9 AS s10
      RETURN ['Sanction'] ORDER BY s10.startsOn, s10.sanctionId
    }] ORDER BY n7.enterpriseId
  }] AS r3,
  [COLLECT {
    MATCH (s12:Sanction)-[:IMPOSED_ON]->(e11)<-[:SUBMITTED_BY]-(b13)-[:SUBMITTED_TO]->(t14)
    WHERE s12.kind = 'BID_RESTRICTION' AND b13.outcome = 'WON' AND s12.startsOn <= coalesce(t14.awardedOn, b13.submittedOn) AND (s12.endsOn IS NULL OR s12.endsOn >= b13.submittedOn) AND (s12.liftedOn IS NULL OR s12.liftedOn > b13.submittedOn) AND (s12.liftedOn IS NULL OR s12.liftedOn > s12.startsOn) AND (NOT EXISTS { (s12)-[:APPLIES_IN]->() } OR EXISTS { (s12)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t14) })
    WITH e11, s12, b13, t14 ORDER BY coalesce(t14.awardedOn, b13.submittedOn), b13.bidId, s12.sanctionId, e11.enterpriseId LIMIT $p4
    RETURN [['BarredWinner'], ['BarredWinner', ['Bid', COLLECT {
      MATCH (b13)-[:SUBMITTED_BY]->(n15)
      RETURN ['Enterprise'] ORDER BY n15.enterpriseId
    }]]] ORDER BY coalesce(t14.awardedOn, b13.submittedOn), b13.bidId, s12.sanctionId, e11.enterpriseId
  }] AS r4,
  [[COUNT { (:Document) }, COUNT { (:Region) }, COUNT { (:Person) }, COUNT { (:Authority) }, COUNT { (:Enterprise) }, COUNT { (:Community) }, COUNT { (:PartyCommittee) }, COUNT { (:PartyBranch) }, COUNT { (:OwnersCommittee) }, COUNT { (:Tender) }, COUNT { (:CreditEvent) }, COUNT { (:Sanction) }, COUNT { (:Bid) }, COUNT { (:Contract) }, COUNT { (:MarketFiling) }, COUNT { (:Renovation) }, COUNT { (:EnterpriseRole) }, COUNT { (:EnterpriseLink) }, COUNT { (:Claim) }, COUNT { (:Coverage) }, COUNT { (:Judgement) }], [EXISTS { (n:Document) WHERE n.synthetic }, EXISTS { (n:Region) WHERE n.synthetic }, EXISTS { (n:Person) WHERE n.synthetic }, EXISTS { (n:Authority) WHERE n.synthetic }, EXISTS { (n:Enterprise) WHERE n.synthetic }, EXISTS { (n:Community) WHERE n.synthetic }, EXISTS { (n:PartyCommittee) WHERE n.synthetic }, EXISTS { (n:PartyBranch) WHERE n.synthetic }, EXISTS { (n:OwnersCommittee) WHERE n.synthetic }, EXISTS { (n:Tender) WHERE n.synthetic }, EXISTS { (n:CreditEvent) WHERE n.synthetic }, EXISTS { (n:Sanction) WHERE n.synthetic }, EXISTS { (n:Bid) WHERE n.synthetic }, EXISTS { (n:Contract) WHERE n.synthetic }, EXISTS { (n:MarketFiling) WHERE n.synthetic }, EXISTS { (n:Renovation) WHERE n.synthetic }, EXISTS { (n:EnterpriseRole) WHERE n.synthetic }, EXISTS { (n:EnterpriseLink) WHERE n.synthetic }, EXISTS { (n:Claim) WHERE n.synthetic }, EXISTS { (n:Coverage) WHERE n.synthetic }, EXISTS { (n:Judgement) WHERE n.synthetic }], COLLECT {
    MATCH (d:Document)
    WITH d, COUNT { (d)<-[:CITED_IN]-() } AS facts WHERE facts > 0
    RETURN [d.documentId, d.title, toString(d.issuedOn), facts, d.synthetic] ORDER BY facts DESC, d.documentId LIMIT 100
  }, head(COLLECT { MATCH (w:Wuye {name: 'graph'}) RETURN w.revision })] AS r5,
  v16 AS r6
// $p0 = 2
// $p1 = 2
// $p2 = "2022-06-30"
// $p3 = 2
// $p4 = 2
// $p5 = [{"measure":"communities.count","value":1.0}]
