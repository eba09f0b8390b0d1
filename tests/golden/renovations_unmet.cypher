RETURN
  [COLLECT {
    MATCH (n0:Renovation)
    WHERE (n0.consultationHeldOn IS NULL) = $p0 AND n0.renovationId IS NOT NULL
    WITH n0 ORDER BY n0.renovationId LIMIT $p1
    RETURN [n0.renovationId, (n0.partyBranchFormedOn IS NOT NULL AND n0.consultationHeldOn IS NOT NULL AND n0.conventionSignedOn IS NOT NULL AND n0.illegalStructuresClearedOn IS NOT NULL AND n0.residentsContributedOn IS NOT NULL AND n0.feesCommittedOn IS NOT NULL), [COUNT { (n0)-[:RENOVATES]->(n1) }]] ORDER BY n0.renovationId
  }, COUNT {
    MATCH (n2:Renovation)
    WHERE (n2.consultationHeldOn IS NULL) = $p0
  }] AS r0
// $p0 = true
// $p1 = 4
