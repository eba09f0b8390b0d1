RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    WHERE n0.startsOn <= $p0 AND (n0.endsOn IS NULL OR n0.endsOn >= $p0) AND (n0.liftedOn IS NULL OR n0.liftedOn > $p0) AND n0.sanctionId IS NOT NULL
    WITH n0 ORDER BY n0.sanctionId LIMIT $p1
    RETURN [n0.sanctionId, coalesce(n0.startsOn <= $p0 AND (n0.endsOn IS NULL OR n0.endsOn >= $p0) AND (n0.liftedOn IS NULL OR n0.liftedOn > $p0), false)] ORDER BY n0.sanctionId
  }, COUNT {
    MATCH (n1:Sanction)
    WHERE n1.startsOn <= $p0 AND (n1.endsOn IS NULL OR n1.endsOn >= $p0) AND (n1.liftedOn IS NULL OR n1.liftedOn > $p0)
  }] AS r0,
  [COUNT {
    MATCH (n2:CreditEvent)
    WHERE n2.occurredOn <= $p0
  }] AS r1,
  [COLLECT {
    MATCH (n3:Contract)
    WHERE n3.startsOn <= $p0 AND (n3.endsOn IS NULL OR n3.endsOn >= $p0) AND (n3.terminatedOn IS NULL OR n3.terminatedOn > $p0) AND n3.contractId IS NOT NULL
    WITH n3 ORDER BY n3.contractId LIMIT $p2
    OPTIONAL MATCH (n3)-[:SERVES]->(n4)
    OPTIONAL MATCH (n3)-[:CONTRACTED_WITH]->(n6)
    WHERE (n6.establishedOn IS NULL OR n6.establishedOn <= $p0) AND (n6.dissolvedOn IS NULL OR n6.dissolvedOn > $p0)
    RETURN [coalesce(n3.startsOn <= $p0 AND (n3.endsOn IS NULL OR n3.endsOn >= $p0) AND (n3.terminatedOn IS NULL OR n3.terminatedOn > $p0), false), CASE WHEN n4 IS NULL THEN null ELSE [n4.name, head(COLLECT {
      MATCH (n4)<-[:SERVES]-(c5)
      WHERE c5.startsOn <= $p0 AND (c5.endsOn IS NULL OR c5.endsOn >= $p0) AND (c5.terminatedOn IS NULL OR c5.terminatedOn > $p0)
      RETURN c5.mode ORDER BY c5.startsOn DESC, c5.contractId LIMIT 1
    })] END, CASE WHEN n6 IS NULL THEN null ELSE [n6.name] END] ORDER BY n3.contractId
  }, COUNT {
    MATCH (n7:Contract)
    WHERE n7.startsOn <= $p0 AND (n7.endsOn IS NULL OR n7.endsOn >= $p0) AND (n7.terminatedOn IS NULL OR n7.terminatedOn > $p0)
  }] AS r2,
  [COUNT {
    MATCH (n8:Bid)
    WHERE n8.submittedOn <= $p0
  }] AS r3,
  [COUNT {
    MATCH (n9:MarketFiling)
    WHERE n9.filedOn <= $p0
  }] AS r4,
  [COUNT {
    MATCH (n10:EnterpriseRole)
    WHERE n10.startsOn <= $p0 AND (n10.endsOn IS NULL OR n10.endsOn >= $p0)
  }] AS r5,
  COLLECT {
    MATCH (n11:Enterprise)
    WHERE n11.uscc = $p3 AND (n11.establishedOn IS NULL OR n11.establishedOn <= $p0) AND (n11.dissolvedOn IS NULL OR n11.dissolvedOn > $p0)
    RETURN [n11.enterpriseId, [EXISTS { (n11)<-[:IMPOSED_ON]-(s12:Sanction) WHERE s12.kind = 'BID_RESTRICTION' AND (s12.startsOn <= $p0 AND (s12.endsOn IS NULL OR s12.endsOn >= $p0) AND (s12.liftedOn IS NULL OR s12.liftedOn > $p0)) }, [COUNT {
      MATCH (n11)<-[:IMPOSED_ON]-(n13)
      WHERE n13.startsOn <= $p0 AND (n13.endsOn IS NULL OR n13.endsOn >= $p0) AND (n13.liftedOn IS NULL OR n13.liftedOn > $p0)
    }], [COLLECT {
      MATCH (n11)<-[:HELD_IN]-(n14)
      WHERE n14.startsOn <= $p0 AND (n14.endsOn IS NULL OR n14.endsOn >= $p0)
      WITH n14 ORDER BY n14.roleId LIMIT $p4
      OPTIONAL MATCH (n14)-[:HELD_BY]->(n15)
      RETURN [CASE WHEN n15 IS NULL THEN null ELSE ['Person:' + n15.personId] END] ORDER BY n14.roleId
    }, COUNT {
      MATCH (n11)<-[:HELD_IN]-(n16)
      WHERE n16.startsOn <= $p0 AND (n16.endsOn IS NULL OR n16.endsOn >= $p0)
    }], [COLLECT {
      MATCH (n11)<-[:CONTRACTED_WITH]-(n18)-[:SERVES]->(n17)
      WHERE n18.startsOn <= $p0 AND (n18.endsOn IS NULL OR n18.endsOn >= $p0) AND (n18.terminatedOn IS NULL OR n18.terminatedOn > $p0)
      MATCH (n17)
      WHERE (n17.builtYear IS NULL OR n17.builtYear <= $p5) AND (n17.mergedOn IS NULL OR n17.mergedOn > $p0)
      WITH DISTINCT n17
      WITH n17 ORDER BY n17.communityId LIMIT $p6
      RETURN [n17.communityId] ORDER BY n17.communityId
    }, COUNT {
      MATCH (n11)<-[:CONTRACTED_WITH]-(n20)-[:SERVES]->(n19)
      WHERE n20.startsOn <= $p0 AND (n20.endsOn IS NULL OR n20.endsOn >= $p0) AND (n20.terminatedOn IS NULL OR n20.terminatedOn > $p0)
      MATCH (n19)
      WHERE (n19.builtYear IS NULL OR n19.builtYear <= $p7) AND (n19.mergedOn IS NULL OR n19.mergedOn > $p0)
      RETURN DISTINCT n19
    }]]]
  } AS r6,
  [COLLECT {
    MATCH (n21:Renovation)
    WHERE n21.year <= $p8 AND n21.year IS NOT NULL
    WITH n21 ORDER BY n21.year DESC, n21.renovationId LIMIT $p9
    RETURN [(CASE WHEN n21.partyBranchFormedOn <= $p0 THEN n21.partyBranchFormedOn END IS NOT NULL AND CASE WHEN n21.consultationHeldOn <= $p0 THEN n21.consultationHeldOn END IS NOT NULL AND CASE WHEN n21.conventionSignedOn <= $p0 THEN n21.conventionSignedOn END IS NOT NULL AND CASE WHEN n21.illegalStructuresClearedOn <= $p0 THEN n21.illegalStructuresClearedOn END IS NOT NULL AND CASE WHEN n21.residentsContributedOn <= $p0 THEN n21.residentsContributedOn END IS NOT NULL AND CASE WHEN n21.feesCommittedOn <= $p0 THEN n21.feesCommittedOn END IS NOT NULL)] ORDER BY n21.year DESC, n21.renovationId
  }] AS r7
// $p0 = "2021-08-01"
// $p1 = 3
// $p2 = 2
// $p3 = "91421202XG1047298R"
// $p4 = 2
// $p5 = 2021
// $p6 = 21
// $p7 = 2021
// $p8 = 2021
// $p9 = 3
