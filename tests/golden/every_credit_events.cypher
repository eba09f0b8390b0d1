RETURN
  [COLLECT {
    MATCH (n0:CreditEvent)
    WHERE n0.eventId IS NOT NULL
    WITH n0 ORDER BY n0.eventId LIMIT $p0
    OPTIONAL MATCH (n0)-[:CONCERNS]->(n1)
    OPTIONAL MATCH (n0)-[:DECIDED_BY]->(n2)
    OPTIONAL MATCH (n0)-[:HAPPENED_AT]->(n3)
    RETURN ['CreditEvent', 'CreditEvent:' + n0.eventId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.eventId, n0.polarity, n0.category, n0.points, toString(n0.occurredOn), toString(n0.decidedOn), toString(n0.publishedOn), toString(n0.expiresOn), toString(n0.repairedOn), toString(n0.revokedOn), n0.documentNumber, n0.summary, coalesce(n0.occurredOn <= $p1 AND (n0.expiresOn IS NULL OR n0.expiresOn >= $p1) AND (n0.revokedOn IS NULL OR n0.revokedOn > $p1), false), CASE WHEN n1 IS NULL THEN null ELSE ['Enterprise:' + n1.enterpriseId] END, CASE WHEN n2 IS NULL THEN null ELSE ['Authority:' + n2.authorityId] END, CASE WHEN n3 IS NULL THEN null ELSE ['Community:' + n3.communityId] END, [COUNT { (n0)<-[:BASED_ON]-(n4) }], COLLECT {
      MATCH (n0)-[c5:CITED_IN]->(n6:Document)
      RETURN [['Document:' + n6.documentId], c5.locator, c5.quote] ORDER BY n6.documentId
    }] ORDER BY n0.eventId
  }, COUNT { (n7:CreditEvent) }] AS r0,
  COLLECT {
    MATCH (n8:CreditEvent)
    WHERE n8.eventId = $p2
    OPTIONAL MATCH (n8)-[:CONCERNS]->(n9)
    OPTIONAL MATCH (n8)-[:DECIDED_BY]->(n10)
    OPTIONAL MATCH (n8)-[:HAPPENED_AT]->(n11)
    RETURN [n8.eventId, ['CreditEvent', 'CreditEvent:' + n8.eventId, coalesce(n8.synthetic, false), coalesce(n8.quality, []), n8.eventId, n8.polarity, n8.category, n8.points, toString(n8.occurredOn), toString(n8.decidedOn), toString(n8.publishedOn), toString(n8.expiresOn), toString(n8.repairedOn), toString(n8.revokedOn), n8.documentNumber, n8.summary, coalesce(n8.occurredOn <= $p1 AND (n8.expiresOn IS NULL OR n8.expiresOn >= $p1) AND (n8.revokedOn IS NULL OR n8.revokedOn > $p1), false), CASE WHEN n9 IS NULL THEN null ELSE ['Enterprise:' + n9.enterpriseId] END, CASE WHEN n10 IS NULL THEN null ELSE ['Authority:' + n10.authorityId] END, CASE WHEN n11 IS NULL THEN null ELSE ['Community:' + n11.communityId] END, [COUNT { (n8)<-[:BASED_ON]-(n12) }], COLLECT {
      MATCH (n8)-[c13:CITED_IN]->(n14:Document)
      RETURN [['Document:' + n14.documentId], c13.locator, c13.quote] ORDER BY n14.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n15:CreditEvent)
    WHERE n15.eventId = $p3
    RETURN [n15.eventId, ['CreditEvent:' + n15.eventId]]
  } AS r2,
  COLLECT {
    MATCH (n16:CreditEvent)
    WHERE n16.eventId = $p4
    RETURN [n16.eventId, ['CreditEvent:' + n16.eventId]]
  } AS r3
// $p0 = 3
// $p1 = "2023-07-10"
// $p2 = "syn-event-0000-0001"
// $p3 = "syn-event-0000-0001"
// $p4 = "none"
