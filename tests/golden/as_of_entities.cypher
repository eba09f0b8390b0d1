RETURN
  [COUNT {
    MATCH (n0:Enterprise)
    WHERE (n0.establishedOn IS NULL OR n0.establishedOn <= $p0) AND (n0.dissolvedOn IS NULL OR n0.dissolvedOn > $p0)
  }] AS r0,
  [COUNT {
    MATCH (n1:Community)
    WHERE (n1.builtYear IS NULL OR n1.builtYear <= $p1) AND (n1.mergedOn IS NULL OR n1.mergedOn > $p0)
  }] AS r1,
  [COUNT {
    MATCH (n2:PartyBranch)
    WHERE (n2.establishedOn IS NULL OR n2.establishedOn <= $p0)
  }] AS r2,
  [COUNT {
    MATCH (n3:OwnersCommittee)
    WHERE (n3.electedOn IS NULL OR n3.electedOn <= $p0) AND (n3.termEndsOn IS NULL OR n3.termEndsOn >= $p0)
  }] AS r3,
  [COUNT {
    MATCH (n4:Tender)
    WHERE (n4.publishedOn IS NULL OR n4.publishedOn <= $p0)
  }] AS r4,
  [COUNT {
    MATCH (n5:Renovation)
    WHERE n5.year <= $p2
  }] AS r5,
  [COUNT {
    MATCH (n6:Document)
    WHERE (n6.issuedOn IS NULL OR n6.issuedOn <= $p0)
  }] AS r6,
  [COUNT { (n7:Region) }] AS r7,
  [COUNT { (n8:Person) }] AS r8
// $p0 = "2018-06-30"
// $p1 = 2018
// $p2 = 2018
