RETURN
  COLLECT {
    MATCH (n0:Region)
    WHERE n0.code = $p0
    RETURN [n0.code, [[COLLECT {
      MATCH (n0)<-[:IN_REGION]-(n1:Community)
      WHERE n1.communityId > $p1
      WITH n1 ORDER BY n1.communityId LIMIT $p2
      RETURN [[n1.communityId], [n1.communityId]] ORDER BY n1.communityId
    }, COUNT { (n0)<-[:IN_REGION]-(n2:Community) }, EXISTS {
      MATCH (n0)<-[:IN_REGION]-(n3:Community)
      WHERE NOT coalesce(n3.communityId > $p3, false)
    }]]]
  } AS r0
// $p0 = "421202001600"
// $p1 = "syn-community-0000-0004"
// $p2 = 3
// $p3 = "syn-community-0000-0004"
