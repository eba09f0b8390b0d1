RETURN
  [COLLECT {
    MATCH (n0:Community)
    WITH n0 ORDER BY n0.hasGatehouse IS NULL, n0.hasGatehouse DESC, n0.builtYear IS NOT NULL, n0.builtYear, n0.households DESC, n0.communityId LIMIT $p0
    RETURN [n0.communityId, n0.hasGatehouse, n0.builtYear, n0.households] ORDER BY n0.hasGatehouse IS NULL, n0.hasGatehouse DESC, n0.builtYear IS NOT NULL, n0.builtYear, n0.households DESC, n0.communityId
  }] AS r0
// $p0 = 5
