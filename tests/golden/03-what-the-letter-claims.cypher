CALL () {
  MATCH (n0:Claim)
  WHERE n0.claimId IS NOT NULL
  WITH n0 ORDER BY n0.claimId LIMIT $p0
  CALL (n0) {
    WITH n0.measure AS measure, n0.from AS first, coalesce(n0.to, n0.asOf) AS last, head(COLLECT { MATCH (n0)-[:IN_REGION]->(r) RETURN r.code }) AS region
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
    RETURN [measure, n0.value, toString(first), toString(last), region, counted, statements] AS v1
  }
  OPTIONAL MATCH (n0)-[:MADE_IN]->(n2)
  WITH [n0.statement, n0.measure, n0.value, v1, CASE WHEN n2 IS NULL THEN null ELSE [n2.title, toString(n2.issuedOn)] END] AS row, n0 ORDER BY n0.claimId
  RETURN collect(row) AS v3
}
RETURN
  [v3] AS r0
// $p0 = 21
