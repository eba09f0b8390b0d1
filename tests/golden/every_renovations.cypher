RETURN
  [COLLECT {
    MATCH (n0:Renovation)
    WHERE n0.renovationId IS NOT NULL
    WITH n0 ORDER BY n0.renovationId LIMIT $p0
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n1)
    RETURN ['Renovation', 'Renovation:' + n0.renovationId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.renovationId, n0.name, n0.year, n0.investment, n0.securitySystems, n0.parkingSpaces, n0.publicSpace, toString(n0.completedOn), toString(n0.partyBranchFormedOn), toString(n0.consultationHeldOn), toString(n0.conventionSignedOn), toString(n0.illegalStructuresClearedOn), toString(n0.residentsContributedOn), toString(n0.feesCommittedOn), (n0.partyBranchFormedOn IS NOT NULL AND n0.consultationHeldOn IS NOT NULL AND n0.conventionSignedOn IS NOT NULL AND n0.illegalStructuresClearedOn IS NOT NULL AND n0.residentsContributedOn IS NOT NULL AND n0.feesCommittedOn IS NOT NULL), CASE WHEN n1 IS NULL THEN null ELSE ['Region:' + n1.code] END, [COUNT { (n0)-[:RENOVATES]->(n2) }], COLLECT {
      MATCH (n0)-[c3:CITED_IN]->(n4:Document)
      RETURN [['Document:' + n4.documentId], c3.locator, c3.quote] ORDER BY n4.documentId
    }] ORDER BY n0.renovationId
  }, COUNT { (n5:Renovation) }] AS r0,
  COLLECT {
    MATCH (n6:Renovation)
    WHERE n6.renovationId = $p1
    OPTIONAL MATCH (n6)-[:IN_REGION]->(n7)
    RETURN [n6.renovationId, ['Renovation', 'Renovation:' + n6.renovationId, coalesce(n6.synthetic, false), coalesce(n6.quality, []), n6.renovationId, n6.name, n6.year, n6.investment, n6.securitySystems, n6.parkingSpaces, n6.publicSpace, toString(n6.completedOn), toString(n6.partyBranchFormedOn), toString(n6.consultationHeldOn), toString(n6.conventionSignedOn), toString(n6.illegalStructuresClearedOn), toString(n6.residentsContributedOn), toString(n6.feesCommittedOn), (n6.partyBranchFormedOn IS NOT NULL AND n6.consultationHeldOn IS NOT NULL AND n6.conventionSignedOn IS NOT NULL AND n6.illegalStructuresClearedOn IS NOT NULL AND n6.residentsContributedOn IS NOT NULL AND n6.feesCommittedOn IS NOT NULL), CASE WHEN n7 IS NULL THEN null ELSE ['Region:' + n7.code] END, [COUNT { (n6)-[:RENOVATES]->(n8) }], COLLECT {
      MATCH (n6)-[c9:CITED_IN]->(n10:Document)
      RETURN [['Document:' + n10.documentId], c9.locator, c9.quote] ORDER BY n10.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n11:Renovation)
    WHERE n11.renovationId = $p2
    RETURN [n11.renovationId, ['Renovation:' + n11.renovationId]]
  } AS r2,
  COLLECT {
    MATCH (n12:Renovation)
    WHERE n12.renovationId = $p3
    RETURN [n12.renovationId, ['Renovation:' + n12.renovationId]]
  } AS r3
// $p0 = 3
// $p1 = "syn-renovation-0000-0001"
// $p2 = "syn-renovation-0000-0001"
// $p3 = "none"
