RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(e0)<-[:SUBMITTED_BY]-(b2)-[:SUBMITTED_TO]->(t3)
    WHERE s1.kind = 'BID_RESTRICTION' AND b2.outcome = 'WON' AND s1.startsOn <= coalesce(t3.awardedOn, b2.submittedOn) AND (s1.endsOn IS NULL OR s1.endsOn >= b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > b2.submittedOn) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn) AND (NOT EXISTS { (s1)-[:APPLIES_IN]->() } OR EXISTS { (s1)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t3) })
    WITH e0, s1, b2, t3 ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId LIMIT $p0
    RETURN [[e0.name, EXISTS { (e0)<-[:IMPOSED_ON]-(s4:Sanction) WHERE s4.kind = 'BID_RESTRICTION' AND (s4.startsOn <= $p1 AND (s4.endsOn IS NULL OR s4.endsOn >= $p1) AND (s4.liftedOn IS NULL OR s4.liftedOn > $p1)) }, 'Enterprise:' + e0.enterpriseId, toString(e0.recordedAt), coalesce(e0.synthetic, false), COLLECT {
      MATCH (e0)-[c5:CITED_IN]->(n6:Document)
      RETURN [['Document:' + n6.documentId, n6.title, n6.kind, n6.number, n6.issuer, toString(n6.issuedOn), n6.url, coalesce(n6.synthetic, false)], c5.locator, c5.quote] ORDER BY n6.documentId
    }], [s1.kind, toString(s1.startsOn), COLLECT {
      MATCH (s1)-[c7:CITED_IN]->(n8:Document)
      RETURN [c7.locator] ORDER BY n8.documentId
    }, 'Sanction:' + s1.sanctionId, toString(s1.recordedAt), coalesce(s1.synthetic, false), COLLECT {
      MATCH (s1)-[c9:CITED_IN]->(n10:Document)
      RETURN [['Document:' + n10.documentId, n10.title, n10.kind, n10.number, n10.issuer, toString(n10.issuedOn), n10.url, coalesce(n10.synthetic, false)], c9.locator, c9.quote] ORDER BY n10.documentId
    }], [t3.title, toString(t3.awardedOn), 'Tender:' + t3.tenderId, toString(t3.recordedAt), coalesce(t3.synthetic, false), COLLECT {
      MATCH (t3)-[c11:CITED_IN]->(n12:Document)
      RETURN [['Document:' + n12.documentId, n12.title, n12.kind, n12.number, n12.issuer, toString(n12.issuedOn), n12.url, coalesce(n12.synthetic, false)], c11.locator, c11.quote] ORDER BY n12.documentId
    }]] ORDER BY coalesce(t3.awardedOn, b2.submittedOn), b2.bidId, s1.sanctionId, e0.enterpriseId
  }, COUNT {
    MATCH (s14:Sanction)-[:IMPOSED_ON]->(e13)<-[:SUBMITTED_BY]-(b15)-[:SUBMITTED_TO]->(t16)
    WHERE s14.kind = 'BID_RESTRICTION' AND b15.outcome = 'WON' AND s14.startsOn <= coalesce(t16.awardedOn, b15.submittedOn) AND (s14.endsOn IS NULL OR s14.endsOn >= b15.submittedOn) AND (s14.liftedOn IS NULL OR s14.liftedOn > b15.submittedOn) AND (s14.liftedOn IS NULL OR s14.liftedOn > s14.startsOn) AND (NOT EXISTS { (s14)-[:APPLIES_IN]->() } OR EXISTS { (s14)-[:APPLIES_IN]->()<-[:PART_OF*0..]-()<-[:IN_REGION]-()<-[:FOR]-(t16) })
  }] AS r0,
  [[COUNT { (:Document) }, COUNT { (:Region) }, COUNT { (:Person) }, COUNT { (:Authority) }, COUNT { (:Enterprise) }, COUNT { (:Community) }, COUNT { (:PartyCommittee) }, COUNT { (:PartyBranch) }, COUNT { (:OwnersCommittee) }, COUNT { (:Tender) }, COUNT { (:CreditEvent) }, COUNT { (:Sanction) }, COUNT { (:Bid) }, COUNT { (:Contract) }, COUNT { (:MarketFiling) }, COUNT { (:Renovation) }, COUNT { (:EnterpriseRole) }, COUNT { (:EnterpriseLink) }, COUNT { (:Claim) }, COUNT { (:Coverage) }], [EXISTS { (n:Document) WHERE n.synthetic }, EXISTS { (n:Region) WHERE n.synthetic }, EXISTS { (n:Person) WHERE n.synthetic }, EXISTS { (n:Authority) WHERE n.synthetic }, EXISTS { (n:Enterprise) WHERE n.synthetic }, EXISTS { (n:Community) WHERE n.synthetic }, EXISTS { (n:PartyCommittee) WHERE n.synthetic }, EXISTS { (n:PartyBranch) WHERE n.synthetic }, EXISTS { (n:OwnersCommittee) WHERE n.synthetic }, EXISTS { (n:Tender) WHERE n.synthetic }, EXISTS { (n:CreditEvent) WHERE n.synthetic }, EXISTS { (n:Sanction) WHERE n.synthetic }, EXISTS { (n:Bid) WHERE n.synthetic }, EXISTS { (n:Contract) WHERE n.synthetic }, EXISTS { (n:MarketFiling) WHERE n.synthetic }, EXISTS { (n:Renovation) WHERE n.synthetic }, EXISTS { (n:EnterpriseRole) WHERE n.synthetic }, EXISTS { (n:EnterpriseLink) WHERE n.synthetic }, EXISTS { (n:Claim) WHERE n.synthetic }, EXISTS { (n:Coverage) WHERE n.synthetic }], COLLECT {
    MATCH (d:Document)
    WITH d, COUNT { (d)<-[:CITED_IN]-() } AS facts WHERE facts > 0
    RETURN [d.documentId, d.title, toString(d.issuedOn), facts, d.synthetic] ORDER BY facts DESC, d.documentId LIMIT 100
  }, head(COLLECT { MATCH (w:Wuye {name: 'graph'}) RETURN w.revision })] AS r1
// $p0 = 2
// $p1 = "2023-07-10"
