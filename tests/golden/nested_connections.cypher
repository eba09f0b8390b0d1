RETURN
  [COLLECT {
    MATCH (n0:Region)
    WHERE n0.level = $p0 AND n0.code IS NOT NULL
    WITH n0 ORDER BY n0.code LIMIT $p1
    RETURN [[n0.code, [COLLECT {
      MATCH (n0)<-[:PART_OF]-(n1)
      WITH n1 ORDER BY n1.code LIMIT $p2
      RETURN [[n1.name, [COLLECT {
        MATCH (n1)<-[:IN_REGION]-(n2:Community)
        WITH n2 ORDER BY n2.households IS NULL, n2.households DESC, n2.communityId LIMIT $p3
        RETURN [[n2.name, n2.households, [COLLECT {
          MATCH (n2)<-[:SERVES]-(n3)
          WITH n3 ORDER BY n3.contractId DESC LIMIT $p4
          RETURN [toString(n3.startsOn), n3.mode] ORDER BY n3.contractId DESC
        }]], [n2.households, n2.communityId]] ORDER BY n2.households IS NULL, n2.households DESC, n2.communityId
      }]], [n1.code]] ORDER BY n1.code
    }, COUNT { (n0)<-[:PART_OF]-(n4) }]], [n0.code]] ORDER BY n0.code
  }, COUNT {
    MATCH (n5:Region)
    WHERE n5.level = $p0
  }] AS r0
// $p0 = "COUNTY"
// $p1 = 3
// $p2 = 3
// $p3 = 3
// $p4 = 2
